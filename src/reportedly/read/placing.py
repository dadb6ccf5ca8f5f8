"""Which of the places that bear a name is meant: candidates scored by what else the text speaks of."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportedly.read.firmness import Candidates, Sighting
from reportedly.types import Place

_COUNTRY, _REGION, _NEAR, _SAID = 0.35, 0.35, 0.5, 0.6
_RIGHT_AFTER = 20
_CELL = 1.0
"""Side of a square of the map, in degrees, within which places speak for each other."""


@dataclass(slots=True)
class _Context:
    """How much a text speaks of each country, region and square of the map."""

    countries: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    regions: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    cells: dict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, place: Place, weight: float) -> None:
        self.total += weight
        self.countries[place.country] += weight
        region = place.id if place.kind == "region" else place.within
        if region and place.kind != "country":
            self.regions[region] += weight
        if place.kind not in ("country", "region"):
            self.cells[_cell(place)] += weight

    def support(self, place: Place, own: float) -> float:
        """How much the rest of the text speaks for `place`; `own` is what the place itself put in."""
        rest = max(1.0, self.total - own)
        score = _COUNTRY * max(0.0, self.countries[place.country] - own) / rest
        if place.kind != "country":
            region = place.id if place.kind == "region" else place.within or ""
            share = min(1.0, max(0.0, self.regions[region] - own) / rest * 2)
            score += (_REGION + (_NEAR if place.kind == "region" else 0.0)) * share
        if place.kind not in ("country", "region"):
            score += _NEAR * min(1.0, self._near(place, own) / rest * 2)
        return score

    def _near(self, place: Place, own: float) -> float:
        row, column = _cell(place)
        around = (self.cells.get((row + r, column + c), 0.0) for r in (-1, 0, 1) for c in (-1, 0, 1))
        return max(0.0, sum(around) - own)


def settle(found: Sequence[Sighting]) -> list[Candidates]:
    """Each sighting's candidates, best first, after what the whole text speaks of; scores in 0..1."""
    groups: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for n, seen in enumerate(found):
        if seen.candidates:
            groups[seen.words.upper(), seen.held].append(n)
    context, own = _first_view(found, groups)
    settled: list[Candidates] = [seen.candidates for seen in found]
    meant = {words: found[ns[0]].candidates[0][0].id for (words, held), ns in groups.items() if held}
    for (words, held), numbers in groups.items():
        ranked = _ranked(found[numbers[0]].candidates, context, own, "" if held else meant.get(words, ""))
        for n in numbers:
            settled[n] = ranked
    return _with_sites(found, settled)


def _first_view(
    found: Sequence[Sighting], groups: dict[tuple[str, bool], list[int]]
) -> tuple[_Context, dict[str, float]]:
    """What the text speaks of by the names' own scores; a name said often counts a little more than once."""
    context, own = _Context(), dict[str, float]()
    for numbers in groups.values():
        candidates = found[numbers[0]].candidates[:20]
        often = 1 + math.log(len(numbers))
        whole = sum(score**3 for _, score in candidates) or 1.0
        for place, score in candidates:
            share = often * score**3 / whole
            own[place.id] = own.get(place.id, 0.0) + share
            context.add(place, share)
    return context, own


def _ranked(candidates: Candidates, context: _Context, own: dict[str, float], meant: str) -> Candidates:
    """`meant` is the place that the text itself gives for the name elsewhere ("Paris, Texas"), or empty."""
    if len(candidates) == 1:
        return candidates
    scored = [
        (place, score + context.support(place, own.get(place.id, 0.0)) + (_SAID if place.id == meant else 0.0))
        for place, score in candidates
    ]
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
