"""What goes into the ledger and how it comes back: the kinds of entries, and the files of a desk as entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, cast

from reportedly.types import (
    Capture,
    Compiler,
    Decision,
    Json,
    Outlet,
    Policy,
    Question,
    Reading,
    Report,
)

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.resources.desk import DeskFiles
    from reportedly.store import Ledger

ENTERED: Mapping[str, type] = {
    "outlet": Outlet,
    "compiler": Compiler,
    "question": Question,
    "policy": Policy,
    "capture": Capture,
    "report": Report,
    "reading": Reading,
    "decision": Decision,
}
"""Kinds of entries whose payload is a value of the house."""

AFTERWARDS = frozenset({"publication", "digest", "export"})
"""Kinds that record what went out; they are no evidence and do not move the mark that pages carry."""

STRUCK: Mapping[str, Json] = {"struck": True}
"""The payload of a thing that was struck from its file."""

Row = tuple[str, str, Mapping[str, Json]]
"""(kind, subject, fields) of an entry to be made."""


def fields_of(value: object) -> Mapping[str, Json]:
    """A value of the house as the fields of an entry."""
    from reportedly.store.rows import to_json

    return cast("Mapping[str, Json]", to_json(value))


def value_of(kind: str, fields: Mapping[str, Json]) -> object | None:
    """The value that an entry of this kind holds; None where it was struck."""
    from reportedly.store.rows import from_json

    return None if fields.get("struck") else from_json(ENTERED[kind], dict(fields))


def hold_ledger(ledger: Ledger, known_at: datetime | None, now: datetime) -> Held:
    """What the ledger holds at `known_at` (now where None), folded from its entries."""
    from reportedly.ledger.held import hold
    from reportedly.types import GENESIS

    values: list[tuple[str, object]] = []
    briefs: dict[str, str] = {}
    decisions: list[Decision] = []
    mark, entries, last_at = GENESIS, 0, None
    for entry, fields in ledger.entered(until=known_at):
        if entry.kind in AFTERWARDS:
            continue
        mark, entries, last_at = entry.hash, entry.seq, entry.at
        if entry.kind == "brief":
            briefs[entry.subject] = str(fields.get("text", ""))
        elif entry.kind == "decision":
            decisions.append(cast("Decision", value_of(entry.kind, fields)))
        elif entry.kind in ENTERED:
            values.append((f"{entry.kind}:{entry.subject}", value_of(entry.kind, fields)))
    kept = {file: text for file, text in briefs.items() if text}
    return hold(
        values, briefs=kept, decisions=decisions, known_at=known_at or now, mark=mark, entries=entries, last_at=last_at
    )


def rows_of(files: DeskFiles) -> Iterator[Row]:
    """What the desk's files say, as rows to enter; deals are left out (members' words are no evidence)."""
    for outlet in files.outlets:
        yield "outlet", outlet.id, fields_of(outlet)
    for compiler in files.compilers:
        yield "compiler", compiler.id, fields_of(compiler)
    for question in files.questions:
        yield "question", question.id, fields_of(question)
    yield "policy", "policy", fields_of(files.policy)
    for picture in files.pictures:
        checksum = "sha256:" + hashlib.sha256(files.picture_bytes[picture.id]).hexdigest()
        yield "picture", picture.id, {**asdict(picture), "checksum": checksum}
    for book in files.books:
        yield "book", book.id, fields_of(book)
    for file, text in files.briefs.items():
        yield "brief", file, {"text": text}


FILED = ("outlet", "compiler", "question", "policy", "picture", "book", "brief")
"""Kinds that come from files, in the order in which they are entered."""


def struck_rows(ledger: Ledger, present: set[tuple[str, str]]) -> Iterator[Row]:
    """Rows for things that the ledger has and the files have no more."""
    standing: dict[tuple[str, str], bool] = {}
    for entry, fields in ledger.entered(FILED):
        standing[entry.kind, entry.subject] = not fields.get("struck")
    for (kind, subject), stands in standing.items():
        if stands and (kind, subject) not in present:
            yield kind, subject, STRUCK
