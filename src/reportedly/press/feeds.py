"""The feeds: RSS 2.0 and Atom with the full text, and JSON Feed. Members' deals are in none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from email.utils import format_datetime

from reportedly.press.pages.briefs import BriefPage, page_of
from reportedly.press.pages.frame import public
from reportedly.press.pages.magazine import Magazine
from reportedly.types import Brief, Json, Templates

NEWEST = 30


@dataclass(frozen=True, slots=True)
class Item:
    """A brief in a feed. `id` never changes, also where the site's address does; `html` is the full text."""

    id: str
    address: str
    title: str
    teaser: str
    html: str
    mailed: str
    stamp: str
    changed: str
    topics: tuple[str, ...]
    image: str
    page: BriefPage


def feeds(magazine: Magazine, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """feed.xml (RSS 2.0), atom.xml and feed.json with the newest briefs."""
    items = tuple(_item(magazine, brief, templates) for brief in magazine.published[:NEWEST])
    settings = magazine.edition.settings
    values = {
        "site": settings,
        "items": items,
        "home": public(settings, "") or "urn:reportedly:site",
        "own": public(settings, ""),
        "built": format_datetime(magazine.edition.now),
        "stamp": max((item.changed for item in items), default=_stamp(magazine.edition.now)),
    }
    yield "feed.xml", _well_formed(templates.render("feed.xml.j2", **values)).encode()
    yield "atom.xml", _well_formed(templates.render("atom.xml.j2", **values)).encode()
    yield "feed.json", _json_feed(magazine, items)


def _well_formed(xml: str) -> str:
    """Without the characters that no XML 1.0 document may hold (section 2.2); one of them would stop every reader."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", xml)


def _item(magazine: Magazine, brief: Brief, templates: Templates) -> Item:
    page = page_of(magazine, brief)
    settings = magazine.edition.settings
    written = datetime.combine(brief.date, time(), UTC)
    changed = max((brief.date, *(note.day for note in brief.notes)))
    return Item(
        id=f"urn:reportedly:brief:{brief.slug}",
        address=public(settings, f"briefs/{brief.slug}/"),
        title=page.title,
        teaser=page.teaser,
        html=templates.render("feed_item.html.j2", page=page, base=public(settings, "")),
        mailed=format_datetime(written),
        stamp=_stamp(written),
        changed=_stamp(datetime.combine(changed, time(), UTC)),
        topics=brief.topics,
        image=public(settings, page.picture.src) if page.picture else "",
        page=page,
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _json_feed(magazine: Magazine, items: tuple[Item, ...]) -> bytes:
    settings = magazine.edition.settings
    feed: dict[str, Json] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": settings.name,
        "description": settings.tagline,
        "language": settings.language,
    }
    if settings.address:
        feed |= {"home_page_url": public(settings, ""), "feed_url": public(settings, "feed.json")}
    feed["items"] = [_json_item(item) for item in items]
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: Item) -> Json:
    entry: dict[str, Json] = {
        "id": item.id,
        "title": item.title,
        "summary": item.teaser,
        "content_html": item.html,
        "date_published": item.stamp,
        "date_modified": item.changed,
        "tags": list(item.topics),
    }
    if item.address:
        entry["url"] = item.address
    if item.image:
        entry["image"] = item.image
    return entry
