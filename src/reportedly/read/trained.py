"""A text and a trained tagger in, who said what out: source, cue and content as the tagger reads them, with their places.

The tagger sees the text in windows that overlap; they end with paragraphs where they can. The best path of
labels gives the stretches, the pointers tie them. Where words point firmly to a word that is in no stretch, one is sought there and
the path is found again. Rules read beside it: what they know of a cue (hedge, negation, chain) is taken over where both have the cue.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportedly.read.identity import statement_id
from reportedly.read.quotations import inside, quotations
from reportedly.read.trained_links import CUE, SOURCE, Pointers, Stretch, linked, missed
from reportedly.read.trained_pieces import Pieces, Vocabulary, Window, pieces_of, windows
from reportedly.read.trained_spans import LABELS, best_labels, lawful, stretches
from reportedly.types import Hedge, Manner, Quote, Span, Statement, Tagger

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

_RAISED = 6.0
"""What is added to the labels of a role at a word that was overlooked."""


@dataclass(frozen=True, slots=True)
class TrainedReader:
    """A tagger with its vocabulary and transitions made ready once, for many texts."""

    tagger: Tagger
    vocabulary: Vocabulary
    transitions: NDArray[float32]
    distances: NDArray[float32]

    @classmethod
    def of(cls, tagger: Tagger) -> TrainedReader:
        """The reader that works with `tagger`."""
        import numpy as np

        terms = tagger.terms
        transitions = lawful(np.array(terms.transitions, dtype=np.float32))
        return cls(tagger, Vocabulary(terms.pieces), transitions, np.array(terms.distances, dtype=np.float32))

    def attributions(self, text: str) -> list[tuple[tuple[Quote, ...], tuple[Quote, ...], tuple[Quote, ...]]]:
        """What is attributed in `text`: (source, cue, content) for each cue, in order; a source may be empty. Any text will do."""
        pieces = pieces_of(text, self.vocabulary)
        if not pieces.starts:
            return []
        scores, pointers = self._looked_at(pieces)
        found = linked(self._spans(scores, pointers), pointers)
        return [
            (_cut(text, pieces, [one.source]), _cut(text, pieces, [one.cue]), _cut(text, pieces, one.contents))
            for one in found
        ]

    def statements(
        self, text: str, *, by_rules: Sequence[Statement] = (), report: str = "", capture: str = ""
    ) -> tuple[Statement, ...]:
        """The same as statements, with hedge, negation and chain as the rules have them for the same cue."""
        marks = quotations(text)
        seen: Counter[str] = Counter()
        found = []
        for source, cue, content in self.attributions(text):
            words = " ".join(quote.words for quote in content)
            name = statement_id(capture, words, seen[words])
            seen[words] += 1
            bare = Statement(name, report, source, cue, content, _manner(content, marks), Hedge.REPORTED)
            found.append(_informed(bare, by_rules))
        return tuple(found)

    def _looked_at(self, pieces: Pieces) -> tuple[NDArray[float32], Pointers]:
        """Labels' scores and pointers for every word, from the windows."""
        import numpy as np

        terms = self.tagger.terms
        looks = [
            self._look(pieces, window)
            for window in windows(pieces.first, len(pieces.pieces), terms.size, terms.overlap, pieces.breaks)
        ]
        scores, vectors, none = (np.concatenate(parts) for parts in zip(*looks, strict=True))
        return scores, Pointers(vectors, none, self.distances)

    def _look(self, pieces: Pieces, window: Window) -> tuple[NDArray[float32], NDArray[float32], NDArray[float32]]:
        import numpy as np

        bounds = [*pieces.first, len(pieces.pieces)]
        start, end = bounds[window.first], bounds[window.after]
        opening, closing = self.vocabulary.number("[CLS]"), self.vocabulary.number("[SEP]")
        scores, vectors = self.tagger.scores(
            [opening, *pieces.pieces[start:end], closing], [0, *pieces.marks[start:end], 0]
        )
        words = np.array(pieces.first[window.kept_from : window.kept_to]) - start + 1
        each = np.asarray(vectors).reshape(len(vectors), 4, -1)
        none = np.einsum("ws,s->w", each[words, 2], each[0, 3]) / np.float32(each.shape[2] ** 0.5) + np.float32(
            self.tagger.terms.none
        )
        return np.asarray(scores)[words], each[words], none

    def _spans(self, scores: NDArray[float32], pointers: Pointers) -> dict[str, list[Stretch]]:
        spans = stretches(best_labels(scores, self.transitions))
        for asking, role, kind in (("content", "cue", CUE), ("cue", "source", SOURCE)):
            overlooked = missed(spans[asking], spans[role], pointers, kind)
            if overlooked:
                scores = _raised(scores, overlooked, role)
                spans = stretches(best_labels(scores, self.transitions))
        return spans


def _raised(scores: NDArray[float32], words: Sequence[int], role: str) -> NDArray[float32]:
    """Scores with the labels of `role` raised at `words`, once each."""
    out = scores.copy()
    labels = [number for number, label in enumerate(LABELS) if label.endswith("-" + role)]
    for word in set(words):
        out[word, labels] += _RAISED
    return out


def _cut(text: str, pieces: Pieces, spans: Sequence[Stretch | None]) -> tuple[Quote, ...]:
    return tuple(Quote.cut(text, pieces.starts[span[0]], pieces.ends[span[1] - 1]) for span in spans if span)


def _manner(content: Sequence[Quote], marks: list[Span]) -> Manner:
    """Direct where all of it stands in quotation marks, mixed where some does."""
    if all(inside(marks, quote.span.start, quote.span.end) for quote in content):
        return Manner.DIRECT
    within = any(mark.overlaps(quote.span) for quote in content for mark in marks)
    return Manner.MIXED if within else Manner.INDIRECT


def _informed(statement: Statement, by_rules: Sequence[Statement]) -> Statement:
    same = next((other for other in by_rules if shares_cue(statement, other)), None)
    if same is None:
        return statement
    return replace(statement, hedge=same.hedge, negated=same.negated, chain=same.chain)


def shares_cue(one: Statement, other: Statement) -> bool:
    """Whether two statements hang on the same cue, at least in part."""
    return any(a.span.overlaps(b.span) for a in one.cue for b in other.cue)
