"""Writes what is held as files for others' tools; every row links back, and the export is entered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.types import Json, Span

if TYPE_CHECKING:
    from reportedly.ledger.export import Hide, Row
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom

Files = Mapping[str, bytes]
"""Path inside exports/ -> bytes."""


def export(newsroom: Newsroom, shape: str, known_at: datetime | None) -> tuple[Path, ...]:
    """Writes what is held into exports/ in one of SHAPES, private persons masked, and enters the export.

    The same state of the ledger gives the same bytes. Raises BadInput for another shape.
    """
    from reportedly.press.publishers.folder import write_whole

    if shape not in SHAPES:
        *most, last = SHAPES
        raise BadInput(f"no export has the shape {shape!r}.", remedy=f"Name {', '.join(most)} or {last}.")
    outgoing = Outgoing(newsroom, newsroom.held(known_at))
    files = SHAPES[shape](outgoing)
    folder = newsroom.folder / "exports"
    for name, data in files.items():
        write_whole(folder / name, data)
    newsroom.enter("export", shape, {"mark": outgoing.held.mark, "files": _checksums(files)}, by="desk")
    return tuple(folder / name for name in files)


class Outgoing:
    """What is held on its way out: masked, with what masks loose words and where words stand in the original."""

    def __init__(self, newsroom: Newsroom, held: Held) -> None:
        self.held = held
        self.shown = newsroom.mask.held(held)
        self.hide: Hide = newsroom.mask.hider(held)

    def place(self, name: str) -> Span:
        """Where a figure's or a statement's words stand in the report as published, also where they are masked here."""
        if name in self.held.figures:
            return self.held.figures[name].as_written.span
        content = self.held.statements[name].content
        return Span(content[0].span.start, content[-1].span.end) if content else Span(0, 0)

    @cached_property
    def tables(self) -> dict[str, list[Row]]:
        """The rows of every table."""
        from reportedly.ledger.export import tables

        return tables(self.shown, self.hide, self.place)


def _csv(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_package import csv_files

    return csv_files(outgoing.tables)


def _json(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_package import json_file

    return {"record.json": json_file(outgoing.tables, outgoing.held.mark)}


def _datapackage(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_package import package_files

    return {f"datapackage/{name}": data for name, data in package_files(outgoing.tables, outgoing.held.mark).items()}


def _ftm(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_ftm import ftm_files

    return {f"ftm/{name}": data for name, data in ftm_files(outgoing.shown, outgoing.hide).items()}


def _geojson(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_geojson import geojson_file
    from reportedly.resources.gazetteer import gazetteer

    return {"places.geojson": geojson_file(outgoing.shown, outgoing.hide, gazetteer())}


def _annotations(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_annotations import annotations_file

    return {"annotations.jsonld": annotations_file(outgoing.shown, outgoing.hide, outgoing.place)}


def _csl(outgoing: Outgoing) -> Files:
    from reportedly.ledger.exchange_csl import csl_file

    return {"citations.csl.json": csl_file(outgoing.shown, outgoing.hide)}


SHAPES: Mapping[str, Callable[[Outgoing], Files]] = {
    "csv": _csv,
    "json": _json,
    "datapackage": _datapackage,
    "ftm": _ftm,
    "geojson": _geojson,
    "annotations": _annotations,
    "csl": _csl,
}
"""What `export` can write."""


def _checksums(files: Files) -> dict[str, Json]:
    from hashlib import sha256

    return {name: f"sha256:{sha256(data).hexdigest()}" for name, data in files.items()}
