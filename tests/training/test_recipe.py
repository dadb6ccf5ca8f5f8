"""The loss against a sum over all paths, and a run that was killed against one that was not."""

from __future__ import annotations

import importlib
import importlib.util
import itertools
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.training
torch = importlib.import_module("torch") if importlib.util.find_spec("torch") else None

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "ada", "bram", "said", "denied", "it", "fell", "."]


def test_the_likelihood_of_a_path_is_that_among_all_paths() -> None:
    from loss import path_loss

    torch.manual_seed(0)
    scores, moves = torch.randn(1, 4, 3), torch.randn(3, 3)
    labels, words = torch.tensor([[0, 2, 1, 0]]), torch.tensor([[True, True, True, False]])

    def sum_of(path: tuple[int, ...]) -> float:
        return float(
            sum(scores[0, i, label] for i, label in enumerate(path))
            + sum(moves[a, b] for a, b in itertools.pairwise(path))
        )

    every = torch.logsumexp(torch.tensor([sum_of(path) for path in itertools.product(range(3), repeat=3)]), 0)
    assert float(path_loss(scores, labels, words, moves)) == pytest.approx(float(every) - sum_of((0, 2, 1)), abs=1e-4)


def test_distances_fall_into_the_same_classes_in_training_and_in_reading() -> None:
    from model import REACH, distance_class

    from reportedly.read.trained_links import _classes

    assert distance_class(torch.arange(-300, 301)).tolist() == _classes(300, REACH).tolist()


def base(folder: Path) -> Path:
    """A base with random weights, tiny, in the layout that bases have."""
    from safetensors.torch import save_file

    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(0)
    width, inner = 24, 48
    weights = {
        f"embeddings.{name}_embeddings.weight": torch.randn(rows, width)
        for name, rows in (("word", len(WORDS)), ("position", 512), ("token_type", 2))
    }
    dense = {
        "attention.self.query": (width, width),
        "attention.self.key": (width, width),
        "attention.self.value": (width, width),
    }
    dense |= {
        "attention.output.dense": (width, width),
        "intermediate.dense": (inner, width),
        "output.dense": (width, inner),
    }
    for name, shape in dense.items():
        weights |= {
            f"encoder.layer.0.{name}.weight": torch.randn(shape) / 5,
            f"encoder.layer.0.{name}.bias": torch.zeros(shape[0]),
        }
    for name in ("embeddings", "encoder.layer.0.attention.output", "encoder.layer.0.output"):
        weights |= {f"{name}.LayerNorm.weight": torch.ones(width), f"{name}.LayerNorm.bias": torch.zeros(width)}
    save_file(weights, folder / "model.safetensors")
    return folder


def articles() -> list[dict[str, object]]:
    text = "Ada said it fell. Bram denied it."
    said = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 16]]}
    denied = {"source": [[18, 22]], "cue": [[23, 29]], "content": [[30, 32]]}
    return [{"id": f"one-{i}", "text": text, "attributions": [said, denied]} for i in range(12)]


def test_a_run_that_was_killed_goes_on_to_the_same_weights(tmp_path: Path) -> None:
    from fitting import Plan, fit
    from model import Shape

    from reportedly.read.trained_pieces import Vocabulary

    vocabulary, small = Vocabulary(WORDS), Shape(layers=1, width=24, heads=2, inner=48, pointer=4)
    plans = [
        Plan(
            out=tmp_path / name,
            base=base(tmp_path / f"base-{name}"),
            epochs=8,
            budget=40,
            threads=1,
            every=0,
            shape=small,
        )
        for name in "ab"
    ]
    for plan in plans:
        plan.out.mkdir()
    whole = fit(plans[0], articles(), vocabulary)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        fit(plans[1], articles(), vocabulary, say=_killed)  # type: ignore[arg-type]
    resumed = fit(plans[1], articles(), vocabulary)  # type: ignore[arg-type]
    for name, weights in whole.state_dict().items():
        assert torch.equal(weights, resumed.state_dict()[name]), name


def _killed(line: str) -> None:
    if "step 20" in line:
        raise KeyboardInterrupt


def test_the_part_kept_aside_is_the_same_for_a_seed_and_of_the_size_asked_for() -> None:
    from train import split

    learn, aside = split(articles(), 0.25, 1)  # type: ignore[arg-type]
    again = split(articles()[::-1], 0.25, 1)[1]  # type: ignore[arg-type]
    assert (len(learn), len(aside)) == (9, 3)
    assert {a["id"] for a in aside} == {a["id"] for a in again}
    assert json.dumps(learn)
