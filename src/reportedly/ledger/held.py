"""All that the ledger knows at a moment, as values: the fold of its entries in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from reportedly.ledger.anchoring import carried
from reportedly.ledger.decisions import standing
from reportedly.ledger.findings import find
from reportedly.types import (
    Anchoring,
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


@dataclass(frozen=True)
class Held:
    """What is held at `known_at`: the latest value of everything that was entered, and what follows from it.

    `mark` is the hash of the last entry of evidence, `last_at` when it was entered (None in an empty ledger). `briefs`
    maps a brief's file to its text as entered. Standing and findings are worked out when first asked for.
    """

    known_at: datetime
    mark: str
    entries: int
    last_at: datetime | None
    values: tuple[object, ...]
    briefs: Mapping[str, str]

    @cached_property
    def policy(self) -> Policy:
        """The desk's policy; one of version 0 where none was entered."""
        return next((v for v in self.values if isinstance(v, Policy)), Policy(version=0))

    @cached_property
    def outlets(self) -> Mapping[str, Outlet]:
        """Outlets by id."""
        return self._by_id(Outlet)

    @cached_property
    def compilers(self) -> Mapping[str, Compiler]:
        """Compilers by id."""
        return self._by_id(Compiler)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Standing questions by id, in the order of their file."""
        return self._by_id(Question)

    @cached_property
    def captures(self) -> Mapping[str, Capture]:
        """Captures by id."""
        return self._by_id(Capture)

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Reports by id."""
        return self._by_id(Report)

    @cached_property
    def readings(self) -> Mapping[str, Reading]:
        """Each report's latest reading, by the report's id."""
        return {v.report: v for v in self.values if isinstance(v, Reading)}

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Figures of the latest readings, by id."""
        return {f.id: f for reading in self.readings.values() for f in reading.figures}

    @cached_property
    def statements(self) -> Mapping[str, Statement]:
        """Statements of the latest readings, by id."""
        return {s.id: s for reading in self.readings.values() for s in reading.statements}

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """Every decision, in order, speaking of figures by their present ids."""
        moved = {old: new for v in self.values if isinstance(v, Anchoring) for old, new in v.moved.items()}
        return carried((v for v in self.values if isinstance(v, Decision)), moved)

    @cached_property
    def to_review(self) -> tuple[str, ...]:
        """Figures that people decided on and that the latest readings do not find again."""
        lost = (figure for v in self.values if isinstance(v, Anchoring) for figure in v.lost)
        return tuple(figure for figure in dict.fromkeys(lost) if figure not in self.figures)

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        """What follows from all decisions, by subject."""
        return standing(self.decisions, eyes=self.policy.eyes)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Findings by id."""
        found = find(self.figures, self.reports, self.standing, self.outlets, self.compilers, self.questions)
        return {f.id: f for f in found}

    @cached_property
    def finding_of(self) -> Mapping[str, str]:
        """A figure's id -> its finding's."""
        return {figure: f.id for f in self.findings.values() for figure in f.figures}

    def _by_id(self, cls: type[T]) -> dict[str, T]:
        return {v.id: v for v in self.values if isinstance(v, cls)}  # type: ignore[attr-defined]
