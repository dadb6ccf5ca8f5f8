"""Days and moments as a person types them."""

from __future__ import annotations

from datetime import date, datetime

import typer


def day(text: str) -> date:
    """`2024-06-10` as a day."""
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
