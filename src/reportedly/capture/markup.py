"""A saved web page: its article, without menus, advertisements and comments.

The article's text, title, author and day come from trafilatura (precision settings: F1 .967 on the scrapinghub
benchmark, `reportedly predict pages`); publication moments with their zone from the page's own metadata.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from reportedly.capture.decoding import page_text_of
from reportedly.capture.notes import Published, published
from reportedly.capture.paywalls import is_cut
from reportedly.errors import BadInput

THE_WEB = date(1991, 1, 1)
"""No page is older; systems that know no day write 0001-01-01 or 1970-01-01 instead."""

_PUBLISHED = ("article:published_time", "datePublished")
_MODIFIED = ("article:modified_time", "dateModified")


@dataclass(frozen=True, slots=True)
class WebPage:
    """What a saved page holds: the article's lines and what the page says about it, each None where it does not."""

    paragraphs: tuple[str, ...]
    title: str | None = None
    byline: str | None = None
    site: str | None = None
    link: str | None = None
    language: str | None = None
    published: Published | None = None
    modified: datetime | None = None
    cut: bool = False


def read_page(data: bytes, where: str, *, seen: date, served: str | None = None) -> WebPage:
    """The bytes of a web page in, its article out. `seen` is the day it was captured: no date after it is believed.

    `served`: the media type that a server gave with it. `cut` says that a paywall seems to have cut the article.

    Raises BadInput where the page is empty, binary, wrongly encoded, or holds no article.
    """
    html = page_text_of(data, where, served)
    document = _extracted(html, seen)
    lines = tuple(line.strip() for line in (document.text or "").split("\n") if line.strip()) if document else ()
    if document is None or not lines:
        remedy = "Open it: a consent or login page, or one built by a script, has no text; save the page as shown."
        raise BadInput("the page holds no article text.", where=where, remedy=remedy)
    return WebPage(
        paragraphs=lines,
        title=document.title,
        byline=document.author,
        site=document.sitename,
        link=document.url,
        language=_language(html),
        published=_moment(html, _PUBLISHED, seen) or _day(document.date),
        modified=_at(_moment(html, _MODIFIED, seen)),
        cut=is_cut(html, "\n".join(lines)),
    )


def article_text(html: str) -> str:
    """A page's markup in, its article's text out, one line per paragraph; empty where there is none."""
    import trafilatura

    return trafilatura.extract(html, favor_precision=True, include_comments=False) or ""


def _extracted(html: str, seen: date):  # type: ignore[no-untyped-def]  # trafilatura ships no types
    import trafilatura

    dates = {"original_date": True, "extensive_search": True, "max_date": seen.isoformat()}
    return trafilatura.bare_extraction(
        html, favor_precision=True, include_comments=False, with_metadata=True, date_extraction_params=dates
    )


def _language(html: str) -> str | None:
    found = re.search(r"""<html[^<>]*?\blang\s*=\s*["']?([A-Za-z]{2})\b""", html[:4096], re.IGNORECASE)
    return found[1].lower() if found else None


def _moment(html: str, names: tuple[str, ...], seen: date) -> Published | None:
    """The first value of one of these metadata names that is an ISO 8601 moment with its zone, not after the capture.

    `<meta property="article:published_time" content="...">` in either order, or `"datePublished": "..."` in JSON-LD.
    """
    for name in names:
        for said in _said(html, name):
            value = _published(said)
            if value and value.at and THE_WEB <= value.day <= seen:
                return value
    return None


def _said(html: str, name: str) -> Iterator[str]:
    """What a page says under a metadata name, in order: a `content` in the same tag, or the value of a JSON key."""
    at = html.find(name)
    while at >= 0:
        end = at + len(name)
        if value := _JSON_VALUE.match(html, end) if html[at - 1 : at] == '"' else None:
            yield value[1]
        elif (tag := html[html.rfind("<", 0, at) : html.find(">", end)]).startswith("<meta"):
            yield from (found[1] for found in _CONTENT.finditer(tag))
        at = html.find(name, end)


_JSON_VALUE = re.compile(r'"\s*:\s*"([^"]+)"')
_CONTENT = re.compile(r"""\bcontent\s*=\s*["']([^"']+)""")


def _day(value: str | None) -> Published | None:
    found = _published(value) if value else None
    return found if found and found.day >= THE_WEB else None


def _published(value: str) -> Published | None:
    try:
        return published(value.strip())
    except ValueError:
        return None


def _at(value: Published | None) -> datetime | None:
    return value.at if value else None
