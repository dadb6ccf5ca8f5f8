"""Checks that what was kept is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.newsroom import checkpointing, stamping
from reportedly.newsroom.forgetting import unfinished
from reportedly.types import Verified

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom


def verify(newsroom: Newsroom, head: str | None, checkpoint: Path | None = None) -> Verified:
    """Goes through the chain, then the archive, then the ties between them, then checkpoints and stamps; problems in that
    order, first one first."""
    seq, last = newsroom.ledger.head()
    found = [*newsroom.ledger.verify(head), *map(str, newsroom.archive.verify())]
    if not found:
        found += [*_ties(newsroom), *checkpointing.problems(newsroom, (checkpoint,) if checkpoint else ())]
        found += [*stamping.problems(newsroom), *unfinished(newsroom)]
    captures = sum(1 for _ in newsroom.archive.captures())
    withheld = len(newsroom.archive.withdrawn()) if not found else 0
    return Verified(seq, captures, last, tuple(found), withheld, tuple(map(str, newsroom.archive.cuts())))


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
