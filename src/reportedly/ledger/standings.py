"""What a standing means for counting and publishing."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.types import Standing, Verdict


def stands(figure: str, report: str, standing: Mapping[str, Standing]) -> bool:
    """Whether a figure may be counted: it stands itself, and its report was not withdrawn."""
    own = standing.get(figure)
    return bool(own and own.stands) and not withdrawn(report, standing)


def withdrawn(subject: str, standing: Mapping[str, Standing]) -> bool:
    """Whether a report or finding was retracted, superseded or refused as a whole."""
    said = standing.get(subject)
    return bool(said and (said.retracted or said.superseded_by or said.verdict is Verdict.REFUSE))
