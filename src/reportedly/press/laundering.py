"""Free texts without ties: does a brief say more than its sources do? The gate's judge, held against the sources' words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from reportedly.press.attributing import confirmation, counted_sources, several
from reportedly.press.dates import periods
from reportedly.press.evidence import (
    Claim,
    Evidence,
    classes,
    clause_after,
    contains,
    deeds_about,
    rate_of,
    words_about,
)
from reportedly.press.judging import Judgement, judge, sum_or_difference
from reportedly.press.lexicon import lexicon, pattern
from reportedly.press.naming import capitalised, capitals, latin, mentions, named, parties, places, speakers
from reportedly.press.nouns import unit_of
from reportedly.press.numbers import Said, Sort, said
from reportedly.press.sentences import sentences
from reportedly.types import Bounds, Fault, Flow, Hedge, Mood, Period, Qualifier, Span


@dataclass(frozen=True, slots=True)
class Source:
    """One report as a brief's source: who published it when, whose count it repeats, and on what base that rests."""

    outlet: str
    text: str
    language: str
    published: date | None = None
    echo_of: str | None = None
    compiler: str | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Tied:
    """Words of the brief and the number of the source that they are said to stand on."""

    words: str
    source: int


def laundered(
    brief: str, language: str, sources: tuple[Source, ...], ties: tuple[Tied, ...] = ()
) -> tuple[Judgement, ...]:
    """What a brief says more firmly than, or otherwise than, its sources; one judgement for each class of fault.

    >>> source = Source("Kestrel", "At least 800 men fled, Kestrel reported.", "en")
    >>> [one.fault.value for one in laundered("800 men fled, Kestrel reported.", "en", (source,))]
    ['lost_bound']
    """
    behind = _Behind(sources, tuple(tuple(_evidence(source, sources)) for source in sources))
    found: dict[Fault, Judgement] = {}
    for judgement in chain(_numbers(brief, language, behind, ties), _wording(brief, language, behind)):
        found.setdefault(judgement.fault, judgement)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Behind:
    sources: tuple[Source, ...]
    figures: tuple[tuple[Evidence, ...], ...]

    @property
    def all(self) -> tuple[Evidence, ...]:
        return tuple(chain.from_iterable(self.figures))


def _numbers(brief: str, language: str, behind: _Behind, ties: tuple[Tied, ...]) -> Iterator[Judgement]:
    names = (name for source in behind.sources for name in (source.outlet, source.compiler) if name)
    counted = (*counted_sources(brief, language), *mentions(brief, names))
    for number in _said(brief, language, behind):
        if number.sort is Sort.VAGUE_DURATION or any(number.number.overlaps(span) for span in counted):
            continue
        if number.sort is Sort.DURATION and not any(
            one.sort is Sort.DURATION or set(one.values) & set(number.values) for one in behind.all
        ):
            continue
        claim = _claim(brief, number, language)
        figures = _candidates(claim, behind, _tied_to(brief, number, behind, ties))
        if figures:
            yield from min((judge(claim, _counted_alike(figure, behind)) for figure in figures), key=len)
        else:
            yield from () if _of_places(claim, behind) else (_nowhere(number, behind),)


def _said(brief: str, language: str, behind: _Behind) -> Iterator[Said]:
    """The numbers of a brief; "nobody" counts wherever a source gives a zero."""
    zero = any(one.bounds.upper == 0 and one.relation is None for one in behind.all)
    plain = {number.number for number in said(brief, language)}
    for number in said(brief, language, loose=zero):
        if number.number in plain or (number.qualifier is Qualifier.NONE and _zero_of_things(brief, number, language)):
            yield number


def _zero_of_things(brief: str, number: Said, language: str) -> bool:
    """Not "no reports" nor "no evidence": those say nothing of how many there are."""
    if not pattern(lexicon(language).determiners).fullmatch(number.words):
        return True
    return unit_of(brief[number.span.end :][:60], language, 1) not in (None, "reports", "sources")


def _of_places(claim: Claim, behind: _Behind) -> bool:
    """Whether a small number only counts the places that a source names ("in two towns")."""
    noun = unit_of(claim.behind, claim.language)
    if claim.said is None or noun not in ("settlements", "places"):
        return False
    return any(2 <= _first(claim.said) <= len(capitals(source.text)) for source in behind.sources)


def _counted_alike(figure: Evidence, behind: _Behind) -> Evidence:
    """Three missiles of one witness are the three hits of another: all classes that the sources count with a number."""
    alike = (one.units for one in behind.all if figure.values and one.values == figure.values)
    return replace(figure, units=figure.units.union(*alike))


def _tied_to(brief: str, number: Said, behind: _Behind, ties: tuple[Tied, ...]) -> tuple[Evidence, ...]:
    for tie in ties:
        at = brief.find(tie.words)
        if at >= 0 and Span(at, at + len(tie.words)).overlaps(number.number) and 0 <= tie.source < len(behind.figures):
            return behind.figures[tie.source]
    return ()


