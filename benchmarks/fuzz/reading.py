"""Fuzzes reading: any text in any of the languages must give a Reading whose offsets slice back to its words.

Needs atheris (not in the locks: install it into an environment of its own), then

    python benchmarks/fuzz/reading.py -max_total_time=300 -max_len=2000
"""

from __future__ import annotations

import sys
from datetime import date

import atheris  # type: ignore[import-not-found]

with atheris.instrument_imports(include=["reportedly.read"]):
    from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Report, Span

PIECES = (
    "at least ", "40 ", "1,234 ", "не менее ", "двадцять п'ять ", "сотні ", "two and a half thousand ", "%", " cases", " дел",
    ", according to ", "сообщила ", "«", "»", "“", "”", ". ", "; ", "\n\n", "in March 2024 ", "за 24.02.2022 ", "not 40 but 14 ",
    "Moscow ", "у Харкові ", "—", "-", "№ ", "ст. 337 ", "12 тыс. ", "\u00a0", "\u0301", "\U0001f600",
)  # fmt: skip


def once(data: bytes) -> None:
    """One text from the fuzzer's bytes: free characters and pieces of the trade, mixed."""
    source = atheris.FuzzedDataProvider(data)
    language = ("en", "ru", "uk")[source.ConsumeIntInRange(0, 2)]
    parts = []
    while source.remaining_bytes() > 2:
        free = source.ConsumeBool()
        parts.append(
            source.ConsumeUnicodeNoSurrogates(8) if free else PIECES[source.ConsumeIntInRange(0, len(PIECES) - 1)]
        )
    text = "".join(parts)
    report = Report("rep_1", "cap_1", "o", "h", text, (Span(0, len(text)),), language, date(2024, 6, 10))
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=date(2022, 9, 21))
    for figure in reading.figures:
        assert figure.as_written.span.of(text) == figure.as_written.words
        assert figure.number.within(figure.as_written.span)
    for statement in reading.statements:
        for quote in (*statement.source, *statement.cue, *statement.content):
            assert quote.span.of(text) == quote.words


if __name__ == "__main__":
    atheris.Setup(sys.argv, once)
    atheris.Fuzz()
