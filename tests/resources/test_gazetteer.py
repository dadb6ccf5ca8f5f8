"""The gazetteer: names in three scripts' worth of forms, what lies in what, and which place is likeliest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.resources.gazetteer import fold, gazetteer


@pytest.mark.parametrize(
    ("words", "name", "kind"),
    [
        ("Yekaterinburg", "Yekaterinburg", "city"),
        ("Екатеринбурге", "Yekaterinburg", "city"),
        ("Екатеринбургом", "Yekaterinburg", "city"),
        ("Ростове-на-Дону", "Rostov-on-Don", "city"),
        ("Rostov-on-Don", "Rostov-on-Don", "city"),
        ("Нижнего Новгорода", "Nizhniy Novgorod", "city"),
        ("Харкові", "Kharkiv", "city"),
        ("Харькова", "Kharkiv", "city"),
        ("Kharkov", "Kharkiv", "city"),
        ("Куп'янську", "Kupyansk", "city"),
        ("Куп’янськ", "Kupyansk", "city"),
        ("Кривому Розі", "Kryvyy Rih", "city"),
        ("Сумах", "Sumy", "city"),
        ("Брянці", "Bryanka", "city"),
        ("Zavitne Bazhannia", "Zavitne Bazhannia", "city"),
        ("Завітному Бажанні", "Zavitne Bazhannia", "city"),
        ("Луганской области", "Luhansk Oblast", "region"),
        ("Одеській області", "Odesa Oblast", "region"),
        ("Moscow Oblast", "Moscow Oblast", "region"),
        ("Красноярского края", "Krasnoyarsk Krai", "region"),
        ("Чечне", "Chechnya", "region"),
        ("Україні", "Ukraine", "country"),
        ("Россией", "Russia", "country"),
        ("U.S.", "United States", "country"),
        ("Great Britain", "United Kingdom", "country"),
        ("Ky.", "Kentucky", "region"),
    ],
)
def test_a_name_in_any_form_finds_its_place(words: str, name: str, kind: str) -> None:
    place, score = gazetteer().candidates(words, "ru")[0]
    assert (place.name, place.kind) == (name, kind)
    assert 0 < score <= 1


def test_a_bare_moscow_may_be_the_city_or_its_oblast_and_the_city_comes_first() -> None:
    names = [place.name for place, _ in gazetteer().candidates("Moscow", "en")]
    assert names[:2] == ["Moscow", "Moscow Oblast"]


def test_moscow_and_its_oblast_are_siblings_in_russia() -> None:
    known = gazetteer()
    assert known.place("gn:524901").within == known.place("region:RU.47").within == "country:RU"


def test_a_city_lies_in_its_region_and_the_region_in_its_country() -> None:
    known = gazetteer()
    bryanka = known.candidates("Bryanka", "en")[0][0]
    assert bryanka.within is not None
    region = known.place(bryanka.within)
    assert (region.name, region.within) == ("Luhansk Oblast", "country:UA")


def test_a_place_is_found_again_by_its_id() -> None:
    known = gazetteer()
    place = known.candidates("Krasnoyarsk", "en")[0][0]
    assert known.place(place.id) == place


def test_a_place_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        gazetteer().place("gn:0")


def test_what_names_no_place_has_no_candidates() -> None:
    assert gazetteer().candidates("Zzyzxqa Blumph", "en") == ()


@pytest.mark.parametrize(
    ("words", "country"),
    [("Turkish", "TR"), ("Ukrainian", "UA"), ("New York", "US"), ("Dutch", "NL"), ("South Korean", "KR")],
)
def test_an_adjective_leads_to_its_country(words: str, country: str) -> None:
    assert gazetteer().adjectives(words, "en")[0][0].country == country


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Куп’янськ", "купянськ"),
        ("Куп'янськ", "купянськ"),
        ("Québec", "quebec"),
        ("Орёл", "орел"),
        ("Київ", "київ"),
        ("Йорк", "йорк"),
    ],
)
def test_apostrophes_and_accents_are_folded_but_letters_are_kept(name: str, folded: str) -> None:
    assert fold(name) == folded


@given(st.text(max_size=40))
def test_any_words_at_all_are_looked_up_without_an_error(words: str) -> None:
    for place, score in gazetteer().candidates(words, "en"):
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180 and 0 <= score <= 1


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(words: str) -> None:
    assert fold(fold(words)) == fold(words)
