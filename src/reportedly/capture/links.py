"""Tables of links, the way desks keep them: CSV, or a sheet of an XLSX workbook, with a row of headings first."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from io import BytesIO, StringIO

from reportedly.capture.decoding import text_of
from reportedly.capture.feed_items import web_address
from reportedly.capture.notes import Published, published
from reportedly.capture.packed import unpacked
from reportedly.errors import BadInput
from reportedly.types import Failure, LinkColumns

MOST_ROWS = 100_000
_USUAL: Mapping[str, tuple[str, ...]] = {
    "link": ("link", "url", "address", "посилання", "ссылка"),
    "title": ("title", "headline", "заголовок"),
    "outlet": ("outlet", "source", "publisher", "видання", "издание"),
    "date": ("date", "published", "дата"),
    "note": ("note", "comment", "примітка", "примечание"),
}
_NAME_IT = 'Name the columns in desk.toml under [links], for example link = "URL of the piece".'

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address to capture, and what the desk's table says about it; `place` is its row ("links.csv, row 3")."""

    link: str
    place: str
    title: str | None = None
    outlet: str | None = None
    published: Published | None = None
    note: str | None = None


def read_links(data: bytes, where: str, columns: LinkColumns, *, limit: int) -> Iterator[Link | Failure]:
    """The bytes of a CSV or XLSX file in; each row's link, or the reason why it has none, out. Empty rows are passed over.

    `columns` names the columns; what it leaves out is found by its usual name. `limit`: bytes that a workbook may unpack to.

    Raises BadInput where the file cannot be read, has no such sheet or column, or more than 100,000 rows.
    """
    rows = _workbook(data, where, columns.sheet, limit) if data.startswith(b"PK") else _csv(data, where)
    places: dict[str, int] | None = None
    for number, row in rows:
        if number > MOST_ROWS:
            remedy = "Split it, and capture the parts."
            raise BadInput(f"the table has more than {MOST_ROWS} rows.", where=where, remedy=remedy)
        if not any(cell.strip() for cell in row):
            continue
        if places is None:
            places = _places(row, columns, where)
        else:
            yield _link(row, places, f"{where}, row {number}")
    if places is None:
        raise BadInput("the table is empty.", where=where, remedy="Put the names of the columns into its first row.")


def _places(heads: Row, columns: LinkColumns, where: str) -> dict[str, int]:
    """Which column holds what. Raises BadInput where a named column is not there, or none holds links."""
    folded = [_folded(head) for head in heads]
    found: dict[str, int] = {}
    for field in fields(columns):
        if field.name == "sheet":
            continue
        named: str | None = getattr(columns, field.name)
        wanted = (named,) if named else _USUAL[field.name]
        place = next((folded.index(_folded(name)) for name in wanted if _folded(name) in folded), None)
        if place is not None:
            found[field.name] = place
        elif named or field.name == "link":
            missing = f"{named!r} (for {field.name})" if named else "for links"
            there = ", ".join(head.strip() for head in heads if head.strip())
            raise BadInput(f"no column {missing}; the first row has: {there[:200]}.", where=where, remedy=_NAME_IT)
    return found


def _link(row: Row, places: Mapping[str, int], place: str) -> Link | Failure:
    cells = {name: row[at].strip() if at < len(row) else "" for name, at in places.items()}
    written = cells["link"]
    if written.startswith("="):
        return Failure(place, "the link is a formula without a value.", "Put the address itself into the cell.")
    link = web_address(written)
    if link is None or re.search(r"\s", link):
        what = f"no web address: {written[:80]!r}." if written else "the link is empty."
        return Failure(place, what, "Put the address itself into the cell, with https:// before it.")
    try:
        day = _day(cells.get("date", ""))
    except ValueError:
        what = f"no date: {cells['date'][:80]!r}."
        return Failure(place, what, "Write YYYY-MM-DD or DD.MM.YYYY.")
    title, outlet, note = (cells.get(name) or None for name in ("title", "outlet", "note"))
    return Link(link, place, title, outlet, day, note)


def _day(written: str) -> Published | None:
    """Raises ValueError where something stands there that is no date; 6/7/2024 is none, as it is two."""
    if not written:
        return None
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", written)
    if dotted:
        return Published(date(int(dotted[3]), int(dotted[2]), int(dotted[1])))
    return published(written)


def _csv(data: bytes, where: str) -> Iterator[tuple[int, Row]]:
    """The separator is that of comma, semicolon and tab which stands most often in the first row."""
    text = text_of(data, where)
    first = text.lstrip("\n").partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator), 1):
            yield number, tuple(row)
    except csv.Error as error:
        raise BadInput(f"the table is broken: {error}.", where=where, remedy="Save it as CSV again.") from error


def _workbook(data: bytes, where: str, sheet: str | None, limit: int) -> Iterator[tuple[int, Row]]:
    """The rows of a sheet: values as last computed, and formulas as such where none was."""
    from openpyxl import load_workbook

    for refused in unpacked(data, where, limit=limit, total=limit).refused:  # a bomb, before openpyxl unpacks it
        raise BadInput(refused.reason, where=refused.address, remedy=refused.remedy)
    try:
        values, formulas = (load_workbook(BytesIO(data), read_only=True, data_only=only) for only in (True, False))
        names = values.sheetnames
        if sheet is not None and sheet not in names:
            what = f"the workbook has no sheet {sheet!r}; it has: {', '.join(names)}."
            raise BadInput(what, where=where, remedy="Correct `sheet` in desk.toml under [links].")
        chosen = sheet or names[0]
        pairs = zip(_rows(values[chosen]), _rows(formulas[chosen]), strict=True)
        for number, (shown, written) in enumerate(pairs, 1):
            yield number, tuple(_cell(a, b) for a, b in zip(shown, written, strict=True))
    except BadInput:
        raise
    except Exception as error:  # openpyxl lets through whatever the broken XML makes it trip over
        what = f"the workbook is broken: {type(error).__name__}."
        raise BadInput(what, where=where, remedy="Save it again as .xlsx or .csv.") from error


def _rows(sheet) -> Iterator[Sequence[object]]:  # type: ignore[no-untyped-def]  # openpyxl ships no types
    sheet.reset_dimensions()  # a sheet may lie about how large it is
    yield from sheet.iter_rows(values_only=True)


def _cell(shown: object, written: object) -> str:
    address = re.match(r"""=HYPERLINK\(\s*"([^"]+)\"""", written, re.IGNORECASE) if isinstance(written, str) else None
    if address:
        return address[1]
    value = written if shown is None else shown
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def _folded(head: str) -> str:
    return " ".join(head.casefold().split())
