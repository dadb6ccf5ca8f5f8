"""Whether a number is of what is, or of what someone needs, plans or threatens: "needs at least 300,000" is no count."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import Mood

_MARKS = frozenset({";", ".", ":", "!", "?", ",", "—", "–", "(", ")"})
_REACH = 6


def mood(tokens: Tokens, quantity: Quantity, lexicon: Lexicon) -> Mood:
    """Need or plan where a word of needing or planning stands shortly before the number, in the same clause."""
    start = quantity.head
    while start > 0 and tokens.words[start - 1] not in _MARKS and quantity.head - start < _REACH:
        start -= 1
    phrases = lexicon.phrases("figures", "mood.need", "mood.plan")
    for at in range(quantity.head - 1, start - 1, -1):
        found = phrases.match(tokens.words, at)
        if found:
            return Mood(found[0])
    return Mood.FACT
