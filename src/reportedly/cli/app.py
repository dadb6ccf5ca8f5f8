"""Every command with its options; each hands on to the newsroom and shows what came back."""

from __future__ import annotations

import shlex
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli import asking, keeping, moving, proving, show, versions, watching
from reportedly.cli.options import HERE, AsOf, Desk, Json, KnownAt, app, opened
from reportedly.cli.times import day
from reportedly.types import Verdict

__all__ = ["app"]

GROUPS = (asking, watching, proving, keeping, moving, versions)
"""Modules that add their commands to the app when they are imported."""


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        show.line(f"reportedly {version('reportedly')}")
        raise typer.Exit


@app.callback()
def reportedly(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """From reports to a record you can defend: capture, read, ledger, count, press."""


@app.command(epilog="Example: reportedly new my-desk")
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")],
) -> None:
    """Make an empty desk: the files that people edit, an archive and a ledger."""
    from reportedly.newsroom import new_desk

    new_desk(folder)
    line = f"A new desk is in {folder}. Next: edit outlets.toml and questions.toml, then"
    show.line(f"{line} `reportedly capture FILE --desk {shlex.quote(str(folder))}`.")


@app.command(epilog="Example: reportedly demo demo-desk")
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the demonstration desk is made.")],
    as_json: Json = False,
) -> None:
    """Walk the whole way on the demonstration desk: capture, read, decide, count, publish, digest."""
    from reportedly.cli.demonstrate import demonstrate

    demonstrate(folder, as_json=as_json)


@app.command(epilog="Example: reportedly capture notes/ --desk my-desk")
def capture(
    addresses: Annotated[
        list[str],
        typer.Argument(
            metavar="ADDRESS...",
            help="Web addresses, files, folders, notes, mails, PDFs, ZIPs, WARC, WACZ, feeds, tables of links.",
        ),
    ],
    only_outlets: Annotated[
        bool, typer.Option("--only-outlets", help="Of WARC and WACZ files, only pages of the desk's outlets.")
    ] = False,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Keep the bytes of what was published, with time and checksum, and enter the report."""
    if not all(address.strip() for address in addresses):
        raise typer.BadParameter("an address is empty; name a file, a folder or a page (a dot is this folder)")
    newsroom = opened(desk)
    outcome = newsroom.capture(*addresses, only_outlets=only_outlets, tell=show.passing)
    show.captured(newsroom.mask.captured(outcome), as_json=as_json)
    if outcome.failures:
        raise typer.Exit(10)


@app.command(epilog="Example: reportedly read --desk my-desk")
def read(desk: Desk = HERE, as_json: Json = False) -> None:
    """Read statements and figures out of every report that this version of the rules has not read."""
    newsroom = opened(desk)
    show.readings(newsroom.masked(newsroom.read()), as_json=as_json)
    show.unread(newsroom, as_json=as_json)


@app.command(epilog="Example: reportedly reread --diff")
def reread(
    desk: Desk = HERE,
    diff: Annotated[bool, typer.Option("--diff", help="Only show what would change; enter nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Read every report anew by the present rules; show figures gained, lost and altered. Decisions follow their figures."""
    show.differences(opened(desk).reread(enter=not diff), entered=not diff, as_json=as_json)


@app.command(epilog="Example: reportedly count fled --as-of 2024-06-10 --known-at 2024-06-10")
def count(
    question: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help="A question's id; all where left out.")
    ] = None,
    desk: Desk = HERE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Answer the standing questions: bounds, what binds them, compilers and bases, contradictions."""
    newsroom = opened(desk)
    asked = [question] if question else [q.id for q in newsroom.questions(known_at)]
    tallies = [newsroom.count(q, as_of=as_of, known_at=known_at) for q in asked]
    show.tallies(newsroom, tallies, as_json=as_json)
    show.unread(newsroom, as_json=as_json)


@app.command(epilog="Example: reportedly why fled")
def why(
    subject: Annotated[
        str, typer.Argument(metavar="QUESTION|FIGURE", help="A question's id, a finding's or a figure's.")
    ],
    desk: Desk = HERE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    unmask: Annotated[
        bool, typer.Option("--unmask", help="Show private persons as written; that you asked is entered.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Follow a number back: finding, statement, the sentence with its words marked, the captured bytes."""
    show.traces(opened(desk).why(subject, as_of=as_of, known_at=known_at, unmask=unmask), as_json=as_json)


