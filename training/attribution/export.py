"""A trained tagger in, a model folder out: `model.onnx` in 8-bit integers, `vocab.txt` and `terms.json`.

`python training/attribution/export.py RUN [RUN ...] --base BASE --out FOLDER`: where several runs are named, their weights are averaged
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
from model import Shape, Tagger
from torch import Tensor

OVERLAP = 80
SIZE = 318


def averaged(runs: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of the weights of the runs' last checkpoints."""
    kept = [weights_of(run) for run in runs]
    return {name: torch.stack([weights[name].float() for weights in kept]).mean(0) for name in kept[0]}


def export(weights: dict[str, Tensor], base: Path, out: Path, version: str) -> None:
    """Writes the folder that `reportedly.resources.tagger.opened` opens."""
    tagger = Tagger(Shape(vocabulary=len(weights["pieces.weight"])))
    tagger.load_state_dict(weights)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        full = Path(folder) / "full.onnx"
        _as_onnx(tagger.eval(), full)
        _in_integers(full, out / "model.onnx")
    (out / "vocab.txt").write_bytes((base / "vocab.txt").read_bytes())
    (out / "terms.json").write_text(json.dumps(_terms(tagger, version)) + "\n", encoding="utf-8")


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
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        full,
        path,
        op_types_to_quantize=["MatMul", "Gather"],
        per_channel=True,
        weight_type=QuantType.QInt8,
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


def main() -> None:
    """Reads the command line and writes the folder."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("runs", type=Path, nargs="+")
    ask.add_argument("--base", type=Path, required=True)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--version", default="1")
    told = ask.parse_args()
    export(averaged(told.runs), told.base, told.out, told.version)


if __name__ == "__main__":
    main()
