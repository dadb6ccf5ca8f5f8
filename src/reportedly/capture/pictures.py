"""An article's lead picture: where the page says that it stands (Open Graph `og:image`, Twitter cards)."""

from __future__ import annotations

import re
from html import unescape

from reportedly.capture.feed_items import joined_address

_HEAD = 256 * 1024
_META = re.compile(
    rb"""<meta\b(?=[^<>]*?\b(?:property|name)\s*=\s*["']?(?:og:image(?::secure_url|:url)?|twitter:image)["'\s>])"""
    rb"""[^<>]*?\bcontent\s*=\s*["']([^"']+)""",
    re.IGNORECASE,
)


def lead_picture(page: bytes, address: str) -> str | None:
    """A page's bytes and address in, its lead picture's address out; None where it names none.

    >>> lead_picture(b'<meta property="og:image" content="/p.jpg">', "https://gazette.example/a")
    'https://gazette.example/p.jpg'
    """
    found = _META.search(page[:_HEAD])
    return joined_address(address, unescape(found[1].decode("utf-8", "replace"))) if found else None
