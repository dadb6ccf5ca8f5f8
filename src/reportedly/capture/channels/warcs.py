"""Door: WARC files of other archivists' tools, streamed: pages as they were served, with who archived them.

A capture's moment is the record's WARC-Date: the archivist's word. When it came to the desk, from which file (name, SHA-256)
and which record of it stands in the custody log. Digests are checked before anything is taken. Source: WARC 1.1 (ISO 28500:2017).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin

from reportedly.capture.archives.bodies import Body, body_of
from reportedly.capture.archives.custody import Origin
from reportedly.capture.archives.digests import fits
from reportedly.capture.archives.foreign import Damaged, Found, Stream, TooLarge, records
from reportedly.capture.archives.warc import Parsed, address_of, parse
from reportedly.capture.channels.archived import About, Again, Archived, Item, Passed, Received, Unserved
from reportedly.errors import BadInput
from reportedly.types import Failure

MOST_DAMAGED = 1000
"""Damaged stretches after which a file is given up."""

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_READABLE = frozenset({*_PAGES, "text/plain", "application/pdf", "message/rfc822", "text/markdown"})
_SLACK = 1 << 20
_OURS = "urn:reportedly:"
_AGAIN = "Ask the archivist for the file anew, or compare it with its checksum at the source."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages of a file are taken. `limit`: bytes of one body; `hosts`: only pages of these domains, all where None;
    `pages`: only these addresses, with their titles, where the archivist lists pages, and `met` those that were found;
    where a listed page leads elsewhere, that is listed too. `now`: no record is made later."""

    limit: int
    now: datetime
    hosts: frozenset[str] | None = None
    pages: dict[str, str] | None = None
    channel: str = "warc"
    met: set[str] | None = None

    def refuses(self, address: str) -> str | None:
        """Why a page is passed over, None where it is taken."""
        if self.pages is not None and address.partition("#")[0] not in self.pages:
            return "not among the pages that the archive lists"
        if self.hosts is not None and not self._is_ours(address):
            return "not of an outlet of this desk"
        return None

    def meet(self, address: str, leads_to: str | None = None) -> None:
        """A record of this page was found; it redirects to another address where one is given."""
        page = address.partition("#")[0]
        if self.met is not None:
            self.met.add(page)
        if self.pages is not None and leads_to and page in self.pages:
            self.pages.setdefault(leads_to.partition("#")[0], self.pages[page])

    def _is_ours(self, address: str) -> bool:
        from reportedly.capture.outlets import domain

        parts = domain(address).split(".")
        return any(".".join(parts[start:]) in (self.hosts or ()) for start in range(len(parts)))


def is_warc(name: str) -> bool:
    """Whether a file's name says that it is a WARC file."""
    return name.lower().endswith((".warc", ".warc.gz"))


def in_file(path: Path, name: str, wanted: Wanted) -> Iterator[Item]:
    """A WARC file and its name in, what it holds out, in bounded memory however long it is."""
    with path.open("rb") as file:
        sum_ = checksum_of(file)
        yield Received(name, sum_)
        yield from in_stream(file, name, sum_, wanted)


def checksum_of(file: BinaryIO) -> str:
    """`sha256:` and hex over the whole file; reading is at its start again afterwards."""
    file.seek(0)
    total = hashlib.sha256()
    while chunk := file.read(_SLACK):
        total.update(chunk)
    file.seek(0)
    return f"sha256:{total.hexdigest()}"


def in_stream(file: Stream, name: str, sum_: str, wanted: Wanted) -> Iterator[Item]:
    """An open file that can be sought in, its name and checksum in; what it holds out."""
    damaged = 0
    for item in records(file, limit=wanted.limit + _SLACK):
        if isinstance(item, Damaged):
            damaged += 1
            yield Failure(name, f"byte {item.offset}: {item.why}.", _AGAIN)
            if damaged == MOST_DAMAGED:
                yield Failure(name, f"more than {damaged} places are damaged; the rest was not read.", _AGAIN)
                return
        elif isinstance(item, TooLarge):
            yield from _too_large(item, name, wanted)
        else:
            yield from _taken(item, Origin(name, sum_, item.offset), wanted)


