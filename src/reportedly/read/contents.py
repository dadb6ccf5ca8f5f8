"""What is said: the stretches of text that belong to a cue, before its source, after it, or on both sides."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from reportedly.read.cues import HEDGE_OF, CueKind
from reportedly.read.said import Said, Stretch, Tokens
from reportedly.read.sources import Scene

_QUOTES = frozenset('«»“”„"') | {"''", "``"}
_SKIPPED = frozenset(",—–-:;")


def content_of(
    scene: Scene, stretch: Stretch, said: Said, later: Sequence[Said], earlier: Sequence[Said]
) -> Iterator[Tokens]:
    """What is said, in one or two stretches: before the source and cue, after them, or both."""
    if _says_before(scene, stretch, said):
        yield from _before(scene, stretch, said, earlier)
        if _goes_on(scene, stretch, said):
            yield from _after(scene, stretch, said, later)
        else:
            yield from _quotation_after(scene, said)
    else:
        yield from _after(scene, stretch, said, later)


def _goes_on(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether what is said goes on after an inserted source: "..., by X's data, ...", "..., X notes: ..."."""
    if said.end >= stretch.after:
        return False
    mark = scene.word(said.end)
    as_clause = scene.is_("as_words", said.start - 1)
    return mark == ":" or (mark == "," and (said.phrase or as_clause) and said.end + 1 < stretch.after)


