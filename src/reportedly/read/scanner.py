"""Finds the quantities of a sentence: numbers, words that stand for numbers, and what qualifies them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportedly.read.lexicon import Lexicon
from reportedly.read.numerals import Numeral, numeral
from reportedly.read.qualifiers import VAGUE
from reportedly.read.quantities import EXPLICIT, Quantity
from reportedly.read.ranges import Ranges
from reportedly.read.shares import share
from reportedly.read.tokens import Tokens
from reportedly.types import Qualifier


class Scanner:
    """Finds the quantities of one stretch of tokens; `taken` are tokens that belong to dates and the like."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.tokens, self.words, self.lexicon, self.taken = tokens, tokens.words, lexicon, taken
        self.ranges = Ranges(tokens, lexicon, taken)
        self.before = lexicon.phrases("qualifiers", "before.", backwards=True)
        self.openers = lexicon.listed("qualifiers", "range.article") | lexicon.listed("qualifiers", "range.each_nth")
        self.forward = lexicon.phrases("qualifiers", "before.")
        self.after = lexicon.phrases("qualifiers", "after.")
        self.vague = lexicon.phrases(
            "vague", "couple", "several", "dozen", "dozens", "hundreds", "thousands", "tens_of_thousands",
            "hundreds_of_thousands", "millions", "tens_of_millions", "hundreds_of_millions", "none", "majority",
            "unknown", "unknown_absence",
        )  # fmt: skip
        self.absent = lexicon.phrases("vague", "absent", "unavailable", "no")

    def run(self) -> Iterator[Quantity]:
        free = 0
        for at in self.lexicon.number_openers.places(self.words):
            found = self._at(at) if at >= free and at not in self.taken else None
            if found is not None:
                yield found
                free = max(found.tail, found.last, at + 1)

    def _at(self, at: int) -> Quantity | None:
        found = None
        word = self.words[at]
        if word[0].isdigit() or word in self.lexicon.senses or word in self.lexicon.fractions or word in self.openers:
            found = self._number(at)
        if found is None or found.last == at + 1:
            found = self._vague(at, found) or found
        return found

    def _article(self, word: str) -> bool:
        return word in self.lexicon.listed("qualifiers", "range.article")

    # -- words without a number -------------------------------------------------------------------------------------

    def _vague(self, at: int, number: Quantity | None) -> Quantity | None:
        found = self.vague.match(self.words, at)
        if found is None:
            return self._absence(at)
        name, length = found
        last = at + length
        if name == "none" and at > 0 and self.tokens.capital(at) and self.tokens.capital(at - 1):
            return None  # Ground Zero
        if number is not None and length < number.last - at:
            return None
        if name == "unknown" and self.tokens.word(at - 1) in self.lexicon.listed("vague", "not_after"):
            return None
        if name in ("unknown", "majority", "couple", "several") and (self._not_vague(last) or self._in_qualifier(at)):
            return None
        if name == "majority" and length > 1 and self._longer_qualifier(at, last):
            return None
        if name == "dozen":
            return self._qualified(self._dozen(at, last))
        governed = self._governed(at, name, length)
        if governed is not None:
            return governed
        return self._spread(at, last, name)

    def _not_vague(self, last: int) -> bool:
        return bool(self.lexicon.phrases("vague", "not_vague").length(self.words, last))

    def _in_qualifier(self, at: int) -> bool:
        """Whether the word is part of a qualifier before a number: "as MANY as 300"."""
        for start in range(max(0, at - 2), at + 1):
            for _, length in self.forward.every(self.words, start):
                following = self.tokens.word(start + length)
                if at < start + length and length > 1 and (following[:1].isdigit() or following in self.lexicon.senses):
                    return True
        return False

    def _longer_qualifier(self, at: int, last: int) -> bool:
        """Whether words before "more than half" make it something else: "slightly more than half"."""
        found = self.before.match(self.words, last - 2)
        return found is not None and last - 1 - found[1] < at

    def _dozen(self, first: int, last: int) -> Quantity:
        return Quantity(first, last, first, last, Qualifier.DOZEN, Decimal(12))

    def _governed(self, at: int, name: str, length: int) -> Quantity | None:
        """«Более тысячи»: after a qualifier the counting noun is one thousand, not thousands."""
        if length != 1 or name not in ("hundreds", "thousands", "millions"):
            return None
        senses = dict(self.lexicon.senses.get(self.words[at], ()))
        value = senses.get("governed", senses.get("noun_governed"))
        found = self.before.match(self.words, at - 1)
        if value is None or found is None or found[0] not in EXPLICIT:
            return None
        rest = numeral(self.tokens, at + 1, self.lexicon) if value == 1000 and at + 1 < len(self.words) else None
        if rest is not None and not rest.digits and not rest.ordinal and rest.value < 1000 and not rest.noun:
            return self._qualified(Quantity(at, rest.last, at, rest.last, Qualifier.EXACT, value + rest.value))
        return self._qualified(Quantity(at, at + 1, at, at + 1, Qualifier.EXACT, value))

    def _spread(self, at: int, last: int, name: str) -> Quantity:
        tail = last
        more = False
        if name not in ("none", "unknown_absence", "majority"):
            after = self.after.match(self.words, last)
            before = self.before.match(self.words, at - 1)
            more = bool((after and after[0] == "each_more") or (before and before[0] == "each_more"))
            if after and after[0] == "each_more" and self.tokens.word(last + after[1]) != "than":
                tail = last + after[1]
        return Quantity(at, last, at, tail, VAGUE[name][0], vague=name, more=more)

    def _absence(self, at: int) -> Quantity | None:
        """ "No deaths were recorded", «погибших нет»: zero, or a lack of data."""
        found = self.absent.match(self.words, at)
        if found is None:
            return None
        last = at + found[1]
        if found[0] == "no":
            name = self._no(last)
        else:
            name = self._there_is_none(at, last)
            name = "" if found[0] == "unavailable" and name == "none" else name
        return Quantity(at, last, at, last, Qualifier(name), vague=name) if name else None

    def _no(self, last: int) -> str:
        following = self.tokens.word(last)
        if len(following) < 2 or not following[0].isalpha() or self.tokens.capital(last):
            return ""
        if self.lexicon.phrases("vague", "not_none").length(self.words, last):
            return ""
        return "none" if self._countable(last) else ""

    def _countable(self, first: int) -> bool:
        """ "No appeal", "no independent observers": a plural, or a singular that can be counted; not "no water"."""
        stop = self.lexicon.listed("figures", "stop.words")
        singular = self.lexicon.listed("vague", "no_singular")
        plurals = self.lexicon.listed("figures", "stop.plurals")
        not_plural = self.lexicon.listed("figures", "stop.not_plural")
        for at in range(first, min(first + 4, len(self.words))):
            word = self.words[at]
            if not word[0].isalpha() or word in stop:
                return False
            if word in singular or word in plurals or (word.endswith("s") and word not in not_plural):
                return True
        return False

    def _there_is_none(self, at: int, last: int) -> str:
        clause = self._clause(at, last)
        reports = self.lexicon.listed("vague", "reports")
        if any(self.words[index] in reports for index in clause):
            return "unknown_absence"
        people = self.lexicon.phrases("vague", "absent_of")
        return "none" if any(people.length(self.words, index) for index in clause) else ""

    def _clause(self, at: int, last: int) -> range:
        """The few tokens around, up to a comma or another mark."""
        start, end = at, last
        while start > max(0, at - 6) and self.words[start - 1].isalpha():
            start -= 1
        while end < min(len(self.words), last + 4) and self.words[end].isalpha():
            end += 1
        return range(start, end)

    # -- numbers ----------------------------------------------------------------------------------------------------

    def _number(self, at: int) -> Quantity | None:
        share = self._share(at)
        found = numeral(self.tokens, at, self.lexicon)
        if share is not None and (found is None or found.last <= share.last):
            return self._qualified(share)
        if found is None:
            return self._counting_noun(at)
        if any(index in self.taken for index in range(found.first, found.last)):
            return None
        quantity = Quantity(
            found.first, found.last, found.first, found.last, Qualifier.EXACT, found.value,
            ordinal=found.ordinal, digits=found.digits, one=found.one,
        )  # fmt: skip
        inverted = self._inverted(found)
        if inverted is not None:
            return self._qualified_after(inverted)
        return self._qualified(self.ranges.read(quantity, found))

    def _counting_noun(self, at: int) -> Quantity | None:
        """«Десяток» alone, «десятка полтора», «тысяч пять»."""
        inverted = self._inverted_scale(at)
        if inverted is not None:
            return inverted
        senses = dict(self.lexicon.senses.get(self.words[at], ()))
        scale = senses.get("hundred", senses.get("magnitude"))
        if scale is not None and "governed" not in senses and self.before.match(self.words, at - 1):
            return self._qualified(Quantity(at, at + 1, at, at + 1, Qualifier.EXACT, scale))
        if "dozen" in senses:
            quantity = Quantity(at, at + 1, at, at + 1, Qualifier.DOZEN, senses["dozen"])
            return self._qualified(quantity)
        return None

    def _inverted_scale(self, at: int) -> Quantity | None:
        """«Десятка полтора», «сотни две»: the counting noun first means about."""
        senses = dict(self.lexicon.senses.get(self.words[at], ()))
        scale = senses.get("noun", senses.get("magnitude"))
        if scale is None or self._article(self.words[at]) or self.lexicon.listed("qualifiers", "range.article"):
            return None
        following = at + 1 + (self.tokens.word(at + 1) in self.lexicon.listed("nouns", "inverted_over"))
        found = numeral(self.tokens, following, self.lexicon) if following < len(self.words) else None
        if found is None or found.ordinal or found.digits or found.value >= 100 or found.noun:
            return None
        value = found.value * scale
        return Quantity(at, found.last, at, found.last, Qualifier.ABOUT, value, inverted=True)

    def _inverted(self, found: Numeral) -> Quantity | None:
        """«Человек двести», «лет пять»: a noun right before the number means about."""
        before = found.first - 1
        nouns = self.lexicon.listed("nouns", "inverted")
        if before > 0 and self.words[before] in self.lexicon.listed("nouns", "inverted_over"):
            before -= 1  # «минут на сорок»
        if found.ordinal or before < 0 or self.words[before] not in nouns or found.value < 2:
            return None
        if numeral_before(self.tokens, before, self.lexicon) or self._noun_follows(found.last):
            return None
        return Quantity(
            found.first, found.last, before, found.last, Qualifier.ABOUT, found.value,
            digits=found.digits, inverted=True,
        )  # fmt: skip

    def _noun_follows(self, at: int) -> bool:
        word = self.tokens.word(at)
        return len(word) > 2 and word.isalpha() and word not in self.lexicon.listed("figures", "stop.words")

    # -- qualifiers -------------------------------------------------------------------------------------------------

    def _qualified(self, bare: Quantity) -> Quantity:
        if bare.ordinal:
            return bare
        quantity = self._qualified_after(self._qualified_before(bare))
        if quantity.qualifier is Qualifier.EXACT and quantity.more:
            return quantity._replace(qualifier=Qualifier.EACH_MORE)
        return quantity

    def _qualified_before(self, bare: Quantity) -> Quantity:
        at = bare.head - 1
        if bare.inverted:
            return bare
        sign = self.lexicon.listed("units", "money.sign")
        while self.tokens.word(at) in sign:
            at -= 1
        found = self.before.match(self.words, at)
        if found is None or found[0] in ("between", "from"):
            found = self._about_noun(bare, at)
        if found is None:
            return bare
        name, length = found
        if name == "up_to" and length == 1 and (not self._up_to(at) or self._reached(at, bare)):
            return bare
        if name == "up_to" and self.words[at] in self.lexicon.listed("qualifiers", "range.to"):
            change = self.lexicon.phrases("figures", "context.change")
            if length > 1 and change.length(self.words, at - length):
                return bare  # "went up to 83"
        return self._with(bare, name, at - length + 1)

    def _with(self, bare: Quantity, name: str, head: int) -> Quantity:
        if name == "each_more":
            inner = self.before.match(self.words, head - 1)
            if inner and inner[0] in EXPLICIT and inner[0] != "up_to":
                return self._with(bare, inner[0], head - inner[1])._replace(more=True)
            return bare._replace(head=head, more=True)
        if name == "exact":
            return bare._replace(head=head)
        qualifier = EXPLICIT[name]
        if bare.qualifier is Qualifier.RANGE:
            return bare._replace(head=head)
        if bare.qualifier is Qualifier.DOZEN and qualifier is Qualifier.ABOUT:
            return bare._replace(head=head)
        return bare._replace(head=head, qualifier=qualifier)

    def _about_noun(self, bare: Quantity, at: int) -> tuple[str, int] | None:
        """«С десяток», «зо дві сотні»: the preposition means about before a counting noun only."""
        found = self.lexicon.phrases("qualifiers", "before.about_noun", backwards=True).match(self.words, at)
        if found is None:
            return None
        last = dict(self.lexicon.senses.get(self.words[bare.last - 1], ()))
        return (
            ("about", found[1])
            if "noun" in last or self.words[at] in self.lexicon.listed("qualifiers", "before.about_any")
            else None
        )

    def _up_to(self, at: int) -> bool:
        """«До 300» is a limit unless something rose to it."""
        return self.words[at] not in self.lexicon.listed("qualifiers", "range.to") or not self.ranges.changes(at)

    def _reached(self, at: int, bare: Quantity) -> bool:
        """«Не добрались до трёх хуторов», «засудили до семи років»: what was reached, and how long the sentence is."""
        near = range(max(0, at - 4), at)
        reach, term = (self.lexicon.phrases("figures", f"context.{key}") for key in ("reach", "term"))
        if any(reach.length(self.words, index) for index in near):
            return True
        lasts = self.lexicon.phrases("units", "unit.duration").length(self.words, bare.tail)
        return bool(lasts) and any(term.length(self.words, index) for index in near)

    def _qualified_after(self, bare: Quantity) -> Quantity:
        found = self.after.match(self.words, bare.tail)
        if found is None:
            return bare
        name, length = found
        tail = bare.tail + length
        if name == "each_more":
            if self.tokens.word(tail) in ("than", "or") or bare.qualifier is Qualifier.RANGE:
                return bare
            return bare._replace(tail=tail, more=True)
        open_to = bare.qualifier in (Qualifier.EXACT, Qualifier.DOZEN) or bare.inverted
        if not open_to or not self._settles(bare.tail, name):
            return bare
        if bare.qualifier is Qualifier.DOZEN and name == "about":
            return bare._replace(tail=tail)
        return bare._replace(tail=tail, qualifier=EXPLICIT[name])

    def _settles(self, at: int, name: str) -> bool:
        """ "About" behind the number counts only where it is not before another number."""
        if self.words[at] in ("+", "-") or self.words[at] in self.lexicon.listed("qualifiers", "range.behind"):
            return True
        following = self.tokens.word(at + 1)
        return not (following[:1].isdigit() or following in self.lexicon.senses)

    # -- shares -----------------------------------------------------------------------------------------------------

    def _share(self, at: int) -> Quantity | None:
        found = share(self.tokens, at, self.lexicon)
        if found is None:
            return None
        first, last, part = found
        return Quantity(first, last, first, last, Qualifier.EXACT, None, share=part)


def numeral_before(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    """Whether the word before token `at` is itself a number."""
    word = tokens.word(at - 1)
    return bool(word) and (word[0].isdigit() or word in lexicon.senses)
