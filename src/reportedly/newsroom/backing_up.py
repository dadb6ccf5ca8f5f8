"""Backups: the whole desk in one file, encrypted unless asked otherwise, checked after writing; its keys in another file."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from reportedly.errors import BadInput, Broken, ReportedlyError

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.store.age import Lock, Opener

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (bytes done, bytes in all)."""

LEDGER = "ledger.sqlite"
SUMS = ".backup-checksums.json"
"""The last member of a backup: every file's checksum, the ledger's head and its number of entries."""

_LEFT_OUT = (".keys", ".lock", "archive/.lock", LEDGER, f"{LEDGER}-wal", f"{LEDGER}-shm", f"{LEDGER}-journal")
_CHUNK = 1 << 20


def _untold(_says: str, _done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Kept:
    """What a backup holds: bytes before encryption, files, the ledger's entries and head; links that were left out."""

    file: str
    files: int
    bytes: int
    entries: int
    head: str
    left_out: tuple[str, ...] = ()


def backup(newsroom: Newsroom, target: Path, lock: Lock, tell: Tell = _untold) -> Kept:
    """Writes the desk into one file, encrypted to `lock`, then reads it back and checks all of it. The keys are not in it.

    Raises BadInput where the file is there already or would lie in the desk, Broken where it does not come back as it was.
    """
    from reportedly.store import age

    _refuse(newsroom, target)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        packing = _Packing(newsroom, Path(folder) / LEDGER, tell)
        draft = Path(folder) / "draft"
        with _new(draft) as out:
            opener = age.write(out, lock, packing.write)
        kept = _checked(draft, opener, Path(folder), lambda done: tell("Checking", done, packing.total))
        _put(draft, target)
    newsroom.enter("backup", "desk", {"head": kept.head, "entries": kept.entries}, by="desk")
    return Kept(str(target), kept.files, kept.bytes, kept.entries, kept.head, tuple(packing.left_out))


def backup_keys(newsroom: Newsroom, target: Path, lock: Lock) -> None:
    """Writes the desk's key file into a file of its own, encrypted to `lock`. Raises BadInput where it is there already."""
    from reportedly.store import age

    _refuse(newsroom, target)
    if not newsroom.keys.there:
        raise BadInput("this desk has no keys yet.", remedy="They are made when somebody private is first named.")
    data = newsroom.keys.path.read_bytes()
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        draft = Path(folder) / "draft"
        with _new(draft) as out:
            opener = age.write(out, lock, lambda stream: _written(stream, data))
        with draft.open("rb") as source, age.read(source, opener) as plain:
            if plain.read() != data:
                raise Broken("the keys did not come back as they were.", where=str(target), remedy="Try again.")
        _put(draft, target)


def restore(source: Path, folder: Path, opener: Opener, tell: Tell = _untold) -> Kept:
    """Puts a backup back into `folder`, which must be new or empty: all of it, checked, or nothing.

    Raises BadInput where something lies there or the file does not open, Broken where the backup is not what was written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput("this folder is not empty.", where=str(folder), remedy="Name a new folder; nothing was changed.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    size = source.stat().st_size
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder.parent) as near:
        desk = Path(near) / "desk"
        desk.mkdir(mode=0o700)
        kept = _checked(source, opener, desk, lambda done: tell("Restoring", done, size), keep=True)
        if folder.exists():
            folder.rmdir()
        desk.rename(folder)
    return Kept(str(folder), kept.files, kept.bytes, kept.entries, kept.head)


def restore_keys(source: Path, path: Path, opener: Opener) -> None:
    """Puts a backup of keys back to `path`. Raises BadInput where a key file lies there, or this is none."""
    from reportedly.resources.keys import KeyFile
    from reportedly.store import age

    if path.exists():
        raise BadInput(
            "there is a key file already.", where=str(path), remedy="Move it away first; nothing was changed."
        )
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=path.parent) as near:
        draft = Path(near) / "keys"
        with source.open("rb") as file, age.read(file, opener) as plain, _new(draft) as out:
            shutil.copyfileobj(plain, out)
        KeyFile(draft).refresh()
        _put(draft, path)


# -- packing ---------------------------------------------------------------------------------------------------------


class _Packing:
    """The desk's files as a tar stream: the ledger as of one moment, the archive as far as it was written then."""

    def __init__(self, newsroom: Newsroom, copy: Path, tell: Tell) -> None:
        from reportedly.capture.archives.lock import locked
        from reportedly.store.snapshot import snapshot

        tell("Copying the ledger", 0, 1)
        self._copy, self._tell = copy, tell
        self._key = newsroom.keys.path.resolve()
        self.left_out: list[str] = []
        archive = newsroom.folder / "archive"
        archive.mkdir(exist_ok=True)
        with locked(
            archive / ".lock", patience=30.0
        ):  # so that the log and the files that it vouches for fit each other
            snapshot(newsroom.ledger, copy)
            self._files = [(LEDGER, copy, copy.stat().st_size), *self._listed(newsroom.folder)]
        self.total = sum(size for _, _, size in self._files)
        self._sums: dict[str, str] = {}
        self._done = 0

    def _listed(self, folder: Path) -> Iterator[tuple[str, Path, int]]:
        paths = sorted(folder.rglob("*"))
        for path in paths:
            if not path.is_file() or path.is_symlink():
                continue
            name = path.relative_to(folder).as_posix()
            if name in _LEFT_OUT or name.startswith(".keys/") or path.resolve() == self._key:
                continue
            yield name, path, path.stat().st_size
        self.left_out += [path.relative_to(folder).as_posix() for path in paths if path.is_symlink()]

    def write(self, out: IO[bytes]) -> None:
        with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            for name, path, size in self._files:
                self._add(tar, name, path, size)
            said = json.dumps({"format": 1, "files": self._sums}, ensure_ascii=False).encode()
            tar.addfile(_member(SUMS, len(said)), BytesIO(said))

    def _add(self, tar: tarfile.TarFile, name: str, path: Path, size: int) -> None:
        with path.open("rb") as file:
            hashing = _Hashing(file, lambda read: self._tell("Writing", self._done + read, self.total))
            tar.addfile(_member(name, size), hashing)
        self._done += size
        self._sums[name] = hashing.sum.hexdigest()


class _Hashing:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes], told: Callable[[int], None]) -> None:
        self._file, self._told, self.sum, self._read = file, told, sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.sum.update(data)
        self._read += len(data)
        self._told(self._read)
        return data


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _written(stream: IO[bytes], data: bytes) -> None:
    stream.write(data)


