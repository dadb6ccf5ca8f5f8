"""What a room asks of package data; a door hands in something that answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from reportedly.types.reading import Place


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


class Templates(Protocol):
    """The press's page templates."""

    def render(self, name: str, /, **values: object) -> str:
        """The named template filled with values, escaped for HTML unless the template is plain text."""
        ...
