"""Which earlier briefs a reader might also like: by what they say, the newer the better, with the shared words as the why.

A brief is compared with earlier ones only and weighed by what was published up to its day, so its list never changes
when a newer brief appears.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby, pairwise
from operator import itemgetter

from reportedly.press.lexicon import lexicon
from reportedly.press.ties import words_only
from reportedly.types import Brief

Term = str | tuple[str, str]
"""A stem, or two that stand side by side."""

LIKELY = 200
"""How many texts with the most in common are weighed further, by age and titles."""

SHARED = 8
"""Of how many shared terms, the weightiest first, the three are taken that readers see."""

PINNED = "chosen by the editor"


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier brief: how near it is (larger is nearer, 0 where an editor chose it), and the words that both share."""

    slug: str
    score: float
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One published text as the comparison sees it."""

    id: str
    day: date
    title: str
    teaser: str
    body: str


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each sign counts. `title`, `pairs`: against a word of the body; `fades`, `floor`: how age counts, in
    days; `terms`: how many of a text's telling terms are kept, `asked`: how many
    are looked up, `frequent`, `longest`: in what share or number of texts a term says no more; `named`: its title's words stand in the new text;
    `alike`: the titles' words; `told`: its teaser's words stand in the new text."""

    title: float = 2
    pairs: float = 0.7
    rarity: float = 1.0
    length: float = 0.35
    fades: float = 300
    floor: float = 0.1
    terms: int = 200
    frequent: float = 0.3
    longest: int = 120
    asked: int = 200
    pool: int = 12
    named: float = 0.5
    alike: float = 0.8
    told: float = 1.0
    long: float = 0.15


WEIGHTS = Weights()


def related(briefs: Iterable[Brief], slug: str, count: int = 3) -> tuple[Related, ...]:
    """The briefs nearest to one of them, best first: the editor's pins, then earlier ones by what they say.

    For a whole site `all_related` does the work once.

    Raises KeyError where no brief has that slug.
    """
    return all_related(briefs, count, only=frozenset({slug}))[slug]


def all_related(
    briefs: Iterable[Brief], count: int = 3, *, only: frozenset[str] | None = None
) -> Mapping[str, tuple[Related, ...]]:
    """For each brief (or for `only` some) the ones nearest to it, best first, by slug."""
    listed = tuple(briefs)
    found = nearest([_piece(brief) for brief in listed], count + _most_pins(listed), only=only)
    known = {brief.slug for brief in listed}
    return {
        brief.slug: _pinned(brief, found[brief.slug], known)[:count]
        for brief in listed
        if only is None or brief.slug in only
    }


def nearest(
    pieces: Sequence[Piece], count: int, *, only: frozenset[str] | None = None, weights: Weights = WEIGHTS
) -> Mapping[str, tuple[Related, ...]]:
    """For each text the `count` nearest of the same day or earlier, best first. Ten thousand take seconds.

    >>> one = Piece("a", date(2024, 1, 1), "Courts count deserters", "", "Military courts count deserters.")
    >>> two = Piece("b", date(2024, 1, 2), "Deserters again", "", "The courts count deserters again.")
    >>> [other.slug for other in nearest([one, two], 1)["b"]]
    ['a']
    """
    index = _Index(weights)
    found: dict[str, tuple[Related, ...]] = {}
    for _, group in groupby(sorted(pieces, key=lambda piece: (piece.day, piece.id)), key=lambda piece: piece.day):
        for text in index.add(tuple(group)):
            if only is None or text.piece.id in only:
                found[text.piece.id] = index.nearest(text, count)
    return found


@dataclass(slots=True)
class _Text:
    piece: Piece
    number: int
    stems: frozenset[str]
    title: frozenset[str]
    teaser: frozenset[str]
    size: float
    vector: list[tuple[float, Term]] = field(default_factory=list)


