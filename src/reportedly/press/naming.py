"""Names in running text: whom a sentence credits, across inflection and between alphabets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from reportedly.press.lexicon import either, lexicon, pattern
from reportedly.types import Span

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "",
    "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
_ENDINGS = re.compile(
    r"(?:aia|uiu|oiu|imi|oie|oe|ie|ih|im|iyu|oyu|ami|yami|ogo|omu|oi|oy|iy|yy|om|em|am|ov|a|e|i|u|y|o)$"
)


@lru_cache(maxsize=4096)
def latin(text: str) -> str:
    """The text in lower-case Latin letters, so that one name in two alphabets reads alike.

    >>> latin("Медиазона")
    'mediazona'
    """
    written = "".join(_LATIN.get(letter, letter) for letter in text.lower()).replace("’", "'")
    for one, other in (("kh", "h"), ("ye", "e"), ("y", "i")):
        written = written.replace(one, other)
    return re.sub(r"([a-z])\1+", r"\1", written)


def named(text: str, names: Iterable[str]) -> bool:
    """Whether the text names one of them, in any case form, with or without "the".

    >>> named("по данным Медиазоны", ("Mediazona",))
    True
    """
    plain = latin(text)
    return any(name_pattern(name).search(plain) for name in names if name.strip())


def credited(text: str, language: str, names: Iterable[str]) -> bool:
    """Whether the sentence brings one of the names in as the one who says it: after "according to", before "reports"."""
    return any(_speaks(text, match.start(), match.end(), language) for match in _mentions(text, names))


def parties(text: str, language: str) -> tuple[str, ...]:
    """The names that words such as "according to" bring in, as written.

    >>> parties("according to the Northern Ledger, 12 men fled", "en")
    ('Northern Ledger',)
    """
    months = re.compile(either(lexicon(language).months), re.IGNORECASE)
    found = (match["name"].strip(" ,.;:'’«»“”\"") for match in _brought(language).finditer(text))
    return tuple(name for name in found if not months.match(name))


def speakers(text: str, language: str) -> tuple[str, ...]:
    """The words that stand as speakers, also common nouns: up to four before "said", up to four after "told by".

    >>> speakers("the port police said", "en")
    ('port', 'police')
    """
    words, found = lexicon(language), []
    counted = tuple(form for _, forms in words.units for form in forms)
    for match in _speaker(language).finditer(text):
        inverted = match["inverted"] if language != "en" else ""
        found += re.findall(r"[^\W\d_]{4,}", f"{match['before'] or match['after'] or ''} {inverted or ''}")
    told = (*words.cues, *words.cues_after, *words.small, *words.several, *counted)
    return tuple(dict.fromkeys(word for word in found if not pattern(told).fullmatch(word)))


def known(name: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds the name's own words (not only "the" or "of")."""
    words = [
        _stem(word) for word in re.findall(r"\w+", latin(name)) if len(word) > 2 and word not in ("the", "and", "for")
    ]
    return (
        any(all(re.search(rf"\b{re.escape(word)}", latin(text)) for word in words) for text in texts) if words else True
    )


def same_place(one: str, other: str) -> bool:
    """Whether two place names, perhaps in two alphabets or case forms, are likely one: their first consonants agree.

    >>> same_place("Москве", "Moscow")
    True
    """
    first, second = _skeleton(one), _skeleton(other)
    shared = min(3, len(first), len(second))
    return shared > 0 and first[:shared] == second[:shared]


def places(text: str, language: str) -> tuple[str, ...]:
    """Capitalised words after "in", "from", "near": what a text gives as places, as far as spelling tells."""
    months = re.compile(either(lexicon(language).months), re.IGNORECASE)
    found = (match["name"] for match in _located(language).finditer(text))
    return tuple(name for name in found if not months.fullmatch(name))


def capitals(text: str) -> tuple[str, ...]:
    """Words with a capital inside a sentence: what may be a place where none stands after "in".

    >>> capitals("Courts of the Samara region")
    ('Samara',)
    """
    return tuple(re.findall(r"(?<=[\w,] )[A-ZА-ЯЁІЇЄҐ][\w'’-]{2,}", text))


