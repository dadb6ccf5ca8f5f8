"""Kills a run of capture with SIGKILL at random moments, then verifies and resumes.

    python benchmarks/fuzz/kills.py 100

After each kill `verify` may only name what a kill may leave: a torn tail, an unfinished line of the log, captures that are not yet in the
ledger. After the next run nothing is wrong, nothing that was reported as kept is lost, and nothing is there twice.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportedly.newsroom import Newsroom, new_desk, open_newsroom

MAY_BE = ("does not know", "never finished", "is in the archive and not in the ledger")
RUN = """
import sys
from pathlib import Path
from reportedly.newsroom import open_newsroom
newsroom = open_newsroom(sys.argv[1])
for path in sorted(Path(sys.argv[2]).iterdir()):
    outcome = newsroom.capture(path)
    for capture in (*(capture for capture, _ in outcome.kept), *outcome.already):
        print(capture.id, flush=True)
"""


def notes(folder: Path, first: int, many: int) -> None:
    """Notes to capture."""
    for n in range(first, first + many):
        text = f"Outlet: Example Gazette\nTitle: Number {n}\nPublished: 2024-06-10\nLanguage: en\n\nAt least {n} cases were decided.\n"
        (folder / f"{n:06}.note").write_text(text)


def killed_run(desk: Path, folder: Path, after: float) -> set[str]:
    """Runs, kills some time after the first capture was reported; gives the captures that were reported."""
    process = subprocess.Popen([sys.executable, "-c", RUN, desk, folder], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    first = process.stdout.readline().strip()
    time.sleep(after)
    os.kill(process.pid, signal.SIGKILL)
    return {first, *process.communicate()[0].split("\n")[:-1]}


def left(newsroom: Newsroom) -> list[str]:
    """What verify names that no kill may leave."""
    return [words for words in newsroom.verify().found if not any(may in words for may in MAY_BE)]


def main(kills: int) -> int:
    """Prints what was found; gives how many kills left more than they may."""
    chance, reported, bad, torn = random.Random(1), set[str](), 0, 0
    with tempfile.TemporaryDirectory() as place:
        desk, folder = Path(place) / "desk", Path(place) / "in"
        new_desk(desk)
        folder.mkdir()
        for number in range(kills):
            notes(folder, number * 40, 40)
            for path in sorted(folder.iterdir())[:-40]:
                path.unlink()
            reported |= killed_run(desk, folder, chance.random() * 0.4)
            newsroom = open_newsroom(desk)
            wrong = left(newsroom)
            newsroom.capture(sorted(folder.iterdir())[0])
            held = {capture.id for capture in newsroom.archive.captures()}
            lost = reported - held - set(newsroom.held().captures)
            after = newsroom.verify().found
            if wrong or lost or after:
                bad += 1
                print(f"kill {number}: {wrong[:2]} lost {sorted(lost)[:2]} after {after[:2]}")
            newsroom.ledger.close()
        ids = [capture.id for capture in newsroom.archive.captures()]
        torn = len(list(newsroom.archive.cuts()))
        twice = len(ids) - len(set(ids))
        print(
            f"{kills} kills: {len(reported)} captures had been reported, {len(ids)} are held, {twice} twice; {torn} torn tails were cut; {bad} bad"
        )
    return bad + twice


if __name__ == "__main__":
    sys.exit(1 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 10) else 0)
