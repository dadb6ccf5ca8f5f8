"""What counts rest on, as kinds of base, from the words that reports use for it."""

from __future__ import annotations

import re
from functools import cache

KINDS: dict[str, str] = {
    "courts": r"court\w*'?s? (?:\w+ ){0,3}(?:sites?|websites?|records?|calendars?|lists?|dockets?|files?|rulings?)|"
    r"(?:calendar|list|record|registr|decision|docket|ruling|judgment|verdict)\w* (?:\w+ ){0,6}courts?|"
    r"possession orders|rulings|court regist|сайт\w* (?:\w+ ){0,2}суд|"
    r"суд\w* (?:\w+ ){0,2}(?:сайт|картотек|реестр|реєстр|баз|решени|рішен|текст)|"
    r"тексты? (?:решений|приговоров)|текст\w* (?:рішень|вироків)|реєстр|реестр",
    "relatives": r"famil(?:y|ies)|relatives|mothers|wives|widows|родственник|родны[хе]|семь[ияе]|матер[ие]|"
    r"родич|рідн(?:і|их)|родин(?!н)|близки[хем]",
    "callers": r"(?:phone|incoming) calls|takes? calls|calls (?:from|come|to its|to the)|callers|hotline|helpline|by phone|telephone|"
    r"звон|телефон|дзвін(?:к|о)|дзвон|гаряч\w+ лін",
    "press": r"newspaper|obituar|local papers?|notices|газет|печат|некролог|прес[аиіу]\b|оголошен|извещени|сповіщен",
    "leaks": r"leak|insider|слит[ыоа]|утечк|злит[іао]|витік|витоку",
    "hospitals": r"hospital|clinic|admissions|morgue|patients|больни|госпитал|морг|лікарн|клінік|клиник|пациент|пацієнт|шпитал",
    "crews": r"ambulance|paramedic|rescue(?:rs)?\b|call-?outs?|скорой|швидк\w+ допомог|бригад|парамедик|спасател|рятувальник|виїзд|выезд",
    "images": r"satellite|aerial|drone (?:images|photos|footage)|спутник|супутник|аэрофот|аерофот|знімк|снимк",
    "videos": r"videos?\b|footage|видео|відео|кадр[ыіио]",
    "instruments": r"sensor|gauge|sonar|echo sounder|transponder|ship signals|датчик|ехолот|эхолот|прибор|прилад|сигнал|транспондер",
    "weighing": r"weigh(?:ed|ing|s)|зваж|взвеш|взвес",
    "survey": r"interview|questionnaire|survey(?:ed| of)|polled|"
    r"asked (?:residents|people|families|patients|soldiers|workers|drivers|households|parents)|"
    r"опрос|опит|анкет|интервью|інтерв",
    "witnesses": r"witness|told (?:the|by)|testimon|рассказ|свидетел|очевид|свідк|розпові|свідчен|residents said",
    "visits": r"visited|visits to|walked|swam|inspect|went from|door to door|"
    r"обош|объезд|осмотр|проверк|обійш|обстеж|перевірк|огляд|інспектор|инспектор|акти\b|акты\b",
    "boards": r"departure boards?|arrival boards?|timetable|schedule|табло|расписан|розклад",
    "logs": r"port'?s? (?:own )?logs?|logbook|ledger of|журнал|вахтен",
    "graves": r"cemeter|graves?\b|burial|кладбищ|могил|захорон|цвинтар|кладовищ|похован",
    "photographs": r"photograph|photos\b|фотограф|світлин|фото\b",
    "registers": r"tax records|land register|civil registr|probate|нотари|нотар|загс|рацс|наследств|спадков",
    "money": r"budget|contracts?|tender|procurement|бюджет|договор|закупк|закупівл|договір|договори",
    "app": r"\bapp\b|online form|приложени|застосун|чат-бот|бот[ау]?\b",
    "reporters": r"our (?:own )?(?:reporters?|correspondents?|journalists)|reporters? (?:from|of|counted|walked|went|visited)|"
    r"наш\w* (?:корреспондент|журналист|кореспондент|журналіст)|(?:корреспондент|журналист|кореспондент|журналіст)\w* "
    r"(?:насчит|обош|объех|подсч|нарах|обійш|об'їх|порах)",
    "police": r"police (?:reports?|records?|data)|полици\w+ (?:сводк|данн)|сводк|зведен",
    "officials": r"(?:ministry|administration|prosecutors?|authorit(?:y|ies)|police|inspectorate) (?:\w+ ){0,3}"
    r"(?:recorded|registered|counted|logged|records|registers)|"
    r"(?:министерств|администраци|прокуратур|инспекци|штаб|міністерств|адміністрац|інспекці|управлінн|управлени)\w* (?:\w+ ){0,3}"
    r"(?:зарегистр|насчит|состав|учл|учт|сообщ|зареєстр|нарах|склал|обліков|зафікс|повідом)",
}
"""Kind of base -> the words that name it, in the languages that are read. Two counts whose kinds meet overlap."""

_NOT = re.compile(
    r"\b(?:not|never|without|none of|no)\b|n't\b|\bindependent(?:ly)? of\b|\bне\s|\bбез\b|\bні(?:як|коли)|независимо от|"
    r"незалежно від",
    re.I,
)
_USE = (
    r"use|rely|relies|drew|draw|look|consult|read|take|took|touch|visit|ask|includ|open|rest|depend|saw|see|count|"
    r"использ|польз|брал|бер|загляды|смотр|опира|учитыв|включ|вед|вел|чита|открыва|обраща|завис|трога|видел|"
    r"використ|корист|загляда|дивил|спира|врахов|відкрив|зверта|поклад|залеж|торка|бачил"
)
_NOT_USED = re.compile(
    rf"(?:\bnot|\bnever|n't|\bне|\bніколи|\bникогда(?: не)?) (?:\w+ )?(?:{_USE})|\bwithout\b|\bindependent(?:ly)? of\b|"
    r"\bбез\b|независимо от|незалежно від|\bnone of\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"(?<!\w)(?:{words})", re.I) for kind, words in KINDS.items()}


def kinds(text: str) -> frozenset[str]:
    """The kinds of base that a text names, sentences that say what was *not* used left out.

    >>> sorted(kinds("It adds up hospital admissions. It does not use court records."))
    ['hospitals']
    """
    kept = " ".join(s for s in _SENTENCE.split(text) if not _NOT.search(s))
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(kept))


def disclaimed(text: str) -> frozenset[str]:
    """The kinds of base that a text says were not used."""
    said = " ".join(s for s in _SENTENCE.split(text) if _NOT_USED.search(s))
    return frozenset(kind for kind, pattern in _patterns().items() if pattern.search(said))


NEIGHBOURS = (
    {"callers", "relatives", "witnesses", "survey"},
    {"videos", "photographs", "images"},
    {"courts", "officials", "police"},
    {"hospitals", "crews"},
    {"visits", "reporters", "survey"},
    {"press", "registers", "graves"},
)
"""Kinds that may be one base in other words: what families, callers and witnesses told; what courts and offices gave out."""


def meet(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two bases overlap, or may: a kind in common, or kinds that are neighbours.

    >>> meet(frozenset({"callers"}), frozenset({"relatives"})), meet(frozenset({"courts"}), frozenset({"relatives"}))
    (True, False)
    """
    return bool(one & other) or any(one & near and other & near for near in NEIGHBOURS)
