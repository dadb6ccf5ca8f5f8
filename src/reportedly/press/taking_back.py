"""What became of briefs that were published: those that stand, those that were taken back, and why; nothing is forgotten."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from reportedly.press.corrections import BriefTallies
from reportedly.press.corrections import carried as figures_of
from reportedly.types import Brief, Carried, Note, Shelf, TakenBack

FILE_GONE = "Its file was taken away from the desk."
CHANGED = "It no longer passes the checks that every page must pass."
PUT_OFF = "It was put off to another day."
REPLACED = "A later figure of the same compiler replaces it."


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last publication carried, and what had been taken back by then."""

    carried: tuple[Carried, ...] = ()
    taken_back: tuple[TakenBack, ...] = ()


def carried_now(
    passed: Iterable[Brief], earlier: Earlier, shelf: Shelf, tallies: BriefTallies, day: date
) -> tuple[Carried, ...]:
    """The briefs that passed the gate as the publication of `day` carries them, with every note that was ever shown.

    >>> carried_now((), Earlier(), Shelf(), {}, date(2024, 6, 10))
    ()
    """
    before = {one.slug: one.notes for one in (*(back.brief for back in earlier.taken_back), *earlier.carried)}
    return tuple(
        Carried(
            brief.slug,
            brief.title,
            brief.date,
            figures_of(brief, shelf, tallies),
            _kept(before.get(brief.slug, ()), brief.notes, day),
        )
        for brief in passed
    )


def taken_back(
    briefs: Iterable[Brief],
    held: Collection[str],
    earlier: Earlier,
    shelf: Shelf,
    *,
    files: Collection[str],
    day: date,
    tallies: BriefTallies | None = None,
) -> tuple[TakenBack, ...]:
    """Every brief that was published and then taken back, also where it is back since; oldest first.

    `held` are the slugs that the gate holds, `files` those that have a file. The reason is that of the decision by which
    a figure fell; else what happened to the file.
    """
    present = {brief.slug: brief for brief in briefs}
    stand = present.keys() - set(held)
    past = [_back(one, day) if one.brief.slug in stand else one for one in earlier.taken_back]
    gone = {one.brief.slug for one in past if one.until is None} | stand
    fresh = [TakenBack(one, day, "") for one in earlier.carried if one.slug not in gone]

    def explained(one: TakenBack) -> TakenBack:
        slug = one.brief.slug
        otherwise = CHANGED if slug in held else PUT_OFF if slug in files else FILE_GONE
        return _explained(one, present.get(slug), shelf, tallies or {}, otherwise, day)

    return tuple(one if one.until else explained(one) for one in (*past, *fresh))


def tells(one: TakenBack) -> bool:
    """Whether a note of the desk's own says what happened, so that nothing need be said for it."""
    return any(note.kind == "retraction" or note.day >= one.day for note in one.brief.notes)


def _back(one: TakenBack, day: date) -> TakenBack:
    return one if one.until else replace(one, until=day)


def _explained(
    one: TakenBack, brief: Brief | None, shelf: Shelf, tallies: BriefTallies, otherwise: str, day: date
) -> TakenBack:
    figures = (*(figures_of(brief, shelf, tallies) if brief else ()), *one.brief.figures)
    figure, why = next(_fallen(figures, shelf), (None, otherwise))
    notes = _kept(one.brief.notes, brief.notes if brief else (), day)
    return replace(one, brief=replace(one.brief, notes=notes), figure=figure, why=why)


def _fallen(figures: Iterable[str], shelf: Shelf) -> Iterator[tuple[str, str]]:
    """The figures that fell, each with the decision's reason."""
    for figure in dict.fromkeys(figures):
        standing = shelf.standing.get(figure)
        held = shelf.figures.get(figure)
        report = shelf.standing.get(held.report) if held else None
        for one in (standing, report):
            if one and one.retracted:
                yield figure, one.retracted.reason
        if standing and standing.superseded_by:
            yield figure, REPLACED


def _kept(before: Iterable[Note], present: Iterable[Note], day: date) -> tuple[Note, ...]:
    """Present notes up to `day`, and earlier ones that no present note of the same day and kind replaces."""
    shown = [note for note in present if note.day <= day and note.kind != "since_then"]
    said = {(note.day, note.kind) for note in shown}
    kept = [note for note in before if (note.day, note.kind) not in said]
    return tuple(sorted((*shown, *kept), key=lambda note: (note.day, note.kind, note.words)))
