"""Days and moments as a person types them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import typer


def day(text: str) -> date:
    """`2024-06-10` as a day."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it like 2024-06-10") from error


def moment(text: str) -> datetime:
    """A time with its zone as UTC; a day alone as its last moment, so that what was entered on that day is known."""
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time.max, UTC)
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no time; write it like 2024-06-10 or 2024-06-10T14:00Z") from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
