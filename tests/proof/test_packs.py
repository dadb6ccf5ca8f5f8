"""A pack shows strangers what a count stands on, and lets them check it; it shows nothing of those in danger, or of us."""

from __future__ import annotations

import getpass
import gzip
import io
import json
import random
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import BadInput, NotThere
from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.newsroom.checkpointing import checkpoint
from reportedly.newsroom.packing import pack
from reportedly.proof.verifier import canonical, check, stamped_at, unzipped
from reportedly.types import Verdict

Pack = Callable[[Newsroom], bytes]
NAMES = ("Zlobnin", "Pyotr", "Grubkin", "Semyon", "zlobnin", "2nd battalion", "aged 31")
REVIEWERS = ("Adalinde Korff", "Boris Quenzel")


def files_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def plain(data: bytes) -> bytes:
    """All that a pack holds, with its records unpacked."""
    files = files_of(data)
    return data + gzip.decompress(files["archive/captures.warc.gz"])


def problems(data: bytes) -> list[str]:
    files, broken = unzipped(data)
    return [*broken, *check(files).problems]


def report_named(newsroom: Newsroom, outlet: str) -> str:
    return next(r.id for r in newsroom.held().reports.values() if r.outlet == outlet)


@pytest.fixture
def signed(desk: Newsroom, packed: Pack) -> bytes:
    checkpoint(desk)
    return packed(desk)


# -- what is in it, and who can read it


