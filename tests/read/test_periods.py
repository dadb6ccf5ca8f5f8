"""When: what a sentence states, against Wednesday, 12 March 2025."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.lexicon import lexicon
from reportedly.read.periods import Time, times
from reportedly.read.tokens import tokens
from reportedly.resources.languages import languages

PUBLISHED = date(2025, 3, 12)
STATED = [
    ("en", "on 9 March", "2025-03-09", "2025-03-09", "in"),
    ("en", "on March 9, 2024", "2024-03-09", "2024-03-09", "in"),
    ("en", "in May", "2024-05-01", "2024-05-31", "in"),
    ("en", "In October 2023", "2023-10-01", "2023-10-31", "in"),
    ("en", "in 2023", "2023-01-01", "2023-12-31", "in"),
    ("en", "on Monday", "2025-03-10", "2025-03-10", "in"),
    ("en", "overnight", "2025-03-11", "2025-03-12", "in"),
    ("en", "over the weekend", "2025-03-08", "2025-03-09", "in"),
    ("en", "in the past two weeks", "2025-02-26", "2025-03-12", "window"),
    ("en", "this year", "2025-01-01", "2025-03-12", "since"),
    ("en", "last year", "2024-01-01", "2024-12-31", "in"),
    ("en", "last month", "2025-02-01", "2025-02-28", "in"),
    ("en", "since January", "2025-01-01", "2025-03-12", "since"),
    ("en", "since 24 February 2022", "2022-02-24", "2025-03-12", "since"),
    ("en", "since the start of the war", None, "2025-03-12", "since"),
    ("en", "since the invasion in February 2022", "2022-02-01", "2025-03-12", "since"),
    ("en", "By January 2024", None, "2024-01-31", "until"),
    ("en", "as of 1 March", "2025-03-01", "2025-03-01", "as_of"),
    ("en", "From March to May 2024", "2024-03-01", "2024-05-31", "in"),
    ("en", "between November 2023 and July 2024", "2023-11-01", "2024-07-31", "in"),
    ("en", "in the first half of 2019", "2019-01-01", "2019-06-30", "in"),
    ("en", "the first nine months of 2024", "2024-01-01", "2024-09-30", "in"),
    ("en", "Q2 2024", "2024-04-01", "2024-06-30", "in"),
    ("en", "2019–2023", "2019-01-01", "2023-12-31", "in"),
    ("ru", "в марте 2024 года", "2024-03-01", "2024-03-31", "in"),
    ("ru", "с начала года", "2025-01-01", "2025-03-12", "since"),
    ("ru", "за прошлый год", "2024-01-01", "2024-12-31", "in"),
    ("ru", "за последние три месяца", "2024-12-12", "2025-03-12", "window"),
    ("ru", "с 2011 по 2014 год", "2011-01-01", "2014-12-31", "in"),
    ("ru", "до 1 сентября 2024 года", None, "2024-09-01", "until"),
    ("ru", "по состоянию на 21 ноября 2023 года", "2023-11-21", "2023-11-21", "as_of"),
    ("ru", "в субботу", "2025-03-08", "2025-03-08", "in"),
    ("ru", "с начала войны", None, "2025-03-12", "since"),
    ("ru", "во втором квартале 2024 года", "2024-04-01", "2024-06-30", "in"),
    ("uk", "торік", "2024-01-01", "2024-12-31", "in"),
    ("uk", "станом на 1 березня", "2025-03-01", "2025-03-01", "as_of"),
    ("uk", "від січня", "2025-01-01", "2025-03-12", "since"),
    ("uk", "уночі", "2025-03-11", "2025-03-12", "in"),
    ("uk", "за тиждень", "2025-03-05", "2025-03-12", "window"),
    ("uk", "із 3 травня 2011 року до 8 червня 2012 року", "2011-05-03", "2012-06-08", "in"),
    ("uk", "на кінець квітня 2023 року", None, "2023-04-30", "until"),
]
NO_TIME = [
    ("en", "2000 people may march"),
    ("en", "She may leave in a march of 12 people"),
    ("ru", "около 2000 человек"),
    ("en", "The second man left"),
]


def found_in(code: str, words: str, mobilisation: date | None = None) -> list[Time]:
    language = languages().get(code)
    assert language is not None
    return times(tokens(words, 0, len(words)), lexicon(language), PUBLISHED, mobilisation)


@pytest.mark.parametrize(("code", "words", "start", "end", "role"), STATED)
def test_a_stated_period_is_resolved_on_the_day_of_publication(
    code: str, words: str, start: str | None, end: str, role: str
) -> None:
    [time] = found_in(code, words)
    assert (time.start and time.start.isoformat(), time.end and time.end.isoformat()) == (start, end)
    assert time.role == role


@pytest.mark.parametrize(("code", "words"), NO_TIME)
def test_what_only_looks_like_a_date_is_none(code: str, words: str) -> None:
    assert found_in(code, words) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [("en", "since mobilisation"), ("ru", "с начала мобилизации"), ("uk", "від початку мобілізації")],
)
def test_since_mobilisation_begins_on_the_day_that_the_desk_names(code: str, words: str) -> None:
    assert found_in(code, words)[0].start is None
    assert found_in(code, words, date(2022, 9, 21))[0].start == date(2022, 9, 21)


@given(st.text(alphabet="0123456789 .–-/:юмаяMarchin2024год", max_size=40))
def test_no_words_break_the_calendar(words: str) -> None:
    for code in ("en", "ru", "uk"):
        for time in found_in(code, words):
            assert time.start is None or time.end is None or time.start <= time.end
