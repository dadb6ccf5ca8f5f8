"""Rows <-> types: every word of the house as JSON, and back."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar, cast, get_args, get_origin

from reportedly.errors import Broken
from reportedly.types import Json

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")


def to_json(value: object) -> Json:
    """A value of the house -> JSON: enums by value, days and moments as ISO 8601 (moments in UTC), tuples as lists.

    Fields that hold their default are left out, so that a field added later does not alter what was entered before.
    """
    return cast("Json", _converter().unstructure(value))


def from_json(cls: type[T], json: Json) -> T:
    """JSON as `to_json` wrote it -> the value. Raises Broken where it does not have that shape."""
    try:
        return _converter().structure(json, cls)
    except Exception as wrong:  # cattrs raises groups of whatever a constructor raised
        raise Broken(
            f"this is no {cls.__name__}: {_reason(wrong)}.",
            remedy="Run `reportedly verify`; if the ledger is intact, it was written by another version.",
        ) from wrong


def fields_of(value: object) -> dict[str, Json]:
    """A dataclass of the house -> the fields of its ledger entry, one payload each."""
    fields = to_json(value)
    if not isinstance(fields, dict):
        raise TypeError(f"{type(value).__name__} has no fields")
    return fields


@cache
def _converter() -> Converter:
    from cattrs import Converter
    from cattrs.strategies import configure_union_passthrough

    converter = Converter(omit_if_default=True, unstruct_collection_overrides={tuple: list, frozenset: sorted})
    converter.register_unstructure_hook(datetime, _moment)
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text).astimezone(UTC))
    converter.register_unstructure_hook(
        date, lambda day: _moment(day) if isinstance(day, datetime) else day.isoformat()
    )
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(bytes, bytes.hex)
    converter.register_structure_hook(bytes, lambda text, _: bytes.fromhex(text))
    configure_union_passthrough(str | bool | int | float | None, converter)
    converter.register_unstructure_hook(StrEnum, lambda member: member.value)
    converter.register_structure_hook_func(_is_json, lambda value, _: value)
    converter.register_unstructure_hook_func(_is_json, lambda value: value)
    return converter


def _is_json(kind: object) -> bool:
    """Whether a field's type is `Json` (its name is gone once the hints are resolved, so it is known by its parts)."""
    parts = get_args(kind)
    return bool in parts and any(get_origin(part) is dict for part in parts)


def _moment(at: datetime) -> str:
    if at.tzinfo is None:
        raise ValueError("a time without a zone cannot be entered")
    return at.astimezone(UTC).isoformat()


def _reason(wrong: BaseException) -> str:
    inner = wrong.exceptions[0] if isinstance(wrong, BaseExceptionGroup) else None
    return _reason(inner) if inner is not None else f"{type(wrong).__name__} {wrong}"
