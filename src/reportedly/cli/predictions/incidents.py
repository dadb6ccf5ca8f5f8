"""`reportedly predict incidents PART --documents F [--groups F] [--questions F] OUT`: occurrences that reports tell of, for measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, NotYet
from reportedly.types import Json

if TYPE_CHECKING:
    from reportedly.ledger.incident_accounts import Account
    from reportedly.ledger.incident_answers import CountingQuestion
    from reportedly.ledger.incident_merging import Occurrence

PARTS = ("clusters", "figures", "e2e", "counts")
Rows = Iterable[dict[str, Json]]


def predict(
    part: str, documents: Rows, groups: Rows | None, questions: Rows | None, method: str
) -> Iterator[dict[str, Json]]:
    """Documents {id, domain, published, title, text} in; the rows of one part out.

    clusters, e2e: an occurrence a row; figures: one for each given group {incident, docs}; counts: an answer for each question.
    Raises BadInput for rows that lack what is needed, NotYet for a method other than the rules.
    """
    if method != "rules":
        raise NotYet(f"incidents are not found by the method {method!r}.", remedy="Use --method rules.")
    accounts = accounts_of(documents)
    if part == "figures":
        return _figures(accounts, _given(groups, "--groups"))
    if part == "counts":
        return _counts(accounts, _given(questions, "--questions"))
    return _incidents(accounts)


def accounts_of(documents: Rows) -> list[Account]:
    """What each document tells. Raises as `predict` does."""
    return [_account(row) for row in documents]


def _given(rows: Rows | None, option: str) -> Rows:
    if rows is None:
        raise BadInput(f"{option} is missing.", remedy=f"Name a file with one JSON object a line by {option}.")
    return rows


def _account(row: dict[str, Json]) -> Account:
    from reportedly.ledger.incident_accounts import account
    from reportedly.read.places import mentions
    from reportedly.resources.gazetteer import gazetteer

    title, text = str(row.get("title") or ""), str(row.get("text") or "")
    found = mentions(f"{title}\n\n{text[:OPENING]}", "en", gazetteer())
    outlet = str(row.get("domain") or "")
    return account(_id(row), outlet, _day(row), title, text, found, gazetteer())


OPENING = 2600
"""How many characters of a report are read for places."""


def _id(row: dict[str, Json]) -> str:
    if not row.get("id"):
        raise BadInput("a document has no id.", where=f"title {row.get('title')!r}", remedy="Give each an `id`.")
    return str(row["id"])


def _day(row: dict[str, Json]) -> date:
    try:
        return date.fromisoformat(str(row.get("published"))[:10])
    except ValueError as error:
        raise BadInput(
            "a document has no day.", where=f"id {row.get('id')}", remedy="Give `published` as 2024-06-10."
        ) from error


def _incidents(accounts: list[Account]) -> Iterator[dict[str, Json]]:
    from reportedly.ledger.incident_merging import occurrences

    for number, found in enumerate(occurrences(accounts)):
        yield _row(number, found)


def _figures(accounts: list[Account], groups: Rows) -> Iterator[dict[str, Json]]:
    from reportedly.ledger.incident_merging import together
    from reportedly.ledger.incident_rarity import rarity

    by_id, table = {a.report: a for a in accounts}, rarity(accounts)
    for group in groups:
        name, told = group.get("incident"), group.get("docs")
        known = [by_id[str(d)] for d in told if str(d) in by_id] if isinstance(told, list) else []
        if not known:
            raise BadInput("a group has no known documents.", where=f"incident {name}", remedy="Name ids in `docs`.")
        yield _row(name, together(known, table))


def _counts(accounts: list[Account], questions: Rows) -> Iterator[dict[str, Json]]:
    from reportedly.ledger.incident_answers import WHATS, answer
    from reportedly.ledger.incident_merging import occurrences

    known = occurrences(accounts)
    for row in questions:
        if row.get("what") not in WHATS:
            raise BadInput(
                f"nothing is counted by {row.get('what')!r}.",
                where=f"id {row.get('id')}",
                remedy=f"Give `what` as one of {', '.join(WHATS)}.",
            )
        number, docs = answer(_question(row), known)
        named: list[Json] = [*docs]
        yield {"id": row.get("id"), "answer": number, "docs": named}


def _question(row: dict[str, Json]) -> CountingQuestion:
    from reportedly.ledger.incident_answers import CountingQuestion

    asked = CountingQuestion(str(row["what"]), None, None, str(row.get("time") or ""))
    if row.get("location_type") == "state":
        return replace(asked, region=str(row.get("location")))
    if row.get("location_type") == "city":
        return replace(asked, town=str(row.get("location")), region=str(row.get("state")))
    return asked


def _row(name: Json, found: Occurrence) -> dict[str, Json]:
    docs: list[Json] = [*found.reports]
    return {
        "incident": name,
        "docs": docs,
        "date": found.day.isoformat(),
        "state": found.region,
        "city": found.town,
        "killed": found.killed,
        "injured": found.hurt,
    }
