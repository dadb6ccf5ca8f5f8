"""From bytes to a Report: notes, plain texts, saved pages."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.identity import capture_id, checksum, report_id
from reportedly.capture.language import language_of
from reportedly.capture.outlets import outlet_of
from reportedly.capture.page import MEDIA_TYPE, joined, report_of
from reportedly.capture.savedpage import Saved, saved
from reportedly.errors import BadInput
from reportedly.types import Capture, Outlet, Record, Report

OUTLETS = (
    Outlet("gazette", "The Example Gazette", ("gazette.example",), languages=("en",), aliases=("Example Gazette",)),
    Outlet("gazette-ru", "Пример", ("ru.gazette.example",), languages=("ru",)),
)
PAGE = """<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Сорок справ - Приклад</title>
<meta property="og:title" content="Сорок справ за місяць"><meta property="og:site_name" content="Приклад">
<link rel="canonical" href="https://gazette.example/uk/sorok">
<meta property="article:published_time" content="2024-06-10T23:30:00+03:00">
<meta content="2024-06-12T08:00:00+03:00" property="article:modified_time"></head>
<body><nav><a href="/">Головна</a> <a href="/about">Про нас</a></nav><article><h1>Сорок справ за місяць</h1>
<p>Військові суди розглянули сорок справ у травні, повідомило видання з посиланням на власні підрахунки.</p>
<p>Жодного з цих солдатів не виправдали, йдеться в повідомленні, а решта справ досі залишається в судах.</p>
<p>Підрахунки спираються на картки справ, які суди оприлюднюють на своїх сторінках із запізненням на тижні.</p>
</article><footer>Усі права захищені</footer></body></html>"""


def captured(data: bytes, media_type: str, address: str = "urn:reportedly:file:a") -> Capture:
    at = datetime(2024, 7, 1, tzinfo=UTC)
    sum_ = checksum(data)
    record = Record("reports-00001.warc.gz", 0, 1)
    return Capture(capture_id(address, sum_), address, address, at, 0, media_type, sum_, record, "file")


def read(text: str, media_type: str) -> Report:
    return report_of(captured(text.encode(), media_type), text.encode(), OUTLETS)


def test_a_note_becomes_a_report_of_the_outlet_it_names() -> None:
    note = "Outlet: example  gazette\nTitle: Forty\nPublished: 2024-06\nNote: demonstration note\n\nForty of the cases.\n\nNone.\n"
    report = read(note, MEDIA_TYPE)
    assert (report.outlet, report.headline, report.note) == ("gazette", "Forty", "demonstration note")
    assert (report.published_day, report.published_precision) == (date(2024, 6, 30), "month")
    assert [span.of(report.text) for span in report.paragraphs] == ["Forty of the cases.", "None."]
    assert report.id == report_id(report.capture)


def test_a_saved_page_becomes_a_report_without_its_menus() -> None:
    report = read(PAGE, "text/html; charset=utf-8")
    assert (report.headline, report.language, report.outlet) == ("Сорок справ за місяць", "uk", "gazette")
    assert report.link == "https://gazette.example/uk/sorok"
    assert report.published_at == datetime(2024, 6, 10, 20, 30, tzinfo=UTC)
    assert report.published_day == date(2024, 6, 10)
    assert report.modified_at == datetime(2024, 6, 12, 5, tzinfo=UTC)
    assert "сорок справ у травні" in report.text
    assert "Головна" not in report.text and "права" not in report.text
    assert "\n\n".join(span.of(report.text) for span in report.paragraphs) == report.text


def test_a_publication_date_after_the_capture_is_not_believed() -> None:
    assert read(PAGE.replace("2024-06-1", "2031-06-1"), "text/html").published_day is None


SINGLE = """<!DOCTYPE html> <html lang="uk"><!--
 Page saved with SingleFile
 url: https://gazette.example/uk/sorok?from=feed
 saved date: Wed Jun 12 2024 09:30:00 GMT+0300 (Eastern European Summer Time)
