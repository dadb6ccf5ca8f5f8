"""A language's words about persons, compiled once: given names in all forms, endings of surnames, roles, offices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from reportedly.types import Language

_FOLD = str.maketrans({"'": "’", "ʼ": "’", "`": "’", "ё": "е", "‑": "-"})
_CONSONANT = re.compile(r"[бвгджзклмнпрстфхцчшщґ]$")


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """A word as it is looked up: lower case, one kind of apostrophe, ё as е.

    >>> fold("В'ячеслав"), fold("Семён")
    ('в’ячеслав', 'семен')
    """
    return word.lower().translate(_FOLD)


_CASE = re.compile(
    r"(?:ого|ому|ыми|ими|ових|ові|еві|єві|ою|ею|ым|им|ом|ем|єм|ой|ей|ої|ій|их|ых|ам|ами|ах|ів|ы|и|і|ї|у|ю|а|я|е|о|й|ь)$"
)
_SOFT = re.compile(r"[аеиоуыэюяіїєьйъ]")


@lru_cache(maxsize=200_000)
def name_key(word: str) -> str:
    """A folded name without its case: its first two letters and the consonants that follow.

    >>> name_key("лобачкину") == name_key("лобачкин"), name_key("данильцу") == name_key("данилец")
    (True, True)
    """
    if word.isascii():
        return word
    stem = _CASE.sub("", word) if len(word) > 3 else word
    return stem[:2] + _SOFT.sub("", stem[2:])


class WordList:
    """Words and stems ("soldier*": the word and its endings); answers whether a folded word is among them.

    An ending has up to `longest` letters; after a stem of three letters or fewer it has two at most.
    """

    def __init__(self, entries: Iterable[str], longest: int = 5) -> None:
        words = [fold(entry) for entry in entries]
        self._exact = frozenset(word.rstrip("*") for word in words)
        self._stems = frozenset(word[:-1] for word in words if word.endswith("*"))
        self._shortest = min(map(len, self._stems), default=0)
        self._starts = frozenset(stem[: self._shortest] for stem in self._stems)
        self._longest = longest
        self._known: dict[str, bool] = {}

    def exactly(self, word: str) -> bool:
        """Whether the word stands in the list as it is, not by its stem."""
        return word in self._exact

    def far(self, word: str) -> bool:
        """Whether the word stands in the list by a stem only, four letters or more shorter than it is."""
        return word not in self._exact and not any(word[:end] in self._stems for end in range(len(word) - 3, len(word)))

    def __contains__(self, word: str) -> bool:
        found = self._known.get(word)
        if found is None:
            found = word in self._exact or (bool(self._stems) and self._by_stem(word))
            if len(self._known) < 50_000:
                self._known[word] = found
        return found

    def _by_stem(self, word: str) -> bool:
        if word[: self._shortest] not in self._starts:
            return False
        first = max(self._shortest, len(word) - self._longest)
        return (
            any(
                word[:end] in self._stems and (end > 3 or len(word) - end < 3 or self._longest == 5)
                for end in range(first, len(word) + 1)
            )
            and word.replace("’", "").replace("-", "").isalpha()
        )


@dataclass(frozen=True, slots=True, eq=False)
class PersonWords:
    """What `persons.toml` of a language says, ready to ask. Every list is asked with a folded word."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    patronymics: re.Pattern[str]
    surnames: re.Pattern[str]
    surnames_weak: re.Pattern[str]
    adjectives: re.Pattern[str]
    verbs: re.Pattern[str]
    lists: dict[str, WordList]
    details: dict[str, tuple[re.Pattern[str], ...]]
    near: dict[str, WordList]
    """For each kind of detail the words one of which stands in it; digits are known without a list."""
    call_sign: re.Pattern[str] | None
    led_by: re.Pattern[str] | None
    world: dict[str, tuple[tuple[str, ...], ...]]
    """Persons whom every reader knows to hold an office, as folded words, the surname last, by the surname without its case."""
    world_keys: frozenset[str]
    """Surnames that name one of them alone, without case."""
    kinds: dict[str, frozenset[str]] = field(default_factory=dict)
    told: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def is_(self, name: str, word: str) -> bool:
        """Whether a folded word stands in the list of that name."""
        return word in self.lists[name]

    def kind(self, word: str) -> frozenset[str]:
        """What a capitalised word may be: given, ambiguous, patronymic, surname, weak, role, office, thing, place, not."""
        found = self.kinds.get(word)
        if found is None:
            found = frozenset(self._kinds(fold(word)))
            if len(self.kinds) < 50_000:
                self.kinds[word] = found
        return found

    def tells(self, low: str) -> tuple[str, ...]:
        """Which kinds of details a folded word points to: "daughter" to family, "aged" to age."""
        found = self.told.get(low)
        if found is None:
            parts = (low, *low.split("-")) if "-" in low else (low,)
            found = tuple(
                what
                for what, words in self.near.items()
                if low in words or (what == "trade" and any(p in words for p in parts))
            )
            if len(self.told) < 50_000:
                self.told[low] = found
        return found

    def _a_surname(self, low: str) -> bool:
        return self.surnames.fullmatch(low) is not None or (not low.isascii() and low.endswith("ко"))

    def _kinds(self, low: str) -> Iterator[str]:
        parts = [low, *(low.split("-") if "-" in low else ())]
        if low in self.ambiguous:
            yield "ambiguous"
        elif any(part in self.given for part in parts):
            yield "given"
        if self.patronymics.fullmatch(low) or low in self.lists["patronymic_words"]:
            yield "patronymic"
        if any(self.surnames.fullmatch(part) for part in parts):
            yield "surname"
        elif any(self.surnames_weak.fullmatch(part) for part in parts):
            yield "weak"
        for name, kind in (("roles", "role"), ("offices", "office"), ("things", "thing"), ("not_names", "not")):
            if low in self.lists[name]:
                # A stem takes in surnames too (майор*: Майоров): then the word beside it must say which it is.
                yield "doubt" if self._a_surname(low) and not self.lists[name].exactly(low) else kind
        if len(low) > 3 and low in self.lists["place_words"]:
            yield "place_word"


