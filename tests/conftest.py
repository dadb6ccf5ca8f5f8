"""Which groups of tests can run here; what could not run is listed at the end, and is an error where all is required."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"

PARTS = {
    "browser": ("Chromium", lambda: shutil.which("chromium") is not None),
    "postgresql": ("PostgreSQL", lambda: any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))),
    "java": ("Java", lambda: shutil.which("java") is not None),
    "shared": ("the benchmark folder beside the checkout", SHARED.is_dir),
}
NOT_RUN: Counter[str] = Counter()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    there = {group: is_there() for group, (_, is_there) in PARTS.items()}
    for item in items:
        for group, (part, _) in PARTS.items():
            if item.get_closest_marker(group) and not there[group]:
                item.add_marker(pytest.mark.skip(reason=f"needs {part}"))
                NOT_RUN[group] += 1


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = sorted({str(r.longrepr[2]) for r in terminalreporter.stats.get("skipped", []) if isinstance(r.longrepr, tuple)})
    if missing:
        terminalreporter.section("test groups that could not run")
        for reason in missing:
            terminalreporter.write_line(reason)


def pytest_sessionfinish(session: pytest.Session) -> None:
    required = {group for group in PARTS if group != "shared"}
    if os.environ.get("REQUIRE_ALL") == "1" and required & set(NOT_RUN):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
