"""From a saved page to its Reading, beside trafilatura's own time on the same pages in the same run. Needs the benchmark folder."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, date, datetime
from pathlib import Path

from reportedly.capture.page import report_of
from reportedly.errors import BadInput
from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Capture, Record, Report

PAGES = Path(__file__).resolve().parents[2] / "shared" / "bench" / "pages" / "html"
NOW = datetime(2024, 6, 10, tzinfo=UTC)


def capture(name: str) -> Capture:
    """A capture that stands for a saved page."""
    return Capture(name, f"urn:{name}", f"urn:{name}", NOW, 0, "text/html", "sha256:", Record("", 0, 0), "file")


def report(name: str, data: bytes) -> Report | None:
    """The page's report; None where it holds no text."""
    try:
        return report_of(capture(name), data, ())
    except BadInput:
        return None


def main() -> None:
    """Prints processor seconds for trafilatura alone, for page to report, and for report to reading."""
    if not PAGES.is_dir():
        print("not run: the benchmark folder is not beside the checkout")
        return
    import trafilatura

    pages = {p.name.split(".")[0]: gzip.decompress(p.read_bytes()) for p in sorted(PAGES.glob("*.gz"))}
    options = {"languages": languages(), "gazetteer": gazetteer(), "mobilisation": date(2022, 9, 21)}
    warm = report("warm", next(iter(pages.values())))
    trafilatura.extract(next(iter(pages.values())), favor_precision=True)
    if warm:
        read(warm, **options)  # type: ignore[arg-type]
    start = time.process_time()
    for data in pages.values():
        trafilatura.bare_extraction(data, favor_precision=True, with_metadata=True)
    alone = time.process_time() - start
    start = time.process_time()
    reports = [r for name, data in pages.items() if (r := report(name, data))]
    captured = time.process_time() - start
    start = time.process_time()
    for one in reports:
        read(one, **options)  # type: ignore[arg-type]
    reading = time.process_time() - start
    words = sum(len(r.text.split()) for r in reports)
    print(
        f"{len(pages)} pages: trafilatura alone {alone:.1f} s, page to report {captured:.1f} s, report to reading {reading:.1f} s processor"
    )
    print(
        f"page to Reading / trafilatura alone: {(captured + reading) / alone:.2f}; {words / reading:,.0f} words/s read"
    )


if __name__ == "__main__":
    main()
