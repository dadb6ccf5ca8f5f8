"""Door: which kinds of files are known, and what each holds: one report, several, or addresses to capture."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from reportedly.capture import mail, telegram
from reportedly.capture.feeds import read_feed
from reportedly.capture.links import Link, read_links
from reportedly.capture.notes import MEDIA_TYPE, read_note
from reportedly.capture.packed import unpacked
from reportedly.capture.pdf import MEDIA_TYPE as PDF
from reportedly.errors import BadInput
from reportedly.types import Failure, LinkColumns

FILE = "urn:reportedly:file:"
TOTAL = 8
"""A ZIP may unpack to so many times the limit for one file."""

DEEPEST = 5
"""How deep attachments may lie inside attachments."""

ALWAYS = datetime.max.replace(tzinfo=UTC)
"""No moment is later."""

ARCHIVES = (".warc", ".warc.gz", ".wacz")
"""Files of other archivists' tools: streamed from the disk, never held whole."""

_MEDIA_TYPES = {
    ".note": MEDIA_TYPE,
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": PDF,
}


@dataclass(frozen=True, slots=True)
class Offered:
    """Bytes that came in: under which address they are kept, what they are, and through which channel."""

    address: str
    data: bytes
    media_type: str
    channel: str


@dataclass(frozen=True, slots=True)
class Terms:
    """How files are taken: the most bytes of one, the desk's columns of links, and how deep inside other files this one lies.

    For other archivists' files: `now`, after which no record can have been made, and `hosts`, the only domains to take.
    """

    limit: int
    columns: LinkColumns
    packed: bool = False
    depth: int = 0
    now: datetime = ALWAYS
    hosts: frozenset[str] | None = None


Found = Offered | Failure | Link


