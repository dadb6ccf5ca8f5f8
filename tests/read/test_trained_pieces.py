"""Words, pieces and windows as the trained reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.trained_pieces import MARKS, Vocabulary, pieces_of, windows

KNOWN = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[unused0]",
    "mill",
    "##er",
    "##s",
    "the",
    "cafe",
    ",",
    '"',
    "“",
    "”",
    "in",
    "'",
]


@pytest.fixture
def vocabulary() -> Vocabulary:
    return Vocabulary(KNOWN)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("mill", ["mill"]),
        ("Millers", ["mill", "##er", "##s"]),
        ("café", ["cafe"]),
        ("CAFÉ", ["cafe"]),
        ("quern", ["[UNK]"]),
        ("millq", ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_known_pieces(vocabulary: Vocabulary, word: str, pieces: list[str]) -> None:
    assert [KNOWN[number] for number in vocabulary.cut(word)] == pieces


def test_a_paragraphs_end_is_a_word_of_its_own(vocabulary: Vocabulary) -> None:
    found = pieces_of("the mill\n\nthe café", vocabulary)
    assert found.breaks == [False, False, True, False, False]
    assert [KNOWN[number] for number in found.pieces] == ["the", "mill", "[unused0]", "the", "cafe"]


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("the Mill MILL", [0, 1, 2]),
        ("the “mill” mill", [0, 3, 3, 0, 0]),
        ('the "mill" mill', [0, 3, 3, 0, 0]),
        ("the ``mill'' mill", [0, 0, 3, 3, 3, 0, 0]),
        ("“the\n\nmill", [3, 3, 6, 0]),
        ("", []),
    ],
)
def test_case_and_quotation_are_marked(vocabulary: Vocabulary, text: str, marks: list[int]) -> None:
    assert pieces_of(text, vocabulary).marks == marks


def test_an_endless_word_is_cut_short(vocabulary: Vocabulary) -> None:
    assert len(pieces_of("mill" + "s" * 500, vocabulary).pieces) <= 8


@given(st.text(max_size=300))
def test_any_text_gives_words_in_order_with_at_least_one_piece_each(text: str) -> None:
    found = pieces_of(text, Vocabulary(KNOWN))
    assert all(start < end for start, end in zip(found.starts, found.ends, strict=True))
    assert all(end <= start for end, start in zip(found.ends, found.starts[1:], strict=False))
    assert found.first == sorted(set(found.first))
    assert len(found.pieces) == len(found.marks)
    assert all(0 <= mark < MARKS for mark in found.marks)
    assert all(word.isspace() for word in [text[a:b] for a, b in _gaps(found.starts, found.ends, len(text))] if word)


def _gaps(starts: list[int], ends: list[int], length: int) -> list[tuple[int, int]]:
    return list(zip([0, *ends], [*starts, length], strict=True))


@given(st.lists(st.integers(1, 8), min_size=1, max_size=200), st.integers(8, 60), st.integers(0, 20))
def test_each_word_is_kept_from_exactly_one_window(lengths: list[int], size: int, overlap: int) -> None:
    first = [sum(lengths[:i]) for i in range(len(lengths))]
    total = sum(lengths)
    bounds = [*first, total]
    found = windows(first, total, size, min(overlap, size // 2))
    kept = [word for window in found for word in range(window.kept_from, window.kept_to)]
    assert kept == list(range(len(lengths)))
    assert all(bounds[window.after] - bounds[window.first] <= size for window in found)
    assert all(window.first <= window.kept_from <= window.kept_to <= window.after for window in found)


def test_a_short_text_is_one_window() -> None:
    assert [(w.first, w.after) for w in windows([0, 1, 2], 3, 100, 20)] == [(0, 3)]
