"""The gate: may this page be published? Every number, hedge and attribution of a brief against what it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from reportedly.press.attributing import counted_sources, several
from reportedly.press.evidence import Claim, Evidence
from reportedly.press.judging import Judgement, judge, spaced, sum_or_difference
from reportedly.press.lexicon import language_of
from reportedly.press.nouns import unit_of
from reportedly.press.numbers import Said, Sort, said
from reportedly.press.sentences import paragraphs, sentences
from reportedly.press.standing import evidence_of, standing_of
from reportedly.press.ties import FIGURE, PLAIN, Tie, Tied, tied
from reportedly.types import (
    Bounds,
    Brief,
    Fault,
    FigureRef,
    GateFinding,
    Picture,
    Qualifier,
    Shelf,
    SiteSettings,
    Span,
    Tally,
)


def check(
    brief: Brief,
    shelf: Shelf,
    settings: SiteSettings,
    *,
    brief_tallies: Mapping[str, Tally],
    picture: Picture | None = None,
) -> tuple[GateFinding, ...]:
    """Why a brief may not be published, in the order of its lines; nothing where it may.

    Looks at title, teaser, body, notes, and the picture's caption and alternative text. Each number must be tied to a
    figure or a tally that stands (`settings.eyes` people accepted it, its captured bytes match) or be marked plain; the
    words may be weaker than the figure, never firmer, and must keep its unit, time, place, hedge and source.
    `brief_tallies` holds the tallies as of the brief's day, by question; `picture` the lead picture.

    >>> check(brief, shelf, settings, brief_tallies={})  # doctest: +SKIP
    (GateFinding(file='briefs/june.md', line=12, words='7,400', fault=<Fault.LOST_BOUND: 'lost_bound'>, ...),)
    """
    desk = _Desk(brief, shelf, settings, brief_tallies, {ref.name: ref for ref in brief.figures})
    found = [*_picture(brief, picture)]
    for field in _fields(brief, picture):
        found += _field(field, desk)
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: (finding.line, finding.fault)))


@dataclass(frozen=True, slots=True)
class _Desk:
    brief: Brief
    shelf: Shelf
    settings: SiteSettings
    tallies: Mapping[str, Tally]
    refs: Mapping[str, FigureRef]

    def evidence(self, tie: Tie) -> Evidence | None:
        ref = self.refs.get(tie.name)
        return evidence_of(ref, self.shelf, self.tallies) if ref is not None and tie.kind == FIGURE else None


@dataclass(frozen=True, slots=True)
class _Field:
    """One text of a page: what to call it, where it starts, what a reader sees beside it."""

    name: str
    text: Tied
    file: str
    line: int
    beside: str = ""
    language: str = "en"

    def finding(self, line: int, words: str, judgement: Judgement) -> GateFinding:
        says = judgement.says if self.name == "body" else f"{self.name}: {judgement.says}"
        return GateFinding(self.file, self.line + line, spaced(words), judgement.fault, says, judgement.remedy)


def _fields(brief: Brief, picture: Picture | None) -> Iterator[_Field]:
    lines = dict(brief.field_lines)
    title, teaser = tied(brief.title), tied(brief.teaser)
    language = language_of(f"{title.text} {teaser.text} {brief.body[:2000]}")
    yield _Field("title", title, brief.file, lines.get("title", 1), teaser.text, language)
    yield _Field("teaser", teaser, brief.file, lines.get("teaser", 1), title.text, language)
    yield _Field("body", tied(brief.body), brief.file, brief.lines_before_body + 1, "", language)
    for note in brief.notes:
        yield _Field("note", tied(note.words), brief.file, lines.get("notes", 1), title.text, language)
    if picture is not None:
        line = lines.get("picture", 1)
        caption, alternative = tied(picture.caption), tied(picture.alternative)
        yield _Field("caption", caption, brief.file, line, alternative.text, language)
        yield _Field("alternative text", alternative, brief.file, line, caption.text, language)


def _picture(brief: Brief, picture: Picture | None) -> Iterator[GateFinding]:
    line = dict(brief.field_lines).get("picture", 1)
    if brief.picture and picture is None:
        yield GateFinding(
            brief.file,
            line,
            brief.picture,
            Fault.BROKEN_FRONT_MATTER,
            "no picture has that name.",
            "See pictures.toml.",
        )
    elif picture is not None and not picture.alternative.strip():
        yield GateFinding(
            brief.file,
            line,
            picture.id,
            Fault.MISSING_ALTERNATIVE,
            "the picture has no alternative text.",
            "Write in pictures.toml what it shows.",
        )
    if picture is not None and not picture.credit.strip():
        yield GateFinding(
            brief.file,
            line,
            picture.id,
            Fault.MISSING_CREDIT,
            "the picture has no credit.",
            "Name who made it in pictures.toml.",
        )


def _field(field: _Field, desk: _Desk) -> Iterator[GateFinding]:
    text, ties = field.text.text, field.text.ties
    numbers = said(text, field.language)
    for tie in ties:
        for judgement in _tie(tie, field, desk, numbers):
            yield field.finding(tie.line, tie.words, judgement)
    spoken_for = [tie.shown for tie in ties] + [*counted_sources(text, field.language)]
    for number in numbers:
        if number.sort is not Sort.VAGUE_DURATION and not any(number.number.overlaps(span) for span in spoken_for):
            yield field.finding(field.text.line(number.span.start), number.words, _untied(number, desk))
    yield from _sources(field, desk)


def _untied(number: Said, desk: _Desk) -> Judgement:
    figures = [one for one in (evidence_of(ref, desk.shelf, desk.tallies) for ref in desk.refs.values()) if one]
    values = tuple(value for one in figures for value in one.values)
    fault = next((f for f in (sum_or_difference(value, values) for value in number.values) if f), Fault.UNTIED)
    says = {
        Fault.SUM_OF_OVERLAPPING: "a sum that no figure says.",
        Fault.DIFFERENCE_OF_VINTAGES: "a difference of two counts that no figure says.",
    }.get(fault, "tied to nothing.")
    return Judgement(
        fault,
        f"the number is {says}" if fault is Fault.UNTIED else says,
        f"Write `[{spaced(number.words)}](figure:NAME)`, or `(plain:)` where it counts nothing."
        if fault is Fault.UNTIED
        else "Take it out: only a figure or a declared whole may be printed.",
    )


def _tie(tie: Tie, field: _Field, desk: _Desk, numbers: tuple[Said, ...]) -> Iterator[Judgement]:
    if tie.kind == PLAIN:
        yield from _plain(tie, field, numbers)
    elif tie.kind != FIGURE:
        yield Judgement(Fault.UNTIED, f"there is no tie {tie.kind!r}.", "Write `figure:NAME` or `plain:`.")
    elif tie.name not in desk.refs:
        yield Judgement(
            Fault.UNTIED,
            f"the front matter names no figure {tie.name!r}.",
            f"Add `{tie.name}: {{figure: ID}}` under `figures:`.",
        )
    else:
        yield from _figure(tie, field, desk, numbers)


def _plain(tie: Tie, field: _Field, numbers: tuple[Said, ...]) -> Iterator[Judgement]:
    for number in numbers:
        if not number.number.overlaps(tie.shown) or number.sort is not Sort.COUNT:
            continue
        noun = unit_of(field.text.text[tie.shown.end :], field.language, 2)
        if noun in _COUNTED and not _quoted(field.text.text, tie.shown):
            yield Judgement(
                Fault.UNTIED,
                f"marked as no count, but it counts {noun}.",
                "Tie it to a figure, or quote the words in which it stands.",
            )


_COUNTED = ("cases", "sentences", "persons", "records")


def _quoted(text: str, span: Span) -> bool:
    start = text.rfind("\n\n", 0, span.start) + 1
    before, after = text[start : span.start], text[span.end :].partition("\n\n")[0]
    straight = before.count('"') % 2 == 1 and '"' in after
    return straight or any(
        before.rfind(opened) > before.rfind(closed) and closed in after for opened, closed in _QUOTES
    )


_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"))


def _figure(tie: Tie, field: _Field, desk: _Desk, numbers: tuple[Said, ...]) -> Iterator[Judgement]:
    ref = desk.refs[tie.name]
    for fallen in standing_of(ref, desk.shelf, desk.tallies, desk.settings.eyes):
        yield Judgement(fallen.fault, fallen.says, fallen.remedy)
    evidence = desk.evidence(tie)
    if evidence is not None:
        claim = _claim(tie, field, numbers)
        yield from judge(claim, replace(evidence, compilers=_compilers(claim, field, desk, evidence)))


def _compilers(claim: Claim, field: _Field, desk: _Desk, evidence: Evidence) -> int:
    """How many compilers stand behind the figures of one sentence."""
    start = field.text.text.find(claim.sentence)
    around = Span(max(0, start), max(0, start) + len(claim.sentence))
    beside = [desk.evidence(tie) for tie in field.text.ties if tie.shown.within(around)]
    return max(evidence.compilers, len({one.names[0] for one in beside if one and one.names}))


def _claim(tie: Tie, field: _Field, numbers: tuple[Said, ...]) -> Claim:
    text = field.text.text
    sentence, window = _around(text, tie.shown, field)
    number = next((one for one in numbers if one.number.overlaps(tie.shown)), None)
    if number is None or not number.span.overlaps(tie.shown):
        number = next(iter(said(tie.words, field.language, loose=True)), None)
    return Claim(
        number,
        tie.words,
        sentence.of(text),
        tie.shown.start - sentence.start,
        tie.shown.end - sentence.start,
        window,
        field.language,
        title=field.name == "title",
    )


def _around(text: str, at: Span, field: _Field) -> tuple[Span, str]:
    """The sentence that holds a tie, and what a reader sees beside it: the sentence before, the next of its paragraph."""
    spans = sentences(text)
    place = next((n for n, span in enumerate(spans) if at.overlaps(span)), None)
    if place is None:
        return Span(0, len(text)), text
    paragraph = next((span for span in paragraphs(text) if at.overlaps(span)), Span(0, len(text)))
    after = [span for span in spans[place + 1 : place + 2] if span.overlaps(paragraph)]
    beside = [*spans[max(0, place - 1) : place + 1], *after]
    return spans[place], " ".join((*(span.of(text) for span in beside), field.beside))


def _sources(field: _Field, desk: _Desk) -> Iterator[GateFinding]:
    """Sentences without a tie that count sources: held against all that the brief stands on."""
    text = field.text.text
    for span in sentences(text):
        if any(tie.kind == FIGURE and tie.shown.overlaps(span) for tie in field.text.ties):
            continue
        words = span.of(text)
        if not counted_sources(words, field.language):
            continue
        claim = Claim(None, words, words, 0, 0, words, field.language)
        for fault, says, remedy in several(claim, _all(desk)):
            yield field.finding(field.text.line(span.start), words, Judgement(fault, says, remedy))


def _all(desk: _Desk) -> Evidence:
    behind = [one for one in (evidence_of(ref, desk.shelf, desk.tallies) for ref in desk.refs.values()) if one]
    names = tuple(dict.fromkeys(one.names[0] for one in behind if one.names))
    return Evidence(Bounds(None, None), Qualifier.UNKNOWN, (), names=names, compilers=max(1, len(names)), language="")