def _says_before(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether what is said stands before source and cue: "..., said X", "..., X said on Monday."""
    start = _start(scene, said)
    if start <= stretch.first and not _after_quotation(scene, start):
        return False
    if said.shared or (start > stretch.first and scene.is_("as_words", start - 1) and start - 1 <= stretch.first):
        return False
    before = scene.word(start - 1)
    if said.phrase:
        return start > stretch.first and before not in (";", ":") and not scene.is_("joints", start - 1)
    if _quoted_before(scene, said) and not scene.name_quotation(start - 1):
        return not _inner_quotation(scene, stretch, said)
    if opens_quotation(scene, said.end, stretch.after):
        return False
    if before == ";" and said.inverted and said.end < stretch.after and _tells_on(scene, said.end):
        return False
    return (before in ",—–" or said.inverted) and before != ":" and _closes(scene, said, stretch.after)


def _tells_on(scene: Scene, at: int) -> bool:
    """Whether what is said goes on right behind the source: «; подтвердили они 31 случай»."""
    return scene.numeral(at) or scene.is_("quantifiers", at)


def _inner_quotation(scene: Scene, stretch: Stretch, said: Said) -> bool:
    """Whether the quotation before the source is only part of a phrase, and what is said follows: "On “This Week,” X said he"."""
    at = said.start - 1
    while at > stretch.first and scene.words.quotation[at] < 0:
        at -= 1
    opened = scene.words.quotations[scene.words.quotation[at]][0] if scene.words.quotation[at] >= 0 else at
    follows = said.end < stretch.after and (scene.is_("that", said.end) or scene.is_("pronouns", said.end))
    return opened > stretch.first and follows and not said.inverted


def opens_quotation(scene: Scene, at: int, after: int) -> bool:
    """Whether a quotation begins at token `at`, a comma or colon left out."""
    while at < after and scene.word(at) in (",", ":"):
        at += 1
    number = scene.words.quotation[at] if at < after else -1
    return number >= 0 and scene.words.quotations[number][0] == at


def _start(scene: Scene, said: Said) -> int:
    """Where source and cue begin, with the preposition of «в банке не уверены»."""
    start = said.start
    leads = said.source is not None and said.source[0] == start and scene.is_("source_prepositions", start - 1)
    return start - 1 if leads and not scene.cues.fixed_order else start


def _after_quotation(scene: Scene, start: int) -> bool:
    """Whether a quotation ends right before token `start` in the same paragraph."""
    return start > 0 and scene.word(start - 1) in _QUOTES and scene.words.long_quotation(start - 1)


def _closes(scene: Scene, said: Said, after: int) -> bool:
    """Whether nothing that is said follows source and cue: the sentence or the clause ends, or only when and where follows."""
    at = said.end
    if at >= after or not scene.words.is_word(at):
        return at >= after or scene.word(at) not in _QUOTES | (frozenset() if said.inverted else {":"})
    if any(scene.is_(group, at) for group in ("that", "determiners", "pronouns", "quantifiers")):
        return False
    if scene.word(at) == "at" and scene.word(at + 1) in ("least", "most"):
        return False
    return said.inverted or any(scene.is_(group, at) for group in ("prepositions", "times", "adverbs", "clause_starts"))


def _before(scene: Scene, stretch: Stretch, said: Said, earlier: Sequence[Said]) -> Iterator[Tokens]:
    after = _start(scene, said)
    first = stretch.first
    if after > 0 and scene.word(after - 1) == ",":
        after -= 1
    if scene.is_("as_words", after - 1):
        after -= 2 if scene.word(after - 2) == "," else 1
    last_quoted = after - 1
    if last_quoted >= 0 and scene.words.long_quotation(last_quoted):
        first = min(first, scene.words.quotations[scene.words.quotation[last_quoted]][0])
    for other in earlier:
        if other.end <= after and other.end > first and _semicolon(stretch, other.end, after):
            first = _semicolon(stretch, other.end, after)
    if first < after:
        yield first, after


def _semicolon(stretch: Stretch, first: int, after: int) -> int:
    """The token after the first semicolon among [first, after), or 0."""
    at = bisect_left(stretch.semicolons, first)
    return stretch.semicolons[at] + 1 if at < len(stretch.semicolons) and stretch.semicolons[at] < after else 0


def _quotation_after(scene: Scene, said: Said) -> Iterator[Tokens]:
    """The quotation that goes on after the source: "A," he said. "B"."""
    words = scene.words
    for i in range(said.end, min(said.end + 8, len(words))):
        if scene.word(i) == "\n":
            return
        number = words.quotation[i]
        if number >= 0:
            first, last = words.quotations[number]
            if first == i and _quoted_before(scene, said) and scene.word(i - 1) in ".,—–-:":
                yield first, last + 1
            return


def _quoted_before(scene: Scene, said: Said) -> bool:
    """Whether a closing quotation mark stands right before, but for commas and dashes."""
    at = said.start - 1
    while at > said.start - 4 and at >= 0 and scene.word(at) in (",", "—", "–", "-", "."):
        at -= 1
    number = scene.words.quotation[at] if at >= 0 else -1
    return number >= 0 and scene.words.quotations[number][1] == at and scene.name_quotation(at) is None


def _after(scene: Scene, stretch: Stretch, said: Said, later: Sequence[Said]) -> Iterator[Tokens]:
    first, after = said.after, stretch.after
    while first < after and scene.word(first) in _SKIPPED:
        first += 1
    for other in later:
        spliced = other.start > first and scene.word(other.start - 1) == "," and other.source and not other.phrase
        if (
            spliced
            and not other.inverted
            and any(scene.numeral(k) for k in range(first, other.start))
            and not _says_before(scene, stretch, other)
        ):
            after = min(after, other.start)
            break
        if (
            other.shared
            or _breaks(scene, said, first, other.start)
            or _semicolon(stretch, first, other.start)
            or (other.phrase and not _opens_content(other, first))
        ):
            after = min(after, other.start)
            break
    if scene.is_("holds", said.cue[1] - 1):
        after = next((k for k in range(first, after) if scene.is_("contrasts", k)), after)
    if said.kind in HEDGE_OF and said.kind is not CueKind.ALLEGE:
        after = next((k for k in range(first, after) if scene.word(k) in (";", ":")), after)
    after = _trimmed(scene, first, after)
    if after > first and scene.words.long_quotation(after - 1):
        after = max(after, scene.words.quotations[scene.words.quotation[after - 1]][1] + 1)
    if first < after:
        yield first, after


def _breaks(scene: Scene, said: Said, first: int, start: int) -> bool:
    """Whether a contrast ("..., while police counted") or, after a denial, a colon ends what is said before the next cue."""
    if start - 2 > first and scene.is_("contrasts", start - 1) and scene.word(start - 2) == ",":
        return True
    return said.kind is CueKind.DENY and any(scene.word(k) == ":" for k in range(first, start))


def _opens_content(other: Said, first: int) -> bool:
    return other.start - first <= 3


def _trimmed(scene: Scene, first: int, after: int) -> int:
    """Leaves out the marks and the conjunction at the end of what is said."""
    while after > first and (scene.word(after - 1) in ",;.—–:" or (scene.is_("coordinators", after - 1))):
        after -= 1
    return after
