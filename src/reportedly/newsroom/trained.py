"""The trained reader of a language, made of what its door opens."""

from __future__ import annotations

from functools import cache

from reportedly.read.trained import TrainedReader
from reportedly.resources.tagger import tagger


@cache
def reader(language: str) -> TrainedReader:
    """The trained reader of a language, made once. Raises NotThere where none is installed."""
    return TrainedReader.of(tagger(language))
