"""Which figures may answer which question, and which findings the count admits. Proposals only: a person assigns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reportedly.ledger import likeness, ranking
from reportedly.ledger.corrected import corrected
from reportedly.ledger.standings import stands, withdrawn
from reportedly.types import (
    Admitted,
    Figure,
    FigureKind,
    Finding,
    Flow,
    Hedge,
    Mood,
    Period,
    Proposal,
    Qualifier,
    Question,
    Ranking,
    Report,
    Standing,
)

WORTH_SHOWING = 0.3
"""Proposals below this are not shown."""
QUOTED = 0.5
"""A number inside a quotation is somebody's picture of the matter more often than a count."""


def propose(
    figure: Figure, report: Report, questions: Iterable[Question], ranks: Ranking = ranking.NOTHING_LEARNED
) -> tuple[Proposal, ...]:
    """A figure in its report -> the questions it may answer, best first, with score and reasons.

    `ranks` weighs the signs (`learn`); where nothing was learned, by fixed weights.

    Needs, plans, ages, money, shares, negated and denied figures and "no reports of" are proposed for nothing.
    """
    asked = tuple(questions)
    if not countable(figure) or not asked:
        return ()
    said, words = likeness.Said.of(figure, report, asked), likeness.words_of(figure, report)
    proposals = (_proposal(figure, question, said, words, ranks) for question in asked)
    shown = [p for p in proposals if p.score >= WORTH_SHOWING]
    return tuple(sorted(shown, key=lambda p: (-p.score, p.question)))


def countable(figure: Figure) -> bool:
    """Whether a figure can be a count at all."""
    return (
        figure.kind in (FigureKind.COUNT, FigureKind.RATE)
        and figure.mood is Mood.FACT
        and figure.hedge is not Hedge.DENIED
        and not figure.negated
        and figure.relation is None
        and figure.qualifier is not Qualifier.UNKNOWN_ABSENCE
    )


def learn(
    figures: Iterable[Figure],
    reports: Mapping[str, Report],
    standing: Mapping[str, Standing],
    questions: Mapping[str, Question],
) -> Ranking:
    """A desk's figures and what people decided on them -> how its proposals are ranked: by its latest assignments."""
    asked = tuple(questions.values())
    assigned = [f for f in figures if f.id in standing and standing[f.id].question in questions and countable(f)]
    examples = [example(f, reports[f.report], standing[f.id].question or "", asked) for f in assigned[-LEARNED_FROM:]]
    return ranking.learned(examples)


LEARNED_FROM = 400
"""The latest so many assignments teach the ranking: a desk's questions change."""


def example(figure: Figure, report: Report, question: str, asked: tuple[Question, ...]) -> ranking.Example:
    """A figure that people assigned to `question`, as the ranking learns from it."""
    said = likeness.Said.of(figure, report, asked)
    fits = {q.id: {sign: fit for sign, fit, _ in _signs(figure, q, said)} for q in asked}
    return ranking.Example(likeness.words_of(figure, report), question, fits)


def _proposal(
    figure: Figure, question: Question, said: likeness.Said, words: frozenset[str], ranks: Ranking
) -> Proposal:
    signs = [*_signs(figure, question, said), *_alike(question, words, ranks)]
    score = ranking.score({sign: fit for sign, fit, _ in signs}, ranks.weights)
    reasons = [reason for _, _, reason in signs]
    if figure.quoted:
        score, reasons = score * QUOTED, [*reasons, "stands inside a quotation"]
    if question.units and figure.unit and figure.unit not in question.units:
        score = min(score, WORTH_SHOWING)
    return Proposal(figure.id, question.id, round(score, 3), tuple(reasons))


Sign = tuple[str, float, str]
"""Which sign, its fit in 0..1, and the reason in words."""


def _signs(figure: Figure, question: Question, said: likeness.Said) -> Iterator[Sign]:
    """The signs that can be judged."""
    found = (_unit(figure, question), _words(question, said), _period(figure.period, question), _flow(figure, question))
    return (sign for sign in found if sign is not None)


