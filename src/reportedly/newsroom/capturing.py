"""Capture: what is offered is kept in the archive and entered as capture and report."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput
from reportedly.newsroom.entering import fields_of
from reportedly.types import Capture, Captured, Failure, Record, Report

if TYPE_CHECKING:
    from reportedly.capture.channels import Offered
    from reportedly.newsroom import Newsroom


def capture(newsroom: Newsroom, *addresses: str | Path) -> Captured:
    """Keeps the bytes at each address and enters capture and report; failures come back and are entered too."""
    from reportedly.capture.channels import addressed

    newsroom.enter_files()
    newsroom.resume()
    known, settings = set(newsroom.held().captures), newsroom.files.settings
    kept: list[tuple[Capture, Report]] = []
    already: list[Capture] = []
    failures: list[Failure] = []
    for offered in addressed(addresses, limit=settings.capture.largest_file, columns=settings.links):
        taken = take(newsroom, offered) if not isinstance(offered, Failure) else offered
        if isinstance(taken, Failure):
            failures.append(taken)
        elif taken[0].id in known:
            already.append(taken[0])
        else:
            kept.append(taken)
            known.add(taken[0].id)
    newsroom.enter_rows([("failure", f.address, fields_of(f)) for f in failures], by="capture")
    return Captured(tuple(kept), tuple(already), tuple(failures))


def take(newsroom: Newsroom, offered: Offered) -> tuple[Capture, Report] | Failure:
    """Keeps one offered page: first the bytes in the archive, then capture and report in the ledger, in one step."""
    try:
        preview(newsroom, offered)
        kept = newsroom.archive.keep(
            offered.address, offered.data, offered.media_type, at=newsroom.clock(), channel=offered.channel
        )
        return kept, enter_capture(newsroom, kept, offered.data)
    except BadInput as error:
        return Failure(offered.address, error.what, error.remedy)


def preview(newsroom: Newsroom, offered: Offered) -> Report:
    """The report that a page would become; nothing is kept. Raises BadInput for what cannot be read as a report."""
    from reportedly.capture.identity import capture_id, checksum
    from reportedly.capture.page import report_of

    sum_ = checksum(offered.data)
    name, at, unkept = capture_id(offered.address, sum_), newsroom.clock(), Record("", 0, 0)
    seen = Capture(name, offered.address, offered.address, at, 0, offered.media_type, sum_, unkept, offered.channel)
    return report_of(seen, offered.data, newsroom.files.outlets)


def enter_capture(newsroom: Newsroom, kept: Capture, data: bytes) -> Report:
    """Enters a kept capture and its report, both or none, at the moment of capture."""
    from reportedly.capture.page import report_of

    report = report_of(kept, data, newsroom.files.outlets)
    rows = [("capture", kept.id, fields_of(kept)), ("report", report.id, fields_of(report))]
    newsroom.enter_rows(rows, by=kept.channel, at=kept.captured_at)
    return report


def resume(newsroom: Newsroom) -> int:
    """Enters captures that an interrupted run had kept in the archive and not yet in the ledger; gives their number."""
    entered = newsroom.held().captures
    torn = [c for c in newsroom.archive.captures() if c.id not in entered]
    for kept in torn:
        enter_capture(newsroom, kept, newsroom.archive.bytes_of(kept))
    return len(torn)
