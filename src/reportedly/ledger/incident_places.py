"""Where an occurrence was: the towns that a report names, weighed by how often and how early it names them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.types import Gazetteer, Place, PlaceMention


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a mention may name: town or county, first-level region, country, and how likely it is among the options."""

    name: str | None
    region: str | None
    country: str
    likely: float
    county: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention: what it may name, and how much it speaks for where the occurrence was."""

    options: tuple[Option, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Town:
    """A town (or None where only the region is known), its region and country, and how much of the report speaks for it."""

    name: str | None
    region: str | None
    country: str
    weight: float


_ROLES = {"name": 1.0, "office": 0.6, "site": 0.4, "adjective": 0.2}
_TAIL = re.compile(r" [-–|] ")
_LEAD = 260
"""Characters behind the title in which datelines and leads stand."""
_HOME = 2.5
"""What an outlet's usual region weighs beside the places that a report names."""
_HOME_TOWN = 2.0
"""What an outlet's usual town gains where a report names it: a quarter named beside it may be listed as a town elsewhere."""
_ABROAD = 0.3
"""What a town keeps of its weight where the report as a whole is about another region."""
_COUNTY = 0.2


def spots(mentions: Sequence[PlaceMention], title: str, gazetteer: Gazetteer) -> tuple[Spot, ...]:
    """Mentions in a title, a blank line and a text -> spots. Behind a dash or bar a title names the outlet, not the place."""
    tail = _TAIL.search(title)
    head = tail.start() if tail else len(title)
    made = []
    for mention in mentions:
        options = _options(mention, gazetteer)
        if options:
            made.append(
                Spot(options, _ROLES.get(mention.role, 0.5) * _early(mention.quote.span.start, head, len(title)))
            )
    return tuple(made)


def _options(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Option, ...]:
    whole = sum(score for _, score in mention.candidates) or 1.0
    made = []
    for place_id, score in mention.candidates:
        place = gazetteer.place(place_id)
        if place.kind == "city" or place.kind == "district" or place.kind == "region":
            name = None if place.kind == "region" else place.name
            region = region_of(place, gazetteer)
            made.append(Option(name, region, place.country, score / whole, place.kind == "district"))
    return tuple(made)


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
    return place.name.removesuffix(" State")


def towns(found: Sequence[Spot], home: tuple[str | None, str | None] = (None, None)) -> tuple[Town, ...]:
    """The towns named, likeliest first; regions stand among them as towns without a name.

    What a name means is settled by the region that the report as a whole, and its outlet's usual town and region, speak for.
    """
    regions = _regions(found, home[1])
    best = max(regions, key=lambda r: (regions[r], r)) if regions else None
    weights: dict[tuple[str | None, str | None, str], float] = defaultdict(float)
    for spot in found:
        option = next((o for o in spot.options if o.region == best), spot.options[0])
        here = 1.0 if option.region == best else _ABROAD
        kind = 0.3 if option.name is None else _COUNTY if option.county else 1.0
        weights[option.name, option.region, option.country] += spot.weight * here * kind
    for key in weights:
        if key[0] is not None and key[:2] == home:
            weights[key] += _HOME_TOWN
    ranked = sorted(weights.items(), key=lambda e: (e[0][1] != best, -e[1], str(e[0])))
    return tuple(Town(name, region, country, round(weight, 3)) for (name, region, country), weight in ranked)


def _regions(found: Sequence[Spot], home: str | None) -> dict[str, float]:
    regions: dict[str, float] = defaultdict(float)
    for spot in found:
        for option in spot.options:
            if option.region is not None:
                plain = 1.5 if option.name is None else 1.0
                regions[option.region] += spot.weight * plain * option.likely
    if home is not None:
        regions[home] += _HOME
    return regions


def _early(at: int, head: int, title: int) -> float:
    if at < title:
        return 2.0 if at < head else 0.2
    behind = at - title
    return 4.5 if behind < 40 else 2.0 if behind < _LEAD else 1.0 if behind < 1000 else 0.4
