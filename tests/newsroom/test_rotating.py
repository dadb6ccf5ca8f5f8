"""New keys for old: nothing is lost wherever it is killed, and the old keys open nothing any more. All names are invented."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.resources.keys import KeyFile
from reportedly.store import Ledger
from reportedly.store.sealing import Sealing

NOTE = """Outlet: Example Outlet
Title: Zlobnin's lawyer counts 800
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


def text_of(newsroom: Newsroom) -> str:
    return next(iter(newsroom.held().reports.values())).text


def pseudonyms(newsroom: Newsroom) -> list[str]:
    (report,) = newsroom.held().reports.values()
    shown = newsroom.mask.pair(report, newsroom.held().readings[report.id])[0].text
    return [word.strip(".,") for word in shown.split() if word.startswith("person-")]


def test_what_is_held_and_the_chain_stay_the_same_under_new_pseudonyms(newsroom: Newsroom) -> None:
    before, text, names = newsroom.ledger.head(), text_of(newsroom), pseudonyms(newsroom)
    assert newsroom.rotate_keys() == 2
    for other in (newsroom, open_newsroom(newsroom.folder)):
        assert text_of(other) == text and other.verify(head=before[1]).found == ()
        assert set(pseudonyms(other)).isdisjoint(names)
        assert other.read().readings == ()


def test_a_copy_of_the_old_keys_opens_nothing_any_more(newsroom: Newsroom, tmp_path: Path) -> None:
    shutil.copyfile(newsroom.keys.path, tmp_path / "stolen")
    newsroom.rotate_keys()
    with Ledger.open(
        newsroom.folder / "ledger.sqlite", sealing=Sealing(KeyFile(tmp_path / "stolen"), lambda _: b"x" * 32)
    ) as ledger:
        ((_, fields),) = ledger.entered(["report"])
    assert str(fields["text"]).startswith("█████████████, ███████")


def test_an_old_pseudonym_still_leads_to_the_person(newsroom: Newsroom) -> None:
    old = pseudonyms(newsroom)[0]
    for _ in range(2):
        newsroom.rotate_keys()
    newsroom.erase(old, reviewer="ada", reason="asked")
    assert "Zlobnin" not in text_of(newsroom) and "Grubkin" in text_of(newsroom)


def test_who_was_erased_before_a_rotation_stays_erased_after_it(newsroom: Newsroom, tmp_path: Path) -> None:
    newsroom.erase(pseudonyms(newsroom)[0], reviewer="ada", reason="asked")
    newsroom.rotate_keys()
    (tmp_path / "two.note").write_text(NOTE.replace("fled. His", "ran. His"), encoding="utf-8")
    newsroom.capture(tmp_path / "two.note")
    texts = [report.text for report in open_newsroom(newsroom.folder).held().reports.values()]
    assert sum("ran. His lawyer, Semyon Grubkin" in text for text in texts) == 1
    assert not any("Zlobnin" in text for text in texts)


def test_another_process_that_had_opened_the_desk_goes_on(newsroom: Newsroom, tmp_path: Path) -> None:
    other = open_newsroom(newsroom.folder)
    text = text_of(other)
    newsroom.rotate_keys()
    other.forget_values()
    assert text_of(other) == text
    other.enter("note", "one", {"says": "Pyotr Zlobnin called."}, by="ada")
    assert [fields for _, fields in open_newsroom(newsroom.folder).ledger.entered(["note"])] == [
        {"says": "Pyotr Zlobnin called."}
    ]
    assert open_newsroom(newsroom.folder).verify().found == ()


def test_the_key_file_is_overwritten_before_it_goes(newsroom: Newsroom, tmp_path: Path) -> None:
    held = newsroom.keys.path.open("rb")
    newsroom.rotate_keys()
    assert set(held.read()) <= {0}
    held.close()


KILLED = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from reportedly.newsroom import open_newsroom
newsroom = open_newsroom(sys.argv[1])
newsroom.held(); newsroom.keys.desk
left = int(sys.argv[2])
def step(*_, **__):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), 9)
def hook(name, args):
    if name in ("os.rename", "os.truncate") or (name == "open" and ".keys" in str(args[0])):
        step()
sys.addaudithook(hook)
event.listen(Engine, "before_cursor_execute", step)
event.listen(Engine, "commit", step)
{act}
print("done")
"""
ROTATE = "newsroom.rotate_keys()"


def killed(newsroom: Newsroom, point: int, act: str) -> bool:
    """Does something in another process that dies at the `point`-th step; whether it was done before that."""
    run = subprocess.run(
        [sys.executable, "-c", KILLED.replace("{act}", act), str(newsroom.folder), str(point)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert run.returncode in (0, -signal.SIGKILL), run.stderr
    return run.returncode == 0


@pytest.mark.parametrize("point", [1, 3, 5, 8, 11, 14, 17, 20, 24, 28])
def test_killed_anywhere_nothing_is_lost_and_it_can_be_finished(newsroom: Newsroom, point: int) -> None:
    text = text_of(newsroom)
    killed(newsroom, point, ROTATE)
    half = open_newsroom(newsroom.folder)
    assert text_of(half) == text
    half.enter("note", "one", {"says": "Semyon Grubkin called."}, by="ada")
    half.rotate_keys()
    done = open_newsroom(newsroom.folder)
    assert text_of(done) == text and done.verify().found == ()
    assert all(len(person.keys) == 1 for person in done.keys.persons.values())
    with closing(sqlite3.connect(newsroom.folder / "ledger.sqlite")) as database:
        rows = database.execute("SELECT DISTINCT person FROM sealed").fetchall()
    assert {row[0] for row in rows} <= set(done.keys.persons)


@pytest.mark.parametrize("point", [1, 6, 12, 18, 24, 30, 36, 42])
def test_an_erasure_that_was_killed_can_be_finished(newsroom: Newsroom, point: int) -> None:
    label = pseudonyms(newsroom)[0]
    done = killed(newsroom, point, f"newsroom.erase({label!r}, reviewer='ada', reason='asked')")
    half = open_newsroom(newsroom.folder)
    assert [line for line in half.verify().found if "interrupted" not in line] == []
    half.erase(label, reviewer="ada", reason="asked")
    assert done or half.verify().found == ()
    assert "Zlobnin" not in text_of(half) and len(list(half.ledger.entries(["erase"]))) == 1
    assert half.verify().withheld == 1
