"""Checkpoints: the heads of ledger and archive, signed, so that a rewritten chain shows against any copy kept elsewhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, Broken, NotThere
from reportedly.types import GENESIS, Entry

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.proof.checkpoints import Checkpoint

FOLDER = "proof"
KEYS = "keys.txt"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint as it was signed: what it says, its text, the line by which others know the key, and whether it is new.

    `file` is its path inside the desk; `waiting` the authorities that are yet to stamp it.
    """

    checkpoint: Checkpoint
    text: str
    key: str
    file: str
    new: bool
    waiting: tuple[str, ...] = ()


def name_of(newsroom: Newsroom) -> str:
    """The name under which the desk signs: from its settings, else the site's address, else its name; without spaces."""
    settings = newsroom.files.settings
    said = settings.proof.name or settings.site.address.partition("://")[2] or settings.site.name
    return re.sub(r"[\s+]+", "-", said.strip().strip("/")) or "desk"


def checkpoint(newsroom: Newsroom) -> Signed:
    """Signs the heads of ledger and archive, keeps the checkpoint and enters it; makes the key where there is none.

    Where nothing of evidence came since the last checkpoint, that one comes back. Raises BadInput where the key lies in the
    desk's folder or others may read it.
    """
    from reportedly.newsroom.stamping import queue
    from reportedly.proof.checkpoints import checkpoint_of, published_key, signed
    from reportedly.proof.signing import key_at, key_place, make_key

    newsroom.enter_files()
    name = name_of(newsroom)
    place = key_place(newsroom.folder, name)
    key = key_at(place) if place.exists() else make_key(place)
    line = published_key(name, key)
    last = latest(newsroom)
    now = custody_head(newsroom.folder / "archive")
    if last and _nothing_since(newsroom, checkpoint_of(last), now):
        return Signed(checkpoint_of(last), last, line, _file(checkpoint_of(last)), new=False)
    made = _measured(newsroom, name, now)
    text = signed(made.text(), name, key)
    _keep(newsroom, made, text, line)
    return Signed(made, text, line, _file(made), new=True, waiting=queue(newsroom, made.size, text))


def has_key(newsroom: Newsroom) -> bool:
    """Whether this machine has the desk's signing key now."""
    from reportedly.proof.signing import key_place

    return key_place(newsroom.folder, name_of(newsroom)).is_file()


def latest(newsroom: Newsroom) -> str | None:
    """The text of the last checkpoint that was entered."""
    texts = entered(newsroom)
    return texts[-1] if texts else None


def entered(newsroom: Newsroom) -> list[str]:
    """The texts of all checkpoints, in the order of their entry."""
    return [str(fields["text"]) for _, fields in newsroom.ledger.entered(["checkpoint"]) if "text" in fields]


def published_files(newsroom: Newsroom) -> dict[str, bytes]:
    """What a publication says of the latest checkpoint, by path; a new one is signed first where evidence came since and
    the key is there. Nothing for a desk that never signed one."""
    if latest(newsroom) is None:
        return {}
    text = checkpoint(newsroom).text if has_key(newsroom) else latest(newsroom) or ""
    keys = newsroom.folder / FOLDER / KEYS
    known = {"checkpoint-keys.txt": keys.read_bytes()} if keys.is_file() else {}
    return {"checkpoint.txt": text.encode(), **known}


def secret_of(newsroom: Newsroom, *, make: bool) -> bytes | None:
    """The secret from which the tree's salts follow: the salt of an entry made for it. None where there is none yet."""
    found = next(iter(newsroom.ledger.entries(["proof"])), None)
    if found is None and make:
        newsroom.enter("proof", "salts", {"made_for": "what entries say beside their fields"}, by="desk")
        return secret_of(newsroom, make=False)
    return newsroom.ledger.payload(found.seq)["made_for"].salt if found else None


def leaves(newsroom: Newsroom, secret: bytes, size: int | None = None) -> Iterator[tuple[Entry, bytes]]:
    """Every entry with its leaf, in order; the first `size` where given."""
    from reportedly.proof.tree import leaf
    from reportedly.store.chain import instant

    for entry in islice(newsroom.ledger.entries(), size):
        yield entry, leaf(entry, instant(entry.at), secret)


def custody_heads(archive: Path) -> list[str]:
    """The hash of each whole line of the archive's custody log, in order; the first stands for no line at all.

    A line that cannot be read has the hash "", which no checkpoint says.
    """
    from reportedly.capture.archives.custody import whole_lines

    log = archive / "custody.jsonl"
    return [GENESIS, *map(_hash_of, whole_lines(log.read_bytes() if log.exists() else b""))]


