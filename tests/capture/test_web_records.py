"""Visits in the archive: after a kill at any byte nothing is torn without being marked, and whole records are found again."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportedly.capture.archives import Archive
from reportedly.capture.visits import Exchange, Visit, media_type_of

AT = datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
WARC, LOG = "reports-00001.warc.gz", "custody.jsonl"
PAGE = b"<html><body><p>A court decided forty cases.</p></body></html>"


def exchange(address: str, answer: bytes, at: datetime = AT) -> Exchange:
    return Exchange(address, at, b"GET / HTTP/1.1\r\nHost: gazette.example\r\n\r\n", answer, "192.0.2.7")


def visit(number: int = 1, at: datetime = AT, page: bytes = PAGE) -> Visit:
    asked, final = f"https://gazette.example/{number}", f"https://gazette.example/long/{number}"
    moved = exchange(asked, b"HTTP/1.1 302 Found\r\nLocation: /long\r\n\r\n", at)
    served = exchange(final, b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page, at)
    return Visit(asked, (moved, served), 200, "text/html", page)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    Archive(tmp_path / "archive").keep_response(visit(1), "web")
    return tmp_path / "archive"


def sizes(folder: Path) -> tuple[int, int]:
    return (folder / WARC).stat().st_size, (folder / LOG).stat().st_size


def cut(folder: Path, warc: int, log: int) -> None:
    for name, length in ((WARC, warc), (LOG, log)):
        with (folder / name).open("r+b") as file:
            file.truncate(length)


def test_a_kill_at_any_byte_of_the_records_leaves_nothing_torn_unmarked(kept: Path, tmp_path: Path) -> None:
    warc, log = sizes(kept)
    Archive(kept).keep_response(visit(2), "web")
    for end in range(warc, sizes(kept)[0], 41):
        folder = tmp_path / f"cut-{end}"
        shutil.copytree(kept, folder)
        cut(folder, end, log)
        archive = Archive(folder)
        archive.keep_response(visit(3), "web")
        again, _ = archive.keep_response(visit(2, AT + timedelta(hours=1)), "web")
        assert archive.bytes_of(again) == PAGE
        assert list(Archive(folder).verify()) == []
        assert {c.address[-1] for c in Archive(folder).captures()} == {"1", "2", "3"}


def test_a_kill_at_any_byte_of_the_log_finds_the_records_again(kept: Path, tmp_path: Path) -> None:
    _, log = sizes(kept)
    capture, _ = Archive(kept).keep_response(visit(2), "web")
    warc, whole = sizes(kept)
    for end in range(log, whole, 67):
        folder = tmp_path / f"cut-{end}"
        shutil.copytree(kept, folder)
        cut(folder, warc, end)
        archive = Archive(folder)
        archive.keep_response(visit(3), "web")
        assert capture in list(archive.captures()), (
            "the capture as it was: its address before the redirect, its moment, its place"
        )
        assert list(Archive(folder).verify()) == []


def test_what_the_server_says_of_an_unchanged_page_is_accounted_for(kept: Path) -> None:
    archive = Archive(kept)
    (capture,) = archive.captures()
    later = AT + timedelta(hours=1)
    said = Visit(
        capture.address, (exchange(capture.address, b"HTTP/1.1 304 Not Modified\r\n\r\n", later),), 304, "", b""
    )
    archive.keep_unchanged(capture, said)
    archive.keep_beside((exchange(capture.address, b"HTTP/1.1 410 Gone\r\n\r\nRemoved.", later),))
    again = Archive(kept)
    assert (list(again.captures()), again.seen(capture)) == ([capture], (AT, later))
    assert list(again.verify()) == []


def test_fields_of_the_answer_are_there_for_the_next_request(kept: Path) -> None:
    archive = Archive(kept)
    (capture,) = archive.captures()
    assert archive.fields_of(capture, "content-type", "ETag") == ("text/html", None)
    note = archive.keep("urn:reportedly:note:A", b"Bytes.", "text/plain", AT, "note")
    assert archive.fields_of(note, "ETag") == (None,)


SNIFFED = [
    ("text/html; charset=koi8-r", b"%PDF-1.4", "text/html; charset=koi8-r"),
    ("application/octet-stream", b"%PDF-1.4", "application/pdf"),
    ("application/octet-stream", b"\n<!DOCTYPE html><html>", "text/html"),
    ("", b"<!-- made by --> <html>", "text/html"),
    ("", b"\x00\x01", "application/octet-stream"),
]


@pytest.mark.parametrize("declared, data, kind", SNIFFED)
def test_a_kind_is_looked_for_only_where_none_is_named(declared: str, data: bytes, kind: str) -> None:
    assert media_type_of(declared, data) == kind
