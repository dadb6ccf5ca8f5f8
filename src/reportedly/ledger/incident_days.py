"""When an occurrence was, as an English report tells it: dates as written, and weekdays seen from the day of publication."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DATE = re.compile(
    r"\b(jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)\s+(\d{1,2})(?:st|nd|rd|th)?\b(?:,?\s+((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(last )?({'|'.join(_WEEKDAYS)})s?\b", re.IGNORECASE)
_NEAR_DAYS = (
    (re.compile(r"\b(?:yesterday|last night)\b", re.IGNORECASE), 1),
    (re.compile(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", re.IGNORECASE), 0),
)
_WEEKEND = re.compile(r"\b(?:over the|this past|last|this) weekend\b", re.IGNORECASE)
"""Taken for its Sunday, or for the Saturday where it is told on Sunday."""
_EVENT = re.compile(
    r"\b(?:shot|shoots?|shootings?|gunned|gunfire|gunshots?|killed|killing|wound(?:ed|ing)|fatal(?:ly)?|slain|died|death|injured"
    r"|happened|occurred|attack(?:ed)?|stabb(?:ed|ing)|explosion|crash(?:ed)?|opened fire|fired|found)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:happened|occurred|took place|responded to|(?:around|about|before|after|at|past) \d{1,2}(?::\d\d)? ?[ap]\.?m)\b",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"\b(?:arrest(?:ed)?|charged|court|sentenced?d?|convicted|trial|hearing|plead(?:ed)?|pled|arraign\w*|updated|posted"
    r"|published|vigil|funeral|press|conference|announced|released|identified|indicted|copyright)\b",
    re.IGNORECASE,
)
_SAID_THEN = re.compile(
    r"\b(?:said|told|says|announced|reported|arrested|charged|court|sentenced|convicted|updated|posted|published|custody|guilty|identified)(?: on| late| early)? $",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b([ap])\.m\b\.?")
"""So that "9 p.m. Saturday" stays in one sentence."""
_SENTENCE = re.compile(r"[^.!?\n]+(?:\.(?=\S|\s[a-z\d])[^.!?\n]*)*[.!?\n]?")
_PUBLISHED = 0.2
"""What the day of publication weighs by itself, where a report names no day near the words for the occurrence."""


def days_told(title: str, text: str, published: date) -> tuple[tuple[date, float], ...]:
    """Days that the occurrence may have had, likeliest first, with weights. The last resort is the day of publication."""
    weights: dict[date, float] = defaultdict(float)
    weights[published] = _PUBLISHED
    for number, found in enumerate(_SENTENCE.finditer(_HOUR.sub(r"\1m", f"{title}\n{text}"))):
        sentence, early = found.group(), 1.0 / (1 + number / 12)
        for start, end, day, clear in _days(sentence, published):
            weights[day] += early * clear * _near_event(sentence, start, end)
    return tuple(sorted(weights.items(), key=lambda e: (-e[1], e[0])))


def _days(sentence: str, published: date) -> Iterator[tuple[int, int, date, float]]:
    for found in _DATE.finditer(sentence):
        day = _dated(found, published)
        if day is not None:
            yield found.start(), found.end(), day, 1.6 if found[3] else 1.3
    for found in _WEEKDAY.finditer(sentence):
        back = (published.weekday() - _WEEKDAYS.index(found[2].lower())) % 7
        yield found.start(), found.end(), published - timedelta(back or (7 if found[1] else 0)), 1.0
    for found in _WEEKEND.finditer(sentence):
        yield found.start(), found.end(), published - timedelta((published.weekday() - 6) % 7 or 1), 0.5
    for pattern, back in _NEAR_DAYS:
        for found in pattern.finditer(sentence):
            yield found.start(), found.end(), published - timedelta(back), 0.7


def _dated(found: re.Match[str], published: date) -> date | None:
    """The date as written; without a year, the last one that was not after publication."""
    month, number = _MONTHS.index(found[1][:3].lower()) + 1, int(found[2])
    try:
        day = date(int(found[3]) if found[3] else published.year, month, number)
        if not found[3] and day > published:
            day = date(published.year - 1, month, number)
    except ValueError:
        return None
    return day if day <= published + timedelta(1) else None


def _near_event(sentence: str, start: int, end: int) -> float:
    """How surely the day is the occurrence's: by the words for it near the day, and by words for what came after."""
    if _SAID_THEN.search(sentence[max(0, start - 18) : start]):
        return 0.15
    event = min((_gap(m, start, end) for m in _EVENT.finditer(sentence)), default=None)
    after = min((_gap(m, start, end) for m in _AFTERWARDS.finditer(sentence)), default=None)
    if _HAPPENED.search(sentence):
        return 1.6
    if event is None:
        return 0.3 if after is None else 0.1
    return 1.0 if after is None or event <= after else 0.35


def _gap(found: re.Match[str], start: int, end: int) -> int:
    return max(found.start() - end, start - found.end(), 0)
