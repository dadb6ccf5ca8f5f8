"""The trained reader of English itself, on sentences of our own, where its model is installed."""

from __future__ import annotations

import pytest

from reportedly.errors import NotThere
from reportedly.resources.tagger import tagger

SAYINGS = [
    (
        "At least nine men were sentenced in May, the press service of the courts said on Monday.",
        [("the press service of the courts", "said", "At least nine men were sentenced in May")],
    ),
    (
        "According to the relief agency Open Valley, forty houses were carried away.",
        [("the relief agency Open Valley", "According to", "forty houses were carried away")],
    ),
    (
        "“Nobody told us,” Ada Fenn said. Bram Holt denied that the mill had burned.",
        [("Ada Fenn", "said", "“Nobody told us,”"), ("Bram Holt", "denied", "that the mill had burned")],
    ),
    ("The river rose by four metres on Tuesday night.", []),
]


@pytest.mark.parametrize(("text", "said"), SAYINGS)
def test_who_said_what(text: str, said: list[tuple[str, str, str]]) -> None:
    pytest.importorskip("onnxruntime")
    pytest.importorskip("reportedly_en")
    from reportedly.newsroom.trained import reader

    found = reader("en").attributions(text)
    assert [tuple(" ".join(quote.words for quote in role) for role in roles) for roles in found] == said


def test_a_language_without_a_model_is_refused_with_what_to_do() -> None:
    with pytest.raises(NotThere, match="no trained reader"):
        tagger("ru")
