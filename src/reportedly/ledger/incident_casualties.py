"""How many an English report says were killed and hurt in the occurrence it tells of, the attacker counted along."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


def _listed(words: str) -> list[str]:
    return words.split()


_NUMBERS = {w: n for n, w in enumerate(_listed("zero one two three four five six seven eight nine ten eleven twelve"))}
_NUMBERS |= {"both": 2, "couple": 2, "pair": 2, "dozen": 12, "another": 1}
_KILLED = frozenset(_listed("killed dead slain fatally died dies die killing kills murdered deceased"))
_HURT = frozenset(
    _listed(
        "injured wounded hurt hospitalized injuring wounding injures wounds injuries wound critical stable hospital"
    )
)
_SHOT = frozenset(_listed("shot shooting shoots struck gunned gunshot"))
_ONE = frozenset(
    _listed(
        "man woman boy girl teen teenager child toddler infant baby student officer deputy trooper victim person clerk driver"
        " father mother son daughter brother sister husband wife suspect gunman shooter suspect employee worker resident owner"
        " bystander juvenile male female soldier player guard"
    )
)
_MANY = frozenset(
    _listed(
        "people persons men women boys girls teens teenagers children kids toddlers students officers deputies troopers victims"
        " others adults males females juveniles suspects employees workers residents bystanders soldiers civilians brothers"
        " sisters friends youths women's more"
    )
)
_NOT_PEOPLE = frozenset(
    _listed(
        "block times time shots rounds miles hours hour days day minutes minute years year months weeks week a.m p.m am pm caliber"
        " blocks guns bullets bullet counts count percent houses homes street avenue st nd th rd weapons cars vehicles of"
    )
)
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th)\b|\d{1,2}-year-olds?|\d+(?:[:.,]\d+)*|[a-z]+(?:[-'’][a-z]+)*|[.,;!?\n]")
_HOUR = re.compile(r"\b([ap])\.m\b\.?")
_SELF = re.compile(
    r"\b(?:murder[- ]suicide|turned the (?:gun|weapon|rifle|pistol) on (?:him|her)self|(?:shot|killed) and then (?:him|her)self"
    r"|(?:then|before|and then) (?:fatally )?(?:shot|shooting|killed|killing) (?:him|her)self|took (?:his|her) own life)"
)
_ACCIDENT = re.compile(r"\baccident(?:al|ally)?\b|\bplaying with\b")
_CHARGED = frozenset(
    _listed(
        "charged arrested facing accused wanted sought jailed due guilty suspected convicted sentenced indicted face custody"
    )
)
_OTHER = re.compile(
    r"\b(?:(?:the |an)other|second) (?:\w+ )?(?:victim|man|woman|person|teen|boy|girl|teenager|\d+-year-old)\b[^.]{0,80}"
    r"\b(?:injured|wounded|hurt|survived|hospital|condition|grazed|non-life|shot in the)\b"
)
_ALL_SHOT = {"double": 2, "triple": 3, "quadruple": 4}
_WORDS_OF = {
    "killed": re.compile(
        r"\b(?:killed|fatal(?:ly)?|dead|slain|slaying|died|dies|deadly|death|homicide|murder(?:ed)?|killing|kills)\b"
    ),
    "hurt": re.compile(
        r"\b(?:injur(?:ed|ing|ies|es)|wound(?:ed|ing|s)?|hurt|hospitalized|(?:critical|stable|serious|fair|good) condition"
        r"|non-?life[- ]threatening|recover(?:ing|ed)?|surviv(?:ed|e|es))\b"
    ),
}
_NOT_KILLED = re.compile(
    r"attempted (?:first-degree |second-degree )?murder|attempted homicide|homicide (?:unit|detective|squad|section|division)s?|deadly weapon"
    r"|nearly died|death penalty|non-?fatal"
)
_MONTHS = frozenset(_listed("jan feb mar apr may jun jul aug sep oct nov dec"))
_LEAD = 8
"""Sentences, the title counted, whose numbers are believed before later ones."""


@dataclass(frozen=True, slots=True)
class Casualties:
    """How many were killed and hurt; `killed_sure` and `hurt_sure` in 0..1: how plainly it is said."""

    killed: int
    hurt: int
    killed_sure: float = 0.5
    hurt_sure: float = 0.5


@dataclass(frozen=True, slots=True)
class Claim:
    """One number with what it counts: killed, hurt or shot (whether they lived is not said there)."""

    what: str
    number: int
    counted: bool
    sentence: int


def casualties(title: str, text: str) -> Casualties:
    """Title and text in, figures out: numbers said win over single victims told of, earlier ones over later ones."""
    sentences = _sentences(title, text)
    claims = [c for number, words in enumerate(sentences) for c in claims_in(words, number)]
    votes = {what: _votes(claims, what) for what in ("killed", "hurt", "shot")}
    plain = _NOT_KILLED.sub(" ", f"{title}\n{text}".lower())
    killed, sure = _killed(votes, plain, title)
    return _with_hurt(killed, sure, votes, plain)


def _killed(votes: dict[str, dict[int, float]], plain: str, title: str) -> tuple[int, float]:
    many = {n: w for n, w in votes["killed"].items() if n > 1}
    ends_self = bool(_SELF.search(plain)) and not _ACCIDENT.search(plain)
    if many and max(many.values()) >= 0.5:
        return max(many, key=lambda n: (many[n], n)), 0.9
    for words, number in (("quadruple", 4), ("triple", 3), ("double", 2)):
        if re.search(rf"\b{words} (?:fatal|homicide|murder|slaying|killing|shooting death)", plain):
            return number, 0.8
    told = sum(1.0 / (1 + m.start() / 500) for m in _WORDS_OF["killed"].finditer(plain))
    if ends_self and told > 0.8:
        return 2, 0.6
    if told >= 0.8 or votes["killed"].get(1, 0) >= 0.6:
        return 1, min(1.0, 0.4 + told / 5)
    return 0, 0.7 if told < 0.3 else 0.4


def _with_hurt(killed: int, sure: float, votes: dict[str, dict[int, float]], plain: str) -> Casualties:
    hurt = {n: w for n, w in votes["hurt"].items() if n > 1}
    if hurt and max(hurt.values()) >= 0.4:
        return Casualties(killed, max(hurt, key=lambda n: (hurt[n], n)), sure, 0.9)
    for words, number in _ALL_SHOT.items():
        if re.search(rf"\b{words}[- ]shooting\b(?! death)", plain):
            votes["shot"][number] = votes["shot"].get(number, 0.0) + 1.0
    shot = {n: w for n, w in votes["shot"].items() if n > 1}
    if shot and max(shot.values()) >= 0.4:
        return Casualties(killed, max(0, max(shot, key=lambda n: (shot[n], n)) - killed), sure, 0.7)
    if killed == 0:
        return Casualties(0, 1, sure, 0.4)
    told = sum(1.0 / (1 + m.start() / 500) for m in _WORDS_OF["hurt"].finditer(plain))
    one = votes["hurt"].get(1, 0)
    return Casualties(killed, 1 if (one >= 0.8 and told > 0.8) or _OTHER.search(plain) else 0, sure, 0.3)


def _votes(claims: Sequence[Claim], what: str) -> dict[int, float]:
    votes: dict[int, float] = defaultdict(float)
    for claim in claims:
        if claim.what == what:
            early = (
                2.0 if claim.sentence == 0 else 1.0 if claim.sentence < 4 else 0.6 if claim.sentence < _LEAD else 0.25
            )
            votes[claim.number] += early * (1.0 if claim.counted else 0.5)
    return votes


def _sentences(title: str, text: str) -> list[list[str]]:
    words = _TOKEN.findall(_HOUR.sub(r"\1m", f"{title}\n{text}".lower()))
    made: list[list[str]] = [[]]
    for word in words:
        if word in (".", "!", "?", "\n"):
            if made[-1]:
                made.append([])
        else:
            made[-1].append(word)
    return [s for s in made if s]


def claims_in(words: Sequence[str], sentence: int) -> Iterator[Claim]:
    """The numbers of people that one sentence, in lower case words, gives as killed, hurt or shot."""
    for at in range(len(words)):
        number, counted = _number(words, at)
        if number:
            what = _state(words, at, counted)
            if what:
                yield Claim(what, number, counted, sentence)


def _number(words: Sequence[str], at: int) -> tuple[int, bool]:
    """How many people the word at this place stands for, and whether it is a number."""
    word, before = words[at], words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in _NUMBERS or (word.isdigit() and len(word) < 3):
        if after in _NOT_PEOPLE - {"of"} or before in ("age", "at", "$", "aged") or re.match(r"\d", after):
            return 0, True
        if before[:3] in _MONTHS or (word.isdigit() and before == "," and after in (",", "")):
            return 0, True
        if word.isdigit() and int(word) > 12 and not _MANY.intersection(words[at + 1 : at + 4]):
            return 0, True
        return (_NUMBERS[word] if word in _NUMBERS else int(word)) + _beside(words, at), True
    if word in _ONE or re.fullmatch(r"\d+-year-old", word):
        if any(w in _NUMBERS for w in words[max(0, at - 2) : at]) or after in _ONE:
            return 0, False
        return 1, False
    return 0, False


def _beside(words: Sequence[str], at: int) -> int:
    """One more where a single person is told of together with the counted ones: "a boy and three women"."""
    before = words[max(0, at - 4) : at]
    single = bool(before) and before[-1] in ("and", ",") and bool(_ONE.intersection(before[-3:]))
    first = int(single and not (_KILLED | _HURT | _SHOT).intersection(before))
    return first + int(_and_one(words[at + 1 : at + 7]))


def _and_one(following: Sequence[str]) -> bool:
    """Whether "and a woman" goes on after "three men"."""
    if "and" not in following[:3]:
        return False
    at = list(following).index("and")
    kinds = bool(_MANY.intersection(following[:at])) and following[at + 1 : at + 2] in (["a"], ["an"], ["one"])
    return kinds and bool(
        _ONE.intersection(following[at + 2 : at + 4]) or "-year-old" in " ".join(following[at + 2 : at + 3])
    )


def _state(words: Sequence[str], at: int, counted: bool) -> str | None:
    """What the sentence says of the people counted at this place."""
    before = words[max(0, at - 2) : at]
    behind = _behind(words, at, counted)
    if behind:
        return behind
    if not counted:
        return None
    last = before[-1:] or [""]
    if last[0] in ("killed", "kills", "killing"):
        return "killed"
    if last[0] in ("injured", "injures", "injuring", "wounds", "wounding", "wounded", "hurts", "hurting"):
        return "hurt"
    if before[-2:] == ["shooting", "of"]:
        return "shot"
    return "shot" if last[0] in ("shot", "shoots", "struck") else None


def _behind(words: Sequence[str], at: int, counted: bool) -> str | None:
    people = not counted
    for n in range(at + 1, min(len(words), at + 8)):
        word = words[n]
        if word in _MANY or word in _ONE or word.endswith(("-olds", "-old")):
            people = True
        elif word in _CHARGED or word == ";" or (word in _NUMBERS and n > at + 1) or (word.isdigit() and n > at + 1):
            return None
        elif word in _KILLED and (people or n <= at + 2):
            return "killed"
        elif word in _HURT and (people or n <= at + 2):
            return "hurt"
        elif word in _SHOT and (people or n <= at + 2):
            return _after_shot(words[n + 1 : n + 4])
    return None


def _after_shot(following: Sequence[str]) -> str:
    if any(w in ("killed", "dead", "death", "fatally") for w in following):
        return "killed"
    return "hurt" if any(w in ("wounded", "injured") for w in following) else "shot"
