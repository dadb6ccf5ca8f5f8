"""Files encrypted with age (age-encryption.org/v1), written and read as streams of any length.

To public keys by the library (pyrage). By passphrase too the format is age's, so that `age -d` opens it anywhere; the library would
hold the whole file in memory for that, so the chunks are done here, with the primitives of `cryptography`.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

from reportedly.errors import BadInput, Broken

MAGIC = b"age-encryption.org/v1\n"
WORK = 17
"""The passphrase's work factor: scrypt with N = 2^17 takes some 130 MB and a third of a second."""

_MOST_WORK = 22
_CHUNK = 64 * 1024
_TAG = 16
_WRONG = "Check the passphrase or the key; the file is not opened half."

Writer = Callable[[IO[bytes]], None]
"""Writes plain bytes into a stream."""


@dataclass(frozen=True, slots=True)
class Lock:
    """To whom a file is encrypted: public keys (`age1...`), or a passphrase; nobody where both lack (a plain file)."""

    to: tuple[str, ...] = ()
    passphrase: str = ""
    work: int = WORK


@dataclass(frozen=True, slots=True)
class Opener:
    """What may open a file: the text of an identity file (`AGE-SECRET-KEY-...`), or a passphrase."""

    identities: str = ""
    passphrase: str = ""


def is_age(path_start: bytes) -> bool:
    """Whether a file that begins so is encrypted."""
    return path_start.startswith(MAGIC)


def needs_passphrase(start: bytes) -> bool:
    """Whether a file that begins so is encrypted by passphrase."""
    return start.startswith(MAGIC + b"-> scrypt ")


def write(out: IO[bytes], lock: Lock, writer: Writer) -> Opener:
    """What `writer` writes, encrypted into `out`; gives what opens it again in this process, to check it.

    For public keys that is an identity made for this one file and never kept. Raises BadInput for what is no public key.
    """
    if lock.passphrase:
        _write_by_passphrase(out, lock, writer)
        return Opener(passphrase=lock.passphrase)
    if not lock.to:
        writer(out)
        return Opener()
    from pyrage import encrypt_io, x25519

    passing = x25519.Identity.generate()
    recipients = [_recipient(key) for key in lock.to]
    with _piped(writer) as plain:
        encrypt_io(plain, out, [*recipients, passing.to_public()])
    return Opener(identities=str(passing))


@contextmanager
def read(source: IO[bytes], opener: Opener) -> Iterator[IO[bytes]]:
    """The plain bytes of a file, as a stream. Raises BadInput where it does not open, Broken where it was damaged."""
    start = source.read(len(MAGIC) + 10)
    source.seek(0)
    if not is_age(start):
        yield source
    elif needs_passphrase(start):
        with _piped(lambda out: _read_by_passphrase(source, out, opener.passphrase)) as plain:
            yield plain
    else:
        identities = _identities(opener.identities)
        with _piped(lambda out: _decrypt(source, out, identities)) as plain:
            yield plain


def _decrypt(source: IO[bytes], out: IO[bytes], identities: Sequence[Any]) -> None:
    from pyrage import DecryptError, decrypt_io

    try:
        decrypt_io(source, out, identities)
    except DecryptError as error:
        raise BadInput(f"this file does not open: {error}.", remedy=_WRONG) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise Broken(f"this file is damaged: {error}.", remedy="Take another copy of the backup.") from error


def _recipient(key: str) -> Any:
    from pyrage import RecipientError, x25519

    try:
        return x25519.Recipient.from_str(key)
    except RecipientError as error:
        raise BadInput(f"{key!r} is no public key of age.", remedy="It begins with age1.") from error


def _identities(text: str) -> list[Any]:
    from pyrage import IdentityError, x25519

    lines = [line.strip() for line in text.splitlines()]
    try:
        found = [x25519.Identity.from_str(line) for line in lines if line.startswith("AGE-SECRET-KEY-")]
    except IdentityError as error:
        raise BadInput("this is no identity of age.", remedy="Its line begins with AGE-SECRET-KEY-1.") from error
    if not found:
        raise BadInput(
            "this file was encrypted to a public key.",
            remedy="Give the identity file: --identity FILE (AGE-SECRET-KEY-...).",
        )
    return found


