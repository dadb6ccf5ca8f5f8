"""Difference constraints: what follows from statements of the form "between these two moments, at most so many".

Every statement about a counting process in one place is a difference of two of its values:

- "4,121 cases by 21 November" says that the process grew by at least 4,121 and at most 4,121 from its start to that day;
- "684 in March" says the same of the time from the end of February to the end of March;
- a count of the world never falls: from one day to a later one it grows by at least 0.

Such a system is a weighted graph: a step from moment `a` to moment `b` with weight `w` says `x(b) - x(a) <= w`. What is the
most that the process can have grown from `a` to `b`? The length of the shortest path from `a` to `b`. The least? The
shortest path back, its sign turned. If going round in a circle loses something, the statements on the circle cannot all
be true (Cormen, Leiserson, Rivest, Stein: Introduction to Algorithms, "Difference constraints and shortest paths").
With whole-numbered weights the bounds are whole and are reached: each is the answer in some possible world.

Worked example: at most 700 by day 1, at least 684 within days 2 to 3, at most 1,300 by day 3. Then by day 1 at most
1,300 - 684 = 616, and by day 3 at least 684. "At least 1,400 by day 2" closes a circle of length 1,300 - 1,400 < 0: the smallest
clash is that figure and "at most 1,300 by day 3".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportedly.types import Bounds, Number

INFINITY = float("inf")
OPEN = Bounds(None, None)


@dataclass(frozen=True, slots=True)
class Step:
    """`x(head) - x(tail) <= weight`, on the word of these findings (none: it is so in every world)."""

    tail: int
    head: int
    weight: Number
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the process can have grown between two moments, and the findings that hold each end."""

    bounds: Bounds
    lower: tuple[str, ...] = ()
    upper: tuple[str, ...] = ()


def growth(steps: Sequence[Step], start: int, end: int) -> Reach:
    """Statements without a clash and two moments in; the least and the most that the process grew between them out.

    The findings named for an end hold it with as few findings as can; where several do so equally, all are named. An end
    that no finding holds is open: that nothing falls below zero is no report.

    >>> growth([Step(0, 1, 800, ("a",)), Step(1, 0, -800, ("a",)), Step(2, 1, 0)], 0, 2)
    Reach(bounds=Bounds(lower=800, upper=None), lower=('a',), upper=())
    """
    if start == end:
        return Reach(Bounds(None, None))
    most, above = _shortest(steps, start, end)
    least, below = _shortest(steps, end, start)
    return Reach(Bounds(-least if below else None, most if above else None), below, above)


def growths(steps: Sequence[Step], start: int, ends: Sequence[int]) -> list[Bounds]:
    """The bounds of `growth` from one moment to each of many, from one search forwards and one back.

    >>> growths([Step(0, 1, 800, ("a",)), Step(1, 0, -800, ("a",)), Step(2, 1, 0)], 0, [1, 2])
    [Bounds(lower=800, upper=800), Bounds(lower=800, upper=None)]
    """
    most, least = _distances(_arcs(steps), start), _distances(_arcs(steps, back=True), start)
    zero = min((step.tail for step in steps if step.findings and step.weight == 0 and step.head >= start), default=None)

    def lower(end: int) -> Number | None:
        length, findings = least.get(end, _NOWHERE)
        stated = findings > 0 or (zero is not None and zero <= end)
        return -length if length < INFINITY and stated else None

    def upper(end: int) -> Number | None:
        length, findings = most.get(end, _NOWHERE)
        return length if length < INFINITY and findings else None

    return [OPEN if end == start else Bounds(lower(end), upper(end)) for end in ends]


def smallest_clash(steps: Sequence[Step]) -> tuple[str, ...] | None:
    """Statements in; findings that cannot all be true out, sorted; None where all can be.

    Without any one of them the others can be true; where two findings clash, two are named and not a longer circle.

    >>> smallest_clash([Step(1, 0, -800, ("at least 800",)), Step(0, 1, 700, ("up to 700",))])
    ('at least 800', 'up to 700')
    """
    circle = _circle(steps)
    if circle is None:
        return None
    clash = _thinned(steps, circle)
    return min([clash, *(_pairs(steps) if len(clash) > 2 else ())], key=lambda found: (len(found), found))


def _thinned(steps: Sequence[Step], findings: tuple[str, ...]) -> tuple[str, ...]:
    """The findings without those that the clash does not need."""
    needed = list(findings)
    for finding in findings:
        others = [f for f in needed if f != finding]
        if _circle(_only(steps, others)) is not None:
            needed = others
    return tuple(sorted(needed))


