"""A language's data, made ready for looking words up: compiled once for each language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property

from reportedly.read.tokens import fold, fold_text
from reportedly.types.languages import Language

_MEMO = 50_000
_DIGIT = re.compile(r"[\d№#]")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_NOT_OPENING = frozenset({"not_vague", "not_none", "reports", "absent_of", "no_singular", "not_after"})
_ENDINGS = frozenset({"ordinal_ending", "cardinal_ending", "glued_magnitude", "fraction", "plus_half", "plus_quarter"})


class Phrases:
    """Phrases looked up from their first word on (or, read backwards, from their last).

    A phrase is words with blanks between them; a word that ends in a star stands for every word that begins so.
    """

    def __init__(self, entries: Iterable[tuple[str, str]], *, backwards: bool = False) -> None:
        self._step = -1 if backwards else 1
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: list[tuple[str, tuple[str, ...], str]] = []
        self._memo: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
        self._pairs: dict[tuple[str, str], tuple[tuple[tuple[str, ...], str], ...]] = {}
        for phrase, payload in entries:
            self._add(phrase, payload)

    def _add(self, phrase: str, payload: str) -> None:
        elements = tuple(fold(re.sub(r"(?<=\d)[ ,](?=\d{3})", "", phrase)).split())[:: self._step]
        if elements[0].endswith("*"):
            self._stems.append((elements[0][:-1], elements, payload))
        else:
            self._exact.setdefault(elements[0], []).append((elements, payload))

    def _starting(self, word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        found = self._memo.get(word)
        if found is None:
            stems = [(elements, payload) for stem, elements, payload in self._stems if word.startswith(stem)]
            both = self._exact.get(word, []) + stems
            found = tuple(sorted(both, key=lambda entry: -len(entry[0])))
            if len(self._memo) > _MEMO:
                self._memo.clear()
            self._memo[word] = found
        return found

    def opens(self, word: str) -> bool:
        """Whether any phrase begins (backwards: ends) with this word."""
        return bool(self._starting(word))

    def match(self, words: Sequence[str], at: int) -> tuple[str, int] | None:
        """The longest phrase that starts (backwards: ends) with token `at`: its payload and length in tokens."""
        if not 0 <= at < len(words):
            return None
        word = words[at]
        found = self._memo.get(word)
        if found is None:
            found = self._starting(word)
        if not found:
            return None
        if len(found[0][0]) > 1:  # the longest; few of them go on with the word beside
            following = at + self._step
            found = self._paired(word, words[following] if 0 <= following < len(words) else "")
        for elements, payload in found:
            if len(elements) < 3 or self._fits(elements, words, at):
                return payload, len(elements)
        return None

    def _paired(self, word: str, following: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """The phrases that start with `word` and, where they are longer, go on with `following`."""
        found = self._pairs.get((word, following))
        if found is None:
            starting = self._starting(word)
            found = tuple(entry for entry in starting if len(entry[0]) == 1 or _same(entry[0][1], following))
            if len(self._pairs) > _MEMO:
                self._pairs.clear()
            self._pairs[word, following] = found
        return found

    def places(self, words: Sequence[str]) -> list[int]:
        """Where phrases start (backwards: end), in order."""
        memo = self._memo
        may = [at for at, word in enumerate(words) if memo.get(word) != ()]
        return [at for at in may if self.match(words, at)]

    def every(self, words: Sequence[str], at: int) -> list[tuple[str, int]]:
        """All phrases that start (backwards: end) with token `at`, longest first."""
        if not 0 <= at < len(words):
            return []
        found = self._starting(words[at])
        return [(payload, len(elements)) for elements, payload in found if self._fits(elements, words, at)]

    def length(self, words: Sequence[str], at: int) -> int:
        """How many tokens the longest phrase at `at` covers; 0 where there is none."""
        if 0 <= at < len(words) and self._memo.get(words[at]) == ():
            return 0
        found = self.match(words, at)
        return found[1] if found else 0

    def _fits(self, elements: tuple[str, ...], words: Sequence[str], at: int) -> bool:
        size, step = len(words), self._step
        for offset in range(1, len(elements)):
            index = at + step * offset
            if not 0 <= index < size:
                return False
            if not _same(elements[offset], words[index]):
                return False
        return True


def _same(element: str, word: str) -> bool:
    """Whether a word is the one that a phrase names, or begins as its star says."""
    return word.startswith(element[:-1]) if element[-1] == "*" and len(element) > 1 else word == element


class Openers(dict[str, bool]):
    """A quick look at single words: can anything of interest begin here? Each word is judged once."""

    def __init__(self, phrases: Sequence[Phrases], words: Collection[str]) -> None:
        super().__init__()
        self._phrases, self._words = phrases, words

    def places(self, words: Sequence[str]) -> list[int]:
        """The places in `words` where something may begin."""
        return [at for at, word in enumerate(words) if self[word]]

    def __missing__(self, word: str) -> bool:
        may = word[0].isdigit() or word[0] == "@" or word in self._words
        may = may or any(phrases.opens(word) for phrases in self._phrases)
        if len(self) > _MEMO:
            self.clear()
        self[word] = may
        return may


class TimeSense:
    """What words of time a word can begin, as bits of a number (an enum's flags take too long to ask)."""

    OPEN_START = 1
    RELATIVE = 2
    PAST = 4
    UNIT = 8
    NUMBER = 16
    PART_OF_YEAR = 32
    FIRST_MONTHS = 64
    MONTH = 128
    WEEKDAY = 256
    SEASON = 512
    CALENDAR = PART_OF_YEAR | FIRST_MONTHS | MONTH | WEEKDAY | SEASON


_UNITS_OF_TIME = tuple(f"window.{unit}" for unit in ("day", "week", "month", "year", "decade", "hour"))


class TimeSenses(dict[str, int]):
    """Each word's senses of time; a word is judged when it is first met."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._phrases = {
            TimeSense.OPEN_START: lexicon.phrases("calendar", "open_start."),
            TimeSense.RELATIVE: lexicon.phrases("calendar", "relative."),
            TimeSense.PAST: lexicon.phrases("calendar", "window.past"),
            TimeSense.UNIT: lexicon.phrases("calendar", *_UNITS_OF_TIME),
            TimeSense.FIRST_MONTHS: lexicon.phrases("calendar", "grammar.first_n", "grammar.last_n"),
            TimeSense.MONTH: lexicon.phrases("calendar", "month."),
            TimeSense.WEEKDAY: lexicon.phrases("calendar", "weekday."),
            TimeSense.SEASON: lexicon.phrases("calendar", "season."),
        }

    def __missing__(self, word: str) -> int:
        found = 0
        for sense, phrases in self._phrases.items():
            found |= sense if phrases.opens(word) else 0
        senses = self._lexicon.senses.get(word, ())
        if senses or word[:1].isdigit():
            found |= TimeSense.NUMBER
        if word in ("h", "q") or any(role == "ordinal" for role, _ in senses):
            found |= TimeSense.PART_OF_YEAR
        if len(self) > _MEMO:
            self.clear()
        self[word] = found
        return found


class Lexicon:
    """One language's lists, compiled when first asked for, under the names of their files and keys."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.code = language.code
        self.senses: dict[str, tuple[tuple[str, Decimal], ...]] = _senses(language)
        self.fractions: dict[str, Fraction] = _fractions(language)
        self.listed = cache(self._listed)
        """The words under one key of a table, as a set."""
        self.phrases = cache(self._compiled)
        """The phrases under the keys of a table, the key (without its prefix) as payload; a key "x." means all of x."""

    def _listed(self, table: str, key: str) -> frozenset[str]:
        return frozenset(map(fold, self.language.words(table, key)))

    def _compiled(self, table: str, *keys: str, backwards: bool = False) -> Phrases:
        return Phrases(self._entries(table, keys), backwards=backwards)

    def _entries(self, table: str, keys: Sequence[str]) -> Iterable[tuple[str, str]]:
        for name, words in self.language.table(table).items():
            prefix, _, last = name.rpartition(".")
            if name in keys or (prefix and prefix + "." in keys):
                yield from ((phrase, last) for phrase in words if phrase.strip())

    @cached_property
    def time_senses(self) -> TimeSenses:
        """What words of time each word can begin."""
        return TimeSenses(self)

    @cached_property
    def time_openers(self) -> Openers:
        """Words that words of time can begin with."""
        keys = (
            "month.",
            "weekday.",
            "season.",
            "open_start.",
            "relative.",
            "window.",
            "grammar.first_n",
            "grammar.last_n",
        )
        return Openers([self.phrases("calendar", *keys)], self._counting | {"h", "q"})

    @cached_property
    def number_openers(self) -> Openers:
        """Words that numbers and number words can begin with."""
        names = [name for name in self.language.table("vague") if name not in _NOT_OPENING]
        words = self._counting | self.fractions.keys()
        words |= self.listed("qualifiers", "range.article") | self.listed("qualifiers", "range.each_nth")
        return Openers([self.phrases("vague", *names)], words)

    @cached_property
    def _counting(self) -> set[str]:
        return {form for form, senses in self.senses.items() if any(role not in _ENDINGS for role, _ in senses)}

    def may_count(self, stretch: str) -> bool:
        """Whether a stretch of text has a digit or any word that a number can begin with."""
        return bool(_DIGIT.search(stretch)) or not self._openers.isdisjoint(_WORD.findall(fold_text(stretch)))

    @cached_property
    def _openers(self) -> frozenset[str]:
        words = self._counting | self.fractions.keys()
        for name, phrases in self.language.table("vague").items():
            if name not in _NOT_OPENING:
                words |= {fold(phrase).split()[0] for phrase in phrases if phrase.strip()}
        words |= {fold(phrase).split()[0] for phrase in self.language.words("qualifiers", "range.each_nth")}
        return frozenset(found[0] for word in words if (found := _WORD.findall(word)))

    def __repr__(self) -> str:
        return f"Lexicon({self.code})"


def _senses(language: Language) -> dict[str, tuple[tuple[str, Decimal], ...]]:
    found: dict[str, list[tuple[str, Decimal]]] = {}
    for role, value, forms in language.rows.get("numerals", ()):
        if role != "fraction":
            for form in forms.split():
                found.setdefault(fold(form), []).append((role, Decimal(value or 0)))
    return {form: tuple(senses) for form, senses in found.items()}


def _fractions(language: Language) -> dict[str, Fraction]:
    rows = (row for row in language.rows.get("numerals", ()) if row[0] == "fraction")
    return {fold(form): Fraction(value) for _, value, forms in rows for form in forms.split()}


@cache
def lexicon(language: Language) -> Lexicon:
    """The language's data, compiled; the same value for the same language."""
    return Lexicon(language)
