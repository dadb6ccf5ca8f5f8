"""Files of a proof pack -> a WACZ 1.1.1: records, their index, the list of pages, and the list of all files with sums.

The same input gives the same bytes: no clock, no host, no owner, no compression that depends on a library's version.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from reportedly.proof.verifier import LISTED, SUMMED, canonical
from reportedly.types import Capture, Json, Record

VERSION = "1.1.1"
RECORDS = "archive/captures.warc.gz"


def archive_of(stored: Iterable[tuple[Capture, bytes]], at: datetime) -> tuple[bytes, dict[str, Record]]:
    """Captures with their records as stored (gzip members) -> one WARC file, and where each capture's record lies in it.

    The records are copied byte by byte; the same record is copied once.
    """
    out = bytearray(_info(at))
    places: dict[str, Record] = {}
    there: dict[bytes, int] = {}
    for capture, data in stored:
        if data not in there:
            there[data] = len(out)
            out += data
        places[capture.id] = Record(RECORDS, there[data], len(data))
    return bytes(out), places


def _info(at: datetime) -> bytes:
    """The `warcinfo` record that opens the file: which format, and nothing of who made it."""
    from warcio.warcwriter import WARCWriter

    lines = b"software: reportedly\r\nformat: WARC File Format 1.1\r\n"
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    name = uuid5(NAMESPACE_URL, f"reportedly:pack {_moment(at)}")
    headers = {"WARC-Date": _moment(at), "WARC-Record-ID": f"<urn:uuid:{name}>"}
    record = writer.create_warc_record(
        None, "warcinfo", BytesIO(lines), len(lines), "application/warc-fields", warc_headers_dict=headers
    )
    writer.write_record(record)
    return out.getvalue()


def index_of(captures: Iterable[Capture], places: Mapping[str, Record]) -> bytes:
    """The CDXJ index of the records: sortable address, moment (14 digits), and where the record lies."""
    lines = set()
    for capture in captures:
        place = places[capture.id]
        said = {
            "url": capture.address,
            "mime": capture.media_type.partition(";")[0].strip(),
            "status": str(capture.status or 200),
            "digest": capture.checksum,
            "length": str(place.length),
            "offset": str(place.offset),
            "filename": Path(RECORDS).name,
        }
        lines.add(
            f"{sortable(capture.address)} {capture.captured_at:%Y%m%d%H%M%S} {json.dumps(said, ensure_ascii=False)}\n"
        )
    return "".join(sorted(lines)).encode()


def sortable(address: str) -> str:
    """An address with its host turned round, so that one site's pages lie together (SURT).

    >>> sortable("https://www.Example.org/News?b=1")
    'org,example)/news?b=1'
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return address.lower()
    host = parts.hostname.removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}{port}){parts.path or '/'}{query}".lower()


def pages_of(captures: Iterable[tuple[Capture, str]]) -> bytes:
    """The list of pages: each capture with its headline."""
    head: dict[str, Json] = {"format": "json-pages-1.0", "id": "pages", "title": "Captured pages"}
    rows: list[dict[str, Json]] = [
        {"id": f"page-{number}", "url": capture.address, "ts": _moment(capture.captured_at), "title": title}
        for number, (capture, title) in enumerate(captures, 1)
    ]
    return b"".join(canonical(row) + b"\n" for row in [head, *rows])


def listed(
    files: Mapping[str, bytes], title: str, at: datetime, signed: Callable[[str], str | None]
) -> dict[str, bytes]:
    """The files with the list of them, and the sum of that list; `signed` signs lines that name it, where there is a key."""
    resources: list[Json] = [
        {
            "name": path.lower().replace("_", "-"),
            "path": path,
            "hash": _sum(data),
            "bytes": len(data),
        }
        for path, data in sorted(files.items())
    ]
    package: dict[str, Json] = {
        "profile": "data-package",
        "name": "reportedly-pack",
        "title": title,
        "wacz_version": VERSION,
        "created": _moment(at),
        "software": "reportedly",
        "resources": resources,
    }
    listing = pretty(package)
    digest: dict[str, Json] = {"path": LISTED, "hash": _sum(listing)}
    note = signed(f"reportedly pack 1\n{_sum(listing)}\n")
    return {**files, LISTED: listing, SUMMED: canonical(digest | ({"note": note} if note else {}))}


def pretty(value: Mapping[str, Json]) -> bytes:
    """JSON that a person can read."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def verifier() -> bytes:
    """The program that checks a pack, as it is handed over."""
    return Path(__file__).with_name("verifier.py").read_bytes()


def read_me(title: str) -> bytes:
    """What stands at the top of a pack."""
    return (
        f"{title}\n\n"
        "This is a proof pack made with Reportedly, and a web archive (WACZ 1.1.1).\n\n"
        "Read it:    open proof/index.html in a browser; nothing is loaded from elsewhere.\n"
        "Check it:   python3 proof/verify.py   (Python 3.9 or later, nothing else needed, nothing is sent)\n"
        "            It says what it checked, and what it cannot tell. Who trusts nobody takes verify.py from elsewhere.\n"
        "Look at it: any viewer for WACZ files shows the captured pages.\n\n"
        "What is withheld stays committed to: proof/entries.jsonl holds salted SHA-256 commitments, and whoever is shown\n"
        "the value and its salt can check that it is what the desk entered then.\n"
    ).encode()


def _sum(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
