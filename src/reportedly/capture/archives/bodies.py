"""What an HTTP response in a record holds: status, media type, and the body with its encodings undone.

Sources: RFC 9112 (chunked transfer coding), RFC 9110 8.4 (content codings). Archives often hold bodies that their crawler had
decoded already while the header still names the coding; such a body is taken as it stands.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reportedly.errors import BadInput

LIMIT = 1 << 30
"""The most bytes that a body may have once decoded, unless the caller says otherwise."""

_CHUNK = 1 << 20
_BROKEN = "Fetch the page again, or ask the archivist for a whole file."


@dataclass(frozen=True, slots=True)
class Body:
    """A response as read. `data` is the body with transfer and content codings undone, `forms` what digests may be of:
    the payload as it stands, and after each decoding. `cut`: the coding ended too early."""

    status: int
    media_type: str
    data: bytes
    forms: tuple[bytes, ...]
    location: str | None = None
    cut: bool = False


def body_of(block: bytes, *, limit: int = LIMIT, where: str = "") -> Body:
    """The block of a `response` record in, the response out.

    Raises BadInput where it is no HTTP response, its body cannot be decoded, or grows beyond `limit` bytes.
    """
    status, fields, payload = _split(block, where)
    forms, cut = [payload], False
    if fields.get("transfer-encoding", "").lower().strip() == "chunked":
        entity, cut = _unchunked(payload)
        forms.append(entity)
    for coding in reversed(_codings(fields.get("content-encoding", ""))):
        entity, short = _decoded(coding, forms[-1], limit, where)
        forms.append(entity)
        cut = cut or short
    if len(forms[-1]) > limit:
        raise _too_large(limit, where)
    media_type = fields.get("content-type", "").strip() or "application/octet-stream"
    return Body(status, media_type, forms[-1], tuple(dict.fromkeys(forms)), fields.get("location"), cut)


def _split(block: bytes, where: str) -> tuple[int, Mapping[str, str], bytes]:
    head, gap, payload = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, payload = block.partition(b"\n\n")
    first, *lines = re.split(rb"\r?\n", head)
    status = _status().match(first)
    if status is None:
        raise BadInput("the record holds no HTTP response.", where=where, remedy=_BROKEN)
    fields: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(_text(name).strip().lower(), _text(value).strip())
    return int(status[1]), fields, payload


def _text(value: bytes) -> str:
    """Fields are ASCII; what is not is shown and never a line break or control character."""
    words = value.decode("utf-8", "replace")
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _unchunked(payload: bytes) -> tuple[bytes, bool]:
    """A chunked payload as one; the payload as it is where it was never chunked; and whether its end is missing."""
    out, at = bytearray(), 0
    while size := _size().match(payload, at):
        length = int(size[1], 16)
        at = size.end()
        if length == 0:
            return bytes(out), False
        out += payload[at : at + length]
        at += length
        at += 2 if payload[at : at + 2] == b"\r\n" else 0
    return (bytes(out), True) if out else (payload, False)


def _codings(value: str) -> list[str]:
    named = (part.strip().lower() for part in value.split(","))
    return [coding for coding in named if coding not in ("", "identity", "none", "utf-8")]


def _decoded(coding: str, data: bytes, limit: int, where: str) -> tuple[bytes, bool]:
    decode = _decoders().get(coding)
    if decode is None:
        raise BadInput(f"the content coding {coding!r} is not known.", where=where, remedy=_BROKEN)
    try:
        return decode(data, limit)
    except _NotCoded:
        if _is_plain(data):
            return data, False
        raise BadInput(f"the body is not in the coding {coding!r}.", where=where, remedy=_BROKEN) from None
    except OverflowError:
        raise _too_large(limit, where) from None


class _NotCoded(Exception):
    """The bytes are not in the coding that the header names."""


def _decoders() -> Mapping[str, Callable[[bytes, int], tuple[bytes, bool]]]:
    return {"gzip": _gunzipped, "x-gzip": _gunzipped, "deflate": _inflated, "br": _from_brotli}


def _gunzipped(data: bytes, limit: int) -> tuple[bytes, bool]:
    """Members one after the other; bytes after the last that are no member are left out, as browsers do."""
    out, whole = bytearray(), True
    while data[:2] == b"\x1f\x8b":
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        _collect(_pieces(inflate, data), out, limit)
        whole, data = inflate.eof, inflate.unused_data
    if not out and data:
        raise _NotCoded
    return bytes(out), not whole


def _inflated(data: bytes, limit: int) -> tuple[bytes, bool]:
    """With zlib's wrapping, or without, as some servers send it."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        inflate, out = zlib.decompressobj(window), bytearray()
        _collect(_pieces(inflate, data), out, limit)
        if out or inflate.eof:
            return bytes(out), not inflate.eof
    raise _NotCoded


def _from_brotli(data: bytes, limit: int) -> tuple[bytes, bool]:
    import brotli  # type: ignore[import-untyped]

    inflate, out = brotli.Decompressor(), bytearray()
    try:
        for start in range(0, len(data), 4096):  # Brotli packs up to some thousand times: few bytes at once
            _collect(iter([inflate.process(data[start : start + 4096])]), out, limit)
    except brotli.error:
        if not out:
            raise _NotCoded from None
    return bytes(out), not inflate.is_finished()


def _pieces(inflate, data: bytes) -> Iterator[bytes]:  # type: ignore[no-untyped-def]  # zlib names no type for it
    """What it unpacks to, a megabyte at a time, up to the first byte that is wrong."""
    try:
        yield inflate.decompress(data, _CHUNK)
        while not inflate.eof and inflate.unconsumed_tail:
            yield inflate.decompress(inflate.unconsumed_tail, _CHUNK)
    except zlib.error:
        return


def _collect(pieces: Iterator[bytes], out: bytearray, limit: int) -> None:
    for piece in pieces:
        out += piece
        if len(out) > limit:
            raise OverflowError


def _is_plain(data: bytes) -> bool:
    return not data.strip() or data.lstrip()[:1] in (b"<", b"{", b"[") or (b"\0" not in data[:1024] and data.isascii())


class Bomb(BadInput):
    """A body that unpacks to more than it may."""


def _too_large(limit: int, where: str) -> Bomb:
    remedy = "Raise the limit in the settings if the page is real; it may be a bomb."
    return Bomb(f"the body unpacks to more than {limit} bytes.", where=where, remedy=remedy)


@cache
def _status() -> re.Pattern[bytes]:
    return re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")


@cache
def _size() -> re.Pattern[bytes]:
    return re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
