"""The commands that keep and forget, as a shell runs them. All names are invented."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from reportedly.newsroom import Newsroom, new_desk, open_newsroom

NOTE = """Outlet: Example Outlet
Title: Eight hundred
Published: 2024-06-10
Language: en

Pyotr Zlobnin, aged 31, fled. His lawyer, Semyon Grubkin, said at least 800 soldiers fled.
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    (tmp_path / "one.note").write_text(NOTE, encoding="utf-8")
    newsroom.capture(tmp_path / "one.note")
    newsroom.read()
    return newsroom


def run(tmp_path: Path, *words: str, says: str = "", **environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [COMMAND, *words], input=says, capture_output=True, text=True, check=False, cwd=tmp_path,
        env={**os.environ, **environment}, timeout=120,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def text_of(folder: Path) -> str:
    return next(iter(open_newsroom(folder).held().reports.values())).text


COMMAND = str(Path(sys.executable).parent / "reportedly")
WHO = ("--reviewer", "ada", "--reason", "asked for it", "--desk", "desk")


def test_a_name_is_read_from_the_input_and_never_printed(newsroom: Newsroom, tmp_path: Path) -> None:
    code, said = run(tmp_path, "erase", "--name-from-stdin", "--yes", *WHO, says="Pyotr Zlobnin\n")
    assert (code, "Zlobnin" in said) == (0, False)
    assert "Erased person-" in said and "Out of reach" in said
    assert text_of(newsroom.folder).startswith("█████████████, ███████, fled. His lawyer, Semyon Grubkin")
    assert run(tmp_path, "verify", "--desk", "desk")[0] == 0
    assert "(1 withheld by erasure)" in run(tmp_path, "verify", "--desk", "desk")[1]


@pytest.mark.parametrize(
    ("words", "says", "code"),
    [
        (("erase", "person-000000", "--yes", *WHO), "", 6),
        (("erase", "--name-from-stdin", "--yes", *WHO), "Ulyana Krotkina\n", 6),
        (("erase", "--name-from-stdin", "--yes", *WHO), "\n", 4),
        (("erase", "person-000000", *WHO), "", 4),
        (("erase", "person-000000", "--yes", "--desk", "desk"), "", 4),
        (("backup", "b.age", "--desk", "desk"), "\n", 4),
        (("backup", "b.age", "--to", "age1nonsense", "--desk", "desk"), "", 4),
        (("backup", "desk/b.age", "--plain", "--desk", "desk"), "", 4),
        (("restore", "nothing.age", "again"), "", 4),
        (("restore", "one.note", "again"), "", 4),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_exit_code(
    newsroom: Newsroom, tmp_path: Path, words: tuple[str, ...], says: str, code: int
) -> None:
    assert run(tmp_path, *words, says=says)[0] == code
    assert text_of(newsroom.folder).startswith("Pyotr Zlobnin")
    assert not (tmp_path / "b.age").exists() and not (tmp_path / "again").exists()


def test_a_desk_and_its_keys_are_backed_up_and_restored_apart(newsroom: Newsroom, tmp_path: Path) -> None:
    words = "six random words make a passphrase\n"
    assert run(tmp_path, "backup", "b.age", "--desk", "desk", says=words)[0] == 0
    assert run(tmp_path, "backup", "k.age", "--keys", "--desk", "desk", says=words)[0] == 0
    assert run(tmp_path, "restore", "b.age", "again", says="another\n")[0] == 4
    code, said = run(tmp_path, "restore", "b.age", "again", says=words)
    assert code == 0 and "Checked" in said and text_of(tmp_path / "again").startswith("█")
    assert run(tmp_path, "restore", "k.age", "again", "--keys", says=words)[0] == 0
    assert text_of(tmp_path / "again").startswith("Pyotr Zlobnin")


def test_a_backup_to_a_public_key_needs_its_identity(newsroom: Newsroom, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    (tmp_path / "id").write_text(f"{identity}\n")
    assert run(tmp_path, "backup", "b.age", "--to", str(identity.to_public()), "--desk", "desk")[0] == 0
    assert run(tmp_path, "restore", "b.age", "again")[0] == 4
    assert run(tmp_path, "restore", "b.age", "again", "--identity", "id")[0] == 0


def test_keys_lie_where_the_environment_says_and_are_rotated_there(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    (tmp_path / "one.note").write_text(NOTE, encoding="utf-8")
    place = {"REPORTEDLY_KEY_FILE": str(tmp_path / "stick" / "desk.key")}
    assert run(tmp_path, "capture", "one.note", "--desk", "desk", **place)[0] == 0
    before = (tmp_path / "stick" / "desk.key").read_bytes()
    assert not (tmp_path / "desk" / ".keys").exists()
    code, said = run(tmp_path, "rotate-keys", "--desk", "desk", **place)
    assert code == 0 and "2 persons" in said
    assert (tmp_path / "stick" / "desk.key").read_bytes() != before
    assert run(tmp_path, "verify", "--desk", "desk", **place)[0] == 0
