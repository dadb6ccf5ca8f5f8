"""Proof from the command line: what is printed, how it ends, and what to do next."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from reportedly.newsroom import Newsroom

COMMAND = Path(sys.executable).with_name("reportedly")


def reportedly(*arguments: object, code: int = 0) -> str:
    """What the command prints; its exit code must be `code`."""
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_from_a_checkpoint_to_a_pack_that_a_stranger_checked(desk: Newsroom, tmp_path: Path, key_file: Path) -> None:
    here = ("--desk", desk.folder)
    told = reportedly("checkpoint", *here)
    assert told.startswith("magazine.example\n") and "Signed proof/checkpoints/" in told
    assert "Nothing new since this checkpoint" in reportedly("checkpoint", *here)
    assert "No authority is named" in reportedly("stamp", *here)
    packed = reportedly("pack", "fled", "-o", tmp_path / "pack.wacz", *here)
    assert "in:       example-outlet, A count of those who fled" in packed
    assert "it names private persons" in packed and "signed, 0 stamps" in packed and "Zlobnin" not in packed
    listed = json.loads(reportedly("pack", "fled", "-o", tmp_path / "pack.wacz", "--json", *here))
    assert [page["withheld"] for page in listed["pages"]] == [None, "it names private persons"]
    key = (desk.folder / "proof" / "keys.txt").read_text("utf-8").strip()
    assert "Nothing was found wrong." in reportedly("verify-pack", tmp_path / "pack.wacz", "--key", key)
    assert "not among the keys" in reportedly("verify-pack", tmp_path / "pack.wacz", "--key", "other+00+AA", code=8)
    assert "There are: fled" in reportedly("pack", "nothing", "-o", tmp_path / "no.wacz", *here, code=6)
    assert "no such pack" in reportedly("verify-pack", tmp_path / "no.wacz", code=6)
    kept = next((desk.folder / "proof" / "checkpoints").iterdir())
    reportedly("verify", *here, "--checkpoint", kept)
    key_file.chmod(0o644)
    assert "chmod 600" in reportedly("checkpoint", *here, code=4)
