"""Days and moments as a person types them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import typer


def day(text: str | date) -> date:
    """`2024-06-10` as a day; a day that is one already (an option's default) as it is."""
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it like 2024-06-10") from error


def moment(text: str) -> datetime | None:
    """A time with its zone, or a day, which stands for its last moment."""
    from reportedly.errors import BadInput
    from reportedly.newsroom.moments import moment_of

    try:
        return moment_of(text)
    except BadInput as error:
        raise typer.BadParameter(str(error)) from error


def month_ends(since: date, until: date) -> tuple[date, ...]:
    """The last days of the months from that of `since` on, and `until` at the end; nothing where `until` lies before."""
    days: list[date] = []
    month = since.year * 12 + since.month - 1
    while (end := date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)) < until:
        days.append(end)
        month += 1
    return (*days, until) if since <= until else ()
