"""A real PostgreSQL for moving ledgers, made as for the store's own tests."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_path = Path(__file__).resolve().parents[1] / "store" / "conftest.py"
_spec = importlib.util.spec_from_file_location("store_conftest", _path)
assert _spec is not None and _spec.loader is not None
_store = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_store)

postgresql_server = _store.postgresql_server
postgresql_address = _store.postgresql_address
