"""Where a text may name a place: spans of capitalised words that the gazetteer knows, and how firmly they are places."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportedly.read.given_names import given_names
from reportedly.read.place_words import (
    CONNECTING,
    LOCATING,
    NOT_NAMES,
    NOUNS_NOT,
    OFFICES,
    PLACE_NOUNS,
    SITES,
    SITES_BEFORE,
    TITLES,
)
from reportedly.types import Gazetteer, Place

Candidates = tuple[tuple[Place, float], ...]

_CAP = re.compile(r"(?:[A-Z]\.){2,}|(?:Mc|Mac|O['’]|D['’])?[^\W\d_a-zа-яёіїєґ](?:['’ʼ](?!s\b)|[^\W\d_])*", re.UNICODE)
_GAP = re.compile(rf"(?:\s{{1,20}}|[-‑]|\.\s)(?:{CONNECTING}(?:\s|[-‑]))?")
_BEFORE = re.compile(r"([^\W\d_]+)\.?[\s«“\"(]{1,3}$")
_AFTER = re.compile(r"\s{1,20}([^\W\d_]+)")
_ENOUGH = 0.62
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words that may name a place: where, which places, how firm (above `_ENOUGH` it is one), and as what.

    `role`: name, adjective ("Turkish"), or site (a street or building that no gazetteer has).
    `holder` is the number of the sighting that follows after a comma and contains this one ("Paris, Texas").
    """

    start: int
    end: int
    words: str
    candidates: Candidates
    firm: float = 0.0
    role: str = "name"
    held: bool = False


@dataclass(frozen=True, slots=True)
class _Caps:
    """A text's capitalised words, in order, and what is known of the whole text."""

    text: str
    spans: tuple[tuple[int, int], ...]
    lower: frozenset[str]
    surnames: frozenset[str]


def sightings(text: str, language: str, gazetteer: Gazetteer) -> list[Sighting]:
    """All places named in `text`, in order, without overlaps."""
    caps = _capitals(text)
    found = [s for s in _matches(caps, language, gazetteer)]
    found = _with_holders(caps.text, found)
    weighed = [s if s.role != "name" else replace(s, firm=_firmness(s, caps)) for s in found]
    return _settled(weighed)


def _capitals(text: str) -> _Caps:
    spans = tuple(m.span() for m in _CAP.finditer(text))
    lower = frozenset(re.findall(r"(?<![^\W\d_])[a-z]{3,}", text))
    return _Caps(text, spans, lower, frozenset(_surnames(text, spans)))


