"""`reportedly predict attribution INPUT.jsonl OUT.jsonl`: source, cue and content of English articles, for measuring."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reportedly.errors import NotYet
from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of
from reportedly.read.sentences import sentences
from reportedly.resources.languages import languages
from reportedly.types import Json, Quote


def predict(rows: Iterable[dict[str, Json]], method: str) -> Iterator[dict[str, Json]]:
    """Rows {id, text, lang (English where there is none)} in; {id, attributions: [{source, cue, content}]} out.

    Each role is a list of [start, end) offsets. Raises NotYet for a method that is neither the rules nor the trained reader, NotThere
    where that reader is not installed for a row's language.
    """
    methods: dict[str, Callable[[str, str], list[Json]]] = {"rules": _by_rules, "trained": _trained}
    if method not in methods:
        raise NotYet(
            f"attribution cannot be read by the method {method!r} yet.", remedy="Use --method rules or trained."
        )
    for row in rows:
        text, code = str(row["text"]), str(row.get("lang") or "en")
        yield {"id": row["id"], "attributions": methods[method](text, code)}


def _by_rules(text: str, code: str) -> list[Json]:
    language = languages().get(code)
    if language is None:
        return []
    found = statements(text, list(sentences(text, language)), cues_of(language))
    return [_attribution(s.source, s.cue, s.content) for s in found]


def _trained(text: str, code: str) -> list[Json]:
    from reportedly.newsroom.trained import reader

    return [_attribution(*roles) for roles in reader(code).attributions(text)]


def _attribution(source: Sequence[Quote], cue: Sequence[Quote], content: Sequence[Quote]) -> Json:
    return {"source": _spans(source), "cue": _spans(cue), "content": _spans(content)}


def _spans(quotes: Sequence[Quote]) -> list[Json]:
    return [[quote.span.start, quote.span.end] for quote in quotes]
