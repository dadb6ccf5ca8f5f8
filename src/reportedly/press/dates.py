"""Dates in a text: the stretches whose numbers are no counts, and the periods that the words speak of."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from reportedly.press.lexicon import Lexicon, either, lexicon
from reportedly.types import Period, Span

_YEAR = r"(?:19|20)\d\d"


@dataclass(frozen=True, slots=True)
class Dated:
    """A stretch of text that names days. `since` and `until` say that only one end is named."""

    span: Span
    period: Period


def no_counts(text: str, language: str) -> tuple[Span, ...]:
    """Where the numbers of a text are no counts: dates in full, years, hours, article numbers, names with digits, links.

    A bare year-like number before a noun of count ("2024 soldiers") is not among them.

    >>> [span.of("On 10 June 2024 under Article 337") for span in no_counts("On 10 June 2024 under Article 337", "en")]
    ['10 June 2024', 'Article 337']
    """
    closed, found = _closed(language), list[Span]()
    for start, end in _around_digits(text):
        found += [Span(match.start(), match.end()) for match in closed.finditer(text, start, end)]
    return tuple(found)


def _around_digits(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that are near a digit: all else has no date and need not be searched."""
    found: list[tuple[int, int]] = []
    for match in re.finditer(r"\S*\d\S*", text):
        start, end = max(0, match.start() - _NEAR), min(len(text), match.end() + _NEAR)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


_NEAR = 64
"""Letters around a digit that may belong to its date or say what it counts."""


def periods(text: str, language: str, near: date | None = None) -> tuple[Dated, ...]:
    """The days, months, years, halves and quarters that a text names, in order; a month without a year takes the last
    such month before `near`, and is passed over where that is unknown.

    >>> periods("in March 2024", "en")[0].period.end
    datetime.date(2024, 3, 31)
    """
    found = []
    for match in spoken(language).finditer(text):
        period = _period(match, lexicon(language), near)
        if period is not None:
            found.append(Dated(Span(match.start(), match.end()), period))
    return tuple(found)


def _period(match: re.Match[str], words: Lexicon, near: date | None) -> Period | None:
    year = next((int(match[name]) for name in ("y0", "y1", "y2", "y3", "y4", "y5") if match[name]), None)
    month = next((_month(match[name], words) for name in ("m1", "m2", "m3") if match[name]), None)
    if match["iso"]:
        return _day(int(match["y0"]), int(match["im"]), int(match["id"]))
    if match["half"] and year:
        return _part(match["half"], year, words)
    if month is None:
        return Period(date(year, 1, 1), date(year, 12, 31), match[0]) if year else None
    if year is None:
        if near is None:
            return None
        year = near.year if month <= near.month else near.year - 1
    day = next((int(match[name]) for name in ("d1", "d2") if match[name]), None)
    return _day(year, month, day) if day else Period(date(year, month, 1), _last(year, month), match[0])


def _part(written: str, year: int, words: Lexicon) -> Period | None:
    for name, forms in words.halves:
        if re.fullmatch(either(forms), written.strip(), re.IGNORECASE):
            first, months = (int(name[1]) - 1) * (6 if name[0] == "H" else 3) + 1, 6 if name[0] == "H" else 3
            return Period(date(year, first, 1), _last(year, first + months - 1), written)
    return None


