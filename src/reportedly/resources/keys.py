"""The desk's key file: the key by which private persons get their pseudonyms, and each person's own key, wrapped by it.

It lies beside the ledger, never in it: `.keys/desk.key` in the desk's folder, or where `REPORTEDLY_KEY_FILE` says. Whoever
has this file and the ledger can open every sealed name: keep copies of the one apart from copies of the other.

The first line is the desk's key (64 hex digits). Each further line is JSON: a `person` (by keyed id) with what is `sealed` under
the desk's key (that person's keys, the parts of the name, ids of earlier desk keys); an `erased` person's id; an `older` desk
key, kept only so that an erased person is known again. New persons are appended; all other changes replace the file at once.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from reportedly.errors import BadInput, NotThere

KEY_FILE = Path(".keys", "desk.key")
PLACE = "REPORTEDLY_KEY_FILE"
"""The environment variable that says where the key file lies instead."""

_BYTES = 32
_PERSON_BYTES = 64
_PUT_BACK = "Put the desk's key back from where you keep it."

Grain = Callable[[str], bytes]
"""Gives 64 bytes for a label: random ones, unless a demonstration must come out the same twice."""


def random_grain(_label: str) -> bytes:
    """Sixty-four random bytes."""
    return secrets.token_bytes(_PERSON_BYTES)


def key_path(desk: Path) -> Path:
    """Where the key file of the desk in folder `desk` lies."""
    elsewhere = os.environ.get(PLACE)
    return Path(elsewhere) if elsewhere else desk / KEY_FILE


def desk_key(desk: Path) -> bytes:
    """The key of the desk in folder `desk`; made, for its owner's eyes only, when first asked for.

    Raises BadInput where the file holds no key.
    """
    return KeyFile(key_path(desk)).desk


def keep_key(desk: Path, key: bytes) -> None:
    """Writes the desk's key, mode 0600 in a folder of mode 0700, unless there is one already."""
    _make(key_path(desk), key)


@dataclass(frozen=True, slots=True)
class Person:
    """What the key file holds of a private person. `keys`: the first one seals, the others still open what a rotation left
    unfinished. `parts` are the name's parts without case endings, `was` the ids under earlier desk keys."""

    id: str
    keys: tuple[bytes, ...]
    parts: frozenset[str]
    was: tuple[str, ...] = ()


@dataclass(slots=True)
class _Content:
    """The file's lines as values, and how many bytes of it are whole lines."""

    desk: bytes = b""
    persons: dict[str, Person] = field(default_factory=dict)
    erased: dict[str, None] = field(default_factory=dict)
    older: tuple[bytes, ...] = ()
    whole: int = 0


