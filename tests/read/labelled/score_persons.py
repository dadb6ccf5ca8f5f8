"""Score masked persons: python score_persons.py GOLD PREDICTED [--resamples 1000] [--seed 0] [--json].

What counts is the leak: a private person's span that is not wholly under the mask. See README.md.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
Span = tuple[int, int]

WORD = re.compile(r"\w+(?:[-'’ʼ]\w+)*")
KINDS = {"private", "public"}
WHATS = {"age", "family", "unit", "call_sign", "address", "occupation", "phone", "id_number"}


@dataclass(frozen=True)
class Rate:
    """A share, or a number per so many words."""

    name: str
    top: str
    bottom: str
    times: float


RATES = (
    Rate("leak, % of private persons", "leaked", "private", 100),
    Rate("details wholly masked, %", "masked", "details", 100),
    Rate("details found, % (same what)", "found", "details", 100),
    Rate("false masks per 100 words", "false", "words", 100),
    Rate("public persons masked, %", "public_masked", "public", 100),
    Rate("other words under a mask, %", "overmasked", "other", 100),
)


def read(path: Path, *, gold: bool) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if row["id"] in rows:
            raise SystemExit(f"{path}:{number}: {row['id']} comes twice")
        for person in row.get("persons", []):
            if person["kind"] not in KINDS:
                raise SystemExit(f"{path}:{number}: no such kind: {person['kind']}")
        for detail in row.get("personal", []):
            if detail["what"] not in WHATS:
                raise SystemExit(f"{path}:{number}: no such what: {detail['what']}")
        if gold:
            check(row, f"{path}:{number}")
        rows[row["id"]] = row
    return rows


def check(row: Row, where: str) -> None:
    """Gold spans lie in the text, are trimmed, and do not overlap."""
    end = 0
    for start, stop in sorted(span(item) for item in row["persons"] + row["personal"]):
        words = row["text"][start:stop]
        if not end <= start < stop <= len(row["text"]) or words != words.strip():
            raise SystemExit(f"{where}: bad span {start}-{stop}")
        end = stop


def span(item: Row) -> Span:
    return int(item["start"]), int(item["end"])


def touches(one: Span, others: Sequence[Span]) -> bool:
    return any(one[0] < stop and start < one[1] for start, stop in others)


def covered(text: str, one: Span, masks: Sequence[Span]) -> bool:
    """Whether every letter and digit lies under some mask (spaces and marks between two masks leak nothing)."""
    return all(
        not text[at].isalnum() or any(start <= at < stop for start, stop in masks) for at in range(one[0], one[1])
    )


def counts(gold: Row, predicted: Row) -> dict[str, int]:
    text: str = gold["text"]
    private = [span(item) for item in gold["persons"] if item["kind"] == "private"]
    public = [span(item) for item in gold["persons"] if item["kind"] == "public"]
    details = [(span(item), str(item["what"])) for item in gold["personal"]]
    call_signs = [where for where, what in details if what == "call_sign"]
    said_private = [span(item) for item in predicted.get("persons", []) if item["kind"] == "private"]
    said_details = [(span(item), str(item["what"])) for item in predicted.get("personal", [])]
    masks = said_private + [where for where, _ in said_details]
    words = [match.span() for match in WORD.finditer(text)]
    other = [one for one in words if not touches(one, private + public + [where for where, _ in details])]
    return {
        "words": len(words),
        "other": len(other),
        "overmasked": sum(touches(one, masks) for one in other),
        "private": len(private),
        "leaked": sum(not covered(text, one, masks) for one in private),
        "public": len(public),
        "public_masked": sum(touches(one, said_private) for one in public),
        "details": len(details),
        "masked": sum(covered(text, one, masks) for one, _ in details),
        "found": sum(touches(one, [where for where, what in said_details if what == kind]) for one, kind in details),
        "false": sum(not touches(one, private + public + call_signs) for one in said_private),
    }


def ratio(rate: Rate, rows: Sequence[dict[str, int]]) -> float | None:
    bottom = sum(row[rate.bottom] for row in rows)
    return rate.times * sum(row[rate.top] for row in rows) / bottom if bottom else None


def interval(rate: Rate, rows: Sequence[dict[str, int]], resamples: int, seed: int) -> tuple[float, float] | None:
    """The middle 95 % of the rate over resampled passages."""
    chance = random.Random(seed)
    drawn = [ratio(rate, chance.choices(rows, k=len(rows))) for _ in range(resamples)] if rows else []
    known = sorted(value for value in drawn if value is not None)
    if not known:
        return None
    return known[int(0.025 * (len(known) - 1))], known[round(0.975 * (len(known) - 1))]


def score(gold: dict[str, Row], predicted: dict[str, Row], resamples: int = 1000, seed: int = 0) -> dict[str, Any]:
    """{language or "all": {rate: {value, low, high, top, bottom}}}; a passage with no prediction is unmasked."""
    by_language: dict[str, list[dict[str, int]]] = {}
    for key, row in gold.items():
        by_language.setdefault(row["lang"], []).append(counts(row, predicted.get(key, {})))
    groups = dict(sorted(by_language.items()))
    groups["all"] = [row for rows in by_language.values() for row in rows]
    result: dict[str, Any] = {}
    for language, rows in groups.items():
        result[language] = {"passages": len(rows)}
        for rate in RATES:
            bounds = interval(rate, rows, resamples, seed)
            result[language][rate.name] = {
                "value": ratio(rate, rows),
                "low": bounds[0] if bounds else None,
                "high": bounds[1] if bounds else None,
                "top": sum(row[rate.top] for row in rows),
                "bottom": sum(row[rate.bottom] for row in rows),
            }
    return result


def by_what(gold: dict[str, Row], predicted: dict[str, Row]) -> dict[str, tuple[int, int]]:
    """For each kind of detail: how many lie wholly under the mask, of how many."""
    result: dict[str, tuple[int, int]] = {}
    for what in sorted(WHATS):
        rows = [
            counts(
                {**row, "persons": [], "personal": [item for item in row["personal"] if item["what"] == what]},
                predicted.get(key, {}),
            )
            for key, row in gold.items()
        ]
        result[what] = sum(row["masked"] for row in rows), sum(row["details"] for row in rows)
    return result


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score masked persons and personal details.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args(arguments)
    gold, predicted = read(options.gold, gold=True), read(options.predicted, gold=False)
    strangers = sorted(set(predicted) - set(gold))
    if strangers:
        raise SystemExit(f"{options.predicted}: not in {options.gold}: {', '.join(strangers[:5])}")
    result = score(gold, predicted, options.resamples, options.seed)
    details = by_what(gold, predicted)
    if options.json:
        print(json.dumps({"rates": result, "details": details}, ensure_ascii=False, indent=1))
        return 0
    missing = len(gold) - len(predicted)
    if missing:
        print(f"{missing} passages have no prediction and count as unmasked")
    for language, rates in result.items():
        print(f"{language} ({rates['passages']} passages)")
        for rate in RATES:
            figure = rates[rate.name]
            if figure["value"] is None:
                print(f"  {rate.name:<30} none to score")
                continue
            print(
                f"  {rate.name:<30} {figure['value']:6.2f}  [{figure['low']:.2f}, {figure['high']:.2f}]"
                f"  ({figure['top']} of {figure['bottom']})"
            )
    print("details wholly masked: " + ", ".join(f"{what} {top}/{bottom}" for what, (top, bottom) in details.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
