"""Joins ledger and count: a question's admitted findings, its parts, its caveats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.types import Admitted, Fragile, Question, RibbonPoint, Tally

if TYPE_CHECKING:
    from reportedly.count.places import Lie
    from reportedly.ledger.held import Held


def tally_of(held: Held, question: str, as_of: date) -> Tally:
    """The tally of `question` from what is held. Raises NotThere for an unknown question."""
    from reportedly.count import tally

    asked = question_named(held, question)
    found = admitted(held, asked)
    return tally(
        asked,
        found,
        held.policy,
        as_of=as_of,
        known_at=held.known_at,
        mark=held.mark,
        caveats=caveats(held, asked),
        related=_parts(held, question),
        lie=_lie(held, asked, found),
    )


def _lie(held: Held, question: Question, found: Sequence[Admitted]) -> Lie | None:
    """Which of the places named lie in which, by the gazetteer; None where none is named."""
    from reportedly.count.places import Lie
    from reportedly.resources.gazetteer import gazetteer

    todo = list(dict.fromkeys((*question.places, *(place for a in found for place in a.places))))
    if not todo:
        return None
    within: dict[str, str] = {}
    for place in todo:
        try:
            above = gazetteer().place(place).within
        except KeyError:
            continue
        if above and place not in within:
            within[place] = above
            todo.append(above)
    return Lie(within, held.policy.complete_places)


def ribbon_of(held: Held, question: str, days: Sequence[date]) -> tuple[RibbonPoint, ...]:
    """The bounds of `question` as of each of many days, from what is held. Raises NotThere for an unknown question."""
    from reportedly.count import ribbon

    asked = question_named(held, question)
    found = admitted(held, asked)
    related, lie = _parts(held, question), _lie(held, asked, found)
    return ribbon(asked, found, held.policy, days, known_at=held.known_at, related=related, lie=lie)


def fragility_of(held: Held, question: str, as_of: date) -> tuple[Fragile, ...]:
    """What `question` would say without each compiler, and with inexact figures narrower and wider. Raises NotThere."""
    from reportedly.count import fragility

    asked = question_named(held, question)
    found = tuple(replace(a, compiler=_named(held, a.compiler)) for a in admitted(held, asked))
    return fragility(asked, found, held.policy, as_of=as_of, known_at=held.known_at)


def _named(held: Held, compiler: str) -> str:
    known = held.compilers.get(compiler) or held.outlets.get(compiler)
    return known.name if known else compiler


def _parts(held: Held, question: str) -> dict[str, tuple[Admitted, ...]]:
    """What the questions admit that are parts of this one by the desk's declared wholes."""
    parts = {part for whole in held.policy.wholes if whole.whole == question for part in whole.parts}
    return {part: admitted(held, held.questions[part]) for part in sorted(parts & set(held.questions))}


def question_named(held: Held, question: str) -> Question:
    """The question with this id. Raises NotThere and names those there are."""
    if question not in held.questions:
        there = ", ".join(held.questions) or "none yet"
        raise NotThere(f"no question has the id {question!r}.", where="questions.toml", remedy=f"There are: {there}.")
    return held.questions[question]


def admitted(held: Held, question: Question) -> tuple[Admitted, ...]:
    """The findings that a question admits, and those of questions that were declared equal to it."""
    from reportedly.ledger.equal import one_series
    from reportedly.ledger.matching import admit

    findings = one_series(question.id, held.policy.equal, held.findings.values())
    return admit(question, findings, held.figures, held.reports, held.standing)


def caveats(held: Held, question: Question) -> tuple[str, ...]:
    """The question's own caveats, those that people put on its figures, and what it was declared equal to, each once."""
    from reportedly.ledger.equal import declared

    figures = (f for finding in held.findings.values() if finding.question == question.id for f in finding.figures)
    put = (c for figure in figures if figure in held.standing for c in held.standing[figure].caveats)
    return tuple(dict.fromkeys((*question.caveats, *put, *declared(question.id, held.policy.equal))))
