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
_ONE_THREAD = 200_000
"""Multiplications up to which a product of tables stays on one thread: more threads cost more than they save here."""
_SURE = {CUE: 0.9, SOURCE: 0.5}
"""How much of the pointing must fall on words that no stretch covers for a stretch to be sought there."""


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution in words: contents in order, their cue, and the source where there is one."""

    source: Stretch | None
    cue: Stretch
    contents: tuple[Stretch, ...]


def linked(spans: dict[str, list[Stretch]], pointers: Pointers) -> list[Linked]:
    """Attributions in the order of their cues; a cue that no content points to is none, a content without a cue neither."""
    contents: dict[Stretch, list[Stretch]] = {}
    for content in spans["content"]:
        cue = pointers.of(content, CUE).best(spans["cue"])
        if cue is not None:
            contents.setdefault(cue, []).append(content)
    return [
        Linked(pointers.of(cue, SOURCE).best(spans["source"]), cue, tuple(contents[cue])) for cue in sorted(contents)
    ]


def missed(asking: Sequence[Stretch], found: Sequence[Stretch], pointers: Pointers, kind: int) -> list[int]:
    """Words that the `asking` stretches point to though none of the `found` ones covers them: where one was overlooked."""
    import numpy as np

    covered = np.zeros(len(pointers.none), dtype=bool)
    for first, after in found:
        covered[first:after] = True
    words = (pointers.of(stretch, kind).overlooked(covered) for stretch in asking)
    return [word for word in words if word is not None]


@dataclass(frozen=True, slots=True)
class Pointed:
    """Where the words `asking` point: shares (asking words x words from `start` on), and their shares for none."""

    asking: Stretch
    start: int
    shares: NDArray[float32]
    none: NDArray[float32]
    kind: int

    def best(self, candidates: Sequence[Stretch]) -> Stretch | None:
        """The candidate that gets the most, by the mean of logarithms.

        None where none is in reach, where no source gets more than any, or where words that no candidate covers get more than the
        best: then the cue was overlooked, and a content is rather lost than given to another's.
        """
        import numpy as np

        near = [(self._share(other), other) for other in candidates if self._near(other)]
        if not near:
            return None
        score, share, other = max(
            (float(np.log(share + 1e-9).mean()), float(share.mean()), other) for share, other in near
        )
        if self.kind == CUE:
            return other if share >= 1 - sum(float(each.mean()) for each, _ in near) else None
        return other if score >= float(np.log(self.none + 1e-9).mean()) else None

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


class Pointers:
    """What a tagger says of pairs of words. What was worked out for a stretch is remembered.

    `vectors`: four short vectors a word (words x 4 x size: asks for its cue, is a cue, asks for its source, is a source); `none`: each
    word's score of having no source; `distances`: numbers for signed distances (2 x classes).
    """

    def __init__(self, vectors: NDArray[float32], none: NDArray[float32], distances: NDArray[float32]) -> None:
        import numpy as np

        self.none = none
        self._vectors = [np.ascontiguousarray(vectors[:, kind]) for kind in range(4)]
        self._near = [line[_classes(len(none), len(line) // 2)] for line in distances]
        self._known: dict[tuple[Stretch, int], Pointed] = {}

    def of(self, asking: Stretch, kind: int) -> Pointed:
        """Where the words `asking` point."""
        found = self._known.get((asking, kind))
        if found is None:
            found = self._known[asking, kind] = self._pointed(asking, kind)
        return found

    def _pointed(self, asking: Stretch, kind: int) -> Pointed:
        import numpy as np

        words = len(self.none)
        start, end = max(0, asking[0] - _FARTHEST), min(words, asking[1] + _FARTHEST)
        asks, asked = self._vectors[2 * kind][asking[0] : asking[1]], self._vectors[2 * kind + 1][start:end]
        scores = np.empty((len(asks), end - start + 1), dtype=np.float32)
        scores[:, 0] = self.none[asking[0] : asking[1]] if kind == SOURCE else -1e4
        rows = max(1, _ONE_THREAD // asked.size)
        for first in range(0, len(asks), rows):
            np.matmul(asks[first : first + rows], asked.T, out=scores[first : first + rows, 1:])
        scores[:, 1:] *= asks.shape[1] ** -0.5
        for row, word in enumerate(range(*asking)):
            scores[row, 1:] += self._near[kind][words + start - word : words + end - word]
        shares = _shares(scores)
        return Pointed(asking, start, shares[:, 1:], shares[:, 0], kind)


def _shares(scores: NDArray[float32]) -> NDArray[float32]:
    import numpy as np

    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: NDArray[float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _classes(words: int, reach: int) -> NDArray[np.intp]:
    """Classes of the signed distances from -words to words: exact up to 8, then wider and wider."""
    import numpy as np

    apart = np.arange(-words, words + 1)
    size = np.abs(apart)
    far = _EXACT + np.floor(np.log(np.maximum(size, _EXACT) / _EXACT) / _STEP).astype(np.intp)
    return np.sign(apart) * np.minimum(np.where(size <= _EXACT, size, far), reach) + reach
