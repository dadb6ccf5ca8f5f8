"""Numbers as written, to their value."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.lexicon import lexicon
from reportedly.read.numerals import numeral
from reportedly.read.tokens import digits, tokens
from reportedly.resources.languages import languages

WRITTEN = [
    ("en", "seven", "7"),
    ("en", "fifty-five boats", "55"),
    ("en", "a hundred and twenty-six", "126"),
    ("en", "twelve hundred", "1200"),
    ("en", "two and a half thousand", "2500"),
    ("en", "half a million", "500000"),
    ("en", "three dozen", "36"),
    ("en", "five hundred thousand two hundred and six", "500206"),
    ("en", "1.35 million", "1350000"),
    ("en", "12k", "12000"),
    ("en", "1,234", "1234"),
    ("ru", "двадцать пять", "25"),
    ("ru", "двумя тысячами", "2000"),
    ("ru", "двое", "2"),
    ("ru", "семерых", "7"),
    ("ru", "полтора десятка", "15"),
    ("ru", "две с половиной тысячи", "2500"),
    ("ru", "ста двадцати одного", "121"),
    ("ru", "полумиллиона", "500000"),
    ("ru", "15-ти", "15"),
    ("ru", "12 тыс. жителей", "12000"),
    ("ru", "1,2 млн", "1200000"),
    ("ru", "полтораста", "150"),
    ("uk", "двадцять п’ять", "25"),
    ("uk", "півтори тисячі", "1500"),
    ("uk", "пів тисячі", "500"),
    ("uk", "дві сотні", "200"),
    ("uk", "дев'ятсот сімдесят дві тисячі", "972000"),
    ("uk", "шістдесятьом", "60"),
    ("uk", "дванадцятеро", "12"),
    ("uk", "5 тисяч 400", "5400"),
]


def value_of(code: str, words: str) -> Decimal | None:
    language = languages().get(code)
    assert language is not None
    found = numeral(tokens(words, 0, len(words)), 0, lexicon(language))
    return found.value if found else None


@pytest.mark.parametrize(("code", "words", "value"), WRITTEN)
def test_a_number_in_words_or_digits_has_one_value(code: str, words: str, value: str) -> None:
    assert value_of(code, words) == Decimal(value)


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1,234", "1234"),
        ("1.234", "1234"),
        ("1 234", "1234"),
        ("1\u00a0234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("1'234", "1234"),
        ("0,26", "0.26"),
        ("1,2", "1.2"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("0.123", "0.123"),
        ("2024", "2024"),
    ],
)
def test_digits_are_read_in_any_grouping(written: str, plain: str) -> None:
    assert digits(written) == plain


@pytest.mark.parametrize(("code", "words"), [("en", "40th"), ("en", "twenty-fifth"), ("ru", "40-ю"), ("uk", "231-ша")])
def test_a_number_that_counts_off_is_known_as_one(code: str, words: str) -> None:
    language = languages().get(code)
    assert language is not None
    found = numeral(tokens(words, 0, len(words)), 0, lexicon(language))
    assert found is not None
    assert found.ordinal


@given(st.integers(min_value=1000, max_value=999_999_999))
def test_grouping_never_changes_a_number(number: int) -> None:
    for mark in (",", " ", "\u00a0", "\u202f", "'"):
        assert value_of("en", f"{number:,}".replace(",", mark)) == number


@given(st.integers(min_value=21, max_value=99).filter(lambda number: number % 10))
def test_tens_and_units_add_up(number: int) -> None:
    tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    units = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    assert value_of("en", f"{tens[number // 10 - 2]}-{units[number % 10 - 1]}") == number
