"""The ledger: entries a second (in batches, and one at a time with each on the disk), verify, rebuild, standing, size.

`python benchmarks/ledger.py 100000` takes that many decisions (20,000 where none is named).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reportedly.ledger.decisions import decide, standing
from reportedly.store import Draft, Ledger, rows
from reportedly.types import Decision, Verdict

START = datetime(2024, 1, 1, tzinfo=UTC)
ALONE = 200


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def a_decision(n: int) -> Decision:
    return decide(f"fig_{n // 2}", Verdict.ACCEPT, f"Reviewer {n % 2}", START + timedelta(seconds=n))


def a_draft(n: int) -> Draft:
    made = a_decision(n)
    return Draft("decision", made.id, rows.fields_of(made), made.decided_at, made.reviewer)


def main(many: int) -> None:
    """Prints one line a measurement."""
    drafts = [a_draft(n) for n in range(many)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.sqlite"
        with Ledger.open(path) as ledger:
            print(f"append, {many:,} decisions in one batch: {many / timed(lambda: ledger.append_many(drafts)):,.0f}/s")
            alone = [draft._replace(subject=f"alone_{n}") for n, draft in enumerate(drafts[:ALONE])]
            seconds = timed(lambda: [ledger.append(*draft) for draft in alone])
            print(f"append, one at a time: {ALONE / seconds:,.0f}/s")
            print(f"append again what stands already: {many / timed(lambda: ledger.append_many(drafts)):,.0f}/s")
            print(f"verify: {many / timed(lambda: list(ledger.verify())):,.0f} entries/s")
            print(f"rebuild: {many / timed(ledger.rebuild):,.0f} entries/s")
            print(f"read back as values: {many / timed(lambda: ledger.latest('decision', Decision)):,.0f}/s")
        print(f"size: {path.stat().st_size / many:,.0f} bytes a decision")
    decisions = [a_decision(n) for n in range(many)]
    print(f"standing: {many / timed(lambda: standing(decisions, eyes=2)):,.0f} decisions/s")
    print(f"memory at the peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
