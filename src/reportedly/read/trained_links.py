"""Stretches of words and a tagger's pointers in, who said what out: each content with its cue, each cue with its source or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy import float32
    from numpy.typing import NDArray

Stretch = tuple[int, int]
"""Words `[first, after)`."""

CUE, SOURCE = 0, 1
"""What is pointed to: a content's cue, a cue's source."""

_EXACT = 8
_STEP = 0.3
_FARTHEST = 120
"""Words between a cue and what belongs to it, at most: 99 of 100 attributions of the training text are far shorter."""
_SURE = {CUE: 0.9, SOURCE: 0.5}
"""How much of the pointing must fall on words that no stretch covers for a stretch to be sought there."""


@dataclass(frozen=True, slots=True)
class Pointers:
    """What a tagger says of pairs of words.

    `vectors`: four short vectors a word (words x 4 x size: asks for its cue, is a cue, asks for its source, is a source); `none`: each
    word's score of having no source; `distances`: numbers for signed distances (2 x classes).
    """

    vectors: NDArray[float32]
    none: NDArray[float32]
    distances: NDArray[float32]


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in words: contents in order, their cue, and the source where there is one."""

    source: Stretch | None
    cue: Stretch
    contents: tuple[Stretch, ...]


def linked(spans: dict[str, list[Stretch]], pointers: Pointers) -> list[Linked]:
    """Attributions in the order of their cues; a cue that no content points to is none, a content without a cue in reach neither."""
    contents: dict[Stretch, list[Stretch]] = {}
    for content in spans["content"]:
        cue = _pointed(content, pointers, CUE).best(spans["cue"])
        if cue is not None:
            contents.setdefault(cue, []).append(content)
    return [
        Linked(_pointed(cue, pointers, SOURCE).best(spans["source"]), cue, tuple(contents[cue]))
        for cue in sorted(contents)
    ]


def missed(asking: Sequence[Stretch], found: Sequence[Stretch], pointers: Pointers, kind: int) -> list[int]:
    """Words that the `asking` stretches point to though none of the `found` ones covers them: where one was overlooked."""
    import numpy as np

    covered = np.zeros(len(pointers.vectors), dtype=bool)
    for first, after in found:
        covered[first:after] = True
    words = (_pointed(stretch, pointers, kind).overlooked(covered) for stretch in asking)
    return [word for word in words if word is not None]


@dataclass(frozen=True, slots=True)
class _Pointed:
    """Where the words `asking` point: shares (asking words x words from `start` on), and their shares for none."""

    asking: Stretch
    start: int
    shares: NDArray[float32]
    none: NDArray[float32]
    kind: int

    def best(self, candidates: Sequence[Stretch]) -> Stretch | None:
        """The candidate that gets the most, by the mean of logarithms; None where none is in reach or no source gets more."""
        import numpy as np

        scored = [(float(np.log(self._share(other) + 1e-9).mean()), other) for other in candidates if self._near(other)]
        if not scored:
            return None
        score, other = max(scored)
        return other if self.kind == CUE or score >= float(np.log(self.none + 1e-9).mean()) else None

    def overlooked(self, covered: NDArray[np.bool_]) -> int | None:
        """The uncovered word that gets the most, where the uncovered words together get enough; never an asking word."""
        import numpy as np

        there = covered[self.start : self.start + self.shares.shape[1]]
        shares = np.where(there, 0, self.shares.mean(axis=0))
        word, sure = self.start + int(shares.argmax()), _SURE[self.kind]
        if shares.sum() <= sure or shares.max() < sure / 2 or self.asking[0] <= word < self.asking[1]:
            return None
        return word

    def _share(self, other: Stretch) -> NDArray[float32]:
        shares: NDArray[float32] = self.shares[:, max(0, other[0] - self.start) : other[1] - self.start].sum(axis=1)
        return shares

    def _near(self, other: Stretch) -> bool:
        return other[1] > self.start and other[0] < self.start + self.shares.shape[1]


def _pointed(asking: Stretch, pointers: Pointers, kind: int) -> _Pointed:
    import numpy as np

    start, end = max(0, asking[0] - _FARTHEST), min(len(pointers.vectors), asking[1] + _FARTHEST)
    asks = pointers.vectors[asking[0] : asking[1], 2 * kind]
    scores = asks @ pointers.vectors[start:end, 2 * kind + 1].T / np.float32(asks.shape[1] ** 0.5)
    apart = np.arange(start, end)[None, :] - np.arange(*asking)[:, None]
    scores = scores + pointers.distances[kind][_classes(apart, pointers.distances.shape[1] // 2)]
    none = pointers.none[asking[0] : asking[1], None] if kind == SOURCE else np.full((len(asks), 1), -1e4, np.float32)
    shares = _shares(np.concatenate([none, scores], axis=1))
    return _Pointed(asking, start, shares[:, 1:], shares[:, 0], kind)


def _shares(scores: NDArray[float32]) -> NDArray[float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _classes(apart: NDArray[np.intp], reach: int) -> NDArray[np.intp]:
    """Signed distances in words as classes: exact up to 8, then wider and wider."""
    import numpy as np

    size = np.abs(apart)
    far = _EXACT + np.floor(np.log(np.maximum(size, _EXACT) / _EXACT) / _STEP).astype(np.intp)
    return np.sign(apart) * np.minimum(np.where(size <= _EXACT, size, far), reach) + reach
