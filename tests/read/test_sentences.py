"""Where sentences end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.sentences import sentences
from reportedly.resources.languages import languages

CASES = [
    ("en", "One left. Two stayed.", ["One left.", "Two stayed."]),
    (
        "en",
        "Mr. Orr spoke on Jan. 5 in Art. 337 terms. Then he left.",
        ["Mr. Orr spoke on Jan. 5 in Art. 337 terms.", "Then he left."],
    ),
    ("en", "J. R. Orr said no. So did U.S. officials.", ["J. R. Orr said no.", "So did U.S. officials."]),
    ("en", "“We won!” she said. “They lost.” Nobody spoke.", ["“We won!” she said.", "“They lost.”", "Nobody spoke."]),
    (
        "ru",
        "По ст. 337 УК осудили 12 тыс. человек. Ещё 5 ждут.",
        ["По ст. 337 УК осудили 12 тыс. человек.", "Ещё 5 ждут."],
    ),
    ("ru", "В 2024 г. Суд решил иначе.", ["В 2024 г.", "Суд решил иначе."]),
    (
        "uk",
        "Згідно з ч. 2 ст. 115 КК засудили 3 осіб. Решта чекає.",
        ["Згідно з ч. 2 ст. 115 КК засудили 3 осіб.", "Решта чекає."],
    ),
    ("en", "A headline without a stop\n\nThe body.", ["A headline without a stop", "The body."]),
    ("en", "They lost 1.4 million. 11 remain.", ["They lost 1.4 million.", "11 remain."]),
    ("en", "", []),
    ("en", " \n\n ", []),
]


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_a_text_falls_into_sentences(code: str, text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, languages().get(code))] == expected


def test_abbreviations_are_a_language_s_own() -> None:
    text = "Mr. Orr spoke."
    assert len(list(sentences(text, languages().get("en")))) == 1
    assert len(list(sentences(text))) == 2


@given(st.text(alphabet="aБ. !?\n\t«»“”\"'1-", max_size=80))
def test_sentences_keep_every_word_once_and_in_order(text: str) -> None:
    spans = list(sentences(text))
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())
