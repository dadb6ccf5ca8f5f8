"""A row of somebody's table as a report of theirs, and what it says as their statement with its figures. Never a fact of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from reportedly.errors import BadInput
from reportedly.ledger.exchange_places import mention, point
from reportedly.ledger.exchange_rendering import Rendering, render
from reportedly.ledger.exchange_values import BoundsOf, Quantity, between, day, quantity, spread, whole_or_none
from reportedly.types import (
    AsOf,
    Basis,
    Bounds,
    Figure,
    FigureColumns,
    FigureKind,
    Flow,
    Gazetteer,
    Hedge,
    Hop,
    HopKind,
    Manner,
    Method,
    Period,
    PlaceMention,
    Qualifier,
    Quote,
    Reading,
    Report,
    Span,
    Statement,
    TableMapping,
    TableRow,
)

METHOD = Method("import", "1")
"""What read a row: its columns, by a mapping."""

T = TypeVar("T")

_NO_WORDS = (
    "published",
    "date",
    "end",
    "date_precision",
    "latitude",
    "longitude",
    "place_precision",
    "hedge",
    "language",
)
"""Roles whose cells hold days, numbers and the like."""

NamedId = Callable[[str, str, int], str]
"""(what it stands in, its words, how often they stood before) -> an id."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What other rooms know: bounds of qualifiers, ids, the language of a text, the outlet of a name, places."""

    bounds_of: BoundsOf
    figure_id: NamedId
    statement_id: NamedId
    language_of: Callable[[str], str]
    outlet_of: Callable[[str | None, str | None], str]
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True)
class Source:
    """Where a row stands: the capture of the whole file, the line, and the row's cells by head in their order."""

    capture: str
    line: int
    cells: Mapping[str, str]


class Told(NamedTuple):
    """A row's report, its reading, and the report's text with blanks for what names nobody private: heads, numbers, codes."""

    report: Report
    reading: Reading | None
    worded: str


def told(source: Source, mapping: TableMapping, terms: Terms) -> Told:
    """A row in; its report and reading out. None for the reading where the mapping names no figure and no content: then the
    rules read the text. Raises BadInput, with what is wrong in which column, where the row cannot be taken.

    The report's id comes from the table, the row's own id there and its words, so that the same row in a later edition is the same
    report; where rows have no ids, from the file and the line.
    """
    row = _Row(source, mapping, terms)
    report = row.report()
    if not mapping.figures and not mapping.content:
        return Told(report, None, report.text)
    return Told(report, row.reading(report), row.worded())


