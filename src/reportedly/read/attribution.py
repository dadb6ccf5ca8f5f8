"""Who said what: source, cue and content, out of the words of a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from reportedly.read.chains import Citation, citation_at, hop, outlet_at, source_span
from reportedly.read.contents import content_of, opens_quotation
from reportedly.read.cue_phrases import holding_said, phrase_said, state_said
from reportedly.read.cues import HEDGE_OF, CueKind, Cues
from reportedly.read.identity import statement_id
from reportedly.read.said import Said, Stretch, Tokens
from reportedly.read.saying import verb_said
from reportedly.read.sources import Scene
from reportedly.read.words import Words, words_of
from reportedly.types import Hedge, Hop, HopKind, Manner, Quote, Span, Statement

_WITH_NUMBERS = frozenset([CueKind.COUNT, CueKind.SHOW])
_ONLY_FIRST = frozenset([CueKind.THINK, CueKind.ATTITUDE])
_NEVER_BEHIND = frozenset([CueKind.ATTITUDE, CueKind.FEAR])
_LONGEST_NAME = 8
_LONGEST_STRETCH = 250
"""Words of a sentence that are read together: a line without a full stop must not take forever."""


def statements(
    text: str, sentences: Sequence[Span], cues: Cues, *, report: str = "", capture: str = ""
) -> tuple[Statement, ...]:
    """A report's text and its sentences in, what is attributed in it out, in the order of the text.

    Each statement has fragments of source, cue and content with their places in `text`; its chain runs from the outermost
    party to the origin and is empty for fewer than two. Takes any text; a text without cues gives nothing.
    """
    scene = Scene(words_of(text), cues)
    seen: Counter[str] = Counter()
    found: list[Statement] = []
    for number, sentence in enumerate(sentences):
        before = sentences[number - 1] if number else None
        for said, content in said_in(scene, sentence):
            content = _pointed_at(scene, content, before)
            quotes = _quotes(scene.words, content)
            words = " ".join(quote.words for quote in quotes)
            name = statement_id(capture, words, seen[words])
            found.append(_statement(scene, said, quotes, _manner(scene.words, content), (name, report)))
            seen[words] += 1
    return tuple(found)


def _pointed_at(scene: Scene, content: tuple[Tokens, ...], before: Span | None) -> tuple[Tokens, ...]:
    """The sentence before, where the content only points back to it: «Об этом сообщила пресс-служба»."""
    if before is None or not all(scene.is_("back", i) for first, after in content for i in range(first, after)):
        return content
    first, after = scene.words.within(before)
    if first == after or "\n" in scene.words.text[before.end : scene.words.starts[content[0][0]]]:
        return content
    return ((first, after),)


def said_in(scene: Scene, sentence: Span) -> list[tuple[Said, tuple[Tokens, ...]]]:
    """The cues of one sentence with their sources and contents, in order."""
    first, after = scene.words.within(sentence)
    return [
        said
        for start in range(first, after, _LONGEST_STRETCH)
        for said in _said_in_stretch(scene, start, min(after, start + _LONGEST_STRETCH))
    ]


def _said_in_stretch(scene: Scene, first: int, after: int) -> list[tuple[Said, tuple[Tokens, ...]]]:
    lower, opening, speaking = scene.words.lower, scene.cues.opening, scene.cues.speaking
    spots = [i for i, word in enumerate(lower[first:after], first) if word in speaking]
    semicolons = tuple(i for i in spots if lower[i] == ";")
    stretch = Stretch(first, after, _citations(scene, spots, after), semicolons)
    found: list[Said] = []
    taken = first
    for i in spots:
        if i < taken or lower[i] not in opening:
            continue
        said = _cue_at(scene, stretch, i, found)
        if said is not None:
            found.append(said)
            taken = max(i + 1, said.cue[1], said.after)
    found = _with_outlets(scene, stretch, spots, _with_citations(scene, stretch, found)) or _colon(scene, stretch)
    whole = [(said, tuple(content_of(scene, stretch, said, found[k + 1 :], found[:k]))) for k, said in enumerate(found)]
    return [(said, content) for said, content in whole if content and not _idle(scene, said, content, whole)]


def _idle(
    scene: Scene, said: Said, content: tuple[Tokens, ...], others: Sequence[tuple[Said, tuple[Tokens, ...]]]
) -> bool:
    """Whether a cue adds no speaker: a count without a number, a wish or a thought that somebody else tells of."""
    counts = any(scene.numeral(i) for first, after in content for i in range(first, after))
    if said.kind in _WITH_NUMBERS and not said.phrase and not counts:
        frame = scene.is_("that", said.cue[1]) or (said.kind is CueKind.SHOW and scene.is_("shows", said.cue[1] - 1))
        if not frame:
            return True
    if said.kind in _NEVER_BEHIND and content[0][0] < said.start and not (counts and said.kind is CueKind.FEAR):
        return True
    if not counts and said.start and scene.is_("swallows", said.start - 1):
        return True
    if said.kind not in _ONLY_FIRST:
        return False
    at = said.cue[0]
    return any(other is not said and any(first <= at < after for first, after in held) for other, held in others)


def _colon(scene: Scene, stretch: Stretch) -> list[Said]:
    """ "Ada Fenn: “The mill burned.”": where no verb says so, a colon before a quotation is the cue."""
    for i in range(stretch.first + 1, min(stretch.first + _LONGEST_NAME, stretch.after)):
        if scene.word(i) == ":":
            quoted = opens_quotation(scene, i + 1, len(scene.words))
            named = all(scene.words.is_word(k) or scene.abbreviates(k) for k in range(stretch.first, i))
            if quoted and named and scene.words.capital(i - 1) and scene.words.capital(stretch.first):
                return [Said(CueKind.SAY, (stretch.first, i), (i, i + 1), i + 1)]
            break
    return []


def _cue_at(scene: Scene, stretch: Stretch, i: int, earlier: Sequence[Said]) -> Said | None:
    word = scene.words.lower[i]
    cues = scene.cues
    if word in cues.openers:
        said = phrase_said(scene, _inside(scene, stretch, i), i)
        if said is not None:
            return said
    if (
        word not in cues.triggers
        or _speech(scene, i)
        or any(c.first + _finite(scene, c) <= i < c.after for c in stretch.citations)
    ):
        return None
    if scene.words.capital(i) and (i > stretch.first or cues.fixed_order):
        return None
    inside = _inside(scene, stretch, i)
    if word in cues.verbs:
        return verb_said(scene, inside, i, earlier)
    return holding_said(scene, inside, i) if scene.is_("holds", i) else state_said(scene, inside, i)


def _finite(scene: Scene, citation: Citation) -> int:
    """1 where the citation opens with a verb that has a subject: "The Monitor calculated from court sites", else 0."""
    first = citation.first
    return int(
        first > 0 and scene.speaks_here(first) and (scene.words.is_word(first - 1) and scene.words.capital(first - 1))
    )


def _speech(scene: Scene, i: int) -> bool:
    """Whether token i stands in a quotation of what somebody says, not in a quoted name."""
    return scene.words.quotation[i] >= 0 and (scene.words.long_quotation(i) or scene.name_quotation(i) is None)


def _citations(scene: Scene, spots: Sequence[int], after: int) -> tuple[Citation, ...]:
    """The citations of a sentence, in order: "citing Y, which cites Z"."""
    found: list[Citation] = []
    lower, citers, free = scene.words.lower, scene.cues.citers, 0
    for i in spots:
        citation = citation_at(scene, i, after) if lower[i] in citers and i >= free else None
        if citation is not None:
            found.append(citation)
            free = citation.after
    return tuple(found)


def _inside(scene: Scene, stretch: Stretch, i: int) -> Stretch:
    """The quotation that token i stands in, cut to the sentence; else the sentence."""
    number = scene.words.quotation[i]
    if number < 0:
        return stretch
    first, last = scene.words.quotations[number]
    return replace(stretch, first=max(stretch.first, first + 1), after=max(i + 1, min(stretch.after, last)))


def _with_citations(scene: Scene, stretch: Stretch, found: list[Said]) -> list[Said]:
    """Ties "citing Y" that stands apart from its source to the cue of the same sentence."""
    covered = [(said.start, said.end) for said in found if said.links]
    for citation in stretch.citations:
        if not any(start <= citation.links[0].tokens[0] < end for start, end in covered):
            found = _tied(found, citation)
    return found


def _with_outlets(scene: Scene, stretch: Stretch, spots: Sequence[int], found: list[Said]) -> list[Said]:
    """Ties "in an interview with the Post" to the cue that stands nearest."""
    tellers = scene.cues.tellers
    for i in (i for i in spots if scene.words.lower[i] in tellers):
        outlet = outlet_at(scene, i, stretch.after)
        if outlet is not None:  # «которые приводит «Колос»»: it passes on, and says nothing of its own
            found = [said for said in found if said.source != outlet.tokens or not i <= said.cue[0] < outlet.tokens[0]]
        hosts = [said for said in found if said.outer is None and said.source and said.kind not in _ONLY_FIRST]
        if outlet is not None and hosts:
            host = min(hosts, key=lambda said: abs(said.cue[0] - i))
            found = [replace(said, outer=outlet) if said is host else said for said in found]
    return found


def _tied(found: list[Said], citation: Citation) -> list[Said]:
    hosts = [said for said in found if not said.links and said.source and said.kind is not CueKind.ATTITUDE]
    hosts = [said for said in hosts if not said.start <= citation.first < said.cue[0] or not said.phrase]
    before = [said for said in hosts if said.start <= citation.first]
    host = before[-1] if before else next(iter(hosts), None)
    if host is None:
        return found
    after = citation.after if 0 <= citation.first - host.after <= 1 else host.after
    return [replace(said, links=citation.links, after=after) if said is host else said for said in found]


def _statement(
    scene: Scene, said: Said, content: tuple[Quote, ...], manner: Manner, names: tuple[str, str]
) -> Statement:
    hedge = HEDGE_OF.get(said.kind, Hedge.REPORTED)
    name, report = names
    return Statement(
        id=name,
        report=report,
        source=_source(scene, said),
        cue=_quotes(scene.words, [said.cue]),
        content=content,
        manner=manner,
        hedge=hedge,
        negated=hedge is Hedge.DENIED,
        chain=_chain(scene, said),
    )


def _source(scene: Scene, said: Said) -> tuple[Quote, ...]:
    if said.source is None:
        return ()
    span = source_span(scene, *said.source)
    return (Quote.cut(scene.words.text, span.start, span.end),)


def _chain(scene: Scene, said: Said) -> tuple[Hop, ...]:
    if said.source is None or not (said.links or said.outer):
        return ()
    behind = tuple(link.hop(scene) for link in said.links)
    if said.outer is None:
        return (hop(scene, HopKind.PUBLISHED, said.source), *behind)
    return (hop(scene, HopKind.PUBLISHED, said.outer.tokens), hop(scene, said.outer.kind, said.source), *behind)


def _quotes(words: Words, stretches: Sequence[Tokens]) -> tuple[Quote, ...]:
    spans = [words.span(*stretch) for stretch in stretches]
    return tuple(Quote.cut(words.text, span.start, span.end) for span in sorted(spans))


def _manner(words: Words, content: Sequence[Tokens]) -> Manner:
    tokens = [i for first, after in content for i in range(first, after) if words.is_word(i)]
    quoted = sum(words.long_quotation(i) for i in tokens)
    if not quoted:
        return Manner.INDIRECT
    return Manner.DIRECT if quoted == len(tokens) else Manner.MIXED
