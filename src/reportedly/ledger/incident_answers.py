"""Counting questions answered from occurrences: how many there were, how many were killed or hurt in them, and by which reports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from reportedly.ledger.incident_merging import Occurrence


@dataclass(frozen=True, slots=True)
class CountingQuestion:
    """`what`: incidents, killing, injuring (incidents in which somebody was killed, hurt), n_killed, n_injured.

    `region` and `town` None: anywhere; `time` is a year or a month, as 2016 or 2016-05.
    """

    what: str
    region: str | None
    town: str | None
    time: str


_COUNTED: dict[str, Callable[[Occurrence], int]] = {
    "incidents": lambda o: 1,
    "killing": lambda o: int(o.killed > 0),
    "injuring": lambda o: int(o.hurt > 0),
    "n_killed": lambda o: o.killed,
    "n_injured": lambda o: o.hurt,
}
WHATS = tuple(_COUNTED)


def answer(asked: CountingQuestion, known: Sequence[Occurrence]) -> tuple[int, tuple[str, ...]]:
    """The number asked for, and the reports of the occurrences that it counts. Raises KeyError for an unknown `what`."""
    count = _COUNTED[asked.what]
    fitting = [o for o in known if count(o) and _fits(asked, o)]
    return sum(count(o) for o in fitting), tuple(r for o in fitting for r in o.reports)


def _fits(asked: CountingQuestion, o: Occurrence) -> bool:
    if asked.region is not None and (o.region or "").casefold() != asked.region.casefold():
        return False
    if asked.town is not None and _bare(o.town or "") != _bare(asked.town):
        return False
    return o.day.isoformat().startswith(asked.time)


def _bare(town: str) -> str:
    words = town.casefold().replace(".", " ").split()
    return " ".join({"st": "saint", "ft": "fort", "mt": "mount"}.get(w, w) for w in words)