class _Row:
    """One row while it is taken."""

    def __init__(self, source: Source, mapping: TableMapping, terms: Terms) -> None:
        self.source, self.mapping, self.terms = source, mapping, terms
        kept = {head: cell for head, cell in source.cells.items() if head.strip() and head not in mapping.left_out}
        self.rendering: Rendering = render(kept, [_heads(f) for f in mapping.figures])
        if not self.rendering.text:
            raise BadInput("the row is empty.", remedy="Delete it.")

    def worded(self) -> str:
        """The text in which private persons are looked for, every letter at its place."""
        counted = (head for figure in self.mapping.figures for head in _heads(figure))
        plain = {*self.mapping.coded, *counted, *(self.mapping.columns.get(role) for role in _NO_WORDS)}
        found = [" "] * len(self.rendering.text)
        for head, span in self.rendering.cells.items():
            if head not in plain:
                found[span.start : span.end] = span.of(self.rendering.text)
        for at in (at for p in self.rendering.paragraphs[1:] for at in (p.start - 2, p.start - 1)):
            found[at] = "\n"
        return "".join(found)

    def cell(self, role: str) -> str:
        """What stands in the column that holds `role`; empty where there is none."""
        return self.source.cells.get(self.mapping.columns.get(role, ""), "").strip()

    def report(self) -> Report:
        mapping, link = self.mapping, self.cell("link") or None
        own_id, published = self.cell("id") or None, self.published()
        dataset = mapping.dataset or mapping.name
        headline = self.cell("headline") or dataset
        return Report(
            id=report_id(self.source, dataset, own_id, self.rendering.text),
            capture=self.source.capture,
            outlet=self.terms.outlet_of(self.cell("outlet") or mapping.outlet, link)
            if not mapping.outlet
            else mapping.outlet,
            headline=f"{headline} ({own_id})" if own_id else headline,
            text=self.rendering.text,
            paragraphs=self.rendering.paragraphs,
            language=self.cell("language") or mapping.language or self.terms.language_of(self.rendering.text),
            published_day=published,
            link=link if link and link.startswith(("http://", "https://")) else None,
            row=TableRow(self.source.line, dataset, own_id),
        )

    def published(self) -> date | None:
        cell = self.cell("published")
        return _in_column(self.mapping.columns["published"], day, cell) if cell else self.mapping.published

    def reading(self, report: Report) -> Reading:
        period, place = self.period(), self.place(report.language)
        statement = self.statement(report)
        figures = tuple(
            figure
            for columns in self.mapping.figures
            if (figure := self.figure(columns, report, statement, period, place)) is not None
        )
        if not figures and not statement.content:
            raise BadInput("the row holds neither a number nor words.", remedy="Fill it, or delete it.")
        return Reading(
            report=report.id,
            method=METHOD,
            language=report.language,
            statements=(statement,),
            figures=figures,
            places=(place,) if place else (),
        )

    def period(self) -> Period | None:
        """The days that the row speaks of."""
        cells = {role: self.cell(role) for role in ("date", "end", "date_precision")}
        columns = self.mapping.columns
        start = _in_column(columns["date"], day, cells["date"]) if cells["date"] else None
        end = _in_column(columns["end"], day, cells["end"]) if cells["end"] else None
        if start is None and end is None:
            return None
        if start and end and start > end:
            raise BadInput(f"it ends ({end}) before it begins ({start}).", remedy="Correct the days.")
        written = " – ".join(cell for cell in (cells["date"], cells["end"]) if cell)
        if start and "end" not in columns:
            width = spread(start, self.mapping.spreads.get(cells["date_precision"], "day"))
            return Period(width.start, width.end, written)
        return Period(start, end, written)

    def place(self, language: str) -> PlaceMention | None:
        near = point(self.cell("latitude"), self.cell("longitude"))
        names = [quote for head in self.mapping.places if (quote := self.rendering.quote(head))]
        precision = self.mapping.precisions.get(self.cell("place_precision"))
        return mention(names, near, precision, language, self.terms.gazetteer)

    def statement(self, report: Report) -> Statement:
        """What the row says, in its columns of content, else in those of its figures; in the table's own voice unless a
        column names who says it."""
        content = tuple(quote for head in self.mapping.content if (quote := self.rendering.quote(head)))
        if not content:
            filled = [f for f in self.mapping.figures if any(h in self.rendering.cells for h in _heads(f))]
            content = tuple(dict.fromkeys(self.rendering.around(_heads(f)) for f in filled))
        said_by = self.rendering.quote(self.mapping.columns.get("source", ""))
        words = content[0].words if content else ""
        before = report.text[: content[0].span.start].count(words) if words else 0
        return Statement(
            id=self.terms.statement_id(report.id, words, before),
            report=report.id,
            source=(said_by,) if said_by else (),
            cue=(),
            content=content,
            manner=Manner.INDIRECT if said_by else Manner.OWN_VOICE,
            hedge=self.hedge(Hedge.NONE),
            chain=self.chain(report),
        )

    def hedge(self, usual: Hedge) -> Hedge:
        cell = self.cell("hedge")
        if not cell:
            return usual
        try:
            return Hedge(cell.casefold())
        except ValueError as wrong:
            remedy = f"Use one of {', '.join(Hedge)}."
            raise BadInput(f"no hedge in the column {self.mapping.columns['hedge']}.", remedy=remedy) from wrong

    def chain(self, report: Report) -> tuple[Hop, ...]:
        """The table, and what its row rests on by its own word, where a column says it."""
        rests = self.rendering.quote(self.mapping.columns.get("rests_on", ""))
        if rests is None:
            return ()
        return (Hop(HopKind.PUBLISHED, report.outlet), Hop(HopKind.CALCULATED_FROM, rests.words, rests))

    def figure(
        self,
        columns: FigureColumns,
        report: Report,
        statement: Statement,
        period: Period | None,
        place: PlaceMention | None,
    ) -> Figure | None:
        """One figure of the row; None where its cells are empty."""
        heads = [head for head in _heads(columns) if head in self.rendering.cells]
        if not heads:
            return None
        kind, said = FigureKind(columns.kind), self.quantity(columns)
        words = self.rendering.around(heads)
        before = report.text[: words.span.start].count(words.words)
        source = self.rendering.quote(self.mapping.columns.get("source", ""))
        flow = Flow(columns.flow) if columns.flow else None
        end = period.end if period and flow in (Flow.CUMULATIVE, Flow.STOCK) else None
        return Figure(
            id=self.terms.figure_id(report.id, words.words, before),
            report=report.id,
            as_written=words,
            number=self.rendering.cells[columns.best if columns.best in heads else heads[0]],
            kind=kind,
            qualifier=said.qualifier,
            bounds=said.bounds,
            best=said.best,
            statement=statement.id,
            counted=self.source.cells.get(columns.counted_in or "", "").strip() or columns.counted,
            unit=self.source.cells.get(columns.unit_in or "", "").strip() or columns.unit,
            flow=flow,
            period=period,
            as_of=AsOf(end, end, Basis.STATED) if end else None,
            places=(place,) if place else (),
            source=source.words if source else None,
            chain=statement.chain,
            hedge=self.hedge(Hedge(columns.hedge)),
            sentence=words.span,
        )

    def quantity(self, columns: FigureColumns) -> Quantity:
        kind, cells = FigureKind(columns.kind), self.source.cells
        if columns.value is not None:
            qualifier = cells.get(columns.qualifier or "", "").strip() or None
            taken = lambda cell: quantity(cell, qualifier, kind, self.terms.bounds_of)  # noqa: E731
            said = _in_column(columns.value, taken, cells[columns.value])
        else:
            ends = [
                _in_column(head, lambda cell: whole_or_none(cell, kind), cells.get(head, "")) if head else None
                for head in (columns.low, columns.best, columns.high)
            ]
            said = between(ends[0], ends[1], ends[2])
        if columns.zero == "unknown" and said.bounds == Bounds(0, 0):
            return Quantity(Qualifier.UNKNOWN_ABSENCE, Bounds(None, None), None)
        return said


