"""A row becomes a report whose words slice back, whatever stands in its cells; the same row gives the same ids; bounds never cross."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.tables import table_rows
from reportedly.errors import BadInput
from reportedly.ledger.exchange_mappings import KNOWN, check, propose
from reportedly.ledger.exchange_rendering import render
from reportedly.ledger.exchange_rows import Source, Terms, quotes_hold, told
from reportedly.ledger.exchange_values import between, day, number
from reportedly.read.identity import figure_id, statement_id
from reportedly.read.qualifiers import bounds
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.mappings import read, written
from reportedly.types import FigureColumns, TableMapping

MAPPING = TableMapping(
    "mine",
    language="en",
    columns={"id": "id", "date": "day", "source": "who", "rests_on": "base", "latitude": "lat", "longitude": "lon"},
    content=("words",),
    places=("town",),
    figures=(FigureColumns(value="killed"), FigureColumns(low="low", best="best", high="high", unit="cases")),
)
HEADS = ("id", "day", "who", "base", "lat", "lon", "words", "town", "killed", "low", "best", "high", "other")
TERMS = Terms(bounds, figure_id, statement_id, lambda text: "en", lambda name, link: name or "unknown", gazetteer())

TEXTS = st.text(max_size=12) | st.sampled_from(["killed: 3", "3", "; low: 2", "\n\n", "id: 7", "🙂", "=1"])
NUMBERS = st.integers(0, 10**9).map(str) | st.sampled_from(["", ">3", "1,234", "~50", "3-9", "800+"])
CELLS = st.fixed_dictionaries(
    {
        "id": TEXTS,
        "day": st.dates().map(str) | st.just(""),
        "who": TEXTS,
        "base": TEXTS,
        "lat": st.floats(-90, 90).map(str) | st.just(""),
        "lon": st.floats(-180, 180).map(str),
        "words": TEXTS,
        "town": TEXTS | st.sampled_from(["Kharkiv", "Lviv"]),
        "killed": NUMBERS,
        "low": NUMBERS,
        "best": NUMBERS,
        "high": NUMBERS,
        "other": TEXTS,
    }
)


@settings(max_examples=150, deadline=None)
@given(CELLS)
def test_every_word_of_a_reading_stands_where_it_says_or_the_row_is_refused(cells: dict[str, str]) -> None:
    source = Source("cap_00", 2, cells)
    try:
        report, reading, worded = told(source, MAPPING, TERMS)
    except BadInput as refused:
        assert refused.what and refused.remedy
        return
    assert reading is not None and quotes_hold(report, reading)
    ids = [f.id for f in reading.figures] + [s.id for s in reading.statements]
    assert len(set(ids)) == len(ids)
    assert told(source, MAPPING, TERMS) == (report, reading, worded)
    assert len(worded) == len(report.text)
    assert all(a in (b, " ", "\n") for a, b in zip(worded, report.text, strict=True))
    elsewhere = told(Source("cap_11", 9, cells), MAPPING, TERMS)[0]
    assert (elsewhere.id == report.id) == bool(cells["id"].strip())


@given(st.dictionaries(TEXTS.filter(str.strip), TEXTS, max_size=6))
def test_a_rendering_holds_each_cell_once_at_its_place(cells: dict[str, str]) -> None:
    try:
        rendering = render(cells)
    except BadInput:
        return
    for head, span in rendering.cells.items():
        assert span.of(rendering.text) == " ".join(cells[head].split())
        assert any(span.within(paragraph) for paragraph in rendering.paragraphs)


@given(st.lists(st.none() | st.integers(0, 10**12).map(Decimal), min_size=3, max_size=3))
def test_low_best_and_high_are_bounds_or_are_refused(ends: list[Decimal | None]) -> None:
    given_ends = [end for end in ends if end is not None]
    try:
        said = between(*ends)
    except BadInput:
        assert not given_ends or given_ends != sorted(given_ends)
        return
    assert (said.bounds.lower or 0) <= (said.best or said.bounds.lower or 0)
    assert said.bounds.upper is None or said.best is None or said.best <= said.bounds.upper


@pytest.mark.parametrize("cell", ["", "three", "1,5", "1.234.567", "1,23", "-3", "3 dead", "0x1", "١", "1e3", "∞"])
def test_what_is_no_number_or_could_be_two_is_refused(cell: str) -> None:
    with pytest.raises(BadInput):
        number(cell)


@pytest.mark.parametrize(
    "cell", ["", "March", "03/12/2024", "12/03/2024", "2024", "2024-13-01", "31 April 2024", "12345", "yesterday"]
)
def test_what_is_no_day_or_could_be_two_is_refused(cell: str) -> None:
    with pytest.raises(BadInput):
        day(cell)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8), min_size=1, max_size=4),
        max_size=6,
    )
)
def test_a_csv_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out).writerows([["a", "b"], *rows])
    found = [cells for _, cells in table_rows(out.getvalue().encode(), "t.csv", limit=10**6)]
    assert found == [("a", "b"), *(tuple(row) for row in rows if any(cell.strip() for cell in row))]


@pytest.mark.parametrize("name", KNOWN)
def test_a_mapping_comes_back_from_its_file(name: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    from dataclasses import replace

    file = tmp_path / f"{name}.toml"
    file.write_text(written(KNOWN[name]), encoding="utf-8")
    assert read(file) == replace(KNOWN[name], known=False)


WRONG = [
    ('[columns]\nidd = "id"\n', "idd"),
    ("[[figures]]\nunit = 'x'\n", "names no column"),
    ("[[figures]]\nvalue = 'n'\nflow = 'sideways'\n", "sideways"),
    ("[precisions]\n1 = 'street'\n", "street"),
    ("colums = 3\n", "colums"),
    ("outlet = 3\n", "outlet"),
    ("outlet = \n", "not TOML"),
]


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_a_wrong_mapping_is_told_what_is_wrong(tmp_path, text: str, says: str) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "m.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says):
        check(read(file), ["id", "n"], "t.csv")


@given(
    st.lists(st.text(max_size=10) | st.sampled_from(["id", "Killed", "low", "date", "city"]), max_size=8, unique=True)
)
def test_a_proposed_mapping_fits_the_table_it_was_proposed_for(heads: list[str]) -> None:
    folded = [" ".join(head.casefold().replace("_", " ").split()) for head in heads]
    if len(set(folded)) == len(folded):
        check(propose(heads), heads, "t.csv")
