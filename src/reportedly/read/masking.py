"""Masks private persons: a name becomes a pseudonym by keyed hash, a detail says what was withheld.

The same person has the same pseudonym wherever the desk's key is the same; without the key nobody can try names
against pseudonyms. A name in another script, or with fewer parts in another report, gives another pseudonym.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from unicodedata import normalize

from reportedly.read.person_runs import WORD
from reportedly.read.person_words import fold, name_key
from reportedly.types import (
    Bounds,
    Figure,
    Hop,
    PersonalDetail,
    PersonMention,
    PlaceMention,
    Quote,
    Reading,
    Report,
    Span,
    Statement,
)

TELLING = ("call_sign", "unit", "address", "phone", "id_number")
"""Details that say who it is wherever the same words stand; an age or a trade does so only beside the name."""


@dataclass(frozen=True, slots=True)
class Mask:
    """A stretch of a text, the words that stand there, and what is put in their place."""

    span: Span
    hidden: str
    shown: str


def masked(
    text: str,
    persons: Sequence[PersonMention],
    personal: Sequence[PersonalDetail],
    key: bytes,
    beside: Sequence[PersonMention] = (),
) -> str:
    """A text with its private persons and details masked; public persons stay.

    >>> masked("Pyotr fled.", [PersonMention(Quote.cut("Pyotr fled.", 0, 5))], [], b"k" * 32)
    'person-6fb56d fled.'
    """
    return Masking(text, masks(persons, personal, key, beside)).text


def masks(
    persons: Sequence[PersonMention],
    personal: Sequence[PersonalDetail],
    key: bytes,
    beside: Sequence[PersonMention] = (),
) -> tuple[Mask, ...]:
    """What is to be masked, in order, without overlaps. `key` is the desk's: whoever holds it can try names.

    `beside` are persons of a text that belongs to this one (a headline and its report), so that a bare surname is known
    as the person whose full name stands in the other. What was erased names nobody and stays as it is.
    """
    private = [m.quote for m in persons if not m.public and WORD.search(m.quote.words)]
    names = _pseudonyms([q.words for q in (*private, *(m.quote for m in beside if not m.public))], key)
    found = [Mask(quote.span, quote.words, names[quote.words]) for quote in private]
    found += [Mask(d.quote.span, d.quote.words, withheld(d.what)) for d in personal]
    return tuple(_apart(found))


def withheld(what: str) -> str:
    """The words that stand for a detail.

    >>> withheld("call_sign")
    '[call sign withheld]'
    """
    return f"[{what.replace('_', ' ')} withheld]"


def pseudonym(keys: Iterable[str], key: bytes) -> str:
    """The pseudonym of a person whose name has these parts, in any order."""
    return f"person-{keyed_id(keys, key)[:6]}"


def keyed_id(keys: Iterable[str], key: bytes) -> str:
    """The whole of which a pseudonym shows the beginning: 32 hex digits by keyed hash."""
    said = "|".join(sorted(set(keys))).encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()[:32]


def parts_of(words: str) -> frozenset[str]:
    """A name's parts without their case endings: what makes two spellings one person."""
    return frozenset(name_key(fold(word)) for word in WORD.findall(normalize("NFC", words)))


def _pseudonyms(names: Sequence[str], key: bytes) -> Mapping[str, str]:
    return {name: pseudonym(parts, key) for name, parts in fullest_parts(names).items()}


