"""One cue at a time: who speaks here, and where the cue begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportedly.read.agreement import crowd, no_subject, placed_source, placed_teller, received
from reportedly.read.chains import Link, citation_at, listener_at, teller_and_listener
from reportedly.read.cues import CueKind
from reportedly.read.inverted import inverted_said
from reportedly.read.said import Said, Stretch, Tokens, behind, cue_start, over_citations
from reportedly.read.sources import Scene, opening_subject, source_left, source_right
from reportedly.types import HopKind

_TOLD = frozenset([CueKind.SAY, CueKind.CONFIRM, CueKind.DENY])
_QUOTES = frozenset('«»“”„"') | {"''", "``"}
_EDGES = _QUOTES | frozenset("—–-,;:(…!?.")


def verb_said(scene: Scene, stretch: Stretch, i: int, earlier: Sequence[Said]) -> Said | None:
    """What the verb of saying at token i says about its source, or None where it is no cue after all."""
    kind = scene.cues.verbs[scene.word(i)]
    start = cue_start(scene, stretch.first, i)
    if _went_on(scene, i) and i - 3 > stretch.first:
        return _before_the_verb(scene, stretch, kind, i - 3, i, earlier)
    if scene.is_("cite_verbs", i) or (scene.is_("relays", i) and scene.phrase("opens", i + 1, stretch.after)):
        return _quoting(scene, stretch, start, i)
    if (
        not _framed(scene, stretch, i)
        or _describes(scene, stretch, start, i)
        or _infinitive(scene, start, i)
        or (scene.is_("noun_too", i) and not _is_verb(scene, stretch, start, i))
    ):
        return None
    kind = _falsehood(scene, i, stretch.after) or _unsure(scene, start, i, kind)
    passive = scene.cues.fixed_order and any(scene.is_("be", k) for k in range(start, i))
    if passive and not scene.word(i).endswith("ing"):
        return _passive(scene, stretch, kind, (start, i + 1))
    return (
        _described(scene, stretch, kind, start, i)
        or inverted_said(scene, stretch, kind, start, i)
        or _before_the_verb(scene, stretch, kind, start, i, earlier)
        or _impersonal(scene, stretch, kind, start, i)
    )


def _went_on(scene: Scene, i: int) -> bool:
    """ "went on to say", "goes on to argue"."""
    return scene.word(i - 1) == "to" and scene.word(i - 2) == "on" and scene.is_("goes", i - 3)


def _infinitive(scene: Scene, start: int, i: int) -> bool:
    return scene.cues.fixed_order and any(
        scene.word(k) == "to" or (scene.is_("unreal", k) and not scene.is_("that", i + 1)) for k in range(start, i)
    )


def _describes(scene: Scene, stretch: Stretch, start: int, i: int) -> bool:
    """Whether the word only describes a noun ("an estimated 6,000", "of accused men"), or stands in another frame."""
    before = start - 1
    if start == i and before >= stretch.first:
        if scene.is_("articles", before) or scene.is_("prepositions", before):
            return True
        if scene.numeral(before) and scene.cues.fixed_order and scene.cues.verbs[scene.word(i)] is CueKind.ALLEGE:
            return True  # "two of the 19 accused dealers"
    near = range(i + 1, min(i + 4, stretch.after))
    if scene.is_("needs_count", i) and not any(scene.is_("count", k) for k in near) and not _puts_at(scene, stretch, i):
        return True
    return scene.is_("takes_in", i) and any(scene.is_("takers", k) for k in range(max(stretch.first, i - 8), i))


def _puts_at(scene: Scene, stretch: Stretch, i: int) -> bool:
    """Whether a number is put on something: "put the losses at 12 boats"."""
    ats = (k for k in range(i + 2, min(i + 8, stretch.after - 1)) if scene.word(k) == "at")
    return any(scene.word(k + 1) in "$£€₴₽" or scene.numeral(k + 1) or scene.is_("quantifiers", k + 1) for k in ats)


def _framed(scene: Scene, stretch: Stretch, i: int) -> bool:
    """Whether a verb that says something only in a certain frame stands in it: "spoke of", "continued: ...", "pledged to"."""
    follows = i + 1
    if scene.is_("needs_of", i):
        opens = scene.word(i - 1) in _QUOTES | {","} and scene.is_("articles", follows)
        return opens or scene.is_("speech_prepositions", follows) or _ends_the_clause(scene, stretch, i - 1, follows)
    if scene.is_("needs_clause", i):
        if follows < stretch.after and (scene.numeral(follows) or scene.is_("quantifiers", follows)):
            return True
        return (
            follows >= stretch.after
            or not scene.words.is_word(follows)
            or scene.is_("that", follows)
            or scene.word(follows) == "to"
        )
    return True


def _quoting(scene: Scene, stretch: Stretch, start: int, i: int) -> Said | None:
    """ "X quotes Y as saying", «X цитирует Y: ...»: Y speaks, X passes it on."""
    outer = source_left(scene, start - 1, stretch.first) if start > stretch.first else None
    size = scene.phrase("opens", i + 1, stretch.after)
    if scene.is_("relays", i) and not size:
        return None
    source = source_right(scene, i + 1 + size, stretch.after)
    if source is None or outer is None or source[1] >= stretch.after:
        return None
    if scene.is_("relays", i):
        return Said(CueKind.SAY, source, (start, i + 1), source[1], inverted=True, outer=Link(HopKind.CITES, outer))
    if scene.word(source[1]) not in (":", "as", "«", "“", '"') and not scene.is_("that", source[1]):
        return None
    said_after = source[1] + 2 if scene.word(source[1]) == "as" else source[1]
    return Said(CueKind.SAY, source, (start, i + 1), said_after, inverted=True, outer=Link(HopKind.CITES, outer))


def _is_verb(scene: Scene, stretch: Stretch, start: int, i: int) -> bool:
    """Whether a word that is also a noun is a verb here: it has a subject before it and takes what verbs take."""
    if scene.word(i) in ("put", "puts", "found", "thought", "felt", "saw"):
        return True
    if scene.word(i - 1) == "," and (scene.is_("impersonal", i) or scene.is_("needs_of", i)):
        return scene.is_("source_prepositions", i + 1) or scene.is_("articles", i + 1)
    before, follows = over_citations(scene, stretch, start - 1), i + 1
    if scene.word(i).endswith("ing") and scene.word(before) == ",":
        return True
    if scene.word(before) == "," and follows < stretch.after and _takes(scene, follows):
        return _past_commas(scene, stretch, before) is not None
    if scene.is_("no", i - 1) or scene.is_("articles", i - 1):
        return False
    if start < i and any(scene.is_("aux", k) for k in range(start, i)):
        return scene.word(i - 1) not in ("is", "are", "was", "were", "'s")
    if before < stretch.first or not scene.words.is_word(before) or scene.word(before).endswith("'s"):
        return False
    if any(scene.is_(group, before) for group in ("determiners", "prepositions", "coordinators")):
        return False
    if not _agrees(scene, before, i):
        return False
    return (follows < stretch.after and _takes(scene, follows)) or _ends_the_clause(scene, stretch, before, follows)


def _ends_the_clause(scene: Scene, stretch: Stretch, before: int, follows: int) -> bool:
    """ ", the harbour's ledger shows.": the verb is the last word, its subject follows a comma."""
    if follows < stretch.after and scene.word(follows) not in (".", ",", ";"):
        return False
    closes = scene.is_("closing", before + 1) or (
        scene.word(before + 1).endswith("s") and not scene.word(before).endswith("s")
    )
    source = source_left(scene, before, stretch.first) if closes else None
    if source is not None and scene.is_("as_words", source[0] - 1):
        return True
    if source is None or not (scene.is_("determiners", source[0]) or scene.words.capital(source[0])):
        return False
    return source[0] > stretch.first and scene.word(source[0] - 1) in _QUOTES | {","}


def _agrees(scene: Scene, before: int, i: int) -> bool:
    """English only: "reports" after one, "report" after several; other languages say it by the form itself."""
    if not scene.cues.fixed_order:
        return True
    subject, verb = scene.word(before), scene.word(i)
    if verb.endswith(("ed", "ing")):
        return True
    if scene.is_("that", i + 1) or scene.is_("quantifiers", i + 1) or scene.word(i + 1)[:1].isdigit():
        return True
    several = subject in ("they", "we", "i", "you", "people", "police", "media", "who") or (
        subject.endswith("s") and not subject.endswith("ss")
    )
    if scene.words.capital(before):
        return verb.endswith("s") or several
    return several != (verb.endswith("s") and not verb.endswith("ss"))


def _takes(scene: Scene, i: int) -> bool:
    groups = ("that", "determiners", "pronouns", "quantifiers")
    if scene.word(i) == "at" and scene.word(i + 1) in ("least", "most"):
        return True
    if scene.word(i) == "," and citation_at(scene, i, i + 12) is not None:
        return True
    return (
        any(scene.is_(group, i) for group in groups)
        or scene.word(i) in _QUOTES
        or scene.words.capital(i)
        or scene.word(i)[0].isdigit()
    )


def _falsehood(scene: Scene, i: int, after: int) -> CueKind | None:
    """«назвал ложью», "called it a lie": a denial."""
    if not scene.is_("calls", i):
        return None
    for k in range(i + 1, min(i + 12, after)):
        if scene.is_("falsehoods", k):
            return CueKind.DENY
        if not scene.words.is_word(k) and scene.word(k) not in _QUOTES:
            break
    return None


def _unsure(scene: Scene, start: int, i: int, kind: CueKind) -> CueKind:
    """The kind of a negated cue: who is not sure fears, who does not confirm merely says."""
    if not any(scene.is_("negations", k) for k in range(start, i)):
        return kind
    if scene.is_("states", i):
        return CueKind.FEAR
    return CueKind.SAY if kind is CueKind.CONFIRM else kind


def _passive(scene: Scene, stretch: Stretch, kind: CueKind, cue: Tokens) -> Said | None:
    """ "were counted by the mission": the agent after "by"; "is expected to": nobody."""
    for k in range(cue[1], min(cue[1] + 12, stretch.after)):
        if not scene.words.is_word(k):
            break
        if scene.word(k) == "by" and kind is not CueKind.ATTITUDE:
            source = source_right(scene, k + 1, stretch.after)
            return Said(kind, source, cue, cue[1], inverted=True) if source else None
    if scene.is_("anonymous", cue[1] - 1) and cue[1] < stretch.after and scene.is_("after_anonymous", cue[1]):
        return Said(kind, None, cue, cue[1])
    return None


def _described(scene: Scene, stretch: Stretch, kind: CueKind, start: int, i: int) -> Said | None:
    """ "Graham, a former candidate, told CBS": the first words of the sentence, with a description between commas."""
    if not scene.cues.fixed_order or scene.word(start - 1) != "," or start - 1 <= stretch.first:
        return None
    if over_citations(scene, stretch, start - 1) != start - 1:
        return None
    source = _past_commas(scene, stretch, start - 1)
    if source is None or scene.word(i).endswith("ing") or any(scene.numeral(k) for k in range(*source)):
        return None
    opens = source[0] <= stretch.first or not scene.words.is_word(source[0] - 1) or scene.is_("that", source[0] - 1)
    return _with_listener(scene, stretch, Said(kind, source, (start, i + 1), i + 1)) if opens else None


def _before_the_verb(
    scene: Scene, stretch: Stretch, kind: CueKind, start: int, i: int, earlier: Sequence[Said]
) -> Said | None:
    before = over_citations(scene, stretch, start - 1)
    shared = _last_source(earlier)
    if before < stretch.first:
        return None
    if scene.word(i).endswith("ing") and scene.cues.fixed_order:
        shared = shared or opening_subject(scene, stretch.first, before)
        return (
            Said(kind, shared, (start, i + 1), i + 1, shared=True) if shared and scene.word(before) in _EDGES else None
        )
    if scene.word(before) == ",":
        source = _past_commas(scene, stretch, before)
        return _with_listener(scene, stretch, Said(kind, source, (start, i + 1), i + 1)) if source else None
    if scene.is_("coordinators", before):
        if kind not in (CueKind.ATTITUDE, CueKind.THINK):
            shared = shared or opening_subject(scene, stretch.first, before)
        coordinated = Said(kind, shared, (start, i + 1), i + 1, shared=True)
        return _with_listener(scene, stretch, coordinated) if shared else None
    if scene.is_("person_relative", before):
        before -= 2 if scene.word(before - 1) == "," else 1
    told = placed_teller(scene, before, i, stretch.first) if kind in _TOLD else None
    if told is not None:
        outlet = Link(HopKind.TOLD, told[1])
        return _with_listener(scene, stretch, Said(kind, told[0], (start, i + 1), i + 1, outer=outlet))
    source = placed_source(scene, before, i, stretch.first) or source_left(scene, before, stretch.first)
    if source is None or (scene.cues.fixed_order and _object_of_relative(scene, source[0] - 1)):
        return None
    if kind is CueKind.SAY and received(scene, *source, i) and _that_follows(scene, i + 1):
        return Said(kind, None, (start, i + 1), i + 1)
    if no_subject(scene, *source, i) or (
        kind in (CueKind.COUNT, CueKind.SHOW) and not scene.cues.fixed_order and crowd(scene, source[0])
    ):
        return None
    if kind is CueKind.COUNT and not scene.cues.fixed_order and _last_in_clause(scene, stretch, i):
        return None  # its object stands before it: no source does
    source, listener = teller_and_listener(scene, source, before_verb=True)
    return _with_listener(scene, stretch, Said(kind, source, (start, i + 1), i + 1, outer=listener))


def _that_follows(scene: Scene, i: int) -> bool:
    return scene.is_("that", i + 1 if scene.word(i) == "," else i)


def _with_listener(scene: Scene, stretch: Stretch, said: Said) -> Said:
    """Adds whom the source told it, and whom it cites right after the verb."""
    if scene.is_("telling", said.cue[1] - 1):
        outer, after = listener_at(scene, said.after, stretch.after)
        said = replace(said, outer=outer or said.outer, after=after)
    links, after = behind(scene, stretch, said.after)
    return replace(said, links=links, after=after) if links else said


def _object_of_relative(scene: Scene, i: int) -> bool:
    """ "which he said could": the words before belong to another clause, and what is said is not told here."""
    return scene.is_("relative", i) and scene.word(i) not in ("that", "where")


def _last_in_clause(scene: Scene, stretch: Stretch, i: int) -> bool:
    if i + 2 < stretch.after and scene.word(i + 1) == "," and scene.is_("that", i + 2):
        return False
    return i + 1 >= stretch.after or scene.word(i + 1) in (".", ",", ";")


def _last_source(earlier: Sequence[Said]) -> Tokens | None:
    return next((said.source for said in reversed(earlier) if said.source), None)


def _past_commas(scene: Scene, stretch: Stretch, comma: int) -> Tokens | None:
    """The source before an apposition, a relative clause or a citation that ends at `comma`: "Marsh Courier, quoting a ledger, says"."""
    for opening in range(comma - 1, max(stretch.first, comma - 40), -1):
        if scene.word(opening) in (";", ":", "—"):
            return None
        if scene.word(opening) == "," and _insertion(scene, opening + 1, comma):
            return source_left(scene, opening - 1, stretch.first)
    if citation_at(scene, stretch.first, comma):
        return None
    return None


def _insertion(scene: Scene, first: int, after: int) -> bool:
    """Whether the words between two commas describe what stands before them, and are no clause of their own."""
    if scene.is_("relative", first) or citation_at(scene, first, after + 1) is not None:
        return True
    return not any(scene.speaks(k) or scene.is_("aux", k) for k in range(first, after)) and after > first


def _impersonal(scene: Scene, stretch: Stretch, kind: CueKind, start: int, i: int) -> Said | None:
    """«официально говорят о»: somebody says it, nobody is named."""
    follows = i + 1
    if scene.is_("impersonal", i) and follows < stretch.after and scene.is_("that", follows):
        return Said(kind, None, (start, i + 1), i + 1)
    return None
