"""Bounds over places at once: a whole from its parts, a part from its whole, by linear programming.

One place over time needs only shortest paths (`constraints`). Several places need more: "at least 300 in Perm", "at least 200 in
Kazan" and "at most 650 in all" say that the whole is between 500 and 650, and that Perm is at most 450. The unknowns are how
much each place's count grew between two moments that any finding names; none is below nought. What binds them:

- a finding bounds the sum of the growths of its places over its days;
- a place holds those inside it: it grew by at least as much as they did together, and by exactly as much where the desk
  declared them to be all of it. Siblings share no case: Moscow and Moscow Oblast are two places of one country;
- of a place that is known to lie nowhere (no gazetteer holds it), only this is taken: the whole that was asked about is no less.

Least and most of the growth asked are then two linear programmes (HiGHS, one thread). Their values are rounded inward to
whole numbers: never wider than what follows from the figures, and where the programme's corners are not whole, perhaps
not the narrowest whole numbers. Where no world is possible, the smallest set of findings is named by leaving out one after another.

Worked example: Perm at least 300, Kazan at least 200, all at most 650. All: 500 to 650. Perm: 300 to 450. With Kazan at least 400: no
world; the clash names all three.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil, floor
from typing import TYPE_CHECKING

from reportedly.count.constraints import Reach, Step
from reportedly.count.evidence import measured, statements
from reportedly.types import Admitted, Bounds, Number, Question

if TYPE_CHECKING:
    import highspy

WHOLE = ""
"""The place asked about where a question names none: everywhere."""


@dataclass(frozen=True, slots=True)
class Lie:
    """Where places lie: each place's containing place, and for a place declared to be all of some parts, these parts."""

    within: Mapping[str, str] = field(default_factory=dict)
    complete: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def inside(self, place: str, others: Collection[str]) -> str | None:
        """The nearest of these places that contains `place`; None where none does."""
        seen: set[str] = set()
        while (place := self.within.get(place, "")) and place not in seen:
            if place in others:
                return place
            seen.add(place)
        return None


Row = tuple[float, float, tuple[tuple[int, int], ...], str]
"""Least, most, the growths that are summed as (unknown, times), and the finding that says so ("" for none)."""


