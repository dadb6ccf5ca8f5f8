"""The Nth of a running tally ("this season's 12th wreck", "which brings the tally to 31") against mere order ("fourth lesson")."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens

_CLAUSE = frozenset({";", ".", "!", "?"})


class Tallies:
    """Tells a tally from an order."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon

    def counts(self, quantity: Quantity) -> bool:
        """Whether an ordinal says how many there have been so far."""
        if self._orders(quantity.last):
            return False
        if self.lexicon.phrases("figures", "context.not_tally").length(self.words, quantity.first - 1):
            return False
        value = quantity.value or 0
        return value >= 2 and (self._tallied(quantity) or (value >= 100 and quantity.digits))

    def _orders(self, at: int) -> bool:
        """A third hearing, a second soldier: what stands in order, not in number."""
        phrases = self.lexicon.phrases("figures", "context.not_tally")
        following = self.tokens.word(at)
        if not following[:1].isalpha() or phrases.length(self.words, at):
            return not self._since_follows(at)
        return bool(phrases.length(self.words, at + 1)) and following not in self.lexicon.listed(
            "figures", "stop.words"
        )

    def _since_follows(self, at: int) -> bool:
        tally = self.lexicon.phrases("figures", "context.tally")
        return any(tally.length(self.words, index) for index in range(at, min(at + 5, len(self.words))))

    def _tallied(self, quantity: Quantity) -> bool:
        """Words of a running count in the same clause: this year, already, since, became."""
        tally = self.lexicon.phrases("figures", "context.tally")
        start, end = quantity.first, quantity.last
        while start > 0 and self.words[start - 1] not in _CLAUSE and quantity.first - start < 8:
            start -= 1
        while end < len(self.words) and self.words[end] not in _CLAUSE and end - quantity.last < 8:
            end += 1
        return any(tally.length(self.words, index) for index in range(start, end))

    def brings(self, quantity: Quantity) -> bool:
        """ "Which brings the tally to 31", «доведя счёт аварий до 31»."""
        if self.tokens.word(quantity.first - 1) not in self.lexicon.listed("qualifiers", "range.to"):
            return False
        bring = self.lexicon.phrases("figures", "context.bring")
        return any(bring.length(self.words, at) for at in range(max(0, quantity.first - 8), quantity.first))
