"""Whose word a figure is: the source and the chain it came by, in invented sentences of three languages."""

from __future__ import annotations

import pytest

from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of
from reportedly.read.sentences import sentences
from reportedly.read.speakers import Speaker, speaker_of
from reportedly.resources.languages import languages
from reportedly.types import HopKind, Span

PUBLISHED, CITES, TOLD, CALCULATED_FROM = HopKind.PUBLISHED, HopKind.CITES, HopKind.TOLD, HopKind.CALCULATED_FROM


def spoken(text: str, figure: str, code: str) -> Speaker:
    """Who stands behind `figure`, the first such words in `text`."""
    language = languages().get(code)
    assert language is not None
    stretches = list(sentences(text))
    start = text.index(figure)
    span = Span(start, start + len(figure))
    sentence = next(s for s in stretches if s.start <= start < s.end)
    return speaker_of(text, span, sentence, statements(text, stretches, cues_of(language)), language)


def chain(speaker: Speaker) -> list[tuple[HopKind, str]]:
    return [(hop.kind, hop.who) for hop in speaker.chain]


CHAINS = [
    ("ru", "В штабе «Ковылю» сообщили, что из части ушли 120 солдат.", "120", [(PUBLISHED, "Ковылю"), (TOLD, "штабе")]),
    (
        "ru",
        "«Ковылю» в профсоюзе подтвердили увольнение 40 человек.",
        "40",
        [(PUBLISHED, "Ковылю"), (TOLD, "профсоюзе")],
    ),
    (
        "ru",
        "Об увольнении 40 человек «Ковылю» рассказал директор завода.",
        "40",
        [(PUBLISHED, "Ковылю"), (TOLD, "директор завода")],
    ),
    (
        "ru",
        "В разговоре с «Ковылём» директор завода признал, что уволены 40 человек.",
        "40",
        [(PUBLISHED, "Ковылём"), (TOLD, "директор завода")],
    ),
    (
        "ru",
        "По данным профсоюза, которые приводит «Ковыль», уволены 40 человек.",
        "40",
        [(PUBLISHED, "Ковыль"), (CITES, "профсоюза")],
    ),
    (
        "ru",
        "В письме профсоюза, которое опубликовал «Ковыль», говорится о 40 уволенных.",
        "40",
        [(PUBLISHED, "Ковыль"), (CITES, "профсоюза")],
    ),
    (
        "uk",
        "У штабі виданню «Ковила» повідомили, що з частини пішли 120 солдатів.",
        "120",
        [(PUBLISHED, "виданню «Ковила»"), (TOLD, "штабі")],
    ),
    (
        "uk",
        "За даними профспілки, які наводить «Степ», звільнено 40 людей.",
        "40",
        [(PUBLISHED, "Степ"), (CITES, "профспілки")],
    ),
    (
        "uk",
        "Про звільнення 40 людей «Степу» розповів директор заводу.",
        "40",
        [(PUBLISHED, "Степу"), (TOLD, "директор заводу")],
    ),
    (
        "en",
        "Citing the river ministry, which cites the Reed Monitor, delta.example writes that 684 wells ran dry.",
        "684",
        [(PUBLISHED, "delta.example"), (CITES, "the river ministry"), (CITES, "the Reed Monitor")],
    ),
    (
        "en",
        "The Harbour Gazette reported on Friday, citing two officials, that 45 men had deserted.",
        "45",
        [(PUBLISHED, "The Harbour Gazette"), (CITES, "two officials")],
    ),
    (
        "en",
        "At least 60 men left, the Harbour Gazette reports, with reference to the Reed Monitor.",
        "60",
        [(PUBLISHED, "the Harbour Gazette"), (CITES, "the Reed Monitor")],
    ),
    (
        "en",
        '"We counted 17 bodies," the surgeon told the Reed Monitor.',
        "17",
        [(PUBLISHED, "the Reed Monitor"), (TOLD, "the surgeon")],
    ),
    (
        "en",
        "Courts passed 410 sentences, according to the Reed Monitor, which counts from court sites.",
        "410",
        [(PUBLISHED, "the Reed Monitor"), (CALCULATED_FROM, "court sites")],
    ),
    (
        "en",
        "The governor said that doctors had counted 40 wounded.",
        "40",
        [(PUBLISHED, "The governor"), (CITES, "doctors")],
    ),
    (
        "ru",
        "Как пишет «Речной вестник» со ссылкой на «Камышовый листок», который цитирует реестр, осушено 52 пруда.",
        "52",
        [(PUBLISHED, "Речной вестник"), (CITES, "Камышовый листок"), (CITES, "реестр")],
    ),
    (
        "ru",
        "Ссылаясь на двух чиновников, «Речной вестник» пишет, что сбежали 45 человек.",
        "45",
        [(PUBLISHED, "Речной вестник"), (CITES, "двух чиновников")],
    ),
    (
        "ru",
        "Камышница, которая считает по сайтам судов, насчитала 684 приговора.",
        "684",
        [(PUBLISHED, "Камышница"), (CALCULATED_FROM, "сайтам судов")],
    ),
    (
        "ru",
        "Врач рассказала «Речному вестнику», что погибли 17 человек.",
        "17",
        [(PUBLISHED, "Речному вестнику"), (TOLD, "Врач")],
    ),
    (
        "ru",
        "Как рассказал изданию «Речной вестник» хирург, погибли 17 человек.",
        "17",
        [(PUBLISHED, "изданию «Речной вестник»"), (TOLD, "хирург")],
    ),
    (
        "uk",
        "«Річкова хвиля» з посиланням на джерело у штабі повідомила про 45 дезертирів.",
        "45",
        [(PUBLISHED, "Річкова хвиля"), (CITES, "джерело у штабі")],
    ),
    (
        "uk",
        "До судів надійшло 1064 справи, за даними Очерету, який рахує за сайтами судів.",
        "1064",
        [(PUBLISHED, "Очерету"), (CALCULATED_FROM, "сайтами судів")],
    ),
    (
        "uk",
        "«Річковій хвилі» комбат розповів, що зникли 14 бійців.",
        "14",
        [(PUBLISHED, "Річковій хвилі"), (TOLD, "комбат")],
    ),
    (
        "en",
        "At least 12 men fled, the sergeant said in an interview with the Reed Monitor.",
        "12",
        [(PUBLISHED, "the Reed Monitor"), (TOLD, "the sergeant")],
    ),
    (
        "en",
        "At least 12 men fled, the sergeant said, as quoted by Reed Wire.",
        "12",
        [(PUBLISHED, "Reed Wire"), (CITES, "the sergeant")],
    ),
    (
        "en",
        "By the Reed Monitor's count from court sites, 312 cases were heard.",
        "312",
        [(PUBLISHED, "the Reed Monitor"), (CALCULATED_FROM, "court sites")],
    ),
    (
        "en",
        "The Reed Monitor calculated from court sites that 312 cases were heard.",
        "312",
        [(PUBLISHED, "The Reed Monitor"), (CALCULATED_FROM, "court sites")],
    ),
    (
        "en",
        "The Reed Monitor wrote that, according to the army, 12 men fled.",
        "12",
        [(PUBLISHED, "The Reed Monitor"), (CITES, "the army")],
    ),
    (
        "ru",
        "Как сообщили «Камышу» в штабе, сбежали 12 человек.",
        "12",
        [(PUBLISHED, "Камышу"), (TOLD, "штабе")],
    ),
    (
        "ru",
        "«Камыш» приводит слова сержанта о 12 беглецах.",
        "12",
        [(PUBLISHED, "Камыш"), (CITES, "сержанта")],
    ),
    (
        "ru",
        "По подсчётам «Камыша» на основе сайтов судов, вынесено 312 приговоров.",
        "312",
        [(PUBLISHED, "Камыша"), (CALCULATED_FROM, "сайтов судов")],
    ),
    (
        "uk",
        "У коментарі виданню «Очерет» сержант повідомив про 12 утікачів.",
        "12",
        [(PUBLISHED, "виданню «Очерет»"), (TOLD, "сержант")],
    ),
]


