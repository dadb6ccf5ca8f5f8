"""What a number counts: the counted phrase as written."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.numerals import numeral
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import Qualifier, Span

_MARKS = frozenset({";", ".", ":", "!", "?", ",", "(", ")", "«", "»", "“", "”", '"'})
_LONGEST = 4


class Counted:
    """Finds the counted phrase of a quantity: adjectives and the noun behind it, or the noun that stands before."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.tokens, self.words, self.lexicon, self.taken = tokens, tokens.words, lexicon, taken
        words = lexicon.language.words
        self.stop = lexicon.listed("figures", "stop.words")
        self.plurals = lexicon.listed("figures", "stop.plurals")
        self.not_plural = lexicon.listed("figures", "stop.not_plural")
        self.adjectival = lexicon.listed("figures", "stop.adjectival")
        self.ends = tuple(words("figures", "stop.noun_ends"))
        self.adjective_ends = tuple(words("figures", "stop.adjective_only") or words("figures", "stop.adjective_ends"))
        self.substantives = lexicon.listed("figures", "stop.adjective_not")
        self.verb_ends = tuple(words("figures", "stop.verb_ends"))
        self.participle_ends = tuple(words("figures", "stop.participle_ends")) or ("\0",)
        self.fronted_ends = tuple(words("figures", "stop.fronted_ends"))
        self.of_them = lexicon.listed("skip", "of_them")
        self.house = lexicon.phrases("house", "noun.")

    def phrase(self, quantity: Quantity, after: int) -> tuple[int, int] | None:
        """The tokens `[first, last)` of the counted phrase, or None where no noun stands by the number."""
        if quantity.inverted and quantity.head < quantity.first:
            return quantity.head, quantity.head + 1
        if quantity.vague == "unknown_absence":
            return self._of_absence(quantity)
        if self._absent(quantity):
            return self._right_before(quantity) or self._right_behind(after)
        first = self._skip(after)
        if first > after and self.words[first - 1] in self.of_them and not self._plainly_noun(first):
            named = first + 1 if self.tokens.word(first) in ("—", "–") else len(self.words)
            last = self._noun_phrase(named)  # «17 из них — женщины»
            return (named, last) if last > named else None
        if partitive(quantity) and self.words[first : first + 1] and self.words[first].endswith(self.participle_ends):
            return None  # «більша частина виїхала»
        last = self._noun_phrase(first)
        if last > first:
            return first, last
        return self._fronted(quantity)

    def elided_subject(self, quantity: Quantity) -> tuple[int, int] | None:
        """ "Shefts grew from 207": the plural that the sentence opens with, where nothing else was named before."""
        if not self.ends:
            return self._named_number(quantity)
        change = self.lexicon.phrases("figures", "context.change", "context.runs")
        if not any(change.length(self.words, at) for at in range(max(1, quantity.head - 12), quantity.head)):
            return None
        for at in range(min(quantity.head, 12)):
            word = self.words[at]
            if (
                word not in self.stop
                and at not in self.taken
                and self._is_head(at)
                and not change.length(self.words, at)
            ):
                return at, at + 1
        return None

    def _named_number(self, quantity: Quantity) -> tuple[int, int] | None:
        """«Число перемещённых достигло ...»."""
        number = self.lexicon.phrases("skip", "number_of")
        for at in range(min(quantity.head, 12)):
            length = number.length(self.words, at)
            if length and at + length < quantity.head:
                return at + length, at + length + 1
        return None

    def _skip(self, at: int) -> int:
        """Over "of the", "more", "other", and over dates, to where the noun phrase begins."""
        skip = self.lexicon.listed("skip", "words")
        start = at
        while at < len(self.words) and (self.words[at] in skip or (at in self.taken and self.words[at].isalpha())):
            at += 1
        if (
            at > start
            and at < len(self.words)
            and (self.words[at][0].isdigit() or self.words[at] in self.lexicon.senses)
        ):
            found = numeral(self.tokens, at, self.lexicon)  # "3 of the 40 complaints"
            at = found.last if found is not None and not found.ordinal else at
        return at if at - start <= 6 else start

    def _noun_phrase(self, first: int) -> int:
        at = first
        while at < min(len(self.words), first + _LONGEST) and self._may_belong(at, first):
            at += 1
            if self._is_head(at - 1):
                return at
        return at

    def _may_belong(self, at: int, first: int) -> bool:
        word = self.words[at]
        if not word[0].isalpha() or word in self.stop or at in self.taken or self._verb(at):
            return False
        later = word in self.lexicon.senses or (self.tokens.capital(at) and bool(self.ends))
        return at == first or not later

    def _plainly_noun(self, at: int) -> bool:
        """Behind "of them" only a noun that is known as one: "nine of them nurses", but "17 of them unidentified"."""
        word = self.tokens.word(at)
        if word in self.stop or not word:
            return False
        return bool(self.house.length(self.words, at)) or (bool(self.ends) and self._is_head(at))

    def _verb(self, at: int) -> bool:
        """Whether a word looks like a verb and not like a noun: "eleven refused to go", «восьмерых побили»."""
        word = self.words[at]
        if not self.verb_ends or not word.endswith(self.verb_ends) or word in self.plurals:
            return False
        if self.house.length(self.words, at):
            return False
        if not self.ends:
            return True
        following = self.tokens.word(at + 1)
        return (following in self.stop and following not in ("and", "or")) or following in ("to", "by", "at", "on")

    def _is_head(self, at: int) -> bool:
        word = self.words[at]
        if not self.ends:  # a language that inflects its adjectives: the first word that is none is the noun
            if word in self.substantives:
                following = self.tokens.word(at + 1)
                return len(following) < 5 or following in self.stop or not following.endswith(self.fronted_ends)
            return not word.endswith(self.adjective_ends)
        if word in self.plurals:
            return word not in self.adjectival or not self._noun_follows(at + 1)
        return self._plural(word)

    def _plural(self, word: str) -> bool:
        return word.endswith(self.ends) and word not in self.not_plural and not word.endswith(("'s", "ss", "ous"))

    def _noun_follows(self, at: int) -> bool:
        word = self.tokens.word(at)
        return word in self.plurals or (self._plural(word) and word not in self.stop)

    # -- nouns before the number ------------------------------------------------------------------------------------

    def _absent(self, quantity: Quantity) -> bool:
        if quantity.vague != "none":
            return False
        return self.lexicon.phrases("vague", "absent").length(self.words, quantity.first) > 0

    def _right_before(self, quantity: Quantity) -> tuple[int, int] | None:
        """«Погибших нет»: the noun stands before."""
        at = quantity.first - 1
        if at < 0 or not self.words[at][0].isalpha() or self.words[at] in self.stop:
            return None
        return at, at + 1

    def _right_behind(self, after: int) -> tuple[int, int] | None:
        """«Нет погибших», «nie ma zabitych»: the noun stands behind."""
        last = self._noun_phrase(after)
        return (after, last) if last > after else None

    def _of_absence(self, quantity: Quantity) -> tuple[int, int] | None:
        """ "No news of divers", «о пропавших вестей нет»."""
        about = self.lexicon.listed("skip", "about")
        at = quantity.last
        if self.tokens.word(at) in about:
            at = self._skip(at + 1)
            last = self._noun_phrase(at)
            return (at, last) if last > at else None
        for index in range(quantity.first - 1, max(-1, quantity.first - 7), -1):
            if self.words[index] in _MARKS:
                return None
            noun = self._skip(index + 1)
            if self.words[index] in about and noun < quantity.first:
                return noun, noun + 1
        return None

    def _fronted(self, quantity: Quantity) -> tuple[int, int] | None:
        """«Взрывов было не меньше шести», «поваров в смене меньше шести»: the noun opens the clause."""
        if not self.fronted_ends or quantity.vague in ("majority", "none"):
            return None
        start = quantity.head
        while start > 0 and quantity.head - start < 7 and self.words[start - 1] not in _MARKS:
            start -= 1
        for at in range(start, min(start + 2, quantity.head)):
            if self.words[at].endswith(self.fronted_ends) and self.words[at] not in self.stop and at not in self.taken:
                return at, at + 1
        return None

    def span(self, tokens: tuple[int, int]) -> Span:
        """The characters that the tokens cover."""
        return Span(self.tokens.starts[tokens[0]], self.tokens.ends[tokens[1] - 1])


def partitive(quantity: Quantity) -> bool:
    """Whether the quantity is a part of what was counted before: most, many, half."""
    return (
        quantity.share is not None
        or quantity.vague in ("majority", "unknown")
        or quantity.qualifier is Qualifier.FRACTION
    )
