"""Cues that are no verbs of saying: "according to", "has no reports of", "is not sure"."""

from __future__ import annotations

from reportedly.read.cues import CueKind
from reportedly.read.said import Said, Stretch, behind, cue_start
from reportedly.read.sources import Scene, past_page, source_left, source_right


def phrase_said(scene: Scene, stretch: Stretch, i: int) -> Said | None:
    """What "according to", «по данным», "as alleged by" at token i says about its source, or None where it is none."""
    if scene.is_("by_own", i):
        return _own_count(scene, stretch, i)
    for name, kind in (("alleged_by", CueKind.ALLEGE), ("by", CueKind.SAY)):
        size = scene.phrase(name, i, stretch.after) or _with_possessive(scene, name, i, stretch.after)
        if size:
            return _by_phrase(scene, stretch, kind, i, size)
    return None


def _own_count(scene: Scene, stretch: Stretch, i: int) -> Said | None:
    """ "By the Monitor's count": only where the count is named."""
    source = source_right(scene, i + 1, stretch.after)
    if source is None or _without_count(scene, source) == source:
        return (
            _by_phrase(scene, stretch, CueKind.SAY, i, size) if (size := scene.phrase("by", i, stretch.after)) else None
        )
    links, end = behind(scene, stretch, source[1])
    return Said(CueKind.SAY, _without_count(scene, source), (i, i + 1), end, phrase=True, links=links)


def _by_phrase(scene: Scene, stretch: Stretch, kind: CueKind, i: int, size: int) -> Said | None:
    cue = (i, i + size)
    if any(scene.is_("possessive", k) for k in range(*cue)):
        holder = next(k for k in range(*cue) if scene.is_("possessive", k))
        return Said(kind, (holder, holder + 1), cue, cue[1], phrase=True)
    named = past_page(scene, cue[1], stretch.after)
    source = source_right(scene, named + scene.phrase("opens", named, stretch.after), stretch.after)
    if source is None or (source[1] < stretch.after and scene.speaks_here(source[1])):
        return None
    links, end = behind(scene, stretch, source[1])
    source = _without_count(scene, source)
    return Said(kind, source, cue, end, phrase=True, links=links)


def _without_count(scene: Scene, source: tuple[int, int]) -> tuple[int, int]:
    """ "Mediazona's calculations": the count belongs to whoever made it."""
    first, after = source
    owned = after - first > 1 and scene.is_("countings", after - 1) and scene.word(after - 2).endswith(("'s", "s'"))
    return (first, after - 1) if owned else source


def _with_possessive(scene: Scene, name: str, i: int, after: int) -> int:
    """«по его словам»: the phrase with a pronoun in the middle, three tokens, or 0."""
    if i + 2 < after and scene.is_("possessive", i + 1):
        pair = (scene.word(i), scene.word(i + 2))
        return 3 if pair in scene.cues.phrases.get(name, {}).get(pair[0], ()) else 0
    return 0


def holding_said(scene: Scene, stretch: Stretch, i: int) -> Said | None:
    """ "has no reports of", «не має жодної звістки»: a source that says that it knows of nothing."""
    near = range(i + 1, min(i + 4, stretch.after))
    report = next((k for k in near if scene.is_("reports", k)), None)
    if report is None or not any(scene.is_("no", k) for k in range(i + 1, report)):
        return None
    start = cue_start(scene, stretch.first, i)
    source = source_left(scene, start - 1, stretch.first) if start > stretch.first else None
    return Said(CueKind.SAY, source, (start, i + 1), i + 1) if source else None


def state_said(scene: Scene, stretch: Stretch, i: int) -> Said | None:
    """ "is not sure", "are confident that": what a source feels about what is said."""
    start = cue_start(scene, stretch.first, i)
    if start == i or not any(scene.is_("be", k) for k in range(start, i)):
        return None
    doubt = scene.is_("doubts", i) or any(scene.is_("negations", k) for k in range(start, i))
    source = source_left(scene, start - 1, stretch.first) if start > stretch.first else None
    return Said(CueKind.FEAR if doubt else CueKind.THINK, source, (start, i + 1), i + 1) if source else None