def _candidates(claim: Claim, behind: _Behind, tied: tuple[Evidence, ...]) -> list[Evidence]:
    """The figures that a number may stand on: those with its numeral, else those whose bounds it keeps, else its like."""
    number = claim.said
    if number is None:
        return []
    for figures in (tied, behind.all):
        same = [one for one in figures if set(one.values) & set(number.values) or _same_share(one, number)]
        kept = [one for one in figures if one.relation is None and _keeps(number, one)]
        like = [one for one in figures if not one.values and one.qualifier is number.qualifier]
        if same or kept or like:
            return same or like or kept
    if tied and sum_or_difference(_first(number), _values(behind)) is None:
        noun = unit_of(claim.behind, claim.language)
        return [one for one in tied if noun in one.units] or list(tied)
    return []


def _same_share(one: Evidence, number: Said) -> bool:
    mine, theirs = number.relation, one.relation
    if mine is None or theirs is None or mine.op is not theirs.op:
        return False
    return mine.share is None or theirs.share is None or abs(mine.share - theirs.share) < 0.01


def _keeps(number: Said, one: Evidence) -> bool:
    return number.relation is None and one.bounds.known and contains(number.bounds, one.bounds) and _near(number, one)


def _near(number: Said, one: Evidence) -> bool:
    if not number.values or not one.values:
        return not number.values
    return any(abs(mine - theirs) <= 0.15 * theirs for mine in number.values for theirs in one.values)


def _nowhere(number: Said, behind: _Behind) -> Judgement:
    if number.bounds.upper == 0:
        for source in behind.sources:
            if pattern(lexicon(source.language).absence).search(source.text):
                return Judgement(
                    Fault.ZERO_WITHOUT_SCOPE, "no report is not zero.", "Write that no figure is reported."
                )
    fault = sum_or_difference(_first(number), _values(behind)) or Fault.NUMBER_CHANGED
    return Judgement(fault, f"no source says “{number.words}”.", "Write the source's own figure.")


def _first(number: Said) -> float:
    return number.values[0] if len(number.values) == 1 else 0


def _values(behind: _Behind) -> tuple[float, ...]:
    return tuple(value for one in behind.all if one.sort is Sort.COUNT for value in one.values)


def _claim(brief: str, number: Said, language: str) -> Claim:
    spans = sentences(brief)
    place = next((n for n, span in enumerate(spans) if number.number.overlaps(span)), 0)
    sentence = spans[place] if spans else Span(0, len(brief))
    window = " ".join(span.of(brief) for span in spans[max(0, place - 1) : place + 2])
    at, end = number.span.start - sentence.start, number.span.end - sentence.start
    return Claim(number, number.words, sentence.of(brief), max(0, at), max(0, end), window, language, whole=brief)


def _wording(brief: str, language: str, behind: _Behind) -> Iterator[Judgement]:
    """Sources that are counted, and confirmations, in every sentence, whether it holds a number or not."""
    if not behind.sources:
        return
    compilers, corroborated = _compilers(behind.sources)
    whole = Evidence(
        Bounds(None, None),
        Qualifier.UNKNOWN,
        (),
        names=tuple(dict.fromkeys(_root(source, behind.sources) for source in behind.sources)),
        others=tuple(source.outlet for source in behind.sources),
        sentence=" ".join(source.text for source in behind.sources),
        language=behind.sources[0].language,
        compilers=compilers,
        corroborated=corroborated,
    )
    for span in sentences(brief):
        words = span.of(brief)
        claim = Claim(None, words, words, 0, 0, words, language)
        for fault, says, remedy in chain(several(claim, whole), confirmation(claim, whole)):
            yield Judgement(fault, says, remedy)


def _evidence(source: Source, sources: tuple[Source, ...]) -> Iterator[Evidence]:
    """Each number of a source, with all that its sentence says about it."""
    spans = sentences(source.text)
    names = _names(source, sources)
    compilers, corroborated = _compilers(sources)
    others = tuple(
        name for other in sources for name in (other.outlet, other.compiler) if name and not _among(name, names)
    )
    for number in said(source.text, source.language):
        place = next((n for n, span in enumerate(spans) if number.number.overlaps(span)), None)
        if place is None:
            continue
        before = spans[place - 1].of(source.text) if place else ""
        figure = _figure(source, number, spans[place], before)
        told = _told(figure, source)
        brought = (*parties(source.text, source.language), *capitalised(source.text))
        strangers = (*others, *(party for party in brought if not _among(party, told)))
        yield replace(
            figure,
            names=tuple(dict.fromkeys((*names, *told))),
            others=tuple(dict.fromkeys(name for name in strangers if not named(figure.sentence, (name,)))),
            outlets=tuple(others),
            counter=source.compiler,
            spoken=True,
            compilers=compilers,
            corroborated=corroborated,
        )


