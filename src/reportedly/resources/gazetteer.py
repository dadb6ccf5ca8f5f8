"""The gazetteer: names and forms of places in, places of the world with coordinates out.

    >>> gazetteer().candidates("Екатеринбурге", "ru")[0][0].name
    'Yekaterinburg'

The data file is `places/places.gz`, made by `build_gazetteer.py` from GeoNames (CC BY 4.0, see `places/LICENSE.txt`)
and our own tables. It is opened at the first question, not at import. Its first line is a JSON object that gives each
section's length in bytes; the sections follow in that order: texts with a line for each place (sorted by folded name),
then one array for each numeric column. `aliases` maps other names and inflected forms to line numbers ("~" marks an
adjective, "=" a name as good as the first), `starts` the first word of longer names to their lengths in words, `doubts` names that
are also English words ("w") or names of people ("p").
"""

from __future__ import annotations

import gzip
import json
import math
import sys
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib import resources

from reportedly.types import Place

KINDS = ("country", "region", "city", "district", "site")
_APOSTROPHES = str.maketrans(
    {"’": None, "ʼ": None, "'": None, "`": None, "‘": None, "ʹ": None, "ё": "е", "-": " ", "‑": " ", "–": " "}
)
_DOUBT = {"w": 0.6, "p": 0.75}
_LARGE = {"w": 3400, "p": 3200}
"""What is left of a town's score where its name is also a word, or a name that people bear, in towns below
400,000 and 200,000 people (as packed)."""
_KEPT = frozenset("йїґў")


def fold(name: str) -> str:
    """A name as it is sought: lower case, apostrophes and accents gone, hyphens as blanks, ё as е; й, ї, ґ stay.

    >>> fold("Куп’янськ"), fold("Rostov-on-Don"), fold("Québec")
    ('купянськ', 'rostov on don', 'quebec')
    """
    return name.lower().translate(_LETTERS)


class _Letters(dict[int, str | None]):
    """What becomes of each letter; worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        self[code] = found = _bare(chr(code))
        return found


def _bare(letter: str) -> str:
    low = letter.translate(_APOSTROPHES)
    if low.isascii() or low in _KEPT:
        return low
    plain = "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))
    return plain.lower().translate(_APOSTROPHES)


_LETTERS = _Letters()


class PackedGazetteer:
    """A `Gazetteer` over the packed file. Answers are kept, so a name is worked out once."""

    def __init__(self, data: bytes) -> None:
        head, _, body = data.partition(b"\n")
        parts: dict[str, bytes] = {}
        start = 0
        for name, length in json.loads(head).items():
            parts[name] = body[start : start + length]
            start += length
        texts = ("names", "ids", "homes", "countries", "aliases", "starts", "doubts")
        self._names, self._ids, self._homes, self._countries, self._aliases, self._starts, doubts = (
            parts[name].decode().split("\n") for name in texts
        )
        self._doubts = dict(line.split("\t") for line in doubts)
        self._kind, self._country = parts["kind"], parts["country"]
        self._home, self._people = _numbers("H", parts["home"]), _numbers("H", parts["people"])
        self._lat, self._lon = _numbers("h", parts["lat"]), _numbers("h", parts["lon"])
        self._lengths: dict[str, tuple[int, ...]] = {}
        self._known: dict[str, tuple[tuple[Place, float], ...]] = {}
        self._lines: dict[str, int] = {}

    def candidates(self, words: str, language: str) -> Sequence[tuple[Place, float]]:
        """Places that `words` may name, best first, scored by size and by how usual the name is for the place."""
        key = fold(words)
        first, blank, _ = key.partition(" ")
        if blank and key.count(" ") + 1 not in self._lengths_from(first):
            return ()
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._look_up(key)
        return found

    def adjectives(self, words: str, language: str) -> Sequence[tuple[Place, float]]:
        """Places that `words` is the adjective of ("Turkish" of Turkey), best first."""
        key = "~" + fold(words)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._ranked(dict.fromkeys(self._other(key), 1.0))
        return found

    def place(self, place_id: str) -> Place:
        """The place with this id. Raises KeyError where there is none."""
        if not self._lines:
            self._lines = {name: line for line, name in enumerate(self._ids)}
        return self._place(self._lines[place_id.removeprefix("gn:")])

    def _lengths_from(self, first: str) -> tuple[int, ...]:
        lengths = self._lengths.get(first)
        if lengths is None:
            lengths = self._lengths[first] = tuple(_line(self._starts, first))
        return lengths

    def _look_up(self, key: str) -> tuple[tuple[Place, float], ...]:
        lines = dict.fromkeys(self._other(key), 0.8 if key[:1].isascii() else 0.95)
        lines.update((line, 1.0) for line in self._named(key))
        lines.update((line, 1.1) for line in self._other("=" + key))
        flags = self._doubts.get(key, "")
        return self._ranked({line: usual * self._doubted(line, flags) for line, usual in lines.items()})

    def _doubted(self, line: int, flags: str) -> float:
        """What is left of a town's score where its name is doubtful; of large towns nothing is taken."""
        if not flags or KINDS[self._kind[line]] != "city":
            return 1.0
        return math.prod(_DOUBT[flag] for flag in flags if self._people[line] < _LARGE[flag])

    def _named(self, key: str) -> range:
        start = end = bisect_left(self._names, key, key=fold)
        while end < len(self._names) and fold(self._names[end]) == key:
            end += 1
        return range(start, end)

    def _other(self, key: str) -> list[int]:
        return _line(self._aliases, key)

    def _ranked(self, lines: dict[int, float]) -> tuple[tuple[Place, float], ...]:
        scored = [
            (place, min(1.0, round(_weight(place) * usual, 3)))
            for place, usual in ((self._place(n), u) for n, u in lines.items())
        ]
        return tuple(sorted(scored, key=lambda pair: (-pair[1], -pair[0].population, pair[0].id)))

    def _place(self, line: int) -> Place:
        raw, home, power = self._ids[line], self._home[line], self._people[line]
        return Place(
            id=raw if ":" in raw else f"gn:{raw}",
            name=self._names[line],
            kind=KINDS[self._kind[line]],
            country=self._countries[self._country[line]],
            latitude=round(self._lat[line] / 300, 3),
            longitude=round(self._lon[line] / 180, 3),
            within=self._homes[home - 1] if home else None,
            population=power % 1000 * 10 ** (power // 1000),
        )


def _weight(place: Place) -> float:
    if place.kind in ("country", "site"):
        return 1.0
    if place.id.startswith("land:"):
        return 0.85
    if place.kind == "region":
        return min(0.88, max(0.6, math.log10(place.population + 1) / 7.2))
    if place.kind == "district":
        return 0.75
    if not place.id.startswith("gn:"):
        return 0.7
    return min(0.98, math.log10(place.population + 30) / 7)


def _line(lines: list[str], key: str) -> list[int]:
    """The numbers beside `key` in sorted lines of `key TAB n,n`."""
    wanted = key + "\t"
    at = bisect_left(lines, wanted)
    if at < len(lines) and lines[at].startswith(wanted):
        return [int(n) for n in lines[at][len(wanted) :].split(",")]
    return []


def _numbers(code: str, data: bytes) -> array[int]:
    values = array(code)
    values.frombytes(data)
    if sys.byteorder == "big":
        values.byteswap()
    return values


@cache
def gazetteer() -> PackedGazetteer:
    """The gazetteer of the package, opened once."""
    packed = resources.files("reportedly.resources").joinpath("places", "places.gz").read_bytes()
    return PackedGazetteer(gzip.decompress(packed))
