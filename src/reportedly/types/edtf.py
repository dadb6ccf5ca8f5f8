"""Stretches of days in the text form of EDTF (ISO 8601-2:2019, levels 0 and 1): 2024-03, 2024-03~, 2024-01/2024-06, ../2024-03-31."""

from __future__ import annotations

import calendar
import re
from datetime import date

Days = tuple[date | None, date | None, bool]
"""First and last day, both included, None where that end is open; and whether the ends are approximate."""

_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?P<mark>[~?%]?)")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}
"""EDTF's numbers for spring, summer, autumn and winter, and the month that each begins with."""
OPEN = ".."


def edtf_of(start: date | None, end: date | None, approximate: bool = False) -> str:
    """Days in, EDTF out, as short as it can be: whole months and years by their names, an open end as two dots.

    >>> edtf_of(date(2024, 3, 1), date(2024, 3, 31), True), edtf_of(date(2024, 1, 1), date(2024, 6, 30))
    ('2024-03~', '2024-01/2024-06')
    >>> edtf_of(None, date(2024, 3, 31)), edtf_of(date(2024, 4, 15), None)
    ('../2024-03-31', '2024-04-15/..')
    """
    mark = "~" if approximate else ""
    if start is None or end is None:
        return "/".join(day.isoformat() + mark if day else OPEN for day in (start, end))
    first, last = _named(start, end)
    return first + mark if first == last else f"{first}{mark}/{last}{mark}"


def _named(start: date, end: date) -> tuple[str, str]:
    """Both ends by year, by month or by day: the coarsest that says the same."""
    if start.day != 1 or end.day != _last_day(end.year, end.month):
        return start.isoformat(), end.isoformat()
    if (start.month, end.month) == (1, 12):
        return f"{start.year:04}", f"{end.year:04}"
    return f"{start.year:04}-{start.month:02}", f"{end.year:04}-{end.month:02}"


def days_of(text: str) -> Days:
    """EDTF in, its days out. Seasons (2024-21 is spring) are three months and approximate, as is what is marked ~, ? or %.

    >>> days_of("2024-03~")
    (datetime.date(2024, 3, 1), datetime.date(2024, 3, 31), True)

    Raises ValueError for anything else, and for an interval that ends before it begins.
    """
    first, slash, last = text.strip().partition("/")
    start, start_about = _end(first, is_last=False, alone=not slash)
    end, end_about = _end(last if slash else first, is_last=True, alone=not slash)
    if start and end and end < start:
        raise ValueError(f"{text!r} ends before it begins")
    return start, end, start_about or end_about


def _end(text: str, *, is_last: bool, alone: bool) -> tuple[date | None, bool]:
    if text in ("", OPEN) and not alone:
        return None, False
    found = _DATE.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no date like 2024, 2024-03, 2024-03~, 2024-03-15, nor '..'")
    year, month, day = (int(found[name]) if found[name] else 0 for name in ("year", "month", "day"))
    about = bool(found["mark"])
    if month in _SEASONS and not day:
        return _season(year, _SEASONS[month], is_last), True
    if day:
        return date(year, month, day), about
    if month:
        return date(year, month, _last_day(year, month) if is_last else 1), about
    return (date(year, 12, 31) if is_last else date(year, 1, 1)), about


def _season(year: int, month: int, is_last: bool) -> date:
    if not is_last:
        return date(year, month, 1)
    year, month = (year, month + 2) if month < 12 else (year + 1, 2)
    return date(year, month, _last_day(year, month))


def _last_day(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(f"there is no month {month}")
    return calendar.monthrange(year, month)[1]
