"""The cellar: schema, rows <-> types, migrations; SQLite or PostgreSQL by URL.

    ledger       `Ledger.open(...)`: append, read, verify, rebuild
    appending    drafts on their way in: which are new, and their rows
    chain        pure: entries that chain salted commitments; `check` names the first one that was touched
    rows         values of the house as JSON, and back
    derived      entries -> the tables that can be made again from them
    connection   SQLite or PostgreSQL: one appender at a time, many readers
    migrations   the schema's versions

`Ledger` and `Draft` are loaded when first asked for, so that `chain` and `rows` need no database library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.store.appending import Draft
    from reportedly.store.ledger import Ledger

__all__ = ["Draft", "Ledger"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from reportedly.store import ledger

        return getattr(ledger, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