@contextmanager
def _piped(writer: Writer) -> Iterator[IO[bytes]]:
    """What `writer` writes in a thread of its own, to be read here; its error is raised here."""
    out, into = os.pipe()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with os.fdopen(into, "wb") as stream:
                writer(stream)
        except BrokenPipeError:
            pass  # the reader had enough
        except BaseException as error:  # handed over to the reader below
            failed.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        with os.fdopen(out, "rb") as stream:
            yield _Raising(stream, thread, failed)  # type: ignore[misc]
    finally:
        thread.join()
        if failed:
            raise failed[0]


class _Raising:
    """A stream that raises its writer's error where it ends, so that nobody takes half for whole."""

    def __init__(self, stream: IO[bytes], thread: threading.Thread, failed: list[BaseException]) -> None:
        self._stream, self._thread, self._failed = stream, thread, failed

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if len(data) < size or size < 0:
            self._thread.join()
            if self._failed:
                raise self._failed[0]
        return data


# -- by passphrase ---------------------------------------------------------------------------------------------------


def _write_by_passphrase(out: IO[bytes], lock: Lock, writer: Writer) -> None:
    key, salt = secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = _chacha(_stretched(lock.passphrase, salt, lock.work)).encrypt(bytes(12), key, None)
    header = MAGIC + f"-> scrypt {_b64(salt)} {lock.work}\n{_b64(wrapped)}\n---".encode()
    nonce = secrets.token_bytes(16)
    out.write(header + b" " + _b64(_mac(key, header)).encode() + b"\n" + nonce)
    chunks = _Chunks(out, _chacha(_derived(key, nonce, b"payload")))
    writer(chunks)  # type: ignore[arg-type]  # a tar stream only writes
    chunks.finish()


class _Chunks:
    """Encrypts what is written, chunk by chunk (STREAM: a counter and a mark of the last one make the nonce)."""

    def __init__(self, out: IO[bytes], cipher: Any) -> None:
        self._out, self._cipher, self._held, self._count = out, cipher, bytearray(), 0

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) > _CHUNK:
            self._put(bytes(self._held[:_CHUNK]), last=False)
            del self._held[:_CHUNK]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._count, last=last), chunk, None))
        self._count += 1


def _read_by_passphrase(source: IO[bytes], out: IO[bytes], passphrase: str) -> None:
    from cryptography.exceptions import InvalidTag

    key = _file_key(source, passphrase)
    cipher = _chacha(_derived(key, source.read(16), b"payload"))
    count, chunk = 0, source.read(_CHUNK + _TAG)
    while True:
        following = source.read(_CHUNK + _TAG)
        try:
            out.write(cipher.decrypt(_nonce(count, last=not following), chunk, None))
        except InvalidTag as error:
            raise Broken("this file is damaged or cut off.", remedy="Take another copy of the backup.") from error
        if not following:
            return
        count, chunk = count + 1, following


def _file_key(source: IO[bytes], passphrase: str) -> bytes:
    from cryptography.exceptions import InvalidTag

    lines = [source.readline(200) for _ in range(4)]
    try:
        _, stanza, body, end = lines
        _, _, salt, work = stanza.decode().split()
        if int(work) > _MOST_WORK or not end.startswith(b"--- "):
            raise ValueError
        wrapped = _unb64(body)
        key: bytes = _chacha(_stretched(passphrase, _unb64(salt.encode()), int(work))).decrypt(bytes(12), wrapped, None)
        header = b"".join(lines[:3]) + b"---"
        if not hmac.compare_digest(_unb64(end[4:]), _mac(key, header)):
            raise ValueError
    except InvalidTag as error:
        raise BadInput("the passphrase does not open this file.", remedy=_WRONG) from error
    except ValueError as error:
        raise Broken("this file's header is damaged.", remedy="Take another copy of the backup.") from error
    return key


def _nonce(count: int, *, last: bool) -> bytes:
    return count.to_bytes(11, "big") + (b"\1" if last else b"\0")


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=1 << work, r=8, p=1).derive(
        passphrase.encode()
    )


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=salt or None, info=info).derive(key)


def _mac(key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), header, "sha256")


def _chacha(key: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    return ChaCha20Poly1305(key)


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")


def _unb64(text: bytes) -> bytes:
    bare = text.strip()
    return base64.b64decode(bare + b"=" * (-len(bare) % 4), validate=True)
