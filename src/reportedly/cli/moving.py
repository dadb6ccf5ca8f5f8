"""Commands that carry a desk's records in and out: imports, exports, another database."""

from __future__ import annotations

from typing import Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, KnownAt, app, opened

SHAPES = "csv|json|datapackage|ftm|geojson|annotations|csl"


@app.command(epilog="Example: reportedly export datapackage --desk my-desk")
def export(
    shape: Annotated[str, typer.Argument(metavar=SHAPES, help="The shape; see docs/guide/6-exchange.md.")],
    desk: Desk = HERE,
    known_at: KnownAt = None,
) -> None:
    """Write what is held into exports/, private persons masked, ages left out; the export is entered into the ledger."""
    for path in opened(desk).export(shape, known_at=known_at):
        show.line(f"Wrote {path}")
