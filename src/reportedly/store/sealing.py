"""Words of private persons in payloads: a token stands in the payload, the words lie apart, sealed under the person's key.

A token is `⟦digest:length⟧`. The digest is SHA-256 (32 hex digits of it) over a salt and the words, so that the chain, which
commits to the token, commits to the words too; salt and words lie encrypted in the table `sealed` (AES-SIV, RFC 5297). While the
person's key is there, a payload comes back as it was entered. Without it, or once the row is gone, it comes back with as many
full blocks (`█`) as there were characters, so that every offset still holds; a number comes back as null.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, func, insert, select

from reportedly.errors import BadInput
from reportedly.store import schema
from reportedly.types import Json

BLOCK = "█"
"""What stands for one withheld character."""

NOBODY = "0" * 32
"""The digest of words that were withheld when they were entered, since the person had been erased before."""

PUT_BACK = "Put the key file back (`reportedly restore --keys FILE DIR`), or say in REPORTEDLY_KEY_FILE where it lies."
_SALT = 16
_OPEN, _CLOSE = "⟦", "⟧"
_TOKEN = re.compile(r'"⟦(?P<number>[0-9a-f]{32}):n⟧"|⟦(?P<words>[0-9a-f]{32}):(?P<length>\d+)⟧|⟦⟧')
_LISTED = re.compile(r"⟦([0-9a-f]{32}):(?:n|\d+)⟧")


@dataclass(frozen=True, slots=True)
class Secret:
    """Words (or a number) of a payload that are a private person's, by the person's keyed id."""

    person: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text of a payload in which some stretches are secrets."""

    pieces: tuple[str | Secret, ...]


Marked = Json | Secret | Pieces | Sequence["Marked"] | Mapping[str, "Marked"]
"""A payload's value in which the secrets are marked."""


class Keys(Protocol):
    """Persons' keys, which lie outside the ledger. `version` grows where a person's keys were changed or dropped."""

    @property
    def version(self) -> int: ...
    def refresh(self) -> None: ...
    def is_erased(self, person: str) -> bool: ...
    def opening(self, person: str) -> Sequence[bytes]: ...
    def keep(self) -> None: ...


class NoKeys:
    """Nobody's keys: whatever is sealed stays withheld."""

    version = 0

    def refresh(self) -> None:
        pass

    def is_erased(self, _person: str) -> bool:
        return False

    def opening(self, _person: str) -> Sequence[bytes]:
        return ()

    def keep(self) -> None:
        pass


@dataclass(slots=True)
class _Row:
    person: str
    cipher: bytes
    words: str | None = None


