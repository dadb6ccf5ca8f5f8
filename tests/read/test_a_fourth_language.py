"""A language is a folder of data: Polish, of which no rule knows, is read by its lists alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reportedly.read import read
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import FOLDER, languages
from reportedly.types import Figure, Hedge, Mood, Qualifier, Reading, Report

PUBLISHED = date(2025, 3, 12)


def reading(text: str, code: str = "pl") -> Reading:
    report = Report("rep_1", "cap_1", "outlet", "", text, (), code, PUBLISHED)
    return read(report, gazetteer=gazetteer(), languages=languages(), mobilisation=None)


def only(text: str) -> Figure:
    [figure] = reading(text).figures
    return figure


def told(figure: Figure) -> str:
    """A figure in short: words, class, bounds or share."""
    limits = f"{figure.bounds.lower}..{figure.bounds.upper}"
    if figure.relation is not None:
        share = figure.relation.share
        limits = "most" if share is None else f"{share:.2f}"
    return f"{figure.as_written.words} = {figure.qualifier.value} {limits}"


# What it says; qualifier and bounds; the counted phrase, and its unit in the house's words.
COUNTED = [
    ("Do sądu trafiły dokładnie 823 sprawy.", "dokładnie 823 = exact 823..823", "sprawy", "cases"),
    ("Z koszar zbiegło co najmniej 40 żołnierzy.", "co najmniej 40 = at_least 40..None", "żołnierzy", "persons_fled"),
    ("W kolejce stało 20 lub więcej rodzin.", "20 lub więcej = at_least 20..None", "rodzin", "persons"),
    ("Ponad tysiąc osób opuściło port.", "Ponad tysiąc = more_than 1001..None", "osób", "persons_fled"),
    ("Złożono przeszło półtora tysiąca wniosków.", "przeszło półtora tysiąca = more_than 1501..None", "wniosków", "applications"),
    ("Zapadło nie więcej niż dwanaście wyroków.", "nie więcej niż dwanaście = up_to 0..12", "wyroków", "sentences"),
    ("Stawiło się mniej niż 300 rekrutów.", "mniej niż 300 = less_than 0..299", "rekrutów", "persons"),
    ("Przyszło około dwustu mieszkańców.", "około dwustu = about 150..250", "mieszkańców", "persons"),
    ("Niespełna pięćset rodzin czeka na pomoc.", "Niespełna pięćset = nearly 450..499", "rodzin", "persons"),
    ("Zatrzymano nieco ponad 60 protestujących.", "nieco ponad 60 = slightly_over 61..66", "protestujących", "persons_detained"),
    ("Od 300 do 350 górników wróciło do domu.", "Od 300 do 350 = range 300..350", "górników", "persons"),
    ("Na promie było 45–50 pasażerów.", "45–50 = range 45..50", "pasażerów", "persons"),
    ("W piwnicy trzymano kilku żołnierzy.", "kilku = couple 3..9", "żołnierzy", "persons"),
    ("Około tuzina łodzi zatonęło.", "Około tuzina = dozen 9..15", "łodzi", None),
    ("Nie wróciło kilkudziesięciu poborowych.", "kilkudziesięciu = dozens 20..99", "poborowych", "persons"),
    ("Setki skarg leżą bez odpowiedzi.", "Setki = hundreds 200..999", "skarg", "applications"),
    ("Dziesiątki tysięcy osób wyjechały.", "Dziesiątki tysięcy = thousands 20000..99999", "osób", "persons"),
    ("Żaden żołnierz nie wrócił.", "Żaden = none 0..0", "żołnierz", "persons"),
    ("Nie ma zabitych.", "Nie ma = none 0..0", "zabitych", "persons_killed"),
    ("Brak danych o rannych.", "Brak danych = unknown_absence None..None", "rannych", "persons_wounded"),
    ("Przyszło wielu lekarzy.", "wielu = unknown 1..None", "lekarzy", "persons"),
    ("Większość górników odmówiła pracy.", "Większość = majority most", "górników", "persons_refused"),
    ("Ponad połowa łodzi zatonęła.", "Ponad połowa = majority most", "łodzi", None),
    ("Dwie trzecie wyspiarzy wyjechało.", "Dwie trzecie = fraction 0.67", "wyspiarzy", None),
    ("Czterech z dziesięciu więźniów choruje.", "Czterech z dziesięciu = fraction 0.40", "więźniów", "persons"),
    ("Co trzeci poborowy nie przyszedł.", "Co trzeci = fraction 0.33", "poborowy", "persons"),
    ("Zatrzymano kolejnych 200 osób.", "kolejnych 200 = each_more 200..200", "osób", "persons_detained"),
    ("To już czterdziesta skarga w tym roku.", "czterdziesta = first 40..40", "skarga", "applications"),
    ("Osiemset dwadzieścia trzy osoby zaginęły.", "Osiemset dwadzieścia trzy = exact 823..823", "osoby", "persons_missing"),
    ("Piętnaścioro dzieci ewakuowano.", "Piętnaścioro = exact 15..15", "dzieci", "persons"),
    ("W koloniach jest ponad dwa i pół tysiąca osadzonych.", "ponad dwa i pół tysiąca = more_than 2501..None", "osadzonych", "persons"),
    ("Zginęło 1,2 tys. ptaków.", "1,2 tys. = exact 1200..1200", "ptaków", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "counted", "unit"), COUNTED)
def test_numbers_are_read_by_the_words_of_the_folder(text: str, expected: str, counted: str, unit: str | None) -> None:
    figure = only(text)
    assert (told(figure), figure.counted, figure.unit) == (expected, counted, unit)


def test_every_class_of_qualifier_has_its_polish_sentence() -> None:
    shown = {Qualifier(expected.partition(" = ")[2].split()[0]) for _, expected, _, _ in COUNTED}
    assert shown == set(Qualifier)


# What it says; who says it; the chain from who published it to where it came from; how firmly.
SAID = [
    ("Według straży portowej uciekło 40 osób.", "straży portowej", [], Hedge.REPORTED),
    ("Zginęło 12 osób, powiedział burmistrz Lipowca Jan Brzoza.", "burmistrz Lipowca Jan Brzoza", [], Hedge.REPORTED),
    ("Rzeczniczka portu powiedziała, że zatonęło 17 łodzi.", "Rzeczniczka portu", [], Hedge.REPORTED),
    ("Po wybuchu zginęło 12 górników – poinformował sztab kryzysowy.", "sztab kryzysowy", [], Hedge.REPORTED),
    ("O 12 zabitych poinformował gubernator.", "gubernator", [], Hedge.REPORTED),
    (
        "Jak podaje Wolny Kurier, powołując się na Radio Brzeg, zatonęło 14 łodzi.",
        "Radio Brzeg",
        ["Wolny Kurier", "Radio Brzeg"],
        Hedge.REPORTED,
    ),
    (
        "Wolny Kurier, powołując się na Radio Brzeg, które cytuje straż portową, podaje, że zatonęło 14 łodzi.",
        "straż portową",
        ["Wolny Kurier", "Radio Brzeg", "straż portową"],
        Hedge.REPORTED,
    ),
    ("Rzekomo zginęło 30 żołnierzy.", None, [], Hedge.ALLEGED),
    ("Prawdopodobnie odmówiło 25 rekrutów.", None, [], Hedge.POSSIBLE),
    ("Szpital potwierdził śmierć 3 osób.", "Szpital", [], Hedge.CONFIRMED),
    ("Ministerstwo zaprzeczyło, że zginęło 80 osób.", "Ministerstwo", [], Hedge.DENIED),
    ("Zginęło 80 osób.", None, [], Hedge.NONE),
]


@pytest.mark.parametrize(("text", "source", "chain", "hedge"), SAID)
def test_sources_and_hedges_are_read_by_the_cues_of_the_folder(
    text: str, source: str | None, chain: list[str], hedge: Hedge
) -> None:
    figure = only(text)
    assert (figure.source, [hop.who for hop in figure.chain], figure.hedge) == (source, chain, hedge)


# What it says; the first and the last day of its period, against 12 March 2025.
WHEN = [
    ("W marcu 2024 roku uciekło 40 osób.", "2024-03-01", "2024-03-31"),
    ("W lutym uciekło 40 osób.", "2025-02-01", "2025-02-28"),
    ("Wczoraj uciekło 40 osób.", "2025-03-11", "2025-03-11"),
    ("W zeszłym roku uciekło 40 osób.", "2024-01-01", "2024-12-31"),
    ("Od początku roku uciekło 40 osób.", "2025-01-01", "2025-03-12"),
    ("W pierwszym półroczu 2024 roku uciekło 40 osób.", "2024-01-01", "2024-06-30"),
    ("Za pierwsze dziewięć miesięcy 2024 r. uciekło 40 osób.", "2024-01-01", "2024-09-30"),
    ("Od stycznia do maja 2024 roku uciekło 40 osób.", "2024-01-01", "2024-05-31"),
    ("W latach 2019–2023 uciekło 40 osób.", "2019-01-01", "2023-12-31"),
    ("W ciągu ostatnich dwóch tygodni uciekło 40 osób.", "2025-02-26", "2025-03-12"),
]


@pytest.mark.parametrize(("text", "start", "end"), WHEN)
def test_periods_are_read_by_the_calendar_of_the_folder(text: str, start: str, end: str) -> None:
    figure = only(text)
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == (start, end)


NO_FIGURES = [
    ("Skazano go na podstawie art. 337 ust. 2.", ["article_number", "article_number"]),
    ("Kolonia nr 7 milczy.", ["unit_designation"]),
    ("Zadzwoń pod numer 112.", ["phone"]),
    ("Dom stoi przy ul. Długiej 14.", ["address"]),
    ("W 2023 r. szpital zamknięto.", ["year"]),
]


@pytest.mark.parametrize(("text", "reasons"), NO_FIGURES)
def test_numbers_that_count_nothing_are_known_as_what_they_are(text: str, reasons: list[str]) -> None:
    found = reading(text)
    assert (found.figures, [over.reason for over in found.passed_over]) == ((), reasons)


def test_what_is_set_right_is_denied_and_the_right_number_stands() -> None:
    wrong, right = reading("Nie 40, lecz 14 osób zginęło w wypadku.").figures
    assert (wrong.negated, right.negated, right.bounds.lower) == (True, False, 14)


def test_a_need_is_no_count() -> None:
    assert only("Miasto potrzebuje co najmniej 300 lekarzy.").mood is Mood.NEED


@pytest.mark.parametrize("code", ["und", "cs", "bg", ""])
def test_a_language_without_a_folder_is_declined_in_words(code: str) -> None:
    """An empty reading would say that the text holds no figures: nobody has looked."""
    found = reading("Policie zadržela nejméně 40 osob.", code)
    assert found.declined is not None
    assert repr(code) in found.declined and "are not read" in found.declined
    assert (found.figures, found.statements) == ((), ())


def test_no_rule_names_polish() -> None:
    code = [path for path in FOLDER.parent.glob("*.py") if '"pl"' in path.read_text("utf-8")]
    assert code == []
    assert {path.suffix for path in Path(FOLDER, "pl").iterdir()} == {".toml", ".csv"}


def test_every_key_is_one_that_another_language_has() -> None:
    """A misspelt key would lie unread: nothing asks for it."""
    polish = languages().get("pl")
    others = [known for code in ("en", "ru", "uk") if (known := languages().get(code)) is not None]
    assert polish is not None and len(others) == 3
    for stem, lists in polish.tables.items():
        asked = {key for language in others for key in language.table(stem)}
        assert {key for key in lists if not key.startswith("endings.")} <= asked, stem
    roles = {row[0] for language in others for row in language.rows["numerals"]}
    assert {row[0] for row in polish.rows["numerals"]} <= roles
