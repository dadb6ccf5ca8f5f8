"""When: the periods that a sentence states, resolved against the day of publication."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.read.calendars import Calendar, Stretch, month_end, months
from reportedly.read.lexicon import Lexicon, TimeSense
from reportedly.read.numerals import numeral
from reportedly.read.tokens import Tokens

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Time:
    """A period stated over tokens `[first, last)`; `head` is where its preposition begins.

    `role`: in, since, until, as_of, window, relative; `grain` as in calendars, or night, week, weekend, window.
    """

    first: int
    last: int
    start: date | None
    end: date | None
    role: str
    grain: str
    head: int
    dated: bool = True
    point: tuple[date, date] | None = None
    """For "by" and "as of": the first and the last day that the date itself covers."""
    vague: bool = False
    """Whether the words say no day ("early March")."""

    @property
    def reason(self) -> str:
        """What the words are, for what is passed over."""
        return "year" if self.grain == "year" else "date"


def times(tokens: Tokens, lexicon: Lexicon, dateline: date, mobilisation: date | None = None) -> list[Time]:
    """The periods stated in a stretch of tokens, in order.

    Bare months and days without a year are the latest that begin on or before `dateline`; "this year" runs from 1 January to it;
    "past N days" from N days before it; "since" a start that is no calendar date begins at None, "since mobilisation"
    on `mobilisation` where the desk has named that day.
    """
    return _Times(tokens, lexicon, dateline, mobilisation).run()


class _Times:
    def __init__(self, tokens: Tokens, lexicon: Lexicon, dateline: date, mobilisation: date | None) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.dateline, self.mobilisation = dateline, mobilisation
        self.calendar = Calendar(tokens, lexicon, dateline)
        self.roles = lexicon.phrases("calendar", "role.", backwards=True)
        self.range_open = lexicon.phrases("calendar", "grammar.range_open", backwards=True)
        self.range_to = lexicon.phrases("calendar", "grammar.range_to")
        self.starts = lexicon.phrases("calendar", "open_start.")
        self.relatives = lexicon.phrases("calendar", "relative.")
        self.past = lexicon.phrases("calendar", "window.past")
        self.units = lexicon.phrases(
            "calendar", "window.day", "window.week", "window.month", "window.year", "window.decade", "window.hour"
        )

    def run(self) -> list[Time]:
        found: list[Time] = []
        free = 0
        for at in self.lexicon.time_openers.places(self.words):
            time = self._at(at) if at >= free else None
            if time is not None and time.grain == "night" and found and self._dated_night(found[-1], time):
                free = time.last
            elif time is not None:
                found.append(time)
                free = max(time.last, at + 1)
        return found

    def _dated_night(self, day: Time, night: Time) -> bool:
        """ "On Wednesday night": the day says it."""
        return day.grain == "day" and day.last == night.first

    def _at(self, at: int) -> Time | None:
        senses = self.lexicon.time_senses[self.words[at]]
        opened = self._open_start(at) if senses & TimeSense.OPEN_START else None
        relative = self._relative(at) if senses & TimeSense.RELATIVE else None
        if opened is not None and (relative is None or relative.last < opened.last):
            return opened
        window = self._window(at) if senses & TimeSense.PAST else None
        ago = senses & (TimeSense.UNIT | TimeSense.NUMBER)
        return window or self._absolute(at) or relative or (self._ago(at) if ago else None)

    def _open_start(self, at: int) -> Time | None:
        found = self.starts.match(self.words, at)
        if found is None:
            return None
        last = at + found[1]
        calendar = self.calendar.at(last) if last < len(self.words) else None
        if calendar is None and found[0] == "other":
            calendar = self._dated_start(last)
        if calendar is not None and found[0] == "other":
            return Time(at, calendar.last, calendar.start, self.dateline, "since", calendar.grain, at)
        start = self.mobilisation if found[0] == "words" else None
        return Time(at, last, start, self.dateline, "since", "open", at)

    def _dated_start(self, at: int) -> Stretch | None:
        """ "Since the invasion in February 2022": the date that the start is told with, a word or two on."""
        of = self.lexicon.listed("calendar", "grammar.of")
        for start in range(at, min(at + 4, len(self.words) - 1)):
            if self.words[start] in of and (found := self.calendar.at(start + 1)) is not None:
                return found
            if not self.words[start].isalpha():
                return None
        return None

    def _relative(self, at: int) -> Time | None:
        found = self.relatives.match(self.words, at)
        if found is None:
            return None
        if found[0] == "overnight" and (night := self._night_of(at, at + found[1])) is not None:
            return night
        start, end, role, grain = _relative(found[0], self.dateline)
        role_before = self.roles.match(self.words, at - 1)
        if role_before and role_before[0] == "since" and role == "in":
            end, role = self.dateline, "since"
        return Time(at, at + found[1], start, end, role, grain, at)

    def _night_of(self, at: int, last: int) -> Time | None:
        """«В ночь на 3 марта», «у ніч із 3 на 4 травня»: the night that ends on a named day."""
        nights = self.lexicon.listed("calendar", "grammar.night_of")
        for start in range(last, min(last + 4, len(self.words) - 1)):
            day = self.calendar.at(start + 1) if self.words[start] in nights else None
            if day is not None and day.grain == "day":
                return Time(at, day.last, day.start - _DAY, day.end, "in", "night", at, day.dated)
        return None

    def _window(self, at: int) -> Time | None:
        """ "In the past two weeks", «за последние три года»."""
        past = self.past.match(self.words, at)
        if past is None:
            return None
        number = at + past[1]
        count, unit_at = self._count(number)
        unit = self.units.match(self.words, unit_at)
        if unit is None or count is None:
            return None
        start = _back(self.dateline, unit[0], count)
        return Time(at, unit_at + unit[1], start, self.dateline, "window", "window", at)

    def _count(self, at: int) -> tuple[int | None, int]:
        if at >= len(self.words):
            return None, at
        found = numeral(self.tokens, at, self.lexicon)
        if found is None or found.ordinal or found.value != int(found.value) or found.value > 2000:
            return None, at
        return int(found.value), found.last

    def _ago(self, at: int) -> Time | None:
        """ "Two days ago", «три года назад», "seven hours later": a date, and no number of anything."""
        inverted = self.units.match(self.words, at)
        if inverted is not None and at + inverted[1] < len(self.words):
            return self._inverted_ago(at, at + inverted[1])
        if not (self.words[at][0].isdigit() or self.words[at] in self.lexicon.senses):
            return None
        count, unit_at = self._count(at)
        unit = self.units.match(self.words, unit_at) if count is not None else None
        if unit is None or count is None:
            return None
        ago = self.lexicon.phrases("calendar", "window.ago").match(self.words, unit_at + unit[1])
        after = unit_at + unit[1] + (ago[1] if ago else 0)
        dated = after < len(self.words) and self.calendar.at(after) is not None
        if ago is None or (dated and self.words[after - 1] in self.lexicon.listed("calendar", "role.in")):
            return None  # "three hours on Thursday" lasted, "three hours on" had passed
        return Time(at, after, None, None, "ago", "ago", at)

    def _inverted_ago(self, at: int, number: int) -> Time | None:
        """«Лет десять назад»."""
        count, last = self._count(number)
        if count is None:
            return None
        ago = self.lexicon.phrases("calendar", "window.ago").match(self.words, last)
        return Time(at, last + ago[1], None, None, "ago", "ago", at) if ago else None

    def _absolute(self, at: int) -> Time | None:
        stretch = self.calendar.at(at)
        if stretch is None:
            return None
        return self._range(stretch) or self._with_role(stretch)

    def _range(self, first: Stretch) -> Time | None:
        """ "From March to May 2024", "2019–2023", «с 3 мая 2011 года по 8 июня 2012 года»."""
        opened = self.range_open.match(self.words, first.first - 1)
        to = self.range_to.match(self.words, first.last)
        if to is None:
            return None
        dash = self.words[first.last] in ("–", "—", "-")
        at = first.last + to[1]
        if not (opened or dash) or at >= len(self.words):
            return None
        second = self.calendar.at(at) or self._bare_year(at, first)
        if second is None or (dash and not opened and second.grain != first.grain):
            return None
        start = first.start
        if not first.dated and second.year:
            start = _same_year(first, second)
        if start > second.end:
            return None
        head = first.first - (opened[1] if opened else 0)
        grain = "day" if start == second.end else "range"
        return Time(first.first, second.last, start, second.end, "in", grain, head)

    def _bare_year(self, at: int, first: Stretch) -> Stretch | None:
        year, last = self.calendar.year_at(at)
        if not year or first.grain != "year":
            return None
        start, end = months(year, 1, 12)
        return Stretch(at, last, start, end, "year", True, year)

    def _with_role(self, stretch: Stretch) -> Time:
        stretch, part = self.calendar.part_before(stretch)
        found = self.roles.match(self.words, stretch.first - 1)
        if part and (found is None or found[1] <= part):
            outer = self.roles.match(self.words, stretch.first - 1 - part)
            found = (outer[0], outer[1] + part) if outer else ("in", part)
        role, length = found if found else ("in", 0)
        start: date | None = stretch.start
        end: date | None = stretch.end
        if (stretch.grain == "day" and stretch.start != stretch.end) or (
            role == "after" and stretch.grain == "day" and not stretch.dated
        ):
            role = "in"
        elif role in ("since", "after"):
            role, end = "since", max(self.dateline, stretch.start)
        elif role == "until":
            start = None
        elif role == "as_of" and stretch.grain not in ("day", "month"):
            role = "in"
        grain = "range" if stretch.grain == "day" and stretch.start != stretch.end else stretch.grain
        return Time(
            stretch.first, stretch.last, start, end, role, grain, stretch.first - length, stretch.dated,
            (stretch.start, stretch.end), stretch.vague and not _by_its_end(role, stretch),
        )  # fmt: skip


def _by_its_end(role: str, stretch: Stretch) -> bool:
    """Whether only that end of a vague part counts that is a day after all: since the beginning of March, by the end of March."""
    return stretch.grain != "season" and (role, stretch.part) in (("since", "early"), ("until", "late"))


def _same_year(first: Stretch, second: Stretch) -> date:
    try:
        start = first.start.replace(year=second.year or first.start.year)
    except ValueError:
        start = first.start
    return start if start <= second.end else start.replace(year=start.year - 1)


def _back(day: date, unit: str, count: int) -> date | None:
    """The day `count` units before a day; None where the calendar does not reach so far."""
    try:
        if unit in ("day", "week"):
            return day - timedelta(days=count * (7 if unit == "week" else 1))
        if unit == "hour":
            return day - timedelta(days=max(1, -(-count // 24)))
        total = day.year * 12 + day.month - 1 - count * {"month": 1, "year": 12, "decade": 120}[unit]
        year, month = divmod(total, 12)
        return date(year, month + 1, min(day.day, month_end(year, month + 1).day))
    except (ValueError, OverflowError):
        return None


def _this_week(day: date) -> tuple[date, date]:
    return day - timedelta(days=day.weekday()), day


def _last_week(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday() + 7)
    return monday, monday + timedelta(days=6)


def _weekend(day: date) -> tuple[date, date]:
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    if saturday == day:
        saturday = day - timedelta(days=7)
    return saturday, saturday + _DAY


def _last_month(day: date) -> tuple[date, date]:
    end = day.replace(day=1) - _DAY
    return end.replace(day=1), end


def _quarter(day: date, back: int) -> tuple[date, date]:
    quarter = (day.year * 12 + day.month - 1) // 3 - back
    year, month = divmod(quarter * 3, 12)
    start, end = months(year, month + 1, month + 3)
    return start, min(end, day)


def _season(day: date, month: int) -> tuple[date, date]:
    year = day.year - (month > day.month)
    start, end = months(year, month, month + 2)
    return start, min(end, day)


_RELATIVE: dict[str, tuple[Callable[[date], tuple[date | None, date]], str, str]] = {
    "today": (lambda day: (day, day), "in", "day"),
    "yesterday": (lambda day: (day - _DAY, day - _DAY), "in", "day"),
    "day_before_yesterday": (lambda day: (day - 2 * _DAY, day - 2 * _DAY), "in", "day"),
    "overnight": (lambda day: (day - _DAY, day), "in", "night"),
    "this_week": (_this_week, "since", "week"),
    "last_week": (_last_week, "in", "week"),
    "past_day": (lambda day: (day - _DAY, day), "window", "window"),
    "past_week": (lambda day: (_back(day, "week", 1), day), "window", "window"),
    "past_month": (lambda day: (_back(day, "month", 1), day), "window", "window"),
    "past_year": (lambda day: (_back(day, "year", 1), day), "window", "window"),
    "past_decade": (lambda day: (_back(day, "year", 10), day), "window", "window"),
    "this_month": (lambda day: (day.replace(day=1), day), "since", "month"),
    "last_month": (_last_month, "in", "month"),
    "this_year": (lambda day: (date(day.year, 1, 1), day), "since", "year"),
    "last_year": (lambda day: months(day.year - 1, 1, 12), "in", "year"),
    "year_before_last": (lambda day: months(day.year - 2, 1, 12), "in", "year"),
    "weekend": (_weekend, "in", "weekend"),
    "new_year_night": (lambda day: _new_year(day), "in", "night"),
    "this_quarter": (lambda day: _quarter(day, 0), "since", "quarter"),
    "last_quarter": (lambda day: _quarter(day, 1), "in", "quarter"),
    "this_spring": (lambda day: _season(day, 3), "in", "season"),
    "this_summer": (lambda day: _season(day, 6), "in", "season"),
    "this_autumn": (lambda day: _season(day, 9), "in", "season"),
}


def _new_year(day: date) -> tuple[date, date]:
    year = day.year if (day.month, day.day) < (12, 31) else day.year + 1
    return date(year - 1, 12, 31), date(year, 1, 1)


def _relative(name: str, day: date) -> tuple[date | None, date, str, str]:
    resolve, role, grain = _RELATIVE[name]
    start, end = resolve(day)
    return start, end, role, grain
