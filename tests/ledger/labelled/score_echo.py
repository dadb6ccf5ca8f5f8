"""Score links between reports: python score_echo.py GOLD PREDICTED [--families PREDICTED_FAMILIES] [--json].

GOLD is the beginning of the three gold files' names: echo-dev for echo-dev-reports.jsonl, -pairs and -families.
What counts is false corroboration: an echo or a second count that is called independent. See README.md.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Pair = frozenset[str]
Cluster = dict[str, float]

RELATIONS = ("echo", "second_count", "corroboration", "revision", "unrelated")
DEPENDENT = {"echo", "second_count"}


@dataclass(frozen=True)
class Rate:
    """A share in percent, or a mean."""

    name: str
    top: str
    bottom: str
    times: float = 100


RATES = (
    Rate("false corroboration, %", "false_corroboration", "dependent"),
    Rate("  echo called corroboration", "echo>corroboration", "echo"),
    Rate("  second count called so", "second_count>corroboration", "second_count"),
    Rate("false echo, %", "false_echo", "not_echo"),
    Rate("  unrelated called echo", "unrelated>echo", "unrelated"),
    Rate("  corroboration called echo", "corroboration>echo", "corroboration"),
    Rate("  second count called echo", "second_count>echo", "second_count"),
    Rate("  revision called echo", "revision>echo", "revision"),
    Rate("unrelated called corroboration, %", "unrelated>corroboration", "unrelated"),
    Rate("revision called corroboration, %", "revision>corroboration", "revision"),
    Rate("echo called unrelated, %", "echo>unrelated", "echo"),
    Rate("echo called second count, %", "echo>second_count", "echo"),
    Rate("echo called revision, %", "echo>revision", "echo"),
    Rate("echo found, %", "echo>echo", "echo"),
    Rate("second count found, %", "second_count>second_count", "second_count"),
    Rate("corroboration found, %", "corroboration>corroboration", "corroboration"),
    Rate("revision found, %", "revision>revision", "revision"),
)
ERRORS = (
    Rate("error in compilers, families of 2+", "error", "families", 1),
    Rate("error in compilers, all families", "error_all", "families_all", 1),
)


def lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def pairs(path: Path, reports: set[str]) -> dict[Pair, Row]:
    """By the two reports, in either order."""
    found: dict[Pair, Row] = {}
    for number, row in enumerate(lines(path), 1):
        key = frozenset((str(row["a"]), str(row["b"])))
        if len(key) != 2 or not key <= reports:
            raise SystemExit(f"{path}:{number}: not two of the reports: {row['a']}, {row['b']}")
        if row["relation"] not in RELATIONS:
            raise SystemExit(f"{path}:{number}: no such relation: {row['relation']}")
        if key in found:
            raise SystemExit(f"{path}:{number}: {row['a']} and {row['b']} come twice")
        found[key] = row
    return found


def families(path: Path, reports: set[str]) -> list[Row]:
    """No report lies in two families; one that lies in none is a family of its own, with one compiler."""
    rows, seen = lines(path), set[str]()
    for number, row in enumerate(rows, 1):
        members = {str(item) for item in row["reports"]}
        if not members <= reports or members & seen:
            raise SystemExit(f"{path}:{number}: a report that is not there, or is in two families")
        seen |= members
    return rows + [{"reports": [alone], "compilers": 1} for alone in sorted(reports - seen)]


def count_pair(relation: str, said: str) -> Cluster:
    """What one pair adds to the counts."""
    counts: Counter[str] = Counter({relation: 1, f"{relation}>{said}": 1})
    if relation in DEPENDENT:
        counts.update({"dependent": 1, "false_corroboration": int(said == "corroboration")})
    if relation != "echo":
        counts.update({"not_echo": 1, "false_echo": int(said == "echo")})
    return dict(counts)


def count_family(gold: Row, predicted: Sequence[Row]) -> Cluster:
    """How far the compilers of all predicted families that touch this one lie from the gold number."""
    members = set(gold["reports"])
    said = sum(float(row["compilers"]) for row in predicted if members & set(row["reports"]))
    error = abs(said - float(gold["compilers"]))
    counts = {"error_all": error, "families_all": 1.0}
    return counts | {"error": error, "families": 1.0} if len(members) > 1 else counts


def total(clusters: Sequence[Cluster]) -> Cluster:
    result: dict[str, float] = {}
    for cluster in clusters:
        for key, value in cluster.items():
            result[key] = result.get(key, 0) + value
    return result


def ratio(rate: Rate, counts: Cluster) -> float | None:
    bottom = counts.get(rate.bottom, 0)
    return rate.times * counts.get(rate.top, 0) / bottom if bottom else None


def measure(clusters: Sequence[Cluster], rates: Sequence[Rate], resamples: int, seed: int) -> dict[str, Row]:
    """Each rate with the middle 95 % of its values over resampled clusters (a story and its pairs stay together)."""
    chance, known = random.Random(seed), total(clusters)
    drawn = [total(chance.choices(clusters, k=len(clusters))) for _ in range(resamples)] if clusters else []
    result: dict[str, Row] = {}
    for rate in rates:
        value = ratio(rate, known)
        if value is None:
            continue
        top, bottom = known.get(rate.top, 0), known[rate.bottom]
        values = sorted(one for one in (ratio(rate, counts) for counts in drawn) if one is not None) or [value]
        low, high = values[int(0.025 * (len(values) - 1))], values[round(0.975 * (len(values) - 1))]
        if top == 0 and rate.times == 100:
            high = 100 * (1 - 0.025 ** (1 / bottom))  # none seen: resampling alone would say that none can be
        result[rate.name] = {"value": value, "low": low, "high": high, "top": top, "bottom": bottom}
    return result


def clusters_of(rows: Sequence[Row], key: Callable[[Row], str], count: Callable[[Row], Cluster]) -> list[Cluster]:
    groups: dict[str, list[Cluster]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(count(row))
    return [total(group) for group in groups.values()]


def story(row: Row) -> str:
    """The story a pair lies in; a pair across two stories stands alone."""
    return str(row["family"] or f"{row['a']} {row['b']}")


def slices(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """All rows, then by language, then by kind."""
    result = {"all": list(rows)}
    for field in ("lang", "kind"):
        for value in sorted({str(row[field]) for row in rows}):
            result[f"{field}: {value}"] = [row for row in rows if row[field] == value]
    return result


def score(
    gold_pairs: dict[Pair, Row],
    gold_families: Sequence[Row],
    said_pairs: dict[Pair, Row],
    said_families: Sequence[Row] | None,
    resamples: int = 1000,
    seed: int = 0,
) -> Row:
    """{pairs: {slice: {rate: {value, low, high, top, bottom}}}, families: the same, confusion, elsewhere}."""

    def said(row: Row) -> str:
        found = said_pairs.get(frozenset((row["a"], row["b"])))
        return str(found["relation"]) if found else "unrelated"

    result: Row = {"pairs": {}, "families": {}}
    for name, rows in slices(list(gold_pairs.values())).items():
        clusters = clusters_of(rows, story, lambda row: count_pair(row["relation"], said(row)))
        result["pairs"][name] = measure(clusters, RATES, resamples, seed)
    for name, rows in slices(gold_families).items() if said_families is not None else ():
        clusters = clusters_of(rows, lambda row: row["id"], lambda row: count_family(row, said_families or []))
        result["families"][name] = measure(clusters, ERRORS, resamples, seed)
    confusion = Counter((row["relation"], said(row)) for row in gold_pairs.values())
    result["confusion"] = {one: {other: confusion[one, other] for other in RELATIONS} for one in RELATIONS}
    strangers = [row["relation"] for key, row in said_pairs.items() if key not in gold_pairs]
    result["elsewhere"] = {relation: strangers.count(relation) for relation in RELATIONS if relation != "unrelated"}
    return result


def show(result: Row) -> None:
    for part in ("pairs", "families"):
        for name, rates in result[part].items():
            print(f"{part}, {name}")
            for rate, figure in rates.items():
                print(
                    f"  {rate:<36} {figure['value']:6.2f}  [{figure['low']:.2f}, {figure['high']:.2f}]"
                    f"  ({figure['top']:g} of {figure['bottom']:g})"
                )
    print("gold down, predicted across: " + ", ".join(RELATIONS))
    for relation, row in result["confusion"].items():
        print(f"  {relation:<14}" + "".join(f"{row[other]:6}" for other in RELATIONS))
    print(f"links between stories, outside the labelled pairs (all false): {result['elsewhere']}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score predicted relations between reports, and compilers counted.")
    parser.add_argument("gold", type=Path, help="the beginning of the gold files' names, such as echo-dev")
    parser.add_argument("predicted", type=Path, help="pairs {a, b, relation}; one left out is unrelated")
    parser.add_argument("--families", type=Path, help="families {reports, compilers}")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    stem: Path = options.gold
    reports = {str(row["id"]) for row in lines(stem.with_name(f"{stem.name}-reports.jsonl"))}
    result = score(
        pairs(stem.with_name(f"{stem.name}-pairs.jsonl"), reports),
        families(stem.with_name(f"{stem.name}-families.jsonl"), reports),
        pairs(options.predicted, reports),
        families(options.families, reports) if options.families else None,
        options.resamples,
        options.seed,
    )
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        show(result)
    return 0


if __name__ == "__main__":
    sys.exit(main())
