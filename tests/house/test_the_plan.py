"""The house's two laws and its plan, checked on the files themselves."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "reportedly"
PLACED = {
    "types", "errors", "settings", "newsroom", "capture", "read", "ledger", "count", "press", "store", "resources",
    "engines", "proof", "cli", "demo", "py",
}  # fmt: skip
DRAWERS = {"utils", "util", "helpers", "common", "misc", "base", "core"}
ROOMS = ("read", "ledger", "count", "press", "capture")
DOORS = ("capture/channels", "capture/archives", "press/publishers")
WORLD = {
    "random",
    "logging",
    "socket",
    "sqlite3",
    "subprocess",
    "urllib.request",
    "shutil",
    "tempfile",
    "os",
    "pathlib",
    "time",
}


def modules(folder: str) -> list[Path]:
    return sorted((SOURCE / folder).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_every_top_level_module_has_its_place_in_the_plan() -> None:
    names = {path.stem for path in SOURCE.iterdir() if not path.name.startswith("__")}
    assert names <= PLACED


def test_there_is_no_drawer() -> None:
    assert [p for p in SOURCE.rglob("*.py") if p.stem in DRAWERS] == []


def test_rooms_touch_nothing_of_the_world() -> None:
    touching = {
        f"{path.relative_to(SOURCE)}: {name}"
        for room in ROOMS
        for path in modules(room)
        if not any(str(path.relative_to(SOURCE)).startswith(door) for door in DOORS)
        for name in imports(path) & WORLD
    }
    assert touching == set()


def test_rooms_do_not_ask_the_clock() -> None:
    asking = {
        str(path.relative_to(SOURCE))
        for room in ROOMS
        for path in modules(room)
        if not any(str(path.relative_to(SOURCE)).startswith(door) for door in DOORS)
        for call in (n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Attribute))
        if call.attr in {"now", "today", "utcnow"}
        and isinstance(call.value, ast.Name)
        and call.value.id in {"datetime", "date"}
    }
    assert asking == set()


TABLES = ("press/lexicon/",)
"""Folders of word tables: data that grows with its language."""

IN_ONE_FILE = {"proof/verifier.py"}
"""What is handed to strangers as one program that stands alone."""


def test_modules_stay_under_four_hundred_lines() -> None:
    lengths = {
        str(p.relative_to(SOURCE)): len(p.read_text(encoding="utf-8").splitlines()) for p in SOURCE.rglob("*.py")
    }
    assert {
        name: n for name, n in lengths.items() if n > 400 and not name.startswith(TABLES) and name not in IN_ONE_FILE
    } == {}


def test_nothing_prints_but_a_face() -> None:
    printing = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] != "cli"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_imports_go_only_downwards() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


HEAVY = (
    "sqlalchemy",
    "jinja2",
    "trafilatura",
    "lxml",
    "cattrs",
    "rich",
    "alembic",
    "PIL",
    "fastwarc",
    "warcio",
)


@pytest.mark.parametrize("module", ["reportedly", "reportedly.cli"])
def test_starting_up_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