def test_a_stranger_checks_it_with_the_standard_library_alone(signed: bytes, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(signed)) as opened:
        opened.extractall(tmp_path / "unpacked")
    for arguments in ([], [str(tmp_path / "pack.wacz")]):
        done = subprocess.run(
            [sys.executable, "-I", "-S", "-B", str(tmp_path / "unpacked" / "proof" / "verify.py"), *arguments],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Nothing was found wrong." in done.stdout
        assert "signed by magazine.example" in done.stdout
        assert "1 captures lie in the pack and have their checksums; 1 are withheld" in done.stdout


def test_the_words_are_there_with_their_sentence_and_what_was_decided(signed: bytes) -> None:
    data = json.loads(files_of(signed)["proof/pack.json"])
    assert [f["words"] for f in data["figures"]] == ["at least 800", "At least 950"]
    assert all(f["sentence"][slice(*f["in_sentence"])] == f["words"] for f in data["figures"])
    assert {d["by"] for d in data["decisions"]} == {"reviewer 1", "reviewer 2"}
    assert [d["verdict"] for d in data["decisions"]] == ["assign", "accept", "accept"] * 2
    assert data["tallies"][0]["words"] == "at least 950; no upper figure reported"
    assert data["made_with"]["methods"]


def test_the_same_evidence_gives_the_same_bytes(desk: Newsroom, packed: Pack) -> None:
    checkpoint(desk)
    first = packed(desk)
    assert packed(desk) == first
    assert packed(open_newsroom(desk.folder)) == first


def test_a_brief_can_be_packed_too(desk: Newsroom, tmp_path: Path) -> None:
    figure = next(f.id for f in desk.held().figures.values() if f.bounds.lower == 800)
    text = (
        f"---\ntitle: Those who fled\ndate: 2024-06-12\nteaser: A count.\nfigures:\n  fled: {{figure: {figure}}}\n---\n"
    )
    words = "[At least 800](figure:fled) mobilised soldiers fled, Example Count reported.\n"
    (desk.folder / "briefs" / "those-who-fled.md").write_text(text + words, encoding="utf-8")
    desk.reread_files()
    made = pack(desk, "those-who-fled", tmp_path / "brief.wacz")
    data = json.loads(files_of((tmp_path / "brief.wacz").read_bytes())["proof/pack.json"])
    assert made.signed is False and data["brief"]["text"].endswith(words)
    assert problems((tmp_path / "brief.wacz").read_bytes()) == []


def test_a_brief_ties_its_words_to_withheld_figures_by_the_packs_own_names(desk: Newsroom, tmp_path: Path) -> None:
    figure = next(f.id for f in desk.held().figures.values() if f.bounds.lower == 950)
    text = (
        f"---\ntitle: Those who fled\ndate: 2024-06-12\nteaser: A count.\nfigures:\n  fled: {{figure: {figure}}}\n---\n"
    )
    (desk.folder / "briefs" / "those-who-fled.md").write_text(
        f"{text}[At least 950](figure:fled) fled.\n", encoding="utf-8"
    )
    desk.reread_files()
    pack(desk, "those-who-fled", tmp_path / "brief.wacz")
    data = (tmp_path / "brief.wacz").read_bytes()
    assert figure.encode() not in plain(data) and problems(data) == []
    brief = json.loads(files_of(data)["proof/pack.json"])["brief"]
    assert "{figure: figure-2}" in brief["text"] and brief["proves"] == {}


def test_a_key_that_is_away_leaves_the_checkpoint_signed_and_says_so(
    desk: Newsroom, packed: Pack, key_file: Path
) -> None:
    checkpoint(desk)
    key_file.unlink()
    files, broken = unzipped(packed(desk))
    found = check(files)
    assert (broken, found.problems) == ([], [])
    assert any("no key signed the pack itself" in words for words in found.unchecked)


def test_an_unknown_name_is_refused_with_those_there_are(desk: Newsroom, tmp_path: Path) -> None:
    with pytest.raises(NotThere, match="There are: fled"):
        pack(desk, "nothing", tmp_path / "pack.wacz")
    assert not (tmp_path / "pack.wacz").exists()


def test_that_it_was_packed_is_entered_and_moves_no_mark(desk: Newsroom, packed: Pack) -> None:
    before = desk.held().mark
    packed(desk)
    ((entry, fields),) = desk.ledger.entered(["pack"])
    assert entry.subject == "fled" and str(fields["checksum"]).startswith("sha256:")
    assert desk.held().mark == before


def test_without_a_key_it_says_that_nobody_signed_it(desk: Newsroom, packed: Pack) -> None:
    files, _ = unzipped(packed(desk))
    found = check(files)
    assert found.problems == []
    assert "no key signed this pack" in found.unchecked[0]


# -- others' tools


def test_the_wacz_tools_find_it_valid(signed: bytes, tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("wacz")
    done = subprocess.run(
        [tool, "validate", "-f", str(tmp_path / "pack.wacz")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "the passed WACZ is valid" in done.stdout) == (0, True), done.stdout + done.stderr


def test_other_archivists_libraries_read_the_same_record_where_the_index_says(signed: bytes) -> None:
    from fastwarc.warc import ArchiveIterator as Fast
    from fastwarc.warc import WarcRecordType
    from warcio.archiveiterator import ArchiveIterator

    files = files_of(signed)
    warc = files["archive/captures.warc.gz"]
    (line,) = files["indexes/index.cdx"].decode().splitlines()
    address, moment, said = line.split(" ", 2)
    place = json.loads(said)
    assert moment.isdecimal() and len(moment) == 14
    record = next(iter(ArchiveIterator(io.BytesIO(warc[int(place["offset"]) :]))))
    assert record.rec_headers.get_header("WARC-Target-URI") == place["url"] and address == place["url"].lower()
    body = record.content_stream().read()
    assert body.startswith(b"Outlet: Example Outlet")
    everything = list(Fast(io.BytesIO(warc), record_types=WarcRecordType.any_type))
    assert [r.headers["WARC-Type"] for r in everything] == ["warcinfo", "resource"]
    pages = [json.loads(row) for row in files["pages/pages.jsonl"].splitlines()]
    assert pages[0]["format"] == "json-pages-1.0" and pages[1]["url"] == place["url"]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/a/B?c=1&d=2",
        "http://example.org:8080/x",
        "https://example.org",
        "urn:reportedly:note:A2",
    ],
)
def test_addresses_sort_as_others_sort_them(address: str) -> None:
    from surt import surt  # type: ignore[import-untyped]

    from reportedly.proof.wacz import sortable

    assert sortable(address) == surt(address)


def test_the_records_are_those_of_the_archive_byte_by_byte(desk: Newsroom, signed: bytes) -> None:
    capture = next(c for c in desk.archive.captures() if c.address.endswith("open"))
    stored = (desk.folder / "archive" / capture.record.file).read_bytes()
    place = capture.record
    assert stored[place.offset : place.offset + place.length] in signed


# -- who is kept out of it


def test_private_persons_are_in_no_file_of_it(signed: bytes) -> None:
    inside = plain(signed).decode("utf-8", "replace")
    assert [name for name in NAMES if name in inside] == []
    assert re.search(r"person-[0-9a-f]{6}|withheld", inside)


def test_reviewers_and_grades_are_in_no_file_of_it(signed: bytes) -> None:
    inside = plain(signed).decode("utf-8", "replace")
    assert [name for name in (*REVIEWERS, "never to be seen") if name in inside] == []


def test_nothing_of_our_machine_is_in_it(desk: Newsroom, signed: bytes, key_file: Path) -> None:
    inside = plain(signed)
    ours = [str(desk.folder), str(key_file), str(Path.home()), socket.gethostname(), "the-desks-own-folder"]
    ours += [getpass.getuser()] if len(getpass.getuser()) > 4 else []
    assert [word for word in ours if word.encode() in inside] == []
    for member in zipfile.ZipFile(io.BytesIO(signed)).infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0)
        assert member.extra == b"" and member.external_attr == 0 and member.create_system == 0
    assert not re.search(rb"[T ]\d\d:\d\d:\d\d(\.\d+)?[+-](?!00:00)\d\d:\d\d", inside)


