"""What leaves the desk names nobody private: traces, logs, exports, pages. The names are invented."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.store.rows import to_json

NOTE = """Outlet: Example Outlet
Title: Zlobnin's lawyer counts 800
Published: 2024-06-10
Language: en
Note: test note

Pyotr Zlobnin, aged 31, fled from the 2nd battalion. His lawyer, Semyon Grubkin, said at least 800 soldiers fled.
"""
NAMES = ("Zlobnin", "Pyotr", "Grubkin", "Semyon", "aged 31", "2nd battalion")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    note = tmp_path / "one.note"
    note.write_text(NOTE, encoding="utf-8")
    newsroom = open_newsroom(tmp_path / "desk")
    assert newsroom.capture(note).failures == ()
    newsroom.read()
    return newsroom


def figure_of(newsroom: Newsroom) -> str:
    return next(f.id for f in newsroom.held().figures.values() if f.bounds.lower == 800)


def named(words: str) -> list[str]:
    return [name for name in NAMES if name in words]


def test_why_masks_unless_asked_and_the_asking_is_entered(newsroom: Newsroom) -> None:
    figure = figure_of(newsroom)
    masked = newsroom.why(figure)
    assert named(json.dumps(to_json(list(masked)), ensure_ascii=False)) == []
    assert masked[0].figure.as_written.words == "at least 800"
    assert [e.subject for e in newsroom.ledger.entries(["unmask"])] == []
    assert "Grubkin" in newsroom.why(figure, unmask=True)[0].sentence
    assert [e.subject for e in newsroom.ledger.entries(["unmask"])] == [figure]


def test_asking_changes_no_mark_of_the_evidence(newsroom: Newsroom) -> None:
    before = newsroom.held().mark
    newsroom.why(figure_of(newsroom), unmask=True)
    assert newsroom.held().mark == before


def test_the_log_of_a_figure_is_masked(newsroom: Newsroom) -> None:
    figure = figure_of(newsroom)
    report = newsroom.held().figures[figure].report
    for subject in (figure, report):
        assert named(json.dumps(to_json(list(newsroom.log(subject))), ensure_ascii=False)) == []


def test_what_a_run_read_is_shown_masked(newsroom: Newsroom) -> None:
    from reportedly.types import ReadAnew

    outcome = ReadAnew(tuple(newsroom.held().readings.values()), 0)
    assert named(json.dumps(to_json(outcome), ensure_ascii=False)) != []
    assert named(json.dumps(to_json(newsroom.masked(outcome)), ensure_ascii=False)) == []


def test_exports_are_masked_and_keep_the_figures_places_in_the_original(newsroom: Newsroom) -> None:
    for shape in ("csv", "json"):
        for path in newsroom.export(shape):
            assert named(path.read_text("utf-8")) == []
    figure = newsroom.held().figures[figure_of(newsroom)]
    rows = json.loads((newsroom.folder / "exports" / "record.json").read_text("utf-8"))["figures"]
    row = next(r for r in rows if r["figure"] == figure.id)
    assert (row["start"], row["end"]) == (figure.as_written.span.start, figure.as_written.span.end)


def test_what_the_press_gets_is_masked(newsroom: Newsroom) -> None:
    shelf = newsroom.edition().shelf
    assert (
        named(json.dumps(to_json([list(shelf.reports.values()), list(shelf.figures.values())]), ensure_ascii=False))
        == []
    )


def test_the_key_is_made_once_for_its_owner_alone_and_lies_in_no_export(newsroom: Newsroom) -> None:
    first = newsroom.why(figure_of(newsroom))[0].sentence
    key = newsroom.folder / ".keys" / "desk.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert open_newsroom(newsroom.folder).why(figure_of(newsroom))[0].sentence == first
    assert all(key.read_text("ascii").strip() not in p.read_text("utf-8") for p in newsroom.export("json"))


def test_a_desk_that_names_nobody_private_makes_no_key(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    newsroom.export("csv")
    assert not (newsroom.folder / ".keys").exists()


def test_what_a_run_kept_is_shown_masked(newsroom: Newsroom, tmp_path: Path) -> None:
    other = tmp_path / "two.note"
    other.write_text(NOTE.replace("800", "900"), encoding="utf-8")
    outcome = newsroom.capture(other)
    assert named(json.dumps(to_json(outcome), ensure_ascii=False)) != []
    shown = newsroom.mask.captured(outcome)
    assert named(json.dumps(to_json(shown), ensure_ascii=False)) == []
    assert "counts 900" in shown.kept[0][1].headline
    assert shown.kept[0][0].address == outcome.kept[0][0].address


def test_what_a_new_reading_changes_is_shown_masked(newsroom: Newsroom) -> None:
    from dataclasses import replace

    from reportedly.newsroom.entering import fields_of

    (before,) = newsroom.held().readings.values()
    (figure,) = (f for f in before.figures if f.bounds.lower == 800)
    older = replace(before, figures=(replace(figure, source="Semyon Grubkin", counted="men of Zlobnin's"),))
    newsroom.enter("reading", before.report, fields_of(older), by="rules")
    diffs = newsroom.reread(enter=False)
    assert [len(diff.altered) for diff in diffs] == [1]
    assert named(json.dumps(to_json(list(diffs)), ensure_ascii=False)) == []
