"""Where a brief's sentences begin and end: enough for the gate, which asks what stands in one sentence or beside it."""

from __future__ import annotations

import re
from functools import cache

from reportedly.types import Span


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, in order; a blank line, a heading or a list item ends one too.

    >>> [span.of("One. Two?") for span in sentences("One. Two?")]
    ['One.', 'Two?']
    """
    found: list[Span] = []
    start = 0
    for match in _ends().finditer(text):
        if match.lastgroup == "stop" and _abbreviated(text, match.start()):
            continue
        found.append(Span(start, match.start() + len(match[0].rstrip())))
        start = match.end()
    found.append(Span(start, len(text)))
    return tuple(span for span in (_trimmed(text, span) for span in found) if span.start < span.end)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of a text, blank lines between them."""
    found, start = [], 0
    for match in re.finditer(r"\n[ \t]*\n\s*", text):
        found.append(Span(start, match.start()))
        start = match.end()
    found.append(Span(start, len(text)))
    return tuple(span for span in (_trimmed(text, span) for span in found) if span.start < span.end)


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, max(start, span.start + len(words.rstrip())))


def _abbreviated(text: str, at: int) -> bool:
    return _abbreviation().search(text[max(0, at - 14) : at + 1]) is not None


@cache
def _ends() -> re.Pattern[str]:
    opening = r"[A-ZА-ЯЁІЇЄҐ0-9\"“„«'‘(\[—–*_]"
    return re.compile(
        rf"(?P<block>\n[ \t]*\n\s*|\n(?=[ \t]*(?:[-*+>#]|\d+[.)])[ \t]))"
        rf"|(?P<stop>(?:[.…]|[!?]+)[\"”»’')\]*_]{{0,4}}\s+(?={opening}))"
    )


@cache
def _abbreviation() -> re.Pattern[str]:
    words = (
        r"art|arts|no|nos|vs|mr|mrs|ms|dr|st|sept|approx|ca|col|gen|lt|maj|sgt|capt|e\.g|i\.e|u\.s|u\.k|p|pp|"
        r"ст|ч|п|г|гг|р|рр|им|ім|тыс|тис|млн|млрд|т\.е|т\.д|т\.к|см|руб|грн|обл"
    )
    return re.compile(rf"(?<![\w.])(?:{words}|[A-ZА-ЯІЇЄҐ])\.\Z", re.IGNORECASE)
