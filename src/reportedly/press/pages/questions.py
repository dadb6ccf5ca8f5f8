"""A question's page: the count in words, its drawing, who counts and who credits them, the table and the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from reportedly.press import charts
from reportedly.press.pages.frame import frame
from reportedly.press.pages.magazine import Counted, Magazine
from reportedly.press.pages.margin import (
    Credit,
    answer,
    compiler_name,
    credit,
    credits_of,
    fallen,
    figure_in_words,
    named,
    newest_in_words,
    stands_behind,
    when_in_words,
)
from reportedly.press.pages.tables import as_csv, as_json
from reportedly.press.pages.words import DESK_NOTE
from reportedly.press.tallies import taken_as
from reportedly.press.wording import day_in_words, period_in_words, phrase, plural, role_in_words
from reportedly.types import (
    Answer,
    AsOf,
    Basis,
    CompilerCount,
    Finding,
    Flow,
    Point,
    Question,
    Shelf,
    Tally,
    Templates,
)

IN_TIME = frozenset({Flow.CUMULATIVE, Flow.STOCK, Flow.RATE})
"""Ways of counting whose figures may stand along one time axis; counts of closed periods stand in rows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in the table: its fullest words, its maker, its days and places, and everyone who credits it."""

    finding: str
    says: str
    compiler: str
    base: str
    when: str
    where: str
    credits: tuple[Credit, ...]
    binds: str
    origin_seen: bool


@dataclass(frozen=True, slots=True)
class Maker:
    """One compiler behind the answer, what its count rests on, and who credits it."""

    name: str
    id: str
    base: str
    role: str
    behind: str
    outlets: tuple[str, ...]
    corroborates: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A figure that no longer stands: who published it, and why it fell."""

    credit: Credit
    says: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """All that one question's page shows."""

    question: Question
    answer: str
    listed: bool
    taken: str
    behind: str
    as_of: str
    period: str
    chart: Markup
    key: tuple[tuple[Markup, str], ...]
    makers: tuple[Maker, ...]
    rows: tuple[Row, ...]
    caveats: tuple[str, ...]
    parts: tuple[str, ...]
    clashes: tuple[tuple[str, tuple[str, ...]], ...]
    revisions: tuple[str, ...]
    withdrawn: tuple[Withdrawn, ...]
    neighbours: tuple[Counted, ...]

    @property
    def from_notes(self) -> bool:
        """Whether some wording in the table is that of a note which stands for the outlet's page."""
        return any(one.note for row in self.rows for one in row.credits)

    @property
    def labels(self) -> bool:
        """Whether each wording must say what it is: where some are notes and some are not, or notes differ in kind."""
        kinds = {one.note for row in self.rows for one in row.credits}
        return len(kinds) > 1 or DESK_NOTE in kinds


