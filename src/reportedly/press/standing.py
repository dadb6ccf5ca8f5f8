"""From the ledger's shelf to evidence: what a brief's tie stands on, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from reportedly.press.dates import periods
from reportedly.press.evidence import Evidence, classes, clause_after, deeds_about, house_unit, rate_of
from reportedly.press.lexicon import language_of, lexicon
from reportedly.press.naming import named, places
from reportedly.press.nouns import unit_of
from reportedly.press.numbers import said
from reportedly.press.sentences import sentences
from reportedly.types import (
    Answer,
    Bounds,
    Fault,
    Figure,
    FigureRef,
    Finding,
    Flow,
    Period,
    Report,
    Shelf,
    Span,
    Standing,
    Tally,
)


@dataclass(frozen=True, slots=True)
class Fallen:
    """Why a tie does not stand."""

    fault: Fault
    says: str
    remedy: str


def standing_of(ref: FigureRef, shelf: Shelf, tallies: Mapping[str, Tally], eyes: int) -> tuple[Fallen, ...]:
    """Why the figure or the tally behind a name may not be published; nothing where it stands.

    A figure must have been accepted by enough people, be neither withdrawn nor superseded, and stand in bytes that still
    match their checksum. A tally must have an answer, and the figures that bind it must stand.
    """
    if ref.figure is not None:
        return tuple(_figure_falls(ref.figure, shelf, eyes))
    question, tally = shelf.questions.get(ref.tally or ""), tallies.get(ref.tally or "")
    if question is None or tally is None:
        remedy = "Name a question of questions.toml that has an accepted figure by the brief's day."
        return (Fallen(Fault.NOT_STANDING, f"no tally of {ref.tally!r} is known on the brief's day.", remedy),)
    if question.answer is Answer.LIST:
        remedy = "Tie each number to its own figure."
        return (Fallen(Fault.NOT_STANDING, f"{question.id!r} is a list that is never added up.", remedy),)
    if not tally.bounds.known:
        remedy = "Wait for an accepted figure, or write that no figure is reported."
        return (Fallen(Fault.NOT_STANDING, f"{question.id!r} has no accepted figure on the brief's day.", remedy),)
    return tuple(chain.from_iterable(_figure_falls(figure, shelf, eyes) for figure in binding(tally, shelf)))


def binding(tally: Tally, shelf: Shelf) -> tuple[str, ...]:
    """The figures (the fullest wordings) that bind a tally."""
    findings = dict.fromkeys((*tally.binding_lower, *tally.binding_upper))
    return tuple(shelf.findings[finding].fullest for finding in findings if finding in shelf.findings)


def _figure_falls(figure_id: str, shelf: Shelf, eyes: int) -> Iterator[Fallen]:
    figure = shelf.figures.get(figure_id)
    if figure is None:
        yield Fallen(
            Fault.NOT_STANDING, f"the ledger has no figure {figure_id!r}.", "See `reportedly log` for its ids."
        )
        return
    yield from _undecided(shelf.standing.get(figure_id), eyes)
    whole = shelf.standing.get(figure.report)
    if whole is not None and whole.retracted is not None:
        yield Fallen(Fault.NOT_STANDING, f"its report was withdrawn: {whole.retracted.reason}", _CORRECT)
    report = shelf.reports.get(figure.report)
    if (
        figure.report in shelf.unchecked
        or report is None
        or figure.as_written.span.of(report.text) != figure.as_written.words
    ):
        yield Fallen(
            Fault.BYTES_CHANGED,
            "the captured bytes no longer hold these words.",
            "Run `reportedly verify`, restore the archive or capture the page again.",
        )


_CORRECT = "Take it out and add a note with kind, day and cause to the front matter."


def _undecided(standing: Standing | None, eyes: int) -> Iterator[Fallen]:
    accepted = standing.accepted_by if standing else ()
    if standing is not None and standing.retracted is not None:
        yield Fallen(Fault.NOT_STANDING, f"the figure was withdrawn: {standing.retracted.reason}", _CORRECT)
    elif standing is not None and standing.superseded_by is not None:
        yield Fallen(
            Fault.NOT_STANDING, "a later figure of its compiler replaces it.", f"Tie {standing.superseded_by}."
        )
    elif standing is None or not standing.confirmed or len(accepted) < eyes:
        who = f"accepted by {' and '.join(accepted)} only" if accepted else "accepted by nobody"
        yield Fallen(
            Fault.NOT_STANDING,
            f"the figure does not stand: {who}.",
            f"Let {eyes} people accept it: `reportedly decide`.",
        )


def evidence_of(ref: FigureRef, shelf: Shelf, tallies: Mapping[str, Tally]) -> Evidence | None:
    """What the tie's words are held against, None where there is nothing."""
    if ref.figure is not None:
        return figure_evidence(ref.figure, shelf) if ref.figure in shelf.figures else None
    tally = tallies.get(ref.tally or "")
    return _tally_evidence(tally, shelf) if tally is not None and tally.bounds.known else None


