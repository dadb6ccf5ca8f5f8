"""What goes out: names under pseudonyms, details withheld, everything else where it was. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.read import read
from reportedly.read.masking import Masking, masked, masked_reading, masks
from reportedly.read.persons import persons_of
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Bounds, Report, Span

KEY = b"a key of thirty-two bytes for us"


def mask(language: str, text: str, key: bytes = KEY) -> str:
    known = languages().get(language)
    assert known is not None
    return masked(text, *persons_of(text, known, gazetteer()), key)


def report_of(text: str, headline: str, language: str = "en") -> Report:
    return Report(
        id="rep_1", capture="cap_1", outlet="o", headline=headline, text=text, paragraphs=(Span(0, len(text)),),
        language=language, published_day=date(2024, 5, 1),
    )  # fmt: skip


def test_a_name_becomes_a_pseudonym_and_a_detail_says_what_was_withheld() -> None:
    text = mask("en", "Judge Ada Lim saw Pyotr Zlobnin, 31, a plumber. Zlobnin fled.")
    assert text.startswith("Judge Ada Lim saw person-")
    assert text.endswith(" fled.")
    assert "[age withheld], a [occupation withheld]." in text
    assert "Zlobnin" not in text


def test_one_person_has_one_pseudonym_in_every_case_and_another_under_another_key() -> None:
    words = mask("ru", "Видели Петра Злобкина. Злобкину дали срок. Петр Злобкин молчит.").replace(".", "").split()
    names = [word for word in words if word.startswith("person-")]
    assert len(names) == 3
    assert len(set(names)) == 1
    assert mask("ru", "Видели Петра Злобкина.", b"x" * 32) != mask("ru", "Видели Петра Злобкина.")


def test_a_text_that_names_nobody_private_stays_as_it_is() -> None:
    text = "At least 800 soldiers fled from Rostov, Defence Minister Ada Lim said."
    assert mask("en", text) == text


def test_a_reading_moves_along_with_its_masked_text() -> None:
    text = "Lawyer Pyotr Zlobnin said at least 800 soldiers fled. Semyon Grubkin has four children."
    report = report_of(text, "Zlobnin counts 800")
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    shown, moved = masked_reading(report, reading, KEY)
    whole = repr((shown, moved))
    assert not any(name in whole for name in ("Zlobnin", "Pyotr", "Grubkin", "four children"))
    assert [f.id for f in moved.figures] == [f.id for f in reading.figures]
    counted = next(f for f in moved.figures if f.bounds.lower == 800)
    assert counted.as_written.span.of(shown.text) == counted.as_written.words == "at least 800"
    for quote in (q for s in moved.statements for q in (*s.source, *s.cue, *s.content)):
        assert quote.span.of(shown.text) == quote.words


def test_a_figure_that_is_a_private_detail_loses_its_value() -> None:
    report = report_of("Semyon Grubkin has four children and 12 cows.", "A village")
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    _, moved = masked_reading(report, reading, KEY)
    hidden = [f for f in moved.figures if "withheld" in f.as_written.words]
    assert all(f.bounds == Bounds(None, None) and f.best is None for f in hidden)


def test_a_headline_is_masked_though_it_is_no_part_of_the_text() -> None:
    report = report_of("Soldiers fled.", "Pyotr Zlobnin fled")
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    known = languages().get("en")
    assert known is not None
    headline = persons_of(report.headline, known, gazetteer())[0]
    assert masked_reading(report, reading, KEY, headline)[0].headline.startswith("person-")
    assert masked_reading(report, reading, KEY) == (report, reading)


def test_words_without_a_place_are_masked_in_other_cases_too() -> None:
    text = "Петр Злобкин бежал в мае."
    known = languages().get("ru")
    assert known is not None
    masking = Masking(text, masks(*persons_of(text, known, gazetteer()), KEY))
    said = masking.words("адвокат Петра Злобкина")
    assert said is not None
    assert said.startswith("адвокат person-")
    assert "Злобкин" not in said


PIECES = st.sampled_from(
    [
        "Pyotr Zlobnin",
        "Zlobnin",
        "aged 31",
        "+7 999 123-45-67",
        "fled",
        "in Tver",
        "Judge Ada Lim",
        "said",
        ",",
        ".",
        "«",
        "12 men",
    ]
)


@settings(max_examples=120, deadline=None)
@given(st.lists(PIECES, max_size=20).map(" ".join), st.integers(0, 200), st.integers(0, 200))
def test_no_private_word_is_left_and_every_span_has_its_place(text: str, one: int, other: int) -> None:
    known = languages().get("en")
    assert known is not None
    persons, personal = persons_of(text, known, gazetteer())
    found = masks(persons, personal, KEY)
    masking = Masking(text, found)
    shown = masking.text
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start
    for hidden in found:
        assert masking.span(hidden.span).of(shown) == hidden.shown
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    moved = masking.span(Span(start, end))
    assert moved.end <= len(shown)
    if not any(m.span.overlaps(Span(start, end)) for m in found):
        assert moved.of(shown) == text[start:end]


def test_masking_twice_changes_nothing_more() -> None:
    report = report_of("Pyotr Zlobnin fled.", "x")
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    shown, moved = masked_reading(report, reading, KEY)
    assert masked_reading(shown, moved, KEY) == (shown, moved)
    assert replace(shown, text="", paragraphs=()) == replace(report, text="", paragraphs=())
