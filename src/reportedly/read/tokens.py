"""A stretch of text as tokens: words folded to be looked up, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_BLANK = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    r"(?!https?://\S|www\.\S)[^\W\d_]+(?:['’ʼ`\u0301][^\W\d_]+)*\u0301?"  # words first, since most tokens are words
    r"|(?=\d)(?:"
    r"(?P<address>\d[\w-]*\.[a-z]{2,}\b)"
    r"|(?P<day>\d{4}-\d\d-\d\d(?!\d)|(?<![\d.])\d{1,2}\.\d{1,2}\.\d{4}(?!\d)|\d{1,2}/\d{1,2}/\d{4}(?!\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<score>\d{1,3}:\d(?!\d))"
    r"|(?P<version>\d+(?:\.\d+){2,})"
    r"|(?P<slash>\d+/\d+)"
    rf"|\d{{1,3}}(?:{_BLANK}\d{{3}})+(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"  # 1 234, also with narrow and no-break spaces
    r"|\d{1,3}(?:,\d{3})+(?![\d])(?:\.\d+)?"  # 1,234.5
    r"|\d{1,3}(?:\.\d{3})+(?![\d])(?:,\d+)?"  # 1.234,5
    r"|\d{1,3}(?:['’]\d{3})+(?!\d)"  # 1'234
    r"|\d+(?:[.,]\d+)?)"
    r"|(?P<phone>\+\d[\d\u00a0 ()‑–-]{6,}\d)"
    r"|(?P<link>https?://\S+|www\.\S+)"
    r"|[^\s\w]|_"
)
_LONGEST_NUMBER = 20
_MEMO = 65_536
_GROUPED = re.compile(rf"\d{{1,3}}(?:{_BLANK}\d{{3}})+|\d{{1,3}}(?:([.,'’])\d{{3}})(?:\1\d{{3}})*")
_folded: dict[str, str] = {}
_FOLD = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "`": "'", "\u0301": None})


@lru_cache(maxsize=_MEMO)
def fold(word: str) -> str:
    """A word as it is looked up: small letters, one apostrophe, «е» for «ё».

    >>> fold("П’ять"), fold("Ещё")
    ("п'ять", 'еще')
    """
    return fold_text(word)


def fold_text(text: str) -> str:
    """A stretch of text folded as words are; not remembered."""
    return text.lower().translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of `text[start:end]`: folded words and where each stands in `text`. Numbers keep their
    digits only; a thing written with digits that is no number stands as `@link`, `@phone`, `@day`, `@clock`, `@score`,
    `@version` or `@slash`."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def glued(self, index: int) -> bool:
        """Whether the token stands right after the one before it, with no blank between."""
        return 0 < index < len(self.words) and self.starts[index] == self.ends[index - 1]

    def word(self, index: int) -> str:
        """The folded word, or an empty string outside of the stretch."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def raw(self, index: int) -> str:
        """The token as written."""
        return self.text[self.starts[index] : self.ends[index]]

    def capital(self, index: int) -> bool:
        """Whether the token as written begins with a capital letter."""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()


def tokens(text: str, start: int, end: int) -> Tokens:
    """A stretch of text in, its tokens out; nothing but blanks is left out.

    >>> tokens("At least 1 234 cases", 0, 20).words
    ['at', 'least', '1234', 'cases']
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        word = match[0]
        folded = _folded.get(word)
        if folded is None:
            folded = _marked(match.lastgroup) if match.lastgroup else _looked_up(word)
        words.append(folded)
        starts.append(first)
        ends.append(last)
    return Tokens(text, words, starts, ends)


def _marked(group: str) -> str:
    return "@link" if group == "address" else f"@{group}"


def _looked_up(word: str) -> str:
    """A word or a number as it is looked up; letters are remembered, since the same come again and again."""
    if word[0].isdecimal() and len(word) <= _LONGEST_NUMBER:
        return digits(word)
    folded = _word(word)
    if word[0].isalpha() and len(word) <= _LONGEST_NUMBER:
        if len(_folded) > _MEMO:
            _folded.clear()
        _folded[word] = folded
    return folded


def _word(word: str) -> str:
    """A word folded; raised digits (²) and endless ones are no numbers, and a lone accent stays as it is."""
    return "@slash" if word[0].isdigit() else fold(word) or word


def digits(number: str) -> str:
    """A number as written, in any grouping, as plain digits with a point.

    >>> [digits(number) for number in ("1,234", "1.234", "1 234", "0,26", "1,2", "12.5", "1,234.5")]
    ['1234', '1234', '1234', '0.26', '1.2', '12.5', '1234.5']
    """
    if not number.isascii():
        number = "".join(str(int(mark)) if mark.isdecimal() else mark for mark in number)
    if number.isdecimal():
        return number
    if _GROUPED.fullmatch(number) and number[0] != "0":
        return re.sub(r"\D", "", number)
    whole, point, rest = max((number.rpartition(mark) for mark in ".,"), key=lambda parts: len(parts[0]))
    return re.sub(r"\D", "", whole) + "." + rest if point else re.sub(r"\D", "", number)
