"""Other archivists' WARC files: taken as they are, dated as they say, checked first; what cannot be taken is said with its place."""

import gzip
import hashlib
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.types import Captured

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)
MADE = "2024-06-10T09:30:00Z"
PLACE = "https://gazette.example/forty"


def page(words: str = "At least 40 cases were decided in May, Example Count says.") -> bytes:
    body = f"<p>{words}</p>" + "<p>The count rests on the pages of the courts, which were read one by one.</p>" * 3
    return (
        f"<html lang=en><head><title>Forty cases</title></head><body><article>{body}</article></body></html>".encode()
    )


class Warc:
    """A WARC file in the making, by warcio as other tools use it."""

    def __init__(self, *, packed: bool = True, version: str = "WARC/1.1") -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=packed, warc_version=version)

    def add(self, kind: str, address: str | None, body: bytes, *, headers: dict[str, str] | None = None, **more) -> str:  # type: ignore[no-untyped-def]
        """One record; `status` and `http` (fields) make it an HTTP one. Gives its id."""
        status, http = more.pop("status", "200 OK"), more.pop("http", [("Content-Type", "text/html; charset=utf-8")])
        spoken = kind in ("response", "revisit", "request")
        about = StatusAndHeaders(status, http, protocol="HTTP/1.1") if spoken else None
        fields = {"WARC-Date": MADE} | (headers or {})
        record = self.writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=about,
            warc_headers_dict=fields,
            **more,
        )
        self.writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))

    def response(self, body: bytes | None = None, address: str = PLACE, **more) -> str:  # type: ignore[no-untyped-def]
        return self.add("response", address, page() if body is None else body, **more)

    @property
    def data(self) -> bytes:
        return self.out.getvalue()


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    return open_newsroom(tmp_path / "desk", clock=lambda: NOW)


def take(newsroom: Newsroom, data: bytes, name: str = "crawl.warc.gz", **more: bool) -> Captured:
    path = newsroom.folder.parent / name
    path.write_bytes(data)
    return newsroom.capture(path, **more)


def log(newsroom: Newsroom) -> list[dict[str, object]]:
    return [json.loads(line) for line in (newsroom.folder / "archive" / "custody.jsonl").read_text().splitlines()]


def test_a_page_is_kept_with_the_archivists_time_and_entered_when_it_came(newsroom: Newsroom) -> None:
    warc = Warc()
    name = warc.response()
    ((capture, report),) = take(newsroom, warc.data).kept
    assert (capture.address, capture.status, capture.channel) == (PLACE, 200, "warc")
    assert capture.captured_at == datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
    assert newsroom.archive.received_at(capture) == NOW
    assert {e.at for e in newsroom.ledger.entries(["capture", "report"])} == {NOW}
    assert newsroom.archive.bytes_of(capture) == page()
    assert report.headline == "Forty cases" and "At least 40 cases" in report.text
    origin = log(newsroom)[-1]["origin"]
    sum_ = "sha256:" + hashlib.sha256(warc.data).hexdigest()
    assert isinstance(origin, dict)
    assert (origin["file"], origin["checksum"], origin["record"], origin["offset"]) == ("crawl.warc.gz", sum_, name, 0)
    assert newsroom.verify().found == ()


