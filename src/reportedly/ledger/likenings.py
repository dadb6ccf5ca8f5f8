"""Two reports side by side: every sign that they go back to one finding, weighed by one table, and said in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from math import log, sqrt

from reportedly.errors import BadInput
from reportedly.ledger.latin import name_key, stands_in
from reportedly.ledger.told import Name, Number, Told, significant, unusual


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign counts. At `enough` two reports are proposed as echoes of one finding.

    The weight of a number in common is by how unusual it is: up to twelve; two digits or round; three digits and more.
    """

    same_text: float = 4.0
    cites_outlet: float = 1.5
    same_compiler: float = 1.0
    small_number: float = 0.5
    plain_number: float = 1.0
    unusual_number: float = 1.5
    rounder: float = 0.75
    more_numbers: float = 0.75
    same_name: float = 0.5
    no_name: float = -0.8
    same_words: float = 2.0
    same_quote: float = 1.5
    same_owner: float = 0.5
    same_days: float = 0.4
    other_place: float = -3.0
    other_period: float = -3.0
    other_compiler: float = -4.0
    enough: float = 2.1

    @classmethod
    def of(cls, told: Mapping[str, float]) -> Weights:
        """These weights with those that a desk sets. Raises BadInput for a sign that there is none of."""
        known = {f.name for f in fields(cls)}
        unknown = sorted(set(told) - known)
        if unknown:
            raise BadInput(
                f"[echo] weighs {', '.join(unknown)}, and no sign is called so.",
                where="policies.toml",
                remedy=f"The signs are: {', '.join(sorted(known))}.",
            )
        return cls(**told)

    @property
    def number(self) -> tuple[float, float, float]:
        """The weight of a number in common, by how unusual it is."""
        return self.small_number, self.plain_number, self.unusual_number


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of all reports together: how rare each word is, and who may have made counts."""

    rarity: Mapping[str, float]
    compilers: Mapping[str, frozenset[Name]]
    cited: Mapping[str, frozenset[str]]
    outlets: Mapping[str, Name]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two reports, `a` the earlier, go back to one finding: a score and its grounds in words."""

    a: Told
    b: Told
    score: float
    grounds: tuple[str, ...]
    numbers: tuple[tuple[Number, Number], ...]
    words: float
    copied: bool
    cited: bool
    apart: bool
    """Another place or another period: whatever the numbers say, they are not of one thing."""
    strangers: bool
    """Both name places or things, and none in common."""
    bare: bool
    """No word in common but names: whatever the numbers say, nothing tells that they count one thing."""

    @property
    def translated(self) -> bool:
        """Whether they are in two languages, where few words can be compared."""
        return self.a.piece.report.language != self.b.piece.report.language


def corpus(pieces: Sequence[Told]) -> Corpus:
    """All reports -> what can only be known of all of them together."""
    used = Counter(word for one in pieces for word in one.words)
    rarity = {word: log(1 + len(pieces) / count) for word, count in used.items()}
    outlets = {one.piece.outlet.id: name_key(one.piece.outlet.name) for one in pieces}
    known = Counter(name for one in pieces for name in one.candidates)
    names = frozenset(outlets.values())
    parties = {name for name in known if not any(stands_in(name, o) or stands_in(o, name) for o in names)}
    by_first: dict[str, list[Name]] = {}
    for name in parties:
        by_first.setdefault(name[0], []).append(name)
    compilers = {one.id: _longest(_standing(one, by_first)) for one in pieces}
    cited = {one.id: frozenset(_cites(one, outlets)) for one in pieces}
    return Corpus(rarity, compilers, cited, outlets)


def _standing(one: Told, by_first: Mapping[str, Sequence[Name]]) -> Iterator[Name]:
    headline = name_key(one.piece.report.headline)
    keys = set(one.keys) | set(headline)
    text = tuple(key for key in one.keys if key)
    for key in keys:
        for name in by_first.get(key, ()):
            if _surely(one, name) and (stands_in(name, text) or stands_in(name, headline)):
                yield name


