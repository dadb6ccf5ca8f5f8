"""Which figures repeat one count, with what grounds, in whose words, and what people's merges and splits do to it."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.types import Answer, AsOf, Basis, Figure, Finding, Flow, Hedge, Period, Verdict

Desk = Any

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31), "in March 2024")
FEBRUARY = Period(date(2024, 2, 1), date(2024, 2, 29), "in February")


def families(found: tuple[Finding, ...]) -> list[set[str]]:
    return sorted(({f.split(":")[0] for f in finding.figures} for finding in found), key=sorted)


def in_periods(desk: Desk) -> None:
    """Has the question ask for a period's count."""
    desk.question("cases", Flow.PERIOD)


def three_reports(desk: Desk) -> None:
    """The compiler's own page, a paper that credits it, and one that reaches it through a ministry."""
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("paper", "paper", "2024-06-10")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "almost 7,400")
    desk.figure("paper", "almost 7,400", chain="", source="Mediazona")
    desk.figure("mail", "7,400", chain="cites UK Ministry of Defence > cites Mediazona > calculated_from court records")


def test_three_reports_of_one_count_are_one_finding_of_one_compiler(desk: Desk) -> None:
    three_reports(desk)
    (found,) = desk.findings()
    assert (found.compiler, found.base, found.fullest) == ("mediazona", "court sites", "own:almost 7,400")
    assert found.figures == ("own:almost 7,400", "mail:7,400", "paper:almost 7,400")


def test_every_echo_says_its_grounds_and_what_it_dropped(desk: Desk) -> None:
    three_reports(desk)
    mail, paper = desk.findings()[0].echoes
    assert mail.grounds == (
        "credits Mediazona's count",
        "reached by way of UK Ministry of Defence",
        "same number 7,400",
    )
    assert (mail.lost, paper.lost) == (("almost",), ())
    assert paper.grounds == ("credits Mediazona's count", "same number 7,400")


def test_an_echo_may_drop_a_hedge_a_period_and_say_it_in_other_words(desk: Desk) -> None:
    in_periods(desk)
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "684", period=MARCH, hedge=Hedge.REPORTED, counted="sentences", unit="sentences")
    desk.figure("mail", "684", source="Mediazona", counted="soldiers convicted", unit="persons")
    (echo,) = desk.findings()[0].echoes
    assert echo.lost == ("the hedge (reported)", "the period (in March 2024)")
    assert echo.grounds[-1] == "words it differently: 'soldiers convicted' where the fullest wording has 'sentences'"


@pytest.mark.parametrize(
    ("words", "others", "together"),
    [
        ("almost 7,400", "7,400", True),
        ("at least 800", "800", True),
        ("more than 10,000", "10,000", True),
        ("up to 500", "500", True),
        ("about 170", "170", True),
        ("just over 4,600", "4,600", True),
        ("almost 7,400", "7,399", False),
        ("more than 10,000", "10,025", False),
        ("684", "685", False),
    ],
)
def test_the_number_is_what_is_shared_whatever_stands_before_it(
    desk: Desk, words: str, others: str, together: bool
) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", words)
    desk.figure("mail", others, source="Mediazona")
    assert (len(desk.findings()) == 1) is together


@pytest.mark.parametrize(
    ("one", "two", "together"),
    [
        ({"period": MARCH}, {"period": MARCH, "day": "2025-06-01"}, True),
        ({"period": MARCH}, {"period": FEBRUARY}, False),
        ({"period": MARCH}, {}, True),
        ({"period": MARCH}, {"day": "2024-12-01"}, False),
        ({}, {"day": "2024-07-01"}, True),
        ({}, {"day": "2024-09-01"}, False),
        ({"as_of": AsOf(date(2024, 4, 1), date(2024, 4, 1), Basis.STATED)},
         {"as_of": AsOf(date(2024, 4, 1), date(2024, 4, 1), Basis.STATED), "day": "2025-04-24"}, True),
        ({"as_of": AsOf(date(2024, 4, 1), date(2024, 4, 1), Basis.STATED)},
         {"as_of": AsOf(date(2024, 4, 9), date(2024, 4, 9), Basis.STATED)}, False),
        ({}, {"as_of": AsOf(date(2024, 4, 9), date(2024, 4, 9), Basis.STATED)}, True),
        ({}, {"as_of": AsOf(date(2024, 4, 20), date(2024, 4, 20), Basis.STATED)}, False),
        ({}, {"source": "Proekt"}, False),
        ({}, {"source": None}, False),
    ],
)  # fmt: skip
def test_period_day_and_compiler_keep_counts_apart(
    desk: Desk, one: dict[str, Any], two: dict[str, Any], together: bool
) -> None:
    desk.question("cases", Flow.PERIOD if "period" in one else Flow.CUMULATIVE)
    desk.report("own", "mediazona", "2024-04-12")
    day = two.get("day", "2024-04-24")
    desk.report("mail", "mail", day)
    desk.figure("own", "684", **one)
    desk.figure("mail", "684", **{"source": "Mediazona"} | {k: v for k, v in two.items() if k != "day"})
    assert (len(desk.findings()) == 1) is together


