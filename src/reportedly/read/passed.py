"""Numbers that count nothing: articles of law, units and schools, phones, pages, scores, addresses, versions, years."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import Qualifier

# The lists of `units.toml` that name what a number belongs to, and what such a number is called.
_BEFORE = (
    ("article.before", "article_number"),
    ("page.before", "page"),
    ("phone.before", "phone"),
    ("version.before", "version"),
    ("case.before", "other"),
    ("designation.before", "unit_designation"),
    ("address.before", "address"),
)
_MARKS = {
    "@link": "other",
    "@phone": "phone",
    "@day": "date",
    "@clock": "date",
    "@score": "score",
    "@version": "version",
    "@slash": "other",
}


def mark_reason(word: str) -> str:
    """What a thing written with digits is, by the mark that the tokens gave it; empty for any other word."""
    return _MARKS.get(word, "")


class NotFigures:
    """Says of a quantity what it is when it counts nothing; remembers the last, for "articles 337 and 338"."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.last: tuple[int, str] = (-9, "")

    def reason(self, quantity: Quantity) -> str:
        """Why the quantity is no figure, in the trade's words; empty where it is one."""
        if quantity.value is None or quantity.vague or quantity.share is not None:
            return ""
        reason = (
            self._glued(quantity)
            or self._listed(quantity)
            or self._named_before(quantity)
            or self._clock(quantity)
            or self._score(quantity)
            or self._address(quantity)
            or self._phone(quantity)
            or self._year(quantity)
            or self._times(quantity)
            or self._one(quantity)
        )
        if reason:
            self.last = (quantity.last, reason)
        return reason

    def _ends_before(self, key: str, at: int) -> int:
        return self.lexicon.phrases("units", key, backwards=True).length(self.words, at - 1)

    def _glued(self, quantity: Quantity) -> str:
        """Part of a name: Mi-8, COVID-19, М7, 5G."""
        if not quantity.digits:
            return ""
        first, last = quantity.first, quantity.last
        before = self.tokens.word(first - 1)
        if self.tokens.glued(first):
            if before[-1:].isalpha() or before == "_":
                return "other"
            hyphenated = before in ("-", "‑") and self.tokens.glued(first - 1)
            if hyphenated and self.tokens.word(first - 2)[-1:].isalnum():
                return "other"
        following = self.tokens.word(last)
        dashed = following in ("-", "–") and self.tokens.glued(last) and self.tokens.glued(last + 1)
        if dashed and quantity.upper is None and self.tokens.word(last + 1)[:1].isdigit():
            return "score"
        if following in ("'", "’") and self.tokens.word(last + 1) in self.lexicon.listed("calendar", "grammar.decade"):
            return "date"
        if self.tokens.glued(last) and following[:1].isalpha() and not self._unit(last):
            decade = following in self.lexicon.listed("calendar", "grammar.decade")
            return "date" if decade else "other"
        return ""

    def _unit(self, at: int) -> bool:
        names = ("duration", "distance", "area", "money", "other", "percent", "age", "times")
        return bool(self.lexicon.phrases("units", *(f"unit.{name}" for name in names)).length(self.words, at))

    def _listed(self, quantity: Quantity) -> str:
        """The next one of a list: "articles 337 and 338"."""
        last, reason = self.last
        between = self.words[last : quantity.first] if 0 <= last <= quantity.first else [""]
        linking = self.lexicon.listed("qualifiers", "range.and") | {",", "-", "–", "—", ".", "/", "(", ")"}
        linking |= self.lexicon.listed("qualifiers", "range.or")
        endless = not between or all(word in linking for word in between)
        if reason == "score" and between and all(word in ("-", "–", ":") for word in between):
            return reason
        if reason in ("article_number", "unit_designation", "page", "phone") and quantity.digits and endless:
            return reason if not self._noun_follows(quantity.last) else ""
        return ""

    def _named_before(self, quantity: Quantity) -> str:
        if (
            self.words[quantity.head - 1 : quantity.head] in (["№"], ["#"])
            or self.tokens.word(quantity.first - 1) in "№#"
        ):
            return "unit_designation" if quantity.first > 0 else ""
        if not quantity.digits or quantity.head != quantity.first:
            return ""
        for key, reason in _BEFORE:
            length = self._ends_before(key, quantity.first)
            if length and self._belongs(quantity, reason, length):
                return reason
        return ""

    def _belongs(self, quantity: Quantity, reason: str, length: int) -> bool:
        """Whether the number names the thing before it, and does not count what follows."""
        name = self.words[quantity.first - length]
        if name in self.lexicon.listed("units", "sure.or_word"):
            return self.tokens.word(quantity.first - 1) == "." or not self._noun_follows(quantity.last)
        if self.lexicon.phrases("units", "sure.before").length([name], 0):
            return True
        if reason == "article_number" and self.lexicon.phrases("units", "article.before").length(
            self.words, quantity.last
        ):
            return True
        long = len(self.words[quantity.first]) >= 4 and self.tokens.raw(quantity.first).isdigit()
        return long or not (self._noun_follows(quantity.last) or self._unit(quantity.last))

    def _noun_follows(self, at: int) -> bool:
        word = self.tokens.word(at)
        if len(word) < 3 or not word.isalpha() or self.tokens.capital(at):
            return False
        words = self.lexicon.language.words
        participles = (*words("figures", "stop.participle_ends"), *words("figures", "stop.verbish"))
        if participles and word.endswith(participles):
            return False
        return word not in self.lexicon.listed("figures", "stop.words")

    def _clock(self, quantity: Quantity) -> str:
        """Hours of the day: "at 5 pm", «с 7 до 11 часов»."""
        clock = self.lexicon.phrases("calendar", "grammar.at_clock")
        always = self.lexicon.phrases("clock", "always")
        if (quantity.value or 0) > 24:
            return ""
        if always.length(self.words, quantity.last):
            return "date"
        if not clock.length(self.words, quantity.last):
            return ""
        before = self.words[quantity.head - 1] if quantity.head else ""
        opened = quantity.qualifier is Qualifier.RANGE and self.words[quantity.head] in self.lexicon.listed(
            "clock", "from"
        )
        return "date" if opened or (quantity.digits and before in self.lexicon.listed("clock", "at")) else ""

    def _score(self, quantity: Quantity) -> str:
        """ "Won 2-1"."""
        if quantity.qualifier is not Qualifier.RANGE or not quantity.digits or (quantity.upper or 0) > 200:
            return ""
        words = self.lexicon.phrases("units", "score.words")
        near = range(max(0, quantity.first - 5), min(len(self.words), quantity.last + 5))
        named = words.length(self.words, quantity.last) or not self._noun_follows(quantity.last)
        scored = named and any(words.length(self.words, index) for index in near)
        return "score" if scored and self.words[quantity.first + 1] in ("-", "–", ":") else ""

    def _address(self, quantity: Quantity) -> str:
        if not quantity.digits or quantity.qualifier is not Qualifier.EXACT:
            return ""
        street = self.lexicon.phrases("units", "address.street")
        at = quantity.last
        while at < quantity.last + 3 and self.tokens.capital(at):
            at += 1
            if self.tokens.capital(at) and street.length(self.words, at) and at > quantity.last:
                return "address"
        near = range(max(0, quantity.first - 5), quantity.first)
        named = any(street.length(self.words, i) and self._street_name(i, quantity.first) for i in near)
        return "address" if named and not self._noun_follows(quantity.last) else ""

    def _street_name(self, at: int, until: int) -> bool:
        """«На улице Ленина, 14»: names and commas only, up to the number."""
        between = range(at + 1, until)
        return bool(between) and all(self.tokens.capital(i) or self.words[i] in (",", ".") for i in between)

    def _phone(self, quantity: Quantity) -> str:
        """A short number that people ring: 101, 112."""
        if not quantity.digits or quantity.value not in (101, 102, 103, 104, 112, 911, 999, 110, 119, 122):
            return ""
        after = self.lexicon.phrases("units", "phone.after")
        return "phone" if after.length(self.words, quantity.last) else ""

    def _year(self, quantity: Quantity) -> str:
        """A bare 1900 to 2099 that nothing counts."""
        value, first = quantity.value, quantity.first
        plain = quantity.digits and quantity.last == first + 1 and len(self.words[first]) == 4
        if (
            not plain
            or value is None
            or not 1900 <= value < 2100
            or quantity.head != first
            or quantity.tail != quantity.last
        ):
            return ""
        raw = self.tokens.raw(first)
        before = self.tokens.word(first - 1)
        if raw.isdigit() and (
            before in self.lexicon.listed("calendar", "grammar.year_article") or before.endswith("'s")
        ):
            return "year"  # "a 1995 story"
        if not raw.isdigit() or self._noun_follows(quantity.last) or self._unit(quantity.last):
            return ""
        return "" if self.tokens.word(first - 1) in self.lexicon.listed("units", "money.sign") else "year"

    def _times(self, quantity: Quantity) -> str:
        return "times" if self.lexicon.phrases("units", "unit.times").length(self.words, quantity.last) else ""

    def _one(self, quantity: Quantity) -> str:
        """The bare word one is a pronoun more often than a number."""
        if not quantity.one or quantity.head != quantity.first or quantity.tail != quantity.last:
            return ""
        if self.lexicon.phrases("figures", "one.of").length(self.words, quantity.last):
            return ""
        following = self.tokens.word(quantity.last)
        plain = (
            len(following) > 2 and following[0].isalpha() and following not in self.lexicon.listed("figures", "one.not")
        )
        stop = following in self.lexicon.listed("figures", "stop.words")
        before = self.tokens.word(quantity.first - 1) in self.lexicon.listed("figures", "one.before")
        return "" if plain and not stop and not before else "other"
