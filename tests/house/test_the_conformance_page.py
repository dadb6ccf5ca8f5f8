"""The page on the Berkeley Protocol names code and tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "berkeley.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:src|tests)/[\w/.]+\.py(?:::\w+)?)`", PAGE)))


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_is_there(name: str) -> None:
    file, _, test = name.partition("::")
    assert (ROOT / file).is_file()
    assert not test or f"def {test}(" in (ROOT / file).read_text(encoding="utf-8")


def test_every_row_names_code_and_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "asked |" not in line]
    assert len(rows) > 30
    assert [row for row in rows if "`src/" not in row or "`tests/" not in row] == []
