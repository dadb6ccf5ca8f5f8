"""How far the words around a figure are those of a question. Words that few questions use tell most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from reportedly.ledger.names import tokens
from reportedly.types import Figure, Question, Report

NEAR = 60
"""Words up to so many letters after the number are its own; the rest of the sentence may speak of its neighbours."""
FARTHER = 0.4
"""What a word elsewhere in the sentence counts, against one beside the number."""

_SMALL_WORDS = frozenset(
    ("a", "an", "and", "are", "as", "at", "by", "for", "from", "had", "have", "how", "in", "is", "many", "of", "on", "or",
     "since", "than", "that", "the", "their", "they", "to", "under", "was", "were", "who", "whom", "with")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a figure's sentence that some question uses, each with its weight; `stems` of all questions."""

    weights: Mapping[str, float]

    @classmethod
    def of(cls, figure: Figure, report: Report, questions: Sequence[Question]) -> Said:
        """A figure's words, weighed by how few of the questions use them and by how near they stand to the number."""
        used = Counter(word for question in questions for word in wording(question))
        near = _near(figure, report)
        sentence = content(figure.sentence.of(report.text)) if figure.sentence else frozenset[str]()
        telling = {word: log(1 + len(questions) / used[word]) for word in near | sentence if used[word]}
        return cls({word: w if word in near else w * FARTHER for word, w in telling.items()})

    def fit(self, question: Question) -> float | None:
        """The share of the figure's telling words that the question uses; None where it has none (another language)."""
        whole = sum(self.weights.values())
        return sum(self.weights[word] for word in self._common(question)) / whole if whole else None

    def shared(self, question: Question) -> tuple[str, ...]:
        """The words in common, most telling first."""
        return tuple(sorted(self._common(question), key=lambda word: (-self.weights[word], word)))

    def _common(self, question: Question) -> Iterable[str]:
        return [word for word in self.weights if word in wording(question)]


def _near(figure: Figure, report: Report) -> frozenset[str]:
    """The words that the number itself is said with: up to the end of its part of the sentence."""
    end = figure.number.end
    stop = min(end + NEAR, figure.sentence.end if figure.sentence else end + NEAR)
    after = report.text[end:stop]
    part = next((after[:at] for at, letter in enumerate(after) if letter in ",;:" and at > 1), after)
    return content(part) | content(figure.counted or "")


def words_of(figure: Figure, report: Report) -> frozenset[str]:
    """The words that a figure is said with: those beside the number and those of its sentence, inflected ones cut short."""
    sentence = content(figure.sentence.of(report.text)) if figure.sentence else frozenset[str]()
    return frozenset(_cut(word) for word in _near(figure, report) | sentence if not word.isdigit() or len(word) == 3)


_INFLECTED = 4
"""Words in Cyrillic are compared by so many letters: endings differ by case and gender."""


def _cut(word: str) -> str:
    return word[:_INFLECTED] if "Ѐ" <= word[:1] <= "ӿ" else word


@lru_cache(maxsize=1000)
def wording(question: Question) -> frozenset[str]:
    """The words of a question and its definition."""
    return content(" ".join((question.asks, question.measure, question.population, question.definition)))


def content(words: str) -> frozenset[str]:
    """Words that carry meaning, without plural endings; numbers stay, as they name articles in any language."""
    return frozenset(_stem(token) for token in tokens(words) if token not in _SMALL_WORDS)


def _stem(word: str) -> str:
    """A word without the endings that most often differ between two sentences on one matter."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word[: -len(ending)]
    return word