class _Index:
    """Texts so far, by their telling terms. Rarity is counted over what was published up to the day at hand."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self.texts: list[_Text] = []
        self.found_in: Counter[Term] = Counter()
        self.holding: defaultdict[Term, list[tuple[int, float]]] = defaultdict(list)
        self.rare: dict[int, float] = {}
        self.rare_at = 0

    def add(self, pieces: Sequence[Piece]) -> list[_Text]:
        """Takes in the texts of one day."""
        terms = [_terms(piece, self.weights) for piece in pieces]
        for counted in terms:
            self.found_in.update(counted.keys())
        new = []
        for piece, counted in zip(pieces, terms, strict=True):
            text = _text(piece, len(self.texts), counted)
            self.texts.append(text)
            new.append(text)
        for text, counted in zip(new, terms, strict=True):
            text.vector = self._vector(counted)
            for weight, term in text.vector:
                self.holding[term].append((text.number, weight))
        return new

    def nearest(self, text: _Text, count: int) -> tuple[Related, ...]:
        scores = self._scores(text)
        likely = heapq.nlargest(LIKELY, scores.items(), key=itemgetter(1))
        aged = ((score * self._freshness(text, number), number) for number, score in likely)
        pool = heapq.nlargest(self.weights.pool, aged, key=lambda pair: (pair[0], -pair[1]))
        judged = [(score * self._affinity(text, self.texts[number]), self.texts[number]) for score, number in pool]
        judged.sort(key=lambda pair: (-pair[0], pair[1].piece.id))
        return tuple(
            Related(other.piece.id, round(score, 6), self._shares(text, other)) for score, other in judged[:count]
        )

    def _vector(self, counted: Counter[Term]) -> list[tuple[float, Term]]:
        found_in, rare = self.found_in, self._rarities()
        for held in {found_in[term] for term in counted}:
            if held not in rare:
                rare[held] = self._rarity(held) ** self.weights.rarity
        log = math.log
        weighed = [((1 + log(times)) * rare[found_in[term]], term) for term, times in counted.items()]
        norm = math.sqrt(sum([weight * weight for weight, _ in weighed])) ** (2 * self.weights.length) or 1
        best = heapq.nlargest(self.weights.terms, weighed, key=itemgetter(0))
        return [(weight / norm, term) for weight, term in best]

    def _rarities(self) -> dict[int, float]:
        # How rare a term is follows from how many texts hold it: computed once a day for each such number.
        if self.rare_at != len(self.texts):
            self.rare_at, self.rare = len(self.texts), {}
        return self.rare

    def _rarity(self, held: int) -> float:
        return math.log(1 + (len(self.texts) + 0.5) / (held + 0.5))

    def _scores(self, text: _Text) -> dict[int, float]:
        scores: dict[int, float] = {}
        known = scores.get
        most = min(self.weights.frequent * len(self.texts) + 20, self.weights.longest)
        for weight, term in text.vector[: self.weights.asked]:
            holding = self.holding[term]
            if len(holding) <= most:
                for number, other in holding:
                    scores[number] = known(number, 0.0) + weight * other
        scores.pop(text.number, None)
        return scores

    def _freshness(self, text: _Text, number: int) -> float:
        age = (text.piece.day - self.texts[number].piece.day).days
        return self.weights.floor + (1 - self.weights.floor) * math.exp(-age / self.weights.fades)

    def _affinity(self, text: _Text, other: _Text) -> float:
        """How far the titles and the teaser speak for it, and a little for a longer text."""
        weights, found_in, rarity = self.weights, self.found_in, self._rarity

        def weigh(stems: Iterable[str]) -> float:
            # Summed in order, so that the last digit is the same in every run.
            return sum([rarity(found_in[stem]) for stem in sorted(stems)])

        named = weigh(other.title & text.stems) / (weigh(other.title) or 1)
        told = weigh(other.teaser & text.stems) / (weigh(other.teaser) or 1)
        alike = weigh(other.title & text.title) / (math.sqrt(weigh(other.title) * weigh(text.title)) or 1)
        return math.exp(weights.named * named + weights.told * told + weights.alike * alike) * math.pow(
            other.size, weights.long
        )

    def _shares(self, text: _Text, other: _Text) -> tuple[str, ...]:
        theirs = {term: weight for weight, term in other.vector}
        both = sorted(((weight * theirs[term], term) for weight, term in text.vector if term in theirs), key=_by_weight)
        told = [words for _, term in both[:SHARED] if (words := _written(term, text.piece))]
        shown: list[str] = []
        for words in sorted(told, key=lambda words: not words[:1].isupper()):  # a name tells more than a noun
            if not any(words.lower() in one.lower() or one.lower() in words.lower() for one in shown):
                shown.append(words)
        return tuple(shown[:3])


def _by_weight(pair: tuple[float, Term]) -> tuple[float, str]:
    return -pair[0], str(pair[1])


def _text(piece: Piece, number: int, counted: Counter[Term]) -> _Text:
    stems = frozenset(term for term in counted if isinstance(term, str))
    title, teaser = (frozenset(filter(None, _stems(words))) for words in (piece.title, piece.teaser))
    return _Text(piece, number, stems, title, teaser, 200.0 + len(piece.body))


def _terms(piece: Piece, weights: Weights) -> Counter[Term]:
    counted: Counter[Term] = Counter()
    for words, weight in ((piece.title, weights.title), (piece.teaser, 1), (piece.body, 1)):
        stems = _stems(words)
        _count(counted, Counter(filter(None, stems)), weight)
        _count(counted, Counter(pairwise(stems)), weight * weights.pairs)
    return counted


def _count(
    counted: Counter[Term], found: Mapping[Term, int] | Mapping[str, int] | Mapping[tuple[str, str], int], weight: float
) -> None:
    for term, times in found.items():
        if isinstance(term, str) or (term[0] and term[1]):
            counted[term] += times * weight  # type: ignore[assignment]


def _stems(words: str) -> list[str]:
    """The stems of a text in order; empty for words that say nothing."""
    return list(map(_stem, _word().findall(words.lower().replace("’", "'"))))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@cache
def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    if len(word) < 2 or word in _dull() or (word.isdigit() and len(word) != 4):
        return ""
    if re.search("[а-яёіїєґ]", word):
        return word[:6]
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ing", ""), ("ed", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not (ending == "s" and word[-2] in "sui"):
            return word[: -len(ending)] + instead
    return word


@cache
def _dull() -> frozenset[str]:
    common = (
        "the a an and or of to in on at for by with from as is are was were be been it its this that these those we you "
        "they he she i our your their not no but if so than then into about can will has have had do does did how what "
        "when who which why all more most other some such only also just one two new may via per out up over after before "
        "between through during us there here them my me could would should many much any each both very being because"
    )
    return frozenset(common.split()) | {word for language in ("ru", "uk") for word in lexicon(language).small}


def _written(term: Term, piece: Piece) -> str:
    """A term as the brief writes it, names with their capitals; nothing where it stands in no running words."""
    wanted = (term,) if isinstance(term, str) else term
    for words in (piece.title, piece.teaser, piece.body):
        found = _standing(words, words.lower(), wanted)
        if found:
            return re.sub(r"['’]s$", "", found)
    return ""


def _standing(words: str, lower: str, wanted: tuple[str, ...]) -> str:
    first = wanted[0].removesuffix("y")
    at = lower.find(first)
    while at >= 0:
        end, fits = at, at == 0 or not lower[at - 1].isalnum()
        for stem in wanted if fits else ():
            match = _word().search(words, end)
            fits = fits and match is not None and _stem(match[0].lower().replace("’", "'")) == stem
            end = match.end() if match is not None else end
        if fits:
            return words[at:end]
        at = lower.find(first, at + 1)
    return ""


def _piece(brief: Brief) -> Piece:
    return Piece(brief.slug, brief.date, words_only(brief.title), words_only(brief.teaser), words_only(brief.body))


def _most_pins(briefs: Sequence[Brief]) -> int:
    return max((len(brief.pins) for brief in briefs), default=0)


def _pinned(brief: Brief, found: tuple[Related, ...], known: set[str]) -> tuple[Related, ...]:
    pins = tuple(dict.fromkeys(pin for pin in brief.pins if pin in known and pin != brief.slug))
    return (*(Related(pin, 0, (PINNED,)) for pin in pins), *(one for one in found if one.slug not in pins))
