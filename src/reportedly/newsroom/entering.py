"""What goes into the ledger and how it comes back: the kinds of entries, and the files of a desk as entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from reportedly.types import (
    GENESIS,
    Anchoring,
    Capture,
    Compiler,
    Decision,
    Entry,
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
    "anchoring": Anchoring,
}
"""Kinds of entries whose payload is a value of the house."""

AFTERWARDS = frozenset(
    {"proof", "checkpoint", "stamp", "pack", "publication", "digest", "export", "unmask", "backup", "restore", "rotate"}
)
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


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of evidence with what it holds: a value of the house, a brief's text, or None where it was struck."""

    entry: Entry
    value: object | None


class Evidence:
    """The ledger's entries as values, read once and kept up with the ledger; what was held at any moment follows from it."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._seq = 0
        self._lines: list[Line] = []
        self._past: dict[tuple[int, datetime], Held] = {}

    def lines(self) -> list[Line]:
        """All entries of evidence up to now, in order."""
        for entry, fields in self._ledger.entered(after=self._seq):
            self._seq = entry.seq
            if entry.kind == "brief":
                self._lines.append(Line(entry, fields.get("text")))
            elif entry.kind in ENTERED:
                self._lines.append(Line(entry, value_of(entry.kind, fields)))
            elif entry.kind not in AFTERWARDS:
                self._lines.append(Line(entry, None))
        return self._lines

    def held(self, known_at: datetime | None, now: datetime) -> Held:
        """What was held at `known_at` (now where None). The same state is folded once."""
        lines = self.lines()
        if known_at is not None:
            lines = [line for line in lines if line.entry.at <= known_at]
        key = (lines[-1].entry.seq if lines else 0, known_at or now)
        if key not in self._past:
            self._past[key] = _folded(lines, key[1])
        return self._past[key]


def _folded(lines: list[Line], known_at: datetime) -> Held:
    from reportedly.ledger.held import Held

    latest: dict[tuple[str, str], object] = {}
    for line in lines:
        key = (line.entry.kind, line.entry.subject)
        latest.pop(key, None)
        if line.value is not None:
            latest[key] = line.value
    last = lines[-1].entry if lines else None
    return Held(
        known_at=known_at,
        mark=last.hash if last else GENESIS,
        entries=last.seq if last else 0,
        last_at=last.at if last else None,
        values=tuple(value for (kind, _), value in latest.items() if kind != "brief"),
        briefs={file: str(text) for (kind, file), text in latest.items() if kind == "brief"},
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
