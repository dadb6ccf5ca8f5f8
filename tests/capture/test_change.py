"""What two captures of one address show, and what they do not."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.capture.change import Change, Rewording, Seen, change
from reportedly.capture.page import joined
from reportedly.types import Report

MAY_2 = datetime(2024, 5, 2, 8, tzinfo=UTC)
MAY_9 = datetime(2024, 5, 9, 8, tzinfo=UTC)
STORY = (
    "At least 40 cases were decided in April, Example Count says.",
    "None of the men was acquitted, according to the same count.",
    "The count rests on 1,200 pages of court sites.",
)


def report(*paragraphs: str, headline: str = "Forty cases", truncated: bool = False) -> Report:
    text, spans = joined(paragraphs)
    return Report("rep_x", "cap_x", "gazette", headline, text, spans, "en", date(2024, 5, 1), truncated=truncated)


def between(before: Report, after: Report) -> Change:
    return change(Seen(before, MAY_2), Seen(after, MAY_9))


def words(quotes: tuple[object, ...]) -> list[str]:
    return [quote.words for quote in quotes]  # type: ignore[attr-defined]


def test_a_figure_that_vanished_is_named_within_the_window_that_was_observed() -> None:
    seen = between(report(*STORY), report(STORY[0].replace("At least 40", "About 30"), *STORY[1:]))
    assert words(seen.vanished) == ["40"]
    assert words(seen.appeared) == ["30"]
    assert words(seen.gone) == [STORY[0]]
    assert seen.window == "present on 2024-05-02, absent on 2024-05-09"
    assert seen.doubt is None


def test_a_new_headline_and_a_new_date_are_rewordings() -> None:
    before = report(*STORY)
    after = replace(before, headline="Thirty cases", published_day=date(2024, 5, 8))
    assert between(before, after).reworded == (
        Rewording("headline", "Forty cases", "Thirty cases"),
        Rewording("publication date", "2024-05-01", "2024-05-08"),
    )


def test_spaces_and_the_order_of_paragraphs_are_no_change() -> None:
    assert not between(report(*STORY), report(STORY[2], STORY[0].replace(" ", "\u00a0"), STORY[1])).any


def test_of_equal_figures_only_as_many_vanish_as_are_missing() -> None:
    assert words(between(report("40 here.", "40 there."), report("40 here.")).vanished) == ["40"]


DOUBTS = [
    ("a page cut by a paywall", report(STORY[0], truncated=True), "cut off"),
    ("an empty page", report(), "no text"),
    ("a consent page", report("We value your privacy. Accept all."), "block, consent or error page"),
]


@pytest.mark.parametrize("after, says", [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_what_may_be_our_failure_says_so(after: Report, says: str) -> None:
    assert says in (between(report(*STORY), after).doubt or "")


def test_a_shortened_report_is_a_change_and_no_failure() -> None:
    seen = between(report(*STORY), report(STORY[2]))
    assert seen.doubt is None
    assert words(seen.gone) == list(STORY[:2])


def test_captures_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="before the earlier"):
        change(Seen(report(*STORY), MAY_9), Seen(report(*STORY), MAY_2))


@given(st.lists(st.text("ab1 ", min_size=1)), st.lists(st.text("ab1 ", min_size=1)))
def test_what_is_gone_one_way_is_new_the_other_way(one: list[str], two: list[str]) -> None:
    there, back = between(report(*one), report(*two)), between(report(*two), report(*one))
    assert (there.gone, there.new) == (back.new, back.gone)
    assert (there.vanished, there.appeared) == (back.appeared, back.vanished)
    assert not between(report(*one), report(*one)).any
