"""The door to trained taggers: a language in, the installed model of that language out, run by onnxruntime on one thread.

A model is a distribution of its own (`models/reportedly-en`): a package named `reportedly_<language>` that holds `model.onnx`,
`vocab.txt` and `terms.json`. Nothing is fetched from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources, util
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING

from reportedly.errors import Broken, NotThere
from reportedly.types import Method, TaggerTerms

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

TRAINED = frozenset({"en"})
"""Languages that a model is made for."""


class OnnxTagger:
    """A `Tagger` over an ONNX model with the inputs `pieces` and `marks` and the outputs `labels` and `vectors`."""

    def __init__(self, terms: TaggerTerms, model: bytes) -> None:
        self._terms = terms
        self._session = _session(model)

    @property
    def terms(self) -> TaggerTerms:
        """What must be known to use it."""
        return self._terms

    def scores(self, pieces: Sequence[int], marks: Sequence[int]) -> tuple[memoryview, memoryview]:
        """Labels' scores and pointer vectors, a row for each piece."""
        import numpy as np

        shown = {"pieces": np.array([pieces], dtype=np.int64), "marks": np.array([marks], dtype=np.int64)}
        labels, vectors = self._session.run(["labels", "vectors"], shown)
        return memoryview(labels[0]), memoryview(vectors[0])


@cache
def tagger(language: str) -> OnnxTagger:
    """The installed tagger of a language, opened once.

    Raises NotThere where there is no model of the language, or it or what runs it is not installed, and Broken where its files cannot be read.
    """
    if language not in TRAINED:
        raise NotThere(f"no trained reader is made for the language {language!r} yet.", remedy="Use --method rules.")
    package = f"reportedly_{language}"
    for name in (package, "onnxruntime", "numpy"):
        if util.find_spec(name) is None:
            raise NotThere(
                f"the trained reader for {language!r} needs the package {name}, and it is not installed.",
                remedy='Install it with pip install "reportedly[trained]" (`make demo` does), use --method rules, or take `trained` out of desk.toml.',
            )
    return opened(resources.files(package))


def opened(folder: Traversable) -> OnnxTagger:
    """The tagger in a folder with `model.onnx`, `vocab.txt` and `terms.json`. Raises Broken where they cannot be read."""
    try:
        terms = json.loads(folder.joinpath("terms.json").read_text(encoding="utf-8"))
        pieces = folder.joinpath("vocab.txt").read_text(encoding="utf-8").splitlines()
        return OnnxTagger(_terms(terms, pieces), folder.joinpath("model.onnx").read_bytes())
    except (OSError, ValueError, KeyError) as fault:
        raise Broken(f"the trained model in {folder} cannot be read: {fault}.", remedy="Install it anew.") from fault


def _terms(written: dict[str, object], pieces: Sequence[str]) -> TaggerTerms:
    from cattrs import structure

    method = Method(str(written["name"]), str(written["version"]))
    rows = structure((written["transitions"], written["distances"]), tuple[tuple[tuple[float, ...], ...], ...])
    size, overlap, none = structure((written["size"], written["overlap"], written["none"]), tuple[int, int, float])
    return TaggerTerms(method, str(written["language"]), tuple(pieces), size, overlap, rows[0], rows[1], none)


def _session(model: bytes) -> InferenceSession:
    """The network on one thread, each run the same; it says nothing and writes nothing."""
    import onnxruntime as runtime

    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = runtime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    options.use_deterministic_compute = True
    runtime.set_seed(0)
    return runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