def _too_large(item: TooLarge, name: str, wanted: Wanted) -> Iterator[Item]:
    parsed = parse(item.head.split(b"\r\n\r\n")[0] + b"\r\nContent-Length: 0\r\n\r\n")
    if parsed is None or parsed.kind not in ("response", "resource"):
        return
    refused = wanted.refuses(address_of(parsed))
    if refused:
        yield Passed(refused)
        return
    what = f"the record is {item.length} bytes long; {wanted.limit} is the most"
    remedy = "Raise the limit in the settings if it is a page."
    yield Failure(_shown(address_of(parsed)), f"{_place(parsed, name, item.offset)}: {what}.", remedy)


def _taken(found: Found, origin: Origin, wanted: Wanted) -> Iterator[Item]:
    parsed = parse(found.record)
    if parsed is None:
        yield Failure(origin.file, f"byte {found.offset}: the record cannot be read.", _AGAIN)
        return
    origin = replace(origin, record=_field(parsed, "WARC-Record-ID"), payload=_field(parsed, "WARC-Payload-Digest"))
    handle = _kinds().get(parsed.kind)
    if handle is None:
        return  # request, metadata and what a later version adds: no publications
    try:
        yield handle(parsed, found.stored, origin, wanted)
    except BadInput as error:
        where = _place(parsed, origin.file, found.offset)
        yield Failure(_shown(address_of(parsed)) or origin.file, f"{where}: {error.what}", error.remedy or _AGAIN)


Handle = Callable[[Parsed, bytes, Origin, Wanted], Item]


def _kinds() -> Mapping[str, Handle]:
    made = "made from another record by a tool, not what was served (conversion)"
    return {
        "warcinfo": _about,
        "response": _response,
        "resource": _resource,
        "revisit": _again,
        "conversion": lambda *_: Passed(made),
        "continuation": lambda *_: Passed("one of several segments of a record"),
    }


def _about(parsed: Parsed, stored: bytes, origin: Origin, wanted: Wanted) -> Item:
    lines = parsed.payload.decode("utf-8", "replace").splitlines()
    named = dict(line.lower().partition(":")[::2] for line in lines)
    return About(stored, replace(origin, payload="", software=_shown(named.get("software", "").strip())[:200]))


def _response(parsed: Parsed, stored: bytes, origin: Origin, wanted: Wanted) -> Item:
    address = _address(parsed)
    refused = wanted.refuses(address)
    if refused:
        return Passed(refused)
    if not _field(parsed, "Content-Type").lower().startswith("application/http"):
        return Passed("a response of another kind than HTTP")
    _refuse_segment(parsed)
    _check_block(parsed)
    body = body_of(parsed.payload, limit=wanted.limit)
    at = _moment(parsed, wanted)
    wanted.meet(address, _target(address, body) if 300 <= body.status < 400 else None)
    if 300 <= body.status < 400:
        return Passed(f"a redirect (status {body.status})")
    if body.status not in (200, 203):
        return Unserved(address, at, body.status, listed=wanted.pages is not None)
    media_type = body.media_type
    passed = _no_page(media_type, listed=wanted.pages is not None)
    if passed:
        return passed
    _check_payload(parsed, body)
    cut = body.cut or "WARC-Truncated" in parsed.fields
    title = (wanted.pages or {}).get(address)
    return Archived(address, body.data, media_type, body.status, at, wanted.channel, stored, origin, title, cut)


def _target(address: str, body: Body) -> str | None:
    try:
        return urljoin(address, body.location) if body.location else None
    except ValueError:
        return None


