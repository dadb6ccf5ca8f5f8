"""Where sentences begin and end, in any of the desk's languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportedly.types import Span

_END = re.compile(
    r"\n+"  # a paragraph or a line ends
    r"|(?<=[^\W\d_])(?P<dot>\.)(?P<close>[»”“\"’')\]]*)(?=\s)"  # a full stop after a letter: maybe an abbreviation
    r"|(?:[.!?…]+[»”“\"’')\]]*)(?=\s)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*$")
_STARTS = re.compile(r"[ \t\u00a0\u202f]*[«„“\"‘'(\[—–-]*[ \t\u00a0]*(?P<first>[\w$€£+№#])")



def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# A name or an address follows these: the sentence goes on.
_JOINS = _words(
    "mr mrs ms dr prof rev hon gov gen sen rep reps sens col lt capt maj sgt cpl pvt st mt messrs vs cf e.g i.e "
    "пп ул им пер просп пр-т пл кв см ср гл проф акад св обл гор пос т.е т.к т.н напр ген полк "
    "вул ім буд див оф тзв т.зв"
)
# These go on where a number follows.
_BEFORE_NUMBER = _words(
    "no nos fig art sec pp p ch jan feb mar apr jun jul aug sept sep oct nov dec ст ч п д стр рис с пункт ок бл"
)
# These may end a sentence: only a capital letter after them says so.
_MAY_END = _words(
    "inc corp ltd co jr sr a.m p.m etc al approx dept univ "
    "г гг в вв тыс млн млрд руб коп долл чел час мин сек га км мм кг т тел л н.э т.д т.п др пр "
    "р рр ст тис грн дол осіб год хв сек тощо ін ред"
)


def sentences(text: str) -> Iterator[Span]:
    """Report's text in; the spans of its sentences out, in order, without the blanks around them.

    >>> text = "Art. 337 was applied. Mr. Lee spoke."
    >>> [span.of(text) for span in sentences(text)]
    ['Art. 337 was applied.', 'Mr. Lee spoke.']

    A line break always ends a sentence (reports keep one paragraph on one line). A full stop after an abbreviation or
    an initial does not, nor one that a small letter follows. Never fails; blanks belong to no sentence.
    """
    start = 0
    for end in _ends(text):
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0][0] == "\n" or (_new_sentence(text, match.end()) and not _abbreviation(text, match)):
            yield match.end()


def _new_sentence(text: str, at: int) -> bool:
    follows = _STARTS.match(text, at)
    return follows is None or not follows["first"].islower()


def _abbreviation(text: str, match: re.Match[str]) -> bool:
    if match["dot"] is None or match["close"]:
        return False
    stop = match.start("dot")
    before = _WORD_BEFORE.search(text[max(0, stop - 24) : stop])
    if before is None:
        return False
    word = before[0]
    if len(word.rpartition(".")[2]) == 1 and word[-1].isupper():  # an initial, or U.S.
        return True
    return word.lower() in _JOINS or _goes_on(word.lower(), _STARTS.match(text, match.end()))


def _goes_on(word: str, follows: re.Match[str] | None) -> bool:
    if follows is None:
        return False
    first = follows["first"]
    return (word in _BEFORE_NUMBER and first in "0123456789№#") or (word in _MAY_END and not first.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)