def _told(figure: Evidence, source: Source) -> tuple[str, ...]:
    """Who is said to say it: in the number's own sentence, else in the one before, else anywhere in the report."""
    for words in (figure.sentence, figure.before, source.text):
        found = (*parties(words, source.language), *speakers(words, source.language))
        if found:
            return found
    return ()


def _figure(source: Source, number: Said, span: Span, before: str) -> Evidence:
    language, sentence = source.language, span.of(source.text)
    at, end = max(0, number.span.start - span.start), number.span.end - span.start
    behind, about = clause_after(sentence, end), words_about(sentence, at, end, language)
    noun = unit_of(about, language, 4 if about == behind else 12)
    dated = periods(sentence, language, source.published)
    if not dated and not pattern(lexicon(language).since).search(sentence):
        dated = periods(before, language, source.published)
    found = tuple(one.period for one in dated)
    return Evidence(
        bounds=number.bounds,
        qualifier=number.qualifier,
        values=number.values,
        relation=number.relation,
        sort=number.sort,
        units=frozenset({noun} if noun else ()),
        deeds=deeds_about(sentence, at, end, language),
        hedge=_hedge(sentence, at, end, language),
        mood=_mood(sentence, at, end, language),
        flow=_flow(sentence, behind, language, found),
        rate=rate_of(sentence[end:], language),
        period=found[0] if len(found) == 1 else None,
        published=source.published,
        stretches=(*found, *_published(source, sentence)) if found else (),
        places=places(sentence, language) or capitals(sentence),
        sentence=sentence,
        before=before,
        language=language,
    )


def _published(source: Source, sentence: str) -> tuple[Period, ...]:
    """The day of publication belongs to a running count: it goes up to then."""
    running = pattern(lexicon(source.language).since).search(sentence)
    return (Period(source.published, source.published),) if source.published and running else ()


def _flow(sentence: str, behind: str, language: str, found: tuple[Period, ...]) -> Flow | None:
    if rate_of(behind, language):
        return Flow.RATE
    if pattern(lexicon(language).since).search(sentence):
        return Flow.CUMULATIVE
    if found and pattern(lexicon(language).moment).search(sentence):
        return Flow.STOCK
    return Flow.PERIOD if found else None


def _hedge(sentence: str, at: int, end: int, language: str) -> Hedge:
    """How firmly the words right around a number say it."""
    before = re.split(r"[;:]|\d{2,}", sentence[max(0, at - 60) : at])[-1]
    after = re.split(r"[;:]|\d{2,}", sentence[end : end + 48])[0]
    near = classes(f"{before} {after}", lexicon(language).hedges)
    for name, hedge in _HEDGES:
        if name in near:
            return hedge
    return Hedge.NONE


_HEDGES = (
    ("denied", Hedge.DENIED),
    ("possible", Hedge.POSSIBLE),
    ("alleged", Hedge.ALLEGED),
    ("claimed", Hedge.REPORTED),
    ("reported", Hedge.REPORTED),
)


def _mood(sentence: str, at: int, end: int, language: str) -> Mood:
    before = re.split(r"[;:,]|\d{2,}", sentence[max(0, at - 70) : at])[-1]
    behind = clause_after(sentence, end)
    words = lexicon(language)
    needed = pattern((*words.needs, *words.coming)).search(before) or pattern(words.needed).search(behind)
    return Mood.NEED if needed else Mood.FACT


def _names(source: Source, sources: tuple[Source, ...]) -> tuple[str, ...]:
    """Those who may be credited for all that a source says: its compiler, itself, those of the same family."""
    root = _root(source, sources)
    family = [other.outlet for other in sources if _root(other, sources) == root]
    own = [source.compiler, root, source.outlet, *family]
    return tuple(dict.fromkeys(name for name in own if name))


def _among(name: str, names: tuple[str, ...]) -> bool:
    return latin(name) in {latin(one) for one in names}


def _root(source: Source, sources: tuple[Source, ...], depth: int = 8) -> str:
    """Whose count a source gives in the end: its compiler, or that of the report it repeats."""
    if source.compiler:
        return source.compiler
    repeated = next((one for one in sources if one.outlet == source.echo_of and one is not source), None)
    if repeated is not None and depth:
        return _root(repeated, sources, depth - 1)
    return source.echo_of or source.outlet


def _compilers(sources: tuple[Source, ...]) -> tuple[int, bool]:
    """How many compilers stand behind the sources, and whether two of them rest on different bases."""
    bases: dict[str, str | None] = {}
    for source in sources:
        bases.setdefault(_root(source, sources), source.base)
    known = {latin(base) for base in bases.values() if base} | {
        latin(source.outlet) for source in sources if not (source.base or source.compiler or source.echo_of)
    }
    return max(1, len(bases)), len(bases) > 1 and len(known) > 1