@dataclass
class Sealing:
    """Puts tokens in the place of secrets, and words in the place of tokens."""

    keys: Keys
    salt: Callable[[str], bytes]
    """Gives at least 16 bytes for a label: random ones, unless two ledgers must come out the same."""
    _rows: dict[str, _Row] = field(default_factory=dict)
    _fresh: dict[tuple[str, str], str] = field(default_factory=dict)
    _by_person: dict[str, dict[str, str]] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)
    _upto: int = 0
    _version: int = 0

    def begin(self, connection: Connection) -> None:
        """Called when an append begins: takes in what others sealed, and drops what an undone append had left.

        Raises BadInput where words are sealed and their keys are not there.
        """
        self._fresh.clear()
        self.keys.keep()  # before anything is written that is sealed under them
        self._load(connection)
        first = next(iter(self._rows.values()), None)
        if first and not self.keys.opening(first.person):
            raise BadInput(
                "the keys of this ledger's persons are not here, so nothing can be entered.", remedy=PUT_BACK
            )

    def put(self, connection: Connection, seq: int, value: Marked) -> Json:
        """A marked value of entry `seq` -> the value that is kept; its secrets are written into `sealed`."""
        new: list[dict[str, Json | bytes]] = []
        kept = self._put(value, seq, new)
        if new:
            connection.execute(insert(schema.sealed), new)
        return kept

    def _put(self, value: Marked, seq: int, new: list[dict[str, Json | bytes]]) -> Json:
        match value:
            case str():
                return value.replace(_OPEN, _OPEN + _CLOSE)
            case Secret(_, str() as words):
                return f"{_OPEN}{self._token(value, seq, new)}:{len(words)}{_CLOSE}"
            case Secret():
                return f"{_OPEN}{self._token(value, seq, new)}:n{_CLOSE}"
            case Pieces(pieces):
                return "".join(str(self._put(piece, seq, new)) for piece in pieces)
            case Mapping():
                return {str(self._put(name, seq, new)): self._put(inner, seq, new) for name, inner in value.items()}
            case Sequence():
                return [self._put(inner, seq, new) for inner in value]
        return value

    def _token(self, secret: Secret, seq: int, new: list[dict[str, Json | bytes]]) -> str:
        if self.keys.is_erased(secret.person):
            return NOBODY
        said = json.dumps(secret.value, ensure_ascii=False)
        known = self._tokens_of(secret.person).get(said) or self._fresh.get((secret.person, said))
        if known:
            return known
        salt = self.salt(f"{secret.person}:{said}")[:_SALT]
        digest = digest_of(salt, said)
        cipher = _cipher(self.keys.opening(secret.person)[0]).encrypt(salt + said.encode(), [digest.encode()])
        self._fresh[secret.person, said] = digest
        new.append({"token": digest, "person": secret.person, "seq": seq, "cipher": cipher})
        return digest

    def _tokens_of(self, person: str) -> Mapping[str, str]:
        """What is sealed for a person so far: the words as JSON -> their token."""
        if person not in self._by_person:
            held = {digest: self._words(digest) for digest, row in self._rows.items() if row.person == person}
            self._by_person[person] = {words: digest for digest, words in held.items() if words is not None}
        return self._by_person[person]

    # -- reading -----------------------------------------------------------------------------------------------------

    def look_again(self, connection: Connection) -> None:
        """Takes in keys and rows that others changed since, where any were taken in before."""
        if self._rows:
            self._load(connection)

    def opened(self, text: str, engine: Engine) -> str:
        """A payload's JSON text as it is kept -> as it was entered, as far as keys are there."""

        def put(found: re.Match[str]) -> str:
            digest = found["number"] or found["words"]
            if digest is None:
                return _OPEN
            if digest != NOBODY and digest not in self._rows and digest not in self._gone:
                self._look_for(digest, engine)
            words = self._words(digest)
            return _blocks(found) if words is None else (words if found["number"] else words[1:-1])

        return _TOKEN.sub(put, text)

    def _look_for(self, digest: str, engine: Engine) -> None:
        with engine.connect() as connection:
            self._load(connection)
        if digest not in self._rows:
            self._gone.add(digest)

    def any(self, engine: Engine) -> bool:
        """Whether anything is sealed."""
        with engine.connect() as connection:
            return connection.execute(select(schema.sealed.c.seq).limit(1)).first() is not None

    def words_of(self, connection: Connection, persons: Iterable[str]) -> dict[str, str | int | float]:
        """Everything that is sealed for some persons: token -> words."""
        self._load(connection)
        wanted, found = set(persons), {}
        for digest, row in self._rows.items():
            words = self._words(digest) if row.person in wanted else None
            if words is not None:
                found[digest] = json.loads(words)
        return found

    def broken(self, connection: Connection) -> Iterator[str]:
        """Tokens whose row does not open with the keys of its person, or does not fit its token."""
        self._load(connection)
        for digest, row in self._rows.items():
            if self.keys.opening(row.person) and self._words(digest) is None:
                yield digest

    def renewed(self, connection: Connection) -> Iterator[tuple[str, bytes]]:
        """Every sealed row under the key that its person has now: (token, cipher), for a rotation of keys."""
        self.keys.refresh()
        self._reload(connection)
        for digest, row in self._rows.items():
            keys = self.keys.opening(row.person)
            plain = _opened(keys, row.cipher, digest)
            if plain is not None:
                yield digest, _cipher(keys[0]).encrypt(plain, [digest.encode()])

    def _words(self, digest: str) -> str | None:
        row = self._rows.get(digest)
        if row is None:
            return None
        if row.words is None:
            plain = _opened(self.keys.opening(row.person), row.cipher, digest)
            row.words = plain[_SALT:].decode() if plain else None
        return row.words

    def _load(self, connection: Connection) -> None:
        """Takes in rows that were written since; all of them where some are gone or keys were changed."""
        self.keys.refresh()
        if self.keys.version != self._version:
            self._reload(connection)
        s = schema.sealed.c
        many, last = connection.execute(select(func.count(), func.max(s.seq))).one()
        if (many, last or 0) == (len(self._rows), self._upto):
            return
        for row in connection.execute(select(schema.sealed).where(s.seq >= self._upto)):
            self._take(row)
        if many != len(self._rows):
            self._reload(connection)

    def _reload(self, connection: Connection) -> None:
        self._version = self.keys.version
        self._rows.clear()
        self._by_person.clear()
        self._upto = 0
        for row in connection.execute(select(schema.sealed)):
            self._take(row)

    def _take(self, row: Any) -> None:
        if row.token not in self._rows:
            self._rows[row.token] = _Row(row.person, bytes(row.cipher))
            self._by_person.pop(row.person, None)
            self._gone.discard(row.token)
        self._upto = max(self._upto, row.seq)


def withheld(text: str) -> str:
    """A payload's JSON text as it is kept -> as who holds no key may see it: tables are derived from this.

    >>> withheld('{"a":"⟦0123456789abcdef0123456789abcdef:3⟧ fled","n":"⟦0123456789abcdef0123456789abcdef:n⟧"}')
    '{"a":"███ fled","n":null}'
    """
    return _TOKEN.sub(lambda found: _blocks(found) if found["number"] or found["words"] else _OPEN, text)


def veiled(text: str, tokens: Container[str]) -> str:
    """A payload's JSON text as it is kept, with blocks for good in the place of some tokens."""
    return _TOKEN.sub(lambda found: _blocks(found) if (found["number"] or found["words"]) in tokens else found[0], text)


def _blocks(found: re.Match[str]) -> str:
    return "null" if found["number"] else BLOCK * int(found["length"])


def tokens_in(text: str) -> list[str]:
    """The digests of the tokens in a payload's JSON text."""
    return [digest for digest in _LISTED.findall(text) if digest != NOBODY]


def digest_of(salt: bytes, said: str) -> str:
    """The digest that stands in a token: over the salt and the words as JSON."""
    return hashlib.sha256(salt + said.encode()).hexdigest()[:32]


def _opened(keys: Sequence[bytes], cipher: bytes, digest: str) -> bytes | None:
    from cryptography.exceptions import InvalidTag

    for key in keys:
        try:
            plain: bytes = _cipher(key).decrypt(cipher, [digest.encode()])
        except InvalidTag:
            continue
        return plain if digest_of(plain[:_SALT], plain[_SALT:].decode()) == digest else None
    return None


def _cipher(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESSIV

    return AESSIV(key)
