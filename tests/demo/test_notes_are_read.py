"""What each note says, who counted it and on what: the desk's reading, number by number.

"by" and "on" are what stands after people's corrections; the words and bounds are read by rules alone.
"""

from __future__ import annotations

import pytest

from reportedly.demo.walk import Walked
from reportedly.ledger.compilers import compiler_of
from reportedly.types import Bounds, Figure, FigureKind, Mood, Qualifier

Row = tuple[str, str, Qualifier, int | None, int | None, str, str | None]

# fmt: off
ROWS: tuple[Row, ...] = (
    # note, words, qualifier, lowest, highest, by, on
    ("A2", "at least 800", Qualifier.AT_LEAST, 800, None, "verstka", "its own sources"),
    ("A2", "None", Qualifier.NONE, 0, 0, "verstka", "its own sources"),
    ("A2", "Approximately 170", Qualifier.ABOUT, 153, 187, "verstka", "its own sources"),
    ("A2", "684", Qualifier.EXACT, 684, 684, "mediazona", "court sites"),
    ("A3", "hundreds", Qualifier.HUNDREDS, 200, 999, "verstka", "its own sources"),
    ("A4", "hundreds", Qualifier.HUNDREDS, 200, 999, "verstka", "its own sources"),
    ("A5", "around 20", Qualifier.ABOUT, 15, 25, "astra", "people close to the men"),
    ("A6", "18", Qualifier.EXACT, 18, 18, "bbc", "relatives"),
    ("A6", "26", Qualifier.EXACT, 26, 26, "bbc", "relatives"),
    ("A7", "at least ten", Qualifier.AT_LEAST, 10, None, "russian-media", None),
    ("A7", "25", Qualifier.EXACT, 25, 25, "russian-media", None),
    ("A8", "at least 1,793", Qualifier.AT_LEAST, 1793, None, "verstka", "open sources"),
    ("A8", "At least 234", Qualifier.AT_LEAST, 234, None, "verstka", "its own sources"),
    ("A9", "at least 234", Qualifier.AT_LEAST, 234, None, "verstka", "its own sources"),
    ("A9", "at least 81", Qualifier.AT_LEAST, 81, None, "verstka", "families and rights groups"),
    ("B1", "536", Qualifier.EXACT, 536, 536, "mediazona", "court sites"),
    ("B1", "548", Qualifier.EXACT, 548, 548, "mediazona", "court sites"),
    ("B1", "471", Qualifier.EXACT, 471, 471, "mediazona", "court sites"),
    ("B1", "25", Qualifier.EXACT, 25, 25, "mediazona", "court sites"),
    ("B1", "21", Qualifier.EXACT, 21, 21, "mediazona", "court sites"),
    ("B1", "14", Qualifier.EXACT, 14, 14, "mediazona", "court sites"),
    ("B2", "536", Qualifier.EXACT, 536, 536, "mediazona", "court sites"),
    ("B2", "471", Qualifier.EXACT, 471, 471, "mediazona", "court sites"),
    ("B2", "25", Qualifier.EXACT, 25, 25, "mediazona", "court sites"),
    ("B2", "more than 20", Qualifier.MORE_THAN, 21, None, "mediazona", "court sites"),
    ("B2", "14", Qualifier.EXACT, 14, 14, "mediazona", "court sites"),
    ("B3", "708", Qualifier.EXACT, 708, 708, "mediazona", "court sites"),
    ("B3", "629", Qualifier.EXACT, 629, 629, "mediazona", "court sites"),
    ("B3", "360", Qualifier.EXACT, 360, 360, "mediazona", "court sites"),
    ("B4", "1064", Qualifier.EXACT, 1064, 1064, "mediazona", "court sites"),
    ("B4", "951", Qualifier.EXACT, 951, 951, "mediazona", "court sites"),
    ("B4", "586", Qualifier.EXACT, 586, 586, "mediazona", "court sites"),
    ("B4", "52", Qualifier.EXACT, 52, 52, "mediazona", "court sites"),
    ("B4", "близько 400", Qualifier.ABOUT, 350, 450, "mediazona", "court sites"),
    ("B5", "2,076", Qualifier.EXACT, 2076, 2076, "mediazona", "court sites"),
    ("B5", "100", Qualifier.EXACT, 100, 100, "mediazona", "court sites"),
    ("B6", "At least 100", Qualifier.AT_LEAST, 100, None, "mediazona", "court sites"),
    ("B6", "2,076", Qualifier.EXACT, 2076, 2076, "mediazona", "court sites"),
    ("B7", "at least 100", Qualifier.AT_LEAST, 100, None, "mediazona", "court sites"),
    ("B7", "2,076", Qualifier.EXACT, 2076, 2076, "mediazona", "court sites"),
    ("B8", "3,049", Qualifier.EXACT, 3049, 3049, "mediazona", "court sites"),
    ("B8", "About 100", Qualifier.ABOUT, 50, 150, "mediazona", "court sites"),
    ("B8", "More than half", Qualifier.MAJORITY, None, None, "mediazona", "court sites"),
    ("B9", "4,121", Qualifier.EXACT, 4121, 4121, "mediazona", "court sites"),
    ("B9", "about 100", Qualifier.ABOUT, 50, 150, "mediazona", "court sites"),
    ("B9", "457", Qualifier.EXACT, 457, 457, "mediazona", "court sites"),
    ("B9", "317", Qualifier.EXACT, 317, 317, "mediazona", "court sites"),
    ("B9", "96", Qualifier.EXACT, 96, 96, "mediazona", "court sites"),
    ("B10", "4121", Qualifier.EXACT, 4121, 4121, "mediazona", "court sites"),
    ("B11", "just over 4,600", Qualifier.SLIGHTLY_OVER, 4601, 5060, "proekt", "court documents"),
    ("B11", "just over 4,800", Qualifier.SLIGHTLY_OVER, 4801, 5280, "proekt", "court documents"),
    ("B12", "684", Qualifier.EXACT, 684, 684, "mediazona", "court sites"),
    ("B12", "34", Qualifier.EXACT, 34, 34, "mediazona", "court sites"),
    ("B12", "718", Qualifier.EXACT, 718, 718, "mediazona", "court sites"),
    ("B12", "nearly 2,300", Qualifier.NEARLY, 2070, 2299, "mediazona", "court sites"),
    ("B12", "almost 7,400", Qualifier.NEARLY, 6660, 7399, "mediazona", "court sites"),
    ("B12", "Most", Qualifier.MAJORITY, None, None, "mediazona", "court sites"),
    ("B14", "684", Qualifier.EXACT, 684, 684, "mediazona", "court sites"),
    ("B14", "7,400", Qualifier.EXACT, 7400, 7400, "mediazona", "court sites"),
    ("B14", "496", Qualifier.EXACT, 496, 496, "mediazona", "court sites"),
    ("B15", "10,025", Qualifier.EXACT, 10_025, 10_025, "mediazona", "court sites"),
    ("B15", "9,059", Qualifier.EXACT, 9059, 9059, "mediazona", "court sites"),
    ("B15", "627", Qualifier.EXACT, 627, 627, "mediazona", "court sites"),
    ("B15", "339", Qualifier.EXACT, 339, 339, "mediazona", "court sites"),
    ("B15", "10,085", Qualifier.EXACT, 10_085, 10_085, "mediazona", "court sites"),
    ("B15", "8,594", Qualifier.EXACT, 8594, 8594, "mediazona", "court sites"),
    ("B15", "929", Qualifier.EXACT, 929, 929, "mediazona", "court sites"),
    ("B15", "844", Qualifier.EXACT, 844, 844, "mediazona", "court sites"),
    ("B15", "43", Qualifier.EXACT, 43, 43, "mediazona", "court sites"),
    ("B15", "42", Qualifier.EXACT, 42, 42, "mediazona", "court sites"),
    ("B15", "34-35", Qualifier.RANGE, 34, 35, "mediazona", "court sites"),
    ("B16", "10,025", Qualifier.EXACT, 10_025, 10_025, "mediazona", "court sites"),
    ("B16", "9,059", Qualifier.EXACT, 9059, 9059, "mediazona", "court sites"),
    ("B16", "627", Qualifier.EXACT, 627, 627, "mediazona", "court sites"),
    ("B16", "339", Qualifier.EXACT, 339, 339, "mediazona", "court sites"),
    ("B16", "8,594", Qualifier.EXACT, 8594, 8594, "mediazona", "court sites"),
    ("B17", "10,025", Qualifier.EXACT, 10_025, 10_025, "mediazona", "court sites"),
    ("B17", "9,059", Qualifier.EXACT, 9059, 9059, "mediazona", "court sites"),
    ("B17", "627", Qualifier.EXACT, 627, 627, "mediazona", "court sites"),
    ("B17", "339", Qualifier.EXACT, 339, 339, "mediazona", "court sites"),
    ("B17", "8,594", Qualifier.EXACT, 8594, 8594, "mediazona", "court sites"),
    ("B18", "20,538", Qualifier.EXACT, 20_538, 20_538, "mediazona", "court sites"),
    ("B18", "18,159", Qualifier.EXACT, 18_159, 18_159, "mediazona", "court sites"),
    ("B18", "1,369", Qualifier.EXACT, 1369, 1369, "mediazona", "court sites"),
    ("B18", "1,010", Qualifier.EXACT, 1010, 1010, "mediazona", "court sites"),
    ("B18", "17,721", Qualifier.EXACT, 17_721, 17_721, "mediazona", "court sites"),
    ("C1", "at least 49,000", Qualifier.AT_LEAST, 49_000, None, "important-stories", "leaked lists"),
    ("C1", "Nearly 500", Qualifier.NEARLY, 450, 499, "important-stories", "leaked lists"),
    ("C2", "around 50,500", Qualifier.ABOUT, 45_450, 55_550, "frontelligence-insight", None),
    ("C2", "at least 25", Qualifier.AT_LEAST, 25, None, "important-stories", "complaints"),
    ("C3", "more than 25,000", Qualifier.MORE_THAN, 25_001, None, "ukraine-military-intelligence", None),
    ("C3", "over 30", Qualifier.MORE_THAN, 31, None, "ukraine-military-intelligence", None),
    ("C4", "понад 70 000", Qualifier.MORE_THAN, 70_001, None, "mediazona", "court sites"),
    ("C4", "111 569", Qualifier.EXACT, 111_569, 111_569, "mediazona", "court sites"),
    ("C4", "41 512", Qualifier.EXACT, 41_512, 41_512, "mediazona", "court sites"),
    ("C4", "Щонайменше у 50", Qualifier.AT_LEAST, 50, None, "mediazona", "court sites"),
    ("C5", "более 70 000", Qualifier.MORE_THAN, 70_001, None, "mediazona", "court sites"),
    ("C5", "111 569", Qualifier.EXACT, 111_569, 111_569, "mediazona", "court sites"),
    ("C5", "41 512", Qualifier.EXACT, 41_512, 41_512, "mediazona", "court sites"),
    ("C5", "Не менее чем в 50", Qualifier.AT_LEAST, 50, None, "mediazona", "court sites"),
    ("X1", "at least 60", Qualifier.AT_LEAST, 60, None, "example-outlet", "invented"),
)

