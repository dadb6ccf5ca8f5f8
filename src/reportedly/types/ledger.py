"""What the ledger holds: entries, decisions, findings, standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from reportedly.types.bounds import Bounds, Qualifier
from reportedly.types.capturing import Capture, Report
from reportedly.types.reading import AsOf, Figure, Period, Statement

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
"""A value as JSON has it; what payload fields are made of."""

GENESIS = "0" * 64
"""The hash that the first entry chains to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `commitments` maps field names to SHA-256 (hex) over a salt and the field's canonical
    JSON; `hash` is SHA-256 over `previous`, `seq`, `kind`, `subject`, `at`, `by` and the sorted commitments.

    Payloads lie apart (field -> salt, value), so that one can be erased and the chain still verifies.
    """

    seq: int
    kind: str
    subject: str
    at: datetime
    by: str
    commitments: Mapping[str, str]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Payload:
    """A field's value and the salt its commitment was made with; both None once erased."""

    field: str
    salt: bytes | None
    value: Json
    erased: bool = False


class Verdict(StrEnum):
    """What a person decided about a subject.

    assign: the figure answers a question (`to`); merge/split: figures do or do not belong to one finding (`to`);
    correct: a value was read wrongly (`correction`); revise: a later figure of the compiler supersedes (`to`);
    retract: the outlet or compiler withdrew it; caveat: a warning shown with it; release: the captured page of
    a report may go to strangers although it names private persons; undo: takes a decision back (`supersedes`).
    """

    ACCEPT = "accept"
    REFUSE = "refuse"
    UNSURE = "unsure"
    ASSIGN = "assign"
    MERGE = "merge"
    SPLIT = "split"
    CORRECT = "correct"
    RETRACT = "retract"
    REVISE = "revise"
    CAVEAT = "caveat"
    RELEASE = "release"
    UNDO = "undo"


class Cause(StrEnum):
    """Why a correction was needed."""

    OUR_MISREADING = "our_misreading"
    OUTLET_CORRECTED = "outlet_corrected"
    COMPILER_REVISED = "compiler_revised"
    SILENT_CHANGE = "silent_change"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person sets right about a reading; the words stay. A field left None stays as read."""

    cause: Cause | None = None
    bounds: Bounds | None = None
    qualifier: Qualifier | None = None
    unit: str | None = None
    compiler: str | None = None
    base: str | None = None
    population: str | None = None
    period: Period | None = None
    as_of: AsOf | None = None
    places: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person decided about one subject (a figure, statement, report, finding, brief), when and why."""

    id: str
    subject: str
    verdict: Verdict
    reviewer: str
    decided_at: datetime
    reason: str
    to: str | None = None
    correction: Correction | None = None
    supersedes: str | None = None


@dataclass(frozen=True, slots=True)
class Anchoring:
    """Where a report's figures are found again after it was read or captured anew: old figure id -> present id.

    `lost` are figures that people had decided on and that were not found again; they go to review.
    """

    report: str
    moved: Mapping[str, str]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What follows from all decisions on one subject.

    `accepted_by` holds the reviewers whose acceptance stands; `confirmed` is whether enough of them did (four eyes).
    """

    subject: str
    verdict: Verdict | None = None
    accepted_by: tuple[str, ...] = ()
    confirmed: bool = False
    question: str | None = None
    merged_into: str | None = None
    split: bool = False
    correction: Correction | None = None
    retracted: Decision | None = None
    superseded_by: str | None = None
    caveats: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    released_by: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it may be counted and published: accepted by enough people, not retracted, not superseded."""
        return self.confirmed and self.retracted is None and self.superseded_by is None


@dataclass(frozen=True, slots=True)
class Echo:
    """A figure that repeats a finding, with the grounds in words; `lost` names what its wording dropped."""

    figure: str
    report: str
    grounds: tuple[str, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One compiler's figure for one measure, population, scope and as-of.

    `fullest` is the figure with the fullest wording; `figures` holds it and every echo's figure. `origin_seen`: whether
    the compiler's own page is among the captures (never true for a demonstration note).
    """

    id: str
    compiler: str
    base: str | None
    question: str
    measure: str
    population: str
    places: tuple[str, ...]
    period: Period | None
    as_of: AsOf | None
    fullest: str
    figures: tuple[str, ...]
    echoes: tuple[Echo, ...] = ()
    origin_seen: bool = False


@dataclass(frozen=True, slots=True)
class Incident:
    """One occurrence in the world and the statements that speak of it."""

    id: str
    kind: str
    places: tuple[str, ...]
    period: Period | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure that may answer a question: how well it fits (0..1) and why, in words. A person decides."""

    figure: str
    question: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """How the signs of a proposal are weighed, as this desk's decisions teach it.

    `weights`: sign (unit, words, period, flow, alike) -> weight, together 1. `wordings`: question -> word stem -> how
    telling it is there (0..1), from the figures that people assigned to it. `learned_from`: so many assigned figures.
    """

    weights: Mapping[str, float]
    wordings: Mapping[str, Mapping[str, float]]
    learned_from: int = 0


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A question near another one: how near (0..1), what both share and in what their definitions differ, in words."""

    question: str
    likeness: float
    shares: tuple[str, ...]
    differs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The way from a published number back to the captured bytes; `checked` says the bytes still match, `withheld` that
    they were taken out for a person's sake."""

    figure: Figure
    finding: Finding | None
    statement: Statement | None
    report: Report
    capture: Capture
    standing: Standing
    sentence: str
    checked: bool
    withheld: bool = False
