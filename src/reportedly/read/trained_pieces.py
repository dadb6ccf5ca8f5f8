"""A text in, the word pieces that a trained tagger reads out: WordPiece as BERT's, with marks of case and quotation beside each piece.

    >>> vocabulary = Vocabulary(["[UNK]", "[unused0]", "she", "said", "##s"])
    >>> pieces_of("She saids", vocabulary).pieces
    [2, 3, 4]

A run of line breaks is a word of its own (the piece `[unused0]`), so that the tagger sees where a paragraph ends.
Nothing but the standard library is used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

_WORD = re.compile(r"\s*\n\s*|[^\W_]+|[^\w\s]|_")
_OPENS, _CLOSES, _TURNS = "“„«", "”»", '"'
_LONGEST = 8
"""Pieces of one word that are kept; more are cut off (addresses of pages, runs of letters)."""
_MARKS_OF_QUOTATION = 3
_BREAK = 6
MARKS = 7
"""How many different marks a piece can bear: three of case, outside and inside quotation marks, and a paragraph's end."""


class Vocabulary:
    """The pieces that a model knows, by their number. A word is cut once and remembered."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self.unknown = self._numbers["[UNK]"]
        self.paragraph = self._numbers["[unused0]"]
        self._known: dict[str, tuple[int, ...]] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, piece: str) -> int:
        """The number of a piece. Raises KeyError where the model does not know it."""
        return self._numbers[piece]

    def cut(self, word: str) -> tuple[int, ...]:
        """A word as the fewest pieces, longest first; the unknown piece where it cannot be made of any."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self._cut(_bare(word))[:_LONGEST]
        return found

    def _cut(self, word: str) -> tuple[int, ...]:
        numbers: list[int] = []
        start = 0
        while start < len(word):
            number, start = self._longest(word, start)
            if number is None:
                return (self.unknown,)
            numbers.append(number)
        return tuple(numbers) or (self.unknown,)

    def _longest(self, word: str, start: int) -> tuple[int | None, int]:
        joined = "##" if start else ""
        for end in range(min(len(word), start + 24), start, -1):
            number = self._numbers.get(joined + word[start:end])
            if number is not None:
                return number, end
        return None, start


def _bare(word: str) -> str:
    """A word in lower case without accents, as the base model was trained on."""
    low = word.lower()
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFD", low) if unicodedata.category(c) != "Mn")


@dataclass(slots=True)
class Pieces:
    """Words of a text (their starts and ends, line breaks among them), their pieces with marks, and each word's first piece."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    breaks: list[bool] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)


def pieces_of(text: str, vocabulary: Vocabulary) -> Pieces:
    """The words of `text` with their pieces and marks, in order. Any text will do."""
    found = Pieces()
    quoted = False
    for match in _WORD.finditer(text):
        word = match.group()
        ended = "\n" in word
        quoted = not ended and _quoted_after(text, match.start(), word, quoted)
        cut = (vocabulary.paragraph,) if ended else vocabulary.cut(word)
        found.starts.append(match.start())
        found.ends.append(match.end())
        found.breaks.append(ended)
        found.first.append(len(found.pieces))
        found.pieces.extend(cut)
        found.marks.extend([_BREAK if ended else _case(word) + _MARKS_OF_QUOTATION * quoted] * len(cut))
    return found


def _quoted_after(text: str, at: int, word: str, quoted: bool) -> bool:
    """Whether what follows stands in double quotation marks; a paragraph's end ends every quotation."""
    if word in _OPENS:
        return True
    if word in _CLOSES:
        return False
    if word == _TURNS or (word in "'`’‘" and text[at - 1 : at] == word and at > 0):
        return not quoted
    return quoted


def _case(word: str) -> int:
    if not word[0].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words `[first, after)` that is shown to the model at once, and the part `[kept_from, kept_to)` read from it."""

    first: int
    after: int
    kept_from: int
    kept_to: int


def windows(
    first_pieces: Sequence[int], total: int, size: int, overlap: int, breaks: Sequence[bool] = ()
) -> list[Window]:
    """Windows of at most `size` pieces over the words, neighbours sharing about `overlap` pieces.

    They end and begin at a paragraph's end (`breaks`) where one is near, as those did that the model was taught with. Each word is
    kept from the first window that shows it: the next one shows it again only so that what follows has something before it. (Kept from the
    window with the most room to both sides, paragraphs are torn apart: 1.8 points of whole links fewer.) A text that fits is one window.
    """
    bounds = [*first_pieces, total]
    spans: list[tuple[int, int]] = []
    first, count = 0, len(first_pieces)
    while first < count:
        after = _reach(bounds, first, size)
        if after < count:
            after = _paragraph(breaks, first + 2 * (after - first) // 3, after) or after
        spans.append((first, after))
        if after == count:
            break
        back = _back(bounds, after, overlap)
        first = max(first + 1, _paragraph(breaks, max(first, (first + after) // 2), back) or back)
    cuts = [0, *(after for _, after in spans)]
    return [Window(*span, cuts[i], cuts[i + 1]) for i, span in enumerate(spans)]


def _paragraph(breaks: Sequence[bool], earliest: int, latest: int) -> int | None:
    """The last word after `earliest`, up to `latest`, that is a paragraph's end."""
    return next((i for i in range(min(latest, len(breaks) - 1), earliest, -1) if breaks[i]), None)


def _reach(bounds: Sequence[int], first: int, size: int) -> int:
    """The last word, plus one, with which the pieces from `first` on are no more than `size`."""
    after = min(len(bounds) - 1, first + size)
    while after > first + 1 and bounds[after] - bounds[first] > size:
        after -= 1
    return after


def _back(bounds: Sequence[int], after: int, overlap: int) -> int:
    """The word with which a stretch of `overlap` pieces before `after` begins."""
    word = after
    while word > 0 and bounds[after] - bounds[word] < overlap:
        word -= 1
    return word
