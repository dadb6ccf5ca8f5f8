"""Which persons are public: by the office that the text gives them, or because the desk lists them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.read.person_names import Name, NameFinder
from reportedly.read.person_runs import Scene
from reportedly.read.person_words import fold, name_key

_REACH = 8
"""How many words before a name its office may stand."""
_WHO = frozenset({"who", "который", "которая", "який", "яка", "що"})
_STOP = re.compile(r"[.;!?\n«»“”\":()]")
_APPOSED = re.compile(r"\s?[,(—–]\s?")


def listed(finder: NameFinder, name: Name, public: Sequence[Sequence[str]]) -> bool:
    """Whether the desk lists the person: the same surname, and no other given name or initial."""
    scene = finder.scene
    own = [scene.words[i].low for i in range(name.first, name.last + 1)]
    return any(_same(own, known) for known in public)


def _same(own: Sequence[str], known: Sequence[str]) -> bool:
    keys = {name_key(word) for word in known}
    if name_key(known[-1]) not in {name_key(word) for word in own}:
        return False
    return all(name_key(word) in keys or (len(word) == 1 and any(k.startswith(word) for k in known)) for word in own)


def listing(public_persons: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Names as the desk writes them -> folded words, the surname last."""
    return tuple(tuple(fold(word) for word in name.split()) for name in public_persons if name.strip())


def in_office(finder: NameFinder, name: Name, named: frozenset[int]) -> bool:
    """Whether the words beside a name give the person a public office or the head of an organisation."""
    scene = finder.scene
    if _known_to_all(scene, name):
        return True
    start = scene.words[name.first].start
    led = scene.known.led_by
    if led and led.search(scene.text, max(0, start - 30), start):
        return True
    return _office_before(scene, name.first, named) or _office_after(scene, name.last)


def _known_to_all(scene: Scene, name: Name) -> bool:
    """Whether the name is that of a head of state or another person whom every reader knows."""
    own = [scene.words[i].low for i in range(name.first, name.last + 1)]
    if len(own) == 1:
        role = scene.known.is_("roles", scene.before(name.first)) and not scene.known.is_(
            "honorifics", scene.before(name.first)
        )
        return not role and name_key(own[0]) in scene.known.world_keys
    world = scene.known.world
    return len(own) <= 4 and any(_same(own, known) for word in own for known in world.get(name_key(word), ()))


def _office_before(scene: Scene, first: int, named: frozenset[int]) -> bool:
    """An office set before the name, with small words and the institution between: "head of the fund X"."""
    if first and scene.gap(first - 1) == ": " and scene.starts(first - 1):
        low = scene.words[first - 1].low  # «Прокурор: Бабий Т. О.»
        return scene.known.is_("offices", low) and not scene.known.is_("offices_weak", low)
    known, institution, i = scene.known, False, first
    for back in range(1, min(_REACH, first) + 1):
        i, quoted = _word_before(scene, i)
        if i < 0 or i in named or (not quoted and (_parted(scene, i) or (back > 1 and "," in scene.gap(i)))):
            return False
        low = scene.words[i].low
        if known.is_("offices", low):
            weak = known.is_("offices_weak", low) and (back > 1 or "," in scene.gap(first - 1))
            return (institution or not weak) and not _kin_of(scene, i) and not _apposed_to(scene, first, i, named)
        if known.is_("institutions", low) or (scene.words[i].capital and not known.is_("roles", low)):
            institution = True
        elif not known.is_("addresses", low) and _ends_office(scene, low, back):
            return False
    return False


def _apposed_to(scene: Scene, first: int, office: int, named: frozenset[int]) -> bool:
    """Whether the office is set beside an earlier name: "Ruzhina, spokeswoman for the court, X pleaded"."""
    if "," not in scene.gap(first - 1):
        return False
    for i in range(office - 1, max(-1, office - 6), -1):
        if _parted(scene, i):
            return False
        if "," in scene.gap(i):
            return i in named
    return False


def _word_before(scene: Scene, i: int) -> tuple[int, bool]:
    """The word before word i, over a title in quotation marks ("director of the fund «Home» X"), and whether there was one."""
    gap = scene.gap(i - 1) if i else ""
    at = max(gap.find(mark) for mark in '»”“"')
    if at < 0 or gap[at + 1 :].strip(" \u00a0") or gap[:at]:
        return i - 1, False
    opening = max(scene.text.rfind(mark, 0, scene.words[i - 1].end) for mark in '«„“"')
    back = i - 1
    while back >= 0 and i - back < 8 and scene.words[back].start > opening:
        back -= 1
    return back, opening >= 0


def _ends_office(scene: Scene, low: str, back: int) -> bool:
    known = scene.known
    joint = known.is_("joints", low) and (back == 1 or not known.is_("linking", low))
    return joint or known.is_("roles", low) or known.is_("human_verbs", low) or known.verbs.fullmatch(low) is not None


def _kin_of(scene: Scene, i: int) -> bool:
    """Whether the office is somebody else's: "the wife of the minister X", «сын губернатора X»."""
    for back in range(1, min(4, i + 1)):
        if scene.known.is_("kin", scene.words[i - back].low):
            return True
        if not scene.known.is_("addresses", scene.words[i - back].low) or _parted(scene, i - back):
            return False
    return False


def _parted(scene: Scene, i: int) -> bool:
    """Whether a sentence or a clause ends after word i; the full stop of an abbreviation or an initial ends nothing."""
    gap, word = scene.gap(i), scene.words[i]
    if gap.startswith(".") and (len(word.text) == 1 or word.low in scene.known.lists["abbreviations"]):
        gap = gap[1:]
    return _STOP.search(gap) is not None


def _leads(scene: Scene, last: int) -> bool:
    """Whether the person heads something: "X, who for years has chaired the council", "X heads the fund"."""
    if last + 3 >= len(scene.words) or scene.gap(last).strip(" ,"):
        return False
    reach = 8 if scene.words[last + 1].low in _WHO else 1
    for at in range(last + 1, min(last + 1 + reach, len(scene.words) - 1)):
        if scene.known.is_("leading", scene.words[at].low) or scene.known.is_(
            "leading", scene.words[at].low.removeprefix("co-")
        ):
            ahead = range(at + 1, min(at + 6, len(scene.words)))
            return any(_institutional(scene, i) for i in ahead)
        if at > last + 1 and (_STOP.search(scene.gap(at)) or scene.words[at].capital):
            return False
    return False


def _institutional(scene: Scene, i: int) -> bool:
    """Whether word i is an institution's, or the acronym of one ("the UN")."""
    word = scene.words[i]
    if scene.known.is_("institutions", word.low):
        return True
    return word.text.isupper() and 2 <= len(word.text) <= 6


def _office_after(scene: Scene, last: int) -> bool:
    """An office set beside the name: "X, deputy head of the general staff"."""
    if _leads(scene, last):
        return True
    if last + 1 >= len(scene.words) or not _APPOSED.fullmatch(scene.gap(last).lstrip(".")):
        return False
    known, weak = scene.known, False
    for i in range(last + 1, min(last + 9, len(scene.words))):
        low = scene.words[i].low
        if weak and known.is_("institutions", low):
            return True
        if not weak and i < last + 6:
            if known.is_("offices", low):
                if not known.is_("offices_weak", low):
                    return True
                weak = True
            elif known.is_("roles", low) or known.is_("human_verbs", low) or known.verbs.fullmatch(low):
                return False
        if _STOP.search(scene.gap(i)) or "," in scene.gap(i):
            return False
    return False