class Places:
    """What findings say of one question over places and moments; asked for the growth up to one moment after another."""

    def __init__(self, question: Question, admitted: Sequence[Admitted], days: Sequence[date], lie: Lie) -> None:
        asked = [measured(question, (), day) for day in days]
        said = [(a, tuple(statements(replace(question, places=a.places), a))) for a in admitted]
        named = {m for one in asked for m in (one.start, one.end)}
        named |= {m for _, steps in said for step in steps for m in (step.tail, step.head)}
        self._moments = sorted(named)
        self._asked = asked
        self._root = question.places or (WHOLE,)
        spoken = dict.fromkeys((*self._root, *(p for a in admitted for p in a.places)))
        self._places = list(dict.fromkeys((*spoken, *(p for whole in spoken for p in lie.complete.get(whole, ())))))
        self.rows = [*self._containing(lie), *self._stated(question, said)]

    def _unknown(self, place: str, interval: int) -> int:
        return self._places.index(place) * (len(self._moments) - 1) + interval

    def _sum(self, places: Iterable[str], start: int, end: int) -> tuple[tuple[int, int], ...]:
        first, last = self._moments.index(start), self._moments.index(end)
        return tuple((self._unknown(place, i), 1) for place in places for i in range(first, last))

    def _containing(self, lie: Lie) -> Iterator[Row]:
        """A place grows by no less than the places inside it together; the whole by no less than any place at all."""
        inside = {p: lie.inside(p, self._places) for p in self._places}
        placed = {*lie.within, *lie.within.values()}
        top = [p for p, above in inside.items() if above is None and p not in self._root]
        loose = [p for p in top if p not in placed]
        for i in range(len(self._moments) - 1):
            for place in self._places:
                parts = [p for p, above in inside.items() if above == place]
                if place == WHOLE:
                    parts = [p for p in top if p in placed]
                if parts:
                    yield self._holds(place, parts, i, INFINITE)
                if place in lie.complete:
                    yield self._holds(place, lie.complete[place], i, 0.0)
            if len(self._root) == 1:
                for place in loose:
                    yield 0.0, INFINITE, ((self._unknown(self._root[0], i), 1), (self._unknown(place, i), -1)), ""

    def _holds(self, place: str, parts: Sequence[str], interval: int, most: float) -> Row:
        """A place's growth less its parts': nothing at least, and at most so much."""
        return 0.0, most, ((self._unknown(place, interval), 1), *((self._unknown(p, interval), -1) for p in parts)), ""

    def _stated(self, question: Question, said: Iterable[tuple[Admitted, tuple[Step, ...]]]) -> Iterator[Row]:
        for finding, steps in said:
            places = finding.places or self._root
            for step in steps:
                first, last = sorted((step.tail, step.head))
                low, high = (
                    (-INFINITE, float(step.weight)) if step.tail < step.head else (-float(step.weight), INFINITE)
                )
                yield low, high, self._sum(places, first, last), finding.finding

    def reaches(self) -> list[Reach] | None:
        """The bounds asked, one for each day, with a smallest set of findings that holds each end; None where no world is possible."""
        solver = _model(self.rows, len(self._places) * (len(self._moments) - 1))
        found = []
        for one in self._asked:
            unknowns = [u for u, _ in self._sum(self._root, one.start, one.end)]
            least, below = _end(solver, unknowns, self.rows, most=False)
            most, above = _end(solver, unknowns, self.rows, most=True)
            if least is None:
                return None
            found.append(Reach(Bounds(least if below else None, most), below, above))
        return found

    def clash(self) -> tuple[str, ...] | None:
        """Findings that cannot all be true and of which none can be left out, sorted; None where all can be."""
        size = len(self._places) * (len(self._moments) - 1)
        if _possible(self.rows, size):
            return None
        needed = sorted({row[3] for row in self.rows} - {""})
        for finding in list(needed):
            others = [f for f in needed if f != finding]
            if not _possible([row for row in self.rows if row[3] in ("", *others)], size):
                needed = others
        return tuple(needed)


INFINITE = float("inf")


def _model(rows: Sequence[Row], unknowns: int) -> highspy.Highs:
    import highspy
    import numpy as np

    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 0)
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("simplex_strategy", PRIMAL)
    solver.addVars(unknowns, np.zeros(unknowns), np.full(unknowns, highspy.kHighsInf))
    starts = np.cumsum([0, *(len(row[2]) for row in rows)])[:-1].astype(np.int32)
    index = np.array([u for row in rows for u, _ in row[2]], dtype=np.int32)
    value = np.array([times for row in rows for _, times in row[2]], dtype=float)
    low, high = (np.array([row[end] for row in rows], dtype=float) for end in (0, 1))
    solver.addRows(len(rows), low, high, len(index), starts, index, value)
    return solver


def _end(
    solver: highspy.Highs, unknowns: Sequence[int], rows: Sequence[Row], *, most: bool
) -> tuple[Number | None, tuple[str, ...]]:
    """One end of a sum of unknowns and the findings whose rows hold it; (None, ()) where it is open or no world is possible."""
    import highspy
    import numpy as np

    count = solver.getNumCol()
    costs = np.zeros(count)
    costs[list(unknowns)] = -1.0 if most else 1.0
    solver.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None, ()
    duals = solver.getSolution().row_dual
    held = tuple(dict.fromkeys(row[3] for row, dual in zip(rows, duals, strict=True) if row[3] and abs(dual) > TINY))
    reached = abs(solver.getInfo().objective_function_value)
    return (floor(reached + TINY) if most else ceil(reached - TINY)), held


PRIMAL = 4
"""Only the costs change from one end and day to the next: the primal simplex goes on from the corner it has reached."""
TINY = 1e-6


def _possible(rows: Sequence[Row], unknowns: int) -> bool:
    import highspy

    solver = _model(rows, unknowns)
    solver.run()
    return solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
