"""The main job: `reportedly demo` into a fresh folder, wall and processor time, memory; and the command line's start-up."""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("reportedly")


def run(*arguments: str) -> tuple[float, float]:
    """Wall seconds of a command, and the processor seconds of all that it did."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([COMMAND, *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - start, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints one line a measurement."""
    starts = sorted(run("--help")[0] for _ in range(7))
    print(f"start-up of the command line (median of 7): {starts[3]:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = run("demo", f"{folder}/desk")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"reportedly demo, fresh folder: {wall:.1f} s wall, {cpu:.1f} s processor, {peak:.0f} MB at the peak")
        wall, cpu = run("demo", f"{folder}/desk")
        print(f"reportedly demo, the same folder again: {wall:.1f} s wall, {cpu:.1f} s processor")


if __name__ == "__main__":
    main()
