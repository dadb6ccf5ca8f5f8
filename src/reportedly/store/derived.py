"""Entries -> the rows of the tables that can be made again from them at any time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Table, bindparam, delete, insert

from reportedly.store import schema
from reportedly.types import Entry, Json

Fields = Mapping[str, Json]
Row = dict[str, Json]


@dataclass
class Batch:
    """Rows of many entries, written together. Later entries replace what earlier ones said of the same subject."""

    rows: dict[str, dict[tuple[Json, ...], Row]] = field(default_factory=dict)
    reread: dict[tuple[Json, Json], None] = field(default_factory=dict)

    def add(self, entry: Entry, fields: Fields) -> None:
        """Takes one entry in."""
        if entry.kind == "reading":
            self._forget(fields)
        for table, row in _rows(entry, fields):
            key = tuple(row[column.name] for column in table.primary_key)
            self.rows.setdefault(table.name, {})[key] = row

    def _forget(self, fields: Fields) -> None:
        """A new reading of a report by a method takes the place of that method's last one."""
        reading = (fields.get("report"), _method(fields))
        self.reread[reading] = None
        for name in (schema.statements.name, schema.figures.name):
            kept = self.rows.get(name, {})
            self.rows[name] = {key: row for key, row in kept.items() if key[1:] != reading}

    def write(self, connection: Connection) -> None:
        """Puts the rows into the tables, and leaves the batch empty."""
        for report, method in self.reread:
            for table in (schema.statements, schema.figures):
                connection.execute(delete(table).where(table.c.report == report, table.c.method == method))
        for table in schema.DERIVED:
            if rows := list(self.rows.get(table.name, {}).values()):
                _replace(connection, table, rows)
        self.rows.clear()
        self.reread.clear()


def _replace(connection: Connection, table: Table, rows: list[Row]) -> None:
    keys = [column.name for column in table.primary_key]
    gone = delete(table).where(*(table.c[key] == bindparam(f"key_{key}") for key in keys))
    connection.execute(gone, [{f"key_{key}": row[key] for key in keys} for row in rows])
    connection.execute(insert(table), rows)


def _rows(entry: Entry, fields: Fields) -> Iterator[tuple[Table, Row]]:
    yield schema.latest, {"kind": entry.kind, "subject": entry.subject, "seq": entry.seq}
    if entry.kind == "report":
        yield schema.reports, _whole(schema.reports, entry, fields)
    elif entry.kind == "decision":
        yield schema.decisions, _whole(schema.decisions, entry, fields)
    elif entry.kind == "reading":
        yield from _read(entry, fields)


def _whole(table: Table, entry: Entry, fields: Fields) -> Row:
    own: Row = {"id": entry.subject, "seq": entry.seq}
    return {column.name: fields.get(column.name) for column in table.c} | own


def _read(entry: Entry, fields: Fields) -> Iterator[tuple[Table, Row]]:
    common: Row = {"seq": entry.seq, "report": fields.get("report"), "method": _method(fields)}
    for statement in _list(fields, "statements"):
        row = {name: statement.get(name) for name in ("id", "manner", "hedge")}
        yield schema.statements, common | row | {"negated": bool(statement.get("negated"))}
    for figure in _list(fields, "figures"):
        yield schema.figures, common | _figure(figure)


def _figure(figure: Fields) -> Row:
    row = {name: figure.get(name) for name in ("id", "statement", "kind", "unit", "qualifier", "best", "mood", "hedge")}
    bounds, period = _part(figure, "bounds"), _part(figure, "period")
    row |= {"lower": bounds.get("lower"), "upper": bounds.get("upper")}
    return row | {"period_start": period.get("start"), "period_end": period.get("end")}


def _method(fields: Fields) -> Json:
    return _part(fields, "method").get("name", "")


def _part(fields: Fields, name: str) -> Fields:
    part = fields.get(name)
    return part if isinstance(part, dict) else {}


def _list(fields: Fields, name: str) -> Iterator[Fields]:
    parts = fields.get(name)
    yield from (part for part in (parts if isinstance(parts, list) else []) if isinstance(part, dict))
