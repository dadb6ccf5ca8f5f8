"""The command that tells what stood at an address, and when it was seen to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, Json, app, opened

if TYPE_CHECKING:
    from reportedly.capture.change import Change, Raised
    from reportedly.newsroom.versions import Versions


@app.command(epilog="Example: reportedly versions https://gazette.example/forty --desk my-desk")
def versions(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[ADDRESS|REPORT]", help="An address as captured, or a report's id; all where left out."
        ),
    ] = None,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Show what stood at an address and when it was seen to; without one, the addresses that changed and what to look at again."""
    from reportedly.newsroom.versions import changed, to_review
    from reportedly.newsroom.versions import versions as observed

    newsroom = opened(desk)
    if subject:
        found = observed(newsroom, subject)
        show.as_json_text(found) if as_json else _show(found)
        return
    several, review = changed(newsroom), to_review(newsroom)
    if as_json:
        show.as_json_text({"changed": [list(pair) for pair in several], "to_review": list(review)})
        return
    for address, number in several:
        show.line(f"{number} versions  {address}")
    for one in review:
        show.line(_raised(one))
    show.line(f"{len(several)} addresses changed; {len(review)} figures to look at again.")


def _show(found: Versions) -> None:
    show.line(found.address)
    for place, state in enumerate(found.states):
        if place:
            _show_change(found.changes[place - 1], withheld=place - 1 in found.withheld)
        first, last = state.seen[0], state.seen[-1]
        until = f" to {last:%Y-%m-%d %H:%M} ({len(state.seen)} times)" if len(state.seen) > 1 else ""
        show.line(
            f"version {place + 1}  seen {first:%Y-%m-%d %H:%M}{until}  {state.report.id}  {state.report.headline}"
        )
    for miss in found.missed:
        what = "gone" if miss.gone else "not had (says nothing about the page)"
        show.line(f"{miss.at:%Y-%m-%d %H:%M}  {what}: {miss.reason}")
    for one in found.raised:
        show.line(_raised(one))


def _show_change(change: Change, *, withheld: bool) -> None:
    """Each difference as what was seen: present at one moment, absent at another; nothing about the time between."""
    before, after = change.moments
    if change.doubt:
        show.line(f"  this may be our failure and no change: {change.doubt}.")
    for value in change.reworded:
        show.line(f"  {value.what} on {before}: {value.before or 'none'}; on {after}: {value.after or 'none'}")
    for what, gone, new in (("figure", change.vanished, change.appeared), ("wording", change.gone, change.new)):
        for quote in gone:
            show.line(f"  {what} present on {before}, absent on {after}: {quote.words}")
        for quote in new:
            show.line(f"  {what} absent on {before}, present on {after}: {quote.words}")
    if withheld:
        show.line(f"  different on {before} and {after} only in what is masked for private persons.")
    elif not change.any:
        show.line(f"  other bytes on {after} than on {before}; title, byline, dates and wording are the same.")


def _raised(one: Raised) -> str:
    if not one.words:
        return f"look again  {one.figure or one.later}: {one.why}" + (f" ({one.window})." if one.window else ".")
    instead = f"; there stands now {one.instead!r}" if one.instead else ""
    return f"look again  {one.figure}  {one.words!r}: {one.why}{instead} ({one.window})."