_LISTS = (
    "roles", "offices", "offices_weak", "institutions", "not_names", "things", "named_after", "place_words",
    "place_prepositions", "strong_place_prepositions", "human_verbs", "naming_verbs", "abbreviations", "particles",
    "patronymic_words", "media", "auxiliaries", "honorifics", "residents", "kin", "joints", "addresses", "occupations",
    "common", "leading", "linking", "done_to", "surname_nouns", "from_there", "work_there", "troops", "surname_said",
)  # fmt: skip
_DETAILS = ("family", "age", "unit", "address", "id_number", "residence", "occupation")
_LISTED_ELSEWHERE = {"trade": ("occupations",), "from": ("from_there", "residents"), "at": ("work_there",)}
_CASED = frozenset({"address", "id_number", "unit", "trade_after", "residence"})
"""Patterns in which capitals count."""
_NEVER = r"(?!)"
_PLAIN = re.compile(r"[^\W\d_A-ZА-ЯЁІЇЄҐ]{3,}|[^\W\d_A-ZА-ЯЁІЇЄҐ]{5,}\*")


@cache
def person_words(language: Language) -> PersonWords:
    """The compiled words of a language; empty lists where its folder has no persons.toml."""
    table = language.table("persons")

    def pattern(name: str) -> re.Pattern[str]:
        return re.compile((table.get(name) or (_NEVER,))[0].replace("ё", "е"))

    ambiguous = frozenset(_forms(table.get("ambiguous", ()), table))
    called, led = table.get("call_sign_words"), table.get("led_by", ())
    return PersonWords(
        given=frozenset(_forms(table.get("given", ()), table)) | _general() - ambiguous,
        ambiguous=ambiguous,
        patronymics=re.compile(rf"[^\W\d_]{{2,}}{pattern('patronymics').pattern}"),
        surnames=pattern("surnames"),
        surnames_weak=pattern("surnames_weak"),
        adjectives=pattern("adjectives"),
        verbs=pattern("verbs"),
        lists={
            **{name: WordList(table.get(name, ())) for name in _LISTS},
            "common": WordList((*table.get("common", ()), *_vocabulary(language)), longest=7),
        },
        details=dict(_details(language)),
        near={what: _near(language, what) for what in (*_DETAILS, "trade", "from", "at")},
        call_sign=_call_sign(called[0]) if called else None,
        led_by=re.compile(rf"\b(?:{'|'.join(map(re.escape, led))})\s$", re.IGNORECASE) if led else None,
        world_keys=frozenset(name_key(fold(name)) for name in table.get("world_alone", ())),
        world=_by_surname(table.get("world", ())),
    )


