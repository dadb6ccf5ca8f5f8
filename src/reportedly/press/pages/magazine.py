"""One edition, sorted once for all pages: what is published, its cards and pictures, what stands behind each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from reportedly.press.markdown import struck
from reportedly.press.pages.margin import answer, credit, figure_in_words, newest_in_words, stands_behind
from reportedly.press.pages.pictures import Shown, picture
from reportedly.press.taking_back import tells
from reportedly.press.tallies import taken_as
from reportedly.press.ties import words_only
from reportedly.press.wording import day_in_words
from reportedly.types import Answer, Brief, Carried, Edition, Finding, Note, Question, Shelf, TakenBack


@dataclass(frozen=True, slots=True)
class Card:
    """A brief in one picture, one date and one sentence. `why` says what it shares with the page it stands on."""

    slug: str
    title: str
    day: str
    iso: str
    teaser: str
    picture: Shown | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """A question in one line: what it asks, the answer in words, and what stands behind it."""

    id: str
    asks: str
    answer: str
    taken: str
    behind: str
    as_of: str
    panel: str
    note: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """A note on a brief as the corrections page lists it; `held` tells that the brief is taken back, `of` its date."""

    slug: str
    title: str
    of: date
    iso: str
    day: str
    kind: str
    words: str
    cause: str
    held: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """The page of a brief that was taken back: its headline without the fallen numbers, what fell, and why."""

    slug: str
    title: str
    day: str
    iso: str
    fell: bool
    notes: tuple[Corrected, ...]


@dataclass(frozen=True, slots=True)
class Since:
    """What is known since a brief's day, with the question that it answers."""

    question: str
    asks: str
    words: str


@dataclass(frozen=True, slots=True)
class Magazine:
    """An edition with what several pages need. `published` runs from the newest brief to the oldest."""

    edition: Edition
    published: tuple[Brief, ...]
    withheld: tuple[Withheld, ...]
    cards: dict[str, Card]
    counts: tuple[Counted, ...]
    corrected: tuple[Corrected, ...]
    since: Mapping[str, tuple[Since, ...]]
    reports: int
    compilers: int

    @property
    def latest(self) -> tuple[Card, ...]:
        """All cards, newest first."""
        return tuple(self.cards.values())


MAIN = 6
"""How many questions the first page shows."""


def main_counts(magazine: Magazine) -> tuple[Counted, ...]:
    """The questions that the newest briefs speak of, one of each brief in turn; then those with most reports."""
    shelf = magazine.edition.shelf
    asked = [_questions_of(shelf, brief) for brief in magazine.published]
    turns = [question for turn in zip_longest(*asked) for question in turn if question is not None]
    busy = sorted(shelf.tallies.values(), key=lambda tally: -tally.reports)
    wanted = dict.fromkeys((*turns, *(tally.question for tally in busy if tally.reports)))
    known = {count.id: count for count in magazine.counts}
    return tuple(known[question] for question in wanted if question in known)[:MAIN]


def _questions_of(shelf: Shelf, brief: Brief) -> tuple[str, ...]:
    found = (shelf.findings.get(shelf.finding_of.get(ref.figure or "", "")) for ref in brief.figures)
    asked = (
        ref.tally or (finding.question if finding else "") for ref, finding in zip(brief.figures, found, strict=True)
    )
    return tuple(dict.fromkeys(question for question in asked if question))


def magazine(edition: Edition) -> Magazine:
    """Sorts an edition. Briefs that the gate holds have no card; those that were published keep a page that says why."""
    today = [_as_of(brief, edition.now.date()) for brief in edition.briefs]
    ordered = sorted(today, key=lambda brief: (-brief.date.toordinal(), brief.slug))
    published = tuple(brief for brief in ordered if brief.slug not in edition.held)
    backs = tuple(one for one in edition.taken_back if one.until is None)
    known = {one.brief.slug for one in backs}
    noted = tuple(b for b in ordered if b.slug in edition.held and b.slug not in known and _explained(b))
    found = [finding for finding in edition.shelf.findings.values() if _stands(edition, finding)]
    figures = [figure for finding in found for figure in finding.figures]
    return Magazine(
        edition=edition,
        published=published,
        withheld=(*(_taken_back(edition, one) for one in backs), *(_withheld(edition, brief) for brief in noted)),
        cards={brief.slug: card(edition, brief) for brief in published},
        counts=tuple(_counted(edition, question) for question in edition.shelf.questions.values()),
        corrected=tuple(_corrected(edition, (*published, *noted))),
        since=_since(edition),
        reports=len({edition.shelf.figures[figure].report for figure in figures if figure in edition.shelf.figures}),
        compilers=len({finding.compiler for finding in found}),
    )


def _as_of(brief: Brief, day: date) -> Brief:
    """A brief as it stands on a day: notes that will be written later are not on it."""
    return replace(brief, notes=tuple(note for note in brief.notes if note.day <= day))


