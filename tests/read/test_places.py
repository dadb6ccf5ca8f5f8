"""Places in a text: which words are places, which place is meant, and which of them locate a figure."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.places import mentions, places_for
from reportedly.resources.gazetteer import gazetteer
from reportedly.types import Place, Span


def words_of(text: str, language: str = "en") -> list[str]:
    return [m.quote.words for m in mentions(text, language, gazetteer())]


def meant(text: str, words: str, language: str = "en") -> Place:
    found = next(m for m in mentions(text, language, gazetteer()) if m.quote.words == words)
    return gazetteer().place(found.candidates[0][0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 170 men were sent from Yekaterinburg.", ["Yekaterinburg"]),
        ("There were such cases in Rostov-on-Don, Krasnoyarsk, Moscow and Moscow Oblast.",
         ["Rostov-on-Don", "Krasnoyarsk", "Moscow", "Moscow Oblast"]),
        ("They were kept in a cellar in Zavitne Bazhannia (Donetsk region).", ["Zavitne Bazhannia", "Donetsk"]),
        ("At least 234 of them are held in Bryanka, Luhansk region.", ["Bryanka", "Luhansk"]),
        ("The Turkish police spoke of Syria's border.", ["Turkish", "Syria"]),
        ("The U.S.-led group and a Canada-wide warrant", ["U.S.", "Canada"]),
        ("A fire broke out on Plumtree Road in Leeds.", ["Plumtree Road", "Leeds"]),
        ("The village of Ubbelquist was flooded.", ["Ubbelquist"]),
        ("It rained in Ubbelquist, Missouri.", ["Ubbelquist", "Missouri"]),
        ("TAMPA, Fla. (Wire) -- Rain fell.", ["TAMPA", "Fla."]),
    ],
)  # fmt: skip
def test_places_are_found_as_written(text: str, expected: list[str]) -> None:
    assert words_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Houston said he was tired.",
        "Denise Houston went home. Later Houston slept.",
        "They spoke in Turkish, and the French are fond of cheese.",
        "The Moscow Times printed it.",
        "Reading is good for you. Mobile phones are not.",
        "In May he met May Kent.",
        "Ruth Clinton won. Votes went to Clinton, and NATO allies cheered at Clinton.",
        "Benny Hill was funny in the 500s B.C. already.",
        "The Obama administration was tired.",
        "",
        "   \n\n  ",
    ],
)
def test_people_languages_papers_and_plain_words_are_no_places(text: str) -> None:
    assert words_of(text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Около 170 человек отправили из Екатеринбурга.", ["Екатеринбурга"]),
        ("ru", "Так было в Ростове-на-Дону, Красноярске, Москве и Московской области.",
         ["Ростове-на-Дону", "Красноярске", "Москве", "Московской области"]),
        ("ru", "В Донецкой и Луганской областях было тихо.", ["Донецкой", "Луганской областях"]),
        ("ru", "От Донецкой школы до Донецкой и Луганской областей.", ["Донецкой", "Луганской областей"]),
        ("ru", "Пермский прокурор молчал.", []),
        ("ru", "Писатель Пушкин жил давно.", []),
        ("ru", "Об этом пишет «Северный Плюмп курьер».", []),
        ("uk", "У Брянці Луганської області тримали людей.", ["Брянці", "Луганської області"]),
        ("ru", "Армия стоит у Кременной, Сватова и Купянска.", ["Кременной", "Сватова", "Купянска"]),
        ("ru", "Бойцы батальона «Донбасс» молчали.", []),
        ("uk", "Мер Мелітополя Плюмп мовчав.", ["Мелітополя"]),
        ("uk", "У Куп’янську та Харкові загинули троє.", ["Куп’янську", "Харкові"]),
        ("uk", "У Завітному Бажанні (Донецька область) був підвал.", ["Завітному Бажанні", "Донецька область"]),
    ],
)  # fmt: skip
def test_russian_and_ukrainian_forms_are_found(language: str, text: str, expected: list[str]) -> None:
    assert words_of(text, language) == expected


@pytest.mark.parametrize(
    ("text", "words", "country", "within"),
    [
        ("He came from Paris, Texas.", "Paris", "US", "region:US.TX"),
        ("He came from Paris, France.", "Paris", "FR", "region:FR.11"),
        ("He was born in London, Ont., and died in Toronto.", "London", "CA", "region:CA.08"),
        (
            "She lives in Birmingham. The Alabama police and a Montgomery court in Alabama agree.",
            "Birmingham",
            "US",
            "region:US.AL",
        ),
        ("Ten men sat in Zavitne Bazhannia, NH Plomp reports.", "Zavitne Bazhannia", "UA", "region:UA.05"),
        ("Tottenham, Hornsey, Walthamstow and Edmonton had rain.", "Edmonton", "GB", "region:GB.ENG"),
    ],
)
def test_what_else_the_text_says_settles_which_place_is_meant(text: str, words: str, country: str, within: str) -> None:
    place = meant(text, words)
    assert (place.country, place.within) == (country, within)


def test_a_bare_moscow_keeps_both_candidates() -> None:
    (moscow,) = mentions("It happened in Moscow.", "en", gazetteer())
    assert [candidate for candidate, _ in moscow.candidates[:2]] == ["gn:524901", "region:RU.47"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("It rained in Ukraine.", "country"),
        ("It rained in Moscow Oblast.", "region"),
        ("It rained in Yekaterinburg.", "city"),
        ("It rained in the village of Ubbelquist.", "unknown"),
    ],
)
def test_a_mention_says_how_close_its_pin_can_be(text: str, precision: str) -> None:
    assert mentions(text, "en", gazetteer())[0].precision == precision


def located(text: str, figure: str) -> list[str]:
    """The places given for `figure`, sentences being split at full stops."""
    at = text.index(figure)
    start = text.rfind(". ", 0, at) + 1
    end = text.find(".", at)
    found = mentions(text, "en", gazetteer())
    return [m.quote.words for m in places_for(Span(at, at + len(figure)), Span(start, end), found)]


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("In Omsk 12 men were held.", "12", ["Omsk"]),
        ("The Perm prosecutor spoke of 12 men.", "12", []),
        ("Russian officers spoke of 12 men.", "12", []),
        ("Seven schools were shut in Izmail. They had 40 pupils.", "40", ["Izmail"]),
    ],
)
def test_a_figure_is_where_its_sentence_or_the_one_before_says(text: str, figure: str, expected: list[str]) -> None:
    assert located(text, figure) == expected


PIECES = st.sampled_from(
    ["Paris", "Texas", "U.S.", "в Москве", "Харкові", "області", "Turkish", "Mr.", "Plum Road", ",", " ", ". ", "-", "’s", "\n", "Ky.", "of", "İ"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_offsets_always_slice_back_to_the_words_and_mentions_never_overlap(text: str) -> None:
    found = mentions(text, "en", gazetteer())
    assert all(m.quote.span.of(text) == m.quote.words and m.quote.words for m in found)
    assert all(a.quote.span.end <= b.quote.span.start for a, b in pairwise(found))
