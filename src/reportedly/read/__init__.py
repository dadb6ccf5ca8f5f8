"""What a report says: statements and figures, with every value beside the words it was read from. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of
from reportedly.read.figures import Context, figures
from reportedly.read.identity import figure_id
from reportedly.read.lexicon import lexicon
from reportedly.read.nearby import Near, Occurrences
from reportedly.read.persons import names_of, persons_of
from reportedly.read.places import mentions, places_for
from reportedly.read.quotations import inside, quotations
from reportedly.read.sentences import sentences
from reportedly.read.speakers import Speakers
from reportedly.types import (
    Compiler,
    Figure,
    Gazetteer,
    Language,
    Languages,
    Method,
    Outlet,
    PassedOver,
    PlaceMention,
    Reading,
    Report,
    Statement,
)

METHOD = Method("rules", "2")


def read(
    report: Report,
    *,
    gazetteer: Gazetteer,
    languages: Languages,
    mobilisation: date | None,
    public_persons: Sequence[str] = (),
    compilers: Sequence[Compiler] = (),
    outlets: Sequence[Outlet] = (),
) -> Reading:
    """One report in, all that the rules read in it out: statements, figures, places, and what was passed over and why.

    Figures stand in the order of the text; their periods are resolved against the day of publication, "since
    mobilisation" against `mobilisation` where that is given. A report in a language that has no folder of data is declined: the reading
    says so in `declined`, and that never means that there are no figures. Takes any text, however long; raises nothing.
    """
    language = languages.get(report.language)
    if language is None:
        why = (
            f"There are no rules for the language {report.language!r}: its figures are not read, which does not mean that it has none; "
            "tell them in a note in a language that has rules."
        )
        return Reading(report.id, METHOD, report.language, declined=why)
    stretches = list(sentences(report.text, language))
    said = statements(report.text, stretches, cues_of(language), report=report.id, capture=report.capture)
    places = mentions(report.text, report.language, gazetteer)
    context = Context(report.id, lexicon(language), _dateline(report), mobilisation)
    bare = [figure for stretch in stretches for figure in figures(report.text, stretch, context)]
    found = tuple(_settled(report, bare, said, places, language))
    persons, personal = persons_of(report.text, language, gazetteer, public_persons, names_of(compilers, outlets))
    return Reading(
        report=report.id,
        method=METHOD,
        language=report.language,
        statements=said,
        figures=found,
        places=places,
        persons=persons,
        personal=personal,
        passed_over=_in_order(context.passed),
    )


def _dateline(report: Report) -> date | None:
    """The day of publication, None where it is none that days can be counted from (a system's year 1 for "unknown")."""
    day = report.published_day
    return day if day and 1000 <= day.year <= 9000 else None


def _in_order(passed: Iterable[PassedOver]) -> tuple[PassedOver, ...]:
    return tuple(sorted(passed, key=lambda over: over.quote.span))


def _settled(
    report: Report,
    bare: Sequence[Figure],
    said: Sequence[Statement],
    places: Sequence[PlaceMention],
    language: Language,
) -> Iterator[Figure]:
    """Figures with their ids, speakers, places and quotation marks."""
    quoted = quotations(report.text)
    speakers = Speakers(report.text, said, language)
    placed = Near(places, lambda mention: mention.quote.span.start)
    occurrences = Occurrences(report.text)
    for figure in bare:
        span = figure.as_written.span
        sentence = figure.sentence or span
        speaker = speakers.of(span, sentence)
        words = figure.as_written.words
        yield replace(
            figure,
            id=figure_id(report.capture, words, occurrences.before(words, span.start)),
            statement=next(
                (s.id for s in speakers.around if any(span.within(quote.span) for quote in s.content)), None
            ),
            source=speaker.source,
            chain=speaker.chain,
            hedge=speaker.hedge,
            negated=figure.negated or speaker.negated,
            places=places_for(span, sentence, placed.around(sentence)) if figure.flow or figure.counted else (),
            quoted=inside(quoted, figure.number.start, figure.number.end),
        )
