"""Door: WARC 1.1 records (ISO 28500:2017), one gzip member each. Written with warcio, read with fastwarc.

Times and ids are arguments, so the same capture gives the same bytes wherever and whenever it is written.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import NAMESPACE_URL, uuid5

from reportedly.capture.identity import capture_id, checksum
from reportedly.errors import BadInput
from reportedly.types import Capture, Record

_CHUNK = 1 << 20
_CHANNEL = "Reportedly-Channel"


@dataclass(frozen=True, slots=True)
class Member:
    """One whole gzip member of a WARC file: where it lies, and its bytes as stored."""

    offset: int
    stored: bytes


@dataclass(frozen=True, slots=True)
class Torn:
    """From `offset` on, the file holds no whole gzip member."""

    offset: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """A record's named fields and its payload."""

    kind: str
    fields: dict[str, str]
    payload: bytes


def stamp(at: datetime) -> str:
    """A moment as a WARC-Date in UTC.

    >>> stamp(datetime(2024, 6, 10, 9, tzinfo=UTC))
    '2024-06-10T09:00:00Z'
    """
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def info_record(file: str, at: datetime) -> bytes:
    """The `warcinfo` record that opens a file: what wrote it and in which format; no host, no person."""
    lines = f"software: reportedly\r\nformat: WARC File Format 1.1\r\nisPartOf: {file}\r\n".encode()
    fields = {"WARC-Filename": file, "WARC-Record-ID": _record_id(f"{file} {stamp(at)}")}
    return _member("warcinfo", None, lines, "application/warc-fields", at, fields)


def resource_record(capture: Capture, data: bytes) -> bytes:
    """The `resource` record of a capture: the bytes as they came, no HTTP around them."""
    fields = {"WARC-Record-ID": _record_id(capture.id), _CHANNEL: capture.channel}
    return _member("resource", capture.address, data, capture.media_type, capture.captured_at, fields)


def parse(stored: bytes) -> Parsed | None:
    """One stored record in, its fields and payload out; None where it is no whole WARC record."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    try:
        for record in ArchiveIterator(BytesIO(stored), parse_http=False, record_types=WarcRecordType.any_type):
            payload = record.reader.read()
            whole = len(payload) == record.content_length
            return Parsed(record.headers["WARC-Type"], dict(record.headers.items()), payload) if whole else None
    except (OSError, KeyError, UnicodeDecodeError):
        return None
    return None


TOMBSTONE = "<urn:withdrawn>"
"""The record id of what stands in the place of a record that was withdrawn for a person's sake."""


def is_tombstone(parsed: Parsed) -> bool:
    """Whether a record only says that another one stood in its place."""
    return parsed.kind == "metadata" and parsed.fields.get("WARC-Record-ID") == TOMBSTONE


def address_of(parsed: Parsed) -> str:
    """The address that a record speaks of; WARC 1.0 may put it between angle brackets."""
    address = parsed.fields.get("WARC-Target-URI", "").strip()
    return address[1:-1] if address.startswith("<") and address.endswith(">") else address


def capture_of(member: Member, file: str) -> Capture | None:
    """The capture that a `resource` record of ours holds; None for another record or where a field is missing."""
    parsed = parse(member.stored)
    if parsed is None or parsed.kind != "resource":
        return None
    try:
        return _capture(parsed, Record(file, member.offset, len(member.stored)))
    except (KeyError, ValueError):
        return None


def members(path: Path, start: int = 0) -> Iterator[Member | Torn]:
    """The records of a file from byte `start` on, in bounded memory: the file's last item is Torn where it is cut."""
    with path.open("rb") as file:
        file.seek(start)
        ahead = b""
        while True:
            stored, ahead = _next_member(file, ahead)
            if stored is None:
                if ahead:
                    yield Torn(start)
                return
            yield Member(start, stored)
            start += len(stored)


def _next_member(file: BinaryIO, ahead: bytes) -> tuple[bytes | None, bytes]:
    """One gzip member and what was read beyond it; (None, what is left) where no whole one follows."""
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
    stored = bytearray()
    chunk = ahead or file.read(_CHUNK)
    while chunk:
        stored += chunk
        try:
            _run(inflate, chunk)
        except zlib.error:
            return None, bytes(stored)
        if inflate.eof:
            rest = inflate.unused_data
            return bytes(stored[: len(stored) - len(rest)]), rest
        chunk = file.read(_CHUNK)
    return None, bytes(stored)


def _run(inflate, chunk: bytes) -> None:  # type: ignore[no-untyped-def]  # zlib names no type for it
    """Feeds a chunk in, a megabyte of output at a time, so that a bomb fills no memory."""
    out = inflate.decompress(chunk, _CHUNK)
    while not inflate.eof and (inflate.unconsumed_tail or len(out) == _CHUNK):
        out = inflate.decompress(inflate.unconsumed_tail, _CHUNK)


def _capture(parsed: Parsed, record: Record) -> Capture:
    address, payload = parsed.fields["WARC-Target-URI"], checksum(parsed.payload)
    return Capture(
        id=capture_id(address, payload),
        address=address,
        final_address=address,
        captured_at=datetime.fromisoformat(parsed.fields["WARC-Date"]).astimezone(UTC),
        status=0,
        media_type=parsed.fields["Content-Type"],
        checksum=payload,
        record=record,
        channel=parsed.fields[_CHANNEL],
    )


def _member(
    kind: str, address: str | None, data: bytes, media_type: str, at: datetime, fields: dict[str, str]
) -> bytes:
    from warcio.warcwriter import WARCWriter

    for value in (address or "", media_type, *fields.values()):
        if any(ord(letter) < 0x20 or ord(letter) == 0x7F for letter in value):
            raise BadInput("an address or type holds a control character.", where=repr(value), remedy="Remove it.")
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    digests = {"WARC-Block-Digest": checksum(data), "WARC-Payload-Digest": checksum(data)}
    headers = {"WARC-Date": stamp(at), **fields, **digests}
    record = writer.create_warc_record(
        address, kind, payload=BytesIO(data), length=len(data), warc_content_type=media_type, warc_headers_dict=headers
    )
    writer.write_record(record)
    return out.getvalue()


def _record_id(name: str) -> str:
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, f'reportedly:{name}')}>"
