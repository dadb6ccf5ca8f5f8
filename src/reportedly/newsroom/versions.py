"""Versions of a page: what stood at an address and when it was seen to, private persons masked; what must be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.types import Capture, Reading, Report

if TYPE_CHECKING:
    from reportedly.capture.change import Change, Missed, Raised, Seen, Version
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom

HIDDEN = "(not shown: no rules for this language, so names in it cannot be masked)"


@dataclass(frozen=True, slots=True)
class Versions:
    """What was observed at an address: its states in order, what each shows against the one before, when it could not be had,
    and figures to look at again. `withheld`: pairs of states (by place) that differ only in what is masked."""

    address: str
    states: tuple[Version, ...]
    changes: tuple[Change, ...]
    missed: tuple[Missed, ...]
    raised: tuple[Raised, ...]
    withheld: tuple[int, ...] = ()


def versions(newsroom: Newsroom, subject: str) -> Versions:
    """An address, or the id of a capture or report, in; what was observed there out. Raises NotThere."""
    from reportedly.capture.change import changes, raised
    from reportedly.capture.change import versions as states

    newsroom.enter_files()
    held = newsroom.held()
    address = _address(held, subject)
    captures = _captures(held, address)
    missed = tuple(_missed(newsroom, {address, *(c.address for c in captures)}))
    if not captures and not missed:
        remedy = "Give the address as it was captured (`reportedly export csv` lists them), or a report's id."
        raise NotThere(f"nothing was captured at {subject}.", remedy=remedy)
    bare = states(_seen(newsroom, held, captures, masked=False))
    shown = states(_seen(newsroom, held, captures, masked=True))
    differ = tuple(
        place
        for place, (raw, masked) in enumerate(zip(changes(bare), changes(shown), strict=True))
        if raw.any and not masked.any
    )
    review = tuple(one for one in raised(shown) if not _looked_at(newsroom, held, one))
    return Versions(address, shown, changes(shown), missed, review, differ)


def changed(newsroom: Newsroom) -> tuple[tuple[str, int], ...]:
    """Addresses of which more than one state is held, with the number of their captures, in the order of the addresses."""
    counts: dict[str, int] = {}
    for capture in newsroom.held().captures.values():
        counts[capture.address] = counts.get(capture.address, 0) + 1
    return tuple((address, number) for address, number in sorted(counts.items()) if number > 1)


def to_review(newsroom: Newsroom) -> tuple[Raised, ...]:
    """What a person must look at again: figures that vanished from their page or changed there, and figures that were decided on
    and that the present rules do not find again."""
    from reportedly.capture.change import Raised

    lost = "the present rules do not find it again"
    pages = (one for address, _ in changed(newsroom) for one in versions(newsroom, address).raised)
    return (*pages, *(Raised("", "", "", "", lost, figure) for figure in newsroom.held().to_review))


def _address(held: Held, subject: str) -> str:
    report = held.reports.get(subject)
    capture = held.captures.get(report.capture if report else subject)
    return capture.address if capture else subject


def _captures(held: Held, address: str) -> tuple[Capture, ...]:
    return tuple(c for c in held.captures.values() if address in (c.address, c.final_address))


def _seen(newsroom: Newsroom, held: Held, captures: Iterable[Capture], *, masked: bool) -> Iterator[Seen]:
    """Every moment at which each capture's bytes were seen, with what it says."""
    from reportedly.capture.change import Seen

    reports = {report.capture: report for report in held.reports.values()}
    for capture in captures:
        report = reports.get(capture.id) or held.reports.get(capture.shows or "")
        if report is None:
            continue
        reading = held.readings.get(report.id) or newsroom.read_one(report, held)
        report, reading = _shown(newsroom, report, reading) if masked else (report, reading)
        figures = None if reading.declined else reading.figures
        for at in newsroom.archive.seen(capture) or (capture.captured_at,):
            yield Seen(report, at, figures)


def _shown(newsroom: Newsroom, report: Report, reading: Reading) -> tuple[Report, Reading]:
    """A report as it may be printed: masked, or without its words where nothing can be masked."""
    masked, told = newsroom.mask.pair(report, reading)
    if not reading.declined:
        return masked, told
    return replace(masked, headline=HIDDEN, byline=None, text="", paragraphs=()), told


def _missed(newsroom: Newsroom, addresses: set[str]) -> Iterator[Missed]:
    """The failures that were entered for these addresses, in the order of time."""
    from reportedly.capture.change import Missed

    found = []
    for address in sorted(addresses):
        for entry, fields in newsroom.ledger.entered(["failure"], subject=address):
            seen = fields.get("seen_at")
            at = datetime.fromisoformat(str(seen)).astimezone(UTC) if seen else entry.at
            found.append(Missed(at, str(fields.get("reason", "")), fields.get("gone") is True))
    yield from sorted(found, key=lambda one: one.at)


def _looked_at(newsroom: Newsroom, held: Held, raised: Raised) -> bool:
    """Whether somebody decided on a raised figure after the version without it had come in."""
    later = held.reports.get(raised.later)
    capture = held.captures.get(later.capture) if later else None
    if capture is None or raised.figure is None:
        return False
    came = newsroom.archive.received_at(capture)
    return any(d.subject == raised.figure and d.decided_at > came for d in held.decisions)