def custody_head(archive: Path) -> tuple[int, str]:
    """How many whole lines the archive's custody log has, and the hash of the last."""
    heads = custody_heads(archive)
    return len(heads) - 1, heads[-1]


def _hash_of(line: bytes) -> str:
    try:
        return str(json.loads(line)["hash"])
    except (ValueError, KeyError, TypeError):
        return ""


def problems(newsroom: Newsroom, given: tuple[Path, ...] = ()) -> Iterator[str]:
    """What does not agree with a checkpoint: those in the ledger, those in the desk's folder, and `given` ones.

    Each is checked for its signature, the ledger's root and head at its size, and the archive's custody log.
    """
    from reportedly.proof.checkpoints import checkpoint_of, wrong_with

    keys = _known_keys(newsroom)
    told: dict[str, str] = {text: f"checkpoint of {_size(text)} entries" for text in entered(newsroom)}
    kept = sorted((newsroom.folder / FOLDER / "checkpoints").glob("*.txt"))
    for path in (*kept, *given):
        told[_text(path)] = f"checkpoint {path.name}"
    points: list[tuple[str, Checkpoint]] = []
    for text, where in told.items():
        try:
            points.append((where, checkpoint_of(text)))
        except BadInput as error:
            yield f"{where}: {error}"
            continue
        wrong = wrong_with(text, keys)
        if wrong:
            yield f"{where}: {wrong}"
    yield from _against(newsroom, points)


def _against(newsroom: Newsroom, points: list[tuple[str, Checkpoint]]) -> Iterator[str]:
    """Goes along the ledger once and compares root and head wherever a checkpoint was made."""
    from reportedly.proof.tree import Growing

    if not points:
        return
    secret = secret_of(newsroom, make=False)
    by_size: dict[int, list[tuple[str, Checkpoint]]] = {}
    for where, point in points:
        by_size.setdefault(point.size, []).append((where, point))
    tree, seen = Growing(), 0
    for entry, leaf in leaves(newsroom, secret or b""):
        tree.add(leaf)
        seen = entry.seq
        for where, point in by_size.pop(entry.seq, []):
            if point.head != entry.hash or (secret and point.root != tree.root()):
                yield f"{where}: the ledger up to entry {entry.seq} is not the one that was signed on {point.at:%Y-%m-%d}; the chain was rewritten"
    for where, point in (one for ones in by_size.values() for one in ones if one[1].size):
        yield f"{where}: counts {point.size} entries and the ledger has {seen}: entries were cut off"
    heads = custody_heads(newsroom.folder / "archive")
    for where, point in points:
        if point.custody_lines >= len(heads) or heads[point.custody_lines] != point.custody:
            yield f"{where}: the archive's custody log up to line {point.custody_lines} is not the one that was signed"


def _nothing_since(newsroom: Newsroom, last: Checkpoint, custody: tuple[int, str]) -> bool:
    return last.size >= newsroom.held().entries and (last.custody_lines, last.custody) == custody


def _measured(newsroom: Newsroom, name: str, custody: tuple[int, str]) -> Checkpoint:
    from reportedly.proof.checkpoints import Checkpoint
    from reportedly.proof.tree import Growing

    secret, tree, head = secret_of(newsroom, make=True) or b"", Growing(), GENESIS
    for entry, leaf in leaves(newsroom, secret):
        tree.add(leaf)
        head = entry.hash
    return Checkpoint(name, tree.size, tree.root(), newsroom.clock(), head, *custody)


def _keep(newsroom: Newsroom, made: Checkpoint, text: str, line: str) -> None:
    from reportedly.press.publishers.folder import write_whole

    keys = _known_keys(newsroom)
    if line not in keys:
        write_whole(newsroom.folder / FOLDER / KEYS, "".join(f"{one}\n" for one in (*keys, line)).encode())
    write_whole(newsroom.folder / _file(made), text.encode())
    newsroom.enter("checkpoint", str(made.size), {"text": text, "key": line}, by="desk")


def _known_keys(newsroom: Newsroom) -> list[str]:
    path = newsroom.folder / FOLDER / KEYS
    return path.read_text("utf-8").split() if path.is_file() else []


def _file(made: Checkpoint) -> str:
    return f"{FOLDER}/checkpoints/{made.size:08}.txt"


def _size(text: str) -> str:
    return text.partition("\n")[2].partition("\n")[0]


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise NotThere("there is no such file.", where=path.name, remedy="Name the checkpoint's file.") from error
    except (OSError, UnicodeDecodeError) as error:
        raise Broken("this checkpoint cannot be read.", where=path.name, remedy="Give another copy of it.") from error
