"""From admitted findings to statements about one counting process. One statement per finding, however often repeated.

A person's assignment says that a finding has the question's definition: its population, measure and start. What is left
to decide is time and place:

- *Cumulative* ("4,121 by 21 November"): at least so many by the last day that it may speak of, at most so many by the first.
  With a stated day these are one day, and the figure is exact on it; afterwards only its lower end holds, before it only
  its upper end. A day that is inferred is an interval: "almost 7,400", published on 12 April, holds from below on 12
  April, and from above only on the first day it may speak of, if there is one.
- *Period* ("684 in March"): the growth from the day before the period to its end. Counts of periods bound a cumulative
  count, and longer periods, from below; disjoint ones add up. A period that was not over when the count was made is counted up to that day.
- Cumulative counts say nothing about a period: courts post late, so that two counts published at two dates differ also
  by what was posted late. They are never subtracted.
- *Stock* and *rate*: they rise and fall, so that findings meet only at one moment: the latest not after the day asked.
- *Event*: every finding speaks of the same occurrence.
- An *increment* ("another 12") belongs to its own compiler's last figure and bounds nothing here.
- A finding for other places than the question's is a part of it and bounds it from below only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from reportedly.count.bounds import inward
from reportedly.count.constraints import Step
from reportedly.types import Admitted, AsOf, Basis, Bounds, Flow, Period, Question

START = 0
"""The moment before all days; days are moments by their ordinal."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The process between two moments, as steps: what is asked is its growth from `start` to `end`."""

    steps: tuple[Step, ...]
    start: int
    end: int


def measured(question: Question, admitted: Sequence[Admitted], as_of: date) -> Measured:
    """A question, the findings that it admits, and a day in; the statements that bear on the answer out."""
    if question.flow in (Flow.CUMULATIVE, Flow.PERIOD):
        return _over_time(question, admitted, as_of)
    if question.flow is Flow.EVENT:
        return _at_one_moment(question, [a for a in admitted if days_of(a).latest <= as_of])
    return _at_one_moment(question, latest_moment(admitted, as_of))


def latest_moment(admitted: Iterable[Admitted], as_of: date) -> list[Admitted]:
    """The findings of the latest day not after `as_of` on which any speaks."""
    past = [a for a in admitted if days_of(a).latest <= as_of and a.flow is not Flow.INCREMENT]
    last = max((days_of(a).latest for a in past), default=None)
    return [a for a in past if days_of(a).latest == last]


def days_of(admitted: Admitted) -> AsOf:
    """The days that a finding may speak of: a stated day is one day; unstated ones lie no later than publication."""
    as_of = admitted.as_of
    if as_of is None:
        return AsOf(None, admitted.published, Basis.INFERRED)
    if as_of.basis is Basis.STATED and as_of.earliest is None:
        return AsOf(as_of.latest, as_of.latest, Basis.STATED)
    return as_of


def same_period(question: Question, a: Admitted, b: Admitted | None = None) -> bool:
    """Whether two findings (or one and the question) speak of the same days of a period, however it is worded."""
    own, other = _own_period(question, a), _own_period(question, b) if b else question.period
    return other is not None and (own.start, own.end) == (other.start, other.end)


def _over_time(question: Question, admitted: Sequence[Admitted], as_of: date) -> Measured:
    start, end = _asked(question, as_of)
    return over_time([step for finding in admitted for step in statements(question, finding)], start, end)


def over_time(stated: Iterable[Step], start: int, *ends: int) -> Measured:
    """Statements, and that a count of the world never falls from one of their moments to the next; asked is the last end."""
    stated = tuple(stated)
    end = max(ends)
    moments = {start, *ends} | {moment for step in stated for moment in (step.tail, step.head)}
    never_falls = (Step(later, earlier, 0) for earlier, later in pairwise(sorted(moments)))
    return Measured((*stated, *never_falls), start, end)


def _asked(question: Question, as_of: date) -> tuple[int, int]:
    """Between which moments the answer grows; a period that is not over is counted up to the day asked."""
    period = question.period if question.flow is Flow.PERIOD else None
    start = period.start if period else question.since
    last = min(as_of, period.end) if period and period.end else as_of
    before = _before(start)
    return before, max(before, last.toordinal())


def statements(question: Question, finding: Admitted) -> Iterator[Step]:
    """What one finding says of the growth of a cumulative or period count."""
    part = is_part(question, finding)
    if finding.flow is Flow.PERIOD:
        start, first, last = _period(question, finding)
        yield from _between(finding, start, first, last, lower_only=part)
    elif question.flow is Flow.CUMULATIVE and finding.flow in (Flow.CUMULATIVE, Flow.EVENT, Flow.STOCK):
        days = days_of(finding)
        first = days.earliest.toordinal() if days.earliest else None
        lower_only = part or finding.flow is not Flow.CUMULATIVE
        yield from _between(finding, _before(question.since), first, days.latest.toordinal(), lower_only=lower_only)


def _period(question: Question, finding: Admitted) -> tuple[int, int | None, int]:
    """The moment before a period, and the first and last moment up to which it was counted."""
    period = _own_period(question, finding)
    before, days = _before(period.start), days_of(finding)
    end = (period.end or days.latest).toordinal()
    if days.latest.toordinal() >= end:
        return before, end, end
    first = max(before, days.earliest.toordinal()) if days.earliest else None
    return before, first, max(before, days.latest.toordinal())


def _own_period(question: Question, finding: Admitted) -> Period:
    asked = question.period or Period(question.since, None)
    own = finding.period
    return Period(own.start or asked.start, own.end or asked.end) if own else asked


def _between(finding: Admitted, start: int, first: int | None, last: int, *, lower_only: bool) -> Iterator[Step]:
    bounds = finding.bounds if finding.flow is Flow.RATE else whole(finding.bounds)
    if bounds.lower is not None:
        yield Step(last, start, -bounds.lower, (finding.finding,))
    if bounds.upper is not None and first is not None and not lower_only:
        yield Step(start, first, bounds.upper, (finding.finding,))


def _at_one_moment(question: Question, findings: Iterable[Admitted]) -> Measured:
    steps = (
        step
        for finding in findings
        for step in _between(finding, START, START + 1, START + 1, lower_only=is_part(question, finding))
    )
    return Measured(tuple(steps), START, START + 1)


def is_part(question: Question, finding: Admitted) -> bool:
    """Whether a finding speaks of other places than the question, and so of a part of it at most."""
    return bool(question.places and finding.places and set(question.places) != set(finding.places))


def whole(bounds: Bounds) -> Bounds:
    """Bounds of a number of cases; those with no whole number within stay as they are, and so clash with nothing."""
    return inward(bounds) or bounds


def _before(day: date | None) -> int:
    return day.toordinal() - 1 if day else START
