"""Reads the demonstration's notes once before the walk, so that decisions and briefs can name figures by their words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from reportedly.demo import script
from reportedly.demo.script import Words
from reportedly.errors import BadInput, NotThere
from reportedly.newsroom import Newsroom
from reportedly.types import Capture, Failure, Figure, Reading, Record, Report

_TIE = re.compile(r"\{note: *(?P<note>\w+), *words: *\"(?P<words>[^\"]+)\"(?:, *occurrence: *(?P<nth>\d+))?\}")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the notes hold: each file's publication day, each note's report and reading (by the file's stem)."""

    days: Mapping[Path, date]
    reports: Mapping[str, Report]
    readings: Mapping[str, Reading]

    def figure(self, about: Words) -> str:
        """The id of the figure that words in a note name: equal words first, else the figure whose number they hold.

        Raises NotThere where the rules read no such figure.
        """
        figures = self.readings[about.note].figures if about.note in self.readings else ()
        text = self.reports[about.note].text if about.note in self.reports else ""
        for fits in (self._as_written, self._number, self._beginning):
            found = [f for f in figures if fits(f, about.words, text)]
            if len(found) >= about.occurrence:
                return found[about.occurrence - 1].id
        read = ", ".join(repr(f.as_written.words) for f in figures)
        raise NotThere(
            f"no figure {about.words!r} was read there.", where=f"{about.note}.note", remedy=f"Read were: {read}."
        )

    @staticmethod
    def _as_written(figure: Figure, words: str, text: str) -> bool:
        return figure.as_written.words.casefold() == words.casefold()

    @staticmethod
    def _number(figure: Figure, words: str, text: str) -> bool:
        return figure.number.of(text).casefold() in (words.casefold(), words.casefold().rpartition(" ")[2])

    @staticmethod
    def _beginning(figure: Figure, words: str, text: str) -> bool:
        """The words begin with the figure and go on as the text does ("ten years")."""
        start = figure.as_written.span.start
        return text[start : start + len(words)].casefold() == words.casefold()

    def named(self, name: str) -> str:
        """`report:A2` -> that report's id; `figure:A2:684` -> that figure's id; anything else stays as it is."""
        kind, _, rest = name.partition(":")
        if kind == "report" and rest in self.reports:
            return self.reports[rest].id
        if kind == "figure":
            note, _, words = rest.partition(":")
            return self.figure(Words(note, words))
        return name

    def tied(self, text: str) -> str:
        """A brief with its ties by note and words put as ties by figure id."""
        return _TIE.sub(
            lambda m: "{figure: " + self.figure(Words(m["note"], m["words"], int(m["nth"] or 1))) + "}", text
        )


def rehearse(newsroom: Newsroom) -> Rehearsal:
    """Reads every note of the demonstration without keeping or entering anything."""
    days, reports, readings = {}, {}, {}
    for path in script.notes():
        report = _report(newsroom, path)
        if report.published_day is None:
            raise BadInput("a note of the demonstration has no day.", where=path.name, remedy="Give it `Published:`.")
        days[path] = report.published_day
        reports[path.stem] = report
        readings[path.stem] = newsroom.read_one(report)
    return Rehearsal(days, reports, readings)


def _report(newsroom: Newsroom, path: Path) -> Report:
    from reportedly.capture.channels import Offered, addressed
    from reportedly.capture.identity import capture_id, checksum
    from reportedly.capture.page import report_of

    offered = next(iter(addressed([path])))
    if not isinstance(offered, Offered):
        said, remedy = (offered.reason, offered.remedy) if isinstance(offered, Failure) else ("it is no note", "")
        raise BadInput(f"{said}.", where=path.name, remedy=remedy)
    sum_ = checksum(offered.data)
    capture = Capture(
        capture_id(offered.address, sum_), offered.address, offered.address, datetime.min.replace(tzinfo=UTC), 0,
        offered.media_type, sum_, Record("", 0, 0), offered.channel,
    )  # fmt: skip
    return report_of(capture, offered.data, newsroom.files.outlets)
