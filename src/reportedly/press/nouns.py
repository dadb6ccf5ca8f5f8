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
    best: tuple[int, str] | None = None
    for name, forms in lexicon(language).units:
        match = pattern(forms).search(near[0] if near else "")
        if match and (best is None or match.start() < best[0]):
            best = match.start(), name
    return best[1] if best else None
