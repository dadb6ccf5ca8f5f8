"""Fuzzes what reads others' files: WARC, WACZ, ZIP, Telegram exports, and what reads the archive's own record and log.

    python benchmarks/fuzz/archives.py 120        # seconds

Whole files are damaged at random (bytes flipped, cut out, doubled, swapped with words of the trade) and offered. Each must come to an end and
give things or failures with a reason and a remedy; nothing else may be raised. A file that breaks this is written beside the program.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly.capture.archives import Archive
from reportedly.capture.channels import addressed
from reportedly.capture.identity import checksum
from reportedly.types import Failure

NOW = datetime(2024, 7, 1, tzinfo=UTC)
PAGE = b"<html><head><title>Forty</title></head><body><p>At least 40 cases.</p></body></html>"
WORDS = (
    b"\r\n\r\n", b"Content-Length: 99999999", b"Content-Length: -1", b"WARC/1.1\r\n", b"WARC-Type: revisit", b"\x1f\x8b\x08", b"PK\x03\x04", b"\0" * 40,
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n", b"../../", b'{"', b"]}", b'"id": ', b"sha1:", b"ffffffff\r\n",
    b"WARC-Date: 9999-99-99", b"\xff\xfe", b"\xed\xa0\x80", b"WARC-Segment-Number: 1\r\n", b"HTTP/1.1 304 x\r\n", b"1e999", b"[" * 200,
)  # fmt: skip


def a_warc(*, packed: bool) -> bytes:
    """Records of all kinds."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "Example"}))
    for kind, body, fields in (
        ("response", PAGE, []),
        ("response", gzip.compress(PAGE), [("Content-Encoding", "gzip")]),
        ("response", b"5\r\n<html\r\n0\r\n\r\n", [("Transfer-Encoding", "chunked")]),
        ("revisit", b"", []),
    ):
        http = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), *fields], protocol="HTTP/1.1")
        headers = {
            "WARC-Date": "2024-06-10T09:30:00Z",
            "WARC-Profile": "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest",
        }
        record = writer.create_warc_record(
            "https://x.example/",
            kind,
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=http,
            warc_headers_dict=headers,
        )
        writer.write_record(record)
    return out.getvalue()


def a_wacz() -> bytes:
    """A WACZ file whose hashes hold."""
    members = {
        "archive/x.warc.gz": a_warc(packed=True),
        "pages/pages.jsonl": b'{"url": "https://x.example/", "title": "T"}\n',
    }
    resources = [{"path": name, "hash": checksum(data)} for name, data in members.items()]
    package = json.dumps({"resources": resources}).encode()
    digest = {
        "hash": checksum(package),
        "signedData": {"hash": checksum(package), "publicKey": "AAAA", "signature": "AAAA"},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as file:
        for name, data in {**members, "datapackage.json": package}.items():
            file.writestr(name, data)
        if random.random() < 0.5:
            file.writestr(
                "datapackage-digest.json", json.dumps(digest if random.random() < 0.3 else {"hash": checksum(package)})
            )
    return out.getvalue()


def a_zip() -> bytes:
    """A ZIP with a note, a page and an export."""
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))
    ) as file:
        file.writestr("a/x.html", PAGE)
        file.writestr("a/result.json", an_export())
        file.writestr("a/photos/p.jpg", b"\xff\xd8\xff")
    return out.getvalue()


def an_export() -> bytes:
    """A channel's export."""
    message = {
        "id": 7,
        "type": "message",
        "date_unixtime": "1717972200",
        "photo": "photos/p.jpg",
        "text": ["Forty ", {"type": "bold", "text": "cases"}],
    }
    return json.dumps(
        {
            "name": "Example",
            "type": "public_channel",
            "id": 1,
            "messages": [message, {**message, "id": 8, "file": "v.mp4"}],
        }
    ).encode()


SEEDS: dict[str, Callable[[], bytes]] = {
    "a.warc.gz": lambda: a_warc(packed=True),
    "a.warc": lambda: a_warc(packed=False),
    "b.warc.gz": lambda: gzip.compress(a_warc(packed=False)),
    "a.wacz": a_wacz,
    "a.zip": a_zip,
    "result.json": an_export,
}


def damaged(data: bytes) -> bytes:
    """One to six damages."""
    for _ in range(random.randint(1, 6)):
        at, length = random.randrange(len(data) + 1), random.choice((1, 1, 4, 30, 400))
        what = random.randrange(5)
        if what == 0 and at < len(data):
            data = data[:at] + bytes([data[at] ^ random.randrange(1, 256)]) + data[at + 1 :]
        elif what == 1:
            data = data[:at] + data[at + length :]
        elif what == 2:
            data = data[:at] + data[at : at + length] * random.randint(2, 20) + data[at + length :]
        elif what == 3:
            word = random.choice(WORDS)
            data = data[:at] + word + data[at + random.choice((0, len(word))) :]
        else:
            data = data[:at] if random.random() < 0.2 else data
    return data


def offer(path: Path) -> str:
    """Offers a file; gives what came of it. Raises AssertionError for a failure that says nothing."""
    items = list(addressed([path], limit=1 << 20, now=NOW))
    for item in items:
        if isinstance(item, Failure):
            assert item.reason and item.remedy and item.address.isprintable(), item
    return "failures" if any(isinstance(item, Failure) for item in items) else "taken whole"


def look(folder: Path, seed: int) -> str:
    """Damages an archive of ours and verifies it; `verify` must name it and raise nothing."""
    archive = Archive(folder / f"archive-{seed}")
    for name in "ab":
        archive.keep(f"urn:x:{name}", PAGE, "text/html", NOW, "file")
    path = random.choice(
        [folder / f"archive-{seed}" / "custody.jsonl", folder / f"archive-{seed}" / "reports-00001.warc.gz"]
    )
    whole = path.read_bytes()
    path.write_bytes(damaged(whole))
    found = list(Archive(folder / f"archive-{seed}").verify())
    list(Archive(folder / f"archive-{seed}").cuts())
    assert found or path.read_bytes() == whole, "a damage was not named"
    return "named"


def main(seconds: float) -> int:
    """Prints how many files were offered and what came of them; gives how many broke the rule."""
    until, counts, broken, seed = time.monotonic() + seconds, Counter[str](), 0, 0
    with tempfile.TemporaryDirectory() as place:
        while time.monotonic() < until:
            seed += 1
            random.seed(seed)
            name = random.choice([*SEEDS, "our archive"])
            path = Path(place) / name
            try:
                if name == "our archive":
                    counts[f"{name}: {look(Path(place), seed)}"] += 1
                else:
                    path.write_bytes(damaged(SEEDS[name]()))
                    counts[f"{name}: {offer(path)}"] += 1
            except Exception as error:
                broken += 1
                print(f"seed {seed}, {name}: {type(error).__name__}: {str(error)[:200]}")
                if path.exists():
                    (Path.cwd() / f"broken-{seed}-{name}").write_bytes(path.read_bytes())
    for what, number in sorted(counts.items()):
        print(f"{number:>7}  {what}")
    print(f"{seed} files, {broken} broke the rule")
    return broken


if __name__ == "__main__":
    sys.exit(1 if main(float(sys.argv[1]) if len(sys.argv) > 1 else 30) else 0)
