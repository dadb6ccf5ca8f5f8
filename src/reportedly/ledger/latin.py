"""Words of three scripts' spellings brought to one key: Latin letters, no case endings. For comparing, never for showing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщъыьэюяё",
        (
            "a",
            "b",
            "v",
            "g",
            "g",
            "d",
            "e",
            "e",
            "zh",
            "z",
            "i",
            "i",
            "i",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "h",
            "ts",
            "ch",
            "sh",
            "sh",
            "-",
            "i",
            "-",
            "e",
            "u",
            "a",
            "e",
        ),
        strict=True,
    )
)
_ALIKE = (("kh", "h"), ("ch", "q"), ("ya", "a"), ("ia", "a"), ("yu", "u"), ("iu", "u"), ("ye", "e"), ("ie", "e"), ("y", "i"),
          ("j", "i"), ("shch", "sh"), ("c", "k"), ("kk", "k"), ("q", "ch"), ("ii", "i"), ("w", "v"), ("x", "ks"))  # fmt: skip
WORD = re.compile(r"[^\W_]+(?:[-'’ʼ][^\W\d_]+)*")
_ENDINGS = "aeiou"
STEM = 5
"""So many letters of a word are its key: enough to tell most words apart, few enough to shed Slavic endings."""


def words(text: str) -> list[str]:
    """The words and numerals of a text, as written."""
    return WORD.findall(text)


@lru_cache(maxsize=50_000)
def latin(word: str) -> str:
    """A word in Latin letters as the three languages would spell its sound, roughly.

    >>> latin("Еврос"), latin("Эврос"), latin("Evros"), latin("Каланча"), latin("Kalancha")
    ('evros', 'evros', 'evros', 'kalancha', 'kalancha')
    """
    plain = unicodedata.normalize("NFC", re.sub(r"['’ʼ`]s$", "", word.casefold()))
    spelt = "".join(_CYRILLIC.get(letter, letter) for letter in plain)
    bare = "".join(c for c in unicodedata.normalize("NFKD", spelt) if c.isalnum())
    for written, key in _ALIKE:
        bare = bare.replace(written, key)
    return bare


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The key of a word: its first letters in Latin, without vowels at the end."""
    key = latin(word)[:STEM]
    return key.rstrip(_ENDINGS) or key


@lru_cache(maxsize=50_000)
def name_key(name: str) -> tuple[str, ...]:
    """The key of a name: the keys of its words, small words and one letter apart."""
    return tuple(stem(word) for word in words(name) if len(word) > 1 and word.casefold() not in _SMALL)


_SMALL = frozenset(("the", "a", "an", "of", "and", "и", "і", "та", "de", "la"))


def stands_in(name: tuple[str, ...], keys: tuple[str, ...]) -> bool:
    """Whether the name's keys stand in a text's keys one after another."""
    if not name:
        return False
    size = len(name)
    return any(keys[at] == name[0] and keys[at : at + size] == name for at in range(len(keys) - size + 1))
