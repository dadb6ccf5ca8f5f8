"""Source notes: a report told in the desk's own words, with a header that says whose report it is.

A note ("text/vnd.reportedly.note") is UTF-8 text: header lines `Key: value`, an empty line, then paragraphs that empty
lines separate. A line break inside a paragraph is a space.

    Outlet: Example Gazette
    Title: Forty cases in a month
    Published: 2024-06-10
    Language: en

    A court decided forty cases in May, according to Example Count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches

from reportedly.capture.decoding import text_of
from reportedly.errors import BadInput

MEDIA_TYPE = "text/vnd.reportedly.note"
KEYS = (
    "Outlet", "Title", "Published", "Language", "Outlet-Language", "Link", "Note", "Credit", "Byline", "Dateline", "Address",
)  # fmt: skip
_NEEDED = ("Outlet", "Title", "Published")


@dataclass(frozen=True, slots=True)
class Published:
    """When a report came out. `day` is the last day it can be where only a month or year is known (`precision`),
    so that nothing counts as published before it surely was; `at` is the moment in UTC where an hour is given."""

    day: date
    precision: str = "day"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class NoteHeader:
    """What a note's header says, one field per key; `language` is that of the note's own text."""

    outlet: str
    title: str
    published: Published
    language: str | None = None
    outlet_language: str | None = None
    link: str | None = None
    note: str | None = None
    credit: str | None = None
    byline: str | None = None
    dateline: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A note as read: its header and its paragraphs."""

    header: NoteHeader
    paragraphs: tuple[str, ...]


def read_note(data: bytes, where: str) -> SourceNote:
    """The bytes of a note in, its header and paragraphs out. `where` names the file in messages.

    Raises BadInput, with the line's number, for a header line without a colon, an unknown or repeated key, a missing
    Outlet, Title or Published, a date that is none, a missing body, or a note that was cut.
    """
    lines = text_of(data, where).split("\n")
    fields = _fields(lines, where)
    header = _header(fields, where)
    paragraphs = tuple(paragraphs_of("\n".join(lines[len(fields) + 1 :])))
    if not paragraphs:
        raise BadInput(
            "the note has a header and no text.", where=where, remedy="Write the report after an empty line."
        )
    _refuse_cut(lines[-1], where)
    return SourceNote(header, paragraphs)


def paragraphs_of(text: str) -> Iterator[str]:
    """Text in, its paragraphs out: empty lines separate them, line breaks and runs of blanks inside are one space."""
    for block in re.split(r"\n[ \t]*\n", text):
        folded = " ".join(part for line in block.split("\n") if (part := line.strip(" \t")))
        if folded:
            yield folded


def published(value: str) -> Published:
    """A day, a month, a year, or a moment with its zone, as ISO 8601 has them.

    >>> published("2024-02").day, published("2024-02").precision
    (datetime.date(2024, 2, 29), 'month')

    Raises ValueError where it is none of these.
    """
    if re.fullmatch(r"\d{4}", value):
        return Published(date(int(value), 12, 31), "year")
    if re.fullmatch(r"\d{4}-\d{2}", value):
        return Published(_month_end(int(value[:4]), int(value[5:])), "month")
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return Published(date.fromisoformat(value))
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("an hour needs its time zone")
    moment = moment.astimezone(UTC)
    return Published(moment.date(), "day", moment)


def _month_end(year: int, month: int) -> date:
    start = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(max(start.toordinal(), following.toordinal() - 1))


def _fields(lines: list[str], where: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            if number < len(lines):
                return fields
            break
        key, value = _field(line, f"{where}, line {number}")
        if key in fields:
            raise BadInput(
                f"{key} is given twice.", where=f"{where}, line {number}", remedy="Keep one of the two lines."
            )
        fields[key] = value
    remedy = "Put an empty line after the header, or fetch the whole note."
    raise BadInput("the header never ends: the note is cut, or has no text.", where=where, remedy=remedy)


def _field(line: str, where: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    known = {name.casefold(): name for name in KEYS}
    name = known.get(key.strip().casefold())
    if not colon:
        raise BadInput(f"no `Key: value` in {_short(line)}.", where=where, remedy="End the header with an empty line.")
    if name is None:
        near = get_close_matches(key.strip().casefold(), known, n=1)
        meant = f"Did you mean {known[near[0]]}?" if near else f"Known keys: {', '.join(KEYS)}."
        raise BadInput(f"unknown key {_short(key)}.", where=where, remedy=meant)
    if not value.strip():
        raise BadInput(f"{name} is empty.", where=where, remedy="Give its value, or delete the line.")
    return name, value.strip()


def _header(fields: dict[str, str], where: str) -> NoteHeader:
    for key in _NEEDED:
        if key not in fields:
            raise BadInput(f"the header has no {key}.", where=where, remedy=f"Add a line `{key}: ...` at the top.")
    line = list(fields).index("Published") + 1
    try:
        day = published(fields["Published"])
    except ValueError as error:
        what = f"Published is no date: {_short(fields['Published'])} ({error})."
        remedy = "Write YYYY-MM-DD, YYYY-MM, YYYY, or a moment with its zone."
        raise BadInput(what, where=f"{where}, line {line}", remedy=remedy) from error
    rest = {key.lower().replace("-", "_"): value for key, value in fields.items() if key not in _NEEDED}
    header = NoteHeader(outlet=fields["Outlet"], title=fields["Title"], published=day, **rest)
    if header.address and not re.fullmatch(r"urn:[A-Za-z0-9][A-Za-z0-9-]{1,30}:[!-~]+", header.address):  # RFC 8141
        line = list(fields).index("Address") + 1
        remedy = "Use an address like urn:reportedly:note:NAME, and Link for the original's address."
        raise BadInput("a note's Address must be a urn, without blanks.", where=f"{where}, line {line}", remedy=remedy)
    return header


def _refuse_cut(last: str, where: str) -> None:
    """A last line with neither a line end nor the end of a sentence was cut off by something."""
    if last.strip() and not re.search(r"""[.!?…:;)\]»”“"'’]\s*$""", last):
        remedy = "Fetch the whole note, or end its last line with a line break."
        raise BadInput(f"the note looks cut: it ends in {_short(last[-30:])}.", where=where, remedy=remedy)


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:57] + "...")
