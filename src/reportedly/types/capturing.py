"""What was published, and the bytes that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from reportedly.types.tables import TableRow
from reportedly.types.text import Quote, Span


@dataclass(frozen=True, slots=True)
class Grade:
    """How far the desk trusts an outlet or a source, in Admiralty letters; never published."""

    letter: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published. `languages` are ISO 639-1 codes, `country` an ISO 3166-1 alpha-2 code or None.

    `feeds` and `sitemaps` are the addresses that `watch` looks at for new reports.
    """

    id: str
    name: str
    domains: tuple[str, ...] = ()
    country: str | None = None
    languages: tuple[str, ...] = ()
    owner: str | None = None
    legal_status: str | None = None
    aliases: tuple[str, ...] = ()
    reply: str | None = None
    grade: Grade | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compiler:
    """Who makes counts or accounts, and what they usually rest on (`base`). `kind`: own count, official, party, leak."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    base: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """Where a capture's bytes lie: file name inside the archive, offset and length in bytes of the gzip member."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Capture:
    """The bytes of a page as served at a moment. `checksum` is `sha256:` + 64 hex digits of the payload.

    `id` comes from address and checksum alone, so the same bytes from the same address are one capture.
    `status` is the HTTP status, or 0 where no HTTP was spoken (files, notes). `shows` names the report that other bytes of the
    same address gave before, where this capture shows the very same article once more: it has no report of its own.
    """

    id: str
    address: str
    final_address: str
    captured_at: datetime
    status: int
    media_type: str
    checksum: str
    record: Record
    channel: str
    revisit_of: str | None = None
    shows: str | None = None


class Hindrance(StrEnum):
    """What stood between the desk and a page. The first two are the outlet's word on the page; the others say nothing
    about it: somebody or something let us not have it, or we failed.

    gone: 404, 410, or a page that says so; withheld: 451, for legal reasons; forbidden: 401, 402, 403; challenge: a test for
    robots; consent: a page that asks for consent first; blocked: another's page in its place (a censor's, a firewall's);
    robots: robots.txt asks not to; internal: an address inside; proxy: the proxy failed; dns, refused, tls, timeout: no
    connection; busy: 429, or 503 after all tries; server: another 5xx; redirects: too many, in a circle, or to an unsafe place;
    too_large, bomb, cut_short, broken: what came is no whole answer; address: no address of the web; status: another status;
    unreadable: the bytes are there and hold no report.
    """

    GONE = "gone"
    WITHHELD = "withheld"
    FORBIDDEN = "forbidden"
    CHALLENGE = "challenge"
    CONSENT = "consent"
    BLOCKED = "blocked"
    ROBOTS = "robots"
    INTERNAL = "internal"
    PROXY = "proxy"
    DNS = "dns"
    REFUSED = "refused"
    TLS = "tls"
    TIMEOUT = "timeout"
    BUSY = "busy"
    SERVER = "server"
    REDIRECTS = "redirects"
    TOO_LARGE = "too_large"
    BOMB = "bomb"
    CUT_SHORT = "cut_short"
    BROKEN = "broken"
    ADDRESS = "address"
    STATUS = "status"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Failure:
    """An address that could not be captured: why, and what to do next. `gone`: the outlet says it is no more.

    `kind` says the reason in one word, for counting. `seen_at`: when it was seen: on the web, or when another
    archivist's crawler asked.
    """

    address: str
    reason: str
    remedy: str
    gone: bool = False
    kind: Hindrance = Hindrance.UNREADABLE
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LinkColumns:
    """Which columns of a desk's table of links hold what, by the words of its first row; None: by their usual names.

    `sheet` names the sheet of a workbook; its first where left out.
    """

    link: str | None = None
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    note: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One published piece, as read from a capture.

    `text` holds the paragraphs joined by blank lines; `paragraphs` are spans of it; every offset in a Reading counts
    in `text`. `published_at` is a day where no hour is known (`published_day` always holds the day in UTC).
    `link` is the original's public address (not the capture's, where a note stands for a page).
    `note` says what kind of note stands for the page ("demonstration note"), None for a real page.
    `saved_at`: when somebody saved the page to the file that was captured later, as the file says.
    `forwarded_from` names the channel that a message was passed on from; `media` the files that were sent with it.
    `row` is the row of an imported table that it was made of, where the capture is such a table.
    """

    id: str
    capture: str
    outlet: str
    headline: str
    text: str
    paragraphs: tuple[Span, ...]
    language: str
    published_day: date | None
    published_precision: str = "day"
    published_at: datetime | None = None
    modified_at: datetime | None = None
    byline: str | None = None
    credit_line: str | None = None
    dateline: str | None = None
    outlet_language: str | None = None
    link: str | None = None
    note: str | None = None
    truncated: bool = False
    forwarded_from: str | None = None
    media: tuple[str, ...] = ()
    saved_at: datetime | None = None
    row: TableRow | None = None


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person's name as it stands in a report. `public` where the text gives the person a public office, or the desk
    lists them (`public_persons` in desk.toml); everybody else is masked wherever words go out."""

    quote: Quote
    public: bool = False


@dataclass(frozen=True, slots=True)
class PersonalDetail:
    """Words near a private person that could help find them. `what`: age, family, unit, call_sign, address,
    occupation, phone, id_number."""

    quote: Quote
    what: str
