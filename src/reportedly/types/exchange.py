"""What carrying records in and out gives back to a face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from reportedly.types.capturing import Failure
from reportedly.types.tables import TableMapping


@dataclass(frozen=True, slots=True)
class Imported:
    """One import: which file, by which mapping, and what became of its rows.

    `taken` rows are new; `already` were held as they are; `changed` are new wordings of rows that were held before, as
    (the row's own id, the old report, the new one). `refused` gives each other row with its line, the reason and what to do;
    `refused_rows` is their number, also where not all of them are listed.
    """

    capture: str
    address: str
    mapping: TableMapping
    rows: int
    taken: int
    already: int
    refused_rows: int
    figures: int
    changed: tuple[tuple[str, str, str], ...] = ()
    refused: tuple[Failure, ...] = ()
    to_say: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A ledger that was copied into another database: its entries and head, the line for desk.toml, where it lies.

    `copied` counts the entries that this run copied; the others were there from an earlier run that was interrupted.
    """

    entries: int
    copied: int
    head: str
    line: str
    rows: Mapping[str, int] = field(default_factory=dict)
