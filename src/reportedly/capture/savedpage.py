"""What a saved page says about its saving: SingleFile's comment, or the browser's mark (`saved from url`).

SingleFile writes a comment before the head:

    <!-- Page saved with SingleFile
     url: https://gazette.example/a
     saved date: Mon Jun 10 2024 09:30:00 GMT+0300 (Eastern European Summer Time) -->
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from reportedly.capture.feed_items import web_address

_HEAD = 16_384
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a saved page was served from and when it was saved, in UTC; each None where the file does not say."""

    address: str | None = None
    at: datetime | None = None


def saved(html: bytes) -> Saved:
    """The bytes of a page in, what its first comment says about its saving out.

    >>> saved(b"<html><!-- Page saved with SingleFile url: https://a.example/ saved date: Mon Jun 10 2024 09:30:00 GMT+0300 (X) -->").at
    datetime.datetime(2024, 6, 10, 6, 30, tzinfo=datetime.timezone.utc)
    """
    head = html[:_HEAD].decode("utf-8", "replace")
    comment = re.search(r"<!--\s*Page saved with SingleFile\b(.*?)-->", head, re.DOTALL)
    if comment:
        return Saved(_after(comment[1], "url"), _moment(comment[1]))
    marked = re.search(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->", head)  # the "mark of the web"
    return Saved(web_address(marked[1])) if marked else Saved()


def _after(comment: str, key: str) -> str | None:
    found = re.search(rf"\b{key}:\s*(\S+)", comment)
    return web_address(found[1]) if found else None


def _moment(comment: str) -> datetime | None:
    """A date as JavaScript writes one; its zone's offset stands in it."""
    found = re.search(r"saved date: \w{3} (\w{3}) (\d\d) (\d{4}) (\d\d:\d\d:\d\d) GMT([+-]\d{4})", comment)
    if not found or found[1] not in _MONTHS:
        return None
    try:
        written = f"{found[3]}-{_MONTHS.index(found[1]) + 1:02}-{found[2]}T{found[4]}{found[5]}"
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
