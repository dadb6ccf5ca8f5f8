"""Ties: the places where a brief's words hang on the ledger, written as Markdown links.

`[at least 800](figure:fled)` ties words to a figure named in the front matter; `[2024](plain:)` says that a number is
no count. Titles, teasers, captions and alternative texts use the same form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from reportedly.types import Span

FIGURE = "figure"
PLAIN = "plain"
_ADDRESSES = frozenset({"http", "https", "mailto", "tel", "urn"})


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie. `kind` is figure, plain, or another scheme that nobody knows; `name` the front matter's name.

    `span` covers the whole link in the text as written, `shown` the words alone in the text a reader sees.
    `line` counts from 0 in the text as written.
    """

    kind: str
    name: str
    words: str
    span: Span
    shown: Span
    line: int


@dataclass(frozen=True, slots=True)
class Tied:
    """A text with its ties taken apart: `text` is what a reader sees, `lines` the offset at which each line starts."""

    text: str
    ties: tuple[Tie, ...]
    starts: tuple[int, ...]

    def line(self, offset: int) -> int:
        """The line (from 0) of an offset in the text a reader sees."""
        from bisect import bisect_right

        return bisect_right(self.starts, offset) - 1


def tied(text: str) -> Tied:
    """The text as a reader sees it, and its ties in order. Takes time in proportion to the text.

    >>> tied("Of [at least 800](figure:fled) men").ties[0].name
    'fled'
    >>> tied("Of [at least 800](figure:fled) men").text
    'Of at least 800 men'
    """
    parts: list[str] = []
    ties: list[Tie] = []
    seen = length = line = 0
    for match in _tie().finditer(text):
        kind, name, words = match["kind"], match["name"].strip(), match["words"]
        if kind in _ADDRESSES:
            continue
        before = text[seen : match.start()]
        line += before.count("\n")
        length += len(before)
        parts += (before, words)
        shown = Span(length, length + len(words))
        ties.append(Tie(kind, name, words, Span(match.start(), match.end()), shown, line))
        length += len(words)
        line += match[0].count("\n")
        seen = match.end()
    parts.append(text[seen:])
    plain = "".join(parts)
    return Tied(plain, tuple(ties), _starts(plain))


def words_only(text: str) -> str:
    """The text as a reader sees it: every tie replaced by its words, other links left as they are."""
    return tied(text).text


def _starts(text: str) -> tuple[int, ...]:
    return (0, *(match.end() for match in re.finditer("\n", text)))


@cache
def _tie() -> re.Pattern[str]:
    # No bracket may stand inside the words, so each "[" is read at most once up to the next bracket: linear.
    return re.compile(r"(?<!!)\[(?P<words>[^\[\]]*)\]\((?P<kind>[a-z]+):(?P<name>[^()\n]*)\)")
