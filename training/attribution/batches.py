"""Lessons in, batches of windows out: cut at paragraphs where they can be, of like length together, new in every epoch, the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import torch
from labels import Article, Lesson, Stretch, lesson
from torch import Tensor

from reportedly.read.trained_pieces import Vocabulary

Cut = tuple[Lesson, int, int]
"""A lesson and its words `[first, after)`."""


@dataclass(slots=True)
class Batch:
    """Windows of one batch. Words are counted from 0; in `to_source` column 0 means none and word w is column w + 1."""

    pieces: Tensor
    marks: Tensor
    mask: Tensor | None
    first: Tensor
    words: Tensor
    labels: Tensor
    to_cue: Tensor
    to_source: Tensor

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        moved = (getattr(self, field.name) for field in fields(self))
        return Batch(*(value if value is None else value.to(device) for value in moved))


def epoch(
    articles: Sequence[Article], vocabulary: Vocabulary, seed: str, size: int, budget: int, augment: bool = True
) -> list[list[Cut]]:
    """One epoch's batches as cuts, each of about `budget` pieces."""
    rng = random.Random(seed)
    cuts: list[Cut] = []
    for article in articles:
        taught = lesson(_restyled(article, rng) if augment else article, vocabulary)
        cuts.extend(_cut(taught, size, rng.randrange(size // 2, size) if augment else size))
    rng.shuffle(cuts)
    return _bucketed(cuts, budget, rng)


def _restyled(article: Article, rng: random.Random) -> Article:
    """Now and then an article with straight quotation marks instead of curly ones: offsets stay."""
    if rng.random() >= 0.15:
        return article
    straight = article["text"].translate(str.maketrans("“”„’‘", '"""\'\''))
    return {**article, "text": straight}


def _cut(taught: Lesson, size: int, first_size: int) -> Iterator[Cut]:
    pieces = taught.pieces
    bounds = [*pieces.first, len(pieces.pieces)]
    count, start, room = len(pieces.first), 0, first_size
    while start < count:
        after = start + 1
        while after < count and bounds[after + 1] - bounds[start] <= room:
            after += 1
        if after < count:
            after = _paragraph_before(pieces.breaks, start + 2 * (after - start) // 3, after)
        yield taught, start, after
        start, room = after, size


def _paragraph_before(breaks: Sequence[bool], earliest: int, after: int) -> int:
    return next((i for i in range(after, earliest, -1) if i < len(breaks) and breaks[i]), after)


def _length(cut: Cut) -> int:
    taught, first, after = cut
    bounds = taught.pieces.first
    end = bounds[after] if after < len(bounds) else len(taught.pieces.pieces)
    return end - bounds[first]


def _bucketed(cuts: Sequence[Cut], budget: int, rng: random.Random) -> list[list[Cut]]:
    batches: list[list[Cut]] = []
    for chunk in range(0, len(cuts), 400):
        group: list[Cut] = []
        for cut in sorted(cuts[chunk : chunk + 400], key=_length, reverse=True):
            if group and (len(group) + 1) * (_length(group[0]) + 2) > budget:
                batches.append(group)
                group = []
            group.append(cut)
        batches.append(group)
    rng.shuffle(batches)
    return batches


def batch_of(cuts: Sequence[Cut], vocabulary: Vocabulary) -> Batch:
    """Cuts as padded tensors."""
    start, end, pad = (vocabulary.number(piece) for piece in ("[CLS]", "[SEP]", "[PAD]"))
    length = max(map(_length, cuts)) + 2
    most = max(after - first for _, first, after in cuts)
    pieces = torch.full((len(cuts), length), pad)
    marks = torch.zeros(len(cuts), length, dtype=torch.long)
    filled = torch.zeros(len(cuts), length)
    first_piece = torch.zeros(len(cuts), most, dtype=torch.long)
    words = torch.zeros(len(cuts), most, dtype=torch.bool)
    labels = torch.zeros(len(cuts), most, dtype=torch.long)
    to_cue = torch.zeros(len(cuts), most, most, dtype=torch.bool)
    to_source = torch.zeros(len(cuts), most, most + 1, dtype=torch.bool)
    for row, cut in enumerate(cuts):
        taught, first, after = cut
        at, count = taught.pieces.first[first], _length(cut)
        pieces[row, : count + 2] = torch.tensor([start, *taught.pieces.pieces[at : at + count], end])
        marks[row, 1 : count + 1] = torch.tensor(taught.pieces.marks[at : at + count])
        filled[row, : count + 2] = 1
        first_piece[row, : after - first] = torch.tensor(taught.pieces.first[first:after]) - at + 1
        words[row, : after - first] = True
        labels[row, : after - first] = torch.tensor(taught.labels[first:after])
        _targets(to_cue[row], to_source[row], cut)
    mask = None if bool(filled.all()) else (1 - filled[:, None, None, :]) * -1e4
    return Batch(
        pieces=pieces,
        marks=marks,
        mask=mask,
        first=first_piece,
        words=words,
        labels=labels,
        to_cue=to_cue,
        to_source=to_source,
    )


def _targets(to_cue: Tensor, to_source: Tensor, cut: Cut) -> None:
    taught, first, after = cut
    for content, cue in taught.cue_of:
        here, there = _inside(content, first, after), _inside(cue, first, after)
        if here and there:
            to_cue[here[0] : here[1], there[0] : there[1]] = True
    for cue, source in taught.source_of:
        here = _inside(cue, first, after)
        if here and source is None:
            to_source[here[0] : here[1], 0] = True
        elif here and source and (there := _inside(source, first, after)):
            to_source[here[0] : here[1], there[0] + 1 : there[1] + 1] = True


def _inside(stretch: Stretch, first: int, after: int) -> Stretch | None:
    start, end = max(stretch[0], first), min(stretch[1], after)
    return (start - first, end - first) if start < end else None