def test_a_page_that_names_somebody_needs_two_different_people_to_go_out(desk: Newsroom, packed: Pack) -> None:
    report = report_named(desk, "second-outlet")

    def included(data: bytes) -> bool:
        return b"Outlet: Second Outlet" in plain(data)

    def release(who: str) -> str:
        return desk.decide(report, Verdict.RELEASE, reviewer=who, reason="the court asked for it").id

    assert not included(packed(desk))
    release("Adalinde Korff")
    release(" adalinde korff")
    assert not included(packed(desk))
    second = release("Boris Quenzel")
    data = packed(desk)
    assert included(data) and problems(data) == []
    in_words = b"".join(
        body for path, body in files_of(data).items() if path[:5] in ("proof", "pages", "datap", "READM")
    )
    assert [name for name in NAMES if name.encode() in in_words] == []
    desk.decide(report, Verdict.UNDO, reviewer="Boris Quenzel", reason="too early", supersedes=second)
    assert not included(packed(desk))


def test_only_a_reports_page_can_be_released_and_only_with_a_reason(desk: Newsroom) -> None:
    with pytest.raises(NotThere, match="no report"):
        desk.decide(next(iter(desk.held().figures)), Verdict.RELEASE, reviewer="Ada", reason="why not")
    with pytest.raises(BadInput, match="a reason"):
        desk.decide(report_named(desk, "second-outlet"), Verdict.RELEASE, reviewer="Ada", reason="")


def test_what_is_withheld_stays_committed_to_and_can_be_opened_later(desk: Newsroom, signed: bytes) -> None:
    from reportedly.proof.verifier import commitment

    lines = [json.loads(line) for line in files_of(signed)["proof/entries.jsonl"].splitlines()]
    report = report_named(desk, "second-outlet")
    seq = next(e.seq for e in desk.ledger.entries(["report"]) if e.subject == report)
    line = next(line for line in lines if line["seq"] == seq)
    assert "text" in line["commitments"] and "text" not in line["opened"] and "@by" not in line["opened"]
    kept = desk.ledger.payload(seq)["text"]
    assert kept.salt and len(kept.salt) >= 16
    assert commitment(kept.salt, kept.value) == line["commitments"]["text"]


