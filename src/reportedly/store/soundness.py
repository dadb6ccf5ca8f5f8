"""Is a ledger's file sound? Reads only. What the chain cannot see: the file's pages, its indexes, the tables made from the entries.

The file is copied into memory and looked at there, so that whatever is wrong with it, nothing beside it is touched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Connection,
    Engine,
    Float,
    LargeBinary,
    StaticPool,
    Text,
    create_engine,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from reportedly.errors import ReportedlyError
from reportedly.store import chain, schema
from reportedly.store.connection import copied
from reportedly.types import Json

_MOST = 100
_MAGIC = b"SQLite format 3\0"
_RESTORE = "restore the ledger from a backup; the captures in archive/ are unharmed"

_KINDS: Mapping[type, str] = {
    Text: "('text', 'null')",
    BigInteger: "('integer', 'null')",
    Boolean: "('integer', 'null')",
    Float: "('real', 'integer', 'null')",
    LargeBinary: "('blob', 'null')",
}
"""What SQLite may hold in a column of each type."""

Rows = Mapping[tuple[Json, ...], tuple[Json, ...]]


def faults(file: Path) -> Iterator[str]:
    """An SQLite ledger's file in, what is wrong with it out, in words with the place; nothing where it is sound.

    Checked: the file's header, its pages and indexes (SQLite's own integrity check), its tables' definitions, and that each derived table
    holds what follows from the entries. Bytes of a page that hold nothing are not: SQLite leaves there what it likes.
    """
    wrong = list(_header(file))
    yield from wrong
    if wrong:
        return
    try:
        with closing(sqlite3.connect(":memory:", check_same_thread=False)) as copy:
            with copied(file) as source:
                source.backup(copy)
            yield from _inside(copy, file.name)
    except (sqlite3.Error, UnicodeError) as error:
        yield f"{file.name}: cannot be read ({error}); {_RESTORE}."


def _header(file: Path) -> Iterator[str]:
    """SQLite's file format, 1.3: what every ledger's first hundred bytes say."""
    with file.open("rb") as stream:
        head = stream.read(100)
    size, page = file.stat().st_size, int.from_bytes(head[16:18], "big") % 65535
    if head[:16] != _MAGIC:
        yield f"{file.name}, bytes 0 to 16: this is no ledger, or it was damaged; {_RESTORE}."
    elif page < 512 or page & (page - 1) or size % page:
        yield f"{file.name}, bytes 16 to 18: its pages' length is not what it says, or the file was cut; {_RESTORE}."
    elif head[21:24] != b"\x40\x20\x20" or any(head[72:92]) or head[20]:
        yield f"{file.name}, bytes 20 to 92: the header was changed; {_RESTORE}."
    elif (
        head[18:20] not in (b"\1\1", b"\2\2")
        or head[56:60] not in (b"\0\0\0\0", b"\0\0\0\1")
        or any(head[60:64])
        or any(head[68:72])
    ):
        yield f"{file.name}, bytes 18 to 72: the header was changed; {_RESTORE}."
    elif head[24:28] != head[92:96]:
        yield f"{file.name}, bytes 24 to 28: the header was changed; {_RESTORE}."


def _inside(copy: sqlite3.Connection, name: str) -> Iterator[str]:
    for number, (says,) in enumerate(copy.execute(f"PRAGMA integrity_check({_MOST})").fetchall()):
        if says != "ok":
            yield f"{name}: {says}; {_RESTORE}."
            if number == 0 and "malformed" in says:
                return
    defined, meant = _definitions(copy), _meant()
    for table in sorted(defined.keys() | meant.keys()):
        if defined.get(table) != meant.get(table):
            yield f"{name}, table or index {table}: is not defined as it was made; {_RESTORE}."
            return
    kinds = list(_kinds_of_values(copy, name))
    yield from kinds or [*_spellings(copy, name), *_derived(copy, name)]


def _spellings(copy: sqlite3.Connection, name: str) -> Iterator[str]:
    """Entries have one way to write a moment and a list: another that means the same was not written by a ledger."""
    for seq, at, commitments in copy.execute("SELECT seq, at, commitments FROM entries ORDER BY seq"):
        try:
            same = chain.instant(datetime.fromisoformat(at)) == at
            same = same and chain.canonical(json.loads(commitments)).decode() == commitments
        except (ValueError, ReportedlyError):
            continue  # told where the chain is walked
        if not same:
            yield f"{name}, entry {seq}: its moment or its commitments are spelled otherwise than a ledger spells them; {_RESTORE}."


def _kinds_of_values(copy: sqlite3.Connection, name: str) -> Iterator[str]:
    """SQLite keeps a value of any kind in any column: text that became bytes would be read as the same."""
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            kind = f'typeof("{column.name}")'
            query = f'SELECT rowid, {kind} FROM "{table.name}" WHERE {kind} NOT IN {_KINDS[type(column.type)]}'
            for row, found in copy.execute(query):
                yield f"{name}, table {table.name}, row {row}: {column.name} is {found}, which it never was; {_RESTORE}."


def _definitions(connection: sqlite3.Connection) -> dict[str, str]:
    found = connection.execute("SELECT name, type, tbl_name, sql FROM sqlite_master").fetchall()
    return {str(name): f"{kind} {table} {' '.join((sql or '').split())}" for name, kind, table, sql in found}


def _meant() -> dict[str, str]:
    """The definitions of a ledger that was made new."""
    from reportedly.store.migrations import migrate

    with closing(sqlite3.connect(":memory:", check_same_thread=False)) as new:
        with _over(new).begin() as connection:
            migrate(connection, schema.VERSION)
        return _definitions(new)


def _derived(copy: sqlite3.Connection, name: str) -> Iterator[str]:
    """The tables made from the entries, compared with the same tables made anew."""
    from reportedly.store.ledger import rebuild

    try:
        with _over(copy).begin() as connection:
            there = _tables(connection)
            rebuild(connection)
            meant = _tables(connection)
    except (ReportedlyError, SQLAlchemyError, ValueError) as error:
        yield f"{name}: the derived tables cannot be made anew from the entries ({_first_line(error)})."
        return
    for table, rows in meant.items():
        for key in sorted(rows.keys() ^ there[table].keys() | _different(rows, there[table]), key=str):
            says = "is not what the entries say; `reportedly rebuild` makes it anew"
            yield f"{name}, table {table}, row {' '.join(map(str, key))}: {says}."


def _different(one: Rows, other: Rows) -> set[tuple[Json, ...]]:
    return {key for key in one.keys() & other.keys() if repr(one[key]) != repr(other[key])}


def _tables(connection: Connection) -> dict[str, Rows]:
    return {
        table.name: {
            tuple(row._mapping[column.name] for column in table.primary_key): tuple(row)
            for row in connection.execute(select(table))
        }
        for table in schema.DERIVED
    }


def _over(connection: sqlite3.Connection) -> Engine:
    return create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
