"""How firmly words that the gazetteer knows name a place here, by what they are and what stands beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from reportedly.read.capitals import AFTER, Capitals, called_place, capital_after, word_before
from reportedly.read.given_names import given_names
from reportedly.read.place_words import (
    DIRECTIONS,
    DOING,
    LARGE_AND_GIVEN,
    LOCAL_OFFICES,
    LOCATING,
    NOT_NAMES,
    OFFICERS,
    OFFICES,
    OFFICES_LOW,
    PAPERS,
    PLACE_NOUNS,
    TITLES,
)
from reportedly.types import Place

Candidates = tuple[tuple[Place, float], ...]

_INITIAL = re.compile(r"\b[A-Z]\. $")
_DATELINE = re.compile(r",|\s(?:\(|[-–—]|[A-Z][a-z])")
_ERA = re.compile(r"\d(?:s|th)? $")
_POSSESSIVE = re.compile(r"['’]s\b")
_DASH = re.compile(r"\s(?:--|[–—])\s")
_LOCALS = re.compile(r"\s(?:suburbs?|area|residents?|man|woman|native|police|teen|teenager|mayor|courthouse)\b")
"""Plain words after a town's name that say it is one."""
ENOUGH = 0.62
"""The firmness from which words are taken for a place's name."""
_STRONG = 0.77
"""The score from which a name is so well known that little speaks against it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Words that may name a place: where, which places, how firm (from `ENOUGH` it is one), and as what.

    `role`: name, adjective ("Turkish"), office ("the Perm prosecutor"), site (a street or building that no gazetteer
    has), unlisted (a town that no gazetteer has, but that the text calls one).
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


def firm_ones(found: list[Sighting], caps: Capitals) -> list[Sighting]:
    """The sightings that name places, with directions ("North London") and offices ("the Perm prosecutor") marked."""
    weighed = [s if s.role != "name" or s.firm else replace(s, firm=firmness(s, caps)) for s in found]
    return [_as_office(_with_direction(s, caps), caps) for s in _settled(weighed)]


def firmness(seen: Sighting, caps: Capitals) -> float:
    """How likely the words name a place here: what the name is by itself, and what stands beside it."""
    if seen.held or _is_dateline(seen, caps.text):
        return 1.0
    base = seen.candidates[0][1]
    if "." in seen.words:
        return 0.0 if _ERA.search(caps.text[max(0, seen.start - 8) : seen.start]) else base + 0.2
    before, lifted = word_before(caps.text, seen.start)
    after = capital_after(caps, seen.end)
    located = before.lower() in LOCATING or before.lower() in PLACE_NOUNS
    if after in PAPERS or _is_person(seen, caps, before, after):
        return 0.0
    if _opens_a_title(seen, caps.text):
        return 0.0
    score = base + _strengthened(seen, caps, after, located) - _strained(seen, before, lifted, after)
    return score if base >= _STRONG else score - _weakened(seen, caps, before, located)


def _strengthened(seen: Sighting, caps: Capitals, after: str, located: bool) -> float:
    """What speaks for a place: a preposition before, a list of places, a longer name, its offices and locals after."""
    gained = (0.25 if seen.words[0].isascii() else 0.35) if located else 0.0
    gained += 0.4 if called_place(caps.text, seen.start, seen.end) else 0.0
    gained += 0.2 if seen.listed else 0.0
    gained += 0.15 if " " in seen.words or "-" in seen.words else 0.0
    return gained + (0.15 if after in LOCAL_OFFICES or _LOCALS.match(caps.text, seen.end) else 0.0)


def _strained(seen: Sighting, before: str, lifted: bool, after: str) -> float:
    """What other capitalised words beside the name take from it: it may be part of a longer name."""
    best, score = seen.candidates[0]
    weight = 0.2 if score >= _STRONG or best.kind == "district" else 1.0 if seen.words[0].isascii() else 0.6
    lost = 0.4 if before[:1].isupper() and not lifted and before not in NOT_NAMES else 0.0
    lost += 0.35 if after and after not in OFFICES and after not in NOT_NAMES else 0.0
    return weight * lost


def _opens_a_title(seen: Sighting, text: str) -> bool:
    """«Северный курьер» begins with a town's name and is none, nor is the battalion «Донбасс»."""
    return text[max(0, seen.start - 1) : seen.start] in ("«", "„") and text[seen.end : seen.end + 1] in (" ", "»", "“")


def _weakened(seen: Sighting, caps: Capitals, before: str, located: bool) -> float:
    """What speaks against a lesser name: the text has it as a plain word, "the" before it, a person's doing after."""
    lost = 0.3 if seen.words.lower() in caps.lower else 0.0
    lost += 0.2 if before.lower() == "the" else 0.0
    lost += 0.35 if seen.words.isupper() and len(seen.words) < 6 and seen.candidates[0][0].kind == "city" else 0.0
    if located:
        return lost
    after = AFTER.match(caps.text, seen.end)
    lost += 0.25 if not seen.listed and seen.words in caps.perhaps_persons else 0.0
    return lost + (0.2 if after is not None and after.group(1) in DOING else 0.0)


def _is_person(seen: Sighting, caps: Capitals, before: str, after: str) -> bool:
    if before.lower() in ("in", "near", "outside", "downtown", "в", "у", "під"):
        return seen.words in caps.persons and _POSSESSIVE.match(caps.text, seen.end) is not None
    large = seen.candidates[0][0].kind in ("country", "region")
    if before in given_names() or _INITIAL.search(caps.text[max(0, seen.start - 4) : seen.start]):
        return True
    if before.lower() in TITLES and before.lower() not in OFFICES_LOW and not large:
        return True
    if seen.words in given_names() and after and after not in OFFICES and seen.words not in LARGE_AND_GIVEN:
        return True
    return seen.words in caps.persons and (seen.words in given_names() or not large)


def _is_dateline(seen: Sighting, text: str) -> bool:
    """A town in capitals at the head of a paragraph or before a dash, as agencies write it."""
    if not seen.words.isupper() or len(seen.words) < 4:
        return False
    head = seen.start == 0 or text[seen.start - 1] == "\n"
    return (_DATELINE if head else _DASH).match(text, seen.end) is not None


def _settled(found: list[Sighting]) -> list[Sighting]:
    """The firm ones; a name that is firm once is taken where it is only a little weaker elsewhere."""
    found = [s for s in found if s.held or len(s.words) > 2 or s.words in ("US", "UK")]
    sure = {s.words for s in found if s.firm >= ENOUGH + 0.15}
    return [s for s in found if s.firm >= ENOUGH or (s.words in sure and s.firm >= ENOUGH - 0.3)]


def _as_office(seen: Sighting, caps: Capitals) -> Sighting:
    """ "The Perm prosecutor" names an office, not where something happened."""
    before, _ = word_before(caps.text, seen.start)
    if seen.role != "name" or seen.held or before.lower() in LOCATING:
        return seen
    after = AFTER.match(caps.text, seen.end)
    office = after is not None and (after.group(1) in OFFICES or after.group(1) in OFFICERS)
    return replace(seen, role="office") if office else seen


def _with_direction(seen: Sighting, caps: Capitals) -> Sighting:
    """ "North London" is a name as written; "north London" is London."""
    before, _ = word_before(caps.text, seen.start)
    if before not in DIRECTIONS or seen.role != "name" or seen.candidates[0][0].kind != "city":
        return seen
    start = seen.start - len(before) - 1
    if caps.text[start : seen.start] != before + " ":
        return seen
    return replace(seen, start=start, words=caps.text[start : seen.end])
