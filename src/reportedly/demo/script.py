"""What the demonstration consists of, opened from the package: notes, decisions, the desk's files."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

from reportedly.types import AsOf, Basis, Correction, Period, Verdict

FOLDER = Path(str(files("reportedly.demo")))
"""Where the demonstration's data lies."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words in a note: which of its figures is meant (`occurrence` counts equal words from 1)."""

    note: str
    words: str
    occurrence: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """One invented decision: about words in a note, or about a thing named `report:NOTE` or `brief:SLUG`."""

    at: datetime
    reviewer: str
    verdict: Verdict
    reason: str
    about: Words | str
    to: str | None
    correction: Correction | None


def decisions() -> tuple[Line, ...]:
    """The invented reviewers' decisions, in the order of their times."""
    table = tomllib.loads((FOLDER / "decisions.toml").read_text(encoding="utf-8"))
    return tuple(sorted((_line(row) for row in table["decision"]), key=lambda line: line.at))


def notes() -> tuple[Path, ...]:
    """The source notes' files, by name."""
    return tuple(sorted((FOLDER / "notes").glob("*.note")))


def desk_files() -> tuple[tuple[str, Path], ...]:
    """The desk's own files as (path inside the desk, where it lies), without briefs."""
    root = FOLDER / "desk"
    found = sorted(p for p in root.rglob("*") if p.is_file())
    return tuple((str(p.relative_to(root)), p) for p in found if p.suffix != ".md")


def briefs() -> tuple[tuple[str, str], ...]:
    """The briefs as (file name, text with ties by note and words)."""
    return tuple((p.name, p.read_text(encoding="utf-8")) for p in sorted((FOLDER / "desk" / "briefs").glob("*.md")))


def _line(row: Mapping[str, object]) -> Line:
    at = row["at"]
    assert isinstance(at, datetime)
    about = (
        str(row["subject"])
        if "subject" in row
        else Words(str(row["note"]), str(row["words"]), _int(row.get("occurrence", 1)))
    )
    return Line(
        at=at.astimezone(UTC),
        reviewer=str(row["reviewer"]),
        verdict=Verdict(str(row["verdict"])),
        reason=str(row["reason"]),
        about=about,
        to=_text(row.get("to")),
        correction=_correction(row),
    )


def _correction(row: Mapping[str, object]) -> Correction | None:
    places = row.get("places")
    made = Correction(
        unit=_text(row.get("unit")),
        compiler=_text(row.get("compiler")),
        base=_text(row.get("base")),
        population=_text(row.get("population")),
        period=_period(row),
        as_of=_as_of(row),
        places=tuple(map(str, places)) if isinstance(places, list) else None,
    )
    return None if made == Correction() else made


def _period(row: Mapping[str, object]) -> Period | None:
    if "period_start" not in row and "period_end" not in row:
        return None
    return Period(_day(row.get("period_start")), _day(row.get("period_end")))


def _as_of(row: Mapping[str, object]) -> AsOf | None:
    latest = _day(row.get("as_of_latest"))
    if latest is None:
        return None
    return AsOf(_day(row.get("as_of_earliest")), latest, Basis(str(row.get("as_of_basis", "stated"))))


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _int(value: object) -> int:
    assert isinstance(value, int)
    return value
