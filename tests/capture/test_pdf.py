"""PDFs: the text layer as paragraphs, the dates that the file gives, and what is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.page import report_of
from reportedly.capture.pdf import pdf_date, read_pdf
from reportedly.errors import BadInput
from reportedly.types import Capture, Record, Report

Make = Callable[..., bytes]
SEEN = date(2024, 7, 1)
DATED = "/Title (Forty cases) /CreationDate (D:20240610013000+03'00') /ModDate (D:20240611090000Z)"


def of(data: bytes) -> Report:
    sum_ = checksum(data)
    address = "urn:reportedly:file:a.pdf"
    at = datetime(2024, 7, 1, tzinfo=UTC)
    capture = Capture(
        capture_id(address, sum_), address, address, at, 0, "application/pdf", sum_, Record("", 0, 0), "file"
    )
    return report_of(capture, data, ())


def test_lines_become_paragraphs_by_where_they_stand(make_pdf: Make) -> None:
    page = [
        (50, 780, "Forty cases"),
        (50, 740, "A court decided forty of the cases in May, said the"),
        (50, 726, "clerks of the town. None was won."),
        (70, 712, "An indent begins a paragraph too."),
        (50, 698, "Дві справи, сказав «суд»."),
        (50, 670, "So does a gap."),
    ]
    assert read_pdf(make_pdf(page), "a.pdf", seen=SEEN).paragraphs == (
        "Forty cases",
        "A court decided forty of the cases in May, said the clerks of the town. None was won.",
        "An indent begins a paragraph too.",
        "Дві справи, сказав «суд».",
        "So does a gap.",
    )


def test_a_word_broken_at_a_lines_end_is_whole_again(make_pdf: Make) -> None:
    page = [(50, 740, "The judg-"), (50, 726, "ments were forty in the years 2022-"), (50, 712, "2023.")]
    (words,) = read_pdf(make_pdf(page), "a.pdf", seen=SEEN).paragraphs
    assert words == "The judgments were forty in the years 2022-2023."


def test_heads_feet_and_page_numbers_are_left_out_and_a_sentence_goes_on_over_the_page(make_pdf: Make) -> None:
    pages = [
        [
            (50, 800, "Example Gazette, June"),
            (50, 700, f"The {word} town has"),
            (50, 686, f"{word} cases"),
            (50, 30, str(n)),
        ]
        for n, word in enumerate(("first", "second", "third", "fourth"), 1)
    ]
    pages[1][1] = (50, 700, "on without a stop.")
    (*paragraphs,) = read_pdf(make_pdf(*pages), "a.pdf", seen=SEEN).paragraphs
    assert "Example Gazette, June" not in " ".join(paragraphs)
    assert paragraphs[0].startswith("The first town has first cases on without a stop.")


def test_the_rows_of_a_table_over_many_pages_are_no_heads(make_pdf: Make) -> None:
    pages = [[(50, 780 - 14 * row, f"{page * 7 + row} {page * page + row} 3") for row in range(4)] for page in range(5)]
    words = " ".join(read_pdf(make_pdf(*pages), "a.pdf", seen=SEEN).paragraphs).split()
    assert len(words) == 5 * 4 * 3


def test_a_head_that_counts_its_pages_from_any_number_is_left_out(make_pdf: Make) -> None:
    pages = [
        [(50, 800, f"Gazette 2024, p. {page + 17}"), (50, 700, f"Forty in town {'abc'[page]}.")] for page in range(3)
    ]
    assert read_pdf(make_pdf(*pages), "a.pdf", seen=SEEN).paragraphs == tuple(f"Forty in town {t}." for t in "abc")


def test_a_report_has_the_files_title_dates_and_paragraphs_with_offsets(make_pdf: Make) -> None:
    report = of(make_pdf([(50, 740, "A court decided forty of the cases."), (50, 700, "None was won.")], info=DATED))
    assert (report.headline, report.language, report.outlet) == ("Forty cases", "en", "unknown")
    assert report.published_at == datetime(2024, 6, 9, 22, 30, tzinfo=UTC)
    assert (report.published_day, report.modified_at) == (date(2024, 6, 9), datetime(2024, 6, 11, 9, tzinfo=UTC))
    assert [p.of(report.text) for p in report.paragraphs] == ["A court decided forty of the cases.", "None was won."]
    assert not report.truncated


def test_a_page_that_is_a_picture_among_pages_of_text_marks_the_report_as_cut(make_pdf: Make) -> None:
    assert of(make_pdf([(50, 740, "Forty.")], [], picture=True)).truncated
    assert not of(make_pdf([(50, 740, "Forty.")], [])).truncated


LOCKED = "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{0}> /U <{0}> >> /ID [<00> <00>]".format(
    "00" * 32
)


def test_what_cannot_be_read_is_refused_with_a_reason_and_a_remedy(make_pdf: Make) -> None:
    whole = make_pdf([(50, 740, "Forty.")])
    refused = [
        (make_pdf([], [], picture=True), "no text layer: 2 pages", "OCR"),
        (make_pdf([(50, 740, "Дві справи")]).replace(b"> <04", b"> <E0"), "cannot be read: its fonts", "OCR"),
        (make_pdf([(50, 740, "Forty.")], encrypt=LOCKED), "locked by a password", "without the password"),
        (whole[:200], "cut or damaged", "Fetch it again"),
        (b"%PDF-1.7\nnothing", "cut or damaged", "Fetch it again"),
        (b"<html>Not found</html>", "no PDF", "Fetch it again"),
        (b"", "no PDF", "Fetch it again"),
    ]
    for data, says, remedy in refused:
        with pytest.raises(BadInput, match=says) as caught:
            read_pdf(data, "a.pdf", seen=SEEN)
        assert remedy in caught.value.remedy and caught.value.where == "a.pdf"


DATES = [
    ("D:20240610013000+03'00'", date(2024, 6, 9), datetime(2024, 6, 9, 22, 30, tzinfo=UTC)),
    ("D:20240610013000-0500", date(2024, 6, 10), datetime(2024, 6, 10, 6, 30, tzinfo=UTC)),
    ("D:20240610013000Z", date(2024, 6, 10), datetime(2024, 6, 10, 1, 30, tzinfo=UTC)),
    ("D:20240610013000", date(2024, 6, 10), None),
    ("20240610", date(2024, 6, 10), None),
]


@pytest.mark.parametrize("written, day, at", DATES)
def test_a_date_keeps_its_zone_or_is_a_day_only(written: str, day: date, at: datetime | None) -> None:
    found = pdf_date(written, SEEN)
    assert found and (found.day, found.at) == (day, at)


@pytest.mark.parametrize("written", ["", "June", "D:20241340", "D:20310610", "D:19700101", "D:20240610990000Z"])
def test_a_date_that_is_none_or_not_possible_is_not_believed(written: str) -> None:
    assert pdf_date(written, SEEN) is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 2500), st.binary(max_size=8), st.integers(0, 600))
def test_a_damaged_pdf_is_read_or_refused_and_nothing_else(make_pdf: Make, at: int, noise: bytes, gone: int) -> None:
    whole = make_pdf([(50, 740, "Forty."), (50, 700, "None.")], info=DATED)
    data = whole[:at] + noise + whole[at + gone :]
    try:
        report = of(data)
    except BadInput as error:
        assert error.what and error.remedy
    else:
        assert "\n\n".join(p.of(report.text) for p in report.paragraphs) == report.text
