"""Where the name of a source begins and ends, left or right of the word that says it speaks."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.read.cues import Cues
from reportedly.read.words import Words

_INSIDE_NAMES = frozenset(["-", "–", "&", "/", "'", "’", "№", "#", "@", "("])
_LOOK_BACK = 14
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Scene:
    """A text's words together with its language's cues."""

    words: Words
    cues: Cues

    def is_(self, group: str, i: int) -> bool:
        """Whether token i belongs to the small words called `group`."""
        lower = self.words.lower
        return 0 <= i < len(lower) and lower[i] in self.cues.small.get(group, ())

    def word(self, i: int) -> str:
        """Token i as looked up; nothing outside the text."""
        lower = self.words.lower
        return lower[i] if 0 <= i < len(lower) else ""

    def speaks_here(self, i: int) -> bool:
        """Whether token i is any verb of saying, showing or counting, a noun of the same form included."""
        return self.words.lower[i] in self.cues.verbs

    def phrase(self, name: str, i: int, after: int) -> int:
        """How many tokens a phrase of the list `name` covers that starts at token i and ends before `after`, or 0."""
        lower = self.words.lower
        after = min(after, len(lower))
        if i >= after:
            return 0
        known = self.cues.phrases.get(name)
        following = lower[i + 1] if i + 1 < after else ""
        for words in known.get(lower[i], ()) if known else ():
            size = len(words)
            if size == 1 or (words[1] == following and i + size <= after and tuple(lower[i : i + size]) == words):
                return size
        return 0

    def speaks(self, i: int) -> bool:
        """Whether token i is a verb of saying and nothing else."""
        word = self.words.lower[i]
        return word in self.cues.verbs and not self.cues.has("noun_too", word)

    def numeral(self, i: int) -> bool:
        """Whether token i is a number, in digits or in words, or a vague one."""
        word = self.words.lower[i]
        return word[0].isdigit() or word in self.cues.numerals

    def name_quotation(self, i: int) -> tuple[int, int] | None:
        """First and last token of the short quotation that token i stands in, which may be a name."""
        number = self.words.quotation[i]
        if number < 0 or self.words.long_quotation(i):
            return None
        first, last = self.words.quotations[number]
        inner = range(first + 1, last)
        named = last > first + 1 and not any(self.word(k) in ",;:!?" for k in inner)
        return (first, last) if named and self.words.capital(first + 1) else None

    def abbreviates(self, i: int) -> bool:
        """Whether token i is the full stop of an abbreviation or an initial inside a name."""
        return (
            self.word(i) == "."
            and i > 0
            and self.words.is_word(i - 1)
            and len(self.word(i - 1)) <= 4
            and self._goes_on(i)
        )

    def _goes_on(self, i: int) -> bool:
        following = i + 1
        return (
            following < len(self.words)
            and self.words.is_word(following)
            and self.words.capital(i - 1)
            and self.words.capital(following)
        )


def source_left(scene: Scene, at: int, floor: int) -> tuple[int, int] | None:
    """The source's tokens [first, after the last), ending with token `at`, starting at `floor` or later; None if none."""
    first = _walk_left(scene, at, floor)
    behind = _relative_clause(scene, first, at, floor)
    if behind is not None:
        first = _walk_left(scene, behind, floor)
    first = _without_adverbial(scene, first, at + 1)
    if not scene.cues.fixed_order and scene.is_("prepositions", first) and first > floor:
        return None  # «в сетях без подтверждения пишут»: nothing but circumstances
    at = _without_place(scene, first, at)
    while first <= at and (scene.is_("coordinators", first) or scene.is_("adverbs", first)):
        first += 1
    opening = scene.phrase("opens", first, at + 1)  # "data from the office": the office speaks
    first = first + opening if first + opening <= at else first
    if first > at or not any(_nominal(scene, i) for i in range(first, at + 1)):
        return None
    return first, at + 1


def _walk_left(scene: Scene, at: int, floor: int) -> int:
    """The first token of the run of words that ends with token `at`; at + 1 where there is none."""
    i = at
    while i >= floor and at - i < _LONGEST:
        name = scene.name_quotation(i)
        if name is not None and name[0] >= floor:
            i = name[0] - 1
        elif _ends_left(scene, i):
            break
        else:
            i -= 1
    return i + 1


