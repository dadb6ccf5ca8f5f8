"""A desk's ledger moves to another database; the desk goes there once its desk.toml says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.types import Moved

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom

Tell = Callable[[str, int, int], None]


def move_ledger(newsroom: Newsroom, to: str, tell: Tell) -> Moved:
    """Copies the ledger to a PostgreSQL URL or a file's path, hashes unchanged, and says which line goes into desk.toml.

    The desk itself is not changed. Raises as `store.moving.move`.
    """
    from reportedly.store.moving import move

    usual = newsroom.folder / "ledger.sqlite"
    source = newsroom.files.settings.ledger or usual
    newsroom.ledger.close()
    moved = move(source, to, tell)
    return replace(moved, line=_line(to, usual))


def _line(to: str, usual: Path) -> str:
    """The line for desk.toml; none for the file that a desk uses where nothing is said."""
    if "://" in to:
        return f'ledger = "{to}"'
    place = Path(to).resolve()
    return "" if place == usual.resolve() else f'ledger = "{place}"'
