"""Places of figures, findings and incidents as GeoJSON (RFC 7946): points of towns, regions and countries, never of a house.

`precision` says how close the pin is: city, region, country, unknown. Buildings and streets are shown by the town they lie in; a
place that the gazetteer does not know has no geometry (RFC 7946, 3.2). A figure that speaks of one person only is shown by region.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from reportedly.ledger.export import Hide, Row, back, figures, findings
from reportedly.ledger.held import Held
from reportedly.types import Figure, Finding, Gazetteer, Incident, Json, Place, PlaceMention

COARSE = {"site": "city", "city": "city", "district": "region", "region": "region", "country": "country"}
"""Kind of place -> how close its point is."""


def geojson_file(shown: Held, hide: Hide, gazetteer: Gazetteer, incidents: Sequence[Incident] = ()) -> bytes:
    """What is held, masked, as a FeatureCollection: a feature for each place of each figure, finding and incident."""
    features: list[Json] = [
        *_features_of_figures(shown, hide, gazetteer),
        *_features_of_findings(shown, hide, gazetteer),
        *_features_of_incidents(shown, hide, gazetteer, incidents),
    ]
    once: list[Json] = list({json.dumps(one["id"]): one for one in features if isinstance(one, dict)}.values())
    collection: Json = {"type": "FeatureCollection", "mark": shown.mark, "features": once}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _features_of_figures(shown: Held, hide: Hide, gazetteer: Gazetteer) -> Iterator[Json]:
    for figure in figures(shown):
        for mention in _first_of_each(figure.places):
            place = _place(mention.candidates[0][0] if mention.candidates else "", gazetteer)
            place = _coarser(place, gazetteer) if place and of_one_person(figure) else place
            more: dict[str, Json] = {"figure": figure.id, "name": place.name if place else None, **_bounds(figure)}
            more["precision"] = _coarsest(mention.precision, place)
            yield _feature("figure", figure.id, place, more | dict(back(shown, shown.reports[figure.report], hide)))


def _features_of_findings(shown: Held, hide: Hide, gazetteer: Gazetteer) -> Iterator[Json]:
    for finding in findings(shown):
        figure = shown.figures[finding.fullest]
        for name in finding.places:
            place = _place(name, gazetteer)
            place = _coarser(place, gazetteer) if place and of_one_person(figure) else place
            more = {"finding": finding.id, "figure": figure.id, "question": finding.question, **_bounds(figure)}
            more |= {"name": place.name if place else None, "as_of": _day(finding)}
            yield _feature("finding", finding.id, place, more | dict(back(shown, shown.reports[figure.report], hide)))


def _features_of_incidents(
    shown: Held, hide: Hide, gazetteer: Gazetteer, incidents: Sequence[Incident]
) -> Iterator[Json]:
    for incident in incidents:
        statement = shown.statements.get(incident.statements[0]) if incident.statements else None
        report = shown.reports.get(statement.report) if statement else None
        for name in incident.places:
            place = _place(name, gazetteer)
            more: dict[str, Json] = {"incident": incident.id, "kind_of_incident": incident.kind}
            more |= {"name": place.name if place else None, "statements": list(incident.statements)}
            yield _feature("incident", incident.id, place, more | dict(back(shown, report, hide)))


def _coarsest(said: str, place: Place | None) -> str:
    """The vaguer of what the report's words say of the place and how close its point is."""
    order = ("exact", "city", "region", "country", "unknown")
    by_point = COARSE.get(place.kind, "unknown") if place else "unknown"
    return max(said if said in order[:-1] else by_point, by_point, key=order.index)


def of_one_person(figure: Figure) -> bool:
    """Whether a figure counts one person: a town and a day beside it may be enough to find them."""
    return figure.best == 1 or figure.bounds.upper == 1


def _first_of_each(mentions: Sequence[PlaceMention]) -> Iterator[PlaceMention]:
    seen: set[str] = set()
    for mention in mentions:
        name = mention.candidates[0][0] if mention.candidates else mention.quote.words
        if name not in seen:
            seen.add(name)
            yield mention


def _place(name: str, gazetteer: Gazetteer) -> Place | None:
    """The place, or for a building the place that it lies in; None where the gazetteer does not know it."""
    try:
        place = gazetteer.place(name)
    except KeyError:
        return None
    return _coarser(place, gazetteer) if place.kind == "site" else place


def _coarser(place: Place, gazetteer: Gazetteer) -> Place | None:
    """The place that it lies in; countries stay."""
    if place.kind == "country":
        return place
    try:
        return gazetteer.place(place.within) if place.within else None
    except KeyError:
        return None


def _feature(what: str, name: str, place: Place | None, more: Row) -> Json:
    point: Json = {"type": "Point", "coordinates": [place.longitude, place.latitude]} if place else None
    properties: dict[str, Json] = {
        "what": what,
        "place": place.id if place else None,
        "kind": place.kind if place else None,
        "country": place.country if place else None,
        "precision": COARSE.get(place.kind, "unknown") if place else "unknown",
        **more,
    }
    return {
        "type": "Feature",
        "id": f"{name}/{place.id}" if place else name,
        "geometry": point,
        "properties": properties,
    }


def _bounds(figure: Figure) -> Row:
    return {"words": figure.as_written.words, "lower": figure.bounds.lower, "upper": figure.bounds.upper}


def _day(finding: Finding) -> str | None:
    return str(finding.as_of.latest) if finding.as_of else None
