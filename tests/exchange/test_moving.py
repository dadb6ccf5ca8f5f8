"""A ledger moves to another database and back: the same hashes, nothing lost by a kill, nothing of others overwritten."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.errors import BadInput, Broken, NotADesk
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.store import Draft, Ledger
from reportedly.store.chain import seeded
from reportedly.store.moving import AT_ONCE, move

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)
COMMAND = Path(sys.executable).with_name("reportedly")


def drafts(many: int, first: int = 0) -> list[Draft]:
    return [
        Draft("outlet", f"o{n}", {"name": f"Видання {n}\x00🙂", "n": n, "f": 0.5, "none": None}, NOON, "desk")
        for n in range(first, first + many)
    ]


def made(path: Path, many: int) -> Path:
    with Ledger.open(path, salt=seeded(b"moving")) as ledger:
        ledger.append_many(drafts(many))
    return path


def silent(says: str, done: int, total: int) -> None:
    pass


def same(one: str | Path, other: str | Path) -> bool:
    """Whether two ledgers hold the same entries, payloads with their salts, and derived tables."""
    with Ledger.open(one) as a, Ledger.open(other) as b:
        assert list(a.verify()) == [] and list(b.verify()) == []
        assert list(a.entries()) == list(b.entries())
        assert all(a.payload(n) == b.payload(n) for n in range(1, min(a.head()[0], 20) + 1))
        return a.derived() == b.derived() and a.payload_checksum() == b.payload_checksum()


@pytest.mark.parametrize("many", [0, 1, AT_ONCE, AT_ONCE + 1])
def test_a_ledger_in_another_file_is_the_same_ledger(tmp_path: Path, many: int) -> None:
    here = made(tmp_path / "here.sqlite", many)
    moved = move(here, tmp_path / "there.sqlite", silent)
    assert (moved.entries, moved.copied) == (many, many)
    assert same(here, tmp_path / "there.sqlite")


@pytest.mark.postgresql
def test_a_ledger_goes_to_postgresql_and_back_with_the_same_hashes(postgresql_address: str, tmp_path: Path) -> None:
    here = made(tmp_path / "here.sqlite", 30)
    with Ledger.open(here) as ledger:
        ledger.erase(3, "name", at=NOON, by="ada", reason="asked for")
    moved = move(here, postgresql_address, silent)
    assert same(here, postgresql_address)
    with Ledger.open(postgresql_address) as there:
        assert there.head() == (31, moved.head)
        assert there.payload(3)["name"].erased
        there.append_many(drafts(5, 100))
    back = move(postgresql_address, tmp_path / "back.sqlite", silent)
    assert back.entries == 36
    assert same(postgresql_address, tmp_path / "back.sqlite")


def test_what_was_entered_and_erased_since_the_last_copy_follows(tmp_path: Path) -> None:
    here, there = made(tmp_path / "here.sqlite", 10), tmp_path / "there.sqlite"
    move(here, there, silent)
    with Ledger.open(here) as ledger:
        ledger.erase(3, "name", at=NOON, by="ada", reason="asked for")
        ledger.append_many(drafts(3, 50))
    moved = move(here, there, silent)
    assert (moved.entries, moved.copied) == (14, 4)
    assert same(here, there)
    with Ledger.open(there) as copy:
        assert copy.payload(3)["name"].erased
    assert "Видання 2" not in "".join(map(str, sqlite3.connect(there).execute("SELECT value FROM payloads")))


def test_another_ledger_is_not_touched(tmp_path: Path) -> None:
    here, other = made(tmp_path / "here.sqlite", 3), tmp_path / "other.sqlite"
    with Ledger.open(other) as ledger:
        ledger.append_many(drafts(2, 70))
        before = list(ledger.entries())
    with pytest.raises(BadInput, match="another ledger"):
        move(here, other, silent)
    with Ledger.open(other) as ledger:
        assert list(ledger.entries()) == before


def test_a_copy_that_went_on_by_itself_is_not_overwritten(tmp_path: Path) -> None:
    here, there = made(tmp_path / "here.sqlite", 3), tmp_path / "there.sqlite"
    move(here, there, silent)
    with Ledger.open(there) as ledger:
        ledger.append_many(drafts(1, 90))
    with pytest.raises(BadInput, match="another ledger"):
        move(here, there, silent)


def test_a_database_with_others_tables_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "shop.sqlite") as shop:
        shop.execute("CREATE TABLE orders (id INTEGER)")
    with pytest.raises(BadInput, match="not empty"):
        move(made(tmp_path / "here.sqlite", 1), tmp_path / "shop.sqlite", silent)


def test_a_ledger_does_not_move_onto_itself(tmp_path: Path) -> None:
    here = made(tmp_path / "here.sqlite", 1)
    with pytest.raises(BadInput, match="already"):
        move(here, f"sqlite:///{here}", silent)


def test_a_password_in_the_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="PGPASSWORD") as told:
        move(made(tmp_path / "here.sqlite", 1), "postgresql://desk:secret-word@127.0.0.1:1/desk", silent)
    assert "secret-word" not in str(told.value)


def test_a_ledger_that_was_edited_does_not_move(tmp_path: Path) -> None:
    here = made(tmp_path / "here.sqlite", 3)
    with sqlite3.connect(here) as connection:
        connection.execute("UPDATE payloads SET value = '7' WHERE seq = 2 AND field = 'n'")
    with pytest.raises(Broken, match="entry 2"):
        move(here, tmp_path / "there.sqlite", silent)
    assert not (tmp_path / "there.sqlite").exists()


def test_a_half_copy_is_opened_by_nobody_and_finished_by_the_next_run(tmp_path: Path) -> None:
    here, there = made(tmp_path / "here.sqlite", 3 * AT_ONCE), tmp_path / "there.sqlite"

    class Cut(Exception):
        pass

    def cut(says: str, done: int, total: int) -> None:
        if done >= AT_ONCE:
            raise Cut

    with pytest.raises(Cut):
        move(here, there, cut)
    with pytest.raises(NotADesk, match="migrate"):
        Ledger.open(there)
    moved = move(here, there, silent)
    assert (moved.entries, moved.copied) == (3 * AT_ONCE, 2 * AT_ONCE)
    assert same(here, there)


def test_a_move_killed_again_and_again_ends_like_one_that_was_not(tmp_path: Path) -> None:
    here, there = made(tmp_path / "here.sqlite", 4 * AT_ONCE), tmp_path / "there.sqlite"
    code = (
        "import sys, time; from reportedly.store.moving import move\n"
        "move(sys.argv[1], sys.argv[2], lambda says, done, total: (print(done, flush=True), time.sleep(0.02)))"
    )
    for lines in (1, 1, 2, 3):
        running = subprocess.Popen([sys.executable, "-c", code, here, there], stdout=subprocess.PIPE)
        assert running.stdout is not None
        for _ in range(lines):
            running.stdout.readline()
        time.sleep(0.01 * lines)
        running.send_signal(signal.SIGKILL)
        running.wait()
        running.stdout.close()
    move(here, there, silent)
    assert same(here, there)


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    newsroom.enter_files()
    return newsroom


@pytest.mark.postgresql
def test_a_desk_goes_to_postgresql_by_the_line_it_is_told(newsroom: Newsroom, postgresql_address: str) -> None:
    said = subprocess.run(
        [COMMAND, "migrate", "--to", postgresql_address, "--desk", newsroom.folder],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    line = next(line for line in said.splitlines() if line.startswith("ledger = "))
    assert postgresql_address in line
    settings = newsroom.folder / "desk.toml"
    settings.write_text(line + "\n" + settings.read_text("utf-8"), encoding="utf-8")
    other = open_newsroom(newsroom.folder)
    assert other.ledger.head() == newsroom.ledger.head()
    assert other.verify().found == ()
    (newsroom.folder / "outlets.toml").write_text(
        '[[outlet]]\nid = "gazette"\nname = "Example Gazette"\n', encoding="utf-8"
    )
    other.reread_files()
    other.enter_files()
    back = other.exchange.move_ledger(newsroom.folder / "ledger.sqlite")
    assert (back.copied, back.line) == (1, "")


def test_the_line_for_a_file_holds_its_whole_path(newsroom: Newsroom, tmp_path: Path) -> None:
    assert newsroom.exchange.move_ledger(tmp_path / "other.sqlite").line == f'ledger = "{tmp_path / "other.sqlite"}"'


def test_what_is_sealed_moves_along_and_comes_back_as_it_was(newsroom: Newsroom, tmp_path: Path) -> None:
    note = tmp_path / "one.note"
    note.write_text(
        "Outlet: Example Outlet\nTitle: One fled\nPublished: 2024-06-10\nLanguage: en\n\n"
        "Pyotr Zlobnin fled from Kharkiv, Example Count reported.\n",
        encoding="utf-8",
    )
    newsroom.capture(note)
    newsroom.read()
    before = newsroom.held()
    moved = newsroom.exchange.move_ledger(tmp_path / "other.sqlite")
    with Ledger.open(tmp_path / "other.sqlite") as bare:
        assert "Zlobnin" not in str([fields for _, fields in bare.entered()])
    settings = newsroom.folder / "desk.toml"
    settings.write_text(moved.line + "\n" + settings.read_text("utf-8"), encoding="utf-8")
    after = open_newsroom(newsroom.folder).held()
    assert after.values == before.values and "Zlobnin" in next(iter(after.reports.values())).text
    assert (after.mark, moved.head) == (before.mark, newsroom.ledger.head()[1])


@pytest.mark.postgresql
def test_a_half_copy_in_postgresql_goes_on_and_takes_over_what_was_erased_since(
    postgresql_address: str, tmp_path: Path
) -> None:
    here = made(tmp_path / "here.sqlite", 2 * AT_ONCE)

    class Cut(Exception):
        pass

    def cut(says: str, done: int, total: int) -> None:
        if done >= AT_ONCE:
            raise Cut

    with pytest.raises(Cut):
        move(here, postgresql_address, cut)
    with pytest.raises(NotADesk, match="migrate"):
        Ledger.open(postgresql_address)
    with Ledger.open(here) as ledger:
        ledger.erase(3, "name", at=NOON, by="ada", reason="asked for")
    moved = move(here, postgresql_address, silent)
    assert (moved.entries, moved.copied) == (2 * AT_ONCE + 1, AT_ONCE + 1)
    assert same(here, postgresql_address)
    with Ledger.open(postgresql_address) as copy:
        assert copy.payload(3)["name"].erased
