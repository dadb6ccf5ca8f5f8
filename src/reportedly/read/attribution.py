"""Who said what: source, cue and content, out of the words of a report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportedly.read.chains import Citation, citation_at, hop, outlet_at, source_span
from reportedly.read.cue_phrases import holding_said, phrase_said, state_said
from reportedly.read.cues import HEDGE_OF, CueKind, Cues
from reportedly.read.identity import statement_id
from reportedly.read.said import Said, Stretch, Tokens
from reportedly.read.saying import verb_said
from reportedly.read.sources import Scene
from reportedly.read.words import Words, words_of
from reportedly.types import Hedge, Hop, HopKind, Manner, Quote, Span, Statement

_QUOTES = frozenset("«»“”„\"") | {"''", "``"}
_WITH_NUMBERS = frozenset([CueKind.COUNT, CueKind.SHOW])
_ONLY_FIRST = frozenset([CueKind.THINK, CueKind.ATTITUDE])
_NEVER_BEHIND = frozenset([CueKind.ATTITUDE, CueKind.FEAR])
_LONGEST_NAME = 8
_LONGEST_STRETCH = 250
"""Words of a sentence that are read together: a line without a full stop must not take forever."""
_SKIPPED = frozenset(",—–-:;")


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
            statement = _statement(scene, said, _pointed_at(scene, content, before), report)
            words = " ".join(quote.words for quote in statement.content)
            found.append(replace(statement, id=statement_id(capture, words, seen[words])))
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
    semicolons = tuple(i for i in range(first, after) if scene.words.lower[i] == ";")
    stretch = Stretch(first, after, _citations(scene, first, after), semicolons)
    found: list[Said] = []
    taken = first
    for i in range(first, after):
        if i < taken:
            continue
        said = _cue_at(scene, stretch, i, found)
        if said is not None:
            found.append(said)
            taken = max(i + 1, said.cue[1], said.after)
    found = _with_outlets(scene, stretch, _with_citations(scene, stretch, found)) or _colon(scene, stretch)
    whole = [(said, tuple(_content(scene, stretch, said, found[k + 1 :], found[:k]))) for k, said in enumerate(found)]
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
    """"Orra Quill: “The dam burst.”": where no verb says so, a colon before a quotation is the cue."""
    for i in range(stretch.first + 1, min(stretch.first + _LONGEST_NAME, stretch.after)):
        if scene.word(i) == ":":
            quoted = _opens_quotation(scene, i + 1, len(scene.words))
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
    if word not in cues.triggers or _speech(scene, i) or any(c.first + _finite(scene, c) <= i < c.after for c in stretch.citations):
        return None
    if scene.words.capital(i) and (i > stretch.first or cues.language == "en"):
        return None
    inside = _inside(scene, stretch, i)
    if word in cues.verbs:
        return verb_said(scene, inside, i, earlier)
    return holding_said(scene, inside, i) if scene.is_("holds", i) else state_said(scene, inside, i)


def _finite(scene: Scene, citation: Citation) -> int:
    """1 where the citation opens with a verb that has a subject: "The Monitor calculated from court sites", else 0."""
    first = citation.first
    return int(first > 0 and scene.speaks_here(first) and (scene.words.is_word(first - 1) and scene.words.capital(first - 1)))


def _speech(scene: Scene, i: int) -> bool:
    """Whether token i stands in a quotation of what somebody says, not in a quoted name."""
    return scene.words.quotation[i] >= 0 and (scene.words.long_quotation(i) or scene.name_quotation(i) is None)


def _citations(scene: Scene, first: int, after: int) -> tuple[Citation, ...]:
    """The citations of a sentence, in order: "citing Y, which cites Z"."""
    found: list[Citation] = []
    i = first
    while i < after:
        citation = citation_at(scene, i, after) if scene.words.lower[i] in scene.cues.citers else None
        if citation is not None:
            found.append(citation)
        i = citation.after if citation else i + 1
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


def _with_outlets(scene: Scene, stretch: Stretch, found: list[Said]) -> list[Said]:
    """Ties "in an interview with the Post" to the cue that stands nearest."""
    for i in range(stretch.first, stretch.after):
        outlet = outlet_at(scene, i, stretch.after) if scene.words.lower[i] in scene.cues.tellers else None
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


def _content(
    scene: Scene, stretch: Stretch, said: Said, later: Sequence[Said], earlier: Sequence[Said]
) -> Iterator[Tokens]:
    """What is said, in one or two stretches: before the source and cue, after them, or both."""
    if _says_before(scene, stretch, said):
        yield from _before(scene, stretch, said, earlier)
        if _goes_on(scene, stretch, said):
            yield from _after(scene, stretch, said, later)
        else:
            yield from _quotation_after(scene, said)
    else:
        yield from _after(scene, stretch, said, later)


def _goes_on(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether what is said goes on after an inserted source: "..., by X's data, ...", "..., X notes: ..."."""
    if said.end >= stretch.after:
        return False
    mark = scene.word(said.end)
    as_clause = scene.is_("as_words", said.start - 1)
    return mark == ":" or (mark == "," and (said.phrase or as_clause) and said.end + 1 < stretch.after)


