"""What the tagger is taught with: the likelihood of the whole path of labels (a CRF), and of each pointer's target."""

from __future__ import annotations

import torch
from batches import Batch
from model import Tagger, distance_class
from torch import Tensor

POINTER_SHARE = 0.15


def loss_of(tagger: Tagger, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The loss of one batch, and its parts by name (per word, per pointing word)."""
    labels, vectors = tagger(batch.pieces, batch.marks, batch.mask)
    rows = torch.arange(len(labels), device=labels.device)[:, None]
    scores = labels.float()[rows, batch.first]
    tags = path_loss(scores, batch.labels, batch.words, tagger.transitions) / batch.words.sum()
    to_cue, to_source = pointer_scores(tagger, vectors.float(), batch.first, batch.words)
    cue, source = pointer_loss(to_cue, batch.to_cue), pointer_loss(to_source, batch.to_source)
    parts = {"labels": float(tags.detach()), "cue": float(cue.detach()), "source": float(source.detach())}
    return tags + POINTER_SHARE * (cue + source), parts


def path_loss(scores: Tensor, labels: Tensor, words: Tensor, transitions: Tensor) -> Tensor:
    """Negative log likelihood of the paths `labels`, summed over the batch (scores: batch x words x labels)."""
    rows = torch.arange(len(scores), device=scores.device)
    gold = scores.gather(2, labels[..., None]).squeeze(2)
    gold = gold.masked_fill(~words, 0).sum() + (transitions[labels[:, :-1], labels[:, 1:]] * words[:, 1:]).sum()
    weights, top = transitions.exp(), scores[:, 0]
    for step in range(1, scores.shape[1]):
        most = top.max(dim=1, keepdim=True).values
        moved = torch.log((top - most).exp() @ weights) + most + scores[:, step]
        top = torch.where(words[:, step, None], moved, top)
    return torch.logsumexp(top[rows], dim=1).sum() - gold


def pointer_scores(tagger: Tagger, vectors: Tensor, first: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
    """Scores of every word as the cue of every word, and of none and every word as the source of every word."""
    size = tagger.shape.pointer
    rows = torch.arange(len(vectors), device=vectors.device)[:, None]
    of_words = vectors[rows, first].view(*first.shape, 4, size)
    asks_cue, is_cue, asks_source, is_source = of_words.unbind(2)
    at = torch.arange(first.shape[1], device=first.device)
    near = tagger.distances[:, distance_class(at[None, :] - at[:, None])]
    unused = ~words[:, None, :]
    to_cue = asks_cue @ is_cue.transpose(1, 2) / size**0.5 + near[0]
    to_word = asks_source @ is_source.transpose(1, 2) / size**0.5 + near[1]
    none = asks_source @ vectors[:, 0].view(-1, 4, size)[:, 3, :, None] / size**0.5 + tagger.none
    to_source = torch.cat([none, to_word.masked_fill(unused, -1e4)], dim=2)
    return to_cue.masked_fill(unused, -1e4), to_source


def pointer_loss(scores: Tensor, targets: Tensor) -> Tensor:
    """Negative log likelihood that a word points to any of its targets, over words that have one."""
    asked = targets.any(dim=2)
    if not bool(asked.any()):
        return scores.sum() * 0
    chosen, wanted = scores[asked], targets[asked]
    return (chosen.logsumexp(1) - chosen.masked_fill(~wanted, -1e9).logsumexp(1)).mean()
