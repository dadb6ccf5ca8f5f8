"""The gate's eye: every number that counts something, and none that does not, in three languages."""

from __future__ import annotations

import pytest

from reportedly.press.lexicon import language_of
from reportedly.press.numbers import Sort, said

ROWS: list[tuple[str, list[str]]] = [
    ("At least 800 men fled by January 2024.", ["At least 800"]),
    ("2024 soldiers were held in 2024.", ["2024"]),
    ("In 2022 soldiers fled; the 2024 draft; from 2022 to 2024; the 2020s", []),
    ("On 10 June 2024, June 10, 2024, 2024-06-10 and at 10:30", []),
    ("In March 34 sentences and in May 12 men", ["34", "12"]),
    ("under Articles 332, 334 and 337, Art. 338, the 71st brigade", []),
    ("T-72, A2, COVID-19, U+0301, 24.hu, https://example.org/2024/12, `12`", []),
    ("1. First\n2. Second of 5 men", ["5"]),
    ("between 20 and 30 men; 34-35 verdicts; rose from 57 to 83", ["between 20 and 30", "34-35", "57", "83"]),
    ("two hundred and fifty men, a dozen cases, two dozen more", ["two hundred and fifty", "a dozen", "two dozen"]),
    ("dozens of men, hundreds, possibly thousands, scores of cases", ["dozens", "hundreds", "thousands", "scores"]),
    ("None of them were held. Nobody was convicted. No one knows.", ["None", "Nobody"]),
    ("most soldiers, the most common, more than half of them", ["most", "more than half"]),
    ("half a year, the first half of 2023, a third man, a third of them", ["a third"]),
    ("a few cases, several soldiers, a few words", ["a few", "several"]),
    ("twice as many, threefold", ["twice", "threefold"]),
    ("nearly $3 million, 12.5 per cent, 7.4 thousand cases", ["nearly $3 million", "12.5", "7.4 thousand"]),
    ("20-odd men, 30+ cases, 300 or so", ["20-odd", "30+", "300 or so"]),
    ("Не менее 800 бежали к январю 2024 года", ["Не менее 800"]),
    ("На 21 ноября 2023 года поступило 4121 дело по статье 337", ["4121"]),
    ("почти 7,4 тысячи дел, двадцать пять солдат", ["почти 7,4 тысячи", "двадцать пять"]),
    ("сотни людей, ни один не осужден, около 1 064 дел", ["сотни", "ни один", "около 1 064"]),
    ("Близько 400 справ у 2023 році, щонайменше двадцять п'ять", ["Близько 400", "щонайменше двадцять п'ять"]),
    ("жодного з них не засудили, понад дві тисячі осіб", ["жодного", "понад дві тисячі"]),
]


@pytest.mark.parametrize(("text", "numbers"), ROWS)
def test_what_is_a_number_and_what_is_none(text: str, numbers: list[str]) -> None:
    assert [number.words for number in said(text, language_of(text))] == numbers


SORTS = [
    ("a 48-year-old man", Sort.AGE),
    ("ten years in prison", Sort.DURATION),
    ("40% of them", Sort.PERCENT),
    ("$300", Sort.MONEY),
    ("a third of them", Sort.SHARE),
    ("300 cases", Sort.COUNT),
]


@pytest.mark.parametrize(("text", "sort"), SORTS)
def test_what_kind_of_number_it_is(text: str, sort: Sort) -> None:
    assert [number.sort for number in said(text, "en")] == [sort]


VALUES = [
    ("ten thousand and twenty-five", 10025),
    ("10,025", 10025),
    ("10 025", 10025),
    ("2.5 million", 2_500_000),
    ("a hundred", 100),
    ("двадцать одна тысяча триста", 21300),
    ("тридцать пять", 35),
    ("п'ятсот сімдесят", 570),
    ("полторы тысячи", 1500),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_numbers_in_words_and_in_digits_have_one_value(text: str, value: int) -> None:
    assert [number.values for number in said(text, language_of(text))] == [(value,)]
