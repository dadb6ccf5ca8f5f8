"""The ledger: append, read, verify, rebuild."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, func, inspect, select, text, update

from reportedly.errors import Broken, NotADesk, NotThere
from reportedly.store import chain, derived, rows, schema
from reportedly.store.appending import Appending, Draft, Fields
from reportedly.store.connection import appending, engine_for, reading
from reportedly.store.sealing import Marked, NoKeys, Sealing, withheld
from reportedly.types import GENESIS, Entry, Json, Payload

T = TypeVar("T")

DraftLike = Draft | tuple[str, str, Fields, datetime, str]

Mark = Callable[[Sequence[Draft]], Sequence[Mapping[str, Marked]]]
"""Says which words of drafts are a private person's: each draft's fields, with the secrets marked."""


def fresh_salt(_seq: int, _field: str) -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(32)


def as_they_are(drafts: Sequence[Draft]) -> Sequence[Fields]:
    """Marks nothing."""
    return [draft.fields for draft in drafts]


class Ledger:
    """An open ledger. Close it when done, or use it in a `with`.

    >>> with Ledger.open("desk/ledger.sqlite") as ledger:       # doctest: +SKIP
    ...     ledger.append("report", report.id, rows.fields_of(report), at=now, by="desk")
    """

    def __init__(
        self, engine: Engine, salt: chain.Salt, sealing: Sealing | None = None, mark: Mark = as_they_are
    ) -> None:
        self._engine, self._salt, self._mark = engine, salt, mark
        self.sealing = sealing or Sealing(NoKeys(), lambda _label: secrets.token_bytes(32))

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        salt: chain.Salt = fresh_salt,
        patience: float = 5.0,
        create: bool = True,
        sealing: Sealing | None = None,
        mark: Mark = as_they_are,
    ) -> Ledger:
        """A file's path or a PostgreSQL URL -> the ledger there, made new (or brought to this version) where needed.

        `salt` gives the salt of each field (a demonstration passes
        `chain.seeded(...)`). `patience` is how many seconds to wait for another appender. `sealing` opens what is sealed (left
        out, it comes back withheld); `mark` says what of a draft is to be sealed.

        Raises NotADesk where there is no ledger and `create` is False, the file is none, or it is of a later version;
        Busy where another process holds it.
        """
        if not create and "://" not in str(address) and not Path(address).exists():
            raise NotADesk("there is no ledger here.", where=str(address), remedy="Make a desk: reportedly new DIR")
        engine = engine_for(address, patience)
        try:
            _bring_up(engine)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, salt, sealing, mark)

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # appending

    def append(self, kind: str, subject: str, fields: Fields, at: datetime, by: str) -> Entry:
        """Enters one thing, and returns its entry; the entry already there, where the state is the same.

        Raises Busy where another process is appending, BadInput for what cannot be written.
        """
        draft = [Draft(kind, subject, fields, at, by)]
        marked = self._mark(draft)
        with appending(self._engine) as connection:
            (entry, seq), *_ = self._onto(connection).take(draft, marked)
            return entry or _entry(connection.execute(select(schema.entries).where(schema.entries.c.seq == seq)).one())

    def append_many(self, drafts: Iterable[DraftLike]) -> list[Entry]:
        """Enters several things in one transaction: all of them or none. Returns the entries that were made, in order.

        A draft (kind, subject, fields, at, by) whose fields equal those of the latest entry of its kind and subject
        adds nothing, unless its kind is one of EVENTS. Raises as `append`.
        """
        waiting = [Draft(*draft) for draft in drafts]
        if not waiting:
            return []
        marked = self._mark(waiting)
        with appending(self._engine) as connection:
            return [entry for entry, _ in self._onto(connection).take(waiting, marked) if entry]

    def _onto(self, connection: Connection) -> Appending:
        seq, last = _head(connection)
        self.sealing.begin(connection)
        return Appending(connection, self._salt, self.sealing, seq, last)

    def erase(self, seq: int, field: str, *, at: datetime, by: str, reason: str) -> Entry:
        """Forgets one field's value and salt for good. The chain still verifies; an entry says that it was erased.

        Raises NotThere where that entry has no such field.
        """
        with appending(self._engine) as connection:
            p = schema.payloads.c
            where = (p.seq == seq, p.field == field)
            done = connection.execute(update(schema.payloads).where(*where).values(salt=None, value=None, erased=True))
            if not done.rowcount:
                raise NotThere(f"entry {seq} has no field {field}.", remedy="See `reportedly log` for its fields.")
            draft = Draft(chain.ERASE, f"{seq}/{field}", {"seq": seq, "field": field, "reason": reason}, at, by)
            entries = [entry for entry, _ in self._onto(connection).take([draft]) if entry]
            rebuild(connection)
            return entries[0]

    # reading

    def head(self) -> tuple[int, str]:
        """The number and hash of the last entry; (0, GENESIS) where nothing was entered."""
        with reading(self._engine) as connection:
            return _head(connection)

    def entries(
        self, kinds: Iterable[str] | None = None, until: datetime | None = None, subject: str | None = None
    ) -> Iterator[Entry]:
        """Entries in order: of some kinds, about one subject, held at `until` (that moment included)."""
        query = _narrowed(select(*schema.entries.c), kinds, until, subject)
        with reading(self._engine) as connection, connection.execute(query) as found:
            yield from map(_entry, found)

    def entered(
        self,
        kinds: Iterable[str] | None = None,
        until: datetime | None = None,
        subject: str | None = None,
        *,
        after: int = 0,
    ) -> Iterator[tuple[Entry, dict[str, Json]]]:
        """As `entries`, each with its fields (without those that were erased); only those numbered above `after`."""
        e, p = schema.entries, schema.payloads
        joined = e.outerjoin(p, (e.c.seq == p.c.seq) & ~p.c.erased)
        query = _narrowed(select(*e.c, p.c.field, p.c.value).select_from(joined), kinds, until, subject)
        with reading(self._engine) as connection:
            self.sealing.look_again(connection)
            with connection.execute(query.where(e.c.seq > after)) as found:
                for _, group in groupby(found, key=lambda row: row[0]):
                    lines = list(group)
                    yield _entry(lines[0]), _fields(lines, self._opened)

    def latest(self, kind: str, cls: type[T], until: datetime | None = None) -> dict[str, T]:
        """The last state of every subject of a kind, as values of the house: subject -> value, in order of first entry.

        Subjects of which a needed field was erased are left out. Raises Broken where a payload has another shape.
        """
        last: dict[str, dict[str, Json]] = {}
        for entry, fields in self.entered([kind], until):
            if fields.keys() != entry.commitments.keys():
                last.pop(entry.subject, None)
            else:
                last[entry.subject] = fields
        return {subject: rows.from_json(cls, dict(fields)) for subject, fields in last.items()}

    def _opened(self, text: str) -> str:
        """A payload's text with the words that its tokens stand for."""
        return self.sealing.opened(text, self._engine) if "⟦" in text else text

    def sealed_any(self) -> bool:
        """Whether words of anybody are sealed."""
        return self.sealing.any(self._engine)

    def payload(self, seq: int) -> dict[str, Payload]:
        """The fields of one entry as they are kept (with tokens for what is sealed), so that they fit their commitments.

        Raises NotThere where no entry has that number.
        """
        with reading(self._engine) as connection:
            found = connection.execute(select(schema.payloads).where(schema.payloads.c.seq == seq)).all()
            known = seq <= _head(connection)[0] and seq > 0
        if not known:
            raise NotThere(f"no entry has the number {seq}.", remedy="See `reportedly log`.")
        return {row.field: _payload(row) for row in sorted(found, key=lambda row: str(row.field))}

    def payload_checksum(self, kinds: Iterable[str] | None = None) -> str:
        """`sha256:` + hex over what was entered (kinds, subjects, fields; not times, authors or salts).

        Two ledgers with the same checksum hold the same; their heads differ, since salts are random.
        """
        total = hashlib.sha256()
        for entry, fields in self.entered(kinds):
            total.update(chain.canonical([entry.kind, entry.subject, fields]) + b"\n")
        return f"sha256:{total.hexdigest()}"

    # checking

    def verify(self, head: str | None = None) -> Iterator[str]:
        """What is wrong with the ledger, in words, the first broken entry first; nothing where it is intact.

        `head` is a hash that was kept elsewhere: that it is missing shows a cut or rewritten chain.
        """
        from reportedly.store.erasing import unvouched

        seen = head in (None, GENESIS)

        def watched() -> Iterator[tuple[Entry, Mapping[str, Payload]]]:
            nonlocal seen
            for entry, payloads in self._pairs():
                seen = seen or entry.hash == head
                yield entry, payloads

        try:
            erasures = (payloads for _, payloads in self._pairs([chain.ERASE]))
            yield from chain.walk(watched(), chain.rewritten(erasures))
            yield from unvouched(self)
        except Broken as unreadable:
            yield str(unreadable)
        if not seen:
            yield f"head {head}: no entry has this hash, so entries were cut off or the chain was rewritten"

    def rebuild(self) -> None:
        """Makes all derived tables again from the entries, in one transaction."""
        with appending(self._engine) as connection:
            rebuild(connection)

    def derived(self) -> dict[str, list[dict[str, Json]]]:
        """The derived tables' rows, in order of their keys: for comparing and for export."""
        with reading(self._engine) as connection:
            return {table.name: _sorted_rows(connection, table) for table in schema.DERIVED}

    def _pairs(
        self,
        kinds: Iterable[str] | None = None,
        until: datetime | None = None,
        subject: str | None = None,
    ) -> Iterator[tuple[Entry, dict[str, Payload]]]:
        e, p = schema.entries, schema.payloads
        both = select(*e.c, p.c.field, p.c.salt, p.c.value, p.c.erased).select_from(e.outerjoin(p, e.c.seq == p.c.seq))
        query = _narrowed(both, kinds, until, subject)
        with reading(self._engine) as connection, connection.execute(query) as found:
            for _, group in groupby(found, key=lambda row: row.seq):
                lines = list(group)
                payloads = {row.field: _payload(row) for row in lines if row.field is not None}
                yield _entry(lines[0]), dict(sorted(payloads.items()))