def _alike(question: Question, words: frozenset[str], ranks: Ranking) -> Iterator[Sign]:
    wording = ranks.wordings.get(question.id, {})
    fit = ranking.alike(words, wording)
    if fit is not None:
        shared = sorted(words & set(wording), key=lambda word: (-wording[word], word))[:3]
        yield (
            "alike",
            fit,
            f"said as its figures are: {', '.join(shared)}" if shared else "said otherwise than its figures",
        )


def _unit(figure: Figure, question: Question) -> Sign:
    units = question.units or (question.measure,)
    if figure.unit is None:
        return "unit", 0.0, "what it counts is not known"
    fits = figure.unit in units
    says = "counts" if fits else "counts something else:"
    return "unit", float(fits), f"{says} {figure.unit.replace('_', ' ')}"


def _words(question: Question, said: likeness.Said) -> Sign | None:
    fit = said.fit(question)
    if fit is None:
        return None
    shared = said.shared(question)
    return "words", fit, f"speaks of {', '.join(shared)}" if shared else "shares no telling word with it"


def _period(period: Period | None, question: Question) -> Sign | None:
    """Whether the days are the question's: for a closed period both its ends, for a count since a day its start."""
    if question.period is not None:
        if period is None:
            return "period", 0.3, "its period is not stated"
        if (period.start, period.end) == (question.period.start, question.period.end):
            return "period", 1.0, "its period is the question's"
        meets = _meets(period, question.period)
        return "period", 0.3 if meets else 0.0, f"its period {'overlaps' if meets else 'is not'} the question's"
    if question.since is not None and period is not None and period.start is not None:
        near = abs((period.start - question.since).days) <= NEAR_START
        return "period", float(near), f"counts {'from' if near else 'from another day than'} the question's start"
    return None


NEAR_START = 31
"""Reports say "since September" for a start within the month."""


def _meets(a: Period, b: Period) -> bool:
    return (a.start or date.min) <= (b.end or date.max) and (b.start or date.min) <= (a.end or date.max)


def _flow(figure: Figure, question: Question) -> Sign | None:
    if figure.flow is None:
        return None
    fits = figure.flow is question.flow
    words = f"{'' if fits else 'not '}{question.flow.value}, as the question asks"
    return "flow", float(fits), words


def admit(
    question: Question,
    findings: Iterable[Finding],
    figures: Mapping[str, Figure],
    reports: Mapping[str, Report],
    standing: Mapping[str, Standing],
) -> tuple[Admitted, ...]:
    """The findings that the count of a question rests on, one each, in the words of its fullest figure that stands.

    A finding is admitted where a figure of it stands (accepted by enough people, not retracted or superseded), can be a
    count, and neither the finding nor its compiler's own page was withdrawn. Its echoes add no weight and no firmness.
    """
    admitted = (_admitted(question, f, figures, reports, standing) for f in findings if f.question == question.id)
    return tuple(sorted((a for a in admitted if a), key=lambda a: (a.published, a.finding)))


def _admitted(
    question: Question,
    finding: Finding,
    figures: Mapping[str, Figure],
    reports: Mapping[str, Report],
    standing: Mapping[str, Standing],
) -> Admitted | None:
    held = [figures[f] for f in finding.figures if f in figures and stands(f, figures[f].report, standing)]
    held = [figure for figure in held if countable(corrected(figure, standing.get(figure.id)))]
    fullest = next((f for f in held if f.id == finding.fullest), None)
    days = [day for f in held if (day := reports[f.report].published_day)]
    if fullest is None or not days or withdrawn(finding.id, standing):
        return None
    figure = corrected(fullest, standing.get(fullest.id))
    return Admitted(
        figure=figure.id,
        finding=finding.id,
        question=question.id,
        compiler=finding.compiler,
        base=finding.base,
        measure=finding.measure,
        population=finding.population,
        places=finding.places,
        period=finding.period,
        as_of=finding.as_of,
        flow=Flow.INCREMENT if figure.flow is Flow.INCREMENT else question.flow,
        bounds=figure.bounds,
        best=figure.best,
        qualifier=figure.qualifier,
        published=min(days),
        reports=len({f.report for f in held}),
        report_ids=tuple(sorted({f.report for f in held})),
    )
