"""How a desk's own decisions rank its proposals, which questions lie near, and what it means to declare two equal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.equal import declared, equal_to, one_series
from reportedly.ledger.matching import learn, propose
from reportedly.ledger.neighbours import neighbours
from reportedly.ledger.ranking import NOTHING_LEARNED, PRIOR, Example, alike, learned, score
from reportedly.types import Equality, Flow, Period, Span

Desk = Any


def drones_and_shells(desk: Desk, assigned: int) -> None:
    """Two questions that the fixed signs cannot tell apart, and figures in Russian that people assigned."""
    desk.question("drones", population="civilians", units=("persons",), measure="persons")
    desk.question("shells", population="civilians", units=("persons",), measure="persons")
    desk.report("r", "paper", "2024-04-24", language="ru")
    for n in range(assigned):
        said(desk, f"{30 + n}", "Дроны ранили {} человек.", "drones")
        said(desk, f"{70 + n}", "Снаряды убили {} человек.", "shells")


def said(desk: Desk, number: str, sentence: str, accept: str | None = None) -> str:
    """A figure with the whole sentence that it stands in."""
    start = len(desk.reports["r"].text)
    name: str = desk.figure("r", number, sentence=sentence, accept=accept, unit="persons")
    end = len(desk.reports["r"].text.rstrip())
    desk.figures[name] = replace(desk.figures[name], sentence=Span(start, end))
    return name


def ranks(desk: Desk) -> Any:
    return learn(desk.figures.values(), desk.reports, desk.standing(), desk.questions)


def test_a_desk_without_decisions_ranks_by_fixed_weights(desk: Desk) -> None:
    drones_and_shells(desk, 0)
    assert ranks(desk) == NOTHING_LEARNED


@pytest.mark.parametrize(
    ("sentence", "first"), [("Дронами ранены {} человека.", "drones"), ("Снарядом убиты {}.", "shells")]
)
def test_a_figure_said_as_those_of_a_question_is_proposed_for_it_first(desk: Desk, sentence: str, first: str) -> None:
    drones_and_shells(desk, 4)
    made = desk.figures[said(desk, "11", sentence)]
    best = propose(made, desk.reports["r"], desk.questions.values(), ranks(desk))[0]
    assert best.question == first
    assert any("said as its figures are" in reason for reason in best.reasons)


def test_few_figures_teach_no_wording(desk: Desk) -> None:
    drones_and_shells(desk, 2)
    assert ranks(desk).wordings == {}


fits = st.fixed_dictionaries({}, optional={sign: st.floats(0, 1) for sign in ("unit", "words", "period", "flow")})
examples = st.lists(
    st.builds(
        Example, st.frozensets(st.sampled_from("abcdefg"), max_size=4), st.sampled_from(["p", "q"]),
        st.fixed_dictionaries({"p": fits, "q": fits}),
    ), max_size=12,
)  # fmt: skip


@given(examples)
def test_weights_are_shares_of_one_whole_and_the_same_decisions_give_the_same(given_examples: list[Example]) -> None:
    ranking = learned(given_examples)
    assert ranking == learned(given_examples)
    assert set(ranking.weights) == set(PRIOR) and all(weight >= 0 for weight in ranking.weights.values())
    if given_examples:
        assert sum(ranking.weights.values()) == pytest.approx(1, abs=0.01)
        assert ranking.learned_from == len(given_examples)
    for wording in ranking.wordings.values():
        assert 0 <= (alike(frozenset("abc"), wording) or 0) <= 1


@given(fits)
def test_a_score_lies_between_the_worst_and_the_best_sign(given_fits: dict[str, float]) -> None:
    low, high = (min(given_fits.values()), max(given_fits.values())) if given_fits else (0, 0)
    assert low - 1e-9 <= score(given_fits, PRIOR) <= high + 1e-9


def test_a_sign_that_misleads_here_loses_weight() -> None:
    says = {"words": 0.9, "unit": 1.0}
    wrong = [Example(frozenset(), "p", {"p": {**says, "words": 0.1}, "q": {"words": 0.9, "unit": 0.0}})] * 20
    weights = learned(wrong).weights
    assert weights["words"] / weights["unit"] < PRIOR["words"] / PRIOR["unit"] / 2


def test_a_near_question_says_in_what_its_definition_differs(desk: Desk) -> None:
    march = Period(date(2024, 3, 1), date(2024, 3, 31), "in March 2024")
    desk.question("fled", population="mobilised soldiers", asks="How many mobilised soldiers fled?", measure="persons")
    desk.question("fled-march", Flow.PERIOD, population="mobilised soldiers", period=march, measure="persons",
                  asks="How many mobilised soldiers fled in March?")  # fmt: skip
    desk.question("calls", asks="How many calls came?", measure="calls", population="a line", units=("calls",))
    (near,) = neighbours(desk.questions["fled"], [desk.questions[q] for q in ("fled", "fled-march", "calls")])
    assert near.question == "fled-march"
    assert near.differs == (
        "period, not cumulative", "for 2024-03-01 to 2024-03-31, not for no one period",
    )  # fmt: skip


EQUAL = Equality(("a", "b"), "the registry renamed the article", "Editor One")


def test_series_are_joined_only_where_a_person_declared_them_equal(desk: Desk) -> None:
    for name in "abc":
        desk.question(name)
    desk.report("r", "paper", "2024-04-24")
    for n, name in enumerate("abc"):
        desk.figure("r", f"at least {10 + n}", accept=name)
    found = desk.findings()
    assert {f.question for f in one_series("a", (EQUAL,), found)} == {"a"}
    assert len(one_series("a", (EQUAL,), found)) == 2
    assert len(one_series("c", (EQUAL,), found)) == 1
    assert len(one_series("a", (), found)) == 1


def test_a_declaration_reaches_no_farther_than_it_says() -> None:
    further = Equality(("b", "c"), "another reason", "Editor One")
    assert equal_to("a", (EQUAL, further)) == ("a", "b")
    assert equal_to("b", (EQUAL, further)) == ("b", "a", "c")


def test_readers_are_told_who_joined_what_and_why() -> None:
    assert declared("a", (EQUAL,)) == (
        "Counted as one series with b (declared by Editor One): the registry renamed the article",
    )