def _narrowed(
    query: Select[Any], kinds: Iterable[str] | None, until: datetime | None, subject: str | None
) -> Select[Any]:
    e = schema.entries.c
    query = query if kinds is None else query.where(e.kind.in_(list(kinds)))
    query = query if subject is None else query.where(e.subject == subject)
    query = query if until is None else query.where(e.at <= chain.instant(until))
    return query.order_by(e.seq)


def _bring_up(engine: Engine) -> None:
    """Makes the tables, or moves them to this version, where needed. Alembic is imported only then."""
    with reading(engine) as connection:
        if _version(connection) == schema.VERSION:
            return
    with appending(engine) as connection:
        version = _version(connection)
        if version == schema.MOVING:
            raise NotADesk(
                "a ledger is being moved here, or that was interrupted.",
                where=engine.url.render_as_string(),
                remedy="Run `reportedly migrate` again from the desk that it comes from.",
            )
        if version is not None and version > schema.VERSION:
            raise NotADesk(
                f"this ledger is of version {version}; this program knows {schema.VERSION}.",
                where=engine.url.render_as_string(),
                remedy="Install the newer Reportedly.",
            )
        if version != schema.VERSION:
            from reportedly.store.migrations import migrate

            migrate(connection, schema.VERSION)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return None if version is None else str(version)