def fullest_parts(names: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """Each name's parts: those of the fullest name in the text that it is a part of, where there is only one."""
    parts = {name: parts_of(name) for name in dict.fromkeys(names)}
    holding: dict[str, set[frozenset[str]]] = {}
    for of in set(parts.values()):
        for part in of:
            holding.setdefault(part, set()).add(of)
    found = {}
    for name, of in parts.items():
        wider = {other for other in holding.get(next(iter(of), ""), set()) if of <= other}
        fullest = [w for w in wider if not any(w < other for other in wider)]
        found[name] = fullest[0] if len(fullest) == 1 else of
    return found


def _apart(found: Iterable[Mask]) -> Iterable[Mask]:
    """In order; of two masks that overlap the first one is widened over both, so that nothing of either is left."""
    last: Mask | None = None
    for mask in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if last and mask.span.start < last.span.end:
            last = replace(last, span=Span(last.span.start, max(last.span.end, mask.span.end)))
            continue
        if last:
            yield last
        last = mask
    if last:
        yield last


class Masking:
    """One text under its masks: the masked text, and where spans, quotes and loose words of the text lie in it."""

    def __init__(self, text: str, masks: Sequence[Mask]) -> None:
        self._masks = masks
        pieces, self._ends, at, moved = [], [0], 0, 0
        for mask in masks:
            pieces += [text[at : mask.span.start], mask.shown]
            moved += len(mask.shown) - (mask.span.end - mask.span.start)
            self._ends.append(moved)
            at = mask.span.end
        self.text = "".join([*pieces, text[at:]])

    def span(self, span: Span) -> Span:
        """Where a stretch of the text lies in the masked text; one that ends inside a mask takes in the whole mask."""
        return Span(self._moved(span.start, first=True), self._moved(span.end, first=False))

    def _moved(self, at: int, *, first: bool) -> int:
        before = self._before(at)
        if before and at < self._masks[before - 1].span.end:
            mask = self._masks[before - 1]
            start = mask.span.start + self._ends[before - 1]
            return start if first or at == mask.span.start else start + len(mask.shown)
        return at + self._ends[before]

    def _before(self, at: int) -> int:
        """How many masks begin at or before `at`."""
        low, high = 0, len(self._masks)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self._masks[middle].span.start <= at else (low, middle)
        return low

    def touches(self, span: Span) -> bool:
        """Whether some mask lies on the stretch."""
        before = self._before(max(span.end - 1, 0))
        return before > 0 and self._masks[before - 1].span.overlaps(span)

    def quote(self, quote: Quote) -> Quote:
        """The quote as the masked text has it."""
        span = self.span(quote.span)
        return Quote(span, span.of(self.text))

    def words(self, words: str | None) -> str | None:
        """Words that were taken from the text without their place (a source's name, a headline), masked."""
        if not words or not self._masks:
            return words
        hidden = self._hidden.sub(lambda m: self._shown[m[0]], words) if self._shown else words
        said = WORD.sub(self._named, hidden)
        return re.sub(r"(\bperson-[0-9a-f]{6})(?:[\s.]+\1)+\b", r"\1", said)

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        telling = {withheld(what) for what in TELLING}
        return {m.hidden: m.shown for m in self._masks if m.shown in telling or m.shown.startswith("person-")}

    @cached_property
    def _hidden(self) -> re.Pattern[str]:
        longest = sorted(self._shown, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")

    @cached_property
    def _parts(self) -> Mapping[str, str]:
        """The parts of private names, in all their cases."""
        return {
            part: mask.shown
            for mask in self._masks
            if mask.shown.startswith("person-")
            for part in parts_of(mask.hidden)
            if len(part) > 2
        }

    def _named(self, word: re.Match[str]) -> str:
        if not word[0][0].isupper():
            return word[0]
        return self._parts.get(name_key(fold(word[0])), word[0])


def masked_reading(
    report: Report, reading: Reading, key: bytes, headline: Sequence[PersonMention] = ()
) -> tuple[Report, Reading]:
    """A report and its reading in the form that may go out: the text masked, every span and quote moved along, ids kept.

    `headline` holds the persons of the headline, which is no part of the text. Where nothing is private both come back
    as they are.
    """
    found = masks(reading.persons, reading.personal, key, headline)
    title = masked(report.headline, headline, (), key, reading.persons)
    if not found:
        return (report if title == report.headline else replace(report, headline=title)), reading
    masking = Masking(report.text, found)
    shown = replace(
        report,
        headline=masking.words(title) or "",
        text=masking.text,
        paragraphs=tuple(masking.span(span) for span in report.paragraphs),
    )
    return shown, _reading(reading, masking)


def _reading(reading: Reading, masking: Masking) -> Reading:
    return replace(
        reading,
        statements=tuple(_statement(statement, masking) for statement in reading.statements),
        figures=tuple(_figure(figure, masking) for figure in reading.figures),
        places=tuple(_place(place, masking) for place in reading.places),
        persons=tuple(replace(p, quote=masking.quote(p.quote)) for p in reading.persons if p.public),
        personal=(),
        passed_over=tuple(replace(over, quote=masking.quote(over.quote)) for over in reading.passed_over),
    )


def _figure(figure: Figure, masking: Masking) -> Figure:
    """A figure that is itself a private detail (an age, a number of children) loses its values too."""
    withheld = masking.touches(figure.number)
    return replace(
        figure,
        as_written=masking.quote(figure.as_written),
        number=masking.span(figure.number),
        bounds=Bounds(None, None) if withheld else figure.bounds,
        best=None if withheld else figure.best,
        counted=masking.words(figure.counted),
        source=masking.words(figure.source),
        chain=_chain(figure.chain, masking),
        places=tuple(_place(place, masking) for place in figure.places),
        sentence=masking.span(figure.sentence) if figure.sentence else None,
    )


def _statement(statement: Statement, masking: Masking) -> Statement:
    translation = statement.translation
    return replace(
        statement,
        source=tuple(map(masking.quote, statement.source)),
        cue=tuple(map(masking.quote, statement.cue)),
        content=tuple(map(masking.quote, statement.content)),
        chain=_chain(statement.chain, masking),
        translation=replace(translation, words=masking.words(translation.words) or "") if translation else None,
    )


def _chain(chain: Sequence[Hop], masking: Masking) -> tuple[Hop, ...]:
    return tuple(
        replace(hop, who=masking.words(hop.who) or "", quote=masking.quote(hop.quote) if hop.quote else None)
        for hop in chain
    )


def _place(place: PlaceMention, masking: Masking) -> PlaceMention:
    return replace(place, quote=masking.quote(place.quote))
