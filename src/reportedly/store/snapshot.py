"""A consistent copy of a ledger as one SQLite file, wherever the ledger lies and whatever is appended meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from reportedly.store import schema
from reportedly.store.connection import appending, reading

if TYPE_CHECKING:
    from reportedly.store.ledger import Ledger

_PAGES = 1024
_ROWS = 1000


def snapshot(ledger: Ledger, path: Path) -> None:
    """Writes all entries up to this moment into a new file at `path`; whoever appends meanwhile is not held up."""
    if ledger._engine.dialect.name == "sqlite":
        _copied(ledger, path)
    else:
        _told(ledger, path)


def _copied(ledger: Ledger, path: Path) -> None:
    """By SQLite's own backup, which begins anew where somebody writes in between."""
    raw = ledger._engine.raw_connection()
    try:
        source = raw.driver_connection
        with closing(sqlite3.connect(path)) as target:
            if isinstance(source, sqlite3.Connection):
                source.backup(target, pages=_PAGES)
            target.execute("PRAGMA journal_mode = DELETE")
    finally:
        raw.close()


def _told(ledger: Ledger, path: Path) -> None:
    """Row by row out of one view of another database."""
    from reportedly.store.ledger import Ledger, rebuild

    with Ledger.open(path) as target, reading(ledger._engine) as source, appending(target._engine) as connection:
        for table in (schema.entries, schema.payloads, schema.sealed):
            keys = list(table.primary_key)
            for rows in source.execute(select(table).order_by(*keys)).partitions(_ROWS):
                connection.execute(insert(table), [dict(row._mapping) for row in rows])
        rebuild(connection)
