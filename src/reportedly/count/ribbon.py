"""A count over time: the bounds as of each of many days, for a chart. The same as a tally a day, worked out at once.

What findings can all be true does not depend on the day asked, so it is settled once. From the start of a cumulative count
the shortest paths to every day, and back, are then found together (see `constraints`). Counts of another flow have few days
and are tallied one by one.

The last days are marked: reports come late, and where nine of ten of a question's figures were published up to 21 days after the
day that they speak of, the last 21 days before the ledger's moment are not complete yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from math import ceil

from reportedly.count.bounds import OPEN, hull, inward, meet
from reportedly.count.clashes import revisions_of, ways_out
from reportedly.count.compilers import independent
from reportedly.count.constraints import Step, growths
from reportedly.count.evidence import days_of, is_part, measured, over_time
from reportedly.count.places import Lie, Places
from reportedly.count.tally import tally, with_parts
from reportedly.types import Admitted, Answer, Bounds, Flow, Policy, Question, RibbonPoint

Related = Mapping[str, Sequence[Admitted]]
LATE = 0.9
"""The share of figures that must have been published for a day to count as complete."""


def ribbon(
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    days: Sequence[date],
    *,
    known_at: datetime,
    related: Related | None = None,
    lie: Lie | None = None,
) -> tuple[RibbonPoint, ...]:
    """A question, the findings that it admits, the desk's policy and days in; bounds as of each day out, in order.

    Each point has the bounds that `tally` gives for its day. A list question has no bounds and gives nothing.
    """
    if question.answer is Answer.LIST:
        return ()
    asked = sorted(set(days))
    ordered = sorted(admitted, key=lambda a: (a.published, a.finding))
    found = (
        _cumulative(question, ordered, policy, asked, related or {}, lie)
        if question.flow is Flow.CUMULATIVE and asked
        else [
            tally(question, ordered, policy, as_of=day, known_at=known_at, mark="", related=related, lie=lie).bounds
            for day in asked
        ]
    )
    until = known_at.date().toordinal() - days_late(ordered)
    return tuple(RibbonPoint(day, bounds, day.toordinal() <= until) for day, bounds in zip(asked, found, strict=True))


def days_late(admitted: Iterable[Admitted]) -> int:
    """After how many days nine of ten findings had been published, counted from the day that they speak of; 0 for none."""
    delays = sorted(max(0, (a.published - days_of(a).latest).days) for a in admitted)
    return delays[ceil(LATE * len(delays)) - 1] if delays else 0


def _cumulative(
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    days: Sequence[date],
    related: Related,
    lie: Lie | None,
) -> list[Bounds]:
    pairs = [(revision.earlier, revision.later) for revision in revisions_of(admitted, question)]
    first = measured(question, admitted, days[0])
    stated = [s for s in with_parts(first, question, admitted, policy, related).steps if s.findings]
    both, settled = _reached(stated, first.start, days, pairs)
    if policy.compilers_needed > 1:
        both = _agreed(question, admitted, policy, days, pairs, both)
    if lie is not None and settled and any(is_part(question, a) for a in admitted):
        both = _together(question, admitted, policy, days, lie, both)
    return [inward(bounds) or bounds for bounds in both]


def _reached(
    stated: Sequence[Step], start: int, days: Sequence[date], pairs: Sequence[tuple[str, str]]
) -> tuple[list[Bounds], bool]:
    """The bounds of each day, the hull over all consistent ways out of what clashes; and whether nothing clashes."""
    moments = [max(start, day.toordinal()) for day in days]
    steps = over_time(stated, start, *moments).steps
    bounds: list[Bounds] = []
    ways, clashes = ways_out(steps, pairs)
    for way in ways:
        one = growths([step for step in steps if way.issuperset(step.findings)], start, moments)
        bounds = [hull(a, b) for a, b in zip(bounds, one, strict=True)] if bounds else one
    return bounds, not clashes


def _together(
    question: Question, admitted: Sequence[Admitted], policy: Policy, days: Sequence[date], lie: Lie, both: list[Bounds]
) -> list[Bounds]:
    """What findings for several places say together, each day: the narrower of both ends."""
    found = Places(question, admitted, days, lie).reaches()
    if found is None:
        return both
    tighter = (r.bounds if policy.compilers_needed <= 1 else Bounds(None, r.bounds.upper) for r in found)
    return [meet(a, b) or a for a, b in zip(both, tighter, strict=True)]


def _agreed(
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    days: Sequence[date],
    pairs: Sequence[tuple[str, str]],
    both: Sequence[Bounds],
) -> list[Bounds]:
    """Lower ends that as many compilers on separate bases reach as the policy needs."""
    by_compiler = sorted(admitted, key=lambda a: a.compiler)
    groups = [list(group) for _, group in groupby(by_compiler, key=lambda a: a.compiler)]
    alone = []
    for group in groups:
        own = measured(question, group, days[0])
        alone.append(
            _reached([step for step in own.steps if step.findings], own.start, days, pairs)[0] or [OPEN] * len(days)
        )
    return [
        bounds
        if bounds.lower is None
        else Bounds(
            _reached_by_enough([(one[n].lower, group) for one, group in zip(alone, groups, strict=True)], policy),
            bounds.upper,
        )
        for n, bounds in enumerate(both)
    ]


def _reached_by_enough(told: Iterable[tuple[float | None, list[Admitted]]], policy: Policy) -> float | None:
    """The highest number that enough independent compilers each reach; None where too few reach any."""
    reached = sorted(((lower, group) for lower, group in told if lower is not None), key=lambda one: -one[0])
    for number in range(policy.compilers_needed, len(reached) + 1):
        if independent([group for _, group in reached[:number]], policy.compilers_needed, policy):
            return reached[number - 1][0]
    return None
