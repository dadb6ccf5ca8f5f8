"""Ids of what is read: from the capture, the words as quoted, and how often the same words stood before. Never from values."""

from __future__ import annotations

import hashlib


def figure_id(capture_id: str, words: str, occurrence: int) -> str:
    """The id of the figure written as `words`, `occurrence` equal quotes standing before it in the text.

    >>> figure_id("cap_00", "at least 800", 0) == figure_id("cap_00", "at least 800", 0)
    True
    """
    return "fig_" + _short("figure", capture_id, words, occurrence)


def statement_id(capture_id: str, words: str, occurrence: int) -> str:
    """The id of the statement whose content is quoted as `words`; see `figure_id`."""
    return "sta_" + _short("statement", capture_id, words, occurrence)


def _short(what: str, capture_id: str, words: str, occurrence: int) -> str:
    parts = (what, capture_id, words, str(occurrence))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]
