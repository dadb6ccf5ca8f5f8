"""The unit a number counts in, in house words: cases, sentences, persons, persons charged, persons who fled ..."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens, fold

_REACH = 12
_MARKS = frozenset({";", ".", "!", "?"})


def unit(tokens: Tokens, quantity: Quantity, counted: str | None, lexicon: Lexicon) -> str | None:
    """The house word for what is counted, or None where the lexicon has none for it.

    The counted noun decides; where it is persons, the verb by it says which: charged, convicted, fled, detained ... Source:
    `house.toml` of each language.
    """
    words = fold(counted).split() if counted else []
    nouns = lexicon.phrases("house", "noun.")
    found = None
    for at in range(len(words)):
        match = nouns.match(words, at)
        found = match[0] if match else found
    if found is None or not found.startswith("persons"):
        return found
    return _deed(tokens, quantity, lexicon) or found


def _deed(tokens: Tokens, quantity: Quantity, lexicon: Lexicon) -> str | None:
    """What the persons did or suffered, by the nearest verb of the clause."""
    deeds = lexicon.phrases("house", "deed.")
    start, end = quantity.head, quantity.tail
    best: tuple[int, str] | None = None
    for at in range(max(0, start - _REACH), min(len(tokens), end + _REACH)):
        match = deeds.match(tokens.words, at)
        if match is None or any(tokens.words[i] in _MARKS for i in range(*sorted((at, start)))):
            continue
        distance = start - at if at < start else at - end
        if best is None or distance < best[0]:
            best = (distance, match[0])
    return best[1] if best else None
