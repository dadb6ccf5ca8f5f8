"""Commands that go out to the web: the desk's outlets polled, pages captured again."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, Json, app, opened
from reportedly.errors import BadInput, Busy

if TYPE_CHECKING:
    from reportedly.newsroom.watching import Watch
    from reportedly.types import Watched

SHORTEST = 60
"""Seconds between two rounds at least: who asks more often is shut out."""

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def span(text: str) -> int:
    """`15m`, `2h`, `90s` or `1d` as seconds."""
    found = re.fullmatch(r"(\d+)\s*([smhd])", text.strip().lower())
    if found is None or int(found[1]) * _UNITS[found[2]] < SHORTEST:
        raise typer.BadParameter(f"{text!r} is no span of time of a minute or more; write it like 15m or 2h")
    return int(found[1]) * _UNITS[found[2]]


@app.command(epilog="Example: reportedly watch --every 15m --desk my-desk")
def watch(
    desk: Desk = HERE,
    every: Annotated[
        int | None, typer.Option(parser=span, metavar="SPAN", help="Again and again until interrupted: 15m, 2h, 1d.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Look at the outlets' feeds and sitemaps (outlets.toml) for new reports, capture them, and capture pages again that are due."""
    from reportedly.newsroom.watching import Watch

    newsroom = opened(desk)
    if not any(outlet.feeds or outlet.sitemaps for outlet in newsroom.files.outlets):
        what, where = "no outlet names a feed or sitemap to look at.", str(desk / "outlets.toml")
        raise BadInput(what, where=where, remedy='Add a line like feeds = ["https://outlet.example/rss"] to an outlet.')
    watching = Watch(newsroom, (lambda words: None) if as_json else show.line)
    if every is None:
        outcome = _round(watching, as_json=as_json)
        raise typer.Exit(10 if outcome.captured.failures else 0)
    _again_and_again(watching, every, as_json=as_json)


def _round(watching: Watch, *, as_json: bool) -> Watched:
    """One round, and what came of it, private persons masked."""
    outcome = watching.round()
    masked = replace(outcome, captured=watching.newsroom.mask.captured(outcome.captured))
    show.watched(masked, as_json=as_json)
    return outcome


def _again_and_again(watching: Watch, every: int, *, as_json: bool) -> None:
    """Round after round; what goes wrong with one is said, and the next is tried. Ends when interrupted."""
    try:
        while True:
            began = time.monotonic()
            try:
                _round(watching, as_json=as_json)
            except (BadInput, Busy) as error:
                show.line(f"this round did not come about: {error}")
            time.sleep(max(every - (time.monotonic() - began), 0))
    except KeyboardInterrupt:
        show.line("Ended. What was captured is kept.")
