"""Reading: what the rules read in one report, with what the desk knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.types import Reading, Report

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom


def read_one(newsroom: Newsroom, report: Report, held: Held | None = None) -> Reading:
    """One report's reading, with the outlets, compilers and policy that are held (else those in the desk's files)."""
    from reportedly.read import read
    from reportedly.read.forwards import passed_on
    from reportedly.resources.gazetteer import gazetteer
    from reportedly.resources.languages import languages

    files = newsroom.files
    policy = held.policy if held else files.policy
    reading = read(
        report,
        gazetteer=gazetteer(),
        languages=languages(),
        mobilisation=policy.mobilisation,
        public_persons=files.settings.public_persons,
        compilers=tuple(held.compilers.values()) if held else files.compilers,
        outlets=tuple(held.outlets.values()) if held else files.outlets,
    )
    return passed_on(_with_trained(reading, report) if files.settings.trained else reading, report)


def _with_trained(reading: Reading, report: Report) -> Reading:
    """The rules' reading with the trained reader's statements beside them, where the report's language has such a reader at all."""
    from reportedly.newsroom.trained import reader
    from reportedly.read.trained_beside import beside
    from reportedly.resources.tagger import TRAINED

    if report.language not in TRAINED or reading.declined:
        return reading
    return beside(reading, report.text, report.capture, reader(report.language))
