"""The words in which readers see what the ledger holds: never interval notation, never firmer than the words behind."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from reportedly.types import AsOf, Basis, Bounds, Hedge, Number, Period, Qualifier, Relation, RelationOp

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

UNITS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "cases": ("case", "cases"),
        "sentences": ("sentence", "sentences"),
        "verdicts": ("verdict", "verdicts"),
        "persons": ("person", "people"),
        "persons_charged": ("person charged", "people charged"),
        "persons_convicted": ("person convicted", "people convicted"),
        "persons_sentenced": ("person sentenced", "people sentenced"),
        "persons_fled": ("person who fled", "people who fled"),
        "persons_held": ("person held", "people held"),
        "persons_detained": ("person held", "people held"),
        "persons_returned": ("person sent back", "people sent back"),
        "persons_refused": ("person who refused", "people who refused"),
        "persons_recorded": ("person recorded", "people recorded"),
        "persons_killed": ("person killed", "people killed"),
        "persons_injured": ("person injured", "people injured"),
        "records": ("record", "records"),
        "places": ("place", "places"),
        "regions": ("region", "regions"),
    }
)

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "first": "the count itself",
        "second_count": "a second count on an overlapping base",
        "corroboration": "another compiler's count on another base",
    }
)

HEDGES: Mapping[Hedge, str] = MappingProxyType(
    {
        Hedge.NONE: "stated",
        Hedge.REPORTED: "reported",
        Hedge.ALLEGED: "alleged",
        Hedge.POSSIBLE: "said to be possible",
        Hedge.DENIED: "denied",
        Hedge.CONFIRMED: "said to be confirmed",
    }
)

NO_UPPER = "no upper figure reported"
NO_LOWER = "no lower figure reported"
NO_FIGURE = "no figure reported"
NO_FIGURE_THAT_DAY = "no figure for that day"
NO_FIGURE_STANDS = "no figure stands"
WORDS_DIFFERENTLY = "words it differently"

_VAGUE = MappingProxyType(
    {
        Qualifier.COUPLE: "a few",
        Qualifier.DOZEN: "about a dozen",
        Qualifier.DOZENS: "dozens",
        Qualifier.HUNDREDS: "hundreds",
        Qualifier.THOUSANDS: "thousands",
    }
)


_AROUND = (Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.SLIGHTLY_OVER, Qualifier.UP_TO, Qualifier.LESS_THAN)
"""Qualifiers that stay even where they leave one whole number ("almost 2")."""


def number_in_words(value: Number) -> str:
    """A number as readers see it: thousands set apart, no trailing zeros.

    >>> number_in_words(7400)
    '7,400'
    """
    if isinstance(value, float):
        return f"{int(value):,}" if value.is_integer() else f"{value:,.2f}".rstrip("0")
    return f"{value:,}"


def in_words(bounds: Bounds, qualifier: Qualifier | None = None) -> str:
    """Bounds of a count as readers see them; the qualifier, where one figure gave the bounds, chooses its own words.

    >>> in_words(Bounds(800, None))
    'at least 800; no upper figure reported'
    >>> in_words(Bounds(6660, 7399), Qualifier.NEARLY)
    'almost 7,400'
    >>> in_words(Bounds(20, 99))
    'between 20 and 99'
    """
    lower, upper = bounds.lower, bounds.upper
    if qualifier is Qualifier.UNKNOWN:
        return "some; how many is not reported"
    if lower is None and upper is None:
        return NO_FIGURE
    if upper is None:
        return f"{_from_below(lower or 0, qualifier)}; {NO_UPPER}"
    if lower is None:
        return f"{_from_above(upper, qualifier)}; {NO_LOWER}"
    if lower == upper and qualifier not in _AROUND:
        return "none" if upper == 0 else number_in_words(upper)
    return _between(lower, upper, qualifier)


def in_round_words(qualifier: Qualifier) -> bool:
    """Whether a figure's words leave open on which side of a number it lies: "almost 7,400", "about 20", "dozens"."""
    return qualifier in (Qualifier.ABOUT, Qualifier.NEARLY, Qualifier.SLIGHTLY_OVER) or qualifier in _VAGUE


def phrase(bounds: Bounds, qualifier: Qualifier | None = None) -> str:
    """As `in_words`, without the remark on an open end: for a chip, a table cell or the middle of a sentence.

    >>> phrase(Bounds(800, None))
    'at least 800'
    """
    return in_words(bounds, qualifier).partition(";")[0]


def relation_in_words(relation: Relation) -> str:
    """A share of another figure in words.

    >>> relation_in_words(Relation(RelationOp.FRACTION, 0.4))
    '40% of them'
    """
    if relation.op is RelationOp.MAJORITY or relation.share is None:
        return "more than half of them"
    return f"{number_in_words(round(relation.share * 100, 2))}% of them"


def plural(count: Number, one: str, many: str) -> str:
    """A count with its noun in the right number.

    >>> plural(1, "report", "reports")
    '1 report'
    """
    return f"{number_in_words(count)} {one if count == 1 else many}"


def unit_in_words(unit: str | None, count: Number | None = None) -> str:
    """A house unit as readers say it, in the singular where exactly one is counted.

    >>> unit_in_words("persons_charged")
    'people charged'
    """
    if unit is None:
        return ""
    one, many = UNITS.get(unit, (unit.replace("_", " "), unit.replace("_", " ")))
    return one if count == 1 else many


