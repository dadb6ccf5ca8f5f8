"""Every word of the house goes into the ledger as JSON and comes back as it was."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly import types
from reportedly.errors import Broken
from reportedly.store import chain, rows
from reportedly.types import (
    AsOf,
    Basis,
    Bounds,
    Figure,
    FigureKind,
    Flow,
    Period,
    Qualifier,
    Question,
    Quote,
    Span,
)

ENTERED = (
    types.Outlet, types.Compiler, types.Capture, types.Report, types.Statement, types.Figure, types.Reading,
    types.Decision, types.Question, types.Policy, types.Finding, types.Incident, types.Proposal, types.Picture,
    types.Book, types.Deal, types.Brief, types.Failure, types.PlaceMention, types.Place, types.Admitted, types.Tally,
    types.Entry, types.Standing, types.GateFinding, types.SiteSettings,
)  # fmt: skip

numbers = st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False, width=32)
st.register_type_strategy(Span, st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted).map(lambda p: Span(*p)))
st.register_type_strategy(
    Bounds, st.tuples(numbers, numbers).map(sorted).map(lambda p: Bounds(*p)) | st.just(Bounds(None, None))
)
st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", ENTERED, ids=lambda kind: kind.__name__)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_value_comes_back_as_it_was(kind: type, data: st.DataObject) -> None:
    value = data.draw(st.from_type(kind))
    stored = json.loads(chain.canonical(rows.to_json(value)))
    assert rows.from_json(kind, stored) == value


FIGURE = Figure(
    "fig_1", "rep_1", Quote(Span(0, 12), "at least 800"), Span(9, 12), FigureKind.COUNT, Qualifier.AT_LEAST,
    Bounds(800, None), 800, as_of=AsOf(None, date(2024, 1, 31), Basis.STATED),
)  # fmt: skip


def test_what_is_at_its_default_is_left_out_so_that_a_later_field_alters_nothing() -> None:
    assert rows.to_json(FIGURE) == {
        "id": "fig_1",
        "report": "rep_1",
        "as_written": {"span": {"start": 0, "end": 12}, "words": "at least 800"},
        "number": {"start": 9, "end": 12},
        "kind": "count",
        "qualifier": "at_least",
        "bounds": {"lower": 800, "upper": None},
        "best": 800,
        "as_of": {"earliest": None, "latest": "2024-01-31", "basis": "stated"},
    }


def test_a_field_that_this_version_does_not_know_is_passed_over() -> None:
    stored = rows.fields_of(Period(None, date(2024, 1, 31)))
    assert rows.from_json(Period, {**stored, "added_later": 1}) == Period(None, date(2024, 1, 31))


def test_whole_and_decimal_numbers_stay_apart() -> None:
    whole = rows.from_json(Bounds, {"lower": 1, "upper": 2.0})
    assert (type(whole.lower), type(whole.upper)) == (int, float)


def test_a_moment_is_written_in_utc() -> None:
    moscow = datetime(2024, 6, 10, 15, tzinfo=timezone(timedelta(hours=3)))
    assert rows.to_json(moscow) == "2024-06-10T12:00:00+00:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        rows.to_json(datetime(2024, 6, 10))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("kind", "stored"),
    [
        (Period, {"start": "yesterday", "end": None}),
        (Period, {}),
        (Question, {"id": "q", "flow": "sideways"}),
        (Bounds, {"lower": 5, "upper": 1}),
        (Span, {"start": -1, "end": 0}),
        (Flow, "sideways"),
        (Period, None),
    ],
)
def test_another_shape_is_refused_with_what_it_should_have_been(kind: type, stored: types.Json) -> None:
    with pytest.raises(Broken, match=kind.__name__):
        rows.from_json(kind, stored)


def test_what_has_no_fields_is_no_entry() -> None:
    with pytest.raises(TypeError):
        rows.fields_of("words")


def test_a_json_value_and_bytes_are_kept_as_they_are() -> None:
    held = types.Payload("text", b"\x00\xff", {"a": [1, 1.5, None, {"b": True}]})
    assert rows.from_json(types.Payload, rows.to_json(held)) == held
