"""Bytes to text: which files are refused, and how the message names their fault."""

import pytest

from reportedly.capture.decoding import declared_encoding, page_text_of, text_of
from reportedly.errors import BadInput

RUSSIAN = "Суды рассмотрели сорок дел, и никого не оправдали. " * 4

REFUSED = [
    ("an empty file", b"", "empty"),
    ("blanks only", b" \n\t\n", "empty"),
    ("UTF-16 with its mark", RUSSIAN.encode("utf-16"), "UTF-16"),
    ("UTF-16 without its mark", "Forty cases were decided.".encode("utf-16-le"), "UTF-16"),
    ("UTF-32", RUSSIAN.encode("utf-32"), "UTF-32"),
    ("Windows-1251", RUSSIAN.encode("cp1251"), "byte 0 (line 1) is not UTF-8; the text is likely Windows-1251"),
    ("KOI8-R", RUSSIAN.encode("koi8-r"), "KOI8-R"),
    (
        "Windows-1252",
        "Forty cases.\nDecided at the café today".encode("cp1252"),
        "(line 2) is not UTF-8; the text is likely Windows-1252",
    ),
    ("a PDF", b"%PDF-1.7 and so on", "a PDF"),
    ("a ZIP", b"PK\x03\x04rest", "a ZIP"),
    ("a gzip file", b"\x1f\x8b\x08rest", "a gzip file"),
    ("a picture", b"\x89PNG\r\n\x1a\nrest", "a PNG picture"),
    ("zeros in the middle", b"Forty cases were decided in one month\0 in May", "binary (a zero at byte 37)"),
    ("a control character", b"Forty\ncases \x07 decided", "control character (U+0007) on line 2"),
    ("a cut in the middle of a letter", RUSSIAN.encode()[:-3], "cut in the middle of a letter"),
]


@pytest.mark.parametrize("data, says", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_text_is_refused_by_name(data: bytes, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        text_of(data, "file.txt")
    assert says in str(caught.value)
    assert str(caught.value).startswith("file.txt")
    assert caught.value.remedy


DECLARED = [
    (b'<meta charset="windows-1251">', "cp1251"),
    (b"<meta http-equiv=content-type content='text/html; charset=KOI8-R'>", "koi8-r"),
    (b'<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
    ("\ufeffx".encode(), "utf-8"),
    ("x".encode("utf-16"), "utf-16"),
    (b"<p>no word of it", None),
    (b'<meta charset="no-such-thing">', None),
]


@pytest.mark.parametrize("data, expected", DECLARED)
def test_a_page_may_declare_its_encoding(data: bytes, expected: str | None) -> None:
    assert declared_encoding(data) == expected


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_a_page_is_read_in_the_encoding_it_declares(encoding: str) -> None:
    page = f'<html><meta charset="{encoding}"><p>{RUSSIAN}'
    assert page_text_of(page.encode(encoding), "page") == page


def test_a_page_that_lies_about_its_encoding_is_refused() -> None:
    with pytest.raises(BadInput, match="says that it is utf-8, but byte"):
        page_text_of(b'<meta charset="utf-8">' + RUSSIAN.encode("cp1251"), "page")
