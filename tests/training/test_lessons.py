"""From gold attributions to what the tagger is taught."""

from __future__ import annotations

import pytest
from labels import Article, Attribution, lesson  # type: ignore[import-not-found, unused-ignore]

from reportedly.read.trained_pieces import Vocabulary
from reportedly.read.trained_spans import LABELS

TEXT = "“It fell,” Ada Fenn said.\n\nBram denied that it fell, and burned."
VOCABULARY = Vocabulary(["[UNK]", "[unused0]"])


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(word), TEXT.index(word) + len(word)] for word in words]


def article(*attributions: Attribution) -> Article:
    return {"id": "one", "text": TEXT, "attributions": list(attributions)}


def taught(*attributions: Attribution) -> dict[str, str]:
    found = lesson(article(*attributions), VOCABULARY)
    words = zip(found.pieces.starts, found.pieces.ends, found.labels, strict=True)
    return {TEXT[start:end]: LABELS[label] for start, end, label in words if label}


ADA: Attribution = {"source": spans("Ada Fenn"), "cue": spans("said"), "content": spans("“It fell,”")}
BRAM: Attribution = {"source": [], "cue": spans("denied"), "content": spans("that it fell", "burned")}


@pytest.mark.parametrize(
    ("attributions", "labels"),
    [
        ([], {}),
        (
            [ADA],
            {
                "“": "B-content",
                "It": "I-content",
                "fell": "I-content",
                ",": "I-content",
                "”": "E-content",
                "Ada": "B-source",
                "Fenn": "E-source",
                "said": "S-cue",
            },
        ),
        (
            [BRAM],
            {"denied": "S-cue", "that": "B-content", "it": "I-content", "fell": "E-content", "burned": "S-content"},
        ),
        (
            [{"source": spans("da Fenn"), "cue": spans("id."), "content": []}],
            {"Ada": "B-source", "Fenn": "E-source", "said": "B-cue", ".": "E-cue"},
        ),
    ],
)
def test_each_word_has_a_label(attributions: list[Attribution], labels: dict[str, str]) -> None:
    assert taught(*attributions) == labels


def test_contents_point_to_their_cue_and_cues_to_their_source_or_to_none() -> None:
    found = lesson(article(ADA, BRAM), VOCABULARY)
    words = [TEXT[a:b] for a, b in zip(found.pieces.starts, found.pieces.ends, strict=True)]
    told = [(" ".join(words[slice(*content)]), " ".join(words[slice(*cue)])) for content, cue in found.cue_of]
    assert told == [("“ It fell , ”", "said"), ("that it fell", "denied"), ("burned", "denied")]
    assert [source and " ".join(words[slice(*source)]) for _, source in found.source_of] == ["Ada Fenn", None]
