"""Briefs as files: what is taken, and what is refused with file, line and remedy."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadInput
from reportedly.press.briefs import brief_of
from reportedly.press.ties import tied, words_only
from reportedly.types import FigureRef, Note

WHOLE = """---
title: "[At least 800](figure:fled) men"
date: 2024-06-10
teaser: >
  One sentence
  on two lines.
picture: corridor
topics: [flight, courts]
author: The desk
pins: [an-earlier-one]
figures:
  fled: {figure: fig_1}
  all: {tally: cases, mark: abc}
notes:
  - {day: 2024-06-12, kind: correction, words: "We wrote 900.", cause: our_misreading}
---

Body with [at least 800](figure:fled) men.
"""


def test_every_key_of_the_front_matter_is_taken() -> None:
    brief = brief_of(WHOLE, "briefs/June-Brief.md")
    assert (brief.slug, brief.date, brief.teaser) == ("june-brief", date(2024, 6, 10), "One sentence on two lines.")
    assert (brief.picture, brief.topics, brief.author) == ("corridor", ("flight", "courts"), "The desk")
    assert brief.figures == (FigureRef("fled", "fig_1"), FigureRef("all", None, "cases", "abc"))
    assert brief.notes == (Note(date(2024, 6, 12), "correction", "We wrote 900.", "our_misreading"),)
    assert brief.pins == ("an-earlier-one",)


def test_lines_are_those_of_the_file() -> None:
    brief = brief_of(WHOLE, "briefs/june.md")
    lines = WHOLE.splitlines()
    assert lines[dict(brief.field_lines)["teaser"] - 1].startswith("teaser")
    assert lines[brief.lines_before_body :] == brief.body.splitlines()


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm() -> None:
    assert brief_of("\ufeff" + WHOLE.replace("\n", "\r\n"), "briefs/june.md") == brief_of(WHOLE, "briefs/june.md")


REFUSED = [
    ("", 1, "empty"),
    ("Only a body.", 1, "no front matter"),
    ("---\ntitle: A\n", 1, "does not end"),
    ("---\ntitle: A: B\n---\n", 2, "mapping values"),
    ("---\ntitle: A\ntitel: B\n---\n", 3, "'titel'"),
    ("---\ntitle: A\ntitle: B\n---\n", 3, "twice"),
    ("---\ntitle: A\ndate: tomorrow\nteaser: B\n---\n", 3, "no day"),
    ("---\ntitle: A\ndate: 2024-02-31\nteaser: B\n---\n", 2, "day"),
    ("---\ntitle: A\ndate: 2024-02-01\n---\n", 2, "'teaser'"),
    ("---\ntitle: [A]\ndate: 2024-02-01\nteaser: B\n---\n", 2, "no text"),
    ("---\n- A\n---\n", 2, "no keys"),
    ("---\na: &x [1]\nb: *x\n---\n", 3, "aliases"),
    ("---\ntitle: A\x00\n---\n", 2, "binary"),
    ("---\ntitle: " + "[" * 5000 + "\n---\n", 3, "broken"),
]
FRONT = "---\ntitle: A\ndate: 2024-02-01\nteaser: B\n"
REFUSED += [
    (FRONT + "figures: [x]\n---\n", 5, "not a mapping"),
    (FRONT + "figures:\n  a: {figure: 1, tally: q}\n---\n", 6, "both"),
    (FRONT + "figures:\n  a: {}\n---\n", 6, "neither"),
    (FRONT + "figures:\n  a: {figure: 1, mark: m}\n---\n", 6, "no tally"),
    (FRONT + "figures:\n  a: {figur: 1}\n---\n", 6, "'figur'"),
    (FRONT + "topics: {a: b}\n---\n", 5, "no list"),
    (FRONT + "notes: late\n---\n", 5, "no list"),
    (FRONT + "notes:\n  - {day: 2024-02-02, kind: oops, words: C}\n---\n", 6, "'oops'"),
    (FRONT + "notes:\n  - {day: 2024-02-02, kind: correction, words: C, cause: moon}\n---\n", 6, "'moon'"),
]


@pytest.mark.parametrize(("text", "line", "says"), REFUSED)
def test_what_is_broken_is_refused_with_file_line_and_remedy(text: str, line: int, says: str) -> None:
    with pytest.raises(BadInput) as refused:
        brief_of(text, "briefs/x.md")
    assert refused.value.where == f"briefs/x.md, line {line}"
    assert says in refused.value.what
    assert refused.value.remedy


@pytest.mark.parametrize("file", ["briefs/a b.md", "briefs/.md", "briefs/a\nb.md", "briefs/..md"])
def test_a_file_name_that_is_no_address_is_refused(file: str) -> None:
    with pytest.raises(BadInput):
        brief_of(WHOLE, file)


TIES = [
    ("no tie", "no tie", []),
    ("[at least 800](figure:fled) men", "at least 800 men", [("figure", "fled", "at least 800")]),
    ("[2024](plain:) and [7](figure:x)", "2024 and 7", [("plain", "", "2024"), ("figure", "x", "7")]),
    ("[a page](https://example.org/x:y)", "[a page](https://example.org/x:y)", []),
    ("[7](figur:x)", "7", [("figur", "x", "7")]),
    ("[[7](figure:x)", "[7", [("figure", "x", "7")]),
    ("[two\nlines](figure:x)", "two\nlines", [("figure", "x", "two\nlines")]),
]


@pytest.mark.parametrize(("text", "shown", "ties"), TIES)
def test_ties_are_taken_apart(text: str, shown: str, ties: list[tuple[str, str, str]]) -> None:
    found = tied(text)
    assert found.text == shown
    assert [(tie.kind, tie.name, tie.words) for tie in found.ties] == ties


@given(st.text("[]()figure:plain 1a\n", max_size=80))
def test_offsets_and_lines_always_fit_the_text(text: str) -> None:
    found = tied(text)
    for tie in found.ties:
        assert tie.shown.of(found.text) == tie.words
        assert tie.span.of(text).startswith("[" + tie.words)
        assert text[: tie.span.start].count("\n") == tie.line == found.line(tie.shown.start)
    assert words_only(text) == found.text


def test_many_brackets_take_no_longer_than_their_length_asks() -> None:
    assert tied("[" * 200_000).ties == ()
    assert tied("[a](" * 50_000).ties == ()
