"""Door: which kinds of files are known, and what each holds: one report, several, or addresses to capture."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from reportedly.capture import mail, telegram
from reportedly.capture.channels.archived import Passed
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

_FILES = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".webm": "video/webm",
    ".ogg": "audio/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
}


@dataclass(frozen=True, slots=True)
class Offered:
    """Bytes that came in: under which address they are kept, what they are, and through which channel. `attached`: a file
    that came with a report and is none itself."""

    address: str
    data: bytes
    media_type: str
    channel: str
    attached: bool = False


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


Found = Offered | Failure | Link | Passed


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


@dataclass(frozen=True, slots=True)
class Sent:
    """What the messages of the exports among some files were sent with. `passed`: files that are no reports of their own;
    `kept`: those of them that are captures, with their addresses; `refused`: names that lead out, and files that lack."""

    passed: frozenset[str]
    kept: Mapping[str, str]
    refused: tuple[Failure | Passed, ...]


def sent_with_messages(names: Collection[str], read: Callable[[str], bytes]) -> Sent:
    """Files that the messages of a Telegram export among `names` name and that are of no known kind: photos, videos, stickers.

    They are captures beside the messages' reports. Only files among `names` are ever opened, whatever an export says.
    """
    there, kept, refused = set(names), dict[str, str](), list[Failure | Passed]()
    media: set[str] = set()
    for name in names:
        if PurePosixPath(name).name == "result.json":
            found = {_beside(name, one): address for one, address in _media(name, read).items()}
            media |= found.keys() & there
            kept |= {one: address for one, address in found.items() if address and one in there and not _is_known(one)}
            refused += _not_there(name, [one for one, address in found.items() if address and one not in there])
    return Sent(frozenset(name for name in media if not _is_known(name)), kept, tuple(refused))


def _beside(export: str, name: str) -> str:
    """The path of a file that an export names, as the folder has it; a name that leads out of the export's folder stays no path of it."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    harmless = parts and parts[0] != "/" and not {"..", "."} & set(parts)
    return (PurePosixPath(export).parent / PurePosixPath(*parts)).as_posix() if harmless else f"{export}:{name}"


def _not_there(export: str, names: list[str]) -> Iterator[Failure | Passed]:
    out = sum(name.startswith(f"{export}:") for name in names)
    if out:
        what = f"its messages name {out} files outside the export's folder, which are not opened."
        yield Failure(shown(export), what, "Export the chat again; look where this export comes from.")
    yield from [Passed("a file that a message names and that is not in the folder")] * (len(names) - out)


def offered_file(name: str, data: bytes, address: str) -> Offered:
    """A file that was sent with a message, as a capture without a report."""
    return Offered(address, data, _FILES.get(suffix(name), "application/octet-stream"), "telegram", attached=True)


def _media(name: str, read: Callable[[str], bytes]) -> Mapping[str, str | None]:
    try:
        return telegram.media_of(read(name), name)
    except (BadInput, OSError):  # said where the file itself is taken
        return {}


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
    sent = sent_with_messages(members, lambda member: packed.bytes_of(members[member], f"{name}/{member}"))
    for one in sent.refused:
        yield replace(one, address=f"{name}/{one.address}") if isinstance(one, Failure) else one
    for member in sorted(members.keys() - sent.passed | sent.kept.keys()):
        inside = f"{name}/{member}"
        try:
            if member in sent.kept:
                yield offered_file(member, packed.bytes_of(members[member], inside), sent.kept[member])
                continue
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
