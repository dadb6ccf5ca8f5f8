"""A checkpoint: whose ledger and archive, when, how many entries, their root and head, in a text that can be signed.

The text is a C2SP checkpoint (tlog-checkpoint, signed-note): origin, number of entries, root in base64, further lines; a
blank line; signature lines `— NAME BASE64`. Here the further lines are

    at 2024-06-10T12:00:00Z         when, in UTC
    head 3f2a...                    the hash of the last entry counted, as `verify --head` takes it
    custody 57 9c1e...              lines of the archive's custody log, and the hash of the last one
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.proof.verifier import Key, head_of, key_of, mark_of, note_problem

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a checkpoint says. `root` over the first `size` entries; `head` is the hash of entry `size`; the custody log
    had `custody_lines` lines, the last with hash `custody`."""

    origin: str
    size: int
    root: bytes
    at: datetime
    head: str
    custody_lines: int
    custody: str

    def text(self) -> str:
        """The text that is signed.

        >>> point = Checkpoint("desk.example", 0, bytes(32), datetime(2024, 6, 10, tzinfo=UTC), "0" * 64, 0, "0" * 64)
        >>> point.text().splitlines()[:2]
        ['desk.example', '0']
        """
        moment = self.at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        lines = (
            self.origin,
            str(self.size),
            base64.b64encode(self.root).decode(),
            f"at {moment}",
            f"head {self.head}",
            f"custody {self.custody_lines} {self.custody}",
        )
        return "".join(f"{line}\n" for line in lines)


def checkpoint_of(text: str) -> Checkpoint:
    """A checkpoint's text, signed or not, in; what it says out. Raises BadInput where it is none of ours."""
    head = head_of(text)
    try:
        if head is None:
            raise ValueError("the first three lines are not origin, number of entries and root")
        lines, _, custody = head.more["custody"].partition(" ")
        at = datetime.fromisoformat(head.more["at"]).astimezone(UTC)
        return Checkpoint(head.origin, head.size, head.root, at, head.more["head"], int(lines), custody)
    except (KeyError, ValueError) as error:
        raise BadInput(
            f"this is no checkpoint ({error}).", remedy="Give the file as `reportedly checkpoint` wrote it."
        ) from error


def signed(text: str, name: str, key: Ed25519PrivateKey) -> str:
    """A text that ends in a line break, with the signature line of the key called `name`."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    signature = base64.b64encode(mark_of(name, public) + key.sign(text.encode())).decode()
    return f"{text}\n\u2014 {name} {signature}\n"


def published_key(name: str, key: Ed25519PrivateKey) -> str:
    """The line by which others know the key: `NAME+HASH+BASE64`. It is no secret."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return f"{name}+{mark_of(name, public).hex()}+{base64.b64encode(bytes([1]) + public).decode()}"


def wrong_with(text: str, keys: list[str]) -> str | None:
    """What is wrong with a signed text: None where keys among `keys` (as published) signed it."""
    known: list[Key] = [key for key in map(key_of, keys) if key]
    return note_problem(text, known)
