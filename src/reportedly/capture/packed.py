"""ZIP files in bounded memory and by harmless names. Sources: APPNOTE 6.3 (4.4.17: names), Zip Slip, overlapping "better zip bombs"."""

from __future__ import annotations

import lzma
import stat
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from reportedly.errors import BadInput
from reportedly.types import Failure

MOST_MEMBERS = 20_000
MOST_TIMES = 200
"""How many times larger a member may be than its packed bytes. Text packs 3 to 20 times; a bomb 1,000 times."""

_SMALL = 1024 * 1024
"""Members up to this size may be packed more tightly: a form repeated is no bomb."""

_AGAIN = "Pack the ZIP again from the folder, or capture the unpacked folder."


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A ZIP that may be read: the names of its members, and what was refused among them."""

    file: ZipFile
    members: tuple[ZipInfo, ...]
    refused: tuple[Failure, ...]

    def bytes_of(self, member: ZipInfo, where: str) -> bytes:
        """A member's bytes. Raises BadInput where they are damaged, locked, or packed in a way that is not known."""
        try:
            with self.file.open(member) as stream:
                data = stream.read(member.file_size + 1)
        except (
            RuntimeError
        ) as error:  # what zipfile raises for a password, and for a way of packing that it does not know
            raise BadInput(f"the member cannot be unpacked: {error}.", where=where, remedy=_AGAIN) from error
        except (BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as error:
            raise BadInput(f"the member is damaged: {error}.", where=where, remedy=_AGAIN) from error
        if len(data) != member.file_size:
            raise BadInput("the member is not as long as the ZIP says.", where=where, remedy=_AGAIN)
        return data


def unpacked(data: bytes | BinaryIO, where: str, *, limit: int, total: int) -> Unpacked:
    """The bytes of a ZIP (or the open file) in; what may be read of it out. `limit`: bytes of one member; `total`: of all that may be read.

    A member is refused where its name leaves the folder (`..`, an absolute path, a drive), holds a control character or stands there
    twice, where it is a link, locked, too large, or packed more than 200 times. Folders and what systems add (`__MACOSX`, names that begin
    with a dot) are passed over.

    Raises BadInput where the file is no ZIP, cut, or has too many members or bytes altogether: nothing of it is read.
    """
    try:
        file = ZipFile(BytesIO(data) if isinstance(data, bytes) else data)
        infos = [info for info in file.infolist() if not info.is_dir() and not _is_systems(info.filename)]
    except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise BadInput(f"this is no ZIP, or cut or damaged: {error}.", where=where, remedy=_AGAIN) from error
    _refuse_bomb(infos, where, total)
    reasons = list(_judged(infos, limit))
    refused = tuple(Failure(f"{where}/{_shown(info.filename)}", why, _AGAIN) for info, why in reasons if why)
    return Unpacked(file, tuple(info for info, why in reasons if not why), refused)


def _refuse_bomb(infos: list[ZipInfo], where: str, total: int) -> None:
    """By the sizes that the ZIP declares: no more than these is ever read of a member."""
    if len(infos) > MOST_MEMBERS:
        what = f"the ZIP has {len(infos)} members; {MOST_MEMBERS} is the most."
        raise BadInput(what, where=where, remedy="Split it, and capture the parts.")
    ends, last = 0, sorted(infos, key=lambda info: info.header_offset)
    for info in last:
        if info.header_offset < ends:
            raise BadInput("members of the ZIP lie one over the other: it may be a bomb.", where=where, remedy=_AGAIN)
        ends = info.header_offset + info.compress_size
    size = sum(info.file_size for info in infos)
    if size > total:
        what = f"the ZIP unpacks to {size} bytes; {total} is the most. It may be a bomb."
        raise BadInput(what, where=where, remedy="Split it, and capture the parts; or raise the limit in the settings.")


def _judged(infos: list[ZipInfo], limit: int) -> Iterator[tuple[ZipInfo, str | None]]:
    seen: set[str] = set()
    for info in infos:
        folded = unicodedata.normalize("NFC", info.filename).casefold()
        yield info, "two members have this name." if folded in seen else _reason(info, limit)
        seen.add(folded)


def _reason(info: ZipInfo, limit: int) -> str | None:
    """Why a member is refused, or None."""
    name = info.orig_filename
    if not _stays_inside(name):
        return "the member's name leads out of the folder."
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name):
        return "the member's name holds a line break, control character or broken letter."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "the member is a link to another file."
    if info.flag_bits & 0x1:
        return "the member is locked by a password."
    if info.file_size > limit:
        return f"the member is larger than {limit} bytes ({info.file_size})."
    if info.file_size > _SMALL and info.file_size > MOST_TIMES * max(info.compress_size, 1):
        return f"the member is packed more than {MOST_TIMES} times: it may be a bomb."
    return None


def _stays_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return bool(parts[0]) and ":" not in parts[0] and not {"", ".", ".."} & set(parts)


def _is_systems(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return parts[0] == "__MACOSX" or hidden


def _shown(name: str) -> str:
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
