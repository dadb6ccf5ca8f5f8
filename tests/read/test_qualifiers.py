"""What a qualifier makes of a number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.qualifiers import bounds
from reportedly.types import Bounds, FigureKind, Qualifier

COUNT, DURATION = FigureKind.COUNT, FigureKind.DURATION


@pytest.mark.parametrize(
    ("qualifier", "number", "kind", "expected"),
    [
        (Qualifier.EXACT, "684", COUNT, (684, 684, 684)),
        (Qualifier.AT_LEAST, "800", COUNT, (800, None, 800)),
        (Qualifier.MORE_THAN, "800", COUNT, (801, None, 801)),
        (Qualifier.MORE_THAN, "3", DURATION, (3, None, 3)),
        (Qualifier.UP_TO, "300", COUNT, (0, 300, None)),
        (Qualifier.LESS_THAN, "12", COUNT, (0, 11, None)),
        (Qualifier.ABOUT, "170", COUNT, (153, 187, 170)),
        (Qualifier.ABOUT, "200", COUNT, (150, 250, 200)),
        (Qualifier.ABOUT, "9", COUNT, (9, 9, 9)),
        (Qualifier.NEARLY, "7400", COUNT, (6660, 7399, 7399)),
        (Qualifier.NEARLY, "8", FigureKind.DISTANCE, (7.2, 8, 8)),
        (Qualifier.SLIGHTLY_OVER, "4600", COUNT, (4601, 5060, 4601)),
        (Qualifier.DOZEN, "12", COUNT, (9, 15, 12)),
    ],
)
def test_a_qualifier_gives_bounds(
    qualifier: Qualifier, number: str, kind: FigureKind, expected: tuple[float | None, float | None, float | None]
) -> None:
    low, high, best = expected
    assert bounds(qualifier, Decimal(number), kind) == (Bounds(low, high), best)


@given(
    st.sampled_from([q for q in Qualifier if q is not Qualifier.RANGE]),
    st.decimals(min_value=0, max_value=10**12, places=2),
    st.sampled_from(list(FigureKind)),
)
def test_bounds_are_never_crossed_and_hold_the_best_value(
    qualifier: Qualifier, number: Decimal, kind: FigureKind
) -> None:
    found, best = bounds(qualifier, number, kind)
    if best is not None and found.lower is not None and qualifier is not Qualifier.DOZEN:
        assert found.lower <= best or kind is COUNT or kind is FigureKind.MONEY