def _by_surname(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in names:
        words = tuple(fold(word) for word in name.split())
        key = name_key(words[-1])
        found[key] = (*found.get(key, ()), words)
    return found


def _vocabulary(language: Language) -> Iterator[str]:
    """The words of the language's other tables: common ones, which begin a sentence as well as any."""
    yield from (language.words("common", "words") or ("",))[0].split()
    for name, table in language.tables.items():
        if name not in ("persons", "common"):
            entries = (entry for words in table.values() for entry in words)
            yield from (entry for entry in entries if _PLAIN.fullmatch(entry))


def _general() -> frozenset[str]:
    """Given names in Latin letters; they stand in Cyrillic texts too."""
    from reportedly.read.given_names import given_names

    return frozenset(map(fold, given_names()))


def _forms(names: Iterable[str], table: object) -> Iterator[str]:
    """Every case of each name, folded."""
    endings = table if isinstance(table, dict) else {}
    yield from map(fold, endings.get("forms.special", ()))
    for name in names:
        yield fold(name)
        last = name[-1]
        if f"forms.{last}" in endings:
            stem = name[:-1]
            yield from (fold(stem + end) for end in endings[f"forms.{last}"] if end or len(stem) > 3)
        elif _CONSONANT.search(name):
            yield from (fold(name + end) for end in endings.get("forms.C", ()))


def _details(language: Language) -> Iterator[tuple[str, tuple[re.Pattern[str], ...]]]:
    numbers = (language.words("persons", "numbers") or (_NEVER,))[0]
    for what in (*_DETAILS, "age_after", "trade_after", "trade_narrowed"):
        found = language.words("persons", f"details.{what}")
        flags = 0 if what in _CASED else re.IGNORECASE
        spelt = (words.replace("[а-я]", "[а-яё]").replace("NUM", rf"{numbers}\b") for words in found)
        yield what, tuple(re.compile(words, flags) for words in spelt)
    several = [word for word in language.words("persons", "occupations") if " " in word]  # Single words are looked up.
    occupations = "|".join(
        re.escape(word.rstrip("*")) + (r"\w{0,4}" if word.endswith("*") else "")
        for word in sorted(several, key=len, reverse=True)
    )
    listed = re.compile(rf"\b(?:{occupations or _NEVER})\b(?!['’]s\b)", re.IGNORECASE)
    said = language.words("persons", "details.occupation")
    yield "occupation", (listed, *(re.compile(words, re.IGNORECASE) for words in said))
    yield "residence", tuple(re.compile(w, re.IGNORECASE) for w in language.words("persons", "residence"))


def _near(language: Language, what: str) -> WordList:
    if what in _LISTED_ELSEWHERE:
        return WordList([word for name in _LISTED_ELSEWHERE[what] for word in language.words("persons", name)])
    told = language.words("persons", f"near.{what}")
    phrases = language.words("persons", "occupations") if what == "occupation" else ()
    return WordList((*told, *(phrase.split()[0] for phrase in phrases if " " in phrase)))


def _call_sign(words: str) -> re.Pattern[str]:
    """A call sign after its word: in quotation marks, or with a capital."""
    return re.compile(
        rf"\b(?i:{words})\b[^.;!?\n«„“\"]{{0,25}}?[\s:—–-]\s?(?:[«„“\"](?P<quoted>[^»”“\"\n]{{1,40}})[»”“\"]"
        r"|(?P<bare>(?-i:[A-ZА-ЯЁІЇЄҐ])[\w’'-]+))"
    )
