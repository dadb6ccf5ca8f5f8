"""Door: bytes onto the disk, so that they are there after the power fails."""

from __future__ import annotations

import os
from pathlib import Path


def write(path: Path, data: bytes, start: int) -> None:
    """Writes at the end of a file that must be `start` bytes long, and syncs; what could not be written whole is cut off."""
    new = not path.exists()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        _write_all(handle, data, start)
    finally:
        os.close(handle)
    if new:
        _sync_folder(path.parent)


def _write_all(handle: int, data: bytes, start: int) -> None:
    left = memoryview(data)
    try:
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    except OSError:
        os.ftruncate(handle, start)
        raise


def cut(path: Path, length: int) -> None:
    """Cuts a file to a length, and syncs."""
    with path.open("r+b") as file:
        file.truncate(length)
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
