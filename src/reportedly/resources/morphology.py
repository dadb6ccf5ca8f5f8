"""Dictionary forms of words: a word as written in, its dictionary forms out.

    >>> morphology("ru").lemmas("Екатеринбурге")
    ('екатеринбург',)

Russian and Ukrainian by pymorphy3, English by simplemma; other languages give the word itself. The dictionaries are
opened at the first word asked about (a third of a second), and answers are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from reportedly.types import Morphology

_LIMIT = 100_000
"""Words kept; beyond that the answers are forgotten and begun again, so that memory stays bounded."""


class CachedMorphology:
    """A `Morphology` that works each word out once. `look_up` gives the dictionary forms of a lower-case word."""

    def __init__(self, open_dictionary: Callable[[], Callable[[str], tuple[str, ...]]]) -> None:
        self._open = open_dictionary
        self._look_up: Callable[[str], tuple[str, ...]] | None = None
        self._known: dict[str, tuple[str, ...]] = {}

    def lemmas(self, word: str) -> tuple[str, ...]:
        """Dictionary forms that `word` may be a form of, lower case, likeliest first; the word itself where unknown."""
        known = self._known.get(word)
        if known is None:
            if self._look_up is None:
                self._look_up = self._open()
            if len(self._known) >= _LIMIT:
                self._known.clear()
            known = self._known[word] = self._look_up(word.lower()) or (word.lower(),)
        return known


@cache
def morphology(language: str) -> Morphology:
    """The morphology of a language (ISO 639-1), opened once per language and only when first asked."""
    if language in ("ru", "uk"):
        return CachedMorphology(lambda: _pymorphy(language))
    if language == "en":
        return CachedMorphology(_simplemma)
    return CachedMorphology(lambda: lambda word: (word,))


def _pymorphy(language: str) -> Callable[[str], tuple[str, ...]]:
    from pymorphy3 import MorphAnalyzer

    analyzer = MorphAnalyzer(lang=language)

    def look_up(word: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(reading.normal_form for reading in analyzer.parse(word)))

    return look_up


def _simplemma() -> Callable[[str], tuple[str, ...]]:
    from simplemma import lemmatize

    def look_up(word: str) -> tuple[str, ...]:
        return (lemmatize(word, lang="en").lower(),)

    return look_up
