"""Proof packs: time to pack and to check, bytes, and 1,000 random changes of one bit in a pack: how many are found and named.

`python benchmarks/proof.py 200` makes that many changes (1,000 where none is named). The pack is the demonstration's June brief;
the signing key is made for the measurement and thrown away.
"""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path

from reportedly.demo.walk import walk
from reportedly.newsroom import open_newsroom
from reportedly.newsroom.checkpointing import checkpoint
from reportedly.newsroom.packing import pack
from reportedly.proof.signing import PLACE
from reportedly.proof.verifier import check, unzipped

BRIEF = "forced-back-to-the-front"


def main(many: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), many)


def measure(folder: Path, many: int) -> None:
    os.environ[PLACE] = str(folder / "signing.key")
    walk(folder / "desk")
    newsroom = open_newsroom(folder / "desk")
    start = time.perf_counter()
    made = checkpoint(newsroom)
    print(f"checkpoint of {made.checkpoint.size} entries: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    pack(newsroom, BRIEF, folder / "pack.wacz")
    data = (folder / "pack.wacz").read_bytes()
    print(f"pack of the June brief: {time.perf_counter() - start:.2f} s, {len(data):,} bytes")
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        opened.extract("proof/verify.py", folder)
        places = [(i.header_offset + 30 + len(i.filename), i.file_size, i.filename) for i in opened.infolist()]
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-I", "-S", folder / "proof" / "verify.py", folder / "pack.wacz"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    print(f"verify.py, as a process of its own: {time.perf_counter() - start:.2f} s")
    changed(data, places, many)


def changed(data: bytes, places: list[tuple[int, int, str]], many: int) -> None:
    """Turns one bit at a time and asks the verifier; a change counts as named where the file, or the container, is told."""
    chance, found = random.Random(2024), Counter[str]()
    start = time.perf_counter()
    for place in chance.sample(range(len(data)), many):
        other = bytearray(data)
        other[place] ^= 1 << chance.randrange(8)
        files, broken = unzipped(bytes(other))
        problems = [*broken, *check(files).problems]
        inside = next((name for at, size, name in places if at <= place < at + size), "the container")
        named = any(inside in words for words in problems)
        found["found and named" if named else "found" if problems else "MISSED"] += 1
    print(f"{many} changed bits: {dict(found)} in {time.perf_counter() - start:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
