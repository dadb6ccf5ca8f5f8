"""Retellings that widen or narrow: places, times, speakers, needs and zeros, in three languages. All invented."""

from __future__ import annotations

from datetime import date

import pytest

from reportedly.press.laundering import Source, laundered
from reportedly.press.lexicon import language_of

DAY = date(2025, 5, 14)


def told(
    outlet: str, text: str, *, echo_of: str | None = None, compiler: str | None = None, base: str | None = None
) -> Source:
    return Source(outlet, text, language_of(text), DAY, echo_of, compiler, base)


CLAIMS = told(
    "Ferry Lane Post",
    "Tenants filed 410 claims for flooded homes in the Podil district of Kyiv in April, the housing ledger Damp Walls reports.",
    compiler="Damp Walls",
    base="claims",
)
CALLS = told(
    "Сизый голубь",
    "На горячую линию «Тёплый дом» с января поступило около 5 300 звонков от призывников, сообщил проект.",
    compiler="Тёплый дом",
    base="звонки",
)
NEEDU = told("Жовтий трамвай", "Обласна лікарня просить 15 апаратів ШВЛ, сказав головний лікар; поки отримано чотири.")
ORD = told("Ash Street Echo", "The city has ordered 60 buses, the mayor of Poltava said on 3 May. None has arrived.")
SUM = told(
    "Пять углов",
    "За июнь и июль «Пожарная карта» насчитала 96 пожаров в Иркутске и Чите.",
    compiler="Пожарная карта",
    base="снимки",
)
WIT = told(
    "Harrow Bell", "A nurse told Harrow Bell that she had heard of 12 soldiers who froze to death near Kupiansk."
)
TWO1 = told(
    "Серая цапля",
    "Комитет матерей знает о 33 пропавших срочниках из Перми, сообщил его юрист.",
    compiler="Комитет матерей",
    base="обращения матерей",
)
TWO2 = told("Берег левый", "О 33 пропавших срочниках из Перми пишет «Серая цапля».", echo_of="Серая цапля")
ZE = told(
    "Flax Field Weekly",
    "Of the 27 schools in Sumy region that inspectors visited in February, none had a working shelter, the Safe Desk said.",
    compiler="Safe Desk",
    base="inspections",
)
ZU = told(
    "Кленовий лист",
    "За даними «Шкільної мапи», у лютому в жодній з 18 шкіл Сумського району не було уроків онлайн.",
    compiler="Шкільна мапа",
    base="анкети",
)
YR = told(
    "Old Mill Review",
    "The Frontier Count lists 5,120 deserters for the year 2024; it goes by court sites.",
    compiler="Frontier Count",
    base="court sites",
)
WAR = told(
    "Синий мост",
    "В 2024 году суды Самары вынесли 730 приговоров, посчитала «Правовая полка».",
    compiler="Правовая полка",
    base="сайты судов",
)
HOUSES = told("Вітряк", "У семи селах під Куп'янськом зруйновано до 40 будинків, повідомила військова адміністрація.")
SH = told(
    "Sedge Warbler",
    "Shelling damaged 19 houses in Kramatorsk and Sloviansk over the weekend, the regional prosecutor's office said.",
)
B1 = told(
    "Copper Lantern",
    "The Ink List counts 512 detained students, by lawyers' reports.",
    compiler="Ink List",
    base="lawyers' reports",
)
B2 = told(
    "Tin Whistle",
    "Working from the same lawyers' reports, Campus Watch has 498.",
    compiler="Campus Watch",
    base="lawyers' reports",
)
VOL = told(
    "Рыжий кот",
    "Волонтёры «Северного ветра» утверждают, что в Курске пропали не менее 150 человек.",
    compiler="Северный ветер",
    base="заявки",
)
PLAN = told(
    "Marsh Gazette",
    "The ministry plans to draft up to 30,000 reservists this autumn, according to a paper seen by Marsh Gazette.",
)
SECOND_A = told(
    "Juniper Wire", "Border guards turned back 88 men at the Chop crossing in August, a spokeswoman told Juniper Wire."
)
SECOND_B = told(
    "Лисий хвост",
    "«Карта обрывов» отметила 57 отключений электричества в Сумах с 1 по 10 марта; данные — от подписчиков.",
    compiler="Карта обрывов",
    base="сообщения подписчиков",
)
SECOND_C = told(
    "Білий крук",
    "Фонд «Тепла хата» роздав торік понад 2 400 печей у Херсоні, сказав його засновник.",
    compiler="Тепла хата",
    base="накладні",
)
SECOND_D = told(
    "Quillfeather",
    "According to the Prison Log, 19 inmates of a colony near Omsk refused food between 2 and 9 June.",
    compiler="Prison Log",
    base="letters",
)
SECOND_D2 = told(
    "Barley Row",
    "Nineteen inmates refused food, the Prison Log told Quillfeather.",
    echo_of="Quillfeather",
    compiler="Prison Log",
    base="letters",
)
SECOND_E = told(
    "Гнездо аиста", "Минобороны заказало 900 протезов на этот год, говорится в закупке, которую нашло «Гнездо аиста»."
)
SECOND_F = told(
    "Соняшник", "Очевидці кажуть, що в Лимані горіли щонайменше п'ять будинків; Соняшник не може цього перевірити."
)
SECOND_G = told(
    "Bramble Daily",
    "No deaths were recorded in the evacuation camps of Dnipro district in May, the Red Ward Register says.",
    compiler="Red Ward Register",
    base="clinic forms",
)
SECOND_I = told(
    "Каменный берег", "Никто из 45 срочников части под Читой не подписал контракт в мае, сообщил солдатский комитет."
)
SECOND_J = told(
    "Ліхтарник",
    "«Реєстр рейок» налічив 130 підірваних колій у Брянській області від початку війни.",
    compiler="Реєстр рейок",
    base="знімки",
)
SECOND_K = told(
    "Ліхтарник",
    "«Мапа депо» за тими самими знімками нарахувала 141 підірвану колію в Брянській області.",
    compiler="Мапа депо",
    base="знімки",
)
SECOND_M = told(
    "Osprey News", "The mayor of Marhanets said the town would get 25 generators by winter; six have arrived."
)
SECOND_N = told(
    "Пчелиный путь",
    "Профсоюз «Руль» сообщил о 310 уволенных водителях трамваев и автобусов в Казани и Уфе.",
    compiler="Руль",
    base="анкеты",
)

