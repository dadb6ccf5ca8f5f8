"""Words near a private person that could help find them: age, family, unit, call sign, address, trade, phone, numbers."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from reportedly.read.person_homes import homes, homes_of_names
from reportedly.read.person_names import Name, NameFinder
from reportedly.read.person_runs import Scene
from reportedly.read.person_trades import in_roles, trades, trades_after
from reportedly.read.person_words import fold, name_key
from reportedly.types import PersonalDetail, Quote

NEAR = 400
"""How far from a private person, in characters, a detail counts as theirs."""
_WIDE, _CLOSE = (60, 70), (35, 45)
"""How far from a word that a detail holds the detail may begin and end."""
_PHONE = re.compile(r"(?<![\w/.-])\+?\d[\d\u00a0 ()‑–-]{6,18}\d(?![\w/])")
_AGE_OF_NAME = re.compile(r",?\s\(?(\d{1,2})(?=\)|,|;|\.(?!\d)|\s(?:and|i|и|та|і)\b|$)")
_SERIES = re.compile(r"(?<![\w-])(?:[A-ZА-ЯІЇЄҐ]{2}\s?\d{6}|\d{4}\s\d{6}|\d{2}\s\d{2}\s\d{6})(?![\w-])")
_TOWN_BEFORE = re.compile(r"[A-ZА-ЯЁІЇЄҐ][\w’'-]+,\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGITS = re.compile(r"\d+")
_NUMERO = re.compile("№")
_BY_PATTERNS = ("family", "age", "unit", "address", "id_number", "occupation")
_HIM = frozenset({"him", "her", "himself", "herself", "me", "его", "ее", "меня", "себя", "його", "її", "мене", "себе"})

Found = tuple[int, int, str]


def addresses(scene: Scene) -> list[tuple[int, int]]:
    """Where street and house stand, in order: a street named after somebody is no person."""
    places = [scene.words[i].start for i in scene.telling.get("address", ())]
    spans = list(_around(scene.text, places, 0, len(scene.text)))
    patterns = scene.known.details.get("address", ())
    return sorted(m.span() for p in patterns for start, end in spans for m in p.finditer(scene.text, start, end))


# -- call signs --------------------------------------------------------------------------------------------------------


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
    for run in finder.quoted:
        start, end = scene.words[run.first].start, scene.words[run.last].end
        after_name = any(
            start - 1 - n in ends and scene.text[start - 1 - n : start - 1].strip() in ("", ",") for n in (1, 2)
        )
        role = scene.before(run.first, over=' \u00a0«„“"')
        served = scene.known.is_("roles", role) and run.first == run.last
        if after_name or served or _called_so(scene, run.first):
            yield start, end


def _called_so(scene: Scene, i: int) -> bool:
    """Whether the words in quotation marks are what somebody is called: "knew him as", «звали его»."""
    ahead = [scene.words[at].low for at in range(max(0, i - 4), i)]
    named = any(scene.known.is_("naming_verbs", word) for word in ahead)
    return named and not _HIM.isdisjoint(ahead)


# -- all details ---------------------------------------------------------------------------------------------------------


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
        found += _in_window(finder, start, end)
    for anchor in anchors:
        found += _after_name(finder, anchor[1])
    found += homes_of_names(finder, [end for _, end in anchors])
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
    for one in sorted(set(found), key=lambda f: (f[0], -f[1], f[2] != "phone", f[2])):
        start = max(one[0], end)
        if one[1] > start:
            yield start, one[1], one[2]
            end = one[1]


def _in_window(finder: NameFinder, start: int, end: int) -> Iterator[Found]:
    scene, text = finder.scene, finder.scene.text
    here = {what: _between(scene, at, start, end) for what, at in scene.telling.items()}
    digits = [m.start() for m in _DIGITS.finditer(text, start, end)]
    for what in _BY_PATTERNS:
        points = [scene.words[i].start for i in here.get(what, ())]
        if what == "age":
            points += digits
        elif what == "id_number":
            points += [m.start() for m in _NUMERO.finditer(text, start, end)]
        reach = _CLOSE if what == "age" else _WIDE
        for first, last in _around(text, sorted(points), start, end, reach):
            yield from _by_patterns(scene, what, first, last)
    for first, last in _around(text, digits, start, end):
        yield from _numbers(text, first, last)
    yield from trades(scene, here.get("trade", ()))
    yield from homes(finder, here.get("residence", ()), here.get("from", ()), here.get("at", ()))


def _between(scene: Scene, words: Sequence[int], start: int, end: int) -> Sequence[int]:
    """Those of the words (their numbers, in order) that stand between two offsets."""
    first = bisect_left(words, start, key=lambda i: scene.words[i].start)
    return words[first : bisect_right(words, end, key=lambda i: scene.words[i].end)]


def _around(
    text: str, points: Sequence[int], start: int, end: int, reach: tuple[int, int] = _WIDE
) -> Iterator[tuple[int, int]]:
    """Stretches around the points, which break no word."""
    for first, last in _merged((max(start, at - reach[0]), min(end, at + reach[1])) for at in points):
        first = text.rfind(" ", 0, first) + 1 if first > start else first
        blank = text.find(" ", last)
        yield first, blank if 0 <= blank < last + 40 else min(len(text), last + 40)


def _by_patterns(scene: Scene, what: str, start: int, end: int) -> Iterator[Found]:
    for pattern in scene.known.details.get(what, ()):
        for match in pattern.finditer(scene.text, start, end):
            first, last = match.span("d") if "d" in pattern.groupindex else match.span()
            town = _TOWN_BEFORE.search(scene.text, max(0, first - 30), first) if what == "address" else None
            first = town.start() if town else first
            if not _mistaken(scene, what, scene.text[first:last]):
                yield first, last, what


def _mistaken(scene: Scene, what: str, words: str) -> bool:
    """Whether the words only look like the detail: a soldier's part for a trade, a year for a number of papers."""
    if what == "id_number":
        return _YEAR.fullmatch(words.strip()) is not None
    return what == "occupation" and in_roles(scene, words)


def _numbers(text: str, start: int, end: int) -> Iterator[Found]:
    for match in _SERIES.finditer(text, start, end):
        yield match.start(), match.end(), "id_number"
    for match in _PHONE.finditer(text, start, end):
        if sum(letter.isdigit() for letter in match[0]) >= 9:
            yield match.start(), match.end(), "phone"


def _after_name(finder: NameFinder, end: int) -> Iterator[Found]:
    """What is set right after a name or a call sign: an age, years of life, a trade."""
    text, known = finder.scene.text, finder.scene.known
    match = _AGE_OF_NAME.match(text[end : end + 12])
    if match:
        yield end + match.start(1), end + match.end(1), "age"
    for pattern in known.details.get("age_after", ()):
        found = pattern.match(text, end)
        if found:
            yield *found.span("d"), "age"
    yield from trades_after(finder.scene, end)
