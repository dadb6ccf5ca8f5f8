"""The whole recipe in one command: `python training/attribution/train.py DATA.jsonl --out runs/one`.

Articles {id, text, attributions} in; the best-known weights, a log, and in the end `model.onnx` with its companions out. A run
that was killed goes on from its last checkpoint when the same command is given again. A GPU is used where there is one.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from batches import batch_of, epoch
from labels import Article, articles
from loss import loss_of
from model import Shape, Tagger, load_base

from reportedly.read.trained_pieces import Vocabulary


@dataclass(frozen=True)
class Plan:
    """How a run goes. Rates are those of the heads and of the top layer; each lower layer learns `layer_decay` times as fast.
    `start` draws the heads' first weights: runs that are to be averaged share it; `seed` draws the order and what is dropped."""

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


def split(data: Sequence[Article], share: float, seed: int) -> tuple[list[Article], list[Article]]:
    """Articles to learn from, and a share kept aside, the same for a seed whatever the order of the file."""
    ids = sorted(article["id"] for article in data)
    aside = set(random.Random(f"aside-{seed}").sample(ids, round(share * len(ids))))
    return [a for a in data if a["id"] not in aside], [a for a in data if a["id"] in aside]


def fit(plan: Plan, data: Sequence[Article], vocabulary: Vocabulary) -> Tagger:
    """A tagger trained on `data`, from the base or from the run's last checkpoint."""
    torch.set_num_threads(plan.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(plan.start)
    tagger = Tagger(Shape(vocabulary=len(vocabulary)))
    load_base(tagger, str(plan.base / "model.safetensors"))
    if plan.after:
        tagger.load_state_dict(
            torch.load(plan.after / "checkpoint.pt", map_location="cpu", weights_only=True)["tagger"]
        )
    tagger.to(device).train()
    optimiser = torch.optim.AdamW(_groups(plan, tagger), fused=True)
    rates = [group["lr"] for group in optimiser.param_groups]
    done = _resume(plan, tagger, optimiser)
    lengths = [len(epoch(data, vocabulary, f"{plan.seed}-{n}", plan.size, plan.budget)) for n in range(plan.epochs)]
    total, step, began, said = sum(lengths), 0, time.monotonic(), time.monotonic()
    saved, pieces, sums = time.monotonic(), 0, dict.fromkeys(("labels", "cue", "source"), 0.0)
    for number in range(plan.epochs):
        if step + lengths[number] <= done:
            step += lengths[number]
            continue
        for cuts in epoch(data, vocabulary, f"{plan.seed}-{number}", plan.size, plan.budget):
            step += 1
            if step <= done:
                continue
            torch.manual_seed(plan.seed * 1_000_003 + step)
            share = min(step / (plan.warm_up * total), (total - step + 1) / ((1 - plan.warm_up) * total))
            for group, rate in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = rate * share
            batch = batch_of(cuts, vocabulary).to(device)
            with torch.autocast(device.type, dtype=torch.bfloat16):
                loss, parts = loss_of(tagger, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            pieces += batch.pieces.numel()
            sums = {name: value + parts[name] for name, value in sums.items()}
            if step % 20 == 0:
                now = time.monotonic()
                _say(plan, step, total, number, sums, pieces / (now - said), now - began)
                said, pieces, sums = now, 0, dict.fromkeys(sums, 0.0)
            if time.monotonic() - saved > plan.every or step == total:
                _save(plan, tagger, optimiser, step)
                saved = time.monotonic()
    return tagger


def _groups(plan: Plan, tagger: Tagger) -> list[dict[str, object]]:
    """Parameters by how fast they learn; the embeddings of pieces and positions stay as they are."""
    groups: list[dict[str, object]] = []
    for name, weights in tagger.named_parameters():
        if name.startswith(("pieces.", "positions.")):
            weights.requires_grad_(False)
            continue
        rate = plan.head_rate
        if name.startswith("layers."):
            rate = plan.rate * plan.layer_decay ** (tagger.shape.layers - 1 - int(name.split(".")[1]))
        elif name.startswith("norm."):
            rate = plan.rate * plan.layer_decay**tagger.shape.layers
        decay = plan.weight_decay if weights.dim() > 1 and name != "transitions" else 0.0
        groups.append({"params": [weights], "lr": rate, "weight_decay": decay})
    return groups


def _say(plan: Plan, step: int, total: int, number: int, sums: dict[str, float], speed: float, spent: float) -> None:
    parts = "  ".join(f"{name} {value / 20:.4f}" for name, value in sums.items())
    line = f"epoch {number + 1}  step {step}/{total}  {parts}  {speed:.0f} pieces/s  {spent / 60:.1f} min"
    print(line, flush=True)
    with (plan.out / "log.txt").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def _save(plan: Plan, tagger: Tagger, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Writes a checkpoint whole or not at all."""
    kept = {"tagger": tagger.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    part = plan.out / "checkpoint.part"
    torch.save(kept, part)
    part.replace(plan.out / "checkpoint.pt")


def _resume(plan: Plan, tagger: Tagger, optimiser: torch.optim.Optimizer) -> int:
    path = plan.out / "checkpoint.pt"
    if not path.exists():
        return 0
    kept = torch.load(path, map_location="cpu", weights_only=True)
    tagger.load_state_dict(kept["tagger"])
    optimiser.load_state_dict(kept["optimiser"])
    print(f"going on after step {kept['step']}", flush=True)
    return int(kept["step"])


def main() -> None:
    """Reads the command line and runs."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--base", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    ask.add_argument("--aside", type=float, default=0.2)
    ask.add_argument("--epochs", type=int, default=4)
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--after", type=Path, help="a run whose last weights this one begins with")
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--limit", type=int, default=0, help="learn from this many articles only (to try things)")
    told = ask.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    plan = Plan(
        out=told.out,
        base=told.base,
        epochs=told.epochs,
        rate=told.rate,
        head_rate=told.head_rate,
        seed=told.seed,
        threads=told.threads,
        after=told.after,
    )
    vocabulary = Vocabulary((told.base / "vocab.txt").read_text(encoding="utf-8").splitlines())
    learn, aside = split(articles(told.data), told.aside, told.seed)
    (told.out / "aside.json").write_text(json.dumps(sorted(a["id"] for a in aside)), encoding="utf-8")
    fit(plan, learn[: told.limit or None], vocabulary)


if __name__ == "__main__":
    main()
