"""What was wrong, when and why: from the desk's decisions and the notes on briefs to the list that readers see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from reportedly.press.standing import binding
from reportedly.types import Brief, Cause, Shelf, Standing, Tally

BriefTallies = Mapping[tuple[str, str], Tally]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing set right on one brief. `kind` and `cause` are those of a note; `figure` is the one that fell, where one
    did. `noted` is whether the brief says so: where it does not, `words` are the deciding person's reason, for the desk."""

    day: date | None
    slug: str
    kind: str
    words: str
    cause: str | None
    figure: str | None
    noted: bool


def corrections(briefs: Iterable[Brief], shelf: Shelf, tallies: BriefTallies | None = None) -> tuple[Change, ...]:
    """Every correction, newest first: the notes that briefs carry, and figures that fell under briefs without a note.

    >>> corrections((), Shelf())
    ()
    """
    listed = tuple(briefs)
    found = [change for brief in listed for change in _notes(brief)]
    found += [change for change in fallen(listed, shelf, tallies or {}) if not change.noted]
    return tuple(sorted(found, key=lambda change: (-(change.day or date.min).toordinal(), change.slug, change.words)))


def fallen(briefs: Iterable[Brief], shelf: Shelf, tallies: BriefTallies | None = None) -> tuple[Change, ...]:
    """For each brief the figures it carries that were withdrawn, superseded or read wrongly, and whether it says so.

    A brief whose figure was withdrawn or superseded is held until the words that stand on it are gone.
    """
    return tuple(
        change
        for brief in briefs
        for figure in carried(brief, shelf, tallies or {})
        for change in _fell(brief, shelf.standing.get(figure), figure)
    )


def held(briefs: Iterable[Brief], shelf: Shelf, tallies: BriefTallies | None = None) -> frozenset[str]:
    """The slugs of briefs that carry a figure which was withdrawn or superseded."""
    return frozenset(change.slug for change in fallen(briefs, shelf, tallies) if change.kind == "retraction")


def carried(brief: Brief, shelf: Shelf, tallies: BriefTallies) -> tuple[str, ...]:
    """The figures that a brief stands on: those it names, and those that bind the tallies it names."""
    found: list[str] = []
    for ref in brief.figures:
        tally = tallies.get((brief.slug, ref.tally or ""))
        found += [ref.figure] if ref.figure else binding(tally, shelf) if tally else []
    return tuple(dict.fromkeys(found))


def _notes(brief: Brief) -> Iterator[Change]:
    for note in brief.notes:
        if note.kind != "since_then":
            yield Change(note.day, brief.slug, note.kind, note.words, note.cause, None, True)


def _fell(brief: Brief, standing: Standing | None, figure: str) -> Iterator[Change]:
    if standing is None:
        return
    if standing.retracted is not None:
        day, why = standing.retracted.decided_at.date(), standing.retracted.reason
        yield _change(brief, day, "retraction", why, Cause.OUTLET_CORRECTED, figure)
    elif standing.superseded_by is not None:
        why = f"A later figure of the same compiler replaces it: {standing.superseded_by}."
        yield _change(brief, None, "retraction", why, Cause.COMPILER_REVISED, figure)
    elif standing.correction is not None and standing.correction.cause is not None:
        yield _change(brief, None, "correction", "The reading was corrected.", standing.correction.cause, figure)


def _change(brief: Brief, day: date | None, kind: str, why: str, cause: Cause, figure: str) -> Change:
    said = any(note.kind in ("correction", "retraction") and (day is None or note.day >= day) for note in brief.notes)
    return Change(day, brief.slug, kind, why, cause.value, figure, said)
