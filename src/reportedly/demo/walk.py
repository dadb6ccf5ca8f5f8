"""Walks the demonstration desk through its simulated days: capture, read, decide, publish, send.

The clock is simulated and says so on every page. A walk that was interrupted goes on where it stopped; a walk that is
done changes nothing but what a person has edited since.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.demo import script
from reportedly.demo.script import Line, Words
from reportedly.errors import BadInput, NotADesk
from reportedly.ledger.decisions import decide
from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.resources.keys import keep_key
from reportedly.types import Decision, Published

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
    held_on_the_way: tuple[tuple[date, str, tuple[str, ...]], ...]
    mails: tuple[Path, ...]


PUBLISHED_KEY = hashlib.sha256(b"reportedly demonstration key").digest()
"""The demonstration's key for pseudonyms, published like its salts: it hides nobody, and nobody private is named there."""


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
    mails = tuple(
        newsroom.digest(week_ending=week, members=m, now=story.digest_moment(week))
        for week in DIGEST_WEEKS
        for m in (False, True)
    )
    for shape in ("csv", "json"):
        if not story.exported(shape):
            newsroom.export(shape)
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
    keep_key(folder, PUBLISHED_KEY)


def _is_demonstration(folder: Path) -> bool:
    desk = folder / "desk.toml"
    return desk.is_file() and "simulated = true" in desk.read_text(encoding="utf-8", errors="replace")


class _Story:
    """The steps of the walk, in the order of the simulated clock."""

    def __init__(self, newsroom: Newsroom, clock: SimulatedClock, rehearsal: Rehearsal) -> None:
        self._newsroom, self._clock, self._rehearsal = newsroom, clock, rehearsal

    def entered_until(self) -> datetime | None:
        """The moment of the last entry of evidence; None where nothing was entered yet."""
        held = self._newsroom.held(END)
        return held.last_at

    def steps(self) -> list[Step]:
        """Every step, earliest first: notes in the morning of their day, then decisions, briefs in the evening."""
        return sorted([*self._captures(), *self._decisions(), *self._briefs()], key=lambda step: (step.at, step.order))

    def _captures(self) -> Iterator[Step]:
        days: dict[date, list[Path]] = {}
        for path, day in self._rehearsal.days.items():
            days.setdefault(day, []).append(path)
        for day, paths in days.items():
            yield Step(_at(day, 8), 0, f"{day}: capturing and reading", lambda paths=paths: self._take(paths))  # type: ignore[misc]

    def _take(self, paths: list[Path]) -> None:
        outcome = self._newsroom.capture(*paths)
        for failure in outcome.failures:
            raise BadInput(
                f"a note of the demonstration was refused: {failure.reason}.",
                where=failure.address,
                remedy=failure.remedy,
            )
        self._newsroom.read()

    def _decisions(self) -> Iterator[Step]:
        for day, lines in groupby(script.decisions(), key=lambda line: line.at.date()):
            made = tuple(lines)
            yield Step(made[-1].at, 1, f"{day}: deciding", lambda made=made: self._decide(made))  # type: ignore[misc]

    def _decide(self, lines: tuple[Line, ...]) -> None:
        self._newsroom.enter_decisions(*map(self._decision, lines))

    def _decision(self, line: Line) -> Decision:
        about = line.about
        subject = self._rehearsal.figure(about) if isinstance(about, Words) else self._rehearsal.named(about)
        to = self._rehearsal.named(line.to) if line.to else None
        return decide(subject, line.verdict, line.reviewer, line.at, line.reason, to=to, correction=line.correction)

    def _briefs(self) -> Iterator[Step]:
        for name, text in script.briefs():
            day = _day_of(text, name)
            for note_day in sorted({day, *_note_days(text)}):
                yield Step(
                    _at(note_day, 18), 2, f"{note_day}: writing and publishing",
                    lambda name=name, text=text, until=note_day: self._write(name, _without_later_notes(text, until)),  # type: ignore[misc]
                )  # fmt: skip
            retracted = [d for d in _note_days(text) if d != day]
            for note_day in retracted:
                yield Step(_at(note_day, 17), 2, f"{note_day}: publishing", lambda: self._publish())

    def _write(self, name: str, text: str) -> None:
        path = self._newsroom.folder / "briefs" / name
        path.write_text(self._rehearsal.tied(text), encoding="utf-8")
        self._newsroom.reread_files()
        self._publish()

    def _publish(self) -> None:
        """Publishes, unless an earlier walk was past this moment already."""
        done = [entry.at for entry in self._newsroom.ledger.entries(["publication"])]
        if not done or done[-1] < self._clock.at:
            self._newsroom.publish()

    def held(self) -> tuple[tuple[date, str, tuple[str, ...]], ...]:
        """What the gate held on the way, by day, as the entered publications say."""
        found = []
        for entry, fields in self._newsroom.ledger.entered(["publication"]):
            held = fields.get("held")
            if isinstance(held, dict):
                found += [
                    (entry.at.date(), file, tuple(map(str, says)))
                    for file, says in held.items()
                    if isinstance(says, list)
                ]
        return tuple(found)

    def exported(self, shape: str) -> bool:
        """Whether what is held now was exported in this shape already: a second walk is no second export."""
        marks = [fields.get("mark") for _, fields in self._newsroom.ledger.entered(["export"], subject=shape)]
        return bool(marks) and marks[-1] == self._newsroom.held().mark and (self._newsroom.folder / "exports").is_dir()

    @staticmethod
    def digest_moment(week_ending: date) -> datetime:
        """The evening on which a week's digest is written."""
        return _at(week_ending, 20)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def _day_of(text: str, name: str) -> date:
    found = re.search(r"^date: (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    if found is None:
        raise BadInput("a brief of the demonstration has no date.", where=name, remedy="Give it one: date: 2024-06-10")
    return date.fromisoformat(found[1])


_NOTE = re.compile(r"^  - \{day: (\d{4}-\d{2}-\d{2}),.*\}\n", re.MULTILINE)


def _note_days(text: str) -> tuple[date, ...]:
    return tuple(date.fromisoformat(found[1]) for found in _NOTE.finditer(text))


def _without_later_notes(text: str, until: date) -> str:
    """The brief as it stood at the end of a day: correction notes of later days were not written yet."""
    kept = _NOTE.sub(lambda found: found[0] if date.fromisoformat(found[1]) <= until else "", text)
    return re.sub(r"^notes:\n(?!  -)", "", kept, flags=re.MULTILINE)
