"""Reading anew loses no decision, keeps old readings, and shows first what would change."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.newsroom.entering import fields_of
from reportedly.read.difference import difference
from reportedly.read.identity import figure_id
from reportedly.types import Figure, Method, Quote, Reading, Verdict

NOTE = """Outlet: Example Gazette
Title: Forty cases in a month
Published: 2024-06-10
Language: en

In May 2024 the courts opened at least 40 cases, according to Example Count.
"""
NOW = datetime(2024, 6, 11, 9, tzinfo=UTC)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    (tmp_path / "may.note").write_text(NOTE)
    room = open_newsroom(tmp_path / "desk", clock=lambda: NOW)
    room.capture(tmp_path / "may.note")
    return room


def older(reading: Reading, capture: str, text: str) -> Reading:
    """The reading of an older method, which cut the figure without its qualifier."""

    def bare(figure: Figure) -> Figure:
        number = Quote.cut(text, figure.number.start, figure.number.end)
        return replace(figure, id=figure_id(capture, number.words, 0), as_written=number)

    return replace(reading, method=Method("rules", "0"), figures=tuple(map(bare, reading.figures)))


def test_a_decision_follows_its_figure_into_the_new_reading(newsroom: Newsroom) -> None:
    report = next(iter(newsroom.held().reports.values()))
    old = older(newsroom.read_one(report), report.capture, report.text)
    newsroom.enter("reading", report.id, fields_of(old), by="rules")
    newsroom.decide(old.figures[0].id, Verdict.ACCEPT, reviewer="ada", reason="clear")
    (diff,) = newsroom.reread()
    (figure,) = newsroom.held().figures.values()
    assert figure.as_written.words == "at least 40" and figure.id != old.figures[0].id
    assert newsroom.held().standing[figure.id].accepted_by == ("ada",)
    assert diff.unanchored == () and newsroom.held().to_review == ()


def test_a_figure_that_is_not_found_again_goes_to_review(newsroom: Newsroom) -> None:
    report = next(iter(newsroom.held().reports.values()))
    reading = newsroom.read_one(report)
    strange = replace(
        reading.figures[0],
        id="fig_strange",
        as_written=Quote.cut(report.text, 0, 6),
        number=Quote.cut(report.text, 0, 2).span,
    )
    newsroom.enter("reading", report.id, fields_of(replace(reading, figures=(*reading.figures, strange))), by="rules")
    newsroom.decide("fig_strange", Verdict.ACCEPT, reviewer="ada", reason="looked right")
    (diff,) = newsroom.reread()
    assert diff.unanchored == ("fig_strange",)
    assert newsroom.held().to_review == ("fig_strange",)


def test_the_difference_is_shown_before_anything_is_entered(newsroom: Newsroom) -> None:
    report = next(iter(newsroom.held().reports.values()))
    old = older(newsroom.read_one(report), report.capture, report.text)
    newsroom.enter("reading", report.id, fields_of(old), by="rules")
    before = newsroom.ledger.head()
    (diff,) = newsroom.reread(enter=False)
    assert [f.as_written.words for f in diff.gained] == ["at least 40"] and [f.as_written.words for f in diff.lost] == [
        "40"
    ]
    assert newsroom.ledger.head() == before


def test_the_old_reading_stays_in_the_ledger(newsroom: Newsroom) -> None:
    report = next(iter(newsroom.held().reports.values()))
    newsroom.enter(
        "reading", report.id, fields_of(older(newsroom.read_one(report), report.capture, report.text)), by="rules"
    )
    newsroom.reread()
    assert next(fields["method"] for _, fields in newsroom.ledger.entered(["reading"])) == {
        "name": "rules",
        "version": "0",
    }


def test_a_reading_does_not_differ_from_itself(newsroom: Newsroom) -> None:
    newsroom.read()
    reading = next(iter(newsroom.held().readings.values()))
    assert difference(reading, reading).same
    assert newsroom.reread() == ()
