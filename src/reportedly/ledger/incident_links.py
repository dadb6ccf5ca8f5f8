"""Whether two reports tell of one occurrence: signs, each with a weight and a reason in words, and a score of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.ledger.incident_accounts import Account
from reportedly.ledger.incident_rarity import Rarity, cosine

SIGNS = (
    "words",
    "names",
    "sites",
    "ages",
    "ages_apart",
    "same_day",
    "days_apart",
    "far_days",
    "published",
    "town",
    "region",
    "region_apart",
    "hurt",
    "killed_apart",
)
_REASONS = {
    "words": "the wording is alike",
    "names": "the same rare name stands in both",
    "sites": "both name the same street",
    "ages": "the same age is given",
    "ages_apart": "the ages differ",
    "same_day": "both tell of the same day",
    "days_apart": "the days they tell of differ",
    "far_days": "the days they tell of lie more than a week apart",
    "published": "they were published days apart",
    "town": "both tell of the same town",
    "region": "both tell of the same region",
    "region_apart": "they tell of different regions",
    "hurt": "the same number hurt",
    "killed_apart": "the numbers killed differ",
}
WEIGHTS: Mapping[str, float] = {
    "words": 5.97,
    "names": 2.31,
    "sites": 1.20,
    "ages": 1.97,
    "ages_apart": -1.70,
    "same_day": 1.69,
    "days_apart": -1.83,
    "far_days": -1.75,
    "published": -1.01,
    "town": 0.81,
    "region": 0.41,
    "region_apart": -1.11,
    "hurt": 0.76,
    "killed_apart": -0.70,
}
"""Learned by logistic regression from pairs of reports of which it is known whether they tell of one occurrence (docs/reference/measuring.md)."""
START = -2.53


@dataclass(frozen=True, slots=True)
class Link:
    """Two reports by id, `a` before `b`; how surely they tell of one occurrence (0..1), and why."""

    a: str
    b: str
    score: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """An account and what is compared of it: its words' vector, its town with the outlet's home as last resort."""

    account: Account
    vector: Mapping[str, float]
    town: str | None
    region: str | None


def compared(account: Account, vector: Mapping[str, float], table: Rarity) -> Compared:
    """An account and its vector -> what is compared."""
    named = next((t for t in account.towns if t.name), None) or next(iter(account.towns), None)
    if named is not None:
        return Compared(account, vector, named.name, named.region)
    town, region = table.homes.get(account.outlet, (None, None))
    return Compared(account, vector, town, region)


def signs(a: Compared, b: Compared, table: Rarity) -> tuple[float, ...]:
    """The values of `SIGNS` for two reports, each about 0..1."""
    x, y = a.account, b.account
    shared = [table.of_name(n) for n in x.names & y.names]
    sites = [table.of_name(n) for n in x.sites & y.sites]
    days = _days_apart(x, y)
    rare = math.log(table.reports + 1)
    return (
        cosine(a.vector, b.vector),
        min(1.5, sum(s for s in shared if s > rare * 0.45) / rare / 2),
        min(1.0, sum(sites) / rare),
        min(1.0, len(x.ages & y.ages) / 2),
        float(bool(x.ages and y.ages) and not x.ages & y.ages),
        float(days == 0),
        min(days, 7) / 7,
        float(days > 7),
        min(1.0, math.log1p(abs((x.published - y.published).days)) / 5),
        float(a.town is not None and a.town == b.town and a.region == b.region),
        float(a.region is not None and a.region == b.region),
        float(bool(a.region and b.region) and a.region != b.region and not _told_elsewhere(a, b)),
        float(x.casualties.hurt == y.casualties.hurt),
        float((x.casualties.killed == 0) != (y.casualties.killed == 0)),
    )


def _days_apart(x: Account, y: Account) -> int:
    """The least difference between the likely days of both."""
    return min(abs((p - q).days) for p in _likely(x) for q in _likely(y))


def _likely(account: Account) -> list[date]:
    best = account.days[0][1]
    return [d for d, w in account.days[:3] if w >= 0.5 * best]


def _told_elsewhere(a: Compared, b: Compared) -> bool:
    return a.region in {t.region for t in b.account.towns} or b.region in {t.region for t in a.account.towns}


def score(values: Sequence[float], weights: Mapping[str, float] = WEIGHTS, start: float = START) -> float:
    """Signs -> 0..1 by the logistic function of their weighted sum."""
    total = start + sum(weights[name] * value for name, value in zip(SIGNS, values, strict=True))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def grounds(values: Sequence[float], weights: Mapping[str, float] = WEIGHTS) -> tuple[str, ...]:
    """The reasons for the score in words, the weightiest first, those against it marked."""
    parts = [(weights[name] * value, name) for name, value in zip(SIGNS, values, strict=True) if value]
    ranked = sorted(parts, key=lambda e: -abs(e[0]))
    return tuple(f"{'for' if weight > 0 else 'against'}: {_REASONS[name]}" for weight, name in ranked[:4] if weight)


def link(a: Compared, b: Compared, table: Rarity) -> Link:
    """Two reports -> the link between them."""
    values = signs(a, b, table)
    x, y = sorted((a.account.report, b.account.report))
    return Link(x, y, round(score(values), 4), grounds(values))