def _since(edition: Edition) -> Mapping[str, tuple[Since, ...]]:
    """By brief, what is known since its day."""
    lines: dict[str, tuple[Since, ...]] = {}
    for (slug, question), words in edition.since_then.items():
        asked = edition.shelf.questions.get(question)
        said = words.removeprefix("Since then: ")
        line = Since(question, asked.asks if asked else "", f"{said[:1].upper()}{said[1:]}")
        lines[slug] = (*lines.get(slug, ()), line)
    return lines


def _explained(brief: Brief) -> bool:
    return any(note.kind != "since_then" for note in brief.notes)


def card(edition: Edition, brief: Brief, why: str = "") -> Card:
    """A brief's card."""
    return Card(
        slug=brief.slug,
        title=words_only(brief.title),
        day=day_in_words(brief.date),
        iso=brief.date.isoformat(),
        teaser=words_only(brief.teaser),
        picture=picture(edition, brief.picture),
        why=why,
    )


def _stands(edition: Edition, finding: Finding) -> bool:
    standings = (edition.shelf.standing.get(figure) for figure in finding.figures)
    return any(standing is not None and standing.stands for standing in standings)


def _counted(edition: Edition, question: Question) -> Counted:
    tally = edition.shelf.tallies.get(question.id)
    listed = question.answer is Answer.LIST
    return Counted(
        id=question.id,
        asks=question.asks,
        answer=answer(edition.shelf, question),
        taken=taken_as(tally) if tally else "",
        behind=stands_behind(edition.shelf, question),
        as_of=newest_in_words(edition.shelf, tally) if tally else "",
        panel=question.panel or "",
        note=question.note or "",
        listed=listed,
    )


def _withheld(edition: Edition, brief: Brief | Carried, *, fell: bool = True, told: bool = True) -> Withheld:
    """The page of a brief that is held; `told` is whether its own notes say why."""
    notes = tuple(corrected(edition, brief, note) for note in brief.notes)
    return Withheld(
        brief.slug, struck(brief.title), day_in_words(brief.date), brief.date.isoformat(), fell, notes if told else ()
    )


def _taken_back(edition: Edition, one: TakenBack) -> Withheld:
    made = _withheld(edition, one.brief, fell=one.figure is not None or tells(one))
    return made if tells(one) else replace(made, notes=(_said_for(edition, one), *made.notes))


def _said_for(edition: Edition, one: TakenBack) -> Corrected:
    """What is said of a brief that was taken back, where the desk has not written a note of its own."""
    figure = edition.shelf.figures.get(one.figure or "")
    report = edition.shelf.reports.get(figure.report) if figure else None
    words = one.why
    if figure and report:
        note = credit(edition.shelf, figure, report, None)
        says = figure_in_words(figure, None, None).partition(";")[0]
        words = f"The figure “{says}” ({note.outlet}, {note.published}) no longer stands: {one.why}"
    since = f" The brief is back since {day_in_words(one.until)}." if one.until else ""
    return replace(corrected(edition, one.brief, Note(one.day, "taken_back", "")), words=f"{words}{since}")


def _corrected(edition: Edition, briefs: tuple[Brief, ...]) -> Iterator[Corrected]:
    """Every correction that any publication showed, newest first, each once."""
    sources: tuple[Brief | Carried, ...] = (*briefs, *edition.carried, *(one.brief for one in edition.taken_back))
    listed = [corrected(edition, brief, note) for brief in sources for note in brief.notes if note.kind != "since_then"]
    listed += [_said_for(edition, one) for one in edition.taken_back if one.until or not tells(one)]
    once = {(one.slug, one.iso, one.kind, one.words): one for one in reversed(listed)}
    yield from sorted(once.values(), key=lambda one: (-date.fromisoformat(one.iso).toordinal(), one.slug, one.words))


def corrected(edition: Edition, brief: Brief | Carried, note: Note) -> Corrected:
    """One note as a reader sees it. The headline of a brief that is taken back goes without its fallen numbers."""
    held = brief.slug in edition.held or any(b.brief.slug == brief.slug and not b.until for b in edition.taken_back)
    return Corrected(
        slug=brief.slug,
        title=struck(brief.title) if held else words_only(brief.title),
        of=brief.date,
        iso=note.day.isoformat(),
        day=day_in_words(note.day),
        kind=_KINDS.get(note.kind, note.kind),
        words=words_only(note.words),
        cause=_CAUSES.get(note.cause or "", ""),
        held=held,
    )


_KINDS = {"correction": "Correction", "retraction": "Withdrawn", "taken_back": "Taken back", "since_then": "Since then"}
_CAUSES = {
    "our_misreading": "We had misread the report.",
    "outlet_corrected": "The outlet corrected its report.",
    "compiler_revised": "The compiler revised its count.",
    "silent_change": "The page was changed without notice.",
    "complaint": "We were told of a mistake.",
}
