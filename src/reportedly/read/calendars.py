"""Days, months, quarters and years as written, against the day of publication."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.read.lexicon import Lexicon, TimeSense
from reportedly.read.tokens import Tokens

_YEARS = range(1900, 2100)
_PARTS = {"early": (0, 3), "mid": (1, 3), "late": (2, 3), "first_half": (0, 2), "second_half": (1, 2)}
"""Which part of how many."""
_HALVES = frozenset({"first_half", "second_half"})
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Calendar words over tokens `[first, last)` and the days they cover. `grain`: day, month, quarter, season, year.

    `dated` says that the year stands in the words (else it is the latest that begins before publication).
    """

    first: int
    last: int
    start: date
    end: date
    grain: str
    dated: bool = True
    year: int | None = None
    vague: bool = False
    """Whether the words say no day: a season, "early March"."""
    part: str = ""
    """Which part of the whole it is: early, mid, late, first_half, second_half; empty for the whole."""


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first and last day of a stretch of months."""
    return date(year, first, 1), month_end(year, last)


class Calendar:
    """Reads calendar words of one stretch of tokens."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, dateline: date) -> None:
        self.tokens, self.words, self.lexicon, self.dateline = tokens, tokens.words, lexicon, dateline
        self.capital = bool(lexicon.listed("calendar", "grammar.capital"))

    def at(self, first: int) -> Stretch | None:
        """The day, month, quarter, season or year that begins with token `first`, the longest reading first."""
        word = self.words[first]
        if word[0].isdigit():
            return self._day_month(first) or self._year(first)
        if word[0] == "@":
            return self._numeric(first) if word == "@day" else None
        senses = self.lexicon.time_senses[word]
        if not senses & TimeSense.CALENDAR:
            return None
        return (
            (self._part_of_year(first) if senses & TimeSense.PART_OF_YEAR else None)
            or (self._first_months(first) if senses & TimeSense.FIRST_MONTHS else None)
            or (self._month(first) if senses & TimeSense.MONTH else None)
            or (self._weekday(first) if senses & TimeSense.WEEKDAY else None)
            or (self._season(first) if senses & TimeSense.SEASON else None)
        )

    def _numeric(self, first: int) -> Stretch | None:
        parts = [int(part) for part in re.split(r"\D", self.tokens.raw(first))]
        year, month, day = parts if parts[0] > 31 else (parts[2], parts[1], parts[0])
        found = _day(year, month, day) or _day(year, day, month)
        return Stretch(first, first + 1, found, found, "day") if found else None

    def number(self, at: int) -> int:
        """A plain whole number at a token, or -1."""
        word = self.tokens.word(at)
        return int(word) if word.isdecimal() and word.isascii() and len(word) <= 4 and self._plain(at) else -1

    def _plain(self, at: int) -> bool:
        return self.tokens.ends[at] - self.tokens.starts[at] == len(self.words[at])

    def month_number(self, at: int) -> int:
        """The month that a token names (1 to 12), or 0."""
        found = self.lexicon.phrases("calendar", "month.").match(self.words, at)
        if found is None or (self.capital and not self.tokens.capital(at)):
            return 0
        return int(found[0])

    def _day_number(self, at: int) -> tuple[int, int]:
        """A day of the month with its ending (9, 9th, 9-го) and the token after it; (0, at) where there is none."""
        day = self.number(at)
        if not 1 <= day <= 31:
            return 0, at
        last = at + 1
        endings = self.lexicon.listed("calendar", "grammar.ordinal_day")
        hyphen = self.tokens.word(last) == "-" and self.tokens.glued(last)
        if self.tokens.glued(last + hyphen) and self.tokens.word(last + hyphen) in endings:
            last += hyphen + 1
        return day, last

    def year_at(self, at: int) -> tuple[int, int]:
        """A year (with the word for year after it) and the token after it; (0, at) where there is none."""
        year = self.number(at)
        if year not in _YEARS:
            return 0, at
        return year, self._after_year(at + 1)

    def _after_year(self, last: int) -> int:
        if self.tokens.word(last) == "-" and self.tokens.glued(last) and self._ending(last + 1):
            last += 2
        if self.tokens.word(last) in self.lexicon.listed("calendar", "grammar.year_mark"):
            last += 1
            if len(self.words[last - 1]) <= 2 and self.tokens.word(last) == "." and self.tokens.glued(last):
                last += 1
        return last

    def _ending(self, at: int) -> bool:
        return self.tokens.glued(at) and any(
            role == "ordinal_ending" for role, _ in self.lexicon.senses.get(self.tokens.word(at), ())
        )

    def _year_after(self, at: int) -> tuple[int, int]:
        """The year that follows a month or quarter, over "of" and commas."""
        year, last = self.year_at(at)
        if not year and self.tokens.word(at) in self.lexicon.listed("calendar", "grammar.of"):
            year, last = self.year_at(at + 1)
        return (year, last) if year else (0, at)

    def _day_month(self, first: int) -> Stretch | None:
        day, at = self._day_number(first)
        if not day:
            return None
        until, at = self._second_day(at)
        if self.tokens.word(at) == "of":
            at += 1
        month = self.month_number(at) if at < len(self.words) else 0
        if not month:
            return None
        year, last = self._year_after(at + 1)
        return self._days(first, last, (year, month, day), until or day)

    def _second_day(self, at: int) -> tuple[int, int]:
        """The second day of "12-14 March"; (0, at) where there is none."""
        joined = self.lexicon.listed("calendar", "grammar.range_to")
        if self.tokens.word(at) not in joined:
            return 0, at
        day, last = self._day_number(at + 1)
        return (day, last) if day and self.month_number(last) else (0, at)

    def _days(self, first: int, last: int, ymd: tuple[int, int, int], until: int) -> Stretch | None:
        year, month, day = ymd
        dated = bool(year)
        if not year:
            year = self.dateline.year
            if (month, day) > (self.dateline.month, self.dateline.day):
                year -= 1
        start, end = _day(year, month, day), _day(year, month, until)
        if start is None or end is None or end < start:
            return None
        return Stretch(first, last, start, end, "day", dated, year)

    def _month(self, first: int) -> Stretch | None:
        month = self.month_number(first)
        if not month:
            return None
        if self.lexicon.listed("calendar", "grammar.month_first"):
            found = self._month_day(first, month)
            if found:
                return found
        last = first + 1
        if self.tokens.word(last) == "." and self.tokens.glued(last) and len(self.words[first]) <= 4:
            last += 1
        year, last = self._year_after(last)
        return self._whole_month(first, last, year, month)

    def _whole_month(self, first: int, last: int, year: int, month: int) -> Stretch:
        dated = bool(year)
        if not year:
            year = self.dateline.year - (month > self.dateline.month)
        start, end = months(year, month, month)
        return Stretch(first, last, start, end, "month", dated, year)

    def _month_day(self, first: int, month: int) -> Stretch | None:
        """ "May 9, 2024". After "in", a number is a count ("in May 12 men ...") unless a year follows."""
        at = first + 1
        if self.tokens.word(at) == "." and self.tokens.glued(at) and len(self.words[first]) <= 4:
            at += 1
        day, last = self._day_number(at)
        if not day:
            return None
        comma = self.tokens.word(last) == ","
        year, after = self.year_at(last + comma)
        if not year and self.tokens.word(first - 1) in ("in", "since") and self.tokens.word(last)[:1].isalpha():
            return None
        return self._days(first, after if year else last, (year, month, day), day)

    def _year(self, first: int) -> Stretch | None:
        year, last = self.year_at(first)
        if not year or not self._is_year(first, last):
            return None
        start, end = months(year, 1, 12)
        ending = self.tokens.word(first + 2) if last > first + 1 and self.words[first + 1] == "-" else ""
        if year % 10 == 0 and ending in self.lexicon.listed("calendar", "grammar.decade"):
            end = date(year + 9, 12, 31)
        return Stretch(first, last, start, end, "year", True, year)

    def _is_year(self, first: int, last: int) -> bool:
        grammar = "calendar"
        if last > first + 1 or self.tokens.word(last) in self.lexicon.listed(grammar, "grammar.year_after"):
            return True
        following = self.tokens.word(last)
        if following == "-" and self.tokens.glued(last) and self.year_at(last + 1)[0]:
            return True
        if following in ("–", "—", "/") and self.year_at(last + 1)[0]:
            return True
        before = self.tokens.word(first - 1)
        if self.lexicon.phrases(grammar, "part.", backwards=True).length(self.words, first - 1):
            return True  # "at the end of 2023 police ..."
        if before in self.lexicon.listed(grammar, "grammar.year_before"):
            return before in ("in", "since") or not self._counts(last)
        return before in ("(", "–", "—", "-", "/") and not self._counts(last)

    def _counts(self, at: int) -> bool:
        """Whether a word follows that a number may count: "2000 people"."""
        word = self.tokens.word(at)
        if len(word) < 3 or not word.isalpha() or word in self.lexicon.listed("figures", "stop.words"):
            return False
        return not self.lexicon.phrases("calendar", "grammar.range_to").length(self.words, at)

    def _weekday(self, first: int) -> Stretch | None:
        found = self.lexicon.phrases("calendar", "weekday.").match(self.words, first)
        if found is None or (self.capital and not self.tokens.capital(first)):
            return None
        back = (self.dateline.isoweekday() - int(found[0])) % 7
        day = self.dateline - timedelta(days=back)
        comma = self.tokens.word(first + 1) == ","
        after = first + 1 + comma
        full = self.at(after) if after < len(self.words) and self.words[after][0].isdigit() else None
        if full is None and after < len(self.words) and self.month_number(after):
            full = self._month(after)
        if full is not None and full.grain == "day":
            return replace(full, first=first)
        return Stretch(first, first + 1, day, day, "day", False)

    def _season(self, first: int) -> Stretch | None:
        found = self.lexicon.phrases("calendar", "season.").match(self.words, first)
        if found is None:
            return None
        year, last = self._year_after(first + found[1])
        month = _SEASONS[found[0]]
        dated = bool(year)
        if not year:
            year = self.dateline.year - (month > self.dateline.month)
        start = date(year, month, 1)
        end = month_end(year, month + 2) if month < 12 else month_end(year + 1, 2)
        return Stretch(first, last, start, end, "season", dated, year, vague=True)

    def part_before(self, whole: Stretch) -> tuple[Stretch, int]:
        """What "early", "in the middle of", «в конце» before a month, quarter, season or year leaves of it, and the length of those
        words in tokens; the whole and 0 where none stand there. Thirds, or halves where halves are named; never a day's."""
        found = self.lexicon.phrases("calendar", "part.", backwards=True).match(self.words, whole.first - 1)
        if found is None or whole.grain not in ("month", "quarter", "season", "year"):
            return whole, 0
        name, length = found
        start, end = _part_of(whole, *_PARTS[name])
        return replace(whole, start=start, end=end, vague=whole.vague or name not in _HALVES, part=name), length

    def _ordinal(self, at: int) -> int:
        values = [int(value) for role, value in self.lexicon.senses.get(self.tokens.word(at), ()) if role == "ordinal"]
        return values[0] if values else 0

    def _part_of_year(self, first: int) -> Stretch | None:
        """ "The first half of 2019", «в другому кварталі», "Q2 2025"."""
        short = self._short_part(first)
        if short:
            return short
        which = self._ordinal(first)
        if not 1 <= which <= 4:
            return None
        word = self.tokens.word(first + 1)
        size = 0
        if word in self.lexicon.listed("calendar", "grammar.half") and which <= 2:
            size = 6
        elif word in self.lexicon.listed("calendar", "grammar.quarter"):
            size = 3
        year, last = self._year_after(first + 2)
        if not size or (size == 6 and not year and word in self.lexicon.listed("calendar", "grammar.half_dated")):
            return None
        return self._part(first, last, (which - 1) * size + 1, size, year)

    def _short_part(self, first: int) -> Stretch | None:
        word = self.words[first]
        size = {"h": 6, "q": 3}.get(word, 0)
        which = self.number(first + 1) if size and self.tokens.glued(first + 1) else 0
        if not size or not 1 <= which <= 12 // size:
            return None
        year, last = self._year_after(first + 2)
        return self._part(first, last, (which - 1) * size + 1, size, year)

    def _part(self, first: int, last: int, month: int, size: int, year: int) -> Stretch:
        dated = bool(year)
        if not year:  # the latest that was over, or nearly over, on the day of publication
            year = self.dateline.year - (month + size - 1 > self.dateline.month)
        start, end = months(year, month, month + size - 1)
        return Stretch(first, last, start, end, "quarter", dated, year)

    def _first_months(self, first: int) -> Stretch | None:
        """ "The first nine months (of 2024)"."""
        phrases = self.lexicon.phrases("calendar", "grammar.first_n", "grammar.last_n")
        found = phrases.match(self.words, first)
        if found is None:
            return None
        at = first + found[1]
        count = self.number(at)
        if count < 0:
            senses = dict(self.lexicon.senses.get(self.tokens.word(at), ()))
            count = int(senses.get("unit", senses.get("teen", -1)))
        if not 1 <= count <= 11 or self.tokens.word(at + 1) not in self.lexicon.listed("calendar", "grammar.months"):
            return None
        year, last = self._year_after(at + 2)
        if found[0] == "last_n" and not year:
            return None
        return self._part(first, last, 1 if found[0] == "first_n" else 13 - count, count, year)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _part_of(whole: Stretch, which: int, of: int) -> tuple[date, date]:
    """The nth of so many parts: of a month ten days, or fifteen; of anything longer so many of its months."""
    if whole.grain == "month":
        size = 30 // of
        start = whole.start + timedelta(days=which * size)
        return start, (whole.end if which == of - 1 else start + timedelta(days=size - 1))
    count = (whole.end.year - whole.start.year) * 12 + whole.end.month - whole.start.month + 1
    return _months_from(whole.start, which * count // of), _months_from(
        whole.start, (which + 1) * count // of
    ) - timedelta(days=1)


def _months_from(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)
