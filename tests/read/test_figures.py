"""Figures out of sentences of our own: numbers, qualifiers, bounds, what is counted, flow; and what is no figure."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Basis, Mood, Qualifier, Reading, RelationOp, Report

PUBLISHED = date(2025, 3, 12)


def reading(code: str, text: str, mobilisation: date | None = None) -> Reading:
    report = Report("rep_1", "cap_1", "outlet", "", text, (), code, PUBLISHED)
    return read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=mobilisation)


def told(code: str, text: str) -> list[str]:
    """Each figure in short: words, class, bounds or share."""
    lines = []
    for figure in reading(code, text).figures:
        limits = f"{figure.bounds.lower}..{figure.bounds.upper}"
        if figure.relation is not None:
            share = figure.relation.share
            limits = "most" if share is None else f"{share:.2f}"
        lines.append(f"{figure.as_written.words} = {figure.qualifier.value} {limits}")
    return lines


COUNTED = [
    ("en", "No fewer than 17 lawyers quit the bar.", ["No fewer than 17 = at_least 17..None"]),
    ("en", "Rescuers pulled at most 12 survivors out.", ["at most 12 = up_to 0..12"]),
    ("en", "Two or three soldiers escape every week.", ["Two or three = range 2..3"]),
    ("en", "Between 300 and 350 men were taken.", ["Between 300 and 350 = range 300..350"]),
    ("en", "A bus with 45 to 50 passengers crashed.", ["45 to 50 = range 45..50"]),
    ("en", "The toll rose from 49 to 57.", ["49 = exact 49..49", "57 = exact 57..57"]),
    ("en", "Fewer than a dozen doctors remain.", ["Fewer than a dozen = less_than 0..11"]),
    (
        "en",
        "A few hundred protesters, perhaps 400.",
        ["A few hundred = hundreds 200..999", "perhaps 400 = about 350..450"],
    ),
    ("en", "Hundreds of thousands of birds left.", ["Hundreds of thousands = thousands 200000..999999"]),
    ("en", "Little more than 200 voters came.", ["Little more than 200 = slightly_over 201..250"]),
    ("en", "Not a single ballot was counted.", ["Not a single = none 0..0"]),
    ("en", "No arrests were made.", ["No = none 0..0"]),
    ("en", "There was no word on casualties.", ["no word = unknown_absence None..None"]),
    ("en", "Some 60% of voters stayed away.", ["Some 60% = fraction 0.60"]),
    ("en", "Nearly one in five prisoners waits.", ["Nearly one in five = fraction 0.20"]),
    ("en", "Two thirds of the villagers left.", ["Two thirds = fraction 0.67"]),
    ("en", "Most of the miners are at home.", ["Most = majority most"]),
    ("en", "Prices rose 12 percent.", ["12 = exact 12..12"]),
    ("en", "Another 200 officers were sent.", ["Another 200 = each_more 200..200"]),
    ("en", "It was the eighth explosion this year.", ["eighth = first 8..8"]),
    ("en", "This brings the number of closed schools to 31.", ["31 = first 31..31"]),
    ("en", "The drought hit 1.2m people.", ["1.2m = exact 1200000..1200000"]),
    ("en", "30+ evacuated", ["30+ = at_least 30..None"]),
    ("ru", "Чуть ли не сто семей остались без крова.", ["Чуть ли не сто = nearly 50..99"]),
    ("ru", "В зале было человек пятьдесят.", ["человек пятьдесят = about 45..55"]),
    ("ru", "Двести с лишним жалоб отклонили.", ["Двести с лишним = more_than 201..None"]),
    ("ru", "Вплоть до сорока солдат в день бегут.", ["Вплоть до сорока = up_to 0..40"]),
    ("ru", "Число жалоб выросло с 57 до 83.", ["57 = exact 57..57", "83 = exact 83..83"]),
    ("ru", "Свыше полутора тысяч рабочих бастуют.", ["Свыше полутора тысяч = more_than 1501..None"]),
    ("ru", "Погибших нет.", ["нет = none 0..0"]),
    ("ru", "Данных о раненых нет.", ["нет = unknown_absence None..None"]),
    ("ru", "Каждый десятый призывник не явился.", ["Каждый десятый = fraction 0.10"]),
    ("ru", "Больше половины отпустили.", ["Больше половины = majority most"]),
    ("ru", "Это уже шестой обстрел за неделю.", ["шестой = first 6..6"]),
    (
        "ru",
        "Ушло с десяток солдат и более сотни рабочих.",
        ["с десяток = dozen 9..15", "более сотни = more_than 101..None"],
    ),
    ("uk", "Ледь не сто родин лишилися без даху.", ["Ледь не сто = nearly 50..99"]),
    ("uk", "Зо три десятки утікачів у лісі.", ["Зо три десятки = about 25..35"]),
    ("uk", "Щонайменше півтора десятка поранених.", ["Щонайменше півтора десятка = at_least 15..None"]),
    ("uk", "Жоден із міністрів не відповів.", ["Жоден = none 0..0"]),
    ("uk", "Троє з п’яти офіцерів відмовилися.", ["Троє з п’яти = fraction 0.60"]),
    ("uk", "Кількасот родин чекають.", ["Кількасот = hundreds 200..999"]),
    ("uk", "Тисяча з гаком учнів захворіла.", ["Тисяча з гаком = more_than 1001..None"]),
    ("uk", "Затримали 20–30 осіб, щонайбільше сорок.", ["20–30 = range 20..30", "щонайбільше сорок = up_to 0..40"]),
]


@pytest.mark.parametrize(("code", "text", "expected"), COUNTED)
def test_a_number_is_read_with_what_qualifies_it(code: str, text: str, expected: list[str]) -> None:
    assert told(code, text) == expected


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        ("en", "He was tried under Article 275.", "article_number"),
        ("en", "School No. 12 is closed.", "unit_designation"),
        ("en", "They live at 14 Willow Street.", "address"),
        ("en", "See page 14.", "page"),
        ("en", "Dial 112 now.", "phone"),
        ("en", "The team won 3:1.", "score"),
        ("en", "The F-16 landed.", "other"),
        ("en", "The third hearing was short.", "ordinal"),
        ("en", "It happened in 2023.", "year"),
        ("en", "It happened on 9 May.", "date"),
        ("en", "It happened two days ago.", ""),
        ("en", "It weighed 30 kilograms.", "measure"),
        ("ru", "Дом 14 по улице Садовой.", "address"),
        ("ru", "Суд применил статью 290 УК.", "article_number"),
        ("ru", "Склад № 5 сгорел.", "unit_designation"),
        ("ru", "32-я бригада ушла.", "unit_designation"),
        ("uk", "На 12-му кілометрі затор.", "unit_designation"),
        ("uk", "Версія 4.1 вийшла.", "version"),
    ],
)
def test_a_number_that_counts_nothing_is_passed_over_and_said_to_be_what_it_is(
    code: str, text: str, reason: str
) -> None:
    found = reading(code, text)
    assert found.figures == ()
    if reason:
        assert reason in {over.reason for over in found.passed_over}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The 43-year-old driver left.", "age"),
        ("Her uncle, 71, stayed.", "age"),
        ("He got eight years.", "duration"),
        ("The fine was 15,000 rubles.", "money"),
        ("They lost $2.5 million.", "money"),
        ("The river rose 70 centimetres.", "distance"),
        ("About 40 hectares burned.", "area"),
        ("Incidence is 34 per 100,000.", "rate"),
        ("Turnout was 40 percent.", "percent"),
        ("They met 40 villagers.", "count"),
    ],
)
def test_a_number_has_a_kind(text: str, kind: str) -> None:
    [figure] = reading("en", text).figures
    assert figure.kind.value == kind


@pytest.mark.parametrize(
    ("text", "unit", "flow"),
    [
        ("At least 800 mobilised soldiers had fled by January 2024.", "persons_fled", "cumulative"),
        ("The courts received 718 cases in February 2024.", "cases", "period"),
        ("Almost 7,400 cases have been opened since mobilisation.", "cases", "cumulative"),
        ("On Monday 12 people were detained.", "persons_detained", "event"),
        ("About 170 men are being held in a basement.", "persons_detained", "stock"),
        ("The courts pass 100 sentences a week.", "sentences", "rate"),
        ("Another 30 soldiers were convicted.", "persons_convicted", "increment"),
    ],
)
def test_unit_and_flow_follow_from_the_words_around(text: str, unit: str, flow: str) -> None:
    figure = reading("en", text).figures[0]
    assert (figure.unit, figure.flow and figure.flow.value) == (unit, flow)


def test_a_need_or_a_plan_is_told_from_what_is() -> None:
    assert reading("en", "The army needs at least 300,000 men.").figures[0].mood is Mood.NEED
    assert reading("ru", "Министерство планирует набрать 15 тысяч человек.").figures[0].mood is Mood.PLAN
    assert reading("en", "At least 300,000 men came.").figures[0].mood is Mood.FACT


def test_what_is_planned_by_a_day_without_a_year_is_meant_for_the_next_one() -> None:
    (figure,) = reading("en", "The brigade needs another 150 drivers by 1 May, its commander said.").figures
    assert figure.period is not None
    assert figure.period.end is not None
    assert figure.period.end > PUBLISHED


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("ru", "Спасатели не добрались до трёх хуторов.", (3, 3)),
        ("uk", "Рятувальники не дісталися до трьох хуторів.", (3, 3)),
        ("uk", "Суд засудив його до семи років колонії.", (7, 7)),
        ("uk", "За рік засудили до 300 військових.", (0, 300)),
        ("ru", "В шахте остаются до трёх горняков.", (0, 3)),
    ],
)
def test_a_place_or_a_term_that_is_reached_is_no_upper_bound(code: str, text: str, expected: tuple[int, int]) -> None:
    (figure,) = reading(code, text).figures
    assert (figure.bounds.lower, figure.bounds.upper) == expected


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        ("ru", "Напечатали полмиллиона листовок и полторы тысячи плакатов.", None),
        ("ru", "О 40 погибших рассказали двое очевидцев.", "двое очевидцев"),
        ("ru", "Добровольцам обещают 8000 рублей в день, сказано в листовке.", "листовке"),
        ("uk", "У мережах без підтвердження пишуть про 50 утікачів.", None),
        ("uk", "«Компас» нарахував мінімум 140 справ, міністерство говорить про 38.", "«Компас»"),
        ("en", "A leaked memo mentions 73 desertions.", "A leaked memo"),
    ],
)
def test_what_is_done_to_whom_and_where_is_no_source(code: str, text: str, source: str | None) -> None:
    assert reading(code, text).figures[0].source == source


def test_a_number_inside_a_quotation_is_marked() -> None:
    found = reading("en", '"Forty men with sticks came," a driver said. Six left.')
    assert [figure.quoted for figure in found.figures] == [True, False]


def test_of_a_correction_the_wrong_number_is_negated_and_both_count_the_same() -> None:
    wrong, right = reading("en", "Not 40 but 14 miners left.").figures
    assert (wrong.negated, right.negated) == (True, False)
    assert wrong.counted == right.counted == "miners"


def test_as_of_is_stated_by_a_date_and_else_no_later_than_publication() -> None:
    stated = reading("en", "As of 21 November 2023 there were 4,121 cases.").figures[0].as_of
    inferred = reading("en", "There were 4,121 cases.").figures[0].as_of
    assert stated is not None
    assert inferred is not None
    assert (stated.earliest, stated.latest, stated.basis) == (date(2023, 11, 21), date(2023, 11, 21), Basis.STATED)
    assert (inferred.earliest, inferred.latest, inferred.basis) == (None, PUBLISHED, Basis.INFERRED)


def test_since_mobilisation_begins_where_the_desk_says() -> None:
    text = "Since mobilisation the courts have received almost 7,400 cases."
    found = reading("en", text, date(2022, 9, 21)).figures[0].period
    assert found is not None
    assert (found.start, found.end) == (date(2022, 9, 21), PUBLISHED)


def test_ids_come_from_the_words_and_how_often_they_stood_before() -> None:
    first, second = reading("en", "Six men left. Later six women left.").figures[:2]
    again = reading("en", "Six men left. Later six women left.").figures[0]
    assert first.id == again.id
    assert first.id != second.id


def test_a_language_without_rules_is_declined_and_never_read_as_empty() -> None:
    found = reading("is", "Að minnsta kosti 800 hermenn flúðu.")
    assert found.declined is not None
    assert found.figures == ()


def test_shares_hang_on_a_whole_and_have_no_bounds() -> None:
    [figure] = reading("en", "More than half of the flats are cold.").figures
    assert figure.relation is not None
    assert figure.relation.op is RelationOp.MAJORITY
    assert (figure.bounds.lower, figure.bounds.upper) == (None, None)
    assert figure.qualifier is Qualifier.MAJORITY


PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "at",
                "least",
                "about",
                "no",
                "none",
                "not",
                "but",
                "half",
                "a",
                "third",
                "of",
                "one",
                "in",
                "four",
                "12",
                "3,500",
                "2024",
                "40th",
                "§",
                "“",
                "”",
                "«",
                "»",
                ";",
                ",",
                ".",
                "—",
                "-",
                "%",
                "$",
                "since",
                "March",
                "9",
                "since",
                "mobilisation",
                "the",
                "years",
                "cases",
                "men",
                "не",
                "менее",
                "сорок",
                "тысяч",
                "с",
                "лишним",
                "до",
                "сотни",
                "5",
                "тыс.",
                "нет",
                "данных",
                "пів",
                "сотні",
                "зо",
                "дві",
                "жодного",
                "від",
                "3",
                "до",
                "9",
                "років",
                "осіб",
                "п'ять",
                "№",
                "ст.",
                "337",
                "17-year-old",
                "said",
                "Kyiv",
                "в",
                "Москве",
            ]
        ),
        st.text(max_size=5),
        st.text(alphabet="0123456789.,:-–²½٣ ", max_size=8),
    ),
    max_size=30,
)


@settings(max_examples=150, deadline=None)
@given(PIECES, st.sampled_from(["en", "ru", "uk"]), st.sampled_from([" ", "", "\n\n", "\u00a0"]))
def test_nothing_breaks_the_reader_and_offsets_slice_back_to_the_words(words: list[str], code: str, join: str) -> None:
    text = join.join(words)
    found = reading(code, text)
    for figure in found.figures:
        assert figure.as_written.span.of(text) == figure.as_written.words
        assert figure.number.within(figure.as_written.span) or figure.number.overlaps(figure.as_written.span)
        assert figure.as_written.span.start < figure.as_written.span.end
    for over in found.passed_over:
        assert over.quote.span.of(text) == over.quote.words
    starts = [figure.number.start for figure in found.figures]
    assert starts == sorted(starts)
    assert len({figure.id for figure in found.figures}) == len(found.figures)


@pytest.mark.parametrize(
    "piece", ["1", "1 ", "1 000 ", "1,000,", "not 40 but ", "one hundred and ", "twenty-", "1.1.", '"', "+1 ("]
)
def test_endless_lines_are_read(piece: str) -> None:
    assert reading("en", piece * 2000).declined is None
