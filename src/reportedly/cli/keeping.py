"""Commands that keep and forget: erasing a person, keys, backup and restore."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, Desk, Json, app, opened
from reportedly.errors import BadInput

if TYPE_CHECKING:
    from reportedly.newsroom.backing_up import Kept
    from reportedly.newsroom.forgetting import Erased
    from reportedly.store.age import Opener

OUT_OF_REACH = (
    "Out of reach from here: backups made before, pages and mails that others hold already, copies of this folder, and what a "
    "disk keeps of overwritten files. New backups do not hold the person; destroy the old ones."
)
_TO = typer.Option("--to", metavar="age1...", help="A public key of age; can be given several times.")
_IDENTITY = typer.Option("--identity", help="The identity file (AGE-SECRET-KEY-...) for a backup made with --to.")
File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup.")]


@app.command(epilog='Example: reportedly erase person-6fb56d --reviewer ada --reason "asked for it"')
def erase(
    persons: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PERSON]...", help="Pseudonyms as shown (person-6fb56d), or keyed ids."),
    ] = None,
    reviewer: Annotated[str, typer.Option(help="Who decides.")] = "",
    reason: Annotated[str, typer.Option(help="Why, in words that name nobody.")] = "",
    name_from_stdin: Annotated[
        bool, typer.Option("--name-from-stdin", help="Read the full name from a hidden prompt, or a line of the input.")
    ] = False,
    with_kin: Annotated[
        bool, typer.Option("--with-kin", help="Also who is held under a part of that name, or a longer one.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask; it cannot be undone.")] = False,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """Erase a person for good: key, sealed words, captured bytes, exports and mails. The record still verifies."""
    newsroom = opened(desk)
    name = _hidden("Full name") if name_from_stdin or not persons else ""
    if not yes and not _agreed("This cannot be undone. Erase?"):
        raise BadInput("nothing was erased.", remedy="Answer y, or give --yes.")
    _erased(newsroom.erase(*persons or (), name=name, reviewer=reviewer, reason=reason, with_kin=with_kin), as_json)


def _erased(outcome: Erased, as_json: bool) -> None:
    if as_json:
        show.as_json_text(outcome)
        return
    show.line(f"Erased {', '.join(outcome.persons)}: {outcome.entries} fields of the ledger held them.")
    show.line(f"Withdrawn from the archive: {', '.join(outcome.withdrawn) or 'nothing'}.")
    for file in outcome.removed:
        show.line(f"Removed {file}; it can be made again.")
    if outcome.republished:
        show.line("The site was written anew; carry it to where it is served.")
    for place in outcome.still_named:
        show.line(f"Still named in {place}: change it, it is yours to edit.")
    if outcome.kin:
        show.line(
            f"Others share a part of the name: {', '.join(outcome.kin)}. The same person? Erase them too, or use --with-kin."
        )
    show.line(OUT_OF_REACH)


@app.command(epilog="Example: reportedly backup ../desk-2024-06-10.age")
def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet, outside the desk.")],
    desk: Desk = HERE,
    to: Annotated[list[str] | None, _TO] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Not encrypted: whoever has the file reads it.")] = False,
    keys: Annotated[
        bool, typer.Option("--keys", help="Back up the desk's key file instead; keep it elsewhere.")
    ] = False,
) -> None:
    """Put the whole desk, without its keys, into one encrypted file (age), and check it."""
    from reportedly.cli.demonstrate import Progress
    from reportedly.newsroom.backing_up import backup_keys
    from reportedly.store.age import Lock

    newsroom = opened(desk)
    lock = Lock() if plain else Lock(tuple(to)) if to else Lock(passphrase=_new_passphrase())
    if keys:
        backup_keys(newsroom, file, lock)
        show.line(f"The keys are in {file}. Keep it apart from backups of the desk: who has both reads every name.")
        return
    with Progress(quiet=False) as tell:
        kept = newsroom.backup(file, lock, tell)
    _kept(f"Backed up into {file}", kept)
    show.line(
        "The keys are not in it: `reportedly backup --keys FILE` puts them into a file of their own; keep it elsewhere."
    )


@app.command(epilog="Example: reportedly restore desk-2024-06-10.age my-desk")
def restore(
    file: File,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder; with --keys, the desk's.")],
    identity: Annotated[Path | None, _IDENTITY] = None,
    keys: Annotated[bool, typer.Option("--keys", help="FILE holds a desk's keys: put them back into DIR.")] = False,
) -> None:
    """Put a backup back, all of it and checked, or nothing."""
    from reportedly.cli.demonstrate import Progress
    from reportedly.newsroom import backing_up
    from reportedly.resources.keys import key_path

    opener = _opener(file, identity)
    if keys:
        backing_up.restore_keys(file, key_path(folder), opener)
        show.line(f"The keys are back in {key_path(folder)}.")
        return
    with Progress(quiet=False) as tell:
        kept = backing_up.restore(file, folder, opener, tell)
    _kept(f"Restored into {folder}", kept)
    show.line(
        "Its keys are in a backup of their own: `reportedly restore --keys FILE DIR`. Then run `reportedly verify`."
    )


@app.command("rotate-keys", epilog="Example: reportedly rotate-keys --desk my-desk")
def rotate_keys(desk: Desk = HERE) -> None:
    """Make new keys for the desk and every person; seal everything anew. Pseudonyms change."""
    persons = opened(desk).rotate_keys()
    show.line(f"New keys for the desk and {persons} persons; old pseudonyms still lead to them in `reportedly erase`.")
    show.line(
        "Back the new keys up (`reportedly backup --keys FILE`): old copies open nothing of this ledger any more."
    )


def _kept(says: str, kept: Kept) -> None:
    show.line(
        f"{says}: {kept.files} files, {kept.bytes / 1e6:,.1f} MB, {kept.entries} entries. Checked. Head: {kept.head}"
    )
    for link in kept.left_out:
        show.line(f"Left out: {link} is a link.")


def _hidden(what: str) -> str:
    """A line that is not shown and lands in no history of the shell."""
    if sys.stdin.isatty():
        return str(typer.prompt(what, hide_input=True))
    return sys.stdin.readline().rstrip("\r\n")


def _agreed(question: str) -> bool:
    return sys.stdin.isatty() and typer.confirm(question)


def _new_passphrase() -> str:
    said = _hidden("Passphrase for the backup")
    if not said:
        raise BadInput("a backup needs a passphrase.", remedy="Type one, or give --to age1... or --plain.")
    if sys.stdin.isatty() and typer.prompt("Again", hide_input=True) != said:
        raise BadInput("the two passphrases differ.", remedy="Run the command again; nothing was written.")
    return said


def _opener(file: Path, identity: Path | None) -> Opener:
    from reportedly.store.age import Opener, needs_passphrase

    for needed in (file, identity):
        if needed and not needed.is_file():
            raise BadInput("this file is not there.", where=str(needed), remedy="Check its name.")
    with file.open("rb") as stream:
        by_passphrase = needs_passphrase(stream.read(100))
    if by_passphrase:
        return Opener(passphrase=_hidden("Passphrase of the backup"))
    return Opener(identities=identity.read_text("utf-8", errors="replace") if identity else "")
