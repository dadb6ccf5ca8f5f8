"""From a number back to its sentence, and from a report on to its readers; revisions, incidents, and the two clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from reportedly.errors import NotThere
from reportedly.ledger.clock import known_entries, published_by
from reportedly.ledger.downstream import downstream
from reportedly.ledger.held import Held
from reportedly.ledger.incidents import propose as propose_incidents
from reportedly.ledger.revisions import propose as propose_revisions
from reportedly.ledger.trace import marked, sentence_span, trace, words_in_sentence
from reportedly.types import (
    GENESIS,
    AsOf,
    Basis,
    Brief,
    Capture,
    Entry,
    FigureRef,
    Flow,
    Hedge,
    Manner,
    Method,
    Period,
    PlaceMention,
    Policy,
    Quote,
    Reading,
    Record,
    Span,
    Statement,
    Verdict,
)

Desk = Any

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)


def held(desk: Desk, *, captures: bool = True) -> Held:
    """The desk as the ledger would hold it."""
    shelves = (desk.outlets, desk.compilers, desk.questions, desk.reports)
    values: list[object] = [Policy(1, eyes=desk.eyes), *(value for shelf in shelves for value in shelf.values())]
    values += [a_capture(report.capture) for report in desk.reports.values() if captures]
    for report in desk.reports:
        figures = tuple(f for f in desk.figures.values() if f.report == report)
        values.append(Reading(report, Method("rules", "1"), "en", figures=figures))
    return Held(NOON, GENESIS, len(values), NOON, (*values, *desk.decisions), {})


def a_capture(name: str) -> Capture:
    return Capture(
        name, f"urn:{name}", f"urn:{name}", NOON, 0, "text/plain", "sha256:0", Record("a.warc.gz", 0, 1), "note"
    )


def test_a_trace_leads_from_a_figure_to_the_sentence_and_the_capture(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684", sentence="Courts decided {} cases.")
    desk.figures[figure] = replace(desk.figures[figure], sentence=Span(0, 25))
    found = trace(held(desk), figure, checked=True)
    assert (found.sentence, found.capture.id, found.checked) == ("Courts decided 684 cases.", "cap_own", True)
    assert found.finding is not None
    assert found.standing.stands


def test_the_words_are_marked_where_they_stand(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "12", sentence="Something else, {} times.")
    figure = desk.figure("own", "684", sentence="Courts decided {} cases.")
    report, made = desk.reports["own"], desk.figures[figure]
    start = report.text.index("Courts")
    made = replace(made, sentence=Span(start, start + len("Courts decided 684 cases.")))
    sentence = sentence_span(made, report).of(report.text)
    assert marked(sentence, words_in_sentence(made, report)) == "Courts decided [684] cases."
    assert marked(sentence, words_in_sentence(made, report), ("<b>", "</b>")) == "Courts decided <b>684</b> cases."


def test_without_a_sentence_the_paragraph_is_shown(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684", sentence="Courts decided {} cases.")
    report = replace(desk.reports["own"], paragraphs=(Span(0, 25),))
    assert sentence_span(desk.figures[figure], report) == Span(0, 25)
    assert sentence_span(desk.figures[figure], desk.reports["own"]) == desk.figures[figure].as_written.span


def test_what_is_not_held_has_no_trace(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684")
    with pytest.raises(NotThere):
        trace(held(desk), "fig_unknown", checked=True)
    with pytest.raises(NotThere, match="verify"):
        trace(held(desk, captures=False), figure, checked=True)


def brief(slug: str, **ref: str) -> Brief:
    return Brief(slug, slug, NOON.date(), "", "", f"briefs/{slug}.md", figures=(FigureRef("n", **ref),))


@pytest.mark.parametrize(
    ("subject", "figures", "alone", "briefs", "digests"),
    [
        ("mail", ["mail:7,400"], 0, ["echo", "origin", "tally"], ["week 24"]),
        ("own", ["own:almost 7,400"], 0, ["echo", "origin", "tally"], ["week 24"]),
        ("mail:7,400", ["mail:7,400"], 0, ["echo", "origin", "tally"], ["week 24"]),
        ("cases", ["mail:7,400", "own:almost 7,400"], 1, ["echo", "origin", "tally"], ["week 24"]),
        ("wire", ["wire:12"], 0, ["other"], []),
        ("nothing", [], 0, [], []),
    ],
)
def test_all_that_stands_on_a_thing_is_listed(
    desk: Desk, subject: str, figures: list[str], alone: int, briefs: list[str], digests: list[str]
) -> None:
    for report, outlet in (("own", "mediazona"), ("mail", "mail"), ("wire", "wire")):
        desk.report(report, outlet, "2024-04-12")
    desk.figure("own", "almost 7,400")
    desk.figure("mail", "7,400", source="Mediazona")
    desk.figure("wire", "12", accept=None)
    found = downstream(
        subject,
        figures=desk.figures,
        statements={},
        findings=desk.findings(),
        briefs=[
            brief("echo", figure="mail:7,400"),
            brief("origin", figure="own:almost 7,400"),
            brief("tally", tally="cases"),
            brief("other", figure="wire:12"),
        ],
        digests={"week 24": ["origin", "tally"], "week 25": []},
    )
    assert (list(found.figures), len(found.alone), list(found.briefs), list(found.digests)) == (
        figures, alone, briefs, digests,
    )  # fmt: skip
    assert found.published is bool(briefs)


def test_a_statements_figures_stand_on_it(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684", statement="st_1")
    said = Statement("st_1", "own", (), (), (), Manner.INDIRECT, Hedge.NONE)
    found = downstream("st_1", figures=desk.figures, statements={"st_1": said}, findings=desk.findings())
    assert (found.statements, found.figures, found.questions) == (("st_1",), (figure,), ("cases",))
    assert downstream("own", figures=desk.figures, statements={"st_1": said}, findings=()).statements == ("st_1",)


def stated(day: str) -> AsOf:
    return AsOf(date.fromisoformat(day), date.fromisoformat(day), Basis.STATED)


@pytest.mark.parametrize(
    ("earlier", "later", "flow", "falls"),
    [
        (("500", stated("2024-01-01")), ("400", stated("2024-02-01")), Flow.CUMULATIVE, True),
        (("500", stated("2024-01-01")), ("600", stated("2024-02-01")), Flow.CUMULATIVE, False),
        (("500", stated("2024-01-01")), ("500", stated("2024-02-01")), Flow.CUMULATIVE, False),
        (("500", stated("2024-01-01")), ("about 480", stated("2024-02-01")), Flow.CUMULATIVE, False),
        (("500", stated("2024-01-01")), ("at least 400", stated("2024-02-01")), Flow.CUMULATIVE, False),
        (("500", stated("2024-01-01")), ("400", stated("2024-02-01")), Flow.STOCK, False),
        (("500", stated("2024-01-01")), ("400", None), Flow.CUMULATIVE, False),
    ],
)
def test_a_compilers_later_lower_count_is_proposed_as_a_revision(
    desk: Desk, earlier: tuple[str, AsOf], later: tuple[str, AsOf | None], flow: Flow, falls: bool
) -> None:
    desk.question("cases", flow)
    desk.report("a", "mediazona", "2024-01-02")
    desk.report("b", "mediazona", "2024-02-02")
    desk.figure("a", earlier[0], as_of=earlier[1])
    desk.figure("b", later[0], as_of=later[1])
    found = propose_revisions(desk.admitted())
    assert bool(found) is falls
    if falls:
        by_figure = {a.figure: a.finding for a in desk.admitted()}
        assert (found[0].earlier, found[0].later) == (by_figure["a:500"], by_figure["b:400"])
        assert found[0].why.startswith(
            "mediazona's later figure (at most 400) lies below its earlier one (at least 500)"
        )


def test_another_compilers_lower_count_is_no_revision(desk: Desk) -> None:
    desk.report("a", "mediazona", "2024-01-02")
    desk.report("b", "paper", "2024-02-02")
    desk.figure("a", "500", as_of=stated("2024-01-01"))
    desk.figure("b", "400", as_of=stated("2024-02-01"), source="Proekt")
    assert propose_revisions(desk.admitted()) == ()


def test_a_closed_periods_later_published_lower_count_is_a_revision(desk: Desk) -> None:
    period = Period(date(2024, 3, 1), date(2024, 3, 31))
    desk.question("cases", Flow.PERIOD, period=period)
    for report, day, words in (("a", "2024-04-02", "500"), ("b", "2024-05-02", "400")):
        desk.report(report, "mediazona", day)
        desk.figure(report, words, period=period)
    assert len(propose_revisions(desk.admitted())) == 1


def statement(name: str) -> Statement:
    return Statement(name, "own", (), (), (), Manner.INDIRECT, Hedge.NONE)


@pytest.mark.parametrize(
    ("other", "together"),
    [({}, True), ({"kind": "shelling"}, False), ({"place": "b"}, False), ({"day": 2}, False), ({"day": None}, False)],
)
def test_statements_of_one_kind_place_and_day_may_speak_of_one_occurrence(
    desk: Desk, other: dict[str, Any], together: bool
) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    kinds = {}
    for n, what in enumerate([{}, other]):
        day = what.get("day", 1)
        place = PlaceMention(Quote(Span(0, 1), "x"), ((what.get("place", "a"), 1.0),))
        period = Period(date(2024, 3, day), date(2024, 3, day)) if day else None
        desk.figure("own", f"{n + 1}", statement=f"st_{n}", places=(place,), period=period)
        kinds[f"st_{n}"] = what.get("kind", "arrest")
    found = propose_incidents({s: statement(s) for s in kinds}, desk.figures, kinds)
    assert any(len(i.statements) == 2 for i in found) is together
    assert len({i.id for i in found}) == len(found)


def test_entries_and_reports_of_a_moment() -> None:
    entries = [Entry(n, "k", "s", NOON + timedelta(hours=n), "b", {}, "p", "h") for n in range(3)]
    assert [e.seq for e in known_entries(entries, NOON + timedelta(hours=1))] == [0, 1]
    assert [e.seq for e in known_entries(entries, None)] == [0, 1, 2]


def test_a_report_without_a_day_is_never_left_out(desk: Desk) -> None:
    desk.report("old", "paper", "2024-01-01")
    desk.report("new", "paper", "2024-12-01")
    desk.reports["undated"] = replace(desk.reports["new"], id="undated", published_day=None)
    kept = published_by(desk.reports.values(), date(2024, 6, 10))
    assert [r.id for r in kept] == ["old", "undated"]


def test_what_was_known_earlier_stands_as_it_stood_then(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684")
    before = desk.admitted()
    retraction = desk.decide(figure, Verdict.RETRACT)
    assert desk.admitted() == ()
    desk.decisions = [d for d in desk.decisions if d.decided_at < retraction.decided_at]
    assert desk.admitted() == before
