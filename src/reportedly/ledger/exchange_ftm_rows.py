"""FollowTheMoney entities (JSON lines) as reports: what is written somewhere becomes a report; people and companies are refused.

A `Document` of any kind, a `Note` and an `Event` hold words that somebody published; they become reports, which the rules then read.
A `Person` is never taken in: a ledger of people is what their hunters want. Other entities say nothing that could be read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from reportedly.errors import BadInput
from reportedly.ledger.exchange_ftm import LANGUAGES
from reportedly.ledger.exchange_rendering import render
from reportedly.ledger.exchange_rows import Source, Terms, report_id
from reportedly.ledger.exchange_values import day
from reportedly.types import Json, Report, TableMapping, TableRow

WRITTEN = frozenset({
    "Article", "Audio", "Document", "Email", "Event", "HyperText", "Image", "Message", "Note", "Page", "Pages", "PlainText",
    "Post", "Video",
})  # fmt: skip
"""Schemata that hold words which somebody published."""

PEOPLE = frozenset(
    {"Person", "LegalEntity", "UserAccount", "Passport", "Identification", "Family", "Associate", "Address"}
)
TEXTS = ("bodyText", "description", "summary", "notes")
"""Properties whose values are the text, in this order; the others stand before them as `name: value`."""

_TELLING = ("date", "startDate", "endDate", "location", "country", "keywords")
_TWO = {three: two for two, three in LANGUAGES.items()}
Properties = Mapping[str, Sequence[str]]

MAPPING = TableMapping(name="ftm", dataset="ftm")
"""What entities are entered as; nothing of it can be set."""


def entity_of(line: bytes) -> tuple[str, str, Properties, str | None]:
    """A line in; id, schema, properties and dataset out. Raises BadInput where it is no entity."""
    try:
        data: Json = json.loads(line)
    except ValueError as wrong:
        raise BadInput("the line is no JSON.", remedy="Give one entity a line (entities.ftm.json).") from wrong
    if not isinstance(data, dict) or not isinstance(data.get("id"), str) or not isinstance(data.get("schema"), str):
        raise BadInput("the line is no entity: it lacks id or schema.", remedy="Give one entity a line.")
    given = data.get("properties")
    properties = {
        name: [str(value) for value in values]
        for name, values in (given.items() if isinstance(given, dict) else ())
        if isinstance(values, list)
    }
    datasets = data.get("datasets")
    dataset = str(datasets[0]) if isinstance(datasets, list) and datasets else None
    return str(data["id"]), str(data["schema"]), properties, dataset


def report_of(line: bytes, number: int, capture: str, terms: Terms) -> Report:
    """One line of a file of entities in, its report out. Raises BadInput for people, and for what holds no words."""
    own_id, schema, properties, dataset = entity_of(line)
    if schema in PEOPLE:
        raise BadInput(f"a {schema} is not taken in.", remedy="Reportedly keeps no list of people; leave it out.")
    if schema not in WRITTEN:
        raise BadInput(f"a {schema} holds no words that could be read.", remedy="Leave it out.")
    if not any(properties.get(name) for name in TEXTS):
        raise BadInput(f"this {schema} holds no words.", remedy=f"Give it one of {', '.join(TEXTS)}.")
    rendering = render(_cells(properties), bare=_bare(properties))
    first = _first(properties)
    link, language = first.get("sourceUrl"), first.get("language", first.get("detectedLanguage", ""))
    source = Source(capture, number, {})
    published = first.get("publishedAt") or first.get("date") or first.get("startDate")
    name = dataset or MAPPING.name
    return Report(
        id=report_id(source, name, own_id, rendering.text),
        capture=capture,
        outlet=terms.outlet_of(first.get("publisher"), link),
        headline=first.get("title") or first.get("name") or f"{schema} {own_id}",
        text=rendering.text,
        paragraphs=rendering.paragraphs,
        language=_TWO.get(language) or terms.language_of(rendering.text),
        published_day=day(published) if published and len(published) >= 10 else None,
        link=link if link and link.startswith(("http://", "https://")) else None,
        row=TableRow(number, name, own_id),
    )


def _first(properties: Properties) -> dict[str, str]:
    return {name: values[0] for name, values in properties.items() if values}


def _cells(properties: Properties) -> dict[str, str]:
    """What is rendered, by head: telling properties first, then each value of each text under a head of its own."""
    cells = {name: "; ".join(properties[name]) for name in _TELLING if properties.get(name)}
    return cells | {f"{name} {n}": value for name in TEXTS for n, value in enumerate(properties.get(name, ()))}


def _bare(properties: Properties) -> list[str]:
    return [f"{name} {n}" for name in TEXTS for n in range(len(properties.get(name, ())))]
