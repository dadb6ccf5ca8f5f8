"""Entries that chain salted commitments of their fields, so that any edit shows and a field can still be forgotten."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from reportedly.errors import BadInput
from reportedly.types import GENESIS, Entry, Json, Payload

Salt = Callable[[int, str], bytes]
"""Gives the salt for a field: (seq, field name) -> bytes."""

ERASE = "erase"
"""The kind of an entry that says what was erased: one field (its payload holds `seq` and `field`), or a person (`person`, the
`values` that were sealed, and which fields were `rewritten` since they still held the name: number, field, new commitment)."""

Rewritten = dict[tuple[int, str], str]
"""(entry's number, field) -> the commitment that the field fits since an erasure rewrote it."""

SALT_BYTES = 16
"""Shorter salts are refused: an erased value must not be found again by trying."""


def canonical(value: Json) -> bytes:
    """The one way to write a JSON value as bytes: sorted names, no spaces, UTF-8.

    >>> canonical({"b": [1, None], "a": "é"}).decode()
    '{"a":"é","b":[1,null]}'

    Raises BadInput for what JSON has no words for: NaN, infinity, half of a surrogate pair.
    """
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode()
    except (ValueError, TypeError) as broken:
        raise BadInput(
            f"this value cannot be written as JSON ({broken}).", remedy="Give text, whole or decimal numbers, lists."
        ) from broken


def instant(at: datetime) -> str:
    """A moment as the ledger writes it: UTC, always with microseconds, so that text order is time order.

    >>> instant(datetime(2024, 6, 10, 12, tzinfo=UTC))
    '2024-06-10T12:00:00.000000+00:00'

    Raises BadInput for a time without a zone.
    """
    if at.tzinfo is None:
        raise BadInput("a time without a zone cannot be entered.", remedy="Give it in UTC.")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def commitment(salt: bytes, value: Json) -> str:
    """SHA-256 (hex) over the salt's length, the salt, and the value's canonical bytes.

    The length stands in front so that no byte can move from the salt to the value unseen. A commitment says nothing
    about the value to anybody who does not hold the salt.
    """
    return hashlib.sha256(len(salt).to_bytes(4, "big") + salt + canonical(value)).hexdigest()


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over the hash before, and everything the entry says; `entry.hash` itself is not read."""
    commitments: list[Json] = [[name, entry.commitments[name]] for name in sorted(entry.commitments)]
    return hashlib.sha256(
        canonical([entry.previous, entry.seq, entry.kind, entry.subject, instant(entry.at), entry.by, commitments])
    ).hexdigest()


def seal(
    previous: str,
    seq: int,
    kind: str,
    subject: str,
    at: datetime,
    by: str,
    fields: Mapping[str, Json],
    salt: Salt,
) -> tuple[Entry, dict[str, Payload]]:
    """What happened and its fields -> the entry that follows the entry with hash `previous`, and its payloads.

    Raises BadInput where kind or subject are empty, hold a NUL, or a salt is too short to hide a value.
    """
    _refuse_unwritable(kind, subject, by, *fields)
    payloads = {name: Payload(name, _salted(salt, seq, name), value) for name, value in sorted(fields.items())}
    commitments = {name: commitment(p.salt or b"", p.value) for name, p in payloads.items()}
    bare = Entry(seq, kind, subject, at.astimezone(UTC) if at.tzinfo else at, by, commitments, previous, "")
    sealed = Entry(seq, kind, subject, bare.at, by, commitments, previous, entry_hash(bare))
    return sealed, payloads


def _salted(salt: Salt, seq: int, name: str) -> bytes:
    grain = salt(seq, name)
    if len(grain) < SALT_BYTES:
        raise BadInput(f"a salt of {len(grain)} bytes hides nothing.", remedy=f"Give at least {SALT_BYTES} bytes.")
    return grain


def _refuse_unwritable(*words: str) -> None:
    for word in words:
        if not word or "\0" in word:
            raise BadInput("an entry's kind, subject, author and field names must be words.", where=repr(word))


def seeded(seed: bytes) -> Salt:
    """Salts that follow from a seed: for demonstrations and tests only, since who knows the seed knows every salt."""
    return lambda seq, name: hmac.digest(seed, f"{seq}:{name}".encode(), "sha256")


def check(entries: Iterable[Entry], payloads: Mapping[int, Mapping[str, Payload]]) -> Iterator[str]:
    """Entries and their payloads -> what is wrong with them, in words, the first broken entry first. Nothing: intact.

    A payload or entry that was edited, removed, added or moved is named by entry and field. That the last entries were
    cut off, or the whole chain rewritten, shows only against a head that is kept elsewhere.
    """
    told = list(entries)
    erasures = (payloads.get(entry.seq, {}) for entry in told if entry.kind == ERASE)
    return walk(((entry, payloads.get(entry.seq, {})) for entry in told), rewritten(erasures))


@dataclass
class _Walk:
    """Where a walk along the chain stands."""

    rewritten: Rewritten
    seq: int = 0
    hash: str = GENESIS
    erased: dict[tuple[int, str], None] = field(default_factory=dict)
    allowed: set[tuple[int, str]] = field(default_factory=set)


def rewritten(erasures: Iterable[Mapping[str, Payload]]) -> Rewritten:
    """The payloads of erasures in, what they say was rewritten out: fields in which a person was still named in plain words."""
    found: Rewritten = {}
    for payloads in erasures:
        lines = payloads["rewritten"].value if "rewritten" in payloads else None
        for line in lines if isinstance(lines, list) else []:
            match line:
                case [int(seq), str(name), str(committed)]:
                    found[seq, name] = committed
    return found


def walk(pairs: Iterable[tuple[Entry, Mapping[str, Payload]]], rewritten: Rewritten) -> Iterator[str]:
    """`check` for a stream of (entry, its payloads), holding one pair at a time; `rewritten` are fields that erasures named."""
    state = _Walk(rewritten)
    for entry, payloads in pairs:
        yield from _check_links(state, entry)
        yield from _check_fields(state, entry, payloads)
        state.seq, state.hash = entry.seq, entry.hash
    for seq, name in state.erased:
        if (seq, name) not in state.allowed:
            yield f"entry {seq}, field {name}: was erased, and no entry says so"


def _check_links(state: _Walk, entry: Entry) -> Iterator[str]:
    if entry.seq != state.seq + 1:
        yield f"entry {state.seq + 1}: is missing or out of order (entry {entry.seq} stands in its place)"
    elif entry.previous != state.hash:
        yield f"entry {entry.seq}: does not follow entry {state.seq}"
    if entry_hash(entry) != entry.hash:
        yield f"entry {entry.seq} ({entry.kind} {entry.subject}): was edited, its hash does not fit"


def _check_fields(state: _Walk, entry: Entry, payloads: Mapping[str, Payload]) -> Iterator[str]:
    for name in sorted({*entry.commitments, *payloads}):
        payload = payloads.get(name)
        if name not in entry.commitments:
            yield f"entry {entry.seq}, field {name}: was added"
        elif payload is None:
            yield f"entry {entry.seq}, field {name}: is missing"
        elif payload.erased:
            state.erased[entry.seq, name] = None
        elif not _fits(payload, state.rewritten.get((entry.seq, name), entry.commitments[name])):
            yield f"entry {entry.seq}, field {name}: was edited"
    if entry.kind == ERASE:
        _allow(state, payloads)


def _fits(payload: Payload, committed: str) -> bool:
    try:
        return commitment(payload.salt or b"", payload.value) == committed
    except BadInput:  # a value that could never have been entered
        return False


def _allow(state: _Walk, payloads: Mapping[str, Payload]) -> None:
    seq, name = (payloads[part].value if part in payloads else None for part in ("seq", "field"))
    if isinstance(seq, int) and isinstance(name, str):
        state.allowed.add((seq, name))
