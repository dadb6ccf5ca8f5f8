"""Which standing questions lie near another one, what they share and in what their definitions differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.ledger.likeness import wording
from reportedly.types import Neighbour, Period, Question

NEAR = 0.25
"""Below this a question is no neighbour."""
_MEASURE, _FLOW, _PERIOD, _WORDS = 0.2, 0.1, 0.2, 0.5


def neighbours(question: Question, others: Iterable[Question]) -> tuple[Neighbour, ...]:
    """A question and the desk's others -> those near it, nearest first; never the question itself.

    Nearness is the share of words in common (half of it), the same unit, flow, and days. It joins nothing: series of
    different definitions stay apart until a person declares them equal.
    """
    near = (_neighbour(question, other) for other in others if other.id != question.id)
    return tuple(sorted((n for n in near if n.likeness >= NEAR), key=lambda n: (-n.likeness, n.question)))


def _neighbour(a: Question, b: Question) -> Neighbour:
    words = wording(a) & wording(b)
    either = len(wording(a) | wording(b))
    days = (_days(a.period), a.since)
    same_days = days == (_days(b.period), b.since) != ("", None)
    near = (
        _WORDS * (len(words) / either if either else 0.0)
        + _MEASURE * bool(_units(a) & _units(b))
        + _FLOW * (a.flow is b.flow)
        + _PERIOD * same_days
    )
    return Neighbour(b.id, round(near, 3), tuple(sorted(words)), tuple(_differences(a, b)))


def _units(question: Question) -> frozenset[str]:
    return frozenset((question.measure, *question.units))


def _differences(a: Question, b: Question) -> Iterator[str]:
    """In what `b` differs from `a`, each in words that name what `b` says."""
    if a.measure != b.measure:
        yield f"counts {_plain(b.measure)}, not {_plain(a.measure)}"
    if a.population != b.population:
        yield f"of {b.population}, not of {a.population}"
    if a.flow is not b.flow:
        yield f"{b.flow.value}, not {a.flow.value}"
    if _days(a.period) != _days(b.period):
        yield f"for {_days(b.period) or 'no one period'}, not for {_days(a.period) or 'no one period'}"
    if a.since != b.since:
        yield f"since {b.since or 'no one day'}, not since {a.since or 'no one day'}"
    if set(a.places) != set(b.places):
        yield f"in {', '.join(b.places) or 'no one place'}, not in {', '.join(a.places) or 'no one place'}"
    if a.definition != b.definition:
        yield f"its definition: {b.definition}"


def _plain(measure: str) -> str:
    return measure.replace("_", " ")


def _days(period: Period | None) -> str:
    return f"{period.start or 'open'} to {period.end or 'open'}" if period else ""