def test_no_id_that_follows_from_withheld_bytes_or_a_reviewers_name_is_told(desk: Newsroom, signed: bytes) -> None:
    held = desk.held()
    report = held.reports[report_named(desk, "second-outlet")]
    hidden = [report.id, report.capture, held.captures[report.capture].checksum.partition(":")[2]]
    hidden += [f.id for f in held.figures.values() if f.report == report.id] + [d.id for d in held.decisions]
    assert [one for one in hidden if one.encode() in plain(signed)] == []


@pytest.mark.parametrize(
    "tell",
    [
        "Page saved with SingleFile\n saved date: Mon May 27 2024 12:00:00 GMT+0300 (Moscow Standard Time)",
        "file:///C:/Users/somebody/desk/page.html",
        "/home/somebody/desk",
    ],
)
def test_a_saved_page_that_tells_on_who_saved_it_stays_out(
    desk: Newsroom, tmp_path: Path, packed: Pack, tell: str
) -> None:
    page = f"<html><!-- {tell} --><head><title>A count</title></head><body><article><h1>A count</h1><p>"
    words = "By 9 June 2024 at least 1,000 mobilised soldiers had fled, according to the court. Nothing else of it can be seen from here, and nobody was asked. "
    (tmp_path / "page.html").write_text(page + words + "</p></article></body></html>", encoding="utf-8")
    accept_the_thousand(desk, tmp_path / "page.html")
    data = packed(desk)
    assert tell.encode() not in plain(data)
    assert b"1,000" in plain(data) and problems(data) == []


def test_a_mail_stays_out_since_it_says_whom_it_was_sent_to(desk: Newsroom, tmp_path: Path, packed: Pack) -> None:
    words = (
        "By 9 June 2024 at least 1,000 mobilised soldiers had fled, according to the court. Nothing else can be seen.\n"
    )
    head = "From: news@outlet.example\nTo: our-own-box@desk.example\nSubject: A count\nMessage-ID: <1@outlet.example>\n"
    (tmp_path / "letter.eml").write_text(f"{head}Date: Tue, 11 Jun 2024 10:00:00 +0300\n\n{words}", encoding="utf-8")
    accept_the_thousand(desk, tmp_path / "letter.eml")
    data = packed(desk)
    assert b"our-own-box" not in plain(data) and b"1,000" in plain(data) and problems(data) == []


