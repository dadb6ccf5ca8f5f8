"""Tables row by row: CSV, or a sheet of an XLSX workbook. The bytes are held once; the rows pass one at a time."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO, TextIOWrapper

from reportedly.capture.decoding import text_of
from reportedly.capture.packed import unpacked
from reportedly.errors import BadInput

_CHUNK = 1 << 20
_LONGEST_CELL = 10 * 1024 * 1024
"""Characters of one cell: a longer one is a quotation mark that was never closed."""

Row = tuple[int, tuple[str, ...]]
"""(line on which it begins, from 1; its cells)"""


def table_rows(data: bytes, where: str, *, sheet: str | None = None, limit: int) -> Iterator[Row]:
    """The bytes of a CSV or XLSX file in; its rows out, the heads first, empty rows left out.

    CSV is UTF-8; the separator is that of comma, semicolon and tab which stands most often in its first line. Days and
    moments of a workbook come as ISO 8601, whole numbers without a point. `limit`: bytes that a workbook may unpack to.

    Raises BadInput where the file is empty, no table, broken, in another encoding, or has no such sheet.
    """
    rows = _sheet(data, where, sheet, limit) if data.startswith(b"PK") else _csv(data, where)
    return (row for row in rows if any(cell.strip() for cell in row[1]))


def _csv(data: bytes, where: str) -> Iterator[Row]:
    _refuse_unreadable(data, where)
    start = data[3:] if data.startswith(codecs.BOM_UTF8) else data
    first = start[:_CHUNK].lstrip(b"\r\n").partition(b"\n")[0].decode(errors="replace")
    separator = max(",;\t", key=first.count)
    lines = TextIOWrapper(BytesIO(data), encoding="utf-8-sig", newline="")
    before = csv.field_size_limit()
    reader = csv.reader(lines, delimiter=separator, strict=True)
    number = 1
    try:
        while True:
            csv.field_size_limit(_LONGEST_CELL)
            try:
                row = next(reader)
            except StopIteration:
                return
            finally:
                csv.field_size_limit(before)
            yield number, tuple(row)
            number = reader.line_num + 1
    except csv.Error as error:
        raise BadInput(
            f"the table is broken: {error}.", where=f"{where}, line {number}", remedy="Mend the line; nothing was lost."
        ) from error


def _refuse_unreadable(data: bytes, where: str) -> None:
    """Decodes piece by piece, so that no second copy of the file is held; the message comes from where all texts are read."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), _CHUNK):
            piece = decoder.decode(data[start : start + _CHUNK])
            if "\0" in piece:
                break
        else:
            decoder.decode(b"", final=True)
            if data.strip():
                return
    except UnicodeDecodeError:
        pass
    text_of(data, where)
    raise BadInput("the file cannot be read as text.", where=where, remedy="Save it as UTF-8 and import it again.")


def _sheet(data: bytes, where: str, sheet: str | None, limit: int) -> Iterator[Row]:
    from openpyxl import load_workbook

    for refused in unpacked(data, where, limit=limit, total=limit).refused:  # a bomb, before openpyxl unpacks it
        raise BadInput(refused.reason, where=refused.address, remedy=refused.remedy)
    try:
        workbook = load_workbook(BytesIO(data), read_only=True, data_only=True)
        names = workbook.sheetnames
        if sheet is not None and sheet not in names:
            what = f"the workbook has no sheet {sheet!r}; it has: {', '.join(names)}."
            raise BadInput(what, where=where, remedy="Correct `sheet` in the mapping.")
        chosen = workbook[sheet or names[0]]
        chosen.reset_dimensions()  # a sheet may lie about how large it is
        for number, row in enumerate(chosen.iter_rows(values_only=True), 1):
            yield number, _trimmed([_cell(value) for value in row])
    except BadInput:
        raise
    except Exception as error:  # openpyxl lets through whatever the broken XML makes it trip over
        what = f"the workbook is broken: {type(error).__name__}."
        raise BadInput(what, where=where, remedy="Save it again as .xlsx or .csv.") from error


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Without the empty cells at its end, of which a sheet may have thousands."""
    last = max((n for n, cell in enumerate(cells, 1) if cell), default=0)
    return tuple(cells[:last])


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
