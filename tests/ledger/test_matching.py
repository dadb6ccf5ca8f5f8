"""Which figures are proposed for which question, and which findings the count admits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportedly.ledger.matching import countable, propose
from reportedly.types import (
    Admitted,
    Bounds,
    FigureKind,
    Flow,
    Hedge,
    Mood,
    Period,
    Qualifier,
    Relation,
    RelationOp,
    Span,
    Verdict,
)

Desk = Any

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31), "in March 2024")


def proposals(desk: Desk, figure: str) -> dict[str, float]:
    made = desk.figures[figure]
    return {p.question: p.score for p in propose(made, desk.reports[made.report], desk.questions.values())}


def courts(desk: Desk) -> None:
    desk.question("fled", population="mobilised soldiers", units=("persons",), measure="persons fled")
    desk.question("march", Flow.PERIOD, population="absence, Article 337", units=("sentences",), period=MARCH)
    desk.report("r", "paper", "2024-04-24")


def test_the_question_that_fits_in_unit_words_period_and_flow_comes_first(desk: Desk) -> None:
    courts(desk)
    sentences = desk.figure(
        "r", "684", sentence="Courts passed {} sentences for absence under Article 337.", accept=None,
        unit="sentences", period=MARCH, flow=Flow.PERIOD,
    )  # fmt: skip
    fled = desk.figure(
        "r", "at least 800", sentence="By January {} mobilised soldiers had fled.", accept=None, unit="persons",
        counted="mobilised soldiers", flow=Flow.CUMULATIVE,
    )  # fmt: skip
    assert next(iter(proposals(desk, sentences))) == "march"
    assert next(iter(proposals(desk, fled))) == "fled"
    assert "march" not in proposals(desk, fled)


def test_a_proposal_says_its_reasons(desk: Desk) -> None:
    courts(desk)
    figure = desk.figure("r", "684", accept=None, unit="sentences", period=MARCH, flow=Flow.PERIOD, counted="absence")
    (march,) = propose(desk.figures[figure], desk.reports["r"], [desk.questions["march"]])
    assert march.reasons == (
        "counts sentences", "speaks of absence", "its period is the question's", "period, as the question asks",
    )  # fmt: skip


def test_words_in_another_script_are_no_sign_but_numbers_in_them_are(desk: Desk) -> None:
    courts(desk)
    figure = desk.figure(
        "r", "684", sentence="В марте вынесли {} приговора по статье 337 о самовольном оставлении части.", accept=None,
        unit="sentences", period=MARCH, flow=Flow.PERIOD,
    )  # fmt: skip
    made = replace(desk.figures[figure], sentence=desk.figures[figure].as_written.span)
    (march,) = propose(made, desk.reports["r"], [desk.questions["march"]])
    assert march.score > 0.7


def test_a_number_inside_a_quotation_is_proposed_with_less_weight(desk: Desk) -> None:
    courts(desk)
    plain = desk.figure("r", "684", accept=None, unit="sentences", period=MARCH)
    quoted = replace(desk.figures[plain], quoted=True)
    (march,) = propose(quoted, desk.reports["r"], [desk.questions["march"]])
    assert march.score < proposals(desk, plain)["march"]
    assert "stands inside a quotation" in march.reasons


NO_COUNT: list[dict[str, Any]] = [
    {"mood": Mood.NEED},
    {"mood": Mood.PLAN},
    {"kind": FigureKind.AGE},
    {"kind": FigureKind.MONEY},
    {"kind": FigureKind.PERCENT},
    {"negated": True},
    {"hedge": Hedge.DENIED},
    {"qualifier": Qualifier.UNKNOWN_ABSENCE},
    {"relation": Relation(RelationOp.FRACTION, 0.5)},
]


@pytest.mark.parametrize("what", NO_COUNT)
def test_what_is_no_count_is_proposed_for_nothing_and_never_admitted(desk: Desk, what: dict[str, Any]) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684", **what)
    assert not countable(desk.figures[figure])
    assert proposals(desk, figure) == {}
    assert desk.admitted() == ()


def test_one_finding_is_admitted_once_in_its_fullest_words(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "almost 7,400")
    desk.figure("mail", "7,400", source="Mediazona")
    (one,) = desk.admitted()
    assert one == Admitted(
        figure="own:almost 7,400", finding=desk.findings()[0].id, question="cases", compiler="mediazona",
        base="court sites", measure="cases", population="soldiers", places=(), period=None,
        as_of=desk.findings()[0].as_of, flow=Flow.CUMULATIVE, bounds=Bounds(6660, 7399), best=7399,
        qualifier=Qualifier.NEARLY, published=date(2024, 4, 12), reports=2, report_ids=("mail", "own"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("eyes", "more", "admitted"),
    [
        (1, [], ["own:684"]),
        (2, [], []),
        (2, [("own:684", Verdict.ACCEPT, "Reviewer Two", {})], ["own:684"]),
        (2, [("mail:684", Verdict.ACCEPT, "Reviewer Two", {})], ["mail:684"]),
        (1, [("own:684", Verdict.RETRACT, "Reviewer One", {})], []),
        (1, [("own", Verdict.RETRACT, "Reviewer One", {})], []),
        (1, [("mail:684", Verdict.RETRACT, "Reviewer One", {})], ["own:684"]),
        (1, [("mail", Verdict.RETRACT, "Reviewer One", {})], ["own:684"]),
        (1, [("own:684", Verdict.REVISE, "Reviewer One", {"to": "later"})], []),
        (1, [("mail:684", Verdict.REVISE, "Reviewer One", {"to": "later"})], []),
        (1, [("own:684", Verdict.REFUSE, "Reviewer One", {})], ["mail:684"]),
        (1, [("own:684", Verdict.CAVEAT, "Reviewer One", {})], ["own:684"]),
    ],
)
def test_what_stands_is_admitted_and_what_a_compiler_withdrew_is_held_up_by_no_echo(
    desk: Desk, eyes: int, more: list[tuple[str, Verdict, str, dict[str, Any]]], admitted: list[str]
) -> None:
    desk.eyes = eyes
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "684")
    desk.figure("mail", "684", source="Mediazona")
    for subject, verdict, who, what in more:
        desk.decide(subject, verdict, who, **what)
    assert [a.figure for a in desk.admitted()] == admitted


def test_a_withdrawn_finding_is_not_admitted(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684")
    desk.decide(desk.findings()[0].id, Verdict.RETRACT)
    assert desk.admitted() == ()


def test_a_correction_is_what_is_counted(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    figure = desk.figure("own", "684")
    desk.correct(figure, bounds=Bounds(648, 648), base="leaked lists")
    desk.decide(figure, Verdict.ACCEPT)
    (one,) = desk.admitted()
    assert (one.bounds, one.best, one.base) == (Bounds(648, 648), 648, "leaked lists")


def test_another_n_more_is_never_taken_for_a_total(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "30", flow=Flow.INCREMENT)
    assert desk.admitted()[0].flow is Flow.INCREMENT


def test_a_finding_answers_its_own_question_only(desk: Desk) -> None:
    desk.question("fled")
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684")
    assert desk.admitted("fled") == ()


@pytest.mark.parametrize(
    ("number", "first"), [("9,059", "absence"), ("627", "disobedience"), ("339", "desertion")]
)  # fmt: skip
def test_in_a_list_each_number_is_matched_by_its_own_words(desk: Desk, number: str, first: str) -> None:
    for matter in ("absence", "disobedience", "desertion"):
        desk.question(matter, population="soldiers", definition=f"Cases of {matter} that the courts have received.")
    desk.report("r", "paper", "2024-06-18")
    sentence = "The courts received 9,059 cases for absence, 627 for disobedience, 339 for desertion."
    before, _, after = sentence.partition(number)
    figure = desk.figure("r", number, sentence=before + "{}" + after, accept=None)
    desk.figures[figure] = replace(desk.figures[figure], sentence=Span(0, len(sentence)))
    assert next(iter(proposals(desk, figure))) == first


def test_no_question_is_no_proposal(desk: Desk) -> None:
    desk.report("r", "paper", "2024-06-18")
    figure = desk.figure("r", "684", accept=None)
    assert propose(desk.figures[figure], desk.reports["r"], []) == ()
