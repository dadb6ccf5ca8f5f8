"""A question's figures as files: CSV for a spreadsheet, JSON for a program. One row a report."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

from reportedly.press.pages.margin import credits_of, figure_in_words
from reportedly.types import Answer, Basis, Finding, Json, Point, Question, Shelf, Tally

COLUMNS = (
    "finding",
    "figure",
    "says",
    "lower",
    "upper",
    "best",
    "qualifier",
    "compiler",
    "base",
    "as_of_earliest",
    "as_of_latest",
    "as_of",
    "period_start",
    "period_end",
    "outlet",
    "published",
    "headline",
    "wording",
    "language",
    "way",
    "differs",
    "note",
    "link",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(shelf: Shelf, tally: Tally | None) -> bytes:
    """The figures behind a tally as CSV (RFC 4180, UTF-8). An open end is an empty cell, never a zero.

    A text that a spreadsheet would run as a formula gets an apostrophe before it.
    """
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in rows(shelf, tally):
        writer.writerow({column: _cell(row[column]) for column in COLUMNS})
    return out.getvalue().encode()


def as_json(shelf: Shelf, question: Question, tally: Tally | None) -> bytes:
    """The question, its answer and the figures behind it as JSON. An open end is null."""
    answered: dict[str, Json] = {
        "question": question.id,
        "asks": question.asks,
        "definition": question.definition,
        "definition_version": question.version,
        "measure": question.measure,
        "population": question.population,
        "added_up": question.answer is Answer.BOUNDS,
    }
    if tally:
        answered |= {
            "as_of": tally.as_of.isoformat(),
            "lower": tally.bounds.lower,
            "upper": tally.bounds.upper,
            "reports": tally.reports,
            "compilers": [
                {"compiler": count.compiler, "base": count.base, "role": count.role} for count in tally.compilers
            ],
            "caveats": list(tally.caveats),
            "mark": tally.mark,
        }
    answered["figures"] = list(rows(shelf, tally))
    return (json.dumps(answered, ensure_ascii=False, indent=1) + "\n").encode()


def rows(shelf: Shelf, tally: Tally | None) -> Iterator[dict[str, Json]]:
    """One row for every report that credits a finding of the tally."""
    for point in tally.points if tally else ():
        finding = shelf.findings.get(point.finding)
        if finding is not None:
            yield from _rows_of(shelf, point, finding)


def _rows_of(shelf: Shelf, point: Point, finding: Finding) -> Iterator[dict[str, Json]]:
    period = point.period
    for one in credits_of(shelf, finding):
        figure = shelf.figures[one.figure]
        standing = shelf.standing.get(figure.id)
        yield {
            "finding": finding.id,
            "figure": figure.id,
            "says": figure_in_words(figure, standing.correction if standing else None, finding),
            "lower": point.bounds.lower,
            "upper": point.bounds.upper,
            "best": point.best,
            "qualifier": point.qualifier.value,
            "compiler": finding.compiler,
            "base": finding.base,
            "as_of_earliest": point.earliest.isoformat(),
            "as_of_latest": point.latest.isoformat(),
            "as_of": Basis.STATED.value if point.stated else Basis.INFERRED.value,
            "period_start": period.start.isoformat() if period and period.start else None,
            "period_end": period.end.isoformat() if period and period.end else None,
            "outlet": one.outlet,
            "published": one.day,
            "headline": one.headline,
            "wording": one.wording,
            "language": one.wording_language,
            "way": one.way,
            "differs": one.differs,
            "note": one.note,
            "link": one.link,
        }


def _cell(value: Json) -> str:
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text
