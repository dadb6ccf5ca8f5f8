"""A backup gives the desk back as it was, to the right people only; the keys are never in it. All names are invented."""

from __future__ import annotations

import io
import shutil
import stat
import tarfile
from pathlib import Path

import pyrage
import pytest

from reportedly.errors import BadInput, Broken
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.newsroom.backing_up import Kept, backup, backup_keys, restore, restore_keys
from reportedly.resources.keys import key_path
from reportedly.store.age import Lock, Opener

NOTE = """Outlet: Example Outlet
Title: Eight hundred
Published: 2024-06-10
Language: en

Pyotr Zlobnin, aged 31, fled. His lawyer, Semyon Grubkin, said at least 800 soldiers fled.
"""
WORDS = Lock(passphrase="six words", work=10)
OPENS = Opener(passphrase="six words")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    (tmp_path / "one.note").write_text(NOTE, encoding="utf-8")
    newsroom.capture(tmp_path / "one.note")
    newsroom.read()
    return newsroom


def files(folder: Path) -> dict[str, bytes]:
    """What a desk holds, but for its keys and the ledger's own files."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".keys" not in path.parts and not path.name.startswith(("ledger.sqlite", ".lock"))
    }


@pytest.mark.parametrize("way", ["passphrase", "public key", "plain"])
def test_a_desk_comes_back_as_it_was(newsroom: Newsroom, tmp_path: Path, way: str) -> None:
    identity = pyrage.x25519.Identity.generate()
    lock, opener = {
        "passphrase": (WORDS, OPENS),
        "public key": (Lock(to=(str(identity.to_public()),)), Opener(identities=str(identity))),
        "plain": (Lock(), Opener()),
    }[way]
    kept = backup(newsroom, tmp_path / "b.age", lock)
    again = restore(tmp_path / "b.age", tmp_path / "again" / "desk", opener)
    assert (again.head, again.entries, again.files) == (kept.head, kept.entries, kept.files)
    assert files(tmp_path / "again" / "desk") == files(newsroom.folder)
    backup_keys(newsroom, tmp_path / "k.age", lock)
    restore_keys(tmp_path / "k.age", key_path(tmp_path / "again" / "desk"), opener)
    other = open_newsroom(tmp_path / "again" / "desk")
    assert next(iter(other.held().reports.values())).text.startswith("Pyotr Zlobnin, aged 31")
    assert other.verify().found == () and other.ledger.derived() | {"latest": []} == newsroom.ledger.derived() | {
        "latest": []
    }
    assert list(tmp_path.glob(".backup-*")) + list((tmp_path / "again").glob(".restore-*")) == []


def test_the_keys_are_not_in_a_backup_and_without_them_names_stay_withheld(newsroom: Newsroom, tmp_path: Path) -> None:
    backup(newsroom, tmp_path / "b.tar", Lock())
    data = (tmp_path / "b.tar").read_bytes()
    assert newsroom.keys.desk.hex().encode() not in data and b".keys" not in data
    restore(tmp_path / "b.tar", tmp_path / "again", Opener())
    (report,) = open_newsroom(tmp_path / "again").held().reports.values()
    assert report.text.startswith("█████████████, ███████")


def test_a_backup_is_for_its_owner_alone(newsroom: Newsroom, tmp_path: Path) -> None:
    backup(newsroom, tmp_path / "b.age", WORDS)
    assert stat.S_IMODE((tmp_path / "b.age").stat().st_mode) == 0o600
    assert b"desk.toml" not in (tmp_path / "b.age").read_bytes()


def test_the_ledger_says_that_a_backup_was_made_and_pages_keep_their_mark(newsroom: Newsroom, tmp_path: Path) -> None:
    mark = newsroom.held().mark
    for name in ("one", "two"):
        backup(newsroom, tmp_path / name, Lock())
    assert len(list(newsroom.ledger.entries(["backup"]))) == 2
    assert newsroom.held().mark == mark


@pytest.mark.parametrize("place", ["there", "desk/inside", "nowhere/b.age"])
def test_a_place_that_will_not_do_is_refused(newsroom: Newsroom, tmp_path: Path, place: str) -> None:
    (tmp_path / "there").write_text("mine")
    with pytest.raises(BadInput):
        backup(newsroom, tmp_path / place, Lock())
    assert (tmp_path / "there").read_text() == "mine"


def test_a_folder_with_something_in_it_is_not_touched(newsroom: Newsroom, tmp_path: Path) -> None:
    backup(newsroom, tmp_path / "b", Lock())
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("mine")
    with pytest.raises(BadInput, match="empty"):
        restore(tmp_path / "b", tmp_path / "full", Opener())
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["mine"]
    (tmp_path / "empty").mkdir()
    assert isinstance(restore(tmp_path / "b", tmp_path / "empty", Opener()), Kept)
    backup_keys(newsroom, tmp_path / "k", Lock())
    with pytest.raises(BadInput, match="already"):
        restore_keys(tmp_path / "k", key_path(newsroom.folder), Opener())


def plain_backup(newsroom: Newsroom, path: Path) -> bytes:
    backup(newsroom, path, Lock())
    data = path.read_bytes()
    path.unlink()
    return data


@pytest.mark.parametrize(
    "harm", ["cut", "a byte of the archive", "a byte of the ledger", "no backup", "cut in the middle", "empty"]
)
def test_a_damaged_backup_restores_nothing(newsroom: Newsroom, tmp_path: Path, harm: str) -> None:
    data = plain_backup(newsroom, tmp_path / "b")
    match harm:
        case "cut":
            data = data[: data.rindex(b".backup-checksums.json") - 600]
        case "cut in the middle":
            data = data[: len(data) // 2]
        case "a byte of the archive":
            at = data.index(b"\x1f\x8b\x08") + 60
            data = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        case "a byte of the ledger":
            at = data.index(b"at least 800")
            data = data[:at] + b"AT" + data[at + 2 :]
        case "no backup":
            data = b"this is something else" * 200
        case _:
            data = b""
    (tmp_path / "b").write_bytes(data)
    with pytest.raises((BadInput, Broken)):
        restore(tmp_path / "b", tmp_path / "again", Opener())
    assert not (tmp_path / "again").exists() and list(tmp_path.glob(".restore-*")) == []


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out"])
def test_a_member_outside_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "b", "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = 3
        tar.addfile(member, io.BytesIO(b"bad"))
    with pytest.raises(BadInput):
        restore(tmp_path / "b", tmp_path / "again" / "desk", Opener())
    assert not (tmp_path / "out").exists() and not (tmp_path / "again" / "out").exists()


def test_what_comes_in_while_a_backup_is_written_is_not_half_in_it(newsroom: Newsroom, tmp_path: Path) -> None:
    """Between the ledger's copy and the archive's files, another page is captured."""
    seen: list[str] = []

    def tell(says: str, _done: int, _total: int) -> None:
        if says == "Writing" and "Writing" not in seen:
            shutil.copyfile(tmp_path / "one.note", tmp_path / "two.note")
            (tmp_path / "two.note").write_text(NOTE.replace("Eight hundred", "Another"), encoding="utf-8")
            open_newsroom(newsroom.folder).capture(tmp_path / "two.note")
        seen.append(says)

    backup(newsroom, tmp_path / "b", Lock(), tell)
    restore(tmp_path / "b", tmp_path / "again", Opener())
    assert open_newsroom(tmp_path / "again").verify().found == ()
