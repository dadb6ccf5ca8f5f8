"""Where words stand inside quotation marks."""

from __future__ import annotations

import re
from bisect import bisect_right

from reportedly.types import Span

_MARK = re.compile(r'[«»“”„"]|\n\n')
_OPENING = {"«": "»", "„": "“”", "“": "”"}


def quotations(text: str) -> list[Span]:
    """The stretches between matching quotation marks, in order; none runs over a paragraph's end.

    >>> text = 'He said: "Forty men came."'
    >>> [span.of(text) for span in quotations(text)]
    ['"Forty men came."']
    """
    found: list[Span] = []
    opened, closing = -1, ""
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark == "\n\n":
            opened, closing = -1, ""
        elif opened >= 0 and mark in closing:
            found.append(Span(opened, match.end()))
            opened, closing = -1, ""
        elif opened < 0 and mark in _OPENING:
            opened, closing = match.start(), _OPENING[mark]
        elif opened < 0 and mark == '"':
            opened, closing = match.start(), '"'
    return found


def inside(spans: list[Span], start: int, end: int) -> bool:
    """Whether `[start, end)` lies inside one of the sorted stretches."""
    index = bisect_right(spans, start, key=lambda span: span.start) - 1
    return index >= 0 and spans[index].start <= start and end <= spans[index].end
