"""Bounds against brute force: in small worlds, every count that could have been is tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from itertools import combinations, combinations_with_replacement

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reportedly.types import Admitted, Bounds, Flow, Period, Tally

Find = Callable[..., Admitted]
Count = Callable[..., Tally]
World = tuple[int, ...]
"""The cumulative count at the end of day 0, 1, 2 ...; 0 before."""

Said = tuple[str, tuple[int | None, int | None], tuple[int, int]]
"""What one finding says: kind, bounds, first and last day."""

SINCE = date(2024, 1, 1)
DAYS, TOP = 3, 4
STATED = TOP * DAYS
"""Figures go up to TOP, and so no bound lies above STATED; a count that can be higher can be any number."""
CEILING = 2 * STATED + 1
small = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def day(number: int) -> str:
    return (SINCE + timedelta(days=number)).isoformat()


@cache
def allowed(one: Said) -> frozenset[World]:
    """The worlds in which one statement is true."""
    return frozenset(world for world in combinations_with_replacement(range(CEILING + 1), DAYS) if true_in(world, one))


EVERY: Said = ("cumulative", (None, None), (0, 0))


@st.composite
def some_bounds(draw: st.DrawFn) -> tuple[int | None, int | None]:
    low, high = sorted((draw(st.integers(0, TOP)), draw(st.integers(0, TOP))))
    return draw(st.sampled_from([(low, high), (low, None), (None, high), (low, low)]))


@st.composite
def stretch(draw: st.DrawFn) -> tuple[int, int]:
    first, last = sorted((draw(st.integers(0, DAYS - 1)), draw(st.integers(0, DAYS - 1))))
    return first, last


said = st.tuples(st.sampled_from(["cumulative", "period"]), some_bounds(), stretch())


def finding(find: Find, number: int, one: Said) -> Admitted:
    kind, (lower, upper), (first, last) = one
    name = f"f{number}"
    if kind == "period":
        return find(name, lower, upper, day(DAYS), by=name, period=(day(first), day(last)))
    return find(name, lower, upper, day(last), by=name, earliest=day(first), inferred=first < last)


def true_in(world: World, one: Said) -> bool:
    """Whether a world allows it: some value within the bounds was the count at some moment of the days spoken of."""
    kind, (lower, upper), (first, last) = one
    before = world[first - 1] if first else 0
    grown = (world[last] - before,) * 2 if kind == "period" else (world[first], world[last])
    return (lower is None or grown[1] >= lower) and (upper is None or grown[0] <= upper)


def possible(told: Iterable[Said]) -> frozenset[World]:
    return frozenset.intersection(*(allowed(one) for one in (EVERY, *told)))


@small
@given(told=st.lists(said, max_size=5), asked=st.integers(0, DAYS - 1))
def test_bounds_are_exactly_the_least_and_the_most_of_all_possible_worlds(
    find: Find, count: Count, told: list[Said], asked: int
) -> None:
    counts = [world[asked] for world in possible(told)]
    assume(counts)
    tally = count(*(finding(find, n, one) for n, one in enumerate(told)), as_of=day(asked), since=SINCE)
    assert tally.clashes == ()
    assert (tally.bounds.lower or 0) == min(counts)
    assert tally.bounds.upper == (None if max(counts) > STATED else max(counts))


@small
@given(told=st.lists(said, min_size=1, max_size=5))
def test_findings_clash_exactly_where_no_world_is_possible_and_the_clash_is_smallest(
    find: Find, count: Count, told: list[Said]
) -> None:
    tally = count(*(finding(find, n, one) for n, one in enumerate(told)), as_of=day(DAYS), since=SINCE)
    assert bool(tally.clashes) == (not possible(told))
    for clash in tally.clashes:
        named = [told[int(name[1:])] for name in clash.findings]
        assert not possible(named)
        assert all(possible(list(some)) for some in combinations(named, len(named) - 1))


@small
@given(told=st.lists(said, max_size=4), more=said, asked=st.integers(0, DAYS))
def test_consistent_evidence_never_widens_the_bounds(
    find: Find, count: Count, told: list[Said], more: Said, asked: int
) -> None:
    assume(possible([*told, more]))
    findings = [finding(find, n, one) for n, one in enumerate([*told, more])]
    before = count(*findings[:-1], as_of=day(asked), since=SINCE).bounds
    after = count(*findings, as_of=day(asked), since=SINCE).bounds
    assert before.lower is None or (after.lower is not None and after.lower >= before.lower)
    assert before.upper is None or (after.upper is not None and after.upper <= before.upper)


@small
@given(told=st.lists(said, max_size=5), asked=st.integers(0, DAYS))
def test_the_findings_named_for_an_end_hold_it_by_themselves(
    find: Find, count: Count, told: list[Said], asked: int
) -> None:
    assume(possible(told))
    findings = [finding(find, n, one) for n, one in enumerate(told)]
    tally = count(*findings, as_of=day(asked), since=SINCE)
    lower = [f for f in findings if f.finding in tally.binding_lower]
    upper = [f for f in findings if f.finding in tally.binding_upper]
    assert count(*lower, as_of=day(asked), since=SINCE).bounds.lower == tally.bounds.lower
    assert count(*upper, as_of=day(asked), since=SINCE).bounds.upper == tally.bounds.upper
    assert bool(lower) == (tally.bounds.lower is not None) and bool(upper) == (tally.bounds.upper is not None)


@small
@given(told=st.lists(said, max_size=5), ask=stretch())
def test_a_periods_bounds_come_from_counts_of_periods_alone(
    find: Find, count: Count, told: list[Said], ask: tuple[int, int]
) -> None:
    periods = [one for one in told if one[0] == "period"]
    assume(possible(periods))
    first, last = ask
    period = Period(date.fromisoformat(day(first)), date.fromisoformat(day(last)))
    findings = [finding(find, n, one) for n, one in enumerate(told)]
    tally = count(*findings, as_of=day(DAYS), flow=Flow.PERIOD, period=period, since=None)
    counts = [world[last] - (world[first - 1] if first else 0) for world in possible(periods)]
    assert (tally.bounds.lower or 0) == min(counts)
    assert tally.bounds.upper == (None if max(counts) > STATED else max(counts))


@small
@given(told=st.lists(said, max_size=5), asked=st.integers(0, DAYS - 1))
def test_where_findings_clash_the_bounds_hold_every_consistent_way_out(
    find: Find, count: Count, told: list[Said], asked: int
) -> None:
    bounds = count(*(finding(find, n, one) for n, one in enumerate(told)), as_of=day(asked), since=SINCE).bounds
    for some in largest_possible(told):
        for world in possible(some):
            assert bounds.lower is None or bounds.lower <= world[asked]
            assert bounds.upper is None or world[asked] <= bounds.upper


def largest_possible(told: list[Said]) -> list[list[Said]]:
    """The largest sets that can all be true: no further one can be added."""
    indices = range(len(told))
    sets = [frozenset(some) for size in range(len(told) + 1) for some in combinations(indices, size)]
    able = [some for some in sets if possible([told[i] for i in some])]
    return [[told[i] for i in some] for some in able if not any(some < other for other in able)]


def test_a_long_series_is_settled_without_trying_every_world(find: Find, count: Count) -> None:
    series = [find(f"f{n}", n * 10, n * 10, day(n * 7)) for n in range(1, 62)]
    tally = count(*series, as_of=day(200), since=SINCE)
    assert (tally.bounds, tally.binding_lower, tally.binding_upper) == (Bounds(280, 290), ("f28",), ("f29",))
