"""Where an occurrence was: the towns that a report names, weighed by how often and how early it names them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.types import Gazetteer, Place, PlaceMention


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention and where it stands, in characters from the start of the title."""

    mention: PlaceMention
    at: int


@dataclass(frozen=True, slots=True)
class Town:
    """A town (or None where only the region is known), its region and country, and how much of the report speaks for it."""

    name: str | None
    region: str | None
    country: str
    weight: float


_ROLES = {"name": 1.0, "office": 0.6, "site": 0.5, "adjective": 0.2}
_LEAD = 260
"""Characters behind the title in which datelines and leads stand."""


def towns(spots: Sequence[Spot], title: int, gazetteer: Gazetteer) -> tuple[Town, ...]:
    """The towns a report names, likeliest first; regions stand behind them as towns without a name."""
    weights: dict[tuple[str | None, str | None, str], float] = defaultdict(float)
    for spot in spots:
        for key, share in _shares(spot, gazetteer):
            weights[key] += share * _early(spot.at, title)
    regions: dict[str, float] = defaultdict(float)
    for (_, region, _), weight in weights.items():
        regions[region or ""] += weight
    ranked = sorted(weights.items(), key=lambda e: (-(e[1] + 0.3 * regions[e[0][1] or ""]), e[0][0] is None, str(e[0])))
    return tuple(Town(name, region, country, round(weight, 3)) for (name, region, country), weight in ranked)


def _shares(spot: Spot, gazetteer: Gazetteer) -> list[tuple[tuple[str | None, str | None, str], float]]:
    if not spot.mention.candidates:
        return []
    place = gazetteer.place(spot.mention.candidates[0][0])
    region = region_of(place, gazetteer)
    role = _ROLES.get(spot.mention.role, 0.5)
    if place.kind == "city":
        return [((place.name, region, place.country), role)]
    if place.kind in ("region", "district"):
        return [((None, region, place.country), 0.5 * role)]
    return []


def region_of(place: Place, gazetteer: Gazetteer) -> str | None:
    """The name of the first-level region that the place is or lies in."""
    steps = 0
    while place.kind != "region":
        if place.within is None or steps > 3:
            return None
        try:
            place = gazetteer.place(place.within)
        except KeyError:
            return None
        steps += 1
    return place.name


def _early(at: int, title: int) -> float:
    if at < title:
        return 2.0
    behind = at - title
    return 3.0 if behind < 60 else 2.0 if behind < _LEAD else 1.0 if behind < 1000 else 0.5
