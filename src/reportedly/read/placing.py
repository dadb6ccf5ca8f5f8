"""Which of the places that bear a name is meant: candidates scored by what else the text speaks of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportedly.read.firmness import Candidates, Sighting
from reportedly.types import Place

_COUNTRY, _REGION, _NEAR, _SAID = 0.35, 0.35, 0.3, 0.6
_CELL = 1.0
"""Side of a square of the map, in degrees, within which places speak for each other."""
_RIGHT_AFTER = 20
_NAMESAKE = 0.6
_ENOUGH_NAMES = 4.0
"""How many other names near by speak as loudly as names can."""

Spot = tuple[str, object]
"""A country, a region or a square of the map."""


class _Context:
    """How much a text speaks of each country, region and square of the map, and how much of it each name put in.

    A name speaks for a spot as far as its candidate there can stand beside its best one: a small town's name speaks
    for every town so called, London hardly for the one in Kentucky.
    """

    def __init__(self) -> None:
        self.spots: dict[Spot, float] = defaultdict(float)
        self.own: dict[str, dict[Spot, float]] = {}
        self.total = 0.0

    def add(self, name: str, candidates: Candidates, often: float) -> None:
        best = max(score for _, score in candidates)
        mine: dict[Spot, float] = {}
        for place, score in candidates:
            for spot in _spots(place):
                mine[spot] = max(mine.get(spot, 0.0), often * (score / best) ** 4)
        for spot, weight in mine.items():
            self.spots[spot] += weight
        self.own[name] = mine
        self.total += often

    def support(self, name: str, place: Place) -> float:
        """How much the other names of the text speak for `place`."""
        mine = self.own.get(name, {})
        others = max(1.0, self.total - max(mine.values(), default=0.0))
        country, region = self._of(("country", place.country), mine), 0.0
        score = _COUNTRY * country / others
        if place.kind != "country":
            region = self._of(("region", place.id if place.kind == "region" else place.within), mine)
            share = min(1.0, 2 * region / others)
            score += (_REGION + (_NEAR if place.kind == "region" else 0.0)) * share
        if place.kind not in ("country", "region"):
            score += _NEAR * min(1.0, self._near(place, mine) / min(others, _ENOUGH_NAMES))
        return score

    def _near(self, place: Place, mine: dict[Spot, float]) -> float:
        row, column = _cell(place)
        return sum(self._of(("cell", (row + r, column + c)), mine) for r in (-1, 0, 1) for c in (-1, 0, 1))

    def _of(self, spot: Spot, mine: dict[Spot, float]) -> float:
        return max(0.0, self.spots.get(spot, 0.0) - mine.get(spot, 0.0))


def _spots(place: Place) -> Iterator[Spot]:
    yield "country", place.country
    if place.kind == "region":
        yield "region", place.id
    elif place.kind != "country":
        yield "region", place.within
        yield "cell", _cell(place)


def settle(found: Sequence[Sighting]) -> list[Candidates]:
    """Each sighting's candidates, best first, after what the whole text speaks of; scores in 0..1."""
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for n, seen in enumerate(found):
        if seen.candidates:
            groups[seen.words.upper(), seen.held].append(n)
    context = _Context()
    for (words, held), numbers in groups.items():
        context.add(f"{words}{held}", found[numbers[0]].candidates[:20], 1 + math.log(len(numbers)))
    settled: list[Candidates] = [seen.candidates for seen in found]
    meant = {words: found[ns[0]].candidates[0][0].id for (words, held), ns in groups.items() if held}
    for (words, held), numbers in groups.items():
        said = "" if held else meant.get(words, "")
        ranked = _ranked(f"{words}{held}", found[numbers[0]].candidates, context, said)
        for n in numbers:
            settled[n] = ranked
    return _with_sites(found, settled)


def _ranked(name: str, candidates: Candidates, context: _Context, said: str) -> Candidates:
    """`said` is the place that the text itself gives for the name elsewhere ("Paris, Texas"), or empty."""
    if len(candidates) == 1:
        return candidates
    country = any(place.kind == "country" for place, _ in candidates)
    scored = []
    for place, score in candidates:
        full = score + context.support(name, place) + (_SAID if place.id == said else 0.0)
        # A town that bears a country's name is meant only where the text says so.
        scored.append((place, full * _NAMESAKE if country and place.kind == "city" and place.id != said else full))
    scored.sort(key=lambda pair: (-pair[1], -pair[0].population, pair[0].id))
    top = max(1.0, scored[0][1])
    return tuple((place, round(score / top, 3)) for place, score in scored[:8])


def _with_sites(found: Sequence[Sighting], settled: list[Candidates]) -> list[Candidates]:
    """A street or building is placed in what is named right after it, else in the town named last before it, else in
    the first town after it."""
    towns = [(n, c[0]) for n, c in enumerate(settled) if c and c[0][0].kind in ("city", "district")]
    last = 0
    out = list(settled)
    for n, seen in enumerate(found):
        while last + 1 < len(towns) and towns[last + 1][0] < n:
            last += 1
        if seen.role not in ("site", "unlisted") or seen.candidates:
            continue
        follows = n + 1 < len(found) and settled[n + 1] and found[n + 1].start - seen.end < _RIGHT_AFTER
        if follows or towns:
            place, score = settled[n + 1][0] if follows else towns[last][1]
            out[n] = ((place, round(score / 2, 3)),)
    return out


def _cell(place: Place) -> tuple[int, int]:
    return int(place.latitude // _CELL), int(place.longitude // _CELL)
