"""Russian and Ukrainian names in their cases, for `build_gazetteer.py`; by hand only, not at run time.

The rules are our own: `places/endings.tsv` tells by a word's ending how it is declined. A name may get forms that
nobody uses (both genders of «Казань»), which does no harm, since no text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from pathlib import Path

CASES = 5
"""Genitive, dative, accusative, instrumental, locative."""
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -'’.")
UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя -'’ʼ.")
CLASSES = {"V": "аеёиоуыэюяіїє", "C": "бвгґджзклмнпрстфхцчшщ"}
JOINING = frozenset({"и", "і", "й", "та"})
BEFORE_FIXED = frozenset({"на", "над", "под", "під", "при", "в", "у"})
# After these a name stands as it is: «в Республике Алтай», «из Соединённых Штатов Америки».
HEADS = frozenset(
    {
        "республика",
        "республіка",
        "штаты",
        "штати",
        "сектор",
        "остров",
        "острів",
        "острова",
        "острови",
        "мыс",
        "мис",
        "берег",
        "королевство",
        "королівство",
        "территория",
        "територія",
        "организация",
        "організація",
        "село",
        "селище",
        "посёлок",
        "поселок",
        "селение",
        "совхоз",
        "станция",
        "станція",
        "город",
        "місто",
    }
)
ADJECTIVAL = ("ый", "ий", "ой", "ая", "ое", "ые", "ій", "ська", "цька", "ське", "цьке")

PLACES = Path(__file__).parent / "places"

Forms = tuple[tuple[str, ...], ...]
"""A word's forms, by case."""


@dataclass(frozen=True)
class Ending:
    """A line of the table: words of `shape` (what stays of them is its first group) take `endings`, case by case."""

    shape: re.Pattern[str]
    sort: str
    endings: Forms

    def forms(self, word: str, stem: str) -> Forms:
        return tuple(tuple(word if end == "=" else stem + end for end in case) for case in self.endings)


@cache
def endings(language: str) -> tuple[Ending, ...]:
    lines = (PLACES / "endings.tsv").read_text("utf-8").splitlines()
    cells = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(_ending(pattern, sort, cases) for code, pattern, sort, *cases in cells if code == language)


def _ending(pattern: str, sort: str, cases: list[str]) -> Ending:
    for letter, members in CLASSES.items():
        pattern = pattern.replace(f"[{letter}", f"[{members}").replace(letter, f"[{members}]")
    kept, cut = pattern.split("/")
    start = "" if kept.startswith("^") else ".*"
    shape = re.compile(f"({start}{kept.removeprefix('^')}){cut}")
    made = tuple(tuple("" if end == "0" else end for end in case.split(",")) for case in cases or ["="] * CASES)
    return Ending(shape, sort, made)


@cache
def plain_words() -> frozenset[str]:
    """Words so common that no form of a place name may be one of them."""
    lines = (PLACES / "plain_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def word_forms(word: str, language: str, sorts: frozenset[str]) -> Forms | None:
    """The forms of a word in lower case by the first line of one of these sorts that fits it."""
    for ending in endings(language):
        found = ending.shape.fullmatch(word) if ending.sort in sorts else None
        if found:
            return ending.forms(word, found[1])
    return None


def whole(word: str) -> Forms:
    return ((word,),) * CASES


def last_forms(word: str, language: str) -> Forms:
    return word_forms(word, language, frozenset({"noun", "adjective", "fixed"})) or whole(word)


def leading_forms(word: str, language: str, last: str) -> Forms:
    """Forms of a word before another: an adjective agrees, a noun is declined only before an adjective («Гута Потіївська»)."""
    if last.endswith(ADJECTIVAL) and not word.endswith(ADJECTIVAL):
        return last_forms(word, language)
    return word_forms(word, language, frozenset({"lead", "adjective", "fixed"})) or whole(word)


def forms_of(name: str, language: str) -> set[str]:
    """All forms of a name: «Нижний Новгород» bends both words, «Ростов-на-Дону» and «Республика Алтай» the first only."""
    words = name.replace("’", "'").replace("ʼ", "'").split(" ")
    bent = [forms for group in groups(words) for forms in group_forms(group, language)]
    return {name} | {" ".join(made) for case in range(CASES) for made in product(*(forms[case] for forms in bent))}


def groups(words: list[str]) -> Iterator[list[str]]:
    """The words between «и», «та», which are declined each for themselves."""
    group: list[str] = []
    for word in words:
        if word in JOINING:
            yield from ([group] if group else [])
            yield [word]
            group = []
        else:
            group.append(word)
    yield from ([group] if group else [])


def group_forms(words: list[str], language: str) -> list[Forms]:
    low = [word.lower() if not word.isupper() else word for word in words]
    stops = (i for i, (word, after) in enumerate(pairwise(low)) if word in HEADS or after in BEFORE_FIXED)
    end = next(stops, len(low) - 1)
    leading = [hyphened(word, language, low[end]) for word in low[:end]]
    return [*leading, hyphened(low[end], language), *map(whole, low[end + 1 :])]


def hyphened(word: str, language: str, last: str | None = None) -> Forms:
    """A word with its parts: of «Ростов-на-Дону» the head is bent, of «Ивано-Франковск» the end, of
    «Каменск-Уральский» both. `last` is the word that it leads up to, if any. Abbreviations (США) stay."""
    if word.isupper() or word in JOINING:
        return whole(word)
    *parts, tail = word.split("-")
    if not parts:
        return last_forms(word, language) if last is None else leading_forms(word, language, last)
    if len(parts) > 1 and parts[1] in BEFORE_FIXED:
        head = last_forms(parts[0], language)
        return joined([head, *map(whole, [*parts[1:], tail])])
    first = [whole(part) for part in parts]
    if len(parts) == 1 and agreeing(parts[0], tail):
        first = [tuple((*case, parts[0]) for case in last_forms(parts[0], language))]
    return joined([*first, last_forms(tail, language)])


def agreeing(head: str, tail: str) -> bool:
    """Whether both parts may be declined: «Каменск-Уральский», «Новая-Ляля», but not «Ханты-Мансийский»."""
    return head.endswith(ADJECTIVAL) or (tail.endswith(ADJECTIVAL) and head[-1] not in "оеиыі")


def joined(parts: list[Forms]) -> Forms:
    return tuple(tuple("-".join(made) for made in product(*(forms[case] for forms in parts))) for case in range(CASES))


def all_forms(name: str) -> set[str]:
    """Forms in Russian, in Ukrainian or in both, as the letters allow, in lower case beside the name itself.

    >>> sorted(all_forms("Київ"))
    ['Київ', 'києва', 'києвом', 'києву', 'києві', 'київ']
    """
    letters = set(name.lower())
    found: set[str] = set()
    if letters <= RUSSIAN:
        found |= forms_of(name, "ru")
    if letters <= UKRAINIAN:
        found |= forms_of(name, "uk")
    return found - (plain_words() - {name.lower()})


def cyrillic(names: Iterable[str]) -> set[str]:
    """Those names that are Russian or Ukrainian by their letters."""
    return {
        n
        for n in names
        if len(n) > 2
        and n[0].isupper()
        and (set(n.lower()) <= RUSSIAN or set(n.lower()) <= UKRAINIAN)
        and any("а" <= c <= "я" for c in n.lower())
    }
