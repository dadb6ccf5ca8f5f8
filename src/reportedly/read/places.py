"""Place names: a text goes in; the places it names come out, with the gazetteer's candidates settled by context."""

from __future__ import annotations

from collections.abc import Sequence

from reportedly.read.firmness import Candidates, Sighting
from reportedly.read.placing import settle
from reportedly.read.sightings import sightings
from reportedly.types import Gazetteer, PlaceMention, Quote, Span

_NEAR = 150
"""How far back, in characters, a place named before still locates a figure."""
_PRECISION = {"country": "country", "region": "region", "city": "city", "district": "region", "site": "exact"}


def mentions(text: str, language: str, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The places named in `text`, in order, without overlaps; candidates best first.

    Names of towns, regions, countries and seas, adjectives of countries before a noun ("Turkish police"), and names of
    streets and buildings, which are placed in the town they stand by. Not names of people, peoples and languages.
    Each mention says how close its pin can be: exact, city, region, country, unknown.
    """
    found = sightings(text, language, gazetteer)
    return tuple(_mention(text, seen, candidates) for seen, candidates in zip(found, settle(found), strict=True))


def _mention(text: str, seen: Sighting, candidates: Candidates) -> PlaceMention:
    quote = Quote.cut(text, seen.start, seen.end)
    precision = _PRECISION[candidates[0][0].kind] if candidates else "unknown"
    return PlaceMention(
        quote,
        tuple((place.id, score) for place, score in candidates),
        precision,
        "name" if seen.role == "unlisted" else seen.role,
    )


def places_for(span: Span, sentence: Span, found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The mentions that locate the figure at `span`: names in its sentence, else in what stands shortly before.

    Adjectives and offices ("the Perm prosecutor") say who speaks, not where, and a street is an address: they locate
    nothing. Where a sentence names several places, all are given, in order.
    """
    naming = [m for m in found if m.role == "name"]
    here = tuple(m for m in naming if m.quote.span.within(sentence))
    return here or _carried(sentence, naming)


def _carried(sentence: Span, naming: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The last name before the sentence, if it stands near: a report goes on about the place that it has named."""
    near = [m for m in naming if sentence.start - _NEAR <= m.quote.span.start and m.quote.span.end <= sentence.start]
    return tuple(near[-1:])
