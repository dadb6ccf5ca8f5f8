"""How much an answer hangs on one compiler, and on how wide "about" is taken.

Each bound is worked out again without each compiler in turn, and with the inexact figures ("about 170", "nearly 7,400", "slightly
over 300") taken half and twice as wide round their number. What does not move rests on more than the one thing changed.

Worked example: A says at least 800, B says at least 600. Without A: at least 600; without B nothing moves. The answer hangs on A.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from reportedly.count.tally import tally
from reportedly.types import Admitted, Answer, Bounds, Fragile, Number, Policy, Qualifier, Question

INEXACT = frozenset({Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.SLIGHTLY_OVER})
WIDTHS = (0.5, 2.0)
"""How many times as wide inexact figures are taken, to see what moves."""


def fragility(
    question: Question, admitted: Sequence[Admitted], policy: Policy, *, as_of: date, known_at: datetime
) -> tuple[Fragile, ...]:
    """A question and the findings that it admits in; its bounds under each change out, compilers first.

    Declared parts and places are left out of account: each change is made to the question's own findings. A list question
    has no bounds and gives nothing.
    """
    if question.answer is Answer.LIST:
        return ()

    def bounds(some: Iterable[Admitted]) -> Bounds:
        return tally(question, tuple(some), policy, as_of=as_of, known_at=known_at, mark="").bounds

    full = bounds(admitted)
    compilers = dict.fromkeys(a.compiler for a in admitted)
    changes = [(f"without {one}", [a for a in admitted if a.compiler != one]) for one in compilers]
    if any(a.qualifier in INEXACT for a in admitted):
        changes += [
            (f"inexact figures {times:g} times as wide", [_wider(a, times) for a in admitted]) for times in WIDTHS
        ]
    return tuple(Fragile(change, found := bounds(some), found != full) for change, some in changes)


def _wider(finding: Admitted, times: float) -> Admitted:
    """A finding with its ends so many times as far from its number; exact ones as they are."""
    if finding.qualifier not in INEXACT or finding.best is None:
        return finding
    best, ends = finding.best, finding.bounds

    def end(value: Number | None) -> Number | None:
        return None if value is None else max(0, best + (value - best) * times)

    return replace(finding, bounds=Bounds(end(ends.lower), end(ends.upper)))
