"""How near one text stands to earlier ones: shared words weighed by rarity, then titles, teasers and age.

Two steps, so that ten thousand texts take seconds. The telling words of the new text look up the latest texts that
hold them; the likeliest of these are then compared in full. Rarity is counted over what was published up to the day at
hand and nothing is weighed again later, so nothing found for a text changes when a newer one comes.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import pairwise
from operator import itemgetter

from reportedly.press.stems import Stems, words_of

SLOTS = 1 << 21
"""Pairs of words are counted in so many slots. Two pairs that fall into one make each other look a little commoner."""

PAIRED = 1 << 32
"""Two words side by side are one number: the first times this, and the second."""

SPREAD = 0x9E3779B1
"""Spreads the pairs over the slots (multiplicative hashing: Knuth, The Art of Computer Programming 3, 6.4)."""

FULL = 65_535
"""How far a slot counts."""

OFTEN = 64
"""Beyond so many times a word in one text says no more."""


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
    """How much each sign counts, and how much is looked at.

    `title` and `pairs` weigh a word of the title, and two words side by side, against a word of the body; `length`
    takes the edge off long texts (1/2 would be the cosine). `fades` (days) and `floor` say how age counts.
    `named`, `told`, `alike` and `long` weigh what `_Judge.affinity` looks at.
    `terms` telling words are kept of a text, `asked` of them looked up, in the `recent` latest texts that hold each;
    `likely` of these are weighed by age, `pool` compared by all telling words, `short` by pairs and titles as well.
    """

    title: int = 2
    pairs: float = 1.4
    length: float = 0.35
    fades: float = 300
    floor: float = 0.2
    named: float = 0.5
    alike: float = 0.8
    told: float = 1.2
    long: float = 0.15
    terms: int = 120
    asked: int = 40
    recent: int = 120
    likely: int = 200
    pool: int = 40
    short: int = 20


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class Held:
    """What is kept of a text: its telling words and their weights, all its pairs, the words of title and teaser and
    how much they weighed on its day."""

    piece: Piece
    number: int
    day: int
    words: dict[int, float]
    norm: float
    pairs: array[int]
    title: tuple[int, ...]
    titled: float
    teaser: tuple[int, ...]
    teased: float
    size: float


@dataclass(frozen=True, slots=True)
class New:
    """A text on its day: what is kept of it, and its words in order, as written and as numbers."""

    held: Held
    written: list[str]
    stems: list[int]
    pairs: set[int]


class Index:
    """Texts so far, by their telling words."""

    def __init__(self, weights: Weights = WEIGHTS) -> None:
        self.weights = weights
        self.texts: list[Held] = []
        self._many = 0
        self._stems = Stems()
        self._found_in: list[int] = []
        self._holding: list[list[int]] = []
        self._paired_in = array("H", bytes(2 * SLOTS))
        self._rare: dict[int, float] = {}
        self._fresh: list[float] = []
        self._damped = [0.0, *(1 + math.log(times) for times in range(1, OFTEN + 1))]

    def add(self, pieces: Sequence[Piece]) -> list[New]:
        """Takes in the texts of one day; days come in order."""
        read = [self._read(piece) for piece in pieces]
        self._many = len(self.texts) + len(read)
        self._rare = {}
        new = [self._weighed(one, number) for number, one in enumerate(read, len(self.texts))]
        for one in new:
            for stem in one.held.words:
                self._holding[stem].append(one.held.number)
            self.texts.append(one.held)
        return new

    def nearest(self, new: New, count: int) -> list[tuple[float, Held]]:
        """The nearest texts so far and how near they are, best first; of equals the first by id."""
        judge = _Judge(self, new)
        near = sorted(((judge.by_words(other), other) for other in self._candidates(new)), key=_nearest_first)
        judged = [(judge.nearness(other), other) for _, other in near[: self.weights.short]]
        return sorted(judged, key=_nearest_first)[:count]

    def rarity(self, stem: int) -> float:
        """How much a word tells: the rarer among the texts up to this day, the more."""
        return self._rarity(self._found_in[stem])

    def pair_rarity(self, pair: int) -> float:
        """How much two words side by side tell."""
        return self._rarity(self._paired_in[(pair * SPREAD >> 11) % SLOTS]) * self.weights.pairs

    def freshness(self, new: Held, other: Held) -> float:
        """Between `floor` and 1: how much its age leaves to an earlier text."""
        age = new.day - other.day
        while len(self._fresh) <= age:
            faded = math.exp(-len(self._fresh) / self.weights.fades)
            self._fresh.append(self.weights.floor + (1 - self.weights.floor) * faded)
        return self._fresh[age]

    def weight(self, stems: Iterable[int]) -> float:
        """How much these words tell together."""
        found_in, rarity = self._found_in, self._rarity
        return sum([rarity(found_in[stem]) for stem in stems])

    def _rarity(self, texts: int) -> float:
        # Inverse document frequency, smoothed (Robertson and Spaerck Jones 1976), once a day for each number of texts.
        known = self._rare.get(texts)
        if known is None:
            known = self._rare[texts] = math.log(1 + (self._many + 0.5) / (texts + 0.5))
        return known

    def _read(self, piece: Piece) -> _Read:
        title, teaser, body = words_of(piece.title), words_of(piece.teaser), words_of(piece.body)
        stems = self._stems.of(title + teaser + body)
        self._found_in.extend([0] * (self._stems.many - len(self._found_in)))
        self._holding.extend([] for _ in range(self._stems.many - len(self._holding)))
        counted = Counter(stems[: len(title)] * (self.weights.title - 1) + stems)
        del counted[0]
        for stem in counted:
            self._found_in[stem] += 1
        pairs = {first * PAIRED + second for first, second in pairwise(stems) if first and second}
        self._count(pairs)
        headed, told = len(title), len(title) + len(teaser)
        return _Read(piece, title + teaser + body, stems, counted, pairs, stems[:headed], stems[headed:told])

    def _count(self, pairs: Iterable[int]) -> None:
        paired_in = self._paired_in
        for pair in pairs:
            slot = (pair * SPREAD >> 11) % SLOTS
            if paired_in[slot] < FULL:
                paired_in[slot] += 1

    def _weighed(self, read: _Read, number: int) -> New:
        # Sublinear in how often a word stands in the text (Manning, Raghavan and Schuetze 2008, 6.4.1).
        found_in, rarity, damped = self._found_in, self._rarity, self._damped
        rare = {held: rarity(held) for held in {found_in[stem] for stem in read.counted}}
        told = [(damped[min(times, OFTEN)] * rare[found_in[stem]], stem) for stem, times in read.counted.items()]
        told.sort(reverse=True)
        norm = math.pow(sum([weight * weight for weight, _ in told]), self.weights.length) or 1.0
        title, teaser = (tuple(sorted(set(stems) - {0})) for stems in (read.title, read.teaser))
        held = Held(
            read.piece,
            number,
            read.piece.day.toordinal(),
            {stem: weight for weight, stem in told[: self.weights.terms]},
            norm,
            array("Q", read.pairs),
            title,
            self.weight(title) or 1.0,
            teaser,
            self.weight(teaser) or 1.0,
            math.pow(200.0 + len(read.piece.body), self.weights.long),
        )
        return New(held, read.written, read.stems, read.pairs)

    def _candidates(self, new: New) -> list[Held]:
        """Earlier texts that share telling words, the likeliest by rough score and age."""
        texts, weights, held, rarity = self.texts, self.weights, new.held, self.rarity
        scores: defaultdict[int, float] = defaultdict(float)
        for stem, weight in list(held.words.items())[: weights.asked]:
            weight *= rarity(stem)
            for number in self._holding[stem][-weights.recent :]:
                scores[number] += weight
        scores.pop(held.number, None)
        likely = nlargest(weights.likely, scores.items(), key=itemgetter(1))
        aged = [(score / texts[n].norm * self.freshness(held, texts[n]), n) for n, score in likely]
        return [texts[n] for _, n in sorted(aged, reverse=True)[: weights.pool]]


class _Judge:
    """Compares one new text with earlier ones in full."""

    def __init__(self, index: Index, new: New) -> None:
        self.index, self.new, self.weights = index, new, index.weights
        self.known = frozenset(new.stems)

    def by_words(self, other: Held) -> float:
        """What both say in words, for their lengths and by age."""
        mine, theirs = self.new.held.words, other.words
        return sum([mine[stem] * theirs[stem] for stem in mine.keys() & theirs.keys()]) * self._scale(other)

    def nearness(self, other: Held) -> float:
        """All signs together: words, pairs of words, titles and teaser."""
        both = self.new.pairs.intersection(other.pairs)
        pairs = sum([self.index.pair_rarity(pair) ** 2 for pair in both]) * self._scale(other)
        return (self.by_words(other) + pairs) * self.affinity(other)

    def _scale(self, other: Held) -> float:
        return self.index.freshness(self.new.held, other) / (self.new.held.norm * other.norm)

    def affinity(self, other: Held) -> float:
        """A factor: whether the new text speaks of the other's title and of its teaser,
        whether their titles are alike; and a little for a longer text."""
        index, weights, held = self.index, self.weights, self.new.held
        named = index.weight(stem for stem in other.title if stem in self.known) / other.titled
        told = index.weight(stem for stem in other.teaser if stem in self.known) / other.teased
        alike = index.weight(stem for stem in other.title if stem in held.title)
        signs = weights.named * named + weights.told * told
        return math.exp(signs + weights.alike * alike / math.sqrt(other.titled * held.titled)) * other.size


@dataclass(frozen=True, slots=True)
class _Read:
    piece: Piece
    written: list[str]
    stems: list[int]
    counted: Counter[int]
    pairs: set[int]
    title: list[int]
    teaser: list[int]


def _nearest_first(pair: tuple[float, Held]) -> tuple[float, str]:
    return -pair[0], pair[1].piece.id
