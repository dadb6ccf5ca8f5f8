"""What a kill, a second process, or a second run may not do: lose, double or tear what was kept."""

from __future__ import annotations

import hashlib
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportedly.demo.walk import walk
from reportedly.newsroom import open_newsroom
from reportedly.types import Verdict

COMMAND = Path(sys.executable).with_name("reportedly")


def state(folder: Path) -> dict[str, str]:
    """The checksums of everything that goes out, and of the ledger's payloads and the captured bytes."""
    out = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in ("site", "outbox", "exports")
        for path in sorted((folder / part).rglob("*"))
        if path.is_file()
    }
    newsroom = open_newsroom(folder)
    kept = {c.id: c.checksum for c in newsroom.archive.captures()}
    return {**out, **kept, "ledger": newsroom.ledger.payload_checksum()}


def test_a_second_walk_changes_nothing(demo_desk: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(demo_desk, again)
    walk(again)
    assert state(again) == state(demo_desk)


def test_two_walks_into_two_folders_give_the_same_bytes(demo_desk: Path, tmp_path: Path) -> None:
    walk(tmp_path / "other")
    assert state(tmp_path / "other") == state(demo_desk)


def test_a_walk_killed_again_and_again_ends_like_one_that_was_not(demo_desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    for after in (0.8, 1.2, 1.6, 2.0, 2.5, 3.0, 3.5, 4.5):
        running = subprocess.Popen([COMMAND, "demo", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        running.send_signal(signal.SIGKILL)
        running.wait()
    walk(folder)
    assert state(folder) == state(demo_desk)
    assert open_newsroom(folder).verify().found == ()


def test_two_processes_on_one_desk_neither_lose_nor_double(demo_desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    shutil.copytree(demo_desk, folder)
    figures = sorted(open_newsroom(folder).held().figures)[:4]
    jobs = [
        subprocess.Popen(
            [
                COMMAND,
                "decide",
                figure,
                "caveat",
                "--reviewer",
                f"r{n}",
                "--reason",
                f"from process {n}",
                "--desk",
                folder,
            ],
            stdout=subprocess.DEVNULL,
        )
        for n, figure in enumerate(figures)
    ]
    assert [job.wait() for job in jobs] == [0] * len(jobs)
    newsroom = open_newsroom(folder)
    assert (
        sum(d.verdict is Verdict.CAVEAT and d.reason.startswith("from process") for d in newsroom.held().decisions) == 4
    )
    assert newsroom.verify().found == ()


def test_a_capture_that_was_kept_and_not_entered_is_entered_by_the_next_run(demo_desk: Path, tmp_path: Path) -> None:
    folder = tmp_path / "torn"
    shutil.copytree(demo_desk, folder)
    newsroom = open_newsroom(folder)
    note = b"Outlet: Example outlet\nTitle: Late\nPublished: 2026-01-02\nLanguage: en\n\nTen men fled, Example outlet reported.\n"
    capture = newsroom.archive.keep(
        "urn:reportedly:note:late", note, "text/vnd.reportedly.note", at=newsroom.clock(), channel="note"
    )
    assert capture.id not in newsroom.held().captures
    assert newsroom.resume() == 1
    assert capture.id in newsroom.held().captures


@pytest.mark.parametrize("name", ["ledger.sqlite", "archive"])
def test_a_desk_without_its_ledger_or_archive_is_named_by_verify(demo_desk: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "lost"
    shutil.copytree(demo_desk, folder)
    gone = folder / name
    shutil.rmtree(gone) if gone.is_dir() else [p.unlink() for p in folder.glob(f"{name}*")]
    done = subprocess.run([COMMAND, "verify", "--desk", folder], capture_output=True, text=True, check=False)
    assert done.returncode == 8, done.stdout + done.stderr
