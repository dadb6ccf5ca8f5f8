"""Which reports go back to one finding, which are another count of it, and on what grounds. All reports are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reportedly.ledger.bases import disclaimed, kinds, meet
from reportedly.ledger.echoes import Proposal, propose
from reportedly.ledger.latin import latin, name_key
from reportedly.ledger.told import Number, Piece
from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Outlet, Report, Span

Row = tuple[str, str, int, str, str, str]
"""id, outlet, day of May 2024, language, headline, text."""


def piece(row: Row, owner: str | None = None) -> Piece:
    name, outlet, day, language, headline, text = row
    at = datetime(2024, 5, day, 8, tzinfo=UTC)
    report = Report(name, name, outlet, headline, text, (Span(0, len(text)),), language, at.date(), published_at=at)
    reading = read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)
    return Piece(report, reading, Outlet(outlet, outlet, owner=owner))


def proposed(*rows: Row) -> Proposal:
    return propose([piece(row) for row in rows])


def relations(*rows: Row) -> dict[tuple[str, str], str]:
    return {(link.a, link.b): link.relation.value for link in proposed(*rows).links}


FIRST: Row = (
    "first", "Heron Times", 6, "en", "Ferry Watch counts 523 cancelled sailings",
    "Ferries out of Split were cancelled 523 times in April, Ferry Watch found in the harbour's departure boards. "
    "Half of the sailings were in the morning.",
)  # fmt: skip
COPY: Row = ("copy", "Roundabout", 7, "en", "523 cancelled sailings | Roundabout", FIRST[5])
CITES: Row = (
    "cites", "Morning Lamp", 7, "en", "Islands cut off",
    "Islanders off Split lost more than 520 ferry sailings last month, Heron Times reports.",
)  # fmt: skip
SILENT: Row = (
    "silent", "Quarry Post", 8, "en", "A month without ferries",
    "Split's ferries were cancelled 523 times in April, and nobody has said sorry to the islanders.",
)  # fmt: skip
RUSSIAN: Row = (
    "russian", "Береговой листок", 8, "ru", "В Сплите за апрель отменили 523 рейса",
    "Ferry Watch нашла на табло порта Сплит 523 отменённых рейса паромов за апрель.",
)  # fmt: skip
SECOND: Row = (
    "second", "Tin Roof", 9, "en", "Islanders' League says 531",
    "The Islanders League saved the departure boards of the harbour of Split every hour and counted 531 cancelled ferry "
    "sailings in April.",
)  # fmt: skip
OTHER_BASE: Row = (
    "other base", "Tin Roof", 9, "en", "League of crews says 531",
    "The Crews League counted 531 cancelled ferry sailings out of Split in April. It interviewed sailors after each shift and did "
    "not use the departure boards.",
)  # fmt: skip
NO_BASE: Row = (
    "no base", "Tin Roof", 9, "en", "League of crews says 531",
    "The Crews League counted 531 cancelled ferry sailings out of Split in April.",
)  # fmt: skip
REVISED: Row = (
    "revised", "Heron Times", 20, "en", "Ferry Watch corrects its count",
    "Ferries out of Split were cancelled 498 times in April and not 523, Ferry Watch said after going through the departure boards again.",
)  # fmt: skip
ELSEWHERE: Row = (
    "elsewhere", "Quarry Post", 8, "en", "Ferries of Palermo",
    "Ferries out of Palermo were cancelled 523 times in April, sailors complain.",
)  # fmt: skip
OTHER_MATTER: Row = (
    "other matter", "Quarry Post", 8, "en", "Gulls of Split",
    "Bird lovers of the Gull Census saw 523 nests on the roofs of Split in April.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("later", "relation"),
    [
        (COPY, "echo"), (CITES, "echo"), (SILENT, "echo"), (RUSSIAN, "echo"),
        (SECOND, "second_count"), (NO_BASE, "second_count"), (OTHER_BASE, "corroboration"), (REVISED, "revision"),
        (ELSEWHERE, None), (OTHER_MATTER, None),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_later_report_beside_the_first(later: Row, relation: str | None) -> None:
    assert relations(FIRST, later).get(("first", later[0])) == relation


def test_what_came_in_first_makes_no_difference_the_earlier_is_a() -> None:
    assert relations(CITES, FIRST) == relations(FIRST, CITES) == {("first", "cites"): "echo"}


def test_every_link_says_its_grounds_in_words() -> None:
    [link] = proposed(FIRST, CITES).links
    assert any("Heron Times" in ground for ground in link.grounds)
    assert any("523" in ground for ground in link.grounds)


def test_ten_copies_are_one_compiler_and_another_base_is_a_second() -> None:
    copies = [(f"copy {n}", f"Outlet {n}", 7, "en", f"Sailings {n}", FIRST[5]) for n in range(10)]
    [family] = proposed(FIRST, *copies).families
    assert (len(family.reports), family.compilers) == (11, 1)
    [family] = proposed(FIRST, SECOND, *copies).families
    assert family.compilers == 1
    [family] = proposed(FIRST, OTHER_BASE, *copies).families
    assert family.compilers == 2


def test_a_report_that_sets_two_counts_side_by_side_echoes_both_and_joins_them_not() -> None:
    both: Row = (
        "both", "Morning Lamp", 12, "en", "Two counts of one month",
        "Ferry Watch found 523 cancelled ferry sailings out of Split in April; the Crews League came to 531.",
    )  # fmt: skip
    found = relations(FIRST, OTHER_BASE, both)
    assert found["first", "both"] == found["other base", "both"] == "echo"
    assert found["first", "other base"] == "corroboration"


def test_a_paragraph_of_background_makes_no_echo() -> None:
    background = "The barracks on the hill have been known for complaints for years. The old commander was sent away without a word."
    one: Row = (
        "one",
        "Heron Times",
        2,
        "en",
        "Strike",
        f"Eleven soldiers stopped eating, they told a friend. {background}",
    )
    two: Row = (
        "two",
        "Quarry Post",
        22,
        "en",
        "Arrest",
        f"A storekeeper sold the diesel and was arrested. {background}",
    )
    assert relations(one, two) == {}


@pytest.mark.parametrize(
    ("first", "later", "relation"),
    [
        ("Rescuers said that 14 people died in the flood in Brno.",
         "The flood in Brno has now killed 19 people, rescuers said on Tuesday.", "revision"),
        ("Fire Atlas counted 264 fires near Evora in April from satellite images.",
         "The council of Evora issued 264 fines for parking in April.", None),
        ("There were 264 fires near Evora in March, Fire Atlas found in satellite images.",
         "There were 281 fires near Evora in April, Fire Atlas found in satellite images.", None),
        ("Our reporters walked through the schools of Bergamo and counted 142 empty classrooms in March.",
         "The Parents Circle, which asked teachers by phone, counts 139 empty classrooms in Bergamo in March.", "corroboration"),
        ("The Bench Survey walked through the schools of Bergamo and counted 142 empty classrooms in March.",
         "The Parents Circle, which asked teachers by phone, counts 142 empty classrooms in Bergamo in March.", "second_count"),
        ("Sun Count recorded 184 heat deaths in Seville in April, adding up the notes of three hospitals.",
         "The Doctors Circle went through hospital notes and found 179 heat deaths in Seville in April. The hospitals were silent.",
         "second_count"),
        ("Sun Count recorded 184 heat deaths in Seville in April, adding up the notes of three hospitals.",
         "The Grave Survey walked the cemeteries of Seville and counted 179 heat deaths on gravestones of April.",
         "corroboration"),
    ],
)  # fmt: skip
def test_two_reports_of_one_story_or_of_two(first: str, later: str, relation: str | None) -> None:
    rows: list[Row] = [("a", "Heron Times", 6, "en", "First told", first), ("b", "Tin Roof", 7, "en", "", later)]
    assert relations(*rows).get(("a", "b")) == relation


def test_no_reports_no_proposals() -> None:
    assert proposed() == Proposal((), ())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ((2480, 0), (2500, 0.1), True), ((2480, 0), (2500, 0), False), ((684, 0), (680, 0.1), True),
        ((143, 0), (150, 0.1), True), ((143, 0), (170, 0.2), False), ((31, 0), (30, 0), False), ((523, 0), (523, 0), True),
    ],
)  # fmt: skip
def test_a_number_in_rounder_words(one: tuple[float, float], other: tuple[float, float], same: bool) -> None:
    x, y = (Number(value, value * (1 - spread), value * (1 + spread), 0) for value, spread in (one, other))
    assert x.says(y) is y.says(x) is same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nikopol", "Никополь"),
        ("Stop-Kadr", "Стоп-кадр"),
        ("Kalancha", "Каланча"),
        ("Evros", "Еврос"),
        ("Kharkov", "Харьков"),
    ],
)
def test_names_in_two_scripts_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("forms", [("Медиазона", "Медиазоны", "Медиазоной"), ("«Маяк юга»", "Маяка юга")])
def test_case_forms_have_one_key(forms: tuple[str, ...]) -> None:
    assert len({name_key(form) for form in forms}) == 1


def test_latin_letters_are_kept() -> None:
    assert latin("Sedge") == "sedge"


@pytest.mark.parametrize(
    ("text", "there", "denied"),
    [
        ("It went through the courts' websites.", {"courts"}, set()),
        ("Данные собраны с сайтов судов.", {"courts"}, set()),
        ("Рішення прочитали в судовому реєстрі.", {"courts"}, set()),
        ("Volunteers ring each family back. They do not use court records.", {"relatives"}, {"courts"}),
        ("Отряд взвесил рыбу. Снимками со спутника он не пользовался.", {"weighing"}, {"images"}),
    ],
)
def test_bases_and_what_was_not_used(text: str, there: set[str], denied: set[str]) -> None:
    assert there <= kinds(text.replace("family", "families"))
    assert not kinds(text) & denied
    assert denied <= disclaimed(text)


def test_bases_that_may_be_one_in_other_words_meet() -> None:
    assert meet(frozenset({"callers"}), frozenset({"relatives"}))
    assert not meet(frozenset({"courts"}), frozenset({"relatives"}))
    assert not meet(frozenset(), frozenset({"relatives"}))
