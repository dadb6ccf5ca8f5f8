"""Which column of a table is what: mappings that are known, a proposal from the heads, and whether a mapping fits a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from reportedly.errors import BadInput
from reportedly.types import FigureColumns, FigureKind, Flow, TableMapping

ROLES = (
    "id", "outlet", "headline", "published", "link", "language", "source", "rests_on", "date", "end", "date_precision",
    "latitude", "longitude", "place_precision", "hedge",
)  # fmt: skip
"""What a column of `columns` can hold."""

PRECISIONS = ("city", "region", "country", "unknown")
SPREADS = ("day", "week", "month", "year")

_ACLED_CODED = (
    "year disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 "
    "interaction civilian_targeting iso region country admin1 admin2 admin3 location source_scale tags"
)
_UCDP_CODED = (
    "relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id "
    "side_b number_of_sources source_date where_coordinates adm_1 adm_2 priogrid_gid country country_id "
    "region event_clarity date_prec deaths_a deaths_b deaths_civilians deaths_unknown gwnoa gwnob"
)
"""Columns of the known tables that never name a private person."""

ACLED = TableMapping(
    name="acled",
    known=True,
    outlet="acled",
    dataset="acled",
    language="en",
    columns={
        "id": "event_id_cnty",
        "headline": "sub_event_type",
        "published": "timestamp",
        "rests_on": "source",
        "date": "event_date",
        "date_precision": "time_precision",
        "latitude": "latitude",
        "longitude": "longitude",
        "place_precision": "geo_precision",
    },
    content=("notes",),
    places=("location", "admin3", "admin2", "admin1", "country"),
    precisions={"1": "city", "2": "region", "3": "region"},
    spreads={"1": "day", "2": "week", "3": "month"},
    coded=tuple(_ACLED_CODED.split()),
    figures=(
        FigureColumns(
            value="fatalities",
            counted="fatalities",
            unit="deaths",
            flow="event",
            zero="unknown",
            hedge="reported",
            caveat="Reported fatalities as the dataset codes them from its sources; 0 is also written where none were reported.",
        ),
    ),
)
"""Armed Conflict Location & Event Data: one row for each event. Source: the dataset's codebook (event_id_cnty, time_precision,
geo_precision, fatalities)."""

UCDP_GED = TableMapping(
    name="ucdp-ged",
    known=True,
    outlet="ucdp",
    dataset="ucdp-ged",
    language="en",
    columns={
        "id": "id",
        "headline": "dyad_name",
        "rests_on": "source_article",
        "date": "date_start",
        "end": "date_end",
        "latitude": "latitude",
        "longitude": "longitude",
        "place_precision": "where_prec",
    },
    content=("source_headline",),
    places=("where_coordinates", "adm_2", "adm_1", "country"),
    precisions={
        "1": "city",
        "2": "region",
        "3": "region",
        "4": "region",
        "5": "region",
        "6": "country",
        "7": "unknown",
    },
    figures=(
        FigureColumns(
            best="best",
            low="low",
            high="high",
            counted="fatalities",
            unit="deaths",
            flow="event",
            caveat="Lowest, best and highest estimate of fatalities in one event, as the dataset gives them.",
        ),
    ),
    left_out=("geom_wkt",),
    coded=tuple(_UCDP_CODED.split()),
)
"""UCDP Georeferenced Event Dataset: one row for each event. Source: the dataset's codebook (best, high, low, where_prec, date_prec)."""

RECORD = TableMapping(
    name="reportedly-figures",
    known=True,
    dataset="reportedly-figures",
    columns={
        "id": "figure",
        "outlet": "outlet",
        "published": "published",
        "link": "link",
        "source": "source",
        "hedge": "hedge",
        "date": "period_start",
        "end": "period_end",
    },
    content=("words",),
    figures=(FigureColumns(low="lower", best="best", high="upper", counted_in="counted", unit_in="unit"),),
    left_out=("start", "end", "verdict", "stands", "question", "finding", "statement", "mark"),
)
"""The table of figures that another desk exported (`reportedly export csv`): its figures as that desk's reports' words. What that
desk decided is left out: decisions are its people's."""

