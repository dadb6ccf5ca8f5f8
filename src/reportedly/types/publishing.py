"""What the desk publishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from reportedly.types.capturing import Capture, Compiler, Outlet, Report
from reportedly.types.counting import Question, Tally
from reportedly.types.ledger import Finding, Standing
from reportedly.types.reading import Figure


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with everything that must travel with it. `kind`: photo, drawing, map, archive. `file` lies in pictures/.

    Width and height are pixels (or the SVG's own units).
    """

    id: str
    file: str
    alternative: str
    caption: str
    credit: str
    place: str | None
    date: str | None
    licence: str
    kind: str = "photo"
    width: int | None = None
    height: int | None = None


@dataclass(frozen=True, slots=True)
class FigureRef:
    """What a brief's front matter ties a name to: one figure, or a question's tally at a mark or as of a day."""

    name: str
    figure: str | None = None
    tally: str | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A correction or a later development shown on a brief. `kind`: correction, since_then, retraction; `cause` typed."""

    day: date
    kind: str
    words: str
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """One piece of the magazine, as written. `body` is Markdown; `figures` are its ties to the ledger.

    `file` is its path inside the desk; `lines_before_body` is where the body starts and `field_lines` where each key of
    the front matter stands (from 1), so that findings name the right line.
    """

    slug: str
    title: str
    date: date
    teaser: str
    body: str
    file: str
    picture: str | None = None
    figures: tuple[FigureRef, ...] = ()
    topics: tuple[str, ...] = ()
    author: str | None = None
    pins: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    lines_before_body: int = 0
    field_lines: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """A brief as a publication carried it: what survives when its file is gone. `title` as written, ties included;
    `figures` are those that it stood on, `notes` all corrections that any publication of it showed."""

    slug: str
    title: str
    date: date
    figures: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A brief that was published and taken back on `day`, and why; `figure` is the one that fell, where one did.

    `until` is the day since which the brief is published again.
    """

    brief: Carried
    day: date
    why: str
    figure: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """A title on the shelf; `blurb` is the desk's own words."""

    id: str
    title: str
    author: str
    year: str
    blurb: str
    language: str = "en"
    original_title: str | None = None
    isbn: str | None = None
    price: str | None = None
    link: str | None = None
    topics: tuple[str, ...] = ()
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Deal:
    """A members' offer; its words appear in members' mail and nowhere else."""

    id: str
    title: str
    terms: str
    code: str
    expires: date
    partner: str
    invented: bool = False


class Fault(StrEnum):
    """What the gate can find. The first fourteen are the classes of laundering; the rest concern the page itself."""

    LOST_BOUND = "lost_bound"
    LOST_HEDGE = "lost_hedge"
    NUMBER_CHANGED = "number_changed"
    UNIT_CHANGED = "unit_changed"
    PERIOD_CHANGED = "period_changed"
    PLACE_CHANGED = "place_changed"
    SEVERAL_SOURCES = "several_sources"
    SECOND_COUNT_AS_CONFIRMATION = "second_count_as_confirmation"
    ZERO_WITHOUT_SCOPE = "zero_without_scope"
    SUM_OF_OVERLAPPING = "sum_of_overlapping"
    DIFFERENCE_OF_VINTAGES = "difference_of_vintages"
    ATTRIBUTION_LOST = "attribution_lost"
    ATTRIBUTION_WRONG = "attribution_wrong"
    NEED_AS_COUNT = "need_as_count"
    UNTIED = "untied"
    NOT_STANDING = "not_standing"
    BYTES_CHANGED = "bytes_changed"
    BROKEN_FRONT_MATTER = "broken_front_matter"
    MISSING_ALTERNATIVE = "missing_alternative"
    MISSING_CREDIT = "missing_credit"


@dataclass(frozen=True, slots=True)
class GateFinding:
    """Why a page may not be published: where (file, line from 1), which words, what is wrong, and the remedy."""

    file: str
    line: int
    words: str
    fault: Fault
    says: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """The magazine's own facts. `address` is the public base address (no trailing slash); `sign_up` the form's target."""

    name: str
    tagline: str
    address: str
    language: str = "en"
    sign_up: str = ""
    contact: str = ""
    desk_note: str | None = None
    mail_from: str = ""
    mail_subject: str = "This week's briefs"
    demonstration: bool = False
    eyes: int = 2


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything of the ledger that pages may show, keyed by id: the evidence behind an edition."""

    outlets: Mapping[str, Outlet] = field(default_factory=dict)
    compilers: Mapping[str, Compiler] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    finding_of: Mapping[str, str] = field(default_factory=dict)
    standing: Mapping[str, Standing] = field(default_factory=dict)
    unchecked: frozenset[str] = frozenset()
    """Reports whose captured bytes no longer match their checksum."""
    tallies: Mapping[str, Tally] = field(default_factory=dict)
    """The latest tally of each question, by question id."""


@dataclass(frozen=True, slots=True)
class Edition:
    """All that the press needs to make a site or a digest: settings, briefs that passed and were held, evidence, now.

    `brief_tallies` holds each brief's own tallies (as of its day, as known then), keyed by (slug, question id).
    `picture_bytes` maps a picture id to the file's bytes. `head` is the ledger's head hash, `entries` its length.
    """

    settings: SiteSettings
    shelf: Shelf
    briefs: tuple[Brief, ...]
    held: Mapping[str, tuple[GateFinding, ...]]
    pictures: Mapping[str, Picture]
    picture_bytes: Mapping[str, bytes]
    books: tuple[Book, ...]
    deals: tuple[Deal, ...]
    now: datetime
    head: str
    entries: int
    brief_tallies: Mapping[tuple[str, str], Tally] = field(default_factory=dict)
    since_then: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(slug, question id) -> one line of what is known since the brief's day."""
    carried: tuple[Carried, ...] = ()
    """The briefs that passed, as the publication of this edition carries them."""
    taken_back: tuple[TakenBack, ...] = ()
    """Briefs of earlier publications that were taken back, also those that are back."""
