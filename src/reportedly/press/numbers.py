"""Every number that a text says, in digits or in words, with its qualifier and bounds.

The gate's own eye: it must miss none, where the room that reads reports must understand each. The classes and widths are
the project's table of qualifiers (docs/method).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache

from reportedly.press.dates import no_counts
from reportedly.press.lexicon import Lexicon, Words, either, lexicon, pattern
from reportedly.press.nouns import unit_of
from reportedly.press.qualifying import CLASSES, bounds_of
from reportedly.types import Bounds, Number, Qualifier, Relation, RelationOp, Span


class Sort(StrEnum):
    """What kind of number it is, as far as its nearest words tell."""

    COUNT = "count"
    PERCENT = "percent"
    MONEY = "money"
    DURATION = "duration"
    AGE = "age"
    SHARE = "share"
    RATIO = "ratio"
    MEASURE = "measure"
    VAGUE_DURATION = "vague_duration"


@dataclass(frozen=True, slots=True)
class Said:
    """One number as a text says it. `span` covers qualifier and number, `number` the number alone."""

    span: Span
    number: Span
    words: str
    qualifier: Qualifier
    bounds: Bounds
    best: Number | None
    values: tuple[float, ...]
    sort: Sort = Sort.COUNT
    relation: Relation | None = None


def said(text: str, language: str, *, loose: bool = False) -> tuple[Said, ...]:
    """The numbers of a text in order; dates, years, article numbers and the like are none.

    `loose` reads words that stand alone ("most", "one", "several") as numbers too: for words that somebody tied.

    >>> [(number.words, number.qualifier.value) for number in said("at least 800 men and dozens more", "en")]
    [('at least 800', 'at_least'), ('dozens', 'dozens')]
    """
    words = lexicon(language)
    closed = no_counts(text, language)
    atoms = [atom for atom in _atoms(text, words, loose) if not any(atom.span.overlaps(span) for span in closed)]
    return tuple(_qualified(text, atom, words) for atom in _ranged(text, atoms, words))


@dataclass(frozen=True, slots=True)
class _Atom:
    span: Span
    values: tuple[float, ...]
    qualifier: Qualifier = Qualifier.EXACT
    sort: Sort = Sort.COUNT
    share: float | None = None


def _atoms(text: str, words: Lexicon, loose: bool) -> Iterator[_Atom]:
    for match in _matches(text, words.language):
        kind = match.lastgroup or ""
        after = text[match.end() : match.end() + 60]
        atom = _read(match, kind, words)
        if atom is not None and (loose or _counts(kind, match[0].lower(), text[: match.start()], after, words)):
            yield replace(atom, sort=_sort(atom, text, words))


def _matches(text: str, language: str) -> Iterator[re.Match[str]]:
    """The number-like words of a text. Only words that begin as a number may are looked at closely: texts are long."""
    heads, atom, seen = _heads(language), _atom(language), 0
    for word in _words().finditer(text):
        start = word.start()
        if start < seen or not (word[0][0].isdigit() or word[0][:_HEAD].lower() in heads):
            continue
        match = atom.match(text, start)
        if match is not None:
            seen = match.end()
            yield match


_HEAD = 3
"""How many letters of a word tell whether it may be a number."""


def _read(match: re.Match[str], kind: str, words: Lexicon) -> _Atom | None:
    span = Span(match.start(), match.end())
    if kind == "digits":
        return _Atom(span, (_digits(match[0], words),))
    if kind == "spelled":
        return _Atom(span, (_spelled(match[0], words),))
    if kind == "none":
        return _Atom(span, (0,), Qualifier.NONE)
    if kind == "majority":
        return _Atom(span, (), Qualifier.MAJORITY, Sort.SHARE)
    if kind == "fraction":
        return _Atom(span, (), Qualifier.FRACTION, Sort.SHARE, _share(match[0], words))
    if kind == "ratio":
        return _Atom(span, (), Qualifier.EXACT, Sort.RATIO)
    return _Atom(span, (), _vague(match[0], words))


def _counts(kind: str, word: str, before: str, after: str, words: Lexicon) -> bool:
    """Whether a word that is only sometimes a number is one here, by the words beside it."""
    near = re.match(r"\W*(?:[\w'’-]+\W+){0,3}[\w'’-]+", after)
    following = near[0] if near else ""
    if kind == "vague" and _vague(word, words) is Qualifier.COUPLE:
        return _unit_near(following, words)
    if kind == "vague" and word in ("scores", "tens"):
        return following.lstrip().startswith("of ")
    if kind == "majority":
        named = " " in word or not pattern(("most",)).fullmatch(word)
        return not re.search(r"\b(?:the|at)\s+\Z", before, re.IGNORECASE) if named else _unit_near(following, words)
    if kind == "none":
        return _none_counts(word, after, words)
    if kind == "fraction":
        return _fraction_counts(word, before, after)
    return not (kind == "spelled" and word in words.one)


def _unit_near(following: str, words: Lexicon) -> bool:
    return any(pattern(forms).search(following) for _, forms in words.units)


_ZERO_OF = ("persons", "cases", "sentences", "incidents", "arms")
"""What "no" counts when it stands before a noun: "no soldiers", and not "no reports"."""


def _none_counts(word: str, after: str, words: Lexicon) -> bool:
    clause = re.split(r"[.;:!?\n]", after, maxsplit=1)[0]
    if word == "no":
        return unit_of(after, words.language, 1) in _ZERO_OF
    if " of" in word or re.match(r"\s+(?:of|из|із|з)\s", after):
        return True
    if word == "none":
        return re.match(r"\s+(?:was|were|is|are|had|has|have|did|could|got|received)\s", after) is not None
    if pattern(words.determiners).fullmatch(word):
        return unit_of(after, words.language, 1) not in ("reports", "sources")
    return any(pattern(forms).search(clause) for _, forms in words.deeds) or _unit_near(clause, words)


def _fraction_counts(word: str, before: str, after: str) -> bool:
    if re.search(
        r"\b(?:first|second|other|latter|last|next|this|each|перв\w+|втор\w+|перш\w+|друг\w+)\s+\Z", before, re.I
    ):
        return False
    if not re.search(r"[a-z]", word):
        return not re.match(r"\s+(?:век|столет|століт|год|рок|час|годин)", after)
    return not re.match(
        r"-|\s+(?:an?\s|(?!of\b|the\b|as\b|are\b|were\b|is\b|was\b|in\b|had\b|have\b|more\b|all\b)\w)", after
    )


def _ranged(text: str, atoms: list[_Atom], words: Lexicon) -> Iterator[_Atom]:
    held: _Atom | None = None
    for atom in atoms:
        if held is not None and _one_range(text, held, atom, words):
            low, high = _same_scale(held.values[0], atom.values[0], text[held.span.start : atom.span.end])
            held = _Atom(Span(held.span.start, atom.span.end), (low, high), Qualifier.RANGE, atom.sort)
            continue
        if held is not None:
            yield held
        held = atom
    if held is not None:
        yield held


def _one_range(text: str, first: _Atom, second: _Atom, words: Lexicon) -> bool:
    if len(first.values) != 1 or len(second.values) != 1 or first.values[0] >= second.values[0]:
        return False
    between = text[first.span.end : second.span.start]
    if re.fullmatch(r"\s*[-–—]\s*", between):
        return True
    if not re.fullmatch(rf"\s+{either(words.range_join)}\s+", between, re.IGNORECASE):
        return False
    before = text[max(0, first.span.start - 40) : first.span.start]
    opened = re.search(rf"(?<!\w){either(words.range_open)}\s+\Z", before, re.IGNORECASE)
    if opened is None:
        return between.strip().lower() in (words.range_join[0], words.range_join[-1])
    moved = re.search(rf"(?<!\w){either(words.moved)}\s+\Z", before[: opened.start()], re.IGNORECASE)
    return moved is None


def _same_scale(low: float, high: float, words: str) -> tuple[float, float]:
    spelled = re.search(r"\d\s*(?:thousand|million|тыс|тис|млн)", words, re.IGNORECASE)
    if spelled and low < 1000 <= high:
        return low * 10 ** (3 * int(math.log10(high) // 3)), high
    return low, high


def _qualified(text: str, atom: _Atom, words: Lexicon) -> Said:
    start, end = atom.span.start, atom.span.end
    qualifier = atom.qualifier
    before = _before(words.language).search(text[max(0, start - 48) : start])
    after = _after(words.language).match(text[end : end + 20])
    if before is not None:
        qualifier = _outer(qualifier, Qualifier[before.lastgroup or "EXACT"])
        start -= len(before[0])
    elif after is not None and after.lastgroup:
        qualifier = _outer(qualifier, Qualifier[after.lastgroup])
        end += after.end()
    elif atom.qualifier is Qualifier.RANGE:
        opened = re.search(rf"(?<!\w){either(words.range_open)}\s+\Z", text[max(0, start - 12) : start], re.IGNORECASE)
        start -= len(opened[0]) if opened else 0
    span = Span(start, end)
    relation = _relation(atom, qualifier)
    bounds, best = (Bounds(None, None), None) if relation else _bounds(qualifier, atom)
    return Said(span, atom.span, span.of(text), qualifier, bounds, best, atom.values, atom.sort, relation)


def _outer(inner: Qualifier, outer: Qualifier) -> Qualifier:
    if outer in (Qualifier.EXACT, Qualifier.EACH_MORE) and inner is not Qualifier.EXACT:
        return inner
    if inner in (Qualifier.MAJORITY, Qualifier.NONE):
        return inner
    if inner in CLASSES and outer is Qualifier.ABOUT:
        return inner
    return outer


def _bounds(qualifier: Qualifier, atom: _Atom) -> tuple[Bounds, Number | None]:
    if qualifier in CLASSES:
        low, high, best = CLASSES[qualifier]
        return Bounds(low, high), best
    if not atom.values:
        floor = CLASSES.get(atom.qualifier, (1, None, None))
        return (Bounds(floor[0], floor[1] if qualifier is not Qualifier.AT_LEAST else None), None)
    if len(atom.values) == 2:
        return Bounds(_whole(atom.values[0]), _whole(atom.values[1])), None
    return bounds_of(qualifier, _whole(atom.values[0]), whole=atom.sort in (Sort.COUNT, Sort.MONEY))


def _relation(atom: _Atom, qualifier: Qualifier) -> Relation | None:
    if atom.qualifier is Qualifier.MAJORITY:
        return Relation(RelationOp.MAJORITY)
    if atom.qualifier is Qualifier.FRACTION:
        inner = qualifier if qualifier not in (Qualifier.FRACTION, Qualifier.EXACT) else None
        if inner is Qualifier.MORE_THAN and atom.share == 0.5:
            return Relation(RelationOp.MAJORITY)
        return Relation(RelationOp.FRACTION, atom.share, inner)
    if atom.sort is Sort.PERCENT and len(atom.values) == 1:
        return Relation(RelationOp.FRACTION, atom.values[0] / 100, None if qualifier is Qualifier.EXACT else qualifier)
    return None


def _sort(atom: _Atom, text: str, words: Lexicon) -> Sort:
    if atom.sort is not Sort.COUNT:
        return atom.sort
    after, before = text[atom.span.end : atom.span.end + 40], text[max(0, atom.span.start - 2) : atom.span.start]
    if re.match(rf"\s*{either(words.percent)}(?!\w)", after, re.IGNORECASE):
        return Sort.PERCENT
    if re.search(r"[$€£₽₴]\s?\Z", before) or re.match(
        rf"\s*(?:[$€£₽₴]|{either(words.money)}(?!\w))", after, re.IGNORECASE
    ):
        return Sort.MONEY
    if re.match(r"-(?:year|month)s?-old|-(?:летн|річн)|\s+years?[ -]old", after, re.IGNORECASE):
        return Sort.AGE
    if re.match(rf"[\s-]*(?:\w+\s+)?{either(words.spans)}(?!\w)", after, re.IGNORECASE):
        return Sort.VAGUE_DURATION if not atom.values else Sort.DURATION
    if re.match(rf"\s*{either(words.measures)}(?!\w)", after, re.IGNORECASE):
        return Sort.MEASURE
    return Sort.COUNT


def _digits(written: str, words: Lexicon) -> float:
    match = re.match(r"[\d.,'’\s\u00a0\u202f]*\d", written)
    number = match[0] if match else written
    magnitude = words.magnitudes.get(written[len(number) :].strip(" -\u00a0").lower(), 1)
    grouped = re.fullmatch(r"\d{1,3}(?:[,\s\u00a0\u202f'’.]\d{3})+(?:[.]\d+)?", number) and magnitude == 1
    if grouped:
        whole, point, rest = number, "", ""
        if re.fullmatch(r".*[,\s]\d{3}\.\d+", number):
            whole, point, rest = number.rpartition(".")
        return float(f"{_bare(whole)}{point}{rest}")
    return round(float(number.replace(",", ".").replace(" ", "").replace("\u00a0", "")) * magnitude, 6)


def _bare(digits: str) -> str:
    return re.sub(r"\D", "", digits)


def _spelled(written: str, words: Lexicon) -> float:
    total = current = 0.0
    for word in re.findall(r"[\w'’.]+", written.lower()):
        if word in words.magnitudes and not (word in words.cardinals and current == 0):
            size = words.magnitudes[word]
            if size == 100 or (size == 12 and total == 0):
                current = (current or 1) * size
            else:
                total, current = total + (current or 1) * size, 0
        else:
            current += words.cardinals.get(word, 0)
    return total + current


def _whole(value: float) -> Number:
    return int(value) if float(value).is_integer() else value


def _share(word: str, words: Lexicon) -> float | None:
    return next((share for share, forms in words.fractions if pattern(forms).fullmatch(word.strip())), None)


def _vague(word: str, words: Lexicon) -> Qualifier:
    found = (qualifier for qualifier, forms in reversed(words.vague) if pattern(forms).fullmatch(word.strip()))
    return next(found, Qualifier.DOZEN)


@cache
def _atom(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    vague = tuple(form for _, forms in words.vague for form in forms)
    fraction = tuple(form for _, forms in words.fractions for form in forms)
    spelled, size = (either(tuple(map(re.escape, table))) for table in (words.cardinals, words.magnitudes))
    joiner = rf"(?:[\s-]+(?:{either(words.joiners)}\s+)?)" if words.joiners else r"[\s-]+"
    group = r"\d{1,3}(?:[,\u00a0\u202f'’]\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?!\d)|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:[.,]\d+)?"
    return re.compile(
        rf"(?<![\w])(?:(?P<vague>{_longest(vague)}|an?\ dozen)|(?P<none>{_longest(words.none)})"
        rf"|(?P<majority>{_longest(words.majority)})|(?P<fraction>{_longest(fraction)})|(?P<ratio>{_longest(words.ratios)})"
        rf"|(?P<spelled>(?:an?\s+{size}|{spelled})(?:{joiner}(?:{spelled}|{size}))*))(?!\w)"
        rf"|(?<![\w./#])(?<![^\W\d_][-‑–])(?P<digits>(?:{group})(?:[\s\u00a0-]?{size}(?!\w))?)(?![\w]*\w*[/@]\w)(?!\w)",
        re.IGNORECASE,
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+")


@cache
def _heads(language: str) -> frozenset[str]:
    words = lexicon(language)
    forms = [form for _, table in (*words.vague, *words.fractions) for form in table]
    forms += [*words.none, *words.majority, *words.ratios, *words.cardinals, *words.magnitudes, "a", "an"]
    return frozenset(head for form in forms for head in _begins(form))


def _begins(form: str) -> Iterator[str]:
    """The first letters of all that a table's entry fits: of each of its alternatives, up to its first special sign."""
    for one in re.sub(r"^\(\?:([^()]*)\)", lambda match: match[1], form).split("|"):
        literal = re.match(r"[^\W_]*", one)
        yield literal[0][:_HEAD] if literal else ""


def _longest(words: Words) -> str:
    return either(words)


@cache
def _before(language: str) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{qualifier.name}>{either(forms)})" for qualifier, forms in lexicon(language).before)
    return re.compile(rf"(?<!\w)(?:{groups})\s*(?:(?:the|an?|some|another)\s+)?[$€£]?\Z", re.IGNORECASE)


@cache
def _after(language: str) -> re.Pattern[str]:
    groups = "|".join(f"(?P<{qualifier.name}>{either(forms)})" for qualifier, forms in lexicon(language).after)
    return re.compile(rf"[\s,]*(?:{groups})(?!\w)", re.IGNORECASE)
