"""Charts as small SVG drawings: the bounds are the message, and nothing is drawn that nobody has said.

A dot is a figure as given, an upright or level bar the range its words allow, an arrow an end that nobody stated, a
thin bar in time the days between which an undated figure must lie. A line joins figures of one compiler under one
definition only. Colours come from the page's style sheet, so that a chart is dark where the page is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from itertools import groupby
from math import ceil, floor, log10

from reportedly.press.wording import MONTHS, number_in_words
from reportedly.types import Bounds, Number

WIDTH = 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 14, 20, 30
_HEIGHT = 270
_LETTER = 7.7
"""Width of a letter at the charts' type size, in the drawing's units; on the safe side."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as a chart shows it. `words` are the readers' ("almost 7,400"), `when` and `where` too.

    `earliest` to `latest` is where its day must lie; `stated` whether the report named that day.
    """

    compiler: str
    words: str
    bounds: Bounds
    best: Number | None
    earliest: date
    latest: date
    stated: bool
    when: str
    where: str = ""

    @property
    def value(self) -> Number:
        """The height at which the mark stands: its best value, else the end that is known."""
        for value in (self.best, self.bounds.lower, self.bounds.upper):
            if value is not None:
                return value
        return 0

    @property
    def top(self) -> Number:
        """The highest value that is drawn for it."""
        return max(self.value, self.bounds.upper or 0)


def chart(marks: Sequence[Mark], *, ident: str, title: str, in_time: bool) -> str:
    """An SVG of one question's figures: along time where `in_time` and there are several days, else one row each.

    Returns "" where there is nothing to draw. `ident` must be unique on the page.
    """
    shown = [mark for mark in marks if mark.bounds.known]
    if not shown:
        return ""
    if in_time and len({mark.latest for mark in shown}) > 1:
        return _Timeline(shown).svg(ident, title)
    return _rows(shown, ident, title)


def key(marks: Sequence[Mark], *, in_time: bool) -> tuple[tuple[str, str], ...]:
    """How to read the chart of these marks: (which sign, what it means), only the signs that it uses."""
    shown = [mark for mark in marks if mark.bounds.known]
    timed = in_time and len({mark.latest for mark in shown}) > 1
    signs = (
        ("dot", "a figure as given", any(mark.best is not None for mark in shown)),
        ("range", "the range its words allow", any(_is_range(mark) for mark in shown)),
        ("arrow", "an end that nobody has stated", any(_is_open(mark) for mark in shown)),
        ("time", "day not stated: it lies within this bar", timed and any(not mark.stated for mark in shown)),
        ("line", "one compiler, one definition", timed and any(len(run) > 1 for run in _runs(shown))),
    )
    return tuple((sign, meaning) for sign, meaning, used in signs if used)


def sign(name: str) -> str:
    """A small drawing of one of the signs that `key` names, for the legend."""
    inside = {
        "dot": '<circle class="dot" cx="12" cy="7" r="4"/>',
        "range": '<path class="range" d="M4 7H20"/>',
        "arrow": '<path class="arrow" d="M3 7H19M15 3l5 4-5 4"/>',
        "time": '<path class="time" d="M2 7H18"/><circle class="dot hollow" cx="18" cy="7" r="4"/>',
        "line": '<path class="line" d="M3 11L21 3"/>',
    }[name]
    return f'<svg class="sign" viewBox="0 0 24 14" width="24" height="14" aria-hidden="true">{inside}</svg>'


def _is_range(mark: Mark) -> bool:
    return None not in (mark.bounds.lower, mark.bounds.upper) and not mark.bounds.exact


def _is_open(mark: Mark) -> bool:
    return (mark.bounds.lower is None) != (mark.bounds.upper is None)


def _runs(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Each compiler's marks in the order of their days."""
    ordered = sorted(marks, key=lambda mark: (mark.compiler, mark.latest, mark.value))
    return [list(run) for _, run in groupby(ordered, key=lambda mark: mark.compiler)]


