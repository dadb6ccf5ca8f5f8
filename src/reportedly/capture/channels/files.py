"""Door: files, folders of files, and the addresses that they list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from reportedly.capture.channels.archived import Item
from reportedly.capture.channels.kinds import (
    ALWAYS,
    ARCHIVES,
    Found,
    Offered,
    Terms,
    offered_file,
    offers,
    refuse_unknown,
    sent_with_messages,
    shown,
)
from reportedly.capture.links import Link
from reportedly.errors import BadInput
from reportedly.types import Failure, LinkColumns

LIMIT = 64 * 1024 * 1024
"""The most bytes that one file may have, unless the caller says otherwise."""

USUAL = LinkColumns()
"""Columns of links by their usual names."""

__all__ = ["LIMIT", "Offered", "addressed"]


def addressed(
    paths_or_addresses: Iterable[str | Path],
    *,
    limit: int = LIMIT,
    columns: LinkColumns = USUAL,
    now: datetime = ALWAYS,
    hosts: frozenset[str] | None = None,
) -> Iterator[Found | Item]:
    """Files and folders in, what they hold out, in the order given; a folder's files in the order of their paths.

    A note is kept under its header's `Address` or `urn:reportedly:note:NAME`, a mail under `urn:reportedly:mail:` and a name from its
    Message-ID, a message of Telegram under `urn:reportedly:telegram:CHAT/NUMBER`, another file under `urn:reportedly:file:NAME`, where
    NAME is the path inside the given folder: never a path of this machine. Files and folders whose names begin with a dot, and symbolic
    links to folders, are not entered. Mails, mailboxes, ZIPs and exports are taken apart; `columns` are those of tables of links.

    WARC and WACZ files of other archivists are streamed, their records given as `channels.archived` has them: none made after
    `now`, only pages of the domains in `hosts` where given. An address of the web, given or listed, is given back as a Link: this
    door does not go out.

    Whatever cannot be taken is a Failure with its reason and the next step, and the rest goes on: a missing or
    unreadable file, more than `limit` bytes, an unknown kind, a broken note, a name with control characters.
    """
    terms = Terms(limit, columns, now=now, hosts=hosts)
    for item in paths_or_addresses:
        yield from _found(item, terms)


def _found(item: str | Path, terms: Terms) -> Iterator[Found | Item]:
    if isinstance(item, str) and "://" in item:
        yield Link(item, item)
    elif Path(item).is_dir():
        yield from _folder(Path(item), terms)
    else:
        path = Path(item)
        yield from _offer(path, path.name, terms)


def _folder(folder: Path, terms: Terms) -> Iterator[Found | Item]:
    try:
        found = sorted(_files_below(folder), key=lambda path: path.relative_to(folder).parts)
    except OSError as error:
        yield Failure(shown(folder.name), f"the folder cannot be read: {error.strerror}.", "Check its permissions.")
        return
    if not found:
        yield Failure(shown(folder.name), "the folder holds no files.", "Put .note, .txt, .md or .html files into it.")
    paths = {path.relative_to(folder).as_posix(): path for path in found}
    sent = sent_with_messages(paths, lambda name: _bytes(paths[name], name, terms.limit))
    yield from sent.refused
    for name, path in paths.items():
        if name in sent.kept:
            yield _sent(path, name, sent.kept[name], terms)
        elif name not in sent.passed:
            yield from _offer(path, name, terms)


def _sent(path: Path, name: str, address: str, terms: Terms) -> Offered | Failure:
    """A file that was sent with a message. A link may lead anywhere on this machine, so none is followed."""
    try:
        if path.is_symlink():
            raise BadInput("it is a link to another file.", where=name, remedy="Export the chat again.")
        return offered_file(name, _bytes(path, name, terms.limit), address)
    except BadInput as error:
        return Failure(shown(error.where or name), error.what, error.remedy)
    except OSError as error:
        return Failure(shown(name), f"the file cannot be read: {error.strerror}.", "Check the name and permissions.")


def _files_below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _files_below(path)
        else:
            yield path


def _offer(path: Path, name: str, terms: Terms) -> Iterator[Found | Item]:
    if name.lower().endswith(ARCHIVES) and path.is_file() and name.isprintable():
        yield from _archive(path, name, terms)
        return
    try:
        data = _taken(path, name, terms.limit)
    except BadInput as error:
        yield Failure(error.where or shown(name), error.what, error.remedy)
    except OSError as error:
        yield Failure(
            shown(name),
            f"the file cannot be read: {error.strerror}.",
            "Check the name and permissions; an address on the web begins with https://.",
        )
    else:
        yield from offers(name, data, terms)


def _archive(path: Path, name: str, terms: Terms) -> Iterator[Item]:
    from reportedly.capture.channels.wacz import in_wacz
    from reportedly.capture.channels.warcs import Wanted, in_file, is_warc

    wanted = Wanted(terms.limit, terms.now, terms.hosts)
    try:
        yield from (in_file if is_warc(name) else in_wacz)(path, name, wanted)
    except OSError as error:
        yield Failure(name, f"the file cannot be read: {error.strerror}.", "Check the name and permissions.")
    except BadInput as error:
        yield Failure(error.where or name, error.what, error.remedy)


def _taken(path: Path, name: str, limit: int) -> bytes:
    try:
        refuse_unknown(name)
    except BadInput:
        if path.exists() or not name.isprintable():
            raise
    return _bytes(path, name, limit)


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


def _size(number: int) -> str:
    return f"{number / 1024 / 1024:.1f} MB" if number >= 1024 * 1024 else f"{number} bytes"
