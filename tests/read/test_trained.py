"""Who said what, as a tagger has it: a small tagger that knows eight words stands for the trained one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportedly.read.trained_spans import LABELS
from reportedly.types import Hedge, Manner, Method, Quote, Statement, TaggerTerms

np = pytest.importorskip("numpy")

PIECES = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "ada", "said", "fell", "bram", "denied", "it", "reportedly")
SAYS = {
    "ada": "S-source",
    "bram": "S-source",
    "said": "S-cue",
    "denied": "S-cue",
    "reportedly": "S-cue",
    "fell": "S-content",
    "it": "S-content",
}
NEAR = [(-abs(distance) / 4) for distance in range(-24, 25)]


class EightWords:
    """A tagger for the words above: each word has one label; pointers go to what stands nearest, no source to `reportedly`."""

    def __init__(self, size: int = 60, blind: str = "") -> None:
        self.terms = TaggerTerms(
            method=Method("trained", "0"),
            language="en",
            pieces=PIECES,
            size=size,
            overlap=size // 3,
            transitions=((0.0,) * 13,) * 13,
            distances=(tuple(NEAR), tuple(NEAR)),
            none=-3.0,
        )
        self.blind = blind

    def scores(self, pieces: Sequence[int], marks: Sequence[int]) -> tuple[memoryview, memoryview]:
        labels = np.zeros((len(pieces), len(LABELS)), dtype=np.float32)
        vectors = np.zeros((len(pieces), 4, 4), dtype=np.float32)
        for row, number in enumerate(pieces):
            label = SAYS.get(PIECES[number], "O")
            labels[row, 0 if PIECES[number] == self.blind else LABELS.index(label)] = 4.0
            vectors[row] = self._vectors(PIECES[number], label)
        return memoryview(labels), memoryview(vectors.reshape(len(pieces), 16))

    def _vectors(self, piece: str, label: str) -> object:
        out = np.zeros((4, 4), dtype=np.float32)
        out[0, 0] = label == "S-content"
        out[1, 0] = 20.0 * (label == "S-cue")
        out[2, 0] = label == "S-cue" and piece != "reportedly"
        out[2, 1] = piece == "reportedly"
        out[3, 0] = 20.0 * (label == "S-source")
        out[3, 1] = 20.0 * (piece == "[CLS]")
        return out


def read(text: str, tagger: EightWords | None = None) -> list[tuple[list[str], str, list[str]]]:
    from reportedly.read.trained import TrainedReader

    found = TrainedReader.of(tagger or EightWords()).attributions(text)
    return [([q.words for q in source], cue[0].words, [q.words for q in content]) for source, cue, content in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada said it", [(["Ada"], "said", ["it"])]),
        ("Ada said it, Bram denied it", [(["Ada"], "said", ["it"]), (["Bram"], "denied", ["it"])]),
        ("It fell, Ada said", [(["Ada"], "said", ["It", "fell"])]),
        ("reportedly fell", [([], "reportedly", ["fell"])]),
        ("it fell", []),
        ("Ada said", []),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_contents_go_to_their_cue_and_cues_to_their_source(text: str, found: object) -> None:
    assert read(text) == found


@pytest.mark.parametrize("blind", ["ada", "said"])
def test_what_is_pointed_to_firmly_is_found_though_its_label_is_missed(blind: str) -> None:
    assert read("Ada said it", EightWords(blind=blind)) == [(["Ada"], "said", ["it"])]


def test_a_long_text_reads_the_same_in_small_windows_as_in_one() -> None:
    text = "Ada said it fell. Bram denied it.\n\n" * 30
    assert read(text, EightWords(size=30)) == read(text, EightWords(size=5000))


def test_places_are_those_of_the_words() -> None:
    from reportedly.read.trained import TrainedReader

    text = "¶ Naïve: Ada   said\xa0it"
    source, cue, content = TrainedReader.of(EightWords()).attributions(text)[0]
    assert all(text[q.span.start : q.span.end] == q.words for q in (*source, *cue, *content))


def test_statements_have_ids_and_take_hedge_from_the_rules_where_both_have_the_cue() -> None:
    from reportedly.read.trained import TrainedReader

    text = "Ada said “it”. Bram denied it."
    cue = Quote.cut(text, text.index("denied"), text.index("denied") + 6)
    by_rules = Statement("sta_x", "rep", (), (cue,), (), Manner.INDIRECT, Hedge.DENIED, negated=True)
    first, second = TrainedReader.of(EightWords()).statements(text, by_rules=[by_rules], report="rep", capture="cap")
    assert first.hedge is Hedge.REPORTED
    assert first.manner is Manner.DIRECT
    assert (second.hedge, second.negated, second.report) == (Hedge.DENIED, True, "rep")
    assert first.id != second.id
