"""Score a gate: python score_gate.py GOLD PREDICTED [--resamples 1000] [--seed 0] [--json].

What counts: the share of laundered briefs that are stopped, and of honest ones that are stopped too. See README.md.
"""

import argparse
import json
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Pair = tuple[Row, Row]
Rate = tuple[int, int]

VERDICTS = {"pass", "stop"}
FAULTS = (
    "lost_bound",
    "lost_hedge",
    "number_changed",
    "unit_changed",
    "period_changed",
    "place_changed",
    "several_sources",
    "second_count_as_confirmation",
    "zero_without_scope",
    "sum_of_overlapping",
    "difference_of_vintages",
    "attribution_lost",
    "attribution_wrong",
    "need_as_count",
)


def read(path: Path) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if row["id"] in rows:
            raise SystemExit(f"{path}:{number}: {row['id']} comes twice")
        if row["verdict"] not in VERDICTS:
            raise SystemExit(f"{path}:{number}: no such verdict: {row['verdict']}")
        unknown = set(row.get("faults", [])) - set(FAULTS)
        if unknown:
            raise SystemExit(f"{path}:{number}: no such fault: {', '.join(sorted(unknown))}")
        rows[row["id"]] = row
    return rows


def check(gold: dict[str, Row]) -> None:
    for row in gold.values():
        if (row["verdict"] == "stop") != bool(row["faults"]):
            raise SystemExit(f"{row['id']}: verdict and faults disagree")
        for figure in row["figures"]:
            if figure["words"] not in row["brief"] or not 0 <= figure["source"] < len(row["sources"]):
                raise SystemExit(f"{row['id']}: no such words or source: {figure}")
        for source in row["sources"]:
            if source["echo_of"] is not None and not 0 <= source["echo_of"] < len(row["sources"]):
                raise SystemExit(f"{row['id']}: echo of no source: {source['outlet']}")


def stopped(verdict: str) -> Callable[[Sequence[Pair]], Rate]:
    def rate(pairs: Sequence[Pair]) -> Rate:
        chosen = [pred for gold, pred in pairs if gold["verdict"] == verdict]
        return sum(pred["verdict"] == "stop" for pred in chosen), len(chosen)

    return rate


def stopped_with(fault: str) -> Callable[[Sequence[Pair]], Rate]:
    def rate(pairs: Sequence[Pair]) -> Rate:
        chosen = [pred for gold, pred in pairs if fault in gold["faults"]]
        return sum(pred["verdict"] == "stop" for pred in chosen), len(chosen)

    return rate


def named(fault: str | None) -> Callable[[Sequence[Pair]], Rate]:
    """Recall of gold faults (one, or all together)."""

    def rate(pairs: Sequence[Pair]) -> Rate:
        wanted = [(f, pred) for gold, pred in pairs for f in gold["faults"] if fault is None or f == fault]
        return sum(f in pred.get("faults", []) for f, pred in wanted), len(wanted)

    return rate


def right(fault: str | None) -> Callable[[Sequence[Pair]], Rate]:
    """Precision of predicted faults (one, or all together)."""

    def rate(pairs: Sequence[Pair]) -> Rate:
        given = [(f, gold) for gold, pred in pairs for f in set(pred.get("faults", [])) if fault is None or f == fault]
        return sum(f in gold["faults"] for f, gold in given), len(given)

    return rate


def stories(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Items with the same sources belong together: an interval must not take them for independent."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(json.dumps(pair[0]["sources"], sort_keys=True), []).append(pair)
    return list(found.values())


def draws(groups: Sequence[Sequence[Pair]], resamples: int, seed: int) -> list[list[Pair]]:
    rng = random.Random(seed)
    return [[pair for group in rng.choices(groups, k=len(groups)) for pair in group] for _ in range(resamples)]


def measure(rate: Callable[[Sequence[Pair]], Rate], pairs: Sequence[Pair], samples: Sequence[Sequence[Pair]]) -> Row:
    top, bottom = rate(pairs)
    again = sorted(100 * t / b for t, b in map(rate, samples) if b)
    interval = [again[round(0.025 * (len(again) - 1))], again[round(0.975 * (len(again) - 1))]] if again else None
    share = 100 * top / bottom if bottom else None
    return {"percent": share, "n": bottom, "hits": top, "interval": interval if bottom else None}


def score(gold: dict[str, Row], predicted: dict[str, Row], resamples: int, seed: int) -> dict[str, dict[str, Row]]:
    # A brief with no prediction counts as passed.
    pairs = [(row, predicted.get(key, {"verdict": "pass", "faults": []})) for key, row in gold.items()]
    samples = draws(stories(pairs), resamples, seed)
    out: dict[str, dict[str, Row]] = {
        "together": {
            "laundered caught": measure(stopped("stop"), pairs, samples),
            "false alarms on honest": measure(stopped("pass"), pairs, samples),
            "faults named": measure(named(None), pairs, samples),
            "named faults that are right": measure(right(None), pairs, samples),
        }
    }
    for fault in FAULTS:
        out[fault] = {
            "caught": measure(stopped_with(fault), pairs, samples),
            "named": measure(named(fault), pairs, samples),
            "right": measure(right(fault), pairs, samples),
        }
    for lang in sorted({(row["lang_source"], row["lang_brief"]) for row in gold.values()}):
        some = [pair for pair in pairs if (pair[0]["lang_source"], pair[0]["lang_brief"]) == lang]
        drawn = draws(stories(some), resamples, seed)
        out[" -> ".join(lang)] = {
            "laundered caught": measure(stopped("stop"), some, drawn),
            "false alarms on honest": measure(stopped("pass"), some, drawn),
        }
    return out


def show(result: dict[str, dict[str, Row]]) -> None:
    for head, rates in result.items():
        print(head)
        for name, rate in rates.items():
            if rate["percent"] is None:
                print(f"  {name:30} none")
                continue
            low, high = rate["interval"] or (float("nan"), float("nan"))
            print(f"  {name:30} {rate['percent']:5.1f} %  [{low:5.1f}, {high:5.1f}]  {rate['hits']} of {rate['n']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    gold = read(args.gold)
    check(gold)
    predicted = read(args.predicted)
    unknown = sorted(predicted.keys() - gold.keys())
    if unknown:
        raise SystemExit(f"{args.predicted}: not in {args.gold}: {', '.join(unknown[:5])}")
    result = score(gold, predicted, args.resamples, args.seed)
    if args.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)


if __name__ == "__main__":
    main()