NO_COUNTS_OF_THE_DESK = {
    ("A2", "forty"): "a soldier's words about men with batons",
    ("A2", "three"): "the children of one man",
    ("A2", "at least 300,000"): "a need",
    ("A4", "thousands"): "a possibility",
    ("A7", "One"): "the man whose account it is",
    ("A7", "two"): "cellars",
    ("A8", "22"): "regions",
    ("A9", "one"): "a base",
    ("B9", "Most"): "a share",
    ("B14", "Most"): "a share",
    ("B16", "more than 10,000"): "left open: cases or people charged",
    ("B17", "more than 10,000"): "left open: cases or people charged",
    ("C2", "11"): "regions",
    ("C4", "жодної"): "a search without a find",
    ("C5", "ни одного"): "a search without a find",
}
# fmt: on


def figures(walked: Walked, note: str) -> list[Figure]:
    held = walked.newsroom.held()
    captures = {c.id for c in held.captures.values() if c.address == f"urn:reportedly:demo:{note}"}
    reports = {r.id for r in held.reports.values() if r.capture in captures}
    return [f for f in held.figures.values() if f.report in reports]


def named(walked: Walked, note: str, words: str) -> Figure:
    found = [f for f in figures(walked, note) if f.as_written.words == words]
    assert len(found) == 1, f"{note} reads {[f.as_written.words for f in figures(walked, note)]}"
    return found[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}")
