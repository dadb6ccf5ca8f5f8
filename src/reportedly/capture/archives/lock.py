"""Door: one writer at a time, across processes and threads."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportedly.errors import Busy

_PAUSE = 0.02


@contextmanager
def locked(path: Path, *, patience: float) -> Iterator[None]:
    """Holds the lock file at `path` while the body runs; the kernel lets go of it when the process dies.

    Raises Busy where another writer holds it for longer than `patience` seconds.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait(handle, path, patience)
        yield
    finally:
        os.close(handle)


def _wait(handle: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while True:
        try:
            return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                remedy = "Wait for the other process to end, then try again; nothing was lost."
                raise Busy(
                    "another process is writing to this archive.", where=path.parent.name, remedy=remedy
                ) from error
        time.sleep(_PAUSE)
