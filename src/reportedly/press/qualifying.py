"""What a qualifier makes of a number: the project's table of qualifiers (docs/method) as arithmetic."""

from __future__ import annotations

import math

from reportedly.types import Bounds, Number, Qualifier

CLASSES: dict[Qualifier, tuple[int, int, int | None]] = {
    Qualifier.COUPLE: (2, 9, None),
    Qualifier.DOZEN: (9, 15, 12),
    Qualifier.DOZENS: (20, 99, None),
    Qualifier.HUNDREDS: (200, 999, None),
    Qualifier.THOUSANDS: (2000, 9999, None),
}
"""Words that stand for a number of a size: lower, upper and best value."""


def bounds_of(qualifier: Qualifier, n: Number, *, whole: bool = True) -> tuple[Bounds, Number | None]:
    """The bounds and the best value that a qualifier puts on a number; `whole` for counts, which step by one.

    >>> bounds_of(Qualifier.NEARLY, 7400)
    (Bounds(lower=6660, upper=7399), 7400)
    """
    step = 1 if whole else 0
    width = _width(n)
    low, high = (math.ceil(n - width), math.floor(n + width)) if whole else (n - width, n + width)
    match qualifier:
        case Qualifier.AT_LEAST:
            return Bounds(n, None), n
        case Qualifier.MORE_THAN:
            return Bounds(n + step, None), n + step
        case Qualifier.UP_TO:
            return Bounds(0, n), None
        case Qualifier.LESS_THAN:
            return Bounds(0, max(0, n - step)), None
        case Qualifier.ABOUT:
            return Bounds(low, high), n
        case Qualifier.NEARLY:
            return Bounds(min(low, n - step), n - step), n
        case Qualifier.SLIGHTLY_OVER:
            return Bounds(n + step, max(high, n + step)), n + step
        case _:
            return Bounds(n, n), n


def _width(n: Number) -> float:
    if n == 0:
        return 0
    if isinstance(n, float) and not n.is_integer():
        return max(0.05, 0.1 * n)
    zeros = len(str(int(n))) - len(str(int(n)).rstrip("0"))
    return max(int(10**zeros) / 2, 0.1 * n)
