"""A model folder and gold articles in, what a scorer says of the model's reading out."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from labels import Article

from reportedly.read.trained import TrainedReader
from reportedly.resources.tagger import opened


def measured(model: Path, gold: Sequence[Article], scorer: Path) -> str:
    """What `scorer GOLD PRED --ci 1000` prints for the model's reading of the gold articles' texts."""
    reader = TrainedReader.of(opened(model))
    with tempfile.TemporaryDirectory() as folder:
        truth, read = Path(folder) / "gold.jsonl", Path(folder) / "read.jsonl"
        truth.write_text("".join(json.dumps(article) + "\n" for article in gold), encoding="utf-8")
        read.write_text("".join(_line(reader, article) for article in gold), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, scorer, truth, read, "--ci", "1000"], capture_output=True, text=True, check=True
        )
    return done.stdout


def _line(reader: TrainedReader, article: Article) -> str:
    found = [
        {
            role: [[quote.span.start, quote.span.end] for quote in quotes]
            for role, quotes in zip(("source", "cue", "content"), roles, strict=True)
        }
        for roles in reader.attributions(article["text"])
    ]
    return json.dumps({"id": article["id"], "attributions": found}) + "\n"