def _ends_left(scene: Scene, i: int) -> bool:
    words = scene.words
    if not words.is_word(i):
        return not (scene.word(i) in _INSIDE_NAMES or scene.abbreviates(i)) or words.quotation[i] >= 0
    if words.long_quotation(i) and not words.long_quotation(min(i + 1, len(words) - 1)):
        return True
    if scene.is_("coordinators", i):
        return not (scene.is_("and", i) and 0 < i < len(words) - 1 and words.capital(i - 1) and words.capital(i + 1))
    if scene.word(i) == "to" and scene.is_("close", i - 1):
        return False
    return scene.is_("stops_left", i) or (scene.speaks(i) and not words.capital(i) and not _describing(scene, i))


def _describing(scene: Scene, i: int) -> bool:
    """Whether a form of a verb of saying stands before its noun: "a leaked memo"."""
    return scene.is_("articles", i - 1) and i + 1 < len(scene.words) and scene.words.is_word(i + 1)


def _relative_clause(scene: Scene, first: int, at: int, floor: int) -> int | None:
    """The last token before a relative clause ("a baker who would not give her name") that runs up to token `at`."""
    if first <= floor or not scene.words.is_word(first - 1):
        return None
    for i in range(first - 1, max(floor, at - _LOOK_BACK), -1):
        if not scene.words.is_word(i):
            return None
        if scene.is_("person_relative", i):
            return i - 1
    return None


def _without_adverbial(scene: Scene, first: int, after: int) -> int:
    """Skips words of time and place before the source: "In May 2016 the port captain", "On Tuesday police"."""
    times = [i for i in range(first, after - 1) if scene.is_("times", i) or scene.word(i).isdigit()]
    leading = scene.is_("prepositions", first) or scene.is_("times", first) or scene.word(first).isdigit()
    if not leading:
        return first
    told = _past_told_name(scene, first, after)
    if told:
        return told
    determined = (
        i for i in range(first + 1, after) if scene.is_("determiners", i) and not scene.is_("prepositions", i - 1)
    )
    start = next(determined, None)
    if start is None and times:
        start = times[-1] + 1
    return start if start is not None else min(first + 2, after - 1)


def _past_told_name(scene: Scene, first: int, after: int) -> int:
    """The token behind «в разговоре с «Колосом»», where the source follows it; 0 where it is no such opening."""
    size = scene.phrase("told_in", first, after)
    name = scene.name_quotation(first + size) if size and first + size < after else None
    return name[1] + 1 if name is not None and name[0] == first + size and name[1] + 1 < after else 0


def _without_place(scene: Scene, first: int, at: int) -> int:
    """Leaves out «в своей манере», «у Харкові» behind the source, but keeps it in «источник в колонии»."""
    if scene.cues.fixed_order:
        return at
    return next(
        (i - 1 for i in range(first + 1, at) if scene.is_("prepositions", i) and not scene.is_("located", i - 1)), at
    )


def _nominal(scene: Scene, i: int) -> bool:
    return scene.words.is_word(i) and not any(
        scene.is_(group, i) for group in ("adverbs", "aux", "prepositions", "times", "stops_left")
    )


def opening_subject(scene: Scene, first: int, before: int) -> tuple[int, int] | None:
    """English: the words a sentence opens with, where they may be the subject of a later ", saying" or "and said"."""
    if not scene.cues.fixed_order:
        return None
    while first < before and (scene.is_("coordinators", first) or scene.is_("adverbs", first)):
        first += 1
    if scene.is_("prepositions", first) or scene.is_("clause_starts", first):
        comma = next((i for i in range(first, min(first + _LOOK_BACK, before)) if scene.word(i) == ","), before)
        first = comma + 1
    if first >= before or not scene.words.is_word(first) or scene.words.quotation[first] >= 0:
        return None
    if scene.is_("pronouns", first):
        return first, first + 1
    named = first + 1 if scene.is_("determiners", first) else first
    after = named
    while after < before and scene.words.is_word(after) and scene.words.capital(after):
        after += 1
    return (first, max(after, named + 1)) if named > first or after > named else None


