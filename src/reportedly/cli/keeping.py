"""Commands that keep and forget: erasing a person, keys, backup and restore."""

from __future__ import annotations
