"""Related briefs: earlier ones only, near ones first, explained, and never changed by what comes later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.press.nearness import Piece
from reportedly.press.related import PINNED, all_related, nearest, related
from reportedly.types import Brief

FIRST = date(2024, 1, 1)


def brief(slug: str, day: int, title: str, body: str, *pins: str) -> Brief:
    return Brief(slug, title, FIRST + timedelta(days=day), "", body, f"briefs/{slug}.md", pins=pins)


COURTS = brief("courts", 0, "Courts count deserters", "Military courts in Yekaterinburg count deserters.")
BAKERY = brief("bakery", 10, "Bread", "Bakers bake rye bread in the morning.")
AGAIN = brief("again", 20, "More deserters", "The courts in Yekaterinburg count [at least 5](figure:x) deserters.")
LATER = brief("later", 30, "More deserters again", "In Yekaterinburg, at least 7 deserters.")
ALL = (LATER, COURTS, AGAIN, BAKERY)


def test_only_earlier_briefs_are_offered_nearest_first() -> None:
    assert [one.slug for one in related(ALL, "again")] == ["courts"]
    assert [one.slug for one in related(ALL, "later", 2)] == ["again", "courts"]
    assert related(ALL, "courts") == ()


def test_the_shared_words_are_named_as_the_brief_writes_them() -> None:
    (one,) = related(ALL, "again", 1)
    assert "Yekaterinburg" in " ".join(one.shares)


def test_an_editors_pins_come_first_and_unknown_pins_are_passed_over() -> None:
    pinned = replace(LATER, pins=("bakery", "gone", "later"))
    assert [(one.slug, one.shares == (PINNED,)) for one in related((*ALL[1:], pinned), "later", 3)] == [
        ("bakery", True),
        ("again", False),
        ("courts", False),
    ]


def test_an_unknown_slug_is_told() -> None:
    with pytest.raises(KeyError):
        related(ALL, "nowhere")


WORDS = st.lists(
    st.sampled_from(("court", "deserter", "trial", "bread", "rye", "baker", "front", "river", "bridge")), max_size=12
)
TEXTS = st.lists(st.tuples(st.integers(0, 9), WORDS, WORDS), min_size=1, max_size=12)


@settings(max_examples=40, deadline=None)
@given(TEXTS, WORDS)
def test_a_newer_brief_changes_no_older_list(rows: list[tuple[int, list[str], list[str]]], newer: list[str]) -> None:
    pieces = [
        Piece(f"p{n}", FIRST + timedelta(days=day), " ".join(title), "", " ".join(body))
        for n, (day, title, body) in enumerate(rows)
    ]
    before = nearest(pieces, 3)
    after = nearest([Piece("new", FIRST + timedelta(days=10), "", "", " ".join(newer)), *reversed(pieces)], 3)
    assert {piece.id: after[piece.id] for piece in pieces} == before
    days = {piece.id: piece.day for piece in pieces}
    assert all(days[one.slug] <= days[name] and one.slug != name for name, found in before.items() for one in found)


def test_the_whole_site_at_once_gives_the_same_as_one_by_one() -> None:
    whole = all_related(ALL, 2)
    assert {one.slug: related(ALL, one.slug, 2) for one in ALL} == whole


def test_russian_and_ukrainian_forms_of_a_word_are_one_word() -> None:
    one = brief("ru", 0, "Приговоры", "Суды в Екатеринбурге выносят приговоры дезертирам.")
    two = brief("ru2", 5, "Приговор", "Приговоров дезертиров в Екатеринбурге больше.")
    assert [found.slug for found in related((one, BAKERY, two), "ru2", 1)] == ["ru"]
