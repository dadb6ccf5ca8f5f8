"""Re-reading and re-capturing lose no decision: figures are found again by their words and surroundings."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.anchoring import carried, reanchor
from reportedly.ledger.decisions import decide, standing
from reportedly.types import Bounds, Figure, FigureKind, Qualifier, Quote, Span, Verdict

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)

FIRST = "Courts in the east decided 684 cases in March, a paper wrote on Friday."
SECOND = "Meanwhile 718 cases had arrived in February, and more were on their way."
THIRD = "At the border another 684 men waited for a decision, relatives said."


def read_in(text: str, capture: str) -> list[Figure]:
    """A reader of nothing but digits; ids from the capture, as in the reading room."""
    found = []
    for n, match in enumerate(re.finditer(r"\d+", text)):
        quote = Quote(Span(*match.span()), match[0])
        n_ = int(match[0])
        found.append(
            Figure(f"{capture}:{n}:{match[0]}", "r", quote, quote.span, FigureKind.COUNT, Qualifier.EXACT, Bounds(n_, n_), n_)
        )  # fmt: skip
    return found


def sentences_after(old: str, new: str) -> dict[str, str | None]:
    """Each figure's old sentence -> the sentence in which it is found again."""
    before, after = read_in(old, "a"), read_in(new, "b")
    anchored = reanchor(before, old, after, new)
    there = {f.id: f for f in after}
    return {
        _sentence(old, f): _sentence(new, there[anchored.moved[f.id]]) if f.id in anchored.moved else None
        for f in before
    }


def _sentence(text: str, figure: Figure) -> str:
    return next(s for s in re.split(r"\n+", text) if figure.as_written.span.start <= text.index(s) + len(s))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ([FIRST, SECOND], [SECOND, FIRST], {FIRST: FIRST, SECOND: SECOND}),
        ([FIRST, THIRD], [THIRD, FIRST], {FIRST: FIRST, THIRD: THIRD}),
        ([FIRST, THIRD], [THIRD], {FIRST: None, THIRD: THIRD}),
        ([FIRST], [FIRST.replace("684", "685")], {FIRST: None}),
        ([FIRST], [FIRST.replace("684 cases", "684 such cases")], {FIRST: FIRST.replace("684 cases", "684 such cases")}),
        ([FIRST], [SECOND], {FIRST: None}),
        ([FIRST], ["Somebody else wrote of 684."], {FIRST: None}),
        (["684"], ["684"], {"684": "684"}),
    ],
)  # fmt: skip
def test_a_figure_is_found_again_by_its_number_and_its_surroundings(
    old: list[str], new: list[str], expected: dict[str, str | None]
) -> None:
    assert sentences_after("\n\n".join(old), "\n\n".join(new)) == expected


def test_of_two_equal_sentences_the_first_stays_the_first() -> None:
    text = f"{FIRST}\n\n{FIRST}"
    moved = reanchor(read_in(text, "a"), text, read_in(text, "b"), text).moved
    assert moved == {"a:0:684": "b:0:684", "a:1:684": "b:1:684"}


def test_what_keeps_its_id_is_neither_moved_nor_lost() -> None:
    anchored = reanchor(read_in(FIRST, "a"), FIRST, read_in(FIRST, "a"), FIRST)
    assert (anchored.moved, anchored.lost) == ({}, ())


words = st.lists(
    st.sampled_from(["the", "court", "men", "said", "that", "many", "were", "held", "there", "by", "order"]),
    min_size=1,
    max_size=9,
)
fillers = words.map(lambda w: " ".join(w).capitalize() + ".")


@given(st.lists(fillers, max_size=4), st.lists(fillers, max_size=4), st.permutations([FIRST, SECOND, THIRD]), st.data())
def test_edits_elsewhere_lose_no_figure(
    before: list[str], after: list[str], kept: list[str], data: st.DataObject
) -> None:
    def mixed(filling: list[str]) -> str:
        parts = list(kept)
        for words in filling:
            parts.insert(data.draw(st.integers(0, len(parts))), words)
        return "\n\n".join(parts)

    assert sentences_after(mixed(before), mixed(after)) == {s: s for s in kept}


@given(st.integers(0, len(FIRST)), st.text("abcdefgh ,", max_size=12))
def test_a_few_letters_more_in_its_own_sentence_do_not_lose_a_figure(at: int, more: str) -> None:
    new = FIRST[:at] + more + FIRST[at:]
    if "684" in re.findall(r"\d+", new):
        before, after = read_in(FIRST, "a"), read_in(new, "b")
        assert reanchor(before, FIRST, after, new).moved == {"a:0:684": "b:0:684"}


def test_decisions_follow_the_figure_and_merges_follow_their_aim() -> None:
    made = [
        decide("a", Verdict.ACCEPT, "Reviewer One", NOON),
        decide("x", Verdict.MERGE, "Reviewer One", NOON, "one count", to="a"),
        decide("y", Verdict.ASSIGN, "Reviewer One", NOON, to="fled"),
    ]
    stands = standing(carried(made, {"a": "b", "b": "c"}), eyes=1)
    assert (stands["c"].stands, stands["x"].merged_into, stands["y"].question) == (True, "c", "fled")
    assert [d.id for d in carried(made, {"a": "b"})] == [d.id for d in made]


def test_a_circle_of_moves_ends() -> None:
    made = [decide("a", Verdict.ACCEPT, "Reviewer One", NOON)]
    assert carried(made, {"a": "b", "b": "a"})[0].subject == "b"
