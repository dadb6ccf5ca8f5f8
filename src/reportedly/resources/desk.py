"""Opens the files of a desk that people edit, and checks them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reportedly.errors import BadInput, NotADesk
from reportedly.settings import Settings
from reportedly.types import Book, Compiler, Deal, Equality, Outlet, Picture, Policy, Question

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class DeskFiles:
    """What a desk's files say. `briefs` maps a path inside the desk to its text; `picture_bytes` a picture's id to its bytes."""

    folder: Path
    settings: Settings
    outlets: tuple[Outlet, ...]
    compilers: tuple[Compiler, ...]
    questions: tuple[Question, ...]
    policy: Policy
    briefs: Mapping[str, str]
    pictures: tuple[Picture, ...]
    picture_bytes: Mapping[str, bytes]
    books: tuple[Book, ...]
    deals: tuple[Deal, ...]


def open_desk(folder: Path) -> DeskFiles:
    """The desk's files in `folder`, checked. Raises NotADesk where there is no desk.toml, BadInput for a broken file."""
    if not (folder / "desk.toml").is_file():
        raise NotADesk(
            "this folder holds no desk.toml.",
            where=str(folder),
            remedy="Make a desk with `reportedly new DIR`, or name one with --desk DIR.",
        )
    outlets, pictures = _table(folder / "outlets.toml"), _rows(folder, "pictures.toml", "picture", Picture)
    questions = _rows(folder, "questions.toml", "question", Question)
    return DeskFiles(
        folder=folder,
        settings=_value(Settings, _table(folder / "desk.toml"), folder / "desk.toml", "settings"),
        outlets=_all(Outlet, outlets, "outlet", folder / "outlets.toml"),
        compilers=_all(Compiler, outlets, "compiler", folder / "outlets.toml"),
        questions=questions,
        policy=_policy(folder / "policies.toml", questions),
        briefs={f"briefs/{path.name}": _text(path) for path in sorted((folder / "briefs").glob("*.md"))},
        pictures=pictures,
        picture_bytes={picture.id: _picture(folder, picture) for picture in pictures},
        books=_rows(folder, "books.toml", "book", Book),
        deals=_rows(folder, "deals.toml", "deal", Deal),
    )


def _policy(path: Path, questions: tuple[Question, ...]) -> Policy:
    table = dict(_table(path))
    table["wholes"] = table.pop("whole", [])
    table["equal"] = table.pop("equal", [])
    policy = _value(Policy, {"version": 1, **table}, path, "policy")
    for equality in policy.equal:
        _check_equality(equality, {q.id: q for q in questions}, path)
    return policy


def _check_equality(equality: Equality, questions: Mapping[str, Question], path: Path) -> None:
    """Raises BadInput for unknown questions, other days or flows (those are never one series), and a missing reason."""
    named = f"[[equal]] {' = '.join(equality.questions)}"
    unknown = [q for q in equality.questions if q not in questions]
    if unknown or len(equality.questions) < 2:
        said = (
            f"names no question of questions.toml: {', '.join(unknown)}"
            if unknown
            else "names fewer than two questions"
        )
        raise BadInput(f"{named} {said}.", where=str(path), remedy=f"There are: {', '.join(questions)}.")
    kinds = {
        (q.flow, q.answer, q.since, q.period and (q.period.start, q.period.end))
        for q in map(questions.get, equality.questions)
        if q
    }
    if len(kinds) > 1:
        raise BadInput(
            f"{named} joins questions of other days or other flows.",
            where=str(path),
            remedy="Only questions of one flow and the same days can be one series; see their period, since and flow.",
        )
    if not equality.reason.strip() or not equality.declared_by.strip():
        raise BadInput(
            f"{named} does not say why or who declared it.", where=str(path), remedy="Fill reason and declared_by."
        )


def _rows(folder: Path, name: str, key: str, cls: type[T]) -> tuple[T, ...]:
    return _all(cls, _table(folder / name), key, folder / name)


def _all(cls: type[T], table: Mapping[str, Any], key: str, path: Path) -> tuple[T, ...]:
    rows = tuple(
        _value(cls, row, path, f"[[{key}]] {row.get('id', f'number {n}')}")
        for n, row in enumerate(table.get(key, []), 1)
    )
    ids = [getattr(row, "id", None) for row in rows]
    for twice in sorted({i for i in ids if ids.count(i) > 1}, key=str):
        raise BadInput(f"two [[{key}]] tables have the id {twice!r}.", where=str(path), remedy="Give each its own id.")
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"not UTF-8 (byte {error.start}).",
            where=str(path),
            remedy="Save the file as UTF-8 and run the command again.",
        ) from error


def _table(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"not TOML: {error}.", where=str(path), remedy="Mend that line; nothing was changed.") from error


def _picture(folder: Path, picture: Picture) -> bytes:
    path = folder / "pictures" / picture.file
    if Path(picture.file).name != picture.file or not path.is_file():
        raise BadInput(
            f"the picture {picture.id!r} names the file {picture.file!r}, which is not in pictures/.",
            where=str(folder / "pictures.toml"),
            remedy="Put the file there or correct its name.",
        )
    return path.read_bytes()


def _value(cls: type[T], row: Mapping[str, Any], path: Path, which: str) -> T:
    from cattrs.errors import ClassValidationError
    from cattrs.v import transform_error

    try:
        return _converter().structure(row, cls)
    except ClassValidationError as error:
        says = "; ".join(transform_error(error, path=which, format_exception=_in_words))
        known = ", ".join(f.name for f in fields(cls))  # type: ignore[arg-type]
        raise BadInput(f"{says}.", where=str(path), remedy=f"The keys are: {known}.") from error


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(datetime, _moment)
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(StrEnum, _member)
    return converter


class _NotOne(ValueError):
    """A word that is none of the words that may stand there."""


def _member(value: object, cls: type[StrEnum]) -> StrEnum:
    if value in list(cls):
        return cls(str(value))
    raise _NotOne(f"{value!r} is none of {', '.join(cls)}")


def _in_words(error: BaseException, cls: type | None) -> str:
    """What is wrong with a value; where it is one of few words, which they are."""
    from cattrs.v import format_exception

    return str(error) if isinstance(error, _NotOne) else format_exception(error, cls)


def _string(value: object, _: type) -> str:
    if isinstance(value, str | date):
        return str(value)
    raise TypeError(f"{value!r} is no text; put it in quotation marks")


def _day(value: object, _: type) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _moment(value: object, _: type) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
