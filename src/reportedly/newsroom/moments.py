"""Days and moments as people give them to the newsroom."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from reportedly.errors import BadInput

When = datetime | date | str
"""A moment with its zone, a day, or either as ISO 8601 text."""


def moment_of(when: When | None) -> datetime | None:
    """The moment in UTC; a day is its last moment, so that what was entered on that day is known by then.

    >>> moment_of("2024-06-10")
    datetime.datetime(2024, 6, 10, 23, 59, 59, 999999, tzinfo=datetime.timezone.utc)

    Raises BadInput for a text that is no time and for a time without a zone.
    """
    if when is None:
        return None
    if isinstance(when, str):
        when = _parsed(when)
    if not isinstance(when, datetime):
        if not isinstance(when, date):
            raise BadInput(
                f"{when!r} is no time.", remedy="Give a day or a time, like 2024-06-10 or 2024-06-10T14:00Z."
            )
        return datetime.combine(when, time.max, UTC)
    if when.tzinfo is None:
        raise BadInput(f"the time {when} has no zone.", remedy="Give it with one, like 2024-06-10T14:00Z.")
    return when.astimezone(UTC)


def _parsed(text: str) -> datetime | date:
    try:
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no time.", remedy="Write it like 2024-06-10 or 2024-06-10T14:00Z.") from error
