"""Other archivists' files: pages a second from a WARC file into archive and ledger, and memory beside the file's size.

`python benchmarks/warcs.py 2000` makes a WARC file of that many pages (and as many pictures) as Common Crawl's news files have them: gzip
member a record, HTTP answers, SHA-1 digests; 500 where none is named. Reading alone is measured on ten times the records.
"""

from __future__ import annotations

import io
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from capture import a_page
from reportedly.capture.channels.archived import Archived
from reportedly.capture.channels.warcs import Wanted, in_file
from reportedly.newsroom import new_desk, open_newsroom

NOW = datetime(2024, 7, 1, tzinfo=UTC)


def a_file(path: Path, pages: int) -> None:
    """Pages of ten invented outlets, each with a picture behind it."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for n in range(pages):
            for address, kind, body in (
                (f"https://outlet{n % 10}.example/{n}", "text/html; charset=utf-8", a_page(n)),
                (f"https://outlet{n % 10}.example/{n}.jpg", "image/jpeg", random.Random(n).randbytes(30_000)),
            ):
                http = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
                dated = {"WARC-Date": "2024-06-10T09:30:00Z"}
                record = writer.create_warc_record(
                    address,
                    "response",
                    payload=io.BytesIO(body),
                    length=len(body),
                    http_headers=http,
                    warc_headers_dict=dated,
                )
                writer.write_record(record)


def peak() -> float:
    """Megabytes of memory at the peak so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(pages: int) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.warc.gz", Path(folder) / "small.warc.gz"
        for many in (pages, 10 * pages):
            a_file(large, many)
            start = time.process_time()
            taken = Counter(isinstance(item, Archived) for item in in_file(large, large.name, Wanted(50 << 20, NOW)))
            seconds, size = time.process_time() - start, large.stat().st_size / 1e6
            print(
                f"read and checked: {size:,.0f} MB, {taken[True]:,} pages, {size / seconds:,.0f} MB per CPU s; peak {peak():,.0f} MB"
            )
        a_file(small, pages)
        new_desk(Path(folder) / "desk")
        newsroom = open_newsroom(Path(folder) / "desk", clock=lambda: NOW)
        start, cpu = time.perf_counter(), time.process_time()
        outcome = newsroom.capture(small)
        wall, cpu = time.perf_counter() - start, time.process_time() - cpu
        print(
            f"kept and entered: {len(outcome.kept):,} pages, {pages / wall:,.0f}/s, {pages / cpu:,.0f} per CPU s; peak {peak():,.0f} MB"
        )
        start = time.perf_counter()
        again = newsroom.capture(small)
        print(f"a second run: {len(again.already):,} held already, {pages / (time.perf_counter() - start):,.0f}/s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
