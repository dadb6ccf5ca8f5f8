"""What verify names: every byte that was changed and carries something, and all of it on a copy that nobody can write."""

import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.newsroom import new_desk, open_newsroom

NOW = datetime(2024, 7, 1, tzinfo=UTC)
COMMAND = Path(sys.executable).with_name("reportedly")
WITHOUT_ROOTS_RIGHTS = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    new_desk(folder / "desk")
    (folder / "in").mkdir()
    for n in range(12):
        text = f"Outlet: Gazette\nTitle: N{n}\nPublished: 2024-06-10\nLanguage: en\n\nAt least {n + 40} cases were decided, Example Count says.\n"
        (folder / "in" / f"{n}.note").write_text(text)
    newsroom = open_newsroom(folder / "desk", clock=lambda: NOW)
    newsroom.capture(folder / "in")
    newsroom.read()
    newsroom.ledger.close()
    return folder / "desk"


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "desk"))


def found(desk: Path) -> tuple[str, ...]:
    return open_newsroom(desk, clock=lambda: NOW).verify().found


def all_of(file: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        return [*connection.iterdump(), *map(str, connection.execute("PRAGMA integrity_check"))]


def test_a_flipped_byte_is_named_or_held_nothing(desk: Path) -> None:
    chance, ledger = random.Random(5), desk / "ledger.sqlite"
    held = all_of(ledger)
    for number in range(36):
        path = [ledger, desk / "archive" / "reports-00001.warc.gz", desk / "archive" / "custody.jsonl"][number % 3]
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ chance.randrange(1, 256)]) + whole[at + 1 :])
        said = found(desk)
        named = any(path.name in words or (path == ledger and words.startswith("entry ")) for words in said)
        assert named or (path == ledger and not said and all_of(ledger) == held), (path.name, at)
        path.write_bytes(whole)
        for side in desk.glob("ledger.sqlite-*"):
            side.unlink()


EDITS = [
    ("UPDATE figures SET lower = 7 WHERE lower = 41", "table figures, row"),
    ("DELETE FROM latest WHERE kind = 'report'", "table latest, row"),
    ("UPDATE figures SET kind = CAST(kind AS BLOB)", "kind is blob"),
    ("UPDATE payloads SET value = CAST(value AS BLOB) WHERE seq = 4", "value is blob"),
    ("CREATE TABLE notes (a TEXT)", "table or index notes"),
    ("DROP INDEX entries_kind_subject", "table or index entries_kind_subject"),
    ("DROP TRIGGER entries_no_update", "table or index entries_no_update"),
    ("UPDATE payloads SET value = '1' WHERE seq = 4", "entry 4"),
]


@pytest.mark.parametrize("edit, says", EDITS)
def test_an_edit_of_the_ledgers_tables_is_named(desk: Path, edit: str, says: str) -> None:
    with closing(sqlite3.connect(desk / "ledger.sqlite")) as connection:
        connection.execute(edit)
        connection.commit()
    assert any(says in words for words in found(desk))


DAMAGES = [
    ("no database", lambda data: b"hello" * 2000),
    ("cut", lambda data: data[: len(data) // 2]),
    ("a page overwritten", lambda data: data[:8192] + b"\xff" * 4096 + data[12288:]),
]


@pytest.mark.parametrize("damage", [row[1] for row in DAMAGES], ids=[row[0] for row in DAMAGES])
def test_a_ruined_ledger_is_a_verification_that_failed(desk: Path, damage) -> None:  # type: ignore[no-untyped-def]
    path = desk / "ledger.sqlite"
    path.write_bytes(damage(path.read_bytes()))
    done = subprocess.run([COMMAND, "verify", "--desk", desk], capture_output=True, text=True, check=False)
    assert done.returncode == 8 and "ledger.sqlite" in done.stdout, done.stderr


def verified_as_a_stranger(desk: Path) -> subprocess.CompletedProcess[str]:
    """verify, by somebody who may write nothing (root's rights to write anywhere are laid down first)."""
    subprocess.run(["chmod", "-R", "a-w", desk], check=True)
    try:
        command = [sys.executable, "-c", WITHOUT_ROOTS_RIGHTS, COMMAND, "verify", "--desk", desk]
        return subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        subprocess.run(["chmod", "-R", "u+w", desk], check=True)


def test_a_read_only_copy_is_verified_and_stays_as_it_is(desk: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.rglob("*")}
    done = verified_as_a_stranger(desk)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path: path.stat().st_mtime_ns for path in desk.rglob("*")} == before


def test_a_read_only_copy_of_a_desk_that_was_killed_has_its_last_entries(desk: Path) -> None:
    newsroom = open_newsroom(desk, clock=lambda: NOW)
    newsroom.enter("export", "late", {"shape": "csv"}, by="desk")
    entries = newsroom.ledger.head()[0]
    copy = desk.with_name("copy")
    shutil.copytree(desk, copy)
    assert (copy / "ledger.sqlite-wal").stat().st_size
    (copy / "ledger.sqlite-shm").unlink(missing_ok=True)
    done = verified_as_a_stranger(copy)
    assert f"Checked {entries} entries" in done.stdout, done.stdout + done.stderr


def test_a_broken_byte_is_found_in_a_read_only_copy(desk: Path) -> None:
    path = desk / "archive" / "reports-00001.warc.gz"
    data = bytearray(path.read_bytes())
    data[700] ^= 1
    path.write_bytes(bytes(data))
    done = verified_as_a_stranger(desk)
    assert done.returncode == 8 and "reports-00001.warc.gz, bytes" in done.stdout
