"""What the exported tables hold, column by column: the one description that CSV, JSON and the data package share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from reportedly.types import Json


class Field(NamedTuple):
    """A column: its name, its Frictionless type, what it says; `of` names the table whose ids it holds."""

    name: str
    type: str
    says: str
    of: str | None = None
    needed: bool = False


def _back() -> tuple[Field, ...]:
    """How every row leads back: to the captured bytes, the public original and the state of the ledger."""
    return (
        Field("report", "string", "id of the report", of="reports"),
        Field("link", "string", "public address of the original, where one is known"),
        Field("capture", "string", "id of the capture"),
        Field("address", "string", "address under which the capture is kept"),
        Field("checksum", "string", "SHA-256 of the captured bytes, after `sha256:`"),
        Field("mark", "string", "hash of the ledger's last entry of evidence", needed=True),
    )


TABLES: Mapping[str, tuple[Field, ...]] = {
    "reports": (
        Field("report", "string", "id of the report", needed=True),
        Field("outlet", "string", "who published it", needed=True),
        Field("headline", "string", "its headline, private persons masked"),
        Field(
            "published", "date", "day of publication (UTC); the last possible day where only a month or year is known"
        ),
        Field("published_precision", "string", "day, month or year"),
        Field("language", "string", "language of the text (ISO 639-1)"),
        Field("note", "string", "what kind of note stands for the page, where one does"),
        Field("line", "integer", "line of the imported table that it was made of"),
        Field("captured_at", "datetime", "when the bytes were captured (UTC)"),
        Field("media_type", "string", "media type of the captured bytes"),
        *(field for field in _back() if field.name != "report"),
    ),
    "statements": (
        Field("statement", "string", "id of the statement", needed=True),
        Field("source", "string", "who is quoted as saying it, as written, private persons masked"),
        Field("cue", "string", "the words that attribute it"),
        Field("content", "string", "what is said, private persons masked, ages withheld"),
        Field("start", "integer", "where the content begins in the report's text (code points, from 0)"),
        Field("end", "integer", "where it ends"),
        Field("manner", "string", "direct, indirect, mixed, own_voice"),
        Field("hedge", "string", "none, reported, alleged, possible, denied, confirmed"),
        Field("negated", "boolean", "whether it is denied by its words"),
        Field("chain", "array", "who it came through, the outermost first"),
        *_back(),
    ),
    "figures": (
        Field("figure", "string", "id of the figure", needed=True),
        Field("words", "string", "qualifier and number as written"),
        Field("start", "integer", "where the words begin in the report's text (code points, from 0)"),
        Field("end", "integer", "where they end"),
        Field("lower", "number", "lower bound, included; empty where that end is open"),
        Field("upper", "number", "upper bound, included; empty where that end is open"),
        Field("best", "number", "best value, where one is stated or follows"),
        Field("qualifier", "string", "the operator that the words put on the number"),
        Field("kind", "string", "count, money, percent, duration, distance, area, rate"),
        Field("counted", "string", "what is counted, as written"),
        Field("unit", "string", "what is counted, in the desk's words"),
        Field("flow", "string", "cumulative, period, rate, stock, increment, event"),
        Field("period_start", "date", "first day that it speaks of"),
        Field("period_end", "date", "last day that it speaks of"),
        Field("as_of", "date", "the day up to which it counts, at the latest"),
        Field("places", "array", "ids of the places in the gazetteer (gn: GeoNames)"),
        Field("source", "string", "who states it, private persons masked"),
        Field("chain", "array", "who it came through, the outermost first"),
        Field("hedge", "string", "none, reported, alleged, possible, denied, confirmed"),
        Field("mood", "string", "fact, need or plan"),
        Field("verdict", "string", "what the desk's people decided, where they did"),
        Field("stands", "boolean", "whether enough people accepted it and it was neither withdrawn nor superseded"),
        Field("question", "string", "the standing question that it answers"),
        Field("finding", "string", "the finding that it repeats", of="findings"),
        Field("statement", "string", "the statement that it stands in", of="statements"),
        Field("outlet", "string", "who published it"),
        Field("published", "date", "day of publication (UTC)"),
        *_back(),
    ),
    "findings": (
        Field("finding", "string", "id of the finding", needed=True),
        Field("question", "string", "the standing question that it answers"),
        Field("compiler", "string", "who made the count"),
        Field("base", "string", "what the count rests on"),
        Field("measure", "string", "what is counted"),
        Field("population", "string", "of whom"),
        Field("lower", "number", "lower bound, included; empty where that end is open"),
        Field("upper", "number", "upper bound, included; empty where that end is open"),
        Field("words", "string", "its fullest wording"),
        Field("places", "array", "ids of the places in the gazetteer"),
        Field("period_start", "date", "first day of its period"),
        Field("period_end", "date", "last day of its period"),
        Field("as_of_earliest", "date", "the earliest day that it may speak of"),
        Field("as_of_latest", "date", "the latest day that it may speak of"),
        Field("as_of_basis", "string", "stated or inferred"),
        Field("figure", "string", "the figure with the fullest wording", of="figures"),
        Field("figures", "array", "that figure and all that repeat it"),
        Field("grounds", "array", "why the others are taken to repeat it"),
        *_back(),
    ),
    "decisions": (
        Field("decision", "string", "id of the decision", needed=True),
        Field("subject", "string", "what it is about"),
        Field(
            "verdict", "string", "accept, refuse, unsure, assign, merge, split, correct, retract, revise, caveat, undo"
        ),
        Field("reviewer", "string", "who decided"),
        Field("decided_at", "datetime", "when (UTC)"),
        Field("reason", "string", "why, private persons masked"),
        Field("to", "string", "the question, finding or figure that it points to"),
        Field("supersedes", "string", "the decision that it takes back"),
        *_back(),
    ),
}
"""Table -> its columns, in order. The first column is the key."""


def value_of(field: Field, text: str) -> Json:
    """The value that a cell of a data package holds; None for an empty one. Raises ValueError where it is none of its type.

    >>> value_of(TABLES["figures"][4], "800")
    800
    """
    if text == "":
        return None
    if field.type == "integer":
        return int(text)
    if field.type == "number":
        return float(text) if set(text) & set(".eE") else int(text)
    if field.type == "boolean":
        return {"true": True, "false": False}[text]
    if field.type == "array":
        return _array(text)
    return text


def _array(text: str) -> Json:
    import json

    found = json.loads(text)
    if not isinstance(found, list):
        raise ValueError(f"no list: {text!r}")
    return found
