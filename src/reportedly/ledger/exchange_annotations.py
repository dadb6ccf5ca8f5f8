"""Figures and statements as W3C Web Annotations (JSON-LD): which words of which page, found again by quotation and by place.

Source: Web Annotation Data Model, W3C Recommendation 2017 (TextQuoteSelector, TextPositionSelector). A quotation's context stops
where something private is masked, so that it still fits the original; places count in the text of the report as read (code
points, from 0), as the model has it for text. What is itself masked in part is given by its place alone. Words of a note that stands for a page are the desk's own: their source is the
note and not the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from reportedly.ledger.export import AGE_WITHHELD, Hide, Places, back, figures, without_ages
from reportedly.ledger.held import Held
from reportedly.types import FigureKind, Json, Quote, Report, Span

CONTEXT = 32
"""Characters before and after a quotation, as the model's examples and annotators have them."""

_MASKED = re.compile(r"\bperson-[0-9a-f]+\b|\[[a-z ]+ withheld\]|█+")


def annotations_file(shown: Held, hide: Hide, places: Places) -> bytes:
    """What is held, masked, as an AnnotationCollection with all its annotations in its first page."""
    items: list[Json] = [*_of_figures(shown, hide, places), *_of_statements(shown, hide, places)]
    collection: Json = {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"reportedly": "urn:reportedly:"}],
        "id": f"urn:reportedly:annotations:{shown.mark}",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": {"id": f"urn:reportedly:annotations:{shown.mark}:1", "type": "AnnotationPage", "items": items},
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _of_figures(shown: Held, hide: Hide, places: Places) -> Iterator[Json]:
    for figure in figures(shown):
        says = f"{figure.qualifier.value}: lower {_end(figure.bounds.lower)}, upper {_end(figure.bounds.upper)}"
        report = shown.reports[figure.report]
        yield _annotation(shown, figure.id, "figure", says, report, figure.as_written, places(figure.id), hide)


def _of_statements(shown: Held, hide: Hide, places: Places) -> Iterator[Json]:
    for statement in shown.statements.values():
        report = shown.reports.get(statement.report)
        if report is not None and statement.content:
            says = f"statement: {statement.manner.value}, hedge {statement.hedge.value}"
            quote, place = statement.content[0], places(statement.id)
            yield _annotation(shown, statement.id, "statement", says, report, quote, place, hide)


def _annotation(
    shown: Held, name: str, what: str, says: str, report: Report, quote: Quote, place: Span, hide: Hide
) -> Json:
    links = back(shown, report, hide)
    return {
        "id": f"urn:reportedly:{what}:{name}",
        "type": "Annotation",
        "motivation": "describing",
        "body": {
            "type": "TextualBody",
            "value": says,
            "format": "text/plain",
            "language": "en",
            "purpose": "describing",
        },
        "target": {
            "source": links["address"] if report.note else links["link"] or links["address"],
            "selector": [*_quotation(shown, report, quote), _position(place)],
        },
        "via": _urn(report.id),
        **{f"reportedly:{key}": links[key] for key in ("report", "link", "capture", "checksum", "mark")},
    }


def _urn(report: str) -> str:
    return f"urn:reportedly:report:{report}"


def _position(place: Span) -> Json:
    return {"type": "TextPositionSelector", "start": place.start, "end": place.end}


def _quotation(shown: Held, report: Report, quote: Quote) -> Iterator[Json]:
    """The quotation as the original has it; none where a part of it is masked or is an age."""
    exact = without_ages(shown, report.id, quote)
    if _MASKED.search(exact) or AGE_WITHHELD in exact:
        return
    text, (start, end) = _hiding_ages(shown, report), (quote.span.start, quote.span.end)
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    masks = list(_MASKED.finditer(before))
    before = before[masks[-1].end() :] if masks else before
    first = _MASKED.search(after)
    yield {
        "type": "TextQuoteSelector",
        "exact": exact,
        "prefix": _uncut(before, text[:start], first=True),
        "suffix": _uncut(after[: first.start()] if first else after, text[end:], first=False),
    }


def _hiding_ages(shown: Held, report: Report) -> str:
    """The masked text with ages as blocks of their length, so that places stay."""
    text, reading = report.text, shown.readings.get(report.id)
    for figure in reading.figures if reading else ():
        if figure.kind is FigureKind.AGE:
            span = figure.as_written.span
            text = text[: span.start] + "█" * (span.end - span.start) + text[span.end :]
    return text


def _uncut(context: str, whole: str, *, first: bool) -> str:
    """Context without the half of a mask that the limit of its length has left standing."""
    if first and len(context) == CONTEXT:
        cut = next((m for m in _MASKED.finditer(whole) if m.start() < len(whole) - CONTEXT < m.end()), None)
        return context[cut.end() - (len(whole) - CONTEXT) :] if cut else context
    if not first and len(context) == CONTEXT:
        cut = next((m for m in _MASKED.finditer(whole[: 4 * CONTEXT]) if m.start() < CONTEXT < m.end()), None)
        return context[: cut.start()] if cut else context
    return context


def _end(value: int | float | None) -> str:
    return "open" if value is None else str(value)
