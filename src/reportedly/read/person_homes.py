"""Settlements where private persons live or come from; a region or a country is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportedly.read.person_names import NameFinder
from reportedly.read.person_runs import Scene

Found = tuple[int, int, str]
_CAPITALS = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w’'-]+(?:\s[A-ZА-ЯЁІЇЄҐ][\w’'-]+)*")
_OF_NAME = re.compile(r"\sof\s(?=[A-Z])")
_ITEM = re.compile(r"[,(|—–]\s?\(?(?P<kind>(?:с|д|г|м|пос|пгт|смт|дер|станица|село|хутор)\.?\s)?(?=[A-ZА-ЯЁІЇЄҐ])")
_REACH = 70
_STOPS = (". ", "! ", "? ", "; ", "\n")
_NOW = frozenset({"now", "nowadays", "сейчас", "теперь", "ныне", "тепер", "нині", "зараз"})
_SUBJECTS = frozenset(
    {"is", "was", "am", "i’m", "he’s", "she’s", "я", "он", "она", "мы", "сам", "сама", "родом", "він", "вона", "ми"}
)


def homes(finder: NameFinder, told: Sequence[int], came: Sequence[int], works: Sequence[int]) -> Iterator[Found]:
    """After "lives in" and the like (`told`), after "from" (`came`) and "in" (`works`): where those words stand."""
    scene = finder.scene
    for i in told:
        at = scene.words[i].start
        for pattern in scene.known.details.get("residence", ()):
            match = pattern.search(scene.text, max(0, at - 30), at + 60)
            if match:
                yield from _settlement(finder, match.start("d") if _named(match) else -1, match.end())
    for at_work, words in ((False, came), (True, works)):
        for i in words:
            if _introduced(scene, i, at_work=at_work):
                yield from _led(finder, i)


def homes_of_names(finder: NameFinder, ends: Sequence[int]) -> Iterator[Found]:
    """Settlements set beside names that end there: "X of Elista", "X, 24, Chita"."""
    text = finder.scene.text
    for end in ends:
        of = _OF_NAME.match(text, end)
        if of:
            yield from _settlement(finder, -1, of.end())
            continue
        stop = next((at for at in range(end, min(len(text), end + _REACH)) if text[at] in ";!?\n"), end + _REACH)
        for item in _ITEM.finditer(text, end, stop):
            kind = item.start("kind")
            yield from _settlement(finder, kind, item.end(), whole=kind < 0)


def _named(match: re.Match[str]) -> bool:
    return bool(match.groupdict().get("d"))


def _introduced(scene: Scene, i: int, *, at_work: bool) -> bool:
    """Whether "from" follows a trade, a role or a name, and not a verb: "a lawyer from Kyzyl", not "fled from Kyzyl"."""
    if scene.known.is_("residents", scene.words[i].low):
        return True
    if not i:
        return _of_kin(scene, i) if at_work else False
    if (at_work and _of_kin(scene, i)) or _nowadays(scene, i):
        return True
    known, before, gap = scene.known, scene.words[i - 1], scene.gap(i - 1)
    if gap.strip(" ,()0123456789" + "." * (len(before.text) == 1)) or "\n" in gap:
        return False
    if not at_work and known.is_("residents", before.low):
        return True
    if known.is_("occupations", before.low) or (not at_work and before.low in _SUBJECTS):
        return True
    return not at_work and ("," in gap or before.capital or known.is_("roles", before.low))


def _of_kin(scene: Scene, i: int) -> bool:
    """Whether the clause tells of kin, and of no court or office: «мать в Сороках», "buried their son in Cahul"."""
    clause = _clause(scene, i)
    if any(scene.known.is_("institutions", low) or scene.known.is_("offices", low) for low in clause):
        return False
    return any(scene.known.is_("kin", low) for low in clause)


def _nowadays(scene: Scene, i: int) -> bool:
    """Whether somebody is there now: "is now in Bristol", "now bakes bread in Glendale"."""
    return any(word.low in _NOW for word in scene.words[max(0, i - 4) : i] if word.end > _start(scene, i))


def _start(scene: Scene, i: int) -> int:
    """Where the sentence of word i starts."""
    return max(scene.text.rfind(mark, 0, scene.words[i].start) for mark in _STOPS)


def _clause(scene: Scene, i: int) -> list[str]:
    """The folded words round word i, six on either side, up to the ends of its sentence."""
    at, start = scene.words[i].start, _start(scene, i)
    end = min((stop for mark in _STOPS if (stop := scene.text.find(mark, at)) >= 0), default=len(scene.text))
    return [w.low for w in scene.words[max(0, i - 6) : i + 7] if start < w.start < end]


def _led(finder: NameFinder, i: int) -> Iterator[Found]:
    """The settlement after word i, over "the village of"."""
    scene, at, kind = finder.scene, i + 1, -1
    while at < min(i + 4, len(scene.words)) and not scene.words[at].capital:
        low = scene.words[at].low
        if scene.known.is_("place_words", low):
            kind = scene.words[at].start
        elif low not in ("the", "of"):
            return
        at += 1
    if at < len(scene.words):
        yield from _settlement(finder, kind, scene.words[at].start)


def _settlement(finder: NameFinder, kind: int, at: int, *, whole: bool = False) -> Iterator[Found]:
    """The settlement that stands at an offset, from its kind's word on (`kind`, or -1); `whole`: only a known one up to a mark."""
    text = finder.scene.text
    match = _CAPITALS.match(text, at)
    if not match:
        return
    if "not" in finder.scene.known.kind(match[0]):
        return
    found = finder.gazetteer.candidates(match[0], finder.language)
    if found and all(place.kind in ("country", "region") for place, _ in found):
        return
    if whole and (not found or text[match.end() : match.end() + 1] not in (",", ")", ".", ";", " ", "\n", "")):
        return
    yield kind if kind >= 0 else match.start(), match.end(), "address"
