"""Door: how fast we ask. A gap between two requests to one host, longer where it wishes; growing pauses after failures."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

SLOWEST_RETRY = 60.0
"""Seconds that we wait at most before trying again in one run; who asks for more is asked another time."""

GIVEN_UP = 3
"""Addresses in a row that failed at one host before it is left alone."""
LEFT_ALONE = 10 * 60.0
"""Seconds for which a host that does not answer is left alone."""


@dataclass(slots=True)
class Pace:
    """When each host was asked last. `clock` counts seconds, `sleep` waits, `chance` gives 0 to 1 (all real ones by default)."""

    gap: float
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    _next: dict[str, float] = field(default_factory=dict)
    _shut: dict[str, float] = field(default_factory=dict)
    _failed: dict[str, int] = field(default_factory=dict)

    def shut_for(self, place: str) -> float:
        """Seconds for which this host is left alone: it asked for it, or does not answer; 0 where it may be asked."""
        return max(self._shut.get(place, 0.0) - self.clock(), 0.0)

    def answered(self, place: str) -> None:
        """The host is there."""
        self._failed.pop(place, None)

    def failed(self, place: str) -> None:
        """The host did not answer for all attempts; after three addresses in a row it is left alone for a while, so that a list of a
        thousand pages of a dead host does not take a day."""
        self._failed[place] = self._failed.get(place, 0) + 1
        if self._failed[place] >= GIVEN_UP:
            self._shut[place] = self.clock() + LEFT_ALONE
            self._failed[place] = 0

    def ready_in(self, place: str) -> float:
        """Seconds until this host may be asked again."""
        return max(self._next.get(place, 0.0) - self.clock(), 0.0)

    def wait(self, place: str, wished: float = 0.0) -> None:
        """Waits until this host may be asked again, and counts the request that now follows; `wished`: the host's own gap."""
        seconds = self.ready_in(place)
        if seconds > 0:
            self.sleep(seconds)
        self._next[place] = self.clock() + max(self.gap, wished)

    def back_off(self, place: str, attempt: int, asked: float | None) -> bool:
        """Waits before the next attempt (0 is the first that failed): as long as the host asked, else 1, 2, 4 seconds and a
        random half more. False where the host asked for more than a minute: then it is left alone for as long."""
        seconds = asked if asked is not None else min(2.0**attempt * self.gap, SLOWEST_RETRY) * (1 + self.chance() / 2)
        if seconds > SLOWEST_RETRY:
            self._shut[place] = self.clock() + seconds
            return False
        self._next[place] = max(self._next.get(place, 0.0), self.clock() + seconds)
        return True


def retry_after(value: str | None, now: datetime) -> float | None:
    """A `Retry-After` in, seconds out (RFC 9110, 10.2.3: a number, or a date); None where there is none that can be read.

    >>> retry_after("120", datetime(2024, 6, 10, tzinfo=UTC))
    120.0
    >>> retry_after("Mon, 10 Jun 2024 00:01:00 GMT", datetime(2024, 6, 10, tzinfo=UTC))
    60.0
    """
    if value is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", value.strip()):
        return float(value)
    try:
        at = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)