def rebuild(connection: Connection) -> None:
    for table in schema.DERIVED:
        connection.execute(table.delete())
    last, batch, e, p = _head(connection)[0], derived.Batch(), schema.entries, schema.payloads
    for start in range(1, last + 1, 500):
        window = (start, start + 499)
        held = connection.execute(
            select(p.c.seq, p.c.field, p.c.value, p.c.erased).where(p.c.seq.between(*window))
        ).all()
        fields: dict[int, dict[str, Json]] = {}
        for row in held:
            if not row.erased:
                fields.setdefault(row.seq, {})[row.field] = json.loads(withheld(row.value))
        for line in connection.execute(select(e).where(e.c.seq.between(*window)).order_by(e.c.seq)).all():
            batch.add(_entry(line), fields.get(line.seq, {}))
        batch.write(connection)


def _head(connection: Connection) -> tuple[int, str]:
    e = schema.entries.c
    row = connection.execute(select(e.seq, e.hash).where(e.seq == select(func.max(e.seq)).scalar_subquery())).first()
    return (row.seq, row.hash) if row else (0, GENESIS)


def _entry(row: Row[Any]) -> Entry:
    try:
        at, commitments = datetime.fromisoformat(row.at), json.loads(row.commitments)
        return Entry(row.seq, row.kind, row.subject, at, row.by, dict(commitments), row.previous, row.hash)
    except (ValueError, TypeError) as wrong:
        raise Broken(
            f"cannot be read, so it was edited ({wrong}).",
            where=f"entry {row.seq}",
            remedy="Compare the ledger with a backup.",
        ) from wrong


def _fields(lines: Sequence[Row[Any]], opened: Callable[[str], str]) -> dict[str, Json]:
    """The fields of one entry, read together, in order of their names."""
    texts = sorted((line.field, opened(line.value)) for line in lines if line.field is not None)
    try:
        values = json.loads("[" + ",".join(value for _, value in texts) + "]")
        return {name: value for (name, _), value in zip(texts, values, strict=True)}
    except (ValueError, TypeError) as wrong:
        raise Broken(
            f"has a field that cannot be read, so it was edited ({wrong}).",
            where=f"entry {lines[0].seq}",
            remedy="Run `reportedly verify`.",
        ) from wrong


def _payload(row: Row[Any]) -> Payload:
    """A field as it stands in the table; one that somebody made unreadable stays as text, which no commitment fits."""
    if row.erased:
        return Payload(row.field, None, None, erased=True)
    try:
        value: Json = json.loads(row.value)
    except (ValueError, TypeError):
        value = row.value
    return Payload(row.field, bytes(row.salt or b""), value)


def _sorted_rows(connection: Connection, table: Table) -> list[dict[str, Json]]:
    keys = [column.name for column in table.primary_key]
    found = [dict(row._mapping) for row in connection.execute(select(table))]
    return sorted(found, key=lambda row: [str(row[key]) for key in keys])