def _says_before(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether what is said stands before source and cue: "..., said X", "..., X said on Monday."""
    start = _start(scene, said)
    if start <= stretch.first and not _after_quotation(scene, start):
        return False
    if said.shared or (start > stretch.first and scene.is_("as_words", start - 1) and start - 1 <= stretch.first):
        return False
    before = scene.word(start - 1)
    if said.phrase:
        return start > stretch.first and before not in (";", ":", "but", "and", "а", "но", "але")
    if _quoted_before(scene, said) and not scene.name_quotation(start - 1):
        return not _inner_quotation(scene, stretch, said)
    if _opens_quotation(scene, said.end, stretch.after):
        return False
    return (before in ",—–" or said.inverted) and before != ":" and _closes(scene, said, stretch.after)


def _inner_quotation(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether the quotation before the source is only part of a phrase, and what is said follows: "On “This Week,” X said he"."""
    at = said.start - 1
    while at > stretch.first and scene.words.quotation[at] < 0:
        at -= 1
    opened = scene.words.quotations[scene.words.quotation[at]][0] if scene.words.quotation[at] >= 0 else at
    follows = said.end < stretch.after and (scene.is_("that", said.end) or scene.is_("pronouns", said.end))
    return opened > stretch.first and follows and not said.inverted


def _opens_quotation(scene: Scene, at: int, after: int) -> bool:
    """Whether a quotation begins at token `at`, a comma or colon left out."""
    while at < after and scene.word(at) in (",", ":"):
        at += 1
    number = scene.words.quotation[at] if at < after else -1
    return number >= 0 and scene.words.quotations[number][0] == at


def _start(scene: Scene, said: Said) -> int:
    """Where source and cue begin, with the preposition of «в банке не уверены»."""
    start = said.start
    leads = said.source is not None and said.source[0] == start and scene.is_("source_prepositions", start - 1)
    return start - 1 if leads and scene.cues.language != "en" else start


def _after_quotation(scene: Scene, start: int) -> bool:
    """Whether a quotation ends right before token `start` in the same paragraph."""
    return start > 0 and scene.word(start - 1) in _QUOTES and scene.words.long_quotation(start - 1)


def _closes(scene: Scene, said: Said, after: int) -> bool:
    """Whether nothing that is said follows source and cue: the sentence or the clause ends, or only when and where follows."""
    at = said.end
    if at >= after or not scene.words.is_word(at):
        return at >= after or scene.word(at) not in _QUOTES | (frozenset() if said.inverted else {":"})
    if any(scene.is_(group, at) for group in ("that", "determiners", "pronouns", "quantifiers")):
        return False
    if scene.word(at) == "at" and scene.word(at + 1) in ("least", "most"):
        return False
    return said.inverted or any(scene.is_(group, at) for group in ("prepositions", "times", "adverbs"))


def _before(scene: Scene, stretch: Stretch, said: Said, earlier: Sequence[Said]) -> Iterator[Tokens]:
    after = _start(scene, said)
    first = stretch.first
    if after > 0 and scene.word(after - 1) == ",":
        after -= 1
    if scene.is_("as_words", after - 1):
        after -= 2 if scene.word(after - 2) == "," else 1
    last_quoted = after - 1
    if last_quoted >= 0 and scene.words.long_quotation(last_quoted):
        first = min(first, scene.words.quotations[scene.words.quotation[last_quoted]][0])
    for other in earlier:
        if other.end <= after and other.end > first and _semicolon(stretch, other.end, after):
            first = _semicolon(stretch, other.end, after)
    if first < after:
        yield first, after


def _semicolon(stretch: Stretch, first: int, after: int) -> int:
    """The token after the first semicolon among [first, after), or 0."""
    at = bisect_left(stretch.semicolons, first)
    return stretch.semicolons[at] + 1 if at < len(stretch.semicolons) and stretch.semicolons[at] < after else 0


def _quotation_after(scene: Scene, said: Said) -> Iterator[Tokens]:
    """The quotation that goes on after the source: "A," he said. "B"."""
    words = scene.words
    for i in range(said.end, min(said.end + 8, len(words))):
        if scene.word(i) == "\n":
            return
        number = words.quotation[i]
        if number >= 0:
            first, last = words.quotations[number]
            if first == i and _quoted_before(scene, said) and scene.word(i - 1) in ".,—–-:":
                yield first, last + 1
            return


def _quoted_before(scene: Scene, said: Said) -> bool:
    """Whether a closing quotation mark stands right before, but for commas and dashes."""
    at = said.start - 1
    while at > said.start - 4 and at >= 0 and scene.word(at) in (",", "—", "–", "-", "."):
        at -= 1
    number = scene.words.quotation[at] if at >= 0 else -1
    return number >= 0 and scene.words.quotations[number][1] == at and scene.name_quotation(at) is None


def _after(scene: Scene, stretch: Stretch, said: Said, later: Sequence[Said]) -> Iterator[Tokens]:
    first, after = said.after, stretch.after
    while first < after and scene.word(first) in _SKIPPED:
        first += 1
    for other in later:
        spliced = other.start > first and scene.word(other.start - 1) == "," and other.source and not other.phrase
        if spliced and not other.inverted and any(scene.numeral(k) for k in range(first, other.start)) and not _says_before(scene, stretch, other):
            after = min(after, other.start)
            break
        if other.shared or _breaks(scene, said, first, other.start) or _semicolon(stretch, first, other.start) or (other.phrase and not _opens_content(other, first)):
            after = min(after, other.start)
            break
    if scene.is_("holds", said.cue[1] - 1):
        after = next((k for k in range(first, after) if scene.is_("contrasts", k)), after)
    if said.kind in HEDGE_OF and said.kind is not CueKind.ALLEGE:
        after = next((k for k in range(first, after) if scene.word(k) in (";", ":")), after)
    after = _trimmed(scene, first, after)
    if after > first and scene.words.long_quotation(after - 1):
        after = max(after, scene.words.quotations[scene.words.quotation[after - 1]][1] + 1)
    if first < after:
        yield first, after


def _breaks(scene: Scene, said: Said, first: int, start: int) -> bool:
    """Whether a contrast ("..., while police counted") or, after a denial, a colon ends what is said before the next cue."""
    if start - 2 > first and scene.is_("contrasts", start - 1) and scene.word(start - 2) == ",":
        return True
    return said.kind is CueKind.DENY and any(scene.word(k) == ":" for k in range(first, start))


def _opens_content(other: Said, first: int) -> bool:
    return other.start - first <= 3


def _trimmed(scene: Scene, first: int, after: int) -> int:
    """Leaves out the marks and the conjunction at the end of what is said."""
    while after > first and (scene.word(after - 1) in ",;.—–:" or (scene.is_("coordinators", after - 1))):
        after -= 1
    return after


def _statement(scene: Scene, said: Said, content: Sequence[Tokens], report: str) -> Statement:
    hedge = HEDGE_OF.get(said.kind, Hedge.REPORTED)
    return Statement(
        id="",
        report=report,
        source=_source(scene, said),
        cue=_quotes(scene.words, [said.cue]),
        content=_quotes(scene.words, content),
        manner=_manner(scene.words, content),
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
