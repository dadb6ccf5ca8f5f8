"""A capture's bytes are taken out for a person's sake; the rest of the archive still proves itself. Names are invented."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.capture.archives import Archive
from reportedly.capture.archives.warc import Parsed, members, parse
from reportedly.capture.archives.withdrawing import tombstone
from reportedly.errors import BadInput, Withheld
from reportedly.types import Capture

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)
LATER = datetime(2024, 7, 1, 9, 30, tzinfo=UTC)
ADDRESS = "https://outlet.example/pyotr-zlobnin-«fled»"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "archive")


def kept(archive: Archive) -> list[Capture]:
    pages = [(f"urn:reportedly:note:{n}", f"page {n} about nobody".encode()) for n in range(3)]
    pages.insert(1, (ADDRESS, b"Pyotr Zlobnin fled."))
    return [archive.keep(address, data, "text/plain", at=NOON, channel="note") for address, data in pages]


def inflated(folder: Path) -> bytes:
    return (
        b"".join(gzip.decompress(path.read_bytes()) for path in folder.glob("*.gz"))
        + (folder / "custody.jsonl").read_bytes()
    )


def test_the_bytes_are_gone_and_the_archive_still_verifies(archive: Archive, tmp_path: Path) -> None:
    first, named, *rest = kept(archive)
    archive.keep(ADDRESS, b"Pyotr Zlobnin fled.", "text/plain", at=LATER, channel="note")
    assert archive.withdraw(named, LATER, address=True) == 1
    assert list(archive.verify()) == []
    assert b"Zlobnin" not in inflated(tmp_path / "archive") and b"zlobnin" not in inflated(tmp_path / "archive")
    with pytest.raises(Withheld):
        archive.bytes_of(named)
    assert archive.withdrawn() == {named.id}
    assert [archive.bytes_of(one)[:4] for one in (first, *rest)] == [b"page"] * 3
    assert {c.id: c.checksum for c in Archive(tmp_path / "archive").captures()}[named.id] == named.checksum


def test_another_process_reads_the_same_and_goes_on(archive: Archive, tmp_path: Path) -> None:
    other = Archive(tmp_path / "archive")
    _, named, *_ = kept(archive)
    assert len(list(other.captures())) == 4
    archive.withdraw(named, LATER, address=True)
    new = other.keep("urn:reportedly:note:new", b"another page", "text/plain", at=LATER, channel="note")
    assert archive.bytes_of(new) == b"another page"
    assert list(archive.verify()) == []


def test_withdrawing_twice_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    _, named, *_ = kept(archive)
    archive.withdraw(named, LATER, address=True)
    files = {p.name: p.read_bytes() for p in (tmp_path / "archive").iterdir()}
    archive.withdraw(named, datetime(2025, 1, 1, tzinfo=UTC), address=True)
    assert {p.name: p.read_bytes() for p in (tmp_path / "archive").iterdir()} == files


def test_what_a_kill_left_undone_is_done_the_next_time(archive: Archive, tmp_path: Path) -> None:
    _, named, *_ = kept(archive)
    (warc,) = (tmp_path / "archive").glob("*.gz")
    before = warc.read_bytes()
    archive.withdraw(named, LATER)
    done = warc.read_bytes()
    warc.write_bytes(before)
    assert len(list(archive.verify())) == 1
    archive.withdraw(named, datetime(2025, 1, 1, tzinfo=UTC))
    assert (warc.read_bytes(), list(archive.verify())) == (done, [])


def test_a_line_that_somebody_veiled_is_found(archive: Archive, tmp_path: Path) -> None:
    kept(archive)
    log = tmp_path / "archive" / "custody.jsonl"
    address = b"urn:reportedly:note:0"
    log.write_bytes(log.read_bytes().replace(address, b"-" * len(address)))
    assert [p.says for p in archive.verify()][:1] == ["line 2: an address was withheld, and no line says so"]


@pytest.mark.parametrize("length", [130, 180, 1000, 70_000, 1_000_000])
def test_a_tombstone_is_as_long_as_it_must_be(length: int, tmp_path: Path) -> None:
    path = tmp_path / "one.gz"
    path.write_bytes(tombstone(length, "2024-07-01T09:30:00Z"))
    assert path.stat().st_size == length
    (one,) = members(path)
    parsed = parse(one.stored)  # type: ignore[union-attr]
    assert isinstance(parsed, Parsed) and (parsed.kind, parsed.payload) == ("metadata", b"")


def test_the_shortest_record_is_long_enough(archive: Archive) -> None:
    capture = archive.keep("u:x", b"", "a/b", at=NOON, channel="n")
    assert archive.withdraw(capture, LATER) == 1
    assert list(archive.verify()) == []
    with pytest.raises(BadInput):
        tombstone(100, "2024-07-01T09:30:00Z")
