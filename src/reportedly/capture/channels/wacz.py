"""Door: WACZ files of other archivists' tools: a ZIP with WARC files, a list of pages, and hashes of it all.

Checked before anything is taken: names and sizes of members, the hash of each resource in `datapackage.json`, the hash of that in
`datapackage-digest.json`, and its signature where there is one. The indexes inside are not trusted and not used. Sources: WACZ 1.1.1;
WACZ Signing and Verification 0.1.0.
"""

from __future__ import annotations

import json
import lzma
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipInfo

from reportedly.capture.archives.digests import same
from reportedly.capture.archives.foreign import Stream
from reportedly.capture.channels.archived import Item, Received
from reportedly.capture.channels.signatures import checked
from reportedly.capture.channels.warcs import Wanted, checksum_of, in_stream, is_warc
from reportedly.capture.packed import Unpacked, unpacked
from reportedly.errors import BadInput
from reportedly.types import Failure

PACKAGE, DIGEST = "datapackage.json", "datapackage-digest.json"
LARGEST = 1 << 40
"""Bytes of a member that is streamed; what is read whole has the desk's own limit."""

_CHUNK = 1 << 20
_MOST_PAGES = 1_000_000
_DAMAGED = (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError)
"""What zipfile and its decompressors raise; RuntimeError for a password or an unknown way of packing."""

_AGAIN = "Ask the archivist for the file anew, or compare it with its checksum at the source."


def in_wacz(path: Path, name: str, wanted: Wanted) -> Iterator[Item]:
    """A WACZ file and its name in, what it holds out. Raises BadInput where the file as a whole cannot be believed."""
    with path.open("rb") as file:
        sum_ = checksum_of(file)
        packed = unpacked(file, name, limit=LARGEST, total=LARGEST)
        yield from packed.refused
        wacz = _Wacz(file, name, sum_, packed, {info.filename: info for info in packed.members}, wanted.limit)
        says, hashes = wacz.believed()
        yield Received(name, sum_, tuple(says))
        yield from wacz.pages_of(replace(wanted, channel="wacz", pages=wacz.listed(hashes) or None, met=set()), hashes)


