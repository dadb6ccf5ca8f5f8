"""A message that was passed on: whoever first published it is the first hop of all that it says."""

from __future__ import annotations

from dataclasses import replace

from reportedly.types import Figure, Hop, HopKind, Reading, Report, Statement


def passed_on(reading: Reading, report: Report) -> Reading:
    """A report's reading in, the same with the channel that the message came from as the nearest hop of each statement and figure.

    "Example Clerks" wrote "at least 40 cases, Example Count says", and the desk's channel passed it on: the chain is Example Clerks
    (forwarded), then Example Count. A report that was not passed on is given back as it is.
    """
    if not report.forwarded_from:
        return reading
    hop = Hop(HopKind.FORWARDED, report.forwarded_from)
    return replace(
        reading,
        statements=tuple(replace(one, chain=(hop, *(one.chain or _said_by(one)))) for one in reading.statements),
        figures=tuple(replace(one, chain=(hop, *(one.chain or _credited(one)))) for one in reading.figures),
    )


def _said_by(statement: Statement) -> tuple[Hop, ...]:
    """The source of a statement that has no longer chain, as a hop."""
    words = " ".join(quote.words for quote in statement.source)
    return (Hop(HopKind.CITES, words, statement.source[0]),) if words else ()


def _credited(figure: Figure) -> tuple[Hop, ...]:
    return (Hop(HopKind.CITES, figure.source),) if figure.source else ()
