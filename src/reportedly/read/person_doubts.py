"""Single words with a capital that nothing explains: a word that might be a private name is taken for one.

What speaks against it is that the word stands in lower case elsewhere in the text, ends as common nouns and names of
peoples and doctrines do, or is listed as common (`common` in `persons.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from reportedly.read.person_runs import Run, Scene

_COMMON_ENDING = re.compile(
    r".{2,}(?:tion|sion|ment|ness|ship|ism|ists?|ish|ese|ing|ings|ity|ance|ence|ers|ies|ly|ans|ians|ous|ful|ive|ure|ics"
    r"|ость|ости|ство|ства|ция|ции|ние|ния|ений|тель|тели|телей|ничество|ость|ення|ання|ство|ності|ність|ція|ції)"
)
_VOCATIVE = re.compile(
    r"[,!]\s(?:(?:не|ты|ти|сын\w*|син\w*)\s)?[а-яёіїєґ’]+(?:й|йте|йся|йтесь|йтеся|ись|итесь|іться|ися|ти|сти|ач|ни|ди|ви|ши|жи|ь)\b"
)
_HEADED = re.compile(r":\s(?=\S)")


def common(scene: Scene, i: int) -> bool:
    """Whether a word is rather a common one than a name."""
    low = scene.words[i].low
    return low in scene.known.lists["common"] or low in scene.low_words or _COMMON_ENDING.fullmatch(low) is not None


def person_like(scene: Scene, i: int) -> bool:
    """Whether a word looks as names do: three letters or more, all letters after the first small."""
    text = scene.words[i].text
    titled = i > 0 and scene.words[i - 1].capital and not scene.gap(i - 1).strip() and not scene.starts(i - 1)
    return len(text) > 2 and text[1:].islower() and not (titled and "not" in scene.known.kind(scene.words[i - 1].text))


def addressed(scene: Scene, i: int) -> bool:
    """Whether somebody is spoken to or speaks: "X, come back", "X: I left on foot"."""
    text, end = scene.text, scene.words[i].end
    if not person_like(scene, i):
        return False
    return _VOCATIVE.match(text, end) is not None or (_HEADED.match(text, end) is not None and scene.opens_line(i))


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
        named = all(person_like(scene, i) and scene.words[i].capital for i in (first, last))
        if named and "thing" not in scene.known.kind(scene.words[first].text):
            yield from ((i, i) for i in (first, last) if i not in taken)