def figure_evidence(figure_id: str, shelf: Shelf) -> Evidence | None:
    """One figure as evidence, with what people corrected about its reading."""
    figure = shelf.figures[figure_id]
    report = shelf.reports.get(figure.report)
    if report is None:
        return None
    finding = shelf.findings.get(shelf.finding_of.get(figure_id, ""))
    standing = shelf.standing.get(figure_id) or Standing(figure_id)
    before, sentence, behind = _around(figure, report)
    language = _language(report)
    names = _names(figure, report, finding, standing, shelf)
    units, deeds = _counted(figure, finding, standing, (sentence, behind), language)
    corrected = standing.correction
    bounds = corrected.bounds if corrected and corrected.bounds else figure.bounds
    return Evidence(
        bounds=bounds,
        qualifier=(corrected.qualifier if corrected and corrected.qualifier else figure.qualifier),
        values=_values(figure, bounds, language),
        relation=figure.relation,
        units=units,
        deeds=deeds,
        hedge=figure.hedge,
        mood=figure.mood,
        flow=figure.flow,
        rate=rate_of(behind, language),
        period=(corrected.period if corrected and corrected.period else figure.period),
        stretches=_stretches(figure, report, finding, sentence, language),
        places=tuple(mention.quote.words for mention in figure.places) or places(sentence, language),
        names=names,
        others=_others(names, report, shelf),
        sentence=sentence,
        before=before,
        language=language,
        corroborated=_corroborated(finding, shelf),
    )


def _tally_evidence(tally: Tally, shelf: Shelf) -> Evidence | None:
    bound = [one for one in (figure_evidence(f, shelf) for f in binding(tally, shelf) if f in shelf.figures) if one]
    if not bound:
        return None
    first, question = bound[0], shelf.questions[tally.question]
    ends = tuple(float(end) for end in (tally.bounds.lower, tally.bounds.upper, tally.best) if end is not None)
    units, deeds = house_unit(question.measure)
    names = tuple(dict.fromkeys(chain(_compilers(tally, shelf), *(one.names for one in bound))))
    return replace(
        first,
        bounds=tally.bounds,
        qualifier=first.qualifier if first.bounds == tally.bounds else None,
        values=tuple(dict.fromkeys((*ends, *(value for one in bound for value in one.values)))),
        units=first.units | units,
        deeds=first.deeds | deeds,
        stretches=tuple(chain.from_iterable(one.stretches for one in bound)),
        names=names,
        others=tuple(other for other in first.others if other not in names),
        compilers=len({one.compiler for one in tally.compilers}) or 1,
        corroborated=any(one.role == "corroboration" for one in tally.compilers),
    )


