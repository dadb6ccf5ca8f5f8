"""Door: the desk's mappings of tables, `mappings/NAME.toml`."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

from reportedly.errors import BadInput
from reportedly.types import FigureColumns, TableMapping


def named(folder: Path, name: str, known: Mapping[str, TableMapping]) -> TableMapping:
    """The mapping in the file `name`, in the desk's mappings/NAME.toml, or the known one. Raises BadInput where there is none."""
    file = Path(name)
    if file.suffix == ".toml":
        return read(file)
    own = folder / "mappings" / f"{name}.toml"
    if own.is_file():
        return read(own)
    if name in known:
        return known[name]
    saved = sorted(path.stem for path in (folder / "mappings").glob("*.toml"))
    there = ", ".join((*saved, *known))
    raise BadInput(f"there is no mapping {name!r}.", remedy=f"There are: {there}; or give a file that ends in .toml.")


def read(file: Path) -> TableMapping:
    """The mapping in a TOML file. Raises BadInput, with the key, where it is none."""
    from cattrs import Converter
    from cattrs.errors import ClassValidationError
    from cattrs.v import transform_error

    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise BadInput(
            f"the mapping cannot be read: {wrong.strerror}.", where=str(file), remedy="Check the name."
        ) from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise BadInput(
            f"not TOML: {wrong}.", where=str(file), remedy="Mend that line; nothing was imported."
        ) from wrong
    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(
        date, lambda given, _: given if isinstance(given, date) else date.fromisoformat(given)
    )
    converter.register_structure_hook(str, _text)
    try:
        return converter.structure({"name": file.stem, **table}, TableMapping)
    except ClassValidationError as wrong:
        says = "; ".join(transform_error(wrong, path="mapping"))
        keys = ", ".join(f.name for f in fields(TableMapping))
        figure = ", ".join(f.name for f in fields(FigureColumns))
        remedy = f"The keys are: {keys}; of [[figures]]: {figure}."
        raise BadInput(f"{says}.", where=str(file), remedy=remedy) from wrong


def _text(given: object, _: type) -> str:
    if isinstance(given, str):
        return given
    raise TypeError(f"{given!r} is no text; put it in quotation marks")


def place_for(folder: Path, name: str) -> Path:
    """Where a new mapping of that name goes in the desk. Raises BadInput for a name that is no file's, or is there already."""
    if not re.fullmatch(r"[\w-]+", name):
        raise BadInput(f"{name!r} is no name for a mapping.", remedy="Use letters, digits, hyphens and underscores.")
    path = folder / "mappings" / f"{name}.toml"
    if path.exists():
        raise BadInput("there is a mapping of that name.", where=str(path), remedy="Name another, or edit that file.")
    return path


def written(mapping: TableMapping) -> str:
    """A mapping as TOML, with a word on each part.

    >>> print(written(TableMapping("m", columns={"id": "No."})).splitlines()[-2])
    [columns]
    """
    return "\n".join(_lines(mapping)) + "\n"


def _lines(mapping: TableMapping) -> Iterator[str]:
    yield "# How a table's columns are read. Columns by the words of the table's first row; see docs/guide/6-exchange.md."
    for key in ("outlet", "dataset", "language", "published", "sheet"):
        value = getattr(mapping, key)
        yield f"{key} = {_toml(value)}" if value is not None else f"# {key} ="
    for key in ("content", "places", "left_out", "coded"):
        yield f"{key} = {_toml(getattr(mapping, key))}"
    for key in ("columns", "precisions", "spreads"):
        table: Mapping[str, str] = getattr(mapping, key)
        if table:
            yield ""
            yield f"[{key}]"
            yield from (f"{_key(name)} = {_toml(value)}" for name, value in table.items())
    for figure in mapping.figures:
        yield ""
        yield "[[figures]]"
        given = ((f.name, getattr(figure, f.name), f.default) for f in fields(FigureColumns))
        yield from (f"{name} = {_toml(value)}" for name, value, usual in given if value != usual and value is not None)


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _toml(name)


def _toml(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
