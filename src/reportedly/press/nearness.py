"""How near one text stands to earlier ones: shared words weighed by rarity, then titles, passages and age.

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
    `named`, `passage`, `alike`, `told` weigh what `_Judge.affinity` looks at; `span` is a passage in words; `long` a longer text.
    `terms` telling words are kept of a text, `asked` of them looked up, in the `recent` latest texts that hold each;
    `likely` of these are weighed by age, `pool` compared in full, `short` by titles and passages.
    """

    title: int = 2
    pairs: float = 0.7
    length: float = 0.35
    fades: float = 300
    floor: float = 0.1
    named: float = 0.2
    passage: float = 0.5
    alike: float = 0.8
    told: float = 1.0
    long: float = 0.15
    span: int = 30
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
        new = [self._weighed(one) for one in read]
        for one in new:
            for stem in one.held.words:
                self._holding[stem].append(one.held.number)
            self.texts.append(one.held)
        return new

    def nearest(self, new: New, count: int) -> list[tuple[float, Held]]:
        """The nearest texts so far and how near they are, best first; of equals the first by id."""
        judge = _Judge(self, new)
        near = sorted(((judge.nearness(other), other) for other in self._candidates(new)), key=_nearest_first)
        judged = [(score * judge.affinity(other), other) for score, other in near[: self.weights.short]]
        return sorted(judged, key=_nearest_first)[:count]

    def rarity(self, stem: int) -> float:
        """How much a word tells: the rarer among the texts up to this day, the more."""
        return self._rarity(self._found_in[stem])

    def pair_rarity(self, pair: int) -> float:
        """How much two words side by side tell."""
        return self._rarity(self._paired_in[_slot(pair)]) * self.weights.pairs

    def freshness(self, new: Held, other: Held) -> float:
        """Between `floor` and 1: how much its age leaves to an earlier text."""
        age = new.day - other.day
        while len(self._fresh) <= age:
            faded = math.exp(-len(self._fresh) / self.weights.fades)
            self._fresh.append(self.weights.floor + (1 - self.weights.floor) * faded)
        return self._fresh[age]

    def weight(self, stems: Iterable[int]) -> float:
        """How much these words tell together."""
        return sum([self.rarity(stem) for stem in stems])

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
        pairs = {first << 32 | second for first, second in pairwise(stems) if first and second}
        self._count(pairs)
        headed, told = len(title), len(title) + len(teaser)
        return _Read(piece, title + teaser + body, stems, counted, pairs, stems[:headed], stems[headed:told])

    def _count(self, pairs: Iterable[int]) -> None:
        paired_in = self._paired_in
        for slot in map(_slot, pairs):
            if paired_in[slot] < FULL:
                paired_in[slot] += 1

    def _weighed(self, read: _Read) -> New:
        # Sublinear in how often a word stands in the text (Manning, Raghavan and Schuetze 2008, 6.4.1).
        found_in, rarity, damped = self._found_in, self._rarity, self._damped
        rare = {held: rarity(held) for held in {found_in[stem] for stem in read.counted}}
        told = [(damped[min(times, OFTEN)] * rare[found_in[stem]], stem) for stem, times in read.counted.items()]
        told.sort(reverse=True)
        norm = math.pow(sum([weight * weight for weight, _ in told]), self.weights.length) or 1.0
        title, teaser = (tuple(sorted(set(stems) - {0})) for stems in (read.title, read.teaser))
        held = Held(
            read.piece,
            self._many - 1 if not self.texts else len(self.texts),
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
