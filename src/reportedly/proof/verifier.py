"""Checks a proof pack with Python's standard library alone. Nothing is sent anywhere, and nothing is written.

    python proof/verify.py                  in the unpacked folder
    python proof/verify.py pack.wacz        on the pack itself
    python proof/verify.py pack.wacz --key KEY     with the desk's key as you have it from elsewhere

It names everything that is not as it was packed, and says what it did not check. Exit code 0: nothing was found wrong.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import hashlib
import json
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from re import sub
from typing import Any, NamedTuple

LISTED = "datapackage.json"
SUMMED = "datapackage-digest.json"
DATA, ENTRIES, CHECKPOINT, KEYS = "proof/pack.json", "proof/entries.jsonl", "proof/checkpoint.txt", "proof/keys.txt"
Files = Mapping[str, bytes]


class Checked(NamedTuple):
    """What was found wrong, what was found right, and what this program cannot tell."""

    problems: list[str]
    notes: list[str]
    unchecked: list[str]


# -- the ledger's commitments, and the tree over its entries (RFC 9162, 2.1) -------------------------------------------


_written = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def canonical(value: object) -> bytes:
    """A JSON value as bytes: sorted names, no spaces, UTF-8."""
    return _written(value).encode()


def commitment(salt: bytes, value: object) -> str:
    """SHA-256 (hex) over the salt's length (four bytes), the salt, and the value's canonical bytes."""
    return hashlib.sha256(len(salt).to_bytes(4, "big") + salt + canonical(value)).hexdigest()


def leaf_of(seq: int, commitments: Mapping[str, str]) -> bytes:
    """The leaf of one entry: what the entry says (`@kind`, `@subject`, `@at`, `@by`, `@hash`) and its fields, committed."""
    pairs = [[name, commitments[name]] for name in sorted(commitments)]
    return hashlib.sha256(b"\0" + canonical(["reportedly entry 1", seq, pairs])).digest()


def node_of(left: bytes, right: bytes) -> bytes:
    """The node over two nodes."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_from(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that an inclusion path leads to; None where the path has not the length that index and size ask for."""
    at, last, node = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return None
        if at % 2 or at == last:
            node = node_of(beside, node)
            while at % 2 == 0 and at:
                at, last = at >> 1, last >> 1
        else:
            node = node_of(node, beside)
        at, last = at >> 1, last >> 1
    return node if last == 0 and 0 <= index < size else None


# -- Ed25519 (RFC 8032, 5.1), verification only ------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def _recovered(y: int, sign: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * ROOT % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return x if x % 2 == sign else P - x


