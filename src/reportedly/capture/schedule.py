"""When a page is looked at again: often in its first days, when outlets change most, and seldom later. Times are given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

AGAIN = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 3 * 24, 7 * 24, 30 * 24))
"""How long after its first capture a page is due again."""

TRIES = tuple(timedelta(hours=hours) for hours in (1, 6, 24, 3 * 24))
"""How long after each failure in a row an address that was never captured is tried again; then it is left."""


def is_due(first: datetime, looked: Sequence[datetime], failed: Sequence[datetime], now: datetime) -> bool:
    """Whether a page first captured at `first` is due now. `looked`: when it was seen, or said to be gone; `failed`: when we failed.

    Of several moments that passed while nobody looked only the last counts: one look makes good for all. Where we failed we try
    again, with the pauses of TRIES, until the next moment comes.

    >>> at = datetime(2024, 6, 1, 12)
    >>> is_due(at, [at], [], at + timedelta(minutes=59)), is_due(at, [at], [], at + timedelta(hours=1))
    (False, True)
    """
    passed = [first + step for step in AGAIN if first + step <= now]
    if not passed or max(looked, default=first) >= passed[-1]:
        return False
    return may_try([at for at in failed if at >= passed[-1]], now)


def may_try(failed: Sequence[datetime], now: datetime) -> bool:
    """Whether an address that failed at these moments, one after the other, may be tried now."""
    if not failed:
        return True
    return len(failed) <= len(TRIES) and now >= max(failed) + TRIES[len(failed) - 1]
