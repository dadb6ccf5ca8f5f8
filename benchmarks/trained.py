"""The trained reader of English: size, seconds to load, words a second on one core; its score where the benchmark folder is there."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from importlib import resources
from pathlib import Path

COMMAND = Path(sys.executable).with_name("reportedly")
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench" / "attribution"
OWN = "The court in Ostrava sentenced nine men, its spokeswoman Ada Fenn said on Monday. “None of them appealed,” she added.\n\n"
LOADING = """
import time
start = time.perf_counter()
from reportedly.newsroom.trained import reader
reader("en")
print(time.perf_counter() - start)
"""


def texts() -> list[str]:
    """Articles of the benchmark, or a paragraph of ours many times over."""
    path = BENCH / "dev.jsonl"
    if not path.exists():
        return [OWN * 40] * 10
    return [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]


def speed() -> float:
    """Words a second of processor time, from text to attributions, one thread, after one text to warm up."""
    from reportedly.newsroom.trained import reader

    english, read = reader("en"), texts()
    english.attributions(read[0])
    start = time.process_time()
    for text in read:
        english.attributions(text)
    return sum(len(text.split()) for text in read) / (time.process_time() - start)


def loading() -> float:
    """Seconds to import and open the model in a fresh interpreter, the best of three."""
    runs = [
        subprocess.run([sys.executable, "-c", LOADING], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    return min(float(run.stdout) for run in runs)


def score() -> str:
    """What the benchmark's scorer says of the trained reader, with intervals."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        asked = [COMMAND, "predict", "attribution", BENCH / "dev.jsonl", out, "--method", "trained"]
        subprocess.run(asked, check=True, capture_output=True)
        scorer = [sys.executable, BENCH / "score_attributions.py", BENCH / "dev.jsonl", out, "--ci", "1000"]
        return subprocess.run(scorer, check=True, capture_output=True, text=True).stdout


def main() -> None:
    """Prints what was measured, or why nothing was."""
    if any(importlib.util.find_spec(name) is None for name in ("reportedly_en", "onnxruntime", "numpy")):
        print('not run: the trained reader is not installed (pip install "reportedly[trained]")')
        return
    folder = resources.files("reportedly_en")
    size = sum(len(folder.joinpath(name).read_bytes()) for name in ("model.onnx", "vocab.txt", "terms.json"))
    print(f"size {size / 1e6:.1f} MB, loaded in {loading():.2f} s, {speed():,.0f} words/s on one core")
    print(score() if BENCH.is_dir() else "score not measured: the benchmark folder is not beside the checkout")


if __name__ == "__main__":
    main()
