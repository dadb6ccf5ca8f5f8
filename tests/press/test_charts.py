"""What the charts draw, and what they refuse to draw."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.press.charts import Mark, chart, key, steps
from reportedly.types import Bounds

DAY = date(2024, 4, 12)
LATER = date(2024, 6, 18)


def _mark(
    lower: int | None,
    upper: int | None,
    best: int | None,
    *,
    compiler: str = "Ferry Rolls",
    earliest: date = DAY,
    latest: date = DAY,
    words: str = "words",
) -> Mark:
    return Mark(
        compiler, words, Bounds(lower, upper), best, earliest, latest, earliest == latest, "as of a day", "a quay"
    )


EXACT = _mark(684, 684, 684)
LATER_EXACT = _mark(900, 900, 900, earliest=LATER, latest=LATER)
AT_LEAST = _mark(800, None, 800)
NEARLY = _mark(6660, 7399, 7399)
UP_TO = _mark(0, 40, None)
UNDATED = _mark(700, 700, 700, earliest=date(2024, 2, 1))


def _signs(svg: str) -> set[str]:
    return set(re.findall(r'class="(dot|range|arrow|time|line)\b', svg))


@pytest.mark.parametrize(
    ("marks", "in_time", "signs"),
    [
        pytest.param([EXACT], True, {"dot"}, id="one figure is a dot"),
        pytest.param([AT_LEAST], True, {"dot", "arrow"}, id="at least is a dot and an arrow"),
        pytest.param([NEARLY], True, {"dot", "range"}, id="almost is a dot on a range"),
        pytest.param([UP_TO], True, {"range"}, id="up to has no dot: no value was given"),
        pytest.param([EXACT, LATER_EXACT], True, {"dot", "line"}, id="one compiler's figures are joined"),
        pytest.param([EXACT, LATER_EXACT], False, {"dot"}, id="figures side by side are never joined"),
        pytest.param([UNDATED, LATER_EXACT], True, {"dot", "time", "line"}, id="a day not stated is a bar in time"),
    ],
)
def test_signs(marks: list[Mark], in_time: bool, signs: set[str]) -> None:
    svg = chart(marks, ident="c", title="How many?", in_time=in_time)
    assert _signs(svg) == signs
    assert {name for name, _ in key(marks, in_time=in_time)} == signs


def test_no_line_joins_two_compilers() -> None:
    other = _mark(900, 900, 900, compiler="Tally Desk", earliest=LATER, latest=LATER)
    assert "line" not in _signs(chart([EXACT, other], ident="c", title="How many?", in_time=True))


def test_nothing_is_drawn_where_nothing_is_known() -> None:
    assert chart([_mark(None, None, None)], ident="c", title="How many?", in_time=True) == ""


def test_a_chart_says_in_words_what_it_shows_and_escapes_them() -> None:
    svg = chart([_mark(1, 1, 1, compiler="A & <B>")], ident="c", title="How < many?", in_time=False)
    root = ElementTree.fromstring(svg)
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == "c-title c-desc"
    assert [child.text for child in root[:2]] == ["How < many?", "A & <B>: words, as of a day, a quay."]


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        (684, (0, 200, 400, 600, 800)),
        (9059, (0, 2500, 5000, 7500, 10000)),
        (3, (0, 1, 2, 3)),
        (1, (0, 1)),
        (0, (0, 1)),
    ],
)
def test_an_axis_starts_at_zero_and_has_round_steps(top: int, expected: tuple[int, ...]) -> None:
    assert steps(top) == expected


DAYS = st.dates(date(2022, 1, 1), date(2025, 12, 31))
NUMBERS = st.none() | st.integers(0, 10**6)


@st.composite
def marks(draw: st.DrawFn) -> Mark:
    lower, upper = draw(NUMBERS), draw(NUMBERS)
    if lower is not None and upper is not None:
        lower, upper = sorted((lower, upper))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    best = draw(st.sampled_from([lower, upper, None]))
    return _mark(lower, upper, best, compiler=draw(st.sampled_from(["One", "Two"])), earliest=first, latest=last)


@given(st.lists(marks(), max_size=8), st.booleans())
def test_any_figures_give_a_drawing_that_stays_inside_its_frame_and_is_always_the_same(
    figures: list[Mark], in_time: bool
) -> None:
    svg = chart(figures, ident="c", title="How many?", in_time=in_time)
    assert svg == chart(figures, ident="c", title="How many?", in_time=in_time)
    if svg:
        root = ElementTree.fromstring(svg)
        _, _, width, height = map(float, root.attrib["viewBox"].split())
        for circle in root.iter("circle"):
            assert 0 <= float(circle.attrib["cx"]) <= width
            assert 0 <= float(circle.attrib["cy"]) <= height