def counted_in_words(bounds: Bounds, unit: str | None, qualifier: Qualifier | None = None) -> str:
    """Bounds with their unit; the remark on an open end stays at the end.

    >>> counted_in_words(Bounds(800, None), "persons_fled")
    'at least 800 people who fled; no upper figure reported'
    """
    words, mark, remark = in_words(bounds, qualifier).partition(";")
    noun = unit_in_words(unit, bounds.upper if bounds.exact else None)
    return f"{words} {noun}{mark}{remark}" if noun and bounds.known else f"{words}{mark}{remark}"


def day_in_words(day: date) -> str:
    """A day in full.

    >>> day_in_words(date(2023, 11, 21))
    '21 November 2023'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def as_of_in_words(as_of: AsOf | None) -> str:
    """The day a figure speaks of; an inferred one is never given as if the report had stated it.

    >>> as_of_in_words(AsOf(None, date(2024, 4, 12), Basis.INFERRED))
    'no later than 12 April 2024'
    """
    if as_of is None:
        return "no day stated"
    if as_of.basis is Basis.INFERRED or as_of.earliest is None:
        since = f", no earlier than {day_in_words(as_of.earliest)}" if as_of.earliest else ""
        return f"no later than {day_in_words(as_of.latest)}{since}"
    if as_of.earliest == as_of.latest:
        return f"as of {day_in_words(as_of.latest)}"
    return f"as of a day from {_days(as_of.earliest, as_of.latest)}"


def day_spoken_of(as_of: AsOf) -> str:
    """The last day that a figure speaks of, as exactly as it is stated: a stated month stays a month.

    >>> day_spoken_of(AsOf(date(2024, 1, 1), date(2024, 1, 31), Basis.STATED))
    'January 2024'
    """
    first, last = as_of.earliest, as_of.latest
    month = first is not None and first.day == 1 and (last + timedelta(days=1)).day == 1
    if as_of.basis is Basis.STATED and first is not None and month and first.replace(day=last.day) == last:
        return f"{MONTHS[last.month - 1]} {last.year}"
    return day_in_words(last)


def period_in_words(period: Period | None) -> str:
    """The days a figure counts, in the shortest words that are exact.

    >>> period_in_words(Period(date(2024, 3, 1), date(2024, 3, 31)))
    'in March 2024'
    """
    if period is None or (period.start is None and period.end is None):
        return "no period stated"
    if period.start is None:
        return f"up to {day_in_words(period.end)}" if period.end else ""
    if period.end is None:
        return f"since {day_in_words(period.start)}"
    return _closed(period.start, period.end)


def credits_in_words(compiler: str) -> str:
    """How a report stands to the count it repeats, fairly said.

    >>> credits_in_words("Mediazona")
    "credits Mediazona's count"
    """
    return f"credits {possessive(compiler)} count"


def possessive(name: str) -> str:
    """A name's possessive form: "Mediazona's", "Important Stories'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def wording_in_words(lost: tuple[str, ...] = ()) -> str:
    """What a report that repeats a finding does to its words: nothing to say, or "words it differently" and what."""
    return f"{WORDS_DIFFERENTLY}: without {', '.join(lost)}" if lost else WORDS_DIFFERENTLY


def role_in_words(role: str) -> str:
    """A compiler's role behind a tally in words: the count itself, a second count, another base."""
    return ROLES.get(role, role.replace("_", " "))


def hedge_in_words(hedge: Hedge) -> str:
    """How firmly the report says it, in a reader's word."""
    return HEDGES[hedge]


def _from_below(lower: Number, qualifier: Qualifier | None) -> str:
    if qualifier is Qualifier.MORE_THAN and isinstance(lower, int):
        return f"more than {number_in_words(lower - 1)}"
    return f"at least {number_in_words(lower)}"


def _from_above(upper: Number, qualifier: Qualifier | None) -> str:
    if qualifier is Qualifier.LESS_THAN and isinstance(upper, int):
        return f"fewer than {number_in_words(upper + 1)}"
    return f"no more than {number_in_words(upper)}"


def _between(lower: Number, upper: Number, qualifier: Qualifier | None) -> str:
    both = f"between {number_in_words(lower)} and {number_in_words(upper)}"
    match qualifier:
        case Qualifier.NEARLY:
            return f"almost {number_in_words(upper + 1 if isinstance(upper, int) else upper)}"
        case Qualifier.ABOUT:
            return f"about {number_in_words((lower + upper) / 2)}"
        case Qualifier.SLIGHTLY_OVER:
            return f"just over {number_in_words(lower - 1 if isinstance(lower, int) else lower)}"
        case Qualifier.UP_TO if lower in (0, 1):
            return f"up to {number_in_words(upper)}"
        case Qualifier.LESS_THAN if lower in (0, 1):
            return _from_above(upper, qualifier)
        case Qualifier() if qualifier in _VAGUE:
            return f"{_VAGUE[qualifier]} ({both})"
        case _:
            return both


def _closed(start: date, end: date) -> str:
    if start == end:
        return f"on {day_in_words(start)}"
    whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    if not whole:
        return f"from {_days(start, end)}"
    if (start.year, start.month) == (end.year, end.month):
        return f"in {MONTHS[start.month - 1]} {start.year}"
    if start.year != end.year:
        return f"from {MONTHS[start.month - 1]} {start.year} to {MONTHS[end.month - 1]} {end.year}"
    if (start.month, end.month) == (1, 12):
        return f"in {start.year}"
    return f"from {MONTHS[start.month - 1]} to {MONTHS[end.month - 1]} {start.year}"


def _days(start: date, end: date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day_in_words(end)}"
    if start.year == end.year:
        return f"{start.day} {MONTHS[start.month - 1]} to {day_in_words(end)}"
    return f"{day_in_words(start)} to {day_in_words(end)}"
