"""Kills what changes a desk with SIGKILL at one point after another: append, decide, read, rebuild, migrate, erase, rotate, back up.

    python benchmarks/fuzz/ledger_kills.py 100

A point is a statement sent to the database, a commit, or a key or archive file that is opened, renamed or cut. The points are spread
over all that the act passes. After each kill what was entered before is there, once, and verifies (but for the word that an erasure or a
rotation was interrupted); the derived tables are those that the entries give; and the act done again ends as if nothing had happened.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, event, text

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.store.age import Lock
from reportedly.store.connection import appending, engine_for
from reportedly.store.migrations import migrate
from reportedly.types import Verdict

Act = Callable[[Path], None]

NOTE = """Outlet: Example Gazette
Title: Number {n}
Published: 2024-06-10
Language: en

Pyotr Zlobnin, aged 31, fled. His lawyer, Semyon Grubkin, said at least {n} soldiers fled.
"""
LATER = ("was interrupted", "does not know", "never finished", "is in the archive and not in the ledger")


def a_desk(folder: Path) -> Path:
    desk = folder / "desk"
    new_desk(desk)
    for n in (800, 900):
        (folder / f"{n}.note").write_text(NOTE.format(n=n), encoding="utf-8")
    newsroom = open_newsroom(desk)
    newsroom.capture(folder / "800.note")
    newsroom.read()
    newsroom.ledger.close()
    return desk


def figure_of(newsroom: Newsroom) -> str:
    return next(f.id for f in newsroom.held().figures.values() if f.bounds.lower == 800)


def append(desk: Path) -> None:
    open_newsroom(desk).capture(desk.parent.parent / "900.note")


def read(desk: Path) -> None:
    newsroom = open_newsroom(desk)
    newsroom.capture(desk.parent.parent / "900.note")
    newsroom.read()


def decide(desk: Path) -> None:
    newsroom = open_newsroom(desk)
    if not newsroom.held().decisions:
        newsroom.decide(figure_of(newsroom), Verdict.ACCEPT, reviewer="ada", reason="Zlobnin's lawyer is clear.")


def rebuild(desk: Path) -> None:
    open_newsroom(desk).rebuild()


def erase(desk: Path) -> None:
    newsroom = open_newsroom(desk)
    newsroom.erase(name="Pyotr Zlobnin", reviewer="ada", reason="asked")


def rotate(desk: Path) -> None:
    open_newsroom(desk).rotate_keys()


def back_up(desk: Path) -> None:
    (desk.parent / "b.tar").unlink(missing_ok=True)
    open_newsroom(desk).backup(desk.parent / "b.tar", Lock())


def older(desk: Path) -> None:
    """A ledger of the first schema, with one entry that was made under it."""
    engine = engine_for(desk / "ledger.sqlite", 5)
    (desk / "ledger.sqlite").unlink(missing_ok=True)
    with appending(engine) as connection:
        migrate(connection, "0001")
    engine.dispose()


def open_it(desk: Path) -> None:
    open_newsroom(desk).ledger.head()


ACTS: dict[str, Act] = {
    "append": append, "read": read, "decide": decide, "rebuild": rebuild, "erase": erase, "rotate": rotate, "back up": back_up,
}  # fmt: skip


def died(act: Act, desk: Path, point: int) -> bool:
    """Does the act in a child that dies at a point; whether it died. A child that fails otherwise is an error."""
    child = os.fork()
    if child == 0:
        try:
            _watched(point)
            act(desk)
            os._exit(0)
        except BaseException as error:
            print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return os.WTERMSIG(status) == signal.SIGKILL
    if os.WEXITSTATUS(status):
        raise SystemExit("the act itself failed")
    return False


def _watched(point: int) -> None:
    left = [point]

    def step(*_: object, **__: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def hook(name: str, args: tuple[object, ...]) -> None:
        here = name == "open" and any(word in str(args[0]) for word in (".keys", "archive/", "/draft", "b.tar"))
        if here or name in ("os.rename", "os.truncate", "os.link"):
            step()

    sys.addaudithook(hook)
    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)


def steps_of(act: Act, desk: Path, place: Path) -> int:
    """How many points the act passes, by halving."""
    low, high = 1, 4096
    while low < high:
        middle = (low + high + 1) // 2
        _fresh(desk, place)
        low, high = (middle, high) if died(act, place / "desk", middle) else (low, middle - 1)
    return low


def _fresh(desk: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    shutil.copytree(desk, place / "desk")


def faults(act: Act, desk: Path, place: Path, before: list[str]) -> list[str]:
    """What is wrong after a kill, and after the act was done again."""
    newsroom = open_newsroom(place / "desk")
    found = [words for words in newsroom.verify().found if not any(may in words for may in LATER)]
    if [entry.hash for entry in newsroom.ledger.entries()][: len(before)] != before:
        found.append("what was entered before is not there")
    tables = newsroom.ledger.derived()
    newsroom.rebuild()
    if newsroom.ledger.derived() != tables:
        found.append("the derived tables are not what the entries give")
    newsroom.ledger.close()
    act(place / "desk")
    again = open_newsroom(place / "desk")
    again.capture(desk.parent / "800.note")
    found += [f"done again: {words}" for words in again.verify().found]
    ids = [entry.subject for entry in again.ledger.entries(["capture"])]
    if len(ids) != len(set(ids)):
        found.append("a capture was entered twice")
    again.ledger.close()
    return found


def migrations(folder: Path) -> int:
    """Kills the move from the first schema to this one; gives how many kills left a ledger that is not whole."""
    bad = point = 0
    alive = True
    while alive:
        point += 1
        desk = folder / f"old{point}" / "desk"
        new_desk(desk)
        older(desk)
        alive = died(open_it, desk, point)
        newsroom = open_newsroom(desk)
        newsroom.enter("note", "one", {"says": "whole"}, by="ada")
        with appending(newsroom.ledger._engine) as connection:
            moved = connection.execute(text("SELECT count(*) FROM sealed")).scalar() == 0
        bad += bool(list(newsroom.ledger.verify())) or not moved
        newsroom.ledger.close()
    print(f"migrate: killed at {point - 1} points, all that there are; {bad} left something wrong")
    return bad


def main(kills: int) -> int:
    """Prints a line for each act; gives how many kills left something wrong."""
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        newsroom = open_newsroom(desk)
        before = [entry.hash for entry in newsroom.ledger.entries()]
        newsroom.ledger.close()
        for name, act in ACTS.items():
            place = Path(folder) / "killed"
            steps = steps_of(act, desk, place)
            points = sorted({1 + steps * n // max(kills, 1) for n in range(kills)})
            wrong = 0
            for point in points:
                _fresh(desk, place)
                died(act, place / "desk", point)
                for words in faults(act, desk, place, before):
                    wrong += 1
                    print(f"{name}, point {point} of {steps}: {words}")
            print(f"{name}: killed at {len(points)} of {steps} points; {wrong} left something wrong", flush=True)
            bad += wrong
        bad += migrations(Path(folder))
    return bad


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 20) else 0)
