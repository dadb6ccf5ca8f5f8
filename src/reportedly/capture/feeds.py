"""Feeds, as bytes: RSS, Atom, JSON Feed, OPML lists of feeds, sitemaps. Nothing is fetched here.

Sources: RSS 2.0 (`<source>` names the channel that an item came from), RFC 4287 (Atom), JSON Feed 1.1, OPML 2.0, sitemaps.org 0.9
with Google's news extension (`news:publication`).
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from reportedly.capture.feed_items import FeedEntry, dated, syndicated, web_address
from reportedly.capture.flow import lines_of
from reportedly.errors import BadInput
from reportedly.types import Failure

LARGEST = 50 * 1024 * 1024
"""The most bytes that a feed may have once it is unpacked; a sitemap may have no more (sitemaps.org)."""

_NO_FEED = "Give an RSS, Atom or JSON feed, an OPML list or a sitemap; capture a page as a page."
_GIVE_ADDRESS = "Ask the outlet, or capture the page by its address."

__all__ = ["LARGEST", "Feed", "FeedEntry", "read_feed"]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as read. `kind`: rss, atom, json, opml (its entries are feeds), sitemap, sitemap index (its entries are sitemaps).

    `problems` are the entries that could not be taken, each with its reason and remedy.
    """

    kind: str
    title: str | None
    link: str | None
    entries: tuple[FeedEntry, ...]
    problems: tuple[Failure, ...] = ()


def read_feed(data: bytes, where: str, *, limit: int = LARGEST) -> Feed:
    """The bytes of a feed in (gzip is unpacked), its entries out, in the feed's order. `where` names it in messages.

    >>> read_feed(b'{"version": "https://jsonfeed.org/version/1.1", "title": "G", "items": []}', "feed.json").kind
    'json'

    Raises BadInput where the bytes are empty, no feed, larger than `limit`, or declare entities (a bomb, or a way to read files).
    """
    data = _unpacked(data, where, limit)
    if not data.strip():
        raise BadInput("the feed is empty.", where=where, remedy="Fetch it again; nothing was kept.")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(data, where)
    if re.search(rb"<!ENTITY", data.replace(b"\0", b""), re.IGNORECASE):
        raise BadInput("the feed declares entities.", where=where, remedy="Ask the outlet for a feed without a DTD.")
    name = _root_name(data)
    if name in ("rss", "RDF", "feed"):
        return _syndicated(data, "atom" if name == "feed" else "rss", where)
    if name in ("opml", "urlset", "sitemapindex"):
        return _listed(data, name, where)
    what = f"this is no feed: it begins with <{name}>." if name else "this is no feed."
    raise BadInput(what, where=where, remedy=_NO_FEED)


def _unpacked(data: bytes, where: str, limit: int) -> bytes:
    if data.startswith(b"\x1f\x8b"):
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            data = inflate.decompress(data, limit + 1)
        except zlib.error as error:
            raise BadInput("the gzip is damaged.", where=where, remedy="Fetch it again; nothing was kept.") from error
        if not inflate.eof and len(data) <= limit:
            raise BadInput("the gzip is cut.", where=where, remedy="Fetch it again; nothing was kept.")
    if len(data) > limit:
        raise BadInput(f"the feed is larger than {limit} bytes.", where=where, remedy="Split it, or raise the limit.")
    return data


def _root_name(data: bytes) -> str | None:
    """The first element's name without its prefix, found without parsing: feeds in the wild are often not well-formed."""
    head = data[:8192].replace(b"\0", b"")
    head = re.sub(rb"<!--.*?-->", b"", head, flags=re.DOTALL)
    found = re.search(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]", head)
    return found[1].decode("ascii", "replace") if found else None


def _syndicated(data: bytes, kind: str, where: str) -> Feed:
    title, link, entries, problems = syndicated(data, where)
    if not entries and not problems and not title and not link:
        raise BadInput("the feed is cut or broken: no title and no entries.", where=where, remedy="Fetch it again.")
    return Feed(kind, title, link, entries, problems)