def test_the_record_is_copied_as_it_stands(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.response()
    ((capture, _),) = take(newsroom, warc.data).kept
    place = capture.record
    assert (newsroom.folder / "archive" / place.file).read_bytes()[place.offset :][: place.length] == warc.data


def test_what_wrote_the_file_is_in_custody_and_who_ran_it_is_not(newsroom: Newsroom) -> None:
    warc = Warc()
    info = warc.writer.create_warcinfo_record(
        "crawl.warc.gz", {"software": "Example Crawler 2", "operator": "Invented Name"}
    )
    warc.writer.write_record(info)
    warc.response()
    take(newsroom, warc.data)
    take(newsroom, warc.data)
    lines = log(newsroom)
    assert [line["origin"]["software"] for line in lines if "software" in line.get("origin", {})] == [
        "example crawler 2"
    ]  # type: ignore[operator, index, attr-defined]
    assert "Invented" not in (newsroom.folder / "archive" / "custody.jsonl").read_text()


FORMS = [("each record packed", "crawl.warc.gz"), ("plain", "crawl.warc"), ("packed as a whole", "crawl.warc.gz")]


@pytest.mark.parametrize("form, name", FORMS)
@pytest.mark.parametrize("version", ["WARC/1.0", "WARC/1.1"])
def test_every_form_of_file_gives_the_same(newsroom: Newsroom, form: str, name: str, version: str) -> None:
    warc = Warc(packed=form == "each record packed", version=version)
    for number in range(3):
        warc.response(page(f"Court {number} decided {number + 7} cases."), f"{PLACE}/{number}")
    data = gzip.compress(warc.data) if form == "packed as a whole" else warc.data
    kept = [capture for capture, _ in take(newsroom, data, name).kept]
    assert [capture.address[-1] for capture in kept] == ["0", "1", "2"]
    assert newsroom.archive.bytes_of(kept[1]) == page("Court 1 decided 8 cases.")
    assert newsroom.verify().found == ()


def coded(body: bytes, coding: str) -> bytes:
    if coding == "br":
        import brotli

        return bytes(brotli.compress(body))
    if coding == "chunked":
        return (
            b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 50]), body[n : n + 50]) for n in range(0, len(body), 50))
            + b"0\r\n\r\n"
        )
    if coding == "deflate":
        import zlib

        return zlib.compress(body)
    return gzip.compress(body) if coding == "gzip" else body


CODINGS = [("gzip",), ("deflate",), ("br",), ("chunked",), ("gzip", "chunked"), ("br", "chunked")]


@pytest.mark.parametrize("codings", CODINGS, ids=" ".join)
@pytest.mark.parametrize("undone", [False, True])
def test_encodings_are_undone_also_where_the_header_lies(
    newsroom: Newsroom, codings: tuple[str, ...], undone: bool
) -> None:
    body = page()
    for coding in () if undone else codings:
        body = coded(body, coding)
    http = [("Content-Type", "text/html")]
    http += [("Transfer-Encoding", "chunked")] * ("chunked" in codings)
    http += [("Content-Encoding", codings[0])] * (codings[0] != "chunked")
    warc = Warc()
    warc.response(body, http=http)
    ((capture, _),) = take(newsroom, warc.data).kept
    assert newsroom.archive.bytes_of(capture) == page()


