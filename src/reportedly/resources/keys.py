"""The desk's key, by which private persons get their pseudonyms. It lies beside the ledger, never in it.

Whoever has the key and the ledger can try names against pseudonyms: keep the key apart from backups of the desk.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from reportedly.errors import BadInput

KEY_FILE = Path(".keys", "desk.key")
_BYTES = 32


def desk_key(desk: Path) -> bytes:
    """The key of the desk in folder `desk`; made, for its owner's eyes only, when first asked for.

    Raises BadInput where the file holds no key.
    """
    path = desk / KEY_FILE
    if not path.exists():
        keep_key(desk, secrets.token_bytes(_BYTES))
    try:
        key = bytes.fromhex(path.read_text("ascii"))
    except ValueError as error:
        raise BadInput(
            "this is no key.", where=str(path), remedy="Put the desk's key back from where you keep it."
        ) from error
    if len(key) < _BYTES:
        raise BadInput(
            "this key is too short.", where=str(path), remedy="Put the desk's key back from where you keep it."
        )
    return key


def keep_key(desk: Path, key: bytes) -> None:
    """Writes the desk's key, mode 0600 in a folder of mode 0700, unless there is one already."""
    path = desk / KEY_FILE
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(key.hex() + "\n")
    # Another process may make the key at the same moment: the first one stays, and nobody reads half a key.
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    Path(draft).unlink()
