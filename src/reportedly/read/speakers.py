"""Who stands behind a figure: its source, the chain it came by, how firmly it is said, and whether it is rejected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.read.cues import CueKind, Cues, cues_of, folded
from reportedly.read.hedges import Doubts, firmest, hedges_of_source, rejected, tells_of_absence
from reportedly.read.nearby import Near
from reportedly.types import Hedge, Hop, HopKind, Span, Statement
from reportedly.types.languages import Language

_SILENT = frozenset([CueKind.ATTITUDE])
_CLAUSE = re.compile(r";|:\s|\s[—–]\s")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who states a figure (None: the report itself, or nobody named), the chain from the outermost party to the origin
    (empty for fewer than two), how firmly it is said, and whether the speaker rejects it."""

    source: str | None
    chain: tuple[Hop, ...]
    hedge: Hedge
    negated: bool


NARRATOR = Speaker(None, (), Hedge.NONE, False)


class Speakers:
    """Who says the figures of one report; asked in the order of the text, sentence by sentence."""

    def __init__(self, text: str, statements: Sequence[Statement], language: Language) -> None:
        self.text, self.language, self.cues = text, language, cues_of(language)
        self._near = Near(statements, lambda statement: statement.cue[0].span.start)
        self._mute = frozenset(s.id for s in statements if not _gives_word(s, self.cues))
        self._sentence = Span(0, 0)
        self.around: Sequence[Statement] = ()
        """The statements near the sentence that was asked for last."""
        self._here: list[tuple[Statement, bool]] = []
        self._doubts = Doubts(text, self._sentence, language)

    def of(self, span: Span, sentence: Span) -> Speaker:
        """A figure's span and its sentence in, who says it out.

        An attribution holds for its whole sentence, across semicolons, until another speaker. A source that follows its verb
        also covers what stands before it. A clause that only says that nothing was reported is the report's own.
        """
        if sentence != self._sentence:
            self._open(sentence)
        held = [s for s, inside in self._here if inside or _holds(s, span)]
        return _speaker(self.text, span, sentence, (held, self.around), self._doubts.near(span), self.language)

    def _open(self, sentence: Span) -> None:
        start, end = sentence.start, sentence.end
        self._sentence, self.around = sentence, self._near.around(sentence)
        said = (s for s in self.around if s.id not in self._mute)
        self._here = [(s, start <= s.cue[0].span.start < end) for s in said]
        self._doubts = Doubts(self.text, sentence, self.language)


def speaker_of(text: str, span: Span, sentence: Span, statements: Sequence[Statement], language: Language) -> Speaker:
    """One figure's span, its sentence and the report's statements in (as `attribution.statements` gives them, in the order of
    the text); who says it out, as `Speakers` does for many."""
    return Speakers(text, statements, language).of(span, sentence)


def _speaker(
    text: str,
    span: Span,
    sentence: Span,
    said: tuple[Sequence[Statement], Sequence[Statement]],
    near: set[Hedge],
    language: Language,
) -> Speaker:
    held, statements = said
    cues = cues_of(language)
    covering = _covering(text, span, sentence, held, language)
    if not covering:
        hedge = firmest({h for h in near if h is not Hedge.CONFIRMED})
        return Speaker(None, (), hedge, hedge is Hedge.DENIED or rejected(text, span, sentence, language))
    nearest = covering[-1]
    chain = _joined(text, covering, statements, cues)
    hedge = firmest({*near, _own_hedge(nearest, span), *hedges_of_source(nearest.source, language)})
    source = _source(text, chain, nearest, statements, cues)
    negated = hedge is Hedge.DENIED or rejected(text, span, sentence, language)
    return Speaker(source, chain if len(chain) > 1 else (), hedge, negated)


def _holds(statement: Statement, span: Span) -> bool:
    """Whether a statement's content covers the span from another sentence (a long quotation)."""
    content = statement.content
    if not content or span.start < content[0].span.start or content[-1].span.end < span.end:
        return False
    return any(quote.span.start <= span.start and span.end <= quote.span.end for quote in content)


def _gives_word(statement: Statement, cues: Cues) -> bool:
    if statement.hedge is not Hedge.REPORTED:
        return True
    kind = cues.kind(" ".join(quote.words for quote in statement.cue))
    return kind is None or kind not in _SILENT


def _covering(text: str, span: Span, sentence: Span, held: Sequence[Statement], language: Language) -> list[Statement]:
    """The statements that hold for the span, outermost first."""
    inside = [s for s in held if any(_reaches_into(span, quote.span) for quote in s.content)]
    chosen = _innermost(inside, span) if inside else _by_position(span, held, cues_of(language))
    if chosen and _narrator_again(text, span, sentence, chosen[-1], language):
        return []
    return chosen


def _reaches_into(span: Span, content: Span) -> bool:
    """Whether a figure stands in what is said; its first words may belong to the cue: «не має жодної звістки»."""
    return content.start < span.end <= content.end


def _innermost(inside: Sequence[Statement], span: Span) -> list[Statement]:
    """Nested statements, outermost first; of two that do not nest, the one whose cue is nearest."""
    ordered = sorted(inside, key=_size, reverse=True)
    nested = [s for k, s in enumerate(ordered) if all(_within(later, s) for later in ordered[k + 1 :])]
    return nested or [min(inside, key=lambda s: _distance(s, span))]


def _within(inner: Statement, outer: Statement) -> bool:
    return any(
        quote.span.start <= _anchor(inner).start and _anchor(inner).end <= quote.span.end for quote in outer.content
    )


