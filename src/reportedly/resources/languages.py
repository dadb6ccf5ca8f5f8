"""Opens the languages' data: `read/languages/<code>/*.toml|csv`, a folder each, when first asked for."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reportedly.errors import BadInput
from reportedly.types.languages import Language

FOLDER = Path(__file__).resolve().parent.parent / "read" / "languages"


class PackageLanguages:
    """The languages that a folder of data holds; each is opened once, when first asked for."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._open: dict[str, Language | None] = {}

    def get(self, code: str) -> Language | None:
        """The language with this code, or None where the folder has none.

        Raises BadInput where a file of it cannot be read.
        """
        if code not in self._open:
            folder = self._folder / code
            known = code.isalpha() and code.isascii() and folder.is_dir()
            self._open[code] = open_language(folder) if known else None
        return self._open[code]


@cache
def languages() -> PackageLanguages:
    """The languages that come with the package.

    >>> languages().get("en").code
    'en'
    >>> languages().get("tlh") is None
    True
    """
    return PackageLanguages()


def open_language(folder: Path) -> Language:
    """A folder of TOML and CSV files in, the language named by the folder out.

    Raises BadInput (file, what is wrong) for a file that is no TOML or holds anything but words and lists of words.
    """
    tables = {path.stem: _table(path) for path in sorted(folder.glob("*.toml"))}
    rows = {path.stem: _rows(path) for path in sorted(folder.glob("*.csv"))}
    return Language(folder.name, tables, rows)


def _table(path: Path) -> Mapping[str, tuple[str, ...]]:
    try:
        return dict(_flat(tomllib.loads(path.read_text("utf-8")), ""))
    except (ValueError, TypeError) as error:
        raise BadInput(str(error), where=str(path), remedy="Correct the file.") from error


def _flat(value: Mapping[str, object], prefix: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict):
            yield from _flat(inner, name + ".")
        elif isinstance(inner, list):
            yield name, tuple(map(str, inner))
        else:
            yield name, (str(inner),)


def _rows(path: Path) -> tuple[tuple[str, ...], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(row) for row in csv.reader(file))[1:]
