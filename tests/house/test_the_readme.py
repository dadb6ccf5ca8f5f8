"""What the README shows must run as it stands."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_ten_line_tour_runs(demo_desk: Path, tmp_path: Path) -> None:
    (tour,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    shutil.copytree(demo_desk, tmp_path / "demo-desk")
    shutil.copy(ROOT / "README.md", tmp_path)
    done = subprocess.run([sys.executable, "-c", tour], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("at least 800 sha256:")


def test_the_names_in_the_package_are_those_of_the_tour() -> None:
    import reportedly

    assert callable(reportedly.open_newsroom)
    with pytest.raises(AttributeError, match="no attribute"):
        _ = reportedly.nonsense  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "page", sorted(str(p.relative_to(ROOT)) for p in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
)
def test_no_link_between_the_documents_is_broken(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#|figure:|plain:)([^)\s#]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / page).parent / link).exists()] == []