def offers(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    """A file's name (the path inside what was given) and bytes in, what it holds out; what cannot be taken is a Failure."""
    try:
        refuse_unknown(name)
        if not data:
            raise BadInput("the file is empty.", where=name, remedy="Fetch it again; nothing was kept.")
        yield from _openers().get(suffix(name), _one)(name, data, terms)
    except BadInput as error:
        yield Failure(error.where or shown(name), error.what, error.remedy)


def refuse_unknown(name: str) -> None:
    """Raises BadInput where a file's name cannot be kept, or its kind is not known."""
    if any(unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") for letter in name):
        what = "the file's name holds a line break, control character or broken letter."
        raise BadInput(what, where=shown(name), remedy="Rename the file, then capture it again.")
    kind = suffix(name)
    if kind in ARCHIVES or name.lower().endswith(".warc.gz"):
        remedy = "Unpack it, and capture the file."
        raise BadInput("an archive inside another file is not opened.", where=name, remedy=remedy)
    if kind not in _MEDIA_TYPES and kind not in _openers():
        known = ", ".join((*_MEDIA_TYPES, *_openers(), *ARCHIVES))
        what = f"no reader for {kind or 'a file without a suffix'}."
        raise BadInput(what, where=name, remedy=f"Known kinds: {known}.")


def sent_with_messages(names: Collection[str], read: Callable[[str], bytes]) -> frozenset[str]:
    """Files that the messages of a Telegram export among `names` name and that are of no known kind: photos, videos, stickers.

    They are no reports of their own: the reports of the messages name them.
    """
    media: set[str] = set()
    for name in names:
        if PurePosixPath(name).name == "result.json":
            media |= {(PurePosixPath(name).parent / one).as_posix() for one in _media(name, read)}
    return frozenset(name for name in names if name in media and not _is_known(name))


def _media(name: str, read: Callable[[str], bytes]) -> frozenset[str]:
    try:
        return telegram.media_of(read(name), name)
    except (BadInput, OSError):  # said where the file itself is taken
        return frozenset()


def _is_known(name: str) -> bool:
    return suffix(name) in _MEDIA_TYPES or suffix(name) in _openers()


def _openers() -> dict[str, Callable[[str, bytes, Terms], Iterator[Found]]]:
    """Files that hold several reports, or addresses."""
    feeds = dict.fromkeys((".xml", ".rss", ".atom", ".opml", ".gz"), _feed)
    tables = dict.fromkeys((".csv", ".xlsx"), _links)
    return {".eml": _mail, ".mbox": _mbox, ".zip": _zip, ".json": _json, **tables, **feeds}


def _one(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    media_type = _MEDIA_TYPES[suffix(name)]
    if media_type == MEDIA_TYPE:
        yield Offered(_note_address(data, name), data, media_type, "note")
    else:
        yield Offered(FILE + quoted(name), data, media_type, "file")


def _note_address(data: bytes, name: str) -> str:
    header = read_note(data, name).header
    return header.address or f"urn:reportedly:note:{quoted(name.removesuffix(PurePosixPath(name).suffix))}"


def _mail(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    attachments = tuple(mail.attached(data, name))
    address = mail.address_of(data)
    yield Offered(address, data, mail.MEDIA_TYPE, "mail")
    for attachment in attachments:
        yield from _attached(attachment, name, address, terms)


def _attached(attachment: mail.Attachment, name: str, address: str, terms: Terms) -> Iterator[Found]:
    """An attachment is kept under its mail's address, whatever the file was called that the mail lay in."""
    inside = f"{name}/{attachment.name.replace('/', '_')}"
    if terms.depth >= DEEPEST:
        yield Failure(inside, f"it lies more than {DEEPEST} attachments deep.", "Save it, and capture the file.")
    elif attachment.data is None:
        yield Failure(inside, "the attachment's encoding is broken.", "Save the message anew (as .eml).")
    else:
        named = f"{inside}.eml" if attachment.media_type == mail.MEDIA_TYPE and suffix(inside) != ".eml" else inside
        for found in offers(named, attachment.data, replace(terms, depth=terms.depth + 1)):
            mine = isinstance(found, Offered) and found.address.startswith(FILE + quoted(name))
            yield _moved(found, FILE + quoted(name), address) if mine and isinstance(found, Offered) else found


def _moved(found: Offered, before: str, after: str) -> Offered:
    return replace(found, address=after + found.address.removeprefix(before), channel="mail")


def _mbox(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    number = 0
    for number, message in mail.messages(data):
        try:
            yield from _mail(f"{name}, message {number}", message, terms)
        except BadInput as error:
            yield Failure(error.where, error.what, error.remedy)
    if not number:
        remedy = "Export the folder from the mail program as mbox, or save messages as .eml."
        raise BadInput("the mailbox holds no messages: no line begins with `From `.", where=name, remedy=remedy)


def _zip(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    if terms.packed:
        raise BadInput("a ZIP inside a ZIP is not opened.", where=name, remedy="Unpack it, and capture what it holds.")
    packed = unpacked(data, name, limit=terms.limit, total=TOTAL * terms.limit)
    yield from packed.refused
    members = {info.filename: info for info in packed.members}
    if not members and not packed.refused:
        raise BadInput("the ZIP holds no files.", where=name, remedy="Pack it again from the folder.")
    passed = sent_with_messages(members, lambda member: packed.bytes_of(members[member], f"{name}/{member}"))
    for member in sorted(members.keys() - passed):
        inside = f"{name}/{member}"
        try:
            refuse_unknown(inside)
            unpacked_bytes = packed.bytes_of(members[member], inside)
        except BadInput as error:
            yield Failure(error.where, error.what, error.remedy)
        else:
            yield from offers(inside, unpacked_bytes, replace(terms, packed=True))


def _json(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    try:
        is_export = telegram.is_export(json.loads(data))
    except (ValueError, RecursionError):
        is_export = False  # the feed's reader says what is wrong with it
    if not is_export:
        yield from _feed(name, data, terms)
        return
    for message in telegram.messages(data, name):
        if isinstance(message, Failure):
            yield message
        else:
            yield Offered(message.address, message.data, telegram.MEDIA_TYPE, "telegram")


def _feed(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    feed = read_feed(data, name, limit=terms.limit)
    if feed.kind in ("opml", "sitemap index"):
        what = f"this is a list of {len(feed.entries)} {'feeds' if feed.kind == 'opml' else 'sitemaps'}, not of pages."
        raise BadInput(what, where=name, remedy="Fetch the ones you need, and capture those files.")
    yield from feed.problems
    for number, entry in enumerate(feed.entries, 1):
        yield Link(entry.link, f"{name}, entry {number}", entry.title, entry.outlet, entry.published)


def _links(name: str, data: bytes, terms: Terms) -> Iterator[Found]:
    yield from read_links(data, name, terms.columns, limit=terms.limit)


def suffix(name: str) -> str:
    """The end of a name, from its last dot, in lower case."""
    return PurePosixPath(name).suffix.lower()


def quoted(name: str) -> str:
    """A name as the end of a urn (RFC 8141): letters of other scripts as percent-encoded UTF-8, one spelling each (NFC)."""
    return quote(unicodedata.normalize("NFC", name), safe="/")


def shown(name: str) -> str:
    """A name for a message: control characters and broken letters escaped."""
    return name if name.isprintable() else name.encode("unicode_escape").decode("ascii")
