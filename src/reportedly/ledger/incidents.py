"""Which statements may speak of one occurrence: a first, thin grouping by kind, place and days. Proposals only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from reportedly.types import Figure, Incident, Period, Statement


@dataclass(frozen=True, slots=True)
class _Scope:
    kind: str
    places: tuple[str, ...]
    period: Period


def propose(
    statements: Mapping[str, Statement], figures: Mapping[str, Figure], kinds: Mapping[str, str]
) -> tuple[Incident, ...]:
    """Statements, the figures in them, and each statement's kind of occurrence -> incidents, as far as both place and
    days are stated. A statement without a stated place or period is in none.
    """
    groups: dict[_Scope, list[str]] = {}
    for figure in figures.values():
        scope = _scope(figure, kinds)
        if scope is not None and figure.statement in statements:
            groups.setdefault(scope, []).append(figure.statement or "")
    return tuple(sorted((_incident(scope, said) for scope, said in groups.items()), key=lambda i: i.id))


def _scope(figure: Figure, kinds: Mapping[str, str]) -> _Scope | None:
    kind, period = kinds.get(figure.statement or ""), figure.period
    places = tuple(dict.fromkeys(m.candidates[0][0] for m in figure.places if m.candidates))
    if kind is None or not places or period is None or period.start is None or period.end is None:
        return None
    return _Scope(kind, places, Period(period.start, period.end))


def _incident(scope: _Scope, statements: list[str]) -> Incident:
    said = "\0".join((scope.kind, *scope.places, str(scope.period.start), str(scope.period.end)))
    made = "inc_" + hashlib.sha256(said.encode()).hexdigest()[:20]
    return Incident(made, scope.kind, scope.places, scope.period, tuple(sorted(set(statements))))
