"""What goes out: every shape links back, names nobody private, gives no age, and is the same bytes each time."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from reportedly.ledger.exchange_fields import TABLES
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.newsroom.exporting import SHAPES
from reportedly.types import Verdict

NOTE = """Outlet: Example Outlet
Title: Zlobnin's lawyer counts 800
Published: 2024-06-10
Language: en
Link: https://outlet.example/800
Note: test note

Pyotr Zlobnin, aged 31, fled from the 2nd battalion in Kharkiv. His lawyer, Semyon Grubkin, said at least 800 soldiers fled in May 2024.

A 44-year-old was seen in Perm. In Lviv 12 soldiers fled, Example Count reported.
"""
NAMES = ("Zlobnin", "Pyotr", "Grubkin", "grubkin", "Semyon", "aged 31", "44-year", "2nd battalion")


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A desk with one note that names private persons, its figures accepted for a question by two people."""
    folder = tmp_path_factory.mktemp("exports") / "desk"
    new_desk(folder)
    (folder / "questions.toml").write_text(
        '[[question]]\nid = "fled"\nasks = "How many fled?"\nmeasure = "persons_fled"\npopulation = "soldiers"\n'
        'flow = "cumulative"\ndefinition = "Soldiers who fled."\n'
    )
    note = folder.parent / "letter from Zlobnin.note"
    note.write_text(NOTE, encoding="utf-8")
    newsroom = open_newsroom(folder)
    assert newsroom.capture(note).failures == ()
    newsroom.read()
    figure = next(f.id for f in newsroom.held().figures.values() if f.bounds.lower == 800)
    for reviewer in ("ada", "ben"):
        newsroom.decide(figure, Verdict.ACCEPT, reviewer=reviewer, reason="Grubkin says so, of Zlobnin's battalion")
    newsroom.decide(figure, Verdict.ASSIGN, reviewer="ada", reason="it fits", to="fled")
    return newsroom


def written(newsroom: Newsroom, shape: str, **more: Any) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in newsroom.export(shape, **more)}


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_names_a_private_person_or_tells_an_age(newsroom: Newsroom, shape: str) -> None:
    words = b"\n".join(written(newsroom, shape).values()).decode()
    assert [name for name in NAMES if name in words.replace("800", "")] == []
    assert "fig_" in words or "fig-" in words or shape == "csl"


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_state_gives_the_same_bytes_and_each_export_is_entered(newsroom: Newsroom, shape: str) -> None:
    before = len(list(newsroom.ledger.entries(["export"])))
    first = written(newsroom, shape)
    again = written(open_newsroom(newsroom.folder), shape)
    assert first == again
    assert len(list(newsroom.ledger.entries(["export"]))) == before + 2


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_names_capture_checksum_and_mark(newsroom: Newsroom, shape: str) -> None:
    words = b"\n".join(written(newsroom, shape).values()).decode()
    (capture,) = newsroom.held().captures.values()
    for needed in (capture.id, capture.checksum, newsroom.held().mark, "https://outlet.example/800"):
        assert needed in words


def test_every_row_of_the_tables_leads_back(newsroom: Newsroom) -> None:
    record = json.loads(written(newsroom, "json")["record.json"])
    for name, columns in TABLES.items():
        assert record[name], name
        for row in record[name]:
            assert list(row) == [column.name for column in columns]
            assert row["mark"] == record["mark"]
            assert row["report"] in newsroom.held().reports and row["capture"] in newsroom.held().captures


def test_figures_and_statements_are_placed_in_the_original(newsroom: Newsroom) -> None:
    record = json.loads(written(newsroom, "json")["record.json"])
    held = newsroom.held()
    for row in record["figures"]:
        assert (row["start"], row["end"]) == _span(held.figures[row["figure"]].as_written.span)
    for row in record["statements"]:
        content = held.statements[row["statement"]].content
        assert (row["start"], row["end"]) == (content[0].span.start, content[-1].span.end)


def _span(span: Any) -> tuple[int, int]:
    return span.start, span.end


def test_an_export_of_an_earlier_moment_holds_what_was_known_then(newsroom: Newsroom) -> None:
    record = json.loads(written(newsroom, "json", known_at="2000-01-01")["record.json"])
    assert all(record[name] == [] for name in TABLES)


def test_csv_has_its_heads_even_where_nothing_is_held(tmp_path: Path) -> None:
    new_desk(tmp_path / "desk")
    for path in open_newsroom(tmp_path / "desk").export("csv"):
        (heads,) = csv.reader(path.read_text("utf-8").splitlines())
        assert heads == [column.name for column in TABLES[path.stem]]


def test_geojson_gives_towns_and_regions_as_points(newsroom: Newsroom) -> None:
    collection = json.loads(written(newsroom, "geojson")["places.geojson"])
    assert collection["type"] == "FeatureCollection"
    ids = [f["id"] for f in collection["features"]]
    assert len(set(ids)) == len(ids)
    shown = {f["properties"]["name"]: f for f in collection["features"] if f["geometry"]}
    assert "Lviv" in shown
    longitude, latitude = shown["Lviv"]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (24, 50)
    assert {f["properties"]["precision"] for f in collection["features"]} <= {"city", "region", "country", "unknown"}


def test_annotations_quote_the_original_word_for_word(newsroom: Newsroom) -> None:
    collection = json.loads(written(newsroom, "annotations")["annotations.jsonld"])
    items = collection["first"]["items"]
    assert collection["total"] == len(items) > 0
    prefixes = {name.partition(":")[0] for item in items for name in item if ":" in name}
    assert collection["@context"][0].endswith("anno.jsonld") and prefixes == set(collection["@context"][1])
    (report,) = newsroom.held().reports.values()
    quoted = 0
    for item in items:
        kinds = {s["type"]: s for s in item["target"]["selector"]}
        place = kinds["TextPositionSelector"]
        if quote := kinds.get("TextQuoteSelector"):
            quoted += 1
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in report.text
            assert report.text[place["start"] : place["end"]].startswith(quote["exact"])
    assert quoted > 0


def test_words_of_a_note_are_placed_in_the_note_and_not_in_the_page_that_it_stands_for(newsroom: Newsroom) -> None:
    items = json.loads(written(newsroom, "annotations")["annotations.jsonld"])["first"]["items"]
    (capture,) = newsroom.held().captures.values()
    assert {item["target"]["source"].split("/")[0].partition("%20")[0] for item in items} == {
        capture.address.partition("%20")[0]
    }
    assert {item["reportedly:link"] for item in items} == {"https://outlet.example/800"}


def test_citations_name_outlet_day_and_address(newsroom: Newsroom) -> None:
    (item,) = json.loads(written(newsroom, "csl")["citations.csl.json"])
    assert item["container-title"] == "example-outlet"
    assert item["issued"] == {"date-parts": [[2024, 6, 10]]}
    assert item["note"].startswith("told in the desk's words (test note)")
    assert (item["type"], item["URL"]) == ("webpage", "https://outlet.example/800")