def _by_position(span: Span, held: Sequence[Statement], cues: Cues) -> list[Statement]:
    """Outside every content: the last speaker before the span; else one that follows and speaks of what went before."""
    before = [s for s in held if _anchor(s).end <= span.start and not _closed(s, cues)]
    if before:
        return [before[-1]]
    return [s for s in held if _anchor(s).start >= span.end and _looks_back(s)][:1]


def _closed(statement: Statement, cues: Cues) -> bool:
    """Whether a statement ends with its own content: who "has no reports" says nothing else."""
    return cues.has("holds", folded(statement.cue[-1].words).rpartition(" ")[2])


def _narrator_again(text: str, span: Span, sentence: Span, statement: Statement, language: Language) -> bool:
    """Whether the span stands in a clause of its own, behind a semicolon, that says that nothing was reported."""
    anchor = _anchor(statement)
    if anchor.start >= span.start or not anchor.within(sentence):
        return False
    cut = text.rfind(";", anchor.end, span.start)
    if cut < 0:
        return False
    end = text.find(";", span.end, sentence.end)
    return tells_of_absence(text, Span(cut, end if end >= 0 else sentence.end), language)


def _anchor(statement: Statement) -> Span:
    """From the first to the last letter of source and cue, where they stand together; else the cue."""
    cue = statement.cue[0].span
    near = [q.span for q in statement.source if abs(q.span.start - cue.start) < 120]
    return Span(min([cue.start, *(s.start for s in near)]), max([cue.end, *(s.end for s in near)]))


def _looks_back(statement: Statement) -> bool:
    return any(quote.span.end <= statement.cue[0].span.start for quote in statement.content)


def _size(statement: Statement) -> int:
    return sum(quote.span.end - quote.span.start for quote in statement.content)


def _distance(statement: Statement, span: Span) -> int:
    anchor = _anchor(statement)
    return max(anchor.start - span.end, span.start - anchor.end)


def _own_hedge(statement: Statement, span: Span) -> Hedge:
    """A denial, fear or confirmation holds for its own content only; the rest of the sentence is merely reported."""
    covered = any(span.within(quote.span) for quote in statement.content)
    return statement.hedge if covered else Hedge.REPORTED


def _joined(text: str, covering: Sequence[Statement], statements: Sequence[Statement], cues: Cues) -> tuple[Hop, ...]:
    """The chains of nested statements one behind the other, without a party twice in a row."""
    hops: list[Hop] = []
    for statement in covering:
        for hop in statement.chain or _single(statement, statements, cues):
            party = _party(hop, statement, statements, cues)
            known = next((k for k, other in enumerate(hops) if _same(other.who, party.who)), None)
            if known is None:
                hops.append(party if not hops else Hop(_behind(party.kind), party.who, party.quote))
            elif len(party.who) < len(hops[known].who):
                hops[known] = Hop(hops[known].kind, party.who, party.quote)
    return tuple(hops)


def _party(hop: Hop, statement: Statement, statements: Sequence[Statement], cues: Cues) -> Hop:
    """The hop, with whoever a pronoun in it stands for."""
    if not cues.has("pronouns", folded(hop.who)):
        return hop
    named = _named(statement, statements, cues)
    return Hop(hop.kind, named.source[0].words, named.source[0]) if named and named.source else hop


def _same(known: str, who: str) -> bool:
    """Whether two names are one party: "the guild" and "the guild's ledger"."""
    shorter, longer = sorted((_bare(known), _bare(who)), key=len)
    return bool(shorter) and (
        longer == shorter or longer.startswith((shorter + " ", shorter + "'s")) or longer.endswith(" " + shorter)
    )


def _bare(name: str) -> str:
    return folded(name).removeprefix("the ").removeprefix("a ").removeprefix("an ")


def _behind(kind: HopKind) -> HopKind:
    return HopKind.CITES if kind is HopKind.PUBLISHED else kind


def _single(statement: Statement, statements: Sequence[Statement], cues: Cues) -> tuple[Hop, ...]:
    named = _named(statement, statements, cues)
    if named is None or not named.source:
        return ()
    quote = named.source[0]
    return (Hop(HopKind.PUBLISHED, quote.words, quote),)


def _named(statement: Statement, statements: Sequence[Statement], cues: Cues) -> Statement | None:
    """The statement itself, or the last one before it whose source is named, where its own source is a pronoun."""
    if not _pronoun(statement, cues):
        return statement
    earlier = [s for s in statements if s.cue[0].span.start < statement.cue[0].span.start and s.source]
    return next((s for s in reversed(earlier) if not _pronoun(s, cues)), None)


def _pronoun(statement: Statement, cues: Cues) -> bool:
    return len(statement.source) == 1 and cues.has("pronouns", folded(statement.source[0].words))


def _source(
    text: str, chain: Sequence[Hop], nearest: Statement, statements: Sequence[Statement], cues: Cues
) -> str | None:
    """Who compiled it: the last party before what a count was calculated from."""
    if not chain:
        return _opening_name(text, nearest, cues) if _pronoun(nearest, cues) else None
    parties = [hop for hop in chain if hop.kind is not HopKind.CALCULATED_FROM]
    return (parties or chain)[-1].who


def _opening_name(text: str, statement: Statement, cues: Cues) -> str | None:
    """The first words of the content, up to a comma, where a pronoun has nobody else to stand for: "Her brother, 23, ..."."""
    if not _looks_back(statement):
        return None
    first = re.split(r"[,;:.–—]", statement.content[0].words, maxsplit=1)[0].strip()
    numbered = any(word[0].isdigit() or folded(word) in cues.numerals for word in first.split())
    return first if first and len(first.split()) <= 3 and not numbered else None
