"""What is held, as flat rows: the shape of every export. Ages are in none of them: with a town and a date they find a person."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.ledger.held import Held
from reportedly.types import Decision, Figure, FigureKind, Finding, Json, Standing

Row = Mapping[str, Json]


def tables(held: Held) -> dict[str, list[Row]]:
    """Rows by table: figures, findings, decisions. Each row names what it comes from, down to the capture's checksum."""
    return {
        "figures": [_figure(held, f) for f in held.figures.values() if f.kind is not FigureKind.AGE],
        "findings": [_finding(held, f) for f in held.findings.values()],
        "decisions": [_decision(d) for d in held.decisions],
    }


def _figure(held: Held, figure: Figure) -> Row:
    report = held.reports[figure.report]
    capture = held.captures[report.capture]
    stands = held.standing.get(figure.id, Standing(figure.id))
    return {
        "figure": figure.id,
        "words": figure.as_written.words,
        "start": figure.as_written.span.start,
        "end": figure.as_written.span.end,
        "lower": figure.bounds.lower,
        "upper": figure.bounds.upper,
        "qualifier": figure.qualifier.value,
        "kind": figure.kind.value,
        "counted": figure.counted,
        "unit": figure.unit,
        "source": figure.source,
        "chain": [hop.who for hop in figure.chain],
        "hedge": figure.hedge.value,
        "verdict": stands.verdict.value if stands.verdict else None,
        "stands": stands.stands,
        "question": stands.question,
        "finding": held.finding_of.get(figure.id),
        "outlet": report.outlet,
        "published": str(report.published_day) if report.published_day else None,
        "report": report.id,
        "link": report.link,
        "address": capture.address,
        "checksum": capture.checksum,
    }


def _finding(held: Held, finding: Finding) -> Row:
    figure = held.figures[finding.fullest]
    return {
        "finding": finding.id,
        "question": finding.question,
        "compiler": finding.compiler,
        "base": finding.base,
        "measure": finding.measure,
        "population": finding.population,
        "lower": figure.bounds.lower,
        "upper": figure.bounds.upper,
        "words": figure.as_written.words,
        "as_of_earliest": str(finding.as_of.earliest) if finding.as_of and finding.as_of.earliest else None,
        "as_of_latest": str(finding.as_of.latest) if finding.as_of else None,
        "as_of_basis": finding.as_of.basis.value if finding.as_of else None,
        "figures": list(finding.figures),
        "grounds": [ground for echo in finding.echoes for ground in echo.grounds],
    }


def _decision(decision: Decision) -> Row:
    return {
        "decision": decision.id,
        "subject": decision.subject,
        "verdict": decision.verdict.value,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at.isoformat(),
        "reason": decision.reason,
        "to": decision.to,
        "supersedes": decision.supersedes,
    }
