"""A ledger's way into another database: entries, payloads and what is sealed, byte for byte, with the same hashes.

How a kill harms nothing: entries go over in pieces, each in a transaction of its own, and until the last one the copy carries the
version MOVING, so that nobody opens it as a ledger. The next run sees that the copy is the beginning of the same chain, and goes on
from its end. The source is only read; nobody can append to it meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, delete, func, insert, inspect, select, text, update

from reportedly.errors import BadInput, Broken
from reportedly.store import schema
from reportedly.store.connection import appending, engine_for
from reportedly.store.erasing import pack
from reportedly.store.ledger import Ledger, fresh_salt, rebuild
from reportedly.types import GENESIS, Json, Moved

AT_ONCE = 500
"""Entries that go over in one transaction."""

BESIDE = tuple(
    table for table in schema.metadata.sorted_tables if table not in (schema.entries, schema.payloads, *schema.DERIVED)
)
"""Tables besides entries and payloads that are no derived ones: what is sealed."""

Tell = Callable[[str, int, int], None]
Row = dict[str, Json]


def move(source: str | Path, target: str | Path, tell: Tell, *, patience: float = 5.0) -> Moved:
    """Copies the ledger at `source` to the database at `target` (a file's path or a PostgreSQL URL), and checks both chains.

    Where the target holds the beginning of the same chain (a run was interrupted, or it was a copy before), what is missing follows, and
    what was erased since is erased there too. Raises BadInput where the target holds something else or its address a password, Broken
    where a chain does not verify, Busy where somebody is writing.
    """
    with ExitStack() as stack:
        here, there = (engine_for(address, patience) for address in (source, target))
        stack.callback(here.dispose)
        stack.callback(there.dispose)
        _refuse_same(here.url, there.url)
        _refuse_password(there.url)
        with Ledger.open(source, create=False) as ledger:
            _refuse_broken(ledger, "the ledger")
        with appending(here) as held:
            start = _prepared(there, held)
            last, head = _head(held)
            for first in range(start + 1, last + 1, AT_ONCE):
                tell("Copying entries", first - 1, last)
                _copy_entries(held, there, first, min(first + AT_ONCE - 1, last))
            tell("Checking the copy", last, last)
            _finish(held, there, start)
        with Ledger.open(target, create=False) as copy:
            if copy.head() != (last, head):
                raise Broken("the copy has another head.", where=shown(there.url), remedy="Empty it, and move again.")
        return Moved(last, last - start, head, "")


def shown(url: URL) -> str:
    """An address for messages: a file's path, or a URL without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _refuse_same(here: URL, there: URL) -> None:
    if _place(here) == _place(there):
        raise BadInput("the ledger lies there already.", where=shown(there), remedy="Name another database.")


def _refuse_password(url: URL) -> None:
    """A password on a command line is seen by everybody on the machine, and stays in the shell's history."""
    if url.password is not None:
        remedy = "Leave it out, and put it into the environment (PGPASSWORD) or into ~/.pgpass."
        raise BadInput("the address holds a password.", where=shown(url), remedy=remedy)


def _place(url: URL) -> tuple[Json, ...]:
    if url.get_backend_name() == "sqlite":
        return ("sqlite", str(Path(str(url.database)).resolve()))
    return ("postgresql", url.host, url.port or 5432, url.database)


def _refuse_broken(ledger: Ledger, what: str) -> None:
    first = next(ledger.verify(), None)
    if first is not None:
        remedy = "Restore it from a backup before you move it; nothing was changed."
        raise Broken(f"{what} does not verify: {first}.", remedy=remedy)


def _prepared(there: Engine, held: Connection) -> int:
    """Makes the target ready and gives the number of entries that it has already. Raises BadInput for another's database."""
    with appending(there) as connection:
        tables = set(inspect(connection).get_table_names())
        if tables and "alembic_version" not in tables:
            what = f"the database is not empty: it holds {', '.join(sorted(tables)[:5])}."
            raise BadInput(what, where=shown(there.url), remedy="Name an empty database.")
        if tables:
            _refuse_other_version(connection, there.url)
        else:
            from reportedly.store.migrations import migrate

            migrate(connection, schema.VERSION)
        start, last = _head(connection)
        if last != _hash_at(held, start):
            what = f"the database holds another ledger ({start} entries)."
            raise BadInput(what, where=shown(there.url), remedy="Name an empty database; nothing was changed.")
        _set_version(connection, schema.MOVING)
        return start


def _refuse_other_version(connection: Connection, url: URL) -> None:
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version not in (schema.VERSION, schema.MOVING):
        what = f"the database holds a ledger of version {version}; this program moves {schema.VERSION}."
        raise BadInput(what, where=shown(url), remedy="Open it once with this version, or name an empty database.")


def _copy_entries(held: Connection, there: Engine, first: int, last: int) -> None:
    with appending(there) as connection:
        for table in (schema.entries, schema.payloads):
            found = held.execute(select(table).where(table.c.seq.between(first, last)).order_by(table.c.seq))
            if rows := [dict(row._mapping) for row in found]:
                connection.execute(insert(table), rows)


def _finish(held: Connection, there: Engine, start: int) -> None:
    """What lies beside the entries, erasures, derived tables, a check of the whole chain; then the copy becomes a ledger."""
    with appending(there) as connection:
        rewritten = _bring_up_to_date(held, connection, start)
        for table in BESIDE:
            _replace(held, connection, table)
        rebuild(connection)
    copy = Ledger(there, fresh_salt)
    if rewritten:
        pack(copy)
    _refuse_broken(copy, "the copy")
    with appending(there) as connection:
        _set_version(connection, schema.VERSION)


def _bring_up_to_date(held: Connection, connection: Connection, start: int) -> bool:
    """Fields that an earlier run copied, as they are now: some may have been erased or rewritten since. Gives whether any was."""
    p, changed = schema.payloads, False
    for first in range(1, start + 1, AT_ONCE):
        query = select(p).where(p.c.seq.between(first, min(first + AT_ONCE - 1, start)))
        before = {(row.seq, row.field): row for row in connection.execute(query)}
        for row in held.execute(query):
            if tuple(before[row.seq, row.field]) != tuple(row):
                new = {"salt": row.salt, "value": row.value, "erased": row.erased}
                connection.execute(update(p).where(p.c.seq == row.seq, p.c.field == row.field).values(new))
                changed = True
    return changed


def _replace(held: Connection, connection: Connection, table: Table) -> None:
    connection.execute(delete(table))
    for rows in _pieces(held, table):
        connection.execute(insert(table), rows)


def _pieces(held: Connection, table: Table) -> Iterator[list[Row]]:
    """A table's rows in order of its keys, a piece at a time."""
    (key,) = table.primary_key.columns
    after: Json = None
    while True:
        query = select(table).order_by(key).limit(AT_ONCE)
        found = held.execute(query if after is None else query.where(key > after))
        rows = [dict(row._mapping) for row in found]
        if not rows:
            return
        yield rows
        after = rows[-1][key.name]


def _set_version(connection: Connection, version: str) -> None:
    connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def _head(connection: Connection) -> tuple[int, str]:
    last = connection.scalar(select(func.max(schema.entries.c.seq))) or 0
    return last, _hash_at(connection, last) or GENESIS


def _hash_at(connection: Connection, seq: int) -> str | None:
    """The hash of an entry; that before the first one for 0, None where there is no such entry."""
    if seq == 0:
        return GENESIS
    found = connection.scalar(select(schema.entries.c.hash).where(schema.entries.c.seq == seq))
    return None if found is None else str(found)