HONEST: list[tuple[Source | tuple[Source, ...], str]] = [
    (
        CLAIMS,
        "Damp Walls counts 410 claims for flooded homes in the Podil district of Kyiv in April, Ferry Lane Post reports.",
    ),
    (CLAIMS, "У квітні в Подільському районі Києва подали 410 заяв про затоплені оселі, пише Ferry Lane Post."),
    (
        CALLS,
        "Since January around 5,300 calls from conscripts have reached the hotline Tyoply Dom, Sizy Golub reports.",
    ),
    (CALLS, "«Тёплый дом» с января принял около 5 300 звонков от призывников, пишет «Сизый голубь»."),
    (NEEDU, "Лікарні потрібно 15 апаратів ШВЛ, каже головний лікар; чотири вже є, повідомляє «Жовтий трамвай»."),
    (NEEDU, "A regional hospital has asked for 15 ventilators and received four, its head doctor told Zhovty Tramvai."),
    (ORD, "Sixty buses have been ordered but none has arrived, the mayor of Poltava told Ash Street Echo."),
    (ORD, "Полтава замовила 60 автобусів, жоден ще не прибув, сказав мер виданню Ash Street Echo."),
    (SUM, "За июнь и июль в Иркутске и Чите случилось 96 пожаров, посчитала «Пожарная карта», пишут «Пять углов»."),
    (SUM, "«Пожарная карта» насчитала 96 пожаров в двух сибирских городах за два месяца, сообщают «Пять углов»."),
    (WIT, "A nurse says she has heard of 12 soldiers freezing to death near Kupiansk, Harrow Bell reports."),
    (WIT, "По слухам, о которых медсестра рассказала Harrow Bell, под Купянском замёрзли 12 солдат."),
    (
        (TWO1, TWO2),
        "Комитет матерей знает о 33 пропавших срочниках из Перми («Серая цапля»); «Берег левый» это пересказал.",
    ),
    (
        (TWO1, TWO2),
        "The Komitet Materey, a mothers' group, knows of 33 missing conscripts from Perm, Seraya Tsaplya reports.",
    ),
    (
        ZE,
        "None of the 27 schools that inspectors visited in Sumy region in February had a working shelter, the Safe Desk said.",
    ),
    (
        ZE,
        "У жодній із 27 шкіл Сумської області, які перевірили в лютому, немає робочого укриття, повідомляє Safe Desk.",
    ),
    (ZU, "У жодній з 18 шкіл Сумського району в лютому не вчилися онлайн, за даними «Шкільної мапи»."),
    (YR, "For 2024 the Frontier Count lists 5,120 deserters, Old Mill Review writes."),
    (YR, "За 2024 год Frontier Count насчитал 5 120 дезертиров, пишет Old Mill Review."),
    (WAR, "За 2024 год суды Самары вынесли более 700 приговоров, по подсчётам «Правовой полки»."),
    (WAR, "Courts in Samara passed 730 sentences in 2024, Pravovaya Polka counted, according to Siny Most."),
    (
        HOUSES,
        "До 40 будинків зруйновано в семи селах під Куп'янськом, пише «Вітряк» з посиланням на військову адміністрацію.",
    ),
    (
        HOUSES,
        "Up to 40 houses were destroyed in seven villages near Kupiansk, the military administration said, Vitriak reports.",
    ),
    (
        SH,
        "In Kramatorsk and Sloviansk 19 houses were damaged by shelling, prosecutors said, according to Sedge Warbler.",
    ),
    (
        SH,
        "19 будинків пошкоджено обстрілами в Краматорську та Слов'янську, повідомила прокуратура, пише Sedge Warbler.",
    ),
    (
        (B1, B2),
        "The Ink List counts 512 detained students and Campus Watch 498, both from the same lawyers' reports, Copper Lantern and Tin Whistle write.",
    ),
    (VOL, "Не менее 150 человек пропали в Курске, утверждает «Северный ветер», пишет «Рыжий кот»."),
    (VOL, "At least 150 people are missing in Kursk, volunteers of Severny Veter claim, according to Ryzhy Kot."),
    (
        PLAN,
        "The ministry wants to draft up to 30,000 reservists this autumn, according to a paper seen by Marsh Gazette.",
    ),
    (
        PLAN,
        "Министерство планирует этой осенью призвать до 30 000 резервистов, следует из бумаги, которую видела Marsh Gazette.",
    ),
    (SECOND_A, "In August border guards turned back 88 men at Chop, Juniper Wire reports."),
    (SECOND_A, "У серпні прикордонники не пропустили 88 чоловіків на переході Чоп, пише Juniper Wire."),
    (SECOND_B, "С 1 по 10 марта в Сумах 57 раз отключали электричество, следует из «Карты обрывов» («Лисий хвост»)."),
    (SECOND_B, "Karta Obryvov noted 57 power cuts in Sumy between 1 and 10 March, Lisy Khvost reports."),
    (SECOND_C, "Торік «Тепла хата» роздала в Херсоні понад 2 400 печей, пише «Білий крук»."),
    (
        (SECOND_D, SECOND_D2),
        "Nineteen inmates near Omsk refused food from 2 to 9 June, the Prison Log said; Barley Row repeats it after Quillfeather.",
    ),
    (SECOND_E, "Минобороны хочет купить 900 протезов, выяснило «Гнездо аиста» из закупки."),
    (SECOND_E, "The Defence Ministry has ordered 900 prostheses for this year, Gnezdo Aista found in a tender."),
    (SECOND_F, "За словами очевидців, у Лимані горіли щонайменше п'ять будинків, пише «Соняшник»."),
    (SECOND_F, "At least five houses burned in Lyman, eyewitnesses told Soniashnyk, which could not verify it."),
    (
        SECOND_G,
        "The Red Ward Register recorded no deaths in the evacuation camps of Dnipro district in May, Bramble Daily says.",
    ),
    (SECOND_G, "У таборах евакуації Дніпровського району в травні не зафіксовано жодної смерті, за Red Ward Register."),
    (
        SECOND_I,
        "В мае ни один из 45 срочников части под Читой не подписал контракт, сообщает солдатский комитет («Каменный берег»).",
    ),
    (
        SECOND_I,
        "None of the 45 conscripts of a unit near Chita signed a contract in May, a soldiers' committee said, according to Kamenny Bereg.",
    ),
    (
        (SECOND_J, SECOND_K),
        "«Реєстр рейок» налічив 130 підірваних колій, «Мапа депо» за тими самими знімками — 141, пише «Ліхтарник».",
    ),
    (SECOND_J, "Від початку війни в Брянській області підірвали 130 колій, за «Реєстром рейок»."),
    (SECOND_M, "Marhanets is to get 25 generators by winter and has six, its mayor said, Osprey News reports."),
    (SECOND_M, "Мер Марганця обіцяє 25 генераторів до зими, шість уже є, пише Osprey News."),
    (SECOND_N, "В Казани и Уфе уволили 310 водителей трамваев и автобусов, сообщает профсоюз «Руль»."),
    (SECOND_N, "The Rul union speaks of 310 tram and bus drivers dismissed in Kazan and Ufa, Pchelinyi Put reports."),
]

