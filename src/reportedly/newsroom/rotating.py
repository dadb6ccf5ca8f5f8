"""New keys for old: after a key may have been seen by somebody, or once in a while."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom


def rotate(newsroom: Newsroom) -> int:
    """A new desk key and a new key for each person; everything sealed is sealed anew. Gives the number of persons.

    First the new keys are put beside the old ones, then all is sealed anew in one transaction, then the old ones are dropped:
    where it is interrupted nothing is lost, and the same call finishes it. Pseudonyms change; old ones still lead to their
    person in `erase`. Raises Busy where another process is appending.
    """
    from reportedly.read.masking import keyed_id
    from reportedly.store.erasing import reseal

    keys = newsroom.keys
    _ = keys.desk  # made where there is none yet
    ids = keys.begin_rotation(secrets.token_bytes(32), keyed_id)
    reseal(newsroom.ledger, ids)
    keys.finish_rotation()
    newsroom.forget_values()
    newsroom.enter("rotate", "desk", {"persons": len(keys.persons)}, by="desk")
    return len(keys.persons)


def finish(newsroom: Newsroom) -> None:
    """Finishes a rotation that was interrupted, where there is one."""
    if newsroom.keys.rotating:
        rotate(newsroom)