KNOWN: Mapping[str, TableMapping] = {m.name: m for m in (ACLED, UCDP_GED, RECORD)}

_USUAL: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "record id", "case id", "event id", "number", "№"),
    "outlet": ("outlet", "publisher", "media", "source name", "видання", "издание"),
    "headline": ("headline", "title", "заголовок"),
    "published": ("published", "publication date", "date published", "report date", "опубліковано", "опубликовано"),
    "link": ("link", "url", "address", "source url", "посилання", "ссылка"),
    "language": ("language", "lang", "мова", "язык"),
    "source": ("source", "according to", "said by", "джерело", "источник"),
    "date": ("date", "event date", "start", "start date", "date start", "from", "дата"),
    "end": ("end", "end date", "date end", "until", "to"),
    "latitude": ("latitude", "lat", "y"),
    "longitude": ("longitude", "lon", "lng", "long", "x"),
    "hedge": ("hedge",),
}
_CONTENT = (
    "text",
    "words",
    "quote",
    "quotation",
    "statement",
    "description",
    "notes",
    "note",
    "summary",
    "цитата",
    "текст",
    "опис",
    "описание",
)
_PLACES = ("place", "city", "town", "village", "settlement", "location", "district", "region", "oblast", "admin2", "admin1", "country",
           "місто", "город", "область", "країна", "страна")  # fmt: skip
_NUMBERS = ("number", "count", "value", "figure", "killed", "dead", "deaths", "fatalities", "injured", "wounded", "missing", "detained", "cases",
            "кількість", "количество", "загинуло", "погибло", "поранено", "ранено")  # fmt: skip
_UNITS = {"killed": "persons_killed", "dead": "persons_killed", "deaths": "deaths", "fatalities": "deaths", "injured": "persons_injured",
          "wounded": "persons_injured", "detained": "persons_detained", "cases": "cases", "загинуло": "persons_killed",
          "погибло": "persons_killed", "поранено": "persons_injured", "ранено": "persons_injured"}  # fmt: skip
_LOW = ("low", "lower", "min", "minimum", "від", "от")
_HIGH = ("high", "upper", "max", "maximum", "до")
_BEST = ("best", "best estimate")


def propose(heads: Sequence[str], name: str = "proposed") -> TableMapping:
    """A table's heads in, the mapping that they suggest out; a known one where the table is of a known make."""
    folded = {_folded(head): head for head in reversed(heads)}
    for known in KNOWN.values():
        if all(_folded(column) in folded for column in _telling(known)):
            return known
    columns = {role: found for role, names in _USUAL.items() if (found := _first(names, folded))}
    low, best, high = (_first(names, folded) for names in (_LOW, _BEST, _HIGH))
    qualifier = _first(("qualifier",), folded)
    figures = [FigureColumns(low=low, best=best, high=high)] if low or best or high else []
    taken = set(columns.values())
    figures += [
        FigureColumns(value=folded[n], counted=folded[n], unit=_UNITS.get(n), qualifier=qualifier)
        for n in _NUMBERS
        if n in folded and folded[n] not in taken
    ]
    return TableMapping(
        name=name,
        dataset=name,
        columns=columns,
        content=tuple(folded[n] for n in _CONTENT if n in folded)[:1],
        places=tuple(folded[n] for n in _PLACES if n in folded),
        figures=tuple(figures),
    )


