"""Longer reports and how they are retold, in one language and across: honest retelling passes, laundering is named.

All reports, outlets and figures are invented.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportedly.press.laundering import Source, laundered
from reportedly.press.lexicon import language_of


def told(text: str, outlet: str, language: str = "en", published: date = date(2024, 5, 14), **more: str) -> Source:
    return replace(Source(outlet, text, language, published), **more)  # type: ignore[arg-type]


PIT = told(
    "At least 17 miners were killed and more than 40 injured in a methane blast at the Zarya pit near Karaganda on 3 May, the regional prosecutor's office said. Rescue workers evacuated 212 people. The Labour Ministry denied that 30 miners had died.",
    "Steppe Post",
)
LINES = told(
    "Mobile operators lost about 1.2 million subscribers in the first quarter of 2024, according to the consultancy Telewatch. A spokesperson for one operator claimed the loss was closer to 900,000.",
    "Ledger Daily",
)
NAMES = told(
    "Volunteers from Open Register have confirmed the names of 51,000 soldiers by 10 May 2024; the real number is believed to be higher. None of the names were taken from leaked lists.",
    "Open Register",
    compiler="Open Register",
    base="obituaries",
)
NAMES_AGAIN = told(
    "Citing Open Register, the newspaper writes that 51,000 soldiers have been identified.",
    "The Coast",
    echo_of="Open Register",
)
NAMES_RU = told(
    "По подсчётам «Открытого реестра», к 10 мая 2024 года установлены имена 51 000 погибших военных. Сведений о пропавших без вести нет.",
    "Открытый реестр",
    "ru",
    compiler="Открытый реестр",
    base="некрологи",
)
CASES_UK = told(
    "За даними «Відкритого реєстру», у березні 2024 року суди розглянули 312 справ про самовільне залишення частини, а в квітні — майже 400.",
    "Відкритий реєстр",
    "uk",
)
SQUARE = told(
    "Between 60 and 80 protesters were detained in Almaty on Saturday, the rights group Azat said. Most of them were released the same evening. A third were minors.",
    "Steppe Post",
)
CLINICS = told(
    "The governor said the region needs at least 2,500 doctors and plans to build 12 clinics by 2026.", "Steppe Post"
)
FLOOD = told(
    "Dozens of houses were flooded in the Orsk district, and several people may be missing, local officials reported.",
    "Steppe Post",
)
HERON = told(
    "Heron counts 690 fines in March 2024, on the basis of court sites.", "Heron", compiler="Heron", base="court sites"
)
KESTREL = told(
    "Kestrel counts 684 fines in March 2024, on the basis of interviews.",
    "Kestrel",
    compiler="Kestrel",
    base="interviews",
)
LAWDESK = told(
    "Since the start of the year courts have heard 1,450 cases of draft evasion, up from 980 in the same period of 2023, according to Lawdesk. The average fine was 30,000 roubles.",
    "Lawdesk",
)
SQUARE_RU = told(
    "«Кречет» насчитал не менее 230 задержанных на акциях в Минске и Гомеле в воскресенье, 24 марта. По данным МВД, задержали 180 человек.",
    "Кречет",
    "ru",
    date(2024, 3, 25),
)
SHELLING_UK = told(
    "Поліція повідомила, що внаслідок обстрілу Харкова загинули двоє людей, ще 11 поранено. За уточненими даними прокуратури, поранених 14.",
    "Новини Сходу",
    "uk",
    date(2024, 3, 25),
)
WARDS = told(
    "The union says some 3,500 nurses walked out on Tuesday. The ministry put the number at 1,900.", "Ward News"
)
FAMILIES = told(
    "Fewer than 200 of the 1,100 families have received compensation so far, the ombudsman reported in June 2024.",
    "Ward News",
    published=date(2024, 6, 20),
)
LIST = told(
    "A leaked list names 3,412 contract soldiers; Delta Group, which obtained it, could not verify it independently.",
    "Delta Group",
    base="leaked list",
)
LIST_AGAIN = told(
    "Citing Delta Group, the radio station said that 3,412 soldiers are on a leaked list.",
    "Radio Nine",
    echo_of="Delta Group",
)
FIRE = told(
    "No one was injured in the fire at the Lenin Street warehouse, the emergency service said. The fire covered 600 square metres.",
    "Ward News",
)
SCHOOLS = told("Half of the 48 schools in the district will close by September, the council said.", "Ward News")
COURTS_RU = told(
    "Суды вынесли 95 приговоров по делам о дезертирстве в первом полугодии 2023 года, следует из подсчётов «Кречета». За тот же период возбуждено около 300 дел.",
    "Кречет",
    "ru",
    date(2023, 7, 20),
)

Sources = Source | tuple[Source, ...]

HONEST: list[tuple[Sources, str]] = [
    (
        PIT,
        "A methane blast near Karaganda killed at least 17 miners on 3 May and injured more than 40, according to the regional prosecutor's office.",
    ),
    (
        PIT,
        "At least 17 people died in a methane blast near Karaganda, the prosecutor's office said; 212 people were evacuated.",
    ),
    (PIT, "The Labour Ministry denies that 30 miners died."),
    (PIT, "More than 40 miners were hurt, the Steppe Post reports."),
    (PIT, "Prosecutors speak of at least 17 dead miners."),
    (LINES, "Mobile operators lost roughly 1.2 million subscribers in the first quarter of 2024, Telewatch estimates."),
    (LINES, "Telewatch puts the loss at about 1.2 million subscribers between January and March 2024."),
    (LINES, "One operator claims that the loss was closer to 900,000, Ledger Daily writes."),
    (NAMES, "Open Register has confirmed the names of 51,000 soldiers by 10 May 2024."),
    (NAMES, "Open Register knows 51,000 soldiers by name as of May 2024. The real number is believed to be higher."),
    ((NAMES, NAMES_AGAIN), "Open Register has identified 51,000 soldiers; The Coast cites its count."),
    (NAMES_RU, "By 10 May 2024 the names of 51,000 dead soldiers were established, according to Otkryty Reyestr."),
    (NAMES_RU, "К 10 мая 2024 года «Открытый реестр» установил имена 51 тысячи погибших военных."),
    (
        CASES_UK,
        "У березні 2024 року суди розглянули 312 справ про самовільне залишення частини, повідомляє «Відкритий реєстр».",
    ),
    (
        CASES_UK,
        "In March 2024 courts heard 312 cases of absence without leave, and almost 400 in April, according to Vidkryty Reyestr.",
    ),
    (
        SQUARE,
        "Azat says that between 60 and 80 protesters were detained in Almaty; most were released the same evening.",
    ),
    (SQUARE, "At least 60 protesters were detained in Almaty on Saturday, according to the rights group Azat."),
    (SQUARE, "60 to 80 protesters were detained, the group Azat reported. A third of them were minors."),
    (CLINICS, "The region lacks at least 2,500 doctors, its governor says. It plans 12 clinics by 2026."),
    (FLOOD, "Dozens of houses in the Orsk district were flooded, officials reported; several people may be missing."),
    (
        (HERON, KESTREL),
        "Two counts differ: Heron has 690 fines in March 2024 from court sites, Kestrel 684 from interviews.",
    ),
    (
        LAWDESK,
        "Courts have heard 1,450 draft evasion cases since the start of the year, Lawdesk counts, up from 980 in the same period of 2023.",
    ),
    (LAWDESK, "Lawdesk: 1,450 cases of draft evasion this year. The average fine was 30,000 roubles."),
    (
        LAWDESK,
        "By Lawdesk's count, courts have heard more than 1,400 cases of draft evasion since the start of the year.",
    ),
    (
        SQUARE_RU,
        "Не менее 230 человек задержали на акциях в Минске и Гомеле, подсчитал «Кречет». МВД говорит о 180 задержанных.",
    ),
    (SQUARE_RU, "At least 230 people were detained at protests in Minsk and Homel on 24 March, according to Krechet."),
    (SQUARE_RU, "Krechet counts at least 230 people detained in Minsk and Gomel; the Interior Ministry says 180."),
    (SHELLING_UK, "Двоє людей загинули в Харкові, повідомила поліція. Прокуратура уточнила: 14 поранених."),
    (
        SHELLING_UK,
        "Two people were killed in the shelling of Kharkiv, police said; prosecutors later put the number of injured at 14.",
    ),
    (WARDS, "Some 3,500 nurses went on strike on Tuesday, by the union's count; the ministry says 1,900."),
    (WARDS, "According to the union, about 3,500 nurses walked out. The ministry speaks of 1,900."),
    (FAMILIES, "Fewer than 200 of 1,100 families have been compensated, the ombudsman says."),
    (
        (LIST, LIST_AGAIN),
        "A list obtained by Delta Group names 3,412 contract soldiers. It has not been independently verified.",
    ),
    (FIRE, "Nobody was hurt in the warehouse fire on Lenin Street, according to the emergency service."),
    (
        FIRE,
        "The fire spread over 600 square metres, the emergency service said, and no one at the warehouse was injured.",
    ),
    (SCHOOLS, "Half of the district's 48 schools are to close by September, the council says."),
    (COURTS_RU, "В первом полугодии 2023 года суды вынесли 95 приговоров за дезертирство, насчитал «Кречет»."),
    (
        COURTS_RU,
        "In the first half of 2023 courts passed 95 sentences for desertion, Krechet found; about 300 cases were opened.",
    ),
    (COURTS_RU, "У першому півріччі 2023 року суди винесли 95 вироків, за підрахунками «Кречета»."),
]

LAUNDERED: list[tuple[str, Sources, str]] = [
    ("lost_bound", PIT, "17 miners were killed near Karaganda on 3 May, the regional prosecutor's office said."),
    ("lost_hedge", PIT, "30 miners died near Karaganda, the Labour Ministry said."),
    ("number_changed", PIT, "At least 19 miners were killed, the prosecutor's office said."),
    ("unit_changed", PIT, "At least 17 miners were injured near Karaganda, the prosecutor's office said."),
    ("place_changed", PIT, "At least 17 miners were killed near Temirtau, the prosecutor's office said."),
    ("period_changed", PIT, "At least 17 miners were killed on 13 May, the prosecutor's office said."),
    ("attribution_lost", PIT, "At least 17 miners were killed near Karaganda on 3 May."),
    ("attribution_wrong", PIT, "At least 17 miners were killed near Karaganda on 3 May, trade unions said."),
    ("sum_of_overlapping", PIT, "57 miners were killed or injured, the prosecutor's office said."),
    ("lost_bound", LINES, "Operators lost 1.2 million subscribers in the first quarter of 2024, Telewatch says."),
    (
        "number_changed",
        LINES,
        "Operators lost about 12 million subscribers in the first quarter of 2024, Telewatch says.",
    ),
    (
        "period_changed",
        LINES,
        "Operators lost about 1.2 million subscribers in the second quarter of 2024, Telewatch says.",
    ),
    ("period_changed", LINES, "Operators lost about 1.2 million subscribers in 2023, Telewatch says."),
    ("difference_of_vintages", LINES, "The estimates of Telewatch and an operator differ by 300,000 subscribers."),
    (
        "several_sources",
        (NAMES, NAMES_AGAIN),
        "Several newspapers count 51,000 soldiers, among them Open Register and The Coast.",
    ),
    (
        "second_count_as_confirmation",
        (NAMES, NAMES_AGAIN),
        "Open Register counts 51,000 soldiers; The Coast confirms the figure.",
    ),
    ("zero_without_scope", NAMES_RU, "No soldiers are missing, according to Otkryty Reyestr."),
    ("unit_changed", CASES_UK, "In March 2024 312 soldiers were convicted of absence, according to Vidkryty Reyestr."),
    ("lost_bound", CASES_UK, "In April 2024 courts heard 400 cases of absence, according to Vidkryty Reyestr."),
    ("lost_bound", SQUARE, "80 protesters were detained in Almaty on Saturday, the rights group Azat said."),
    ("number_changed", SQUARE, "Hundreds of protesters were detained in Almaty, the rights group Azat said."),
    ("place_changed", SQUARE, "Between 60 and 80 protesters were detained in Astana, Azat said."),
    ("need_as_count", CLINICS, "The region hired at least 2,500 doctors, its governor says."),
    ("need_as_count", CLINICS, "The region has built 12 clinics, its governor says."),
    ("lost_hedge", FLOOD, "Several people are missing in the Orsk district, local officials reported."),
    ("number_changed", FLOOD, "Hundreds of houses were flooded in the Orsk district, officials reported."),
    (
        "difference_of_vintages",
        LAWDESK,
        "Courts heard 470 more cases of draft evasion than a year earlier, according to Lawdesk.",
    ),
    (
        "unit_changed",
        LAWDESK,
        "Since the start of the year 1,450 men were sentenced for draft evasion, according to Lawdesk.",
    ),
    ("sum_of_overlapping", (HERON, KESTREL), "Heron and Kestrel count 1,374 fines in March 2024."),
    ("attribution_wrong", (HERON, KESTREL), "Heron counts 684 fines in March 2024."),
    ("lost_bound", SQUARE_RU, "230 people were detained in Minsk and Homel on 24 March, according to Krechet."),
    ("lost_bound", SQUARE_RU, "В Минске и Гомеле задержали 230 человек, сообщает «Кречет»."),
    ("period_changed", SQUARE_RU, "At least 230 people were detained in Minsk on 24 April, according to Krechet."),
    ("place_changed", SQUARE_RU, "At least 230 people were detained at protests in Brest, according to Krechet."),
    ("attribution_wrong", SQUARE_RU, "МВД: задержано не менее 230 человек."),
    ("sum_of_overlapping", SQUARE_RU, "410 человек задержали на акциях, следует из данных «Кречета» и МВД."),
    ("unit_changed", SHELLING_UK, "В Харкові загинули 14 людей, повідомила прокуратура."),
    ("attribution_lost", WARDS, "About 3,500 nurses walked out on Tuesday."),
    ("lost_bound", WARDS, "Exactly 3,500 nurses walked out on Tuesday, the union says."),
    ("attribution_wrong", WARDS, "The ministry says that some 3,500 nurses walked out."),
    ("lost_bound", FAMILIES, "200 families have received compensation so far, the ombudsman says."),
    (
        "several_sources",
        (LIST, LIST_AGAIN),
        "Two independent sources name 3,412 contract soldiers, Delta Group and Radio Nine.",
    ),
    (
        "second_count_as_confirmation",
        (LIST, LIST_AGAIN),
        "3,412 contract soldiers are on the list of Delta Group, and Radio Nine has confirmed the number.",
    ),
    ("zero_without_scope", FIRE, "Nobody was injured, the emergency service said."),
    ("number_changed", SCHOOLS, "Most of the 48 schools will close by September, the council said."),
    ("number_changed", SCHOOLS, "A quarter of the 48 schools will close by September, the council said."),
    ("unit_changed", COURTS_RU, "95 soldiers were convicted of desertion in the first half of 2023, Krechet found."),
    ("unit_changed", COURTS_RU, "Krechet counts 95 cases of desertion opened in the first half of 2023."),
    ("period_changed", COURTS_RU, "In 2023 courts passed 95 sentences for desertion, Krechet found."),
    ("lost_bound", COURTS_RU, "«Кречет»: возбуждено 300 дел в первом полугодии 2023 года."),
]


def faults(brief: str, sources: Sources) -> set[str]:
    behind = sources if isinstance(sources, tuple) else (sources,)
    return {judgement.fault.value for judgement in laundered(brief, language_of(brief), behind)}


@pytest.mark.parametrize(("sources", "brief"), HONEST)
def test_honest_retelling_passes(sources: Sources, brief: str) -> None:
    assert faults(brief, sources) == set()


@pytest.mark.parametrize(("fault", "sources", "brief"), LAUNDERED)
def test_laundering_is_stopped_by_its_name(fault: str, sources: Sources, brief: str) -> None:
    assert fault in faults(brief, sources)
