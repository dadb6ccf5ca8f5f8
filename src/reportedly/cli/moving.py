"""Commands that carry a desk's records in and out: imports, exports, another database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, Json, KnownAt, app, opened
from reportedly.cli.times import day

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.types import Imported

SHAPES = "csv|json|datapackage|ftm|geojson|annotations|csl"
ROWS_REFUSED = 10


@app.command(epilog="Example: reportedly export datapackage --desk my-desk")
def export(
    shape: Annotated[str, typer.Argument(metavar=SHAPES, help="The shape; see docs/guide/6-exchange.md.")],
    desk: Desk = HERE,
    known_at: KnownAt = None,
) -> None:
    """Write what is held into exports/, private persons masked, ages left out; the export is entered into the ledger."""
    for path in opened(desk).export(shape, known_at=known_at):
        show.line(f"Wrote {path}")


@app.command("import", epilog="Example: reportedly import events.csv --mapping acled --published 2024-06-01")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX table, or JSON lines of entities.")],
    shape: Annotated[str, typer.Option("--as", metavar="statements|ftm", help="What it holds.")] = "statements",
    mapping: Annotated[
        str | None, typer.Option(metavar="NAME|FILE.toml", help="The mapping of the columns; proposed where left out.")
    ] = None,
    save_mapping: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Keep the proposed mapping as mappings/NAME.toml; import nothing."),
    ] = None,
    published: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="When this edition of the table was published.")
    ] = None,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Keep somebody's table and enter its rows as their statements; nothing becomes a fact of the desk's."""
    newsroom = opened(desk)
    if shape == "statements" and mapping is None:
        _propose(newsroom, file, save_mapping)
        return
    from reportedly.cli.demonstrate import Progress

    chosen = newsroom.exchange.mapping(mapping, published=published) if mapping else None
    with Progress(quiet=as_json) as tell:
        outcome = newsroom.exchange.import_file(file, shape=shape, mapping=chosen, tell=tell)
    if as_json:
        show.as_json_text(outcome)
    else:
        _imported(outcome)
    raise typer.Exit(ROWS_REFUSED if outcome.refused_rows else 0)


@app.command(epilog="Example: reportedly migrate --to postgresql://desk@db.example/desk")
def migrate(
    to: Annotated[str, typer.Option("--to", metavar="URL|FILE", help="A PostgreSQL URL without password, or a file.")],
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Copy the ledger into another database, hashes unchanged, and check both; then desk.toml decides which one is used."""
    from reportedly.cli.demonstrate import Progress

    newsroom = opened(desk)
    with Progress(quiet=as_json) as tell:
        moved = newsroom.exchange.move_ledger(to, tell=tell)
    if as_json:
        show.as_json_text(moved)
        return
    show.line(f"Copied {moved.copied} entries; {moved.entries} are there, and the chain verifies. Head: {moved.head}")
    if moved.line:
        show.line(
            f"To use it, put this line at the top of desk.toml (no password; see docs/guide/6-exchange.md):\n{moved.line}"
        )
    else:
        show.line("To use it, delete the line that begins with `ledger =` from desk.toml.")
    show.line("The old ledger was left as it is: write to one of the two only.")


def _propose(newsroom: Newsroom, file: Path, save: str | None) -> None:
    """Shows the mapping that the heads suggest, or keeps it."""
    proposed = newsroom.exchange.propose(file)
    if save is not None:
        path = newsroom.exchange.save_mapping(save, proposed)
        show.line(f"Wrote {path}. Look it over, then: reportedly import {file} --mapping {save}")
        return
    show.line(newsroom.exchange.as_toml(proposed))
    known = "This is a known table." if proposed.known else "Proposed from the heads."
    named = f"--mapping {proposed.name}" if proposed.known else "--save-mapping NAME"
    show.line(f"# {known} Nothing was imported. Next: reportedly import {file} {named}")


def _imported(outcome: Imported) -> None:
    show.line(
        f"Rows: {outcome.rows}. New: {outcome.taken} (in other words than before: {len(outcome.changed)}). "
        f"Held already: {outcome.already}. Not taken: {outcome.refused_rows}. Figures: {outcome.figures}. "
        f"Kept as {outcome.capture}."
    )
    for own_id, before, after in outcome.changed[:20]:
        show.line(f"    changed: {own_id}: {before} -> {after}; what was decided on the same numbers follows")
    for failure in outcome.refused:
        show.line(f"    {failure.address}: {failure.reason} {failure.remedy}")
    if outcome.refused_rows > len(outcome.refused):
        show.line(
            f"    and {outcome.refused_rows - len(outcome.refused)} more: see `reportedly log {outcome.capture}`."
        )
    for words in outcome.to_say:
        show.line(f"Note: {words}")
