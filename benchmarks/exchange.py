"""Exchange: rows of an invented table of events imported a second (again: passed over), memory, exports, and a move to another file.

`python benchmarks/exchange.py 100000` takes that many rows (2,000 where none is named).
"""

from __future__ import annotations

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reportedly.newsroom import new_desk, open_newsroom
from reportedly.newsroom.exporting import SHAPES

TOWNS = (("Kupiansk", "Kharkiv", "49.7064", "37.6167"), ("Kherson", "Kherson", "46.6354", "32.6169"))
EXPORTED = 2_000
"""Exports are measured up to so many rows: they hold the whole record in memory."""


def timed(work: Callable[[], object]) -> float:
    """Processor seconds that it takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def a_row(n: int) -> dict[str, str]:
    """An invented event in the columns of the known mapping `acled`; one in a thousand has no number."""
    town, region, latitude, longitude = TOWNS[n % 2]
    day = f"{n % 28 + 1} March 2024"
    return {
        "event_id_cnty": f"EXA{n}",
        "event_date": day,
        "time_precision": "1",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Military Forces of Examplia",
        "actor2": "Military Forces of Otherland",
        "country": "Ukraine",
        "admin1": region,
        "admin2": region,
        "admin3": "",
        "location": town,
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": "1",
        "source": "Example Gazette; Example Radio",
        "notes": f"On {day}, example forces shelled {town}, striking a warehouse near the station. {n % 9} people were wounded.",
        "fatalities": "many" if n % 1000 == 500 else str(n % 5),
        "timestamp": "1710800000",
    }


def main(many: int) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as name:
        folder, table = Path(name) / "desk", Path(name) / "events.csv"
        with table.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, list(a_row(0)))
            writer.writeheader()
            writer.writerows(map(a_row, range(many)))
        new_desk(folder)
        desk = open_newsroom(folder)
        mapping = desk.exchange.mapping("acled")
        seconds = timed(lambda: desk.exchange.import_file(table, mapping=mapping))
        print(
            f"import, {many:,} rows ({table.stat().st_size / 1e6:,.1f} MB): {many / seconds:,.0f} rows/s of processor time"
        )
        print(f"memory at the peak of it: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        again = timed(lambda: desk.exchange.import_file(table, mapping=mapping))
        print(f"the same file again: {many / again:,.0f} rows/s")
        print(f"ledger: {(folder / 'ledger.sqlite').stat().st_size / many:,.0f} bytes a row")
        moved = timed(lambda: desk.exchange.move_ledger(Path(name) / "other.sqlite"))
        print(f"migrate to another file, both chains checked: {2 * many / moved:,.0f} entries/s")
        if many <= EXPORTED:
            for shape in SHAPES:
                print(f"export {shape}, {many:,} reports: {timed(lambda s=shape: desk.export(s)):,.1f} s")  # type: ignore[misc]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
