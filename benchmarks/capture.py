"""The archive: captures kept a second (each safely on the disk), opening again, verify; saved pages to reports a second.

`python benchmarks/capture.py 10000` keeps that many pages (1,000 where none is named); verify is timed on 200 MB.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reportedly.capture.archives import Archive
from reportedly.capture.markup import article_text, read_page
from reportedly.types import Capture

AT = datetime(2024, 6, 10, tzinfo=UTC)
MEGABYTES = 200


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def a_page(n: int) -> bytes:
    """A saved page of about 30 paragraphs, invented, the same for the same number."""
    chance = random.Random(n)
    sentence = (
        "The court decided {} cases in the month, according to a count of the court's own pages, and {} men were heard."
    )
    body = "".join(f"<p>{' '.join([sentence] * 3).format(*chance.sample(range(999), 6))}</p>" for _ in range(30))
    menu = "".join(f'<li><a href="/{n}">Section {n}</a></li>' for n in range(40))
    title = f"<title>Page {n}</title><link rel=canonical href=https://gazette.example/{n}>"
    return f"<html lang=en><head>{title}</head><body><ul>{menu}</ul><article>{body}</article></body></html>".encode()


def main(many: int) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as folder:
        pages = [a_page(n) for n in range(many)]
        archive = Archive(Path(folder) / "pages")
        seconds = timed(lambda: [keep(archive, n, page) for n, page in enumerate(pages)])
        print(f"keep, one at a time, each on the disk: {many / seconds:,.0f} pages/s")
        again = Archive(Path(folder) / "pages")
        print(f"open again and list {many:,} captures: {timed(lambda: list(again.captures())):.2f} s")
        kept = list(again.captures())
        print(f"bytes back, checked: {many / timed(lambda: [again.bytes_of(c) for c in kept]):,.0f} pages/s")
        large = Archive(Path(folder) / "large")
        chance = random.Random(0)
        for n in range(MEGABYTES // 20):
            keep(large, n, chance.randbytes(20 << 20))
        print(f"verify: {MEGABYTES / timed(lambda: list(large.verify())):,.0f} MB/s")
    some = [page.decode() for page in pages[:100]]
    alone = timed(lambda: [article_text(page) for page in some])
    whole = timed(lambda: [read_page(page.encode(), "page", seen=AT.date()) for page in some])
    print(f"page to report: {100 / whole:,.0f} pages/s (trafilatura's text alone: {100 / alone:,.0f} pages/s)")
    print(f"memory at the peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def keep(archive: Archive, n: int, page: bytes) -> Capture:
    return archive.keep(f"urn:reportedly:file:{n}.html", page, "text/html", at=AT, channel="file")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
