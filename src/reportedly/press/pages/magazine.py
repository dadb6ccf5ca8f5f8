"""One edition, sorted once for all pages: what is published, its cards and pictures, what stands behind each question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from reportedly.press.pages.margin import answer, newest_in_words, stands_behind
from reportedly.press.pages.pictures import Shown, picture
from reportedly.press.tallies import taken_as
from reportedly.press.ties import words_only
from reportedly.press.wording import day_in_words
from reportedly.types import Answer, Brief, Edition, Finding, Note, Question, Shelf


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
    """A note on a brief as the corrections page lists it; `page` tells whether the brief still has a page."""

    slug: str
    title: str
    iso: str
    day: str
    kind: str
    words: str
    cause: str
    held: bool


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
    withheld: tuple[Brief, ...]
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
    """Sorts an edition. Briefs that the gate holds have no card; they keep a page only where a note explains them."""
    today = [_as_of(brief, edition.now.date()) for brief in edition.briefs]
    ordered = sorted(today, key=lambda brief: (-brief.date.toordinal(), brief.slug))
    published = tuple(brief for brief in ordered if brief.slug not in edition.held)
    withheld = tuple(brief for brief in ordered if brief.slug in edition.held and _explained(brief))
    found = [finding for finding in edition.shelf.findings.values() if _stands(edition, finding)]
    figures = [figure for finding in found for figure in finding.figures]
    return Magazine(
        edition=edition,
        published=published,
        withheld=withheld,
        cards={brief.slug: card(edition, brief) for brief in published},
        counts=tuple(_counted(edition, question) for question in edition.shelf.questions.values()),
        corrected=tuple(_corrected(edition, (*published, *withheld))),
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


def _corrected(edition: Edition, briefs: tuple[Brief, ...]) -> Iterator[Corrected]:
    pairs = [(note, brief) for brief in briefs for note in brief.notes if note.kind != "since_then"]
    for note, brief in sorted(pairs, key=lambda pair: (-pair[0].day.toordinal(), pair[1].slug, pair[0].words)):
        yield corrected(edition, brief, note)


def corrected(edition: Edition, brief: Brief, note: Note) -> Corrected:
    """One note as a reader sees it."""
    return Corrected(
        slug=brief.slug,
        title=words_only(brief.title),
        iso=note.day.isoformat(),
        day=day_in_words(note.day),
        kind=_KINDS.get(note.kind, note.kind),
        words=words_only(note.words),
        cause=_CAUSES.get(note.cause or "", ""),
        held=brief.slug in edition.held,
    )


_KINDS = {"correction": "Correction", "retraction": "Withdrawn", "since_then": "Since then"}
_CAUSES = {
    "our_misreading": "We had misread the report.",
    "outlet_corrected": "The outlet corrected its report.",
    "compiler_revised": "The compiler revised its count.",
    "silent_change": "The page was changed without notice.",
    "complaint": "We were told of a mistake.",
}
