"""Which figures wait for a person and what they may answer; what a question would say before anybody decides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.newsroom.counting import question_named, tally_of
from reportedly.types import Figure, Proposed, Question, QuestionPreview, Verdict

if TYPE_CHECKING:
    from datetime import date, datetime

    from reportedly.ledger.downstream import Downstream
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom

FITTING = 0.6
"""Old figures from this score on are taken into a new question's preview."""


def proposed(newsroom: Newsroom, question: str | None) -> tuple[Proposed, ...]:
    """Figures that nobody decided on, with what they may answer, best first; only those for `question` where one is named.

    Raises NotThere for an unknown question.
    """
    held = newsroom.held()
    if question is not None:
        question_named(held, question)
    waiting = (
        one for one in _proposals(newsroom, held, tuple(held.questions.values())) if one.figure.id not in held.standing
    )
    asked = [one for one in waiting if question is None or one.proposals[0].question == question]
    return tuple(sorted(asked, key=lambda one: (-one.proposals[0].score, one.figure.id)))


def _proposals(newsroom: Newsroom, held: Held, questions: tuple[Question, ...]) -> Iterator[Proposed]:
    """Every figure that may answer one of the questions, as it may be shown."""
    from reportedly.ledger.matching import learn, propose

    ranks = learn(held.figures.values(), held.reports, held.standing, held.questions)
    shown = newsroom.mask.held(held)
    for figure in held.figures.values():
        proposals = propose(figure, held.reports[figure.report], questions, ranks)
        if proposals and figure.id in shown.figures:
            yield Proposed(shown.figures[figure.id], shown.reports[figure.report], proposals, ranks.learned_from)


def preview(newsroom: Newsroom, name: str, as_of: date | None) -> QuestionPreview:
    """A question of questions.toml before figures are assigned to it. Raises NotThere for an unknown one."""
    from reportedly.ledger.neighbours import neighbours

    held = newsroom.held()
    question = question_named(held, name)
    day = as_of or held.known_at.date()
    fitting = tuple(
        sorted(_backfill(newsroom, held, question), key=lambda one: (-one.proposals[0].score, one.figure.id))
    )
    return QuestionPreview(
        question,
        neighbours(question, held.questions.values()),
        fitting,
        tally_of(held, name, day),
        tally_of(_as_if(held, question, [one.figure for one in fitting]), name, day),
    )


def _backfill(newsroom: Newsroom, held: Held, question: Question) -> Iterator[Proposed]:
    """Figures already held that fit the question best and answer no other one."""
    for one in _proposals(newsroom, held, tuple(held.questions.values())):
        best, standing = one.proposals[0], held.standing.get(one.figure.id)
        free = standing is None or (standing.question is None and standing.verdict is not Verdict.REFUSE)
        if free and best.question == question.id and best.score >= FITTING:
            yield replace(one, proposals=(best,))


def _as_if(held: Held, question: Question, figures: list[Figure]) -> Held:
    """What would be held if as many people as are needed assigned and accepted these figures. Nothing is entered."""
    from reportedly.ledger.decisions import decide

    people = [f"preview {n}" for n in range(1, held.policy.eyes + 1)]
    at: datetime = held.known_at
    made = [
        decide(figure.id, verdict, person, at, "preview", to=question.id if verdict is Verdict.ASSIGN else None)
        for figure in figures
        for person in people
        for verdict in (Verdict.ASSIGN, Verdict.ACCEPT)
    ]
    return replace(held, values=(*held.values, *made))


def downstream_of(newsroom: Newsroom, subject: str) -> Downstream:
    """What stands on a report, capture, statement, figure, finding or question, down to pages and sent digests.

    Raises NotThere for an unknown id.
    """
    from reportedly.ledger.downstream import downstream

    held = newsroom.held()
    report = next((r.id for r in held.reports.values() if r.capture == subject), subject)
    shelves = (held.reports, held.statements, held.figures, held.findings, held.questions)
    if not any(report in shelf for shelf in shelves):
        raise NotThere(f"nothing has the id {subject!r}.", remedy="`reportedly export csv` lists ids.")
    return downstream(
        report,
        figures=held.figures,
        statements=held.statements,
        findings=held.findings.values(),
        briefs=newsroom.edition().briefs,
        digests=_sent(newsroom),
    )


def _sent(newsroom: Newsroom) -> dict[str, tuple[str, ...]]:
    """The digests that were written, with the briefs that each carried."""
    sent: dict[str, tuple[str, ...]] = {}
    for entry, fields in newsroom.ledger.entered(["digest"]):
        briefs = fields.get("briefs")
        sent[entry.subject] = tuple(map(str, briefs)) if isinstance(briefs, list) else ()
    return sent
