"""The whole recipe in one command: `python training/attribution/train.py TRAIN.jsonl --base BASE --out RUNS`.

Articles {id, text, attributions} in; a model folder `RUNS/model` out (`model.onnx`, `vocab.txt`, `terms.json`). First four epochs without a fifth
of the articles, which is kept aside to choose settings by; then one more epoch, gentler, over all of them. With `--score SCORER --dev
DEV.jsonl` both are measured: the first run on the part kept aside, the model on DEV. Give the same command again after a kill: it
goes on. A GPU is used where there is one.

`--leave-out` trains one epoch for each outlet (an article's id up to the first "_") on all the others and measures on that one.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from export import averaged, export, shown_by
from fitting import Plan, fit
from labels import Article, articles
from scoring import measured

from reportedly.read.trained_pieces import Vocabulary


def split(data: Sequence[Article], share: float, seed: int) -> tuple[list[Article], list[Article]]:
    """Articles to learn from, and a share kept aside, the same for a seed whatever the order of the file."""
    ids = sorted(article["id"] for article in data)
    aside = set(random.Random(f"aside-{seed}").sample(ids, round(share * len(ids))))
    return [a for a in data if a["id"] not in aside], [a for a in data if a["id"] in aside]


def recipe(told: argparse.Namespace) -> None:
    """Both runs, the model, and the scores where they are asked for."""
    data, vocabulary = articles(told.data), _vocabulary(told.base)
    learn, aside = split(data, told.aside, told.seed)
    (told.out / "aside.json").write_text(json.dumps(sorted(a["id"] for a in aside)), encoding="utf-8")
    first = Plan(_folder(told.out / "first"), told.base, told.epochs, seed=told.seed, threads=told.threads)
    fit(first, learn[: told.limit or None], vocabulary, _log(first.out))
    _measure(told, first.out, aside)
    last = replace(
        first, out=_folder(told.out / "last"), epochs=1, rate=1e-4, head_rate=5e-4, seed=told.seed + 1, after=first.out
    )
    fit(last, data[: told.limit or None], vocabulary, _log(last.out))
    _measure(told, last.out, articles(told.dev) if told.dev else [], told.out / "model")


def leave_out(told: argparse.Namespace) -> None:
    """One epoch for each outlet without it, measured on it."""
    data, vocabulary = articles(told.data), _vocabulary(told.base)
    for outlet in sorted({_outlet(article) for article in data}):
        plan = Plan(_folder(told.out / f"without-{outlet}"), told.base, 1, seed=told.seed, threads=told.threads)
        fit(plan, [a for a in data if _outlet(a) != outlet][: told.limit or None], vocabulary, _log(plan.out))
        print(f"== without {outlet}, measured on it")
        _measure(told, plan.out, [a for a in data if _outlet(a) == outlet])


def _measure(told: argparse.Namespace, run: Path, on: Sequence[Article], to: Path | None = None) -> None:
    folder = to or run / "model"
    export(averaged([run]), told.base, folder, told.version, shown_by(articles(told.data)))
    if told.score and on:
        print(measured(folder, on, told.score), flush=True)


def _outlet(article: Article) -> str:
    return article["id"].split("_")[0]


def _vocabulary(base: Path) -> Vocabulary:
    return Vocabulary((base / "vocab.txt").read_text(encoding="utf-8").splitlines())


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def _log(out: Path) -> Callable[[str], None]:
    def say(line: str) -> None:
        print(line, flush=True)
        with (out / "log.txt").open("a", encoding="utf-8") as log:
            log.write(line + "\n")

    return say


def main() -> None:
    """Reads the command line and runs."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    ask.add_argument("--aside", type=float, default=0.2)
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--version", default="1")
    ask.add_argument("--score", type=Path, help="the scorer: SCORER GOLD PRED")
    ask.add_argument("--dev", type=Path)
    ask.add_argument("--leave-out", action="store_true")
    ask.add_argument("--limit", type=int, default=0, help="learn from this many articles only (to try things)")
    told = ask.parse_args()
    _folder(told.out)
    (leave_out if told.leave_out else recipe)(told)


if __name__ == "__main__":
    main()
