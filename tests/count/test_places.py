"""Bounds over several places: what all places say together, against every world that could have been."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reportedly.count import ribbon
from reportedly.count.places import Lie, Places
from reportedly.types import Admitted, Bounds, Flow, Policy, Question, Tally

Find = Callable[..., Admitted]
Count = Callable[..., Tally]

SINCE = date(2024, 1, 1)
IN_RUSSIA = Lie({"perm": "russia", "kazan": "russia"})
ALL_OF_IT = Lie({"perm": "russia", "kazan": "russia"}, {"russia": ("perm", "kazan")})


def asked(*places: str) -> Question:
    return Question("q", "How many?", "cases", "soldiers", Flow.CUMULATIVE, "All.", since=SINCE, places=places)


Told = tuple[tuple[str, ...], int | None, int | None]

ROWS: list[tuple[str, tuple[str, ...], list[Told], Lie, Bounds]] = [
    ("parts add up from below", (), [(("perm",), 300, None), (("kazan",), 200, None)], IN_RUSSIA, Bounds(500, None)),
    ("a whole bounds its parts", ("perm",), [(("perm",), 300, None), (("kazan",), 200, None), (("russia",), None, 650)],
     IN_RUSSIA, Bounds(300, 450)),
    ("all parts are the whole only where declared", ("russia",), [(("perm",), 3, 3), (("kazan",), 2, 2)], IN_RUSSIA,
     Bounds(5, None)),
    ("declared complete", ("russia",), [(("perm",), 3, 3), (("kazan",), 2, 2)], ALL_OF_IT, Bounds(5, 5)),
    ("siblings say nothing of each other", ("perm",), [(("kazan",), 200, None)], IN_RUSSIA, Bounds(None, None)),
    ("a figure for two places is their sum", ("perm",), [(("perm", "kazan"), None, 10), (("kazan",), 4, None)], IN_RUSSIA,
     Bounds(None, 6)),
    ("what lies nowhere known bounds the whole alone", (), [(("a village",), 7, None), (("perm",), 5, None)], IN_RUSSIA,
     Bounds(7, None)),
]  # fmt: skip


@pytest.mark.parametrize("places, told, lie, expected", [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_places_hold_the_places_inside_them(
    find: Find, places: tuple[str, ...], told: list[Told], lie: Lie, expected: Bounds
) -> None:
    findings = [find(f"f{n}", low, high, "2024-02-01", places=where) for n, (where, low, high) in enumerate(told)]
    reaches = Places(asked(*places), findings, [date(2024, 2, 1)], lie).reaches()
    assert reaches is not None and reaches[0].bounds == expected


def test_a_tally_takes_its_places_together_and_names_what_binds(find: Find, count: Count) -> None:
    told = [
        find("perm", 300, None, "2024-02-01", places=("perm",)),
        find("kazan", 200, None, "2024-02-01", places=("kazan",)),
        find("all", None, 650, "2024-03-01", places=("russia",)),
    ]
    alone = count(*told, as_of="2024-03-01", since=SINCE, places=("russia",))
    together = count(*told, as_of="2024-03-01", since=SINCE, places=("russia",), lie=IN_RUSSIA)
    assert (alone.bounds, together.bounds) == (Bounds(300, 650), Bounds(500, 650))
    assert together.binding_lower == ("kazan", "perm")
    needs_two = count(
        *told,
        as_of="2024-03-01",
        since=SINCE,
        places=("russia",),
        lie=IN_RUSSIA,
        policy=Policy(version=1, compilers_needed=2),
    )
    assert needs_two.bounds.lower != 500


def test_places_that_cannot_all_be_true_are_a_clash_that_names_each(find: Find, count: Count) -> None:
    told = count(
        find("perm", 300, None, "2024-02-01", places=("perm",), by="a"),
        find("kazan", 400, None, "2024-02-01", places=("kazan",), by="b"),
        find("all", None, 650, "2024-03-01", places=("russia",), by="c"),
        find("aside", 1, None, "2024-03-01", places=("russia",), by="d"),
        as_of="2024-03-01", since=SINCE, places=("russia",), lie=IN_RUSSIA,
    )  # fmt: skip
    assert [clash.findings for clash in told.clashes] == [("all", "kazan", "perm")]


PLACES = ("perm", "kazan", "russia")
TOP = 3
said = st.tuples(
    st.sampled_from([("perm",), ("kazan",), ("russia",), ("perm", "kazan")]),
    st.sampled_from([(0, None), (1, None), (3, None), (None, 0), (None, 2), (2, 2), (1, 3), (None, 3)]),
    st.integers(0, 1),
)
World = tuple[tuple[int, int], ...]
"""For each place how much it grew on day 0 and on day 1."""


def worlds(complete: bool) -> Iterable[World]:
    days = list(product(range(2 * TOP + 1), repeat=2))
    for perm, kazan in product(list(product(range(TOP + 1), repeat=2)), repeat=2):
        for russia in days:
            parts = [perm[d] + kazan[d] for d in (0, 1)]
            if all(russia[d] == parts[d] if complete else russia[d] >= parts[d] for d in (0, 1)):
                yield perm, kazan, russia


ALL_WORLDS = {complete: list(worlds(complete)) for complete in (True, False)}


def true_in(world: World, one: tuple[tuple[str, ...], tuple[int | None, int | None], int]) -> bool:
    where, (low, high), day = one
    grown = sum(sum(world[PLACES.index(place)][: day + 1]) for place in where)
    return (low is None or grown >= low) and (high is None or grown <= high)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=st.lists(said, min_size=1, max_size=4),
    place=st.sampled_from(PLACES),
    day=st.integers(0, 1),
    complete=st.booleans(),
)
def test_bounds_hold_every_possible_world_and_are_reached_in_small_ones(
    find: Find,
    told: list[tuple[tuple[str, ...], tuple[int | None, int | None], int]],
    place: str,
    day: int,
    complete: bool,
) -> None:
    possible = [world for world in ALL_WORLDS[complete] if all(true_in(world, one) for one in told)]
    findings = [
        find(f"f{n}", *ends, (SINCE + timedelta(days=when)).isoformat(), places=where)
        for n, (where, ends, when) in enumerate(told)
    ]
    lie = ALL_OF_IT if complete else IN_RUSSIA
    world = Places(asked(place), findings, [SINCE + timedelta(days=day)], lie)
    found = world.reaches()
    assert (found is None) == (not possible)
    if found is None:
        clash = world.clash() or ()
        named = [told[int(name[1:])] for name in clash]
        assert not [w for w in ALL_WORLDS[complete] if all(true_in(w, one) for one in named)]
        for fewer in combinations(named, len(named) - 1):
            assert [w for w in ALL_WORLDS[complete] if all(true_in(w, one) for one in fewer)]
        return
    counts = [sum(w[PLACES.index(place)][: day + 1]) for w in possible]
    assume(max(counts) < TOP)
    assert (found[0].bounds.lower or 0) == min(counts)
    assert found[0].bounds.upper is None or found[0].bounds.upper >= max(counts)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(said, min_size=1, max_size=5), place=st.sampled_from(PLACES), needed=st.sampled_from([1, 2]))
def test_a_ribbon_over_places_is_a_tally_a_day(
    find: Find,
    count: Count,
    told: list[tuple[tuple[str, ...], tuple[int | None, int | None], int]],
    place: str,
    needed: int,
) -> None:
    findings = [
        find(f"f{n}", *ends, (SINCE + timedelta(days=when)).isoformat(), places=where, by="ab"[n % 2], base="ab"[n % 2])
        for n, (where, ends, when) in enumerate(told)
    ]
    days, policy = [SINCE + timedelta(days=n) for n in range(4)], Policy(version=1, compilers_needed=needed)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    drawn = ribbon(asked(place), findings, policy, days, known_at=at, lie=IN_RUSSIA)
    single = [
        count(*findings, as_of=day.isoformat(), since=SINCE, places=(place,), lie=IN_RUSSIA, policy=policy).bounds
        for day in days
    ]
    assert [point.bounds for point in drawn] == single
