"""Series that a person declared equal: only then do the figures of one question count for another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportedly.types import Equality, Finding


def equal_to(question: str, equalities: Iterable[Equality]) -> tuple[str, ...]:
    """The questions that are declared to be one series with `question`, itself first; declarations reach no farther
    than they say (A = B and B = C do not make A = C, as each has its own reason)."""
    named = (other for equality in equalities if question in equality.questions for other in equality.questions)
    return tuple(dict.fromkeys((question, *named)))


def one_series(question: str, equalities: Iterable[Equality], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as they count for `question`: its own, and those of questions declared equal to it under its name."""
    series = equal_to(question, equalities)
    return tuple(
        finding if finding.question == question else replace(finding, question=question)
        for finding in findings
        if finding.question in series
    )


def declared(question: str, equalities: Iterable[Equality]) -> tuple[str, ...]:
    """What a reader must know of each declaration: which questions were joined, by whom, and why."""
    return tuple(
        f"Counted as one series with {', '.join(q for q in e.questions if q != question)} "
        f"(declared by {e.declared_by}): {e.reason}"
        for e in equalities
        if question in e.questions
    )
