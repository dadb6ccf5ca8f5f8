"""A count over time says of each day what the tally of that day says, and marks the days that are not complete yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.count import ribbon
from reportedly.count.ribbon import days_late
from reportedly.types import Admitted, Answer, Bounds, Flow, Period, Policy, Question, Tally

Find = Callable[..., Admitted]
Count = Callable[..., Tally]

SINCE = date(2024, 1, 1)
KNOWN_AT = datetime(2026, 1, 1, tzinfo=UTC)


def days(count: int) -> list[date]:
    return [SINCE + timedelta(days=n) for n in range(count)]


def question(flow: Flow = Flow.CUMULATIVE, **more: object) -> Question:
    plain: dict[str, object] = {"since": SINCE, **more}
    return Question("q", "How many?", "cases", "soldiers", flow, "All cases.", **plain)  # type: ignore[arg-type]


said = st.tuples(
    st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5)), st.integers(0, 4), st.integers(0, 2), st.booleans(),
    st.sampled_from("abc"),
)  # fmt: skip


def finding(find: Find, number: int, one: tuple[int, int | None, int, int, bool, str]) -> Admitted:
    low, more, last, back, in_period, by = one
    upper = None if more is None else low + more
    end, start = days(5)[last].isoformat(), days(5)[max(0, last - back)].isoformat()
    if in_period:
        return find(f"f{number}", low, upper, "2024-02-01", by=by, base=by, period=(start, end))
    return find(f"f{number}", low, upper, end, by=by, base=by, earliest=start, inferred=start != end)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(said, max_size=6), needed=st.sampled_from([1, 2]))
def test_a_ribbon_is_a_tally_a_day(find: Find, count: Count, told: list[object], needed: int) -> None:
    findings = [finding(find, n, one) for n, one in enumerate(told)]  # type: ignore[arg-type]
    policy = Policy(version=1, compilers_needed=needed)
    found = ribbon(question(), findings, policy, days(6), known_at=KNOWN_AT)
    single = [count(*findings, as_of=day.isoformat(), since=SINCE, policy=policy).bounds for day in days(6)]
    assert [point.bounds for point in found] == single


def test_a_count_of_a_period_is_drawn_too_and_a_list_is_not(find: Find) -> None:
    march = Period(date(2024, 3, 1), date(2024, 3, 31))
    asked = question(Flow.PERIOD, period=march, since=None)
    found = ribbon(
        asked, [find("f", 684, 684, "2024-04-24", period=("2024-03-01", "2024-03-31"))], Policy(version=1),
        [date(2024, 3, 31), date(2024, 4, 30)], known_at=KNOWN_AT,
    )  # fmt: skip
    assert [point.bounds for point in found] == [Bounds(684, 684)] * 2
    assert ribbon(question(answer=Answer.LIST), [], Policy(version=1), days(2), known_at=KNOWN_AT) == ()


def test_the_last_weeks_are_incomplete_where_reports_usually_come_late(find: Find) -> None:
    slow = [
        find(f"f{n}", n, None, day.isoformat(), published=(day + timedelta(days=30 if n else 90)).isoformat())
        for n, day in enumerate(days(20))
    ]
    assert days_late(slow) == 30, "one slow report in twenty sets no rule"
    known = datetime(2024, 3, 1, tzinfo=UTC)
    found = ribbon(question(), slow, Policy(version=1), [date(2024, 1, 31), date(2024, 2, 1)], known_at=known)
    assert [point.complete for point in found] == [True, False]
    assert days_late([]) == 0


def test_days_may_come_in_any_order_and_more_than_once(find: Find) -> None:
    one = find("f", 5, None, "2024-01-02")
    found = ribbon(question(), [one], Policy(version=1), [*reversed(days(3)), *days(2)], known_at=KNOWN_AT)
    assert [(point.day, point.bounds.lower) for point in found] == [
        (days(3)[0], None),
        (days(3)[1], 5),
        (days(3)[2], 5),
    ]
