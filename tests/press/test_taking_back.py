"""What was published and is not any more: taken back with a reason, remembered when it is back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from reportedly.press.site import site
from reportedly.press.taking_back import CHANGED, FILE_GONE, PUT_OFF, Earlier, carried_now, taken_back, tells
from reportedly.types import (
    Brief,
    Carried,
    Decision,
    Edition,
    FigureRef,
    Note,
    Shelf,
    Standing,
    TakenBack,
    Templates,
    Verdict,
)

WHEN = datetime(2024, 7, 5, tzinfo=UTC)
MAY, JULY, AUGUST = date(2024, 5, 3), date(2024, 7, 5), date(2024, 8, 1)
WITHDRAWN = Decision("d", "one", Verdict.RETRACT, "ann", WHEN, "calls were counted twice")
SHELF = Shelf(standing={"one": Standing("one", retracted=WITHDRAWN)})
ONCE = Carried("calls", "[At least 60](figure:f) calls", MAY, ("one",))
OTHER = Carried("ships", "Ships", MAY, ("two",))


def brief(slug: str, figure: str, *notes: Note) -> Brief:
    return Brief(slug, slug, MAY, "", "", f"briefs/{slug}.md", figures=(FigureRef("f", figure),), notes=notes)


def back(
    *briefs: Brief, held: tuple[str, ...] = (), earlier: Earlier, files: tuple[str, ...] = ()
) -> tuple[TakenBack, ...]:
    return taken_back(briefs, held, earlier, SHELF, files=files, day=JULY)


def test_a_held_brief_whose_figure_fell_gives_the_figure_and_the_decision_s_reason() -> None:
    (one,) = back(brief("calls", "one"), held=("calls",), earlier=Earlier((ONCE,)), files=("calls",))
    assert (one.day, one.figure, one.why) == (JULY, "one", "calls were counted twice")


def test_a_brief_without_its_file_is_taken_back_with_what_is_known() -> None:
    fell, gone = back(earlier=Earlier((ONCE, OTHER)))
    assert (fell.figure, fell.why) == ("one", "calls were counted twice")
    assert (gone.figure, gone.why, gone.brief.title) == (None, FILE_GONE, "Ships")


def test_changed_words_and_another_day_are_told_apart() -> None:
    (changed,) = back(brief("ships", "two"), held=("ships",), earlier=Earlier((OTHER,)), files=("ships",))
    (later,) = back(earlier=Earlier((OTHER,)), files=("ships",))
    assert (changed.why, later.why) == (CHANGED, PUT_OFF)


def test_what_stands_or_never_was_published_is_not_taken_back() -> None:
    assert back(brief("ships", "two"), earlier=Earlier((OTHER,)), files=("ships",)) == ()
    assert back(brief("calls", "one"), held=("calls",), earlier=Earlier(), files=("calls",)) == ()


def test_the_day_stays_and_a_brief_that_is_back_is_remembered_with_both_days() -> None:
    first = back(earlier=Earlier((OTHER,)))
    again = taken_back((), (), Earlier((), first), SHELF, files=(), day=AUGUST)
    assert again == first
    restored = taken_back((brief("ships", "two"),), (), Earlier((), first), SHELF, files=("ships",), day=AUGUST)
    assert [(one.day, one.until) for one in restored] == [(JULY, AUGUST)]
    twice = taken_back((), (), Earlier((OTHER,), restored), SHELF, files=(), day=date(2024, 9, 1))
    assert [(one.day, one.until) for one in twice] == [(JULY, AUGUST), (date(2024, 9, 1), None)]


NOTE = Note(JULY, "correction", "A name was wrong.", "complaint")


def test_a_note_that_was_published_is_carried_on_when_the_file_loses_it_and_replaced_when_it_is_reworded() -> None:
    first = carried_now((brief("ships", "two", NOTE),), Earlier(), SHELF, {}, JULY)
    assert first[0].notes == (NOTE,)
    lost = carried_now((brief("ships", "two"),), Earlier(first), SHELF, {}, AUGUST)
    assert lost[0].notes == (NOTE,)
    better = replace(NOTE, words="A place name was wrong.")
    assert carried_now((brief("ships", "two", better),), Earlier(lost), SHELF, {}, AUGUST)[0].notes == (better,)
    assert carried_now((brief("ships", "two", NOTE),), Earlier(), SHELF, {}, MAY)[0].notes == ()


def test_the_desk_s_own_note_takes_the_place_of_ours() -> None:
    one = TakenBack(ONCE, JULY, "why")
    assert not tells(one)
    assert tells(replace(one, brief=replace(ONCE, notes=(NOTE,))))
    assert not tells(replace(one, brief=replace(ONCE, notes=(replace(NOTE, day=MAY),))))


def page(edition: Edition, templates: Templates, path: str) -> str:
    return site(edition, templates)[path].decode()


def test_a_brief_whose_file_is_gone_keeps_a_page_and_stands_among_the_corrections(
    edition: Edition, templates: Templates
) -> None:
    gone = Carried("long-gone", "[At least 90](figure:x) had left", MAY, ("fig_gone",))
    one = TakenBack(gone, JULY, "Daily Gull withdrew the figure.", "fig_gone")
    without = replace(edition, taken_back=(one,))
    own = page(without, templates, "briefs/long-gone/index.html")
    assert "… had left" in own and "90" not in own
    assert "because a figure in it no longer stands" in own
    for words in (
        "Taken back",
        "5 July 2024",
        "Daily Gull, 2 May 2024) no longer stands: Daily Gull withdrew the figure.",
    ):
        assert words in own
        assert words in page(without, templates, "corrections/index.html")
    assert "… had left (taken back)" in page(without, templates, "corrections/index.html")
    assert "long-gone" not in page(without, templates, "briefs/index.html")
    assert "long-gone" not in page(without, templates, "feed.xml")


def test_a_brief_that_is_back_stays_among_the_corrections_and_has_its_own_page(
    edition: Edition, templates: Templates
) -> None:
    known = edition.briefs[1]
    one = TakenBack(Carried(known.slug, known.title, known.date), MAY, FILE_GONE, until=JULY)
    held = replace(edition, taken_back=(one,))
    listed = page(held, templates, "corrections/index.html")
    assert FILE_GONE in listed and "The brief is back since 5 July 2024." in listed
    assert "You might also like" in page(held, templates, f"briefs/{known.slug}/index.html")


def test_a_note_that_the_file_lost_stays_on_the_corrections_page(edition: Edition, templates: Templates) -> None:
    known = edition.briefs[1]
    held = replace(edition, carried=(Carried(known.slug, known.title, known.date, (), (NOTE,)),))
    assert "A name was wrong." in page(held, templates, "corrections/index.html")
    assert "A name was wrong." not in page(held, templates, f"briefs/{known.slug}/index.html")
