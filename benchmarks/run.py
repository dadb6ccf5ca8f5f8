"""`make bench`: runs every measurement here and prints one table; `python benchmarks/run.py NAME...` runs some."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main(names: list[str]) -> None:
    """Runs the named measurements (all where none is named), each in a process of its own, and prints what they print."""
    scripts = [p for p in sorted(HERE.glob("*.py")) if p.stem != "run" and (not names or p.stem in names)]
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, Python {platform.python_version()}, {_processor()}")
    for script in scripts:
        done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
        lines = done.stdout.strip().splitlines() or [json.dumps({"failed": done.stderr.strip().splitlines()[-1:]})]
        for line in lines:
            print(f"{script.stem:<12} {line}")


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = (
        [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
        if info.exists()
        else []
    )
    return f"{len(names)} x {names[0]}" if names else platform.machine()


if __name__ == "__main__":
    main(sys.argv[1:])