@app.command(epilog='Example: reportedly decide fig_0123 accept --reviewer ada --reason "clear wording"')
def decide(
    subject: Annotated[str, typer.Argument(help="A figure's, statement's, report's or finding's id, or brief:SLUG.")],
    verdict: Annotated[Verdict, typer.Argument(help="What you decide.")],
    reviewer: Annotated[str, typer.Option(help="Who decides.")],
    reason: Annotated[str, typer.Option(help="Why, in words.")],
    to: Annotated[str | None, typer.Option(help="The question, finding or figure that the verdict points to.")] = None,
    supersedes: Annotated[str | None, typer.Option(help="The decision that is taken back (undo).")] = None,
    compiler: Annotated[str | None, typer.Option(help="Set right: who made the count.")] = None,
    base: Annotated[str | None, typer.Option(help="Set right: what the count rests on.")] = None,
    unit: Annotated[str | None, typer.Option(help="Set right: what is counted.")] = None,
    lower: Annotated[int | None, typer.Option(help="Set right: the lower bound.")] = None,
    upper: Annotated[int | None, typer.Option(help="Set right: the upper bound.")] = None,
    cause: Annotated[
        str | None, typer.Option(help="Why it had to be set right (our_misreading, outlet_corrected ...).")
    ] = None,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Record what a person decides about something; nothing is ever overwritten."""
    from reportedly.cli.deciding import correction_of

    right = correction_of(compiler=compiler, base=base, unit=unit, lower=lower, upper=upper, cause=cause)
    made = opened(desk).decide(
        subject, verdict, reviewer=reviewer, reason=reason, to=to, correction=right, supersedes=supersedes
    )
    show.decision(made, as_json=as_json)


@app.command(epilog="Example: reportedly publish --check")
def publish(
    desk: Desk = HERE,
    check: Annotated[bool, typer.Option("--check", help="Only ask the gate; write nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Ask the gate about every brief and write the site; a brief that the gate holds is left out."""
    newsroom = opened(desk)
    if check:
        held = newsroom.check()
        show.gate(held, as_json=as_json)
        raise typer.Exit(7 if held else 0)
    show.published(newsroom.publish(), as_json=as_json)


@app.command(epilog="Example: reportedly digest --week-ending 2024-06-16 --members")
def digest(
    desk: Desk = HERE,
    week_ending: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The week's last day; today's where left out.")
    ] = None,
    members: Annotated[bool, typer.Option("--members", help="The members' edition, with their deals.")] = False,
) -> None:
    """Write the week's digest as a mail file (.eml) into outbox/."""
    show.line(f"Wrote {opened(desk).digest(week_ending=week_ending, members=members)}")


@app.command(epilog="Example: reportedly serve --port 8024")
def serve(
    desk: Desk = HERE,
    port: Annotated[int, typer.Option(help="The port on this machine.", min=1, max=65535)] = 8024,
) -> None:
    """Show the published site on this machine only, until interrupted."""
    from reportedly.cli.serving import serve_site

    serve_site(desk, port)


@app.command(epilog="Example: reportedly verify --head 3f2a...")
def verify(
    desk: Desk = HERE,
    head: Annotated[str | None, typer.Option(help="A published head; the chain must contain it.")] = None,
    checkpoint: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A signed checkpoint that somebody kept; the ledger must agree.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check the ledger's chain, every captured byte and all checkpoints; name the first thing that is not as it was kept."""
    problems = opened(desk).verify(head=head, checkpoint=checkpoint)
    show.verified(problems, as_json=as_json)
    raise typer.Exit(8 if problems.found else 0)


@app.command(epilog="Example: reportedly log fig_0123")
def log(
    subject: Annotated[str, typer.Argument(metavar="ID", help="Anything with an id.")],
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Print everything that the ledger holds about one thing, in order."""
    show.history(opened(desk).log(subject), as_json=as_json)


@app.command(epilog="Example: reportedly rebuild")
def rebuild(desk: Desk = HERE) -> None:
    """Make the derived tables anew from the ledger's entries."""
    show.line(f"Rebuilt the derived tables from {opened(desk).rebuild()} entries.")


@app.command(epilog="Example: reportedly predict figures dev.jsonl out.jsonl; reportedly predict pages html/ out.json")
def predict(
    what: Annotated[
        list[str], typer.Argument(metavar="SET [PART] [INPUT] OUT", help="See docs/reference/measuring.md.")
    ],
    method: Annotated[str, typer.Option(help="rules or trained.")] = "rules",
    documents: Annotated[Path | None, typer.Option(help="incidents: the documents.")] = None,
    groups: Annotated[Path | None, typer.Option(help="incidents figures: the grouping.")] = None,
    questions: Annotated[Path | None, typer.Option(help="incidents counts: the questions.")] = None,
    families: Annotated[Path | None, typer.Option(help="echo: where the families go.")] = None,
) -> None:
    """Write what a room reads in a benchmark's input, for measuring."""
    from reportedly.cli.predict import run

    run(what, method=method, documents=documents, groups=groups, questions=questions, families=families)
