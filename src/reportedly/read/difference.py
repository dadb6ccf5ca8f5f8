"""What changes when a report is read anew: seen before the new reading is entered."""

from __future__ import annotations

from dataclasses import replace

from reportedly.types import Figure, Reading, ReadingDiff


def difference(before: Reading, after: Reading) -> ReadingDiff:
    """Two readings of one report in, the figures gained, lost and altered out, in the order of the text.

    A figure is the same where its id is (capture, words as written, occurrence); it is altered where anything that was
    read about it differs. That it now hangs on another statement is no alteration of the figure.
    """
    old = {figure.id: figure for figure in before.figures}
    new = {figure.id: figure for figure in after.figures}
    said_before, said_after = {s.id for s in before.statements}, {s.id for s in after.statements}
    return ReadingDiff(
        report=after.report,
        gained=tuple(f for f in after.figures if f.id not in old),
        lost=tuple(f for f in before.figures if f.id not in new),
        altered=tuple((old[i], new[i]) for i in new if i in old and _bare(old[i]) != _bare(new[i])),
        statements_gained=len(said_after - said_before),
        statements_lost=len(said_before - said_after),
    )


def _bare(figure: Figure) -> Figure:
    return replace(figure, statement=None)
