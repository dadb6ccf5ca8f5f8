"""Every package that a desk runs on is named with a licence that goes with ours."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_locked_package_is_listed_with_its_licence() -> None:
    locked = re.findall(
        r"^([A-Za-z0-9._-]+)==[^;\n]*(?:; (.*?))? \\$", (ROOT / "requirements" / "base.txt").read_text(), re.MULTILINE
    )
    needed = {name for name, marker in locked if "win32'" not in marker or " or " in marker}
    listed = set(re.findall(r"^\| ([A-Za-z0-9._-]+) \|", (ROOT / "docs" / "licences.md").read_text(), re.MULTILINE))
    assert needed - listed == set()


def test_no_strong_copyleft_stands_in_the_base() -> None:
    rows = re.findall(r"^\| [\w.-]+ \| (.+?) \|$", (ROOT / "docs" / "licences.md").read_text(), re.MULTILINE)
    assert [row for row in rows if re.search(r"\bA?GPL", row) and "MPL" not in row] == []


def test_no_lock_names_an_index_address() -> None:
    assert [
        p.name
        for p in (ROOT / "requirements").glob("*.txt")
        if re.search(r"https?://|--(extra-)?index|--find-links", p.read_text())
    ] == []
