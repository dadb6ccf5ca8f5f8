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
    DIRECTIONS,
    DOING,
    GENERIC,
    LOCATING,
    NEVER,
    NOT_NAMES,
    NOUNS_NOT,
    OFFICES,
    OFFICES_LOW,
    PLACE_NOUNS,
    SITES,
    SITES_BEFORE,
    STREETS,
    TITLES,
)
from reportedly.types import Gazetteer, Place

Candidates = tuple[tuple[Place, float], ...]

_CAP = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_a-zа-яёіїєґ](?:['’ʼ](?!s\b)(?=[^\W\d_])|[^\W\d_])*")
_GAP = re.compile(rf"(?:\s{{1,20}}|[-‑]|\.\s)(?:{CONNECTING}(?:\s|[-‑]))?")
_INITIAL = re.compile(r"\b[A-Z]\. $")
_BEFORE = re.compile(r"([^\W\d_]+)\.?[\s«“\"(]{1,3}$")
_AFTER = re.compile(r"\s{1,20}([^\W\d_]+)")
_CALLED = re.compile(
    r"\b(?:town|city|village|hamlet|suburb|municipality|township|towns|villages|cities|suburbs)s? of (?:[A-Z]\w+ and )?$"
    r"|(?:посёлке|поселке|поселок|посёлок|деревне|деревня|селе|село|городе|город|станице|селищі|селище|місті|місто) $"
)
_CALLED_AFTER = re.compile(r" (?:county|province|village|neighbou?rhood|prefecture|borough|township|suburb)\b")
_REGION_NOUN = re.compile(
    r"\s((?:област|краї?)(?:[иьеюіяй]|ью|ям|ями|ях|ей|ем|ев|ом|ю)?|республик\w{1,3}|автономн\w+ \w+|народн\w+ республик\w{1,3}"
    r"|regions?|[Oo]blasts?|krai|territory)\b"
)
_SHARED_NOUN = re.compile(r"(?:,| и| та| і| й) [А-ЯІЇЄҐ]\w+(?:кой|кая|кую|ких|ким|кими|кою|кій|ька|ьку|ької)(?: и| та| і)?[^.]{0,30} (?:област|кра)")
_ENOUGH = 0.62
_STRONG = 0.77
_LONGEST = 5


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words that may name a place: where, which places, how firm (above `_ENOUGH` it is one), and as what.

    `role`: name, adjective ("Turkish"), or site (a street or building that no gazetteer has).
    `held`: it stands beside the place that contains it ("Paris, Texas"); `listed`: it stands in a list of places.
    """

    start: int
    end: int
    words: str
    candidates: Candidates
    firm: float = 0.0
    role: str = "name"
    held: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class _Caps:
    """A text's capitalised words, in order, and what is known of the whole text."""

    text: str
    spans: tuple[tuple[int, int], ...]
    lower: frozenset[str]
    persons: frozenset[str]


def sightings(text: str, language: str, gazetteer: Gazetteer) -> list[Sighting]:
    """All places named in `text`, in order, without overlaps."""
    caps = _capitals(text)
    found = [s for s in _matches(caps, language, gazetteer)]
    found = _with_holders(caps.text, found)
    weighed = [s if s.role != "name" or s.firm else replace(s, firm=_firmness(s, caps)) for s in found]
    return [_with_direction(s, caps) for s in _settled(weighed)]


def _capitals(text: str) -> _Caps:
    spans = tuple(m.span() for m in _CAP.finditer(text))
    lower = frozenset(re.findall(r"(?<![^\W\d_])[a-z]{3,}", text))
    return _Caps(text, spans, lower, frozenset(_persons(text, spans)))


def _persons(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Words that stand after a given name or a title somewhere in the text, and given names before a surname."""
    names = given_names()
    for (start, end), (start2, end2) in zip(spans, spans[1:], strict=False):
        if text[end:start2] not in (" ", ". "):
            continue
        word, after = text[start:end], text[start2:end2]
        if after in OFFICES or after in SITES or after in NOT_NAMES:
            continue
        if word in names:
            yield word
            yield after
        elif word.lower() in TITLES:
            yield after


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
    site = _site_at(caps, at) or _named_as_place(caps, at)
    last = min(_reach(caps, at), at + _LONGEST - 1)
    for end_at in range(last, at - 1, -1):
        start, end = caps.spans[at][0], caps.spans[end_at][1]
        words = caps.text[start:end]
        if words in NEVER:
            return None, end_at - at + 1
        known = _known(caps, start, end, words, language, gazetteer)
        if known is None:
            continue
        if site is not None and site.end > known.end:
            return _sited(site, known), _words_within(caps, at, site.end)
        return known, _words_within(caps, at, known.end)
    return (site, _words_within(caps, at, site.end)) if site is not None else (None, 1)


def _sited(site: Sighting, known: Sighting) -> Sighting:
    """A building that bears a town's name is in that town; a street that does may be anywhere."""
    last = site.words.rsplit(" ", 1)[-1]
    return site if last in STREETS or known.role != "name" else replace(site, candidates=known.candidates)


def _named_as_place(caps: _Caps, at: int) -> Sighting | None:
    """A name that no gazetteer has but the text calls a place ("the village of Xolto", "Xolto county")."""
    start, end = caps.spans[at]
    text = caps.text
    words = text[start:end]
    if not _called_place(text, start, end) or words in NOT_NAMES or words in GENERIC or len(words) < 3:
        return None
    return Sighting(start, end, words, (), 0.7, "site")


def _called_place(text: str, start: int, end: int) -> bool:
    return bool(_CALLED.search(text[max(0, start - 30) : start]) or _CALLED_AFTER.match(text, end))


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
    if words in GENERIC or words in NOT_NAMES:
        return None
    if text[end : end + 1] == "." and len(words) < 6:
        dotted = tuple(gazetteer.candidates(words + ".", language))
        if dotted and (_after_comma(text, start) or "." in words):
            return Sighting(start, end + 1, words + ".", dotted)
    if len(words) < 3 and not (words in ("US", "UK") or _after_comma(text, start)):
        return None
    if len(words) <= 3 and "." not in words and _is_code(gazetteer, words, language) and not words.isupper():
        return None
    plain = " ".join(words.split())
    region = _region(text, start, end, plain, language, gazetteer)
    if region is not None:
        return region
    made = tuple(gazetteer.adjectives(plain, language)) if words[0].isascii() else ()
    if made and _stands_before_noun(text, end):
        return Sighting(start, end, words, made, 1.0, "adjective")
    found = tuple(gazetteer.candidates(plain, language))
    if made:
        found = tuple(pair for pair in found if pair[0].kind != "city")
    return Sighting(start, end, words, found) if found else None


def _region(
    text: str, start: int, end: int, plain: str, language: str, gazetteer: Gazetteer
) -> Sighting | None:
    """A region named by an adjective and a noun: «Донецкой области», "Donetsk region", «Донецкой и Луганской областей».

    In Russian and Ukrainian the noun belongs to the name as written, in English it does not.
    """
    after = _REGION_NOUN.match(text, end)
    if after is None:
        shared = _SHARED_NOUN.match(text, end)
        found = tuple(gazetteer.adjectives(plain, language)) if shared else ()
        return Sighting(start, end, plain, found, 0.9) if found else None
    noun = after.group(1)
    for name in (noun, "области", "області", "край") if noun[0] > "z" else (noun.lower().rstrip("s"),):
        found = tuple(pair for pair in gazetteer.candidates(f"{plain} {name}", language) if pair[0].kind == "region")
        if found:
            stop = after.end() if noun[0] > "z" else end
            return Sighting(start, stop, text[start:stop], found, 0.9)
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
    if first in NOT_NAMES or first in GENERIC or (first in SITES and first not in SITES_BEFORE):
        return None
    best = None
    for n in range(at + 1, min(at + 6, len(spans))):
        gap = text[spans[n - 1][1] : spans[n][0]]
        if gap not in (" ", "-") and not (first == "St" and gap in (". ", "'s ", "’s ")):
            break
        if text[slice(*spans[n])] in SITES:
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
        if gap in (", ", " and ", ", and ", " и ", " та ", " і ", " й "):
            out[n], out[n + 1] = replace(here, listed=_plain(there)), replace(there, listed=_plain(here))
            here, there = out[n], out[n + 1]
        if gap.strip(" ") != "," or here.role != "name" or there.role != "name":
            continue
        inside = _inside(here.candidates, there.candidates)
        if inside:
            out[n] = replace(here, candidates=inside, held=True)
            holders = {p.within for p, _ in inside} | {f"country:{p.country}" for p, _ in inside}
            kept = tuple(pair for pair in there.candidates if pair[0].id in holders)
            out[n + 1] = replace(there, candidates=kept or there.candidates, held=True)
    return out


def _plain(seen: Sighting) -> bool:
    """Whether the name is surely a place by itself, so that it speaks for its neighbours in a list."""
    return seen.role == "name" and seen.candidates[0][1] >= _ENOUGH


def _inside(parts: Candidates, wholes: Candidates) -> Candidates:
    ids = {place.id for place, _ in wholes if place.kind in ("country", "region", "district")}
    return tuple(pair for pair in parts if pair[0].within in ids or (f"country:{pair[0].country}" in ids and pair[0].id not in ids))


def _firmness(seen: Sighting, caps: _Caps) -> float:
    """How likely the words name a place here: what the name is by itself, and what stands beside it."""
    if seen.held:
        return 1.0
    before, lifted = _word_before(caps.text, seen.start)
    after = _cap_after(caps, seen.end)
    located = before.lower() in LOCATING or before.lower() in PLACE_NOUNS
    if not located and _is_person(seen, caps, before, after):
        return 0.0
    base = seen.candidates[0][1]
    score = base + ((0.25 if seen.words[0].isascii() else 0.35) if located else 0.0) + (0.4 if _called_place(caps.text, seen.start, seen.end) else 0.0)
    score += (0.2 if seen.listed else 0.0) + (0.15 if " " in seen.words or "-" in seen.words else 0.0)
    weight = 0.2 if base >= _STRONG else 1.0
    if before[:1].isupper() and not lifted and before not in NOT_NAMES:
        score -= 0.4 * weight
    if after and after not in OFFICES and after not in NOT_NAMES:
        score -= 0.35 * weight
    if "." in seen.words:
        return base + 0.2
    if base < _STRONG:
        score -= _weakened(seen, caps, before, located)
    return score


def _weakened(seen: Sighting, caps: _Caps, before: str, located: bool) -> float:
    """What speaks against a lesser name: the text has it as a plain word, "the" before it, a person's doing after."""
    lost = 0.3 if seen.words.lower() in caps.lower else 0.0
    lost += 0.2 if before == "the" else 0.0
    after = _AFTER.match(caps.text, seen.end)
    return lost + (0.2 if not located and after is not None and after.group(1) in DOING else 0.0)


def _with_direction(seen: Sighting, caps: _Caps) -> Sighting:
    """"North London" is a name as written; "north London" is London."""
    before, _ = _word_before(caps.text, seen.start)
    if before not in DIRECTIONS or seen.role != "name" or seen.candidates[0][0].kind != "city":
        return seen
    start = seen.start - len(before) - 1
    if caps.text[start : seen.start] != before + " ":
        return seen
    return replace(seen, start=start, words=caps.text[start : seen.end])


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
    large = seen.candidates[0][0].kind in ("country", "region")
    if before in given_names() or _INITIAL.search(caps.text[max(0, seen.start - 4) : seen.start]):
        return True
    if before.lower() in TITLES and before.lower() not in OFFICES_LOW and not large:
        return True
    if seen.words in given_names() and (seen.words in caps.persons or (after and after not in OFFICES)):
        return True
    return seen.words in caps.persons and not large


def _settled(found: list[Sighting]) -> list[Sighting]:
    """The firm ones; a name that is firm once is taken where it is only a little weaker elsewhere."""
    found = [s for s in found if s.held or len(s.words) > 2 or s.words in ("US", "UK")]
    sure = {s.words for s in found if s.firm >= _ENOUGH + 0.15}
    return [s for s in found if s.firm >= _ENOUGH or (s.words in sure and s.firm >= _ENOUGH - 0.3)]


@cache
def enough() -> float:
    """The firmness from which words are taken for a place's name."""
    return _ENOUGH
