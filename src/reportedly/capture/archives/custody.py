"""The custody log: what was done to the archive, in order, each line chained to the one before.

`custody.jsonl` has one line of canonical JSON per act. A line's `hash` is SHA-256 over the line without it, which holds
the `previous` line's hash: a changed, missing or moved line shows. An act that concerns a record names its bytes as
stored (file, offset, length, checksum), so that every byte of the archive is accounted for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from reportedly.capture.archives.warc import stamp
from reportedly.types import GENESIS, Capture, Json, Record


class Did(StrEnum):
    """What was done: a file opened; a capture kept; another archivist's record received and copied as it is; a whole
    record found that a kill had left out of the log; the same bytes seen again at the same address, without or with a record
    of its own that says so; a record kept beside a capture (a request, a redirect, an answer that a page is gone); a torn
    tail cut off into a side file; a record overwritten in its place for a person's sake."""

    OPENED = "opened"
    KEPT = "kept"
    RECEIVED = "received"
    FOUND = "found"
    SEEN_AGAIN = "seen_again"
    REVISITED = "revisited"
    BESIDE = "beside"
    CUT = "cut"
    WITHDRAWN = "withdrawn"


STORED = frozenset({Did.OPENED, Did.KEPT, Did.RECEIVED, Did.FOUND, Did.REVISITED, Did.BESIDE})
"""Acts that vouch for the bytes of a record."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a received record comes from: the file's name and checksum, the record's offset in it and its WARC-Record-ID,
    its digest of the payload, and (for a `warcinfo`) the software that wrote the file. Never who ran it."""

    file: str
    checksum: str
    offset: int
    record: str = ""
    payload: str = ""
    software: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """One line: what was done at which moment, to which stored bytes, for which capture.

    For a received record `at` is when the desk received it; `capture.captured_at` is when its archivist says it was made.
    """

    at: datetime
    did: Did
    record: Record
    checksum: str
    capture: Capture | None = None
    origin: Origin | None = None

    @property
    def seen_at(self) -> datetime:
        """When these bytes stood at this address."""
        again = self.did in (Did.SEEN_AGAIN, Did.REVISITED)
        return self.capture.captured_at if self.capture and not again else self.at


@dataclass(slots=True)
class Custody:
    """What the log says so far: its length in bytes, its last hash, and what follows from its acts.

    `entered` holds when each capture came to the desk; `loose` the records, by checksum, that were found after a kill and
    belong to no capture yet; `received` which records (by checksum) were copied for which capture; `named` leads from a received
    record's id, and from its address and moment, to its capture, `digested` from a payload's digest, `digests` back to it.
    """

    position: int = 0
    head: str = GENESIS
    captures: dict[str, Capture] = field(default_factory=dict)
    seen: dict[str, list[datetime]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    entered: dict[str, datetime] = field(default_factory=dict)
    loose: dict[str, Record] = field(default_factory=dict)
    received: set[tuple[str, str]] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)
    digested: dict[str, dict[str, None]] = field(default_factory=dict)
    digests: dict[str, set[str]] = field(default_factory=dict)

    def take(self, act: Act, line: bytes, hash_: str) -> None:
        """Adds one act that has been read or written."""
        self.position += len(line)
        self.head = hash_
        if act.did not in (Did.CUT, Did.WITHDRAWN):
            self.ends[act.record.file] = max(self.ends.get(act.record.file, 0), act.record.offset + act.record.length)
        if act.capture:
            self.captures.setdefault(act.capture.id, act.capture)
            self.entered.setdefault(act.capture.id, act.at)
            self.seen.setdefault(act.capture.id, []).append(act.seen_at)
        elif act.did is Did.FOUND:
            self.loose[act.checksum] = act.record
        if act.did is Did.RECEIVED:
            self._receive(act, act.capture.id if act.capture else "")

    def _receive(self, act: Act, capture: str) -> None:
        self.received.add((capture, act.checksum))
        if not (act.capture and act.origin) or act.capture.revisit_of:
            return
        self.named[f"{act.capture.address} {stamp(act.capture.captured_at)}"] = capture
        if act.origin.record:
            self.named[act.origin.record] = capture
        if act.origin.payload:
            self.digested.setdefault(act.origin.payload, {})[capture] = None
            self.digests.setdefault(capture, set()).add(act.origin.payload)

    def meant(self, names: Sequence[str], address: str, payload: str) -> Capture | None:
        """The capture that a `revisit` record means: by a record's id or address and moment, else by the payload's digest (at the
        same address first). One whose payload has another digest than the revisit says is not meant."""
        for name in (self.named[name] for name in names if name in self.named):
            if not payload or name not in self.digests or payload in self.digests[name]:
                return self.captures[name]
        same = (self.captures[name] for name in self.digested.get(payload, ()))
        return min(same, key=lambda capture: capture.address != address, default=None)


