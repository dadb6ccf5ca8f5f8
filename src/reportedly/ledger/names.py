"""Whether two ways to write a name mean one party: case, accents, quotation marks, case endings, words around it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[^\W_]+")
_STEM = 4
"""A word keeps at least this many letters when a case ending is taken off it."""
_ENDING = 2
"""Case endings of Slavic names are at most this long ("Медиазона", "Медиазоны", "Медиазоной")."""


REMEMBERED = 20_000
"""So many names are compared once and remembered: a desk meets the same few again and again."""


@lru_cache(maxsize=REMEMBERED)
def tokens(name: str) -> tuple[str, ...]:
    """A name's words, folded: no case, no accents, no possessive, no punctuation.

    >>> tokens("«Медиазона»"), tokens("Mediazona's calculations")
    (('медиазона',), ('mediazona', 'calculations'))
    """
    bare = re.sub(r"['’`ʼ]s\b", "", name)
    plain = unicodedata.normalize("NFKD", bare.casefold().replace("ё", "е"))
    folded = "".join(c for c in plain if not unicodedata.combining(c)) if not _cyrillic(bare) else bare.casefold()
    return tuple(_TOKEN.findall(folded.replace("ё", "е").replace("'", "").replace("’", "").replace("ʼ", "")))


def _cyrillic(name: str) -> bool:
    """Cyrillic letters keep their marks (й is no и, ї no і)."""
    return any("Ѐ" <= letter <= "ӿ" for letter in name)


@lru_cache(maxsize=REMEMBERED)
def length_named(name: str, written: str) -> int:
    """How many words of `written` are the name; 0 where the name does not stand in it. Longer means surer.

    >>> length_named("Ministry of Defence", "the UK Ministry of Defence")
    3
    """
    wanted, there = tokens(name), tokens(written)
    for start in range(len(there) - len(wanted) + 1 if wanted else 0):
        if all(_same_word(a, b) for a, b in zip(wanted, there[start:], strict=False)):
            return len(wanted)
    return 0


def _same_word(a: str, b: str) -> bool:
    """Equal, or one Cyrillic word in two case forms."""
    if a == b:
        return True
    if not (_cyrillic(a) and _cyrillic(b)):
        return False
    common = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return common >= _STEM and max(len(a), len(b)) - common <= _ENDING


def slug(name: str) -> str:
    """An id for a name that the desk's files do not know: its words with hyphens."""
    return "-".join(tokens(name)) or "name-" + hashlib.sha256(name.encode()).hexdigest()[:8]
