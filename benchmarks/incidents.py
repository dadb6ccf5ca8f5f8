"""Incidents: seconds to read reports, to tie and group them, and memory.

`python benchmarks/incidents.py DOCUMENTS.jsonl` takes rows {id, domain, published, title, text}. Seconds are by the clock, on one core.
How good the groups and figures are is measured by `reportedly predict incidents` (docs/reference/measuring.md).
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from reportedly.cli.predict import read_rows
from reportedly.cli.predictions.incidents import accounts_of
from reportedly.ledger.incident_merging import links, occurrences
from reportedly.ledger.incident_rarity import rarity


def main(path: Path) -> None:
    """Prints a line for each step."""
    start = time.perf_counter()
    accounts = accounts_of(read_rows(path))
    read = time.perf_counter()
    found = links(accounts, rarity(accounts))
    tied = time.perf_counter()
    groups = occurrences(accounts)
    done = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(accounts)} reports read in {read - start:.1f} s; {len(found)} links in {tied - read:.1f} s")
    print(f"{len(groups)} occurrences in {done - tied:.1f} s, links included; {memory} MB at most")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
