"""Walks the demonstration desk through its simulated days: capture, read, decide, publish, send.

The clock is simulated and says so on every page. A walk that was interrupted goes on where it stopped; a walk that is
done changes nothing but what a person has edited since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.demo import script
from reportedly.demo.script import Line, Words
from reportedly.errors import BadInput, NotADesk
from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.types import Figure, GateFinding, Published

if TYPE_CHECKING:
    from reportedly.demo.rehearsal import Rehearsal

Tell = Callable[[str, int, int], None]
"""Told what is being done, and how far it is (steps done, steps in all)."""

DIGEST_WEEKS = (date(2024, 6, 16), date(2024, 7, 7))
"""The ends of the weeks whose digests the demonstration writes: the June brief's, and the one with a correction."""

END = datetime(2025, 12, 31, 20, tzinfo=UTC)
"""The simulated clock's last moment, the evening of the last report's day."""


@dataclass(slots=True)
class SimulatedClock:
    """A clock that stands where the walk put it."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happens at a moment of the simulated clock."""

    at: datetime
    order: int
    says: str
    do: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Walked:
    """Where the walk led: the newsroom at the end, its last publication, what the gate held on the way, mails written."""

    newsroom: Newsroom
    published: Published
    held_on_the_way: tuple[tuple[date, str, tuple[GateFinding, ...]], ...]
    mails: tuple[Path, ...]


def published_salt(seq: int, field: str) -> bytes:
    """The demonstration's salts. They follow from the entry's number, so that two walks give the same head; they hide nothing."""
    return hashlib.sha256(f"reportedly demonstration {seq} {field}".encode()).digest()[:16]


def walk(folder: Path, tell: Tell = lambda says, done, total: None) -> Walked:
    """Makes the demonstration desk in `folder`, or goes on with it, and walks to the end.

    Raises NotADesk where the folder holds something else.
    """
    from reportedly.demo.rehearsal import rehearse

    set_up(folder)
    clock = SimulatedClock(END)
    newsroom = open_newsroom(folder, clock=clock, salt=published_salt)
    tell("Reading the notes once to learn their figures' names", 0, 1)
    story = _Story(newsroom, clock, rehearse(newsroom))
    since = story.entered_until()
    steps = [step for step in story.steps() if since is None or step.at >= since]
    for done, step in enumerate(steps):
        tell(step.says, done, len(steps))
        clock.at = step.at
        step.do()
    clock.at = END
    mails = tuple(newsroom.digest(week_ending=week, members=m, now=story.digest_moment(week)) for week in DIGEST_WEEKS for m in (False, True))
    newsroom.export("csv")
    newsroom.export("json")
    tell("Done", len(steps), len(steps))
    return Walked(newsroom, newsroom.publish(), story.held(), mails)


def set_up(folder: Path) -> None:
    """Puts the desk's files into `folder` as far as they are missing. Raises NotADesk where it holds something else."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not _is_demonstration(folder):
        raise NotADesk(
            "this folder is not empty and holds no demonstration desk.", where=str(folder), remedy="Name a new folder."
        )
    for name, lies in script.desk_files():
        target = folder / name
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(lies.read_bytes())
    (folder / "briefs").mkdir(exist_ok=True)


def _is_demonstration(folder: Path) -> bool:
    desk = folder / "desk.toml"
    return desk.is_file() and "simulated = true" in desk.read_text(encoding="utf-8", errors="replace")
