"""Gold attributions in, what the tagger is taught out: a label for each word, and whom each content and cue points to."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from reportedly.read.trained_pieces import Pieces, Vocabulary, pieces_of
from reportedly.read.trained_spans import OUTSIDE, ROLES, label_of


class Attribution(TypedDict):
    """One gold attribution: [start, end) offsets of each role, maybe none."""

    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]


class Article(TypedDict):
    """One line of the training file."""

    id: str
    text: str
    attributions: list[Attribution]


Stretch = tuple[int, int]
"""Words `[first, after)`."""


@dataclass(slots=True)
class Lesson:
    """An article as it is taught: its pieces, a label for each word, content -> cue and cue -> source (None: no source) pairs."""

    id: str
    pieces: Pieces
    labels: list[int]
    cue_of: list[tuple[Stretch, Stretch]]
    source_of: list[tuple[Stretch, Stretch | None]]


def articles(path: Path) -> list[Article]:
    """The articles of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def lesson(article: Article, vocabulary: Vocabulary) -> Lesson:
    """One article as a lesson. Where two spans share words, the longer one is taught."""
    pieces = pieces_of(article["text"], vocabulary)
    labels = [OUTSIDE] * len(pieces.starts)
    found = [
        {role: _merged(_stretches(pieces, attribution[role])) for role in ROLES}  # type: ignore[literal-required]
        for attribution in article["attributions"]
    ]
    for role in ROLES:
        _paint(labels, role, [stretch for spans in found for stretch in spans[role]])
    taught = Lesson(article["id"], pieces, labels, [], [])
    for spans in found:
        _point(taught, spans)
    return taught


def _point(taught: Lesson, spans: dict[str, list[Stretch]]) -> None:
    if not spans["cue"]:
        return
    cue = spans["cue"][0]
    taught.source_of.append((cue, spans["source"][0] if spans["source"] else None))
    taught.cue_of.extend((content, cue) for content in spans["content"])


def _stretches(pieces: Pieces, spans: Iterable[Sequence[int]]) -> list[Stretch]:
    out = []
    for start, end in spans:
        words = [
            i
            for i in range(*_around(pieces, start, end))
            if 2 * (min(end, pieces.ends[i]) - max(start, pieces.starts[i])) >= pieces.ends[i] - pieces.starts[i]
        ]
        while words and pieces.breaks[words[0]]:
            words.pop(0)
        while words and pieces.breaks[words[-1]]:
            words.pop()
        if words:
            out.append((words[0], words[-1] + 1))
    return out


def _around(pieces: Pieces, start: int, end: int) -> tuple[int, int]:
    return bisect_right(pieces.ends, start), bisect_left(pieces.starts, end)


def _merged(stretches: list[Stretch]) -> list[Stretch]:
    out: list[Stretch] = []
    for first, after in sorted(stretches):
        if out and first <= out[-1][1]:
            out[-1] = (out[-1][0], max(after, out[-1][1]))
        else:
            out.append((first, after))
    return out


def _paint(labels: list[int], role: str, stretches: Iterable[Stretch]) -> None:
    for first, after in sorted(set(stretches), key=lambda s: s[0] - s[1]):
        if all(labels[i] == OUTSIDE for i in range(first, after)):
            for i in range(first, after):
                labels[i] = label_of(role, i == first, i == after - 1)
