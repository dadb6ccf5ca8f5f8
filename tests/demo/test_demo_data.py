"""The demonstration's data hangs together: notes, outlets, questions, decisions, briefs, and what is invented says so."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import reportedly
from reportedly.capture.notes import SourceNote, read_note
from reportedly.capture.outlets import by_name
from reportedly.resources.desk import DeskFiles, open_desk

DEMO = Path(reportedly.__file__).parent / "demo"
NOTES = sorted(path.stem for path in (DEMO / "notes").glob("*.note"))
BRIEFS = sorted(path.name for path in (DEMO / "desk" / "briefs").glob("*.md"))
ROWS = [f"A{n}" for n in range(2, 10)] + [f"B{n}" for n in range(1, 19) if n != 13] + [f"C{n}" for n in range(1, 6)]
INVENTED = ["X1", "X2"]

RUSSIAN, UKRAINIAN = {"B10", "C5"}, {"B4", "C4"}
OTHER_LANGUAGES = {"A7": "nl", "B7": "it", "B8": "bg", "B11": "is", "B14": "hu", "B17": "sk", "C3": "bg"}
MONTH_OR_YEAR = {
    "A4": "2024-06", "A6": "2022-11", "A7": "2022-11", "A8": "2022-07", "A9": "2022-07",
    "B1": "2023-03", "B4": "2023-04", "B8": "2023-09", "C1": "2025-03", "C3": "2025",
}  # fmt: skip


def raw(note: str) -> str:
    return (DEMO / "notes" / f"{note}.note").read_text(encoding="utf-8")


@cache
def note_of(note: str) -> SourceNote:
    return read_note(raw(note).encode(), f"{note}.note")


def text_of(note: str) -> str:
    return "\n\n".join(note_of(note).paragraphs)


@cache
def desk() -> DeskFiles:
    # A desk in the package has placeholders for figures (note and words); only a desk in a folder has ids.
    return open_desk(DEMO / "desk")


@cache
def decisions() -> list[dict[str, Any]]:
    return list(tomllib.loads((DEMO / "decisions.toml").read_text(encoding="utf-8"))["decision"])


@cache
def reviewers() -> dict[str, str]:
    table = tomllib.loads((DEMO / "decisions.toml").read_text(encoding="utf-8"))
    return {row["id"]: row["name"] for row in table["reviewer"]}


def last_day(note: str) -> date:
    return note_of(note).header.published.day


def front_matter(brief: str) -> dict[str, Any]:
    text = (DEMO / "desk" / "briefs" / brief).read_text(encoding="utf-8")
    return dict(yaml.safe_load(text.split("---\n")[1]))


def test_each_row_of_the_facts_has_one_note_and_the_invented_ones_stand_apart() -> None:
    assert sorted(NOTES) == sorted(ROWS + INVENTED)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_says_that_it_is_a_demonstration_note_and_lies_under_a_urn(note: str) -> None:
    header = note_of(note).header
    assert header.address == f"urn:reportedly:demo:{note}"
    assert header.note is not None and header.note.startswith("demonstration note")


@pytest.mark.parametrize("note", ROWS)
def test_a_note_links_the_original(note: str) -> None:
    link = note_of(note).header.link
    assert link is not None and link.startswith("https://")


@pytest.mark.parametrize("note", NOTES)
def test_a_note_is_in_the_language_that_it_names_and_keeps_the_outlets(note: str) -> None:
    header = note_of(note).header
    assert header.language == ("ru" if note in RUSSIAN else "uk" if note in UKRAINIAN else "en")
    assert header.outlet_language == OTHER_LANGUAGES.get(note)


@pytest.mark.parametrize(("note", "written"), MONTH_OR_YEAR.items())
def test_a_month_stays_a_month_and_a_year_a_year(note: str, written: str) -> None:
    assert f"\nPublished: {written}\n" in raw(note)


@pytest.mark.parametrize("note", NOTES)
def test_a_note_quotes_nobody(note: str) -> None:
    assert not re.search(r"[\"“”„«»‘]", raw(note))


@pytest.mark.parametrize("note", NOTES)
def test_the_outlet_of_a_note_is_known(note: str) -> None:
    assert by_name(note_of(note).header.outlet, desk().outlets) is not None


@pytest.mark.parametrize("note", INVENTED)
def test_an_invented_note_says_so_in_its_title_its_text_and_its_kind(note: str) -> None:
    header = note_of(note).header
    assert "invented" in header.title and "invented" in text_of(note) and header.note == "demonstration note, invented"
    assert header.link is None


def test_reviewers_deals_and_the_help_line_brief_are_labelled_as_invented() -> None:
    assert reviewers() and all("(invented)" in name for name in reviewers().values())
    assert desk().deals and all(deal.invented and "(invented)" in deal.partner for deal in desk().deals)
    assert front_matter("a-help-line-that-does-not-exist.md")["title"].startswith("Invented")


def test_the_decisions_name_no_reviewer_but_the_invented_ones() -> None:
    assert {row["reviewer"] for row in decisions()} == set(reviewers())


@pytest.mark.parametrize(
    "row", decisions(), ids=lambda row: f"{row.get('note')}-{row.get('words')}-{row['verdict']}-{row['reviewer']}"
)
def test_a_decision_speaks_of_words_that_stand_in_its_note(row: dict[str, Any]) -> None:
    assert row["words"] in text_of(row["note"])


def test_a_decision_is_taken_after_the_note_was_published_and_in_the_order_of_the_clock() -> None:
    times = [row["at"] for row in decisions()]
    assert all(isinstance(at, datetime) and at.utcoffset() == UTC.utcoffset(None) for at in times)
    assert times == sorted(times)
    assert all(row["at"].date() >= last_day(row["note"]) for row in decisions())


def test_every_figure_that_is_accepted_is_accepted_by_both() -> None:
    said = Counter((row["note"], row["words"]) for row in decisions() if row["verdict"] == "accept")
    assert set(said.values()) == {2}


def test_decisions_lead_to_standing_questions_and_each_question_has_an_answer() -> None:
    questions = {question.id for question in desk().questions}
    assert {row["to"] for row in decisions() if "to" in row} == questions


def test_decisions_name_compilers_that_the_desk_knows() -> None:
    compilers = {compiler.id for compiler in desk().compilers}
    assert {row["compiler"] for row in decisions() if "compiler" in row} <= compilers


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_ties_its_figures_to_words_of_notes_or_to_questions(brief: str) -> None:
    questions = {question.id for question in desk().questions}
    for tie in front_matter(brief)["figures"].values():
        assert ("tally" in tie and tie["tally"] in questions) or tie["words"] in text_of(tie["note"])


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_uses_every_name_that_its_front_matter_ties_and_no_other(brief: str) -> None:
    text = (DEMO / "desk" / "briefs" / brief).read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(figure:([a-z]+)\)", text)) == set(front_matter(brief)["figures"])


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_brief_uses_no_figure_that_was_published_later(brief: str) -> None:
    day = front_matter(brief)["date"]
    assert all(last_day(tie["note"]) <= day for tie in front_matter(brief)["figures"].values() if "note" in tie)


@pytest.mark.parametrize("brief", BRIEFS)
def test_a_briefs_picture_is_one_of_the_desks_drawings(brief: str) -> None:
    assert front_matter(brief)["picture"] in {picture.id for picture in desk().pictures}


def test_pictures_are_drawings_with_caption_credit_licence_and_alternative_text() -> None:
    for picture in desk().pictures:
        assert picture.kind == "drawing" and picture.licence == "CC BY 4.0"
        assert picture.caption and picture.credit and picture.alternative
        assert len(desk().picture_bytes[picture.id]) < 10_000


def test_pictures_load_nothing_and_run_nothing() -> None:
    for drawn in desk().picture_bytes.values():
        assert not re.search(rb"<script|href|url\((?!#)|<foreignObject|\son\w+=", drawn)


def test_the_wholes_parts_and_bases_of_the_policy_are_known() -> None:
    questions = {question.id for question in desk().questions}
    for whole in desk().policy.wholes:
        assert {whole.whole, *whole.parts} <= questions
    bases = {compiler.base for compiler in desk().compilers}
    assert all(base in bases for group in desk().policy.overlapping_bases for base in group)


def test_the_shelf_holds_six_to_eight_old_books_and_none_is_for_sale() -> None:
    assert 6 <= len(desk().books) <= 8
    assert all(int(book.year) < 1900 and book.price is None for book in desk().books)


def test_the_desk_is_a_labelled_demonstration_on_a_simulated_clock_with_four_eyes() -> None:
    settings = desk().settings
    assert settings.clock.simulated and settings.site.demonstration and settings.site.eyes == desk().policy.eyes == 2
    assert settings.site.desk_note is not None and "simulated" in settings.site.desk_note


def test_the_warning_of_falsified_records_stands_with_both_figures_and_both_questions() -> None:
    warned = {row["note"]: row["reason"] for row in decisions() if row["verdict"] == "caveat"}
    assert set(warned) == {"C1", "C2"}
    asked = {question.id: question.caveats for question in desk().questions if question.caveats}
    assert asked == {"lists-absent": (warned["C1"],), "recorded-2024": (warned["C2"],)}


@pytest.mark.shared
@pytest.mark.parametrize("note", ROWS)
def test_a_note_gives_the_address_that_the_facts_give(note: str) -> None:
    facts = Path(__file__).resolve().parents[2].parent / "shared" / "demo" / "facts.md"
    row = next(line for line in facts.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {note} |"))
    assert str(note_of(note).header.link) in row
