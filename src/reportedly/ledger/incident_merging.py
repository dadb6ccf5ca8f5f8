"""Which reports tell of one occurrence, and what they say of it together: by the value that the most and surest of them support."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from reportedly.ledger.bindings import UNBOUND, Bindings
from reportedly.ledger.incident_accounts import Account
from reportedly.ledger.incident_blocking import pairs
from reportedly.ledger.incident_clusters import clusters
from reportedly.ledger.incident_links import Link, compared, link
from reportedly.ledger.incident_rarity import Rarity, placed, rarity, vector

_LEAST = 0.02
"""Links below this are as good as none."""
_LATER = 0.25
"""How much more the latest report of an occurrence weighs than the earliest: figures are put right, dates are not."""
_EARLIER = 0.7
"""What part of the best day's support makes an earlier day the likelier: what else a report dates came after the occurrence."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence: its reports' ids, day, region and town as far as known, and how many were killed and hurt."""

    reports: tuple[str, ...]
    day: date
    region: str | None
    town: str | None
    killed: int
    hurt: int


def links(accounts: Sequence[Account], table: Rarity) -> list[Link]:
    """The links between accounts that blocking lets through, weighed against one table of rarity."""
    all_of = [compared(placed(a, table), vector(a, table), table) for a in accounts]
    made = (link(all_of[i], all_of[j], table) for i, j in pairs(all_of, table))
    return [found for found in made if found.score >= _LEAST]


def occurrences(
    accounts: Sequence[Account], bound: Bindings = UNBOUND, table: Rarity | None = None
) -> tuple[Occurrence, ...]:
    """Accounts in, occurrences out; what people joined and parted holds. The order of the accounts changes nothing.

    Without a `table` of rarity it is made of the accounts themselves: then one report more can move links of others a little.
    With a given table it cannot.
    """
    told = sorted(accounts, key=lambda a: a.report)
    weighed = table or rarity(told)
    by_id = {a.report: a for a in told}
    grouped = clusters(by_id, links(told, weighed), bound)
    return tuple(together([by_id[r] for r in group], weighed) for group in grouped)


def together(told: Sequence[Account], table: Rarity) -> Occurrence:
    """Reports of one occurrence -> what they say together."""
    ordered = [placed(a, table) for a in sorted(told, key=lambda a: (a.published, a.report))]
    region, town = _place(ordered, table)
    return Occurrence(
        tuple(a.report for a in ordered),
        _day(ordered),
        region,
        town,
        _best((a.casualties.killed, a.casualties.killed_sure * later) for a, later in _later(ordered)),
        _best((a.casualties.hurt, a.casualties.hurt_sure * later) for a, later in _later(ordered)),
    )


def _later(ordered: Sequence[Account]) -> Iterable[tuple[Account, float]]:
    steps = max(1, len(ordered) - 1)
    return ((a, 1 + _LATER * n / steps) for n, a in enumerate(ordered))


def _best(votes: Iterable[tuple[int, float]]) -> int:
    sums: dict[int, float] = defaultdict(float)
    for value, weight in votes:
        sums[value] += weight
    return max(sums, key=lambda v: (sums[v], v))


def _day(ordered: Sequence[Account]) -> date:
    """The day with the most support, or an earlier one that has nearly as much; days beside a day lend it some support."""
    first = ordered[0].published
    sums: dict[date, float] = defaultdict(float)
    for account in ordered:
        whole = sum(w for _, w in account.days)
        for day, weight in account.days:
            sums[day] += weight / whole * (1.0 if day <= first else 0.2)
    support = {d: sums[d] + 0.3 * _beside(d, sums) for d in sums}
    best = max(support.values())
    return min(d for d in support if support[d] >= _EARLIER * best)


def _beside(day: date, sums: dict[date, float]) -> float:
    return sums.get(day - timedelta(1), 0.0) + sums.get(day + timedelta(1), 0.0)


def _place(ordered: Sequence[Account], table: Rarity) -> tuple[str | None, str | None]:
    sums: dict[tuple[str | None, str | None], float] = defaultdict(float)
    for account in ordered:
        whole = sum(t.weight for t in account.towns) or 1.0
        for town in account.towns:
            sums[town.region, town.name] += town.weight / whole
        name, region = table.homes.get(account.outlet, (None, None))
        if region:
            sums[region, name] += 0.15
    regions: dict[str | None, float] = defaultdict(float)
    for (region, _), weight in sums.items():
        regions[region] += weight
    if not sums:
        return None, None
    best = max(regions, key=lambda r: (regions[r], str(r)))
    towns = {name: w for (region, name), w in sums.items() if region == best and name}
    return best, max(towns, key=lambda n: (towns[n], n)) if towns else None
