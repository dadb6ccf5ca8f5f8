"""Articles in, a trained tagger out: steps, rates, checkpoints. A run that was killed goes on from its last checkpoint."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from batches import Cut, batch_of, epoch
from labels import Article
from loss import loss_of
from model import Shape, Tagger, load_base

from reportedly.read.trained_pieces import Vocabulary

_TOLD_EVERY = 20
_PARTS = ("labels", "cue", "source")


@dataclass(frozen=True)
class Plan:
    """How a run goes.

    Rates are those of the heads and of the top layer; each lower layer learns `layer_decay` times as fast, embeddings stay as they are.
    `size` is the pieces of a window, `budget` those of a batch. `start` draws the heads' first weights, `seed` the order and what is
    dropped. `after`: a run whose last weights this one begins with. `every`: seconds between checkpoints.
    """

    out: Path
    base: Path
    epochs: int = 4
    rate: float = 2e-4
    head_rate: float = 1e-3
    layer_decay: float = 0.9
    weight_decay: float = 0.01
    warm_up: float = 0.08
    size: int = 318
    budget: int = 2560
    seed: int = 1
    start: int = 1
    threads: int = 2
    every: float = 240.0
    after: Path | None = None
    shape: Shape = field(default_factory=Shape)


class Run:
    """A tagger, its optimiser, and how far they are."""

    def __init__(self, plan: Plan, vocabulary: Vocabulary) -> None:
        self.plan = plan
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        torch.manual_seed(plan.start)
        self.tagger = Tagger(plan.shape.with_vocabulary(len(vocabulary)))
        load_base(self.tagger, str(plan.base / "model.safetensors"))
        if plan.after:
            self.tagger.load_state_dict(weights_of(plan.after))
        self.tagger.to(self.device).train()
        self.optimiser = torch.optim.AdamW(_groups(plan, self.tagger), fused=True)
        self.rates = [group["lr"] for group in self.optimiser.param_groups]
        self.done = self._resume()

    def step(
        self, number: int, total: int, cuts: Sequence[Cut], vocabulary: Vocabulary
    ) -> tuple[int, dict[str, float]]:
        """One batch learned from; what is drawn depends on the seed and the step's number alone. Returns pieces and the loss's parts."""
        torch.manual_seed(self.plan.seed * 1_000_003 + number)
        warm, left = number / (self.plan.warm_up * total), (total - number + 1) / ((1 - self.plan.warm_up) * total)
        for group, rate in zip(self.optimiser.param_groups, self.rates, strict=True):
            group["lr"] = rate * min(warm, left)
        batch = batch_of(cuts, vocabulary).to(self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16):
            loss, parts = loss_of(self.tagger, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.tagger.parameters(), 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return batch.pieces.numel(), parts

    def save(self, step: int) -> None:
        """Writes a checkpoint whole or not at all."""
        part = self.plan.out / "checkpoint.part"
        kept = {"tagger": self.tagger.state_dict(), "optimiser": self.optimiser.state_dict(), "step": step}
        torch.save(kept, part)
        part.replace(self.plan.out / "checkpoint.pt")

    def _resume(self) -> int:
        path = self.plan.out / "checkpoint.pt"
        if not path.exists():
            return 0
        kept = torch.load(path, map_location="cpu", weights_only=True)
        self.tagger.load_state_dict(kept["tagger"])
        self.optimiser.load_state_dict(kept["optimiser"])
        return int(kept["step"])


class Progress:
    """What is said while a run goes: every 20 steps the mean of the loss's parts, the speed, and the time."""

    def __init__(self, total: int, say: Callable[[str], None]) -> None:
        self.total, self.say = total, say
        self.began = self.said = time.monotonic()
        self.pieces, self.sums = 0, dict.fromkeys(_PARTS, 0.0)

    def add(self, step: int, pieces: int, parts: dict[str, float]) -> None:
        """Takes note of one step, and speaks when it is time."""
        self.pieces += pieces
        self.sums = {name: value + parts[name] for name, value in self.sums.items()}
        if step % _TOLD_EVERY == 0:
            self._tell(step)

    def _tell(self, step: int) -> None:
        now = time.monotonic()
        means = "  ".join(f"{name} {value / _TOLD_EVERY:.4f}" for name, value in self.sums.items())
        speed, spent = self.pieces / (now - self.said), (now - self.began) / 60
        self.said, self.pieces, self.sums = now, 0, dict.fromkeys(_PARTS, 0.0)
        self.say(f"step {step}/{self.total}  {means}  {speed:.0f} pieces/s  {spent:.1f} min")


def fit(plan: Plan, data: Sequence[Article], vocabulary: Vocabulary, say: Callable[[str], None] = print) -> Tagger:
    """A tagger trained on `data`, from the base, from another run, or from this run's last checkpoint."""
    torch.set_num_threads(plan.threads)
    run = Run(plan, vocabulary)
    if run.done:
        say(f"going on after step {run.done}")
    batches = list(_all(plan, data, vocabulary))
    progress, saved = Progress(len(batches), say), time.monotonic()
    for number, cuts in enumerate(batches, 1):
        if number <= run.done:
            continue
        progress.add(number, *run.step(number, len(batches), cuts, vocabulary))
        if number == len(batches) or time.monotonic() - saved > plan.every:
            run.save(number)
            saved = time.monotonic()
    return run.tagger


def weights_of(run: Path) -> dict[str, torch.Tensor]:
    """The weights in a run's last checkpoint."""
    kept: dict[str, torch.Tensor] = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)["tagger"]
    return kept


def _all(plan: Plan, data: Sequence[Article], vocabulary: Vocabulary) -> Iterator[list[Cut]]:
    for number in range(plan.epochs):
        yield from epoch(data, vocabulary, f"{plan.seed}-{number}", plan.size, plan.budget)


def _groups(plan: Plan, tagger: Tagger) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for name, weights in tagger.named_parameters():
        if name.startswith(("pieces.", "positions.")):
            weights.requires_grad_(False)
            continue
        decay = plan.weight_decay if weights.dim() > 1 and name != "transitions" else 0.0
        groups.append({"params": [weights], "lr": _rate(plan, tagger, name), "weight_decay": decay})
    return groups


def _rate(plan: Plan, tagger: Tagger, name: str) -> float:
    if name.startswith("layers."):
        return plan.rate * plan.layer_decay ** (tagger.shape.layers - 1 - int(name.split(".")[1]))
    return plan.rate * plan.layer_decay**tagger.shape.layers if name.startswith("norm.") else plan.head_rate
