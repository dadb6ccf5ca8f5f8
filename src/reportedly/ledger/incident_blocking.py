"""Which pairs of reports are compared at all: such as share rare words or names, or a town and days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reportedly.ledger.incident_links import Compared
from reportedly.ledger.incident_rarity import Rarity

_RARE_WORDS = 25
"""How many of a report's weightiest words are looked up."""
_CROWD = 60
"""A word that stands in more reports than this leads to no pair."""
_ENOUGH = 0.018
"""How much of the two vectors' product the shared rare words must give."""
_NEAR = 2


def pairs(reports: Sequence[Compared], table: Rarity) -> list[tuple[int, int]]:
    """Places of reports in the list, the smaller first, in order. The pair of two reports hangs on these two and the table
    only, so a report that comes later adds its own pairs and changes no other."""
    found: set[tuple[int, int]] = set()
    _by_words(reports, table, found)
    _by_keys(reports, table, found)
    _by_day(reports, found)
    return sorted(found)


def _by_words(reports: Sequence[Compared], table: Rarity, found: set[tuple[int, int]]) -> None:
    holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, report in enumerate(reports):
        heavy = sorted(report.vector.items(), key=lambda e: (-e[1], e[0]))[:_RARE_WORDS]
        products: dict[int, float] = defaultdict(float)
        for word, weight in heavy:
            if table.words.get(word, 0) <= _CROWD:
                for other, theirs in holders[word]:
                    products[other] += weight * theirs
                holders[word].append((at, weight))
        found.update((other, at) for other, product in products.items() if product >= _ENOUGH)


def _by_keys(reports: Sequence[Compared], table: Rarity, found: set[tuple[int, int]]) -> None:
    holders: dict[str, list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        for name in sorted(report.account.names | report.account.sites):
            if table.names.get(name, 0) <= _CROWD // 3:
                found.update((other, at) for other in holders[name])
                holders[name].append(at)


def _by_day(reports: Sequence[Compared], found: set[tuple[int, int]]) -> None:
    """Reports of one town whose likeliest days are two days apart at most."""
    holders: Mapping[tuple[str, str | None, int], list[int]] = defaultdict(list)
    for at, report in enumerate(reports):
        if report.town is None:
            continue
        day = report.account.day.toordinal()
        for near in range(day - _NEAR, day + _NEAR + 1):
            found.update((other, at) for other in holders[report.town, report.region, near])
        holders[report.town, report.region, day].append(at)
