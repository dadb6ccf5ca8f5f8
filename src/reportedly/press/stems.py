"""Words as numbers, forms of one word as one number: what the comparison of briefs works on."""

from __future__ import annotations

import re
from functools import cache

from reportedly.press.lexicon import lexicon

DULL = 0
"""The number of words that say nothing of what a text is about."""

_ENDINGS = (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", ""))


class Stems(dict[str, int]):
    """Words in lower case and their numbers, counted up as they come; `DULL` for words that say nothing.

    >>> stems = Stems()
    >>> stems["courts"] == stems["court"], stems["the"]
    (True, 0)
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[str, int] = {"": DULL}

    def __missing__(self, word: str) -> int:
        number = self[word] = self._numbers.setdefault(stem(word), len(self._numbers))
        return number

    @property
    def many(self) -> int:
        """How many numbers are given out."""
        return len(self._numbers)

    def of(self, words: list[str]) -> list[int]:
        """The numbers of words as written, in order."""
        return list(map(self.__getitem__, map(str.lower, words)))


def words_of(text: str) -> list[str]:
    """The words of a text as written, with straight apostrophes.

    >>> words_of("Moscow’s courts, again")
    ["Moscow's", 'courts', 'again']
    """
    return _word().findall(text.replace("’", "'"))


def stem(word: str) -> str:
    """A word in lower case without its ending; nothing for words that say nothing.

    Light, so that no two words become one: plurals, -ing and -ed in English (the S-stemmer of Harman 1991, "How
    effective is suffixing?", with two endings more); in Cyrillic the first six letters.

    >>> stem("sentenced"), stem("приговоров"), stem("the")
    ('sentenc', 'пригов', '')
    """
    word = word.removesuffix("'s")
    if len(word) < 2 or word in _dull() or (word.isdigit() and len(word) != 4):
        return ""
    if _cyrillic().search(word):
        return word[:6]
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word[-2] in "sui"):
            return word[: -len(ending)] + instead
    return word


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@cache
def _cyrillic() -> re.Pattern[str]:
    return re.compile("[а-яёіїєґ]")


@cache
def _dull() -> frozenset[str]:
    common = (
        "the a an and or of to in on at for by with from as is are was were be been it its this that these those we you "
        "they he she i our your their not no but if so than then into about can will has have had do does did how what "
        "when who which why all more most other some such only also just one two new may via per out up over after before "
        "between through during us there here them my me could would should many much any each both very being because"
    )
    return frozenset(common.split()) | {word for language in ("ru", "uk") for word in lexicon(language).small}
