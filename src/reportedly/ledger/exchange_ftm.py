"""What is held as FollowTheMoney entities (JSON lines) and statements (CSV), by the model of followthemoney 4.

Which schema stands for what, and why:

- an outlet or a compiler is an `Organization`; a compiler that the desk calls official is a `PublicBody`;
- a report is an `Article`: a `Document` with publisher and day, which `proof` of everything read in it points to;
- a statement, a figure and a finding are `Note`s: a note is something written that has no shape of its own in the model. A `Mention`
  is the name of somebody in a document, and we list nobody; an `Event` is an occurrence, and a count is none;
- that a report repeats a finding is a `Documentation` between its article and the finding's note;
- an incident is an `Event`.

Ids are the house's with a hyphen for the underscore, as the model's ids have none. A capture's SHA-256 stands in `notes`: the
model's `contentHash` holds SHA-1 only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from reportedly.ledger import exchange_cells
from reportedly.ledger.export import Hide, back, figures, findings, origin_shown, said
from reportedly.ledger.held import Held
from reportedly.types import Compiler, Figure, Finding, Incident, Outlet, Period, Report, Statement

DATASET = "reportedly"
LANGUAGES = {
    "ar": "ara", "be": "bel", "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "fa": "fas", "fi": "fin", "fr": "fra", "he": "heb", "hu": "hun", "hy": "hye", "it": "ita", "ja": "jpn",
    "ka": "kat", "kk": "kaz", "ko": "kor", "lt": "lit", "lv": "lav", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por",
    "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 -> ISO 639-3, which the model asks for."""

KINDS: Mapping[str, str] = {
    "name": "name", "alias": "name", "country": "country", "website": "url", "sourceUrl": "url", "language": "language",
    "publishedAt": "date", "modifiedAt": "date", "retrievedAt": "date", "date": "date", "startDate": "date", "endDate": "date",
    "proof": "entity", "entity": "entity", "document": "entity", "mimeType": "mimetype",
    "summary": "text", "description": "text", "notes": "text",
}  # fmt: skip
"""The model's type of each property that we use; all others are `string`."""

COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip


ENTITY_PROPERTIES = frozenset({"proof", "entity", "document"})


def entity_id(name: str) -> str:
    """An id of the house as the model takes it: ASCII letters, digits, hyphens and dots; other names by their checksum.

    >>> entity_id("rep_00"), entity_id("outlet-example")
    ('rep-00', 'outlet-example')
    """
    plain = name.replace("_", "-")
    if re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", plain):
        return plain
    return f"{plain.partition('-')[0]}-{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()}"


class Entity(NamedTuple):
    """An entity: its id, schema and properties, each with its values."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]


def ftm_files(shown: Held, hide: Hide, incidents: Sequence[Incident] = ()) -> dict[str, bytes]:
    """What is held, masked: `entities.ftm.json` and `statements.csv`."""
    entities = list(entities_of(shown, hide, incidents))
    lines = "".join(json.dumps(_object(e), ensure_ascii=False) + "\n" for e in entities)
    return {"entities.ftm.json": lines.encode(), "statements.csv": exchange_cells.table(COLUMNS, _statements(entities))}


def entities_of(shown: Held, hide: Hide, incidents: Sequence[Incident] = ()) -> Iterator[Entity]:
    """The entities, in the ledger's order: outlets, compilers, reports, statements, figures, findings, incidents."""
    compilers = {finding.id: origin_shown(shown, finding)[0] for finding in findings(shown)}
    yield from map(_outlet, shown.outlets.values())
    yield from (
        _outlet(Outlet(name, name))
        for name in _unlisted(r.outlet for r in shown.reports.values())
        if name not in shown.outlets
    )
    yield from map(_compiler, shown.compilers.values())
    yield from (_compiler(Compiler(c, c)) for c in _unlisted(compilers.values()) if c not in shown.compilers)
    for report in shown.reports.values():
        yield _article(shown, report, hide)
    for statement in shown.statements.values():
        yield _said(shown, statement, hide)
    for figure in figures(shown):
        yield _figure(shown, figure, hide)
    for finding in findings(shown):
        yield _finding(shown, finding, compilers[finding.id], hide)
        yield from _echoes(shown, finding)
    for incident in incidents:
        yield _incident(shown, incident)


