"""What stands near a place in a long text, found without looking at the rest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from reportedly.types import Span

T = TypeVar("T")
_REACH = 2500
_BLOCK = 65_536


class Near(Generic[T]):
    """Things in the order of the text, asked for by the stretch that they stand near."""

    def __init__(self, things: Sequence[T], start: Callable[[T], int]) -> None:
        self._things = things
        self._starts = [start(thing) for thing in things]

    def around(self, stretch: Span) -> Sequence[T]:
        """The things that begin within the stretch, or shortly before or after it."""
        low = bisect_left(self._starts, stretch.start - _REACH)
        return self._things[low : bisect_left(self._starts, stretch.end + _REACH)]


class Occurrences:
    """How many equal quotes stand before a place; asked in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._block = 0
        self._seen: dict[str, tuple[int, int]] = {}

    def before(self, words: str, start: int) -> int:
        """How often `words` stands wholly before `start`.

        A long text is counted by blocks, so that time stays linear in length: the number of the block times its size, and
        how often `words` stands in it. No two places of the same words have the same number.
        """
        block = start // _BLOCK
        if block != self._block:
            self._block = block
            self._seen.clear()
        at, count = self._seen.get(words, (block * _BLOCK, 0))
        count += self._text.count(words, at, start)
        self._seen[words] = start, count
        return block * _BLOCK + count
