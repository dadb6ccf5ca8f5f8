"""What a number counts: the class of the noun that follows it."""

from __future__ import annotations

import re

from reportedly.press.lexicon import lexicon, pattern


def unit_of(after: str, language: str, reach: int = 4) -> str | None:
    """The class of the first counted noun within a few words after a number, None where there is none.

    >>> unit_of(" criminal cases against soldiers", "en")
    'cases'
    """
    near = re.match(rf"\W*(?:[\w'’-]+\W+){{0,{reach}}}[\w'’-]*", after)
    words = pattern(lexicon(language).inside).split(near[0], maxsplit=1)[0] if near else ""
    best = _first(words, language)
    while best is not None and lexicon(language).head_last:
        following = _first(words[best[1] :], language)
        if following is None or words[best[1] : best[1] + following[0]].strip():
            break
        best = best[0], best[1] + following[1], following[2]
    return best[2] if best else None


def _first(words: str, language: str) -> tuple[int, int, str] | None:
    """Where the first counted noun begins and ends, and its class."""
    found = ((pattern(forms).search(words), name) for name, forms in lexicon(language).units)
    return min(((match.start(), match.end(), name) for match, name in found if match), default=None)