def line_of(act: Act, previous: str) -> tuple[bytes, str]:
    """An act and the hash before it in, its line and its own hash out."""
    body = _fields(act) | {"previous": previous}
    hash_ = sha256(_canonical(body)).hexdigest()
    return _canonical(body | {"hash": hash_}) + b"\n", hash_


def act_of(line: bytes, previous: str) -> tuple[Act, str]:
    """A line and the hash before it in, the act and the line's hash out. Raises ValueError where the line was changed.

    A line whose address was withheld keeps the hash that it had: only a later line that tells its checksum vouches for it.
    """
    try:
        fields = json.loads(line)
        act = _act(fields)
        again, hash_ = line_of(act, previous)
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as error:
        raise ValueError("the line cannot be read") from error
    if veiled(act) and again.replace(hash_.encode(), str(fields["hash"]).encode()) == line:
        return act, str(fields["hash"])
    if again != line:
        raise ValueError("the line is not what was written, or does not follow the line before it")
    return act, hash_


def veiled(act: Act) -> bool:
    """Whether the address of a line's capture was withheld: dashes stand in its place."""
    return act.capture is not None and not act.capture.address.strip("-")


def whole_lines(data: bytes) -> Iterator[bytes]:
    """The lines of a log that end in a line break; a last line without one was never finished."""
    start = 0
    while (end := data.find(b"\n", start)) >= 0:
        yield data[start : end + 1]
        start = end + 1


def _canonical(value: dict[str, Json]) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _fields(act: Act) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "at": stamp(act.at),
        "checksum": act.checksum,
        "did": act.did.value,
        "file": act.record.file,
        "length": act.record.length,
        "offset": act.record.offset,
    }
    fields |= {"capture": _capture_fields(act.capture)} if act.capture else {}
    return fields | ({"origin": _origin_fields(act.origin)} if act.origin else {})


def _origin_fields(origin: Origin) -> dict[str, Json]:
    every: dict[str, Json] = {
        "checksum": origin.checksum,
        "file": origin.file,
        "offset": origin.offset,
        "payload": origin.payload,
        "record": origin.record,
        "software": origin.software,
    }
    return {name: value for name, value in every.items() if value != ""}


def _capture_fields(capture: Capture) -> dict[str, Json]:
    fields: dict[str, Json] = {
        "address": capture.address,
        "captured_at": stamp(capture.captured_at),
        "channel": capture.channel,
        "checksum": capture.checksum,
        "final_address": capture.final_address,
        "id": capture.id,
        "media_type": capture.media_type,
        "status": capture.status,
    }
    return fields | ({"revisit_of": capture.revisit_of} if capture.revisit_of else {})


def _act(fields: dict[str, Json]) -> Act:
    record = Record(str(fields["file"]), _whole(fields["offset"]), _whole(fields["length"]))
    act = Act(_moment(fields["at"]), Did(str(fields["did"])), record, str(fields["checksum"]))
    given, origin = fields.get("capture"), fields.get("origin")
    act = replace(act, capture=_capture(given, record)) if isinstance(given, dict) else act
    return replace(act, origin=_origin(origin)) if isinstance(origin, dict) else act


def _origin(fields: dict[str, Json]) -> Origin:
    words = {name: str(fields.get(name, "")) for name in ("file", "checksum", "record", "payload", "software")}
    return Origin(**words, offset=_whole(fields["offset"]))


def _capture(fields: dict[str, Json], record: Record) -> Capture:
    words = {key: str(fields[key]) for key in ("id", "address", "final_address", "media_type", "checksum", "channel")}
    again = fields.get("revisit_of")
    return Capture(
        **words,
        captured_at=_moment(fields["captured_at"]),
        status=_whole(fields["status"]),
        record=record,
        revisit_of=str(again) if again else None,
    )


def _moment(value: Json) -> datetime:
    return datetime.fromisoformat(str(value)).astimezone(UTC)


def _whole(value: Json) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a whole number, not {value!r}")
    return value
