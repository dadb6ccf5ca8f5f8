"""From labels' scores to stretches of words."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.trained_spans import LABELS, best_labels, label_of, lawful, may_follow, stretches

np = pytest.importorskip("numpy")


def scores_of(*names: str, weight: float = 5.0) -> object:
    table = np.zeros((len(names), len(LABELS)), dtype=np.float32)
    for row, name in enumerate(names):
        table[row, LABELS.index(name)] = weight
    return table


def path(scores: object) -> list[str]:
    return [LABELS[label] for label in best_labels(scores, lawful(np.zeros((13, 13), dtype=np.float32)))]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        (["B-cue", "E-cue", "O"], ["B-cue", "E-cue", "O"]),
        (["S-source", "S-cue", "B-content", "I-content", "E-content"],) * 2,
        (["B-content", "O", "E-content"], ["B-content", "I-content", "E-content"]),
        (["O", "S-cue"], ["O", "S-cue"]),
    ],
)
def test_the_path_is_the_best_that_can_be(seen: list[str], read: list[str]) -> None:
    assert path(scores_of(*seen)) == read


def test_a_text_without_words_has_no_labels() -> None:
    assert best_labels(np.zeros((0, 13), dtype=np.float32), np.zeros((13, 13), dtype=np.float32)) == []


@given(st.lists(st.lists(st.floats(-9, 9, width=32), min_size=13, max_size=13), min_size=1, max_size=30))
def test_whatever_the_scores_the_path_is_lawful_and_its_stretches_do_not_touch(rows: list[list[float]]) -> None:
    labels = best_labels(np.array(rows, dtype=np.float32), lawful(np.zeros((13, 13), dtype=np.float32)))
    assert all(may_follow(a, b) for a, b in pairwise(labels))
    assert LABELS[labels[0]][0] in "OBS"
    assert LABELS[labels[-1]][0] in "OES"
    words = [word for spans in stretches(labels).values() for span in spans for word in range(*span)]
    assert sorted(words) == [word for word, label in enumerate(labels) if label]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [(True, True, "S-cue"), (True, False, "B-cue"), (False, True, "E-cue"), (False, False, "I-cue")],
)
def test_a_label_says_where_in_its_stretch_a_word_stands(first: bool, last: bool, label: str) -> None:
    assert LABELS[label_of("cue", first, last)] == label
