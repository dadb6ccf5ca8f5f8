"""What a report says: statements, figures, and what was passed over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reportedly.types.bounds import Bounds, Number, Qualifier, Relation
from reportedly.types.capturing import PersonalDetail, PersonMention
from reportedly.types.edtf import days_of, edtf_of
from reportedly.types.text import Quote, Span


class Hedge(StrEnum):
    """How firmly it is said. Where several apply: denied > possible > alleged > confirmed > reported."""

    NONE = "none"
    REPORTED = "reported"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    DENIED = "denied"
    CONFIRMED = "confirmed"


class Manner(StrEnum):
    """In whose voice a statement's content stands."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    OWN_VOICE = "own_voice"


class FigureKind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    DURATION = "duration"
    AGE = "age"
    DISTANCE = "distance"
    AREA = "area"
    RATE = "rate"


class Flow(StrEnum):
    """How a count runs in time: since a start, within a closed period, per time, at a moment, more than before, one event."""

    CUMULATIVE = "cumulative"
    PERIOD = "period"
    RATE = "rate"
    STOCK = "stock"
    INCREMENT = "increment"
    EVENT = "event"


class Basis(StrEnum):
    """Whether a date stands in the words or follows from something else (the publication date)."""

    STATED = "stated"
    INFERRED = "inferred"


class Mood(StrEnum):
    """Whether a number speaks of what is, or of what someone needs, plans or threatens (never a count)."""

    FACT = "fact"
    NEED = "need"
    PLAN = "plan"


class HopKind(StrEnum):
    """How what one party knows came from the next."""

    PUBLISHED = "published"
    CITES = "cites"
    TOLD = "told"
    CALCULATED_FROM = "calculated_from"
    FORWARDED = "forwarded"


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of an attribution chain: how (`kind`) and from whom (`who`, as written)."""

    kind: HopKind
    who: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Days included on both ends; None where that end is not stated. `as_written` keeps the words.

    `approximate`: the words say no day ("early March", "spring 2024"); start and end are the widest that they mean.
    """

    start: date | None
    end: date | None
    as_written: str | None = None
    approximate: bool = False

    @property
    def edtf(self) -> str:
        """The period in the text form of ISO 8601-2 (EDTF): 2024-03, 2024-03-01~/2024-03-10~, ../2024-03-31."""
        return edtf_of(self.start, self.end, self.approximate)

    @classmethod
    def from_edtf(cls, text: str) -> Period:
        """The period that an EDTF text names. Raises ValueError for another text."""
        start, end, approximate = days_of(text)
        return cls(start, end, approximate=approximate)


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day a figure speaks of, or the interval it must lie in where that is inferred (`earliest` may be open)."""

    earliest: date | None
    latest: date
    basis: Basis


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. `kind`: country, region, city, district; `within`: id of the containing place."""

    id: str
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    within: str | None = None
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name as written, with the gazetteer's candidates, best first, as (place id, score in 0..1).

    `precision` says how close the pin is: exact, city, region, country, unknown. `role` says what the name does:
    name, adjective ("Turkish police"), office ("the Perm prosecutor"), site (a street or building).
    """

    quote: Quote
    candidates: tuple[tuple[str, float], ...] = ()
    precision: str = "unknown"
    role: str = "name"


@dataclass(frozen=True, slots=True)
class Translation:
    """Content in another language, and by whom it was put so (outlet, desk, machine)."""

    words: str
    language: str
    translator: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what, in which words: fragments of source, cue and content, in text order.

    `id` comes from (capture, quoted words of the content, occurrence).
    """

    id: str
    report: str
    source: tuple[Quote, ...]
    cue: tuple[Quote, ...]
    content: tuple[Quote, ...]
    manner: Manner
    hedge: Hedge
    negated: bool = False
    chain: tuple[Hop, ...] = ()
    translation: Translation | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity as written and what it means.

    `as_written` is qualifier and number ("at least 800"); `number` the numeral alone. `bounds` and `best` follow the
    qualifier's class; for shares `relation` stands instead. `counted` is the counted phrase as written (or its
    antecedent); `unit` the unit it counts in house words (cases, sentences, persons, persons_charged ...), None where
    unknown. `source` is who states the figure; `chain` runs from the outermost to the origin and is empty for
    fewer than two links. `quoted`: the number stands inside quotation marks. `round`: bare and ending in zero.
    `id` comes from (capture, words as written, occurrence), never from values.
    """

    id: str
    report: str
    as_written: Quote
    number: Span
    kind: FigureKind
    qualifier: Qualifier
    bounds: Bounds
    best: Number | None
    round: bool = False
    relation: Relation | None = None
    statement: str | None = None
    counted: str | None = None
    unit: str | None = None
    flow: Flow | None = None
    period: Period | None = None
    as_of: AsOf | None = None
    places: tuple[PlaceMention, ...] = ()
    source: str | None = None
    chain: tuple[Hop, ...] = ()
    hedge: Hedge = Hedge.NONE
    negated: bool = False
    mood: Mood = Mood.FACT
    quoted: bool = False
    sentence: Span | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """Words that look like a figure or a statement and are not read as one, and why."""

    quote: Quote
    reason: str


@dataclass(frozen=True, slots=True)
class Method:
    """What read a report: rules or a trained model, and its version."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one method read in one report. `declined` says why nothing was read (an unknown language), else None.

    `beside`: the statements that a second method (`beside_method`) reads in the same text, kept apart from the first one's.
    """

    report: str
    method: Method
    language: str
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    persons: tuple[PersonMention, ...] = ()
    personal: tuple[PersonalDetail, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()
    declined: str | None = None
    beside: tuple[Statement, ...] = ()
    beside_method: Method | None = None
