"""What happens to a file: kills, two processes, things that are no ledger."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.errors import NotADesk
from reportedly.store import Ledger

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)

APPENDING = """
import sys
from datetime import UTC, datetime
from reportedly.store import Draft, Ledger
name, batches, size = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
now = datetime(2024, 6, 10, tzinfo=UTC)
with Ledger.open(sys.argv[1], patience=60) as ledger:
    print("open", flush=True)
    for batch in range(batches):
        ledger.append_many(
            [Draft("outlet", f"{name}-{batch}-{one}", {"name": name, "batch": batch}, now, name) for one in range(size)]
        )
        print(batch, flush=True)
"""


def appender(path: Path, name: str, batches: int, size: int = 3) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", APPENDING, str(path), name, str(batches), str(size)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_append_to_one_ledger_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    for process in [appender(path, "a", 20), appender(path, "b", 20)]:
        _, error = process.communicate(timeout=120)
        assert (process.returncode, error) == (0, "")
    with Ledger.open(path) as ledger:
        assert ledger.head()[0] == 120
        assert len({entry.subject for entry in ledger.entries()}) == 120
        assert list(ledger.verify()) == []


@pytest.mark.parametrize("batches", [0, 1, 2, 5, 9])
def test_a_kill_leaves_whole_batches_only(tmp_path: Path, batches: int) -> None:
    path = tmp_path / "ledger.sqlite"
    process = appender(path, "a", 10_000, size=7)
    assert process.stdout is not None
    seen = [process.stdout.readline() for _ in range(batches + 1)]
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    assert len(seen) == batches + 1
    with Ledger.open(path) as ledger:
        entered = ledger.head()[0]
        assert entered % 7 == 0
        assert entered >= batches * 7
        assert list(ledger.verify()) == []
        before = ledger.derived()
        ledger.rebuild()
        assert ledger.derived() == before


def killed_inside(path: Path, point: str) -> None:
    """Runs one append and dies, without any clean-up, at the `point`-th statement that it sends to the database."""
    code = f"""
import os
from sqlalchemy import Engine, event
from datetime import UTC, datetime
from reportedly.store import Ledger
seen = 0
@event.listens_for(Engine, "before_cursor_execute")
def die(*_):
    global seen
    seen += 1
    if seen == {point}:
        os.kill(os.getpid(), 9)
with Ledger.open({str(path)!r}) as ledger:
    ledger.append("report", "rep_2", {{"outlet": "x", "text": "two"}}, datetime(2024, 6, 10, tzinfo=UTC), "desk")
    ledger.rebuild()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()


@pytest.mark.parametrize("point", range(1, 19))
def test_a_kill_between_any_two_statements_loses_nothing_that_was_entered(tmp_path: Path, point: int) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger.open(path) as ledger:
        ledger.append("report", "rep_1", {"outlet": "x", "text": "one"}, NOON, "desk")
    killed_inside(path, str(point))
    with Ledger.open(path) as ledger:
        assert [e.subject for e in ledger.entries()] in (["rep_1"], ["rep_1", "rep_2"])
        assert list(ledger.verify()) == []
        assert len(ledger.derived()["reports"]) == ledger.head()[0]


@pytest.mark.parametrize("point", [1, 3, 5, 8, 12, 16])
def test_a_kill_while_a_ledger_is_made_leaves_one_that_can_be_made(tmp_path: Path, point: int) -> None:
    path = tmp_path / "ledger.sqlite"
    killed_inside(path, str(point))
    with Ledger.open(path) as ledger:
        ledger.append("report", "rep_1", {"outlet": "x", "text": "one"}, NOON, "desk")
        assert ledger.head()[0] == 1


def test_an_existing_ledger_opens_without_the_migration_library(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger.open(path).close()
    code = f"import sys; from reportedly.store import Ledger; Ledger.open({str(path)!r}).close(); print('alembic' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "data", [b"this is no ledger, but words that somebody put here\n" * 40, b"SQLite format 3\0" + b"\xff" * 2000]
)
def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(data)
    with pytest.raises(NotADesk) as told:
        Ledger.open(path)
    assert (told.value.where != "", told.value.remedy != "", path.read_bytes()) == (True, True, data)


def test_no_ledger_is_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(NotADesk):
        Ledger.open(tmp_path / "ledger.sqlite", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotADesk, match="nowhere"):
        Ledger.open(tmp_path / "nowhere" / "ledger.sqlite")


@pytest.mark.parametrize("name", ["a b.sqlite", "100%.sqlite", "вёрстка.sqlite", "what?.sqlite"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with Ledger.open(tmp_path / name) as ledger:
        ledger.append("outlet", "o", {}, NOON, "desk")
    assert (tmp_path / name).exists()
