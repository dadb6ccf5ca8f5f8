"""Joins the rooms: `open_newsroom(desk)` gives one object with the verbs of the trade. It holds no rule of the trade."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.newsroom.entering import FILED, Evidence, Row, fields_of, rows_of, struck_rows
from reportedly.newsroom.keeping import Keeping
from reportedly.newsroom.moments import When, moment_of
from reportedly.newsroom.observing import Observing
from reportedly.newsroom.taking import Taking
from reportedly.types import (
    Correction,
    Decision,
    Echoing,
    Edition,
    Fragile,
    GateFinding,
    Json,
    Logged,
    Proposed,
    Published,
    Question,
    QuestionPreview,
    ReadAnew,
    Reading,
    ReadingDiff,
    Report,
    RibbonPoint,
    Tally,
    Templates,
    Trace,
    Upstream,
    Verdict,
    Verified,
)

if TYPE_CHECKING:
    from reportedly.capture.archives import Archive
    from reportedly.ledger.downstream import Downstream
    from reportedly.ledger.held import Held
    from reportedly.newsroom.exchanging import Exchange
    from reportedly.newsroom.shown import Mask
    from reportedly.resources.desk import DeskFiles
    from reportedly.resources.keys import KeyFile
    from reportedly.store import Ledger

Clock = Callable[[], datetime]
Salt = Callable[[int, str], bytes]

__all__ = ["Newsroom", "new_desk", "open_newsroom", "utc_now"]


def utc_now() -> datetime:
    """The moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def new_desk(folder: str | Path) -> None:
    """Makes an empty desk in `folder`, which must be new or empty. Raises BadInput where something lies there."""
    from reportedly.resources.new_desk import make_desk

    make_desk(Path(folder))


def open_newsroom(desk: str | Path, *, clock: Clock = utc_now, salt: Salt | None = None) -> Newsroom:
    """The newsroom over the desk in folder `desk`. Raises NotADesk where there is none, BadInput for a broken file.

    >>> newsroom = open_newsroom("desk/")          # doctest: +SKIP
    >>> newsroom.count("fled").bounds              # doctest: +SKIP
    Bounds(lower=800, upper=None)

    `clock` gives the time of entries (UTC); `salt` the salts of commitments (random where left out).
    """
    from reportedly.resources.desk import open_desk

    return Newsroom(Path(desk), open_desk(Path(desk)), clock=clock, salt=salt)


