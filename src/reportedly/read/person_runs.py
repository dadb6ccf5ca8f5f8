"""Runs of capitalised words: what in a text could be a name, and what stands on either side of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from reportedly.read.person_words import PersonWords, fold

_LINE = re.compile(r"[^\n]+")
WORD = re.compile(r"[^\W\d_]+(?:(?:['’ʼ`](?![sS]\b)|[-‑])[^\W\d_]+)*")
_CLOSE = "»”“\"’'"
_BEFORE_START = " \t\u00a0\u202f«„“\"‘'(—–-•*·►▪●”»’"
_OWN = re.compile(r"[а-яё](?:[ое]в|[иы]н)(?:ым|ым|ой|ого|ому|ых|ыми|у|а)$")
"""Endings of surnames that adjectives seldom have."""
_PREFIXED = re.compile(
    r"(?:al|el|ar|as|at|an|ad|az|ibn|bin|de|аль|эль|ель|ар|ас|ан|ад|аз|ибн|ібн|бин|бін)[-‑’'][A-ZА-ЯЁІЇЄҐ]"
)


class Word(NamedTuple):
    """A word of the text: where it stands, as written, folded, whether it has a capital."""

    start: int
    end: int
    text: str
    low: str
    capital: bool


@lru_cache(maxsize=100_000)
def _form(text: str) -> tuple[str, bool]:
    return fold(text), text[0].isupper()


@dataclass(frozen=True, slots=True)
class Run:
    """Capitalised words side by side (with initials and particles): `first` and `last` count in the words of the text."""

    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Scene:
    """A text cut into words, with what the language says of them."""

    text: str
    words: Sequence[Word]
    known: PersonWords
    latin: bool
    """Whether the language is written in Latin letters."""

    def gap(self, i: int) -> str:
        """What stands between word i and the next one (the end of the text after the last)."""
        return self._gaps[i]

    @cached_property
    def _gaps(self) -> list[str]:
        text, words = self.text, self.words
        gaps = [text[word.end : after.start] for word, after in pairwise(words)]
        return [*gaps, text[words[-1].end : words[-1].end + 40]] if words else []

    def before(self, i: int, *, over: str = " \u00a0\u202f") -> str:
        """The folded word right before word i, where nothing but `over` stands between; else nothing."""
        if i == 0:
            return ""
        return self.words[i - 1].low if not self.gap(i - 1).strip(over) else ""

    def after(self, i: int) -> str:
        """The folded word right after word i; nothing where a mark stands between."""
        if i + 1 >= len(self.words):
            return ""
        return self.words[i + 1].low if not self.gap(i).strip() and "\n" not in self.gap(i) else ""

    def starts(self, i: int) -> bool:
        """Whether a sentence, a line or a quotation starts with word i."""
        found = self._known_starts.get(i)
        if found is None:
            found = self._known_starts[i] = self._begins(i)
        return found

    def _begins(self, i: int) -> bool:
        text, at = self.text, self.words[i].start - 1
        if at >= 0 and text[at] in '«„“"':
            return True
        while at >= 0 and text[at] in _BEFORE_START:
            at -= 1
        if at < 0 or text[at] in "!?…:\n\r|":
            return True
        if text[at] != ".":
            return False
        word = self.words[i - 1] if i else None
        ended = word is None or word.end != at
        return ended or not (word.low in self.known.lists["abbreviations"] or len(word.text) == 1)  # type: ignore[union-attr]

    @cached_property
    def _known_starts(self) -> dict[int, bool]:
        return {}

    def titled(self, i: int) -> bool:
        """Whether word i stands in a line of capitals or of words with a capital each, as headlines are written."""
        at = bisect_right(self._titled_lines, (self.words[i].start, len(self.text)))
        return at > 0 and self.words[i].start < self._titled_lines[at - 1][1]

    def loud(self, i: int) -> bool:
        """Whether the words around word i are in capitals."""
        beside = [word.text for word in self.words[max(0, i - 4) : i + 5] if len(word.text) > 2]
        return sum(text.isupper() for text in beside) >= 0.6 * len(beside)

    @cached_property
    def _titled_lines(self) -> list[tuple[int, int]]:
        lines, first = [], 0
        for line in _LINE.finditer(self.text):
            last = first
            while last < len(self.words) and self.words[last].start < line.end():
                last += 1
            if self._in_title_case(self.words[first:last]):
                lines.append(line.span())
            first = last
        return lines

    def _in_title_case(self, words: Sequence[Word]) -> bool:
        """Whether a line of capitals, or of capitalised words without a full stop, is a headline: half of it common words."""
        if 2 * sum([word.capital for word in words]) < len(words):
            return False
        long = [word for word in words if len(word.text) > 3]
        if len(long) < 3 or sum(len(word.text) == 1 and word.capital for word in words) > 1:
            return False
        loud = sum(word.text.isupper() for word in long) >= 0.7 * len(long)
        stopped = self.text[words[-1].end : words[-1].end + 1] in (".", "!", "?")
        titled = self.latin and not stopped and sum(word.capital for word in long) >= 0.8 * len(long)
        known = self.known
        usual = sum("given" not in known.kind(word.text) and word.low in known.lists["common"] for word in long)
        return (loud or titled) and usual >= 2 and 2 * usual >= len(long)

    @cached_property
    def telling(self) -> dict[str, list[int]]:
        """For each kind of detail the words (by number) that point to it: "daughter" to family, "aged" to age."""
        found: dict[str, list[int]] = {}
        told = {low: self.known.tells(low) for low in {word.low for word in self.words}}
        for i, word in enumerate(self.words):
            for what in told[word.low]:
                found.setdefault(what, []).append(i)
        return found

    @cached_property
    def low_words(self) -> frozenset[str]:
        """The words that stand in lower case somewhere in the text."""
        return frozenset(word.low for word in self.words if not word.capital)

    @cached_property
    def surnames_in_capitals(self) -> bool:
        """Whether the text writes surnames in capitals, as orders and verdicts do."""
        return any(len(w.text) > 5 and w.text.isupper() and "surname" in self.known.kind(w.text) for w in self.words)

    def opens_line(self, i: int) -> bool:
        """Whether word i is the first of its line or follows a full stop."""
        return i > 0 and self.starts(i) and not self.gap(i - 1).startswith(":")

    def quoted(self, run: Run) -> bool:
        """Whether a run fills a pair of quotation marks."""
        start, end = self.words[run.first].start, self.words[run.last].end
        before, after = self.text[start - 1 : start], self.text[end : end + 1]
        return bool(before) and bool(after) and before in "«„“\"‘'" and after in _CLOSE

    def initial(self, i: int) -> bool:
        """Whether word i is a single capital letter with a full stop."""
        word = self.words[i]
        single = len(word.text) == 1 or (len(word.text) == 3 and word.text[1] in "-‑")  # «А.», «О-Х.»
        return single and word.capital and self.text[word.end : word.end + 1] == "."

    def qualifies(self, i: int) -> bool:
        """Whether an adjective with a capital stands before the thing it belongs to ("Южный округ", "Западного региона")."""
        low, after = self.words[i].low, self.after(i)
        if not after or not self.known.adjectives.fullmatch(low) or _OWN.search(low):
            return False
        further = self.after(i + 1) if self.known.adjectives.fullmatch(after) else after
        named = ("institutions", "things", "place_words")
        return any(len(word) > 2 and self.known.is_(name, word) for name in named for word in (after, further))

    def place_word(self, i: int) -> bool:
        """Whether word i is a kind of place; a short one ("г.") only with its full stop."""
        word = self.words[i]
        if word.low not in self.known.lists["place_words"]:
            return False
        if len(word.text) == 1 and word.capital:
            return False  # An initial.
        return len(word.low) > 3 or self.text[word.end : word.end + 1] == "."


def scene_of(text: str, known: PersonWords, *, latin: bool) -> Scene:
    """The text as words."""
    words = [Word(found.start(), found.end(), found[0], *_form(found[0])) for found in WORD.finditer(text)]
    return Scene(text, words, known, latin)


def runs(scene: Scene) -> Iterator[Run]:
    """Every run of capitalised words, left to right."""
    words, i = scene.words, 0
    while i < len(words):
        if not words[i].capital and not ("-" in words[i].text and _PREFIXED.match(words[i].text)):
            i += 1
            continue
        last = i
        while (after := _next(scene, last)) is not None:
            last = after
        yield Run(i, last)
        i = last + 1


def _next(scene: Scene, i: int) -> int | None:
    """The word that goes on with the run after word i."""
    if i + 1 >= len(scene.words) or not _joined(scene, i):
        return None
    if scene.words[i + 1].capital:
        return i + 1
    low = scene.words[i + 1].low
    if low in scene.known.lists["patronymic_words"]:
        return i + 1
    if _PREFIXED.match(scene.words[i + 1].text):
        return i + 1
    at = i + 1
    while at < min(i + 4, len(scene.words) - 1) and scene.words[at].low in scene.known.lists["particles"]:
        at += 1
        if scene.gap(at - 1) not in (" ", "-"):
            return None
    capital = scene.words[at].capital or _PREFIXED.match(scene.words[at].text)
    return at if at > i + 1 and capital else None


def _joined(scene: Scene, i: int) -> bool:
    gap = scene.gap(i)
    if gap in (" ", "\u00a0", "\u202f"):
        return True
    return gap in (".", ". ", ".\u00a0") and len(scene.words[i].text) == 1 and scene.words[i].capital
