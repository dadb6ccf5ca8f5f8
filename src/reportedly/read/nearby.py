"""What stands near a place in a long text, found without looking at the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from reportedly.types import Span

T = TypeVar("T")
_REACH = 2500
_LONGEST = 6000


class Near(Generic[T]):
    """Things in the order of the text, asked for by the stretch that they stand near."""

    def __init__(self, things: Sequence[T], start: Callable[[T], int]) -> None:
        self._things = things
        self._starts = [start(thing) for thing in things]

    def around(self, stretch: Span) -> Sequence[T]:
        """The things that begin within the stretch, or shortly before or after it."""
        low = bisect_left(self._starts, stretch.start - _REACH)
        return self._things[low : bisect_left(self._starts, stretch.end + _REACH)]


def cut_to_size(sentence: Span, span: Span) -> Span:
    """The sentence, or of an endless one the part around a span, so that work stays linear in length."""
    if sentence.end - sentence.start <= _LONGEST:
        return sentence
    return Span(max(sentence.start, span.start - _LONGEST // 2), min(sentence.end, span.end + _LONGEST // 2))


class Occurrences:
    """How many equal quotes stand before a place; asked in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._seen: dict[str, tuple[int, int]] = {}

    def before(self, words: str, start: int) -> int:
        """How often `words` stands wholly before `start`."""
        at, count = self._seen.get(words, (0, 0))
        count += self._text.count(words, at, start)
        self._seen[words] = start, count
        return count