def _heads(figure: FigureColumns) -> tuple[str, ...]:
    """The columns of a figure's numbers and qualifier, which stand together in the text."""
    return tuple(head for head in (figure.qualifier, figure.value, figure.low, figure.best, figure.high) if head)


def _in_column(head: str, take: Callable[[str], T], cell: str) -> T:
    """The value of a cell; what is wrong with it names the column."""
    try:
        return take(cell)
    except BadInput as wrong:
        raise BadInput(f"in the column {head.strip()}: {wrong.what}", remedy=wrong.remedy) from wrong


def report_id(source: Source, dataset: str, own_id: str | None, text: str) -> str:
    """The id of a row's report: from the table, the row's own id and words, or from the file and the line."""
    if own_id is None:
        parts: tuple[str, ...] = ("row", source.capture, str(source.line))
    else:
        parts = ("row", dataset, own_id, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return "rep_" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def quotes_hold(report: Report, reading: Reading) -> bool:
    """Whether every quotation of the reading stands in the report where it says."""
    quotes: list[Quote] = [q for s in reading.statements for q in (*s.source, *s.cue, *s.content)]
    quotes += [f.as_written for f in reading.figures] + [p.quote for p in reading.places]
    spans: list[Span] = [f.number for f in reading.figures]
    return all(q.span.of(report.text) == q.words for q in quotes) and all(s.of(report.text) for s in spans)
