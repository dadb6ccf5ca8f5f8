"""`reportedly predict places`: documents in, place names with offsets and positions out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.types import Json


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """For each `{id, text}`: `{id, toponyms: [{start, end, lat, lon}]}`; a place without a position has none."""
    from reportedly.errors import NotYet
    from reportedly.read.places import mentions
    from reportedly.resources.gazetteer import gazetteer

    if method != "rules":
        raise NotYet(f"places are not read by the method {method!r}.", remedy="Use --method rules.")
    known = gazetteer()
    for row in rows:
        toponyms: list[Json] = []
        for mention in mentions(str(row["text"]), str(row.get("lang") or "en"), known):
            found: dict[str, Json] = {"start": mention.quote.span.start, "end": mention.quote.span.end}
            if mention.candidates:
                place = known.place(mention.candidates[0][0])
                found |= {"lat": place.latitude, "lon": place.longitude}
            toponyms.append(found)
        yield {"id": row["id"], "toponyms": toponyms}
