"""SQLite or PostgreSQL by URL: one appender at a time, many readers."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from reportedly.errors import BadInput, Busy, NotADesk

APPENDER = 0x7265_706F_7274
"""The advisory lock that appenders to one PostgreSQL database take ("report" in ASCII)."""

_LOCKED = ("database is locked", "lock timeout", "database table is locked")


def engine_for(address: str | Path, patience: float) -> Engine:
    """A file's path or a database URL -> an engine that waits `patience` seconds for another appender.

    A file that is not ours to write (a read-only copy) is opened for reading alone, and nothing beside it is touched.

    Raises BadInput for a database of another make, NotADesk where the part that speaks to PostgreSQL is not installed.
    """
    place = str(address)
    if "://" not in place:
        return _sqlite(URL.create("sqlite", database=str(Path(place).absolute())), patience)
    url = _url(place)
    make = url.get_backend_name()
    if make == "sqlite":
        return _sqlite(url, patience)
    if make not in ("postgresql", "postgres"):
        raise BadInput(
            f"a ledger cannot lie in {make}.", where="desk.toml", remedy="Name a file or a postgresql:// URL."
        )
    return _postgresql(url, patience)


def _url(place: str) -> URL:
    try:
        return make_url(place)
    except (ArgumentError, ValueError) as wrong:
        raise BadInput(
            "this is no address of a database.", where="desk.toml", remedy="Name a file or a postgresql:// URL."
        ) from wrong


def _postgresql(url: URL, patience: float) -> Engine:
    limit = f"-c lock_timeout={int(patience * 1000)}"
    try:
        return create_engine(url.set(drivername="postgresql+psycopg"), connect_args={"options": limit})
    except ModuleNotFoundError as missing:
        raise NotADesk(
            "the part that speaks to PostgreSQL is not installed.",
            where=url.render_as_string(hide_password=True),
            remedy="Install reportedly[postgresql].",
        ) from missing


def _sqlite(url: URL, patience: float) -> Engine:
    if url.database and url.database != ":memory:" and _is_copy(Path(url.database)):
        return _read_only(Path(url.database), patience)
    engine = create_engine(url, connect_args={"timeout": patience})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _is_copy(file: Path) -> bool:
    """Whether the file, or the folder that SQLite needs for its side files, cannot be written."""
    return file.exists() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def _read_only(file: Path, patience: float) -> Engine:
    """A new connection each time, to the file as it lies there, or to a copy (see `_readable`)."""
    readable, beside = _readable(file)

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(readable, uri=True, timeout=patience)
        connection.execute("PRAGMA query_only = ON")
        connection.isolation_level = None
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin_sqlite)
    if beside:
        event.listen(engine, "engine_disposed", lambda _: beside.cleanup())
    return engine


@contextmanager
def copied(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection that only reads an SQLite file, whoever may write it."""
    readable, beside = _readable(file) if _is_copy(file) else (f"file:{quote(str(file.absolute()))}?mode=ro", None)
    try:
        with closing(sqlite3.connect(readable, uri=True)) as connection:
            yield connection
    finally:
        if beside:
            beside.cleanup()


def _readable(file: Path) -> tuple[str, TemporaryDirectory[str] | None]:
    """The URI under which a file that is not ours to write can be read.

    Where a run was killed, what it wrote last stands in a side file that SQLite can only read by writing: then that of a copy.
    """
    waiting = file.with_name(f"{file.name}-wal")
    if not (waiting.exists() and waiting.stat().st_size):
        return f"file:{quote(str(file.absolute()))}?mode=ro&immutable=1", None
    beside = TemporaryDirectory(prefix="reportedly-")
    for path in (file, waiting):
        shutil.copyfile(path, Path(beside.name) / path.name)
    return f"file:{quote(str(Path(beside.name) / file.name))}?mode=rw", beside


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    """Leaves BEGIN to us (the driver would start a transaction too late), and has readers not block the appender."""
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_sqlite(connection: Connection) -> None:
    appending = connection.get_execution_options().get("appending")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if appending else "BEGIN")


@contextmanager
def appending(engine: Engine) -> Iterator[Connection]:
    """One transaction with the appender's lock: all of it is kept, or nothing. Raises Busy where another holds it."""
    with _told(engine), engine.connect().execution_options(appending=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": APPENDER})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the ledger, whatever is appended meanwhile."""
    with _told(engine), engine.connect() as plain:
        connection = plain.execution_options(stream_results=True, yield_per=1000)
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def _told(engine: Engine) -> Iterator[None]:
    """Puts the database's refusals into the house's words."""
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except OperationalError as wrong:
        if any(sign in str(wrong) for sign in _LOCKED):
            raise Busy(
                "another process is writing to this ledger.",
                where=where,
                remedy="Wait until it has finished, then try again; nothing of this step was written.",
            ) from wrong
        raise NotADesk(
            f"the ledger cannot be opened ({wrong.orig}).", where=where, remedy=_remedy(str(wrong.orig))
        ) from wrong
    except DatabaseError as wrong:
        if "not a database" in str(wrong) or "malformed" in str(wrong):
            raise NotADesk(
                "this file is no ledger, or it was damaged.",
                where=where,
                remedy="Restore it from a backup; the captures in archive/ are unharmed.",
            ) from wrong
        raise


def _remedy(said: str) -> str:
    if "readonly" in said:
        return "This is a read-only copy, which can be looked at and verified; copy it to where it can be written to work on it."
    if "full" in said:
        return "Make room on the disk, then try again; nothing of this step was written."
    return "Check that it is there, running, and yours to write."