# -- checking and unpacking ------------------------------------------------------------------------------------------


def _checked(path: Path, opener: Opener, folder: Path, told: Callable[[int], None], *, keep: bool = False) -> Kept:
    """Reads a backup from beginning to end, checks every file and the ledger's chain; unpacks into `folder` where `keep`, and
    otherwise the ledger alone."""
    from reportedly.store import age

    sums: dict[str, str] = {}
    total, said = 0, b""
    with path.open("rb") as source, age.read(source, opener) as plain, _told(str(path)):
        for name, member in _members(plain, str(path)):
            if name == SUMS:
                said = member.read()
                continue
            target = folder / name if keep else (folder / "checked.sqlite" if name == LEDGER else None)
            sums[name], size = _unpacked(member, target)
            total += size
            told(total)
    _compare(sums, said, str(path))
    ledger = folder / (LEDGER if keep else "checked.sqlite")
    entries, head = _intact(ledger)
    if keep:
        _archive_intact(folder / "archive")
    return Kept(str(path), len(sums), total, entries, head)


def _members(plain: IO[bytes], where: str) -> Iterator[tuple[str, IO[bytes]]]:
    """The files of a tar stream. Raises BadInput for one that would lie outside its folder."""
    with tarfile.open(fileobj=plain, mode="r|") as tar:
        for member in tar:
            inside = tar.extractfile(member) if member.isfile() else None
            if inside is None or member.name.startswith("/") or ".." in Path(member.name).parts or "\0" in member.name:
                raise BadInput(f"the backup holds {member.name!r}, which cannot be restored.", where=where)
            yield member.name, inside


@contextmanager
def _told(where: str) -> Iterator[None]:
    """What a tar stream is refused for, in the house's words."""
    try:
        yield
    except tarfile.TarError as error:
        raise BadInput(
            f"this is no backup, or not all of it: {error}.",
            where=where,
            remedy="Name a file that `reportedly backup` wrote, or another copy of it.",
        ) from error


def _unpacked(member: IO[bytes], target: Path | None) -> tuple[str, int]:
    total, size = sha256(), 0
    with _new(target) if target else BytesIO() as out:
        while chunk := member.read(_CHUNK):
            total.update(chunk)
            size += len(chunk)
            if target:
                out.write(chunk)
    return total.hexdigest(), size


def _compare(sums: dict[str, str], said: bytes, where: str) -> None:
    try:
        told = json.loads(said)["files"]
    except (ValueError, KeyError, TypeError) as error:
        raise Broken("the backup has no end: it was cut off.", where=where, remedy="Take another copy.") from error
    wrong = sorted(name for name in {*sums, *told} if sums.get(name) != told.get(name))
    if wrong:
        raise Broken(f"{wrong[0]} is not what was backed up.", where=where, remedy="Take another copy.")


def _intact(ledger: Path) -> tuple[int, str]:
    """The entries and the head of a ledger whose chain is whole. Raises Broken where it is not."""
    from reportedly.store import Ledger

    with Ledger.open(ledger) as opened:
        for problem in opened.verify():
            raise Broken(problem, where=LEDGER, remedy="Run `reportedly verify` on the desk; this copy is not used.")
        return opened.head()


def _archive_intact(folder: Path) -> None:
    from reportedly.capture.archives import Archive

    for problem in Archive(folder).verify():
        raise Broken(str(problem), where="archive", remedy="Take an earlier backup; nothing was restored.")


# -- files -----------------------------------------------------------------------------------------------------------


def _refuse(newsroom: Newsroom, target: Path) -> None:
    if target.exists():
        raise BadInput(
            "this file is there already.", where=str(target), remedy="Name a new file; nothing was overwritten."
        )
    if not target.parent.is_dir():
        raise BadInput("this folder is not there.", where=str(target.parent), remedy="Make it first.")
    if target.resolve().is_relative_to(newsroom.folder.resolve()):
        raise BadInput(
            "a backup inside the desk would hold itself.", where=str(target), remedy="Name a file elsewhere."
        )


@contextmanager
def _new(path: Path) -> Iterator[IO[bytes]]:
    """A new file for its owner's eyes only, synced at its end."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _put(draft: Path, target: Path) -> None:
    """Gives a finished file its name, unless somebody made one of that name meanwhile."""
    try:
        os.link(draft, target)
    except FileExistsError as error:
        raise BadInput("this file is there already.", where=str(target), remedy="Name a new file.") from error
    except OSError as error:
        if target.exists():
            raise ReportedlyError(f"cannot write: {error.strerror}.", where=str(target)) from error
        draft.rename(target)  # a file system without hard links
