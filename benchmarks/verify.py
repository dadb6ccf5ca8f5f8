"""How long `verify` takes for an archive of 1 GB, and how much memory: bar 20 s.

`python benchmarks/verify.py 1000` makes that many MB of stored records in a temporary folder (300 where none is named): four fifths pages
of invented words as a press site's markup packs them (about 1 : 4), the rest what does not pack, as PDFs and pictures do.
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from reportedly.capture.archives import Archive
from reportedly.capture.archives.custody import Act, Did, line_of
from reportedly.capture.archives.warc import resource_record
from reportedly.capture.identity import capture_id, checksum
from reportedly.types import GENESIS, Capture, Record

AT = datetime(2024, 6, 10, tzinfo=UTC)
KINDS = 400


def words() -> list[str]:
    """Invented words, as often as their place in the list allows: text packs as text does."""
    chance = random.Random(1)
    return ["".join(chance.choices("etaoinshrdlu", k=chance.randint(2, 9))) for _ in range(6000)]


def a_page(n: int, known: list[str], weights: list[float]) -> bytes:
    """About 60 KB of a page: menu, markup, text."""
    chance = random.Random(n)
    menu = "".join(
        f'<li class="menu__item"><a class="menu__link" href="/section/{k}/">Section {k}</a></li>' for k in range(120)
    )
    text = "".join(f'<p class="article__text">{" ".join(chance.choices(known, weights, k=70))}.</p>' for _ in range(70))
    return f"<html><head><title>Page {n}</title></head><body><ul>{menu}</ul><article>{text}</article></body></html>".encode()


def fill(folder: Path, megabytes: int) -> tuple[int, int]:
    """An archive of so many MB, written at one stroke; gives captures and the bytes that they hold unpacked."""
    known = words()
    weights = [1 / (place + 10) for place in range(len(known))]
    bodies = [a_page(n, known, weights) for n in range(KINDS)]
    bodies += [random.Random(n).randbytes(60_000) for n in range(KINDS // 40)]
    folder.mkdir()
    number = held = offset = 0
    head, name, roll = GENESIS, "reports-00001.warc.gz", 1
    log, out = (folder / "custody.jsonl").open("wb"), (folder / name).open("wb")
    while offset + (roll - 1) * (1 << 30) < megabytes * 1_000_000:
        body = bodies[number % len(bodies)]
        address = f"urn:reportedly:file:{number}"
        sum_ = checksum(body)
        bare = Record(name, offset, 0)
        draft = Capture(capture_id(address, sum_), address, address, AT, 0, "text/html", sum_, bare, "file")
        stored = resource_record(draft, body)
        record = Record(name, offset, len(stored))
        capture = Capture(draft.id, address, address, AT, 0, "text/html", sum_, record, "file")
        line, head = line_of(Act(AT, Did.KEPT, record, checksum(stored), capture), head)
        out.write(stored)
        log.write(line)
        number, held, offset = number + 1, held + len(body), offset + len(stored)
    log.close()
    out.close()
    return number, held


def main(megabytes: int) -> None:
    """Prints what was made and how long verify took."""
    with tempfile.TemporaryDirectory() as folder:
        number, held = fill(Path(folder) / "archive", megabytes)
        page = len(gzip.compress(a_page(0, words(), [1.0] * 6000)))
        print(
            f"{megabytes} MB of {number:,} records, {held / 1e6:,.0f} MB unpacked (a page packs to about {page:,} bytes)"
        )
        before, cpu = time.perf_counter(), time.process_time()
        problems = list(Archive(Path(folder) / "archive").verify())
        wall, cpu = time.perf_counter() - before, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"verify: {wall:.1f} s, {cpu:.1f} CPU s, {megabytes / wall:,.0f} MB/s; {len(problems)} problems; {peak:,.0f} MB of memory at the peak"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
