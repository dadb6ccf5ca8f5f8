"""Door: takes a capture's bytes out of the archive for a person's sake, so that all else still proves itself.

The record is overwritten in its place by a record of the same length that says so, and the custody log says so too: every
other record keeps its place, and `verify` passes. The capture's checksum stays, so that whoever holds the page elsewhere can
still show that it is the same one. The log is written first: a kill in between is made good by withdrawing again.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.capture.archives.checking import LOG
from reportedly.capture.archives.custody import STORED, Act, Did, Origin, act_of, line_of, whole_lines
from reportedly.capture.archives.warc import TOMBSTONE, address_of, parse
from reportedly.capture.identity import checksum
from reportedly.errors import BadInput
from reportedly.types import GENESIS, Capture, Record

if TYPE_CHECKING:
    from reportedly.capture.archives.archive import Archive

_GZIP_WITH_COMMENT = b"\x1f\x8b\x08\x10\x00\x00\x00\x00\x00\xff"
_SAYS = f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: {TOMBSTONE}\r\nWARC-Date: {{at}}\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def withdraw(archive: Archive, capture: Capture, at: datetime, *, address: bool = False) -> int:
    """Overwrites every record of a capture; gives how many there were. Where `address`, its address goes too, also out of
    the custody log and out of the requests and redirects that led to it. A second time changes nothing.

    Raises Busy where another process writes, Broken where the archive has lost bytes.
    """
    with archive._writing(at):
        log = archive._folder / LOG
        wanted = [act for act in _acts(log) if _concerns(archive._folder, act, capture, address=address)]
        for act in wanted:
            _withdraw(archive, act, at)
        if address:
            _withhold_address(archive, log, capture, at)
        return len(wanted)


def withdrawn(folder: Path) -> frozenset[str]:
    """The captures whose own record was withdrawn."""
    acts = list(_acts(folder / LOG))
    gone = {_place(act.record) for act in acts if act.did is Did.WITHDRAWN}
    return frozenset(act.capture.id for act in acts if act.capture and _place(act.record) in gone)


def tombstone(length: int, at: str) -> bytes:
    """A gzip member of exactly `length` bytes that holds a WARC record which says nothing but that one stood there.

    The room that is left is filled by the member's comment field (RFC 1952, 2.3.1). Raises BadInput below 130 bytes.
    """
    said = _SAYS.format(at=at).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(said) + packer.flush()
    tail = body + zlib.crc32(said).to_bytes(4, "little") + len(said).to_bytes(4, "little")
    room = length - len(_GZIP_WITH_COMMENT) - 1 - len(tail)
    if room < 0:
        raise BadInput(f"a record of {length} bytes is too short to be withdrawn in its place.")
    return _GZIP_WITH_COMMENT + b" " * room + b"\0" + tail


def _acts(log: Path) -> Iterator[Act]:
    previous = GENESIS
    for line in whole_lines(log.read_bytes() if log.exists() else b""):
        act, previous = act_of(line, previous)
        yield act


def _place(record: Record) -> tuple[str, int]:
    return record.file, record.offset


def _concerns(folder: Path, act: Act, capture: Capture, *, address: bool) -> bool:
    """Whether an act stored a record of the capture, or one beside it that names its address."""
    if act.capture:
        return act.did in STORED and act.capture.id == capture.id
    if not address or act.did is not Did.BESIDE:
        return False
    with (folder / act.record.file).open("rb") as file:
        file.seek(act.record.offset)
        parsed = parse(file.read(act.record.length))
    return parsed is not None and address_of(parsed) in (capture.address, capture.final_address)


def _withdraw(archive: Archive, act: Act, at: datetime) -> None:
    """The word of it first, then the bytes: what is in the log and not yet done is done the next time."""
    path = archive._folder / act.record.file
    said = next((a for a in _acts(archive._folder / LOG) if a.did is Did.WITHDRAWN and a.record == act.record), None)
    stone = tombstone(act.record.length, f"{(said.at if said else at):%Y-%m-%dT%H:%M:%SZ}")
    if said is None:
        archive._enter(Did.WITHDRAWN, act.record, checksum(stone), at, None)
    _overwrite(path, act.record.offset, stone)


def _withhold_address(archive: Archive, log: Path, capture: Capture, at: datetime) -> None:
    """Dashes in the place of an address in the log's lines. The lines keep their length and their hashes; that they are no
    more what was hashed is told by a line of its own, which holds the new line's checksum."""
    position, previous = 0, GENESIS
    told = {act.origin.checksum for act in _acts(log) if act.did is Did.WITHDRAWN and act.origin}
    for line in list(whole_lines(log.read_bytes())):
        act, hash_ = act_of(line, previous)
        if act.capture and act.capture.id == capture.id:
            veiled = _veiled(line, act, previous, hash_)
            if checksum(veiled) not in told:
                mark = Origin(file=LOG, checksum=checksum(veiled), offset=position)
                archive._enter(Did.WITHDRAWN, Record(LOG, position, len(line)), checksum(veiled), at, None, mark)
            _overwrite(log, position, veiled)
        position, previous = position + len(line), hash_


def _veiled(line: bytes, act: Act, previous: str, hash_: str) -> bytes:
    """A line with dashes for the address, as long as it was, under the hash that it had."""
    if act.capture is None:
        return line
    hidden = replace(
        act.capture, address=_dashes(act.capture.address), final_address=_dashes(act.capture.final_address)
    )
    again, other = line_of(replace(act, capture=hidden), previous)
    return again.replace(other.encode(), hash_.encode())


def _dashes(address: str) -> str:
    return "-" * (len(json.dumps(address, ensure_ascii=False).encode()) - 2)


def _overwrite(path: Path, offset: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY)
    try:
        os.pwrite(handle, data, offset)
        os.fsync(handle)
    finally:
        os.close(handle)
