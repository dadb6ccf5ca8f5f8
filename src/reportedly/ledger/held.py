"""All that the ledger knows at a moment, as values: the fold of its entries in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from reportedly.ledger.decisions import standing
from reportedly.ledger.findings import find
from reportedly.types import (
    Capture,
    Compiler,
    Decision,
    Figure,
    Finding,
    Outlet,
    Policy,
    Question,
    Reading,
    Report,
    Standing,
    Statement,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at `known_at`, keyed by id. `mark` is the hash of the last entry of evidence before that moment.

    `last_at` is when it was entered (None in an empty ledger). `readings` holds each report's latest reading; `briefs` maps a brief's file to its text as entered.
    """

    known_at: datetime
    mark: str
    entries: int
    last_at: datetime | None
    policy: Policy
    outlets: Mapping[str, Outlet]
    compilers: Mapping[str, Compiler]
    questions: Mapping[str, Question]
    captures: Mapping[str, Capture]
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]
    briefs: Mapping[str, str]
    decisions: tuple[Decision, ...]
    figures: Mapping[str, Figure]
    statements: Mapping[str, Statement]
    standing: Mapping[str, Standing]
    findings: Mapping[str, Finding]
    finding_of: Mapping[str, str]


def hold(
    values: Iterable[tuple[str, object]],
    *,
    briefs: Mapping[str, str],
    decisions: Iterable[Decision],
    known_at: datetime,
    mark: str,
    entries: int,
    last_at: datetime | None,
) -> Held:
    """What follows from entered values, given as (subject, value) in the ledger's order; a later one replaces an earlier.

    A value None takes its subject away (a question that was struck from the file).
    """
    latest: dict[str, object] = {}
    for subject, value in values:
        latest.pop(subject, None)
        if value is not None:
            latest[subject] = value
    decided = tuple(decisions)
    policy = next((v for v in latest.values() if isinstance(v, Policy)), Policy(version=0))
    outlets, compilers = _by_id(latest, Outlet), _by_id(latest, Compiler)
    questions, reports = _by_id(latest, Question), _by_id(latest, Report)
    readings = {v.report: v for v in latest.values() if isinstance(v, Reading)}
    figures = {f.id: f for reading in readings.values() for f in reading.figures}
    stands = standing(decided, eyes=policy.eyes)
    findings = find(figures, reports, stands, outlets, compilers, questions)
    return Held(
        known_at=known_at,
        mark=mark,
        entries=entries,
        last_at=last_at,
        policy=policy,
        outlets=outlets,
        compilers=compilers,
        questions=questions,
        captures=_by_id(latest, Capture),
        reports=reports,
        readings=readings,
        briefs=briefs,
        decisions=decided,
        figures=figures,
        statements={s.id: s for reading in readings.values() for s in reading.statements},
        standing=stands,
        findings={f.id: f for f in findings},
        finding_of={figure: f.id for f in findings for figure in f.figures},
    )


def _by_id(latest: Mapping[str, object], cls: type[T]) -> dict[str, T]:
    return {v.id: v for v in latest.values() if isinstance(v, cls)}  # type: ignore[attr-defined]
