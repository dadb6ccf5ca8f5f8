"""Texts whose letters come in parts (a letter and its accent as two characters), put together for reading and taken back."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from reportedly.types import Quote


def is_composed(text: str) -> bool:
    """Whether every letter of a text is one character (Unicode's form NFC, UAX #15)."""
    return unicodedata.is_normalized("NFC", text)


class Composed:
    """A text in form NFC (as far as that goes cluster by cluster), and the way back to where its characters stand in the text as it was.

    >>> whole = Composed("Rene" + chr(0x301) + " fled")
    >>> len(whole.text), whole.quote(Quote.cut(whole.text, 0, 4)).span.end
    (9, 5)
    """

    def __init__(self, text: str) -> None:
        self._was = text
        clusters = list(_clusters(text))
        composed = [unicodedata.normalize("NFC", cluster) for cluster in clusters]
        self.text = "".join(composed)
        starts = list(accumulate(map(len, clusters), initial=0))
        # Every character of a composed cluster begins where the cluster began, so that none is cut in two.
        self._starts = [start for start, put in zip(starts, composed, strict=False) for _ in put] + [len(text)]

    def quote(self, quote: Quote) -> Quote:
        """A quote of the composed text as the text has it."""
        start, end = quote.span.start, quote.span.end
        last = next((at for at in self._starts[end:] if at > self._starts[max(end - 1, 0)]), len(self._was))
        return Quote.cut(self._was, self._starts[start], last if end > start else self._starts[start])


def _clusters(text: str) -> list[str]:
    """Stretches that are composed by themselves: each begins with a character that nothing before it can take in."""
    found: list[str] = []
    for letter in text:
        if found and (unicodedata.combining(letter) or _joins(found[-1], letter)):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _joins(before: str, letter: str) -> bool:
    """Whether a letter that is no mark goes into what stands before it (parts of Korean syllables)."""
    return len(unicodedata.normalize("NFC", before + letter)) <= len(unicodedata.normalize("NFC", before))