def question_pages(magazine: Magazine, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """Every question's page with its CSV and JSON beside it, and the list of all questions by panel."""
    edition = magazine.edition
    for question in edition.shelf.questions.values():
        page = page_of(magazine, question)
        path = f"questions/{question.id}/index.html"
        around = frame(edition, path, question.asks, f"{page.answer}. {page.behind}.", section="questions")
        yield path, templates.render("question.html.j2", frame=around, page=page).encode()
        tally = edition.shelf.tallies.get(question.id)
        yield f"questions/{question.id}/{question.id}.csv", as_csv(edition.shelf, tally)
        yield f"questions/{question.id}/{question.id}.json", as_json(edition.shelf, question, tally)
    around = frame(
        edition,
        "questions/index.html",
        "Questions",
        "What this desk counts, and what stands behind it.",
        section="questions",
    )
    panels = tuple(_panels(magazine.counts))
    yield "questions/index.html", templates.render("questions.html.j2", frame=around, panels=panels).encode()


def _panels(counts: tuple[Counted, ...]) -> Iterator[tuple[str, tuple[Counted, ...]]]:
    """Questions in the desk's order; those that share a panel stand under its name, at the first one's place."""
    together: dict[str, list[Counted]] = {}
    for count in counts:
        together.setdefault(count.panel or count.id, []).append(count)
    for alone, group in groupby(together.values(), key=lambda group: len(group) == 1):
        if alone:
            yield "", tuple(count for single in group for count in single)
            continue
        for several in group:
            name = several[0].panel.replace("-", " ").replace("_", " ")
            yield f"{name[:1].upper()}{name[1:]}", tuple(several)


def page_of(magazine: Magazine, question: Question) -> QuestionPage:
    """What the page of `question` shows, taken from the edition."""
    shelf = magazine.edition.shelf
    tally = shelf.tallies.get(question.id)
    listed = question.answer is Answer.LIST
    marks = tuple(_mark(shelf, question, point) for point in (tally.points if tally else ()))
    in_time = question.flow in IN_TIME and not listed
    return QuestionPage(
        question=question,
        answer=answer(shelf, question),
        listed=listed,
        taken=taken_as(tally) if tally else "",
        behind=stands_behind(shelf, question),
        as_of=newest_in_words(shelf, tally) if tally else "",
        period=_period(question),
        chart=_safe(charts.chart(marks, ident=f"chart-{question.id}", title=question.asks, in_time=in_time)),
        key=tuple((_safe(charts.sign(name)), meaning) for name, meaning in charts.key(marks, in_time=in_time)),
        makers=tuple(_maker(shelf, tally, count) for count in (tally.compilers if tally else ())),
        rows=tuple(_rows(shelf, question, tally)) if tally else (),
        caveats=tuple(dict.fromkeys((*question.caveats, *(tally.caveats if tally else ())))),
        parts=tuple(_with_names(shelf, check.words) for check in (tally.parts if tally else ())),
        clashes=tuple((clash.why, _sides(shelf, clash.findings)) for clash in (tally.clashes if tally else ())),
        revisions=tuple(revision.why for revision in (tally.revisions if tally else ())),
        withdrawn=tuple(_withdrawn(shelf, question)),
        neighbours=tuple(
            count
            for count in magazine.counts
            if question.panel and count.panel == question.panel and count.id != question.id
        ),
    )


def _with_names(shelf: Shelf, words: str) -> str:
    """Words of the count with every question's id replaced by what it asks: readers know no ids."""
    return re.sub(r"[\w-]+-[\w-]+", lambda found: _asked(shelf, found[0]), words)


def _asked(shelf: Shelf, word: str) -> str:
    question = shelf.questions.get(word)
    return f"“{question.asks}”" if question else word


def _safe(svg: str) -> Markup:
    return Markup(svg)


def _period(question: Question) -> str:
    if question.period:
        return period_in_words(question.period)
    return f"since {day_in_words(question.since)}" if question.since else ""


def _mark(shelf: Shelf, question: Question, point: Point) -> charts.Mark:
    finding = shelf.findings.get(point.finding)
    return charts.Mark(
        compiler=named(shelf, point.compiler),
        words=phrase(point.bounds, point.qualifier),
        bounds=point.bounds,
        best=point.best,
        earliest=point.earliest,
        latest=point.latest,
        stated=point.stated,
        when=_point_when(question, finding, point),
        where=where(shelf, point.figure) if question.answer is Answer.LIST else "",
    )


def _point_when(question: Question, finding: Finding | None, point: Point) -> str:
    basis = Basis.STATED if point.stated else Basis.INFERRED
    as_of = (finding.as_of if finding else None) or AsOf(point.earliest, point.latest, basis)
    return when_in_words(as_of, point.period, question.flow)


def where(shelf: Shelf, figure_id: str) -> str:
    """The places of a figure, as its report writes them."""
    figure = shelf.figures.get(figure_id)
    return ", ".join(dict.fromkeys(mention.quote.words for mention in figure.places)) if figure else ""


def _maker(shelf: Shelf, tally: Tally | None, count: CompilerCount) -> Maker:
    findings = (
        [shelf.findings[point.finding] for point in tally.points if point.finding in shelf.findings] if tally else []
    )
    outlets = [
        one.outlet for finding in findings if finding.compiler == count.compiler for one in credits_of(shelf, finding)
    ]
    return Maker(
        name=named(shelf, count.compiler),
        id=count.compiler,
        base=count.base or "what it rests on is not reported",
        role=role_in_words(count.role),
        behind=f"{plural(count.findings, 'figure', 'figures')} in {plural(count.reports, 'report', 'reports')}",
        outlets=tuple(dict.fromkeys(outlets)),
        corroborates=count.role == "corroboration",
    )


def _rows(shelf: Shelf, question: Question, tally: Tally) -> Iterator[Row]:
    for point in tally.points:
        finding = shelf.findings.get(point.finding)
        figure = shelf.figures.get(point.figure)
        if finding is None or figure is None:
            continue
        standing = shelf.standing.get(figure.id)
        yield Row(
            finding=finding.id,
            says=figure_in_words(figure, standing.correction if standing else None, finding),
            compiler=compiler_name(shelf, finding, figure),
            base=finding.base or "",
            when=when_in_words(finding.as_of, finding.period, question.flow),
            where=where(shelf, figure.id) if question.answer is Answer.LIST else "",
            credits=credits_of(shelf, finding),
            binds=_binds(tally, finding.id),
            origin_seen=finding.origin_seen,
        )


def _binds(tally: Tally, finding: str) -> str:
    """Whether the answer rests on this finding, in words."""
    lower, upper = finding in tally.binding_lower, finding in tally.binding_upper
    if lower and upper:
        return "the answer rests on this"
    return "the lower end rests on this" if lower else "the upper end rests on this" if upper else ""


def _sides(shelf: Shelf, findings: tuple[str, ...]) -> tuple[str, ...]:
    sides = []
    for finding_id in findings:
        finding = shelf.findings.get(finding_id)
        figure = shelf.figures.get(finding.fullest) if finding else None
        if finding and figure:
            sides.append(f"{compiler_name(shelf, finding, figure)}: {figure_in_words(figure, None, finding)}")
    return tuple(sides)


def _withdrawn(shelf: Shelf, question: Question) -> Iterator[Withdrawn]:
    """Figures of this question that an outlet or compiler took back."""
    for figure_id in fallen(shelf, question):
        figure, standing = shelf.figures[figure_id], shelf.standing[figure_id]
        finding = shelf.findings.get(shelf.finding_of.get(figure_id, ""))
        if standing.retracted is not None:
            yield Withdrawn(
                credit(shelf, figure, shelf.reports[figure.report], finding),
                figure_in_words(figure, standing.correction, finding),
                day_in_words(standing.retracted.decided_at.date()),
                standing.retracted.reason,
            )