def _only(steps: Iterable[Step], findings: Iterable[str]) -> list[Step]:
    allowed = set(findings)
    return [step for step in steps if allowed.issuperset(step.findings)]


def _pairs(steps: Sequence[Step]) -> Iterable[tuple[str, ...]]:
    """Clashes of two statements with nothing but time between them."""
    stated = [step for step in steps if step.findings]
    free = [step for step in steps if not step.findings]
    ways = {moment: _distances(_arcs(free), moment) for moment in {step.head for step in stated}}
    for a, b in combinations(stated, 2):
        there, back = ways[a.head].get(b.tail, _NOWHERE), ways[b.head].get(a.tail, _NOWHERE)
        if a.weight + there[0] + b.weight + back[0] < 0:
            yield tuple(sorted({*a.findings, *b.findings}))


Length = tuple[Number, int]
"""The length of a path and how many findings it takes; the shorter path, then the one with fewer findings."""

Arc = tuple[int, int, Number, int]
"""A step bare: from where, to where, its weight, and how many findings it takes."""

_NOWHERE: Length = (INFINITY, 0)


def _shortest(steps: Sequence[Step], start: int, end: int) -> tuple[Number, tuple[str, ...]]:
    """The length of the shortest path and the findings of every step on one; no findings where there is no path."""
    there, back = _distances(_arcs(steps), start), _distances(_arcs(steps, back=True), end)
    length = there.get(end, _NOWHERE)
    tight = [step for step in steps if _via(there, step, back) == length]
    if length[0] < INFINITY and not length[1]:
        tight = _stated_as_much(steps, start, end, length[0])
    return length[0], tuple(dict.fromkeys(f for step in tight for f in step.findings))


def _stated_as_much(steps: Sequence[Step], start: int, end: int, length: Number) -> list[Step]:
    """Where a path of no findings is shortest: the findings that state the same by themselves ("none were": not below 0)."""
    free = [step for step in steps if not step.findings]
    there, back = _distances(_arcs(free), start), _distances(_arcs(free, back=True), end)
    return [step for step in steps if step.findings and _via(there, step, back)[0] == length]


def _via(there: Mapping[int, Length], step: Step, back: Mapping[int, Length]) -> Length:
    """The shortest path that takes this step."""
    before, after = there.get(step.tail, _NOWHERE), back.get(step.head, _NOWHERE)
    return (before[0] + step.weight + after[0], before[1] + len(step.findings) + after[1])


def _arcs(steps: Iterable[Step], *, back: bool = False) -> list[Arc]:
    if back:
        return [(step.head, step.tail, step.weight, len(step.findings)) for step in steps]
    return [(step.tail, step.head, step.weight, len(step.findings)) for step in steps]


def _distances(arcs: Sequence[Arc], start: int) -> dict[int, Length]:
    """Shortest paths where no circle loses (Bellman-Ford, the arcs in turn forwards and backwards, after Yen)."""
    distance: dict[int, Length] = {start: (0, 0)}
    ways = (arcs, arcs[::-1])
    turn = 0
    while _relaxed(ways[turn % 2], distance, {}) is not None:
        turn += 1
    return distance


def _relaxed(arcs: Iterable[Arc], distance: dict[int, Length], came: dict[int, int]) -> int | None:
    """Shortens every path that an arc shortens; gives the last moment that came nearer, None where none did.

    `came` notes for each moment which arc (by its place) it was reached by.
    """
    nearer = None
    for place, (tail, head, weight, findings) in enumerate(arcs):
        if tail in distance:
            length, taken = distance[tail]
            reached = (length + weight, taken + findings)
            if head not in distance or reached < distance[head]:
                distance[head], came[head], nearer = reached, place, head
    return nearer


def _circle(steps: Sequence[Step]) -> tuple[str, ...] | None:
    """The findings of some circle that loses; None where there is none.

    Where distances still fall after as many rounds as there are moments, the way back from the last that fell runs into
    such a circle.
    """
    arcs = _arcs(steps)
    distance: dict[int, Length] = {moment: (0, 0) for step in steps for moment in (step.tail, step.head)}
    came: dict[int, int] = {}
    nearer: int | None = None
    for _ in range(len(distance)):
        nearer = _relaxed(arcs, distance, came)
        if nearer is None:
            return None
    return None if nearer is None else _findings_round({head: steps[place] for head, place in came.items()}, nearer)


def _findings_round(came: Mapping[int, Step], moment: int) -> tuple[str, ...]:
    for _ in came:
        moment = came[moment].tail
    first, found = moment, list(came[moment].findings)
    while (moment := came[moment].tail) != first:
        found += came[moment].findings
    return tuple(dict.fromkeys(found))
