"""What is new in feeds and sitemaps. A sitemap may list an outlet's whole past: only what it dates of late is looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from urllib.parse import urlsplit

from reportedly.capture.feeds import Feed, FeedEntry

LATE = timedelta(days=3)
"""How old an entry of a sitemap may be, by its own date."""
MOST_SITEMAPS = 10
"""How many sitemaps of an index are fetched in one round: the newest."""


def listed(feed: Feed, now: datetime) -> tuple[FeedEntry, ...]:
    """The entries of a feed that may be new: all of a feed's; of a sitemap those dated within three days.

    An entry of a sitemap without a date may be as old as the web, and is left out.
    """
    if feed.kind != "sitemap":
        return feed.entries
    dated = [(day, entry) for entry in feed.entries if (day := moment(entry)) and now - LATE <= day <= now + LATE]
    return tuple(entry for _, entry in sorted(dated, key=lambda pair: pair[0], reverse=True))


def parts(feed: Feed, now: datetime) -> tuple[str, ...]:
    """The addresses that a list of feeds or sitemaps leads to: all feeds of an OPML list; of an index the sitemaps that
    changed of late, newest first, and those that do not say, from the end, where new ones are put."""
    if feed.kind == "opml":
        return tuple(entry.link for entry in feed.entries)
    if feed.kind != "sitemap index":
        return ()
    said = sorted(((day, entry.link) for entry in feed.entries if (day := moment(entry))), reverse=True)
    late = [link for day, link in said if day >= now - LATE]
    silent = [entry.link for entry in reversed(feed.entries) if moment(entry) is None]
    return tuple((late + silent)[:MOST_SITEMAPS])


def moment(entry: FeedEntry) -> datetime | None:
    """When an entry was published or changed, the later of the two; a day without an hour counts from its start, in UTC."""
    said = entry.published
    day = (said.at or datetime(said.day.year, said.day.month, said.day.day, tzinfo=UTC)) if said else None
    return max((at for at in (day, entry.modified) if at), default=None)


def credit(entry: FeedEntry, feed: Feed) -> str | None:
    """Whom an entry names as its real publisher (RSS `<source>`), where that is another than the feed."""
    return entry.outlet if entry.outlet and entry.outlet != feed.title else None


def by_turns(addresses: Iterable[str]) -> Iterator[str]:
    """Addresses in, host by host in turn out: while one host rests, another is asked.

    >>> list(by_turns(["https://a.example/1", "https://a.example/2", "https://b.example/1"]))
    ['https://a.example/1', 'https://b.example/1', 'https://a.example/2']
    """
    hosts: dict[str, list[str]] = {}
    for address in dict.fromkeys(addresses):
        hosts.setdefault(_host(address), []).append(address)
    rounds: Sequence[tuple[str | None, ...]] = list(zip_longest(*hosts.values()))
    for one in rounds:
        yield from filter(None, one)


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return address
