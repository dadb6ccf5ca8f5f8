"""Commands for proof towards strangers: packs, checkpoints, time stamps."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, Json, app, opened

if TYPE_CHECKING:
    from reportedly.newsroom.checkpointing import Signed
    from reportedly.newsroom.packing import Packed


@app.command(epilog="Example: reportedly checkpoint --desk my-desk")
def checkpoint(desk: Desk = HERE, as_json: Json = False) -> None:
    """Sign the heads of ledger and archive. Give the printed lines to somebody: a rewritten ledger shows against them."""
    from reportedly.newsroom.checkpointing import checkpoint as sign

    made = sign(opened(desk))
    if as_json:
        show.as_json_text(_row(made))
        return
    show.line(made.text)
    show.line(f"{'Signed' if made.new else 'Nothing new since this checkpoint; it is'} {made.file}. Key: {made.key}")
    if made.waiting:
        show.line(f"Waiting for stamps of {', '.join(made.waiting)}: run `reportedly stamp`.")


@app.command(epilog="Example: reportedly stamp --desk my-desk")
def stamp(desk: Desk = HERE, as_json: Json = False) -> None:
    """Ask the authorities in desk.toml to stamp the checkpoints with time; what does not come stays queued."""
    from reportedly.newsroom.stamping import stamp as send

    newsroom = opened(desk)
    came, waiting = send(newsroom)
    if as_json:
        show.as_json_text({"stamped": list(came), "waiting": list(waiting)})
    for one in () if as_json else came:
        show.line(f"{one.authority} says: {one.at:%Y-%m-%d %H:%M:%S} UTC ({one.file}).")
    for late in () if as_json else waiting:
        show.line(f"{late.authority}, checkpoint of {late.size} entries: {late.reason} {late.remedy}")
    if not (came or waiting or as_json):
        named = newsroom.files.settings.proof.authorities
        show.line("Nothing is queued." if named else "No authority is named in desk.toml ([[proof.authorities]]).")
    if waiting:
        raise typer.Exit(1)


@app.command(epilog="Example: reportedly pack forced-back-to-the-front -o pack.wacz")
def pack(
    subject: Annotated[str, typer.Argument(metavar="BRIEF|QUESTION", help="A brief's slug or a question's id.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="FILE", help="Where the pack is written.")],
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Write a proof pack: what a brief or a count stands on, with a program by which strangers check it without us."""
    from reportedly.newsroom.packing import pack as write

    made = write(opened(desk), subject, out)
    if as_json:
        show.as_json_text(_listed(made))
        return
    for report in made.included:
        show.line(f"in:       {report.outlet}, {report.headline}")
    for report, why in made.withheld:
        show.line(f"withheld: {report.outlet}, {report.headline} ({report.id}): {why}")
    show.line(_told(made))


@app.command("verify-pack", epilog="Example: reportedly verify-pack pack.wacz --key desk.example+0123abcd+AQ...")
def verify_pack(
    file: Annotated[Path, typer.Argument(metavar="PACK", help="A proof pack, or the folder it was unpacked into.")],
    key: Annotated[
        list[str] | None, typer.Option(help="The desk's key as you have it from elsewhere; may be given several times.")
    ] = None,
) -> None:
    """Check a proof pack, by a program of your own instead of the one inside. No desk is needed, and nothing is sent."""
    from reportedly.errors import NotThere
    from reportedly.proof.verifier import main

    if not file.exists():
        raise NotThere("there is no such pack.", where=str(file), remedy="Name the .wacz or the unpacked folder.")
    raise typer.Exit(8 if main([str(file), *(part for one in key or () for part in ("--key", one))]) else 0)


def _listed(made: Packed) -> dict[str, object]:
    """What was packed, without the reports' texts."""
    rows = [(report, None) for report in made.included] + list(made.withheld)
    pages = [{"report": r.id, "outlet": r.outlet, "headline": r.headline, "withheld": why} for r, why in rows]
    said = {"file": made.file, "checksum": made.checksum, "signed": made.signed, "stamps": made.stamps}
    return {**said, "entries": made.entries, "pages": pages}


def _told(made: Packed) -> str:
    proof = "signed" if made.signed else "not signed, since there is no key here (`reportedly checkpoint` makes one)"
    ask = (
        "Look through the pages that are in before you hand it over: what stands outside an article's text is not read."
    )
    return f"Wrote {made.file}, {proof}, {made.stamps} stamps. {made.checksum}\n{ask}"


def _row(made: Signed) -> dict[str, object]:
    return {"file": made.file, "text": made.text, "key": made.key, "new": made.new, "waiting": list(made.waiting)}
