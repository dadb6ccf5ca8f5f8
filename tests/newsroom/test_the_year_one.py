"""Systems that know no day of publication write 0001-01-01; five of 181 pages of a public benchmark do."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from reportedly.capture.page import report_of
from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Capture, Record, Report, Span

NOW = datetime(2024, 6, 10, tzinfo=UTC)
PAGE = """<html lang="en"><head><title>Forty men left</title>
<meta property="article:published_time" content="{day}"></head><body><article><h1>Forty men left</h1>
<p>On Tuesday forty men left the barracks, the garrison's spokesman said, and nobody has seen them since that day.</p>
<p>The garrison counts them as absent, the spokesman said, and a court will hear the first of the cases in two weeks.</p>
</article></body></html>"""


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00+00:00", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z"])
def test_a_page_of_the_year_one_has_no_day(day: str) -> None:
    capture = Capture("cap_1", "urn:a", "urn:a", NOW, 0, "text/html", "sha256:", Record("", 0, 0), "file")
    assert report_of(capture, PAGE.format(day=day).encode(), ()).published_day is None


@pytest.mark.parametrize("day", [date.min, date.max, None])
def test_reading_stands_any_day_of_publication(day: date | None) -> None:
    text = "On Tuesday forty men left; by last month's end 12 more had fled, the spokesman said."
    report = Report("rep_1", "cap_1", "x", "Forty", text, (Span(0, len(text)),), "en", day)
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    assert [figure.bounds.lower for figure in reading.figures] == [40, 12]
