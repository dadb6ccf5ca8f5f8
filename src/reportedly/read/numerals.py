"""Numbers as written, in digits or in words, to their value: «двадцять п'ять», "two and a half thousand", "1.2 million"."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from reportedly.read.lexicon import Lexicon
from reportedly.read.tokens import Tokens

_SLOTS = {"unit": 1, "one": 1, "teen": 1, "tens": 2, "hundreds": 3}
_OPEN = 9


class Numeral(NamedTuple):
    """A number over tokens `[first, last)`. `ordinal`: it counts off (the 40th); `noun`: it is a counting noun alone
    (a hundred, десяток); `digits`: it begins with digits; `one`: it is the bare word one; `scale`: what its last word multiplies by."""

    first: int
    last: int
    value: Decimal
    ordinal: bool = False
    noun: bool = False
    digits: bool = False
    one: bool = False
    scale: Decimal = Decimal(1)


class _Parse:
    """One number being read, token by token."""

    def __init__(self, tokens: Tokens, first: int, lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.first = self.at = first
        self.total = Decimal(0)
        self.current: Decimal | None = None
        self.slot = _OPEN
        self.limit = Decimal("1e30")
        self.ordinal = self.noun = self.ended = False
        self.scale = Decimal(1)
        self.role = ""

    def run(self) -> None:
        while not self.ended and self.at < len(self.words) and self._step():
            pass

    def _step(self) -> bool:
        word = self.words[self.at]
        if word[0].isdigit():
            if self.at == self.first:
                return self._take(self._digits(word), 0, "digits")
            return self._goes_on(word)
        senses = self.lexicon.senses.get(word)
        if senses is not None and self._sense(dict(reversed(senses))):
            return True
        return self._joined(word)

    def _digits(self, word: str) -> Decimal:
        """The value of digits; three decimals before "million" are decimals after all (1.234 million)."""
        raw = self.tokens.raw(self.at)
        if len(raw) == 5 and raw[1] in ".," and self._magnitude(self.at + 1) >= 1_000_000:
            return Decimal(raw.replace(",", "."))
        return Decimal(word)

    def _goes_on(self, word: str) -> bool:
        """«5 тысяч 400»: digits behind a thousand."""
        fits = self.role == "magnitude" and self.current is None and len(word) == 3 and word.isdecimal()
        return fits and self.limit == 1000 and self._take(Decimal(word), 0, "digits")

    def _magnitude(self, at: int) -> Decimal:
        senses = dict(self.lexicon.senses.get(self.tokens.word(at), ()))
        return senses.get("magnitude", Decimal(0))

    def _take(self, value: Decimal, slot: int, role: str, length: int = 1) -> bool:
        self.current = (self.current or Decimal(0)) + value
        self.slot, self.role = slot, role
        self.at += length
        return True

    def _sense(self, senses: dict[str, Decimal]) -> bool:
        if self.current is None:
            return self._opens(senses)
        return self._continues(senses)

    def _opens(self, senses: dict[str, Decimal]) -> bool:
        for role, slot in _SLOTS.items():
            if role in senses and not (self.role == "magnitude" and slot > 3):
                return self._take(senses[role], slot, role)
        if "mult" in senses and self._counting(self.at + 1):
            return self._take(senses["mult"], 0, "mult")
        if "mult" in senses and senses["mult"] > 1 and self.at == self.first:
            return self._take(senses["mult"], 0, "mult")
        if self.at == self.first:
            return self._alone(senses)
        return False

    def _alone(self, senses: dict[str, Decimal]) -> bool:
        for role in ("whole", "alone", "noun_alone"):
            if role in senses:
                self.noun = role != "whole"
                if role == "alone" and senses[role] == 1000:
                    return self._alone_thousand()
                return self._take(senses[role], 0, role)
        if "ordinal" in senses:
            return self._ends_ordinal(senses["ordinal"])
        return False

    def _alone_thousand(self) -> bool:
        """«Тысяча», and hundreds may follow: «тысяча сто»."""
        self.total, self.slot, self.limit, self.role = Decimal(1000), _OPEN, Decimal(1000), "magnitude"
        self.scale = Decimal(1000)
        self.at += 1
        return True

    def _continues(self, senses: dict[str, Decimal]) -> bool:
        if "magnitude" in senses and senses["magnitude"] < self.limit:
            return self._scale(senses["magnitude"])
        if "glued_magnitude" in senses and self.role == "digits" and self.tokens.glued(self.at):
            return self._glued(senses["glued_magnitude"])
        if "hundred" in senses and self.current is not None and self.current < 100:
            return self._times(Decimal(100), 3, "hundred")
        if "noun" in senses and self.role in ("unit", "one", "teen", "tens", "mult", "digits", "half"):
            return self._times(senses["noun"], 0, "noun")
        for role, slot in _SLOTS.items():
            if role in senses and slot < self.slot and senses[role] > 0 and not (role == "teen" and self.slot < 3):
                return self._take(senses[role], slot, role)
        if "ordinal" in senses and self.slot in (2, 3) and senses["ordinal"] < 10 ** (self.slot - 1):
            return self._ends_ordinal(senses["ordinal"])
        return False

    def _glued(self, value: Decimal) -> bool:
        if self.words[self.at] in ("m", "b") and not (_money_before(self.tokens, self.first) or self._noun_next()):
            return False
        return self._scale(value)

    def _noun_next(self) -> bool:
        """ "1.2m people": millions, where "1.2m deep" is metres."""
        word = self.tokens.word(self.at + 1)
        return word in self.lexicon.listed("figures", "stop.plurals") or (
            len(word) > 3 and word.endswith("s") and word.isalpha()
        )

    def _scale(self, value: Decimal) -> bool:
        self.total += (self.current if self.current is not None else 1) * value
        self.current, self.slot, self.limit, self.role = None, _OPEN, value, "magnitude"
        self.scale = value
        self.at += 1
        if self.tokens.word(self.at) == "." and self.tokens.glued(self.at) and len(self.words[self.at - 1]) <= 4:
            self.at += 1
        return True

    def _times(self, value: Decimal, slot: int, role: str) -> bool:
        self.current = (self.current or Decimal(1)) * value
        self.slot, self.role, self.scale = slot, role, value
        self.at += 1
        return True

    def _ends_ordinal(self, value: Decimal) -> bool:
        self._take(value, 0, "ordinal")
        self.ordinal = self.ended = True
        return True

    def _joined(self, word: str) -> bool:
        return self._hyphen(word) or self._half() or self._linked(word) or self._article(word) or self._half_of(word)

    def _hyphen(self, word: str) -> bool:
        if word != "-" or self.slot != 2 or not self.tokens.glued(self.at) or not self.tokens.glued(self.at + 1):
            return False
        senses = dict(self.lexicon.senses.get(self.tokens.word(self.at + 1), ()))
        if 0 < senses.get("unit", senses.get("one", Decimal(0))) < 10 or 0 < senses.get("ordinal", Decimal(0)) < 10:
            self.at += 1
            return True
        return False

    def _half(self) -> bool:
        """ "and a half", «с половиной», between the number and its thousand."""
        if self.current is None or self.role not in ("unit", "one", "teen", "tens", "digits"):
            return False
        length = self.lexicon.phrases("qualifiers", "range.half").length(self.words, self.at)
        if length:
            return self._take(Decimal("0.5"), 0, "half", length)
        length = self.lexicon.phrases("qualifiers", "range.quarter").length(self.words, self.at)
        return bool(length) and self._take(Decimal("0.25"), 0, "half", length)

    def _linked(self, word: str) -> bool:
        """ "two hundred AND six"."""
        if word not in self.lexicon.listed("qualifiers", "range.linking") or self.role not in ("hundred", "magnitude"):
            return False
        senses = dict(self.lexicon.senses.get(self.tokens.word(self.at + 1), ()))
        room = self.role == "hundred" or self.limit == 1000
        if room and any(role in senses for role in ("unit", "one", "teen", "tens")):
            self.at += 1
            return True
        return False

    def _article(self, word: str) -> bool:
        """ "A hundred": the article counts as one."""
        if self.at != self.first or word not in self.lexicon.listed("qualifiers", "range.article"):
            return False
        senses = dict(self.lexicon.senses.get(self.tokens.word(self.at + 1), ()))
        if "hundred" in senses or "magnitude" in senses:
            return self._take(Decimal(1), 0, "unit")
        return False

    def _half_of(self, word: str) -> bool:
        """ "Half a million"."""
        share = self.lexicon.fractions.get(word)
        articles = self.lexicon.listed("qualifiers", "range.article")
        if self.at != self.first or share is None or not articles or self.tokens.word(self.at + 1) not in articles:
            return False
        senses = dict(self.lexicon.senses.get(self.tokens.word(self.at + 2), ()))
        if not {"hundred", "magnitude", "noun"} & senses.keys():
            return False
        return self._take(Decimal(share.numerator) / Decimal(share.denominator), 0, "mult", 2)

    def _counting(self, at: int) -> bool:
        senses = dict(self.lexicon.senses.get(self.tokens.word(at), ()))
        return "magnitude" in senses or "noun" in senses


def _money_before(tokens: Tokens, first: int) -> bool:
    return tokens.word(first - 1) in ("$", "€", "£", "¥", "₴", "₽")


def numeral(tokens: Tokens, first: int, lexicon: Lexicon) -> Numeral | None:
    """The number that begins with token `first`, as long as it goes on, or None.

    Forms and their values come from the language's `numerals.csv`. A range is two numbers, a share is read elsewhere.
    """
    parse = _Parse(tokens, first, lexicon)
    parse.run()
    if parse.at == first:
        return None
    value = parse.total + (parse.current or 0)
    digits = tokens.words[first][0].isdigit()
    one = parse.role == "one" and parse.at == first + 1
    return _suffixed(
        Numeral(first, parse.at, value, parse.ordinal, parse.noun, digits, one, parse.scale), tokens, lexicon
    )


def _suffixed(found: Numeral, tokens: Tokens, lexicon: Lexicon) -> Numeral:
    """Digits with a letter ending: "40th", «40-ю» count off; «15-ти» is the number itself."""
    if not found.digits or found.last != found.first + 1 or not tokens.glued(found.last):
        return found
    hyphen = tokens.words[found.last] == "-"
    at = found.last + hyphen
    if not tokens.glued(at):
        return found
    roles = dict(lexicon.senses.get(tokens.words[at], ()))
    if "cardinal_ending" in roles and hyphen and not ("ordinal_ending" in roles and found.value > 4):
        return Numeral(found.first, at + 1, found.value, digits=True)
    if "ordinal_ending" in roles:
        return Numeral(found.first, at + 1, found.value, ordinal=True, digits=True)
    return found
