"""Where sentences begin and end, in any of the desk's languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportedly.types import Span
from reportedly.types.languages import Language

_END = re.compile(
    r"\n+"  # a paragraph or a line ends
    r"|(?<=[^\W\d_])(?P<dot>\.)(?P<close>[»”“\"’')\]]*)(?=\s)"  # a full stop after a letter: maybe an abbreviation
    r"|(?:[.!?…]+[»”“\"’')\]]*)(?=\s)"
)
_WORD_BEFORE = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*$")
_LONGEST = 1500
"""Letters after which a sentence that does not end is cut between words, so that reading stays linear in length."""
_STARTS = re.compile(r"[ \t\u00a0\u202f]*[«„“\"‘'(\[—–-]*[ \t\u00a0]*(?P<first>[\w$€£+№#])")


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """One language's short forms that end with a full stop and end no sentence."""

    joins: frozenset[str]
    """A name or an address follows these: the sentence goes on."""
    before_number: frozenset[str]
    """These go on where a number follows."""
    may_end: frozenset[str]
    """These may end a sentence: only a capital letter after them says so."""


NONE = Abbreviations(frozenset(), frozenset(), frozenset())


@cache
def abbreviations(language: Language) -> Abbreviations:
    """A language's `sentences.toml` in, its abbreviations out; none where the language has no such file."""
    joins, before_number, may_end = (
        frozenset(language.words("sentences", key)) for key in ("joins", "before_number", "may_end")
    )
    return Abbreviations(joins, before_number, may_end)


def sentences(text: str, language: Language | None = None) -> Iterator[Span]:
    """Report's text and its language in; the spans of its sentences out, in order, without the blanks around them.

    >>> text = "The toll is 1.4 thousand. J. R. Lee spoke."
    >>> [span.of(text) for span in sentences(text)]
    ['The toll is 1.4 thousand.', 'J. R. Lee spoke.']

    A line break always ends a sentence (reports keep one paragraph on one line). A full stop after an abbreviation or
    an initial does not, nor one that a small letter follows. Without a language no abbreviations are known. A sentence of more than
    1,500 letters is cut between words. Never fails; blanks belong to no sentence.
    """
    start = 0
    for end in _ends(text, NONE if language is None else abbreviations(language)):
        yield from _trimmed(text, start, end)
        start = end
    yield from _trimmed(text, start, len(text))


def _ends(text: str, short: Abbreviations) -> Iterator[int]:
    for match in _END.finditer(text):
        if match[0][0] == "\n" or (_new_sentence(text, match.end()) and not _abbreviation(text, match, short)):
            yield match.end()


def _new_sentence(text: str, at: int) -> bool:
    follows = _STARTS.match(text, at)
    return follows is None or not follows["first"].islower()


def _abbreviation(text: str, match: re.Match[str], short: Abbreviations) -> bool:
    if match["dot"] is None or match["close"]:
        return False
    stop = match.start("dot")
    before = _WORD_BEFORE.search(text[max(0, stop - 24) : stop])
    if before is None:
        return False
    word = before[0]
    if len(word.rpartition(".")[2]) == 1 and word[-1].isupper():  # an initial, or U.S.
        return True
    return word.lower() in short.joins or _goes_on(word.lower(), _STARTS.match(text, match.end()), short)


def _goes_on(word: str, follows: re.Match[str] | None, short: Abbreviations) -> bool:
    if follows is None:
        return False
    first = follows["first"]
    return (word in short.before_number and first in "0123456789№#") or (word in short.may_end and not first.isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _LONGEST:
        cut = text.rfind(" ", start + _LONGEST // 2, start + _LONGEST)
        cut = cut if cut > start else start + _LONGEST
        yield Span(start, cut)
        start = cut
        while text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)
