"""The figure reader against the labelled set beside the checkout: the bars that it must keep."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.cli.predictions.figures import predict

BENCH = Path(__file__).resolve().parents[2] / ".." / "shared" / "bench" / "figures"


LABELLED = Path(__file__).parent / "labelled"


def test_sentences_labelled_before_they_were_read_keep_their_numbers() -> None:
    rows = [json.loads(line) for line in (LABELLED / "figures-fresh.jsonl").read_text("utf-8").splitlines()]
    found = {str(row["id"]): row["figures"] for row in predict(rows, "rules")}
    parts = ("number", "kind", "qualifier", "low", "high", "chain", "negated")
    labelled = [(row["id"], [figure[part] for part in parts]) for row in rows for figure in row["figures"]]
    read = [(name, [figure[part] for part in parts]) for name, figures in found.items() for figure in figures]
    right = sum(figure in read for figure in labelled)
    assert right >= 0.98 * len(labelled)
    dates = [(row["id"], other["start"]) for row in rows for other in row["not_figures"]]
    assert not [at for at in dates if at in [(name, figure[0][0]) for name, figure in read]]


@pytest.mark.shared
def test_the_figure_reader_keeps_its_bars(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (BENCH / "dev.jsonl").read_text("utf-8").splitlines() if line.strip()]
    out = tmp_path / "predictions.jsonl"
    out.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in predict(rows, "rules")), "utf-8")
    scorer = [sys.executable, str(BENCH / "score_figures.py"), str(BENCH / "dev.jsonl"), str(out), "--json"]
    scores = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    assert {code: scores[code]["headline"] >= bar for code, bar in (("en", 0.92), ("ru", 0.88), ("uk", 0.88))} == {
        "en": True,
        "ru": True,
        "uk": True,
    }
    assert scores["all"]["accuracy_nontrivial"]["flow"] >= 0.85
    assert scores["all"]["accuracy_nontrivial"]["period"] >= 0.85
    assert scores["all"]["false_figures"] <= 0.03 * scores["all"]["not_figures"]


@pytest.mark.shared
def test_predictions_read_nothing_but_the_text_its_language_and_day() -> None:
    rows = [json.loads(line) for line in (BENCH / "dev.jsonl").read_text("utf-8").splitlines()[:30]]
    bare = [{key: row[key] for key in ("id", "lang", "dateline", "text")} for row in rows]
    assert list(predict(rows, "rules")) == list(predict(bare, "rules"))
