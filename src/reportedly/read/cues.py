"""The words that tie a source to what it says, out of a language's data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from reportedly.types import Hedge
from reportedly.types.languages import Language


class CueKind(StrEnum):
    """What a source does with what it says; `attitude` is a stand or a wish, never the word for a figure."""

    SAY = "say"
    SHOW = "show"
    COUNT = "count"
    THINK = "think"
    FEAR = "fear"
    ALLEGE = "allege"
    DENY = "deny"
    CONFIRM = "confirm"
    ASK = "ask"
    ATTITUDE = "attitude"


HEDGE_OF = {
    CueKind.FEAR: Hedge.POSSIBLE,
    CueKind.ALLEGE: Hedge.ALLEGED,
    CueKind.DENY: Hedge.DENIED,
    CueKind.CONFIRM: Hedge.CONFIRMED,
}
_ORDER = (
    CueKind.DENY,
    CueKind.CONFIRM,
    CueKind.ALLEGE,
    CueKind.FEAR,
    CueKind.SAY,
    CueKind.SHOW,
    CueKind.COUNT,
    CueKind.THINK,
    CueKind.ASK,
    CueKind.ATTITUDE,
)

_SHORT = 40
"""Letters of words that are met again and again, so that their folding is remembered."""
_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'"})

Phrases = Mapping[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, longest first."""


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """One language's cues, ready to look up: words are lower case, with a plain apostrophe.

    `fixed_order`: the subject stands before its verb but for a few frames (English); else it may follow it anywhere.
    """

    language: str
    fixed_order: bool
    verbs: Mapping[str, CueKind]
    small: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    triggers: frozenset[str]
    openers: frozenset[str]
    opening: frozenset[str]
    """Triggers and openers: no cue begins with any other word."""
    speaking: frozenset[str]
    """All words that anything about speaking begins with, and the semicolon: most words of a text are none of them."""
    citers: frozenset[str]
    numerals: frozenset[str]
    tellers: frozenset[str]
    ends: Mapping[str, tuple[str, ...]]
    """Endings by what they tell: plural_verb, not_plural, infinitive."""
    adverb_ends: tuple[str, ...]
    """How adverbs end that may stand before a verb: «неохотно признают командиры»."""
    dative_ends: tuple[str, ...]
    """How the first word of a name ends to whose bearer something was told: «Северному курьеру»."""

    def has(self, group: str, word: str) -> bool:
        """Whether `word` (lower case) belongs to the small words, nouns or forms called `group`."""
        return word in self.small.get(group, frozenset())

    def kind(self, words: str) -> CueKind | None:
        """What kind of cue `words` are, going by the last verb in them."""
        kinds = (self.verbs.get(word) for word in reversed(folded(words).split()))
        return next((kind for kind in kinds if kind is not None), None)


@cache
def cues_of(language: Language) -> Cues:
    """A language's `cues.toml` in, its cues out; compiled once for each language."""
    table = language.table("cues")
    endings = {key.removeprefix("endings."): words for key, words in table.items() if key.startswith("endings.")}
    verbs = _verbs(table, endings)
    small = {
        key.partition(".")[2]: frozenset(forms(words, endings))
        for key, words in table.items()
        if key.startswith(("small.", "nouns.", "forms."))
    }
    fixed = "fixed" in language.words("cues", "order")
    if not fixed:  # a number and its "at least" behind the verb are no source
        small["stops_right"] = small.get("stops_right", frozenset()) | frozenset(_before_numbers(language))
    phrases = {
        key.removeprefix("phrases."): _by_first_word(forms(words, endings))
        for key, words in table.items()
        if key.startswith("phrases.")
    }
    triggers = frozenset({*verbs, *small.get("holds", ()), *small.get("states", ())})
    openers = frozenset({*phrases.get("by", ()), *phrases.get("alleged_by", ()), *small.get("by_own", ())})
    citers = frozenset({*phrases.get("citing", ()), *phrases.get("based_on", ())})
    tellers = frozenset({*phrases.get("told_in", ()), *phrases.get("quoted_by", ()), *phrases.get("carried_by", ())})
    return Cues(
        language=language.code,
        fixed_order=fixed,
        verbs=verbs,
        small=small,
        phrases=phrases,
        triggers=triggers,
        openers=openers,
        opening=triggers | openers,
        speaking=triggers | openers | citers | tellers | {";"},
        citers=citers,
        numerals=frozenset(_numerals(language)),
        tellers=tellers,
        ends={key.removeprefix("ends."): words for key, words in table.items() if key.startswith("ends.")},
        adverb_ends=language.words("cues", "ends.adverb"),
        dative_ends=language.words("cues", "ends.dative"),
    )


def forms(entries: Iterable[str], endings: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Entries of a list in, all forms out.

    >>> sorted(forms(["sa|y,ys,id"], {}))
    ['said', 'say', 'says']
    >>> list(forms(["add|@v"], {"v": ("", "ed")}))
    ['add', 'added']
    """
    for entry in entries:
        stem, bar, tails = folded(entry).partition("|")
        for tail in tails.split(",") if bar else ("",):
            if tail.startswith("@"):
                yield from (stem + ending for ending in endings[tail[1:]])
            else:
                yield stem + tail


def folded(words: str) -> str:
    """Words as they are looked up: lower case, one kind of apostrophe, «е» for «ё»; as many letters as before."""
    return _folded_short(words) if len(words) <= _SHORT else _folded(words)


def _folded(words: str) -> str:
    lower = words.lower()
    if len(lower) != len(words):  # a few letters grow: İ
        lower = "".join(letter.lower()[0] for letter in words)
    return lower.translate(_FOLD)


_folded_short = lru_cache(maxsize=16_384)(_folded)


def _numerals(language: Language) -> Iterator[str]:
    for row in language.rows.get("numerals", ()):
        if len(row) > 2 and not row[0].endswith("ending"):
            yield from (form for form in folded(row[2]).split() if len(form) > 2)
    yield from language.words("cues", "small.many")


def _before_numbers(language: Language) -> Iterator[str]:
    """The first words of "at least", "more than" and their like."""
    for name in ("at_least", "more_than", "up_to", "less_than", "about", "nearly", "slightly_over"):
        for phrase in language.words("qualifiers", f"before.{name}"):
            yield folded(phrase).split()[0]


def _verbs(table: Mapping[str, tuple[str, ...]], endings: Mapping[str, tuple[str, ...]]) -> Mapping[str, CueKind]:
    verbs: dict[str, CueKind] = {}
    for kind in _ORDER:  # a form in two lists belongs to the kind that hedges more
        for form in forms(table.get(f"verbs.{kind}", ()), endings):
            verbs.setdefault(form, kind)
    return verbs


def _by_first_word(phrases: Iterable[str]) -> Phrases:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(rest, key=len, reverse=True)) for first, rest in by_first.items()}
