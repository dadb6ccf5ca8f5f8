"""Where a text may name a place: spans of capitalised words that the gazetteer knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from reportedly.read.capitals import AFTER, Capitals, called_place, capitals_of, word_before
from reportedly.read.firmness import ENOUGH, Candidates, Sighting, firm_ones
from reportedly.read.given_names import given_names
from reportedly.read.place_words import (
    CONNECTING,
    GENERIC,
    LEADING,
    NEVER,
    NOT_NAMES,
    NOUNS_NOT,
    SITES,
    SITES_BEFORE,
    STREETS,
    SURNAME_SITES,
)
from reportedly.types import Gazetteer

_GAP = re.compile(rf"(?:\s{{1,20}}|[-‑]|\.\s)(?:{CONNECTING}(?:\s|[-‑]))?")
_REGION_NOUN = re.compile(
    r"\s((?:област|краї?)(?:[иьеюіяй]|ью|ям|ями|ях|ей|ем|ев|ом|ю)?|республик\w{1,3}|автономн\w+ \w+|народн\w+ республик\w{1,3}"
    r"|regions?|[Oo]blasts?|krai|territory)\b"
)
_SHARED_NOUN = re.compile(
    r"(?:,| и| та| і| й) [А-ЯІЇЄҐ]\w+(?:кой|кая|кую|ких|ким|кими|кою|кій|ька|ьку|ької)(?: и| та| і)?[^.]{0,30} (?:област|кра)"
)
_TOWN_BEFORE = re.compile(r"\b(?:in|near|of|at|outside) ([A-Z][a-z]\w+(?: [A-Z][a-z]\w+){0,2}), $")
_LIST = re.compile(r", |,? (?:and|or|и|или|та|і|й|або) ")
_LONGEST = 5


def sightings(text: str, language: str, gazetteer: Gazetteer) -> list[Sighting]:
    """All places named in `text`, in order, without overlaps."""
    caps = capitals_of(text)
    found = _with_lists(text, list(_matches(caps, language, gazetteer)))
    return firm_ones(_with_unknown_towns(text, _with_holders(text, found)), caps)


def _matches(caps: Capitals, language: str, gazetteer: Gazetteer) -> Iterator[Sighting]:
    at = 0
    while at < len(caps.spans):
        found, used = _match_at(caps, at, language, gazetteer)
        if found is not None:
            yield found
        at += used


def _match_at(caps: Capitals, at: int, language: str, gazetteer: Gazetteer) -> tuple[Sighting | None, int]:
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


def _named_as_place(caps: Capitals, at: int) -> Sighting | None:
    """A name that no gazetteer has but the text calls a place ("the village of Xolto", "Xolto county")."""
    start, end = caps.spans[at]
    text = caps.text
    words = text[start:end]
    if not called_place(text, start, end) or words in NOT_NAMES or words in GENERIC or len(words) < 3:
        return None
    return Sighting(start, end, words, (), 0.7, "unlisted")


def _words_within(caps: Capitals, at: int, end: int) -> int:
    return max(1, bisect_left(caps.spans, (end, 0), lo=at) - at)


def _reach(caps: Capitals, at: int) -> int:
    """The last capitalised word that may belong to one name with word `at`."""
    last = at
    while last + 1 < len(caps.spans) and last - at < _LONGEST:
        gap = caps.text[caps.spans[last][1] : caps.spans[last + 1][0]]
        if len(gap) > 24 or not _GAP.fullmatch(gap):
            break
        last += 1
    return last


def _known(caps: Capitals, start: int, end: int, words: str, language: str, gazetteer: Gazetteer) -> Sighting | None:
    text = caps.text
    if words in GENERIC or words in NOT_NAMES or words.startswith("University "):
        return None
    if text[end : end + 1] == "." and len(words) < 6:
        dotted = tuple(gazetteer.candidates(words + ".", language))
        if dotted and (_after_comma(text, start) or "." in words):
            return Sighting(start, end + 1, words + ".", dotted)
    if len(words) < 3 and not (words in ("US", "UK") or _is_state_code(text, start, end)):
        return None
    if len(words) <= 3 and "." not in words and _is_code(gazetteer, words, language) and not words.isupper():
        return None
    if words in caps.unknown and not _REGION_NOUN.match(text, end):
        return None
    plain = " ".join(words.split())
    region = _region(text, start, end, plain, language, gazetteer)
    if region is not None:
        return region
    latin = words[0].isascii()
    made = tuple(gazetteer.adjectives(plain, language))
    if made and latin and _stands_before_noun(text, end):
        return Sighting(start, end, words, made, 1.0, "adjective")
    found = tuple(gazetteer.candidates(plain, language))
    if not made and not found:
        caps.unknown.add(words)
    if made and latin:
        found = tuple(pair for pair in found if pair[0].kind != "city")
    return Sighting(start, end, words, found) if found else None


def _region(text: str, start: int, end: int, plain: str, language: str, gazetteer: Gazetteer) -> Sighting | None:
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


def _is_state_code(text: str, start: int, end: int) -> bool:
    """Whether two letters may be a state's: after a comma, and not the first word of another name."""
    return _after_comma(text, start) and not (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


def _after_comma(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].strip() == ","


def _stands_before_noun(text: str, end: int) -> bool:
    if text[end : end + 1] == "-":
        return True
    after = AFTER.match(text, end)
    if after is None:
        return False
    word = after.group(1)
    if word in ("and", "or"):
        return _stands_before_noun(text, after.end()) or text[after.end() + 1 : after.end() + 2].isupper()
    return word not in NOUNS_NOT


def _site_at(caps: Capitals, at: int) -> Sighting | None:
    """A street, building or landscape named from word `at` on ("Hutcheson Road", "Lake Orchid")."""
    text, spans = caps.text, caps.spans
    first = text[slice(*spans[at])]
    if first in NOT_NAMES or first in GENERIC or (first in SITES and first not in SITES_BEFORE):
        return None
    best = None
    for n in range(at + 1, min(at + 6, len(spans))):
        before, word = text[slice(*spans[n - 1])], text[slice(*spans[n])]
        if not _joined(before, text[spans[n - 1][1] : spans[n][0]], word, first):
            break
        if word in SITES:
            best = n
    if best is None or (best == at + 1 and first in given_names() and text[slice(*spans[best])] in SURNAME_SITES):
        return None
    start, end = spans[at][0], spans[best][1]
    return Sighting(start, end, text[start:end], (), 0.9, "site")


def _joined(before: str, gap: str, word: str, first: str) -> bool:
    """Whether a site's name goes on over `gap`; it ends with its street and takes in no small words of a headline."""
    if (before in STREETS and gap == "-") or (len(word) < 3 and word in NOT_NAMES):
        return False
    return gap in (" ", "-") or (first == "St" and gap in (". ", "'s ", "’s "))


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


def _with_unknown_towns(text: str, found: list[Sighting]) -> list[Sighting]:
    """Towns that no gazetteer has, or has elsewhere only, told by the region after them ("in Ubbel, Missouri")."""
    out: list[Sighting] = []
    for seen in found:
        town = _TOWN_BEFORE.search(text[max(0, seen.start - 50) : seen.start]) if _holds(seen) else None
        if town is not None:
            start = seen.start - len(town.group(0)) + town.start(1) - town.start()
            while out and out[-1].end > start and not out[-1].held:
                out.pop()
            if not out or out[-1].end <= start:
                end = start + len(town.group(1))
                out.append(Sighting(start, end, text[start:end], seen.candidates[:1], 0.9, "unlisted", True))
        out.append(seen)
    return out


def _holds(seen: Sighting) -> bool:
    """Whether the name is a region's or a country's, as stands after a town's name and a comma."""
    return seen.role == "name" and not seen.held and seen.candidates[0][0].kind in ("country", "region", "district")


def _with_lists(text: str, found: list[Sighting]) -> list[Sighting]:
    """Names in a list of places speak for each other, where one of them is plainly a place or a preposition leads."""
    out: list[Sighting] = []
    for run in _runs(text, found):
        led = word_before(text, run[0].start)[0].lower() in LEADING
        sure = sum(_plain(seen) for seen in run)
        listed = len(run) > 1 and (led or sure > 0)
        out += [replace(seen, listed=True) if listed and (led or sure > _plain(seen)) else seen for seen in run]
    return out


def _runs(text: str, found: list[Sighting]) -> Iterator[list[Sighting]]:
    """Sightings that stand one after another with nothing but a comma or an "and" between."""
    run: list[Sighting] = []
    for seen in found:
        if run and not (seen.start - run[-1].end < 7 and _LIST.fullmatch(text, run[-1].end, seen.start)):
            yield run
            run = []
        run.append(seen)
    if run:
        yield run


def _plain(seen: Sighting) -> bool:
    """Whether the name is surely a place by itself, so that it speaks for its neighbours in a list."""
    return seen.role == "name" and seen.candidates[0][1] >= ENOUGH


def _inside(parts: Candidates, wholes: Candidates) -> Candidates:
    ids = {place.id for place, _ in wholes if place.kind in ("country", "region", "district")}
    return tuple(
        pair
        for pair in parts
        if pair[0].within in ids or (f"country:{pair[0].country}" in ids and pair[0].id not in ids)
    )