def _unlisted(names: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(names)


def _entity(identity: str, schema: str, /, **properties: str | Sequence[str] | None) -> Entity:
    """The entity with the properties that have a value, in the order of their names."""
    lists = {p: (v,) if isinstance(v, str) else tuple(v or ()) for p, v in sorted(properties.items())}
    kept = {p: tuple(dict.fromkeys(value for value in values if value)) for p, values in lists.items()}
    for link in ENTITY_PROPERTIES & kept.keys():
        kept[link] = tuple(entity_id(value) for value in kept[link])
    return Entity(entity_id(identity), schema, {p: values for p, values in kept.items() if values})


def _outlet(outlet: Outlet) -> Entity:
    country = outlet.country.lower() if outlet.country else None
    sites = [f"https://{domain}/" for domain in outlet.domains]
    return _entity(
        f"outlet-{outlet.id}", "Organization", name=outlet.name, alias=outlet.aliases, country=country, website=sites
    )


def _compiler(compiler: Compiler) -> Entity:
    schema = "PublicBody" if compiler.kind == "official" else "Organization"
    rests = f"Its counts rest on: {compiler.base}" if compiler.base else None
    return _entity(f"compiler-{compiler.id}", schema, name=compiler.name, alias=compiler.aliases, notes=rests)


def _article(shown: Held, report: Report, hide: Hide) -> Entity:
    outlet, capture = shown.outlets.get(report.outlet), shown.captures.get(report.capture)
    links = back(shown, report, hide)
    return _entity(
        report.id,
        "Article",
        name=report.headline,
        title=report.headline,
        publisher=outlet.name if outlet else report.outlet,
        publishedAt=_published(report),
        modifiedAt=report.modified_at.isoformat() if report.modified_at else None,
        retrievedAt=capture.captured_at.isoformat() if capture else None,
        mimeType=capture.media_type.partition(";")[0] if capture else None,
        sourceUrl=report.link and str(links["link"]),
        language=LANGUAGES.get(report.language),
        notes=[
            f"capture {links['capture']} at {links['address']}, {links['checksum']}",
            f"ledger mark {links['mark']}",
            f"told in the desk's words ({report.note})" if report.note else "",
        ],
    )


def _published(report: Report) -> str | None:
    """The day, or as much of it as is known."""
    if report.published_day is None:
        return None
    return str(report.published_day)[: {"year": 4, "month": 7}.get(report.published_precision, 10)]


def _said(shown: Held, statement: Statement, hide: Hide) -> Entity:
    links = back(shown, shown.reports.get(statement.report), hide)
    content = said(shown, statement.report, statement.content)
    source = said(shown, statement.report, statement.source)
    return _entity(
        statement.id,
        "Note",
        name=f"Statement: {content[:120]}",
        description=content,
        summary=f"{source or 'in its own voice'}; {statement.manner.value}; hedge: {statement.hedge.value}",
        proof=statement.report,
        **_traced(shown, statement.report, links),
    )


def _figure(shown: Held, figure: Figure, hide: Hide) -> Entity:
    links = back(shown, shown.reports[figure.report], hide)
    finding = shown.finding_of.get(figure.id)
    return _entity(
        figure.id,
        "Note",
        name=f"Figure: {figure.as_written.words} {figure.counted or ''}".strip(),
        description=figure.as_written.words,
        summary=_bounds(figure),
        proof=figure.report,
        entity=finding,
        keywords=figure.unit,
        **_traced(shown, figure.report, links),
    )


def _finding(shown: Held, finding: Finding, compiler: str, hide: Hide) -> Entity:
    figure = shown.figures[finding.fullest]
    links = back(shown, shown.reports[figure.report], hide)
    return _entity(
        finding.id,
        "Note",
        name=f"Finding: {figure.as_written.words} ({finding.measure}, {finding.population})",
        description=f"{figure.as_written.words}; question: {finding.question}",
        summary=_bounds(figure),
        entity=f"compiler-{compiler}",
        proof=figure.report,
        keywords=finding.measure,
        **_traced(shown, figure.report, links),
    )


def _echoes(shown: Held, finding: Finding) -> Iterator[Entity]:
    for figure in finding.figures:
        report = shown.reports[shown.figures[figure].report]
        role = "fullest wording" if figure == finding.fullest else "repeats the finding"
        name = f"doc-{finding.id}-{figure}"
        yield _entity(name, "Documentation", document=report.id, entity=finding.id, role=role, date=_published(report))


def _incident(shown: Held, incident: Incident) -> Entity:
    reports = [shown.statements[s].report for s in incident.statements if s in shown.statements]
    start, end = _days(incident.period)
    return _entity(
        incident.id,
        "Event",
        name=f"Incident: {incident.kind}",
        startDate=start,
        endDate=end,
        proof=reports,
        notes=f"ledger mark {shown.mark}",
    )


def _days(period: Period | None) -> tuple[str | None, str | None]:
    return (str(period.start) if period and period.start else None, str(period.end) if period and period.end else None)


def _traced(shown: Held, report: str, links: Mapping[str, object]) -> dict[str, str | Sequence[str] | None]:
    one = shown.reports.get(report)
    outlet = shown.outlets.get(one.outlet) if one else None
    return {
        "publisher": outlet.name if outlet else one.outlet if one else None,
        "sourceUrl": str(links["link"]) if links["link"] else None,
        "notes": [f"capture {links['capture']}, {links['checksum']}", f"ledger mark {links['mark']}"],
    }


def _bounds(figure: Figure) -> str:
    lower, upper = figure.bounds.lower, figure.bounds.upper
    return f"lower: {'open' if lower is None else lower}; upper: {'open' if upper is None else upper}"


def _object(entity: Entity) -> dict[str, object]:
    return {
        "id": entity.id,
        "schema": entity.schema,
        "properties": {name: list(values) for name, values in entity.properties.items()},
        "datasets": [DATASET],
    }


def _statements(entities: Iterable[Entity]) -> Iterator[dict[str, str]]:
    """One row for each value, and before them one (`id`) that says that the entity is there."""
    for entity in entities:
        yield _row(entity, "id", "id", entity.id)
        for name, values in entity.properties.items():
            yield from (_row(entity, name, KINDS.get(name, "string"), value) for value in values)


def _row(entity: Entity, name: str, kind: str, value: str) -> dict[str, str]:
    """A statement; its id is the SHA-1 that the model prescribes over dataset, entity, property and value."""
    said_of = f"{DATASET}.{entity.id}.{name}.{value}"
    return {
        "canonical_id": entity.id,
        "entity_id": entity.id,
        "prop": name,
        "prop_type": kind,
        "schema": entity.schema,
        "value": value,
        "dataset": DATASET,
        "external": "f",
        "id": hashlib.sha1(said_of.encode(), usedforsecurity=False).hexdigest(),
    }
