"""Encrypted files are age's own: what we write the library opens, and the other way round."""

from __future__ import annotations

from io import BytesIO

import pyrage
import pytest
from pyrage import passphrase as library

from reportedly.errors import BadInput, Broken
from reportedly.store.age import Lock, Opener, read, write

SIZES = (0, 1, 65_535, 65_536, 65_537, 131_072, 200_001)


def data(size: int) -> bytes:
    return bytes(n * 7 % 251 for n in range(size))


def encrypted(lock: Lock, plain: bytes) -> tuple[bytes, Opener]:
    out = BytesIO()
    opener = write(out, lock, lambda stream: [stream.write(plain[at : at + 1000]) for at in range(0, len(plain), 1000)])  # type: ignore[arg-type, return-value]
    return out.getvalue(), opener


def plain_of(sealed: bytes, opener: Opener) -> bytes:
    with read(BytesIO(sealed), opener) as stream:
        return stream.read()


@pytest.mark.parametrize("size", SIZES)
def test_by_passphrase_the_library_opens_what_we_write_and_we_what_it_writes(size: int) -> None:
    sealed, opener = encrypted(Lock(passphrase="six words", work=10), data(size))
    assert library.decrypt(sealed, "six words") == data(size)
    assert plain_of(sealed, opener) == data(size)


def test_what_the_library_wrote_by_passphrase_is_opened() -> None:
    assert plain_of(library.encrypt(data(70_000), "six words"), Opener(passphrase="six words")) == data(70_000)


@pytest.mark.parametrize("size", SIZES)
def test_to_a_public_key_its_owner_opens_it_and_we_can_check_it(size: int) -> None:
    identity = pyrage.x25519.Identity.generate()
    sealed, opener = encrypted(Lock(to=(str(identity.to_public()),)), data(size))
    assert pyrage.decrypt(sealed, [identity]) == data(size)
    assert plain_of(sealed, opener) == data(size)
    assert plain_of(sealed, Opener(identities=f"# a comment\n{identity}\n")) == data(size)


def test_a_plain_file_is_plain() -> None:
    sealed, opener = encrypted(Lock(), b"plain")
    assert (sealed, plain_of(sealed, opener)) == (b"plain", b"plain")


@pytest.mark.parametrize(
    "lock", [Lock(passphrase="six words", work=10), Lock(to=(str(pyrage.x25519.Identity.generate().to_public()),))]
)
@pytest.mark.parametrize("harm", ["cut", "cut at a chunk", "flipped", "flipped header"])
def test_a_damaged_file_is_never_taken_for_whole(lock: Lock, harm: str) -> None:
    sealed, opener = encrypted(lock, data(200_000))
    match harm:
        case "cut":
            sealed = sealed[:-1]
        case "cut at a chunk":
            sealed = sealed[: len(sealed) - 200_000 % 65_536 - 16]
        case "flipped":
            sealed = sealed[:-9] + bytes([sealed[-9] ^ 1]) + sealed[-8:]
        case _:
            sealed = sealed[:60] + bytes([sealed[60] ^ 1]) + sealed[61:]
    with pytest.raises((Broken, BadInput)):
        plain_of(sealed, opener)


def test_what_does_not_open_is_told() -> None:
    sealed, _ = encrypted(Lock(passphrase="six words", work=10), b"x")
    with pytest.raises(BadInput, match="passphrase"):
        plain_of(sealed, Opener(passphrase="seven words"))
    sealed, _ = encrypted(Lock(to=(str(pyrage.x25519.Identity.generate().to_public()),)), b"x")
    with pytest.raises(BadInput, match="identity"):
        plain_of(sealed, Opener())
    with pytest.raises(BadInput):
        plain_of(sealed, Opener(identities=str(pyrage.x25519.Identity.generate())))
    with pytest.raises(BadInput, match="age1"):
        encrypted(Lock(to=("ssh-rsa x",)), b"x")
