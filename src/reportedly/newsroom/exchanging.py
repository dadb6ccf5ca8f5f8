"""What a newsroom takes from others' files, and its ledger's way to another database: `newsroom.exchange`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.types import Imported, Moved, TableMapping

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (steps done, steps in all)."""


def silent(says: str, done: int, total: int) -> None:
    """Tells nobody."""


class Exchange:
    """Carries others' tables in, and the ledger to another database.

    >>> newsroom.exchange.import_file("events.csv", mapping=newsroom.exchange.mapping("acled"))     # doctest: +SKIP
    """

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom

    def import_file(
        self, file: str | Path, *, shape: str = "statements", mapping: TableMapping | None = None, tell: Tell = silent
    ) -> Imported:
        """Keeps somebody's table (or FollowTheMoney entities, shape `ftm`) and enters its rows as reports of theirs.

        Raises BadInput for a file or mapping that cannot be used; rows that cannot be taken come back as failures.
        """
        from reportedly.newsroom.importing import import_file

        return import_file(self._newsroom, Path(file), shape, mapping, tell)

    def mapping(self, name: str, *, published: date | None = None) -> TableMapping:
        """A mapping of columns by file, or by name: the desk's mappings/NAME.toml, else a known one (acled, ucdp-ged).

        `published` is the day on which this edition of the table was published, where no column says it. Raises BadInput.
        """
        from reportedly.newsroom.importing import mapping_named

        return mapping_named(self._newsroom, name, published)

    def propose(self, file: str | Path) -> TableMapping:
        """The mapping that a table's heads suggest; nothing is entered or kept. Raises BadInput for what is no table."""
        from reportedly.newsroom.importing import proposed

        return proposed(self._newsroom, Path(file))

    def save_mapping(self, name: str, mapping: TableMapping) -> Path:
        """Writes mappings/NAME.toml into the desk. Raises BadInput for a name that is no file's, or that is there already."""
        from reportedly.press.publishers.folder import write_whole
        from reportedly.resources.mappings import place_for, written

        path = place_for(self._newsroom.folder, name)
        write_whole(path, written(mapping).encode())
        return path

    def as_toml(self, mapping: TableMapping) -> str:
        """A mapping as a file of the desk would hold it."""
        from reportedly.resources.mappings import written

        return written(mapping)

    def move_ledger(self, to: str | Path, *, tell: Tell = silent) -> Moved:
        """Copies the ledger to a PostgreSQL URL or a file's path, hashes unchanged; the desk itself stays where it is.

        `line` of what comes back is what goes into desk.toml. Raises BadInput where something else lies there.
        """
        from reportedly.newsroom.migrating import move_ledger

        return move_ledger(self._newsroom, str(to), tell)
