"""What a claim in a brief is held against: what was said, how firmly, of whom, when, where, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from reportedly.press.lexicon import Families, lexicon, pattern
from reportedly.press.nouns import unit_of
from reportedly.press.numbers import Said, Sort
from reportedly.types import Bounds, Flow, Hedge, Mood, Period, Qualifier, Relation


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure as it stands behind a claim. `names` may be credited for it, `others` are known and may not.

    `units` and `deeds` are the classes of what is counted and of what happened to it (press/lexicon); `stretches` are
    the days that the report names beside it; `sentence` and `before` are the report's own words; `compilers` is how
    many stand behind it, `corroborated` whether two of them rest on different bases.
    """

    bounds: Bounds
    qualifier: Qualifier | None
    values: tuple[float, ...]
    relation: Relation | None = None
    sort: Sort = Sort.COUNT
    units: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    hedge: Hedge = Hedge.NONE
    mood: Mood = Mood.FACT
    flow: Flow | None = None
    rate: str | None = None
    period: Period | None = None
    published: date | None = None
    stretches: tuple[Period, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sentence: str = ""
    before: str = ""
    language: str = "en"
    compilers: int = 1
    corroborated: bool = False
    outlets: tuple[str, ...] = ()
    """Outlets and compilers of the brief's other sources: they may speak for numbers of their own."""
    counter: str | None = None
    """The compiler, where one is known by name."""
    spoken: bool = False
    """Whether offices and witnesses that speak are to be compared: not where the ledger's people decided who counted."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in a brief: where it stands in its sentence, and the sentences around it."""

    said: Said | None
    words: str
    sentence: str
    at: int
    end: int
    window: str
    language: str
    title: bool = False
    whole: str = field(default="")
    """All that the brief says, where one class of fault must look further than the neighbours."""

    @property
    def behind(self) -> str:
        """The words after the number, up to the end of its clause or the next number."""
        return clause_after(self.sentence, self.end)

    @property
    def about(self) -> str:
        """The words of the clause that say what the number counts."""
        return words_about(self.sentence, self.at, self.end, self.language)


def clause_after(sentence: str, end: int) -> str:
    """The words after a number that still speak of it: to the end of the clause, or to the next number.

    >>> clause_after("684 sentences in March, and 718 cases", 3)
    ' sentences in March'
    """
    return re.split(
        r"[;:.!?(—–]|,(?!\s*(?:who|which|котор|як))|\b(?:and|but|while|а|но|та|але)\b|\s\d{2,}",
        sentence[end:],
        maxsplit=1,
    )[0]


def words_about(sentence: str, at: int, end: int, language: str) -> str:
    """What a number counts, in its clause's words: those after it, or those before where none after says so.

    >>> words_about("The number of injured is 14.", 25, 27, "en")
    'The number of injured is '
    """
    behind = clause_after(sentence, end)
    if unit_of(behind, language) or classes(behind, lexicon(language).deeds):
        return behind
    return re.split(r"[;:.!?(),—–]|\d{2,}", sentence[:at])[-1]


def deeds_about(sentence: str, at: int, end: int, language: str) -> frozenset[str]:
    """What is said to have happened to those counted: after the number in its clause, else before it.

    >>> sorted(deeds_about("Police detained 40 men.", 16, 18, "en"))
    ['held']
    """
    deeds = lexicon(language).deeds
    before = re.split(r"[;:.!?(),—–]|\d{2,}", sentence[:at])[-1]
    return classes(clause_after(sentence, end), deeds) or classes(before, deeds)


def classes(words: str, families: Families) -> frozenset[str]:
    """All classes whose words stand in the text."""
    return frozenset(name for name, forms in families if pattern(forms).search(words))


_HOUSE_UNITS = {"verdicts": "sentences", "convictions": "sentences", "soldiers": "persons", "proceedings": "cases"}
_HOUSE_DEEDS = {
    "forced": "returned",
    "returned": "returned",
    "detained": "held",
    "tried": "charged",
    "sentenced": "convicted",
    "deserted": "fled",
    "wounded": "injured",
}


def house_unit(unit: str | None) -> tuple[frozenset[str], frozenset[str]]:
    """A unit of the house (`persons_charged`) as classes of what is counted and of what happened.

    >>> house_unit("persons_charged")
    (frozenset({'persons'}), frozenset({'charged'}))
    """
    if not unit:
        return frozenset(), frozenset()
    noun, _, deed = unit.partition("_")
    deed = deed.partition("_")[0]
    return frozenset({_HOUSE_UNITS.get(noun, noun)}), frozenset({_HOUSE_DEEDS.get(deed, deed)} if deed else ())


def rate_of(after: str, language: str) -> str | None:
    """Per what time a number is given ("a week"), None where it is no rate."""
    return next((name for name, forms in lexicon(language).rates if pattern(forms).search(after[:48])), None)


def contains(outer: Bounds, inner: Bounds) -> bool:
    """Whether the outer bounds leave room for all that the inner ones allow: whether saying them is no firmer."""
    below = outer.lower is None or outer.lower <= (inner.lower if inner.lower is not None else 0)
    above = outer.upper is None or (inner.upper is not None and inner.upper <= outer.upper)
    return below and above
