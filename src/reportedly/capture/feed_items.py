"""The items of RSS and Atom, well-formed or not, by feedparser; and the fields that entries of every kind of feed have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from reportedly.capture.flow import lines_of
from reportedly.capture.markup import THE_WEB
from reportedly.capture.notes import Published, published
from reportedly.types import Failure


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: where the piece stands and what the feed says about it, None where it does not.

    `outlet` is who published it: the entry's own `<source>` where it has one, else the feed; `outlet_link` that one's address.
    `text` is the full text by paragraphs where the feed gives it (never a summary).
    """

    link: str
    title: str | None = None
    published: Published | None = None
    modified: datetime | None = None
    outlet: str | None = None
    outlet_link: str | None = None
    text: tuple[str, ...] = ()


def syndicated(data: bytes, where: str) -> tuple[str | None, str | None, tuple[FeedEntry, ...], tuple[Failure, ...]]:
    """The bytes of RSS or Atom in; the feed's title, its address, its entries and what could not be taken out."""
    import feedparser

    parsed = feedparser.parse(BytesIO(data))  # a stream, never a text: a text could be an address, and be fetched
    title, link = _line(parsed.feed.get("title")), web_address(parsed.feed.get("link"))
    every = tuple(_items(parsed.entries, title, link, where))
    entries = tuple(e for e in every if isinstance(e, FeedEntry))
    return title, link, entries, tuple(e for e in every if isinstance(e, Failure))


def _items(entries: list[Any], title: str | None, home: str | None, where: str) -> Iterator[FeedEntry | Failure]:
    for number, entry in enumerate(entries, 1):
        link = joined_address(home, entry.get("link"))
        if entry.get("link") and link:
            yield _entry(entry, link, title, home)
        else:
            what = f"the entry has no web address ({_line(entry.get('title')) or 'and no title'})."
            yield Failure(f"{where}, entry {number}", what, "Ask the outlet, or capture the page by its address.")


def _entry(entry: Any, link: str, title: str | None, home: str | None) -> FeedEntry:
    source = entry.get("source") or {}
    named = _line(source.get("title"))
    place = web_address(source.get("href") or source.get("link"))
    modified = dated(dict.get(entry, "updated"))  # feedparser itself would answer with the day of publication
    return FeedEntry(
        link=link,
        title=_line(entry.get("title")),
        published=dated(dict.get(entry, "published")) or _parsed_day(entry),
        modified=modified.at if modified else None,
        outlet=named if named or place else title,
        outlet_link=place if named or place else home,
        text=_full_text(entry),
    )


def _full_text(entry: Any) -> tuple[str, ...]:
    contents = entry.get("content") or ()
    return max((lines_of(content.get("value") or "") for content in contents), key=len, default=())


def dated(value: str | None) -> Published | None:
    """A date as feeds write it (ISO 8601 or RFC 5322) in, the day and, where a zone stands with the hour, the moment out.

    >>> dated("Mon, 10 Jun 2024 01:30:00 +0300").at
    datetime.datetime(2024, 6, 9, 22, 30, tzinfo=datetime.timezone.utc)
    >>> dated("soon") is None
    True
    """
    if not value:
        return None
    found = _iso(value.strip()) or _mailed(value)
    return found if found and found.day >= THE_WEB else None


def _iso(value: str) -> Published | None:
    try:
        return published(value)
    except (ValueError, OverflowError):
        pass
    try:
        return Published(
            datetime.fromisoformat(value).date()
        )  # an hour without a zone is no moment; its day still counts
    except ValueError:
        return None


def _mailed(value: str) -> Published | None:
    try:
        moment = parsedate_to_datetime(value)
        at = moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return Published(at.date() if at else moment.date(), "day", at)


def _parsed_day(entry: Any) -> Published | None:
    """The day of a date that only feedparser can read; its hour is not believed, as its zone may have been guessed."""
    parts = entry.get("published_parsed")
    try:
        day = date(*parts[:3]) if parts else None
    except ValueError:
        return None
    return Published(day) if day and day >= THE_WEB else None


def joined_address(home: str | None, written: str | None) -> str | None:
    """An address as it stands on a page or in a feed of `home` in, the whole address out; None where it is none of the web."""
    try:
        return web_address(urljoin(home or "", (written or "").strip()))
    except ValueError:
        return None


def web_address(value: str | None) -> str | None:
    """An address in, the same without blanks around it where it is one of the web, else None."""
    try:
        parts = urlsplit((value or "").strip())
        return parts.geturl() if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _line(value: str | None) -> str | None:
    """A title as one line; what markup it holds is taken out."""
    if not value:
        return None
    return " ".join(lines_of(value) if "<" in value or "&" in value else value.split()) or None
