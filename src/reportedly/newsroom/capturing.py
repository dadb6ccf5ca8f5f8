"""Capture: what is offered is kept in the archive and entered as capture and report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, ReportedlyError
from reportedly.newsroom.entering import fields_of
from reportedly.types import Capture, Captured, Failure, Record, Report

if TYPE_CHECKING:
    from reportedly.capture.channels import Offered
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.receiving import Run

_TOLD_EVERY = 500
"""Files, messages or records after which a long run says how far it is."""


def capture(
    newsroom: Newsroom, *addresses: str | Path, only_outlets: bool = False, tell: Callable[[str], None]
) -> Captured:
    """Keeps the bytes at each address and enters capture and report; failures come back and are entered too.

    `only_outlets`: of other archivists' files, only the pages of outlets that the desk lists. Addresses of the web, given or
    listed, are fetched when all files are taken, host by host in turn; `tell` hears of each.
    """
    from reportedly.capture.channels import Offered, addressed
    from reportedly.capture.links import Link
    from reportedly.newsroom.receiving import Run
    from reportedly.newsroom.visiting import Visits

    newsroom.enter_files()
    newsroom.resume()
    run, settings = Run(newsroom), newsroom.files.settings
    visits = Visits(newsroom, run)
    hosts = frozenset(host.lower() for outlet in newsroom.files.outlets for host in outlet.domains)
    limit, columns, now = settings.capture.largest_file, settings.links, newsroom.clock()
    wanted = hosts if only_outlets else None
    links: list[str] = []
    items = addressed(addresses, limit=limit, columns=columns, now=now, hosts=wanted)
    for number, item in enumerate(items, 1):
        if number % _TOLD_EVERY == 0:
            tell(f"{number:,} looked at: {len(run.kept):,} kept, {len(run.failures):,} failed")
        if isinstance(item, Offered):
            take(newsroom, item, run)
        elif isinstance(item, Link):
            links.append(item.link)
        else:
            run.receive(item)
    visits.visit_all(links, tell)
    run.finish()
    return run.outcome()


def take(newsroom: Newsroom, offered: Offered, run: Run) -> None:
    """Keeps one offered page: first the bytes in the archive, then capture and report in the ledger, in one step.

    Of two runs at once that offer the same page, the one whose bytes were written is told that it is new.
    """
    if offered.attached:
        take_file(newsroom, offered, run)
        return
    try:
        preview(newsroom, offered)
        kept, new = newsroom.archive.put(
            offered.address, offered.data, offered.media_type, at=newsroom.clock(), channel=offered.channel
        )
        run.count(kept, enter_capture(newsroom, kept, offered.data), new=new)
    except BadInput as error:
        run.failures.append(Failure(offered.address, error.what, error.remedy))


def take_file(newsroom: Newsroom, offered: Offered, run: Run) -> None:
    """Keeps and enters a file that came with a report: a capture without a report of its own."""
    try:
        kept, new = newsroom.archive.put(
            offered.address, offered.data, offered.media_type, at=newsroom.clock(), channel=offered.channel
        )
    except BadInput as error:
        run.failures.append(Failure(offered.address, error.what, error.remedy))
        return
    newsroom.enter_rows([("capture", kept.id, fields_of(kept))], by=kept.channel, at=newsroom.archive.received_at(kept))
    (run.attached if new else run.already).append(kept)


def preview(newsroom: Newsroom, offered: Offered) -> Report:
    """The report that a page would become; nothing is kept. Raises BadInput for what cannot be read as a report."""
    from reportedly.capture.identity import capture_id, checksum
    from reportedly.capture.page import report_of

    sum_ = checksum(offered.data)
    name, at, unkept = capture_id(offered.address, sum_), newsroom.clock(), Record("", 0, 0)
    seen = Capture(name, offered.address, offered.address, at, 0, offered.media_type, sum_, unkept, offered.channel)
    return report_of(seen, offered.data, newsroom.files.outlets)


def enter_capture(newsroom: Newsroom, kept: Capture, data: bytes) -> Report:
    """Enters a kept capture and its report, both or none, at the moment when the desk received it."""
    report = report_in(newsroom, kept, data)
    rows = [("capture", kept.id, fields_of(kept)), ("report", report.id, fields_of(report))]
    newsroom.enter_rows(rows, by=kept.channel, at=newsroom.archive.received_at(kept))
    return report


def report_in(newsroom: Newsroom, kept: Capture, data: bytes) -> Report:
    """The report that a capture's bytes hold. Raises BadInput where they hold none, also where a parser breaks on them.

    Pages of the web are made by anybody: what makes a parser of others stumble must cost that page, and not the run.
    """
    from reportedly.capture.page import report_of

    try:
        return report_of(kept, data, newsroom.files.outlets)
    except ReportedlyError:
        raise
    except Exception as error:
        what = f"the page makes its reader stumble ({type(error).__name__})."
        raise BadInput(what, where=kept.address, remedy="Look at it in a browser, and write a note.") from error


def resume(newsroom: Newsroom) -> int:
    """Enters captures that an interrupted run had kept in the archive and not yet in the ledger; gives their number.

    What holds no report (a feed, a picture, a page that cannot be read) is entered as a capture alone.
    """
    newsroom.archive.mend(newsroom.clock())
    entered = newsroom.held().captures
    torn = [c for c in newsroom.archive.captures() if c.id not in entered]
    for kept in torn:
        try:
            if kept.channel == "import":
                raise BadInput("a table: the next import of the file enters its rows.", where=kept.address)
            enter_capture(newsroom, kept, newsroom.archive.bytes_of(kept))
        except BadInput:
            newsroom.enter_rows([("capture", kept.id, fields_of(kept))], by=kept.channel)
    return len(torn)