def _resource(parsed: Parsed, stored: bytes, origin: Origin, wanted: Wanted) -> Item:
    address = _address(parsed)
    if address.startswith("urn:") and not address.startswith(_OURS):
        return Passed("made by the crawling tool (a urn)")
    ours = address.startswith(_OURS)
    refused = None if ours else wanted.refuses(address)
    if refused:
        return Passed(refused)
    media_type = _field(parsed, "Content-Type") or "application/octet-stream"
    passed = None if ours else _no_page(media_type, listed=wanted.pages is not None)
    if passed:
        return passed
    wanted.meet(address)
    _refuse_segment(parsed)
    _check_block(parsed)
    body = Body(0, media_type, parsed.payload, (parsed.payload,))
    _check_payload(parsed, body)
    cut, title = "WARC-Truncated" in parsed.fields, (wanted.pages or {}).get(address)
    at = _moment(parsed, wanted)
    return Archived(address, body.data, media_type, 0, at, wanted.channel, stored, origin, title, cut)


def _again(parsed: Parsed, stored: bytes, origin: Origin, wanted: Wanted) -> Item:
    address = _address(parsed)
    refused = wanted.refuses(address)
    if refused:
        return Passed(refused)
    wanted.meet(address)
    _check_block(parsed)
    status = 200
    if parsed.payload.strip():
        status = body_of(parsed.payload, limit=wanted.limit).status
    if 300 <= status < 400 and status != 304:
        return Passed(f"a redirect (status {status})")
    if status not in (200, 203, 304):
        return Unserved(address, _moment(parsed, wanted), status, listed=wanted.pages is not None)
    refers = _field(parsed, "WARC-Refers-To")
    target = _field(parsed, "WARC-Refers-To-Target-URI").strip("<>") or address
    records = (refers, f"{target} {_field(parsed, 'WARC-Refers-To-Date')}")
    return Again(address, records, target, _moment(parsed, wanted), status, wanted.channel, stored, origin)


def _address(parsed: Parsed) -> str:
    """Raises BadInput where the record names no address, or one that could not be printed."""
    address = address_of(parsed)
    if not address:
        raise BadInput("the record names no address.", remedy=_AGAIN)
    if not address.isprintable() or len(address) > 8000:
        raise BadInput("the record's address holds a control character or is too long.", remedy=_AGAIN)
    return address


def _no_page(media_type: str, *, listed: bool) -> Passed | None:
    base = media_type.partition(";")[0].strip().lower()
    if base in _PAGES or (listed and base in _READABLE):
        return None
    return Passed(f"{_shown(base)[:60]} is no page")


def _refuse_segment(parsed: Parsed) -> None:
    if "WARC-Segment-Number" in parsed.fields:
        remedy = "Ask the archivist for a file without segments."
        raise BadInput("the record is cut into segments, which are not put together.", remedy=remedy)


def _check_block(parsed: Parsed) -> None:
    digest = _field(parsed, "WARC-Block-Digest")
    if digest and fits(digest, [parsed.payload]) is False:
        raise BadInput("the block is not what its digest says, so it was changed or damaged.", remedy=_AGAIN)


def _check_payload(parsed: Parsed, body: Body) -> None:
    """Tools differ in whether they take the digest before or after decoding: one of the forms must have it."""
    digest = _field(parsed, "WARC-Payload-Digest")
    if digest and fits(digest, body.forms) is False:
        raise BadInput("the payload is not what its digest says, so it was changed or damaged.", remedy=_AGAIN)


def _moment(parsed: Parsed, wanted: Wanted) -> datetime:
    """The record's date; one without a zone is in UTC, as the standard has it."""
    written = _field(parsed, "WARC-Date")
    try:
        found = datetime.fromisoformat(written)
        at = (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise BadInput(f"the record's date cannot be read ({_shown(written)[:40]!r}).", remedy=_AGAIN) from error
    if at > wanted.now:
        raise BadInput(f"the record says it was made at {at.isoformat()}, which is still to come.", remedy=_AGAIN)
    return at


def _field(parsed: Parsed, name: str) -> str:
    return parsed.fields.get(name, "").strip()


def _place(parsed: Parsed, name: str, offset: int) -> str:
    return f"{name}, byte {offset}, record {_shown(_field(parsed, 'WARC-Record-ID')) or 'without an id'}"


def _shown(text: str) -> str:
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")
