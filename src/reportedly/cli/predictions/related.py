"""`reportedly predict related POSTS.jsonl OUT.jsonl`: for each post the nearest earlier ones, best first."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from datetime import date

from reportedly.errors import BadInput, NotYet
from reportedly.press.nearness import Piece
from reportedly.press.related import nearest
from reportedly.types import Json

COUNT = 8


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows of {id, date, title, summary, text} in; {id, related: [ids]} out, in the same order.

    Raises BadInput for a row without id or day.
    """
    if method != "rules":
        raise NotYet("related posts have no trained method yet.", remedy="Use `--method rules`.")
    pieces = [_piece(row) for row in rows]
    found = nearest(pieces, COUNT)
    for piece in pieces:
        yield {"id": piece.id, "related": [one.slug for one in found[piece.id]]}


def _piece(row: dict[str, Json]) -> Piece:
    try:
        day = date.fromisoformat(str(row.get("date") or row.get("published"))[:10])
    except ValueError as error:
        raise BadInput(
            "a post has no day.", where=f"id {row.get('id')}", remedy="Give `date` as 2024-06-10."
        ) from error
    title, summary, text = (html.unescape(str(row.get(key) or "")) for key in ("title", "summary", "text"))
    return Piece(str(row.get("id")), day, title, summary, text)
