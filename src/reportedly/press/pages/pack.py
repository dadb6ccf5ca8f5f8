"""The page of a proof pack: what stands behind a brief or a tally, readable without us and without a network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from reportedly.types import Json, Templates

Row = dict[str, Json]


def pack_page(data: Mapping[str, Json], templates: Templates) -> bytes:
    """A pack's data (as its pack.json has it) in, its page out. The page loads nothing and runs no script."""
    rows = {name: [cast("Row", one) for one in cast("list[Json]", data[name])] for name in _TABLES}
    figures = {str(figure["id"]): figure for figure in rows["figures"]}
    return templates.render(
        "pack.html.j2",
        data=data,
        outlets={str(one["id"]): one.get("name") for one in rows["outlets"]},
        asked={str(one["id"]): one for one in rows["questions"]},
        captures={str(one["id"]): one for one in rows["captures"]},
        decided=_by(rows["decisions"], "about"),
        told=_by([_marked(figure) for figure in figures.values()], "report"),
        compilers={str(one["id"]): one.get("compiler") for one in rows["findings"]},
    ).encode()


_TABLES = ("questions", "outlets", "captures", "reports", "findings", "figures", "decisions", "tallies")


def _marked(figure: Row) -> Row:
    """A figure with its sentence in three parts, the words in the middle."""
    sentence = str(figure["sentence"])
    start, end = (cast("int", place) for place in cast("list[Json]", figure["in_sentence"]))
    return {**figure, "before": sentence[:start], "marked": sentence[start:end], "after": sentence[end:]}


def _by(rows: list[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(str(row[key]), []).append(row)
    return found
