"""Values as cells of a CSV file, and back: what a spreadsheet would run as a formula is led by an apostrophe.

Source of the rule: OWASP, "CSV Injection". A text that begins with an apostrophe itself is led by another one, so that
undoing gives what was there. Numbers are written as numbers, negative ones too.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reportedly.types import Json

RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell's text may not begin with: signs of a formula, also in full width, and what makes a sheet trim up to one."""

Row = Mapping[str, Json]


def neutral(text: str) -> str:
    """A text as a cell that no spreadsheet runs.

    >>> neutral("=1+1"), neutral("two"), neutral("'tis")
    ("'=1+1", 'two', "''tis")
    """
    return "'" + text if text.startswith((*RUN_AS_FORMULA, "'")) else text


def plain(cell: str) -> str:
    """The text that `neutral` was given; a cell that somebody else neutralised in the same way comes back too.

    >>> plain("'=1+1"), plain("''tis"), plain("two")
    ('=1+1', "'tis", 'two')
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*RUN_AS_FORMULA, "'")) else cell


def cell(value: Json) -> str:
    """A value as a cell: a list as its parts with ` | ` between them, nothing as an empty cell, yes and no as in JSON.

    >>> cell(-5), cell("-5"), cell(["a", "b"]), cell(None), cell(True)
    ('-5', "'-5", 'a | b', '', 'true')
    """
    if isinstance(value, list):
        return neutral(" | ".join(str(part) for part in value))
    return typed(value)


def typed(value: Json) -> str:
    """A value as a cell from which it can be read back: as `cell`, but a list as JSON.

    >>> typed(["a", "b"])
    '["a", "b"]'
    """
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, list | dict | bool):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else str(value)


def table(heads: Sequence[str], rows: Iterable[Row], *, lists_as_json: bool = False) -> bytes:
    """A table as CSV (RFC 4180: UTF-8, CRLF, the heads first). Rows may lack a head's value: the cell is empty."""
    write = typed if lists_as_json else cell
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([write(row.get(head)) for head in heads] for row in rows)
    return out.getvalue().encode()


def cells(data: bytes) -> Iterator[dict[str, str]]:
    """The rows of a table that `table` wrote, as texts by head, what was neutralised undone."""
    for row in csv.DictReader(io.StringIO(data.decode(), newline="")):
        yield {head: plain(text or "") for head, text in row.items()}
