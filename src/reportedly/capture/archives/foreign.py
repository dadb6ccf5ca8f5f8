"""Door: the records of a WARC file that others wrote, one after the other in bounded memory, each with its bytes as stored.

A file may be plain, have a gzip member per record (as it should), or be packed as a whole. A damaged stretch is told with its
offset, and reading goes on at the next record that begins. Source: WARC 1.1 (ISO 28500:2017), 4 and Annex D.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

_CHUNK = 1 << 16
_LONGEST_HEADER = 1 << 18
_TIMES = 200
_AHEAD = 512
_GZIP = b"\x1f\x8b\x08"
_ZSTD = b"\x28\xb5\x2f\xfd"


class Stream(Protocol):
    """A file that can be read and sought in."""

    def read(self, size: int = -1, /) -> bytes:
        """Up to `size` bytes."""

    def seek(self, position: int, /) -> int:
        """To this byte."""


@dataclass(frozen=True, slots=True)
class Found:
    """One whole record. `offset` is that of its gzip member or its first byte in the file; `stored` a gzip member that holds
    the record's bytes and nothing else: the file's own where it has one, else packed anew."""

    offset: int
    stored: bytes
    record: bytes


@dataclass(frozen=True, slots=True)
class Damaged:
    """From `offset` on no record could be read, and why; reading goes on behind it."""

    offset: int
    why: str


@dataclass(frozen=True, slots=True)
class TooLarge:
    """A record of more than the allowed bytes, passed over: where, and the head that names it."""

    offset: int
    length: int
    head: bytes


Item = Found | Damaged | TooLarge


def records(file: Stream, *, limit: int) -> Iterator[Item]:
    """An open file in, its records out; `limit`: bytes of one record's block. What is no WARC file is one Damaged."""
    start = file.read(6)
    file.seek(0)
    if start.startswith(_GZIP):
        yield from _packed(file, limit)
    elif start.startswith(b"WARC/"):
        yield from _plain(file, limit)
    else:
        zstd = "the file is packed with zstd, which is not read" if start.startswith(_ZSTD) else None
        yield Damaged(0, zstd or ("the file is empty" if not start else "this is no WARC file"))


class _Wrong(Exception):
    """No record can be read here."""


@dataclass(slots=True)
class _Framer:
    """Cuts a stream of unpacked bytes into records. `position` counts the bytes that were taken off its front."""

    limit: int
    position: int = 0
    ahead: bytearray = field(default_factory=bytearray)
    skip: int = 0

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes | None, bytes, int]]:
        """(position, the whole record or None where it is too large, its head, its block's length) for each complete one."""
        self.ahead += data
        while True:
            if self.skip:
                self._drop(min(self.skip, len(self.ahead)))
                if self.skip:
                    return
            self._past_breaks()
            head = self._head()
            if head is None:
                return
            length = _length(head)
            if length > self.limit:
                yield self.position, None, head, length
                self.skip = len(head) + length
                continue
            whole = len(head) + length
            if len(self.ahead) < whole:
                return
            record = bytes(self.ahead[:whole])
            at, self.position = self.position, self.position + whole
            del self.ahead[:whole]
            yield at, record, head, length

    @property
    def unfinished(self) -> bool:
        """Whether a record has begun and its end is missing."""
        return bool(self.skip or self.ahead.strip(b"\r\n"))

    def _drop(self, number: int) -> None:
        del self.ahead[:number]
        self.position += number
        self.skip -= number

    def _past_breaks(self) -> None:
        breaks = len(self.ahead) - len(self.ahead.lstrip(b"\r\n")) if self.ahead[:1].isspace() else 0
        del self.ahead[:breaks]
        self.position += breaks

    def _head(self) -> bytes | None:
        start = bytes(self.ahead[:5])
        if not b"WARC/".startswith(start[:5]):
            raise _Wrong("no record begins here")
        end = self.ahead.find(b"\r\n\r\n", 0, _LONGEST_HEADER)
        if end >= 0:
            return bytes(self.ahead[: end + 4])
        if len(self.ahead) >= _LONGEST_HEADER:
            raise _Wrong("the record's header has no end")
        return None


def _length(head: bytes) -> int:
    found = _content_length().search(head)
    if found is None:
        raise _Wrong("the record does not say how long it is")
    return int(found[1])


# --- plain ------------------------------------------------------------------------------------------------------------


