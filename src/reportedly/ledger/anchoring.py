"""When a page is read or captured again: which new figure is the one that people decided about. By quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.types import Decision, Figure

CONTEXT = 60
"""So many letters on either side of the number are compared."""
ENOUGH = 10
"""A number with fewer letters in common around it goes to a person for review."""

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Anchored:
    """Old figure id -> the id it goes by now, where that changed; and the old ids that were not found again."""

    moved: Mapping[str, str]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A figure's number as written, with the words around it."""

    id: str
    number: str
    left: str
    right: str
    order: int


def reanchor(before: Sequence[Figure], text: str, after: Sequence[Figure], new_text: str) -> Anchored:
    """The figures of a report as read before, and as read now -> where each is found again.

    A figure keeps its id where capture, words and occurrence are the same. Otherwise it is the figure with the same
    number as written whose surroundings have most in common with it; among equal surroundings the first goes to the
    first. What stands in other surroundings, or nowhere, is lost: its decisions go to a person.

    >>> reanchor((), "", (), "")
    Anchored(moved={}, lost=())
    """
    still = {figure.id for figure in before} & {figure.id for figure in after}
    old = [quoted for quoted in _quoted(before, text) if quoted.id not in still]
    new = [quoted for quoted in _quoted(after, new_text) if quoted.id not in still]
    moved = _matched(old, new)
    return Anchored(moved, tuple(quoted.id for quoted in old if quoted.id not in moved))


def _quoted(figures: Iterable[Figure], text: str) -> Iterator[_Quoted]:
    for order, figure in enumerate(sorted(figures, key=lambda f: (f.number.start, f.id))):
        start, end = figure.number.start, figure.number.end
        left = _folded(text[max(start - 2 * CONTEXT, 0) : start])[-CONTEXT:]
        right = _folded(text[end : end + 2 * CONTEXT])[:CONTEXT]
        yield _Quoted(figure.id, _folded(figure.number.of(text)), left, right, order)


def _folded(words: str) -> str:
    return _SPACES.sub(" ", words).casefold()


def _matched(old: list[_Quoted], new: list[_Quoted]) -> dict[str, str]:
    """Pairs with most in common first; each is used once."""
    pairs = [(_common(a, b), a, b) for a in old for b in new if a.number == b.number]
    pairs.sort(key=lambda pair: (-pair[0], abs(pair[1].order - pair[2].order), pair[1].order, pair[2].order))
    moved: dict[str, str] = {}
    taken: set[str] = set()
    for common, a, b in pairs:
        if common >= min(ENOUGH, len(a.left) + len(a.right)) and a.id not in moved and b.id not in taken:
            moved[a.id] = b.id
            taken.add(b.id)
    return moved


def _common(a: _Quoted, b: _Quoted) -> int:
    """How many letters the two have in common, counted outwards from the number."""
    return _run(reversed(a.left), reversed(b.left)) + _run(a.right, b.right)


def _run(a: Iterable[str], b: Iterable[str]) -> int:
    same = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            return same
        same += 1
    return same


def carried(decisions: Iterable[Decision], moved: Mapping[str, str]) -> tuple[Decision, ...]:
    """Decisions as they speak of the figures' present ids; ids of decisions, times and reasons stay.

    `moved` may hold steps of several readings (a -> b, b -> c); they are followed to the end.
    """
    return tuple(replace(d, subject=_end(d.subject, moved), to=d.to and _end(d.to, moved)) for d in decisions)


def _end(subject: str, moved: Mapping[str, str]) -> str:
    seen = {subject}
    while (further := moved.get(subject)) is not None and further not in seen:
        seen.add(further)
        subject = further
    return subject
