"""Arithmetic with bounds: an open end stays open, and whole numbers are rounded inward.

The rules, each with what it gives:

- *Meet*: what two statements about one number leave possible. "at least 800" and "up to 1,000" leave 800 to 1,000;
  "at least 800" and "up to 700" leave nothing.
- *Hull*: the narrowest bounds that hold both. For 100 and 120 that is 100 to 120; it is what may be said while two counts
  contradict each other.
- *Sum*: over things that do not overlap, end by end. "at least 800" and "exactly 20" sum to at least 820; nothing is
  known above. What may be added is not decided here.
- *Difference*: of a whole and its parts. 536 less 531 leaves 5; 536 less "at least 500" leaves up to 36.
- *Inward*: a number of cases is whole, so 161.5 to 178.5 means 162 to 178, never 161 to 179.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import reduce

from reportedly.types import Bounds, Number

OPEN = Bounds(None, None)
"""Nothing is known of either end."""


def meet(a: Bounds, b: Bounds) -> Bounds | None:
    """The values that both allow; None where there is no such value.

    >>> meet(Bounds(800, None), Bounds(0, 1000))
    Bounds(lower=800, upper=1000)
    """
    lower = a.lower if b.lower is None else b.lower if a.lower is None else max(a.lower, b.lower)
    upper = a.upper if b.upper is None else b.upper if a.upper is None else min(a.upper, b.upper)
    return None if lower is not None and upper is not None and lower > upper else Bounds(lower, upper)


def hull(a: Bounds, b: Bounds) -> Bounds:
    """The narrowest bounds that allow whatever either allows.

    >>> hull(Bounds(100, 100), Bounds(120, None))
    Bounds(lower=100, upper=None)
    """
    lower = None if a.lower is None or b.lower is None else min(a.lower, b.lower)
    upper = None if a.upper is None or b.upper is None else max(a.upper, b.upper)
    return Bounds(lower, upper)


def total(parts: Iterable[Bounds]) -> Bounds:
    """The sum over things that do not overlap; no part at all sums to exactly zero.

    >>> total([Bounds(471, 471), Bounds(25, 25), Bounds(21, None)])
    Bounds(lower=517, upper=None)
    """
    return reduce(lambda a, b: Bounds(_added(a.lower, b.lower), _added(a.upper, b.upper)), parts, Bounds(0, 0))


def difference(whole: Bounds, part: Bounds) -> Bounds:
    """What may remain of a whole without its part: the ends cross over.

    >>> difference(Bounds(536, 536), Bounds(500, 531))
    Bounds(lower=5, upper=36)
    """
    return Bounds(_added(whole.lower, _negated(part.upper)), _added(whole.upper, _negated(part.lower)))


def inward(bounds: Bounds) -> Bounds | None:
    """The whole numbers within; None where there is none.

    >>> inward(Bounds(161.5, 178.5))
    Bounds(lower=162, upper=178)
    """
    return meet(
        Bounds(None if bounds.lower is None else math.ceil(bounds.lower), None),
        Bounds(None, None if bounds.upper is None else math.floor(bounds.upper)),
    )


def within(value: Number, bounds: Bounds) -> Number:
    """The value, or the end that it lies beyond.

    >>> within(790, Bounds(800, None))
    800
    """
    if bounds.lower is not None and value < bounds.lower:
        return bounds.lower
    return bounds.upper if bounds.upper is not None and value > bounds.upper else value


def _added(a: Number | None, b: Number | None) -> Number | None:
    return None if a is None or b is None else a + b


def _negated(a: Number | None) -> Number | None:
    return None if a is None else -a
