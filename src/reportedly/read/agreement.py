"""Whether a noun can be the subject of a verb by its ending, in languages that tell it by the form and not by the place."""

from __future__ import annotations

from reportedly.read.cues import CueKind
from reportedly.read.sources import Scene


def no_subject(scene: Scene, first: int, after: int, verb: int) -> bool:
    """Whether the words before a verb cannot be who speaks: «ремонт обещают» has an object, «пересдать согласились» too.

    Tokens [first, after) in, and the verb's token. Only one plain word is judged; names and longer phrases may always speak.
    """
    ends = scene.cues.ends
    if after - first == 1 and scene.is_("objects", first):
        return True
    if received(scene, first, after, verb):
        return True
    word = scene.word(first)
    if after - first != 1 or scene.words.capital(first) or scene.numeral(first):
        return False
    if word.endswith(ends.get("infinitive", ())) and not scene.is_("speakers_ending_so", first):
        return True
    return several(scene, verb) and not scene.is_("pronouns", first) and word.endswith(ends.get("not_plural", ()))


def received(scene: Scene, first: int, after: int, verb: int) -> bool:
    """Whether the words before a verb in the plural are those to whom it is done: «солдатам рассказали», «добровольцам обещают»."""
    ends = scene.cues.ends.get("receiver", ())
    plain = after - first <= 2 and scene.words.quotation[first] < 0
    return bool(ends) and plain and several(scene, verb) and scene.word(first).endswith(ends)


def several(scene: Scene, verb: int) -> bool:
    """Whether a verb is in the plural, by its ending."""
    return scene.word(verb).endswith(scene.cues.ends.get("plural_verb", ()))


def crowd(scene: Scene, first: int) -> bool:
    """Whether a noun phrase opens with how many there are: «немало избирателей не нашли» tells of them, it is no source."""
    return scene.is_("many", first)


def passed_object(scene: Scene, at: int, verb: int, ceiling: int) -> int:
    """The token after an object between a verb in the plural and «в МЧС»: «поправили коллег в МЧС»; else `at`."""
    placed = at + 1
    if placed + 1 >= ceiling or not several(scene, verb) or not scene.words.is_word(at) or scene.words.capital(at):
        return at
    objects = scene.word(at).endswith(scene.cues.ends.get("not_plural", ())) and not scene.numeral(at)
    closes = objects and scene.is_("source_prepositions", placed) and not scene.is_("times", placed + 1)
    return placed if closes else at


def impersonal(scene: Scene, kind: CueKind, i: int) -> bool:
    """Whether a verb may have no subject, so that its source stands with a preposition: «сетуют в приюте», «сказано в акте»."""
    return scene.is_("impersonal", i) or (kind is CueKind.SAY and several(scene, i))


def placed_teller(scene: Scene, before: int, verb: int, floor: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """«В штабе «Горизонту» сообщили»: who tells (штабе) and whom («Горизонту»); None where it is no such frame.

    A name in the singular cannot be the subject of a verb in the plural.
    """
    if scene.cues.fixed_order or not several(scene, verb):
        return None
    name = scene.name_quotation(before)
    if name is None or name[1] != before:
        return _told_first(scene, before, floor)
    listener = name[0] - (name[0] > floor and scene.is_("told_to", name[0] - 1))
    first = listener
    while first > floor and scene.words.is_word(first - 1) and not scene.is_("stops_left", first - 1):
        first -= 1
    placed = first + 1 < listener and scene.is_("source_prepositions", first) and not scene.is_("times", first + 1)
    return ((first + 1, listener), (listener, before + 1)) if placed else None


def _told_first(scene: Scene, before: int, floor: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """«Горизонту» в штабе сообщили»: the same with whom first, where the sentence opens so."""
    first = before
    while first > floor and scene.words.is_word(first - 1) and not scene.is_("stops_left", first - 1):
        first -= 1
    name = scene.name_quotation(first - 1) if first > floor else None
    if name is None or name[1] != first - 1 or first >= before or not scene.is_("source_prepositions", first):
        return None
    listener = name[0] - (name[0] > floor and scene.is_("told_to", name[0] - 1))
    opens = listener == floor and not scene.is_("times", first + 1)
    return ((first + 1, before + 1), (listener, first)) if opens else None


def placed_source(scene: Scene, before: int, verb: int, floor: int) -> tuple[int, int] | None:
    """The source of «в отчёте ревизоров говорится»: all between the preposition that opens the clause and the verb; or None."""
    if scene.cues.fixed_order or not scene.is_("impersonal", verb) or several(scene, verb):
        return None
    first = before
    while first > floor and scene.words.is_word(first - 1) and not scene.is_("stops_left", first - 1):
        first -= 1
    while first < before and scene.is_("coordinators", first):
        first += 1
    placed = first < before and scene.is_("source_prepositions", first) and not scene.is_("times", first + 1)
    return (first + 1, before + 1) if placed else None