def _point(data: bytes) -> Point | None:
    number = int.from_bytes(data, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    x = _recovered(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _sum(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    total = (0, 1, 1, 0)
    while number:
        total = _sum(total, point) if number & 1 else total
        point, number = _sum(point, point), number >> 1
    return total


def ed25519_fits(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature of 64 bytes over a message is the key's."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, commit, scalar = _point(public), _point(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or commit is None or scalar >= ORDER:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % ORDER
    base_y = 4 * pow(5, P - 2, P) % P
    base_x = _recovered(base_y, 0) or 0
    left = _times(scalar, (base_x, base_y, 1, base_x * base_y % P))
    right = _sum(commit, _times(challenge, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# -- signed notes (C2SP signed-note, tlog-checkpoint) ------------------------------------------------------------------


class Key(NamedTuple):
    """A key as it is published: `NAME+HASH+BASE64`."""

    name: str
    mark: bytes
    public: bytes


def key_of(line: str) -> Key | None:
    """A published key's line in, the key out; None where it is none."""
    name, _, rest = line.strip().partition("+")
    mark, _, body = rest.partition("+")
    data = _from_base64(body)
    if not name or data is None or len(data) != 33 or data[0] != 1 or mark_of(name, data[1:]).hex() != mark:
        return None
    return Key(name, bytes.fromhex(mark), data[1:])


def mark_of(name: str, public: bytes) -> bytes:
    """The four bytes by which a signature names its key."""
    return hashlib.sha256(name.encode() + b"\n\1" + public).digest()[:4]


def _from_base64(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def note_of(text: str) -> tuple[str, list[tuple[str, bytes]]] | None:
    """A note in; its signed text (with its last line break) and its signatures (key's name, bytes) out."""
    body, blank, tail = text.partition("\n\n")
    lines = tail.split("\n") if blank else []
    signatures = [_signature(line) for line in lines[:-1]]
    if not blank or lines[-1] or not signatures:
        return None
    whole = [one for one in signatures if one]
    return (body + "\n", whole) if len(whole) == len(signatures) else None


def _signature(line: str) -> tuple[str, bytes] | None:
    dash, _, rest = line.partition(" ")
    name, _, body = rest.partition(" ")
    data = _from_base64(body)
    return (name, data) if dash == "\u2014" and name and data and len(data) == 68 else None


def note_problem(text: str, keys: list[Key]) -> str | None:
    """What is wrong with a signed note: None where one of the keys signed it and every signature by them fits."""
    note = note_of(text)
    if note is None:
        return "is no signed note"
    body, signatures = note
    known = [(key, data[4:]) for name, data in signatures for key in keys if (key.name, key.mark) == (name, data[:4])]
    if len(known) < len(signatures):
        return "is signed with a key that is not among the keys given"
    fits = all(ed25519_fits(key.public, body.encode(), data) for key, data in known)
    return None if fits else "its signature does not fit"


class Head(NamedTuple):
    """What a checkpoint says: whose, over how many entries, the root of their tree, and further lines by their first word."""

    origin: str
    size: int
    root: bytes
    more: Mapping[str, str]


def head_of(text: str) -> Head | None:
    """A checkpoint's text (signed or not) in, what it says out; None where it is none."""
    lines = text.partition("\n\n")[0].rstrip("\n").split("\n")
    root = _from_base64(lines[2]) if len(lines) > 2 else None
    if root is None or len(root) != 32 or not lines[0] or not lines[1].isdecimal() or lines[1] != str(int(lines[1])):
        return None
    return Head(lines[0], int(lines[1]), root, dict(line.partition(" ")[::2] for line in lines[3:]))


# -- the container -----------------------------------------------------------------------------------------------------

_LOCAL, _CENTRAL, _END = b"PK\3\4", b"PK\1\2", b"PK\5\6"


def zip_of(files: Files) -> bytes:
    """Files as a ZIP: stored, in order of their paths, dated 1980-01-01, of no system and no owner: the same bytes anywhere."""
    out, directory = bytearray(), bytearray()
    for path, data in sorted(files.items()):
        name, start = path.encode(), len(out)
        said = struct.pack("<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, zlib.crc32(data), len(data), len(data), len(name), 0)
        out += _LOCAL + said + name + data
        directory += _CENTRAL + struct.pack("<H", 20) + said + struct.pack("<HHHII", 0, 0, 0, 0, start) + name
    start = len(out)
    return bytes(
        out + directory + _END + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), start, 0)
    )


def unzipped(data: bytes) -> tuple[dict[str, bytes], list[str]]:
    """A pack's bytes in; its files, and what is wrong with the container around them, out."""
    files: dict[str, bytes] = {}
    at, last = 0, "the start"
    while data[at : at + 4] == _LOCAL and len(data) >= at + 30:
        size, length = struct.unpack("<I", data[at + 22 : at + 26])[0], struct.unpack("<H", data[at + 26 : at + 28])[0]
        last = data[at + 30 : at + 30 + length].decode("utf-8", "replace")
        files[last] = data[at + 30 + length : at + 30 + length + size]
        at += 30 + length + size
    again = zip_of(files)
    if again == data or not files:
        return files, [] if files else ["the container: this is no pack (no ZIP of stored files)"]
    shorter = min(len(again), len(data))
    first = next((n for n in range(shorter) if again[n] != data[n]), shorter)
    return files, [
        f"the container: byte {first} is not as it was packed (headers and directory, near {_near(files, first)})"
    ]


def _near(files: Files, byte: int) -> str:
    at = 0
    for path, data in sorted(files.items()):
        at += 30 + len(path.encode()) + len(data)
        if byte < at:
            return path
    return "the directory at the end"


_UNREADABLE = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    RecursionError,
    OSError,
    EOFError,
    zlib.error,
)


# -- the checks --------------------------------------------------------------------------------------------------------


def check(files: Files, keys: list[str] | None = None) -> Checked:
    """A pack's files in, what is wrong and right with them out. `keys`: the desk's keys as known from elsewhere."""
    found = Checked([], [], [])
    found.problems.extend(_sums(files))
    if DATA not in files or ENTRIES not in files or CHECKPOINT not in files:
        return found
    try:
        _signed(files, keys, found)
        opened = _entries(files, found)
        _data(files, opened, found)
        _stamps(files, found)
    except _UNREADABLE as error:
        found.problems.append(f"the pack cannot be read to its end ({type(error).__name__}: {error})")
    return found


def _sums(files: Files) -> Iterator[str]:
    """Every file against the list of files, and the list against its own sum."""
    listed = files.get(LISTED, b"")
    try:
        said = dict(json.loads(files[SUMMED]))
    except (KeyError, ValueError, TypeError) as error:
        yield f"{SUMMED}: cannot be read ({type(error).__name__})"
        return
    try:
        expected = {one["path"]: one["hash"] for one in json.loads(listed)["resources"]}
    except (KeyError, ValueError, TypeError) as error:
        yield f"{LISTED}: cannot be read ({type(error).__name__})"
        return
    right = {"path": LISTED, "hash": _sum_of(listed), **({"note": said["note"]} if "note" in said else {})}
    if said != right or canonical(said) != files[SUMMED]:
        yield f"{SUMMED}: does not fit {LISTED}; one of the two was changed"
    for path in sorted(expected.keys() - files.keys()):
        yield f"{path}: is missing"
    for path in sorted(files.keys() - expected.keys() - {LISTED, SUMMED}):
        yield f"{path}: is not part of the pack"
    for path in sorted(expected.keys() & files.keys()):
        if _sum_of(files[path]) != expected[path]:
            yield f"{path}: was changed (its SHA-256 is not the one listed in {LISTED})"


def _sum_of(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _signed(files: Files, given: list[str] | None, found: Checked) -> None:
    lines = files.get(KEYS, b"").decode().split() if given is None else given
    keys = [key for key in map(key_of, lines) if key]
    text, over = files[CHECKPOINT].decode(), json.loads(files[SUMMED]).get("note")
    if not over and note_of(text) is None:
        found.unchecked.append(
            "no key signed this pack or its checkpoint: they show only that the pack agrees with itself"
        )
        return
    for what, note in ((CHECKPOINT, text), (SUMMED, str(over))):
        wrong = note_problem(note, keys) if what == CHECKPOINT or over else None
        if wrong:
            found.problems.append(f"{what}: {wrong}")
    body = str(over).partition("\n\n")[0].split("\n")
    if over and body[1:] != ["reportedly pack 1", _sum_of(files[LISTED])]:
        found.problems.append(f"{SUMMED}: what was signed is another pack than this one")
    if not over:
        found.unchecked.append(
            "no key signed the pack itself: only what its checkpoint leads to is the desk's for certain"
        )
    found.notes.append(f"signed by {', '.join(sorted({key.name for key in keys}))}")
    if given is None:
        found.unchecked.append(
            f"whether the key in {KEYS} is the desk's: compare it with the one that the desk publishes, or pass --key"
        )


def _entries(files: Files, found: Checked) -> dict[int, dict[str, Any]]:
    """Opens what the pack opens of the ledger's entries, each checked against its commitment and the checkpoint's root."""
    head = head_of(files[CHECKPOINT].decode())
    if head is None:
        found.problems.append(f"{CHECKPOINT}: is no checkpoint")
        return {}
    opened: dict[int, dict[str, Any]] = {}
    held = fields = 0
    for line in files[ENTRIES].decode().splitlines():
        entry = json.loads(line)
        seq, commitments, salts = entry["seq"], entry["commitments"], entry["opened"]
        opened[seq] = {name: one["value"] for name, one in salts.items()}
        for name, one in salts.items():
            if commitment(bytes.fromhex(one["salt"]), one["value"]) != commitments.get(name):
                found.problems.append(f"{ENTRIES}: entry {seq}, {name}: is not what the desk committed to")
        path = [bytes.fromhex(node) for node in entry["path"]]
        if root_from(leaf_of(seq, commitments), seq - 1, head.size, path) != head.root:
            found.problems.append(f"{ENTRIES}: entry {seq}: does not lead to the checkpoint's root")
        fields, held = fields + len(salts), held + len(commitments) - len(salts)
    found.notes.append(
        f"{len(opened)} of the ledger's {head.size} entries lead to the root of the checkpoint; "
        f"{fields} of their fields are opened, {held} are withheld and stay committed to"
    )
    return opened


def _data(files: Files, opened: Mapping[int, Mapping[str, Any]], found: Checked) -> None:
    """What is told in words against what the ledger's entries say, and every quotation against the text it was cut from."""
    data = json.loads(files[DATA])
    shown = 0
    for one in _objects(data):
        for name, way in one.get("proves", {}).items():
            shown += 1
            if one.get(name) != _at(opened.get(one["entry"], {}), way):
                found.problems.append(f"{DATA}: {one['id']}, {name}: is not what entry {one['entry']} says")
    texts = {one["id"]: _blocked(opened[one["entry"]].get("text")) for one in data["reports"]}
    bodies = {one["id"]: _captured(files, one, found) for one in data["captures"] if "file" in one}
    report = {one["id"]: one for one in data["reports"]}
    seen = sliced = 0
    for one in data["figures"]:
        start, end = one["in_sentence"]
        text = texts.get(one["report"])
        cut = text[one["sentence_start"] + start : one["sentence_start"] + end] if text else one["words"]
        sliced += text is not None
        if one["sentence"][start:end] != one["words"] or ("█" not in cut and cut != one["words"]):
            found.problems.append(f"{DATA}: {one['id']}: its words do not stand where it says")
        body = bodies.get(report[one["report"]]["capture"])
        seen += bool(body) and _plain(one["words"]) in _plain(body or "")
    withheld = sum("file" not in one for one in data["captures"])
    found.notes.append(f"{shown} values in {DATA} are those of the ledger's entries")
    found.notes.append(f"{sliced} of {len(data['figures'])} figures' words were cut anew from the report's text")
    found.notes.append(f"{seen} of {len(data['figures'])} figures' words were found in captured bytes of this pack")
    found.notes.append(f"{len(bodies)} captures lie in the pack and have their checksums; {withheld} are withheld")
    found.unchecked.append("that what was captured is what the outlet served, and that a report says what is true")
    found.unchecked.append("who the reviewers are, and that two of them are two people: they stand here as roles")


def _blocked(text: str | None) -> str | None:
    """A text with as many full blocks as it has sealed letters, so that places in it hold."""
    return text and sub("⟦[0-9a-f]{32}:([0-9]+)⟧", lambda token: "█" * int(token[1]), text)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "proves" in value:
            yield value
        for inner in value.values():
            yield from _objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _objects(inner)


def _at(value: Any, way: str) -> Any:
    for step in way.split("/"):
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
    return value


def _captured(files: Files, capture: dict[str, Any], found: Checked) -> str:
    """The captured bytes of a record as text, after its checksum and address were checked."""
    where = f"{capture['file']}, {capture['id']}"
    stored = files.get(capture["file"], b"")[capture["offset"] : capture["offset"] + capture["length"]]
    try:
        head, _, block = gzip.decompress(stored).partition(b"\r\n\r\n")
    except (OSError, EOFError, zlib.error):
        found.problems.append(f"{where}: the record cannot be unpacked")
        return ""
    fields = dict(line.partition(": ")[::2] for line in head.decode("utf-8", "replace").split("\r\n")[1:])
    block = block[: int(fields.get("Content-Length", "0"))]
    http = fields.get("WARC-Type") == "response" and fields.get("Content-Type", "").startswith("application/http")
    payload = _body(block) if http else block
    if capture.get("address") not in (None, fields.get("WARC-Target-URI", "").strip("<>")):
        found.problems.append(f"{where}: the record is of another address")
    elif payload is None:
        found.unchecked.append(
            f"{where}: its coding needs more than the standard library; undo it and compare its SHA-256"
        )
    elif _sum_of(payload) != capture["checksum"]:
        found.problems.append(f"{where}: these bytes are not the ones captured")
    return (payload or b"").decode("utf-8", "replace")


def _body(block: bytes) -> bytes | None:
    """The body of an HTTP response, its codings undone; None for a coding that the standard library does not know."""
    head, _, data = block.partition(b"\r\n\r\n")
    lines = [line.partition(":") for line in head.decode("latin-1").lower().split("\r\n")[1:]]
    fields = {name.strip(): value.strip() for name, _, value in lines}
    if fields.get("transfer-encoding") == "chunked":
        data = _unchunked(data)
    for coding in reversed([one.strip() for one in fields.get("content-encoding", "").split(",") if one.strip()]):
        if coding in ("gzip", "x-gzip") and data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        elif coding == "deflate":
            data = zlib.decompress(data, zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS)
        elif coding not in ("identity", "gzip", "x-gzip"):
            return None
    return data


def _unchunked(data: bytes) -> bytes:
    """A chunked body put together; a body that is none (a crawler had put it together already) as it is."""
    out, at = b"", 0
    while True:
        line, gap, _ = data[at : at + 64].partition(b"\r\n")
        try:
            size = int(line.partition(b";")[0], 16)
        except ValueError:
            return data
        if size == 0:
            return out
        at += len(line) + len(gap)
        out, at = out + data[at : at + size], at + size + 2


def _plain(text: str) -> str:
    return " ".join(unescape(sub("<[^>]*>", "", text)).split()).casefold()


# -- time stamps (RFC 3161) --------------------------------------------------------------------------------------------


def _stamps(files: Files, found: Checked) -> None:
    for path in sorted(path for path in files if path.startswith("proof/") and path.endswith(".tsr")):
        at = stamped_at(files[path], hashlib.sha256(files[CHECKPOINT]).digest())
        if at is None:
            found.problems.append(f"{path}: is no stamp over {CHECKPOINT}")
        else:
            found.notes.append(f"{path}: a stamp over {CHECKPOINT} that says {at}")
            found.unchecked.append(
                f"who made {path}: run `openssl ts -verify -in {path} -data {CHECKPOINT} -CAfile CERTIFICATE` "
                "with the authority's certificate from the authority itself"
            )


def stamped_at(response: bytes, digest: bytes) -> str | None:
    """The moment (UTC) that a time-stamp response states for a SHA-256 digest; None where it is over something else."""
    try:
        token = der_parts(
            der_parts(der_parts(response)[0][1])[1][1]
        )  # TimeStampResp -> ContentInfo: its type and [0] content
        signed = der_parts(der_parts(token[1][1])[0][1])  # SignedData: version, algorithms, what is signed ...
        info = der_parts(der_parts(der_parts(der_parts(signed[2][1])[1][1])[0][1])[0][1])  # -> [0] -> octets -> TSTInfo
        imprint, at = der_parts(info[2][1])[1][1], info[4][1].decode("ascii")
    except (IndexError, ValueError):
        return None
    day, hour = f"{at[:4]}-{at[4:6]}-{at[6:8]}", f"{at[8:10]}:{at[10:12]}:{at[12:].rstrip('Z')}"
    return f"{day}T{hour}Z" if imprint == digest else None


def der_parts(data: bytes) -> list[tuple[int, bytes]]:
    """The elements of DER bytes: (tag, content)."""
    parts, at = [], 0
    while at < len(data):
        tag, size, start = data[at], data[at + 1], at + 2
        if size & 0x80:
            start += size & 0x7F
            size = int.from_bytes(data[at + 2 : start], "big")
        if start + size > len(data):
            raise ValueError("cut short")
        parts.append((tag, data[start : start + size]))
        at = start + size
    return parts


# -- the command -------------------------------------------------------------------------------------------------------


def opened_pack(path: Path) -> tuple[dict[str, bytes], list[str]]:
    """A pack or the folder it was unpacked into -> its files, and what is wrong with the container."""
    if path.is_file():
        return unzipped(path.read_bytes())
    found = sorted(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(path).as_posix(): p.read_bytes() for p in found}, []


def main(arguments: list[str]) -> int:
    """Checks the pack that the arguments name, else the folder above this file; says what was found."""
    keys = [arguments[n + 1] for n, word in enumerate(arguments[:-1]) if word == "--key"] or None
    named = [word for n, word in enumerate(arguments) if word != "--key" and (n == 0 or arguments[n - 1] != "--key")]
    files, broken = opened_pack(Path(named[0]) if named else Path(__file__).resolve().parent.parent)
    found = check(files, keys)
    lines = [f"WRONG    {line}" for line in [*broken, *found.problems]]
    lines += [f"checked  {line}" for line in found.notes] + [f"open     {line}" for line in found.unchecked]
    lines.append("This pack is NOT as it was made." if broken or found.problems else "Nothing was found wrong.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if broken or found.problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