def served(fields: list[tuple[str, str]], *, coded: bool) -> bytes:
    """A page about a count as somebody else's archive holds it: a gzip member with the server's whole answer."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    words = b"By 9 June 2024 at least 1,000 mobilised soldiers had fled, according to the court. Nothing else of it can be seen from here, and nobody was asked. "
    page = (
        b"<html><head><title>A count</title></head><body><article><h1>A count</h1><p>"
        + words
        + b"</p></article></body></html>"
    )
    packed_page = gzip.compress(page, mtime=0)
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed_page), packed_page) if coded else page
    codings = [("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")] if coded else []
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *codings, *fields], protocol="HTTP/1.1")
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        "https://outlet.example/a",
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=headers,
        warc_headers_dict={"WARC-Date": "2024-06-11T08:00:00Z"},
    )
    writer.write_record(record)
    return out.getvalue()


def accept_the_thousand(desk: Newsroom, file: Path) -> None:
    """Captures a file, reads it, and has two people accept its figure of 1,000."""
    assert desk.capture(file).failures == ()
    desk.read()
    figure = next(f.id for f in desk.held().figures.values() if f.bounds.lower == 1000)
    desk.decide(figure, Verdict.ASSIGN, reviewer="Ada", reason="", to="fled")
    for who in REVIEWERS:
        desk.decide(figure, Verdict.ACCEPT, reviewer=who, reason="")


@pytest.mark.parametrize("coded", [True, False])
def test_a_servers_whole_answer_goes_along_and_its_body_is_checked(
    desk: Newsroom, tmp_path: Path, packed: Pack, coded: bool
) -> None:
    record = served([], coded=coded)
    (tmp_path / "others.warc.gz").write_bytes(record)
    accept_the_thousand(desk, tmp_path / "others.warc.gz")
    data = packed(desk)
    assert record in data and problems(data) == []
    assert any("2 captures lie in the pack" in words for words in check(files_of(data)).notes)


@pytest.mark.parametrize(
    ("field", "stays_out"),
    [
        (("X-Client-IP", "203.0.113.7"), True),
        (("CF-IPCountry", "DE"), True),
        (("Set-Cookie", "GeoIP=DE:BE:Berlin; path=/"), True),
        (("Set-Cookie", "theme=dark"), False),
        (("X-Cache", "hit"), False),
    ],
)
def test_an_answer_that_says_where_it_was_asked_from_stays_out(
    desk: Newsroom, tmp_path: Path, packed: Pack, field: tuple[str, str], stays_out: bool
) -> None:
    (tmp_path / "others.warc.gz").write_bytes(served([field], coded=False))
    accept_the_thousand(desk, tmp_path / "others.warc.gz")
    assert (f"{field[0]}: {field[1]}".encode() not in plain(packed(desk))) == stays_out


def test_the_demonstrations_packs_name_nobody_private(demo_desk: Path, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(demo_desk, tmp_path / "demo")
    newsroom = open_newsroom(tmp_path / "demo")
    held = newsroom.held()
    private = {m.quote.words for r in held.readings.values() for m in r.persons if not m.public}
    flagged = {(r.report, m.quote.words) for r in held.readings.values() for m in r.persons}
    texts = {r.id: r.text for r in held.reports.values()}
    own_words = " ".join([*held.briefs.values(), *(f"{q.asks} {q.definition}" for q in held.questions.values())])
    private = {name for name in private if name not in own_words}
    private -= {name for name in private for r, text in texts.items() if name in text and (r, name) not in flagged}
    naming = [r for r, reading in held.readings.items() if any(not m.public for m in reading.persons)]
    asked = {
        f.question for f in held.findings.values() for figure in f.figures if held.figures[figure].report in naming
    }
    for subject in ("forced-back-to-the-front", *sorted(asked)[:3]):
        made = pack(newsroom, subject, tmp_path / "pack.wacz")
        data = (tmp_path / "pack.wacz").read_bytes()
        assert problems(data) == []
        words = {
            path: body.decode() for path, body in files_of(data).items() if path.endswith((".json", ".html", ".jsonl"))
        }
        people = {d.reviewer for d in held.decisions} | {d.id for d in held.decisions}
        assert [who for who in people if who.encode() in plain(data)] == []
        assert [(subject, path) for path, text in words.items() for name in private if name in text] == []
        assert made.included or made.withheld or not json.loads(words["proof/pack.json"])["figures"]


# -- what was changed is named


def test_a_changed_byte_anywhere_is_found_and_named(signed: bytes) -> None:
    chance = random.Random(337)
    places = sorted(chance.sample(range(len(signed)), 40))
    inside = {(info.filename): info for info in zipfile.ZipFile(io.BytesIO(signed)).infolist()}
    for place in places:
        changed = bytearray(signed)
        changed[place] ^= 1 << chance.randrange(8)
        found = problems(bytes(changed))
        assert found, place
        near = [
            name
            for name, info in inside.items()
            if info.header_offset + 30 + len(name) <= place < info.header_offset + 30 + len(name) + info.file_size
        ]
        assert any(words.startswith((*near, "the container")) for words in found), (place, near, found)
        assert not near or any(near[0] in words or "datapackage" in words for words in found), (place, near, found)


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    """The smallest files that the checks look at, for being spoilt."""
    from reportedly.proof.wacz import listed

    head = "desk.example\n1\n" + "A" * 43 + "=\nat 2024-06-10T12:00:00Z\nhead 0\ncustody 0 0\n"
    data: dict[str, object] = {"reports": [], "captures": [], "figures": []}
    entry = {"seq": 1, "commitments": {"a": "0" * 64}, "opened": {}, "path": []}
    files = {
        "proof/pack.json": canonical(data),
        "proof/entries.jsonl": canonical(entry) + b"\n",
        "proof/checkpoint.txt": head.encode(),
        "proof/stamp-x.tsr": bytes.fromhex("3003020100"),
    }
    return listed(files, "small", datetime(2024, 6, 10, tzinfo=UTC), lambda _: None)


@given(
    path=st.sampled_from(["pack.json", "entries.jsonl", "checkpoint.txt", "stamp-x.tsr"]),
    spoilt=st.binary(max_size=80)
    | st.recursive(st.none() | st.integers() | st.text(max_size=4), st.lists).map(canonical),
)
@settings(max_examples=60, deadline=None)
def test_spoilt_files_give_a_verdict_and_never_a_crash(small: dict[str, bytes], path: str, spoilt: bytes) -> None:
    assert check({**small, f"proof/{path}": spoilt}).problems


@given(data=st.binary(max_size=200), start=st.sampled_from([b"", b"PK\3\4", b"\x30\x82"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_verdict(data: bytes, start: bytes) -> None:
    assert problems(start + data)
    assert stamped_at(start + data, b"\0" * 32) is None


def resealed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files as somebody would list them anew who changed one and has no key."""
    from hashlib import sha256

    listing = json.loads(files["datapackage.json"])
    for one in listing["resources"]:
        one["hash"] = "sha256:" + sha256(files[one["path"]]).hexdigest()
    body = (json.dumps(listing, ensure_ascii=False, indent=1) + "\n").encode()
    digest = json.loads(files["datapackage-digest.json"]) | {"hash": "sha256:" + sha256(body).hexdigest()}
    return {**files, "datapackage.json": body, "datapackage-digest.json": canonical(digest)}


