"""A tally in readers' words, and what has become of it since an old brief's day."""

from __future__ import annotations

from collections.abc import Mapping

from reportedly.press.wording import day_in_words, in_words, phrase
from reportedly.types import Answer, Figure, Finding, Qualifier, Question, Shelf, Tally


def tally_in_words(
    tally: Tally, figures: Mapping[str, Figure], findings: Mapping[str, Finding], question: Question | None = None
) -> str:
    """The answer as readers see it: "at least 800; no upper figure reported", never interval notation.

    A list question says how many figures stand side by side; nothing is added up.
    """
    if (question and question.answer is Answer.LIST) or (not tally.bounds.known and tally.points):
        return (
            f"{len(tally.points)} figures side by side, not added"
            if len(tally.points) != 1
            else "one figure, by itself"
        )
    return in_words(tally.bounds, binding_qualifier(tally, figures, findings))


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
    words = phrase(latest.bounds, binding_qualifier(latest, shelf.figures, shelf.findings))
    day = binding.as_of.latest if binding.as_of else latest.as_of
    return f"Since then: {words} by {day_in_words(day)} ({compiler.name if compiler else binding.compiler})."
