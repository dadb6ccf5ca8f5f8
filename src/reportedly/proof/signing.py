"""Door: the key that signs checkpoints. It never lies in the desk's folder, and only its owner may read it.

Whoever can change the ledger can usually change all of the desk's folder: a key that lay there would sign the changed
ledger too.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, NotThere

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PLACE = "REPORTEDLY_SIGNING_KEY"
"""The environment variable that names the key's file, where it is not at its usual place."""


def key_place(desk: Path, origin: str, environment: Mapping[str, str] | None = None) -> Path:
    """Where the signing key lies: what `REPORTEDLY_SIGNING_KEY` says, else `reportedly/NAME.key` in the user's configuration.

    Raises BadInput where that is inside the desk's folder.
    """
    around = os.environ if environment is None else environment
    named = around.get(PLACE)
    path = Path(named) if named else _configuration(around) / "reportedly" / f"{_file_name(origin)}.key"
    if path.resolve().is_relative_to(desk.resolve()):
        raise BadInput(
            "the signing key may not lie in the desk's folder.",
            where=PLACE if named else str(path.name),
            remedy=f"Put it elsewhere, best on a medium that is not always there, and name it in {PLACE}.",
        )
    return path


def _configuration(around: Mapping[str, str]) -> Path:
    return Path(around["XDG_CONFIG_HOME"]) if around.get("XDG_CONFIG_HOME") else Path.home() / ".config"


def _file_name(origin: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", origin.lower()).strip("-") or "desk"
    return f"{plain}-{hashlib.sha256(origin.encode()).hexdigest()[:8]}"


def key_at(path: Path) -> Ed25519PrivateKey:
    """The key in a file. Raises NotThere where there is no file, BadInput where others may read it or it holds no key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if not path.is_file():
        raise NotThere("there is no signing key.", where=path.name, remedy="`reportedly checkpoint` makes one.")
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise BadInput(
            "others may read the signing key.", where=path.name, remedy="Run `chmod 600` on it, or make a new one."
        )
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text("ascii").strip(), validate=True))
    except ValueError as error:
        raise BadInput(
            "this file holds no signing key.", where=path.name, remedy="Put back the one that was made."
        ) from error


def make_key(path: Path) -> Ed25519PrivateKey:
    """Makes a key and keeps it at `path`, mode 0600; the folder is made, mode 0700, where needed.

    Raises BadInput where a file lies there already: a key is never replaced.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise BadInput("there is a signing key already.", where=path.name, remedy="Move it away first.") from error
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(key.private_bytes_raw()).decode() + "\n")
    return key