@pytest.mark.parametrize(("code", "text", "figure", "expected"), CHAINS)
def test_a_chain_runs_from_the_outermost_party_to_the_origin(
    code: str, text: str, figure: str, expected: list[tuple[HopKind, str]]
) -> None:
    assert chain(spoken(text, figure, code)) == expected


def test_the_source_is_the_last_party_before_what_a_count_was_calculated_from() -> None:
    text = "Courts passed 410 sentences, according to the Reed Monitor, which counts from court sites."
    assert spoken(text, "410", "en").source == "the Reed Monitor"


SOURCES = [
    ("en", "Medics say 40 were hurt, the town hall says 14.", "40", "Medics"),
    ("en", "Medics say 40 were hurt, the town hall says 14.", "14", "the town hall"),
    ("en", "The mayor visited the camp and said that 40 tents were missing.", "40", "The mayor"),
    ("en", "It said 40 people were treated.", "40", None),
    ("en", "Moths ate 40 coats or 50, the tailor is not sure.", "40", "the tailor"),
    ("ru", "Осуждены 140 военных. Об этом сообщила пресс-служба суда.", "140", "пресс-служба суда"),
    ("ru", "Из отчёта, который опубликовал фонд, следует, что закрыто 62 дела.", "62", "фонд"),
    ("uk", "Засуджено 140 військових. Про це повідомила прокуратура.", "140", "прокуратура"),
    ("en", "The union claims 5,000 took part, while police counted 800.", "5,000", "The union"),
    ("en", "The union claims 5,000 took part, while police counted 800.", "800", "police"),
    ("en", "Six villages are cut off, the warden wrote. Two bridges fell.", "Two", None),
    ("en", "The court jailed 9 men; the lawyer says 4 will appeal.", "9", None),
    ("en", "The court jailed 9 men; the lawyer says 4 will appeal.", "4", "the lawyer"),
    ("en", "A medic told journalists that 12 conscripts were ill.", "12", "A medic"),
    ("en", "Data from the statistics office show that 5,400 firms closed.", "5,400", "the statistics office"),
    ("en", "An unknown number fled, the guild said; it has verified nine.", "nine", "the guild"),
    ("en", "The report says 31 were jailed; there is no information on the rest.", "no information", None),
    ("en", "About 30 vehicles burnt, a source close to the staff said.", "30", "a source close to the staff"),
    ("ru", "В МЧС сообщили, что под завалами остаются 40 человек.", "40", "МЧС"),
    ("ru", "Дом рухнул, уточнили в мэрии; погибли трое.", "трое", "мэрии"),
    ("ru", "По словам сестры солдата, его держат с 40 другими.", "40", "сестры солдата"),
    ("ru", "О 12 погибших сообщил губернатор; ещё 30 человек ранены.", "12", "губернатор"),
    ("ru", "О 12 погибших сообщил губернатор; ещё 30 человек ранены.", "30", "губернатор"),
    ("ru", "Адвокат сказала, что держат 15 человек. По её словам, еды хватает на десятерых.", "десятерых", "Адвокат"),
    ("ru", "Полиция задержала 14 человек.", "14", None),
    ("uk", "У ДСНС повідомили, що під завалами лишаються 40 людей.", "40", "ДСНС"),
    ("uk", "Мешканці твердять, що згоріло 40 хат, а влада визнає лише дванадцять.", "дванадцять", "влада"),
    ("uk", "Згідно зі звітом інспекції, закрито 14 шахт.", "14", "звітом інспекції"),
    ("uk", "Лісгосп не має жодної інформації про збитки.", "жодної інформації", "Лісгосп"),
]


@pytest.mark.parametrize(("code", "text", "figure", "expected"), SOURCES)
def test_a_figure_has_the_source_that_its_sentence_names(
    code: str, text: str, figure: str, expected: str | None
) -> None:
    speaker = spoken(text, figure, code)
    assert (speaker.source, speaker.chain) == (expected, ())
