"""How firmly a stretch of text is said, by the words around it; and whether its speaker rejects it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reportedly.read.cues import folded, forms
from reportedly.types import Hedge, Quote, Span
from reportedly.types.languages import Language

PRECEDENCE = (Hedge.DENIED, Hedge.POSSIBLE, Hedge.ALLEGED, Hedge.CONFIRMED, Hedge.REPORTED, Hedge.NONE)
_MARKED = (Hedge.DENIED, Hedge.POSSIBLE, Hedge.ALLEGED, Hedge.CONFIRMED, Hedge.REPORTED)
_CLAUSE_ENDS = re.compile(r"[;:.!?\n]\s|[;:]|\s[—–]\s|[«»“”\"]")
_WORD = re.compile(r"[^\W\d_]+")
_COMMA = re.compile(r",\s")
_TOUCHING = 24
_PARENTHESIS = 8
"""Letters between an adverb between commas and its number: «а может, и все девять»."""


@dataclass(frozen=True, slots=True, eq=False)
class HedgeWords:
    """One language's words of doubt, allegation and confirmation, and of "not 40 but 14"."""

    marks: re.Pattern[str]
    """One group for each hedge, named after it."""
    telling: frozenset[str]
    """The longest word of each mark: without any of them a clause has no mark."""
    months: frozenset[str]
    forward: frozenset[str]
    nots: frozenset[str]
    nouns: frozenset[str]
    not_before: frozenset[str]
    rejected_before: re.Pattern[str]
    rejected_after: re.Pattern[str]
    corrected: re.Pattern[str]
    absence: re.Pattern[str]


def firmest(hedges: Iterable[Hedge]) -> Hedge:
    """The hedge that counts where several apply: denied, possible, alleged, confirmed, reported, none.

    >>> firmest([Hedge.REPORTED, Hedge.ALLEGED])
    <Hedge.ALLEGED: 'alleged'>
    """
    held = set(hedges)
    return next((hedge for hedge in PRECEDENCE if hedge in held), Hedge.NONE)


@cache
def hedge_words(language: Language) -> HedgeWords:
    """A language's `hedges.toml` in, its patterns out; compiled once for each language."""
    table = {key: tuple(forms(words, {})) for key, words in language.table("hedges").items()}
    nots, buts = _any(table.get("not", ())), _any(table.get("but", ()))
    return HedgeWords(
        marks=re.compile("|".join(rf"(?P<{hedge}>\b{_any(table.get(hedge, ()))}\b)" for hedge in _MARKED)),
        telling=frozenset(max(_WORD.findall(mark), key=len) for hedge in _MARKED for mark in table.get(hedge, ())),
        months=frozenset(table.get("month_like", ())),
        forward=frozenset(table.get("forward", ())),
        nots=frozenset(table.get("not", ())),
        nouns=frozenset(table.get("nouns_too", ())),
        not_before=frozenset(table.get("not_before", ())),
        rejected_before=re.compile(rf"\b{nots}\s+[^\w\s]*$"),
        rejected_after=re.compile(rf"^[^;.!?\d]{{0,80}}?,?\s{buts}\s"),
        corrected=re.compile(rf",\s(?:{buts}\s)?{nots}\s+[^\w\s]*$"),
        absence=re.compile(rf"\b{_any(table.get('absence', ()))}\b"),
    )


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, ordered)) + ")" if ordered else r"(?!)"


@dataclass(frozen=True, slots=True)
class _Mark:
    """A word of doubt and where it stands."""

    span: Span
    hedge: Hedge


