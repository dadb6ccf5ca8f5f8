"""Words near a private person that could help find them: age, family, unit, call sign, address, trade, phone, numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from reportedly.read.person_names import Name, NameFinder
from reportedly.read.person_runs import Scene
from reportedly.read.person_words import fold, name_key
from reportedly.types import PersonalDetail, Quote

NEAR = 400
"""How far from a private person, in characters, a detail counts as theirs."""
_PHONE = re.compile(r"(?<![\w/.-])\+?\d[\d\u00a0 ()‑–-]{6,18}\d(?![\w/])")
_AGE_OF_NAME = re.compile(r",?\s\(?(\d{1,2})(?=\)|,|;|\.(?!\d)|\s(?:and|i|и|та|і)\b|$)")
_CAPITALS = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w’'-]+(?:\s[A-ZА-ЯЁІЇЄҐ][\w’'-]+)*")
_SERIES = re.compile(r"(?<![\w-])(?:[A-ZА-ЯІЇЄҐ]{2}\s?\d{6}|\d{4}\s\d{6}|\d{2}\s\d{2}\s\d{6})(?![\w-])")

_HIM = frozenset({"him", "her", "himself", "herself", "me", "его", "ее", "меня", "себя", "його", "її", "мене", "себе"})

Found = tuple[int, int, str]


def addresses(scene: Scene) -> list[tuple[int, int]]:
    """Where street and house stand, in order: a street named after somebody is no person."""
    found = [m.span() for pattern in scene.known.details.get("address", ()) for m in pattern.finditer(scene.text)]
    return sorted(found)


def call_signs(finder: NameFinder, names: Sequence[Name]) -> list[tuple[int, int]]:
    """Call signs: after the word for it, beside a name in quotation marks, and wherever the same word stands again."""
    scene = finder.scene
    spans = list(_named_call_signs(scene)) + list(_beside_names(finder, names))
    known = {name_key(fold(scene.text[start:end])) for start, end in spans}
    if known:
        spans += [(w.start, w.end) for w in scene.words if w.capital and name_key(w.low) in known]
    return sorted(set(spans))


def _named_call_signs(scene: Scene) -> Iterator[tuple[int, int]]:
    if scene.known.call_sign is None:
        return
    for found in scene.known.call_sign.finditer(scene.text):
        yield found.span("quoted" if found["quoted"] else "bare")


def _beside_names(finder: NameFinder, names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    scene = finder.scene
    ends = {scene.words[name.last].end for name in names}
    starts = {scene.words[name.first].start for name in names}
    for run in finder.quoted:
        start, end = scene.words[run.first].start, scene.words[run.last].end
        after_name = any(
            start - 1 - n in ends and scene.text[start - 1 - n : start - 1].strip() in ("", ",") for n in (1, 2)
        )
        role = scene.before(run.first, over=' \u00a0«„“"')
        served = scene.known.is_("roles", role) and run.first == run.last
        if (
            after_name
            or served
            or _called_so(scene, run.first)
            or (any(end + n in starts for n in (2, 3)) and after_name)
        ):
            yield start, end


def _called_so(scene: Scene, i: int) -> bool:
    """Whether the words in quotation marks are what somebody is called: "knew him as", «звали его»."""
    ahead = [scene.words[at].low for at in range(max(0, i - 4), i)]
    named = any(scene.known.is_("naming_verbs", word) for word in ahead)
    return named and not _HIM.isdisjoint(ahead)


def details(
    finder: NameFinder, private: Sequence[tuple[int, int]], signs: Sequence[tuple[int, int]]
) -> tuple[PersonalDetail, ...]:
    """The details that stand near a private person or a call sign, in order, without overlaps (the longer wins)."""
    text = finder.scene.text
    anchors = sorted([*private, *signs])
    if not anchors:
        return ()
    found = [(start, end, "call_sign") for start, end in signs]
    for start, end in _merged((max(0, s - NEAR), min(len(text), e + NEAR)) for s, e in anchors):
        found += _in_window(finder, text[start:end], start, private)
    found = [one for one in found if one[2] == "call_sign" or not _overlaps(one, private)]
    return tuple(PersonalDetail(Quote.cut(text, start, end), what) for start, end, what in _apart(found))


def _merged(windows: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last: tuple[int, int] | None = None
    for start, end in windows:
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
        else:
            if last:
                yield last
            last = start, end
    if last:
        yield last


def _overlaps(one: Found, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(spans, (one[1], 0))
    return any(start < one[1] and one[0] < end for start, end in spans[max(0, at - 2) : at + 1])


def _apart(found: Iterable[Found]) -> Iterator[Found]:
    """In order of the text, without overlaps: of two that overlap the one that starts first, then the longer."""
    end = 0
    for one in sorted(set(found), key=lambda f: (f[0], -f[1])):
        if one[0] >= end and one[1] > one[0]:
            yield one
            end = one[1]


def _in_window(finder: NameFinder, text: str, offset: int, private: Sequence[tuple[int, int]]) -> Iterator[Found]:
    known = finder.scene.known.details
    for what in ("family", "age", "unit", "address", "id_number", "occupation"):
        for pattern in known.get(what, ()):
            for match in pattern.finditer(text):
                start, end = match.span("d") if "d" in pattern.groupindex else match.span()
                yield offset + start, offset + end, what
    for match in _SERIES.finditer(text):
        yield offset + match.start(), offset + match.end(), "id_number"
    yield from _trades(finder.scene, offset, offset + len(text))
    yield from _phones(text, offset)
    yield from _ages_after_names(finder.scene.text, offset, offset + len(text), private)
    yield from _homes(finder, text, offset)


def _trades(scene: Scene, start: int, end: int) -> Iterator[Found]:
    for i in range(bisect_left(scene.words, start, key=lambda word: word.start), len(scene.words)):
        word = scene.words[i]
        if word.end > end:
            return
        trade = scene.known.is_("occupations", word.low) or (
            "-" in word.low and any(scene.known.is_("occupations", part) for part in word.low.split("-"))
        )
        if trade and scene.text[word.end : word.end + 2] not in ("'s", "’s"):
            yield word.start, word.end, "occupation"


def _phones(text: str, offset: int) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        if sum(letter.isdigit() for letter in match[0]) >= 9:
            yield offset + match.start(), offset + match.end(), "phone"


def _ages_after_names(text: str, start: int, end: int, private: Sequence[tuple[int, int]]) -> Iterator[Found]:
    for at in range(bisect_left(private, (start, 0)), len(private)):
        if private[at][0] >= end:
            return
        match = _AGE_OF_NAME.match(text[private[at][1] : private[at][1] + 12])
        if match:
            yield private[at][1] + match.start(1), private[at][1] + match.end(1), "age"


def _homes(finder: NameFinder, text: str, offset: int) -> Iterator[Found]:
    """The settlement where somebody lives or comes from; no region, no country."""
    known = finder.scene.known.details
    for pattern in known.get("residence", ()):
        for match in pattern.finditer(text):
            yield from _settlement(finder, text, match, offset)
    for name in ("from_words", "work_words"):
        for pattern in known.get(name, ()):
            for match in pattern.finditer(text):
                if _introduces_home(finder, text[max(0, match.start() - 60) : match.start()], name == "work_words"):
                    yield from _settlement(finder, text, match, offset)


_LAST_WORDS = re.compile(r"([^\W\d_]+)?\W{0,3}?\s?([^\W\d_]+)[\s,.]*$")


def _introduces_home(finder: NameFinder, before: str, at_work: bool) -> bool:
    """Whether "from" follows a trade, a role or a name, and not a verb: "a lawyer from Kyzyl", not "fled from Kyzyl"."""
    found = _LAST_WORDS.search(before)
    if not found:
        return False
    known, word = finder.scene.known, found[2]
    if known.is_("occupations", word.lower()):
        return True
    return not at_work and (before.endswith(", ") or word[0].isupper() or known.is_("roles", word.lower()))


def _settlement(finder: NameFinder, text: str, led: re.Match[str], offset: int) -> Iterator[Found]:
    match = _CAPITALS.match(text, led.end())
    if not match:
        return
    found = finder.gazetteer.candidates(match[0], finder.language)
    if found and found[0][0].kind in ("country", "region"):
        return
    start = led.start("d") if led.groupdict().get("d") else match.start()
    yield offset + start, offset + match.end(), "address"