@dataclass(frozen=True, slots=True)
class _Wacz:
    """An open WACZ file and the members that may be read."""

    file: BinaryIO
    name: str
    checksum: str
    packed: Unpacked
    members: Mapping[str, ZipInfo]
    limit: int

    def believed(self) -> tuple[list[str], dict[str, str]]:
        """What its digest and signature prove, in words, and the hash that it names for each of its files."""
        package = self._whole(PACKAGE)
        hash_ = _hash(package)
        says = list(self._digest(hash_))
        resources = self._object(package, PACKAGE).get("resources")
        if not isinstance(resources, list):
            raise BadInput(f"{PACKAGE} names no files.", where=self.name, remedy=_AGAIN)
        named = (one for one in resources if isinstance(one, dict))
        return says, {str(one.get("path")): str(one.get("hash") or "") for one in named}

    def _digest(self, hash_: str) -> Iterator[str]:
        if DIGEST not in self.members:
            yield f"no {DIGEST}: whoever changed the file could have changed its hashes too"
            return
        digest = self._object(self._whole(DIGEST), DIGEST)
        if not same(str(digest.get("hash")), hash_):
            what = f"{PACKAGE} is not what {DIGEST} says, so it was changed or damaged."
            raise BadInput(what, where=self.name, remedy=_AGAIN)
        signed = digest.get("signedData")
        if isinstance(signed, dict) and signed:
            yield checked(signed, hash_, self.name)
        else:
            yield "not signed: the hashes show damage, not who made the file"

    def listed(self, hashes: Mapping[str, str]) -> dict[str, str]:
        """The pages that the archivist lists, with their titles."""
        pages: dict[str, str] = {}
        for member in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
            if member in self.members:
                self._check(member, hashes)
                for line in self._lines(member):
                    _list_page(line, pages)
        return pages

    def _lines(self, name: str) -> Iterator[bytes]:
        try:
            with self.packed.file.open(self.members[name]) as lines:
                yield from iter(lambda: lines.readline(self.limit), b"")
        except _DAMAGED as error:
            raise BadInput(f"{name} is damaged: {error}.", where=self.name, remedy=_AGAIN) from error

    def pages_of(self, wanted: Wanted, hashes: Mapping[str, str]) -> Iterator[Item]:
        """What its WARC files hold, and which listed pages none of them holds."""
        warcs = sorted(name for name in self.members if name.startswith("archive/") and is_warc(name))
        if not warcs:
            yield Failure(self.name, "the file holds no WARC files.", _AGAIN)
        for name in sorted({*hashes, *self.members} - {*warcs, PACKAGE, DIGEST}):
            yield from self._sound(name, hashes)
        for name in warcs:
            wrong = list(self._sound(name, hashes))
            yield from wrong
            if not wrong:
                with self._opened(self.members[name]) as stream:
                    yield from in_stream(stream, f"{self.name}/{name}", self.checksum, wanted)
        for address in sorted((wanted.pages or {}).keys() - (wanted.met or set())):
            if wanted.hosts is None or not wanted.refuses(address):
                yield Failure(address, f"{self.name} lists it as a page and holds no record of it.", _AGAIN)

    def _sound(self, name: str, hashes: Mapping[str, str]) -> Iterator[Failure]:
        try:
            self._check(name, hashes)
        except BadInput as error:
            yield Failure(error.where, error.what, error.remedy)

    def _check(self, name: str, hashes: Mapping[str, str]) -> None:
        where = f"{self.name}/{_shown(name)}"
        if name not in self.members:
            raise BadInput(f"{PACKAGE} names this file, and it is not there.", where=where, remedy=_AGAIN)
        if not hashes.get(name):
            raise BadInput(f"{PACKAGE} names no hash of it, so it was not taken.", where=where, remedy=_AGAIN)
        with self._opened(self.members[name]) as stream:
            if not same(hashes[name], _stream_hash(stream, hashes[name])):
                what = f"it is not what {PACKAGE} says, so it was changed or damaged."
                raise BadInput(what, where=where, remedy=_AGAIN)

    def _whole(self, name: str) -> bytes:
        info = self.members.get(name)
        if info is None:
            raise BadInput(f"this is no WACZ file: it has no {name}.", where=self.name, remedy=_AGAIN)
        if info.file_size > self.limit:
            raise BadInput(f"{name} is larger than {self.limit} bytes.", where=self.name, remedy=_AGAIN)
        return self.packed.bytes_of(info, f"{self.name}/{name}")

    def _object(self, data: bytes, name: str) -> dict[str, object]:
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"{name} is no JSON: {error}.", where=self.name, remedy=_AGAIN) from error
        if not isinstance(value, dict):
            raise BadInput(f"{name} is no JSON object.", where=self.name, remedy=_AGAIN)
        return value

    @contextmanager
    def _opened(self, info: ZipInfo) -> Iterator[Stream]:
        """A member to seek in: a stretch of the ZIP where it is stored as it is (as it should be), else unpacked beside."""
        if info.compress_type == ZIP_STORED and not info.flag_bits & 1:
            yield _Stretch(self.file, _start_of(self.file, info, self.name), info.file_size)
            return
        with TemporaryFile() as beside:
            try:
                with self.packed.file.open(info) as member:
                    while chunk := member.read(_CHUNK):
                        beside.write(chunk)
            except _DAMAGED as error:
                what, where = f"the member is damaged: {error}.", f"{self.name}/{_shown(info.filename)}"
                raise BadInput(what, where=where, remedy=_AGAIN) from error
            beside.seek(0)
            yield beside


class _Stretch:
    """A stretch of a file as a file of its own."""

    def __init__(self, file: BinaryIO, start: int, length: int) -> None:
        self._file, self._start, self._length, self._at = file, start, length, 0

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, all that is left where it is negative."""
        left = max(self._length - self._at, 0)
        self._file.seek(self._start + self._at)
        data = self._file.read(left if size < 0 else min(size, left))
        self._at += len(data)
        return data

    def seek(self, position: int) -> int:
        """To this byte of the stretch."""
        self._at = position
        return position


def _start_of(file: BinaryIO, info: ZipInfo, where: str) -> int:
    file.seek(info.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise BadInput("a member of the ZIP is not where its list says.", where=where, remedy=_AGAIN)
    name, extra = struct.unpack("<HH", head[26:30])
    return info.header_offset + 30 + int(name) + int(extra)


def _stream_hash(stream: Stream, like: str) -> str:
    import hashlib

    algorithm = like.partition(":")[0].lower().replace("-", "")
    if algorithm not in ("sha256", "sha512", "sha384", "sha1", "md5"):
        return ""
    total = hashlib.new(algorithm, usedforsecurity=False)
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        total.update(chunk)
    return f"{algorithm}:{total.hexdigest()}"


def _list_page(line: bytes, pages: dict[str, str]) -> None:
    """A line that names no page is passed over: pages that it meant are said where their records are met."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        return
    address = entry.get("url") if isinstance(entry, dict) else None
    if isinstance(address, str) and address.isprintable() and len(pages) < _MOST_PAGES:
        title = entry.get("title")
        pages[address.partition("#")[0]] = " ".join(title.split()) if isinstance(title, str) else ""


def _hash(data: bytes) -> str:
    import hashlib

    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _shown(name: str) -> str:
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
