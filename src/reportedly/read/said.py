"""What one cue says about its source: the value that reading passes around before it becomes a statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.read.chains import Citation, Link, citation_at
from reportedly.read.cues import CueKind
from reportedly.read.sources import Scene

Tokens = tuple[int, int]
"""Tokens [first, after the last)."""


@dataclass(frozen=True, slots=True)
class Said:
    """A cue with its source: who (None where nobody is named), how, and on which side of the cue the source stands.

    `after` is the token where what is said may begin if it follows; `shared` marks a source taken from an earlier cue
    of the sentence; `links` are the parties behind the source, nearest first; `outer` the one it was told to.
    """

    kind: CueKind
    source: Tokens | None
    cue: Tokens
    after: int
    inverted: bool = False
    shared: bool = False
    phrase: bool = False
    links: tuple[Link, ...] = ()
    outer: Link | None = None

    @property
    def start(self) -> int:
        """The first token of source or cue, whichever comes first."""
        return min(self.cue[0], self.source[0]) if self.source and not self.shared else self.cue[0]

    @property
    def end(self) -> int:
        """The token after source, cue and what they cite."""
        ends = [self.cue[1], self.after, *(link.tokens[1] for link in self.links)]
        return max([*ends, self.source[1]] if self.source and not self.shared else ends)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The sentence (or the quotation inside it) that a cue stands in, its citations, and the cues already found."""

    first: int
    after: int
    citations: Sequence[Citation] = ()
    semicolons: Sequence[int] = ()


def cue_start(scene: Scene, floor: int, i: int) -> int:
    start = i
    while start > floor and (
        scene.is_("aux", start - 1) or scene.is_("adverbs", start - 1) or scene.is_("negations", start - 1)
    ):
        start -= 1
    return start


def behind(scene: Scene, stretch: Stretch, at: int) -> tuple[tuple[Link, ...], int]:
    """The parties that a source which ends before token `at` cites, and the token after them."""
    citation = citation_at(scene, at, stretch.after, alone=False)
    return (citation.links, citation.after) if citation else ((), at)


def over_citations(scene: Scene, stretch: Stretch, i: int) -> int:
    """The token before a citation that ends at token i or at the comma there, else i."""
    for citation in reversed(stretch.citations):
        if citation.first > 0 and citation.after - 1 <= i <= citation.after and citation.first > stretch.first:
            before = citation.first - 1
            return before - 1 if scene.word(before) == "," else before
    return i
