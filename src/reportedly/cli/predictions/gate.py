"""`reportedly predict gate ROWS.jsonl OUT.jsonl`: may a brief be published over its sources, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from reportedly.errors import BadInput, NotYet
from reportedly.press.laundering import Source, Tied, laundered
from reportedly.press.lexicon import language_of
from reportedly.types import Json


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows of {id, lang_source, lang_brief, sources, brief, figures} in; {id, verdict, faults} out, in the same order.

    Raises BadInput for a row whose sources are no list of objects.
    """
    if method != "rules":
        raise NotYet("the gate has no trained method yet.", remedy="Use `--method rules`.")
    for row in rows:
        sources = tuple(_source(one, row) for one in _objects(row, "sources"))
        brief = str(row.get("brief") or "")
        language = str(row.get("lang_brief") or language_of(brief))
        ties = tuple(tie for one in _objects(row, "figures") if (tie := _tie(one, sources)))
        faults = [judgement.fault.value for judgement in laundered(brief, language, sources, ties)]
        yield {"id": row.get("id"), "verdict": "stop" if faults else "pass", "faults": list[Json](faults)}


def _objects(row: dict[str, Json], key: str) -> list[dict[str, Json]]:
    value = row.get(key) or []
    if not isinstance(value, list):
        raise BadInput(f"{key!r} is no list.", where=f"id {row.get('id')}", remedy="Write a list of objects.")
    return [one for one in value if isinstance(one, dict)]


def _source(one: dict[str, Json], row: dict[str, Json]) -> Source:
    text = str(one.get("text") or "")
    return Source(
        outlet=str(one.get("outlet") or ""),
        text=text,
        language=str(one.get("lang") or row.get("lang_source") or language_of(text)),
        published=_day(one.get("published")),
        echo_of=_repeated(one.get("echo_of"), row),
        compiler=_words(one.get("compiler")),
        base=_words(one.get("base")),
    )


def _words(value: Json) -> str | None:
    return str(value) if isinstance(value, str) and value else None


def _repeated(value: Json, row: dict[str, Json]) -> str | None:
    """A report that is repeated goes by its number among the sources, or by its outlet's name."""
    if isinstance(value, int) and not isinstance(value, bool):
        sources = _objects(row, "sources")
        return _words(sources[value].get("outlet")) if 0 <= value < len(sources) else None
    return _words(value)


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _tie(one: dict[str, Json], sources: tuple[Source, ...]) -> Tied | None:
    """A tie names its source by number or by outlet."""
    named, words = one.get("source"), str(one.get("words") or "")
    if isinstance(named, int) and not isinstance(named, bool):
        return Tied(words, named)
    at = next((n for n, source in enumerate(sources) if source.outlet == named), None)
    return Tied(words, at) if at is not None else None
