"""The schema's versions, and the way from one to the next (Alembic). Imported only where a ledger is made or moved on."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection


def migrate(connection: Connection, version: str) -> None:
    """Brings the database to `version` inside the transaction that `connection` holds: all of it, or nothing."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, version)