def _surely(one: Told, name: Name) -> bool:
    """A name of one word may be a common word: it must stand with a capital inside a sentence, or in quotation marks."""
    return len(name) > 1 or name[0] in one.names or name in one.candidates


def _longest(names: Iterable[Name]) -> frozenset[Name]:
    found = set(names)
    return frozenset(n for n in found if not any(n != m and stands_in(n, m) for m in found))


def _cites(one: Told, outlets: Mapping[str, Name]) -> Iterator[str]:
    text = one.keys
    for outlet, name in outlets.items():
        if outlet != one.piece.outlet.id and name and name[0] in text and _named(one, name):
            yield outlet


def _named(one: Told, name: Name) -> bool:
    """An outlet's name in the text; where it is one word, with a capital that does not only begin a sentence, or in marks."""
    return stands_in(name, one.keys) and _surely(one, name)


PASSAGE = 8
"""So many runs of words in common, one after another or not, are a passage: more than a stock phrase."""
NEAR = timedelta(days=3)
WINDOW = timedelta(days=45)


def likeness(a: Told, b: Told, known: Corpus, weights: Weights) -> Likeness:
    """Every sign of two reports weighed together; `a` was published first."""
    numbers = tuple(_shared_numbers(a, b))
    share, figured, whole = _copied(a, b)
    copied = whole >= 0.8 or (figured and share >= PASSAGE)
    cited = a.piece.outlet.id in known.cited[b.id]
    sim = _same_words(a, b, known)
    place, period = _other_place(a, b) and not copied, _other_period(a, b) and not copied
    signs = list(_signs(a, b, known, weights, numbers, sim, whole, copied, cited))
    if place:
        signs.append((weights.other_place, "other places"))
    if period:
        signs.append((weights.other_period, "other periods"))
    score = sum(weight for weight, _ in signs)
    return Likeness(
        a,
        b,
        round(score, 3),
        tuple(ground for _, ground in signs),
        numbers,
        words=sim,
        copied=copied,
        cited=cited,
        apart=place or period,
        strangers=_alike_in_names(a, b, known) is False,
        bare=not (_matter(a, known) & _matter(b, known)) - a.names - b.names,
    )


def _signs(
    a: Told,
    b: Told,
    known: Corpus,
    weights: Weights,
    numbers: Sequence[tuple[Number, Number]],
    sim: float,
    whole: float,
    copied: bool,
    cited: bool,
) -> Iterator[tuple[float, str]]:
    mine, theirs = known.compilers[a.id], known.compilers[b.id]
    if copied:
        yield weights.same_text, f"the same text ({whole:.0%} of the shorter one)"
    if cited:
        yield weights.cites_outlet, f"names {a.piece.outlet.name}, which reported it before"
    if mine & theirs:
        yield weights.same_compiler, "both name " + ", ".join(sorted(" ".join(n) for n in mine & theirs))
    elif mine and theirs and not copied and not cited:
        yield weights.other_compiler, "each names another compiler"
    yield from _number_signs(numbers, weights)
    alike = _alike_in_names(a, b, known)
    if alike:
        yield weights.same_name, "a name in common"
    elif alike is False:
        yield weights.no_name, "no name in common"
    if sim:
        yield weights.same_words * sim, f"words in common ({sim:.0%})"
    if a.quotes & b.quotes:
        yield weights.same_quote, "the same words quoted"
    if a.piece.outlet.owner and a.piece.outlet.owner == b.piece.outlet.owner:
        yield weights.same_owner, f"both belong to {a.piece.outlet.owner}"
    if abs(b.at - a.at) <= NEAR:
        yield weights.same_days, "published within three days"