def _around(figure: Figure, report: Report) -> tuple[str, str, str]:
    spans = sentences(report.text)
    at = next((n for n, span in enumerate(spans) if figure.number.within(span)), None)
    span = figure.sentence or (spans[at] if at is not None else Span(0, len(report.text)))
    before = spans[at - 1].of(report.text) if at else ""
    sentence = span.of(report.text)
    return before, sentence, clause_after(sentence, max(0, figure.as_written.span.end - span.start))


def _language(report: Report) -> str:
    return report.language if report.language in ("en", "ru", "uk") else language_of(report.text)


def _values(figure: Figure, bounds: Bounds, language: str) -> tuple[float, ...]:
    if bounds != figure.bounds:
        return tuple(float(end) for end in (bounds.lower, bounds.upper) if end is not None)
    read = said(figure.as_written.words, language, loose=True)
    best = (float(figure.best),) if figure.best is not None and not read else ()
    return tuple(dict.fromkeys((*chain.from_iterable(one.values for one in read), *best)))


def _counted(
    figure: Figure, finding: Finding | None, standing: Standing, words: tuple[str, str], language: str
) -> tuple[frozenset[str], frozenset[str]]:
    corrected = standing.correction.unit if standing.correction else None
    own, measure = house_unit(corrected or figure.unit), house_unit(finding.measure if finding else None)
    noun = unit_of(figure.counted or "", language) or unit_of(words[1], language)
    units = own[0] | measure[0] | ({noun} if noun else set())
    at = max(0, words[0].find(figure.as_written.words))
    happened = deeds_about(words[0], at, at + len(figure.as_written.words), language)
    happened |= classes(figure.counted or "", lexicon(language).deeds)
    return frozenset(units), own[1] | measure[1] | happened


def _stretches(
    figure: Figure, report: Report, finding: Finding | None, sentence: str, language: str
) -> tuple[Period, ...]:
    found = [one.period for one in periods(sentence, language, report.published_day)]
    if figure.as_of is not None:
        found.append(Period(figure.as_of.earliest or figure.as_of.latest, figure.as_of.latest))
    if report.published_day is not None and figure.flow is not Flow.PERIOD:
        found.append(Period(report.published_day, report.published_day))
    if finding is not None and finding.period is not None:
        found.append(finding.period)
    return tuple(found)


def _names(
    figure: Figure, report: Report, finding: Finding | None, standing: Standing, shelf: Shelf
) -> tuple[str, ...]:
    compiler = (standing.correction.compiler if standing.correction else None) or (
        finding.compiler if finding else None
    )
    told = [hop.who for hop in figure.chain] + ([figure.source] if figure.source else [])
    echoes = [shelf.figures[one].report for one in (finding.figures if finding else ()) if one in shelf.figures]
    outlets = [report.outlet, *(shelf.reports[one].outlet for one in echoes if one in shelf.reports)]
    names = [
        *_called(compiler, shelf),
        *reversed(told),
        *chain.from_iterable(_published(one, shelf) for one in outlets),
    ]
    return tuple(dict.fromkeys(name for name in names if name))


def _called(compiler: str | None, shelf: Shelf) -> tuple[str, ...]:
    one = shelf.compilers.get(compiler or "")
    return (one.name, *one.aliases) if one else ()


def _published(outlet: str, shelf: Shelf) -> tuple[str, ...]:
    one = shelf.outlets.get(outlet)
    return (one.name, *one.aliases) if one else (outlet,)


def _compilers(tally: Tally, shelf: Shelf) -> Iterator[str]:
    for one in tally.compilers:
        yield from _called(one.compiler, shelf)


def _others(names: tuple[str, ...], report: Report, shelf: Shelf) -> tuple[str, ...]:
    known = [one.name for one in shelf.compilers.values()] + [one.name for one in shelf.outlets.values()]
    return tuple(dict.fromkeys(name for name in known if name not in names and not named(report.text, (name,))))


def _corroborated(finding: Finding | None, shelf: Shelf) -> bool:
    tally = shelf.tallies.get(finding.question) if finding else None
    return tally is not None and any(one.role == "corroboration" for one in tally.compilers)
