"""What a tally says, rule by rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from reportedly.types import Admitted, Answer, Bounds, Flow, Period, Policy, Tally, Whole

Find = Callable[..., Admitted]
Count = Callable[..., Tally]

MARCH = ("2024-03-01", "2024-03-31")
ASKS_MARCH = {"flow": Flow.PERIOD, "period": Period(date(2024, 3, 1), date(2024, 3, 31)), "since": None}
Q1 = {"flow": Flow.PERIOD, "period": Period(date(2024, 1, 1), date(2024, 3, 31)), "since": None}


# --- as of a day ------------------------------------------------------------------------------------------------------

AS_OF = [
    ("its own day", "2023-11-21", Bounds(4121, 4121)),
    ("a later day", "2024-06-10", Bounds(4121, None)),
    ("an earlier day", "2023-06-30", Bounds(None, 4121)),
]


@pytest.mark.parametrize("day, expected", [row[1:] for row in AS_OF], ids=[row[0] for row in AS_OF])
def test_a_cumulative_figure_is_exact_on_its_day_a_floor_after_it_and_a_ceiling_before(
    find: Find, count: Count, day: str, expected: Bounds
) -> None:
    assert count(find("f", 4121, 4121, "2023-11-21"), as_of=day).bounds == expected


def test_at_least_800_stays_open_above(find: Find, count: Count) -> None:
    told = count(find("verst", 800, None, "2024-01-31", by="a paper", base=None), as_of="2024-06-10")
    assert (told.bounds, told.best) == (Bounds(800, None), 800)
    assert (told.binding_lower, told.binding_upper) == (("verst",), ())
    assert [(c.compiler, c.role, c.findings) for c in told.compilers] == [("a paper", "first", 1)]


def test_the_latest_of_a_series_binds_from_below_and_the_next_from_above(find: Find, count: Count) -> None:
    series = [
        find("nov", 4121, 4121, "2023-11-21"),
        find("june", 9059, 9059, "2024-06-18"),
        find("may", 18159, 18159, "2025-05-31"),
    ]
    told = count(*series, as_of="2024-12-31")
    assert (told.bounds, told.binding_lower, told.binding_upper) == (Bounds(9059, 18159), ("june",), ("may",))
    assert told.best == 9059


def test_an_inferred_day_holds_from_below_on_its_last_and_from_above_on_its_first(find: Find, count: Count) -> None:
    nearly = find("april", 6660, 7399, "2024-04-12", inferred=True, best=7399)
    assert count(nearly, as_of="2024-04-12").bounds == Bounds(6660, None)
    assert count(nearly, as_of="2024-04-11").bounds == Bounds(None, None)
    between = find("april", 6660, 7399, "2024-04-12", inferred=True, earliest="2024-04-01")
    assert count(between, as_of="2024-04-01").bounds == Bounds(None, 7399)
    assert count(between, as_of="2024-04-05").bounds == Bounds(None, None)


def test_a_figure_without_a_day_speaks_of_some_day_up_to_its_publication(find: Find, count: Count) -> None:
    told = find("f", 40, 40, None, published="2024-05-02")
    assert count(told, as_of="2024-05-01").bounds == Bounds(None, None)
    assert count(told, as_of="2024-05-02").bounds == Bounds(40, None)


def test_nothing_admitted_leaves_both_ends_open(count: Count) -> None:
    told = count(as_of="2024-06-10")
    assert (told.bounds, told.best, told.compilers, told.reports) == (Bounds(None, None), None, (), 0)


def test_none_were_is_zero_and_no_reports_is_unknown(find: Find, count: Count) -> None:
    assert count(find("none", 0, 0, "2024-01-31"), as_of="2024-01-31").bounds == Bounds(0, 0)
    assert count(find("silence", None, None, "2024-01-31"), as_of="2024-01-31").bounds == Bounds(None, None)


def test_bounds_of_cases_are_whole_and_rounded_inward(find: Find, count: Count) -> None:
    assert count(find("f", 161.5, 178.5, "2024-01-31"), as_of="2024-01-31").bounds == Bounds(162, 178)


# --- periods ----------------------------------------------------------------------------------------------------------


def test_a_months_count_answers_the_month_whenever_it_was_published(find: Find, count: Count) -> None:
    march = find("march", 684, 684, "2024-04-12", inferred=True, period=MARCH, reports=3)
    for day in ("2024-03-31", "2024-06-10", "2026-01-01"):
        told = count(march, as_of=day, **ASKS_MARCH)
        assert (told.bounds, told.best, told.reports) == (Bounds(684, 684), 684, 3)
        assert told.binding_lower == told.binding_upper == ("march",)


def test_a_month_that_is_not_over_has_a_ceiling_only(find: Find, count: Count) -> None:
    told = count(find("march", 684, 684, "2024-04-12", period=MARCH), as_of="2024-03-15", **ASKS_MARCH)
    assert (told.bounds, told.best) == (Bounds(None, 684), None)


def test_two_cumulative_counts_are_never_subtracted_to_give_a_period(find: Find, count: Count) -> None:
    vintages = [find("feb", 6000, 6000, "2024-02-29"), find("march", 7400, 7400, "2024-03-31")]
    told = count(*vintages, as_of="2024-06-10", **ASKS_MARCH)
    assert (told.bounds, told.binding_lower, told.binding_upper) == (Bounds(None, None), (), ())


def test_months_add_up_within_a_quarter_and_bound_it_from_below(find: Find, count: Count) -> None:
    months = [
        find("jan", 700, 700, "2024-05-01", period=("2024-01-01", "2024-01-31")),
        find("march", 684, 684, "2024-05-01", period=MARCH),
    ]
    told = count(*months, as_of="2024-06-10", **Q1)
    assert (told.bounds, told.binding_lower, told.best) == (Bounds(1384, None), ("jan", "march"), None)
    all_three = [*months, find("feb", 718, 718, "2024-05-01", period=("2024-02-01", "2024-02-29"))]
    assert count(*all_three, as_of="2024-06-10", **Q1).bounds == Bounds(2102, 2102)


def test_overlapping_periods_are_not_added(find: Find, count: Count) -> None:
    one = find("jan-feb", 1000, 1000, "2024-05-01", period=("2024-01-01", "2024-02-29"))
    two = find("feb-march", 900, 900, "2024-05-01", period=("2024-02-01", "2024-03-31"))
    assert count(one, two, as_of="2024-06-10", **Q1).bounds == Bounds(1000, 1900)


def test_a_month_within_a_counted_quarter_is_bounded_by_it_from_above(find: Find, count: Count) -> None:
    quarter = find("q1", 2102, 2102, "2024-05-01", period=("2024-01-01", "2024-03-31"))
    assert count(quarter, as_of="2024-06-10", **ASKS_MARCH).bounds == Bounds(None, 2102)


def test_a_month_adds_to_a_cumulative_count_that_ended_before_it(find: Find, count: Count) -> None:
    before, month = find("nov", 4121, 4121, "2023-11-21"), find("march", 684, 684, "2024-04-12", period=MARCH)
    told = count(before, month, as_of="2024-03-31")
    assert (told.bounds, told.binding_lower) == (Bounds(4805, None), ("nov", "march"))
    assert count(before, month, as_of="2024-03-30").bounds == Bounds(4121, None)


# --- stocks, rates, events, increments, lists, places -------------------------------------------------------------------


def test_a_stock_is_answered_for_its_latest_moment_and_neither_floor_nor_ceiling_for_others(
    find: Find, count: Count
) -> None:
    held = [find("oct", 90, 110, "2024-10-01", flow=Flow.STOCK), find("nov", 26, 26, "2024-11-10", flow=Flow.STOCK)]
    assert count(*held, as_of="2024-12-31", flow=Flow.STOCK).bounds == Bounds(26, 26)
    assert count(*held, as_of="2024-10-31", flow=Flow.STOCK).bounds == Bounds(90, 110)
    assert count(*held, as_of="2024-09-30", flow=Flow.STOCK).bounds == Bounds(None, None)


def test_a_rate_keeps_its_fraction(find: Find, count: Count) -> None:
    told = count(find("week", 34.5, 34.5, "2024-04-12", flow=Flow.RATE), as_of="2024-06-10", flow=Flow.RATE)
    assert told.bounds == Bounds(34.5, 34.5)


def test_all_reports_of_one_event_narrow_it_together(find: Find, count: Count) -> None:
    told = [
        find("a", 160, 180, "2024-01-10", flow=Flow.EVENT, by="a"),
        find("b", 170, None, "2024-03-10", flow=Flow.EVENT, by="b"),
    ]
    assert count(*told, as_of="2024-06-10", flow=Flow.EVENT).bounds == Bounds(170, 180)


def test_another_12_belongs_to_its_own_compilers_last_figure(find: Find, count: Count) -> None:
    told = count(
        find("a", 100, 100, "2024-01-10"), find("more", 12, 12, "2024-02-10", flow=Flow.INCREMENT), as_of="2024-03-01"
    )
    assert (told.bounds, told.best) == (Bounds(100, None), 100)
    assert len(told.points) == 2


def test_a_figure_for_one_place_bounds_a_wider_question_from_below_only(find: Find, count: Count) -> None:
    told = count(find("town", 170, 170, "2024-01-31", places=("gn:1",)), as_of="2024-01-31", places=("RU",))
    assert (told.bounds, told.best) == (Bounds(170, None), None)


def test_a_list_has_points_and_no_bounds(find: Find, count: Count) -> None:
    held = [find("a", 20, 20, "2022-10-22", by="a"), find("b", 234, None, "2022-07-31", by="b")]
    told = count(*held, as_of="2024-06-10", flow=Flow.STOCK, answer=Answer.LIST)
    assert (told.bounds, told.best, told.binding_lower, told.clashes) == (Bounds(None, None), None, (), ())
    assert [point.finding for point in told.points] == ["b", "a"]
    assert [(c.compiler, c.role) for c in told.compilers] == [("b", "first"), ("a", "first")]


# --- compilers ----------------------------------------------------------------------------------------------------------

SHARED = Policy(version=1, overlapping_bases=(("court sites", "court documents"),))
ROLES = [
    ("the same base", "court sites", "second_count"),
    ("a base that shares cases", "Court documents", "second_count"),
    ("a base that nobody states", None, "second_count"),
    ("another base", "leaked lists", "corroboration"),
]


@pytest.mark.parametrize("base, role", [row[1:] for row in ROLES], ids=[row[0] for row in ROLES])
def test_another_compiler_confirms_only_from_another_base(
    find: Find, count: Count, base: str | None, role: str
) -> None:
    first = find("a", 4800, 4800, "2024-02-01", reports=2)
    told = count(first, find("b", 4600, None, "2024-03-01", by="other", base=base), as_of="2024-06-10", policy=SHARED)
    assert [(c.compiler, c.role, c.reports) for c in told.compilers] == [
        ("court-count", "first", 2),
        ("other", role, 1),
    ]


def test_a_third_compiler_must_stand_apart_from_all_before_it(find: Find, count: Count) -> None:
    held = [
        find("a", 1, None, "2024-01-01"),
        find("b", 1, None, "2024-02-01", by="b", base="leaked lists"),
        find("c", 1, None, "2024-03-01", by="c", base="leaked lists"),
    ]
    told = count(*held, as_of="2024-06-10", policy=SHARED)
    assert [c.role for c in told.compilers] == ["first", "corroboration", "second_count"]


def test_a_report_that_repeats_two_findings_is_one_report(find: Find, count: Count) -> None:
    held = [
        find("a", 4121, 4121, "2023-11-21", reports=2, report_ids=("r1", "r2")),
        find("b", 9059, 9059, "2024-06-18", reports=2, report_ids=("r2", "r3")),
    ]
    told = count(*held, as_of="2024-06-18")
    assert (told.reports, told.compilers[0].reports) == (3, 3)


NEEDS_TWO = [
    ("one compiler alone", None, None, Bounds(None, None), ()),
    ("two on separate bases", "leaked lists", 600, Bounds(600, None), ("a", "b")),
    ("two on one base", "court documents", 600, Bounds(None, None), ()),
]


@pytest.mark.parametrize(
    "base, lower, bounds, binding", [row[1:] for row in NEEDS_TWO], ids=[row[0] for row in NEEDS_TWO]
)
def test_where_two_compilers_are_needed_the_lower_end_is_what_both_reach(
    find: Find, count: Count, base: str | None, lower: int | None, bounds: Bounds, binding: tuple[str, ...]
) -> None:
    held = [find("a", 800, None, "2024-01-01")]
    held += [find("b", lower, None, "2024-02-01", by="b", base=base)] if lower else []
    policy = Policy(version=1, compilers_needed=2, overlapping_bases=SHARED.overlapping_bases)
    told = count(*held, as_of="2024-06-10", policy=policy)
    assert (told.bounds, told.binding_lower) == (bounds, binding)


# --- clashes and revisions ----------------------------------------------------------------------------------------------


def test_two_compilers_that_cannot_both_be_right_are_named_and_the_tally_spans_both(find: Find, count: Count) -> None:
    held = [find("a", 100, 100, "2024-05-01"), find("b", 120, 120, "2024-05-01", by="other")]
    told = count(*held, as_of="2024-05-01")
    assert told.bounds == Bounds(100, 120)
    assert [clash.findings for clash in told.clashes] == [("a", "b")]
    assert told.clashes[0].why == "the figures of court-count and other cannot all be true"
    assert (told.binding_lower, told.binding_upper, told.revisions) == (("a",), ("b",), ())


def test_a_compilers_later_lower_figure_is_a_revision_for_a_person_to_decide(find: Find, count: Count) -> None:
    held = [find("first", 5000, 5000, "2024-01-31"), find("then", 4000, 4000, "2024-03-31")]
    told = count(*held, as_of="2024-03-31")
    assert [(r.earlier, r.later) for r in told.revisions] == [("first", "then")]
    assert told.clashes == ()
    assert told.bounds == Bounds(4000, None)
    assert count(held[1], as_of="2024-03-31").bounds == Bounds(4000, 4000)


def test_a_revision_is_seen_where_the_days_are_inferred(find: Find, count: Count) -> None:
    held = [
        find("first", 5000, 5000, "2024-01-31", inferred=True),
        find("then", 4000, 4000, "2024-03-31", inferred=True),
    ]
    told = count(*held, as_of="2024-03-31")
    assert [(r.earlier, r.later) for r in told.revisions] == [("first", "then")]
    assert told.bounds == Bounds(4000, None)


def test_another_figure_of_one_compiler_for_the_same_days_is_a_revision(find: Find, count: Count) -> None:
    month = [find("april", 684, 684, "2024-04-12", period=MARCH), find("june", 702, 702, "2024-06-12", period=MARCH)]
    told = count(*month, as_of="2024-06-30", **ASKS_MARCH)
    assert ([(r.earlier, r.later) for r in told.revisions], told.clashes) == ([("april", "june")], ())
    assert told.bounds == Bounds(684, 702)


def test_of_a_clash_of_three_all_three_are_named(find: Find, count: Count) -> None:
    held = [
        find("jan", 700, None, "2024-05-01", period=("2024-01-01", "2024-01-31"), by="a"),
        find("feb", 718, None, "2024-05-01", period=("2024-02-01", "2024-02-29"), by="b"),
        find("q1", 1300, 1300, "2024-05-01", period=("2024-01-01", "2024-03-31"), by="c"),
    ]
    told = count(*held, as_of="2024-06-10", **Q1)
    assert [clash.findings for clash in told.clashes] == [("feb", "jan", "q1")]
    assert told.bounds == Bounds(1300, None)


def test_a_figure_from_before_the_count_begins_clashes_with_the_question(find: Find, count: Count) -> None:
    told = count(find("early", 20, 20, "2022-05-01"), find("a", 4121, 4121, "2023-11-21"), as_of="2023-11-21")
    assert [clash.findings for clash in told.clashes] == [("early",)]
    assert "before the count begins" in told.clashes[0].why
    assert told.bounds == Bounds(4121, 4121)


def test_so_many_clashes_that_not_every_way_out_can_be_tried_still_end_and_only_widen(find: Find, count: Count) -> None:
    held = [find(f"f{n}", 100 + n, 100 + n, "2024-05-01", by=f"c{n}") for n in range(12)]
    told = count(*held, as_of="2024-05-01")
    assert len(told.clashes) > 10
    assert told.bounds in (Bounds(100, 111), Bounds(None, None))


# --- parts and wholes ---------------------------------------------------------------------------------------------------

PARTS = ("absence", "disobedience", "violence", "desertion")


def declared(*parts: str, complete: bool) -> Policy:
    return Policy(version=1, wholes=(Whole("w", "court-count", "q", parts, complete, "given together"),))


def test_parts_of_a_complete_whole_add_up(find: Find, count: Count) -> None:
    parts = {"absence": [find("p1", 9059, 9059, "2024-06-18")], "disobedience": [find("p2", 627, 627, "2024-06-18")]}
    parts["desertion"] = [find("p3", 339, 339, "2024-06-18")]
    policy = declared("absence", "disobedience", "desertion", complete=True)
    told = count(find("all", 10025, 10025, "2024-06-18"), as_of="2024-06-18", policy=policy, related=parts)
    (check,) = told.parts
    assert (check.whole, check.parts, check.holds, check.remainder) == ("all", ("p1", "p2", "p3"), True, Bounds(0, 0))
    assert check.words == "9,059 + 627 + 339 = 10,025: the parts add up to the whole."
    assert (told.bounds, told.binding_lower, told.clashes) == (Bounds(10025, 10025), ("all",), ())


def test_a_remainder_is_unexplained_and_no_contradiction(find: Find, count: Count) -> None:
    sizes = dict(zip(PARTS, (471, 25, 21, 14), strict=True))
    parts = {name: [find(name, n, n, "2023-03-21")] for name, n in sizes.items()}
    told = count(
        find("all", 536, 536, "2023-03-21"), as_of="2023-03-21", policy=declared(*PARTS, complete=False), related=parts
    )
    (check,) = told.parts
    assert (check.holds, check.remainder, told.clashes) == (True, Bounds(5, 5), ())
    assert (
        check.words == "471 + 25 + 21 + 14 = 531 of 536: the remainder of 5 is unexplained, which is no contradiction."
    )


def test_two_wordings_of_one_part_count_once(find: Find, count: Count) -> None:
    parts = {
        "absence": [find("p1", 471, 471, "2023-03-21")],
        "violence": [find("21", 21, 21, "2023-03-21"), find("20+", 21, None, "2023-03-21")],
    }
    policy = declared("absence", "violence", complete=False)
    told = count(find("all", 536, 536, "2023-03-21"), as_of="2023-03-21", policy=policy, related=parts)
    assert told.parts[0].remainder == Bounds(44, 44)


def test_parts_that_exceed_the_whole_do_not_hold_and_clash(find: Find, count: Count) -> None:
    parts = {"absence": [find("p1", 500, 500, "2023-03-21")], "desertion": [find("p2", 40, 40, "2023-03-21")]}
    policy = declared("absence", "desertion", complete=False)
    told = count(find("all", 536, 536, "2023-03-21"), as_of="2023-03-21", policy=policy, related=parts)
    assert not told.parts[0].holds
    assert told.parts[0].words == "500 + 40 = 540, but the whole is 536: they do not add up (-4)."
    assert [clash.findings for clash in told.clashes] == [("all", "p1", "p2")]
    assert told.bounds == Bounds(536, None)


PARTS_ALONE = [
    ("not declared complete", False, ("absence", "desertion"), Bounds(540, None)),
    ("declared complete", True, ("absence", "desertion"), Bounds(540, 540)),
    ("declared complete, one missing", True, ("absence", "desertion", "violence"), Bounds(540, None)),
]


@pytest.mark.parametrize("complete, names, expected", [r[1:] for r in PARTS_ALONE], ids=[r[0] for r in PARTS_ALONE])
def test_parts_without_the_whole_bound_it_from_below_and_equal_it_only_where_complete(
    find: Find, count: Count, complete: bool, names: tuple[str, ...], expected: Bounds
) -> None:
    parts = {"absence": [find("p1", 500, 500, "2023-03-21")], "desertion": [find("p2", 40, 40, "2023-03-21")]}
    told = count(as_of="2023-03-21", policy=declared(*names, complete=complete), related=parts)
    assert (told.bounds, told.binding_lower, told.parts) == (expected, ("p1", "p2"), ())


OTHER_TIMES = [
    ("another day", {"day": "2023-03-22"}),
    ("another compiler", {"day": "2023-03-21", "by": "other"}),
]


@pytest.mark.parametrize("other", [row[1] for row in OTHER_TIMES], ids=[row[0] for row in OTHER_TIMES])
def test_parts_of_another_day_or_compiler_are_not_checked(find: Find, count: Count, other: dict[str, str]) -> None:
    parts = {"absence": [find("p1", 999, 999, **other)], "desertion": [find("p2", 40, 40, "2023-03-21")]}
    policy = declared("absence", "desertion", complete=True)
    told = count(find("all", 536, 536, "2023-03-21"), as_of="2023-03-21", policy=policy, related=parts)
    assert (told.parts, told.clashes) == ((), ())


def test_the_parts_of_a_month_are_checked_by_their_period(find: Find, count: Count) -> None:
    sizes = {"absence": 844, "disobedience": 43, "desertion": 42}
    parts = {name: [find(name, n, n, "2024-06-18", inferred=True, period=MARCH)] for name, n in sizes.items()}
    whole = find("all", 929, 929, "2024-06-19", inferred=True, period=MARCH)
    told = count(whole, as_of="2024-06-30", policy=declared(*sizes, complete=True), related=parts, **ASKS_MARCH)
    assert [check.words for check in told.parts] == ["844 + 43 + 42 = 929: the parts add up to the whole."]


# --- the rest -----------------------------------------------------------------------------------------------------------


def test_the_best_value_is_the_latest_of_several_the_lowest_and_never_an_average(find: Find, count: Count) -> None:
    held = [
        find("old", 90, 300, "2024-01-01", best=299),
        find("a", 100, 200, "2024-02-01", best=150, by="a"),
        find("b", 100, 200, "2024-02-01", best=180, by="b"),
    ]
    assert count(*held, as_of="2024-02-01").best == 150
    assert count(*held, as_of="2024-01-15").best == 200  # 299 lies above what February leaves possible


def test_the_order_of_findings_makes_no_difference(find: Find, count: Count) -> None:
    held = [
        find(n, v, v, d, by=n) for n, v, d in (("a", 5, "2024-01-01"), ("b", 4, "2024-02-01"), ("c", 9, "2024-02-01"))
    ]
    assert count(*held, as_of="2024-02-01") == count(*held[::-1], as_of="2024-02-01")


def test_a_point_whose_day_is_inferred_begins_after_the_compilers_lower_count(find: Find, count: Count) -> None:
    held = [find("nov", 4121, 4121, "2023-11-21"), find("april", 6660, 7399, "2024-04-12", inferred=True)]
    points = {point.finding: point for point in count(*held, as_of="2024-06-10").points}
    assert (points["april"].earliest, points["april"].latest, points["april"].stated) == (
        date(2023, 11, 21),
        date(2024, 4, 12),
        False,
    )
    assert (points["nov"].earliest, points["nov"].latest, points["nov"].stated) == (date(2023, 11, 21),) * 2 + (True,)
    alone = count(held[1], as_of="2024-06-10").points[0]
    assert alone.earliest == date(2022, 9, 21)
