"""Commands for proof towards strangers: packs, checkpoints, time stamps."""

from __future__ import annotations
