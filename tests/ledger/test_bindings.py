"""What people say of two reports binds every later run of the proposals; weights are the desk's to set."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reportedly.errors import BadInput
from reportedly.ledger.bindings import bindings
from reportedly.ledger.decisions import decide
from reportedly.ledger.echoes import Tie, propose
from reportedly.ledger.likenings import Weights
from reportedly.ledger.told import Piece
from reportedly.types import Decision, Method, Outlet, Reading, Report, Span, Verdict

REPORTS = ("a", "b", "c")


def said(verdict: Verdict, a: str = "a", b: str | None = "b", *, takes_back: str | None = None) -> Decision:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    return decide(a, verdict, "Reviewer One", at, f"reason {verdict} {takes_back}", to=b, supersedes=takes_back)


JOIN, PART = said(Verdict.MERGE), said(Verdict.SPLIT)


@pytest.mark.parametrize(
    ("decisions", "joined", "parted"),
    [
        ([], False, False),
        ([JOIN], True, False),
        ([PART], False, True),
        ([JOIN, PART], False, True),
        ([PART, said(Verdict.MERGE, "b", "a")], True, False),
        ([JOIN, said(Verdict.UNDO, takes_back=JOIN.id)], False, False),
        ([said(Verdict.MERGE, "a", "a figure")], False, False),
        ([said(Verdict.ACCEPT, "a", None)], False, False),
    ],
)
def test_the_last_word_on_a_pair_of_reports_counts(decisions: list[Decision], joined: bool, parted: bool) -> None:
    bound = bindings(decisions, REPORTS)
    assert bound.are_joined("a", "b") is bound.are_joined("b", "a") is joined
    assert bound.are_parted("b", "a") is parted


def piece(name: str, outlet: str, day: int, text: str) -> Piece:
    report = Report(name, f"cap_{name}", outlet, "", text, (Span(0, len(text)),), "en", date(2024, 6, day))
    return Piece(report, Reading(name, Method("rules", "1"), "en"), Outlet(outlet, outlet))


COPY = (
    "The harbour office of the invented town counted every boat that left before dawn, and the clerk wrote all of them "
    "down in a blue book that nobody else has seen since."
)
PIECES = [
    piece("a", "Morning Gull", 1, COPY),
    piece("b", "Evening Gull", 2, COPY),
    piece("c", "Inland Letter", 3, "A bakery in another town closed for a week because its oven broke down again."),
]


def relation(decisions: list[Decision], a: str, b: str) -> Tie | None:
    found = propose(PIECES, bound=bindings(decisions, REPORTS))
    return next((link.relation for link in found.links if (link.a, link.b) == (a, b)), None)


def test_a_copy_is_an_echo_until_a_person_parts_the_two() -> None:
    assert relation([], "a", "b") is Tie.ECHO
    assert relation([PART], "a", "b") is not Tie.ECHO


def test_what_a_person_joined_is_an_echo_and_says_so() -> None:
    found = propose(PIECES, bound=bindings([said(Verdict.MERGE, "a", "c")], REPORTS))
    (link,) = [link for link in found.links if (link.a, link.b) == ("a", "c")]
    assert link.relation is Tie.ECHO and "a person joined them" in link.grounds


def test_what_is_parted_does_not_come_together_by_way_of_a_third_report() -> None:
    thrice = [*PIECES[:2], piece("c", "Noon Gull", 3, COPY)]
    found = propose(thrice, bound=bindings([said(Verdict.SPLIT, "a", "b")], REPORTS))
    assert ("a", "b") not in {(link.a, link.b) for link in found.links if link.relation is Tie.ECHO}


def test_a_desk_sets_the_weight_of_a_sign_and_a_strange_sign_is_refused() -> None:
    assert Weights.of({"same_quote": 3.0}).same_quote == 3.0
    assert Weights.of({}) == Weights()
    with pytest.raises(BadInput, match="unusual_number"):
        Weights.of({"astrology": 1.0})
