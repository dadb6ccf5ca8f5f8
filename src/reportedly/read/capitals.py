"""The capitalised words of a text, who among them is a person, and what stands beside a word."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from reportedly.read.given_names import given_names
from reportedly.read.place_words import GENERIC, LARGE_AND_GIVEN, NOT_NAMES, OFFICES, SITES, SITES_BEFORE, TITLES

_CAP = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_a-zа-яёіїєґ](?:['’ʼ](?!s\b)(?=[^\W\d_])|[^\W\d_])*")
AFTER = re.compile(r"\s{1,20}([^\W\d_]+)")
_CALLED = re.compile(
    r"\b(?:town|city|village|hamlet|suburb|municipality|township|towns|villages|cities|suburbs) of (?:[A-Z]\w+ and )?$"
    r"|\b(?:north|south|east|west|outside|residents?|natives?) of $|\d, (?:of|from) $"
    r"|(?:посёлке|поселке|поселок|посёлок|деревне|деревня|селе|село|городе|город|станице|селищі|селище|місті|місто) $"
)
_CALLING = frozenset(
    {"of", "from", "and", "посёлке", "поселке", "поселок", "посёлок", "деревне", "деревня", "селе", "село", "городе"}
    | {"город", "станице", "селищі", "селище", "місті", "місто"}
)
"""The last words of what `_CALLED` finds, looked at first since it takes longer."""
_CALLED_AFTER = re.compile(r" (?:county|province|village|neighbou?rhood|prefecture|borough|township|suburb)\b")


@dataclass(frozen=True, slots=True)
class Capitals:
    """A text's capitalised words, in order, and what is known of the whole text."""

    text: str
    spans: tuple[tuple[int, int], ...]
    lower: frozenset[str]
    persons: frozenset[str]
    perhaps_persons: frozenset[str]
    unknown: set[str] = field(default_factory=set, compare=False)
    """Words found to be in no gazetteer, kept while the text is read, since most capitalised words are in none."""


def capitals_of(text: str) -> Capitals:
    spans = tuple(m.span() for m in _CAP.finditer(text))
    lower = frozenset(re.findall(r"(?<![^\W\d_])[a-z]{3,}", text))
    persons: set[str] = set()
    perhaps: set[str] = set()
    for name, sure in _persons(text, spans):
        (persons if sure else perhaps).add(name)
    persons -= {name for name in persons & LARGE_AND_GIVEN if _said_as_place(text, name)}
    return Capitals(text, spans, lower, frozenset(persons), frozenset(perhaps))


def _persons(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Words that are names of people in this text, and whether surely: what stands after a given name or a title, and
    given names before a surname; less surely the second of any two capitalised words."""
    names = given_names()
    for (start, end), (start2, end2) in pairwise(spans):
        if text[end:start2] not in (" ", ". "):
            continue
        word, after = text[start:end], text[start2:end2]
        if after in OFFICES or after in SITES or after in NOT_NAMES or after in GENERIC:
            continue
        if word in names:
            yield word, True
            yield after, True
        elif word.lower() in TITLES:
            yield after, True
        elif word not in NOT_NAMES and word not in GENERIC and word not in OFFICES and word not in SITES_BEFORE:
            yield after, False


def _said_as_place(text: str, name: str) -> bool:
    return re.search(rf"\b(?:in|across|state of) {name}\b(?![’'])", text) is not None


def called_place(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 12) : start]
    if before[-1:] != " " or before[:-1].rpartition(" ")[2] not in _CALLING:
        return bool(_CALLED_AFTER.match(text, end))
    return bool(_CALLED.search(text[max(0, start - 30) : start]) or _CALLED_AFTER.match(text, end))


def word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before, and whether a sentence begins with it."""
    low, end = max(0, start - 30), start
    while end > max(low, start - 3) and (text[end - 1].isspace() or text[end - 1] in '«“"('):
        end -= 1
    if end == start:
        return "", False
    last = end - 1 if end > low and text[end - 1] == "." else end
    first = last
    while first > low and text[first - 1].isalpha():
        first -= 1
    if first == last:
        return "", False
    ahead = text[low:first].rstrip()
    return text[first:last], not ahead or ahead[-1] in '.!?:"“”'


def capital_after(caps: Capitals, end: int) -> str:
    n = bisect_left(caps.spans, (end, 0))
    if n < len(caps.spans) and caps.text[end : caps.spans[n][0]] == " ":
        return caps.text[slice(*caps.spans[n])]
    return ""