def _frame(ident: str, title: str, marks: Sequence[Mark], height: float, drawing: str) -> str:
    told = "; ".join(f"{mark.compiler}: {mark.words}, {mark.when}{_after(mark.where)}" for mark in marks)
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {_n(height)}" role="img" '
        f'aria-labelledby="{ident}-title {ident}-desc"><title id="{ident}-title">{escape(title)}</title>'
        f'<desc id="{ident}-desc">{escape(told)}.</desc>{drawing}</svg>'
    )


def _after(words: str) -> str:
    return f", {words}" if words else ""


def _n(value: float) -> str:
    """A coordinate, short and the same everywhere."""
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, kind: str, anchor: str = "start") -> str:
    at = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text class="{kind}" x="{_n(x)}" y="{_n(y)}"{at}>{escape(words)}</text>'


def _path(kind: str, way: str) -> str:
    return f'<path class="{kind}" d="{way}"/>'


def _dot(x: float, y: float, hollow: bool = False) -> str:
    return f'<circle class="{"dot hollow" if hollow else "dot"}" cx="{_n(x)}" cy="{_n(y)}" r="4.5"/>'


def steps(top: Number, count: int = 4) -> tuple[int, ...]:
    """Round values from 0 to just past `top`, for an axis.

    >>> steps(9059)
    (0, 2500, 5000, 7500, 10000)
    """
    rough = max(top, 1) / count
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10) if power * factor >= rough)
    whole = max(1, ceil(step))
    return tuple(whole * index for index in range(ceil(top / whole) + 1)) if top > 0 else (0, 1)