LAUNDERED: list[tuple[str, Source | tuple[Source, ...], str]] = [
    ("unit_changed", CLAIMS, "410 homes were flooded in the Podil district of Kyiv in April, Damp Walls reports."),
    ("place_changed", CLAIMS, "Damp Walls counts 410 claims for flooded homes in Kyiv in April."),
    (
        "period_changed",
        CLAIMS,
        "Damp Walls counts 410 claims for flooded homes in the Podil district of Kyiv this year.",
    ),
    (
        "attribution_wrong",
        CLAIMS,
        "410 claims were filed in the Podil district of Kyiv in April, the city council said, Ferry Lane Post reports.",
    ),
    ("unit_changed", CALLS, "Около 5 300 призывников обратились к юристам с января, сообщает «Тёплый дом»."),
    (
        "period_changed",
        CALLS,
        "За неделю на «Тёплый дом» поступило около 5 300 звонков от призывников, пишет «Сизый голубь».",
    ),
    ("need_as_count", NEEDU, "Лікарня отримала 15 апаратів ШВЛ, сказав головний лікар виданню «Жовтий трамвай»."),
    (
        "need_as_count",
        NEEDU,
        "В областной больнице появилось 15 аппаратов ИВЛ, сказал главный врач, пишет «Жовтий трамвай».",
    ),
    ("need_as_count", ORD, "Sixty buses arrived in Poltava, the mayor said, Ash Street Echo reports."),
    ("place_changed", SUM, "За июнь и июль в Иркутске случилось 96 пожаров, посчитала «Пожарная карта»."),
    ("period_changed", SUM, "«Пожарная карта» насчитала 96 пожаров в Иркутске и Чите за июль."),
    ("attribution_wrong", SUM, "За июнь и июль МЧС насчитало 96 пожаров в Иркутске и Чите, пишут «Пять углов»."),
    ("lost_hedge", WIT, "Twelve soldiers froze to death near Kupiansk, a nurse told Harrow Bell."),
    (
        "several_sources",
        (TWO1, TWO2),
        "О 33 пропавших срочниках из Перми сообщили два источника — «Серая цапля» и «Берег левый».",
    ),
    (
        "several_sources",
        (TWO1, TWO2),
        "33 срочника из Перми пропали, пишут разные издания, в их числе «Берег левый» и «Серая цапля».",
    ),
    ("zero_without_scope", ZE, "No school in Sumy region has a working shelter, the Safe Desk said."),
    ("zero_without_scope", ZE, "None of the schools had a working shelter in February, the Safe Desk said."),
    ("zero_without_scope", ZU, "У жодній школі не було уроків онлайн, за даними «Шкільної мапи»."),
    ("period_changed", YR, "Since the invasion the Frontier Count has listed 5,120 deserters, Old Mill Review writes."),
    ("attribution_wrong", YR, "The Ministry of Defence lists 5,120 deserters for 2024, according to Old Mill Review."),
    ("period_changed", WAR, "С начала войны суды Самары вынесли 730 приговоров, посчитала «Правовая полка»."),
    ("place_changed", WAR, "Суды России вынесли в 2024 году 730 приговоров, посчитала «Правовая полка»."),
    ("unit_changed", WAR, "В 2024 году в Самаре осудили 730 человек, посчитала «Правовая полка»."),
    (
        "unit_changed",
        HOUSES,
        "Під Куп'янськом зруйновано до 40 сіл, повідомила військова адміністрація, пише «Вітряк».",
    ),
    (
        "lost_bound",
        HOUSES,
        "40 будинків зруйновано під Куп'янськом, повідомила військова адміністрація, пише «Вітряк».",
    ),
    (
        "place_changed",
        SH,
        "Shelling damaged 19 houses in Sloviansk over the weekend, prosecutors said, according to Sedge Warbler.",
    ),
    ("attribution_wrong", SH, "Shelling damaged 19 houses in Kramatorsk and Sloviansk, residents told Sedge Warbler."),
    (
        "second_count_as_confirmation",
        (B1, B2),
        "The Ink List counts 512 detained students, in Copper Lantern; the 498 of Campus Watch, in Tin Whistle, back this up.",
    ),
    ("lost_hedge", VOL, "В Курске пропали не менее 150 человек, установил «Северный ветер»."),
    (
        "need_as_count",
        PLAN,
        "Up to 30,000 reservists were drafted this autumn, according to a ministry paper seen by Marsh Gazette.",
    ),
    (
        "unit_changed",
        SECOND_A,
        "Border guards turned back 88 cars at the Chop crossing in August, Juniper Wire reports.",
    ),
    (
        "period_changed",
        SECOND_A,
        "Border guards turned back 88 men at the Chop crossing in one day in August, Juniper Wire reports.",
    ),
    (
        "place_changed",
        SECOND_A,
        "Border guards turned back 88 men in Zakarpattia region in August, Juniper Wire reports.",
    ),
    (
        "attribution_wrong",
        SECOND_A,
        "Police turned back 88 men at the Chop crossing in August, the interior ministry told Juniper Wire.",
    ),
    ("period_changed", SECOND_B, "За год в Сумах 57 раз отключали электричество, следует из «Карты обрывов»."),
    (
        "place_changed",
        SECOND_B,
        "С 1 по 10 марта в Сумской области было 57 отключений электричества, отметила «Карта обрывов».",
    ),
    (
        "attribution_wrong",
        SECOND_B,
        "С 1 по 10 марта в Сумах было 57 отключений электричества, сообщила администрация города, пишет «Лисий хвост».",
    ),
    ("lost_bound", SECOND_C, "Торік «Тепла хата» роздала в Херсоні 2 400 печей, пише «Білий крук»."),
    ("period_changed", SECOND_C, "За місяць «Тепла хата» роздала в Херсоні понад 2 400 печей, пише «Білий крук»."),
    ("unit_changed", SECOND_C, "Торік «Тепла хата» допомогла понад 2 400 людям у Херсоні, пише «Білий крук»."),
    ("several_sources", (SECOND_D, SECOND_D2), "Nineteen inmates near Omsk refused food, two outlets found."),
    (
        "second_count_as_confirmation",
        (SECOND_D, SECOND_D2),
        "Nineteen inmates near Omsk refused food, the Prison Log said, and Barley Row has confirmed it.",
    ),
    ("place_changed", SECOND_D, "Nineteen inmates refused food in Russia between 2 and 9 June, the Prison Log says."),
    ("need_as_count", SECOND_E, "Минобороны получило 900 протезов, выяснило «Гнездо аиста»."),
    ("need_as_count", SECOND_E, "The Defence Ministry handed out 900 prostheses this year, Gnezdo Aista reports."),
    ("lost_bound", SECOND_F, "У Лимані горіли п'ять будинків, за словами очевидців, пише «Соняшник»."),
    ("attribution_wrong", SECOND_F, "Щонайменше п'ять будинків горіли в Лимані, повідомила поліція, пише «Соняшник»."),
    ("zero_without_scope", SECOND_G, "No deaths were recorded in May, the Red Ward Register says."),
    (
        "zero_without_scope",
        SECOND_I,
        "Ни один срочник не подписал контракт, сообщает солдатский комитет («Каменный берег»).",
    ),
    (
        "zero_without_scope",
        SECOND_I,
        "No conscripts near Chita signed a contract, a soldiers' committee said, according to Kamenny Bereg.",
    ),
    (
        "second_count_as_confirmation",
        (SECOND_J, SECOND_K),
        "«Мапа депо» незалежно підтверджує «Реєстр рейок»: 130 і 141 підірвана колія.",
    ),
    ("period_changed", SECOND_J, "Цього року в Брянській області підірвали 130 колій, за «Реєстром рейок»."),
    (
        "several_sources",
        (SECOND_J, SECOND_K),
        "Про 130 підірваних колій у Брянській області повідомляють три незалежні джерела, серед них «Ліхтарник».",
    ),
    ("need_as_count", SECOND_M, "Marhanets has 25 generators for the winter, its mayor told Osprey News."),
    (
        "attribution_wrong",
        SECOND_M,
        "Marhanets will get 25 generators by winter, the energy company said, according to Osprey News.",
    ),
    ("place_changed", SECOND_N, "В Казани уволили 310 водителей трамваев и автобусов, сообщает профсоюз «Руль»."),
    ("unit_changed", SECOND_N, "В Казани и Уфе сняли с линий 310 автобусов, сообщает профсоюз «Руль»."),
    ("attribution_lost", SECOND_N, "В Казани и Уфе уволили 310 водителей."),
    ("number_changed", SECOND_N, "В Казани и Уфе уволили 130 водителей, сообщает профсоюз «Руль»."),
]


def faults(brief: str, sources: Source | tuple[Source, ...]) -> set[str]:
    behind = sources if isinstance(sources, tuple) else (sources,)
    return {judgement.fault.value for judgement in laundered(brief, language_of(brief), behind)}


@pytest.mark.parametrize(("sources", "brief"), HONEST)
def test_honest_retelling_passes(sources: Source | tuple[Source, ...], brief: str) -> None:
    assert faults(brief, sources) == set()


@pytest.mark.parametrize(("fault", "sources", "brief"), LAUNDERED)
def test_laundering_is_stopped_by_its_name(fault: str, sources: Source | tuple[Source, ...], brief: str) -> None:
    assert fault in faults(brief, sources)


def test_a_name_that_holds_a_number_counts_nothing() -> None:
    source = told("Nine Windows", "Kestrel counts 12 fires in Odesa in May.", compiler="Kestrel")
    assert faults("Kestrel counts 12 fires in Odesa in May, Nine Windows reports.", source) == set()
