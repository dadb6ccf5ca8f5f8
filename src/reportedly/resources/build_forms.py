"""Russian and Ukrainian names in their cases, for `build_gazetteer.py`; by hand only, not at run time."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import product
from typing import Any

CASES = ("gent", "datv", "accs", "ablt", "loct")
FIRST_DECLENSION = {"ru": ("ы", "е", "у", "ой", "е"), "uk": ("и", "і", "у", "ою", "і")}
SOFTENED = {"г": "з", "к": "ц", "х": "с"}
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -'’.")
UKRAINIAN = frozenset("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя -'’ʼ.")


@cache
def analyzer(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@cache
def word_forms(word: str, language: str, leading: bool) -> dict[str, tuple[str, ...]]:
    """The word's forms in each case, from the likeliest reading as a nominative: place names first, or adjectives
    where the word leads a longer name."""
    readings = [p for p in analyzer(language).parse(word) if "nomn" in p.tag and p.tag.POS in {"NOUN", "ADJF", "PRTF"}]
    readings.sort(key=lambda p: (leading and p.tag.POS == "NOUN", *("Geox" not in str(p.tag), "Abbr" in str(p.tag))))
    forms: dict[str, tuple[str, ...]] = {}
    for case in CASES:
        bent = readings[0].inflect({case}) if readings else None
        forms[case] = (bent.word,) if bent else (word,)
    if word.endswith("а") and all(form == (word,) for form in forms.values()):
        forms = {case: (word[:-1] + end,) for case, end in zip(CASES, FIRST_DECLENSION[language], strict=True)}
    if language == "uk":
        forms["loct"] += ukrainian_locatives(forms["loct"][0], word.lower())
    return forms


def ukrainian_locatives(form: str, lemma: str) -> tuple[str, ...]:
    """Other usual forms beside the dictionary's: «Завітнім» also «Завітному», «рогові» also «розі» and «рогу»."""
    if form.endswith("ім"):
        return (form[:-2] + "ому",)
    if form.endswith("ові") and not lemma.endswith(("ів", "їв")):
        stem = form[:-3]
        return (stem[:-1] + SOFTENED.get(stem[-1], stem[-1]) + "і", stem + "у")
    return ()


def forms_of(name: str, language: str) -> set[str]:
    """All forms of a name: «Нижний Новгород» bends both words, «Ростов-на-Дону» the first only."""
    found = {name}
    chunks = name.replace("’", "'").replace("ʼ", "'").split(" ")
    for case in CASES:
        bent = [chunk_forms(chunk, case, language, i + 1 < len(chunks)) for i, chunk in enumerate(chunks)]
        found |= {" ".join(words) for words in product(*bent)}
    return found


def chunk_forms(chunk: str, case: str, language: str, leading: bool) -> list[str]:
    """One word of a name in a case; of «Ростов-на-Дону» only the head is bent, of «Ивано-Франковск» only the end."""
    parts = chunk.split("-")
    both = len(parts) == 2 and (adjective(parts[0]) or adjective(parts[1]))
    bends = {0, 1} if both else {0} if len(parts) > 2 else {len(parts) - 1}
    forms = [word_forms(part, language, leading)[case] if i in bends else (part,) for i, part in enumerate(parts)]
    return ["-".join(words) for words in product(*forms)]


def adjective(word: str) -> bool:
    return word.lower().endswith(("ый", "ий", "ой", "ая", "ое", "ые", "ій"))


def all_forms(name: str) -> set[str]:
    """Forms in Russian, in Ukrainian or in both, as the letters allow."""
    letters = set(name.lower())
    found: set[str] = set()
    if letters <= RUSSIAN:
        found |= forms_of(name, "ru")
    if letters <= UKRAINIAN:
        found |= forms_of(name, "uk")
    return found


def cyrillic(names: Iterable[str]) -> set[str]:
    """Those names that are Russian or Ukrainian by their letters."""
    return {
        n
        for n in names
        if len(n) > 2
        and n[0].isupper()
        and (set(n.lower()) <= RUSSIAN or set(n.lower()) <= UKRAINIAN)
        and any("а" <= c <= "я" for c in n.lower())
    }
