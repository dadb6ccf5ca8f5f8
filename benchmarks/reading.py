"""Words a second from text to Reading on one core, and whether time grows with length only."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, date, datetime

from reportedly.capture.channels import addressed
from reportedly.demo import script
from reportedly.demo.walk import set_up
from reportedly.newsroom import open_newsroom
from reportedly.types import Report, Span

ENDLESS = 10_000_000


def lengthened(report: Report, times: int) -> Report:
    """A report whose text is repeated, so that it is long enough to be timed."""
    text = "\n\n".join([report.text] * times)
    return replace(report, text=text, paragraphs=(Span(0, len(text)),))


def main() -> None:
    """Prints a line a language, with a text ten times as long, and one for a line of 10 MB without a full stop."""
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder) / "desk")
        newsroom = open_newsroom(Path(folder) / "desk", clock=lambda: datetime(2024, 6, 10, tzinfo=UTC))
        offered = {path.stem: next(iter(addressed([path]))) for path in script.notes()}
        for language, stem in (("en", "A2"), ("ru", "C5"), ("uk", "B4")):
            report = replace(newsroom.preview(offered[stem]), published_day=date(2024, 6, 10))  # type: ignore[arg-type]
            newsroom.read_one(report)
            speeds = []
            for times in (40, 400):
                long = lengthened(report, times)
                start = time.process_time()
                newsroom.read_one(long)
                speeds.append(len(long.text.split()) / (time.process_time() - start))
            print(f"{language}: {speeds[0]:,.0f} words/s; ten times as long: {speeds[1]:,.0f} words/s")
        english = replace(newsroom.preview(offered["A2"]), published_day=date(2024, 6, 10))  # type: ignore[arg-type]
        line = " ".join(english.text.replace(".", ",").split()) + ", "
        endless = replace(english, text=(line * (ENDLESS // len(line) + 1))[:ENDLESS], paragraphs=(Span(0, ENDLESS),))
        start = time.process_time()
        newsroom.read_one(endless)
        took = time.process_time() - start
        print(f"one line of 10 MB, {len(endless.text.split()):,} words: {took:.0f} s processor")


if __name__ == "__main__":
    main()
