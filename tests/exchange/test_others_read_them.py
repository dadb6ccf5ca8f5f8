"""What others' own programs say of our exports: frictionless of the data package, followthemoney of entities and statements."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from reportedly.newsroom import open_newsroom

pytestmark = pytest.mark.exchange


@pytest.fixture(scope="module")
def exported(demo_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration desk's exports, written on a copy of it."""
    import shutil

    folder = tmp_path_factory.mktemp("others") / "desk"
    shutil.copytree(demo_desk, folder)
    for shape in ("datapackage", "ftm"):
        open_newsroom(folder).export(shape)
    return folder / "exports"


def test_frictionless_finds_the_data_package_valid_with_every_row(exported: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        package = Package(str(exported / "datapackage" / "datapackage.json"))
        report = package.validate()
        assert report.valid, report.flatten(["type", "resourceName", "note"])[:5]
        figures = package.get_resource("figures").read_rows()
        record = json.loads((exported / "datapackage" / "datapackage.json").read_text("utf-8"))
    assert len(figures) > 100
    assert isinstance(figures[0]["places"], list)
    assert {r["name"] for r in record["resources"]} == {"reports", "statements", "figures", "findings", "decisions"}


def test_frictionless_sees_a_row_whose_report_is_missing(exported: Path, tmp_path: Path) -> None:
    """The package's keys are real ones: a validator notices a figure without its report."""
    import shutil

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package

        shutil.copytree(exported / "datapackage", tmp_path / "package")
        reports = tmp_path / "package" / "reports.csv"
        reports.write_bytes(b"\r\n".join(reports.read_bytes().split(b"\r\n")[:2]) + b"\r\n")
        assert not Package(str(tmp_path / "package" / "datapackage.json")).validate().valid


def test_followthemoney_takes_every_entity_and_every_value_of_it(exported: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from followthemoney import model

        schemata: set[str] = set()
        for line in (exported / "ftm" / "entities.ftm.json").read_text("utf-8").splitlines():
            data = json.loads(line)
            entity = model.get_proxy(data, cleaned=False)
            entity.schema.validate(data)
            kept = entity.to_dict()
            assert set(kept["properties"]) == set(data["properties"]), data
            for name, values in data["properties"].items():
                assert len(kept["properties"][name]) == len(values), (name, values)
            schemata.add(entity.schema.name)
    assert {"Organization", "Article", "Note", "Documentation"} <= schemata


def test_followthemoney_links_each_note_to_its_article_and_each_article_is_there(exported: Path) -> None:
    lines = (exported / "ftm" / "entities.ftm.json").read_text("utf-8").splitlines()
    entities = {data["id"]: data for data in map(json.loads, lines)}
    assert len(entities) == len(lines)
    for data in entities.values():
        for name in ("proof", "entity", "document"):
            assert all(value in entities for value in data["properties"].get(name, [])), data


def test_followthemoney_reads_the_statements_back_as_the_same_entities(exported: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from followthemoney.statement.serialize import CSV, read_path_statements
        from followthemoney.statement.statement import Statement

        found: dict[str, dict[str, set[str]]] = {}
        for statement in read_path_statements(exported / "ftm" / "statements.csv", CSV):
            again = Statement.make_key(statement.dataset, statement.entity_id, statement.prop, statement.value, False)
            assert statement.id == again or statement.value.startswith("'")
            assert statement.prop_type
            if statement.prop != "id":
                found.setdefault(statement.entity_id, {}).setdefault(statement.prop, set()).add(statement.value)
    for line in (exported / "ftm" / "entities.ftm.json").read_text("utf-8").splitlines():
        data = json.loads(line)
        plain = {name: {v.removeprefix("'") for v in values} for name, values in found[data["id"]].items()}
        assert plain == {name: {v.removeprefix("'") for v in values} for name, values in data["properties"].items()}


def test_the_types_that_we_give_properties_are_the_models(exported: Path) -> None:
    from reportedly.ledger.exchange_ftm import KINDS

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from followthemoney import model

        used: set[tuple[str, str]] = set()
        for line in (exported / "ftm" / "entities.ftm.json").read_text("utf-8").splitlines():
            data = json.loads(line)
            used |= {(data["schema"], name) for name in data["properties"]}
        for schema, name in used:
            property_ = model.get(schema).get(name)  # type: ignore[union-attr]
            assert property_ is not None
            assert property_.type.name == KINDS.get(name, "string"), (schema, name)