def _day(year: int, month: int, day: int) -> Period | None:
    try:
        return Period(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _last(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month(word: str, words: Lexicon) -> int | None:
    return next((n for n, stem in enumerate(words.months, 1) if re.fullmatch(stem, word, re.IGNORECASE)), None)


@cache
def spoken(language: str) -> re.Pattern[str]:
    """All ways in which a text names days, months, years, halves and quarters."""
    words = lexicon(language)
    month = either(words.months)
    half = either(tuple(form for _, forms in words.halves for form in forms))
    year_after = either(words.year_after)
    return re.compile(
        rf"(?<!\w)(?:(?P<iso>(?P<y0>{_YEAR})-(?P<im>\d\d)-(?P<id>\d\d))"
        rf"|(?P<half>{half})\s+(?P<y1>{_YEAR})"
        rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|-?го)?(?:\s+of)?\s+(?P<m1>{month})(?:,?\s+(?P<y2>{_YEAR}))?"
        rf"|(?P<m2>{month})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d,]\d|\s+{_counted(words)})(?:,?\s+(?P<y3>{_YEAR}))?"
        rf"|(?P<m3>{month})(?:,?\s+(?:of\s+)?(?P<y4>{_YEAR}))?"
        rf"|(?P<y5>{_YEAR})(?![\d,.]\d)(?:\s+{year_after})?)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _closed(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    month, counted = either(words.months), _counted(words)
    before, after = either(words.year_before), either(words.year_after)
    return re.compile(
        "|".join(
            (
                r"https?://\S+",
                r"\]\([^()\s]*\)",
                r"`[^`\n]*`",
                r"<!--(?:[^-]|-(?!->))*-->",
                rf"(?<!\w){_YEAR}-\d\d-\d\d(?!\w)",
                r"(?<![\w.])\d{1,2}\.\d{1,2}\.\d{4}(?!\w)",
                r"(?<!\w)\d{1,2}[:.]\d{2}(?=\s*(?:a\.?m|p\.?m|UTC|GMT|MSK|o'clock))",
                r"(?<![\w:])\d{1,2}:\d{2}(?![\w:])",
                rf"(?<!\w)\d{{1,2}}(?:st|nd|rd|th|-?го)?(?:\s*(?:[-–]|and|to|и|та|і)\s*\d{{1,2}})?(?:\s+of)?\s+{month}"
                rf"(?:,?\s+{_YEAR})?(?!\w)(?:\s+{after})?",
                rf"(?<!\w){month}\s+\d{{1,2}}(?:st|nd|rd|th)?(?!\w)(?:,\s+{_YEAR}(?!\w)|(?!\s+{counted}))",
                rf"(?<!\w){month},?\s+(?:of\s+)?{_YEAR}(?!\w)(?:\s*[-–]\s*{_YEAR})?(?:\s+{after})?",
                rf"(?<!\w){before}\s+{_YEAR}(?:(?:\s*[-–]\s*|\s+(?:and|to|или|и|та|й|or)\s+){_YEAR})?(?![\w%])(?![,.]\d)",
                rf"(?<!\w){_YEAR}(?:\s*[-–]\s*(?:{_YEAR}|\d\d))?(?:-\w{{1,3}})?\s*{after}(?!\w)",
                rf"(?<![\w,.$€£]){_YEAR}(?:\s*[-–/]\s*(?:{_YEAR}|\d\d))?(?![\w%]|[,.]\d|[-–]\d|\s*{either(words.percent)}|\s+{counted})",
                rf"(?<!\w){_YEAR}s(?!\w)",
                rf"(?<!\w){either(words.designations)}\s*\d+(?:\.\d+)*(?:\s*(?:,|and|or|и|та|і|–|-|\+)\s*(?:{either(words.designations)}\s*)?\d+(?!\w)(?!\s+{counted}))*",
                r"(?<!\w)\d+(?:st|nd|rd|th)(?!\w)",
                r"(?<!\w)\d+-(?:й|я|го|му|м|е|х|ми|ї|ої|а|ти|та|те|ту)(?!\w)",
                r"(?m:^[ \t]*\d+[.)][ \t])",
                r"24/7|9/11|(?<!\w)U\+[0-9A-F]{4,6}",
                r"(?<![\w.])\d+\.[a-z]{2,}(?!\w)",
            )
        ),
        re.IGNORECASE,
    )


def _counted(words: Lexicon) -> str:
    nouns = either(tuple(form for _, forms in words.units for form in forms))
    return rf"(?:[\w-]+\s+){{0,2}}{nouns}(?!\w)"
