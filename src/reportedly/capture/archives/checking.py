"""Door: is the archive still what was kept? Reads only; a read-only copy will do.

Three things are compared for every record: the bytes as stored with the custody log's checksum of them; the address in the record with the
capture's; and the body that is read out of it with the capture's own checksum, which the ledger holds too. So a record that was forged
together with its line in the log shows as well.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from reportedly.capture.archives.bodies import body_of
from reportedly.capture.archives.custody import STORED, Act, Did, act_of, veiled, whole_lines
from reportedly.capture.archives.warc import Parsed, address_of, parse
from reportedly.capture.identity import checksum
from reportedly.errors import BadInput
from reportedly.types import GENESIS

LOG = "custody.jsonl"
WARC = "*.warc.gz"
TORN = "torn"
_CHUNK = 1 << 20
_WHOLE = 1 << 26
"""Records of more stored bytes are hashed and not opened, so that memory stays flat."""

_THREADS = 2
_UNKNOWN = "bytes that the custody log does not know: a torn tail, or added later"


@dataclass(frozen=True, slots=True)
class Problem:
    """Bytes `[start, end)` of a file of the archive that are not what was kept, and the capture they belonged to.

    No byte before `start` is wrong on this account; which of the bytes is the first wrong one, a checksum cannot tell.
    """

    file: str
    start: int
    end: int
    says: str
    capture: str | None = None

    def __str__(self) -> str:
        whose = f" ({self.capture})" if self.capture else ""
        return f"{self.file}, bytes {self.start} to {self.end}{whose}: {self.says}"


@dataclass(frozen=True, slots=True)
class Cut:
    """A half-written tail that a kill had left: cut off a file at byte `start`, kept aside. No fault: nothing of it had been
    reported as kept."""

    file: str
    start: int
    length: int
    at: str

    def __str__(self) -> str:
        return (
            f"{self.file}, byte {self.start}: {self.length} bytes that a killed run had not finished were cut off at {self.at}; "
            f"they lie in {TORN}/{self.file}-{self.start}."
        )


def problems(folder: Path) -> Iterator[Problem]:
    """Every stretch of the archive that is not what was kept: the log first, then the files in order, byte by byte."""
    acts: list[Act] = []
    yield from _log_problems(folder / LOG, acts)
    stored = {Path(act.record.file).name: list[Act]() for act in acts if act.record.file != LOG}
    withdrawn = {(act.record.file, act.record.offset): act for act in acts if act.did is Did.WITHDRAWN}
    for act in acts:
        if act.did in STORED:
            stored[Path(act.record.file).name].append(withdrawn.get((act.record.file, act.record.offset), act))
    for file in sorted(stored.keys() | {path.name for path in folder.glob(WARC)}):
        yield from _file_problems(folder / file, sorted(stored.get(file, []), key=lambda act: act.record.offset))
    yield from _torn_problems(folder, acts)


def cuts(folder: Path) -> Iterator[Cut]:
    """The torn tails that the log tells of, in their order."""
    acts: list[Act] = []
    list(_log_problems(folder / LOG, acts))
    for act in acts:
        if act.did is Did.CUT:
            yield Cut(act.record.file, act.record.offset, act.record.length, f"{act.at:%Y-%m-%d %H:%M:%S} UTC")


def _log_problems(path: Path, acts: list[Act]) -> Iterator[Problem]:
    """A line that was changed is named; the lines behind it are taken at their own word, so that one fault stays one."""
    data = path.read_bytes() if path.exists() else b""
    previous, start = GENESIS, 0
    unvouched: dict[str, Problem] = {}
    for number, line in enumerate(whole_lines(data), start=1):
        place = (start, start + len(line))
        try:
            act, previous = act_of(line, previous)
            acts.append(act)
            _vouch(
                act,
                line,
                unvouched,
                Problem(LOG, *place, f"line {number}: an address was withheld, and no line says so"),
            )
        except ValueError as error:
            yield Problem(LOG, *place, f"line {number}: {error}")
            previous = _alone(line, acts)
        start += len(line)
    yield from unvouched.values()
    if start < len(data):
        yield Problem(LOG, start, len(data), "the last line was never finished; the next capture repairs it")


def _vouch(act: Act, line: bytes, unvouched: dict[str, Problem], problem: Problem) -> None:
    """A line whose address was withheld needs a later one that tells its checksum."""
    if veiled(act):
        unvouched[checksum(line)] = problem
    elif act.did is Did.WITHDRAWN and act.origin:
        unvouched.pop(act.origin.checksum, None)


def _alone(line: bytes, acts: list[Act]) -> str:
    """A line that does not follow the one before: what it says where it is sound in itself, and the hash to go on with."""
    try:
        fields = json.loads(line)
        act, hash_ = act_of(line, str(fields["previous"]))
    except (ValueError, KeyError, TypeError):
        return _said_hash(line)
    acts.append(act)
    return hash_


def _said_hash(line: bytes) -> str:
    try:
        return str(json.loads(line)["hash"])
    except (ValueError, KeyError, TypeError):
        return ""


def _file_problems(path: Path, acts: list[Act]) -> Iterator[Problem]:
    if not path.exists():
        yield Problem(path.name, 0, 0, "the file is missing; restore it from a backup")
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        size = os.fstat(handle).st_size
        with ThreadPoolExecutor(_THREADS) as threads:
            verdicts = threads.map(lambda act: _judged(handle, act, size), acts)
            yield from _stretches(path.name, acts, list(verdicts), size)
    finally:
        os.close(handle)


def _stretches(file: str, acts: Sequence[Act], verdicts: Sequence[str | None], size: int) -> Iterator[Problem]:
    end = 0
    for act, says in zip(acts, verdicts, strict=True):
        start = act.record.offset
        if start > end:
            yield Problem(file, end, start, _UNKNOWN)
        end = max(end, start + act.record.length)
        if says:
            yield Problem(file, start, start + act.record.length, says, act.capture.id if act.capture else None)
    if size > end:
        yield Problem(file, end, size, _UNKNOWN)


def _judged(handle: int, act: Act, size: int) -> str | None:
    """What is wrong with the record that an act vouches for; None where it is what was kept."""
    start, length = act.record.offset, act.record.length
    if length > _WHOLE:
        return None if _hash(handle, start, length) == act.checksum else _said(size, start + length)
    stored = os.pread(handle, length, start)
    if checksum(stored) != act.checksum:
        return _said(size, start + length)
    return _inside(stored, act) if act.capture else None


def _said(size: int, end: int) -> str:
    return "the file ends too early" if size < end else "the record is not what was kept"


def _inside(stored: bytes, act: Act) -> str | None:
    """What is wrong with what a record says, though its bytes are those that the log names."""
    capture, parsed = act.capture, _opened(stored)
    if parsed is None or capture is None:
        return "the record cannot be read, though its bytes are those that the log names"
    if address_of(parsed) not in (capture.address, capture.final_address) and not veiled(act):
        return "the record speaks of another address than the capture that the log names"
    if parsed.kind == "revisit":
        return None  # its bytes are those of an earlier record, which is checked itself
    try:
        http = parsed.kind == "response" and parsed.fields.get("Content-Type", "").startswith("application/http")
        data = body_of(parsed.payload).data if http else parsed.payload
    except BadInput as error:
        return f"the record's response cannot be read: {error.what}"
    if checksum(data) != capture.checksum:
        return "the record holds other bytes than the capture that the log names, so both were changed"
    return None


def _opened(stored: bytes) -> Parsed | None:
    """A record of ours or another's, unpacked at one stroke; taken apart here where its header is plain, which is faster."""
    try:
        record = zlib.decompress(stored, zlib.MAX_WBITS | 16)
    except zlib.error:
        return None
    head, _, rest = record.partition(b"\r\n\r\n")
    try:
        pairs = [line.partition(": ")[::2] for line in head.decode("ascii").split("\r\n")[1:]]
        fields = dict(pairs)
        length = int(fields["Content-Length"])
        kind = fields["WARC-Type"]
    except (UnicodeDecodeError, ValueError, KeyError):
        return parse(record)
    plain = len(fields) == len(pairs) and rest[length:] == b"\r\n\r\n" and head.startswith(b"WARC/1.")
    return Parsed(kind, fields, rest[:length]) if plain else parse(record)


def _torn_problems(folder: Path, acts: Sequence[Act]) -> Iterator[Problem]:
    for act in acts:
        path = folder / TORN / f"{act.record.file}-{act.record.offset}"
        if act.did is not Did.CUT or _is_overwritten(act, acts):
            continue
        data = path.read_bytes() if path.exists() else b""
        if checksum(data) != act.checksum:
            says = "is missing" if not path.exists() else "is not what was cut off"
            yield Problem(f"{TORN}/{path.name}", 0, len(data), f"the torn tail {says}; nothing that was kept is in it")


def _is_overwritten(act: Act, acts: Sequence[Act]) -> bool:
    """Whether a later kill at the same place put its own tail where this one's lay."""
    same = [one for one in acts if one.did is Did.CUT and one.record.file == act.record.file]
    return [one for one in same if one.record.offset == act.record.offset][-1] is not act


def _hash(handle: int, start: int, length: int) -> str:
    total = sha256()
    while length and (chunk := os.pread(handle, min(length, _CHUNK), start)):
        total.update(chunk)
        start, length = start + len(chunk), length - len(chunk)
    return f"sha256:{total.hexdigest()}"
