"""Tables as files that others read: plain CSV, one JSON file, a Frictionless data package; and the last two read back.

Sources: Data Package and Table Schema v1 (specs.frictionlessdata.io), which v2 reads as well; RFC 4180 for CSV. The same tables
give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence

from reportedly.errors import BadInput
from reportedly.ledger import exchange_cells
from reportedly.ledger.exchange_fields import TABLES, Field, value_of
from reportedly.types import Json

Row = Mapping[str, Json]
Tables = Mapping[str, Sequence[Row]]

DESCRIPTOR = "datapackage.json"


def csv_files(tables: Tables) -> dict[str, bytes]:
    """Each table as `NAME.csv`, for spreadsheets: lists in one cell with ` | ` between their parts."""
    return {f"{name}.csv": exchange_cells.table(_heads(name), rows) for name, rows in tables.items()}


def json_file(tables: Tables, mark: str) -> bytes:
    """All tables as one JSON object with the ledger's mark."""
    return _json({"mark": mark, **{name: list(map(dict, rows)) for name, rows in tables.items()}})


def read_json(data: bytes, where: str = "record.json") -> dict[str, list[Row]]:
    """The tables that `json_file` wrote. Raises BadInput where the file is none of these."""
    record = _object(data, where)
    return {name: _rows(record.get(name), name, where) for name in TABLES}


def package_files(tables: Tables, mark: str) -> dict[str, bytes]:
    """A data package: `datapackage.json` with a schema for each table, and each table as CSV (lists as JSON in a cell)."""
    files = {
        f"{name}.csv": exchange_cells.table(_heads(name), rows, lists_as_json=True) for name, rows in tables.items()
    }
    return {DESCRIPTOR: _json(_descriptor(files, tables, mark)), **files}


def read_package(files: Mapping[str, bytes]) -> dict[str, list[Row]]:
    """The tables of a data package that `package_files` wrote, with equal values; formulas' apostrophes undone.

    Raises BadInput where a file is missing, was changed since it was written, or a cell holds no value of its column's type.
    """
    descriptor = _object(files.get(DESCRIPTOR, b""), DESCRIPTOR)
    checksums = {str(r.get("path")): r.get("hash") for r in _resources(descriptor)}
    return {name: _read_table(name, files, checksums) for name in TABLES}


def _read_table(name: str, files: Mapping[str, bytes], checksums: Mapping[str, Json]) -> list[Row]:
    path = f"{name}.csv"
    if path not in files:
        raise BadInput(f"the package has no {path}.", where=DESCRIPTOR, remedy="Export it again.")
    if checksums.get(path) != _checksum(files[path]):
        raise BadInput("the file is not the one that was exported.", where=path, remedy="Export it again.")
    columns = {field.name: field for field in TABLES[name]}
    return [_typed_row(row, columns, f"{path}, row {n}") for n, row in enumerate(exchange_cells.cells(files[path]), 2)]


def _typed_row(row: Mapping[str, str], columns: Mapping[str, Field], where: str) -> Row:
    found: dict[str, Json] = {}
    for head, text in row.items():
        try:
            found[head] = value_of(columns[head], text)
        except (ValueError, KeyError) as wrong:
            raise BadInput(f"the column {head} holds no such value.", where=where, remedy="Export it again.") from wrong
    return found


def _heads(table: str) -> tuple[str, ...]:
    return tuple(field.name for field in TABLES[table])


def _descriptor(files: Mapping[str, bytes], tables: Tables, mark: str) -> Json:
    return {
        "profile": "tabular-data-package",
        "name": "reportedly-record",
        "title": "What is reported: reports, statements, figures, findings and decisions of a desk",
        "description": "Private persons stand under pseudonyms, ages are left out. `mark` is the ledger's state.",
        "mark": mark,
        "resources": [_resource(name, files[f"{name}.csv"], tables) for name in tables],
    }


def _resource(name: str, data: bytes, tables: Tables) -> Json:
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": _checksum(data),
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "lineTerminator": "\r\n", "header": True},
        "schema": _schema(name, tables),
    }


def _schema(name: str, tables: Tables) -> Json:
    columns = TABLES[name]
    keys: list[Json] = [
        {"fields": field.name, "reference": {"resource": field.of, "fields": TABLES[field.of][0].name}}
        for field in columns
        if field.of is not None and field.of in tables and field.of != name
    ]
    described: list[Json] = [_described(field) for field in columns]
    schema: dict[str, Json] = {"fields": described, "primaryKey": columns[0].name, "missingValues": [""]}
    return schema | ({"foreignKeys": keys} if keys else {})


def _described(field: Field) -> Json:
    described: dict[str, Json] = {"name": field.name, "type": field.type, "description": field.says}
    if field.type == "datetime":
        described["format"] = "any"
    return described | ({"constraints": {"required": True}} if field.needed else {})


def _resources(descriptor: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    found = descriptor.get("resources")
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _object(data: bytes, where: str) -> dict[str, Json]:
    try:
        found = json.loads(data)
    except ValueError as wrong:
        raise BadInput("this is no JSON.", where=where, remedy="Give a file that `reportedly export` wrote.") from wrong
    if not isinstance(found, dict):
        raise BadInput("this is no record.", where=where, remedy="Give a file that `reportedly export` wrote.")
    return found


def _rows(found: Json, name: str, where: str) -> list[Row]:
    if isinstance(found, list) and all(isinstance(row, dict) for row in found):
        return [row for row in found if isinstance(row, dict)]
    raise BadInput(f"it holds no table {name}.", where=where, remedy="Give a file that `reportedly export` wrote.")


def _checksum(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
