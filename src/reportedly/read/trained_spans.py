"""Scores of labels for each word in, stretches of words that are a source, a cue or a content out: the best lawful path (Viterbi).

Labels are O and, for each role, B (first word), I (inside), E (last), S (the only one).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
OUTSIDE = 0
LABELS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))
_NEVER = -1e4


def label_of(role: str, first: bool, last: bool) -> int:
    """The label of a word in a stretch of `role`, by whether it is its first and its last."""
    place = "S" if first and last else "B" if first else "E" if last else "I"
    return LABELS.index(f"{place}-{role}")


def may_follow(label: int, following: int) -> bool:
    """Whether a word with the label `following` can stand after one with `label`."""
    here, there = LABELS[label], LABELS[following]
    if here[0] in "BI":
        return there[0] in "IE" and there[2:] == here[2:]
    return there[0] in "OBS"


def lawful(transitions: NDArray[float32]) -> NDArray[float32]:
    """Learned scores of transitions, with those that cannot be made impossible."""
    out = transitions.copy()
    for label in range(len(LABELS)):
        for following in range(len(LABELS)):
            if not may_follow(label, following):
                out[label, following] = _NEVER
    return out


def best_labels(scores: NDArray[float32], transitions: NDArray[float32]) -> list[int]:
    """The labels, one for each row of `scores` (words by labels), of the path with the highest sum. Transitions must be lawful."""
    import numpy as np

    if not len(scores):
        return []
    reached = scores[0] + np.array([_NEVER if name[0] in "IE" else 0.0 for name in LABELS], dtype=scores.dtype)
    into = np.ascontiguousarray(transitions.T)
    came = np.empty((len(scores), len(LABELS)), dtype=np.intp)
    rows = np.arange(len(LABELS))
    for i in range(1, len(scores)):
        paths = into + reached
        best = came[i] = paths.argmax(axis=1)
        reached = paths[rows, best] + scores[i]
    last = reached + np.array([_NEVER if name[0] in "BI" else 0.0 for name in LABELS], dtype=scores.dtype)
    path = [int(last.argmax())]
    for i in range(len(scores) - 1, 0, -1):
        path.append(int(came[i, path[-1]]))
    return path[::-1]


def stretches(labels: Sequence[int]) -> dict[str, list[tuple[int, int]]]:
    """Lawful labels in, the words `[first, after)` of each role's stretches out, in order."""
    found: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    first = 0
    for i, label in enumerate(labels):
        name = LABELS[label]
        if name[0] in "BS":
            first = i
        if name[0] in "ES":
            found[name[2:]].append((first, i + 1))
    return found
