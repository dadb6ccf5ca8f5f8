"""Findings and questions in few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from reportedly.count import tally
from reportedly.count.places import Lie
from reportedly.types import (
    Admitted,
    Answer,
    AsOf,
    Basis,
    Bounds,
    Flow,
    Period,
    Policy,
    Qualifier,
    Question,
    Tally,
)

KNOWN_AT = datetime(2026, 1, 1, tzinfo=UTC)
Find = Callable[..., Admitted]
Count = Callable[..., Tally]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _find(
    name: str,
    lower: float | None,
    upper: float | None,
    day: str | None = None,
    *,
    by: str = "court-count",
    base: str | None = "court sites",
    earliest: str | None = None,
    inferred: bool = False,
    published: str | None = None,
    period: tuple[str, str] | None = None,
    flow: Flow = Flow.CUMULATIVE,
    best: float | None = None,
    places: tuple[str, ...] = (),
    reports: int = 1,
    report_ids: tuple[str, ...] = (),
) -> Admitted:
    """A finding: bounds, the day it speaks of (stated unless `inferred`), its compiler and base."""
    latest = _day(day)
    first = _day(earliest) if earliest or inferred else latest
    as_of = AsOf(first, latest, Basis.INFERRED if inferred else Basis.STATED) if latest else None
    return Admitted(
        figure=f"figure of {name}",
        finding=name,
        question="q",
        compiler=by,
        base=base,
        measure="cases",
        population="soldiers",
        places=places,
        period=Period(_day(period[0]), _day(period[1]), f"in the words of {name}") if period else None,
        as_of=as_of,
        flow=Flow.PERIOD if period else flow,
        bounds=Bounds(lower, upper),
        best=best if best is not None else lower if lower is not None else upper,
        qualifier=Qualifier.EXACT if lower == upper else Qualifier.RANGE,
        published=_day(published) or latest or date(2024, 12, 31),
        reports=reports,
        report_ids=report_ids,
    )


def _question(**changes: object) -> Question:
    values: dict[str, object] = {
        "id": "q",
        "asks": "How many?",
        "measure": "cases",
        "population": "soldiers",
        "flow": Flow.CUMULATIVE,
        "definition": "All cases.",
        "since": date(2022, 9, 21),
        "answer": Answer.BOUNDS,
    }
    return Question(**(values | changes))  # type: ignore[arg-type]


def _count(
    *findings: Admitted,
    as_of: str,
    policy: Policy | None = None,
    related: object = None,
    lie: Lie | None = None,
    **question: object,
) -> Tally:
    return tally(
        _question(**question),
        findings,
        policy or Policy(version=3),
        as_of=date.fromisoformat(as_of),
        known_at=KNOWN_AT,
        mark="m",
        related=related,  # type: ignore[arg-type]
        lie=lie,
    )


@pytest.fixture
def find() -> Find:
    return _find


@pytest.fixture
def count() -> Count:
    return _count
