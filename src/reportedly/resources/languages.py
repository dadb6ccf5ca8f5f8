"""Opens the languages' data: `read/languages/<code>/*.toml|csv`, a folder each, when first asked for."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from reportedly.errors import BadInput
from reportedly.types.languages import Language

T = TypeVar("T")
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
    """A folder of TOML and CSV files in, the language named by the folder out; a file is opened when first asked for.

    Raises BadInput (file, what is wrong), then, for a file that is no TOML or holds anything but words and lists of words.
    """
    return Language(folder.name, _Files(folder, "toml", _table), _Files(folder, "csv", _rows))


class _Files(Mapping[str, T]):
    """Files of one kind by stem, each opened when first asked for."""

    def __init__(self, folder: Path, suffix: str, opener: Callable[[Path], T]) -> None:
        self._paths = {path.stem: path for path in sorted(folder.glob(f"*.{suffix}"))}
        self._opener = opener
        self._open: dict[str, T] = {}

    def __getitem__(self, stem: str) -> T:
        if stem not in self._open:
            self._open[stem] = self._opener(self._paths[stem])
        return self._open[stem]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


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
