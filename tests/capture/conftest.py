"""What several tests of capture need: PDFs made by hand, one font, lines at places, nothing else."""

from collections.abc import Callable, Sequence

import pytest

Placed = tuple[float, float, str]


def pdf(*pages: Sequence[Placed], info: str = "", picture: bool = False, encrypt: str = "") -> bytes:
    """Lines (x, y, words; Windows-1251) on pages in, the bytes of a PDF out. `picture` puts one on every page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", _FONT, _TO_UNICODE, _PICTURE]
    kids = []
    for lines in pages:
        drawn = b"".join(
            b"BT /F1 12 Tf %g %g Td <%s> Tj ET\n" % (x, y, words.encode("cp1251").hex().encode())
            for x, y, words in lines
        )
        drawn += b"q 100 0 0 100 50 50 cm /I1 Do Q\n" if picture else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> /XObject << /I1 5 0 R >> >> /Contents %d 0 R >>"
        objects.append(page % len(objects))
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    objects.append(f"<< {info} >>".encode())
    return _file(objects, encrypt.encode())


def _file(objects: Sequence[bytes], encrypt: bytes) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + trailer % (len(objects) + 1, len(objects), encrypt, len(out))


def _stream(about: bytes, data: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (about, len(data), data)


_FONT = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 4 0 R /FirstChar 32 /LastChar 255 /Widths [%s] /FontDescriptor << /Type /FontDescriptor /FontName /Helvetica /Flags 32 /FontBBox [-166 -225 1000 931] /ItalicAngle 0 /Ascent 718 /Descent -207 /CapHeight 718 /StemV 88 >> >>"
    % b" ".join([b"500"] * 224)
)
_MAP = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
_CYRILLIC = [
    (code, ord(bytes([code]).decode("cp1251"))) for code in (*range(0xC0, 0x100), 0xB3, 0xBF, 0xBA, 0xA0, 0xAB, 0xBB)
]
_TO_UNICODE = _stream(
    b"",
    (_MAP + f"{len(_CYRILLIC)} beginbfchar\n" + "".join(f"<{c:02X}> <{u:04X}>\n" for c, u in _CYRILLIC) + "endbfchar\nendcmap end end").encode(),
)  # fmt: skip
_PICTURE = _stream(
    b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\x80"
)


@pytest.fixture
def make_pdf() -> Callable[..., bytes]:
    """The function that makes a PDF."""
    return pdf