-->"""


def test_a_page_saved_with_singlefile_says_where_it_stood_and_when_it_was_saved() -> None:
    page = PAGE.replace('<!DOCTYPE html><html lang="uk">', SINGLE)
    report = read(page, "text/html")
    assert report.saved_at == datetime(2024, 6, 12, 6, 30, tzinfo=UTC)
    assert report.link == "https://gazette.example/uk/sorok"
    nameless = page.replace('<link rel="canonical" href="https://gazette.example/uk/sorok">', "")
    assert read(nameless, "text/html").link == "https://gazette.example/uk/sorok?from=feed"
    assert "SingleFile" not in report.text


def test_no_date_after_the_saving_is_believed_and_no_saving_after_the_capture() -> None:
    page = PAGE.replace('<!DOCTYPE html><html lang="uk">', SINGLE)
    day = read(page.replace("2024-06-10T", "2024-06-20T"), "text/html").published_day
    assert day is None or day <= date(2024, 6, 12)
    assert read(page.replace("Jun 12 2024 09", "Aug 12 2024 09"), "text/html").saved_at is None


def test_a_saved_page_that_names_another_host_as_its_own_is_not_believed() -> None:
    page = PAGE.replace('<!DOCTYPE html><html lang="uk">', SINGLE).replace(
        'https://gazette.example/uk/sorok"', 'https://other.example/a"'
    )
    assert read(page, "text/html").link == "https://gazette.example/uk/sorok?from=feed"


MARKED = [
    ("<!-- saved from url=(0025)https://gazette.example/a -->", "https://gazette.example/a"),
    ("<!-- saved from url=(0014)about:internet -->", None),
    ("<!-- Page saved with SingleFile url: javascript:1 saved date: soon -->", None),
    ("<!-- Page saved with SingleFile url: https://a.example/ saved date: Wed Jun 99 2024 09:30:00 GMT+0300 -->", "https://a.example/"),
    ("<p>", None),
]  # fmt: skip


@pytest.mark.parametrize("html, address", MARKED)
def test_a_browsers_mark_gives_the_address_and_a_broken_comment_nothing(html: str, address: str | None) -> None:
    assert saved(html.encode()) == Saved(address)


def test_the_same_page_gives_the_same_report() -> None:
    assert read(PAGE, "text/html") == read(PAGE, "text/html")


def test_a_plain_text_has_its_first_line_as_headline_and_no_date() -> None:
    report = read("# Forty cases\n\nThe court decided forty of the cases in May.\n", "text/markdown")
    assert (report.headline, report.outlet, report.published_day, report.language) == (
        "Forty cases",
        "unknown",
        None,
        "en",
    )


REFUSED = [
    ("text/html", "<html><body></body></html>", "no article text"),
    ("application/pdf", "anything", "no PDF"),
    ("image/png", "anything", "no reader for image/png"),
    ("text/plain", "", "empty"),
    (MEDIA_TYPE, "Outlet: A\n", "never ends"),
]


@pytest.mark.parametrize("media_type, text, says", REFUSED)
def test_what_holds_no_report_is_refused_under_its_address(media_type: str, text: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        read(text, media_type)
    assert caught.value.where.startswith("urn:reportedly:file:a")


NAMES = [
    ("The Example Gazette", None, "gazette"),
    ("GAZETTE", None, "gazette"),
    (None, "https://www.gazette.example/a", "gazette"),
    ("Gazette in Russian", "https://ru.gazette.example/a", "gazette-ru"),
    ("Another Paper!", "https://notgazette.example/a", "another-paper"),
    (None, "https://www.other.example/a", "other-example"),
    (None, "https://[broken", "unknown"),
    (None, None, "unknown"),
]


@pytest.mark.parametrize("name, address, expected", NAMES)
def test_an_outlet_is_known_by_name_alias_or_domain(name: str | None, address: str | None, expected: str) -> None:
    assert outlet_of(name, address, OUTLETS) == expected


LANGUAGES = [
    ("Сорок дел рассмотрели суды, и это был рекорд.", "ru"),
    ("Суди розглянули сорок справ, і це був рекорд.", "uk"),
    ("Съдът разгледа четиридесет дела за един месец.", "bg"),
    ("The court decided forty of the cases in May.", "en"),
    ("Der Richter hat vierzig Verfahren entschieden.", "und"),
    ("", "und"),
]


@pytest.mark.parametrize("text, expected", LANGUAGES)
def test_a_language_is_guessed_from_letters_and_small_words_or_left_open(text: str, expected: str) -> None:
    assert language_of(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PAGE.encode())), st.binary(max_size=12), st.integers(0, 400))
def test_a_damaged_page_is_read_or_refused_and_nothing_else(at: int, noise: bytes, gone: int) -> None:
    data = PAGE.encode()[:at] + noise + PAGE.encode()[at + gone :]
    try:
        report = report_of(captured(data, "text/html"), data, OUTLETS)
    except BadInput as error:
        assert error.what and error.remedy
    else:
        assert "\n\n".join(span.of(report.text) for span in report.paragraphs) == report.text
        assert report.published_day is None or report.published_day <= date(2024, 7, 1)


@given(st.lists(st.text(min_size=1)))
def test_every_paragraph_is_found_where_its_span_says(paragraphs: list[str]) -> None:
    text, spans = joined(paragraphs)
    assert [span.of(text) for span in spans] == paragraphs


@given(st.binary(), st.text())
def test_ids_follow_from_address_and_bytes_alone(data: bytes, address: str) -> None:
    name = capture_id(address, checksum(data))
    assert name == capture_id(address, checksum(data)) and len(name) == 24
    assert name != capture_id(address + "x", checksum(data))
