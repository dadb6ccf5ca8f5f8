"""What was written comes back equal: cells, tables as JSON and as a data package, whatever the words in them are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import BadInput
from reportedly.ledger import exchange_cells as cells
from reportedly.ledger.exchange_fields import TABLES, Field
from reportedly.ledger.exchange_package import csv_files, json_file, package_files, read_json, read_package
from reportedly.newsroom import open_newsroom
from reportedly.types import Json

CELLS = [
    ("=1+1", "'=1+1"),
    ("+7 dead", "'+7 dead"),
    ("-5", "'-5"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\r=1", "'\r=1"),
    ("\n=1", "'\n=1"),
    ("＝1", "'＝1"),
    ("'tis", "''tis"),
    ("at least 800", "at least 800"),
    (-5, "-5"),
    (-0.5, "-0.5"),
    (None, ""),
    (True, "true"),
    (["=1", "b"], "'=1 | b"),
]


@pytest.mark.parametrize(("value", "written"), CELLS)
def test_a_cell_runs_as_no_formula_and_a_number_stays_one(value: Json, written: str) -> None:
    assert cells.cell(value) == written


@given(st.text())
def test_a_neutral_text_comes_back_and_begins_with_no_sign_of_a_formula(text: str) -> None:
    assert cells.plain(cells.neutral(text)) == text
    assert not cells.neutral(text).startswith(cells.RUN_AS_FORMULA)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
    ["=1+1", "'", "-5", "a\r\nb", '"', "null", "true", "7", "[1]", "\r", ",", " "]
)
VALUES: dict[str, st.SearchStrategy[Json]] = {
    "string": WORDS,
    "date": st.dates().map(str),
    "datetime": st.datetimes().map(lambda at: at.isoformat() + "+00:00"),
    "integer": st.integers(),
    "number": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    "boolean": st.booleans(),
    "array": st.lists(WORDS, max_size=3),
}


def rows(columns: tuple[Field, ...]) -> st.SearchStrategy[list[dict[str, Json]]]:
    row = {c.name: VALUES[c.type] if c.needed else st.none() | VALUES[c.type] for c in columns}
    return st.lists(st.fixed_dictionaries(row), max_size=3)


RECORDS = st.fixed_dictionaries({name: rows(columns) for name, columns in TABLES.items()})


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_tables_come_back_equal_from_json_and_from_a_data_package(record: dict[str, list[dict[str, Json]]]) -> None:
    assert read_json(json_file(record, "ab" * 32)) == record
    assert read_package(package_files(record, "ab" * 32)) == record


@settings(max_examples=20, deadline=None)
@given(RECORDS)
def test_no_cell_of_any_table_begins_like_a_formula(record: dict[str, list[dict[str, Json]]]) -> None:
    import csv
    import io

    for files in (csv_files(record), package_files(record, "ab" * 32)):
        for name, data in files.items():
            if name.endswith(".csv"):
                table = name.removesuffix(".csv")
                numbers = {c.name for c in TABLES[table] if c.type in ("number", "integer")}
                for row in csv.DictReader(io.StringIO(data.decode(), newline="")):
                    led = [h for h, v in row.items() if v.startswith(cells.RUN_AS_FORMULA) and h not in numbers]
                    assert led == []


def test_the_demonstrations_record_comes_back_from_its_files(demo_desk: Path) -> None:
    from reportedly.newsroom.exporting import Outgoing

    newsroom = open_newsroom(demo_desk)
    outgoing = Outgoing(newsroom, newsroom.held())
    assert read_package(package_files(outgoing.tables, "x")) == outgoing.tables
    assert read_json(json_file(outgoing.tables, "x")) == outgoing.tables


BROKEN = [
    ({}, "no JSON"),
    ({"datapackage.json": b"[]"}, "no record"),
    ({"datapackage.json": b"{}"}, "no reports.csv"),
]


@pytest.mark.parametrize(("files", "says"), BROKEN)
def test_a_package_that_is_none_is_refused(files: dict[str, bytes], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        read_package(files)


def test_a_file_that_was_changed_is_named() -> None:
    files = package_files({name: [] for name in TABLES}, "x")
    with pytest.raises(BadInput, match=r"figures\.csv"):
        read_package({**files, "figures.csv": files["figures.csv"] + b"\r\n"})


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", json.dumps({"reports": 3}).encode()])
def test_a_json_that_is_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match="reportedly export"):
        read_json(data)
