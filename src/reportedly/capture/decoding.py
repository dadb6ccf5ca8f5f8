"""Bytes to text, or the reason why not: a page that is read in the wrong alphabet is worse than one that is refused."""

from __future__ import annotations

import codecs
import re
from functools import cache

from reportedly.errors import BadInput

_SAVE_AS_UTF8 = "Save it as UTF-8 and capture it again."
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, DOCX or XLSX file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"SQLite format 3": "an SQLite database",
}
_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def text_of(data: bytes, where: str) -> str:
    """The bytes of a note or text file in, its text out: UTF-8, line ends as `\\n`, no byte-order mark.

    >>> text_of("Втекли двоє.\\r\\n".encode(), "note")
    'Втекли двоє.\\n'

    Raises BadInput for an empty, binary, cut or differently encoded file; the message says which, and at which byte.
    """
    _refuse_empty(data, where)
    _refuse_binary(data, where)
    return _tidy(_utf8(data, where), where)


def page_text_of(data: bytes, where: str, served: str | None = None) -> str:
    """The bytes of a web page in, its text out, in the encoding that the page itself declares (else UTF-8).

    >>> page_text_of('<meta charset="windows-1251"><p>Да'.encode("cp1251"), "page")
    '<meta charset="windows-1251"><p>Да'

    `served`: the media type that a server gave with it. Then bytes that are UTF-8 are UTF-8, whatever header and page say;
    else the header's charset goes before the page's (HTML standard), unless it is Latin-1, which servers say of everything; and
    a few bytes that do not fit, fewer than one in a thousand, are shown as such instead of losing the page.

    Raises BadInput where the page is empty, binary, or not in the encoding it declares.
    """
    _refuse_empty(data, where)
    if served is not None:
        return _served_text(data, where, served)
    name = declared_encoding(data)
    if name is None:
        return text_of(data, where)
    try:
        return data.decode(name).removeprefix("\ufeff").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"the page says that it is {name}, but byte {error.start} is not.", where=where, remedy=_SAVE_AS_UTF8
        ) from error


def _served_text(data: bytes, where: str, served: str) -> str:
    if not data.startswith(_WIDE):
        _refuse_binary(data, where)
    name = _served_encoding(data, served)
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    if broken > len(text) / 1000 + 1:
        what = f"the page is not in the encoding that is named for it ({name}): {broken} letters cannot be read."
        raise BadInput(what, where=where, remedy="Open it in a browser, save it as shown, and capture the file.")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\0", "\ufffd")


def _served_encoding(data: bytes, served: str) -> str:
    if data.startswith((codecs.BOM_UTF8, *_WIDE)):
        return declared_encoding(data) or "utf-8"
    if not data.isascii() and _is_utf8(data):
        return "utf-8"
    named = re.search(r"""charset\s*=\s*["']?([\w.:-]+)""", served, re.IGNORECASE)
    header, page = _known(named[1]) if named else None, declared_encoding(data)
    header = None if header == "iso8859-1" and page else header
    return {"iso8859-1": "cp1252"}.get(name := header or page or "utf-8", name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _known(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a byte-order mark or a page's head names, as Python knows it; None where neither does.

    The first 1,024 bytes are searched (HTML standard, "prescan a byte stream").
    """
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if data.startswith(_WIDE):
        return "utf-32" if data.startswith(_WIDE[:2]) else "utf-16"
    found = _charset().search(data[:1024])
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


@cache
def _charset() -> re.Pattern[bytes]:
    return re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)


def _refuse_empty(data: bytes, where: str) -> None:
    if not data.strip():
        raise BadInput("the file is empty.", where=where, remedy="Fetch it again; nothing was kept.")


def _refuse_binary(data: bytes, where: str) -> None:
    for start, kind in _BINARY.items():
        if data.startswith(start):
            raise BadInput(f"this is {kind}, not text.", where=where, remedy="Save its text as .txt, .note or .html.")
    if data.startswith(_WIDE):
        raise BadInput("the text is in UTF-16 or UTF-32, not UTF-8.", where=where, remedy=_SAVE_AS_UTF8)
    zero = data.find(b"\0")
    if zero >= 0:
        what = (
            "the text is in UTF-16, not UTF-8." if _looks_wide(data) else f"the file is binary (a zero at byte {zero})."
        )
        raise BadInput(what, where=where, remedy=_SAVE_AS_UTF8)


def _looks_wide(data: bytes) -> bool:
    head = data[:4096]
    fewer, more = sorted((head[0::2].count(0), head[1::2].count(0)))
    return more > len(head) / 8 and fewer <= more / 8


def _utf8(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(data) and error.reason == "unexpected end of data":
            what, remedy = "the file is cut in the middle of a letter.", "Fetch the whole file again; nothing was kept."
        else:
            line = data.count(b"\n", 0, error.start) + 1
            what, remedy = f"byte {error.start} (line {line}) is not UTF-8{_likely(data)}.", _SAVE_AS_UTF8
        raise BadInput(what, where=where, remedy=remedy) from error


def _likely(data: bytes) -> str:
    """A guess at the encoding, for the message only: never used to read.

    Windows-1251 keeps lower-case Cyrillic at 0xE0-0xFF, KOI8-R at 0xC0-0xDF; running text is mostly lower case.
    """
    high = [byte for byte in data if byte >= 0x80]
    if len(high) < len(data) / 4:
        return "; the text is likely Windows-1252"
    lower_1251 = sum(byte >= 0xE0 for byte in high)
    lower_koi8 = sum(0xC0 <= byte < 0xE0 for byte in high)
    return f"; the text is likely {'Windows-1251 (cp1251)' if lower_1251 >= lower_koi8 else 'KOI8-R'}"


def _tidy(text: str, where: str) -> str:
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n")
    control = _CONTROLS.search(text)
    if control:
        line = text.count("\n", 0, control.start()) + 1
        what = f"a control character (U+{ord(control[0]):04X}) on line {line}: the file is binary or damaged."
        raise BadInput(what, where=where, remedy="Remove it, or fetch the file again.")
    return text
