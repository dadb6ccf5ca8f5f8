"""Ledgers to test on: SQLite always, a real PostgreSQL where its programs are there."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.store import Ledger

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)

Opener = Callable[..., Ledger]


def _programs() -> Path | None:
    """The newest PostgreSQL server on this machine, where Debian or the path has one."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    folders += [Path(on_path).parent] if on_path else []
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


def _missing(why: str) -> None:
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"PostgreSQL is required here: {why}")
    pytest.skip(f"PostgreSQL: {why}")


def _prefix() -> list[str]:
    """PostgreSQL refuses to run as root, so root runs it as the user that Debian made for it."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


def _run(*command: str | Path) -> None:
    done = subprocess.run([*_prefix(), *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        _missing(f"{Path(str(command[0])).name} failed: {done.stderr.strip() or done.stdout.strip()}")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """A server of our own on a free loopback port; gives its URL without a database."""
    programs = _programs()
    if programs is None:
        _missing("its programs (pg_ctl, initdb) are not installed")
        return
    if os.geteuid() == 0 and not shutil.which("runuser"):
        _missing("it refuses root, and there is no runuser")
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    data, port = folder / "data", _free_port()
    try:
        _run(programs / "initdb", "-D", data, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        options = f"-F -k {folder} -c listen_addresses=127.0.0.1 -c port={port}"
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://desk@127.0.0.1:{port}/"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def postgresql_address(postgresql_server: str) -> str:
    """A fresh database of that server."""
    import psycopg

    name = f"desk_{secrets.token_hex(6)}"
    with psycopg.connect(postgresql_server + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type, unused-ignore]
    return postgresql_server + name


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be made: one test, every store."""
    if request.param == "sqlite":
        return str(tmp_path / "ledger.sqlite")
    return str(request.getfixturevalue("postgresql_address"))


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    """A new ledger."""
    with Ledger.open(address) as opened:
        yield opened
