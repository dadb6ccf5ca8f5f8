"""Notes: what a header may say, and what a broken one is told."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.capture.notes import NoteHeader, Published, paragraphs_of, published, read_note
from reportedly.errors import BadInput

GOOD = """Outlet: Example Gazette
Title: Forty cases in a month
Published: 2024-06-10
Language: en
Outlet-Language: hu
Link: https://gazette.example/forty
Note: demonstration note
Credit: Example Wire
Byline: Invented Writer
Dateline: Exampleton

A court decided forty cases in May,
according to Example Count.

None of the cases was closed.
"""


def test_a_note_gives_its_header_and_its_paragraphs_with_folded_lines() -> None:
    note = read_note(GOOD.encode(), "a.note")
    assert note.header == NoteHeader(
        outlet="Example Gazette",
        title="Forty cases in a month",
        published=Published(date(2024, 6, 10)),
        language="en",
        outlet_language="hu",
        link="https://gazette.example/forty",
        note="demonstration note",
        credit="Example Wire",
        byline="Invented Writer",
        dateline="Exampleton",
    )
    assert note.paragraphs == (
        "A court decided forty cases in May, according to Example Count.",
        "None of the cases was closed.",
    )


@pytest.mark.parametrize(
    "before, after",
    [("\n", "\r\n"), ("\n", "\r"), ("Outlet: ", "\ufeffoutlet :  ")],
    ids=["Windows line ends", "old line ends", "a byte-order mark and loose spelling"],
)
def test_line_ends_and_spelling_of_keys_make_no_difference(before: str, after: str) -> None:
    assert read_note(GOOD.replace(before, after).encode(), "a") == read_note(GOOD.encode(), "a")


PUBLISHED = [
    ("2024-06-10", Published(date(2024, 6, 10))),
    ("2024-02", Published(date(2024, 2, 29), "month")),
    ("2023-12", Published(date(2023, 12, 31), "month")),
    ("2025", Published(date(2025, 12, 31), "year")),
    ("2024-06-11T01:30:00+03:00", Published(date(2024, 6, 10), "day", datetime(2024, 6, 10, 22, 30, tzinfo=UTC))),
]


@pytest.mark.parametrize("value, expected", PUBLISHED)
def test_a_publication_date_is_the_last_day_it_can_be(value: str, expected: Published) -> None:
    assert published(value) == expected


def without(key: str) -> str:
    return "".join(line + "\n" for line in GOOD.splitlines() if not line.startswith(f"{key}:"))


BROKEN = [
    ("a missing outlet", without("Outlet"), "has no Outlet", "Outlet: ..."),
    ("a missing title", without("Title"), "has no Title", "Title: ..."),
    ("a missing date", without("Published"), "has no Published", "Published: ..."),
    ("a date that is none", GOOD.replace("2024-06-10", "2024-06-31"), "line 3: Published is no date", "YYYY-MM-DD"),
    ("a month that is none", GOOD.replace("2024-06-10", "2024-13"), "line 3: Published is no date", "YYYY-MM"),
    ("a date in words", GOOD.replace("2024-06-10", "10 June"), "line 3: Published is no date", "YYYY"),
    ("an hour without a zone", GOOD.replace("2024-06-10", "2024-06-10T10:00"), "time zone", "zone"),
    ("a line without a colon", GOOD.replace("Title: ", "Title "), "line 2: no `Key: value`", "empty line"),
    ("a mistyped key", GOOD.replace("Published:", "Publishd:"), "line 3: unknown key", "mean Published?"),
    ("a key nobody knows", GOOD.replace("Byline:", "Xqz:"), "line 9: unknown key", "Known keys"),
    ("a key given twice", GOOD.replace("Title:", "Outlet:"), "line 2: Outlet is given twice", "Keep one"),
    ("an empty value", GOOD.replace("Example Gazette", ""), "line 1: Outlet is empty", "value"),
    (
        "a web address as address",
        "Address: https://a.example\n" + GOOD,
        "line 1: a note's Address must be a urn",
        "Link",
    ),
    ("an address with blanks", "Address: urn:x y:a b\n" + GOOD, "line 1: a note's Address must be a urn", "Link"),
    ("no text", GOOD.split("\n\n")[0] + "\n\n", "no text", "Write the report"),
    ("a header that never ends", GOOD.split("\n\n")[0], "header never ends", "empty line"),
    ("a note cut in a word", GOOD[:-12], "looks cut: it ends in", "Fetch the whole note"),
    ("a leading empty line", "\n" + GOOD, "has no Outlet", "Outlet: ..."),
]


@pytest.mark.parametrize("text, says, remedy", [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_note_is_told_what_where_and_what_next(text: str, says: str, remedy: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_note(text.encode(), "a.note")
    assert says in str(caught.value)
    assert remedy in caught.value.remedy
    assert caught.value.where.startswith("a.note")


def test_a_note_whose_last_sentence_is_whole_needs_no_final_line_break() -> None:
    assert read_note(GOOD.rstrip().encode(), "a").paragraphs[-1] == "None of the cases was closed."


@given(st.lists(st.text("абв xyz.,", min_size=1).filter(str.strip), max_size=6))
def test_paragraphs_come_back_as_they_were_joined(words: list[str]) -> None:
    folded = [" ".join(part.strip(" ") for part in [w.strip()]) for w in words]
    assert list(paragraphs_of("\n\n".join(folded))) == folded


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    try:
        read_note(data, "any")
    except BadInput as error:
        assert error.what and error.remedy


@given(st.integers(0, len(GOOD.encode())))
def test_a_note_cut_anywhere_is_read_or_refused_and_nothing_else(end: int) -> None:
    try:
        assert read_note(GOOD.encode()[:end], "cut").header.outlet == "Example Gazette"
    except BadInput as error:
        assert error.remedy
