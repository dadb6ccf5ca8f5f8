"""What "at least", "nearly", "up to" do to a number: qualifier and number in, bounds out."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportedly.types import Bounds, FigureKind, Number, Qualifier

# Lower end, upper end and best value where the words give no number of their own.
VAGUE: dict[str, tuple[Qualifier, int | None, int | None, int | None]] = {
    "couple": (Qualifier.COUPLE, 2, 9, None),
    "several": (Qualifier.COUPLE, 3, 9, None),
    "dozens": (Qualifier.DOZENS, 20, 99, None),
    "hundreds": (Qualifier.HUNDREDS, 200, 999, None),
    "thousands": (Qualifier.THOUSANDS, 2000, 9999, None),
    "tens_of_thousands": (Qualifier.THOUSANDS, 20_000, 99_999, None),
    "hundreds_of_thousands": (Qualifier.THOUSANDS, 200_000, 999_999, None),
    "millions": (Qualifier.THOUSANDS, 2_000_000, 9_999_999, None),
    "tens_of_millions": (Qualifier.THOUSANDS, 20_000_000, 99_999_999, None),
    "hundreds_of_millions": (Qualifier.THOUSANDS, 200_000_000, 999_999_999, None),
    "none": (Qualifier.NONE, 0, 0, 0),
    "majority": (Qualifier.MAJORITY, None, None, None),
    "unknown": (Qualifier.UNKNOWN, 1, None, None),
    "unknown_absence": (Qualifier.UNKNOWN_ABSENCE, None, None, None),
}

_DISCRETE = frozenset({FigureKind.COUNT, FigureKind.MONEY})
_TENTH = Decimal("0.1")


def number(value: Decimal) -> Number:
    """A whole number as int, any other as float."""
    return int(value) if value == value.to_integral_value() else float(value)


def width(value: Decimal) -> Decimal:
    """How far "about" reaches: half the last written place or a tenth of the number, whichever is more.

    >>> width(Decimal(170)), width(Decimal("1.4")), width(Decimal(200))
    (Decimal('17.0'), Decimal('0.14'), Decimal('50.0'))
    """
    exponent = int(value.normalize().as_tuple().exponent)
    return max(Decimal(10) ** exponent / 2, value * _TENTH) if value else Decimal("0.5")


def bounds(qualifier: Qualifier, value: Decimal, kind: FigureKind) -> tuple[Bounds, Number | None]:
    """A qualifier and the number as written in, bounds and best value out.

    >>> bounds(Qualifier.NEARLY, Decimal(7400), FigureKind.COUNT)
    (Bounds(lower=6660, upper=7399), 7399)

    Counts and money are whole: "more than 800" begins at 801, and the ends of "about" are rounded inwards. Other kinds
    are continuous: nothing is added, nothing rounded. Source: the project's table of qualifiers (docs/method).
    """
    discrete = kind in _DISCRETE
    one = Decimal(1) if discrete else Decimal(0)
    spread = width(value)
    if qualifier is Qualifier.AT_LEAST:
        return Bounds(number(value), None), number(value)
    if qualifier is Qualifier.MORE_THAN:
        return Bounds(number(value + one), None), number(value + one)
    if qualifier is Qualifier.UP_TO:
        return _ends(Decimal(0), value, discrete), None
    if qualifier is Qualifier.LESS_THAN:
        return _ends(Decimal(0), value - one, discrete), None
    if qualifier is Qualifier.ABOUT:
        return _ends(value - spread, value + spread, discrete), number(value)
    if qualifier is Qualifier.NEARLY:
        return _ends(value - spread, value - one, discrete), number(value - one)
    if qualifier is Qualifier.SLIGHTLY_OVER:
        return _ends(value + one, value + spread, discrete), number(value + one)
    if qualifier is Qualifier.DOZEN:
        return Bounds(9, 15), number(value)
    return Bounds(number(value), number(value)), number(value)


def _ends(low: Decimal, high: Decimal, discrete: bool) -> Bounds:
    low = max(low, Decimal(0))
    if discrete:
        low, high = low.to_integral_value(ROUND_CEILING), high.to_integral_value(ROUND_FLOOR)
    return Bounds(number(low), number(high)) if low <= high else Bounds(number(high), number(high))
