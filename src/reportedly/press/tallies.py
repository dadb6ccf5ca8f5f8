"""A tally in readers' words, and what has become of it since an old brief's day."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.press.wording import (
    NO_FIGURE_THAT_DAY,
    NO_UPPER,
    day_in_words,
    day_spoken_of,
    in_round_words,
    in_words,
    phrase,
)
from reportedly.types import Answer, AsOf, Basis, Figure, Finding, Point, Qualifier, Question, Shelf, Tally


def tally_in_words(
    tally: Tally, figures: Mapping[str, Figure], findings: Mapping[str, Finding], question: Question | None = None
) -> str:
    """The answer as readers see it: "at least 800; no upper figure reported", never interval notation.

    A list question says how many figures stand side by side; nothing is added up. Where one figure in round words alone
    gives a running count its lower end, its own words are told with their day ("almost 2,300 by 12 April 2024; no upper
    figure reported"): what the desk's policy takes them as (`taken_as`) is no finding.
    """
    unknown = not tally.bounds.known
    early = unknown and any(point.bounds.known and point.earliest > tally.as_of for point in tally.points)
    if question.answer is Answer.LIST if question else unknown and tally.points and not early:
        return _side_by_side(tally)
    if unknown and any(point.bounds.known for point in tally.points):
        return NO_FIGURE_THAT_DAY
    single = _in_round_words(tally)
    if single is not None:
        return f"{_told(single)}; {NO_UPPER}"
    return in_words(tally.bounds, binding_qualifier(tally, figures, findings))


def taken_as(tally: Tally) -> str:
    """What the desk's policy takes a single figure in round words as: "taken as at least 2,070 in counting"; else ""."""
    return f"taken as {phrase(tally.bounds)} in counting" if _in_round_words(tally) else ""


def _side_by_side(tally: Tally) -> str:
    several = f"{len(tally.points)} figures side by side, not added"
    return several if len(tally.points) != 1 else "one figure, by itself"


def _in_round_words(tally: Tally) -> Point | None:
    """The figure in round words that alone binds a running count, of which it gives the lower end only."""
    named = {*tally.binding_lower, *tally.binding_upper}
    binding = [point for point in tally.points if point.finding in named]
    if tally.bounds.lower is None or tally.bounds.upper is not None or len(binding) != 1 or len(named) != 1:
        return None
    point = binding[0]
    alike = point.bounds.upper is not None and point.bounds.lower == tally.bounds.lower
    return point if alike and in_round_words(point.qualifier) else None


def _told(point: Point) -> str:
    """A figure in round words with its day: "almost 2,300 by 12 April 2024", "dozens by January 2024"."""
    basis = Basis.STATED if point.stated else Basis.INFERRED
    words = phrase(point.bounds, point.qualifier).partition(" (")[0]
    return f"{words} by {day_spoken_of(AsOf(point.earliest, point.latest, basis))}"


def binding_qualifier(tally: Tally, figures: Mapping[str, Figure], findings: Mapping[str, Finding]) -> Qualifier | None:
    """The qualifier of the figure that alone gives a tally's bounds; None where several do, or bounds differ from it."""
    named = set(tally.binding_lower + tally.binding_upper)
    held = [figures[findings[f].fullest] for f in named if f in findings]
    same = {f.qualifier for f in held if f.bounds == tally.bounds}
    return same.pop() if len(same) == 1 else None


def since_then(before: Tally, latest: Tally, shelf: Shelf) -> str | None:
    """What the count of a brief's question has become since its day; None where it has not moved or is no longer held.

    "Since then: 9,059 by 18 June 2024 (Mediazona)." The earlier page stays as of its day.
    """
    if latest.bounds == before.bounds or not latest.bounds.known:
        return None
    binding = shelf.findings.get(next(iter(latest.binding_lower + latest.binding_upper), ""))
    if binding is None:
        return None
    compiler = shelf.compilers.get(binding.compiler)
    name, single = compiler.name if compiler else binding.compiler, _in_round_words(latest)
    if single is not None:
        return f"Since then: {_told(single)} ({name})."
    words = phrase(latest.bounds, binding_qualifier(latest, shelf.figures, shelf.findings))
    day = binding.as_of.latest if binding.as_of else latest.as_of
    return f"Since then: {words} by {day_in_words(day)} ({name})."
