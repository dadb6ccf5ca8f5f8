"""A rules' reading and a trained reader in, the reading with both out; and where the two disagree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportedly.read.trained import TrainedReader, shares_cue
from reportedly.types import Quote, Reading, Statement


class Difference(StrEnum):
    """How the two readings of one place differ."""

    ONLY_RULES = "only rules"
    ONLY_TRAINED = "only trained"
    SOURCE = "source"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One place that rules and trained reader read otherwise: what each has there, if anything, and how they differ."""

    kind: Difference
    rules: Statement | None
    trained: Statement | None


def beside(reading: Reading, text: str, capture: str, reader: TrainedReader) -> Reading:
    """The rules' reading of a report with `text` and, apart from it, what the trained reader says: nothing of the rules' is changed."""
    found = reader.statements(text, by_rules=reading.statements, report=reading.report, capture=capture)
    return replace(reading, beside=found, beside_method=reader.tagger.terms.method)


def disagreements(reading: Reading) -> tuple[Disagreement, ...]:
    """Where the two differ, in the order of the text. Empty where no second method has read.

    Statements on one cue are compared; sources and contents differ where they share less than half of their characters.
    """
    if reading.beside_method is None:
        return ()
    found = [*_compared(reading), *_lone(reading)]
    return tuple(sorted(found, key=_place))


def _compared(reading: Reading) -> Iterator[Disagreement]:
    for rules in reading.statements:
        trained = next((other for other in reading.beside if shares_cue(rules, other)), None)
        if trained is None:
            yield Disagreement(Difference.ONLY_RULES, rules, None)
        elif not _alike(rules.source, trained.source):
            yield Disagreement(Difference.SOURCE, rules, trained)
        elif not _alike(rules.content, trained.content):
            yield Disagreement(Difference.CONTENT, rules, trained)


def _lone(reading: Reading) -> Iterator[Disagreement]:
    for trained in reading.beside:
        if not any(shares_cue(trained, rules) for rules in reading.statements):
            yield Disagreement(Difference.ONLY_TRAINED, None, trained)


def _alike(one: Sequence[Quote], other: Sequence[Quote]) -> bool:
    """Whether two roles share at least half of the characters that either has; both empty are alike."""
    a, b = _characters(one), _characters(other)
    return 2 * len(a & b) >= len(a | b)


def _characters(quotes: Sequence[Quote]) -> set[int]:
    return {i for quote in quotes for i in range(quote.span.start, quote.span.end)}


def _place(disagreement: Disagreement) -> int:
    statement = disagreement.trained or disagreement.rules
    assert statement is not None
    return min(quote.span.start for quote in (*statement.cue, *statement.content))
