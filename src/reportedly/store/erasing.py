"""Persons taken out of the ledger for good: what was sealed for them goes, the chain still verifies, and an entry says so."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, bindparam, delete, select, text, update

from reportedly.store import chain, schema
from reportedly.store.appending import Draft
from reportedly.store.connection import appending, reading
from reportedly.store.sealing import tokens_in
from reportedly.types import Entry, Json

if TYPE_CHECKING:
    from reportedly.store.ledger import Ledger

Rewrite = Callable[[str, str, str, Json], Json]
"""(kind, subject, field, value as kept) -> the value without the person; the same object where they are not named in it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of an entry."""

    seq: int
    kind: str
    subject: str
    field: str


@dataclass(frozen=True, slots=True)
class Erasure:
    """Who is erased (by keyed id), whose captures were withdrawn, who decided it, when and why."""

    persons: Sequence[str]
    captures: Sequence[str]
    at: datetime
    by: str
    reason: str


def sealed_words(ledger: Ledger, persons: Iterable[str]) -> Mapping[str, str | int | float]:
    """What is sealed for some persons: token -> words."""
    with reading(ledger._engine) as connection:
        return ledger.sealing.words_of(connection, persons)


def places_of(ledger: Ledger, tokens: Iterable[str]) -> list[Place]:
    """The fields in which any of the tokens stand, in order."""
    wanted = set(tokens)
    with reading(ledger._engine) as connection:
        return [place for place, value in _tokened(connection) if wanted.intersection(tokens_in(value))]


def plain_places(ledger: Ledger, rewrite: Rewrite) -> list[Place]:
    """The fields in which persons are named in plain words, as `rewrite` sees it."""
    with reading(ledger._engine) as connection:
        return [place for place, _ in _rewritten(connection, rewrite)]


def forget(ledger: Ledger, erasure: Erasure, rewrite: Rewrite) -> list[Entry]:
    """Takes persons out in one transaction: sealed rows deleted, plain words rewritten, one entry for each person, derived tables
    made anew. Afterwards the files are packed, so that no deleted row is left in them."""
    from reportedly.store.ledger import rebuild

    with appending(ledger._engine) as connection:
        changed: list[Json] = [
            _change(connection, place, value) for place, value in list(_rewritten(connection, rewrite))
        ]
        values = {person: _delete(connection, person) for person in erasure.persons}
        onto = ledger._onto(connection)
        drafts = [_draft(erasure, person, values[person], changed) for person in erasure.persons]
        entries = [entry for entry, _ in onto.take(drafts) if entry]
        rebuild(connection)
    pack(ledger)
    return entries


def pack(ledger: Ledger) -> None:
    """Writes the database's files anew without what was deleted."""
    engine = ledger._engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            for table in ("sealed", "payloads"):
                connection.execute(text(f"VACUUM FULL {table}"))
            return
    raw = engine.raw_connection()
    try:
        for line in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            raw.cursor().execute(line)
    finally:
        raw.close()


def erasures(ledger: Ledger) -> dict[str, dict[str, Json]]:
    """Every person that was erased, with the fields of the entry that says so."""
    return {entry.subject: fields for entry, fields in ledger.entered([chain.ERASE]) if "person" in fields}


def rewritten_fields(ledger: Ledger) -> set[tuple[int, str]]:
    """The fields, by entry's number and name, that erasures rewrote: they fit the erasure's commitment, and no more their own."""
    return set(chain.rewritten(payloads for _, payloads in ledger._pairs([chain.ERASE])))


def unvouched(ledger: Ledger) -> Iterator[str]:
    """Tokens whose words are gone though no entry says that they were erased, and words that do not fit their token."""
    erased = {str(one) for fields in erasures(ledger).values() for one in _list(fields.get("values"))}
    with reading(ledger._engine) as connection:
        vouched = erased | set(connection.scalars(select(schema.sealed.c.token)))
        gone = [place for place, value in _tokened(connection) if not vouched.issuperset(tokens_in(value))]
        broken = list(ledger.sealing.broken(connection))
    for place in gone:
        yield f"entry {place.seq}, field {place.field}: words that were sealed are gone, and no entry says so"
    for token in broken:
        yield f"sealed words {token}: were edited, or belong to another person's key"


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _tokened(connection: Connection) -> Iterator[tuple[Place, str]]:
    """Every field that holds a token, with its text as kept."""
    yield from _fields(connection, "⟦")


def _fields(connection: Connection, holding: str = "") -> Iterator[tuple[Place, str]]:
    e, p = schema.entries.c, schema.payloads.c
    query = select(e.seq, e.kind, e.subject, p.field, p.value).join(schema.payloads, e.seq == p.seq)
    query = query.where(~p.erased).order_by(e.seq, p.field)
    for row in connection.execute(query.where(p.value.contains(holding)) if holding else query):
        yield Place(row.seq, row.kind, row.subject, row.field), row.value


def _rewritten(connection: Connection, rewrite: Rewrite) -> Iterator[tuple[Place, Json]]:
    for place, kept in _fields(connection):
        value = json.loads(kept)
        changed = rewrite(place.kind, place.subject, place.field, value)
        if changed is not value:
            yield place, changed


def _change(connection: Connection, place: Place, value: Json) -> Json:
    """Puts a value in the place of another; gives what the erasure's entry says of it."""
    salt, p = secrets.token_bytes(32), schema.payloads.c
    own = (p.seq == place.seq, p.field == place.field)
    connection.execute(update(schema.payloads).where(*own).values(salt=salt, value=chain.canonical(value).decode()))
    return [place.seq, place.field, chain.commitment(salt, value)]


def _delete(connection: Connection, person: str) -> list[Json]:
    s = schema.sealed.c
    tokens: list[Json] = list(connection.scalars(select(s.token).where(s.person == person).order_by(s.token)))
    connection.execute(delete(schema.sealed).where(s.person == person))
    return tokens


def _draft(erasure: Erasure, person: str, values: list[Json], rewritten: list[Json]) -> Draft:
    fields: dict[str, Json] = {"person": person, "reason": erasure.reason, "values": values}
    fields["captures"] = list(erasure.captures)
    if person == erasure.persons[0]:
        fields["rewritten"] = rewritten
    return Draft(chain.ERASE, person, fields, erasure.at, erasure.by)


def reseal(ledger: Ledger, ids: Mapping[str, str]) -> None:
    """Seals everything anew under the keys that persons have now, and puts new ids for old ones, in one transaction.

    What entries hold does not change: tokens stay, and so does the chain.
    """
    s = schema.sealed.c
    with appending(ledger._engine) as connection:
        renewed = [{"of": token, "new": cipher} for token, cipher in ledger.sealing.renewed(connection)]
        if renewed:
            put = update(schema.sealed).where(s.token == bindparam("of")).values(cipher=bindparam("new"))
            connection.execute(put, renewed)
        moved = [{"old": old, "new": new} for old, new in ids.items()]
        if moved:
            put = update(schema.sealed).where(s.person == bindparam("old")).values(person=bindparam("new"))
            connection.execute(put, moved)
    pack(ledger)
