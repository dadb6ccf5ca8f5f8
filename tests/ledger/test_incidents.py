"""Reports of one occurrence: how they are tied, how groups grow, and what people said of them binds."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.ledger.bindings import Bindings
from reportedly.ledger.incident_accounts import Account, account
from reportedly.ledger.incident_answers import CountingQuestion, answer
from reportedly.ledger.incident_casualties import casualties
from reportedly.ledger.incident_clusters import clusters
from reportedly.ledger.incident_days import days_told
from reportedly.ledger.incident_links import Link
from reportedly.ledger.incident_merging import Occurrence, links, occurrences
from reportedly.ledger.incident_rarity import rarity
from reportedly.read.places import mentions
from reportedly.resources.gazetteer import gazetteer

FRIDAY = date(2021, 6, 11)
REPORTS = {
    "a": (
        "Two killed at Maple Inn",
        "TOLEDO, Ohio - Two men were shot dead at the Maple Inn on Thursday night, police said. Ivo Tarrant, 41, was one of them.",
    ),
    "b": (
        "Inn shooting: victim named",
        "TOLEDO, Ohio - Ivo Tarrant, 41, and another man were shot dead on Thursday at the Maple Inn. Two people were killed.",
    ),
    "c": (
        "Girl hurt by stray bullet",
        "DENVER, Colorado - A 9-year-old girl was wounded in the leg on Friday morning when a bullet came through a window.",
    ),
}


def told(name: str) -> Account:
    title, text = REPORTS[name]
    found = mentions(f"{title}\n\n{text}", "en", gazetteer())
    return account(name, f"{name}.example", FRIDAY, title, text, found, gazetteer())


def test_two_reports_of_one_shooting_are_one_occurrence_and_the_third_is_its_own() -> None:
    first, second = occurrences([told(n) for n in "cba"])
    assert first == Occurrence(("a", "b"), date(2021, 6, 10), "Ohio", "Toledo", 2, 0)
    assert second == Occurrence(("c",), FRIDAY, "Colorado", "Denver", 0, 1)


def test_a_link_says_why() -> None:
    accounts = [told(n) for n in "ab"]
    (link,) = links(accounts, rarity(accounts))
    assert any(ground.startswith("for: ") for ground in link.grounds)


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_the_order_in_which_reports_come_changes_nothing(order: tuple[str, ...]) -> None:
    assert occurrences([told(n) for n in order]) == occurrences([told(n) for n in "abc"])


def test_with_one_table_a_further_report_changes_no_link_between_others() -> None:
    accounts = [told(n) for n in "abc"]
    table = rarity(accounts)
    before, after = links(accounts[:2], table), links(accounts, table)
    assert set(before) <= set(after)


def test_people_part_and_join_whatever_the_links_say() -> None:
    accounts = [told(n) for n in "abc"]
    bound = Bindings(joined=frozenset({("b", "c")}), parted=frozenset({("a", "b")}))
    assert [o.reports for o in occurrences(accounts, bound)] == [("a",), ("b", "c")]


def test_one_weak_bridge_does_not_make_one_group_of_two() -> None:
    inside = [Link(x, y, 0.9, ()) for x, y in ("ab", "ac", "bc", "de", "df", "ef")]
    assert clusters("abcdef", [*inside, Link("c", "d", 0.9, ())]) == (("a", "b", "c"), ("d", "e", "f"))


scored = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1]),
    st.integers(0, 100).map(lambda n: n / 100),
)


@given(scored, st.randoms())
def test_groups_part_the_reports_whatever_the_order_of_links(scores: dict[tuple[str, str], float], rng: object) -> None:
    made = [Link(a, b, s, ()) for (a, b), s in scores.items()]
    groups = clusters("abcdef", made)
    assert sorted(r for group in groups for r in group) == list("abcdef")
    assert groups == clusters("fedcba", made[::-1])


@given(scored, st.sampled_from(["ab", "bc", "af"]))
def test_parted_reports_are_never_in_one_group(scores: dict[tuple[str, str], float], pair: str) -> None:
    made = [Link(a, b, s, ()) for (a, b), s in scores.items()]
    groups = clusters("abcdef", made, Bindings(parted=frozenset({(pair[0], pair[1])})))
    assert not any(set(pair) <= set(group) for group in groups)


@pytest.mark.parametrize(
    ("title", "text", "killed", "hurt"),
    [
        ("Man shot dead in Elmwood", "A man was shot dead.", 1, 0),
        ("Three people wounded at party", "Three people were wounded when shots were fired at a party.", 0, 3),
        ("One dead, two injured in shooting", "Police say one man died and two others were injured.", 1, 2),
        ("Five people shot, two fatally", "Five people were shot. Two were killed, police said.", 2, 3),
        ("Teen recovering after shooting", "A 16-year-old was shot in the leg and is in stable condition.", 0, 1),
        (
            "Man kills wife, then himself",
            "Police call it a murder-suicide: a man killed his wife and shot himself.",
            2,
            0,
        ),
    ],
)
def test_casualties_are_read_from_title_and_text(title: str, text: str, killed: int, hurt: int) -> None:
    read = casualties(title, text)
    assert (read.killed, read.hurt) == (killed, hurt)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("A man was shot on Wednesday.", date(2021, 6, 9)),
        ("A man was shot on Friday.", FRIDAY),
        ("Two were killed on March 3, 2019, in a shooting.", date(2019, 3, 3)),
        ("A woman was arrested Tuesday. The shooting happened May 30.", date(2021, 5, 30)),
        ("She was shot last night.", date(2021, 6, 10)),
        ("A man was shot.", FRIDAY),
    ],
)
def test_the_day_is_read_beside_the_words_for_the_occurrence(text: str, day: date) -> None:
    assert days_told("", text, FRIDAY)[0][0] == day


@pytest.mark.parametrize(
    ("asked", "number", "reports"),
    [
        (CountingQuestion("incidents", "Ohio", None, "2021"), 1, ("a", "b")),
        (CountingQuestion("n_killed", None, None, "2021-06"), 2, ("a", "b")),
        (CountingQuestion("injuring", "Colorado", "Denver", "2021-06"), 1, ("c",)),
        (CountingQuestion("incidents", "Ohio", None, "2020"), 0, ()),
    ],
)
def test_counting_questions_are_answered_from_occurrences(
    asked: CountingQuestion, number: int, reports: tuple[str, ...]
) -> None:
    assert answer(asked, occurrences([told(n) for n in "abc"])) == (number, reports)
