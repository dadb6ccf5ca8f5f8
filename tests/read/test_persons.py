"""Who is named in a text, who of them is private, and what near them could help find them. All names are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.read.persons import persons_of
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import PersonalDetail, PersonMention


def found(
    language: str, text: str, public: tuple[str, ...] = (), others: tuple[str, ...] = ()
) -> tuple[tuple[PersonMention, ...], tuple[PersonalDetail, ...]]:
    known = languages().get(language)
    assert known is not None
    return persons_of(text, known, gazetteer(), public, others)


def private(language: str, text: str, **more: tuple[str, ...]) -> list[str]:
    return [m.quote.words for m in found(language, text, **more)[0] if not m.public]


def public(language: str, text: str, **more: tuple[str, ...]) -> list[str]:
    return [m.quote.words for m in found(language, text, **more)[0] if m.public]


def details(language: str, text: str) -> list[tuple[str, str]]:
    return [(d.what, d.quote.words) for d in found(language, text)[1]]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Corporal Baatr Mandzhikeev and two others fled to Armenia.", ["Baatr Mandzhikeev"]),
        ("en", "Yulia Navolskaya said Artyom had been taken to Luhansk.", ["Yulia Navolskaya", "Artyom"]),
        ("en", "His name was Sanjar; he came from Osh.", ["Sanjar"]),
        ("en", "Boris B., a deserter, spoke of Chad and Sudan.", ["Boris B."]),
        ("en", "The Tebekovs waited. Private Dugarkin did not call.", ["Tebekovs", "Dugarkin"]),
        ("en", "Pyotr Zlobnin fled in May. Zlobnin's mother waits.", ["Pyotr Zlobnin", "Zlobnin"]),
        ("en", "the sailor vitaly grubkin has run away", ["vitaly grubkin"]),
        ("en", "Bato never came back. At Pokrovsk Dashi was given a shovel.", ["Bato", "Dashi"]),
        ("en", "KILLED IN ACTION: TUDUP ORBOV, TIR BALAN", ["TUDUP ORBOV", "TIR BALAN"]),
        ("en", "de Loza told Frost that Wolf and van der Brugg had refused.", ["de Loza", "Frost", "Wolf", "van der Brugg"]),
        ("en", "They buried him by the barracks. Rustam-aka's sons came.", ["Rustam-aka"]),
        ("en", "In the matter of Mwanji, J.; and the Dashiyn family.", ["Mwanji, J.", "Dashiyn"]),
        ("en", "Soldier Flees Base After Beating, Says Zorikto Lubin", ["Zorikto Lubin"]),
        ("en", "Ion and Dorina Rusnakou waited.", ["Ion", "Dorina Rusnakou"]),
        ("en", 'He was "Zhorik" to his friends.', ["Zhorik"]),
        ("en", "He was called Christian. Christian's boots came back.", ["Christian", "Christian"]),
        ("en", "Anna Bishop waited. Later Bishop wrote again.", ["Anna Bishop", "Bishop"]),
        ("en", "She waits, said Deborah Brimble, who represents him before a tribunal.", ["Deborah Brimble"]),
        ("ru", "Приговор братьям: Исламу — пять лет, Мураду — шесть.", ["Исламу", "Мураду"]),
        ("ru", "Газета писала о Думитраше Бырлэ. Бырлэ молчит.", ["Думитраше Бырлэ", "Бырлэ"]),
        ("ru", "Искали какого-то Маму Гаджибеева.", ["Маму Гаджибеева"]),
        ("ru", "юдакин виталий ушёл ночью", ["юдакин виталий"]),
        ("uk", "Лемчук — виправданий; Січень — помер до вироку.", ["Лемчук", "Січень"]),
        ("uk", "Солдата ПИЛИПЧУКА покарати. Рапорт подав КРИВОНОС, свідок — ДОВГОПОЛА.", ["ПИЛИПЧУКА", "КРИВОНОС", "ДОВГОПОЛА"]),
        ("uk", "Надія, дружина зниклого, чекає.", ["Надія"]),
        ("uk", "мого брата сашка ковтуненка кинули", ["сашка ковтуненка"]),
        ("en", "Men knew Sergeant Young. Young kept quiet.", ["Young", "Young"]),
        ("en", "He lives with Grace.", ["Grace"]),
        ("en", "Kim and Ri, both 20, were photographed.", ["Kim", "Ri"]),
        ("ru", "Список: Волга А. А., Дон С. С.", ["Волга А. А.", "Дон С. С."]),
        ("en", "Paris, his brother, stayed.", ["Paris"]),
        ("ru", "Пётр Козюлин ушёл. «Козюлин» молчит. Вышла газета «Козюлин».", ["Пётр Козюлин", "Козюлин"]),
        ("ru", "вася пупков звонил. Цыбен-\nжапов молчит.", ["вася пупков", "Цыбен-\nжапов"]),
        ("ru", "С Гулиеным знаком. За ним ушёл Мороз, утром Сорока сбежал.", ["Гулиеным", "Мороз", "Сорока"]),
        ("ru", "Напротив фамилии «Доржуй» стоит «200».", ["Доржуй"]),
        ("ru", "Список: Апостолов Д., Ни Г., Р.-М. Гаджибенов.", ["Апостолов Д.", "Ни Г.", "Р.-М. Гаджибенов"]),
        ("ru", "Разыскивается Dzhumanov Ulugbekzod, он же Пак Дон.", ["Dzhumanov Ulugbekzod", "Пак Дон"]),
        ("uk", "Петрику, повертайся! Суд засудив Сороку, Юрко Середа чекає.", ["Петрику", "Сороку", "Юрко Середа"]),
        ("ru", "Командир роты Иванченков бил Тимура и Аюра; Аюр сбежал.", ["Иванченков", "Тимура", "Аюра", "Аюр"]),
        ("ru", "ОРЕХОВКИН ДЕНИС ПАВЛОВИЧ, розыск.", ["ОРЕХОВКИН ДЕНИС ПАВЛОВИЧ"]),
        ("ru", "Военнослужащий по имени Бато просит убежища.", ["Бато"]),
        ("ru", "Житель Бурятии Дугаркин бежал в Монголию.", ["Дугаркин"]),
        ("ru", "Ш. и Т. ушли ночью, Ю. остался.", ["Ш.", "Т."]),
        ("ru", "Роман Шалыгин бежал. Роману дали пять лет.", ["Роман Шалыгин", "Роману"]),
        ("ru", "Кузнечихин и Мельник ушли 2 мая. Мельника поймали.", ["Кузнечихин", "Мельник", "Мельника"]),
        ("ru", "Жена министра Анна Беловеская живёт у моря.", ["Анна Беловеская"]),
        ("uk", "Волонтерка Леся Ганжа-Кут перекладала.", ["Леся Ганжа-Кут"]),
        ("uk", "Мешканець Рівного Сидорчак переплив річку.", ["Сидорчак"]),
        ("uk", "Солдат Петро К. та його сестра Марічка мовчать.", ["Петро К.", "Марічка"]),
        ("uk", "Суд відмовив Гаврилючкові.", ["Гаврилючкові"]),
    ],
)  # fmt: skip
def test_private_persons_are_found_as_written(language: str, text: str, expected: list[str]) -> None:
    assert private(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Wagner Group and Roskomnadzor did not comment, Reuters wrote from Tbilisi on Monday."),
        ("en", "Hope faded in August. May was worse, officials in Rostov said."),
        ("en", "The Lena Morris Foundation and the ship Ivan Kruzin are known in Odesa."),
        ("en", "St. George's Day passed on Mira Avenue."),
        ("ru", "Надежда угасла. Роман о войне вышел в мае, слава досталась другим."),
        ("ru", "Верховный суд и Главная военная прокуратура отказали. Европейский суд молчит."),
        ("ru", "На улице Чехова и у метро Пушкинская, в посёлке имени Дорогина, стоят патрули."),
        ("ru", "Издание «Анна Сергеевна» пишет о войне. Взрывов не было."),
        ("en", "The courts received 718 cases under Article 337, Part 5, writes Racurso, which cites others."),
        ("en", "Wreaths from the Young Army lay there. Don't stop. Spanish and Dutch volunteers left."),
        ("ru", "Вспышка разрослась. Друзья, это Троица. Фото: архив. Учли не всё, выступили многие."),
        ("ru", "Живут на улице Адмирала Фокинского и в квартале Якирова."),
        ("uk", "Пожежа в гуртожитку. Новорічна ніч. У Полтаві горіла крамниця. Ухвала. Розвідка мовчить."),
        ("uk", "Шевченківський суд Києва та Печерський районний суд відмовили."),
        ("uk", "Фонд «Тарас і Соломія» працює. Люди з Тернополя пішли. Любов і віра лишилися."),
        ("uk", ""),
    ],
)
def test_places_courts_titles_and_words_are_no_persons(language: str, text: str) -> None:
    assert private(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Prime Minister Jonas Veldt met Ana Torm. Veldt said nothing.", ["Jonas Veldt", "Veldt"]),
        ("en", "The ambassador, Daulet Omirzin, spoke.", ["Daulet Omirzin"]),
        ("en", "The register is kept by a fund led by Halyna Verbytovska.", ["Halyna Verbytovska"]),
        ("ru", "Председатель комитета солдатских матерей Валентина Огородная пишет.", ["Валентина Огородная"]),
        ("ru", "Выступила Б. Ж. Чимитова, депутат хурала.", ["Б. Ж. Чимитова"]),
        (
            "en",
            "Marit Solheim, who for three years has headed the commission, met Prime Minister Ove Lind.",
            ["Marit Solheim", "Ove Lind"],
        ),
        ("en", "Kjell Moen, the county's chief of police, spoke.", ["Kjell Moen"]),
        ("en", "Vladimir Putin and Donald Trump spoke by telephone.", ["Vladimir Putin", "Donald Trump"]),
        (
            "ru",
            "Директор фонда «Тёплый дом» Инесса Морева рассказала. Прокурор: Бабий Т. О.",
            ["Инесса Морева", "Бабий Т. О."],
        ),
        ("uk", "Речник прикордонної служби Андрій Демчак відмовився.", ["Андрій Демчак"]),
    ],
)
def test_an_office_makes_a_person_public(language: str, text: str, expected: list[str]) -> None:
    assert public(language, text) == expected


def test_whom_the_desk_lists_is_public_in_every_case_and_nobody_else_of_that_surname() -> None:
    text = "Игоря Сорочкина ждали. Сорочкин приехал. Анна Сорочкина молчит."
    assert public("ru", text, public=("Игорь Сорочкин",)) == ["Игоря Сорочкина", "Сорочкин"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Minister Olga Loza left. Private Loza deserted.", ["Loza"]),
        ("en", "Ana Ruzhin, spokeswoman for the court, Egor Dyatkin pleaded guilty.", ["Egor Dyatkin"]),
        ("ru", "Прокурор Зуев просил для Зуевой штраф.", ["Зуевой"]),
        ("ru", "Тёзка президента Владимир Щукарь получил повестку.", ["Владимир Щукарь"]),
    ],
)
def test_an_office_of_somebody_else_makes_nobody_public(language: str, text: str, expected: list[str]) -> None:
    assert private(language, text) == expected


def test_outlets_and_compilers_of_the_desk_are_no_persons() -> None:
    assert private("en", "Verna Ostrovska wrote that 12 fled.", others=("Verna Ostrovska",)) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Denys Prokhin, aged 31, a plumber, lives in Tver.",
         [("age", "aged 31"), ("occupation", "plumber"), ("address", "Tver")]),
        ("en", 'Bogdan "Lynx" Seredin of the 2nd battalion has two small sons.',
         [("call_sign", "Lynx"), ("unit", "2nd battalion"), ("family", "two small sons")]),
        ("en", "Oksana Lapina: +7 (999) 123-45-67", [("phone", "+7 (999) 123-45-67")]),
        ("ru", "48-летний Пётр Скворкин, слесарь из Вольска, ушёл из в/ч 12345.",
         [("age", "48-летний"), ("occupation", "слесарь"), ("address", "Вольска"), ("unit", "в/ч 12345")]),
        ("ru", "Рустам Т. хранил паспорт 9204 123456, у него трое детей.",
         [("id_number", "9204 123456"), ("family", "трое детей")]),
        ("uk", "Хлопець із позивним «Грім» утік. Грім тепер у Румунії.",
         [("call_sign", "Грім"), ("call_sign", "Грім")]),
        ("uk", "Обвинувачений Х. жив у с. Вільхове, вул. Польова, 12.", [("address", "с. Вільхове, вул. Польова, 12")]),
        ("en", "Ilia Kornin, 1987–2023, a tram conductor, leaves a wife and three boys.",
         [("age", "1987–2023"), ("occupation", "tram conductor"), ("family", "leaves a wife"), ("family", "and three boys")]),
        ("en", "A former tiler, Ignat Rubin, now fifty-three, worked as a stoker.",
         [("occupation", "former tiler"), ("age", "now fifty-three"), ("occupation", "stoker")]),
        ("ru", "Савва Пухов, 24 года, помощник повара из Кинешмы.",
         [("age", "24 года"), ("occupation", "помощник повара"), ("address", "Кинешмы")]),
        ("uk", "Зник Абдулла Сеїтор, 49, Одеса, вул. Польова, 4.", [("age", "49"), ("address", "Одеса, вул. Польова, 4")]),
        ("en", "Will Tarrant drove the van. Tarrant is now in Bristol.", [("address", "Bristol")]),
        ("en", "The Rusnakovs buried their son in Cahul.", [("address", "Cahul")]),
        ("ru", "Уехал Пётр Бырлэ. Мать, Аурика, в Сороках ждёт.", [("address", "Сороках")]),
        ("uk", "Віра Пелагешко, переселенка з Бахмута, співає.", [("occupation", "переселенка"), ("address", "Бахмута")]),
        ("en", "The hotline is +44 20 7946 0000; a man aged 31 called from the 2nd battalion.", []),
    ],
)  # fmt: skip
def test_details_stand_near_a_private_person(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(what, words.strip()) for what, words in details(language, text)] == expected


NAMES = st.sampled_from(
    ["Иван", "Петров", "Ж.", "«Кот»", "Hope", "Judge", "в/ч 12345", "№", "О’Нил", "42", ", ", ". ", "\n"]
)


@settings(max_examples=150, deadline=None)
@given(
    language=st.sampled_from(["en", "ru", "uk"]),
    text=st.one_of(st.text(max_size=200), st.lists(NAMES, max_size=25).map(" ".join)),
)
def test_any_text_is_taken_and_every_span_slices_back(language: str, text: str) -> None:
    mentions, near = found(language, text)
    for quote in [m.quote for m in mentions] + [d.quote for d in near]:
        assert quote.words == quote.span.of(text) != ""
