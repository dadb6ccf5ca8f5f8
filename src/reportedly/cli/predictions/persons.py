"""`reportedly predict persons`: passages in, persons and personal details with offsets out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportedly.types import Json


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """For each `{id, lang, text}`: `{id, persons: [{start, end, kind}], personal: [{start, end, what}]}`."""
    from reportedly.errors import NotYet
    from reportedly.read.persons import persons_of
    from reportedly.resources.gazetteer import gazetteer
    from reportedly.resources.languages import languages

    if method != "rules":
        raise NotYet(f"persons are not read by the method {method!r}.", remedy="Use --method rules.")
    for row in rows:
        language = languages().get(str(row.get("lang") or "en"))
        if language is None:
            raise NotYet(f"there are no rules for the language {row.get('lang')!r}.", remedy="Use en, ru or uk.")
        mentions, personal = persons_of(str(row["text"]), language, gazetteer())
        persons: list[Json] = [
            {"start": m.quote.span.start, "end": m.quote.span.end, "kind": "public" if m.public else "private"}
            for m in mentions
        ]
        near: list[Json] = [{"start": d.quote.span.start, "end": d.quote.span.end, "what": d.what} for d in personal]
        yield {"id": row["id"], "persons": persons, "personal": near}
