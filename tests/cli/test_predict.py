"""Predictions read the text and its circumstances, and nothing that a benchmark keeps for scoring."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportedly.cli.predict import run
from reportedly.errors import BadInput, NotYet

TEXT = "At least 40 soldiers fled the camp near Perm in May, the Example Count said. “We counted twice,” a clerk said."
ROWS = {
    "figures": [{"id": "a", "lang": "en", "dateline": "2024-06-10", "text": TEXT}],
    "attribution": [{"id": "a", "text": TEXT}],
    "places": [{"id": "a", "published": "2024-06-10", "title": "Perm", "text": TEXT}],
    "related": [
        {"id": str(n), "date": f"2024-0{n}-01", "title": f"Courts in month {n}", "summary": "", "tags": [], "text": TEXT * n}
        for n in range(1, 6)
    ],
    "gate": [
        {
            "id": "a",
            "lang_source": "en",
            "lang_brief": "en",
            "sources": [{"outlet": "Gazette", "published": "2024-06-10", "text": TEXT, "echo_of": None, "compiler": "Example Count", "base": None}],
            "brief": "40 soldiers fled, the Example Count said.",
            "figures": [{"words": "40 soldiers", "source": 0}],
        }
    ],
}  # fmt: skip
GOLD = [
    {
        "figures": [{"text": "99"}],
        "attributions": [{"cue": [[0, 1]]}],
        "toponyms": [],
        "not_figures": [],
        "related": ["1"],
    },
    {"attributions": [], "toponyms": [{"start": 1, "end": 2}], "verdict": "pass", "split": "dev", "figures_gold": 1},
]


def predicted(name: str, rows: list[dict[str, object]], folder: Path, method: str = "rules") -> str:
    source, target = folder / "in.jsonl", folder / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run([name, str(source), str(target)], method=method, documents=None, groups=None, questions=None, families=None)
    return target.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(ROWS))
@pytest.mark.parametrize("gold", GOLD, ids=["one set of gold", "another"])
def test_gold_fields_change_no_prediction(name: str, gold: dict[str, object], tmp_path: Path) -> None:
    marked = [{**gold, **row} for row in ROWS[name]]
    if name not in {"gate", "related"}:
        assert set(marked[0]) > set(ROWS[name][0])
    assert predicted(name, marked, tmp_path) == predicted(name, ROWS[name], tmp_path)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_gets_an_answer_with_its_id(name: str, tmp_path: Path) -> None:
    answers = [json.loads(line) for line in predicted(name, ROWS[name], tmp_path).splitlines()]
    assert [a["id"] for a in answers] == [row["id"] for row in ROWS[name]]


def test_the_figure_of_the_sample_is_read_with_its_bounds_and_source(tmp_path: Path) -> None:
    figure = json.loads(predicted("figures", ROWS["figures"], tmp_path))["figures"][0]
    assert (figure["qualifier"], figure["low"], figure["high"], figure["source"]) == (
        "at_least",
        40,
        None,
        "the Example Count",
    )


def test_what_cannot_be_done_yet_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotYet):
        predicted("places", ROWS["figures"], tmp_path, method="trained")


ECHOES: list[dict[str, object]] = [
    {"id": "b", "outlet": "Fen Weekly", "owner": None, "domain": "fen.example", "published": "2024-06-11T08:00:00Z", "lang": "en",
     "title": "Camp loses 412 men", "text": "Some 412 soldiers fled the camp near Perm in May, the Gazette of Hull reports."},
    {"id": "a", "outlet": "Gazette of Hull", "owner": None, "domain": "hull.example", "published": "2024-06-10T08:00:00Z", "lang": "en",
     "title": "412 fled", "text": "In May 412 soldiers fled the camp near Perm, the Example Count said."},
    {"id": "c", "outlet": "Fen Weekly", "owner": None, "domain": "fen.example", "published": "2024-06-12T08:00:00Z", "lang": "en",
     "title": "Rain", "text": "It rained on the fen for nine days."},
]  # fmt: skip


@pytest.mark.parametrize("gold", [{}, {"relation": "unrelated", "family": "f1", "kind": "copy"}], ids=["bare", "gold"])
def test_echoes_are_written_as_pairs_and_as_families_and_gold_fields_change_neither(
    gold: dict[str, object], tmp_path: Path
) -> None:
    source, out, families = (tmp_path / name for name in ("in.jsonl", "out.jsonl", "families.jsonl"))
    source.write_text("".join(json.dumps({**gold, **row}) + "\n" for row in ECHOES), encoding="utf-8")
    run(["echo", str(source), str(out)], method="rules", documents=None, groups=None, questions=None, families=families)
    pairs = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    found = [json.loads(line) for line in families.read_text(encoding="utf-8").splitlines()]
    assert [(p["a"], p["b"], p["relation"]) for p in pairs] == [("a", "b", "echo")]
    assert found == [{"reports": ["a", "b"], "compilers": 1}, {"reports": ["c"], "compilers": 1}]


@pytest.mark.parametrize(
    ("row", "says"),
    [({"published": "soon"}, "no day"), ({"outlet": None, "domain": None}, "no outlet"), ({"id": None}, "no id")],
)
def test_a_report_that_cannot_be_placed_is_named(row: dict[str, object], says: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=says):
        predicted("echo", [{**ECHOES[0], **row}], tmp_path)


@pytest.mark.parametrize(("text", "says"), [("{", "in.jsonl:1"), ("[1]\n", "one object a line")])
def test_a_broken_row_is_named_by_file_and_line(text: str, says: str, tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text(text)
    with pytest.raises(BadInput, match=says):
        run(
            ["figures", str(source), str(tmp_path / "o")],
            method="rules",
            documents=None,
            groups=None,
            questions=None,
            families=None,
        )
