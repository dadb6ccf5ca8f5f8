"""How the present rules read a small corpus of our own, as digests for each version of the rules: one of what is said (statements,
figures, places, what was passed over), one of who is named.

`python tests/read/labelled/record_readings.py` writes the digests of a new version into readings.json. A version that has them
keeps them, unless `--again` says that no desk has read with it yet.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from reportedly.read import METHOD, read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.store.rows import to_json
from reportedly.types import Method, Reading, Report, Span

HERE = Path(__file__).parent
RECORD = HERE / "readings.json"
CORPUS = ("figures-dev.jsonl", "figures-fresh.jsonl", "persons-dev.jsonl")


def digests() -> dict[str, str]:
    """The checksums of all readings of the corpus, without the method's version: `said` and `named`."""
    said, named = hashlib.sha256(), hashlib.sha256()
    for name in CORPUS:
        for line in (HERE / name).read_text(encoding="utf-8").splitlines():
            reading = _reading(json.loads(line))
            said.update(_bytes(replace(reading, persons=(), personal=())))
            named.update(_bytes((reading.persons, reading.personal)))
    return {"said": said.hexdigest(), "named": named.hexdigest()}


def recorded() -> dict[str, dict[str, str]]:
    """The digests by version."""
    return dict(json.loads(RECORD.read_text(encoding="utf-8"))) if RECORD.is_file() else {}


def _bytes(value: object) -> bytes:
    return json.dumps(to_json(value), ensure_ascii=False, sort_keys=True).encode()


def _reading(row: dict[str, str]) -> Reading:
    text = row["text"]
    day = date.fromisoformat(row.get("dateline") or "2024-06-10")
    report = Report(row["id"], row["id"], "", "", text, (Span(0, len(text)),), row["lang"], published_day=day)
    found = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=date(2022, 9, 21))
    return replace(found, method=Method(METHOD.name, ""))


def main() -> None:
    """Records the present version's digests."""
    record = recorded()
    if METHOD.version in record and "--again" not in sys.argv[1:]:
        sys.exit(f"Version {METHOD.version} has its digests; raise METHOD in read/__init__.py first.")
    record[METHOD.version] = digests()
    RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
