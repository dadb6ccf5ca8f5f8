"""Tables of links, CSV and XLSX: each row's address, or the reason why it has none; columns as the desk names them."""

import csv
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.channels import addressed
from reportedly.capture.links import Link, read_links
from reportedly.errors import BadInput
from reportedly.types import Failure, LinkColumns

USUAL = LinkColumns()
LIMIT = 10_000_000
CSV = """URL,Title,Source,Date,Comment
https://gazette.example/a,Forty cases,The Gazette,2024-06-10,"first, seen"

https://gazette.example/b,,,10.06.2024,
"""


def read(data: bytes, columns: LinkColumns = USUAL) -> list[Link | Failure]:
    return list(read_links(data, "links", columns, limit=LIMIT))


def workbook(*rows: list[object], title: str = "Sheet") -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_row_of_a_csv_file_gives_its_link_and_what_stands_beside_it() -> None:
    first, second = read(CSV.encode())
    assert isinstance(first, Link) and isinstance(second, Link)
    assert (first.link, first.place) == ("https://gazette.example/a", "links, row 2")
    assert (first.title, first.outlet, first.note) == ("Forty cases", "The Gazette", "first, seen")
    assert first.published and first.published.day == date(2024, 6, 10)
    assert (second.place, second.title) == ("links, row 4", None)
    assert second.published and second.published.day == date(2024, 6, 10)


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_are_seen_from_the_first_row(separator: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(CSV)))
    assert read(b"\xef\xbb\xbf" + out.getvalue().encode()) == read(CSV.encode())


def test_the_desk_names_its_own_columns() -> None:
    table = b"Where it stands;When\nhttps://gazette.example/a;2024-06\n"
    (link,) = read(table, LinkColumns(link="where it  stands", date="When"))
    assert isinstance(link, Link) and link.published
    assert (link.published.day, link.published.precision) == (date(2024, 6, 30), "month")


def test_a_workbooks_dates_and_links_by_formula_are_read() -> None:
    data = workbook(
        ["Link", "Date", "Outlet"],
        ["https://gazette.example/a", datetime.fromisoformat("2024-06-10T09:00"), "The Gazette"],
        ['=HYPERLINK("https://gazette.example/b", "Forty")', date(2024, 6, 11), None],
        [None, None, None],
        ["=A2", None, None],
    )
    first, second, third = read(data)
    assert isinstance(first, Link) and isinstance(second, Link) and isinstance(third, Failure)
    assert (first.link, second.link) == ("https://gazette.example/a", "https://gazette.example/b")
    assert first.published and first.published.day == date(2024, 6, 10)
    assert (third.address, third.reason) == ("links, row 5", "the link is a formula without a value.")


def test_a_sheet_is_chosen_by_its_name() -> None:
    data = workbook(["link"], ["https://gazette.example/a"], title="June")
    assert len(read(data, LinkColumns(sheet="June"))) == 1
    with pytest.raises(BadInput, match=r"no sheet 'May'; it has: June"):
        read(data, LinkColumns(sheet="May"))


BAD_ROWS = [
    (",Forty,,,", "the link is empty"),
    ("gazette.example/a,,,,", "no web address"),
    ("ftp://gazette.example/a,,,,", "no web address"),
    ("file:///etc/hosts,,,,", "no web address"),
    ("javascript:alert(1),,,,", "no web address"),
    ("https://a.example https://b.example,,,,", "no web address"),
    ("https://gazette.example/a,,,06/07/2024,", "no date"),
    ("https://gazette.example/a,,,31.02.2024,", "no date"),
    ("=A1,,,,", "formula without a value"),
]


@pytest.mark.parametrize("row, says", BAD_ROWS)
def test_a_bad_row_is_said_with_its_number_and_the_rest_goes_on(row: str, says: str) -> None:
    head, first, *_ = CSV.splitlines()
    bad, good = read(f"{head}\n{row}\n{first}\n".encode())
    assert isinstance(bad, Failure) and isinstance(good, Link)
    assert bad.address == "links, row 2" and says in bad.reason and bad.remedy


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", b" " * 9_000_000)
    return out.getvalue()


REFUSED = [
    (b"", "empty"),
    (b"\n\n,,\n", "table is empty"),
    (b"a,b\nc,d\n", "no column for links; the first row has: a, b"),
    ("адреса\nx\n".encode("cp1251"), "not UTF-8"),
    (b'link\n"' + b"x" * 200_000 + b'"\n', "table is broken"),
    (b"PK\x03\x04nonsense", "no ZIP, or cut"),
    (workbook(["link"])[:-30], "no ZIP, or cut"),
    (_bomb(), "bomb"),
    (b"link\n" + b"\n" * 100_001 + b"https://a.example/\n", "more than 100000 rows"),
]


@pytest.mark.parametrize("data, says", REFUSED, ids=[row[1] for row in REFUSED])
def test_what_is_no_table_of_links_is_refused_with_a_reason_and_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        read(data)
    assert caught.value.remedy and caught.value.where.startswith("links")


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", "Forty.")
    with pytest.raises(BadInput, match="workbook is broken"):
        read(out.getvalue())


def test_a_column_that_the_desk_names_and_the_table_lacks_is_said() -> None:
    with pytest.raises(BadInput, match=r"no column 'Publisher' \(for outlet\)") as caught:
        read(CSV.encode(), LinkColumns(outlet="Publisher"))
    assert "[links]" in caught.value.remedy


def test_a_captured_table_gives_every_row_an_outcome(tmp_path: Path) -> None:
    (tmp_path / "links.csv").write_text("link\nhttps://gazette.invalid/a\nnowhere\n")
    addresses = [f.address for f in addressed([tmp_path / "links.csv"]) if isinstance(f, Failure)]
    assert "links.csv, row 3" in addresses


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(CSV)), st.binary(max_size=9), st.integers(0, 60))
def test_a_damaged_table_is_read_or_refused_and_nothing_else(at: int, noise: bytes, gone: int) -> None:
    try:
        found = read(CSV.encode()[:at] + noise + CSV.encode()[at + gone :])
    except BadInput as error:
        assert error.what and error.remedy
    else:
        assert all(f.reason and f.remedy for f in found if isinstance(f, Failure))
