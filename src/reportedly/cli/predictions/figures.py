"""`reportedly predict figures INPUT.jsonl OUT.jsonl`: figures and who says so, for measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reportedly.errors import NotYet
from reportedly.types import Figure, Json, Period, Report, Span


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows {id, lang, dateline, text} in; {id, figures: [...]} out, each as in the benchmark's description.

    Raises NotYet for a method other than the rules.
    """
    if method != "rules":
        raise NotYet(f"figures cannot be read by the method {method!r} yet.", remedy="Use --method rules.")
    from reportedly.read import read
    from reportedly.resources.gazetteer import gazetteer
    from reportedly.resources.languages import languages

    for row in rows:
        reading = read(_report(row), gazetteer=gazetteer(), languages=languages(), mobilisation=None)
        yield {"id": row["id"], "figures": [_figure(figure) for figure in reading.figures]}


def _report(row: dict[str, Json]) -> Report:
    text, name = str(row["text"]), str(row["id"])
    return Report(
        id=name,
        capture=name,
        outlet="",
        headline="",
        text=text,
        paragraphs=(Span(0, len(text)),),
        language=str(row.get("lang") or "en"),
        published_day=date.fromisoformat(str(row["dateline"])) if row.get("dateline") else None,
    )


def _figure(figure: Figure) -> Json:
    span, number = figure.as_written.span, figure.number
    row: dict[str, Json] = {
        "text": figure.as_written.words,
        "start": span.start,
        "end": span.end,
        "number": [number.start, number.end],
        "kind": figure.kind.value,
        "qualifier": figure.qualifier.value,
        "low": figure.bounds.lower,
        "high": figure.bounds.upper,
        "best": figure.best,
        "round": figure.round,
        "counted": figure.counted,
        "flow": figure.flow.value if figure.flow else None,
        "period": _period(figure.period),
        "places": [mention.quote.words for mention in figure.places],
        "source": figure.chain[-1].who if figure.chain else figure.source,
        "chain": [hop.who for hop in figure.chain],
        "hedge": figure.hedge.value,
        "negated": figure.negated,
    }
    if figure.relation is not None:
        row["relational"] = _relation(figure)
    return row


def _relation(figure: Figure) -> Json:
    relation = figure.relation
    if relation is None:
        return None
    said: dict[str, Json] = {"op": relation.op.value}
    if relation.share is not None:
        said["p"] = relation.share
    if relation.qualifier is not None:
        said["q"] = relation.qualifier.value
    return said


def _period(period: Period | None) -> Json:
    if period is None:
        return None
    return {
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }
