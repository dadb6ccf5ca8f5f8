"""Backup and restore: MB a second and memory, to a public key and by passphrase. `python benchmarks/backup.py 1000` takes 1,000 MB."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from reportedly.newsroom import new_desk, open_newsroom
from reportedly.newsroom.backing_up import backup, restore
from reportedly.store.age import Lock, Opener

PIECE = 8
NOW = datetime(2024, 6, 10, tzinfo=UTC)


def memory() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(megabytes: int) -> None:
    """Prints one line a measurement. Captures are random bytes, which nothing packs."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    ways = {
        "public key": (Lock(to=(str(identity.to_public()),)), Opener(identities=str(identity))),
        "passphrase": (Lock(passphrase="six words"), Opener(passphrase="six words")),
    }
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        new_desk(folder / "desk")
        newsroom = open_newsroom(folder / "desk")
        newsroom.enter_files()
        for n in range(max(megabytes // PIECE, 1)):
            newsroom.archive.keep(f"urn:n:{n}", os.urandom(PIECE << 20), "text/plain", at=NOW, channel="note")
        print(f"memory before: {memory():,.0f} MB")
        for way, (lock, opener) in ways.items():
            start = time.perf_counter()
            kept = backup(newsroom, folder / f"{way}.age", lock)
            written = time.perf_counter()
            restore(folder / f"{way}.age", folder / way, opener)
            done = time.perf_counter()
            size = kept.bytes / 1e6
            print(
                f"{way}: backup with its check {size / (written - start):,.0f} MB/s, restore with its check "
                f"{size / (done - written):,.0f} MB/s, by the clock; memory at the peak {memory():,.0f} MB"
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
