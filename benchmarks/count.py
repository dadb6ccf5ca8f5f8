"""The count: one place with 61 breakpoints; 1,500 figures over 36 places; a ribbon of 60 months; a clash."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from reportedly.count import ribbon, tally
from reportedly.count.places import Lie, Places
from reportedly.types import Admitted, AsOf, Basis, Bounds, Flow, Policy, Qualifier, Question, RibbonPoint, Tally

SINCE = date(2020, 1, 1)
MONTH = timedelta(days=30)
KNOWN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that it takes, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best * 1000


def a_question(place: int) -> Question:
    return Question(f"place-{place}", "How many?", "cases", "soldiers", Flow.CUMULATIVE, "All cases.", since=SINCE)


def a_finding(place: int, n: int, value: int, day: date, compiler: str) -> Admitted:
    qualifier = Qualifier.EXACT if n % 2 else Qualifier.AT_LEAST
    bounds = Bounds(value, value if n % 2 else None)
    as_of = AsOf(day, day, Basis.STATED)
    return Admitted(
        f"figure {n}", f"finding {n}", f"place-{place}", compiler, compiler, "cases", "soldiers", (), None, as_of,
        Flow.CUMULATIVE, bounds, value, qualifier, day, 1,
    )  # fmt: skip


def some_findings(place: int, many: int) -> list[Admitted]:
    """A count that grows, as two compilers tell it: no clash."""
    chance = random.Random(place)
    values = sorted(chance.randrange(100_000) for _ in range(many))
    return [a_finding(place, n, value, SINCE + MONTH * n, "ab"[n % 2]) for n, value in enumerate(values)]


def told(place: int, findings: list[Admitted], day: date) -> Tally:
    policy = Policy(version=1)
    return tally(a_question(place), findings, policy, as_of=day, known_at=KNOWN_AT, mark="m")


def drawn(place: int, findings: list[Admitted], days: list[date]) -> tuple[RibbonPoint, ...]:
    return ribbon(a_question(place), findings, Policy(version=1), days, known_at=KNOWN_AT)


def main() -> None:
    """Prints one line a measurement."""
    one = some_findings(0, 61)
    day = SINCE + MONTH * 30
    print(f"one place, 61 breakpoints: {timed(lambda: told(0, one, day)):.1f} ms")
    places = {place: some_findings(place, 42) for place in range(36)}
    print(f"1,512 figures, 36 places: {timed(lambda: [told(p, f, day) for p, f in places.items()]):.0f} ms")
    months = [SINCE + MONTH * n for n in range(60)]
    print(f"60 months of them, as ribbons: {timed(lambda: [drawn(p, f, months) for p, f in places.items()]):,.0f} ms")
    everywhere = [replace(f, places=(f.question,)) for findings in places.values() for f in findings]
    lie = Lie({f"place-{place}": "all" for place in range(36)})
    together = replace(a_question(0), places=("all",))
    print(
        f"all 36 places together, one day: {timed(lambda: Places(together, everywhere, [day], lie).reaches()):.0f} ms"
    )
    print(
        f"all 36 places together, 60 months: {timed(lambda: Places(together, everywhere, months, lie).reaches()):.0f} ms"
    )
    clash = [*one, a_finding(0, 999, 5, SINCE + MONTH * 31, "c")]
    print(f"one place with a figure that contradicts thirty: {timed(lambda: told(0, clash, day)):.0f} ms")


if __name__ == "__main__":
    main()
