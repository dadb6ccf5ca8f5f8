"""What a number counts: the counted phrase as written, and its unit in house words."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import Span


class Counted:
    """Finds the counted phrase of a quantity: adjectives and the noun right behind it (or before it)."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.stop = lexicon.set("figures", "stop.words")
        self.plurals = lexicon.set("figures", "stop.plurals")
        self.not_plural = lexicon.set("figures", "stop.not_plural")
        self.ends = tuple(lexicon.language.words("figures", "stop.noun_ends"))
        self.adjective_ends = tuple(
            lexicon.language.words("figures", "stop.adjective_only") or lexicon.language.words("figures", "stop.adjective_ends")
        )
        self.substantives = lexicon.set("figures", "stop.adjective_not")

    def phrase(self, quantity: Quantity, after: int) -> tuple[int, int] | None:
        """The tokens `[first, last)` of the counted phrase, or None where no noun stands by the number."""
        if quantity.inverted and quantity.head < quantity.first:
            return quantity.head, quantity.head + 1
        if quantity.vague == "none" and self._absent(quantity):
            return self._before(quantity)
        first = self._skip(after)
        last = self._noun_phrase(first)
        if last == first:
            return None
        return first, last

    def _skip(self, at: int) -> int:
        """Over "of the", "more", "other" to where the noun phrase begins."""
        skip = self.lexicon.set("skip", "words")
        while at < len(self.words) and self.words[at] in skip:
            at += 1
        return at

    def _noun_phrase(self, first: int) -> int:
        at = first
        while at < len(self.words) and at < first + 4 and self._may_belong(at, first):
            at += 1
            if self._is_head(at - 1):
                break
        return at

    def _may_belong(self, at: int, first: int) -> bool:
        word = self.words[at]
        if not word[0].isalpha() or word in self.stop or (at > first and self.tokens.capital(at) and self.ends):
            return False
        return not (at > first and word in self.lexicon.senses)

    def _is_head(self, at: int) -> bool:
        word = self.words[at]
        if not self.ends:  # a language that inflects its adjectives: the first word that is none is the noun
            return word in self.substantives or not word.endswith(self.adjective_ends)
        if word in self.plurals:
            return not self._adjective_before_plural(at)
        return word.endswith(self.ends) and word not in self.not_plural and not word.endswith(("'s", "ss", "ous"))

    def _adjective_before_plural(self, at: int) -> bool:
        following = self.tokens.word(at + 1)
        return following in self.plurals or (following.endswith(self.ends) and following not in self.stop and following not in self.not_plural)

    def _absent(self, quantity: Quantity) -> bool:
        return self.lexicon.phrases("vague", "absent").length(self.words, quantity.first) > 0

    def _before(self, quantity: Quantity) -> tuple[int, int] | None:
        """«Погибших нет»: the noun stands before."""
        at = quantity.first - 1
        if at < 0 or not self.words[at][0].isalpha() or self.words[at] in self.stop:
            return None
        return at, at + 1

    def span(self, tokens: tuple[int, int]) -> Span:
        """The characters that the tokens cover."""
        return Span(self.tokens.starts[tokens[0]], self.tokens.ends[tokens[1] - 1])
