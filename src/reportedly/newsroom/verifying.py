"""Checks that what was kept is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import NotADesk
from reportedly.newsroom import checkpointing, stamping
from reportedly.newsroom.forgetting import unfinished
from reportedly.types import GENESIS, Verified

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom


def verify(newsroom: Newsroom, head: str | None, checkpoint: Path | None = None) -> Verified:
    """Goes through the chain, then the archive, then the ties between them, then checkpoints and stamps; problems in that
    order, first one first."""
    seq, last, found = _ledger(newsroom, head)
    found += map(str, newsroom.archive.verify())
    if not found:
        found += [*_ties(newsroom), *checkpointing.problems(newsroom, (checkpoint,) if checkpoint else ())]
        found += [*stamping.problems(newsroom), *unfinished(newsroom)]
    captures = sum(1 for _ in newsroom.archive.captures())
    withheld = len(newsroom.archive.withdrawn()) if not found else 0
    return Verified(seq, captures, last, tuple(found), withheld, tuple(map(str, newsroom.archive.cuts())))


def _ledger(newsroom: Newsroom, head: str | None) -> tuple[int, str, list[str]]:
    """The ledger's length, its head, and what is wrong with its file and its chain; a file that cannot be read is said so."""
    from sqlalchemy.exc import SQLAlchemyError

    from reportedly.store.soundness import faults

    file = newsroom.folder / "ledger.sqlite"
    found = list(faults(file)) if newsroom.files.settings.ledger is None and file.exists() else []
    try:
        seq, last = newsroom.ledger.head()
        found += newsroom.ledger.verify(head)
        return seq, last, found
    except (NotADesk, SQLAlchemyError, ValueError, TypeError) as error:
        if not found and isinstance(error, NotADesk):
            raise
        return 0, GENESIS, found or [f"{file.name}: cannot be read ({str(error).splitlines()[0]})."]


def _ties(newsroom: Newsroom) -> Iterator[str]:
    """Captures that one of ledger and archive has and the other lacks, or that differ in their checksum."""
    kept = {c.id: c for c in newsroom.archive.captures()}
    entered = newsroom.held().captures
    for name in sorted(kept.keys() - entered.keys()):
        yield (
            f"capture {name} ({kept[name].address}) is in the archive and not in the ledger. The next `reportedly capture` "
            "enters it; where the ledger was lost, restore it from a backup."
        )
    for capture in entered.values():
        if capture.id not in kept:
            yield f"capture {capture.id} ({capture.address}) is in the ledger and not in the archive. Restore archive/ from a backup."
        elif kept[capture.id].checksum != capture.checksum:
            yield f"capture {capture.id} ({capture.address}) has another checksum in the archive than in the ledger."
