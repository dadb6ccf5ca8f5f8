"""The words that the gate knows, a module of tables per language: numbers, qualifiers, units, hedges, cues.

A new language is a new table here; no rule of the gate names a word of a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportedly.types import Qualifier

Words = tuple[str, ...]
"""Alternatives, each a piece of a regular expression that fits whole words in lower case."""

Families = tuple[tuple[str, Words], ...]
"""Classes and the words that belong to each, first match wins."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's tables. `cardinals` and `magnitudes` map inflected number words to values.

    `vague` are plural magnitudes and their like ("dozens"); `before` and `after` the qualifiers by side; `units` what is
    counted; `deeds` what is said to have happened to it; `firm` words that claim confirmation; `needs` words of need or
    plan; `cues` words that bring a source; `months` stems in order of the calendar; `repeating`
    verbs of those who only repeat; `small` words that say nothing of a scope; `refers` words that point back at a group;
    `wide` countries, which a desk may add to a place that lies in one; `needed` words of need that follow a number;
    `offices` kinds of speakers that have no name of their own; `lasting` lengths of time without a date; `tellings` verbs
    of counting and finding out; `parted` places that are part of a town or a region, `whole` those that hold many;
    `only` words that limit a search; `paired` words before the first of two ("both"); `admitted` words of those who give
    in; `inside` prepositions, after which nothing is counted; `coming` verbs of
    what is yet to happen; `determiners` words of
    zero before a noun; `moment` words of
    a day up to which was counted; `head_last` says that of two nouns the last one is counted ("drone strikes").
    """

    language: str
    cardinals: Mapping[str, float]
    magnitudes: Mapping[str, int]
    vague: tuple[tuple[Qualifier, Words], ...]
    none: Words
    fractions: tuple[tuple[float, Words], ...]
    majority: Words
    percent: Words
    ratios: Words
    before: tuple[tuple[Qualifier, Words], ...]
    after: tuple[tuple[Qualifier, Words], ...]
    joiners: Words
    range_open: Words
    range_join: Words
    one: Words
    units: Families
    deeds: Families
    several: Words
    parties: Words
    hedges: Families
    firm: Words
    repeated: Words
    needs: Words
    cues: Words
    cues_after: Words
    scope: Words
    since: Words
    absence: Words
    months: Words
    year_before: Words
    year_after: Words
    spans: Words
    designations: Words
    halves: tuple[tuple[str, Words], ...]
    change: Words
    total: Words
    moved: Words
    money: Words
    measures: Words
    rates: Families
    repeating: Words
    small: Words
    refers: Words
    locative: Words
    wide: Words
    needed: Words
    offices: Families
    lasting: Families
    tellings: Words
    parted: Words
    whole: Words
    only: Words
    paired: Words
    admitted: Words
    inside: Words
    coming: Words
    determiners: Words
    moment: Words
    head_last: bool = False

    def __hash__(self) -> int:
        return hash(self.language)


def either(words: Words) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


@cache
def pattern(words: Words) -> re.Pattern[str]:
    """Whole words of a table, in any case; words that never occur fit nothing."""
    return re.compile(rf"(?<!\w){either(words)}(?!\w)" if words else r"(?!)", re.IGNORECASE)


def lexicon(language: str) -> Lexicon:
    """The tables of a language (ISO 639-1); English where there are none.

    >>> lexicon("uk").language
    'uk'
    """
    from reportedly.press.lexicon import en, ru, uk

    return {"ru": ru.LEXICON, "uk": uk.LEXICON}.get(language, en.LEXICON)


def language_of(text: str) -> str:
    """Which of the tables fits a text, by its script and the letters that only one language has.

    >>> language_of("Щонайменше 800 військових")
    'uk'
    """
    cyrillic = len(re.findall(r"[а-яёіїєґ]", text, re.IGNORECASE))
    if cyrillic <= len(re.findall(r"[a-z]", text, re.IGNORECASE)):
        return "en"
    ukrainian = len(re.findall(r"[іїєґ]", text, re.IGNORECASE))
    return "uk" if ukrainian > len(re.findall(r"[ыэъё]", text, re.IGNORECASE)) else "ru"
