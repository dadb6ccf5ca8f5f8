"""The tagger: a small BERT encoder, a label for each word (with learned transitions), and two pointers.

Every word of a content points to the words of its cue, every cue word to the words of its source (or to the window's first piece: none).
A pointer's score is a dot product of two short vectors plus a learned number for the distance, so that it can be worked out
outside the network, for the few pairs that matter.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F  # noqa: N812 - its usual name
from torch import Tensor, nn

REACH = 24
"""Distances are put into this many classes to each side; farther ones share the last."""


@dataclass(frozen=True)
class Shape:
    """The sizes of the network."""

    vocabulary: int = 30522
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    marks: int = 7
    labels: int = 13
    pointer: int = 64
    dropout: float = 0.1

    def with_vocabulary(self, count: int) -> Shape:
        """The same for another number of pieces."""
        return replace(self, vocabulary=count)


class Dropout(nn.Module):
    """Dropout that takes its zeros from a pool at a random place: drawing them anew costs more than the network on a processor."""

    pool: Tensor

    def __init__(self, rate: float, size: int = 1 << 22) -> None:
        super().__init__()
        self.rate = rate
        kept = torch.rand(size, generator=torch.Generator().manual_seed(0)) >= rate
        self.register_buffer("pool", kept.to(torch.bfloat16) / (1 - rate), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        count = x.numel()
        start = int(torch.randint(0, max(1, len(self.pool) - count), ()))
        zeros = (
            self.pool[start : start + count] if count <= len(self.pool) else torch.rand_like(x).flatten() >= self.rate
        )
        return x * zeros.view(x.shape).to(x.dtype)


class Layer(nn.Module):
    """One layer of the encoder: attention, then a wider layer, each added and normalised."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(shape.dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(attended.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    """Pieces and marks in; for each piece the labels' scores and the four pointer vectors out."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.marks = nn.Embedding(shape.marks, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.label = nn.Linear(shape.width, shape.labels)
        self.pointers = nn.Linear(shape.width, 4 * shape.pointer)
        self.transitions = nn.Parameter(torch.zeros(shape.labels, shape.labels))
        self.distances = nn.Parameter(torch.zeros(2, 2 * REACH + 1))
        self.none = nn.Parameter(torch.zeros(1))

    def forward(self, pieces: Tensor, marks: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`pieces`, `marks`: batch x length; `mask` is added to attention (None: every piece counts). -> labels, pointer vectors."""
        at = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.dropout(self.norm(self.pieces(pieces) + self.positions(at) + self.marks(marks)))
        for layer in self.layers:
            x = layer(x, mask)
        return self.label(x), self.pointers(x)


def distance_class(distance: Tensor) -> Tensor:
    """Signed distances in words -> classes 0..2 REACH: exact up to 8, then by powers of about 1.35."""
    size = distance.abs()
    far = 8 + torch.floor(torch.log(size.clamp(min=8).float() / 8) / 0.3).long()
    return distance.sign().long() * torch.where(size <= 8, size.long(), far).clamp(max=REACH) + REACH


def load_base(tagger: Tagger, path: str) -> None:
    """Fills the encoder with the weights of a BERT-like base (safetensors). Raises KeyError where a weight is missing."""
    from safetensors.torch import load_file

    base = load_file(path)
    base = {name.removeprefix("bert."): weights for name, weights in base.items()}
    put = {
        "pieces.weight": base["embeddings.word_embeddings.weight"],
        "positions.weight": base["embeddings.position_embeddings.weight"],
        "marks.weight": base["embeddings.token_type_embeddings.weight"][:1].repeat(tagger.shape.marks, 1),
    }
    _norm(put, "norm", base, "embeddings.LayerNorm")
    for number in range(tagger.shape.layers):
        _layer(put, f"layers.{number}", base, f"encoder.layer.{number}")
    missing = tagger.load_state_dict(put, strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    _small_heads(tagger)


def _small_heads(tagger: Tagger) -> None:
    for head in (tagger.label, tagger.pointers):
        nn.init.normal_(head.weight, std=0.02)
        nn.init.zeros_(head.bias)


def _norm(put: dict[str, Tensor], to: str, base: dict[str, Tensor], name: str) -> None:
    put[f"{to}.weight"], put[f"{to}.bias"] = base[f"{name}.weight"], base[f"{name}.bias"]


def _layer(put: dict[str, Tensor], to: str, base: dict[str, Tensor], name: str) -> None:
    for end in ("weight", "bias"):
        parts = [base[f"{name}.attention.self.{part}.{end}"] for part in ("query", "key", "value")]
        put[f"{to}.qkv.{end}"] = torch.cat(parts)
        put[f"{to}.out.{end}"] = base[f"{name}.attention.output.dense.{end}"]
        put[f"{to}.up.{end}"] = base[f"{name}.intermediate.dense.{end}"]
        put[f"{to}.down.{end}"] = base[f"{name}.output.dense.{end}"]
    _norm(put, f"{to}.norm1", base, f"{name}.attention.output.LayerNorm")
    _norm(put, f"{to}.norm2", base, f"{name}.output.LayerNorm")
