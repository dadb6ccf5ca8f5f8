"""Single words with a capital that nothing explains: a word that might be a private name is taken for one.

What speaks against it is that the word stands in lower case elsewhere in the text, ends as common nouns and names of
peoples and doctrines do, or is listed as common (`common` in `persons.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from reportedly.read.person_runs import Run, Scene

CALENDAR = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "april",
        "may",
        "june",
        "july",
        "august",
        "october",
        "march",
        "easter",
    ]
)
"""English words with a capital that are days and months first."""
_COMMON_ENDING = re.compile(
    r".{2,}(?:tion|sion|ment|ness|ship|ism|ists?|ish|ese|ing|ings|ity|ance|ence|ers|ies|ly|ans|ians|ous|ful|ive|ure|ics"
    r"|ость|ости|ство|ства|ция|ции|ние|ния|ений|тель|тели|телей|ничество|ость|ення|ання|ство|ності|ність|ція|ції)"
)
_VERB_ENDING = re.compile(r".{2,}(?:лись|лися|лась|лася|лось|лося|али|ало|ило|ело|уло|лся)")
_PLURAL_VERB = re.compile(r".*(?:[иеыуч]ли|шли|вели|няли)")
_PLACE_ENDING = re.compile(
    r".{2,}(?:ivka|ovka|evka|ske|ske|hrad|grad|pil|pol|івка|ївка|овка|евка|ське|ское|ськ|цьк|поль|піль|град|бург)"
)
_VOCATIVE = re.compile(
    r"[,!]\s(?:(?:не|ты|ти|сын\w*|син\w*|хоть|просто)\s)*[а-яёіїєґ’]+(?:й|йте|йся|йтесь|йтеся|ись|итесь|іться|ися|ти|сти|ач|ни|ди|ви|ши|жи|чи|ли|ри|би|пи|си|зи|ь)\b"
)
_SHAPE = re.compile(
    r"[^\W\d_](?:['’][^\W\d_]|[^\W\d_A-ZА-ЯЁІЇЄҐ]{1,2}(?=[A-Z]))?[^\W\d_]?[^\W\d_A-ZА-ЯЁІЇЄҐ]+(?:[-‑’'][^\W\d_][^\W\d_A-ZА-ЯЁІЇЄҐ]*)*"
)
_SHORTENED = re.compile(r"[’'](?:t|ve|ll|d|re|m)$")
_MASCULINE = re.compile(r"[а-яіїєґ]{2,}(?:л|лся|в|вся|вся|вшись)")
_FEMININE = re.compile(r"[а-яіїєґ]{2,}(?:ла|лась|лася)")


def common(scene: Scene, i: int) -> bool:
    """Whether a word is rather a common one than a name."""
    low = scene.words[i].low
    if low in scene.known.lists["common"] or low in scene.low_words or _COMMON_ENDING.fullmatch(low):
        return True
    if not scene.latin and _PLURAL_VERB.fullmatch(low):
        return True
    after = scene.after(i)
    return _VERB_ENDING.fullmatch(low) is not None and bool(after) and not scene.known.is_("human_verbs", after)


def place_shaped(scene: Scene, i: int) -> bool:
    """Whether a word ends as names of villages do."""
    return _PLACE_ENDING.fullmatch(scene.words[i].low) is not None


def name_shaped(scene: Scene, i: int) -> bool:
    """Whether a word looks as names do: three letters or more, small after the first ("O'Dowd", "MacNeil" too), no title's word before it."""
    text = scene.words[i].text
    if len(text) == 2:
        return text[1].islower() and not scene.starts(i)
    if len(text) > 5 and text.isupper() and scene.surnames_in_capitals:
        return True
    if len(text) < 2 or _SHORTENED.search(text) or not (_SHAPE.fullmatch(text) or scene.titled(i)):
        return False
    titled = i > 0 and scene.words[i - 1].capital and not scene.gap(i - 1).strip() and not scene.starts(i - 1)
    return not (titled and "not" in scene.known.kind(scene.words[i - 1].text))


def unlike_verb(scene: Scene, i: int) -> bool:
    """Whether the verb after a common noun has another gender than the noun: «Сорока втік», «Мороз ударила»."""
    low, after = scene.words[i].low, scene.after(i)
    if scene.latin or not after or len(low) < 3:
        return False
    if low[-1] in "ая":
        return _MASCULINE.fullmatch(after) is not None
    return low[-1] == "о" and (_MASCULINE.fullmatch(after) or _FEMININE.fullmatch(after)) is not None


def called_to(scene: Scene, i: int) -> bool:
    """Whether somebody is spoken to: "X, come back"."""
    return name_shaped(scene, i) and _VOCATIVE.match(scene.text, scene.words[i].end) is not None


def signed(scene: Scene, i: int) -> bool:
    """Whether the word stands alone after a dash at the end of a line, as a signature does."""
    word = scene.words[i]
    before, after = scene.text[: word.start].rstrip(" \u00a0"), scene.text[word.end : word.end + 2]
    return before.endswith(("—", "–")) and after.strip(" .") in ("", "\n") and name_shaped(scene, i)


class _Stretch(Protocol):
    """Words `first` to `last`."""

    @property
    def first(self) -> int: ...

    @property
    def last(self) -> int: ...


def around_nickname(scene: Scene, quoted: Sequence[Run], found: Sequence[_Stretch]) -> Iterator[tuple[int, int]]:
    """The words on both sides of a nickname: given name and surname in `Pyotr "Cook" Lomov`."""
    taken = {i for name in found for i in range(name.first, name.last + 1)}
    for run in quoted:
        first, last = run.first - 1, run.last + 1
        if first < 0 or last >= len(scene.words) or len(scene.gap(first)) != 2 or len(scene.gap(run.last)) != 2:
            continue
        named = all(name_shaped(scene, i) and scene.words[i].capital for i in (first, last))
        kinds = scene.known.kind(scene.words[first].text)
        if (
            named
            and not kinds & {"thing", "role", "office", "not"}
            and not scene.known.is_("occupations", scene.words[first].low)
        ):
            yield from ((i, i) for i in (first, last) if i not in taken)
