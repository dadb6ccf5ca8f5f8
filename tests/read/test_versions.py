"""Readings that change raise the version of the rules, so that a desk knows which of its reports to read anew."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from reportedly.read import METHOD

SCRIPT = Path(__file__).parent / "labelled" / "record_readings.py"


def test_what_the_rules_read_changes_only_with_their_version() -> None:
    spec = importlib.util.spec_from_file_location("record_readings", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    record = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(record)
    known, now = record.recorded().get(METHOD.version, {}), record.digests()
    assert known, (
        f"Version {METHOD.version} of the rules has no digests yet: run `python {SCRIPT.relative_to(SCRIPT.parents[3])}`."
    )
    changed = [part for part, digest in known.items() if digest != now[part]]
    assert changed == [], (
        f"The rules do not read the corpus in tests/read/labelled as version {METHOD.version} did. If that is meant, raise METHOD's "
        f"version in src/reportedly/read/__init__.py and run `python {SCRIPT.relative_to(SCRIPT.parents[3])}`; "
        "while no desk has read with this version yet, `--again` renews its digests instead."
    )