@pytest.mark.parametrize(
    ("flow", "together"),
    [(Flow.CUMULATIVE, True), (Flow.STOCK, True), (Flow.PERIOD, False), (Flow.RATE, False)],
)
def test_since_when_is_no_scope_of_a_count_up_to_a_day(desk: Desk, flow: Flow, together: bool) -> None:
    desk.question("cases", flow)
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "almost 7,400", period=Period(date(2022, 9, 21), date(2024, 4, 12), "since mobilisation"))
    desk.figure("mail", "7,400", source="Mediazona", period=Period(date(2022, 9, 1), date(2024, 4, 24), "since 2022"))
    found = desk.findings()
    assert (len(found) == 1) is together
    assert not together or (found[0].period, found[0].as_of) == (None, AsOf(None, date(2024, 4, 12), Basis.INFERRED))


@pytest.mark.parametrize(("flow", "together"), [(Flow.PERIOD, True), (Flow.RATE, False)])
def test_a_rate_without_a_period_is_not_taken_for_one_with(desk: Desk, flow: Flow, together: bool) -> None:
    desk.question("cases", flow)
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "100", period=MARCH)
    desk.figure("mail", "about 100", source="Mediazona")
    assert (len(desk.findings()) == 1) is together


@pytest.mark.parametrize(
    ("rounder", "exact", "day", "answer", "together"),
    [
        ("more than 20", "21", "2023-03-21", Answer.BOUNDS, True),
        ("about 10,000", "10,025", "2023-03-21", Answer.BOUNDS, True),
        ("at least 10,000", "10,025", "2023-03-21", Answer.BOUNDS, True),
        ("almost 10,000", "9,990", "2023-03-21", Answer.BOUNDS, True),
        ("almost 10,000", "10,025", "2023-03-21", Answer.BOUNDS, False),
        ("more than 20", "21", "2023-03-28", Answer.BOUNDS, False),
        ("more than 20", "21", None, Answer.BOUNDS, False),
        ("more than 20", "21", "2023-03-21", Answer.LIST, False),
        ("more than 20", "496", "2023-03-21", Answer.BOUNDS, False),
        ("20", "21", "2023-03-21", Answer.BOUNDS, False),
    ],
)
def test_rounder_words_for_the_same_day_are_the_same_count(
    desk: Desk, rounder: str, exact: str, day: str | None, answer: Answer, together: bool
) -> None:
    desk.question("cases", answer=answer)
    march = AsOf(date(2023, 3, 21), date(2023, 3, 21), Basis.STATED)
    other = AsOf(date.fromisoformat(day), date.fromisoformat(day), Basis.STATED) if day else None
    desk.report("mail", "mail", "2023-03-29")
    desk.report("paper", "paper", "2023-03-31")
    desk.figure("mail", rounder, source="Mediazona", as_of=other)
    desk.figure("paper", exact, source="Mediazona", as_of=march)
    found = desk.findings()
    assert (len(found) == 1) is together
    if together:
        assert found[0].fullest == f"paper:{exact}"
        assert found[0].echoes[0].grounds[0] == "rounder words for the same day"


def test_figures_of_two_questions_are_never_one_finding(desk: Desk) -> None:
    desk.question("sentences")
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("mail", "684", source="Mediazona", accept="sentences")
    assert families(desk.findings()) == [{"mail"}, {"own"}]


def test_a_report_without_a_period_does_not_join_two_periods(desk: Desk) -> None:
    in_periods(desk)
    for report, outlet, period in (("a", "mediazona", MARCH), ("b", "paper", FEBRUARY), ("c", "mail", None)):
        desk.report(report, outlet, "2024-04-12")
        desk.figure(report, "100", source="Mediazona", period=period)
    assert len(desk.findings()) == 2


