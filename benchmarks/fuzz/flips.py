"""Flips single bytes of a desk's archive and ledger, and counts what `verify` names.

    python benchmarks/fuzz/flips.py 1000

A flip that verify does not name must have hit a byte of the ledger's file that holds nothing (SQLite leaves what it likes in the
unused parts of its pages): the program proves it by comparing everything the database gives back, and its integrity, with the whole file's.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from reportedly.newsroom import new_desk, open_newsroom

NOW = datetime(2024, 7, 1, tzinfo=UTC)
NOTE = (
    "Outlet: Example Gazette\nTitle: Number {n}\nPublished: 2024-06-10\nLanguage: en\n\n"
    "At least {a} cases were decided in May, Example Count says. None of the {b} men was acquitted.\n"
)


def a_desk(folder: Path, notes: int = 60) -> Path:
    """A desk with this many reports, read."""
    new_desk(folder / "desk")
    (folder / "in").mkdir()
    for n in range(notes):
        (folder / "in" / f"{n}.note").write_text(NOTE.format(n=n, a=n + 40, b=7 * n + 3))
    newsroom = open_newsroom(folder / "desk", clock=lambda: NOW)
    newsroom.capture(folder / "in")
    newsroom.read()
    newsroom.ledger.close()
    return folder / "desk"


def found(desk: Path) -> tuple[str, ...]:
    """What verify finds."""
    return open_newsroom(desk, clock=lambda: NOW).verify().found


def all_of(file: Path) -> list[str]:
    """Everything that the database gives back, and what SQLite says about its pages."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True)) as connection:
        return [*connection.iterdump(), *map(str, connection.execute("PRAGMA integrity_check"))]


def main(flips: int, seed: int) -> int:
    """Prints how many flips were named, by file, and how many had hit bytes that hold nothing; gives how many were missed."""
    chance, counts = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        ledger = desk / "ledger.sqlite"
        held = all_of(ledger)
        files = [ledger, *sorted((desk / "archive").glob("*.gz")), desk / "archive" / "custody.jsonl"]
        for number in range(flips):
            path = files[number % len(files)]
            whole = path.read_bytes()
            at = chance.randrange(len(whole))
            path.write_bytes(whole[:at] + bytes([whole[at] ^ chance.randrange(1, 256)]) + whole[at + 1 :])
            said = found(desk)
            if any(path.name in words or (path == ledger and words.startswith("entry ")) for words in said):
                counts[f"{path.name}: named"] += 1
            elif path == ledger and not said and all_of(ledger) == held:
                counts[f"{path.name}: a byte that holds nothing"] += 1
            else:
                counts[f"{path.name}: MISSED"] += 1
                print(f"missed: {path.name}, byte {at}: {said[:2]}")
            path.write_bytes(whole)
            for side in desk.glob("ledger.sqlite-*"):
                side.unlink()
        assert found(desk) == ()
    for what, number in sorted(counts.items()):
        print(f"{number:>6}  {what}")
    return sum(number for what, number in counts.items() if what.endswith("MISSED"))


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 100, seed=1) else 0)