def test_a_figure_is_read_with_its_bounds_and_has_its_compiler_and_base(walked: Walked, row: Row) -> None:
    note, words, qualifier, lowest, highest, by, on = row
    figure = named(walked, note, words)
    assert (figure.qualifier, figure.bounds) == (qualifier, Bounds(lowest, highest))
    assert figure.mood is Mood.FACT and not figure.negated and not figure.quoted
    held = walked.newsroom.held()
    origin = compiler_of(figure, held.reports[figure.report], held.standing, held.compilers, held.outlets)
    assert (origin.compiler, origin.base) == (by, on)


@pytest.mark.parametrize("note", sorted({row[0] for row in ROWS}))
def test_nothing_else_in_the_note_is_taken_for_a_count(walked: Walked, note: str) -> None:
    known = {row[1] for row in ROWS if row[0] == note} | {words for at, words in NO_COUNTS_OF_THE_DESK if at == note}
    counts = {f.as_written.words for f in figures(walked, note) if f.kind is FigureKind.COUNT}
    assert counts <= known


@pytest.mark.parametrize(("note", "words"), NO_COUNTS_OF_THE_DESK)
def test_what_is_no_count_of_the_desk_answers_no_question(walked: Walked, note: str, words: str) -> None:
    held = walked.newsroom.held()
    for figure in figures(walked, note):
        if figure.as_written.words == words:
            assert figure.id not in held.finding_of
