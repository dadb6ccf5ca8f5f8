"""The archive: what was reported as kept is there, byte for byte, whatever happens in between."""

import gzip
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.archives import Archive
from reportedly.capture.archives.custody import whole_lines
from reportedly.capture.archives.lock import locked
from reportedly.capture.archives.warc import Torn, members
from reportedly.errors import BadInput, Broken, Busy, NotThere, ReportedlyError
from reportedly.types import Capture

AT = datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
WARC = "reports-00001.warc.gz"
LOG = "custody.jsonl"


def keep(archive: Archive, name: str, at: datetime = AT) -> Capture:
    return archive.keep(f"urn:reportedly:note:{name}", f"Bytes of {name}.".encode(), "text/plain", at, "note")


def test_what_is_kept_comes_back_and_the_archive_verifies(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    kept = [keep(archive, name) for name in ("A", "B", "C")]
    again = Archive(tmp_path / "archive")
    assert list(again.captures()) == kept
    assert [again.bytes_of(capture) for capture in kept] == [b"Bytes of A.", b"Bytes of B.", b"Bytes of C."]
    assert list(again.verify()) == []


def test_the_same_bytes_at_the_same_address_are_kept_once_and_seen_twice(tmp_path: Path) -> None:
    archive, later = Archive(tmp_path), AT + timedelta(days=7)
    first = keep(archive, "A")
    size = (tmp_path / WARC).stat().st_size
    assert [keep(archive, "A"), keep(archive, "A", later), keep(Archive(tmp_path), "A", later)] == [first] * 3
    assert archive.seen(first) == (AT, later)
    assert (tmp_path / WARC).stat().st_size == size
    assert list(archive.verify()) == []


def test_two_runs_with_the_same_times_give_the_same_bytes(tmp_path: Path) -> None:
    for run in ("one", "two"):
        for name in ("A", "B"):
            keep(Archive(tmp_path / run), name)
    for file in (WARC, LOG):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_record_is_a_warc_resource_with_sha256_digests_and_the_time_given(tmp_path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    keep(Archive(tmp_path), "A", datetime.fromisoformat("2024-06-10T12:30:00+03:00"))
    with (tmp_path / WARC).open("rb") as file:
        fields = [(r.rec_type, dict(r.rec_headers.headers), r.content_stream().read()) for r in ArchiveIterator(file)]
    (info, _, _), (kind, headers, payload) = fields
    assert (info, kind, payload) == ("warcinfo", "resource", b"Bytes of A.")
    assert headers["WARC-Target-URI"] == "urn:reportedly:note:A"
    assert headers["WARC-Date"] == "2024-06-10T09:30:00Z"
    assert headers["WARC-Payload-Digest"] == headers["WARC-Block-Digest"]
    assert headers["WARC-Payload-Digest"].startswith("sha256:") and len(headers["WARC-Payload-Digest"]) == 7 + 64
    assert headers["WARC-Record-ID"].startswith("<urn:uuid:")


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    capture = keep(archive, "A")
    keep(archive, "B")
    data = (tmp_path / WARC).read_bytes()[capture.record.offset :][: capture.record.length]
    assert gzip.decompress(data).startswith(b"WARC/1.1\r\n")
    assert gzip.decompress(data).endswith(b"Bytes of A.\r\n\r\n")


def test_a_new_file_is_begun_when_one_is_full(tmp_path: Path) -> None:
    archive = Archive(tmp_path, roll=1)
    kept = [keep(archive, name) for name in "ABC"]
    assert [c.record.file for c in kept] == ["reports-00001.warc.gz", "reports-00002.warc.gz", "reports-00003.warc.gz"]
    assert [archive.bytes_of(c) for c in kept] == [b"Bytes of A.", b"Bytes of B.", b"Bytes of C."]
    assert list(archive.verify()) == []


def test_two_archives_on_one_folder_see_each_others_captures(tmp_path: Path) -> None:
    one, two = Archive(tmp_path), Archive(tmp_path)
    kept = [keep(one, "A"), keep(two, "B"), keep(one, "C"), keep(two, "A")]
    assert kept[3] == kept[0]
    assert list(one.captures()) == list(two.captures()) == kept[:3]


# --- kills and torn tails ---------------------------------------------------------------------------------------------


def three_captures(folder: Path) -> tuple[bytes, bytes, list[Capture]]:
    archive = Archive(folder)
    kept = [keep(archive, name) for name in "ABC"]
    return (folder / WARC).read_bytes(), (folder / LOG).read_bytes(), kept


def test_a_kill_at_any_byte_of_the_last_record_loses_nothing_that_was_reported_as_kept(tmp_path: Path) -> None:
    warc, log, kept = three_captures(tmp_path / "whole")
    before_c = b"".join(list(whole_lines(log))[:-1])
    for length in (*range(kept[2].record.offset, len(warc), 9), len(warc) - 1, len(warc)):
        folder = tmp_path / f"cut-{length}"
        folder.mkdir()
        (folder / WARC).write_bytes(warc[:length])
        (folder / LOG).write_bytes(before_c)
        archive = Archive(folder)
        keep(archive, "D")
        whole = length == len(warc)
        assert [c.address[-1] for c in archive.captures()] == (["A", "B", "C", "D"] if whole else ["A", "B", "D"])
        assert [archive.bytes_of(c) for c in kept[:2]] == [b"Bytes of A.", b"Bytes of B."]
        assert list(archive.verify()) == []
        torn = sorted((folder / "torn").glob("*")) if (folder / "torn").exists() else []
        cut = warc[kept[2].record.offset : length]
        assert [path.read_bytes() for path in torn] == ([cut] if cut and not whole else [])
        assert (b'"did":"cut"' in (folder / LOG).read_bytes()) == bool(torn)


def test_a_kill_at_any_byte_of_the_logs_last_line_finds_the_record_again(tmp_path: Path) -> None:
    warc, log, kept = three_captures(tmp_path / "whole")
    last = len(log) - len(list(whole_lines(log))[-1])
    for length in (*range(last, len(log), 40), len(log) - 1):
        folder = tmp_path / f"cut-{length}"
        folder.mkdir()
        (folder / WARC).write_bytes(warc)
        (folder / LOG).write_bytes(log[:length])
        archive = Archive(folder)
        assert list(archive.verify()) != []
        assert keep(archive, "C") == kept[2]
        assert list(archive.captures()) == kept
        assert list(archive.verify()) == []


def test_a_lost_log_is_made_again_from_the_records(tmp_path: Path) -> None:
    _, _, kept = three_captures(tmp_path)
    (tmp_path / LOG).unlink()
    archive = Archive(tmp_path)
    assert "does not know" in str(next(archive.verify()))
    keep(archive, "D")
    assert list(archive.captures())[:3] == kept
    assert list(archive.verify()) == []


def test_a_file_that_lost_kept_bytes_takes_no_more(tmp_path: Path) -> None:
    warc, _, kept = three_captures(tmp_path)
    (tmp_path / WARC).write_bytes(warc[:-3])
    with pytest.raises(Broken, match="3 bytes that were kept are missing"):
        keep(Archive(tmp_path), "D")
    (problem,) = Archive(tmp_path).verify()
    assert (problem.capture, problem.says) == (kept[2].id, "the file ends too early")


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from reportedly.capture.archives import Archive
archive = Archive(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    archive.keep(f"urn:x:{name}", name.encode() * 999, "text/plain", datetime(2024, 6, 10, tzinfo=UTC), "note")
    print(name, flush=True)
"""


def writer(folder: Path, name: str, number: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder), name, str(number)], stdout=subprocess.PIPE, text=True
    )


def test_two_processes_on_one_archive_do_not_interleave(tmp_path: Path) -> None:
    running = [writer(tmp_path, name, 30) for name in "xy"]
    reported = {line for process in running for line in process.communicate()[0].split()}
    archive = Archive(tmp_path)
    assert {c.address.removeprefix("urn:x:") for c in archive.captures()} == reported
    assert len(reported) == 60
    assert list(archive.verify()) == []


def test_a_killed_process_loses_nothing_that_it_reported(tmp_path: Path) -> None:
    reported: set[str] = set()
    for attempt in range(4):
        process = writer(tmp_path, f"run{attempt}-", 100_000)
        assert process.stdout is not None
        reported.add(process.stdout.readline().strip())
        time.sleep(0.011 * attempt)
        os.kill(process.pid, signal.SIGKILL)
        reported |= set(process.communicate()[0].split("\n")[:-1])
    archive = Archive(tmp_path)
    keep(archive, "last")
    kept = {c.address.removeprefix("urn:x:"): c for c in archive.captures()}
    assert reported <= kept.keys()
    assert all(archive.bytes_of(kept[name]) == name.encode() * 999 for name in reported)
    assert list(archive.verify()) == []


def test_who_waits_too_long_is_told_so(tmp_path: Path) -> None:
    with locked(tmp_path / ".lock", patience=0), pytest.raises(Busy, match="another process is writing"):
        keep(Archive(tmp_path, patience=0), "A")


# --- verification -----------------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_any_flipped_byte_is_found_and_named(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    folder = tmp_path_factory.mktemp("flip")
    warc, log, _ = three_captures(folder)
    file, whole = data.draw(st.sampled_from([(WARC, warc), (LOG, log)]))
    at = data.draw(st.integers(0, len(whole) - 1))
    flip = data.draw(st.integers(1, 255))
    (folder / file).write_bytes(whole[:at] + bytes([whole[at] ^ flip]) + whole[at + 1 :])
    problem = next(Archive(folder).verify())
    assert problem.file == file
    assert problem.start <= at < problem.end
    assert f"{file}, bytes {problem.start} to {problem.end}" in str(problem)


def test_verify_writes_nothing_and_needs_no_lock(tmp_path: Path) -> None:
    three_captures(tmp_path)
    (tmp_path / ".lock").unlink()
    before = sorted((p.name, p.stat().st_mtime_ns) for p in tmp_path.iterdir())
    assert list(Archive(tmp_path).verify()) == []
    assert sorted((p.name, p.stat().st_mtime_ns) for p in tmp_path.iterdir()) == before


def test_added_and_missing_files_are_named(tmp_path: Path) -> None:
    three_captures(tmp_path)
    (tmp_path / WARC).rename(tmp_path / "reports-00009.warc.gz")
    assert [(p.file, p.says.split(";")[0].split(":")[0]) for p in Archive(tmp_path).verify()] == [
        (WARC, "the file is missing"),
        ("reports-00009.warc.gz", "bytes that the custody log does not know"),
    ]


def test_a_capture_whose_bytes_were_changed_is_not_handed_out(tmp_path: Path) -> None:
    warc, _, kept = three_captures(tmp_path)
    place = kept[1].record
    forged = gzip.compress(gzip.decompress(warc[place.offset :][: place.length]).replace(b"Bytes", b"Forge"))
    (tmp_path / WARC).write_bytes(warc[: place.offset] + forged)
    with pytest.raises(Broken, match=r"not what was captured|cannot be read"):
        Archive(tmp_path).bytes_of(kept[1])
    (tmp_path / WARC).unlink()
    with pytest.raises(NotThere, match="no file for"):
        Archive(tmp_path).bytes_of(kept[1])


def test_a_changed_log_vouches_for_what_stands_before_the_change_and_takes_no_more(tmp_path: Path) -> None:
    _, log, kept = three_captures(tmp_path)
    (tmp_path / LOG).write_bytes(log.replace(b"urn:reportedly:note:B", b"urn:reportedly:note:X"))
    assert list(Archive(tmp_path).captures()) == kept[:1]
    with pytest.raises(Broken, match="not what was written"):
        keep(Archive(tmp_path), "D")


BAD_ADDRESSES = ["urn:x:a\r\nWARC-Type: response", "urn:x:a\0", "urn:x:\x7f"]


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_an_address_cannot_smuggle_a_header_in(tmp_path: Path, address: str) -> None:
    archive = Archive(tmp_path)
    with pytest.raises(BadInput, match="control character"):
        archive.keep(address, b"x", "text/plain", AT, "file")
    assert list(archive.captures()) == []
    assert list(archive.verify()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "archive").write_text("a file where the folder should be")
    with pytest.raises(ReportedlyError, match=r"archive: cannot write: File exists\. Check the disk"):
        keep(Archive(tmp_path / "archive"), "A")


def test_a_full_disk_loses_nothing_and_leaves_no_half_record(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first = keep(archive, "A")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, ((tmp_path / WARC).stat().st_size + 100, hard))
        with pytest.raises(ReportedlyError, match="cannot write: File too large"):
            keep(archive, "B")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert list(archive.verify()) == []
    keep(archive, "B")
    assert archive.bytes_of(first) == b"Bytes of A."
    assert list(archive.verify()) == []


@given(st.binary(max_size=3000), st.integers(0, 3000))
@settings(max_examples=50, deadline=None)
def test_bytes_of_any_kind_and_size_come_back(tmp_path_factory: pytest.TempPathFactory, data: bytes, more: int) -> None:
    archive = Archive(tmp_path_factory.mktemp("any"))
    data += b"\0" * more * 1000
    capture = archive.keep("urn:x:Ж", data, "application/octet-stream", AT, "file")
    assert archive.bytes_of(capture) == data


def test_members_that_grow_exactly_to_the_read_size_are_not_taken_for_torn(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    parts = [gzip.compress(bytes(size), mtime=0) for size in (0, 1 << 20, (1 << 21) + 1, 5)]
    path.write_bytes(b"".join(parts) + parts[1][:-9])
    found = list(members(path))
    assert [getattr(m, "stored", None) for m in found[:-1]] == parts
    assert found[-1] == Torn(sum(map(len, parts)))
