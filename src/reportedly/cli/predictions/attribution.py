"""`reportedly predict attribution INPUT.jsonl OUT.jsonl`: source, cue and content of English articles, for measuring."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportedly.errors import NotYet
from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of
from reportedly.read.sentences import sentences
from reportedly.resources.languages import languages
from reportedly.types import Json, Quote


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows {id, text, lang (English where there is none)} in; {id, attributions: [{source, cue, content}]} out.

    Each role is a list of [start, end) offsets. Raises NotYet for a method other than the rules.
    """
    if method != "rules":
        raise NotYet(f"attribution cannot be read by the method {method!r} yet.", remedy="Use --method rules.")
    for row in rows:
        text, code = str(row["text"]), str(row.get("lang") or "en")
        yield {"id": row["id"], "attributions": _attributions(text, code)}


def _attributions(text: str, code: str) -> list[Json]:
    language = languages().get(code)
    if language is None:
        return []
    found = statements(text, list(sentences(text, language)), cues_of(language))
    return [{"source": _spans(s.source), "cue": _spans(s.cue), "content": _spans(s.content)} for s in found]


def _spans(quotes: Sequence[Quote]) -> list[Json]:
    return [[quote.span.start, quote.span.end] for quote in quotes]
