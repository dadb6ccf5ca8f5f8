"""`reportedly predict echo REPORTS.jsonl OUT.jsonl [--families OUT2]`: how reports hang together, for measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, NotYet
from reportedly.types import Json, Outlet, Report, Span

if TYPE_CHECKING:
    from reportedly.ledger.echoes import Proposal
    from reportedly.ledger.told import Piece


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows {id, outlet, owner, domain, published, lang, title, text} in; {a, b, relation, score, grounds} out, `a` the earlier.

    Pairs left out are unrelated. Raises BadInput for a row without id, outlet or day, NotYet for a method other than the rules.
    """
    return pairs(proposal(rows, method))


def pairs(found: Proposal) -> Iterator[dict[str, Json]]:
    """A proposal's links as rows."""
    for link in found.links:
        grounds: list[Json] = [*link.grounds]
        yield {"a": link.a, "b": link.b, "relation": link.relation.value, "score": link.score, "grounds": grounds}


def families(found: Proposal) -> Iterator[dict[str, Json]]:
    """A proposal's families as rows {reports, compilers}."""
    for family in found.families:
        members: list[Json] = [*family.reports]
        yield {"reports": members, "compilers": family.compilers}


def proposal(rows: Iterable[dict[str, Json]], method: str) -> Proposal:
    """Reads each report and joins what was read in the ledger. Raises as `predict` does."""
    if method != "rules":
        raise NotYet(f"echoes are not proposed by the method {method!r}.", remedy="Use --method rules.")
    from reportedly.ledger.echoes import propose

    return propose([_piece(row) for row in rows])


def _piece(row: dict[str, Json]) -> Piece:
    from reportedly.ledger.told import Piece
    from reportedly.read import read
    from reportedly.resources.gazetteer import gazetteer
    from reportedly.resources.languages import languages

    report, outlet = _report(row), _outlet(row)
    return Piece(report, read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None), outlet)


def _outlet(row: dict[str, Json]) -> Outlet:
    name, domain = row.get("outlet"), row.get("domain")
    if not (name or domain):
        raise BadInput("a report has no outlet.", where=f"id {row.get('id')}", remedy="Give `outlet` or `domain`.")
    owner = row.get("owner")
    return Outlet(
        str(name or domain), str(name or domain), (str(domain),) if domain else (), owner=str(owner) if owner else None
    )


def _report(row: dict[str, Json]) -> Report:
    text, name = str(row.get("text") or ""), row.get("id")
    if not name:
        raise BadInput("a report has no id.", where=f"title {row.get('title')!r}", remedy="Give each report an `id`.")
    at = _moment(row)
    return Report(
        id=str(name),
        capture=str(name),
        outlet=str(row.get("outlet") or row.get("domain")),
        headline=str(row.get("title") or ""),
        text=text,
        paragraphs=(Span(0, len(text)),),
        language=str(row.get("lang") or "en"),
        published_day=at.date() if isinstance(at, datetime) else at,
        published_at=at if isinstance(at, datetime) else None,
    )


def _moment(row: dict[str, Json]) -> datetime | date:
    said = str(row.get("published"))
    try:
        if len(said) == len("2024-06-10"):
            return date.fromisoformat(said)
        at = datetime.fromisoformat(said)
    except ValueError as error:
        raise BadInput(
            "a report has no day.",
            where=f"id {row.get('id')}",
            remedy="Give `published` as 2024-06-10 or with its hour.",
        ) from error
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
