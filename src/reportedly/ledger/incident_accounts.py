"""What one report tells of an occurrence, in the shape in which reports of one occurrence are compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.ledger.incident_casualties import Casualties, casualties
from reportedly.ledger.incident_days import days_told
from reportedly.ledger.incident_places import Spot, Town, spots, towns
from reportedly.types import Gazetteer, PlaceMention

_WORD = re.compile(r"[^\W\d_]{3,}|\d{2,}")
_NAMED = re.compile(r"\b([A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?)(?:\s+[A-Z]\.)?\s+([A-Z][a-z]+(?:[-’'][A-Z][a-z]+)?)\b")
_AGE = re.compile(r"\b(\d{1,2})[- ]year[- ]olds?\b|[A-Za-z], (\d{1,2})(?=[,.;])")
_SITE = re.compile(
    r"\b((?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+)(?: (?:\d+(?:st|nd|rd|th)|[A-Z][a-z]+)){0,2})"
    r" (?:Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Place|Parkway|Circle|Way|Terrace)\b"
)
_OPENING = 2600
"""How many characters of a report are compared: what follows is more often about other occurrences, or a page's frame."""
_TITLE_COUNTS = 3


@dataclass(frozen=True, slots=True)
class Account:
    """One report's account: its words and keyed names, sites and ages, its towns and days best first, and its figures."""

    report: str
    outlet: str
    published: date
    words: tuple[tuple[str, int], ...]
    names: frozenset[str]
    sites: frozenset[str]
    ages: frozenset[int]
    spots: tuple[Spot, ...]
    towns: tuple[Town, ...]
    days: tuple[tuple[date, float], ...]
    casualties: Casualties

    @property
    def day(self) -> date:
        """The likeliest day of the occurrence."""
        return self.days[0][0]


def account(
    report: str,
    outlet: str,
    published: date,
    title: str,
    text: str,
    mentions: Sequence[PlaceMention],
    gazetteer: Gazetteer,
) -> Account:
    """A report in English, and the places read in its title, a blank line and its text -> what it tells."""
    opening = text[:_OPENING]
    whole = f"{title}\n\n{opening}"
    named = spots(mentions, title, gazetteer)
    return Account(
        report,
        outlet,
        published,
        _words(title, opening),
        frozenset(f"{a} {b}".lower() for a, b in _NAMED.findall(whole)),
        frozenset(site.lower() for site in _SITE.findall(whole)),
        frozenset(int(a or b) for a, b in _AGE.findall(whole)),
        named,
        towns(named),
        days_told(title, opening, published),
        casualties(title, opening),
    )


def _words(title: str, text: str) -> tuple[tuple[str, int], ...]:
    found = Counter(_WORD.findall(text.lower()))
    for word in _WORD.findall(title.lower()):
        found[word] += _TITLE_COUNTS
    return tuple(sorted(found.items()))