def test_figures_that_nobody_accepted_or_assigned_are_in_no_finding(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    only_read = desk.figure("own", "684", accept=None)
    assert desk.findings() == ()
    desk.decide(only_read, Verdict.ASSIGN, to="cases")
    assert desk.findings() == ()
    desk.decide(only_read, Verdict.ACCEPT)
    assert len(desk.findings()) == 1
    desk.decide(only_read, Verdict.REFUSE)
    assert desk.findings() == ()


def test_a_question_that_is_no_more_has_no_findings(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684", accept="gone")
    assert desk.findings() == ()


@pytest.mark.parametrize(
    ("reports", "fullest"),
    [
        ([("paper", "2024-01-02", "684"), ("mediazona", "2024-01-09", "684")], "mediazona"),
        ([("paper", "2024-01-02", "684"), ("mail", "2024-01-09", "at least 684")], "mail"),
        ([("paper", "2024-01-09", "684"), ("mail", "2024-01-02", "684")], "mail"),
        ([("paper", "2024-01-02", "at least 684"), ("mediazona", "2024-01-09", "684")], "mediazona"),
    ],
)
def test_the_fullest_wording_is_the_compilers_own_then_the_weakest_then_the_first(
    desk: Desk, reports: list[tuple[str, str, str]], fullest: str
) -> None:
    for outlet, day, words in reports:
        desk.report(outlet, outlet, day)
        desk.figure(outlet, words, source=None if outlet == "mediazona" else "Mediazona")
    (found,) = desk.findings()
    assert found.fullest.split(":")[0] == fullest


@pytest.mark.parametrize(
    ("as_of", "period", "expected"),
    [
        (None, None, AsOf(None, date(2024, 4, 12), Basis.INFERRED)),
        (None, MARCH, AsOf(date(2024, 3, 1), date(2024, 4, 12), Basis.INFERRED)),
        (AsOf(date(2024, 4, 3), date(2024, 4, 3), Basis.STATED), None, AsOf(date(2024, 4, 3), date(2024, 4, 3), Basis.STATED)),
        (AsOf(None, date(2024, 4, 20), Basis.INFERRED), None, AsOf(None, date(2024, 4, 12), Basis.INFERRED)),
    ],
)  # fmt: skip
def test_the_day_a_finding_speaks_of_is_stated_or_no_later_than_its_first_publication(
    desk: Desk, as_of: AsOf | None, period: Period | None, expected: AsOf
) -> None:
    in_periods(desk)
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("mail", "684", source="Mediazona", period=period)
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684", period=period, as_of=as_of)
    assert desk.findings()[0].as_of == expected


def test_one_echo_that_states_the_day_dates_the_finding(desk: Desk) -> None:
    stated = AsOf(date(2024, 4, 3), date(2024, 4, 3), Basis.STATED)
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "684")
    desk.figure("mail", "684", source="Mediazona", as_of=stated)
    assert desk.findings()[0].as_of == stated


def test_a_day_that_a_person_infers_bounds_the_finding_and_a_stated_one_settles_it(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    own = desk.figure("own", "684")
    mail = desk.figure("mail", "684", source="Mediazona")
    desk.correct(mail, as_of=AsOf(None, date(2024, 4, 24), Basis.INFERRED))
    desk.decide(mail, Verdict.ACCEPT)
    assert desk.findings()[0].as_of == AsOf(None, date(2024, 4, 12), Basis.INFERRED)
    desk.correct(own, as_of=AsOf(date(2024, 4, 1), date(2024, 4, 10), Basis.INFERRED))
    assert desk.findings()[0].as_of == AsOf(date(2024, 4, 1), date(2024, 4, 10), Basis.INFERRED)
    stated = AsOf(date(2024, 4, 3), date(2024, 4, 3), Basis.STATED)
    desk.correct(mail, as_of=stated)
    assert desk.findings()[0].as_of == stated


def test_a_persons_correction_speaks_for_the_finding(desk: Desk) -> None:
    in_periods(desk)
    said = AsOf(date(2024, 3, 31), date(2024, 3, 31), Basis.STATED)
    desk.report("mail", "mail", "2024-04-24")
    figure = desk.figure("mail", "684", source="Mediazona")
    desk.correct(figure, population="soldiers of one district", period=MARCH, as_of=said, places=("district-1",))
    (found,) = desk.findings()
    assert (found.population, found.period, found.as_of, found.places) == (
        "soldiers of one district", MARCH, said, ("district-1",),
    )  # fmt: skip


@pytest.mark.parametrize(("note", "seen"), [(None, True), ("demonstration note", False)])
def test_the_origin_is_seen_only_where_its_own_page_was_captured(desk: Desk, note: str | None, seen: bool) -> None:
    desk.report("own", "mediazona", "2024-04-12", note=note)
    desk.figure("own", "684")
    assert desk.findings()[0].origin_seen is seen


def test_an_echo_alone_does_not_show_the_origin(desk: Desk) -> None:
    desk.report("mail", "mail", "2024-04-24", note=None)
    desk.figure("mail", "684", source="Mediazona")
    assert desk.findings()[0].origin_seen is False


def test_a_merge_by_a_person_joins_what_the_rules_keep_apart_and_can_be_undone(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("own", "684")
    other = desk.figure("mail", "685", source="Mediazona")
    apart = {f.id for f in desk.findings()}
    merge = desk.decide(other, Verdict.MERGE, to="own:684")
    (found,) = desk.findings()
    assert found.figures == ("own:684", "mail:685")
    assert found.id in apart
    assert found.echoes[0].grounds[0] == "a person put it to this count"
    desk.decide(other, Verdict.UNDO, supersedes=merge.id)
    assert {f.id for f in desk.findings()} == apart


def test_a_merge_may_name_the_finding(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("mail", "mail", "2024-04-24")
    own = desk.figure("own", "684")
    mail = desk.figure("mail", "685", source="Mediazona")
    by_figure = {f.figures: f.id for f in desk.findings()}
    desk.decide(by_figure[mail,], Verdict.MERGE, to=by_figure[own,])
    assert [(f.id, f.figures) for f in desk.findings()] == [(by_figure[own,], (own, mail))]


def test_a_merge_that_leads_in_a_circle_loses_nothing(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    one, two = desk.figure("own", "684"), desk.figure("own", "685")
    desk.decide(one, Verdict.MERGE, to=two)
    desk.decide(two, Verdict.MERGE, to=one)
    assert {figure for f in desk.findings() for figure in f.figures} == {one, two}


def test_a_split_by_a_person_sets_a_figure_apart_and_leaves_the_rest_its_id(desk: Desk) -> None:
    three_reports(desk)
    before = desk.findings()[0].id
    split = desk.decide("mail:7,400", Verdict.SPLIT)
    assert families(desk.findings()) == [{"mail"}, {"own", "paper"}]
    assert before in {f.id for f in desk.findings()}
    desk.decide("mail:7,400", Verdict.UNDO, supersedes=split.id)
    assert [f.id for f in desk.findings()] == [before]


def test_ids_of_findings_do_not_change_when_another_report_repeats_them(desk: Desk) -> None:
    in_periods(desk)
    desk.report("own", "mediazona", "2024-04-12")
    desk.figure("own", "684", period=MARCH)
    desk.figure("own", "718", period=FEBRUARY)
    before = {f.id for f in desk.findings()}
    desk.report("mail", "mail", "2024-04-24")
    desk.figure("mail", "684", source="Mediazona")
    desk.figure("mail", "718", source="Mediazona", period=FEBRUARY)
    assert {f.id for f in desk.findings()} == before


def test_two_counts_with_one_number_a_year_apart_have_two_ids(desk: Desk) -> None:
    for report, day in (("a", "2023-04-12"), ("b", "2024-04-12")):
        desk.report(report, "mediazona", day)
        desk.figure(report, "684")
    assert len({f.id for f in desk.findings()}) == 2


CASES = st.tuples(
    st.sampled_from(["mediazona", "paper", "mail", "wire"]),
    st.sampled_from(["684", "almost 684", "700"]),
    st.sampled_from([None, MARCH, FEBRUARY]),
    st.integers(1, 28),
    st.booleans(),
)


@settings(max_examples=60)
@given(st.lists(CASES, max_size=8), st.randoms(use_true_random=False))
def test_order_of_figures_does_not_matter_and_each_is_in_one_finding(
    desk_factory: Any, cases: list[tuple[str, str, Period | None, int, bool]], chance: random.Random
) -> None:
    desk = desk_factory()
    in_periods(desk)
    for n, (outlet, words, period, day, split) in enumerate(cases):
        desk.report(f"r{n}", outlet, f"2024-04-{day:02}")
        figure = desk.figure(f"r{n}", words, source="Mediazona", period=period)
        if split:
            desk.decide(figure, Verdict.SPLIT)
    found = desk.findings()
    shuffled = list(desk.figures)
    chance.shuffle(shuffled)
    assert desk.findings(shuffled) == found
    assert sorted(f for finding in found for f in finding.figures) == sorted(desk.figures)
    assert len({finding.id for finding in found}) == len(found)
    for finding in found:
        periods = {_ends(desk.figures[f]) for f in finding.figures if desk.figures[f].period}
        assert len(periods) <= 1


def _ends(figure: Figure) -> tuple[object, object]:
    assert figure.period
    return figure.period.start, figure.period.end


def test_a_rate_is_a_finding_like_any_other(desk: Desk) -> None:
    desk.question("week", Flow.RATE)
    desk.report("own", "mediazona", "2023-07-19")
    desk.figure("own", "100", accept="week", flow=Flow.RATE)
    assert len(desk.findings()) == 1
