"""A run of capture that is killed loses nothing that it had reported, and the next run leaves nothing undone."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from reportedly.newsroom import new_desk, open_newsroom

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


def test_what_a_killed_run_reported_is_there_and_the_next_run_finishes_it(tmp_path: Path) -> None:
    desk, folder, reported = tmp_path / "desk", tmp_path / "in", set[str]()
    new_desk(desk)
    folder.mkdir()
    for number in range(3):
        for n in range(number * 50, number * 50 + 50):
            text = f"Outlet: Gazette\nTitle: N{n}\nPublished: 2024-06-10\nLanguage: en\n\n{n} cases were decided.\n"
            (folder / f"{n:04}.note").write_text(text)
        process = subprocess.Popen([sys.executable, "-c", RUN, desk, folder], stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        reported.add(process.stdout.readline().strip())
        time.sleep(0.05 + number * 0.03)
        os.kill(process.pid, signal.SIGKILL)
        reported |= set(process.communicate()[0].split("\n")[:-1])
        newsroom = open_newsroom(desk)
        assert [words for words in newsroom.verify().found if not any(may in words for may in MAY_BE)] == []
        newsroom.capture(sorted(folder.iterdir())[0])
        assert newsroom.verify().found == ()
        assert reported <= newsroom.held().captures.keys()
        newsroom.ledger.close()


def test_a_record_whose_line_in_the_log_was_never_finished_is_entered_by_the_next_run(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    for name in "ab":
        (tmp_path / f"{name}.note").write_text(
            f"Outlet: G\nTitle: {name}\nPublished: 2024-06-10\n\nForty cases in {name}.\n"
        )
    newsroom = open_newsroom(tmp_path / "desk")
    offered = (tmp_path / "b.note").read_bytes()
    newsroom.capture(tmp_path / "a.note")
    newsroom.archive.keep("urn:reportedly:note:b", offered, "text/vnd.reportedly.note", newsroom.clock(), "note")
    log = tmp_path / "desk" / "archive" / "custody.jsonl"
    log.write_bytes(log.read_bytes()[:-40])
    again = open_newsroom(tmp_path / "desk")
    again.capture(tmp_path / "a.note")
    assert again.verify().found == ()
    assert len(again.held().captures) == 2


def test_two_runs_at_once_tell_a_new_page_once(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(12):
        text = f"Outlet: G\nTitle: N{n}\nPublished: 2024-06-10\nLanguage: en\n\n{n} cases were decided.\n"
        (folder / f"{n:02}.note").write_text(text)
    command = [Path(sys.executable).with_name("reportedly"), "capture", folder, "--desk", tmp_path / "desk"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    lines = [line for run in runs for line in run.communicate()[0].splitlines() if line.startswith("kept ")]
    assert len(lines) == len({line.split()[1] for line in lines}) == 12
    assert open_newsroom(tmp_path / "desk").verify().found == ()
