"""Cues whose source follows them: "..., said the mayor", «как сообщает X», «сообщили в полиции»."""

from __future__ import annotations

from dataclasses import replace

from reportedly.read.agreement import impersonal, passed_object
from reportedly.read.chains import Link, teller_and_listener
from reportedly.read.cues import CueKind
from reportedly.read.said import Said, Stretch, Tokens, behind, over_citations
from reportedly.read.sources import Scene, past_page, source_right
from reportedly.types import HopKind

_INVERTED = frozenset(
    [CueKind.SAY, CueKind.SHOW, CueKind.COUNT, CueKind.THINK, CueKind.CONFIRM, CueKind.DENY, CueKind.ASK, CueKind.FEAR]
)
_QUOTES = frozenset('«»“”„"') | {"''", "``"}
_EDGES = _QUOTES | frozenset("—–-,;:(…!?.")


def inverted_said(scene: Scene, stretch: Stretch, kind: CueKind, start: int, i: int) -> Said | None:
    """ "..., said the mayor"; «как сообщает X»; «сообщили в полиции»: the source follows the verb."""
    if kind not in _INVERTED or not _may_invert(scene, stretch, start, i):
        return None
    at = i + 1
    while at < stretch.after and (scene.is_("adverbs", at) or scene.is_("nobody", at)):
        at += 1
    listener, at = _told_name(scene, stretch, kind, i, at)
    past = passed_object(scene, at, i, stretch.after) if kind is CueKind.SAY else at
    if past < stretch.after and (past > at or impersonal(scene, kind, i)) and scene.is_("source_prepositions", past):
        at = past_page(scene, past + 1, stretch.after)
        at += scene.phrase("opens", at, stretch.after)
        return _heard(_followed(scene, stretch, kind, (start, i + 1), at), listener)
    at = _past_place(scene, stretch, kind, i, at)
    if at >= stretch.after or (not scene.words.is_word(at) and scene.name_quotation(at) is None):
        return None
    if any(scene.is_(group, at) for group in ("that", "prepositions", "stops_right")) or scene.word(at)[0].isdigit():
        return None
    if scene.numeral(at) and (kind is CueKind.COUNT or _object_counted(scene, at)):
        return None
    listener = listener or _told_before(scene, stretch, start)
    return _heard(_followed(scene, stretch, kind, (start, i + 1), at), listener)


def _told_before(scene: Scene, stretch: Stretch, start: int) -> Link | None:
    """The outlet in «об этом «Колосу» рассказал директор», right before a verb whose source follows it."""
    name = scene.name_quotation(start - 1) if start - 1 > stretch.first and not scene.cues.fixed_order else None
    if (
        name is None
        or name[1] != start - 1
        or not scene.word(name[1] - 1).endswith(scene.cues.ends.get("dative_name", ()))
    ):
        return None
    first = name[0] - (name[0] > stretch.first and scene.is_("told_to", name[0] - 1))
    return Link(HopKind.TOLD, (first, start))


def _object_counted(scene: Scene, at: int) -> bool:
    """«Напечатали сто листовок»: a number behind the verb is what was done, unless it numbers people: «рассказали двое»."""
    return not scene.cues.fixed_order and not scene.is_("located", at) and not scene.is_("many", at)


def _past_place(scene: Scene, stretch: Stretch, kind: CueKind, i: int, at: int) -> int:
    """The token after «в чате» in «написал в чате рыбак»: a verb in the singular still wants its subject; else `at`."""
    if (
        scene.cues.fixed_order
        or kind is not CueKind.SAY
        or impersonal(scene, kind, i)
        or not scene.is_("prepositions", at)
    ):
        return at
    subject = at + 2
    if subject >= stretch.after or not scene.words.is_word(at + 1) or not scene.words.is_word(subject):
        return at
    closed = scene.is_("stops_right", subject) or scene.is_("prepositions", subject) or scene.numeral(subject)
    return at if closed or scene.words.capital(at + 1) else subject


def _heard(said: Said | None, listener: Link | None) -> Said | None:
    return replace(said, outer=listener) if said is not None and listener is not None else said


