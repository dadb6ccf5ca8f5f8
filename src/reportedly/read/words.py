"""A text cut into words and marks once, with what stands inside quotation marks, so that every rule can look around cheaply."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.read.cues import folded
from reportedly.types import Span

_TOKEN = re.compile(r"\w+(?:[.,]\d+)*(?:[-'’ʼ.&]\w+)*|''|``|[^\w\s]|\n\n+")
_OPEN = {"«": "»", "“": "”", "„": "“”", '"': '"', "''": "''", "``": "''"}
_MARKS = frozenset('«»“”„"') | {"''", "``"}
_LONGEST = 1500
"""Words after which a quotation that nobody closed ends by itself."""
MAX_NAME = 7
"""A quotation of at most so many words may be a name: «Tikhy Plyos»."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words and marks of a text by number: where each starts and ends, how it is looked up, and its quotation.

    `quotation[i]` is the number of the outermost quotation that token i stands in (its marks included), or -1;
    `quotations` holds each quotation's first and last token (the marks).
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    lower: Sequence[str]
    quotation: Sequence[int]
    quotations: Sequence[tuple[int, int]]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, start: int) -> int:
        """The number of the first token that starts at `start` or later."""
        return bisect_left(self.starts, start)

    def within(self, span: Span) -> tuple[int, int]:
        """The tokens [first, after the last) that start inside `span`."""
        return self.at(span.start), self.at(span.end)

    def before(self, end: int) -> int:
        """The number of the last token that starts before `end`, or -1."""
        return bisect_right(self.starts, end - 1) - 1

    def span(self, first: int, after: int) -> Span:
        """The stretch of text from token `first` up to, not including, token `after`."""
        return Span(self.starts[first], self.ends[after - 1])

    def capital(self, i: int) -> bool:
        """Whether token i begins with a capital letter or is a number."""
        return self.text[self.starts[i]].isupper()

    def is_word(self, i: int) -> bool:
        """Whether token i is a word or a number, not a mark."""
        return self.text[self.starts[i]].isalnum()

    def long_quotation(self, i: int) -> bool:
        """Whether token i stands in a quotation that is longer than a name."""
        number = self.quotation[i]
        if number < 0:
            return False
        first, last = self.quotations[number]
        return last - first - 1 > MAX_NAME


def words_of(text: str) -> Words:
    """A text in, its words and quotations out. Linear in the text's length."""
    found = [m.span() for m in _TOKEN.finditer(text)]
    whole = folded(text)
    lower = [whole[start:end] for start, end in found]
    if "\n\n" in text:
        lower = ["\n" if word[0] == "\n" else word for word in lower]
    quotations = list(_quotations(text, found, lower))
    quotation = [-1] * len(found)
    for number, (first, last) in enumerate(quotations):
        quotation[first : last + 1] = [number] * (last + 1 - first)
    return Words(text, [s for s, _ in found], [e for _, e in found], lower, quotation, quotations)


def _quotations(text: str, found: Sequence[tuple[int, int]], lower: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Outermost quotations; one that is not closed ends with its paragraph, at the latest after `_LONGEST` words."""
    opened, closers, depth = -1, "", 0
    for i, word in enumerate(lower):
        if opened >= 0:
            if word == "\n" or i - opened > _LONGEST:
                yield opened, i - 1
                opened = -1
            elif word in closers and (word != lower[opened] or not _opens(text, found[i])):
                depth -= 1
                if depth == 0:
                    yield opened, i
                    opened = -1
            elif word == lower[opened] and word not in closers:
                depth += 1
        elif word in _OPEN and _opens(text, found[i]):
            opened, closers, depth = i, _OPEN[word], 1
    if opened >= 0:
        yield opened, len(lower) - 1


def _opens(text: str, mark: tuple[int, int]) -> bool:
    """A mark that opens stands before a letter and after a blank or a bracket; « and „ always open."""
    start, end = mark
    if text[start] in "«„":
        return True
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not before.isalnum() and before not in ".,!?…" and not after.isspace()
