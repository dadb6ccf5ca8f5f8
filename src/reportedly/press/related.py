"""Which earlier briefs a reader might also like: by what they say, the newer the better, with the shared words as the why.

A brief is compared with earlier ones only and weighed by what was published up to its day, so its list never changes
when a newer brief appears.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportedly.press.nearness import PAIRED, WEIGHTS, Held, Index, New, Piece, Weights
from reportedly.press.ties import words_only
from reportedly.types import Brief

SHARED = 8
"""Of how many shared words and pairs, the weightiest first, the three are taken that readers see."""

SHOWN = 3

PINNED = "chosen by the editor"


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier brief: how near it is (larger is nearer, 0 where an editor chose it), and the words that both share."""

    slug: str
    score: float
    shares: tuple[str, ...]


def related(briefs: Iterable[Brief], slug: str, count: int = 3) -> tuple[Related, ...]:
    """The briefs nearest to one of them, best first: the editor's pins, then earlier ones by what they say.

    For a whole site `all_related` does the work once.

    Raises KeyError where no brief has that slug.
    """
    return all_related(briefs, count, only=frozenset({slug}))[slug]


def all_related(
    briefs: Iterable[Brief], count: int = 3, *, only: frozenset[str] | None = None
) -> Mapping[str, tuple[Related, ...]]:
    """For each brief (or for `only` some) the ones nearest to it, best first, by slug."""
    listed = tuple(briefs)
    found = nearest([_piece(brief) for brief in listed], count + _most_pins(listed), only=only)
    known = {brief.slug for brief in listed}
    return {
        brief.slug: _pinned(brief, found[brief.slug], known)[:count]
        for brief in listed
        if only is None or brief.slug in only
    }


def nearest(
    pieces: Sequence[Piece], count: int, *, only: frozenset[str] | None = None, weights: Weights = WEIGHTS
) -> Mapping[str, tuple[Related, ...]]:
    """For each text the `count` nearest of the same day or earlier, best first. Ten thousand take seconds.

    >>> one = Piece("a", date(2024, 1, 1), "Courts count deserters", "", "Military courts count deserters.")
    >>> two = Piece("b", date(2024, 1, 2), "Deserters again", "", "The courts count deserters again.")
    >>> [other.slug for other in nearest([one, two], 1)["b"]]
    ['a']
    """
    index = Index(weights)
    found: dict[str, tuple[Related, ...]] = {}
    for _, group in groupby(sorted(pieces, key=lambda piece: (piece.day, piece.id)), key=lambda piece: piece.day):
        for text in index.add(tuple(group)):
            if only is None or text.held.piece.id in only:
                near = index.nearest(text, count)
                found[text.held.piece.id] = tuple(_found(index, text, other, score) for score, other in near)
    return found


def _found(index: Index, new: New, other: Held, score: float) -> Related:
    return Related(other.piece.id, round(score, 6), _shares(index, new, other))


def _shares(index: Index, new: New, other: Held) -> tuple[str, ...]:
    """What both say, as the new text writes it: names before other words, none within another."""
    mine, theirs = new.held.words, other.words
    words = [(mine[stem] * theirs[stem], stem) for stem in mine.keys() & theirs.keys()]
    pairs = [(index.pair_rarity(pair) ** 2, pair) for pair in new.pairs.intersection(other.pairs)]
    told = filter(None, (_written(new, term) for _, term in sorted(words + pairs, reverse=True)[:SHARED]))
    shown: list[str] = []
    for said in sorted(told, key=lambda said: not said[:1].isupper()):  # a name tells more than a noun
        if not any(said.lower() in one.lower() or one.lower() in said.lower() for one in shown):
            shown.append(said)
    return tuple(shown[:SHOWN])


def _written(new: New, term: int) -> str:
    first, second = divmod(term, PAIRED)
    return _pair(new, first, second) if first else new.written[new.stems.index(second)].removesuffix("'s")


def _pair(new: New, first: int, second: int) -> str:
    """Two words as they stand in running text; nothing where only a stop or a line's end joins them."""
    place = new.stems.index(first)
    while new.stems[place + 1] != second:
        place = new.stems.index(first, place + 1)
    one, two = new.written[place : place + 2]
    piece = new.held.piece
    for said in (f"{one} {two}", f"{one}-{two}"):
        if any(said in text.replace("’", "'") for text in (piece.title, piece.teaser, piece.body)):
            return said.removesuffix("'s")
    return ""


def _piece(brief: Brief) -> Piece:
    return Piece(brief.slug, brief.date, words_only(brief.title), words_only(brief.teaser), words_only(brief.body))


def _most_pins(briefs: Sequence[Brief]) -> int:
    return max((len(brief.pins) for brief in briefs), default=0)


def _pinned(brief: Brief, found: tuple[Related, ...], known: set[str]) -> tuple[Related, ...]:
    pins = tuple(dict.fromkeys(pin for pin in brief.pins if pin in known and pin != brief.slug))
    return (*(Related(pin, 0, (PINNED,)) for pin in pins), *(one for one in found if one.slug not in pins))