def _told_name(scene: Scene, stretch: Stretch, kind: CueKind, i: int, at: int) -> tuple[Link | None, int]:
    """«сообщили «Соколу» в штабе», «рассказали «Соколу» солдаты»: the outlet between verb and source, and where it ends."""
    name = scene.name_quotation(at) if at < stretch.after and not scene.cues.fixed_order else None
    if name is None or name[0] != at or name[1] + 1 >= stretch.after:
        return None, at
    after = name[1] + 1
    placed = impersonal(scene, kind, i) and scene.is_("source_prepositions", after)
    named = scene.words.is_word(after) and not scene.is_("stops_right", after) and not scene.is_("prepositions", after)
    return (Link(HopKind.TOLD, (at, after)), after) if placed or named else (None, at)


def _may_invert(scene: Scene, stretch: Stretch, start: int, i: int) -> bool:
    before = start - 1
    if over_citations(scene, stretch, before) != before:
        return False
    if before < stretch.first:
        return not scene.cues.fixed_order or (before >= 0 and scene.word(before) in _QUOTES)
    if not scene.cues.fixed_order and scene.is_("person_relative", before):
        return not scene.is_("bases", i + 1)
    if scene.is_("as_words", before) or scene.is_("points", before):
        return True
    if not scene.cues.fixed_order:
        if (
            scene.word(before).endswith(scene.cues.adverb_ends)
            and before > stretch.first
            and not scene.words.capital(before)
        ):
            before -= 1
        return scene.word(before) in _EDGES or _object_first(scene, stretch, before)
    if scene.is_("telling", i) or scene.word(i).endswith("ing") or scene.word(before) not in _QUOTES | frozenset(",—–"):
        return False
    follows = i + 1
    return follows < stretch.after and (
        scene.words.capital(follows)
        or scene.is_("determiners", follows)
        or scene.is_("pronouns", follows)
        or _ends_soon(scene, follows, stretch.after)
    )


def _object_first(scene: Scene, stretch: Stretch, before: int) -> bool:
    """«О 12 погибших сообщил губернатор»: the clause begins with what is said, so its source follows the verb."""
    first = before
    while first > stretch.first and scene.word(first - 1) not in _EDGES:
        first -= 1
    return scene.is_("topics", first) or scene.word(first)[0].isdigit()


def _ends_soon(scene: Scene, i: int, after: int) -> bool:
    """Whether a bare noun stands alone before the next mark: "…, said police."."""
    if (
        not scene.words.is_word(i)
        or scene.word(i)[0].isdigit()
        or any(scene.is_(group, i) for group in ("prepositions", "that", "adverbs", "stops_right"))
    ):
        return False
    reach = 10 if scene.word(i - 2) in _QUOTES else 5
    return any(not scene.words.is_word(k) for k in range(i + 1, min(i + reach, after)))


def _followed(scene: Scene, stretch: Stretch, kind: CueKind, cue: Tokens, at: int) -> Said | None:
    source = source_right(scene, at, stretch.after)
    if source is None or _subject_of_next(scene, stretch, source[1]):
        return None
    source, listener = teller_and_listener(scene, source)
    end = max(source[1], listener.tokens[1] if listener else 0)
    links, end = behind(scene, stretch, end)
    follows = _what_follows(scene, stretch, cue[0], end)
    if follows:
        return Said(kind, source, cue, follows, links=links, outer=listener)
    return Said(kind, source, cue, end, inverted=True, links=links, outer=listener)


def _subject_of_next(scene: Scene, stretch: Stretch, i: int) -> bool:
    """English: whether the noun after the verb has a verb of its own: "said the programme is", so it is no source."""
    return scene.cues.fixed_order and i < stretch.after and scene.is_("aux", i) and scene.word(i) != "to"


def _what_follows(scene: Scene, stretch: Stretch, start: int, end: int) -> int:
    """The token after «следует» in «из отчёта, который опубликовал фонд, следует, что», or 0."""
    if not scene.is_("person_relative", start - 1) or end + 1 >= stretch.after or scene.word(end) != ",":
        return 0
    return end + 2 if scene.is_("follows", end + 1) else 0
