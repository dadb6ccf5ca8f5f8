"""Commands that carry a desk's records in and out: imports, exports, another database."""

from __future__ import annotations
