"""Findings that cannot all be true: revisions, clashes, and what may be said meanwhile.

- The world's cumulative count never falls, but a compiler's statement can: a later and lower figure of the same compiler
  is a *revision*, proposed for a person to decide. So is another figure of it for the same days.
- A *clash* is between compilers: the smallest set of findings that cannot all be true.
- Until somebody decides, nothing is chosen silently. Each way of setting aside as few findings as needed is counted, and the
  bounds are the narrowest that hold all of these answers.

Worked example: compiler A counts exactly 100 by 1 May, compiler B exactly 120 by the same day. Setting B aside gives 100,
setting A aside gives 120: the tally is 100 to 120, with a clash that names both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from reportedly.count.bounds import hull
from reportedly.count.constraints import Reach, Step, growth, smallest_clash
from reportedly.count.evidence import Measured, days_of, same_period, whole
from reportedly.types import Admitted, AsOf, Bounds, Clash, Flow, Question, Revision

WAYS = 64
"""The most ways of setting findings aside that are counted one by one; beyond it all that clash are set aside at once."""


@dataclass(slots=True)
class Settled:
    """What may be said of the growth asked, and the sets of findings that could not all be true."""

    reach: Reach
    clashes: set[tuple[str, ...]] = field(default_factory=set)


def settle(asked: Measured, revisions: Iterable[tuple[str, str]] = ()) -> Settled:
    """Statements and pairs of findings of which a person has yet to choose one in; the hull of all consistent ways out."""
    ways, clashes = ways_out(asked.steps, revisions)
    return Settled(_hull([_growth(asked, way) for way in ways]), clashes)


def ways_out(
    steps: Sequence[Step], revisions: Iterable[tuple[str, str]] = ()
) -> tuple[list[frozenset[str]], set[tuple[str, ...]]]:
    """The largest sets of findings that can all be true, in order, and the sets that cannot."""
    findings = frozenset(f for step in steps for f in step.findings)
    pairs = tuple(pair for pair in revisions if findings.issuperset(pair))
    clashes: set[tuple[str, ...]] = set()
    return sorted(_largest(_ways(steps, findings, pairs, clashes)), key=sorted), clashes


def revisions_of(admitted: Sequence[Admitted], question: Question) -> tuple[Revision, ...]:
    """Pairs of one compiler's findings of which the later says less than the earlier, or another number for the same days."""
    found = [
        Revision(a.it.finding, b.it.finding, why)
        for told in _by_definition(admitted)
        for a, b in combinations(told, 2)
        if (_below(b.bounds, a.bounds) or _below(a.bounds, b.bounds)) and (why := _why(a, b, question))
    ]
    return tuple(sorted(found, key=lambda revision: (revision.earlier, revision.later)))


def clashes_of(
    sets: Iterable[tuple[str, ...]], revisions: Iterable[Revision], findings: Mapping[str, Admitted]
) -> tuple[Clash, ...]:
    """Sets of findings that cannot all be true, those left out that are a proposed revision."""
    proposed = {frozenset((revision.earlier, revision.later)) for revision in revisions}
    return tuple(Clash(one, _says(one, findings)) for one in sorted(sets) if frozenset(one) not in proposed)


def _growth(asked: Measured, findings: frozenset[str]) -> Reach:
    return growth(_kept(asked.steps, findings), asked.start, asked.end)


def _kept(steps: Iterable[Step], findings: frozenset[str]) -> list[Step]:
    return [step for step in steps if findings.issuperset(step.findings)]


def _ways(
    steps: Sequence[Step],
    findings: frozenset[str],
    pairs: Sequence[tuple[str, str]],
    clashes: set[tuple[str, ...]],
) -> set[frozenset[str]]:
    """Sets of findings that can all be true, reached by leaving out one finding of each clash in turn."""
    seen, done, todo = {findings}, set[frozenset[str]](), [findings]
    while todo:
        some = todo.pop()
        clash = next((pair for pair in pairs if some.issuperset(pair)), None) or smallest_clash(_kept(steps, some))
        if clash is None:
            done.add(some)
            continue
        clashes.add(tuple(sorted(clash)))
        if len(seen) > WAYS:
            return {_without_all(steps, findings, pairs)}
        new = {some - {finding} for finding in clash} - seen
        seen |= new
        todo += sorted(new, key=sorted)
    return done


def _without_all(steps: Sequence[Step], findings: frozenset[str], pairs: Sequence[tuple[str, str]]) -> frozenset[str]:
    """What is left when every finding of every clash is set aside: wider than any single way out."""
    left = findings - {f for pair in pairs for f in pair}
    while clash := smallest_clash(_kept(steps, left)):
        left -= set(clash)
    return left


def _largest(ways: set[frozenset[str]]) -> list[frozenset[str]]:
    """Those from which no more was left out than needed."""
    return [way for way in ways if not any(way < other for other in ways)]


def _hull(reaches: Sequence[Reach]) -> Reach:
    bounds = reaches[0].bounds
    for reach in reaches[1:]:
        bounds = hull(bounds, reach.bounds)
    lower = dict.fromkeys(f for r in reaches if r.bounds.lower == bounds.lower for f in r.lower)
    upper = dict.fromkeys(f for r in reaches if r.bounds.upper == bounds.upper for f in r.upper)
    return Reach(
        bounds, tuple(lower) if bounds.lower is not None else (), tuple(upper) if bounds.upper is not None else ()
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding with its bounds in whole numbers and the days it may speak of."""

    it: Admitted
    bounds: Bounds
    days: AsOf


def _by_definition(admitted: Sequence[Admitted]) -> Iterable[list[_Told]]:
    """Findings of one compiler, flow and places together, in the order of publication."""
    groups: dict[tuple[object, ...], list[_Told]] = {}
    for one in sorted(admitted, key=lambda a: (a.published, days_of(a).latest, a.finding)):
        key = (one.compiler, one.flow, frozenset(one.places))
        groups.setdefault(key, []).append(_Told(one, whole(one.bounds), days_of(one)))
    return groups.values()


def _why(a: _Told, b: _Told, question: Question) -> str | None:
    """Why `b`, which says another number and was published no earlier than `a`, may supersede it; None where both can stand."""
    if a.it.flow is Flow.CUMULATIVE and question.flow is Flow.CUMULATIVE:
        return _why_cumulative(a, b, falls=_below(b.bounds, a.bounds))
    if a.it.flow is Flow.PERIOD and same_period(question, a.it, b.it):
        return f"{b.it.compiler} has another figure for the same period, published no earlier"
    return None


def _below(a: Bounds, b: Bounds) -> bool:
    """Whether all of `a` lies below all of `b`."""
    return a.upper is not None and b.lower is not None and a.upper < b.lower


def _why_cumulative(a: _Told, b: _Told, *, falls: bool) -> str | None:
    if falls and b.days.latest >= a.days.latest:
        return f"{b.it.compiler}'s later figure is lower than its earlier one, and this count cannot fall"
    if a.days.earliest == a.days.latest == b.days.earliest == b.days.latest:
        return f"{b.it.compiler} has another figure for the same day, published no earlier"
    return None


def _says(clash: tuple[str, ...], findings: Mapping[str, Admitted]) -> str:
    compilers = list(dict.fromkeys(findings[f].compiler for f in clash if f in findings))
    if len(clash) == 1:
        return "the figure speaks of a time before the count begins, or contradicts itself"
    if len(compilers) > 1:
        return f"the figures of {', '.join(compilers[:-1])} and {compilers[-1]} cannot all be true"
    return f"the figures of {' and '.join(compilers)} cannot all be true, nor is one a later count of the same"
