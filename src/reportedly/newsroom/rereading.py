"""Reads reports anew by the present rules: first what would change, then the new readings, with decisions carried along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.newsroom.entering import Row, fields_of
from reportedly.types import Anchoring, Reading, ReadingDiff

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.shown import Mask
    from reportedly.types import Report


def reread(newsroom: Newsroom, *, enter: bool) -> tuple[ReadingDiff, ...]:
    """The difference for every report whose reading would change, private persons masked. Where `enter`, the new readings are
    entered, as they are.

    Figures are found again by quotation; what people decided on and is not found again stands in `unanchored`.
    """
    held = newsroom.held()
    found: list[ReadingDiff] = []
    rows: list[Row] = []
    for before, after in _pairs(newsroom, held):
        diff, anchoring = _difference(held, before, after)
        if not diff.same:
            found.append(_shown(newsroom.mask, held.reports[after.report], diff, (before, after)))
        rows += _rows(after, anchoring)
    if enter and rows:
        newsroom.enter_rows(rows, by="rules")
    return tuple(found)


def _pairs(newsroom: Newsroom, held: Held) -> Iterator[tuple[Reading, Reading]]:
    for report, before in held.readings.items():
        if before.method.name == "import":
            continue  # a row of somebody's table is read by its columns, not by the rules
        after = newsroom.read_one(held.reports[report], held)
        if after != before:
            yield before, after


def _difference(held: Held, before: Reading, after: Reading) -> tuple[ReadingDiff, Anchoring]:
    from reportedly.ledger.anchoring import reanchor
    from reportedly.read.difference import difference

    text = held.reports[after.report].text
    anchored = reanchor(before.figures, text, after.figures, text)
    decided = {decision.subject for decision in held.decisions}
    lost = tuple(figure for figure in anchored.lost if figure in decided)
    diff = replace(difference(before, after), unanchored=lost)
    return diff, Anchoring(after.report, dict(anchored.moved), lost)


def _shown(mask: Mask, report: Report, diff: ReadingDiff, readings: tuple[Reading, Reading]) -> ReadingDiff:
    """The difference as it may be printed: whoever either reading knows as private is masked in both."""
    before, after = readings
    persons, personal = (*after.persons, *before.persons), (*after.personal, *before.personal)
    old, new = (
        {f.id: f for f in mask.pair(report, replace(r, persons=persons, personal=personal))[1].figures}
        for r in readings
    )
    return replace(
        diff,
        gained=tuple(new[f.id] for f in diff.gained),
        lost=tuple(old[f.id] for f in diff.lost),
        altered=tuple((old[first.id], new[last.id]) for first, last in diff.altered),
    )


def _rows(after: Reading, anchoring: Anchoring) -> Iterator[Row]:
    yield "reading", after.report, fields_of(after)
    if anchoring.moved or anchoring.lost:
        # A later anchoring of the same report is an entry of its own: earlier steps must stay.
        steps = "-".join(sorted(anchoring.moved)) or "-".join(anchoring.lost)
        yield "anchoring", f"{after.report}:{steps[:40]}", fields_of(anchoring)
