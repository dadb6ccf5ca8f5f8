"""Checks that what was kept is what is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportedly.types import Verified

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom


def verify(newsroom: Newsroom, head: str | None) -> Verified:
    """Goes through the chain, then the archive, then the ties between them; problems in that order, first one first."""
    seq, last = newsroom.ledger.head()
    found = [*newsroom.ledger.verify(head), *map(str, newsroom.archive.verify())]
    if not found:
        found += _ties(newsroom)
    return Verified(entries=seq, captures=sum(1 for _ in newsroom.archive.captures()), head=last, found=tuple(found))


def _ties(newsroom: Newsroom) -> Iterator[str]:
    """Captures that the ledger names and the archive lacks, or holds with other bytes' checksum."""
    kept = {c.id: c for c in newsroom.archive.captures()}
    for capture in newsroom.held().captures.values():
        if capture.id not in kept:
            yield f"capture {capture.id} ({capture.address}) is in the ledger and not in the archive. Restore archive/ from a backup."
        elif kept[capture.id].checksum != capture.checksum:
            yield f"capture {capture.id} ({capture.address}) has another checksum in the archive than in the ledger."
