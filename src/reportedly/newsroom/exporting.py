"""Writes what is held as files for others' tools; every row links back, and the export is entered."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.types import Json

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom

Row = Mapping[str, Json]


def export(newsroom: Newsroom, shape: str, known_at: datetime | None) -> tuple[Path, ...]:
    """Writes exports/figures.csv, findings.csv and decisions.csv, or exports/record.json. Raises BadInput for another shape."""
    from reportedly.ledger.export import tables
    from reportedly.press.publishers.folder import write_whole

    if shape not in {"csv", "json"}:
        raise BadInput(f"no export has the shape {shape!r}.", remedy="Name csv or json.")
    held = newsroom.held(known_at)
    rows = tables(newsroom.mask.held(held))
    rows["figures"] = [_placed_in_original(row, held) for row in rows["figures"]]
    folder = newsroom.folder / "exports"
    files = _csv_files(rows) if shape == "csv" else {"record.json": _json(held.mark, rows)}
    for name, data in files.items():
        write_whole(folder / name, data)
    newsroom.enter("export", shape, {"mark": held.mark, "rows": {n: len(r) for n, r in rows.items()}}, by="desk")
    return tuple(folder / name for name in files)


def _placed_in_original(row: Row, held: Held) -> Row:
    """A figure's place is counted in the report as published, also where the words given here are masked."""
    span = held.figures[str(row["figure"])].as_written.span
    return {**row, "start": span.start, "end": span.end}


def _csv_files(rows: Mapping[str, Sequence[Row]]) -> dict[str, bytes]:
    return {f"{name}.csv": _csv(table) for name, table in rows.items()}


def _csv(table: Sequence[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    if table:
        writer.writerow(table[0])
        writer.writerows([_cell(value) for value in row.values()] for row in table)
    return out.getvalue().encode()


def _cell(value: Json) -> str:
    """A value as a cell. Text that a spreadsheet would run as a formula is led by an apostrophe (OWASP: CSV injection)."""
    if isinstance(value, list):
        return _cell(" | ".join(map(str, value)))
    if isinstance(value, str) and value[:1] in {"=", "+", "-", "@", "\t", "\r"}:
        return "'" + value
    return "" if value is None else str(value)


def _json(mark: str, rows: Mapping[str, Sequence[Row]]) -> bytes:
    return (json.dumps({"mark": mark, **rows}, ensure_ascii=False, indent=1) + "\n").encode()
