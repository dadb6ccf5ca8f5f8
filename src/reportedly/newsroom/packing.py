"""A proof pack: what a brief or a tally stands on, for strangers, with the means to check it without us."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, Broken
from reportedly.newsroom import checkpointing
from reportedly.newsroom.disclosing import Disclosure, Veil
from reportedly.newsroom.packed import Telling
from reportedly.newsroom.scope import Scope, scope_of
from reportedly.newsroom.stamping import stamps_over
from reportedly.types import Capture, Report

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.proof.checkpoints import Checkpoint

_ASKED_FROM = (
    rb"(?im)^(?:(?:x-|true-|cf-)?(?:client|real|remote|connecting)-(?:ip|addr)|x-forwarded-for|cf-ipcountry|x-(?:geo|country)[\w-]*|"
    rb"(?:geo|country)[\w-]*):|^set-cookie:.*(?:geo|country|ip)[\w-]*="
)
"""Fields of an HTTP answer that tell a client its own address or country."""

PEOPLE = 2
"""How many different people must release a page that names private persons."""

LARGEST = 1 << 31
"""The most bytes of captures that one pack takes."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A pack that was written: where, its checksum, which reports' captured pages are in it, which are withheld and why,
    and up to which entry a checkpoint covers it; `signed` where a key signed both."""

    file: str
    checksum: str
    included: tuple[Report, ...]
    withheld: tuple[tuple[Report, str], ...]
    entries: int
    signed: bool
    stamps: int


def pack(newsroom: Newsroom, subject: str, out: Path) -> Packed:
    """Writes the proof pack of a brief (its slug) or a question (its id) to `out`, and enters that it was written.

    The same evidence gives the same bytes. Raises NotThere where nothing has that name, BadInput where the captures are too
    large for one pack, Broken where the ledger is not the one that was signed.
    """
    from reportedly.press.publishers.folder import write_whole
    from reportedly.proof.verifier import zip_of

    if out.is_file() and out.read_bytes()[:2] != b"PK":
        remedy = "Name a new file, or one that is a pack already; nothing was overwritten."
        raise BadInput("this file is there and is no pack.", where=str(out), remedy=remedy)
    newsroom.enter_files()
    checkpointing.secret_of(newsroom, make=True)
    held = newsroom.held()
    scope = scope_of(newsroom, held, subject)
    roles = _roles(held, scope)
    veil = Veil(held, scope.reports, roles)
    withheld = {report: why for report in scope.reports if (why := _withheld(newsroom, held, report, veil))}
    point, text = _covered_by(newsroom, held)
    files = _files(newsroom, held, scope, withheld, point, text, veil, roles)
    data = zip_of(files)
    write_whole(out, data)
    checksum = "sha256:" + hashlib.sha256(data).hexdigest()
    newsroom.enter("pack", subject, {"mark": held.mark, "checksum": checksum, "checkpoint": point.size}, by="desk")
    shown = {r: newsroom.mask.held(held).reports[r] for r in scope.reports}
    return Packed(
        file=str(out),
        checksum=checksum,
        included=tuple(shown[r] for r in scope.reports if r not in withheld),
        withheld=tuple((shown[r], why) for r, why in withheld.items()),
        entries=point.size,
        signed="\n\n" in text,
        stamps=len(stamps_over(newsroom, point.size)),
    )


def _covered_by(newsroom: Newsroom, held: Held) -> tuple[Checkpoint, str]:
    """The first checkpoint that covers the evidence; a new one where the key is there; else an unsigned one."""
    from reportedly.proof.checkpoints import Checkpoint, checkpoint_of
    from reportedly.proof.tree import Growing

    for text in checkpointing.entered(newsroom):
        if checkpoint_of(text).size >= held.entries:
            return checkpoint_of(text), text
    if checkpointing.has_key(newsroom):
        made = checkpointing.checkpoint(newsroom)
        return made.checkpoint, made.text
    tree = Growing()
    for _, leaf in checkpointing.leaves(newsroom, _secret(newsroom), held.entries):
        tree.add(leaf)
    custody = checkpointing.custody_head(newsroom.folder / "archive")
    at = held.last_at or datetime.fromtimestamp(0, UTC)
    point = Checkpoint(checkpointing.name_of(newsroom), held.entries, tree.root(), at, held.mark, *custody)
    return point, point.text()


def _secret(newsroom: Newsroom) -> bytes:
    return checkpointing.secret_of(newsroom, make=False) or b""


def _withheld(newsroom: Newsroom, held: Held, report: str, veil: Veil) -> str | None:
    """Why a report's captured page stays out of a pack; None where it may go."""
    if held.reports[report].capture in newsroom.archive.withdrawn():
        return "it was taken out of the archive for a person's sake"
    stands = held.standing.get(report)
    people = {who.strip().casefold() for who in stands.released_by} if stands else set()
    if len(people) >= PEOPLE:
        return None
    one, reading = held.reports[report], held.readings.get(report)
    capture = held.captures[one.capture]
    if reading is None or reading.declined:
        return "nobody has read whether it names private persons"
    if newsroom.mask.pair(one, reading)[0] is not one or reading.personal or veil.hides(one.text):
        return "it names private persons"
    return _tells_on_us(_stored(newsroom, held, capture), newsroom.archive.bytes_of(capture), capture.media_type)


