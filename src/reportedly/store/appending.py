"""Drafts on their way into the ledger: which of them are new, and the rows of those that are. In one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, tuple_

from reportedly.store import chain, derived, schema
from reportedly.store.sealing import Marked, Sealing, withheld
from reportedly.types import Entry, Json

Fields = Mapping[str, Json]
Texts = dict[str, str | None]
"""Field -> canonical JSON; None once erased."""

EVENTS = frozenset({"export", "sent", "erase", "backup", "restore", "rotate"})
"""Kinds that are entered each time that they happen. All other kinds hold a state: the same state again adds nothing."""

AT_ONCE = 400
"""Drafts that are looked up and written together (a database takes only so many values in one statement)."""


class Draft(NamedTuple):
    """Something that is to be entered: what happened (`kind`) to what (`subject`), with which fields, when, by whom."""

    kind: str
    subject: str
    fields: Fields
    at: datetime
    by: str


@dataclass
class Appending:
    """The end of the chain while drafts are added to it, inside the transaction that `connection` holds."""

    connection: Connection
    salt: chain.Salt
    sealing: Sealing
    seq: int
    hash: str
    rows: derived.Batch = field(default_factory=derived.Batch)

    def take(
        self, drafts: Sequence[Draft], marked: Sequence[Mapping[str, Marked]] = ()
    ) -> Iterator[tuple[Entry | None, int]]:
        """For each draft its new entry, or None where that state stands already; and the number of the entry that says it.

        `marked` are the drafts' fields with their secrets marked; as they are where left out.
        """
        fields = marked or [draft.fields for draft in drafts]
        for start in range(0, len(drafts), AT_ONCE):
            pairs = zip(drafts[start : start + AT_ONCE], fields[start : start + AT_ONCE], strict=True)
            yield from self._together([self._sealed(draft, own) for draft, own in pairs])

    def _sealed(self, draft: Draft, marked: Mapping[str, Marked]) -> Draft:
        """The draft with tokens in the place of its secrets."""
        if marked is draft.fields and not any(
            "⟦" in chain.canonical(value).decode() for value in draft.fields.values()
        ):
            return draft
        kept = {name: self.sealing.put(self.connection, self.seq + 1, value) for name, value in marked.items()}
        return draft._replace(fields=kept)

    def _together(self, drafts: Sequence[Draft]) -> list[tuple[Entry | None, int]]:
        held = self._held({(d.kind, d.subject) for d in drafts if d.kind not in EVENTS})
        taken: list[tuple[Entry | None, int]] = []
        entries: list[dict[str, Json]] = []
        payloads: list[dict[str, Json | bytes]] = []
        for draft in drafts:
            texts: Texts = {name: chain.canonical(value).decode() for name, value in draft.fields.items()}
            seq, said = held.get((draft.kind, draft.subject), (0, None))
            if said == texts and draft.kind not in EVENTS:
                taken.append((None, seq))
                continue
            entry = self._seal(draft, texts, payloads)
            held[draft.kind, draft.subject] = entry.seq, texts
            entries.append(row_of(entry))
            taken.append((entry, entry.seq))
        self._write(entries, payloads)
        return taken

    def _seal(self, draft: Draft, texts: Texts, rows: list[dict[str, Json | bytes]]) -> Entry:
        entry, payloads = chain.seal(
            self.hash, self.seq + 1, draft.kind, draft.subject, draft.at, draft.by, draft.fields, self.salt
        )
        self.seq, self.hash = entry.seq, entry.hash
        rows += [
            {"seq": entry.seq, "field": name, "salt": payload.salt, "value": texts[name], "erased": False}
            for name, payload in payloads.items()
        ]
        self.rows.add(entry, seen(texts, draft.fields))
        return entry

    def _write(self, entries: list[dict[str, Json]], payloads: list[dict[str, Json | bytes]]) -> None:
        if entries:
            self.connection.execute(insert(schema.entries), entries)
        if payloads:
            self.connection.execute(insert(schema.payloads), payloads)
        self.rows.write(self.connection)

    def _held(self, subjects: set[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, Texts]]:
        """The last entry about each of the subjects: its number and what it says."""
        latest, p = schema.latest.c, schema.payloads.c
        known = tuple_(latest.kind, latest.subject).in_(sorted(subjects))
        held: dict[tuple[str, str], tuple[int, Texts]] = {}
        by_seq: dict[int, Texts] = {}
        for row in self.connection.execute(select(latest.kind, latest.subject, latest.seq).where(known)):
            held[row.kind, row.subject] = row.seq, by_seq.setdefault(row.seq, {})
        if by_seq:
            for row in self.connection.execute(select(p.seq, p.field, p.value, p.erased).where(p.seq.in_(by_seq))):
                by_seq[row.seq][row.field] = None if row.erased else row.value
        return held


def seen(texts: Texts, fields: Fields) -> Fields:
    """The fields of an entry as who holds no key sees them: what derived tables are made of."""
    veiled = {name: text for name, text in texts.items() if text and "⟦" in text}
    return {**fields, **{name: json.loads(withheld(text)) for name, text in veiled.items()}} if veiled else fields


def row_of(entry: Entry) -> dict[str, Json]:
    """An entry as its row."""
    commitments: dict[str, Json] = dict(entry.commitments)
    return {
        "seq": entry.seq,
        "kind": entry.kind,
        "subject": entry.subject,
        "at": chain.instant(entry.at),
        "by": entry.by,
        "commitments": chain.canonical(commitments).decode(),
        "previous": entry.previous,
        "hash": entry.hash,
    }