def test_a_body_that_unpacks_without_end_is_refused(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.response(gzip.compress(b"0" * (80 << 20)), http=[("Content-Type", "text/html"), ("Content-Encoding", "gzip")])
    warc.response(address=f"{PLACE}/2")
    outcome = take(newsroom, warc.data)
    (failure,) = outcome.failures
    assert "unpacks to more than" in failure.reason and len(outcome.kept) == 1


PASSED = [
    ({"http": [("Content-Type", "image/png")]}, "image/png is no page"),
    ({"status": "301 Moved", "http": [("Location", "/x")]}, "a redirect (status 301)"),
    ({"status": "404 Not Found"}, "not served (status 404)"),
    ({"status": "503 Busy"}, "not served (status 503)"),
]


@pytest.mark.parametrize("how, says", PASSED)
def test_what_is_no_page_is_counted_by_reason(newsroom: Newsroom, how: dict[str, object], says: str) -> None:
    warc = Warc()
    warc.response(**how)
    outcome = take(newsroom, warc.data)
    assert (outcome.kept, outcome.failures, outcome.passed) == ((), (), {says: 1})


def test_conversions_are_counted_and_requests_and_metadata_are_silent(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.add("conversion", PLACE, b"text", warc_content_type="text/plain")
    warc.add("metadata", PLACE, b"a: b", warc_content_type="application/warc-fields")
    warc.add("request", PLACE, b"", status="GET / HTTP/1.1")
    warc.add("resource", "urn:text:https://gazette.example/", b"text", warc_content_type="text/plain")
    outcome = take(newsroom, warc.data)
    assert outcome.failures == ()
    assert list(outcome.passed.values()) == [1, 1]


def test_that_a_page_of_ours_was_gone_is_a_failure_row_with_its_moment(newsroom: Newsroom) -> None:
    first, later = Warc(), Warc()
    first.response()
    later.response(b"gone", status="410 Gone", headers={"WARC-Date": "2024-06-20T10:00:00Z"})
    take(newsroom, first.data)
    (failure,) = take(newsroom, later.data).failures
    assert failure.gone and failure.seen_at == datetime(2024, 6, 20, 10, tzinfo=UTC)


# --- revisits ---------------------------------------------------------------------------------------------------------


def revisit(warc: Warc, digest: str, address: str, refers: dict[str, str]) -> None:
    fields = {
        "WARC-Date": "2024-06-17T09:30:00Z",
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
    }
    warc.add("revisit", address, b"", headers={**fields, "WARC-Payload-Digest": digest, **refers})


def sha1_of(body: bytes) -> str:
    import base64

    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


WAYS = ["by the record's id", "by address and digest", "by digest alone, as in WARC 1.0"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("where", ["in this file", "in an earlier file", "later in this file"])
def test_a_revisit_is_the_same_page_seen_again(newsroom: Newsroom, way: str, where: str) -> None:
    def refer(name: str) -> dict[str, str]:
        about = {"WARC-Refers-To-Target-URI": PLACE, "WARC-Refers-To-Date": MADE}
        return {"WARC-Refers-To": name} | about if way == WAYS[0] else about if way == WAYS[1] else {}

    warc, again = Warc(), Warc()
    name = "<urn:uuid:8a1d53de-9f0c-4f7c-9a2f-3f0d3c1f9b11>"
    if where == "later in this file":
        revisit(warc, sha1_of(page()), PLACE, refer(name))
    warc.response(headers={"WARC-Record-ID": name})
    if where != "later in this file":
        revisit(warc if where == "in this file" else again, sha1_of(page()), PLACE, refer(name))
    outcomes = [take(newsroom, warc.data), *([take(newsroom, again.data, "b.warc.gz")] if again.data else [])]
    ((capture, _),) = outcomes[0].kept
    assert [outcome.failures for outcome in outcomes] == [()] * len(outcomes)
    assert outcomes[-1].already == (capture,)
    assert [at.day for at in newsroom.archive.seen(capture)] == [10, 17]
    assert newsroom.verify().found == ()


def test_a_revisit_under_another_address_is_a_capture_that_reads_back_the_first_ones_bytes(newsroom: Newsroom) -> None:
    warc = Warc()
    name = warc.response()
    revisit(warc, sha1_of(page()), f"{PLACE}?from=feed", {"WARC-Refers-To": name})
    (first, _), (second, _) = take(newsroom, warc.data).kept
    assert second.revisit_of == first.id and second.captured_at.day == 17
    assert newsroom.archive.bytes_of(second) == page()
    assert open_newsroom(newsroom.folder).archive.bytes_of(second) == page()


def test_a_server_that_said_nothing_changed_is_found_by_address_and_moment(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.response()
    about = {
        "WARC-Date": "2024-06-17T09:30:00Z",
        "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/server-not-modified",
        "WARC-Refers-To-Target-URI": PLACE,
        "WARC-Refers-To-Date": MADE,
    }
    warc.add("revisit", PLACE, b"", status="304 Not Modified", headers=about)
    outcome = take(newsroom, warc.data)
    assert (outcome.failures, len(outcome.already)) == ((), 1)


def test_a_revisit_is_never_tied_to_a_record_with_another_digest_or_with_none_named(newsroom: Newsroom) -> None:
    warc = Warc()
    name = warc.response()
    revisit(warc, sha1_of(b"other"), PLACE, {"WARC-Refers-To": name})
    warc.add("revisit", PLACE, b"", status="304 Not Modified", headers={"WARC-Date": "2024-06-18T09:30:00Z"})
    outcome = take(newsroom, warc.data)
    assert len(outcome.failures) == 2 and outcome.already == ()


def test_a_revisit_of_what_is_not_here_says_what_to_do(newsroom: Newsroom) -> None:
    warc = Warc()
    revisit(warc, sha1_of(b"other"), PLACE, {"WARC-Refers-To": "<urn:uuid:0>"})
    (failure,) = take(newsroom, warc.data).failures
    assert "does not hold" in failure.reason and "then this one again" in failure.remedy


# --- again, and damaged -----------------------------------------------------------------------------------------------


def test_a_second_run_keeps_nothing_twice(newsroom: Newsroom) -> None:
    warc = Warc()
    for number in range(3):
        warc.response(page(f"Court {number} decided."), f"{PLACE}/{number}")
    take(newsroom, warc.data)
    before = {p.name: p.read_bytes() for p in (newsroom.folder / "archive").iterdir()}
    entries = newsroom.ledger.head()
    again = take(open_newsroom(newsroom.folder, clock=lambda: NOW), warc.data)
    assert (len(again.kept), len(again.already)) == (0, 3)
    assert {p.name: p.read_bytes() for p in (newsroom.folder / "archive").iterdir()} == before
    assert newsroom.ledger.head() == entries


def test_the_same_bytes_archived_on_two_days_are_one_capture_seen_twice(newsroom: Newsroom) -> None:
    early, late = Warc(), Warc()
    late.response()
    early.response(headers={"WARC-Date": "2024-05-02T09:00:00Z"})
    ((capture, _),) = take(newsroom, late.data).kept
    assert take(newsroom, early.data, "early.warc.gz").already == (capture,)
    assert [at.month for at in newsroom.archive.seen(capture)] == [5, 6]


ALGORITHMS = ["sha1", "sha256", "md5", "sha512"]


@pytest.mark.parametrize("field", ["WARC-Payload-Digest", "WARC-Block-Digest"])
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_digest_that_does_not_fit_names_record_and_offset(newsroom: Newsroom, field: str, algorithm: str) -> None:
    warc = Warc()
    wrong = hashlib.new(algorithm, b"other", usedforsecurity=False).hexdigest()
    warc.response(address=f"{PLACE}/good")
    place = len(warc.data)
    name = warc.response(headers={field: f"{algorithm}:{wrong}"})
    outcome = take(newsroom, warc.data)
    (failure,) = outcome.failures
    assert failure.address == PLACE
    assert f"byte {place}, record {name}" in failure.reason and "its digest says" in failure.reason
    assert [capture.address for capture, _ in outcome.kept] == [f"{PLACE}/good"]


def test_a_damaged_record_is_named_by_its_byte_and_the_rest_is_taken(newsroom: Newsroom) -> None:
    for packed in (True, False):
        warc = Warc(packed=packed)
        places = []
        for number in range(3):
            places.append(len(warc.data))
            warc.response(page(f"Court {number} of {packed} decided."), f"{PLACE}/{packed}/{number}")
        data = bytearray(warc.data)
        middle = places[1] + 20 if packed else places[1]
        data[middle] ^= 0xFF
        outcome = take(newsroom, bytes(data), "a.warc.gz" if packed else "a.warc")
        (failure,) = outcome.failures
        assert failure.reason.startswith(f"byte {places[1]}: ")
        assert [capture.address[-1] for capture, _ in outcome.kept] == ["0", "2"]


def test_a_file_cut_in_the_middle_gives_what_is_whole(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.response(address=f"{PLACE}/1")
    place = len(warc.data)
    warc.response(page("Court two decided."), f"{PLACE}/2")
    outcome = take(newsroom, warc.data[:-30])
    assert len(outcome.kept) == 1
    assert outcome.failures[0].reason.startswith(f"byte {place}: the file ends")


REFUSED = [
    (b"", "the file is empty"),
    (b"hello", "no WARC file"),
    (gzip.compress(b"hello"), "no record begins here"),
    (b"\x28\xb5\x2f\xfd\0\0\0", "zstd"),
    (b"WARC/1.0\r\nContent-Length: 5\r\n\r\nab", "ends inside"),
    (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n", "how long it is"),
]


@pytest.mark.parametrize("data, says", REFUSED)
def test_what_is_no_whole_warc_is_refused_with_its_reason(newsroom: Newsroom, data: bytes, says: str) -> None:
    (failure,) = take(newsroom, data).failures
    assert says in failure.reason and failure.remedy


DATES = [("2024-08-01T00:00:00Z", "still to come"), ("yesterday", "cannot be read")]


@pytest.mark.parametrize("date, says", DATES)
def test_a_record_with_an_impossible_date_is_refused(newsroom: Newsroom, date: str, says: str) -> None:
    warc = Warc()
    warc.response(headers={"WARC-Date": date})
    (failure,) = take(newsroom, warc.data).failures
    assert says in failure.reason


def test_only_pages_of_the_desks_outlets_where_asked(newsroom: Newsroom) -> None:
    (newsroom.folder / "outlets.toml").write_text(
        '[[outlet]]\nid = "gazette"\nname = "Gazette"\ndomains = ["gazette.example"]\n'
    )
    newsroom.reread_files()
    warc = Warc()
    warc.response()
    warc.response(address="https://www.gazette.example/2")
    warc.response(address="https://notgazette.example/3")
    outcome = take(newsroom, warc.data, only_outlets=True)
    assert [report.outlet for _, report in outcome.kept] == ["gazette", "gazette"]
    assert outcome.passed == {"not of an outlet of this desk": 1}


def test_a_news_file_of_common_crawl_comes_in_as_it_is(newsroom: Newsroom) -> None:
    """Its records hold decoded bodies under a renamed header, requests beside them, and a digest of the decoded body."""
    warc = Warc(version="WARC/1.0")
    warc.writer.write_record(
        warc.writer.create_warcinfo_record("CC-NEWS.warc.gz", {"software": "Example News Crawler"})
    )
    http = [
        ("Content-Type", "text/html;charset=UTF-8"),
        ("X-Crawler-Content-Encoding", "gzip"),
        ("X-Crawler-Transfer-Encoding", "chunked"),
    ]
    fields = {"WARC-IP-Address": "192.0.2.1", "WARC-Payload-Digest": sha1_of(page()), "WARC-Protocol": "h2"}
    warc.add("request", PLACE, b"", status="GET /forty HTTP/1.1", http=[("Accept-Language", "*")])
    warc.response(http=http, headers=fields)
    outcome = take(newsroom, warc.data, "CC-NEWS-20240610.warc.gz")
    assert (len(outcome.kept), outcome.failures, outcome.passed) == (1, (), {})


def test_a_page_that_the_archivist_cut_is_marked(newsroom: Newsroom) -> None:
    warc = Warc()
    warc.response(headers={"WARC-Truncated": "length"})
    ((_, report),) = take(newsroom, warc.data).kept
    assert report.truncated


def test_our_own_archive_of_another_desk_comes_in_whole(newsroom: Newsroom, tmp_path: Path) -> None:
    new_desk(tmp_path / "other")
    other = open_newsroom(tmp_path / "other", clock=lambda: NOW)
    (tmp_path / "a.note").write_text("Outlet: Gazette\nTitle: Forty\nPublished: 2024-06-10\n\nForty cases.\n")
    ((theirs, _),) = other.capture(tmp_path / "a.note").kept
    ((ours, report),) = newsroom.capture(tmp_path / "other" / "archive" / theirs.record.file).kept
    assert (ours.id, ours.captured_at, report.outlet) == (theirs.id, theirs.captured_at, "gazette")


def test_fastwarc_and_warcio_read_what_was_copied(newsroom: Newsroom) -> None:
    from fastwarc.warc import ArchiveIterator as FastIterator
    from warcio.archiveiterator import ArchiveIterator

    warc = Warc()
    body = coded(page(), "gzip")
    name = warc.response(body, http=[("Content-Type", "text/html"), ("Content-Encoding", "gzip")])
    revisit(warc, sha1_of(body), f"{PLACE}?2", {"WARC-Refers-To": name})
    take(newsroom, warc.data)
    (path,) = (newsroom.folder / "archive").glob("*.warc.gz")
    with path.open("rb") as file:
        read = [
            (r.rec_type, r.content_stream().read() if r.rec_type == "response" else b"") for r in ArchiveIterator(file)
        ]
    assert read == [("warcinfo", b""), ("response", page()), ("revisit", b"")]
    with path.open("rb") as file:
        assert [r.headers["WARC-Type"] for r in FastIterator(file)] == ["warcinfo", "response", "revisit"]


WHOLE = Warc()
WHOLE.response()
WHOLE.add("resource", "urn:reportedly:file:x", b"Forty cases.", warc_content_type="text/plain")
PLAIN = gzip.decompress(WHOLE.data)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from([WHOLE.data, PLAIN]), st.integers(0, len(PLAIN)), st.binary(max_size=6), st.integers(0, 60))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(whole: bytes, at: int, noise: bytes, gone: int) -> None:
    from reportedly.capture.channels.archived import Archived
    from reportedly.capture.channels.warcs import Wanted, in_stream
    from reportedly.types import Failure

    data = whole[:at] + noise + whole[at + gone :]
    items = list(in_stream(io.BytesIO(data), "a.warc", "sha256:0", Wanted(1 << 20, NOW)))
    assert all(item.reason and item.remedy for item in items if isinstance(item, Failure))
    assert all(item.data in (page(), b"Forty cases.") or noise or gone for item in items if isinstance(item, Archived))
