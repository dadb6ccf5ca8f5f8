"""Other archivists' WACZ files: hashes and signatures hold or nothing is taken; pages are those that they list."""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly.capture.channels import addressed
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.types import Captured, Failure, Json

NOW = datetime(2024, 7, 1, 12, tzinfo=UTC)
PLACE = "https://gazette.example/forty"
SENTENCE = "<p>The count rests on the pages of the courts, which were read one by one.</p>"


def page(words: str = "At least 40 cases were decided.", title: str = "<title>Forty cases</title>") -> bytes:
    return f"<html lang=en><head>{title}</head><body><article><p>{words}</p>{SENTENCE * 3}</article></body></html>".encode()


def warc(*responses: tuple[str, bytes, str]) -> bytes:
    """Responses (address, body, status) as a WARC file."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for address, body, status in responses:
        fields = [("Content-Type", "text/html"), *([("Location", f"{PLACE}/moved")] if status[0] == "3" else [])]
        http = StatusAndHeaders(status, fields, protocol="HTTP/1.1")
        dated = {"WARC-Date": "2024-06-10T09:30:00Z"}
        writer.write_record(
            writer.create_warc_record(
                address, "response", io.BytesIO(body), len(body), http_headers=http, warc_headers_dict=dated
            )
        )
    return out.getvalue()


def sha256(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def pages(*listed: tuple[str, str]) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    lines: list[dict[str, str]] = [
        head,
        *({"url": url, "title": title, "ts": "2024-06-10T09:30:00Z"} for url, title in listed),
    ]
    return b"".join(json.dumps(line).encode() + b"\n" for line in lines)


def wacz(
    members: dict[str, bytes],
    *,
    sign: Callable[[str], dict[str, Json]] | None = None,
    hashes: dict[str, str] | None = None,
    digest: str | None = None,
    how: int = zipfile.ZIP_STORED,
) -> bytes:
    """Members in, a WACZ file out; `hashes` and `digest` are told in the place of the true ones."""
    resources: list[Json] = [
        {"name": name, "path": name, "hash": (hashes or {}).get(name, sha256(data)), "bytes": len(data)}
        for name, data in members.items()
    ]
    package = json.dumps({"profile": "data-package", "wacz_version": "1.1.1", "resources": resources}).encode()
    told = digest or sha256(package)
    signed = {"signedData": sign(told)} if sign else {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as file:
        for name, data in members.items():
            file.writestr(name, data)
        file.writestr("datapackage.json", package)
        file.writestr("datapackage-digest.json", json.dumps({"path": "datapackage.json", "hash": told, **signed}))
    return out.getvalue()


WARC = warc((PLACE, page(), "200 OK"), (f"{PLACE}/advert", page("Buy."), "200 OK"))
MEMBERS = {"archive/data.warc.gz": WARC, "pages/pages.jsonl": pages((PLACE, "Forty")), "indexes/index.cdx": b"lies"}
KEY = ec.derive_private_key(123456789, ec.SECP384R1())


def anonymous(hash_: str, *, raw: bool = True) -> dict[str, Json]:
    der = KEY.sign(hash_.encode(), ec.ECDSA(SHA256()))
    r, s = utils.decode_dss_signature(der)
    signature = r.to_bytes(48, "big") + s.to_bytes(48, "big") if raw else der
    public = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return {
        "hash": hash_,
        "signature": base64.b64encode(signature).decode(),
        "publicKey": base64.b64encode(public).decode(),
        "created": "2024-06-11T00:00:00Z",
        "software": "Example Archiver 1",
    }


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    return open_newsroom(tmp_path / "desk", clock=lambda: NOW)


def take(newsroom: Newsroom, data: bytes) -> Captured:
    path = newsroom.folder.parent / "crawl.wacz"
    path.write_bytes(data)
    return newsroom.capture(path)


def test_the_pages_that_are_listed_are_kept_and_what_was_received_is_entered(newsroom: Newsroom) -> None:
    data = wacz(MEMBERS)
    outcome = take(newsroom, data)
    ((capture, report),) = outcome.kept
    assert (capture.address, capture.channel, report.headline) == (PLACE, "wacz", "Forty cases")
    assert outcome.failures == ()
    assert outcome.passed == {"not among the pages that the archive lists": 1}
    assert outcome.notes == ("crawl.wacz: not signed: the hashes show damage, not who made the file",)
    ((entry, fields),) = newsroom.ledger.entered(["received"])
    assert (entry.subject, fields["file"]) == (sha256(data), "crawl.wacz")
    assert newsroom.archive.bytes_of(capture) == page()
    assert len(take(newsroom, data).already) == 1
    assert newsroom.verify().found == ()


@pytest.mark.parametrize("how", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_members_may_be_packed(newsroom: Newsroom, how: int) -> None:
    assert len(take(newsroom, wacz(MEMBERS, how=how)).kept) == 1


def test_without_a_list_of_pages_every_page_is_taken(newsroom: Newsroom) -> None:
    assert len(take(newsroom, wacz({"archive/data.warc.gz": WARC})).kept) == 2


def test_a_page_without_a_title_has_the_one_that_is_listed(newsroom: Newsroom) -> None:
    bare = {**MEMBERS, "archive/data.warc.gz": warc((PLACE, page(title=""), "200 OK"))}
    ((_, report),) = take(newsroom, wacz(bare)).kept
    assert report.headline == "Forty"


def test_a_listed_page_that_leads_elsewhere_is_taken_from_there(newsroom: Newsroom) -> None:
    moved = warc((PLACE, b"", "301 Moved"), (f"{PLACE}/moved", page(), "200 OK"))
    outcome = take(newsroom, wacz({**MEMBERS, "archive/data.warc.gz": moved}))
    assert [capture.address for capture, _ in outcome.kept] == [f"{PLACE}/moved"]
    assert outcome.failures == ()


def test_listed_pages_that_were_gone_or_are_not_there_are_failures(newsroom: Newsroom) -> None:
    gone = {
        "archive/data.warc.gz": warc((PLACE, b"", "404 Not Found")),
        "pages/pages.jsonl": pages((PLACE, ""), (f"{PLACE}/2#part", "")),
    }
    first, second = sorted(take(newsroom, wacz(gone)).failures, key=lambda failure: failure.address)
    assert first.gone and first.seen_at == datetime(2024, 6, 10, 9, 30, tzinfo=UTC)
    assert second.address == f"{PLACE}/2" and "holds no record" in second.reason


@pytest.mark.parametrize("raw", [True, False], ids=["as browsers sign", "as servers sign"])
def test_an_anonymous_signature_that_holds_is_told_with_its_key(newsroom: Newsroom, raw: bool) -> None:
    outcome = take(newsroom, wacz(MEMBERS, sign=lambda hash_: anonymous(hash_, raw=raw)))
    (note,) = outcome.notes
    assert "the signature fits" in note and "whoever that is" in note and len(outcome.kept) == 1


def test_a_domains_signature_says_that_its_chain_was_not_checked(newsroom: Newsroom) -> None:
    from cryptography import x509

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "archive.example")])
    made = x509.CertificateBuilder(name, name, KEY.public_key(), 7, datetime(2024, 1, 1), datetime(2025, 1, 1))  # noqa: DTZ001  # as the library has it
    pem = made.sign(KEY, SHA256()).public_bytes(Encoding.PEM).decode()

    def sign(hash_: str) -> dict[str, Json]:
        return {**anonymous(hash_, raw=False), "domain": "archive.example", "domainCert": pem}

    (note,) = take(newsroom, wacz(MEMBERS, sign=sign)).notes
    assert "archive.example" in note and "not checked to a root" in note


def other(name: str, value: Json) -> Callable[[str], dict[str, Json]]:
    return lambda hash_: {**anonymous(hash_), name: value}


FORGED = [
    ("another signature", other("signature", base64.b64encode(bytes(96)).decode()), "does not fit"),
    ("no signature", other("signature", None), "does not fit"),
    ("another hash", other("hash", "sha256:00"), "another datapackage"),
    ("a broken key", other("publicKey", "AAAA"), "key cannot be read"),
    ("a broken certificate", other("domainCert", "AAAA"), "certificate cannot be read"),
    (
        "another key",
        lambda hash_: {**anonymous(hash_), "signature": anonymous("sha256:11")["signature"]},
        "does not fit",
    ),
]


@pytest.mark.parametrize("sign, says", [row[1:] for row in FORGED], ids=[row[0] for row in FORGED])
def test_a_signature_that_does_not_hold_takes_nothing(
    newsroom: Newsroom, sign: Callable[[str], dict[str, Json]], says: str
) -> None:
    outcome = take(newsroom, wacz(MEMBERS, sign=sign))
    assert outcome.kept == ()
    (failure,) = outcome.failures
    assert says in failure.reason and failure.remedy


def test_a_package_that_its_digest_does_not_know_takes_nothing(newsroom: Newsroom) -> None:
    outcome = take(newsroom, wacz(MEMBERS, digest="sha256:" + "0" * 64))
    assert outcome.kept == () and "changed or damaged" in outcome.failures[0].reason


@pytest.mark.parametrize("name", ["archive/data.warc.gz", "pages/pages.jsonl"])
def test_a_file_that_is_not_what_the_package_says_is_not_taken(newsroom: Newsroom, name: str) -> None:
    for hash_ in ("sha256:" + "0" * 64, "", "sha1:x"):
        outcome = take(newsroom, wacz(MEMBERS, hashes={name: hash_}))
        assert outcome.kept == ()
        assert outcome.failures[0].address == f"crawl.wacz/{name}"


def test_a_wrong_index_is_said_and_harms_nothing(newsroom: Newsroom) -> None:
    outcome = take(newsroom, wacz(MEMBERS, hashes={"indexes/index.cdx": "sha256:" + "0" * 64}))
    assert len(outcome.kept) == 1 and "index.cdx" in outcome.failures[0].address


def test_names_that_lead_out_are_refused(newsroom: Newsroom) -> None:
    outcome = take(newsroom, wacz({**MEMBERS, "archive/../../evil.warc.gz": WARC}))
    assert len(outcome.kept) == 1
    assert any("leads out" in failure.reason for failure in outcome.failures)


def test_a_zip_that_is_no_wacz_is_told(newsroom: Newsroom) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "x")
    assert "no datapackage.json" in take(newsroom, out.getvalue()).failures[0].reason
    assert "no ZIP" in take(newsroom, b"hello").failures[0].reason


def test_what_the_wacz_tool_makes_comes_in(newsroom: Newsroom, tmp_path: Path) -> None:
    source, made = tmp_path / "data.warc.gz", tmp_path / "made.wacz"
    source.write_bytes(WARC)
    tool = Path(sys.executable).with_name("wacz")
    if not tool.exists():
        pytest.skip("needs the wacz tool")
    subprocess.run([tool, "create", "-f", source, "-o", made, "--detect-pages"], check=True, capture_output=True)
    outcome = newsroom.capture(made)
    assert {capture.address for capture, _ in outcome.kept} == {PLACE, f"{PLACE}/advert"}
    assert outcome.failures == ()


def test_what_another_desk_packed_comes_in(newsroom: Newsroom, demo_desk: Path, tmp_path: Path) -> None:
    theirs, pack = tmp_path / "theirs", tmp_path / "pack.wacz"
    shutil.copytree(demo_desk, theirs)
    command = [
        Path(sys.executable).with_name("reportedly"),
        "pack",
        "forced-back-to-the-front",
        "-o",
        pack,
        "--desk",
        theirs,
    ]
    subprocess.run(
        command, check=True, capture_output=True, env={**os.environ, "REPORTEDLY_SIGNING_KEY": str(tmp_path / "key")}
    )
    newsroom.clock = lambda: datetime(2030, 1, 1, tzinfo=UTC)
    outcome = newsroom.capture(pack)
    held = {capture.id: capture.captured_at for capture in open_newsroom(theirs).archive.captures()}
    assert outcome.kept and outcome.failures == ()
    assert {capture.id: capture.captured_at for capture, _ in outcome.kept}.items() <= held.items()


WHOLE = wacz(MEMBERS, sign=anonymous)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=6), st.integers(0, 60))
def test_a_damaged_wacz_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes, gone: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.wacz"
    path.write_bytes(WHOLE[:at] + noise + WHOLE[at + gone :])
    items = list(addressed([path], limit=1 << 20, now=NOW))
    assert items
    assert all(item.reason and item.remedy for item in items if isinstance(item, Failure))
