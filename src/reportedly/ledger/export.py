"""What is held, as flat rows: the shape of every export. Ages are in none of them: with a town and a date they find a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from reportedly.ledger.compilers import Origin, compiler_of
from reportedly.ledger.held import Held
from reportedly.types import Decision, Figure, FigureKind, Finding, Json, Quote, Report, Span, Standing, Statement

Row = Mapping[str, Json]

Hide = Callable[[str, str], str]
"""(a report's id, words about it) -> the words with that report's private persons masked."""

Places = Callable[[str], Span]
"""A figure's or statement's id -> where its words stand in the report as published."""

AGE_WITHHELD = "[age withheld]"


def tables(shown: Held, hide: Hide, places: Places) -> dict[str, list[Row]]:
    """Rows by table (ledger/exchange_fields says what each column holds), each leading back to the captured bytes.

    `shown` is what is held with private persons masked already; `hide` masks loose words (reasons, grounds, addresses).
    Ids, bounds and standing are those of the ledger; `start` and `end` count in the report as published.
    """
    found = {
        "reports": [_report(shown, report, hide) for report in shown.reports.values()],
        "statements": [_statement(shown, s, hide, places) for s in shown.statements.values()],
        "figures": [_figure(shown, f, hide, places) for f in figures(shown)],
        "findings": [_finding(shown, f, hide) for f in findings(shown)],
        "decisions": [_decision(shown, d, hide) for d in decisions(shown)],
    }
    return {name: [_without_empty(row) for row in rows] for name, rows in found.items()}


def figures(held: Held) -> Iterator[Figure]:
    """The figures that may go out."""
    return (figure for figure in held.figures.values() if figure.kind is not FigureKind.AGE)


def findings(held: Held) -> Iterator[Finding]:
    """The findings that may go out."""
    return (f for f in held.findings.values() if held.figures[f.fullest].kind is not FigureKind.AGE)


def decisions(held: Held) -> Iterator[Decision]:
    """The decisions that may go out: none about an age."""
    ages = {figure.id for figure in held.figures.values() if figure.kind is FigureKind.AGE}
    return (decision for decision in held.decisions if decision.subject not in ages)


def back(held: Held, report: Report | None, hide: Hide) -> Row:
    """The columns that lead from a row back to the bytes, the original and the ledger's state."""
    capture = held.captures.get(report.capture) if report else None
    return {
        "report": report.id if report else None,
        "link": masked_address(report.id, report.link, hide) if report else None,
        "capture": report.capture if report else None,
        "address": masked_address(report.id, capture.address, hide) if report and capture else None,
        "checksum": capture.checksum if capture else None,
        "mark": held.mark,
    }


def masked_address(report: str, address: str | None, hide: Hide) -> str | None:
    """An address whose words name nobody private: a file may be called after a person."""
    if address is None:
        return None
    plain = unquote(address)
    said = hide(report, plain)
    return address if said == plain else quote(said, safe=":/?#[]@!$&'()*+,;=%")


def without_ages(held: Held, report: str, quoted: Quote) -> str:
    """Quoted words with the ages in them withheld."""
    reading, words, start = held.readings.get(report), quoted.words, quoted.span.start
    ages = [f.as_written.span for f in reading.figures if f.kind is FigureKind.AGE] if reading else []
    for span in sorted((age for age in ages if age.within(quoted.span)), reverse=True):
        words = words[: span.start - start] + AGE_WITHHELD + words[span.end - start :]
    return words


def said(held: Held, report: str, quotes: Sequence[Quote]) -> str:
    """Fragments of a statement in one line, ages withheld."""
    return " … ".join(without_ages(held, report, quote) for quote in quotes)


def origin_shown(shown: Held, finding: Finding) -> tuple[str, str | None]:
    """A finding's compiler and base as they may go out: one that the desk does not list is named from the masked words."""
    origins = [_origin(shown, figure) for figure in (finding.fullest, *finding.figures)]
    listed = finding.compiler in shown.compilers or finding.compiler in shown.outlets
    compiler = finding.compiler if listed else origins[0].compiler
    return compiler, next((origin.base for origin in origins if origin.base), None)


def _origin(shown: Held, figure: str) -> Origin:
    one = shown.figures[figure]
    return compiler_of(one, shown.reports[one.report], shown.standing, shown.compilers, shown.outlets)


def _without_empty(row: Row) -> Row:
    """An empty text says nothing: it is no value, so that every shape gives it back alike."""
    return {name: None if value == "" else value for name, value in row.items()}


def _report(held: Held, report: Report, hide: Hide) -> Row:
    capture = held.captures.get(report.capture)
    return {
        "report": report.id,
        "outlet": report.outlet,
        "headline": report.headline,
        "published": _day(report.published_day),
        "published_precision": report.published_precision if report.published_day else None,
        "language": report.language,
        "note": report.note,
        "line": report.row.line if report.row else None,
        "captured_at": capture.captured_at.isoformat() if capture else None,
        "media_type": capture.media_type if capture else None,
        **back(held, report, hide),
    }


def _statement(held: Held, statement: Statement, hide: Hide, places: Places) -> Row:
    span = places(statement.id)
    return {
        "statement": statement.id,
        "source": said(held, statement.report, statement.source),
        "cue": said(held, statement.report, statement.cue),
        "content": said(held, statement.report, statement.content),
        "start": span.start,
        "end": span.end,
        "manner": statement.manner.value,
        "hedge": statement.hedge.value,
        "negated": statement.negated,
        "chain": [hop.who for hop in statement.chain],
        **back(held, held.reports.get(statement.report), hide),
    }


def _figure(held: Held, figure: Figure, hide: Hide, places: Places) -> Row:
    report, span = held.reports[figure.report], places(figure.id)
    stands = held.standing.get(figure.id, Standing(figure.id))
    return {
        "figure": figure.id,
        "words": figure.as_written.words,
        "start": span.start,
        "end": span.end,
        "lower": figure.bounds.lower,
        "upper": figure.bounds.upper,
        "best": figure.best,
        "qualifier": figure.qualifier.value,
        "kind": figure.kind.value,
        "counted": figure.counted,
        "unit": figure.unit,
        "flow": figure.flow.value if figure.flow else None,
        "period_start": _day(figure.period.start) if figure.period else None,
        "period_end": _day(figure.period.end) if figure.period else None,
        "as_of": _day(figure.as_of.latest) if figure.as_of else None,
        "places": list(dict.fromkeys(m.candidates[0][0] for m in figure.places if m.candidates)),
        "source": figure.source,
        "chain": [hop.who for hop in figure.chain],
        "hedge": figure.hedge.value,
        "mood": figure.mood.value,
        "verdict": stands.verdict.value if stands.verdict else None,
        "stands": stands.stands,
        "question": stands.question,
        "finding": held.finding_of.get(figure.id),
        "statement": figure.statement,
        "outlet": report.outlet,
        "published": _day(report.published_day),
        **back(held, report, hide),
    }


def _finding(held: Held, finding: Finding, hide: Hide) -> Row:
    figure = held.figures[finding.fullest]
    compiler, base = origin_shown(held, finding)
    return {
        "finding": finding.id,
        "question": finding.question,
        "compiler": compiler,
        "base": base,
        "measure": finding.measure,
        "population": finding.population,
        "lower": figure.bounds.lower,
        "upper": figure.bounds.upper,
        "words": figure.as_written.words,
        "places": list(finding.places),
        "period_start": _day(finding.period.start) if finding.period else None,
        "period_end": _day(finding.period.end) if finding.period else None,
        "as_of_earliest": _day(finding.as_of.earliest) if finding.as_of else None,
        "as_of_latest": _day(finding.as_of.latest) if finding.as_of else None,
        "as_of_basis": finding.as_of.basis.value if finding.as_of else None,
        "figure": finding.fullest,
        "figures": list(finding.figures),
        "grounds": [
            hide(echo.report, hide(figure.report, ground)) for echo in finding.echoes for ground in echo.grounds
        ],
        **back(held, held.reports[figure.report], hide),
    }


def _decision(held: Held, decision: Decision, hide: Hide) -> Row:
    report = held.reports.get(about(held, decision.subject) or "")
    return {
        "decision": decision.id,
        "subject": decision.subject,
        "verdict": decision.verdict.value,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at.isoformat(),
        "reason": hide(report.id, decision.reason) if report else decision.reason,
        "to": decision.to,
        "supersedes": decision.supersedes,
        **back(held, report, hide),
    }


def about(held: Held, subject: str) -> str | None:
    """The report that a figure, statement, finding or report's own id belongs to; None for anything else."""
    if subject in held.findings:
        subject = held.findings[subject].fullest
    one = held.figures.get(subject) or held.statements.get(subject)
    return one.report if one else subject if subject in held.reports else None


def _day(day: object) -> str | None:
    return str(day) if day else None
