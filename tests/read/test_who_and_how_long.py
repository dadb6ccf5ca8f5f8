"""Whose figure it is and how it runs, where the wording is unusual: invented sentences of three languages, read as a whole."""

from __future__ import annotations

from datetime import date

import pytest

from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Figure, Flow, Hedge, Report, Span

EVENT, STOCK, PERIOD, CUMULATIVE = Flow.EVENT, Flow.STOCK, Flow.PERIOD, Flow.CUMULATIVE


def figures(text: str, language: str) -> tuple[Figure, ...]:
    report = Report(
        id="rep_1",
        capture="cap_1",
        outlet="",
        headline="",
        text=text,
        paragraphs=(Span(0, len(text)),),
        language=language,
        published_day=date(2024, 6, 5),
    )
    return read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None).figures


SPEAKERS = [
    ("en", "Some 40 goats drowned, the herdsmen's guild moaned.", "the herdsmen's guild"),
    ("en", "Hail ruined 300 stalls, reads a bulletin of the cider board.", "a bulletin of the cider board"),
    ("en", "The ferry company put passengers at 312.", "The ferry company"),
    ("en", "Fewer than 90 loaves were sold, according to page 4 of the bakers' almanac.", "the bakers' almanac"),
    ("en", "Two of the 11 accused traders fled.", None),
    ("en", "The bakery sold 1,400 loaves, a record, boasts its owner.", "its owner"),
    ("en", "Two hundred tenants left, the landlords' league warns.", "the landlords' league"),
    ("ru", "Отравились 14 гостей, посетовали в санатории.", "санатории"),
    ("ru", "Отравились 14 гостей, поправили соседей в санатории.", "санатории"),
    ("ru", "Из 19 лифтов семь неисправны, отмечено в акте комиссии.", "акте комиссии"),
    ("ru", "В отчёте ревизоров говорится о 17 пропавших вазах.", "отчёте ревизоров"),
    ("ru", "На ужин заявили не больше восьми.", None),
    ("ru", "Убытки оценивают в 5 млн рублей.", None),
    ("ru", "Вылили 30 бочек, написал в чате рыбак.", "рыбак"),
    ("ru", "Ранены двое, рассказала журналистам хозяйка мельницы.", "хозяйка мельницы"),
    ("uk", "Постраждали 14 гостей, бідкаються в санаторії.", "санаторії"),
    ("uk", "У звіті ревізорів ідеться про 17 зниклих ваз.", "звіті ревізорів"),
    ("uk", "Зібралося осіб сорок, занотував двірник.", "двірник"),
    ("uk", "Загинула 61 вівця, йдеться в листі чабанів, яке наводить «Затон».", "листі чабанів"),
]


@pytest.mark.parametrize(("language", "text", "expected"), SPEAKERS)
def test_the_speaker_is_found_in_unusual_wordings(language: str, text: str, expected: str | None) -> None:
    found = figures(text, language)[0]
    assert (found.chain[-1].who if found.chain else found.source) == expected


HEDGES = [
    ("en", "It is not true that 60 lambs froze, the farm bureau stressed.", Hedge.DENIED),
    ("ru", "Неправда, что замёрзли 60 ягнят, подчеркнули в хозяйстве.", Hedge.DENIED),
    ("ru", "Возможно, под снегом ещё пятеро, считают лыжники.", Hedge.POSSIBLE),
    ("ru", "Заболели двести гостей, опасаются врачи; подтвердили они 31 случай.", Hedge.POSSIBLE),
    ("uk", "Неправда, що замерзли 60 ягнят, підкреслили в господарстві.", Hedge.DENIED),
]


@pytest.mark.parametrize(("language", "text", "expected"), HEDGES)
def test_an_opening_word_of_doubt_or_denial_reaches_over_its_comma(language: str, text: str, expected: Hedge) -> None:
    assert figures(text, language)[0].hedge is expected


FLOWS = [
    ("en", "Two thousand flats stand empty.", STOCK),
    ("en", "The theatre seats 450.", STOCK),
    ("en", "A landslide buried 14 cottages on Tuesday.", EVENT),
    ("ru", "В долине 26 колодцев.", STOCK),
    ("ru", "В долине 26 погибших.", EVENT),
    ("ru", "В долине вырыли 26 колодцев.", EVENT),
    ("ru", "Простаивает половина мельниц.", STOCK),
    ("uk", "У фермера 120 кіз.", STOCK),
    ("uk", "Тисячі гусей зимують на ставку, торік прилетіло дві тисячі.", STOCK),
]


@pytest.mark.parametrize(("language", "text", "expected"), FLOWS)
def test_a_count_runs_as_its_clause_says(language: str, text: str, expected: Flow) -> None:
    assert figures(text, language)[0].flow is expected


def test_a_time_that_opens_a_later_clause_belongs_to_the_number_there() -> None:
    first, second = figures("Гусей на пруду 120, в прошлом году насчитали 90.", "ru")
    assert first.period is None
    assert second.period is not None and second.period.start == date(2023, 1, 1)


def test_a_noun_a_preposition_and_a_number_mean_about() -> None:
    assert [found.as_written.words for found in figures("Паром опоздал минут на сорок.", "ru")] == ["минут на сорок"]


def test_a_dative_before_years_tells_an_age() -> None:
    assert figures("Чемпионке 42 года.", "ru")[0].kind.value == "age"


def test_scores_and_routes_are_no_counts() -> None:
    assert [f.as_written.words for f in figures("After the 0–3 defeat a route 64 tram hit 2 posts.", "en")] == ["2"]
