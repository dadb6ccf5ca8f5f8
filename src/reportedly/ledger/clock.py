"""Two clocks: `as of` is the world's, `known at` the ledger's. Everything else in this room takes what was known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from reportedly.types import Decision, Entry, Report


def known_entries(entries: Iterable[Entry], at: datetime | None) -> Iterator[Entry]:
    """Entries that the ledger held at `at` (that moment included); all of them where `at` is None."""
    return (entry for entry in entries if at is None or entry.at <= at)


def known_decisions(decisions: Iterable[Decision], at: datetime | None) -> Iterator[Decision]:
    """Decisions taken by `at` (that moment included), in the order given; all of them where `at` is None."""
    return (decision for decision in decisions if at is None or decision.decided_at <= at)


def published_by(reports: Iterable[Report], day: date | None) -> Iterator[Report]:
    """Reports published on or before `day`; those without a day are kept, since nothing says that they came later."""
    return (r for r in reports if day is None or r.published_day is None or r.published_day <= day)
