"""Which groups of tests can run here; what could not run is listed at the end, and is an error where all is required."""

from __future__ import annotations

import fcntl
import importlib.util
import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def _installed(*packages: str) -> bool:
    return all(importlib.util.find_spec(package) for package in packages)


PARTS: dict[str, tuple[str, Callable[[], bool]]] = {
    "browser": ("Chromium", lambda: shutil.which("chromium") is not None),
    "postgresql": ("PostgreSQL", lambda: any(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))),
    "java": ("Java", lambda: shutil.which("java") is not None),
    "exchange": (
        "followthemoney and frictionless (make exchange)",
        lambda: _installed("followthemoney", "frictionless"),
    ),
    "training": ("PyTorch (requirements/train.txt)", lambda: _installed("torch")),
    "shared": ("the benchmark folder beside the checkout", SHARED.is_dir),
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = {group: part for group, (part, is_there) in PARTS.items() if not is_there()}
    for item in items:
        for group, part in lacking.items():
            if item.get_closest_marker(group):
                item.add_marker(pytest.mark.skip(reason=f"needs {part}"))


def not_run(reporter: pytest.TerminalReporter | None) -> Counter[str]:
    """How many tests were passed over, by reason; with several processes, as the first one heard from the others."""
    reports = reporter.stats.get("skipped", []) if reporter else []
    return Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ") for report in reports if isinstance(report.longrepr, tuple)
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    missing = not_run(terminalreporter)
    if missing:
        terminalreporter.section("could not run")
        for reason, count in sorted(missing.items()):
            terminalreporter.write_line(f"{count} tests: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    optional = {f"needs {PARTS[group][0]}" for group in ("shared", "training")}
    if os.environ.get("REQUIRE_ALL") == "1" and set(not_run(reporter)) - optional and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def demo_desk(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demonstration desk after one walk, made once for all test processes. Tests only look; to change, copy it."""
    from reportedly.demo.walk import walk

    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "demonstration"
    with (folder.parent / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder.parent / "demonstration.done").exists():
            walk(folder)
            (folder.parent / "demonstration.done").touch()
    return folder