class KeyFile:
    """The keys in one file. What others write into it meanwhile is taken in by `refresh`; `version` grows where that
    changes or drops a person's keys."""

    def __init__(self, path: Path, grain: Grain = random_grain) -> None:
        self.path = path
        self._grain = grain
        self._seen: tuple[int, ...] | None = None
        self._content = _Content()
        self._met: dict[str, Person] = {}
        self._was: dict[str, str] = {}
        self.version = 0

    @property
    def there(self) -> bool:
        """Whether the file is there."""
        return self.path.exists()

    @property
    def desk(self) -> bytes:
        """The desk's key; made where there is none. Raises BadInput where the file holds none."""
        if not self.there:
            _make(self.path, secrets.token_bytes(_BYTES))
        self.refresh()
        return self._content.desk

    @property
    def older(self) -> tuple[bytes, ...]:
        """Earlier desk keys under which persons were erased."""
        return self._content.older

    @property
    def persons(self) -> Mapping[str, Person]:
        """Every person with a key, by keyed id."""
        self.refresh()
        return self._content.persons

    def refresh(self) -> None:
        """Takes the file in anew where it has changed."""
        signature = _signature(self.path)
        if signature != self._seen:
            before, self._content = self._content, _read(self.path) if signature else _Content()
            self._seen = signature
            persons = self._content.persons
            self.version += any(persons.get(name) != person for name, person in before.persons.items())
            self._was = {was: person.id for person in persons.values() for was in person.was}

    # -- sealing ----------------------------------------------------------------------------------------------------

    def is_erased(self, person: str) -> bool:
        """Whether the person was erased, and must not be held again."""
        return person in self._content.erased

    def _erased(self) -> Iterable[str]:
        self.refresh()
        return self._content.erased

    def opening(self, person: str) -> tuple[bytes, ...]:
        """The keys that may open what is sealed for a person (also under an earlier id); none once erased."""
        persons = self._content.persons
        known = self._met.get(person) or persons.get(person) or persons.get(self._was.get(person, ""))
        return known.keys if known else ()

    def meet(self, person: str, parts: Iterable[str]) -> None:
        """Makes a key for a person who has none yet; it is kept by `keep`."""
        if person not in self._content.persons and person not in self._met:
            self._met[person] = Person(person, (self._grain(f"person {person}"),), frozenset(parts))

    def keep(self) -> None:
        """Appends the keys of persons met since, synced, before anything sealed under them is written."""
        if not self._met:
            return
        desk = self.desk
        with self._locked():
            before = desk
            self.refresh()
            content = self._content
            if content.desk != before:
                raise BadInput(
                    "the desk's key was changed meanwhile.", where=str(self.path), remedy="Run the command again."
                )
            new = {name: person for name, person in self._met.items() if name not in content.persons}
            content.whole = _append(self.path, content.whole, b"".join(_line(p, desk) for p in new.values()))
            content.persons.update(new)
            self._seen = _signature(self.path)
        self._met.clear()

    # -- forgetting and changing ------------------------------------------------------------------------------------

    def named(self, label: str) -> Person:
        """The person behind a pseudonym (person-6fb56d), a keyed id or the beginning of one, also of an earlier desk key. One
        who was erased comes back without keys.

        Raises NotThere where there is none, BadInput where it fits several.
        """
        wanted = label.strip().lower().removeprefix("person-")
        gone = [Person(name, (), frozenset()) for name in self._erased()]
        found = [
            p
            for p in (*self.persons.values(), *gone)
            if len(wanted) >= 6 and any(name.startswith(wanted) for name in (p.id, *p.was))
        ]
        if not found:
            raise NotThere(
                f"nobody is held under {label!r}.",
                remedy="Give a pseudonym as pages and commands show it: person-6fb56d.",
            )
        if len(found) > 1:
            full = ", ".join(person.id for person in found)
            raise BadInput(f"{label!r} fits several persons.", remedy=f"Give the full id, one of: {full}.")
        return found[0]

    def destroy(self, persons: Iterable[str]) -> None:
        """Takes persons' keys out for good, and keeps their ids so that they stay erased. The old file is overwritten."""
        with self._changing() as content:
            for person in persons:
                content.persons.pop(person, None)
                content.erased[person] = None

    def begin_rotation(self, key: bytes, id_of: Callable[[frozenset[str], bytes], str]) -> Mapping[str, str]:
        """A new desk key, new ids and new keys for all persons; old keys still open. Gives old id -> new id.

        Where a rotation was begun and not finished, that one goes on: its ids come back and nothing is made anew.
        """
        with self._changing() as content:
            if not _rotating(content):
                before = {p.id: self._renewed(p, id_of(p.parts, key)) for p in content.persons.values()}
                content.persons = {person.id: person for person in before.values()}
                content.older = (*content.older, content.desk) if content.erased else ()
                content.desk = key
            return {p.was[-1]: p.id for p in content.persons.values() if p.was}

    @property
    def rotating(self) -> bool:
        """Whether a rotation was begun and not finished."""
        self.refresh()
        return _rotating(self._content)

    def finish_rotation(self) -> None:
        """Drops the keys that were replaced: what is sealed is sealed under the new ones now."""
        with self._changing() as content:
            content.persons = {name: replace(p, keys=p.keys[:1]) for name, p in content.persons.items()}

    def _renewed(self, person: Person, new: str) -> Person:
        keys = (self._grain(f"person {new}"), *person.keys)
        return Person(new, keys, person.parts, (*(was for was in person.was if was != person.id), person.id))

    @contextlib.contextmanager
    def _changing(self) -> Iterator[_Content]:
        """The content, to be changed in the body; afterwards the file is replaced as a whole."""
        with self._locked():
            self._seen = None
            self.refresh()
            yield self._content
            _replace(self.path, _bytes(self._content))
            self._seen = None
        self.refresh()
        self.version += 1

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        handle = os.open(self.path.parent / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _rotating(content: _Content) -> bool:
    return any(len(person.keys) > 1 for person in content.persons.values())


def _signature(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _read(path: Path) -> _Content:
    data = path.read_bytes()
    first, *rest = data[: data.rfind(b"\n") + 1].split(b"\n") if b"\n" in data else [data]
    content = _Content(_desk_key(first, path), whole=len(data) if b"\n" not in data else data.rfind(b"\n") + 1)
    for line in filter(None, rest):
        _take(content, line, path)
    return content


def _desk_key(line: bytes, path: Path) -> bytes:
    try:
        key = bytes.fromhex(line.decode("ascii"))
    except ValueError as error:
        raise BadInput("this is no key.", where=str(path), remedy=_PUT_BACK) from error
    if len(key) < _BYTES:
        raise BadInput("this key is too short.", where=str(path), remedy=_PUT_BACK)
    return key


def _take(content: _Content, line: bytes, path: Path) -> None:
    from cryptography.exceptions import InvalidTag

    try:
        told: dict[str, Any] = json.loads(line)
        if "person" in told:
            content.persons[told["person"]] = _person(told, content.desk)
        elif "erased" in told:
            content.erased[told["erased"]] = None
        elif "older" in told:
            content.older = (*content.older, bytes.fromhex(told["older"]))
    except (ValueError, KeyError, TypeError, InvalidTag) as error:
        raise BadInput("a line of this key file cannot be read.", where=str(path), remedy=_PUT_BACK) from error


def _person(told: Mapping[str, Any], desk: bytes) -> Person:
    name = str(told["person"])
    inner = json.loads(_wrap(desk).decrypt(bytes.fromhex(told["sealed"]), [name.encode()]))
    keys = tuple(bytes.fromhex(key) for key in inner["keys"])
    return Person(name, keys, frozenset(inner["parts"]), tuple(inner["was"]))


def _line(person: Person, desk: bytes) -> bytes:
    inner = {"keys": [key.hex() for key in person.keys], "parts": sorted(person.parts), "was": list(person.was)}
    sealed = _wrap(desk).encrypt(json.dumps(inner).encode(), [person.id.encode()])
    return json.dumps({"person": person.id, "sealed": sealed.hex()}).encode() + b"\n"


@cache
def _wrap(desk: bytes) -> Any:
    """What seals the lines of the file: AES-SIV (RFC 5297) under a key that follows from the desk's (HKDF, RFC 5869)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESSIV(HKDF(SHA256(), _PERSON_BYTES, salt=None, info=b"reportedly key file").derive(desk))


def _bytes(content: _Content) -> bytes:
    lines = [content.desk.hex().encode() + b"\n"]
    lines += [json.dumps({"older": key.hex()}).encode() + b"\n" for key in content.older]
    lines += [json.dumps({"erased": person}).encode() + b"\n" for person in content.erased]
    lines += [_line(person, content.desk) for person in content.persons.values()]
    return b"".join(lines)


def _make(path: Path, key: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path, key.hex().encode() + b"\n")
    # Another process may make the key at the same moment: the first one stays, and nobody reads half a key.
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    _sync(path.parent)


def _append(path: Path, whole: int, data: bytes) -> int:
    """Puts lines at the end, in place of a last line that a kill left unfinished; gives the file's new length."""
    with path.open("r+b") as file:
        file.truncate(whole)
        file.seek(whole)
        if whole and data and not _ends_line(path, whole):
            data = b"\n" + data
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return whole + len(data)


def _ends_line(path: Path, whole: int) -> bool:
    with path.open("rb") as file:
        file.seek(whole - 1)
        return file.read(1) == b"\n"


def _replace(path: Path, data: bytes) -> None:
    """The new file in the old one's place, both synced; the old one's bytes are overwritten, as far as the disk does so."""
    draft = _draft(path, data)
    with path.open("r+b") as old:
        draft.replace(path)
        _sync(path.parent)
        old.seek(0, os.SEEK_END)
        size = old.tell()
        old.seek(0)
        old.write(b"\0" * size)
        old.flush()
        os.fsync(old.fileno())


def _draft(path: Path, data: bytes) -> Path:
    for left in path.parent.glob(f"{path.name}.draft-*"):  # of a run that was killed
        left.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{path.name}.draft-", dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