def _tells_on_us(stored: bytes, data: bytes, media_type: str) -> str | None:
    """Why captured bytes may say something of whoever captured them: mails name whom they were sent to, saved pages the
    time zone or a folder of the machine, servers the address or country that asked."""
    import gzip
    import re

    if media_type.startswith("message/"):
        return "a mail names whom it was sent to"
    if re.search(rb"saved date: [^\n]{0,60}GMT[+-]\d{4}", data):
        return "the saved page holds the time zone of whoever saved it"
    head = gzip.decompress(stored).partition(b"\r\n\r\n")[2].partition(b"\r\n\r\n")[0]
    if head.startswith(b"HTTP/") and re.search(_ASKED_FROM, head):
        return "the server's answer says where it was asked from"
    if re.search(rb"file:///|[A-Z]:\\Users\\|/home/[a-z]", data):
        return "the page holds a path of a machine"
    return None


def _files(
    newsroom: Newsroom,
    held: Held,
    scope: Scope,
    withheld: Mapping[str, str],
    point: Checkpoint,
    text: str,
    veil: Veil,
    roles: Mapping[str, str],
) -> dict[str, bytes]:
    """All files of the pack."""
    from reportedly.press.pages.pack import pack_page
    from reportedly.proof import wacz
    from reportedly.proof.tree import Tree
    from reportedly.proof.verifier import canonical

    entries, leaves = zip(*checkpointing.leaves(newsroom, _secret(newsroom), point.size), strict=True)
    tree = Tree(leaves)
    if tree.root != point.root or entries[-1].hash != point.head:
        raise Broken(
            "the ledger is not the one that the checkpoint signed.", where="ledger", remedy="Run `reportedly verify`."
        )
    disclosure = Disclosure(newsroom, entries, tree, _secret(newsroom), veil)
    captures = [held.captures[held.reports[r].capture] for r in scope.reports if r not in withheld]
    if sum(capture.record.length for capture in captures) > LARGEST:
        raise BadInput(
            "the captures behind it are too large for one pack.",
            where=scope.about,
            remedy="Pack its questions one by one.",
        )
    records, places = wacz.archive_of([(c, _stored(newsroom, held, c)) for c in captures], held.last_at or point.at)
    telling = Telling(newsroom, held, scope, withheld, disclosure, veil, roles, places)
    data = {**telling.data(), "signed": "\n\n" in text}
    shown = newsroom.mask.held(held).reports
    titles = {held.reports[r].capture: veil.put(shown[r].headline) for r in scope.reports}
    files = {
        wacz.RECORDS: records,
        "indexes/index.cdx": wacz.index_of(captures, places),
        "pages/pages.jsonl": wacz.pages_of([(capture, titles[capture.id]) for capture in captures]),
        "proof/pack.json": wacz.pretty(data),
        "proof/entries.jsonl": b"".join(canonical(line) + b"\n" for line in disclosure.lines()),
        "proof/checkpoint.txt": text.encode(),
        "proof/index.html": pack_page(data, newsroom.templates),
        "proof/verify.py": wacz.verifier(),
        "README": wacz.read_me(str(data["title"])),
    }
    keys = newsroom.folder / checkpointing.FOLDER / checkpointing.KEYS
    if keys.is_file() and "\n\n" in text:
        files["proof/keys.txt"] = keys.read_bytes()
    for name, (response, certificate) in stamps_over(newsroom, point.size).items():
        files[f"proof/stamp-{name}.tsr"], files[f"proof/authority-{name}.pem"] = response, certificate
    return wacz.listed(files, str(data["title"]), held.last_at or point.at, lambda body: _signed(newsroom, text, body))


def _signed(newsroom: Newsroom, checkpoint: str, body: str) -> str | None:
    """The pack's own signature, where its checkpoint is signed; None where the key is not there."""
    from reportedly.proof.checkpoints import signed
    from reportedly.proof.signing import key_at, key_place

    if "\n\n" not in checkpoint or not checkpointing.has_key(newsroom):
        return None
    name = checkpointing.name_of(newsroom)
    return signed(f"{name}\n{body}", name, key_at(key_place(newsroom.folder, name)))


def _stored(newsroom: Newsroom, held: Held, capture: Capture) -> bytes:
    """A capture's record as stored, after its bytes were checked; for a revisit the record of the first time."""
    newsroom.archive.bytes_of(capture)
    first = held.captures.get(capture.revisit_of or "", capture)
    path = newsroom.folder / "archive" / Path(first.record.file).name
    with path.open("rb") as file:
        file.seek(first.record.offset)
        return file.read(first.record.length)


def _roles(held: Held, scope: Scope) -> dict[str, str]:
    """Reviewers by the roles under which strangers see them, in the order of their first decision here."""
    about = {scope.about, *scope.reports, *scope.figures, *scope.findings, *scope.statements}
    first = [d.reviewer for d in held.decisions if d.subject in about]
    everybody = dict.fromkeys([*first, *(d.reviewer for d in held.decisions)])
    return {who: f"reviewer {number}" for number, who in enumerate(everybody, 1)}
