"""Puts marks on an entry's values: which of their words are a private person's, once it is known who is private."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from reportedly.types import Json, Span

if TYPE_CHECKING:
    from reportedly.store.sealing import Marked

ADDRESSES = ("address", "final_address", "link")
_NUMBERS = ("bounds", "best", "relation")
_LONG = re.compile(r"[^\W\d_]{4,}")
"""Parts of names that are long enough to be looked for inside an address."""
_IN_ADDRESS = re.compile(r"(?:%[0-9A-Fa-f]{2}|[^\W\d_])+")


@dataclass(frozen=True)
class Known:
    """The private persons and details of one report: where they stand in its text, and by which forms they are known."""

    stretches: tuple[tuple[Span, str], ...] = ()
    """Stretches of the report's text with the person's keyed id, in order, without overlaps."""
    forms: Mapping[str, str] = field(default_factory=dict)
    """Words as written that say who it is wherever they stand -> keyed id."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Parts of names, without case endings -> keyed id."""
    names: tuple[str, ...] = ()
    """The names as written."""

    def and_also(self, others: Known) -> Known:
        """These, and persons that other words name."""
        parts = {**others.parts, **self.parts}
        return Known(self.stretches, {**others.forms, **self.forms}, parts, (*self.names, *others.names))

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        longest = sorted(self.forms, key=len, reverse=True)
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None


NOBODY = Known()


def apart(found: Iterable[tuple[Span, str]]) -> Iterator[tuple[Span, str]]:
    """In order; of two that overlap the first one is widened over both."""
    last: tuple[Span, str] | None = None
    for span, person in sorted(found):
        if last and span.start < last[0].end:
            last = Span(last[0].start, max(last[0].end, span.end)), last[1]
            continue
        if last:
            yield last
        last = span, person
    if last:
        yield last


def in_report(fields: Mapping[str, Json], known: Known) -> Mapping[str, Marked]:
    """A report: its text by where names stand, everything else by their forms."""
    marked = {name: put(value, known, name) for name, value in fields.items()}
    text = fields.get("text")
    return marked | {"text": _by_place(text, 0, known)} if isinstance(text, str) else marked


def put(value: Json, known: Known, name: str = "") -> Marked:
    match value:
        case str():
            return in_address(value, known) if name in ADDRESSES else _by_forms(value, known)
        case list():
            return [put(inner, known, name) for inner in value]
        case dict():
            return _in_parts(value, known)
    return value


def _in_parts(value: Mapping[str, Json], known: Known) -> Marked:
    """A mapping: words with their place are cut by place, a figure whose number is a detail loses its values too."""
    span, words, number = value.get("span"), value.get("words"), value.get("number")
    marked = {name: put(inner, known, name) for name, inner in value.items()}
    if isinstance(span, dict) and isinstance(words, str):
        marked["words"] = _by_place(words, _whole(span.get("start")), known)
    owner = _owner(number, known) if isinstance(number, dict) else None
    if owner:
        marked |= {name: _numbers(value[name], owner) for name in _NUMBERS if name in value}
    return marked


def _owner(span: Mapping[str, Json], known: Known) -> str | None:
    at = Span(_whole(span.get("start")), _whole(span.get("end")))
    return next((person for stretch, person in known.stretches if stretch.overlaps(at)), None)


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _numbers(value: Json, person: str) -> Marked:
    from reportedly.store.sealing import Secret

    match value:
        case bool():
            return value
        case int() | float():
            return Secret(person, value)
        case dict():
            return {name: _numbers(inner, person) for name, inner in value.items()}
    return value


def _by_place(words: str, start: int, known: Known) -> Marked:
    """Words that stand at `start` in the report's text: what is marked there is a secret, the rest goes by its forms."""
    found: list[tuple[int, int, str]] = []
    for span, person in known.stretches:
        first, last = max(span.start - start, 0), min(span.end - start, len(words))
        if first < last:
            found.append((first, last, person))
    return _cut(words, found, lambda rest: _found_forms(rest, known))


def _by_forms(words: str, known: Known) -> Marked:
    return _cut(words, [], lambda rest: _found_forms(rest, known))


Find = Callable[[str], list[tuple[int, int, str]]]


def _cut(words: str, found: Sequence[tuple[int, int, str]], look: Find) -> Marked:
    """Words in pieces: stretches that are found are secrets, and so is what `look` finds between them."""
    from reportedly.store.sealing import Pieces, Secret

    every, at = list(found), 0
    for first, last, _ in [*found, (len(words), len(words), "")]:
        every += [(at + a, at + b, person) for a, b, person in look(words[at:first])]
        at = last
    pieces: list[str | Secret] = []
    at = 0
    for first, last, person in sorted(every):
        pieces += [words[at:first], Secret(person, words[first:last])]
        at = last
    return Pieces((*(p for p in pieces if p), words[at:])) if every else words


def _found_forms(words: str, known: Known) -> list[tuple[int, int, str]]:
    """Where names and telling details stand in words, by their forms; single parts of names in any case ending."""
    from reportedly.read.person_runs import WORD
    from reportedly.read.person_words import fold, name_key

    whole = [(m.start(), m.end(), known.forms[m[0]]) for m in known.pattern.finditer(words)] if known.pattern else []
    single = []
    for word in WORD.finditer(words):
        person = known.parts.get(name_key(fold(word[0]))) if word[0][0].isupper() else None
        if person and not any(first < word.end() and word.start() < last for first, last, _ in whole):
            single.append((word.start(), word.end(), person))
    return sorted(whole + single)


def in_address(address: str, known: Known) -> Marked:
    """An address: parts of names in it, in Latin letters or percent-encoded, are secrets."""
    from urllib.parse import unquote

    from reportedly.ledger.latin import stem

    spelt = {stem(part.casefold()): person for form, person in known.forms.items() for part in _LONG.findall(form)}

    def look(rest: str) -> list[tuple[int, int, str]]:
        words = ((m, stem(unquote(m[0]).casefold())) for m in _IN_ADDRESS.finditer(rest))
        return [(m.start(), m.end(), spelt[key]) for m, key in words if key in spelt]

    return _cut(address, [], look)
