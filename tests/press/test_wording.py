"""Readers' words: bounds, qualifiers, days and roles, never interval notation."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.press import wording
from reportedly.press.numbers import said
from reportedly.press.qualifying import bounds_of
from reportedly.press.wording import as_of_in_words, counted_in_words, in_words, period_in_words, phrase
from reportedly.types import AsOf, Basis, Bounds, Period, Qualifier, Relation, RelationOp

Q = Qualifier
WORDS = [
    (Bounds(800, None), None, "at least 800; no upper figure reported"),
    (Bounds(801, None), Q.MORE_THAN, "more than 800; no upper figure reported"),
    (Bounds(None, 40), None, "no more than 40; no lower figure reported"),
    (Bounds(6660, 7399), Q.NEARLY, "almost 7,400"),
    (Bounds(153, 187), Q.ABOUT, "about 170"),
    (Bounds(4601, 5060), Q.SLIGHTLY_OVER, "just over 4,600"),
    (Bounds(20, 99), None, "between 20 and 99"),
    (Bounds(20, 99), Q.DOZENS, "dozens (between 20 and 99)"),
    (Bounds(0, 50), Q.UP_TO, "up to 50"),
    (Bounds(0, 49), Q.LESS_THAN, "fewer than 50"),
    (Bounds(10025, 10025), Q.EXACT, "10,025"),
    (Bounds(0, 0), Q.NONE, "none"),
    (Bounds(None, None), None, "no figure reported"),
    (Bounds(None, None), Q.UNKNOWN_ABSENCE, "no figure reported"),
    (Bounds(1, None), Q.UNKNOWN, "some; how many is not reported"),
    (Bounds(2.5, 2.5), None, "2.5"),
]


@pytest.mark.parametrize(("bounds", "qualifier", "words"), WORDS)
def test_bounds_are_told_in_words(bounds: Bounds, qualifier: Qualifier | None, words: str) -> None:
    assert in_words(bounds, qualifier) == words


NUMBERS = st.integers(2, 10**6)
TOLD = st.sampled_from([Q.AT_LEAST, Q.MORE_THAN, Q.ABOUT, Q.NEARLY, Q.SLIGHTLY_OVER, Q.UP_TO, Q.LESS_THAN, Q.EXACT])


@given(NUMBERS, TOLD)
def test_what_is_told_reads_back_as_the_same_bounds(number: int, qualifier: Qualifier) -> None:
    bounds, _ = bounds_of(qualifier, number)
    (read, *_) = said(phrase(bounds, qualifier) + " men", "en", loose=True)
    assert (read.bounds, read.qualifier) == (bounds, qualifier)


COUNTED = [
    (Bounds(800, None), "persons_fled", "at least 800 people who fled; no upper figure reported"),
    (Bounds(1, 1), "cases", "1 case"),
    (Bounds(684, 684), "sentences", "684 sentences"),
    (Bounds(None, None), "cases", "no figure reported"),
    (Bounds(3, 3), None, "3"),
    (Bounds(3, 3), "field_kitchens", "3 field kitchens"),
]


@pytest.mark.parametrize(("bounds", "unit", "words"), COUNTED)
def test_units_stand_in_the_right_number(bounds: Bounds, unit: str | None, words: str) -> None:
    assert counted_in_words(bounds, unit) == words


NOVEMBER = date(2023, 11, 21)
AS_OF = [
    (AsOf(NOVEMBER, NOVEMBER, Basis.STATED), "as of 21 November 2023"),
    (AsOf(None, date(2024, 4, 12), Basis.INFERRED), "no later than 12 April 2024"),
    (
        AsOf(date(2024, 4, 1), date(2024, 4, 12), Basis.INFERRED),
        "no later than 12 April 2024, no earlier than 1 April 2024",
    ),
    (AsOf(date(2025, 5, 21), date(2025, 5, 31), Basis.STATED), "as of a day from 21 to 31 May 2025"),
    (None, "no day stated"),
]


@pytest.mark.parametrize(("as_of", "words"), AS_OF)
def test_an_inferred_day_is_never_told_as_stated(as_of: AsOf | None, words: str) -> None:
    assert as_of_in_words(as_of) == words


PERIODS = [
    (Period(date(2024, 3, 1), date(2024, 3, 31)), "in March 2024"),
    (Period(date(2024, 1, 1), date(2024, 12, 31)), "in 2024"),
    (Period(date(2023, 1, 1), date(2023, 6, 30)), "from January to June 2023"),
    (Period(date(2022, 9, 1), date(2023, 2, 28)), "from September 2022 to February 2023"),
    (Period(date(2024, 3, 3), date(2024, 3, 9)), "from 3 to 9 March 2024"),
    (Period(date(2024, 3, 3), date(2024, 4, 9)), "from 3 March to 9 April 2024"),
    (Period(NOVEMBER, NOVEMBER), "on 21 November 2023"),
    (Period(NOVEMBER, None), "since 21 November 2023"),
    (Period(None, NOVEMBER), "up to 21 November 2023"),
    (None, "no period stated"),
]


@pytest.mark.parametrize(("period", "words"), PERIODS)
def test_periods_are_told_exactly(period: Period | None, words: str) -> None:
    assert period_in_words(period) == words


def test_other_outlets_are_spoken_of_fairly() -> None:
    assert wording.credits_in_words("Mediazona") == "credits Mediazona's count"
    assert wording.credits_in_words("Important Stories") == "credits Important Stories' count"
    assert wording.wording_in_words(("almost",)) == "words it differently: without almost"
    assert wording.role_in_words("second_count") == "a second count on an overlapping base"
    assert wording.relation_in_words(Relation(RelationOp.MAJORITY)) == "more than half of them"
