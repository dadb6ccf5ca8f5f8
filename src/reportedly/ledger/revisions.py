"""A compiler's later, lower figure in the same definition: proposed as a revision, for a person to decide."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import permutations

from reportedly.types import Admitted, Basis, Flow, Revision


def propose(admitted: Iterable[Admitted]) -> tuple[Revision, ...]:
    """Admitted findings -> pairs of findings in which one compiler's count falls, though such a count cannot fall.

    That is so for cumulative counts of one question, population and places whose later day gives a figure that lies
    wholly below the earlier one; and for a closed period, of which a later publication gives a lower figure.
    """
    pairs = ((a, b) for a, b in permutations(tuple(admitted), 2) if _same_definition(a, b))
    found = [Revision(a.finding, b.finding, _why(a, b)) for a, b in pairs if _later(a, b) and _lower(a, b)]
    return tuple(sorted(found, key=lambda r: (r.earlier, r.later)))


def _same_definition(a: Admitted, b: Admitted) -> bool:
    same = (a.compiler, a.question, a.population, a.places) == (b.compiler, b.question, b.population, b.places)
    if not same or a.flow is not b.flow:
        return False
    return a.flow is Flow.CUMULATIVE or (a.flow is Flow.PERIOD and a.period is not None and a.period == b.period)


def _later(a: Admitted, b: Admitted) -> bool:
    """Whether `b` speaks of a day after any day that `a` may speak of (of a period: was published after)."""
    if a.flow is Flow.PERIOD or a.as_of is None or b.as_of is None:
        return b.published > a.published
    return (b.as_of.earliest or _floor(b)) > a.as_of.latest


def _floor(b: Admitted) -> date:
    """The earliest day an inferred as-of can be: stated days are points; an open start says nothing."""
    return b.as_of.latest if b.as_of and b.as_of.basis is Basis.STATED else date.min


def _lower(a: Admitted, b: Admitted) -> bool:
    return b.bounds.upper is not None and a.bounds.lower is not None and b.bounds.upper < a.bounds.lower


def _why(a: Admitted, b: Admitted) -> str:
    return (
        f"{b.compiler}'s later figure (at most {b.bounds.upper:,}) lies below its earlier one "
        f"(at least {a.bounds.lower:,}), and this count cannot fall"
    )
