"""The place that a row of a table names, by the gazetteer: the name's candidates near the row's own coordinates."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from reportedly.errors import BadInput
from reportedly.ledger.exchange_values import shown
from reportedly.types import Gazetteer, Place, PlaceMention, Quote

NEAR = {"site": 30.0, "city": 50.0, "district": 150.0, "region": 500.0, "country": 6000.0}
"""Kind of place -> kilometres within which its point may lie from the row's."""

_GENERIC = re.compile(
    r"\s+(?:town|city|village|settlement|district|raion|oblast|region|province|county|state)$", re.IGNORECASE
)
"""Words that tables put behind a place's name."""

Point = tuple[float, float]
"""(latitude, longitude) in degrees, WGS 84."""


def point(latitude: str, longitude: str) -> Point | None:
    """A row's coordinates; None where neither is given. Raises BadInput where one is missing or out of range."""
    if not latitude.strip() and not longitude.strip():
        return None
    try:
        found = float(latitude), float(longitude)
    except ValueError as wrong:
        what = f"no coordinates: {shown(latitude)}, {shown(longitude)}."
        raise BadInput(what, remedy="Write degrees with a point, north and east positive.") from wrong
    if not (abs(found[0]) <= 90 and abs(found[1]) <= 180):
        raise BadInput(
            f"no coordinates: {found[0]}, {found[1]}.", remedy="Latitude is -90 to 90, longitude -180 to 180."
        )
    return found


def mention(
    names: Sequence[Quote], near: Point | None, precision: str | None, language: str, gazetteer: Gazetteer
) -> PlaceMention | None:
    """Place names of a row, the finest first -> the finest that the gazetteer knows (near `near`, where that is given).

    Where it knows none, the finest name without candidates. `precision` is the table's own word on it.
    """
    for quote in names:
        candidates = _candidates(quote.words, near, language, gazetteer)
        if candidates:
            kind = gazetteer.place(candidates[0][0]).kind
            return PlaceMention(quote, candidates, precision or _close(kind))
    return PlaceMention(names[0], (), precision or "unknown") if names else None


def _close(kind: str) -> str:
    return {"district": "region", "site": "city"}.get(kind, kind)


def _candidates(words: str, near: Point | None, language: str, gazetteer: Gazetteer) -> tuple[tuple[str, float], ...]:
    found = gazetteer.candidates(words, language) or gazetteer.candidates(_GENERIC.sub("", words), language)
    if near is not None:
        found = [pair for pair in found if distance(near, pair[0]) <= NEAR.get(pair[0].kind, 0.0)]
        found = sorted(found, key=lambda pair: (distance(near, pair[0]), pair[0].id))
    return tuple((place.id, score) for place, score in found[:5])


def distance(a: Point, b: Place) -> float:
    """Kilometres between a point and a place's, on a sphere (haversine; mean radius 6,371 km)."""
    y1, x1, y2, x2 = (math.radians(degrees) for degrees in (*a, b.latitude, b.longitude))
    h = math.sin((y2 - y1) / 2) ** 2 + math.cos(y1) * math.cos(y2) * math.sin((x2 - x1) / 2) ** 2
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(h)))
