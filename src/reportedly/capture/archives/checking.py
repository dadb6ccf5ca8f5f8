"""Door: is the archive still what was kept? Reads only; a read-only copy will do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from reportedly.capture.archives.custody import STORED, Act, Did, act_of, veiled, whole_lines
from reportedly.types import GENESIS

LOG = "custody.jsonl"
WARC = "*.warc.gz"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Problem:
    """Bytes `[start, end)` of a file of the archive that are not what was kept, and the capture they belonged to."""

    file: str
    start: int
    end: int
    says: str
    capture: str | None = None

    def __str__(self) -> str:
        whose = f" ({self.capture})" if self.capture else ""
        return f"{self.file}, bytes {self.start} to {self.end}{whose}: {self.says}"


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


def _log_problems(path: Path, acts: list[Act]) -> Iterator[Problem]:
    data = path.read_bytes() if path.exists() else b""
    previous, start = GENESIS, 0
    unvouched: dict[str, Problem] = {}
    for number, line in enumerate(whole_lines(data), start=1):
        try:
            act, previous = act_of(line, previous)
            acts.append(act)
            if veiled(act):
                says = f"line {number}: an address was withheld, and no line says so"
                unvouched[f"sha256:{sha256(line).hexdigest()}"] = Problem(LOG, start, start + len(line), says)
            elif act.did is Did.WITHDRAWN and act.origin:
                unvouched.pop(act.origin.checksum, None)
        except ValueError as error:
            yield Problem(LOG, start, start + len(line), f"line {number}: {error}")
            return  # what follows cannot be told from what was forged
        start += len(line)
    yield from unvouched.values()
    if start < len(data):
        yield Problem(LOG, start, len(data), "the last line was never finished; the next capture repairs it")


def _file_problems(path: Path, acts: list[Act]) -> Iterator[Problem]:
    size = path.stat().st_size if path.exists() else 0
    if not path.exists():
        yield Problem(path.name, 0, 0, "the file is missing; restore it from a backup")
        return
    end = 0
    with path.open("rb") as file:
        for act in acts:
            start, end = act.record.offset, act.record.offset + act.record.length
            file.seek(start)
            if _sha256(file, act.record.length) != act.checksum:
                says = "the file ends too early" if size < end else "the record is not what was kept"
                yield Problem(path.name, start, end, says, act.capture.id if act.capture else None)
    if size > end:
        yield Problem(path.name, end, size, "bytes that the custody log does not know: a torn tail, or added later")


def _sha256(file: BinaryIO, length: int) -> str:
    digest, left = sha256(), length
    while left and (chunk := file.read(min(left, _CHUNK))):
        digest.update(chunk)
        left -= len(chunk)
    return f"sha256:{digest.hexdigest()}"
