"""Wholes and their parts: do they add up, and what remains.

Only a partition that the desk declared (policies.toml) is checked, and only findings of its compiler that speak of the same
days: a whole of June against parts of June.

- Declared complete: the parts are the whole. 9,059 + 627 + 339 = 10,025 holds.
- Not declared complete: the parts bound the whole from below. 471 + 25 + 21 + 14 = 531 of 536 leaves a remainder of 5,
  which is unexplained and no contradiction.
- The parts exceed the whole, or a complete partition leaves a remainder: it does not hold, and both are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportedly.count.bounds import OPEN, difference, meet, total
from reportedly.count.evidence import days_of, whole
from reportedly.types import Admitted, Bounds, Flow, PartsCheck, Policy, Question, Whole


@dataclass(frozen=True, slots=True)
class Partition:
    """Findings of the parts at one time; `missing` are parts of which no finding speaks then."""

    declared: Whole
    parts: tuple[tuple[Admitted, ...], ...]
    missing: tuple[str, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """The findings of the parts, in the order of the declaration."""
        return tuple(finding.finding for part in self.parts for finding in part)

    @property
    def sums(self) -> tuple[Bounds, ...]:
        """What each part's findings leave possible."""
        return tuple(_together(part) for part in self.parts)


def partitions(
    question: Question, policy: Policy, related: Mapping[str, Sequence[Admitted]], like: Admitted
) -> Iterator[Partition]:
    """The declared partitions of a question whose compiler is that of the finding `like`, with the parts at its time."""
    for declared in policy.wholes:
        if declared.whole == question.id and declared.compiler == like.compiler:
            given = {part: _given(related.get(part, ()), like) for part in declared.parts}
            missing = tuple(part for part, found in given.items() if not found)
            yield Partition(declared, tuple(found for found in given.values() if found), missing)


def _given(findings: Iterable[Admitted], like: Admitted) -> tuple[Admitted, ...]:
    return tuple(f for f in findings if f.compiler == like.compiler and _same_time(f, like))


def sums_of(
    question: Question, admitted: Sequence[Admitted], policy: Policy, related: Mapping[str, Sequence[Admitted]]
) -> Iterator[tuple[Admitted, tuple[str, ...]]]:
    """What parts at one time say of the whole, as if it were a finding, and whose word that is.

    From below always, from above only where the partition is complete and no part is missing. Left out where the
    compiler's own figure for the whole at that time says as much.
    """
    seen: set[tuple[str, ...]] = set()
    for one in sorted((f for part in related.values() for f in part), key=lambda f: (f.published, f.finding)):
        for partition in partitions(question, policy, related, one):
            if partition.findings not in seen:
                seen.add(partition.findings)
                yield from _sum_of(partition, one, question, admitted)


def _sum_of(
    partition: Partition, like: Admitted, question: Question, admitted: Sequence[Admitted]
) -> Iterator[tuple[Admitted, tuple[str, ...]]]:
    parts = total(partition.sums)
    bounds = Bounds(parts.lower, parts.upper if partition.declared.complete and not partition.missing else None)
    own = [whole(a.bounds) for a in admitted if a.compiler == like.compiler and _same_time(a, like)]
    if not any(meet(figure, bounds) == figure for figure in own):
        yield replace(like, bounds=bounds, places=question.places), partition.findings


def checks(
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    related: Mapping[str, Sequence[Admitted]],
    as_of: date,
) -> tuple[PartsCheck, ...]:
    """The whole's findings up to the day, each against its parts (two at least), in the order of their days."""
    past = sorted((a for a in admitted if days_of(a).latest <= as_of), key=lambda a: (days_of(a).latest, a.finding))
    found = ((one, partition) for one in past for partition in partitions(question, policy, related, one))
    return tuple(_check(one, partition) for one, partition in found if len(partition.parts) > 1)


def _check(one: Admitted, partition: Partition) -> PartsCheck:
    bounds, parts = whole(one.bounds), total(partition.sums)
    remainder = difference(bounds, parts)
    complete = partition.declared.complete and not partition.missing
    possible = meet(remainder, Bounds(0, 0) if complete else Bounds(0, None))
    return PartsCheck(
        whole=one.finding,
        parts=partition.findings,
        holds=possible is not None,
        remainder=remainder if possible is None else possible,
        words=_words(bounds, partition, remainder, possible),
    )


def _words(bounds: Bounds, partition: Partition, remainder: Bounds, possible: Bounds | None) -> str:
    sum_ = " + ".join(_number(part) for part in partition.sums)
    parts = total(partition.sums)
    missing = f" Not given at this time: {', '.join(partition.missing)}." if partition.missing else ""
    if possible is None:
        return (
            f"{sum_} = {_number(parts)}, but the whole is {_number(bounds)}: they do not add up ({_number(remainder)})."
        )
    if possible == Bounds(0, 0):
        return f"{sum_} = {_number(bounds)}: the parts add up to the whole."
    of = f"{sum_} = {_number(parts)} of {_number(bounds)}"
    return f"{of}: the remainder of {_number(possible)} is unexplained, which is no contradiction.{missing}"


def _number(bounds: Bounds) -> str:
    if bounds == OPEN:
        return "unknown"
    if bounds.upper is None:
        return f"at least {bounds.lower:,}"
    if bounds.lower is None:
        return f"at most {bounds.upper:,}"
    return f"{bounds.lower:,}" if bounds.exact else f"{bounds.lower:,} to {bounds.upper:,}"


def _same_time(a: Admitted, b: Admitted) -> bool:
    """Whether two findings speak of the same days: the same period, or else the same as-of."""
    if a.flow is Flow.PERIOD or b.flow is Flow.PERIOD:
        return a.flow is b.flow and _ends(a) == _ends(b)
    return days_of(a).latest == days_of(b).latest and days_of(a).basis is days_of(b).basis


def _ends(a: Admitted) -> tuple[date | None, date | None]:
    return (a.period.start, a.period.end) if a.period else (None, None)


def _together(findings: Iterable[Admitted]) -> Bounds:
    """What several findings of one part at one time leave possible; the first published where they contradict."""
    left = OPEN
    for finding in sorted(findings, key=lambda a: (a.published, a.finding)):
        left = meet(left, whole(finding.bounds)) or left
    return left
