"""The demonstration as a person sees it: progress, then one table of what came out."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.cli import show
from reportedly.newsroom.counting import admitted
from reportedly.types import Tally

if TYPE_CHECKING:
    from reportedly.demo.walk import Walked


def demonstrate(folder: Path, *, as_json: bool) -> None:
    """Walks the demonstration into `folder` and shows each question's answer, what was held and why, and what to try."""
    from reportedly.demo.walk import walk

    with Progress(quiet=as_json) as tell:
        walked = walk(folder, tell)
    newsroom = walked.newsroom
    tallies = [newsroom.count(question.id) for question in newsroom.questions()]
    if as_json:
        show.as_json_text({"tallies": tallies, "published": walked.published})
        return
    _table(walked, [t for t in tallies if t.points])
    _held(walked)
    _next(walked, folder)


class Progress:
    """A bar where a person looks on, nothing in a pipe."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet or not sys.stderr.isatty()

    def __enter__(self) -> Callable[[str, int, int], None]:
        if self._quiet:
            return lambda says, done, total: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}"))
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task("Starting", total=None)
        return lambda says, done, total: self._bar.update(task, description=says, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        if not self._quiet:
            self._bar.stop()


def _table(walked: Walked, tallies: list[Tally]) -> None:
    show.table(
        [show.tally_row(walked.newsroom, tally) for tally in tallies],
        title="What the demonstration's questions come to",
    )
    held = walked.newsroom.held()
    standing = {a.finding for q in held.questions.values() for a in admitted(held, q)}
    told = {held.figures[f].report for finding in standing for f in held.findings[finding].figures}
    compilers = {held.findings[finding].compiler for finding in standing}
    show.line(
        f"{len(held.reports)} reports captured; {len(told)} with figures that stand -> {len(compilers)} compilers."
    )


def _held(walked: Walked) -> None:
    show.line("\nHeld by the gate:")
    for findings in walked.published.held.values():
        for finding in findings:
            show.line(f"  {finding.file}:{finding.line}  {finding.words!r}: {finding.says}")
    now = set(walked.published.held)
    for day, file, says in walked.held_on_the_way:
        if file not in now:
            show.line(f"  {day}  {file}: {'; '.join(says)} (since corrected with a note)")


def _next(walked: Walked, folder: Path) -> None:
    show.line(
        f"\nThe site is in {walked.published.folder}, the digests in {folder / 'outbox'}, exports in {folder / 'exports'}."
    )
    show.line(f"Head after {walked.published.entries} entries: {walked.published.head}")
    show.line(
        "The clock of this desk is simulated; its notes are told in our own words; reviewers and deals are invented."
    )
    show.line("Try next:")
    for command in ("why fled-by", "count absence-337 --known-at 2024-06-10", "publish --check", "verify", "serve"):
        show.line(f"  reportedly {command} --desk {shlex.quote(str(folder))}")
