"""Interval arithmetic with open ends, checked against single values."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.count.bounds import OPEN, difference, hull, inward, meet, total, within
from reportedly.types import Bounds

ends = st.none() | st.integers(-20, 20)


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    lower, upper = draw(ends), draw(ends)
    if lower is not None and upper is not None and lower > upper:
        lower, upper = upper, lower
    return Bounds(lower, upper)


values = st.integers(-40, 40)


def allows(one: Bounds, value: float) -> bool:
    return (one.lower is None or one.lower <= value) and (one.upper is None or value <= one.upper)


@given(bounds(), bounds(), values)
def test_a_value_lies_in_the_meet_when_both_allow_it(a: Bounds, b: Bounds, value: int) -> None:
    met = meet(a, b)
    assert (met is not None and allows(met, value)) == (allows(a, value) and allows(b, value))


@given(bounds(), bounds())
def test_the_hull_allows_what_either_allows_and_its_ends_are_ends_of_theirs(a: Bounds, b: Bounds) -> None:
    held = hull(a, b)
    assert meet(held, a) == a and meet(held, b) == b
    assert held.lower in (a.lower, b.lower) and held.upper in (a.upper, b.upper)


@given(st.lists(st.tuples(bounds(), values)))
def test_a_sum_of_allowed_values_is_allowed(parts: list[tuple[Bounds, int]]) -> None:
    inside = [(b, int(within(v, b))) for b, v in parts]
    assert allows(total(b for b, _ in inside), sum(v for _, v in inside))


@given(bounds(), bounds(), values, values)
def test_what_remains_of_allowed_values_is_allowed(a: Bounds, b: Bounds, x: int, y: int) -> None:
    assert allows(difference(a, b), within(x, a) - within(y, b))


@given(st.floats(-30, 30), st.floats(0, 5), values)
def test_rounding_inward_keeps_exactly_the_whole_numbers(lower: float, width: float, value: int) -> None:
    kept = inward(Bounds(lower, lower + width))
    assert (kept is not None and allows(kept, value)) == (lower <= value <= lower + width)


def test_open_ends_stay_open() -> None:
    assert total([Bounds(800, None), Bounds(20, 20)]) == Bounds(820, None)
    assert difference(Bounds(800, None), Bounds(None, 20)) == Bounds(780, None)
    assert meet(OPEN, OPEN) == hull(OPEN, Bounds(1, 2)) == inward(OPEN) == OPEN
    assert total([]) == Bounds(0, 0)
