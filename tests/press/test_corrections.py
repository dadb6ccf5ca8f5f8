"""Corrections: what readers are told, and what the desk still has to tell them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from reportedly.press.corrections import corrections, fallen, held
from reportedly.types import Brief, Cause, Correction, Decision, FigureRef, Note, Shelf, Standing, Verdict

WHEN = datetime(2024, 7, 5, tzinfo=UTC)
RETRACTED = Standing("one", retracted=Decision("d", "one", Verdict.RETRACT, "ann", WHEN, "counted twice"))
SHELF = Shelf(
    standing={
        "one": RETRACTED,
        "two": Standing("two", superseded_by="three"),
        "misread": Standing("misread", correction=Correction(Cause.OUR_MISREADING)),
        "firm": Standing("firm", confirmed=True),
    }
)


def brief(slug: str, figure: str, *notes: Note) -> Brief:
    return Brief(
        slug, slug, date(2024, 6, 10), "", "", f"briefs/{slug}.md", figures=(FigureRef("f", figure),), notes=notes
    )


NOTE = Note(date(2024, 7, 6), "retraction", "The outlet withdrew it.", "outlet_corrected")
EARLIER = Note(date(2024, 7, 1), "correction", "A name was wrong.", "complaint")


def test_a_fallen_figure_holds_every_brief_that_carries_it() -> None:
    briefs = [brief("a", "one"), brief("b", "two"), brief("c", "misread"), brief("d", "firm")]
    assert held(briefs, SHELF) == {"a", "b"}


def test_a_fall_counts_as_told_only_by_a_note_of_that_day_or_later() -> None:
    told, late = fallen([brief("a", "one", NOTE), brief("b", "one", EARLIER)], SHELF)
    assert (told.noted, late.noted) == (True, False)


def test_readers_see_notes_newest_first_and_the_desk_sees_what_has_none() -> None:
    since = Note(date(2024, 8, 1), "since_then", "A new count.")
    listed = corrections([brief("a", "one", EARLIER, NOTE, since), brief("b", "one")], SHELF)
    assert [(change.slug, change.words, change.noted) for change in listed] == [
        ("a", "The outlet withdrew it.", True),
        ("b", "counted twice", False),
        ("a", "A name was wrong.", True),
    ]
