"""Door: files, folders of files, and notes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from reportedly.capture.notes import MEDIA_TYPE, read_note
from reportedly.errors import BadInput
from reportedly.types import Failure

LIMIT = 64 * 1024 * 1024
"""The most bytes that one file may have, unless the caller says otherwise."""

_MEDIA_TYPES = {
    ".note": MEDIA_TYPE,
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """Bytes that came in: under which address they are kept, what they are, and through which channel."""

    address: str
    data: bytes
    media_type: str
    channel: str


def addressed(paths_or_addresses: Iterable[str | Path], *, limit: int = LIMIT) -> Iterator[Offered | Failure]:
    """Files and folders in, what they hold out, in the order given; a folder's files in the order of their paths.

    A note is kept under its header's `Address` or `urn:reportedly:note:NAME`, another file under
    `urn:reportedly:file:NAME`, where NAME is the path inside the given folder: never a path of this machine. Files and
    folders whose names begin with a dot, and symbolic links to folders, are not entered.

    Whatever cannot be taken is a Failure with its reason and the next step, and the rest goes on: a missing or
    unreadable file, more than `limit` bytes, an unknown kind, a broken note, a name with control characters.
    """
    for item in paths_or_addresses:
        if isinstance(item, str) and "://" in item:
            remedy = "Save the page and capture the file; capture from the web comes later."
            yield Failure(item, "web addresses cannot be captured yet.", remedy)
        elif Path(item).is_dir():
            yield from _folder(Path(item), limit)
        else:
            path = Path(item)
            yield _offer(path, path.name, limit)


def _folder(folder: Path, limit: int) -> Iterator[Offered | Failure]:
    try:
        found = sorted(_files_below(folder), key=lambda path: path.relative_to(folder).parts)
    except OSError as error:
        yield Failure(_shown(folder.name), f"the folder cannot be read: {error.strerror}.", "Check its permissions.")
        return
    if not found:
        yield Failure(_shown(folder.name), "the folder holds no files.", "Put .note, .txt, .md or .html files into it.")
    for path in found:
        yield _offer(path, path.relative_to(folder).as_posix(), limit)


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files_below(path)
        else:
            yield path


def _offer(path: Path, name: str, limit: int) -> Offered | Failure:
    try:
        return _taken(path, name, limit)
    except BadInput as error:
        return Failure(error.where or _shown(name), error.what, error.remedy)
    except OSError as error:
        return Failure(_shown(name), f"the file cannot be read: {error.strerror}.", "Check the name and permissions.")


def _taken(path: Path, name: str, limit: int) -> Offered:
    _refuse_name(name)
    media_type = _MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None and path.exists():
        remedy = f"Known kinds: {', '.join(_MEDIA_TYPES)}."
        raise BadInput(f"no reader for {path.suffix or 'a file without a suffix'}.", where=name, remedy=remedy)
    data = _bytes(path, name, limit)
    if not data:
        raise BadInput("the file is empty.", where=name, remedy="Fetch it again; nothing was kept.")
    if media_type == MEDIA_TYPE:
        return Offered(_note_address(data, name), data, media_type, "note")
    return Offered(f"urn:reportedly:file:{_quoted(name)}", data, media_type or "text/plain", "file")


def _refuse_name(name: str) -> None:
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name):
        remedy = "Rename the file, then capture it again."
        raise BadInput(
            "the file's name holds a line break, control character or broken letter.", where=_shown(name), remedy=remedy
        )


def _bytes(path: Path, name: str, limit: int) -> bytes:
    if path.exists() and not path.is_file():
        raise BadInput("this is no file (a device, pipe or socket).", where=name, remedy="Give a file or a folder.")
    size = path.stat().st_size
    if size <= limit:
        with path.open("rb") as file:
            data = file.read(size + 1)  # one more than there should be: a file that grows meanwhile is seen
        if len(data) == size:
            return data
        raise BadInput("the file changed while it was read.", where=name, remedy="Capture it again.")
    what = f"the file is larger than {_size(limit)} ({_size(size)})."
    raise BadInput(what, where=name, remedy="Split it, or raise the limit in the settings.")


def _note_address(data: bytes, name: str) -> str:
    header = read_note(data, name).header
    return header.address or f"urn:reportedly:note:{_quoted(name.removesuffix(Path(name).suffix))}"


def _quoted(name: str) -> str:
    """A name as the end of a urn (RFC 8141): letters of other scripts as percent-encoded UTF-8, one spelling each (NFC)."""
    return quote(unicodedata.normalize("NFC", name), safe="/")


def _size(number: int) -> str:
    return f"{number / 1024 / 1024:.1f} MB" if number >= 1024 * 1024 else f"{number} bytes"


def _shown(name: str) -> str:
    """A name for a message: control characters and broken letters escaped."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
