"""How many: bounds, the qualifier that gave them, and relations to a whole."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Number = int | float
"""A count is an int; durations, rates and shares may be floats, in the unit as written."""


class Qualifier(StrEnum):
    """The operator that words put on a number. Source of the classes: the project's table of qualifiers (docs/method)."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    ABOUT = "about"
    NEARLY = "nearly"
    SLIGHTLY_OVER = "slightly_over"
    RANGE = "range"
    COUPLE = "couple"
    DOZEN = "dozen"
    DOZENS = "dozens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"
    NONE = "none"
    MAJORITY = "majority"
    FRACTION = "fraction"
    EACH_MORE = "each_more"
    FIRST = "first"
    UNKNOWN = "unknown"
    UNKNOWN_ABSENCE = "unknown_absence"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper value, both included; `None` means that end is open (nothing was said about it).

    "at least 800" is `Bounds(800, None)`; "none" is `Bounds(0, 0)`; "no reports of" is `Bounds(None, None)`.
    """

    lower: Number | None
    upper: Number | None

    def __post_init__(self) -> None:
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"bounds are crossed: {self.lower} lies above {self.upper}")

    @property
    def exact(self) -> bool:
        """Whether the bounds leave one value only."""
        return self.lower is not None and self.lower == self.upper

    @property
    def known(self) -> bool:
        """Whether at least one end is stated."""
        return self.lower is not None or self.upper is not None


class RelationOp(StrEnum):
    """How a relational figure hangs on its whole."""

    MAJORITY = "majority"
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Relation:
    """A share of another figure: "most", "a third", "40 %". `share` in 0..1; None for a majority."""

    op: RelationOp
    share: float | None = None
    qualifier: Qualifier | None = None