def _json_feed(data: bytes, where: str) -> Feed:
    """Raises BadInput where the bytes are no JSON or no JSON Feed (its `version` says so)."""
    import json

    try:
        feed = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"no JSON: {error}.", where=where, remedy="Fetch it again; nothing was kept.") from error
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version")):
        raise BadInput("this JSON is no JSON Feed: it names no version.", where=where, remedy=_NO_FEED)
    items = feed.get("items")
    if not isinstance(items, list):
        raise BadInput("the JSON Feed has no items.", where=where, remedy="Fetch it again; nothing was kept.")
    title, link = _words(feed, "title"), web_address(_words(feed, "home_page_url"))
    entries, problems = _parted(_json_item(item, n, title, where) for n, item in enumerate(items, 1))
    return Feed("json", title, link, entries, problems)


def _json_item(item: object, number: int, outlet: str | None, where: str) -> FeedEntry | Failure:
    if not isinstance(item, dict):
        return Failure(f"{where}, entry {number}", "the entry is no object.", _GIVE_ADDRESS)
    link = web_address(_words(item, "url")) or web_address(_words(item, "external_url"))
    if link is None:
        return Failure(f"{where}, entry {number}", "the entry has no web address.", _GIVE_ADDRESS)
    html, plain = _words(item, "content_html"), _words(item, "content_text")
    text = (
        lines_of(html)
        if html
        else tuple(filter(None, (" ".join(p.split()) for p in re.split(r"\n\s*\n", plain or ""))))
    )
    modified = dated(_words(item, "date_modified"))
    return FeedEntry(
        link,
        _words(item, "title"),
        dated(_words(item, "date_published")),
        modified.at if modified else None,
        outlet,
        text=text,
    )


def _words(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _listed(data: bytes, name: str, where: str) -> Feed:
    root = _root(data, where)
    if name == "opml":
        entries, problems = _parted(_outlines(root, where))
        return Feed("opml", _child(root, "head", "title"), None, entries, problems)
    kind = "sitemap" if name == "urlset" else "sitemap index"
    places = (e for e in root if _local(e) == ("url" if name == "urlset" else "sitemap"))
    entries, problems = _parted(_place(e, n, where) for n, e in enumerate(places, 1))
    return Feed(kind, None, None, entries, problems)


def _root(data: bytes, where: str) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(data)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BadInput(
            f"the XML is broken: {error}.", where=where, remedy="Fetch it again; nothing was kept."
        ) from error


def _outlines(root: Any, where: str) -> Iterator[FeedEntry | Failure]:
    """The feeds of an OPML list, folders or no folders; an outline that names no feed is a folder or a note."""
    for number, outline in enumerate(
        (e for e in root.iter() if _local(e) == "outline" and e.get("xmlUrl") is not None), 1
    ):
        link = web_address(outline.get("xmlUrl"))
        name = outline.get("title") or outline.get("text")
        if link is None:
            yield Failure(
                f"{where}, feed {number}", f"xmlUrl is no web address: {outline.get('xmlUrl')!r}.", _GIVE_ADDRESS
            )
        else:
            yield FeedEntry(link, name, None, None, name, web_address(outline.get("htmlUrl")))


def _place(element: Any, number: int, where: str) -> FeedEntry | Failure:
    link = web_address(_child(element, "loc"))
    if link is None:
        return Failure(f"{where}, entry {number}", "the entry has no web address in <loc>.", _GIVE_ADDRESS)
    modified = dated(_child(element, "lastmod"))
    return FeedEntry(
        link,
        _child(element, "news", "title"),
        dated(_child(element, "news", "publication_date")),
        (modified.at or datetime.combine(modified.day, time(), UTC)) if modified else None,
        _child(element, "news", "publication", "name"),
    )


def _child(element: Any, *path: str) -> str | None:
    for name in path:
        element = next((e for e in element if _local(e) == name), None)
        if element is None:
            return None
    return " ".join((element.text or "").split()) or None


def _local(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _parted(found: Iterator[FeedEntry | Failure]) -> tuple[tuple[FeedEntry, ...], tuple[Failure, ...]]:
    every = tuple(found)
    return tuple(e for e in every if isinstance(e, FeedEntry)), tuple(e for e in every if isinstance(e, Failure))
