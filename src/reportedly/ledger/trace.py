"""From a published number back to the sentence and the captured bytes."""

from __future__ import annotations

from reportedly.errors import NotThere
from reportedly.ledger.held import Held
from reportedly.types import Figure, Report, Span, Standing, Trace


def trace(held: Held, figure: str, *, checked: bool) -> Trace:
    """A figure's id -> its finding, statement, report, capture, standing, and the sentence it stands in.

    `checked` is whether the capture's bytes still have their checksum (a door looks). Raises NotThere where the figure,
    its report or its capture is not held.
    """
    if figure not in held.figures:
        raise NotThere(
            f"no figure has the id {figure!r}.", remedy="`reportedly export csv` lists figures with their ids."
        )
    one = held.figures[figure]
    report = held.reports.get(one.report)
    capture = held.captures.get(report.capture) if report else None
    if report is None or capture is None:
        raise NotThere(f"the page that figure {figure} was read in is not held.", remedy="Run `reportedly verify`.")
    return Trace(
        figure=one,
        finding=held.findings.get(held.finding_of.get(figure, "")),
        statement=held.statements.get(one.statement or ""),
        report=report,
        capture=capture,
        standing=held.standing.get(figure) or Standing(figure),
        sentence=sentence_span(one, report).of(report.text),
        checked=checked,
    )


def sentence_span(figure: Figure, report: Report) -> Span:
    """Where the figure's sentence stands in the report; its paragraph where the reading names no sentence."""
    here = figure.as_written.span
    if figure.sentence:
        return figure.sentence
    return next((paragraph for paragraph in report.paragraphs if here.within(paragraph)), here)


def words_in_sentence(figure: Figure, report: Report) -> Span:
    """Where the figure's words stand in its sentence."""
    start, words = sentence_span(figure, report).start, figure.as_written.span
    return Span(max(words.start - start, 0), max(words.end - start, 0))


def marked(sentence: str, span: Span, marks: tuple[str, str] = ("[", "]")) -> str:
    """The sentence with the words of `span` (counted in the sentence) between marks.

    >>> marked("At least 800 fled.", Span(0, 12))
    '[At least 800] fled.'
    """
    return sentence[: span.start] + marks[0] + span.of(sentence) + marks[1] + sentence[span.end :]
