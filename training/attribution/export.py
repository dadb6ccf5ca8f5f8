"""A trained tagger in, a model folder out: `model.onnx` in 8-bit integers, `vocab.txt` and `terms.json`.

`python training/attribution/export.py RUN [RUN ...] --base BASE --data TRAIN.jsonl --out FOLDER`: where several runs are named, their weights are averaged
(they must have begun from the same first weights).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch
from fitting import weights_of
from labels import Article, articles
from model import Shape, Tagger
from smoothing import evened
from torch import Tensor, nn

from reportedly.read.trained_pieces import Vocabulary

OVERLAP = 48
SIZE = 318


class InRows(nn.Module):
    """An embedding in 8-bit integers with a scale for each row: a scale for all would cost the rare pieces their digits."""

    table: Tensor
    scales: Tensor

    def __init__(self, weights: Tensor) -> None:
        super().__init__()
        scales = weights.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", torch.round(weights / scales).to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, numbers: Tensor) -> Tensor:
        return self.table[numbers].float() * self.scales[numbers]


def averaged(runs: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of the runs' last checkpoints."""
    kept = [weights_of(run) for run in runs]
    return {name: torch.stack([weights[name].float() for weights in kept]).mean(0) for name in kept[0]}


def export(weights: dict[str, Tensor], base: Path, out: Path, version: str, texts: Sequence[str]) -> None:
    """Writes the folder that `reportedly.resources.tagger.opened` opens. `texts`: some that show how large activations become."""
    tagger = Tagger(Shape(vocabulary=len(weights["pieces.weight"])))
    tagger.load_state_dict(weights)
    terms = _terms(tagger, version)
    vocabulary = Vocabulary((base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    tagger = evened(tagger.eval(), vocabulary, texts, SIZE)
    tagger.pieces = InRows(tagger.pieces.weight.detach())  # type: ignore[assignment]
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        _as_onnx(tagger, full)
        _in_integers(full, out / "model.onnx")
    (out / "vocab.txt").write_bytes((base / "vocab.txt").read_bytes())
    (out / "terms.json").write_text(json.dumps(terms) + "\n", encoding="utf-8")


def _as_onnx(tagger: Tagger, path: Path) -> None:
    example = (torch.full((1, 7), 5), torch.zeros(1, 7, dtype=torch.long))
    torch.onnx.export(
        tagger,
        example,
        str(path),
        input_names=["pieces", "marks"],
        output_names=["labels", "vectors"],
        dynamic_axes={name: {1: "length"} for name in ("pieces", "marks", "labels", "vectors")},
        opset_version=17,
        dynamo=False,
    )


def _in_integers(full: Path, path: Path) -> None:
    """Every product of the encoder in 8-bit integers, a scale for each column; the two small heads stay as they are."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    names = [node.name for node in onnx.load(full).graph.node if node.op_type == "MatMul"]
    heads = [name for name in names if name.startswith(("/label/", "/pointers/"))]
    quantize_dynamic(
        full,
        path,
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=heads,
        extra_options={"MatMulConstBOnly": True},
    )


def _terms(tagger: Tagger, version: str) -> dict[str, object]:
    rounded = lambda rows: [[round(float(v), 4) for v in row] for row in rows]  # noqa: E731 - a short name for the two tables
    return {
        "name": "trained",
        "version": version,
        "language": "en",
        "size": SIZE,
        "overlap": OVERLAP,
        "none": round(float(tagger.none.detach()), 4),
        "transitions": rounded(tagger.transitions.detach()),
        "distances": rounded(tagger.distances.detach()),
    }


def shown_by(data: Sequence[Article]) -> list[str]:
    """The texts of every fortieth article."""
    return [article["text"] for article in data[::40]]


def main() -> None:
    """Reads the command line and writes the folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("runs", type=Path, nargs="+")
    ask.add_argument("--base", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--data", type=Path, required=True, help="articles that show how large activations become")
    ask.add_argument("--version", default="1")
    told = ask.parse_args()
    export(averaged(told.runs), told.base, told.out, told.version, shown_by(articles(told.data)))


if __name__ == "__main__":
    main()
