"""What kind of number it is: a count, money, a share in percent, a duration, an age, a distance, an area, a rate."""

from __future__ import annotations

from decimal import Decimal

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import FigureKind

_UNITS = ("percent", "duration", "distance", "area", "money", "age", "rate", "other", "times")
_KINDS = {
    "percent": FigureKind.PERCENT,
    "duration": FigureKind.DURATION,
    "distance": FigureKind.DISTANCE,
    "area": FigureKind.AREA,
    "money": FigureKind.MONEY,
    "age": FigureKind.AGE,
    "rate": FigureKind.RATE,
}


class Kinds:
    """Says what kind a quantity is, and where the words that count for it begin."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.units = lexicon.phrases("units", *(f"unit.{name}" for name in _UNITS))
        self.area = lexicon.phrases("figures", "nouns.area")

    def of(self, quantity: Quantity) -> tuple[FigureKind | None, int]:
        """The kind (None for a measure that is kept as no figure: kilograms, degrees) and the token after its unit."""
        if quantity.vague or quantity.share is not None:
            return self._worded(quantity)
        rate = self.lexicon.phrases("units", "unit.rate").length(self.words, quantity.tail)
        if rate:
            return FigureKind.RATE, quantity.tail + rate
        per = self._per_thousand(quantity)
        if per:
            return FigureKind.RATE, per
        if self._money_sign(quantity):
            return FigureKind.MONEY, quantity.tail
        name, last = self._unit(quantity)
        if name:
            return self._named(quantity, name, last)
        return (FigureKind.AGE if self._age(quantity) else FigureKind.COUNT), quantity.tail

    def _per_thousand(self, quantity: Quantity) -> int:
        """ "2.3 cases per 1,000": the token after the rate, with the counted noun between; 0 where there is none."""
        rate = self.lexicon.phrases("units", "unit.rate")
        for at in range(quantity.tail + 1, min(quantity.tail + 4, len(self.words))):
            if not self.words[at - 1].isalpha():
                return 0
            length = rate.length(self.words, at)
            if length:
                return at + length
        return 0

    def _unit(self, quantity: Quantity) -> tuple[str, int]:
        """The unit right behind the number, or behind "or so"; a letter alone counts only where digits stand."""
        of = quantity.tail + (self.tokens.word(quantity.tail) in self.lexicon.listed("shares", "of"))
        for at in (quantity.tail, quantity.last, of):
            for name, length in self.units.every(self.words, at):
                if len(self.words[at]) > 1 or quantity.digits or not self.words[at].isalpha():
                    return name, at + length
        shared = self._shared(quantity)
        if shared:
            return shared, quantity.tail
        if quantity.inverted and quantity.head < quantity.first:
            found = self.units.match(self.words, quantity.head)
            if found:
                return found[0], quantity.last
        return "", quantity.tail

    def _shared(self, quantity: Quantity) -> str:
        """ "19 and 22 years old": the unit stands by the second number only."""
        linking = self.lexicon.listed("qualifiers", "range.and") | self.lexicon.listed("qualifiers", "range.or")
        if not quantity.digits or self.tokens.word(quantity.tail) not in linking:
            return ""
        if not self.tokens.word(quantity.tail + 1)[:1].isdigit():
            return ""
        found = self.units.match(self.words, quantity.tail + 2)
        return found[0] if found and found[0] in ("age", "percent", "distance", "area", "money") else ""

    def _named(self, quantity: Quantity, name: str, last: int) -> tuple[FigureKind | None, int]:
        kind = _KINDS.get(name)
        if kind is FigureKind.DURATION and self._age(quantity, last):
            kind = FigureKind.AGE
        if kind is FigureKind.PERCENT:
            return kind, last
        return kind, last

    def _money_sign(self, quantity: Quantity) -> bool:
        signs = self.lexicon.listed("units", "money.sign")
        return self.tokens.word(quantity.first - 1) in signs

    def _age(self, quantity: Quantity, after: int = 0) -> bool:
        before = self.lexicon.phrases("units", "age.before", backwards=True)
        value = quantity.value or Decimal(0)
        if value > 120:
            return False
        if before.length(self.words, quantity.head - 1) or before.length(self.words, quantity.first - 1):
            return True
        subject = self.lexicon.phrases("units", "age.subject", backwards=True)
        if (
            subject.length(self.words, quantity.head - 1)
            and value >= 4
            and not self._word_follows(after or quantity.tail)
        ):
            return True
        over = self.lexicon.listed("units", "age.over")
        bare_over = quantity.head == quantity.first - 1 and self.words[quantity.head] in over
        if bare_over and quantity.digits and 10 <= value <= 100 and not self._word_follows(quantity.tail):
            return True
        return self._in_commas(quantity)

    def _word_follows(self, at: int) -> bool:
        word = self.tokens.word(at)
        return bool(word) and word[0].isalpha() and word not in self.lexicon.listed("figures", "stop.words")

    def _in_commas(self, quantity: Quantity) -> bool:
        """ "Their driver, 31, was ..."."""
        value = quantity.value or Decimal(0)
        bare = quantity.head == quantity.first and quantity.tail == quantity.last and quantity.digits
        if not bare or not 5 <= value <= 110 or self.tokens.word(quantity.last) not in (",", ")"):
            return False
        if self.tokens.word(quantity.first - 1) not in (",", "("):
            return False
        name = self.tokens.word(quantity.first - 2)
        number = name[:1].isdigit() or name in self.lexicon.senses
        return name[:1].isalpha() and not number and quantity.first >= 2

    def _worded(self, quantity: Quantity) -> tuple[FigureKind | None, int]:
        """Vague words and parts: many are people; "a third of the moor" is an area; "several days" a duration."""
        if quantity.share is not None or quantity.vague == "majority":
            at = quantity.tail
            near = range(at, min(at + 4, len(self.words)))
            if any(self.area.length(self.words, index) for index in near if self._same_clause(at, index)):
                return FigureKind.AREA, at
            return FigureKind.COUNT, at
        if quantity.vague in ("none", "unknown_absence", "unknown"):
            return FigureKind.COUNT, quantity.tail
        name, last = self._unit(quantity)
        if not name or name in ("age", "rate"):
            return FigureKind.COUNT, quantity.tail
        return _KINDS.get(name), last

    def _same_clause(self, start: int, index: int) -> bool:
        return all(self.words[at].isalpha() for at in range(start, index))
