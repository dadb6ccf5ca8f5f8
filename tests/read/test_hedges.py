"""How firmly a figure is said, and whether its speaker rejects it."""

from __future__ import annotations

import pytest

from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of
from reportedly.read.hedges import firmest
from reportedly.read.sentences import sentences
from reportedly.read.speakers import Speaker, speaker_of
from reportedly.resources.languages import languages
from reportedly.types import Hedge, Span

HEDGES = [
    ("en", "Police arrested 14 people on Sunday.", "14", Hedge.NONE),
    ("en", "The mayor insists that 14 people left.", "14", Hedge.REPORTED),
    ("en", "Reportedly 14 people left.", "14", Hedge.REPORTED),
    ("en", "The bank allegedly moved $4 million abroad.", "$4 million", Hedge.ALLEGED),
    ("en", "Investigators allege that the clerk stole 300 passes.", "300", Hedge.ALLEGED),
    ("en", "Unverified accounts speak of 20 dead.", "20", Hedge.ALLEGED),
    ("en", "Up to 40 miners are feared dead, the union said.", "40", Hedge.POSSIBLE),
    ("en", "Nine were saved, and seven may be down in the shaft, the chief said.", "Nine", Hedge.REPORTED),
    ("en", "Nine were saved, and seven may be down in the shaft, the chief said.", "seven", Hedge.POSSIBLE),
    ("en", "In May 14 people left, the mayor said.", "14", Hedge.REPORTED),
    ("en", "Officials confirmed three deaths; a further nine are missing.", "three", Hedge.CONFIRMED),
    ("en", "Officials confirmed three deaths; a further nine are missing.", "nine", Hedge.REPORTED),
    ("en", "The mayor rejected claims that 500 houses had burnt.", "500", Hedge.DENIED),
    ("en", "The ministry dismissed reports of 90 dead, insisting that just six were hurt.", "six", Hedge.REPORTED),
    ("en", "Reports of 40 dead were denied.", "40", Hedge.DENIED),
    ("en", "The loss of 40 men was denied by the ministry.", "40", Hedge.DENIED),
    ("en", "An estimated 300 people were hurt.", "300", Hedge.NONE),
    ("ru", "Сообщения о 40 погибших опровергнуты.", "40", Hedge.DENIED),
    ("ru", "Капитан якобы украл 300 паспортов.", "300", Hedge.ALLEGED),
    ("ru", "По неподтверждённым данным, погибли 30 человек.", "30", Hedge.ALLEGED),
    ("ru", "Под завалами могут находиться до 40 шахтёров, считает профсоюз.", "40", Hedge.POSSIBLE),
    ("ru", "Погибли 30, а возможно, и 40 человек, считают спасатели.", "30", Hedge.REPORTED),
    ("ru", "Погибли 30, а возможно, и 40 человек, считают спасатели.", "40", Hedge.POSSIBLE),
    ("ru", "Официально подтверждена гибель 31 солдата, уточнили в штабе.", "31", Hedge.CONFIRMED),
    ("ru", "Минобороны назвало фейком сообщение о 200 погибших.", "200", Hedge.DENIED),
    ("ru", "Ущерб, по разным оценкам, достиг 5 млн рублей.", "5 млн", Hedge.REPORTED),
    ("uk", "Капітан нібито вкрав 300 паспортів.", "300", Hedge.ALLEGED),
    ("uk", "Водієві загрожує до 12 років, каже захисник.", "до 12", Hedge.POSSIBLE),
    ("uk", "Міністерство спростувало загибель 30 бійців; четверо поранені.", "30", Hedge.DENIED),
    ("uk", "Міністерство спростувало загибель 30 бійців; четверо поранені.", "четверо", Hedge.REPORTED),
]

REJECTED = [
    ("en", '"Not 40 but 14 left," the officer said.', {"40": True, "14": False}),
    ("en", '"There were 200 of us, not 2,000," a marcher said.', {"200": False, "2,000": True}),
    ("en", "The guild denied that 30 had gone, saying that four were ill.", {"30": True, "four": False}),
    ("en", "Not fewer than 40 left, the officer said.", {"40": False}),
    ("ru", "Пострадали не пять, а семь школьников, заявил мэр.", {"пять": True, "семь": False}),
    ("ru", "«Нас было двести, а не две тысячи», — сказала участница.", {"двести": False, "две тысячи": True}),
    ("ru", "Мэр отрицает, что город потратил 3 млн рублей.", {"3 млн": True}),
    ("uk", "«Не тридцять, а тринадцять кухарів пішли», — сказав речник.", {"тридцять": True, "тринадцять": False}),
]


def spoken(text: str, figure: str, code: str) -> Speaker:
    language = languages().get(code)
    assert language is not None
    stretches = list(sentences(text))
    start = text.index(figure)
    sentence = next(s for s in stretches if s.start <= start < s.end)
    said = statements(text, stretches, cues_of(language))
    return speaker_of(text, Span(start, start + len(figure)), sentence, said, language)


@pytest.mark.parametrize(("code", "text", "figure", "expected"), HEDGES)
def test_a_figure_is_as_firm_as_its_words(code: str, text: str, figure: str, expected: Hedge) -> None:
    assert spoken(text, figure, code).hedge is expected


@pytest.mark.parametrize(("code", "text", "expected"), REJECTED)
def test_a_number_that_the_speaker_rejects_is_negated(code: str, text: str, expected: dict[str, bool]) -> None:
    assert {figure: spoken(text, figure, code).negated for figure in expected} == expected


@pytest.mark.parametrize(
    ("hedges", "expected"),
    [
        ([], Hedge.NONE),
        ([Hedge.REPORTED, Hedge.CONFIRMED], Hedge.CONFIRMED),
        ([Hedge.CONFIRMED, Hedge.ALLEGED], Hedge.ALLEGED),
        ([Hedge.ALLEGED, Hedge.POSSIBLE], Hedge.POSSIBLE),
        ([Hedge.POSSIBLE, Hedge.DENIED], Hedge.DENIED),
    ],
)
def test_of_several_hedges_the_stronger_counts(hedges: list[Hedge], expected: Hedge) -> None:
    assert firmest(hedges) is expected
