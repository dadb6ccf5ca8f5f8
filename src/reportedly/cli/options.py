"""What every command shares: the app, the options that mean the same everywhere, and the way to a desk."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.times import day, moment

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom

app = typer.Typer(
    help="From reports to a record you can defend: capture, read, ledger, count, press.",
    epilog="Exit codes: 0 done; 1 an error; 2 wrong usage; 3 not yet possible; 4 bad input; 5 no desk; 6 no such thing; "
    "7 held by the gate; 8 verification failed; 9 desk is busy; 10 some addresses could not be captured; 130 interrupted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Desk = Annotated[Path, typer.Option("--desk", help="The desk's folder.", show_default="the current folder")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
AsOf = Annotated[date | None, typer.Option(parser=day, metavar="DAY", help="The day in the world that is asked about.")]
KnownAt = Annotated[
    datetime | None,
    typer.Option(parser=moment, metavar="DAY|TIME", help="Only what the ledger knew then (a day means its end, UTC)."),
]
HERE = Path()


def opened(desk: Path) -> Newsroom:
    """The newsroom over a desk's folder. Raises NotADesk where there is none."""
    from reportedly.newsroom import open_newsroom

    return open_newsroom(desk)
