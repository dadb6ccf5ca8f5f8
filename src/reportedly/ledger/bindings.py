"""What people said of two reports: that they go back to one finding, or that they do not. It binds every later run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reportedly.ledger.decisions import taken_back_ids
from reportedly.types import Decision, Verdict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bindings:
    """Pairs of reports that people joined and parted, each pair in the order of its ids."""

    joined: frozenset[Pair] = frozenset()
    parted: frozenset[Pair] = frozenset()

    def are_joined(self, a: str, b: str) -> bool:
        """Whether a person said that both go back to one finding."""
        return _pair(a, b) in self.joined

    def are_parted(self, a: str, b: str) -> bool:
        """Whether a person said that they do not."""
        return _pair(a, b) in self.parted


UNBOUND = Bindings()


def bindings(decisions: Sequence[Decision], reports: Collection[str]) -> Bindings:
    """All decisions in order -> what they say of pairs of reports: `merge` joins, `split` parts, the last one counts."""
    gone = taken_back_ids(decisions)
    said: dict[Pair, Verdict] = {}
    for made in decisions:
        if made.id not in gone and made.to in reports and made.subject in reports and made.verdict in _BIND:
            said[_pair(made.subject, made.to or "")] = made.verdict
    of = {verdict: frozenset(pair for pair, v in said.items() if v is verdict) for verdict in _BIND}
    return Bindings(of[Verdict.MERGE], of[Verdict.SPLIT])


_BIND = (Verdict.MERGE, Verdict.SPLIT)


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