@pytest.mark.parametrize(
    ("path", "before", "after", "says"),
    [
        (
            "proof/entries.jsonl",
            "at least 800 mobilised",
            "at least 900 mobilised",
            "is not what the desk committed to",
        ),
        ("proof/pack.json", '"words": "at least 800"', '"words": "at least 900"', "is not what entry"),
        ("proof/pack.json", '"verdict": "accept"', '"verdict": "refuse"', "is not what entry"),
        ("proof/pack.json", '"by": "reviewer 1"', '"by": "reviewer 3"', "what was signed is another pack"),
        ("proof/checkpoint.txt", "at 2024", "at 2023", "its signature does not fit"),
    ],
)
def test_who_lists_the_files_anew_is_still_found_out(
    signed: bytes, path: str, before: str, after: str, says: str
) -> None:
    files = files_of(signed)
    assert before in files[path].decode()
    forged = resealed({**files, path: files[path].decode().replace(before, after, 1).encode()})
    found = check(forged).problems
    assert any(says in words for words in found), found
    assert any("signed is another pack" in words for words in found)


@pytest.mark.parametrize(
    ("before", "after"),
    [("path", "qath"), ("note", "nose"), ("hash", "hasi"), ("{", "["), ("datapackage.json", "datapackage.jsom")],
)
def test_the_sum_of_the_list_says_nothing_else(signed: bytes, before: str, after: str) -> None:
    files = files_of(signed)
    summed = files["datapackage-digest.json"].decode().replace(before, after, 1).encode()
    assert any(
        words.startswith("datapackage-digest.json")
        for words in check({**files, "datapackage-digest.json": summed}).problems
    )


def test_another_key_than_the_desks_own_is_found_out(signed: bytes) -> None:
    assert any("not among the keys" in words for words in check(files_of(signed), keys=[]).problems)


def test_a_missing_and_an_added_file_are_named(signed: bytes) -> None:
    files = files_of(signed)
    less = {path: body for path, body in files.items() if path != "proof/index.html"}
    assert check(less).problems == ["proof/index.html: is missing"]
    assert check({**files, "proof/extra.txt": b"x"}).problems == ["proof/extra.txt: is not part of the pack"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all", b"PK\3\4" + b"\0" * 40])
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    assert problems(data)


def test_the_page_loads_nothing(signed: bytes) -> None:
    page = files_of(signed)["proof/index.html"].decode()
    assert "default-src 'none'" in page
    assert re.findall(r"<(?:script|img|link|iframe|object|embed|video|audio|source)\b", page) == []
    assert re.findall(r"(?:src|srcset|action)=|url\(|@import", page) == []
