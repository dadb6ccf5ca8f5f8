"""What the rooms read in the benchmark sets, scored by the sets' own scorers. Needs the folder `shared` beside the checkout."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = Path(sys.executable).with_name("reportedly")
BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"

SETS = {
    "figures": (["figures", "figures/dev.jsonl"], ["figures/score_figures.py", "figures/dev.jsonl"], []),
    "attribution": (
        ["attribution", "attribution/dev.jsonl"],
        ["attribution/score_attributions.py", "attribution/dev.jsonl"],
        [],
    ),
    "places": (["places", "places/documents.jsonl"], ["places/score_places.py", "places/gold.jsonl"], []),
    "related": (
        ["related", "related/posts.jsonl"],
        ["related/score_related.py", "related/posts.jsonl", "related/gold.jsonl"],
        [],
    ),
    "pages": (["pages", "pages/html"], ["pages/score_pages.py", "pages/ground-truth.json"], []),
}


def main() -> None:
    """Predicts and scores each set that is there; prints what the scorer prints."""
    if not BENCH.is_dir():
        print("not run: the benchmark folder is not beside the checkout")
        return
    with tempfile.TemporaryDirectory() as folder:
        for name, (predict, score, more) in SETS.items():
            out = Path(folder) / f"{name}.out"
            subprocess.run([COMMAND, "predict", predict[0], BENCH / predict[1], out], check=True, capture_output=True)
            done = subprocess.run(
                [sys.executable, *(BENCH / part for part in score), out, *more],
                capture_output=True,
                text=True,
                check=False,
            )
            print(f"== {name}\n{done.stdout.strip()}{done.stderr.strip()}")


if __name__ == "__main__":
    main()
