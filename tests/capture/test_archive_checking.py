"""What verification says of the archive: one fault is one fault, a forged record shows though its log was forged with it."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.capture.archives import Archive
from reportedly.capture.archives.custody import act_of, line_of, whole_lines
from reportedly.capture.identity import checksum
from reportedly.types import GENESIS, Capture, Record

AT = datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
WARC = "reports-00001.warc.gz"
LOG = "custody.jsonl"


def three(folder: Path) -> list[Capture]:
    archive = Archive(folder)
    return [
        archive.keep(f"urn:reportedly:note:{n}", f"Bytes of {n}.".encode(), "text/plain", AT, "note") for n in "ABC"
    ]


def forge(folder: Path, kept: Capture, swap: tuple[bytes, bytes]) -> None:
    """Another record in the place of a capture's, and a log that was chained anew over it."""
    from dataclasses import replace

    place, path = kept.record, folder / WARC
    data = path.read_bytes()
    old = data[place.offset :][: place.length]
    new = gzip.compress(gzip.decompress(old).replace(*swap), mtime=0)
    path.write_bytes(data[: place.offset] + new + data[place.offset + place.length :])
    lines, previous, head, shift = b"", GENESIS, GENESIS, len(new) - len(old)
    for line in whole_lines((folder / LOG).read_bytes()):
        act, previous = act_of(line, previous)
        record = act.record
        if record == place:
            act = replace(act, checksum=checksum(new), record=Record(record.file, record.offset, len(new)))
        elif record.offset > place.offset:
            act = replace(act, record=Record(record.file, record.offset + shift, record.length))
        again, head = line_of(act, head)
        lines += again
    (folder / LOG).write_bytes(lines)


FORGERIES = [
    ((b"Bytes of B", b"Lies about B"), "holds other bytes"),
    ((b"Content-Length: 11", b"Content-Length: 99"), "cannot be read"),
    ((b"note:B", b"note:X"), "another address"),
]


@pytest.mark.parametrize("swap, says", FORGERIES)
def test_a_record_forged_together_with_its_log_is_named(tmp_path: Path, swap: tuple[bytes, bytes], says: str) -> None:
    kept = three(tmp_path)
    forge(tmp_path, kept[1], swap)
    (problem,) = Archive(tmp_path).verify()
    assert (problem.start, problem.capture) == (kept[1].record.offset, kept[1].id)
    assert says in problem.says


def test_one_changed_line_of_the_log_is_one_fault_and_the_record_that_it_vouched_for(tmp_path: Path) -> None:
    kept = three(tmp_path)
    path = tmp_path / LOG
    path.write_bytes(path.read_bytes().replace(b"note:B", b"note:X"))
    line, gap = Archive(tmp_path).verify()
    assert line.file == LOG and "line 3" in line.says
    assert (gap.file, gap.start, gap.end) == (WARC, kept[1].record.offset, kept[2].record.offset)
    assert "does not know" in gap.says


def test_every_broken_record_is_named_and_no_other(tmp_path: Path) -> None:
    kept = three(tmp_path)
    data = bytearray((tmp_path / WARC).read_bytes())
    for capture in (kept[0], kept[2]):
        data[capture.record.offset + 30] ^= 1
    (tmp_path / WARC).write_bytes(bytes(data))
    assert [problem.capture for problem in Archive(tmp_path).verify()] == [kept[0].id, kept[2].id]


def test_a_torn_tail_is_told_and_is_no_fault(tmp_path: Path) -> None:
    three(tmp_path)
    with (tmp_path / WARC).open("ab") as file:
        file.write(b"\x1f\x8b\x08half a record")
    archive = Archive(tmp_path)
    archive.keep("urn:x:d", b"D", "text/plain", AT, "file")
    (cut,) = archive.cuts()
    assert (cut.file, cut.length) == (WARC, 16)
    assert "a killed run" in str(cut) and f"torn/{WARC}-{cut.start}" in str(cut)
    assert list(archive.verify()) == []
    (tmp_path / "torn" / f"{WARC}-{cut.start}").write_bytes(b"other")
    (problem,) = archive.verify()
    assert "torn tail is not what was cut off" in problem.says


def test_lines_of_the_log_hold_no_more_than_custody_needs(tmp_path: Path) -> None:
    three(tmp_path)
    lines = [json.loads(line) for line in (tmp_path / LOG).read_text().splitlines()]
    assert {frozenset(line) for line in lines[1:]} == {
        frozenset({"at", "capture", "checksum", "did", "file", "hash", "length", "offset", "previous"})
    }