def _plain(file: Stream, limit: int) -> Iterator[Item]:
    start = 0
    while True:
        framer = _Framer(limit, position=start)
        try:
            while chunk := file.read(_CHUNK):
                for at, record, head, length in framer.feed(chunk):
                    yield _plain_item(at, record, head, length)
            if framer.unfinished:
                yield Damaged(framer.position, "the file ends inside this record")
            return
        except _Wrong as wrong:
            yield Damaged(framer.position, str(wrong))
            found = _search(file, framer.position + 1, b"\nWARC/1.")
            if found is None:
                return
            start = found + 1
            file.seek(start)


def _plain_item(at: int, record: bytes | None, head: bytes, length: int) -> Item:
    return TooLarge(at, length, head) if record is None else Found(at, _member(record), record)


def _member(record: bytes) -> bytes:
    return gzip.compress(record + b"\r\n\r\n", mtime=0)


# --- packed -----------------------------------------------------------------------------------------------------------


def _packed(file: Stream, limit: int) -> Iterator[Item]:
    start: int | None = 0
    while start is not None:
        member = _Member(start)
        file.seek(start)
        try:
            yield from member.items(file, limit)
        except _Wrong as wrong:
            yield Damaged(start, str(wrong))
            start = _next_member(file, start + 1)
        else:
            start = member.end if not _at_end(file, member.end) else None


@dataclass(slots=True)
class _Member:
    """One gzip member on its way: from where, up to where, its bytes as stored while they may be one record's."""

    start: int
    end: int = 0
    stored: bytearray | None = field(default_factory=bytearray)
    out: int = 0

    def items(self, file: Stream, limit: int) -> Iterator[Item]:
        """Its records: a lone one once the member is known to be whole, several as they come."""
        framer = _Framer(limit)
        held: Found | None = None
        for piece in self._pieces(file, limit):
            for _, record, head, length in framer.feed(piece):
                if held is not None:
                    self.stored = None  # several records share the member: each is packed anew
                    yield self._whole(held)
                held = None
                if record is None:
                    self.stored = None
                    yield TooLarge(self.start, length, head)
                elif self.stored is None:
                    yield Found(self.start, _member(record), record)
                else:
                    held = Found(self.start, b"", record)
        if framer.unfinished:
            raise _Wrong("the record is longer than its gzip member")
        if held is not None:
            yield self._whole(held)

    def _whole(self, held: Found) -> Found:
        return Found(held.offset, bytes(self.stored) if self.stored else _member(held.record), held.record)

    def _pieces(self, file: Stream, limit: int) -> Iterator[bytes]:
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        taken = 0
        while not inflate.eof:
            chunk = file.read(_CHUNK)
            if not chunk:
                raise _Wrong("the file ends inside this gzip member")
            try:
                piece = inflate.decompress(chunk)
            except zlib.error as error:
                raise _Wrong("the gzip member is damaged") from error
            used = len(chunk) - len(inflate.unused_data)
            taken, self.out = taken + used, self.out + len(piece)
            if self.stored is not None:
                self.stored += chunk[:used]
            if self.out > limit and self.out > _TIMES * taken:
                raise _Wrong(f"it is packed more than {_TIMES} times: it may be a bomb")
            self.end = self.start + taken
            yield piece


def _next_member(file: Stream, start: int) -> int | None:
    """The next place from `start` on where a gzip member begins that holds a record."""
    return next((at for at, ahead in _places(file, start, _GZIP) if _holds_record(ahead)), None)


def _holds_record(ahead: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(ahead, 5) == b"WARC/"
    except zlib.error:
        return False  # the same three bytes by chance


def _search(file: Stream, start: int, words: bytes) -> int | None:
    return next((at for at, _ in _places(file, start, words)), None)


def _places(file: Stream, start: int, words: bytes) -> Iterator[tuple[int, bytes]]:
    """Where these words stand from `start` on, each place with the bytes that begin there."""
    file.seek(start)
    window, last = b"", False
    while not last:
        chunk = file.read(_CHUNK)
        window, last = window + chunk, not chunk
        upto = len(window) if last else max(len(window) - _AHEAD, 0)
        at = window.find(words)
        while 0 <= at < upto:
            yield start + at, window[at : at + _AHEAD]
            at = window.find(words, at + 1)
        start, window = start + upto, window[upto:]


def _at_end(file: Stream, position: int) -> bool:
    file.seek(position)
    return not file.read(1)


@cache
def _content_length() -> re.Pattern[bytes]:
    return re.compile(rb"(?im)^content-length:[ \t]*(\d{1,15})[ \t]*\r?$")
