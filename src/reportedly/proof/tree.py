"""The tree over the ledger's entries (RFC 9162, 2.1), whose root a checkpoint signs.

A leaf is an entry as a stranger may see it: what the entry itself says (kind, subject, moment, author, its hash in the
chain) and each of its fields, every one of them as a salted commitment. So one field of one entry can be opened, and the
entry proven to lie under a signed root, while the reviewer's name beside it and all other entries stay closed.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.proof.verifier import commitment, leaf_of, node_of
from reportedly.types import Entry, Json

SALT_BYTES = 16
"""128 bits: what is withheld cannot be found by trying."""

EMPTY = hashlib.sha256(b"").digest()
"""The root over no entries."""


def said(entry: Entry, at: str) -> dict[str, Json]:
    """What an entry says beside its fields, by the names that the tree gives it; `at` is its moment as the chain writes it."""
    return {"@kind": entry.kind, "@subject": entry.subject, "@at": at, "@by": entry.by, "@hash": entry.hash}


def salt_of(secret: bytes, seq: int, name: str) -> bytes:
    """The salt for what an entry says beside its fields; it follows from a secret that lies in the ledger alone."""
    return hmac.digest(secret, f"{seq} {name}".encode(), "sha256")[:SALT_BYTES]


def commitments_of(entry: Entry, at: str, secret: bytes) -> dict[str, str]:
    """All that an entry commits to: its own words, salted here, and its fields, salted when they were entered."""
    own = {name: commitment(salt_of(secret, entry.seq, name), value) for name, value in said(entry, at).items()}
    return {**entry.commitments, **own}


def leaf(entry: Entry, at: str, secret: bytes) -> bytes:
    """The leaf of an entry."""
    return leaf_of(entry.seq, commitments_of(entry, at, secret))


@dataclass(slots=True)
class Growing:
    """A tree that grows leaf by leaf, in memory that grows with the logarithm; its root can be asked for at any size."""

    size: int = 0
    _peaks: list[tuple[int, bytes]] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """One more leaf."""
        height, node = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            node = node_of(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        """The root over the leaves so far."""
        if not self._peaks:
            return EMPTY
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = node_of(peak, node)
        return node


class Tree:
    """A whole tree, for paths."""

    def __init__(self, leaves: Sequence[bytes]) -> None:
        self._levels = [list(leaves)]
        while len(self._levels[-1]) > 1:
            self._levels.append(_above(self._levels[-1]))

    @property
    def root(self) -> bytes:
        """The root over all leaves."""
        return self._levels[-1][0] if self._levels[-1] else EMPTY

    def path(self, index: int) -> list[bytes]:
        """The nodes beside the way from leaf `index` (from 0) to the root."""
        path = []
        for level in self._levels[:-1]:
            beside = index ^ 1
            path += [level[beside]] if beside < len(level) else []
            index //= 2
        return path


def _above(level: list[bytes]) -> list[bytes]:
    pairs = [node_of(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    return pairs + level[-1:] if len(level) % 2 else pairs