class Newsroom(Taking, Keeping, Observing):
    """One desk: its files, its archive, its ledger. Every verb opens what it needs and nothing else."""

    def __init__(self, folder: Path, files: DeskFiles, *, clock: Clock = utc_now, salt: Salt | None = None) -> None:
        self.folder = folder
        self.files = files
        self.clock = clock
        self._salt = salt
        self._files_entered = False

    @cached_property
    def archive(self) -> Archive:
        """The captured bytes."""
        from reportedly.capture.archives import Archive

        return Archive(self.folder / "archive")

    @cached_property
    def ledger(self) -> Ledger:
        """The entries; words of private persons are sealed on their way in and opened on their way out."""
        from reportedly.newsroom.sealing import open_sealed

        return open_sealed(self, self.files.settings.ledger or self.folder / "ledger.sqlite", self.keys, self._salt)

    @cached_property
    def keys(self) -> KeyFile:
        """The desk's key and persons' keys."""
        from reportedly.newsroom.sealing import keys_of

        return keys_of(self.folder, self._salt)

    def reread_files(self) -> None:
        """Opens the desk's files anew, after somebody edited them."""
        from reportedly.resources.desk import open_desk

        self.files = open_desk(self.folder)
        self._files_entered = False
        vars(self).pop("mask", None)

    # -- what is held ------------------------------------------------------------------------------------------------

    def held(self, known_at: When | None = None) -> Held:
        """All that the ledger knows (at `known_at`; now where left out), as values."""
        return self._evidence.held(moment_of(known_at), self.clock())

    @cached_property
    def _evidence(self) -> Evidence:
        return Evidence(self.ledger)

    @cached_property
    def mask(self) -> Mask:
        """What puts private persons under pseudonyms wherever words go out."""
        from reportedly.newsroom.sealing import mask_key
        from reportedly.newsroom.shown import Mask

        return Mask(self.files, lambda: mask_key(self))

    @cached_property
    def exchange(self) -> Exchange:
        """Takes in others' tables, and moves the ledger."""
        from reportedly.newsroom.exchanging import Exchange

        return Exchange(self)

    @cached_property
    def templates(self) -> Templates:
        """The press's templates; those in the desk's own folder come first."""
        from reportedly.resources.templates import templates

        return templates(self.folder / "templates")

    def questions(self, known_at: When | None = None) -> tuple[Question, ...]:
        """The standing questions as entered."""
        self.enter_files()
        return tuple(self.held(known_at).questions.values())

    def enter_files(self) -> int:
        """Enters what people edit (outlets, questions, policies, pictures, books, briefs) as far as it changed.

        Gives the number of entries made. What was struck from a file is entered as struck; nothing is overwritten.
        """
        if self._files_entered:
            return 0
        rows = list(rows_of(self.files))
        present = {(kind, subject) for kind, subject, _ in rows}
        rows += struck_rows(self.ledger, present)
        rows.sort(key=lambda row: FILED.index(row[0]))
        before = self.ledger.head()[0]
        self.enter_rows(rows, by="desk")
        self._files_entered = True
        return self.ledger.head()[0] - before

    def enter(self, kind: str, subject: str, fields: Mapping[str, Json], *, by: str) -> None:
        """Enters one thing; nothing where the latest entry of that kind and subject says the same."""
        self.enter_rows([(kind, subject, fields)], by=by)

    def enter_rows(self, rows: list[Row], *, by: str, at: datetime | None = None) -> None:
        """Enters several things at once, all or none, at a moment (now where left out)."""
        from reportedly.store import Draft

        moment = at or self.clock()
        self.ledger.append_many([Draft(kind, subject, fields, moment, by) for kind, subject, fields in rows])

    # -- read ------------------------------------------------------------------------------------------------------

    def read(self) -> ReadAnew:
        """Reads every report that the present version of the rules has not read, and enters the readings."""
        from reportedly.read import METHOD

        held = self.held()
        done = {r for r, one in held.readings.items() if one.method == METHOD or one.method.name == "import"}
        readings = tuple(self.read_one(report, held) for report in held.reports.values() if report.id not in done)
        self.enter_rows([("reading", r.report, fields_of(r)) for r in readings], by=METHOD.name)
        return ReadAnew(readings, len(done))

    def masked(self, outcome: ReadAnew) -> ReadAnew:
        """What one run read, with private persons masked."""
        reports = self.held().reports
        return replace(outcome, readings=tuple(self.mask.pair(reports[r.report], r)[1] for r in outcome.readings))

    def reread(self, *, enter: bool = True) -> tuple[ReadingDiff, ...]:
        """Reads every report anew by the present rules; what changed comes back, and is entered unless `enter` is False.

        Old readings stay in the ledger; decisions follow their figures by quotation, and what is not found again goes
        to review (`held().to_review`).
        """
        from reportedly.newsroom.rereading import reread

        self.enter_files()
        return reread(self, enter=enter)

    def read_one(self, report: Report, held: Held | None = None) -> Reading:
        """One report's reading by the rules; nothing is entered."""
        from reportedly.newsroom.reading import read_one

        return read_one(self, report, held)

    # -- decide, count, why ------------------------------------------------------------------------------------------

    def decide(
        self,
        subject: str,
        verdict: Verdict,
        *,
        reviewer: str,
        reason: str,
        to: str | None = None,
        correction: Correction | None = None,
        supersedes: str | None = None,
    ) -> Decision:
        """Enters what a person decides. Raises NotThere for an unknown subject, BadInput where words are missing."""
        from reportedly.ledger.decisions import decide

        made = decide(
            subject, verdict, reviewer, self.clock(), reason, to=to, correction=correction, supersedes=supersedes
        )
        self.enter_decisions(made)
        return made

    def enter_decisions(self, *decisions: Decision) -> None:
        """Enters decisions that people made, in their order, all or none. Raises NotThere for an unknown subject."""
        from reportedly.newsroom.subjects import check_known
        from reportedly.store import Draft

        self.enter_files()
        held = self.held()
        for made in decisions:
            check_known(held, made)
        rows = [Draft("decision", d.id, fields_of(d), d.decided_at, d.reviewer) for d in decisions]
        self.ledger.append_many(rows)

    def count(self, question: str, *, as_of: date | None = None, known_at: When | None = None) -> Tally:
        """The tally of a question as of a day (the known-at day where left out), as known at a moment.

        Raises NotThere for an unknown question.
        """
        from reportedly.newsroom.counting import tally_of

        self.enter_files()
        held = self.held(known_at)
        return tally_of(held, question, as_of or held.known_at.date())

    def fragility(
        self, question: str, *, as_of: date | None = None, known_at: When | None = None
    ) -> tuple[Fragile, ...]:
        """A question's bounds without each compiler, and with inexact figures narrower and wider. Raises NotThere."""
        from reportedly.newsroom.counting import fragility_of

        self.enter_files()
        held = self.held(known_at)
        return fragility_of(held, question, as_of or held.known_at.date())

    def ribbon(self, question: str, days: Sequence[date], *, known_at: When | None = None) -> tuple[RibbonPoint, ...]:
        """The bounds of a question as of each of many days, as known at a moment. Raises NotThere."""
        from reportedly.newsroom.counting import ribbon_of

        self.enter_files()
        return ribbon_of(self.held(known_at), question, days)

    def why(
        self, subject: str, *, as_of: date | None = None, known_at: When | None = None, unmask: bool = False
    ) -> tuple[Trace, ...]:
        """From a question, finding or figure down to the sentence and the captured bytes, whose checksum is checked.

        For a question: the findings that bind its bounds, or all where nothing binds. Private
        persons stand under pseudonyms; with `unmask` as written, and that it was asked for is entered. Raises NotThere.
        """
        from reportedly.newsroom.subjects import figures_behind, trace_of

        self.enter_files()
        held = self.held(known_at)
        figures = figures_behind(held, subject, as_of)
        if unmask:
            self.enter_rows([("unmask", subject, {"asked": "why", "at": self.clock().isoformat()})], by="desk")
        shown = held if unmask else self.mask.held(held)
        return tuple(trace_of(shown, figure, self.archive) for figure in figures)

    def log(self, subject: str) -> tuple[Logged, ...]:
        """Everything that the ledger holds about one thing, in order, private persons masked. Raises NotThere."""
        from reportedly.newsroom.subjects import history, report_of

        held = self.held()
        about = report_of(held, subject)
        found = history(self.ledger, held, subject)
        return tuple(self.mask.logged(entry, held, about) for entry in found)

    def proposed(self, question: str | None = None) -> tuple[Proposed, ...]:
        """Figures that wait for a decision and what they may answer, best first; for one question where named."""
        from reportedly.newsroom.proposing import proposed

        self.enter_files()
        return proposed(self, question)

    def preview_question(self, question: str, *, as_of: date | None = None) -> QuestionPreview:
        """A question's neighbours, the old figures that may answer it, and its tally with them. Nothing is entered."""
        from reportedly.newsroom.proposing import preview

        self.enter_files()
        return preview(self, question, as_of)

    def echoing(self, report: str | None = None) -> tuple[Echoing, ...]:
        """Reports that likely go back to one finding, with grounds, as people bound them; those of `report` where named."""
        from reportedly.newsroom.echoing import echoing

        self.enter_files()
        return echoing(self, report)

    def upstream(self) -> tuple[Upstream, ...]:
        """Whose own pages nobody captured, though what is held rests on them."""
        from reportedly.newsroom.echoing import upstream

        self.enter_files()
        return upstream(self)

    def downstream(self, subject: str) -> Downstream:
        """What stands on a report, figure, finding or question, down to pages and sent digests. Raises NotThere."""
        from reportedly.newsroom.proposing import downstream_of

        self.enter_files()
        return downstream_of(self, subject)

    # -- press -------------------------------------------------------------------------------------------------------

    def edition(self, now: datetime | None = None) -> Edition:
        """All that the press needs for a site or a digest, as of a moment (now where left out)."""
        from reportedly.newsroom.editions import edition_of

        self.enter_files()
        return edition_of(self, now or self.clock())

    def check(self) -> Mapping[str, tuple[GateFinding, ...]]:
        """What the gate finds in each brief that it would hold, by the brief's file; nothing is written."""
        return self.edition().held

    def publish(self) -> Published:
        """Writes the site (a brief that the gate holds is left out) and enters the publication with its head."""
        from reportedly.newsroom.publishing import publish

        return publish(self, self.edition())

    def digest(self, *, week_ending: date | None = None, members: bool = False, now: datetime | None = None) -> Path:
        """Writes the digest of the week that ends on a day (today where left out) as .eml into outbox/, as of `now`."""
        from reportedly.newsroom.publishing import write_digest

        return write_digest(self, self.edition(now), week_ending or self.clock().date(), members=members)

    def export(self, shape: str, *, known_at: When | None = None) -> tuple[Path, ...]:
        """Writes what is held into exports/ in a shape of `exporting.SHAPES`, enters it. Raises BadInput for another shape."""
        from reportedly.newsroom.exporting import export

        return export(self, shape, moment_of(known_at))

    # -- the cellar --------------------------------------------------------------------------------------------------

    def verify(self, *, head: str | None = None, checkpoint: Path | None = None) -> Verified:
        """Checks the chain, every captured byte, all checkpoints and stamps; that the chain contains `head` and agrees with
        the `checkpoint` in a file, where they are given."""
        from reportedly.newsroom.verifying import verify

        return verify(self, head, checkpoint)

    def rebuild(self) -> int:
        """Makes the derived tables anew from the entries; gives the number of entries."""
        self.ledger.rebuild()
        return self.ledger.head()[0]
