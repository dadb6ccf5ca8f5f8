"""Faces over the rooms for measuring: benchmark rows in, predictions out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from reportedly.cli import show
from reportedly.errors import BadInput, NotYet
from reportedly.types import Json

SETS = ("figures", "attribution", "places", "persons", "echo", "gate", "related")
METHODS = ("rules", "trained")


def run(
    what: list[str],
    *,
    method: str,
    documents: Path | None,
    groups: Path | None,
    questions: Path | None,
    families: Path | None,
) -> None:
    """Runs one set. Raises NotYet (exit code 3) for what a room cannot do, BadInput for what cannot be read."""
    if method not in METHODS:
        raise BadInput(f"no method is called {method!r}.", remedy=f"Name one of: {', '.join(METHODS)}.")
    name, *paths = what
    if name == "pages" and len(paths) == 2:
        _pages(Path(paths[0]), Path(paths[1]))
    elif name == "incidents":
        _incidents(paths, method, documents, groups, questions)
    elif name == "echo" and len(paths) == 2:
        _echo(Path(paths[0]), Path(paths[1]), method, families)
    elif name in SETS and len(paths) == 2:
        _rows(name, Path(paths[0]), Path(paths[1]), method)
    else:
        raise BadInput(
            f"no set can be predicted from {' '.join(what)!r}.",
            remedy=f"Write `reportedly predict SET INPUT.jsonl OUT.jsonl` with one of: {', '.join(SETS)}, or `predict pages DIR OUT.json`.",
        )


def _rows(name: str, source: Path, target: Path, method: str) -> None:
    try:
        predictions = import_module(f"reportedly.cli.predictions.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"reportedly.cli.predictions.{name}":
            raise
        raise NotYet(f"{name} cannot be predicted yet.", remedy="See the table of what works in README.md.") from error
    _write(target, predictions.predict(read_rows(source), method))


def _echo(source: Path, target: Path, method: str, families: Path | None) -> None:
    from reportedly.cli.predictions import echo

    found = echo.proposal(read_rows(source), method)
    _write(target, echo.pairs(found))
    if families is not None:
        _write(families, echo.families(found))


def _incidents(
    paths: list[str], method: str, documents: Path | None, groups: Path | None, questions: Path | None
) -> None:
    from reportedly.cli.predictions import incidents

    if len(paths) != 2 or paths[0] not in incidents.PARTS or documents is None:
        raise BadInput(
            "incidents need a part, the documents and a file to write.",
            remedy=f"Write `reportedly predict incidents {'|'.join(incidents.PARTS)} --documents F [--groups F] [--questions F] OUT`.",
        )
    given = [None if path is None else read_rows(path) for path in (groups, questions)]
    _write(Path(paths[1]), incidents.predict(paths[0], read_rows(documents), given[0], given[1], method))


def _write(target: Path, rows: Iterable[dict[str, Json]]) -> None:
    count = 0
    with target.open("w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    show.line(f"Wrote {count} rows to {target}")


def read_rows(path: Path) -> Iterator[dict[str, Json]]:
    """The JSON objects of a file, one a line. Raises BadInput with the line where one is none."""
    if not path.is_file():
        raise BadInput("there is no such file.", where=str(path), remedy="Name a file with one JSON object a line.")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _object(line, path, number)


def _object(line: str, path: Path, number: int) -> dict[str, Json]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadInput(f"no JSON: {error.msg}.", where=f"{path}:{number}", remedy="Mend that line.") from error
    if not isinstance(row, dict):
        raise BadInput("no JSON object.", where=f"{path}:{number}", remedy="Write one object a line.")
    return row


def _pages(folder: Path, out: Path) -> None:
    from reportedly.cli.predictions.pages import predict_pages

    predict_pages(folder, out)
    show.line(f"Wrote {out}")
