"""A language as data: the lists of words that reading by rules goes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language's folder of data. `tables` holds its TOML files by stem: key -> words, nested keys joined by a dot;
    `rows` its CSV files by stem, without the head line.

    A Language is compared by identity, so that a room may keep what it compiled from it (`functools.cache`).
    """

    code: str
    tables: Mapping[str, Mapping[str, tuple[str, ...]]]
    rows: Mapping[str, tuple[tuple[str, ...], ...]]

    def words(self, table: str, key: str) -> tuple[str, ...]:
        """The words under `key` of `table`; none where the language has no such list."""
        return self.tables.get(table, {}).get(key, ())

    def table(self, table: str) -> Mapping[str, tuple[str, ...]]:
        """All lists of one file, empty where the language has no such file."""
        return self.tables.get(table, {})


class Languages(Protocol):
    """The languages that can be read by rules."""

    def get(self, code: str) -> Language | None:
        """The language with this ISO 639-1 code, the same value each time; None where there is no folder for it."""
        ...
