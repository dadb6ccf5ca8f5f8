"""How proposals are ranked: fixed weights at first, then weights and wordings learned from the desk's own decisions.

The model is small enough to be read: a weight for each sign, and for each question the words that its figures are said
with. It learns from assignments that stand and from nothing else, gives the same for the same decisions, and starts
from the fixed weights, so that few decisions change little (logistic regression with a normal prior at them).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp

from reportedly.types import Ranking

PRIOR: Mapping[str, float] = {"unit": 0.4, "words": 0.3, "period": 0.2, "flow": 0.1, "alike": 0.3}
"""What each sign weighs before the desk has decided anything; a sign that cannot be judged is left out."""
NOTHING_LEARNED = Ranking(PRIOR, {})
ENOUGH = 3
"""So many figures must be assigned to a question before their words are a sign."""
_TELLING = 0.25
"""A word below this is not kept among a question's words."""
_KEPT = 12
"""So many words a question keeps, the most telling ones."""
_FULL = 4
"""So many of them make a full likeness."""
_STEEP, _SPREAD, _SWEEPS = 8.0, 2.0, 12

Fits = Mapping[str, float]
"""Sign -> how well it fits (0..1); signs that cannot be judged are absent."""


@dataclass(frozen=True, slots=True)
class Example:
    """One figure that people assigned: its words, the question it went to, and how the signs fitted each question."""

    words: frozenset[str]
    question: str
    fits: Mapping[str, Fits]


@dataclass
class _Said:
    """How often each word was said with the figures of each question."""

    figures: Counter[str] = field(default_factory=Counter)
    words: dict[str, Counter[str]] = field(default_factory=dict)
    all: Counter[str] = field(default_factory=Counter)

    def add(self, example: Example) -> None:
        self.figures[example.question] += 1
        self.words.setdefault(example.question, Counter()).update(example.words)
        self.all.update(example.words)

    def wording(self, question: str, *, without: frozenset[str] | None = None) -> Mapping[str, float]:
        """A question's telling words; `without` leaves one of its figures out. Empty below ENOUGH figures."""
        own = self.figures[question] - (without is not None)
        others = self.figures.total() - self.figures[question]
        if own < ENOUGH:
            return {}
        left = without or frozenset()
        telling = {
            word: round(self._telling(n - (word in left), own, self.all[word] - n, others), 3)
            for word, n in self.words[question].items()
        }
        kept = sorted((w for w in telling if telling[w] >= _TELLING), key=lambda w: (-telling[w], w))[:_KEPT]
        return {word: telling[word] for word in kept}

    @staticmethod
    def _telling(here: int, own: int, elsewhere: int, others: int) -> float:
        return here / own * (1 - elsewhere / others if others else 1.0)


def alike(words: frozenset[str], wording: Mapping[str, float]) -> float | None:
    """How far a figure is said with a question's words (0..1); None where the question has none yet."""
    if not wording:
        return None
    full = sum(sorted(wording.values(), reverse=True)[:_FULL])
    return min(1.0, sum(wording.get(word, 0.0) for word in words) / full)


def score(fits: Fits, weights: Mapping[str, float]) -> float:
    """The mean of the fits, by weight, over the signs that can be judged."""
    weight = sum(weights[sign] for sign in fits)
    return sum(weights[sign] * fit for sign, fit in fits.items()) / weight if weight else 0.0


def learned(examples: Sequence[Example]) -> Ranking:
    """A desk's assigned figures -> how its proposals are ranked from now on."""
    if not examples:
        return NOTHING_LEARNED
    said = _Said()
    for example in examples:
        said.add(example)
    rows = [row for example in examples for row in _rows(example, said)]
    wordings = {q: wording for q in sorted(said.figures) if (wording := said.wording(q))}
    return Ranking(_weights(rows), wordings, len(examples))


def _rows(example: Example, said: _Said) -> Iterable[tuple[Fits, bool]]:
    """The signs for each question and whether the figure went there; its own words are left out of what it is held against."""
    for question, fits in example.fits.items():
        here = question == example.question
        like = alike(example.words, said.wording(question, without=example.words if here else None))
        yield ({**fits, "alike": like} if like is not None else fits), here


def _weights(rows: Sequence[tuple[Fits, bool]]) -> Mapping[str, float]:
    """Weights at the maximum a posteriori, one coordinate after another; none below zero, together 1."""
    prior = {sign: _STEEP * weight for sign, weight in PRIOR.items()}
    at = {**prior, "": -_STEEP / 4}
    points = [({sign: fit - 0.5 for sign, fit in fits.items()} | {"": 1.0}, here) for fits, here in rows]
    reached = [sum(at[sign] * x for sign, x in point.items()) for point, _ in points]
    for _ in range(_SWEEPS):
        for sign in at:
            _step(sign, at, prior, points, reached)
    positive = {sign: max(at[sign], 0.0) for sign in PRIOR}
    whole = sum(positive.values())
    return {sign: round(weight / whole, 3) for sign, weight in positive.items()} if whole else PRIOR


def _step(
    sign: str,
    at: dict[str, float],
    prior: Mapping[str, float],
    points: Sequence[tuple[Mapping[str, float], bool]],
    reached: list[float],
) -> None:
    """One Newton step of one weight, bounded; `reached` holds each row's log-odds and is kept up."""
    slope = (prior.get(sign, at[sign]) - at[sign]) / _SPREAD
    bend = 1 / _SPREAD
    for (point, here), odds in zip(points, reached, strict=True):
        if x := point.get(sign, 0.0):
            p = 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
            slope += (here - p) * x
            bend += p * (1 - p) * x * x
    move = max(-2.0, min(2.0, slope / bend))
    at[sign] += move
    for i, (point, _) in enumerate(points):
        reached[i] += move * point.get(sign, 0.0)
