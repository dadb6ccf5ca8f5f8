"""Periods as text (EDTF, ISO 8601-2): what is written is read back; vague words are intervals that say so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Period, Report, Span

Row = tuple[str, date | None, date | None, bool]
WRITTEN: list[Row] = [
    ("2024", date(2024, 1, 1), date(2024, 12, 31), False),
    ("2024-03", date(2024, 3, 1), date(2024, 3, 31), False),
    ("2024-03~", date(2024, 3, 1), date(2024, 3, 31), True),
    ("2024-03-15", date(2024, 3, 15), date(2024, 3, 15), False),
    ("2024-03-15/2024-04-10", date(2024, 3, 15), date(2024, 4, 10), False),
    ("2024-01/2024-06", date(2024, 1, 1), date(2024, 6, 30), False),
    ("2019/2022", date(2019, 1, 1), date(2022, 12, 31), False),
    ("2024-03-01~/2024-03-10~", date(2024, 3, 1), date(2024, 3, 10), True),
    ("../2024-03-31", None, date(2024, 3, 31), False),
    ("2024-04-15/..", date(2024, 4, 15), None, False),
    ("../..", None, None, False),
]
READ_ONLY: list[Row] = [
    ("2024-21", date(2024, 3, 1), date(2024, 5, 31), True),
    ("2023-24", date(2023, 12, 1), date(2024, 2, 29), True),
    ("2024-03?", date(2024, 3, 1), date(2024, 3, 31), True),
    ("/2024-03-31", None, date(2024, 3, 31), False),
]
NO_PERIOD = ["", "..", "March", "2024-13", "2024-02-30", "2024-05/2024-03", "24-03-01", "2024-03-01T10:00"]

SAID = [
    ("en", "In early March 2024 police detained 40 people.", "2024-03-01~/2024-03-10~"),
    ("en", "Police detained 40 people in mid-March.", "2024-03-11~/2024-03-20~"),
    ("en", "Police detained 40 people in late April.", "2024-04-21~/2024-04-30~"),
    ("en", "In spring 2024 police detained 40 people.", "2024-03~/2024-05~"),
    ("en", "At the end of 2023 police detained 40 people.", "2023-09~/2023-12~"),
    ("en", "In the second half of March police detained 40 people.", "2024-03-16/2024-03-31"),
    ("en", "In the first half of 2019 police detained 40 people.", "2019-01/2019-06"),
    ("en", "By the end of March 2024 police had detained 40 people.", "../2024-03-31"),
    ("en", "Since the beginning of March 2024 police have detained 40 people.", "2024-03-01/2024-06-10"),
    ("en", "Police have detained at least 40 people since January.", "2024-01-01/2024-06-10"),
    ("ru", "В начале марта задержали 40 человек.", "2024-03-01~/2024-03-10~"),
    ("ru", "В середине мая 2024 года задержали 40 человек.", "2024-05-11~/2024-05-20~"),
    ("ru", "Весной задержали 40 человек.", "2024-03~/2024-05~"),
    ("ru", "К концу апреля задержали 40 человек.", "../2024-04-30"),
    ("uk", "Наприкінці квітня затримали 40 людей.", "2024-04-21~/2024-04-30~"),
    ("uk", "На початку березня 2024 року затримали 40 людей.", "2024-03-01~/2024-03-10~"),
    ("uk", "У другій половині березня затримали 40 людей.", "2024-03-16/2024-03-31"),
    ("pl", "Na początku marca zatrzymano 40 osób.", "2024-03-01~/2024-03-10~"),
    ("pl", "Pod koniec kwietnia 2024 zatrzymano 40 osób.", "2024-04-21~/2024-04-30~"),
]


@pytest.mark.parametrize(("text", "start", "end", "approximate"), WRITTEN)
def test_a_period_is_written_as_short_as_it_can_be(
    text: str, start: date | None, end: date | None, approximate: bool
) -> None:
    assert Period(start, end, approximate=approximate).edtf == text


@pytest.mark.parametrize(("text", "start", "end", "approximate"), WRITTEN + READ_ONLY)
def test_a_written_period_is_read(text: str, start: date | None, end: date | None, approximate: bool) -> None:
    assert Period.from_edtf(text) == Period(start, end, approximate=approximate)


@pytest.mark.parametrize("text", NO_PERIOD)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Period.from_edtf(text)


@given(st.none() | st.dates(), st.none() | st.dates(), st.booleans())
def test_what_is_written_is_read_back(start: date | None, end: date | None, approximate: bool) -> None:
    if start and end and end < start:
        start, end = end, start
    period = Period(start, end, approximate=approximate and (start or end) is not None)
    assert Period.from_edtf(period.edtf) == period


@pytest.mark.parametrize(("code", "text", "expected"), SAID)
def test_vague_words_of_time_are_intervals(code: str, text: str, expected: str) -> None:
    report = Report("r", "c", "", "", text, (Span(0, len(text)),), code, published_day=date(2024, 6, 10))
    (figure,) = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None).figures
    assert figure.period is not None
    assert figure.period.edtf == expected
    assert replace(figure.period, as_written=None) == Period.from_edtf(expected)
