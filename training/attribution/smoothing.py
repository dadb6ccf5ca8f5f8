"""A tagger and some texts in, the same tagger out, computing the same, but with its large activations moved into the weights.

In 8-bit integers one scale serves all channels of an activation: a few large channels would cost the small ones their digits. Each channel
is divided by a factor, and the weights that read it are multiplied by it (after SmoothQuant, Xiao et al. 2023).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

import torch
from model import Tagger
from torch import Tensor, nn

from reportedly.read.trained_pieces import Vocabulary, pieces_of, windows

_READERS = ("qkv", "out", "up", "down")
_SHARE = 0.4
"""How much of a channel's size is moved, as a power of it: of 0, .15, .3 and .4 the one that changed the fewest labels of six articles kept
aside (1.9, 1.3, 1.1 and 0.9 in 100)."""


class Evened(nn.Module):
    """A linear layer whose input is divided by a factor for each channel, and whose weights make up for it."""

    by: Tensor

    def __init__(self, linear: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        weights = linear.weight.detach()
        sizes = largest.clamp(min=1e-5)
        factor = (sizes / sizes.log().mean().exp()) ** _SHARE
        self.register_buffer("by", 1 / factor)
        self.linear = nn.Linear(linear.in_features, linear.out_features)
        self.linear.weight = nn.Parameter(weights * factor)
        self.linear.bias = nn.Parameter(linear.bias.detach())

    def forward(self, x: Tensor) -> Tensor:
        out: Tensor = self.linear(x * self.by)
        return out


def evened(tagger: Tagger, vocabulary: Vocabulary, texts: Iterable[str], size: int) -> Tagger:
    """The tagger with evened activations, as they are seen in `texts`."""
    largest: dict[tuple[int, str], Tensor] = {}
    hooks = [
        getattr(layer, name).register_forward_pre_hook(partial(_noted, largest, (number, name)))
        for number, layer in enumerate(tagger.layers)
        for name in _READERS
    ]
    with torch.no_grad():
        for pieces, marks in _shown(vocabulary, texts, size):
            tagger(pieces, marks)
    for hook in hooks:
        hook.remove()
    for (number, name), most in largest.items():
        setattr(tagger.layers[number], name, Evened(getattr(tagger.layers[number], name), most))
    return tagger


def _noted(largest: dict[tuple[int, str], Tensor], key: tuple[int, str], _: nn.Module, shown: tuple[Tensor]) -> None:
    most = shown[0].abs().flatten(0, -2).amax(dim=0)
    largest[key] = torch.maximum(largest[key], most) if key in largest else most


def _shown(vocabulary: Vocabulary, texts: Iterable[str], size: int) -> Iterator[tuple[Tensor, Tensor]]:
    start, end = vocabulary.number("[CLS]"), vocabulary.number("[SEP]")
    for text in texts:
        found = pieces_of(text, vocabulary)
        bounds = [*found.first, len(found.pieces)]
        for window in windows(found.first, len(found.pieces), size, 0):
            part = slice(bounds[window.first], bounds[window.after])
            yield torch.tensor([[start, *found.pieces[part], end]]), torch.tensor([[0, *found.marks[part], 0]])