def check(mapping: TableMapping, heads: Sequence[str], where: str) -> TableMapping:
    """The mapping with its columns as the table spells them. Raises BadInput where one is missing or a word is not known."""
    _check_words(mapping)
    folded: dict[str, str] = {}
    for head in heads:
        if not head.strip():
            continue
        if _folded(head) in folded:
            raise BadInput(f"two columns are called {head.strip()!r}.", where=where, remedy="Rename one of them.")
        folded[_folded(head)] = head
    optional = {_folded(column) for column in mapping.places}
    missing = [c for c in _columns(mapping) if _folded(c) not in folded and _folded(c) not in optional]
    if missing:
        there = ", ".join(head.strip() for head in heads if head.strip())
        raise BadInput(
            f"the mapping {mapping.name!r} names columns that are not there: {', '.join(missing)}. The table has: {there[:300]}.",
            where=where,
            remedy="Correct the mapping; `reportedly import FILE` without one proposes it.",
        )
    return _respelled(mapping, folded)


def _check_words(mapping: TableMapping) -> None:
    where = f"mapping {mapping.name}"
    for role in mapping.columns:
        if role not in ROLES:
            raise BadInput(f"no column can hold {role!r}.", where=where, remedy=f"Use one of {', '.join(ROLES)}.")
    for given, allowed in ((mapping.precisions, PRECISIONS), (mapping.spreads, SPREADS)):
        wrong = [word for word in given.values() if word not in allowed]
        if wrong:
            raise BadInput(f"{wrong[0]!r} is no word for it.", where=where, remedy=f"Use one of {', '.join(allowed)}.")
    for figure in mapping.figures:
        _check_figure(figure, where)


def _check_figure(figure: FigureColumns, where: str) -> None:
    if not (figure.value or figure.low or figure.best or figure.high):
        raise BadInput("a figure names no column.", where=where, remedy="Give value, or low, best and high.")
    words = ((figure.kind, FigureKind), (figure.flow, Flow))
    for word, allowed in words:
        if word is not None and word not in {str(one) for one in allowed}:
            raise BadInput(f"{word!r} is no kind or flow.", where=where, remedy=f"Use one of {', '.join(allowed)}.")
    if figure.zero not in ("zero", "unknown"):
        raise BadInput("`zero` says what 0 means.", where=where, remedy="Write zero or unknown.")


def _columns(mapping: TableMapping) -> Iterator[str]:
    yield from mapping.columns.values()
    yield from mapping.content
    yield from mapping.places
    for f in mapping.figures:
        yield from (c for c in (f.value, f.low, f.best, f.high, f.qualifier, f.unit_in, f.counted_in) if c)


def _telling(mapping: TableMapping) -> Iterator[str]:
    """The columns that tell a known make: ids, days, precisions and numbers."""
    yield from (mapping.columns[r] for r in ("id", "date", "place_precision") if r in mapping.columns)
    for f in mapping.figures:
        yield from (c for c in (f.value, f.low, f.best, f.high, f.unit_in) if c)


def _respelled(mapping: TableMapping, folded: Mapping[str, str]) -> TableMapping:
    def spelled(column: str | None) -> str | None:
        return folded.get(_folded(column), column) if column else None

    return replace(
        mapping,
        columns={role: folded[_folded(column)] for role, column in mapping.columns.items()},
        content=tuple(folded[_folded(column)] for column in mapping.content),
        places=tuple(folded[_folded(column)] for column in mapping.places if _folded(column) in folded),
        left_out=tuple(folded.get(_folded(column), column) for column in mapping.left_out),
        coded=tuple(folded.get(_folded(column), column) for column in mapping.coded),
        figures=tuple(_spelled(f, spelled) for f in mapping.figures),
    )


def _spelled(figure: FigureColumns, spelled: Callable[[str | None], str | None]) -> FigureColumns:
    return replace(
        figure,
        value=spelled(figure.value),
        low=spelled(figure.low),
        best=spelled(figure.best),
        high=spelled(figure.high),
        qualifier=spelled(figure.qualifier),
        unit_in=spelled(figure.unit_in),
        counted_in=spelled(figure.counted_in),
    )


def _first(names: Sequence[str], folded: Mapping[str, str]) -> str | None:
    return next((folded[name] for name in names if name in folded), None)


def _folded(head: str) -> str:
    return re.sub(r"[\s_]+", " ", head.strip().casefold())
