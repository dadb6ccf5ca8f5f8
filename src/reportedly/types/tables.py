"""Tables of others: how their columns are read, and which row a report was made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class TableRow:
    """The row of an imported table that a report was made of: `line` in the file (from 1; the heads are line 1), the
    `dataset` it belongs to, and the row's own id there, where it has one."""

    line: int
    dataset: str
    own_id: str | None = None


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """The columns of one figure: `value` (a number, or `low`, `best` and `high`), what it counts, and how.

    `unit` is the unit in house words, `counted` the counted phrase; `unit_in` and `counted_in` are columns that hold them.
    `qualifier` names a column that holds one of the house's qualifiers. `flow`, `kind` and `hedge` are values of Flow,
    FigureKind and Hedge. `zero` says what 0 means: zero, or unknown where the table also writes 0 for "none reported".
    `caveat` is told whenever the table is imported.
    """

    value: str | None = None
    low: str | None = None
    best: str | None = None
    high: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    counted: str | None = None
    unit_in: str | None = None
    counted_in: str | None = None
    flow: str | None = None
    kind: str = "count"
    hedge: str = "none"
    zero: str = "zero"
    caveat: str | None = None


@dataclass(frozen=True, slots=True)
class TableMapping:
    """How a table's columns become reports, statements and figures.

    `outlet` and `dataset` name who publishes the table and what it is called, where no column does (`columns.outlet`);
    `published` is the day on which this edition of the table was published, where no column says it. `columns` maps what
    a column holds (id, outlet, headline, published, link, language, source, rests_on, date, end, date_precision, place,
    latitude, longitude, place_precision, hedge) to its head. `content` names the columns whose words are the statement.
    `places` are columns of place names, the finest first. `precisions` and `spreads` translate the table's own codes into
    the house's precision of places (city, region, country, unknown) and into day, week, month or year.
    """

    name: str
    outlet: str | None = None
    dataset: str | None = None
    language: str | None = None
    published: date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    content: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    precisions: Mapping[str, str] = field(default_factory=dict)
    spreads: Mapping[str, str] = field(default_factory=dict)
    figures: tuple[FigureColumns, ...] = ()
    left_out: tuple[str, ...] = ()
    coded: tuple[str, ...] = ()
    """Columns that never name a private person (codes, groups, places): private persons are not looked for in them."""
    sheet: str | None = None
    known: bool = False
    """Whether it is one that the program brings along."""