def mentions(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """Where a text writes one of the names: a name may hold a number ("Nine Windows"), which then counts nothing."""
    return tuple(Span(match.start(), match.end()) for match in _mentions(text, names))


def capitalised(text: str) -> tuple[str, ...]:
    """Names of two words or more, and names in quotation marks.

    >>> capitalised("The Hull Register said so; the «Кречет» did not.")
    ('Hull Register', 'Кречет')
    """
    word = r"[A-ZА-ЯЁІЇЄҐ][\w'’-]+"
    found = re.finditer(rf"«(?P<quoted>[^«»]+)»|(?P<name>{word}(?:\s+(?:of\s+(?:the\s+)?|and\s+)?{word})+)", text)
    names = (match["quoted"] or match["name"] for match in found)
    return tuple(re.sub(r"^(?:The|A|An)\s+", "", name) for name in names)


def sayers(text: str, language: str, *, anywhere: bool = False) -> tuple[str, ...]:
    """The names of two words or more right before a word of saying or counting; at the head of a clause, or anywhere.

    >>> sayers("The Ministry of Justice says so", "en")
    ('Ministry of Justice',)
    """
    verbs = either(lexicon(language).cues_after)
    spoken = re.compile(rf"[»”\"]?\s+(?:(?:has|have|had|also)\s+)?{verbs}(?!\w)", re.IGNORECASE)
    begins = re.compile(
        r"(?:\A|[.,;:!?—–]|\b(?:the|and|but|that|while|а|и|но|что|та|але|що))\s*[«“\"]?\Z", re.IGNORECASE
    )
    found = ((name, text.find(name)) for name in capitalised(text))
    return tuple(
        name
        for name, at in found
        if spoken.match(text, at + len(name)) and (anywhere or begins.search(text[max(0, at - 12) : at]))
    )


def _mentions(text: str, names: Iterable[str]) -> Iterable[re.Match[str]]:
    # Offsets must be those of the text, so names are sought as written and by stem, not in Latin letters.
    for name in names:
        words = re.findall(r"[\w'’.-]+", name)
        if words:
            yield from re.finditer(
                r"\b" + r"\W+".join(re.escape(_cut(word)) + r"\w{0,3}" for word in words), text, re.IGNORECASE
            )


def _speaks(text: str, start: int, end: int, language: str) -> bool:
    words = lexicon(language)
    before = re.search(
        rf"(?<!\w){either(words.cues)}\s+(?:[\w'’-]+\s+){{0,3}}\Z", text[max(0, start - 60) : start], re.I
    )
    after = re.match(
        rf"(?:['’]s)?(?:\s+\w+){{0,2}}?[\s,]+{either(words.cues_after)}(?!\w)|[»”\"]?:\s", text[end : end + 40], re.I
    )
    return before is not None or after is not None


def _cut(word: str) -> str:
    return word[:-1] if len(word) > 4 and re.search(r"[аеиоуыяьіїй]$", word.lower()) else word


def _stem(word: str) -> str:
    if len(word) > 5:
        return _ENDINGS.sub("", word)
    return word[:-1] if len(word) > 4 and word[-1] in "aeiou" else word


def _skeleton(name: str) -> str:
    folded = latin(name)
    for written, sound in (
        ("kh", ""),
        ("ch", "s"),
        ("sh", "s"),
        ("ts", "s"),
        ("ph", "f"),
        ("c", "k"),
        ("w", "v"),
        ("q", "k"),
    ):
        folded = folded.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[^bdfjklmnprstvxz]", "", folded))


@cache
def name_pattern(name: str) -> re.Pattern[str]:
    """A name in any case form, in Latin letters."""
    words = [word for word in re.findall(r"[\w']+", latin(name)) if word not in ("the", "a")]
    return re.compile(
        r"\b" + r"[\s\W]+".join(re.escape(_stem(word)) + r"\w{0,4}" for word in words) if words else r"(?!)"
    )


@cache
def _brought(language: str) -> re.Pattern[str]:
    word = r"[A-ZА-ЯЁІЇЄҐ«\"“][\w.'’«»\"“”-]*"
    return re.compile(
        rf"(?<!\w)(?i:{either(lexicon(language).cues)})\s+(?:(?i:the|a|an|its|data|figures|calculations|estimates|from|by|of|данным|даними)\s+)*"
        rf"(?:[a-zа-яёіїєґ][\w'’-]*\s+){{0,3}}?(?P<name>{word}(?:\s+(?:of\s+(?:the\s+)?|the\s+|for\s+)?{word})*)"
    )


@cache
def _speaker(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    verbs = either((*words.cues_after, *(form for name, forms in words.hedges for form in forms if name in _SAYING)))
    word = r"[«“\"]?[^\W\d_][\w'’-]*[»”\"]?"
    return re.compile(
        rf"(?<!\w)(?P<before>(?:{word}\s+){{1,4}}?)(?:(?:has|have|had)\s+)?{verbs}(?!\w)"
        rf"|(?<!\w){verbs}\s+(?P<inverted>{word}(?:\s+{word}){{0,3}})"
        rf"|(?<!\w){either(words.cues)}\s+(?P<after>{word}(?:\s+{word}){{0,3}})",
        re.IGNORECASE,
    )


_SAYING = ("denied", "claimed")


@cache
def _located(language: str) -> re.Pattern[str]:
    word = r"[A-ZА-ЯЁІЇЄҐ][\w'’-]{2,}"
    return re.compile(rf"(?<!\w)(?i:{either(lexicon(language).locative)})\s+(?P<name>{word}(?:[ -]{word})*)")
