"""What a room asks of package data; a door hands in something that answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.types.reading import Method, Place


class Gazetteer(Protocol):
    """Names and forms of places."""

    def candidates(self, words: str, language: str) -> Sequence[tuple[Place, float]]:
        """Places that `words` (as written, maybe inflected) may name, best first, with scores in 0..1."""
        ...

    def adjectives(self, words: str, language: str) -> Sequence[tuple[Place, float]]:
        """Places that `words` is the adjective of ("Turkish" of Turkey), best first, with scores in 0..1."""
        ...

    def place(self, place_id: str) -> Place:
        """The place with this id. Raises KeyError where there is none."""
        ...


@dataclass(frozen=True, slots=True)
class TaggerTerms:
    """What must be known of a trained tagger to use it.

    `pieces` is its vocabulary, a piece's number being its place; `size` how many pieces it is shown at once, `overlap` how many of them
    neighbouring windows share. `transitions` (labels by labels), `distances` (2 by classes) and `none` were learned with it.
    """

    method: Method
    language: str
    pieces: tuple[str, ...]
    size: int
    overlap: int
    transitions: tuple[tuple[float, ...], ...]
    distances: tuple[tuple[float, ...], ...]
    none: float


class Tagger(Protocol):
    """A trained model that scores labels and pointers for the pieces of a text."""

    @property
    def terms(self) -> TaggerTerms:
        """What must be known to use it."""
        ...

    def scores(self, pieces: Sequence[int], marks: Sequence[int]) -> tuple[memoryview, memoryview]:
        """Numbers of pieces and their marks in; two tables of 32-bit floats with a row for each piece out: labels, pointer vectors."""
        ...


class Templates(Protocol):
    """The press's page templates."""

    def render(self, name: str, /, **values: object) -> str:
        """The named template filled with values, escaped for HTML unless the template is plain text."""
        ...
