"""Cells as values: numbers with their signs, days, and how wide a day is. Strict: what could be two things is refused."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from reportedly.errors import BadInput
from reportedly.types import Bounds, FigureKind, Number, Period, Qualifier

BoundsOf = Callable[[Qualifier, Decimal, FigureKind], tuple[Bounds, Number | None]]
"""What a qualifier does to a number (the room `read` knows)."""

_GROUPED = re.compile(r"\d{1,3}(?:[ ,'’\u00a0\u202f]\d{3})+", re.ASCII)
_PLAIN = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_SIGNS = {
    "<": Qualifier.LESS_THAN, "<=": Qualifier.UP_TO, "≤": Qualifier.UP_TO, ">": Qualifier.MORE_THAN,
    ">=": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST, "~": Qualifier.ABOUT, "≈": Qualifier.ABOUT,
}  # fmt: skip
_SIGNED = re.compile(rf"(?P<sign>{'|'.join(sorted(_SIGNS, key=len, reverse=True))})\s*(?P<number>.+)")
_RANGE = re.compile(r"(?P<low>[^-–—]+?)\s*[-–—]\s*(?P<high>[^-–—]+)")
MONTHS = {
    name.casefold(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if n
}


class Quantity(NamedTuple):
    """What a cell says: the qualifier, the bounds, and the best value where there is one."""

    qualifier: Qualifier
    bounds: Bounds
    best: Number | None


def shown(cell: str) -> str:
    """A cell for a message: its words are withheld where it holds letters, since they may name somebody."""
    folded = " ".join(cell.split())
    if any(letter.isalpha() for letter in folded):
        return f"a text of {len(folded)} characters"
    return repr(folded if len(folded) <= 40 else folded[:37] + "...")


def number(cell: str) -> Decimal:
    """A number as tables write it: digits, a point for decimals, groups of three apart. Raises BadInput for anything else.

    >>> number("1 234"), number("3.0"), number("12.5")
    (Decimal('1234'), Decimal('3'), Decimal('12.5'))
    """
    text = cell.strip()
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not _PLAIN.fullmatch(text):
        raise BadInput(f"no number: {shown(cell)}.", remedy="Write digits, with a point before decimals.")
    value = Decimal(text)
    return value.to_integral_value() if value == value.to_integral_value() else value


def quantity(cell: str, qualifier: str | None, kind: FigureKind, bounds_of: BoundsOf) -> Quantity:
    """A cell, and the house's name of a qualifier where another column holds one -> what it says.

    `>800`, `≥800`, `800+`, `<5`, `~170` and `300-400` carry their own qualifier. Raises BadInput where it is no number, two
    qualifiers are given, or a count is no whole number.
    """
    text = cell.strip()
    if signed := _SIGNED.fullmatch(text):
        return _qualified(_SIGNS[signed["sign"]], signed["number"], qualifier, kind, bounds_of)
    if text.endswith("+"):
        return _qualified(Qualifier.AT_LEAST, text[:-1], qualifier, kind, bounds_of)
    if ends := _RANGE.fullmatch(text):
        _refuse_second(qualifier)
        return between(_whole(ends["low"], kind), None, _whole(ends["high"], kind))
    named = _named(qualifier) if qualifier else Qualifier.EXACT
    return _qualified(named, text, None, kind, bounds_of)


def between(low: Decimal | None, best: Decimal | None, high: Decimal | None) -> Quantity:
    """A lowest, a best and a highest value, where they are given; an end that is not given stays open. Raises BadInput
    where they cross or none is given."""
    given = [value for value in (low, best, high) if value is not None]
    if not given:
        raise BadInput("none of low, best and high is given.", remedy="Give one of them, or leave the row out.")
    if given != sorted(given):
        raise BadInput(f"low, best and high cross: {', '.join(map(str, given))}.", remedy="Correct the row.")
    lower, upper = (_number(value) if value is not None else None for value in (low, high))
    if low is None and high is None:
        lower = upper = _number(given[0])
    qualifier = Qualifier.EXACT if lower == upper else Qualifier.RANGE
    return Quantity(qualifier, Bounds(lower, upper), _number(best) if best is not None else None)


def whole_or_none(cell: str, kind: FigureKind) -> Decimal | None:
    """A cell of low, best or high; None where it is empty."""
    return _whole(cell, kind) if cell.strip() else None


def day(cell: str) -> date:
    """A day: ISO 8601 (a time after it is passed over), `12.03.2024`, `12 March 2024`, or seconds since 1970.

    >>> day("2024-03-12 00:00:00.000"), day("12-Mar-2024"), day("1710201600")
    (datetime.date(2024, 3, 12), datetime.date(2024, 3, 12), datetime.date(2024, 3, 12))

    12/03/2024 is refused: it is two days. Raises BadInput.
    """
    text = cell.strip()
    try:
        if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?", text):
            return date.fromisoformat(found[1])
        if found := re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]+)[ -,]+(\d{4})", text):
            return date(int(found[3]), MONTHS[found[2].casefold()], int(found[1]))
        if re.fullmatch(r"\d{9,10}", text):
            return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, KeyError):
        pass
    raise BadInput(f"no day: {shown(cell)}.", remedy="Write it as YYYY-MM-DD.")


def spread(on: date, width: str) -> Period:
    """A day that stands for more -> the days that it may be: itself, three days either way, its month, its year.

    >>> spread(date(2024, 2, 15), "month").end
    datetime.date(2024, 2, 29)
    """
    if width == "week":
        return Period(on - timedelta(days=3), on + timedelta(days=3))
    if width == "month":
        return Period(on.replace(day=1), on.replace(day=calendar.monthrange(on.year, on.month)[1]))
    if width == "year":
        return Period(date(on.year, 1, 1), date(on.year, 12, 31))
    return Period(on, on)


def _qualified(own: Qualifier, digits: str, other: str | None, kind: FigureKind, bounds_of: BoundsOf) -> Quantity:
    _refuse_second(other)
    bounds, best = bounds_of(own, _whole(digits, kind), kind)
    return Quantity(own, bounds, best)


def _refuse_second(other: str | None) -> None:
    if other:
        raise BadInput("the number has a sign of its own and a qualifier besides.", remedy="Keep one of the two.")


def _named(name: str) -> Qualifier:
    known = (Qualifier.EXACT, Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.UP_TO, Qualifier.LESS_THAN,
             Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.SLIGHTLY_OVER)  # fmt: skip
    wanted = name.strip().casefold().replace(" ", "_")
    found = next((q for q in known if q.value == wanted), None)
    if found is None:
        raise BadInput(f"no qualifier: {shown(name)}.", remedy=f"Write one of {', '.join(known)}.")
    return found


def _whole(cell: str, kind: FigureKind) -> Decimal:
    value = number(cell)
    if kind is FigureKind.COUNT and value != value.to_integral_value():
        raise BadInput(f"a count is whole, and this is not: {shown(cell)}.", remedy="Correct the number, or its kind.")
    return value


def _number(value: Decimal) -> Number:
    return int(value) if value == value.to_integral_value() else float(value)
