"""What pages say where one figure stands alone, where none stands, and where a note of ours stands for a page."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reportedly.press.digest import digest
from reportedly.press.pages.margin import behind, figure_note, known_as
from reportedly.press.site import site
from reportedly.press.tallies import since_then, taken_as, tally_in_words
from reportedly.types import (
    Answer,
    Bounds,
    Capture,
    Compiler,
    Edition,
    Outlet,
    Point,
    Qualifier,
    Question,
    Record,
    Shelf,
    Tally,
    Templates,
)

Q = Qualifier
APRIL = date(2024, 4, 12)
JUNE = "briefs/sent-back-to-sea/index.html"


def text(pages: Mapping[str, bytes], path: str) -> str:
    body = re.sub(r"</?(?:a|strong|em|span|time|sup)\b[^>]*>", "", pages[path].decode())
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def point(
    bounds: Bounds, qualifier: Qualifier, first: date = APRIL, last: date = APRIL, *, stated: bool = True
) -> Point:
    return Point("fin_one", "fig_one", "tally-desk", bounds, bounds.lower, qualifier, first, last, stated, None, ())


def tally(edition: Edition, bounds: Bounds, *points: Point, lower: tuple[str, ...] = ("fin_one",)) -> Tally:
    """A count whose figures and findings are unknown to the shelf: its points must be enough."""
    made = edition.shelf.tallies["left"]
    return replace(made, bounds=bounds, binding_lower=lower, binding_upper=(), points=points)


def question(edition: Edition, answer: Answer = Answer.BOUNDS) -> Question:
    return replace(edition.shelf.questions["left"], answer=answer)


JANUARY = (date(2024, 1, 1), date(2024, 1, 31))
ALONE = [
    (Bounds(2070, 2299), Q.NEARLY, (APRIL, APRIL), "almost 2,300 by 12 April 2024; no upper figure reported"),
    (Bounds(2070, 2299), Q.NEARLY, JANUARY, "almost 2,300 by January 2024; no upper figure reported"),
    (Bounds(153, 187), Q.ABOUT, (APRIL, APRIL), "about 170 by 12 April 2024; no upper figure reported"),
    (Bounds(20, 99), Q.DOZENS, (APRIL, APRIL), "dozens by 12 April 2024; no upper figure reported"),
    (Bounds(18159, 18159), Q.EXACT, (APRIL, APRIL), "at least 18,159; no upper figure reported"),
    (Bounds(800, None), Q.AT_LEAST, (APRIL, APRIL), "at least 800; no upper figure reported"),
]


@pytest.mark.parametrize(("bounds", "qualifier", "days", "words"), ALONE)
def test_a_single_figure_in_round_words_is_told_in_its_own_words_with_its_day(
    edition: Edition, bounds: Bounds, qualifier: Qualifier, days: tuple[date, date], words: str
) -> None:
    counted = tally(edition, Bounds(bounds.lower, None), point(bounds, qualifier, *days))
    assert tally_in_words(counted, {}, {}, question(edition)) == words
    assert tally_in_words(counted, {}, {}) == words
    assert bool(taken_as(counted)) == (" by " in words)


def test_what_the_policy_takes_it_as_stands_in_small_print_on_page_and_in_the_digest(
    edition: Edition, templates: Templates
) -> None:
    single = replace(edition.shelf.tallies["total"], bounds=Bounds(6660, None), binding_lower=("fin_total-2",))
    single = replace(single, binding_upper=())
    held = replace(edition, shelf=replace(edition.shelf, tallies={**edition.shelf.tallies, "total": single}))
    pages = site(held, templates)
    told = "almost 7,400 by 12 April 2024; no upper figure reported"
    for path in ("questions/total/index.html", "questions/index.html", "index.html"):
        assert told in text(pages, path), path
        assert "aken as at least 6,660 in counting" in text(pages, path), path
    mail = digest(held, templates, week_ending=date(2024, 6, 21), members=False).decode()
    assert "taken as at least 6,660" in mail.replace("=\r\n", "")
    before = replace(single, bounds=Bounds(1, 1))
    assert since_then(before, single, edition.shelf) == "Since then: almost 7,400 by 12 April 2024 (Ferry Rolls)."


def test_two_figures_that_bind_together_are_told_by_their_bounds(edition: Edition) -> None:
    one = point(Bounds(2070, 2299), Q.NEARLY)
    two = replace(one, finding="fin_two", bounds=Bounds(2070, 2300), qualifier=Q.EXACT)
    counted = tally(edition, Bounds(2070, None), one, two, lower=("fin_one", "fin_two"))
    assert tally_in_words(counted, {}, {}, question(edition)) == "at least 2,070; no upper figure reported"


def test_before_the_first_figure_a_count_has_none_for_that_day_and_a_list_stays_a_list(edition: Edition) -> None:
    early = replace(tally(edition, Bounds(None, None), point(Bounds(800, None), Q.AT_LEAST), lower=()))
    early = replace(early, as_of=date(2023, 1, 1))
    assert tally_in_words(early, {}, {}, question(edition)) == "no figure for that day"
    assert tally_in_words(early, {}, {}) == "no figure for that day"
    assert tally_in_words(early, {}, {}, question(edition, Answer.LIST)) == "one figure, by itself"


def test_a_question_tells_of_what_day_its_newest_figure_speaks_and_when_it_was_asked(
    edition: Edition, templates: Templates
) -> None:
    pages = site(edition, templates)
    assert "newest figure: January 2024; asked on 21 June 2024" in text(pages, "questions/left/index.html")
    assert "newest figure: no later than 18 June 2024; asked on" in text(pages, "questions/total/index.html")


def test_where_every_figure_was_withdrawn_none_stands(edition: Edition, templates: Templates) -> None:
    tallies = {name: one for name, one in edition.shelf.tallies.items() if name != "left"}
    page = text(
        site(replace(edition, shelf=replace(edition.shelf, tallies=tallies)), templates), "questions/left/index.html"
    )
    assert "no figure stands" in page and "1 figure withdrawn" in page
    assert "no report yet" not in page and "no figure reported" not in page


MAZE = Compiler("maze", "Mazeroll", ("Мазерола",))
NAMES = Shelf(
    compilers={
        "maze": MAZE,
        "one": Compiler("one", "Alpha", ("Перелік",)),
        "two": Compiler("two", "Beta", ("Переліка",)),
    },
    outlets={"wire": Outlet("wire", "North Wire", aliases=("Північний провід",))},
)
KNOWN = [
    ("Мазерола", "Mazeroll"),
    ("Мазероли", "Mazeroll"),
    ("мазеролою", "Mazeroll"),
    ("Північний провід", "North Wire"),
    ("the North Wire", "North Wire"),
    ("Переліку", "Переліку"),
    ("Мазур", "Мазур"),
    ("a ministry", "a ministry"),
]


@pytest.mark.parametrize(("source", "name"), KNOWN)
def test_whoever_a_report_credits_goes_by_the_name_that_the_desk_knows(source: str, name: str) -> None:
    assert known_as(NAMES, source) == name


def test_a_figure_without_a_finding_credits_its_source_by_the_known_name(edition: Edition) -> None:
    figure = replace(edition.shelf.figures["fig_left-post"], source="Мазероли", chain=())
    shelf = replace(edition.shelf, figures={figure.id: figure}, finding_of={}, compilers={"maze": MAZE})
    note = figure_note(shelf, figure.id)
    assert note and note.credits[0].by == "crediting Mazeroll"
    assert note.lines[0].startswith("Compiled by Mazeroll.")


def captured(report: str) -> Capture:
    at = datetime(2024, 6, 1, tzinfo=UTC)
    address = "urn:reportedly:note:one"
    return Capture(
        f"cap_{report}", address, address, at, 0, "text/vnd.reportedly.note", "sha256:0", Record("a", 0, 1), "note"
    )


def test_what_rests_on_a_note_is_labelled_as_the_desk_s_own_words(edition: Edition, templates: Templates) -> None:
    shelf = edition.shelf
    untold = {name: replace(report, note=None) for name, report in shelf.reports.items()}
    captures = {report.capture: captured(name.removeprefix("rep_")) for name, report in untold.items()}
    held = replace(edition, shelf=replace(shelf, reports=untold, captures=captures))
    pages, label = site(held, templates), "told by the desk in its own words"
    for path in (JUNE, "questions/left/index.html", "outlets/index.html"):
        assert label in text(pages, path), path
        assert "<q" not in pages[path].decode(), path
    assert label in pages["questions/left/left.csv"].decode()
    mail = digest(held, templates, week_ending=date(2024, 6, 21), members=False).decode().replace("=\r\n", "")
    assert mail.count(label) >= 2
    served = replace(held, shelf=replace(held.shelf, captures={}))
    assert label not in text(site(served, templates), JUNE)


def test_a_table_of_notes_and_pages_says_which_wording_is_which(edition: Edition, templates: Templates) -> None:
    reports = {**edition.shelf.reports}
    reports["rep_march-daily"] = replace(reports["rep_march-daily"], note=None)
    pages = site(replace(edition, shelf=replace(edition.shelf, reports=reports)), templates)
    page = text(pages, "questions/march/index.html")
    assert page.count("demonstration note, not the outlet's words") == 2
    assert "<q" in pages["questions/march/index.html"].decode()


def test_related_briefs_say_what_they_share_only_where_it_tells_something(
    edition: Edition, templates: Templates
) -> None:
    said = re.findall(r"Shares: ([^<]*)", site(edition, templates)[JUNE].decode())
    telling = {"crews", "harbour courts", "Tally Desk", "Ferry Rolls"}
    assert all(set(one.split(", ")) <= telling for one in said)


def test_the_footer_promises_no_more_than_a_seal_can(edition: Edition, templates: Templates) -> None:
    page = text(site(edition, templates), "index.html")
    assert "Whoever keeps this seal can tell whether the record was changed." in page
    assert "unnoticed" not in page


def test_the_first_page_speaks_of_one_thing_as_one(edition: Edition, templates: Templates) -> None:
    shelf = edition.shelf
    small = replace(
        shelf,
        questions={"left": shelf.questions["left"]},
        findings={"fin_left": shelf.findings["fin_left"]},
        tallies={"left": shelf.tallies["left"]},
    )
    page = text(site(replace(edition, shelf=small, briefs=()), templates), "index.html")
    assert "All 1 questions" not in page and "look like" not in page
    assert behind(shelf.tallies["left"]) == "1 report → 1 compiler"
    assert "All 5 questions" in text(site(edition, templates), "index.html")


@pytest.mark.parametrize(("eyes", "said"), [(1, True), (2, False)])
def test_a_desk_of_one_person_says_so_on_every_page(
    edition: Edition, templates: Templates, eyes: int, said: bool
) -> None:
    pages = site(replace(edition, settings=replace(edition.settings, eyes=eyes)), templates)
    told = {path: "One reader:" in text(pages, path) for path in pages if path.endswith(".html")}
    assert set(told.values()) == {said}