class Doubts:
    """The words of doubt, allegation and confirmation in one sentence, asked for by the figures in it."""

    def __init__(self, text: str, sentence: Span, language: Language) -> None:
        self.text, self.sentence, self.words = text, sentence, hedge_words(language)
        self._ends = [match.span() for match in _CLAUSE_ENDS.finditer(text, sentence.start, sentence.end)]
        self._marks: dict[Span, tuple[_Mark, ...]] = {}

    def near(self, span: Span) -> set[Hedge]:
        """The hedges that words of the span's own clause put on it; empty where none does.

        In "six were identified, and seven may lie there" only the seven is possible; "allegedly" holds for what stands in its
        clause before the next comma and for all that follows it.
        """
        clause = self._clause(span)
        marks = self._marks.get(clause)
        if marks is None:
            marks = self._marks[clause] = tuple(self._marked(clause))
        return {mark.hedge for mark in marks if _reaches(self.text, mark, span, self.words)}

    def _clause(self, span: Span) -> Span:
        """The stretch around the span between semicolons, colons, dashes and quotation marks."""
        start, end = self.sentence.start, self.sentence.end
        for first, last in self._ends:
            if last <= span.start:
                start = last
            elif first >= span.end:
                end = first
                break
        return Span(min(start, span.start), max(end, span.end))

    def _marked(self, clause: Span) -> Iterator[_Mark]:
        spoken = folded(clause.of(self.text))
        if self.words.telling.isdisjoint(_WORD.findall(spoken)):
            return
        for match in self.words.marks.finditer(spoken):
            hedge = Hedge(match.lastgroup or Hedge.NONE)
            mark = Span(clause.start + match.start(), clause.start + match.end())
            if not _other_sense(self.text, mark, self.words, hedge):
                yield _Mark(mark, hedge)


def hedges_of_source(source: Iterable[Quote], language: Language) -> set[Hedge]:
    """The hedge that a source's own name carries: "unverified accounts" allege."""
    marks = hedge_words(language).marks
    found = (match.lastgroup for quote in source for match in marks.finditer(folded(quote.words)))
    return {Hedge.ALLEGED for hedge in found if hedge == Hedge.ALLEGED}


def rejected(text: str, span: Span, sentence: Span, language: Language) -> bool:
    """Whether the speaker rejects the number: the 40 of "not 40 but 14", of "14, not 40"."""
    words = hedge_words(language)
    before = folded(text[max(sentence.start, span.start - 40) : span.start])
    if not any(word in before for word in words.nots):
        return False
    after = folded(text[span.end : min(sentence.end, span.end + 100)])
    if words.corrected.search(before):
        return True
    return bool(words.rejected_before.search(before) and words.rejected_after.search(after))


def tells_of_absence(text: str, clause: Span, language: Language) -> bool:
    """Whether a clause says that nothing has been reported: "no news of the crew"."""
    return bool(hedge_words(language).absence.search(folded(clause.of(text))))


def _reaches(text: str, marked: _Mark, span: Span, words: HedgeWords) -> bool:
    """Whether a hedge word reaches the span: within one comma, or forward over commas for an allegation."""
    mark, hedge = marked.span, marked.hedge
    if mark.overlaps(span):
        return True
    between = text[mark.end : span.start] if mark.end <= span.start else text[span.end : mark.start]
    commas = len(_COMMA.findall(between)) - (mark.end <= span.start and between.startswith(","))
    if mark.end <= span.start:
        return commas == 0 or hedge in (Hedge.ALLEGED, Hedge.REPORTED) or len(between) <= _PARENTHESIS
    return commas == 0 and folded(mark.of(text)) not in words.forward


def _other_sense(text: str, mark: Span, words: HedgeWords, hedge: Hedge) -> bool:
    """May as a month, face as a noun, "not confirmed": "in May", "the face", «не подтверждена»."""
    written = mark.of(text)
    if hedge is Hedge.CONFIRMED and not words.nots.isdisjoint(
        folded(text[max(0, mark.start - 12) : mark.start]).split()[-1:]
    ):
        return True
    if folded(written) in words.months and written[0].isupper() and mark.start > 0:
        return True
    before = text[max(0, mark.start - _TOUCHING) : mark.start].split()
    return folded(written) in words.nouns and bool(before) and folded(before[-1]) in words.not_before