def _number_signs(numbers: Sequence[tuple[Number, Number]], weights: Weights) -> Iterator[tuple[float, str]]:
    ranked = sorted(numbers, key=lambda pair: (-_weight(pair, weights), pair[0].at))
    for place, pair in enumerate(ranked[:2]):
        x, y = pair
        said = f"{x.value:g}" if x.value == y.value else f"{x.value:g} said as {y.value:g}"
        weight = _weight(pair, weights) * (1 if place == 0 else weights.more_numbers)
        yield weight, f"the same number {said}"


def _weight(pair: tuple[Number, Number], weights: Weights) -> float:
    x, y = pair
    exact = weights.number[max(unusual(x.value), unusual(y.value))]
    return exact if x.value == y.value else exact * weights.rounder


def _shared_numbers(a: Told, b: Told) -> Iterator[tuple[Number, Number]]:
    seen: set[tuple[float, float]] = set()
    for x in a.numbers:
        for y in b.numbers:
            if x.says(y) and (x.value, y.value) not in seen and (x.value > 2 or 0 < x.value < 1):
                seen.add((x.value, y.value))
                yield x, y


def _copied(a: Told, b: Told) -> tuple[int, bool, float]:
    """How many runs of words both have, whether a number stands in them, and what share of the shorter text they are."""
    common = a.shingles & b.shingles
    shorter = min(len(a.shingles), len(b.shingles))
    return len(common), bool(common & a.figured or common & b.figured), len(common) / shorter if shorter else 0.0


def _same_words(a: Told, b: Told, known: Corpus) -> float:
    """Cosine of the words that are no party's name, rare ones counting most."""
    left, right = _matter(a, known), _matter(b, known)
    common = sum(known.rarity[word] ** 2 for word in left & right)
    length = sqrt(sum(known.rarity[w] ** 2 for w in left) * sum(known.rarity[w] ** 2 for w in right))
    return common / length if length else 0.0


def _matter(one: Told, known: Corpus) -> frozenset[str]:
    parties = {key for name in known.compilers[one.id] for key in name}
    outlets = {key for outlet in known.cited[one.id] for key in known.outlets[outlet]}
    return one.words - parties - outlets


def _alike_in_names(a: Told, b: Told, known: Corpus) -> bool | None:
    """Whether both name a place or thing in common; None where one of them names none."""
    named, called = _named_things(a, known), _named_things(b, known)
    if named & (called | b.words) or called & a.words:
        return True
    return False if named and called else None


def _named_things(one: Told, known: Corpus) -> frozenset[str]:
    """Names of places and things: those of no party or outlet, and of no person who is named in full.

    A single word with a capital counts as a person's wherever nothing explains it (better masked once too often), and
    may as well be a ferry's or a town's.
    """
    parties = {key for name in known.compilers[one.id] for key in name}
    outlets = {key for outlet in known.cited[one.id] for key in known.outlets[outlet]}
    named = (name_key(mention.quote.words) for mention in one.piece.reading.persons)
    persons = {key for name in named if len(name) > 1 for key in name}
    return one.names - parties - outlets - persons


def _other_place(a: Told, b: Told) -> bool:
    """Whether both name towns, none of them the same, and neither names the other's in any form."""
    mine, theirs = _towns(a), _towns(b)
    if not mine or not theirs or mine & theirs:
        return False
    return not (_place_words(a) & b.words or _place_words(b) & a.words)


def _towns(one: Told) -> frozenset[str]:
    return frozenset(place for place in one.places if place.startswith("gn:"))


def _place_words(one: Told) -> frozenset[str]:
    return frozenset(key for m in one.piece.reading.places for key in name_key(m.quote.words))


def _other_period(a: Told, b: Told) -> bool:
    """Whether the numbers of both are of days that do not meet at all."""
    if not a.periods or not b.periods:
        return False
    return all(x[1] < y[0] or y[1] < x[0] for x in a.periods for y in b.periods)


def close(x: Number, y: Number) -> bool:
    """Whether two numbers may be two counts of one thing: within an eighth."""
    return (
        x.value > 12
        and abs(x.value - y.value) <= max(x.value, y.value) / 8
        and significant(x.value) + significant(y.value) > 2
    )
