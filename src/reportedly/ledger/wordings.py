"""Why two figures are taken for one count, and what a wording dropped on its way: in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Protocol

from reportedly.ledger.compilers import Origin
from reportedly.ledger.corrected import leading_number
from reportedly.types import Bounds, Figure, Hedge, Period, Qualifier, Report


class Worded(Protocol):
    """A figure in its report, with its origin."""

    @property
    def figure(self) -> Figure: ...

    @property
    def report(self) -> Report: ...

    @property
    def origin(self) -> Origin: ...

    @property
    def period(self) -> Period | None: ...


def grounds(echo: Worded, fullest: Worded) -> tuple[str, ...]:
    """Why `echo` is taken to repeat `fullest`: whom it credits, by what way, what is the same, what is said otherwise."""
    return tuple(_grounds(echo, fullest))


def _grounds(echo: Worded, fullest: Worded) -> Iterator[str]:
    yield "the compiler's own page" if echo.origin.own else echo.origin.ground
    if echo.origin.by_way_of:
        yield "reached by way of " + ", then ".join(echo.origin.by_way_of)
    if leading_number(echo.figure) == leading_number(fullest.figure):
        yield f"same number {numeral(echo)}"
    if echo.period and fullest.period and _days(echo.period) == _days(fullest.period):
        yield f"same period, {in_days(echo.period)}"
    if _elsewhere(echo, fullest):
        yield f"words it differently: {echo.figure.counted!r} where the fullest wording has {fullest.figure.counted!r}"


def lost(echo: Worded, fullest: Worded) -> tuple[str, ...]:
    """What the fullest wording says and this one dropped: "almost", "reportedly", a period."""
    dropped = fullest.period if not echo.period else None
    return tuple(_lost(echo.figure, fullest.figure, dropped))


def _lost(echo: Figure, fullest: Figure, period: Period | None) -> Iterator[str]:
    if echo.qualifier is Qualifier.EXACT and fullest.qualifier is not Qualifier.EXACT:
        yield qualifying_words(fullest)
    if echo.hedge in (Hedge.NONE, Hedge.CONFIRMED) and fullest.hedge not in (Hedge.NONE, Hedge.CONFIRMED):
        yield f"the hedge ({fullest.hedge.value})"
    if period:
        yield f"the period ({period.as_written or in_days(period)})"


def qualifying_words(figure: Figure) -> str:
    """The words around the numeral: "almost" of "almost 7,400"; the class's name where there are none."""
    start, words = figure.as_written.span.start, figure.as_written.words
    around = words[: figure.number.start - start] + words[figure.number.end - start :]
    return around.strip() or figure.qualifier.value.replace("_", " ")


ROUNDING = 0.1
"""Rounder words lie within a tenth of the number that they stand for."""


def holds(rounder: Figure, exact: Figure) -> bool:
    """Whether one figure says another in rounder words: "more than 20" for 21, "about 10,000" for 10,025.

    Its bounds hold the other's and more, its own number is another one, and lies near.
    """
    (_, n, _), (_, m, _) = leading_number(rounder), leading_number(exact)
    if n is None or m is None or n == m or rounder.qualifier is Qualifier.EXACT or abs(n - m) > ROUNDING * max(n, m):
        return False
    return _inside(exact.bounds, rounder.bounds)


def _inside(inner: Bounds, outer: Bounds) -> bool:
    """Whether bounds lie within others; an open end holds everything and lies in nothing but an open end."""
    low = outer.lower is None or (inner.lower is not None and inner.lower >= outer.lower)
    high = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    return low and high


def numeral(worded: Worded) -> str:
    """The number as written."""
    return worded.figure.number.of(worded.report.text) or worded.figure.as_written.words


def _days(period: Period) -> tuple[object, object]:
    return period.start, period.end


def in_days(period: Period) -> str:
    """A period as readers see it: "March 2024", "from 2022-09-21", "2024-01-01 to 2024-02-15"."""
    start, end = period.start, period.end
    if (
        start
        and end
        and start.day == 1
        and (end + timedelta(days=1)).day == 1
        and (start.year, start.month)
        == (
            end.year,
            end.month,
        )
    ):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if start and end:
        return start.isoformat() if start == end else f"{start} to {end}"
    return f"from {start}" if start else f"until {end}" if end else "no stated days"


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def _elsewhere(echo: Worded, fullest: Worded) -> bool:
    """Whether the two count in different words of one language, or in different units."""
    a, b = echo.figure, fullest.figure
    if not a.counted or not b.counted:
        return False
    same_language = echo.report.language == fullest.report.language
    return a.unit != b.unit or (same_language and a.counted.casefold() != b.counted.casefold())
