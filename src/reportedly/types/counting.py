"""What the desk counts, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from reportedly.types.bounds import Bounds, Number, Qualifier
from reportedly.types.reading import AsOf, Flow, Period


class Answer(StrEnum):
    """How a question is answered: one pair of bounds, or figures side by side that are never added up."""

    BOUNDS = "bounds"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Question:
    """What the desk counts: measure (unit), population, flow, places and period; its definition and version.

    `units` are the figure units that may answer it; `panel` groups questions on one page, `note` says how it relates
    to its neighbours; `since` is the start of a cumulative count by the desk's own definition.
    """

    id: str
    asks: str
    measure: str
    population: str
    flow: Flow
    definition: str
    version: int = 1
    units: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    period: Period | None = None
    since: date | None = None
    answer: Answer = Answer.BOUNDS
    panel: str | None = None
    note: str | None = None
    caveats: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """A declared partition: the whole's finding is the sum of its parts' findings at one as-of, by one compiler.

    `complete` False means that parts bound the whole from below only and a remainder is expected.
    """

    id: str
    compiler: str
    whole: str
    parts: tuple[str, ...]
    complete: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Equality:
    """Questions that a person declared to be one series in other words, and why. Only then are their figures joined."""

    questions: tuple[str, ...]
    reason: str
    declared_by: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The desk's rules of counting and deciding, with version. `overlapping_bases` holds sets of bases that share cases.

    `complete_places`: a place -> the places that together are all of it and share nothing (a country's every region).
    `echo` sets weights of signs by which echoes are proposed (see ledger/likenings.Weights); what it leaves out stays.
    """

    version: int
    eyes: int = 2
    compilers_needed: int = 1
    overlapping_bases: tuple[tuple[str, ...], ...] = ()
    wholes: tuple[Whole, ...] = ()
    equal: tuple[Equality, ...] = ()
    complete_places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    echo: Mapping[str, float] = field(default_factory=dict)
    mobilisation: date | None = None


@dataclass(frozen=True, slots=True)
class Admitted:
    """One finding as the count sees it: the only input of `count`, made by `ledger/matching`.

    `published` is the first day on which a report of it was published.
    """

    figure: str
    finding: str
    question: str
    compiler: str
    base: str | None
    measure: str
    population: str
    places: tuple[str, ...]
    period: Period | None
    as_of: AsOf | None
    flow: Flow
    bounds: Bounds
    best: Number | None
    qualifier: Qualifier
    published: date
    reports: int
    report_ids: tuple[str, ...] = ()
    """Which reports these are, so that one that repeats two findings is counted once; empty where not told."""


@dataclass(frozen=True, slots=True)
class CompilerCount:
    """One compiler behind a tally: on what base, with how many findings, repeated by how many reports."""

    compiler: str
    base: str | None
    findings: int
    reports: int
    role: str
    """first, second_count (overlapping base) or corroboration (another base)."""


@dataclass(frozen=True, slots=True)
class Clash:
    """The smallest set of findings that cannot all be true, and why in words."""

    findings: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A compiler's later, lower figure that may supersede an earlier one; a person decides."""

    earlier: str
    later: str
    why: str


@dataclass(frozen=True, slots=True)
class PartsCheck:
    """A declared whole against its parts: do they add up, and what remains unexplained."""

    whole: str
    parts: tuple[str, ...]
    holds: bool
    remainder: Bounds
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """What a chart draws for one finding: bounds over the as-of interval, and the compiler and definition it belongs to."""

    finding: str
    figure: str
    compiler: str
    bounds: Bounds
    best: Number | None
    qualifier: Qualifier
    earliest: date
    latest: date
    stated: bool
    period: Period | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer to a question as of a day, as known at a moment.

    `bounds` follow from the admitted findings and nothing else (both ends open where nothing is admitted);
    `binding_lower`/`binding_upper` are the findings that bind. A list question has `bounds` (None, None) and its points.
    `mark` is the hash of the last ledger entry it was computed from.
    """

    question: str
    as_of: date
    known_at: datetime
    bounds: Bounds
    best: Number | None
    binding_lower: tuple[str, ...]
    binding_upper: tuple[str, ...]
    compilers: tuple[CompilerCount, ...]
    reports: int
    clashes: tuple[Clash, ...]
    revisions: tuple[Revision, ...]
    parts: tuple[PartsCheck, ...]
    caveats: tuple[str, ...]
    points: tuple[Point, ...]
    mark: str
    policy_version: int


@dataclass(frozen=True, slots=True)
class RibbonPoint:
    """What was reported as of a day; `complete` is False where reports on that day usually are still to come."""

    day: date
    bounds: Bounds
    complete: bool


@dataclass(frozen=True, slots=True)
class Fragile:
    """What a count would be under one change ("without Mediazona"), and whether that moves it."""

    change: str
    bounds: Bounds
    moves: bool
