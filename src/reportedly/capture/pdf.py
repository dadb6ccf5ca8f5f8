"""A PDF's text layer, by pdfium: paragraphs from where the lines stand on the page. Nothing is recognised from pictures.

Dates are those that the file says about itself (ISO 32000-1, 14.3.3 and 7.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from reportedly.capture.layout import Line, paragraphs_of_pages
from reportedly.capture.markup import THE_WEB
from reportedly.capture.notes import Published
from reportedly.errors import BadInput

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 2_000
"""A PDF with more pages is a book or a bomb."""

_HYPHENS = frozenset((0x02, 0xFFFE))
"""What pdfium puts in place of a hyphen at a line's end that the word goes on after."""
_LINE_ENDS = _HYPHENS | {0x0A, 0x0D}


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds as text. `pictured` counts the pages that hold pictures and no text: their words are missing."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    author: str | None = None
    made: Published | None = None
    changed: datetime | None = None
    pictured: int = 0


def read_pdf(data: bytes, where: str, *, seen: date) -> PdfText:
    """The bytes of a PDF in, its text out. `seen` is the day it was captured: no date after it is believed.

    Raises BadInput where the file is no PDF, damaged, locked by a password, too long, or has no text layer.
    """
    with closing(_opened(data, where)) as document:
        if len(document) > MOST_PAGES:
            what = f"the PDF has {len(document)} pages; {MOST_PAGES} is the most."
            raise BadInput(what, where=where, remedy="Split it, and capture the parts you need.")
        pages, pictured = _pages(document, where)
        about = document.get_metadata_dict()
    paragraphs = tuple(paragraphs_of_pages(pages))
    if not paragraphs:
        what = f"the PDF has no text layer: {_counted(len(pages))} of pictures or drawings."
        raise BadInput(what, where=where, remedy="Recognise its text (OCR) and capture the result, or write a note.")
    _refuse_signs("".join(paragraphs), where)
    made, changed = (pdf_date(about.get(key, ""), seen) for key in ("CreationDate", "ModDate"))
    return PdfText(
        paragraphs,
        _line(about.get("Title")),
        _line(about.get("Author")),
        made,
        changed.at if changed else None,
        pictured,
    )


def _refuse_signs(text: str, where: str) -> None:
    """A font that does not say which letters its signs are gives a text layer that nobody can read."""
    unread = sum(unicodedata.category(letter) in ("Co", "Cn") or letter == "\ufffd" for letter in text)
    if unread > len(text) / 10:
        what = "the PDF's text layer cannot be read: its fonts do not say which letters they show."
        raise BadInput(what, where=where, remedy="Recognise its text (OCR) and capture the result, or write a note.")


def _opened(data: bytes, where: str) -> Any:
    import pypdfium2

    if b"%PDF-" not in data[:1024]:
        raise BadInput("this is no PDF.", where=where, remedy="Fetch it again; nothing was kept.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            remedy = "Save it without the password, and capture that file."
            raise BadInput("the PDF is locked by a password.", where=where, remedy=remedy) from error
        raise BadInput("the PDF is cut or damaged.", where=where, remedy="Fetch it again; nothing was kept.") from error


def _pages(document: Any, where: str) -> tuple[list[list[Line]], int]:
    import pypdfium2

    pages: list[list[Line]] = []
    pictured = 0
    for number in range(len(document)):
        try:
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                pages.append(list(_lines(text)))
                pictured += not pages[-1] and _has_pictures(page)
        except pypdfium2.PdfiumError as error:
            remedy = "Fetch it again; nothing was kept."
            raise BadInput(f"page {number + 1} of the PDF is damaged.", where=where, remedy=remedy) from error
    return pages, pictured


def _has_pictures(page: Any) -> bool:
    from pypdfium2 import raw

    return next(iter(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)), None) is not None


def _lines(text: Any) -> Iterator[Line]:
    """The lines of a page in pdfium's order of reading, each with its place (PDF points, from the lower left)."""
    letters: list[tuple[int, int]] = []
    for index, code in enumerate(_codes(text)):
        if code not in (0, 0x0A, 0x0D):
            letters.append((index, code))
        if code in _LINE_ENDS:
            yield from _line_at(text, letters)
            letters = []
    yield from _line_at(text, letters)


def _codes(text: Any) -> Iterator[int]:
    from pypdfium2 import raw

    for index in range(text.count_chars()):
        yield raw.FPDFText_GetUnicode(text.raw, index)


def _line_at(text: Any, letters: Sequence[tuple[int, int]]) -> Iterator[Line]:
    words = " ".join(_decoded(code for _, code in letters if code not in _HYPHENS).split())
    if not words:
        return
    inked = [index for index, code in letters if code not in _HYPHENS and not chr(code).isspace()]
    first, last = (text.get_charbox(index, loose=True) for index in (inked[0], inked[-1]))
    broken = letters[-1][1] in _HYPHENS
    yield Line(words, left=first[0], right=last[2], top=first[3], bottom=first[1], broken=broken)


def _decoded(codes: Iterator[int]) -> str:
    """Letters beyond the first plane come as surrogate pairs; half a pair is no letter."""
    joined = "".join(chr(code) for code in codes if code <= 0x10FFFF)
    return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_CONTROLS)


_CONTROLS = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F))


def pdf_date(value: str, seen: date) -> Published | None:
    """A date as PDFs write it in, the day and, where its zone stands there, the moment out.

    >>> pdf_date("D:20240610013000+03'00'", date(2024, 7, 1)).at
    datetime.datetime(2024, 6, 9, 22, 30, tzinfo=datetime.timezone.utc)
    >>> pdf_date("D:20240610", date(2024, 7, 1)).at is None
    True
    """
    found = re.match(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?)?)?", value)
    try:
        result = _published(found) if found else None
    except (ValueError, OverflowError):
        return None
    return result if result and THE_WEB <= result.day <= seen else None


def _published(found: re.Match[str]) -> Published:
    year, month, day, hour, minute, second, utc, sign, off_hours, off_minutes = found.groups()
    if not (utc or sign):
        return Published(date(int(year), int(month), int(day)))
    offset = timedelta(hours=int(off_hours or 0), minutes=int(off_minutes or 0)) * (-1 if sign == "-" else 1)
    local = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=timezone(offset))
    moment = local.astimezone(UTC)
    return Published(moment.date(), "day", moment)


def _counted(pages: int) -> str:
    return "one page" if pages == 1 else f"{pages} pages"


def _line(value: str | None) -> str | None:
    return " ".join((value or "").translate(_CONTROLS).split()) or None
