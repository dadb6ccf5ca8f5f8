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
        # The title is read along, since it tells where the text is about; only places of the text itself are given.
        title = f"{row.get('title') or ''}\n\n"
        for mention in mentions(title + str(row["text"]), str(row.get("lang") or "en"), known):
            span = mention.quote.span
            if span.start < len(title):
                continue
            found: dict[str, Json] = {"start": span.start - len(title), "end": span.end - len(title)}
            if mention.candidates:
                place = known.place(mention.candidates[0][0])
                found |= {"lat": place.latitude, "lon": place.longitude}
            toponyms.append(found)
        yield {"id": row["id"], "toponyms": toponyms}
