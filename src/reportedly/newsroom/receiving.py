"""Receiving what other archivists kept: their records as they are, entered when they came in, dated as they say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.newsroom.entering import Row, fields_of
from reportedly.types import Capture, Captured, Failure, Hindrance, Record, Report

if TYPE_CHECKING:
    from reportedly.capture.channels.archived import Again, Archived, Item, Unserved
    from reportedly.newsroom import Newsroom

_GONE = (404, 410)
_LATER = "Capture the file that holds the first record, then this one again."


@dataclass
class Run:
    """One run of capture over a desk, and what it has done so far. `waiting`: revisits of what may still come."""

    newsroom: Newsroom
    kept: list[tuple[Capture, Report]] = field(default_factory=list)
    already: list[Capture] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    passed: Counter[str] = field(default_factory=Counter)
    attached: list[Capture] = field(default_factory=list)
    waiting: list[Again] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)

    @cached_property
    def addresses(self) -> set[str]:
        """The addresses of which the desk holds captures, those of this run included."""
        return {capture.address for capture in self.newsroom.held().captures.values()}

    def outcome(self) -> Captured:
        """What the run did."""
        failures, passed = tuple(self.failures), dict(sorted(self.passed.items()))
        attached, notes = tuple(self.attached), tuple(self.notes)
        return Captured(tuple(self.kept), tuple(self.already), failures, passed, attached, notes)

    def count(self, capture: Capture, report: Report | None, *, new: bool) -> None:
        """Takes one capture into account; a page that another run kept first is held already."""
        if not new or report is None:
            self.already.append(capture)
        else:
            self.kept.append((capture, report))
            self.addresses.add(capture.address)

    def receive(self, item: Item) -> None:
        """Takes one thing out of another archivist's file."""
        from reportedly.capture.channels.archived import About, Again, Archived, Passed, Received, Unserved

        if isinstance(item, Failure):
            self.failures.append(item)
        elif isinstance(item, Passed):
            self.passed[item.reason] += 1
        elif isinstance(item, About):
            self.newsroom.archive.receive_info(item.stored, item.origin, self.newsroom.clock())
        elif isinstance(item, Unserved):
            self._unserved(item)
        elif isinstance(item, Again):
            self._again(item, last=False)
        elif isinstance(item, Received):
            self.notes += [f"{item.file}: {says}" for says in item.says]
            self.files.append(("received", item.checksum, {"file": item.file, "says": list(item.says)}))
        elif isinstance(item, Archived):
            self._archived(item)

    def finish(self) -> None:
        """Revisits of records that stood behind them, and the failures into the ledger."""
        for item in self.waiting:
            self._again(item, last=True)
        self.waiting.clear()
        rows: list[Row] = [("failure", f.address, fields_of(f)) for f in self.failures]
        self.newsroom.enter_rows([*self.files, *rows], by="capture")

    def _unserved(self, item: Unserved) -> None:
        """A page that the desk holds or the archivist lists was not served; of all others it is only counted."""
        gone = item.status in _GONE
        if not item.listed and item.address not in self.addresses:
            self.passed[f"not served (status {item.status})"] += 1
            return
        says = f"on {item.at.date()} the server answered {item.status} to the archivist{' (gone)' if gone else ''}."
        kind, remedy = Hindrance.GONE if gone else Hindrance.STATUS, "Earlier captures of it stand."
        self.failures.append(Failure(item.address, says, remedy, gone=gone, kind=kind, seen_at=item.at))

    def _archived(self, item: Archived) -> None:
        from reportedly.capture.identity import capture_id, checksum

        sum_ = checksum(item.data)
        name = capture_id(item.address, sum_)
        unkept, address = Record("", 0, 0), item.address
        draft = Capture(name, address, address, item.at, item.status, item.media_type, sum_, unkept, item.channel)
        self._receive(item, draft, item.data)

    def _again(self, item: Again, *, last: bool) -> None:
        first = self.newsroom.archive.referred(item.records, item.referred, item.origin.payload)
        if first is None:
            if last:
                says = f"{item.origin.file}, byte {item.origin.offset}: a revisit of a record that the desk does not hold, or that is not what it says."
                self.failures.append(Failure(item.address, says, _LATER))
            else:
                self.waiting.append(item)
            return
        from reportedly.capture.identity import capture_id

        name = capture_id(item.address, first.checksum)
        root = first.revisit_of or first.id
        moved = replace(first, id=name, address=item.address, final_address=item.address, captured_at=item.at)
        draft = replace(moved, channel=item.channel, record=Record("", 0, 0), revisit_of=root)
        self._receive(item, draft, self.newsroom.archive.bytes_of(first))

    def _receive(self, item: Archived | Again, draft: Capture, data: bytes) -> None:
        """The report first, so that nothing is kept that cannot be read; then the bytes, then the ledger."""
        newsroom, now = self.newsroom, self.newsroom.clock()
        held = newsroom.archive.held_already(draft.id, item.stored)
        if held:
            self.already.append(held)
            return
        try:
            report = report_received(newsroom, item, draft, data)
            kept, new = newsroom.archive.receive(item.stored, draft, item.origin, now)
        except BadInput as error:
            where = f"{item.origin.file}, byte {item.origin.offset}"
            self.failures.append(Failure(item.address, f"{where}: {error.what}", error.remedy))
            return
        if new:
            enter_received(newsroom, kept, report, now)
        self.count(kept, report, new=new)


def report_received(newsroom: Newsroom, item: Archived | Again, draft: Capture, data: bytes) -> Report:
    """The report that another archivist's record holds; a page without a title has the one that they list."""
    from reportedly.capture.page import report_of

    report = report_of(draft, data, newsroom.files.outlets)
    title = getattr(item, "title", None)
    if title and report.paragraphs and report.headline == report.paragraphs[0].of(report.text):
        report = replace(report, headline=title)
    return replace(report, truncated=True) if getattr(item, "cut", False) else report


def enter_received(newsroom: Newsroom, kept: Capture, report: Report, at: datetime) -> None:
    """Enters capture and report, both or none, at the moment when the desk received them: nothing was known before."""
    rows: list[Row] = [("capture", kept.id, fields_of(kept)), ("report", report.id, fields_of(report))]
    newsroom.enter_rows(rows, by=kept.channel, at=at)
