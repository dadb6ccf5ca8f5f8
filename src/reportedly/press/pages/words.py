"""Readers' words for what stands around a figure: the day of a report, the way a number came, a picture's kind."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportedly.press.wording import MONTHS, day_in_words
from reportedly.types import Capture, Hop, HopKind, Report

DESK_NOTE = "told by the desk in its own words"
"""What must stand beside whatever rests on a note whose header does not say what kind of note it is."""

NOTES = "text/vnd.reportedly.note"
"""The media type of notes."""

_FIRST = {
    HopKind.PUBLISHED: "citing {}",
    HopKind.CITES: "citing {}",
    HopKind.TOLD: "as told by {}",
    HopKind.CALCULATED_FROM: "calculated from {}",
    HopKind.FORWARDED: "passing on {}",
}
_NEXT = {
    HopKind.PUBLISHED: "which cites {}",
    HopKind.CITES: "which cites {}",
    HopKind.TOLD: "which was told by {}",
    HopKind.CALCULATED_FROM: "which calculated it from {}",
    HopKind.FORWARDED: "which passes on {}",
}
_ENDING = re.compile(r"(?:ами|ями|ою|ею|ой|ей|ах|ях|ам|ям|ом|ем|[аяуюеиыіїоьй])$")
_PICTURES = {"drawing": "drawing", "archive": "archive picture", "map": "map"}


def published_in_words(report: Report) -> str:
    """The day a report was published, or its month or year where no more is known.

    An unknown day is said to be unknown, never guessed from the capture.
    """
    day = report.published_day
    if day is None:
        return "day of publication not known"
    if report.published_precision == "month":
        return f"{MONTHS[day.month - 1]} {day.year}"
    return str(day.year) if report.published_precision == "year" else day_in_words(day)


def way_in_words(outlet: str, chain: Sequence[Hop], compiler: str) -> str:
    """How a number came from the compiler to the outlet, in words.

    >>> way_in_words("The Post", [Hop(HopKind.CITES, "the ministry"), Hop(HopKind.CITES, "Tally Desk")], "Tally Desk")
    'The Post, citing the ministry, which cites Tally Desk'
    """
    hops = [hop for hop in chain if not (hop.kind is HopKind.PUBLISHED and _same(hop.who, outlet))]
    parts = [outlet]
    before = outlet
    for hop in hops:
        if not _same(hop.who, before):
            parts.append((_NEXT if len(parts) > 1 else _FIRST)[hop.kind].format(hop.who))
        before = hop.who
    if compiler and not any(_same(compiler, who) for who in (outlet, *(hop.who for hop in hops))):
        parts.append(f"{'which credits' if len(parts) > 1 else 'crediting'} {compiler}")
    return ", ".join(parts) if len(parts) > 1 else f"{outlet}, its own count"


def _same(one: str, other: str) -> bool:
    return one.casefold().removeprefix("the ") == other.casefold().removeprefix("the ")


def declined(word: str, name: str) -> bool:
    """Whether two Cyrillic words differ in their case endings alone.

    >>> declined("медіазони", "медіазона")
    True
    """
    if len(word) < 6 or not re.fullmatch(r"[а-яёіїєґ' -]+", f"{word}{name}"):
        return False
    return _ENDING.sub("", word) == _ENDING.sub("", name)


def standing_note(report: Report, capture: Capture | None = None) -> str:
    """What stands in for the outlet's page, where something does; "" for a page as served."""
    if report.note:
        return f"{report.note}, not the outlet's words"
    return DESK_NOTE if capture and capture.media_type == NOTES else ""


def picture_label(kind: str) -> str:
    """What must be said beside a picture that is not simply a photo of the matter."""
    return _PICTURES.get(kind, "")
