"""Ranges: "20 to 25", "between 15 and 20", «от сорока до шестидесяти», "two or three", "2–3 million"."""

from __future__ import annotations

from decimal import Decimal

from reportedly.read.lexicon import Lexicon, Phrases
from reportedly.read.numerals import Numeral, numeral
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import Qualifier


class Ranges:
    """Tells whether a second number belongs to the first."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.tokens, self.words, self.lexicon, self.taken = tokens, tokens.words, lexicon, taken
        self.before = lexicon.phrases("qualifiers", "before.", backwards=True)

    def _phrases(self, key: str) -> Phrases:
        return self.lexicon.phrases("qualifiers", "range." + key)

    def read(self, low: Quantity, found: Numeral) -> Quantity:
        if found.ordinal:
            return low
        join = self._joiner(low)
        if join is None:
            return low
        start, head, kind = join
        high = numeral(self.tokens, start, self.lexicon) if start < len(self.words) else None
        if high is None or high.ordinal or start in self.taken or high.noun or low.value is None:
            return low
        value = _scaled(low.value, found, high)
        if kind == "or" and not (_near(value, high.value) and (value < 100 or not high.digits)):
            return low
        if value >= high.value or (self.changes(low.first) and kind in ("to", "until")):
            return low
        return low._replace(
            last=high.last, tail=high.last, head=head, value=value, upper=high.value, qualifier=Qualifier.RANGE
        )

    def _joiner(self, low: Quantity) -> tuple[int, int, str] | None:
        """Where the second number of a range begins, where the range's own words begin, and how they are joined."""
        at = low.last
        if self.tokens.word(at) in ("%", "°"):
            at += 1
        opened = self.before.match(self.words, low.first - 1)
        kind = opened[0] if opened else ""
        head = low.first - opened[1] if opened and kind in ("between", "from") else low.first
        if kind == "between" and (length := self._phrases("and").length(self.words, at)):
            return self._past_sign(at + length), head, "between"
        if kind == "from" and (length := self._phrases("until").length(self.words, at)):
            return self._past_sign(at + length), head, "until"
        if self._dashed(at):
            return self._past_sign(at + 1), low.first, "dash"
        for key in ("to", "or"):
            length = self._phrases(key).length(self.words, at)
            if length and at == low.last and (key != "to" or self.lexicon.listed("qualifiers", "range.article")):
                return at + length, low.first, key
        return None

    def _past_sign(self, at: int) -> int:
        return at + (self.tokens.word(at) in self.lexicon.listed("units", "money.sign"))

    def _dashed(self, at: int) -> bool:
        word = self.tokens.word(at)
        if word not in self.lexicon.listed("qualifiers", "range.dash"):
            return False
        if self.tokens.glued(at) and self.tokens.glued(at + 1):
            return True
        return word != "—" and self.tokens.word(at + 1)[:1].isdigit() and self.tokens.word(at - 1)[:1].isdigit()

    def changes(self, first: int) -> bool:
        """Whether a word of change stands a few tokens before: "rose from 57 to 83" is two numbers."""
        change = self.lexicon.phrases("figures", "context.change")
        return any(change.length(self.words, index) for index in range(max(0, first - 8), first))


def _scaled(low: Decimal, first: Numeral, second: Numeral) -> Decimal:
    """ "2–3 million": the thousand after the second number counts for the first as well."""
    if second.scale > 1 and first.scale == 1 and low * second.scale < second.value:
        return low * second.scale
    return low


def _near(low: Decimal, high: Decimal) -> bool:
    return low < high <= low * 2 + 1