def _surnames(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Words that stand after a given name or a title somewhere in the text."""
    names = given_names()
    for (start, end), (start2, end2) in zip(spans, spans[1:], strict=False):
        gap = text[end:start2]
        word = text[start:end]
        if gap in (" ", ". ") and (word in names or word.lower() in TITLES) and text[start2:end2] not in OFFICES:
            yield text[start2:end2]


# -- what the gazetteer knows ----------------------------------------------------------------------------------------


def _matches(caps: _Caps, language: str, gazetteer: Gazetteer) -> Iterator[Sighting]:
    at = 0
    while at < len(caps.spans):
        found, used = _match_at(caps, at, language, gazetteer)
        if found is not None:
            yield found
        at += used


def _match_at(caps: _Caps, at: int, language: str, gazetteer: Gazetteer) -> tuple[Sighting | None, int]:
    """The longest name that begins with capitalised word `at`, and how many words to go on."""
    site = _site_at(caps, at)
    last = min(_reach(caps, at), at + _LONGEST - 1)
    for end_at in range(last, at - 1, -1):
        start, end = caps.spans[at][0], caps.spans[end_at][1]
        words = caps.text[start:end]
        known = _known(caps, start, end, words, language, gazetteer)
        if known is None:
            continue
        if site is not None and site.end > known.end:
            return site, _words_within(caps, at, site.end)
        return known, _words_within(caps, at, known.end)
    return (site, _words_within(caps, at, site.end)) if site is not None else (None, 1)


def _words_within(caps: _Caps, at: int, end: int) -> int:
    return max(1, bisect_left(caps.spans, (end, 0), lo=at) - at)


def _reach(caps: _Caps, at: int) -> int:
    """The last capitalised word that may belong to one name with word `at`."""
    last = at
    while last + 1 < len(caps.spans) and last - at < _LONGEST:
        gap = caps.text[caps.spans[last][1] : caps.spans[last + 1][0]]
        if len(gap) > 24 or not _GAP.fullmatch(gap):
            break
        last += 1
    return last


def _known(
    caps: _Caps, start: int, end: int, words: str, language: str, gazetteer: Gazetteer
) -> Sighting | None:
    text = caps.text
    if text[end : end + 1] == "." and len(words) < 6:
        dotted = tuple(gazetteer.candidates(words + ".", language))
        if dotted and (_after_comma(text, start) or "." in words):
            return Sighting(start, end + 1, words + ".", dotted)
    if len(words) < 3 and not (words in ("US", "UK") or _after_comma(text, start)):
        return None
    if len(words) <= 4 and "." not in words and _is_code(gazetteer, words, language) and not words.isupper():
        return None
    found = tuple(gazetteer.candidates(" ".join(words.split()), language))
    if found:
        return Sighting(start, end, words, found)
    made = tuple(gazetteer.adjectives(" ".join(words.split()), language))
    if made and _stands_before_noun(text, end):
        return Sighting(start, end, words, made, 1.0, "adjective")
    return None


def _is_code(gazetteer: Gazetteer, words: str, language: str) -> bool:
    """Whether the words are letters for a name (US, UAE, NSW), which count only in capitals."""
    found = gazetteer.candidates(words, language)
    return bool(found) and len(words) < 4 and all(len(p.name) > 4 for p, _ in found)


def _after_comma(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip() == ","


def _stands_before_noun(text: str, end: int) -> bool:
    if text[end : end + 1] == "-":
        return True
    after = _AFTER.match(text, end)
    if after is None:
        return False
    word = after.group(1)
    if word in ("and", "or"):
        return _stands_before_noun(text, after.end()) or text[after.end() + 1 : after.end() + 2].isupper()
    return word not in NOUNS_NOT


def _site_at(caps: _Caps, at: int) -> Sighting | None:
    """A street, building or landscape named from word `at` on ("Hutcheson Road", "Lake Orchid")."""
    text, spans = caps.text, caps.spans
    first = text[slice(*spans[at])]
    if first in NOT_NAMES or (first in SITES and first not in SITES_BEFORE):
        return None
    best = None
    for n in range(at + 1, min(at + 6, len(spans))):
        gap = text[spans[n - 1][1] : spans[n][0]]
        if not (gap in (" ", ". ", "-") or gap.strip() in ("", "'s", "’s", "of") and len(gap) < 6):
            break
        word = text[slice(*spans[n])]
        if word in SITES:
            best = n
    if best is None:
        return None
    start, end = spans[at][0], spans[best][1]
    return Sighting(start, end, text[start:end], (), 0.9, "site")


# -- how firm --------------------------------------------------------------------------------------------------------


def _with_holders(text: str, found: list[Sighting]) -> list[Sighting]:
    """Names followed by the place that holds them ("Paris, Texas"): only those candidates stay, and the name is firm."""
    out = list(found)
    for n in range(len(found) - 2, -1, -1):
        here, there = found[n], out[n + 1]
        gap = text[here.end : there.start]
        if gap.strip(" ") != "," or here.role != "name" or there.role != "name":
            continue
        inside = _inside(here.candidates, there.candidates)
        if inside:
            out[n] = replace(here, candidates=inside, held=True)
            holders = {p.within for p, _ in inside} | {f"country:{p.country}" for p, _ in inside}
            kept = tuple(pair for pair in there.candidates if pair[0].id in holders)
            out[n + 1] = replace(there, candidates=kept or there.candidates, held=True)
    return out


def _inside(parts: Candidates, wholes: Candidates) -> Candidates:
    ids = {place.id for place, _ in wholes if place.kind in ("country", "region", "district")}
    return tuple(pair for pair in parts if pair[0].within in ids or (f"country:{pair[0].country}" in ids and pair[0].id not in ids))


def _firmness(seen: Sighting, caps: _Caps) -> float:
    """How likely the words name a place here: what the name is by itself, and what stands beside it."""
    if seen.held:
        return 1.0
    base = seen.candidates[0][1]
    strong = base >= 0.77
    before, lifted = _word_before(caps.text, seen.start)
    after = _cap_after(caps, seen.end)
    if _is_person(seen, caps, before, after):
        return 0.0
    score = base
    if before.lower() in LOCATING or before.lower() in PLACE_NOUNS:
        score += 0.25
    if before[:1].isupper() and not lifted and before not in NOT_NAMES:
        score -= 0.1 if strong else 0.4
    if after and after not in OFFICES and after not in NOT_NAMES:
        score -= 0.05 if strong else 0.35
    if not strong and seen.words.lower() in caps.lower:
        score -= 0.3
    return score


def _word_before(text: str, start: int) -> tuple[str, bool]:
    """The word before, and whether a sentence begins with it."""
    window = text[max(0, start - 30) : start]
    found = _BEFORE.search(window)
    if not found:
        return "", False
    ahead = window[: found.start()].rstrip()
    return found.group(1), not ahead or ahead[-1] in ".!?:\"“”"


def _cap_after(caps: _Caps, end: int) -> str:
    n = bisect_left(caps.spans, (end, 0))
    if n < len(caps.spans) and caps.text[end : caps.spans[n][0]] == " ":
        return caps.text[slice(*caps.spans[n])]
    return ""


def _is_person(seen: Sighting, caps: _Caps, before: str, after: str) -> bool:
    country = seen.candidates[0][0].kind == "country"
    if before and (before in given_names() or (len(before) == 1 and before.isupper())) and before != "I":
        return True
    if before.lower() in TITLES and before.lower() not in ("mayor", "president", "governor", "gov", "minister") and not country:
        return True
    if seen.words in given_names() and after and after not in OFFICES:
        return True
    return seen.words in caps.surnames and not country


def _settled(found: list[Sighting]) -> list[Sighting]:
    """The firm ones; a name that is firm once is taken where it is only a little weaker elsewhere."""
    sure = {s.words for s in found if s.firm >= _ENOUGH + 0.15}
    return [s for s in found if s.firm >= _ENOUGH or (s.words in sure and s.firm >= _ENOUGH - 0.3)]


@cache
def enough() -> float:
    """The firmness from which words are taken for a place's name."""
    return _ENOUGH