class _Timeline:
    """Figures of one question along time."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = sorted(marks, key=lambda mark: (mark.latest, mark.earliest, mark.value, mark.compiler))
        self.values = steps(max(mark.top for mark in marks))
        self.first, self.last = self._days()
        self.taken: list[tuple[float, float, float, float]] = []

    def svg(self, ident: str, title: str) -> str:
        drawing = "".join((*self._axes(), *self._lines(), *self._signs(), *self._labels()))
        return _frame(ident, title, self.marks, _HEIGHT, drawing)

    def _days(self) -> tuple[date, date]:
        """The days at both ends of the axis: whole months around everything that is drawn."""
        first = min(mark.earliest for mark in self.marks).replace(day=1)
        last = max(mark.latest for mark in self.marks)
        month = date(last.year + last.month // 12, last.month % 12 + 1, 1)
        return first, month

    def x(self, day: date) -> float:
        return _LEFT + (day - self.first).days / (self.last - self.first).days * (WIDTH - _LEFT - _RIGHT)

    def y(self, value: Number) -> float:
        return _HEIGHT - _BOTTOM - value / self.values[-1] * (_HEIGHT - _BOTTOM - _TOP)

    def _axes(self) -> Iterator[str]:
        for value in self.values:
            y = self.y(value)
            yield _path("base" if value == 0 else "grid", f"M{_LEFT} {_n(y)}H{WIDTH - _RIGHT}")
            yield _text(_LEFT - 6, y + 4, number_in_words(value), "tick", "end")
        for day, words in _days_of_axis(self.first, self.last):
            x = self.x(day)
            yield _path("base", f"M{_n(x)} {_HEIGHT - _BOTTOM}v4")
            yield _text(x, _HEIGHT - _BOTTOM + 18, words, "tick", "end" if x > WIDTH - 30 else "middle")

    def _lines(self) -> Iterator[str]:
        for run in _runs(self.marks):
            if len(run) > 1:
                yield _path("line", "M" + "L".join(f"{_n(self.x(m.latest))} {_n(self.y(m.value))}" for m in run))

    def _signs(self) -> Iterator[str]:
        for mark in self.marks:
            x, y = self.x(mark.latest), self.y(mark.value)
            self.taken.append((x - 6, y - 6, x + 6, y + 6))
            if mark.earliest < mark.latest:
                yield _path("time", f"M{_n(self.x(mark.earliest))} {_n(y)}H{_n(x)}")
            if _is_range(mark):
                yield _path(
                    "range", f"M{_n(x)} {_n(self.y(mark.bounds.lower or 0))}V{_n(self.y(mark.bounds.upper or 0))}"
                )
            elif _is_open(mark):
                up = mark.bounds.upper is None
                way, head = ("v-30", "m-4 5l4 -6l4 6") if up else ("v30", "m-4 -5l4 6l4 -6")
                yield _path("arrow", f"M{_n(x)} {_n(y)}{way}{head}")
            if mark.best is not None:
                yield _dot(x, y, hollow=not mark.stated)

    def _labels(self) -> Iterator[str]:
        """Each figure's words, where they hide nothing; the table has those for which there was no room."""
        several = len({mark.compiler for mark in self.marks}) > 1
        once = {(mark.compiler, mark.words, mark.latest): mark for mark in self.marks}
        for mark in once.values():
            words = f"{mark.compiler}: {mark.words}" if several else mark.words
            place = self._room(self.x(mark.latest), self.y(mark.value), len(words) * _LETTER)
            if place is not None:
                yield _text(*place, words, "value")

    def _room(self, x: float, y: float, wide: float) -> tuple[float, float] | None:
        spots = ((x - wide - 8, y - 7), (x - wide / 2, y - 11), (x - wide - 9, y + 4), (x + 8, y + 17), (x + 9, y + 4))
        for left, low in spots:
            box = (left, low - 11, left + wide, low + 2)
            inside = box[0] >= _LEFT and box[2] <= WIDTH - 2 and box[1] >= 0 and box[3] <= _HEIGHT - _BOTTOM
            if inside and not any(_overlap(box, other) for other in self.taken):
                self.taken.append(box)
                return left, low
        return None


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _days_of_axis(first: date, last: date) -> Iterator[tuple[date, str]]:
    """The days that get a tick: years where the axis is long, else every first, third or sixth month."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((step for step in (1, 2, 3, 6, 12) if months / step <= 6), 12)
    for month in range(months + 1):
        year, index = divmod(first.month - 1 + month, 12)
        if index % every == 0:
            name = MONTHS[index][:3]
            words = str(first.year + year) if every == 12 else f"{name} {first.year + year}"
            yield date(first.year + year, index + 1, 1), words


_ROW, _BAND = 66, 26


def _rows(marks: Sequence[Mark], ident: str, title: str) -> str:
    """One row a figure: its words above its bar, on one scale from zero. For figures that stand side by side."""
    values = steps(max(mark.top for mark in marks))
    left, right = 8, WIDTH - 34

    def x(value: Number) -> float:
        return left + value / values[-1] * (right - left)

    height = _TOP + len(marks) * _ROW + _BAND
    parts = [_text(x(v), height - 8, number_in_words(v), "tick", "start" if v == 0 else "middle") for v in values]
    for index, mark in enumerate(marks):
        parts += _row(mark, _TOP + index * _ROW, [x(v) for v in values], x)
    return _frame(ident, title, marks, height, "".join(parts))


def _row(mark: Mark, y: float, ticks: Sequence[float], x: Callable[[Number], float]) -> Iterator[str]:
    level = y + 40
    yield _text(ticks[0], y + 8, mark.words, "value")
    yield _text(ticks[0], y + 25, _shortened(mark), "tick")
    yield _path(
        "grid",
        f"M{_n(ticks[0])} {_n(level)}H{_n(ticks[-1])}" + "".join(f"M{_n(at)} {_n(level - 5)}v10" for at in ticks),
    )
    lower, upper = mark.bounds.lower, mark.bounds.upper
    if _is_range(mark):
        yield _path("range", f"M{_n(x(lower or 0))} {_n(level)}H{_n(x(upper or 0))}")
    elif upper is None:
        yield _path("arrow", f"M{_n(x(mark.value))} {_n(level)}h28m-5 -4l6 4l-6 4")
    elif lower is None:
        yield _path("arrow", f"M{_n(x(mark.value))} {_n(level)}h-28m5 -4l-6 4l6 4")
    if mark.best is not None:
        yield _dot(x(mark.value), level)


def _shortened(mark: Mark) -> str:
    """Compiler, place and day, as much of it as fits on a line."""
    for parts in ((mark.compiler, mark.where, mark.when), (mark.compiler, mark.where), (mark.compiler, mark.when)):
        words = ", ".join(part for part in parts if part)
        if len(words) * _LETTER <= WIDTH - 16:
            return words
    return mark.compiler