def past_page(scene: Scene, at: int, ceiling: int) -> int:
    """The token after "page 12 of", «с. 8», where it opens a source; else `at`."""
    if at >= ceiling or not scene.is_("pages", at):
        return at
    end = at + 1
    while end < ceiling and (scene.word(end) in (".", "№", "-", "–") or scene.word(end)[0].isdigit()):
        end += 1
    if not scene.word(end - 1)[:1].isdigit() or end >= ceiling:
        return at
    return end + 1 if scene.is_("of_words", end) else end


def source_right(scene: Scene, at: int, ceiling: int) -> tuple[int, int] | None:
    """The source's tokens [first, after the last) that start with token `at`; None if none starts there."""
    first = at
    i = first
    while i < ceiling and i - first < _LONGEST:
        name = scene.name_quotation(i)
        if name is not None:
            i = name[1] + 1
        elif _ends_right(scene, i, first):
            break
        else:
            i += 1
    i = _through_relative(scene, i, first, ceiling)
    if i == first or not any(_nominal_right(scene, k) for k in range(first, i)):
        return None
    return first, i


def _nominal_right(scene: Scene, i: int) -> bool:
    return scene.words.is_word(i) and not scene.is_("adverbs", i) and not scene.is_("prepositions", i)


def _ends_right(scene: Scene, i: int, first: int) -> bool:
    words = scene.words
    if not words.is_word(i):
        return not (scene.word(i) in _INSIDE_NAMES or scene.abbreviates(i)) or words.quotation[i] >= 0
    if words.quotation[i] != words.quotation[first]:
        return True
    if scene.is_("stops_right", i):
        return not _part_of_name(scene, i, first)
    if i > first and ((scene.word(i)[0].isdigit() and scene.word(i - 1) != "№") or _rests_on(scene, i)):
        return True
    return i > first and scene.speaks(i) and not words.capital(i) and not scene.is_("bases", i)


def _rests_on(scene: Scene, i: int) -> bool:
    """Whether token i opens "from court sites": what a count rests on is no part of who counted."""
    near = range(i + 1, min(i + 4, len(scene.words)))
    return scene.is_("base_prepositions", i) and any(scene.is_("bases", k) for k in near)


def _part_of_name(scene: Scene, i: int, first: int) -> bool:
    """A preposition that belongs to the source: "источник в управлении", "Officials in Kyiv", "Johnson and Lee"."""
    if i == first:
        return False
    if scene.is_("coordinators", i):
        return i + 1 < len(scene.words) and scene.words.capital(i - 1) and scene.words.capital(i + 1)
    return scene.is_("located", i - 1) and (scene.is_("source_prepositions", i) or scene.is_("origins", i))


def _through_relative(scene: Scene, i: int, first: int, ceiling: int) -> int:
    """Past "who would not give her name", «, яка не схотіла назватися», up to the end of that clause."""
    start = i + 1 if i < ceiling and scene.word(i) == "," else i
    if i == first or start >= ceiling or not scene.is_("person_relative", start) or cited_at(scene, start, ceiling):
        return i
    if scene.phrase("quoted_by", start, ceiling) or carried_at(scene, start, ceiling):
        return i
    end = start
    while end < ceiling and scene.word(end) not in (",", ";", ":", ".", "—", "–", "?", "!", "”", "“", '"', "»", "''"):
        end += 1
    return end


def carried_at(scene: Scene, i: int, after: int) -> int:
    """How many tokens «яке наводить» covers behind a paper and before an outlet's name, which passes it on; or 0.

    By its form the pronoun may be subject or object: an outlet cites, a paper is cited.
    """
    size = scene.phrase("carried_by", i, after)
    if not size or i + size >= after or scene.word(i - 1) != ",":
        return 0
    named = scene.name_quotation(i + size) is not None or scene.is_("media", i + size)
    return (
        size
        if named and scene.words.is_word(i - 2) and not scene.words.capital(i - 2) and not scene.is_("media", i - 2)
        else 0
    )


def cited_at(scene: Scene, i: int, after: int) -> int:
    """How many tokens "which cites", «со ссылкой на» or "which counts from" cover at token i, or 0."""
    return scene.phrase("citing", i, after) or scene.phrase("based_on", i, after)
