"""Of whom, when and where: the scope that a number may not leave behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from reportedly.press.dates import Dated, periods, spoken
from reportedly.press.evidence import Claim, Evidence, classes
from reportedly.press.lexicon import either, lexicon, pattern
from reportedly.press.naming import known, latin, same_place
from reportedly.press.naming import places as places_in
from reportedly.press.numbers import said
from reportedly.types import Fault, Flow, Period

Findings = Iterator[tuple[Fault, str, str]]


def zero(claim: Claim, evidence: Evidence) -> Findings:
    """ "None" without those of whom it was said: it is zero for that scope alone."""
    if evidence.bounds.upper != 0 or evidence.relation is not None:
        return
    if claim.said is not None and claim.said.bounds.upper != 0:
        return
    if not _scoped(claim, evidence):
        yield (
            Fault.ZERO_WITHOUT_SCOPE,
            "zero for a group that the sentence does not name.",
            f"Say of whom it is said, as the report does: “{evidence.sentence.strip()}”",
        )


def _scoped(claim: Claim, evidence: Evidence) -> bool:
    words = lexicon(claim.language)
    if pattern(words.refers).search(claim.sentence):
        return True
    if not _group_kept(claim, evidence) or not _time_kept(claim, evidence) or not _place_kept(claim, evidence):
        return False
    if claim.language != evidence.language:
        return True
    needed = _telling(evidence.sentence, evidence) or _telling(evidence.before, evidence)
    return not needed or bool(needed & _telling(claim.sentence, evidence))


def _group_kept(claim: Claim, evidence: Evidence) -> bool:
    """Whether those of whom "none" is said are still there: by their number, or by the words that narrow them down."""
    counts = {value for one in said(evidence.sentence, evidence.language) for value in one.values if value > 1}
    theirs = _group(evidence.language).search(evidence.sentence)
    if not counts and theirs is None:
        return True
    if counts & {value for one in said(claim.sentence, claim.language) for value in one.values}:
        return True
    mine = _group(claim.language).search(claim.sentence)
    if claim.language != evidence.language:
        return mine is not None and (not counts or len(re.findall(r"[^\W\d_]{4,}", mine["group"])) > 1)
    asked = _stems(theirs["group"]) if theirs and not counts else _stems(evidence.sentence)
    nouns = {word[:5] for word in re.findall(r"\w+", claim.sentence.lower()) if _counted(word, claim.language)}
    kept = _stems(mine["group"]) if mine else _stems(claim.sentence) if not counts else set()
    return bool(asked & kept - (nouns if counts else set()))


def _counted(word: str, language: str) -> bool:
    return bool(classes(word, lexicon(language).units))


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower())}


@cache
def _group(language: str) -> re.Pattern[str]:
    none = either(lexicon(language).none)
    return re.compile(
        rf"(?<!\w){none}\s+(?:of|из|із|з)\s+(?:the\s+|\d+\s+)?(?P<group>(?:[^\W\d_]+\s+){{0,3}}?[^\W\d_]+)"
        r"(?=\s+(?:was|were|is|are|has|had|have|did|in|by|не|в|у)\b|[.,;]|\Z)",
        re.IGNORECASE,
    )


def _time_kept(claim: Claim, evidence: Evidence) -> bool:
    return not _timed(evidence.sentence, evidence.language) or _timed(claim.window, claim.language)


def _timed(text: str, language: str) -> bool:
    words = lexicon(language)
    return bool(classes(text, words.lasting) or spoken(language).search(text) or pattern(words.since).search(text))


def _place_kept(claim: Claim, evidence: Evidence) -> bool:
    located = places_in(evidence.sentence, evidence.language)
    found = re.findall(r"[A-ZА-ЯЁІЇЄҐ][\w'’-]{2,}", claim.window)
    return not located or any(same_place(one, place) for one in found for place in located)


def _telling(text: str, evidence: Evidence) -> frozenset[str]:
    """Stems of the words that narrow a group down: not the counted nouns, the deeds, names, numbers or small words."""
    words = lexicon(evidence.language)
    names = latin(" ".join(evidence.names))
    found = set()
    for word in re.findall(r"[^\W\d_]{3,}", text.lower()):
        dull = word in words.small or latin(word)[:5] in names or pattern(words.none).fullmatch(word)
        if not dull and not _house_word(word, evidence.language):
            found.add(word[:5])
    return frozenset(found)


def _house_word(word: str, language: str) -> bool:
    words = lexicon(language)
    told = pattern((*words.cues, *words.cues_after)).fullmatch(word) or word in ("according", "данным", "даними")
    hedged = classes(word, words.hedges)
    return bool(told or hedged or classes(word, words.units) or classes(word, words.deeds))


def stretch(claim: Claim, evidence: Evidence) -> Findings:
    """Other days than the report's: another month, a year for a month, "in March" for "since mobilisation"."""
    theirs = _theirs(evidence)
    near = max((period.end for period in theirs if period.end), default=None)
    mine = _nearest(claim, periods(claim.sentence, claim.language, near))
    if mine is None or not theirs:
        yield from _since(claim, evidence, mine)
        return
    if not any(_meet(mine.period, period) for period in theirs):
        yield (
            Fault.PERIOD_CHANGED,
            f"“{mine.period.as_written or mine.period.start}” is not the figure's time.",
            "Give the report's days.",
        )
    elif _widened(claim, mine, theirs, evidence):
        yield (
            Fault.PERIOD_CHANGED,
            "the figure counts a shorter time than the sentence says.",
            "Give the report's days.",
        )
    else:
        yield from _since(claim, evidence, mine)


def _theirs(evidence: Evidence) -> tuple[Period, ...]:
    return tuple(period for period in (evidence.period, *evidence.stretches) if period is not None)


def _nearest(claim: Claim, dated: tuple[Dated, ...]) -> Dated | None:
    """The date that belongs to a number: one right before it, else the next after it, else the last before it; never
    one with another number between."""
    before = [one for one in dated if one.span.end <= claim.at and not _number(claim.sentence[one.span.end : claim.at])]
    after = [
        one for one in dated if one.span.start >= claim.end and not _number(claim.sentence[claim.end : one.span.start])
    ]
    if before and not re.search(r"[,;:]|\b(?:and|but|и|а|та|і)\b", claim.sentence[before[-1].span.end : claim.at]):
        return before[-1]
    return after[0] if after else (before[-1] if before else None)


def _number(words: str) -> bool:
    return re.search(r"\d{2,}|;", words) is not None


def _meet(one: Period, other: Period) -> bool:
    return (one.start or date.min) <= (other.end or date.max) and (other.start or date.min) <= (one.end or date.max)


def _widened(claim: Claim, mine: Dated, theirs: tuple[Period, ...], evidence: Evidence) -> bool:
    if evidence.flow not in (Flow.PERIOD, None) or _open(claim, mine):
        return False
    if any(period.start is None or period.end is None for period in theirs):
        return False
    if any(_days(period) * 2 >= _days(mine.period) for period in theirs):
        return False
    beside = periods(claim.window, claim.language)
    return not any(_days(one.period) * 2 < _days(mine.period) and _meet(one.period, mine.period) for one in beside)


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1 if period.start and period.end else 10**6


def _open(claim: Claim, mine: Dated) -> bool:
    before = claim.sentence[max(0, mine.span.start - 24) : mine.span.start]
    return (
        re.search(
            r"\b(?:since|start of|beginning of|by|until|from|as of|to|с|со|до|к|от|від|з|на)\s+(?:\w+\s+){0,2}\Z",
            before,
            re.I,
        )
        is not None
    )


def _since(claim: Claim, evidence: Evidence, mine: Dated | None) -> Findings:
    words = lexicon(claim.language)
    running = pattern(words.since).search(claim.sentence) is not None
    if mine is not None and evidence.flow is Flow.CUMULATIVE and not running and not _open(claim, mine):
        closed = _days(mine.period) > 1 and not any(_same(mine.period, period) for period in evidence.stretches)
        if closed:
            yield Fault.PERIOD_CHANGED, "the figure runs since a start; it is no period's count.", "Say since when."
    elif running and mine is None and evidence.flow is Flow.PERIOD and not _period_beside(claim, evidence):
        yield Fault.PERIOD_CHANGED, "the figure counts one period, not all since a start.", "Give the report's days."


def _period_beside(claim: Claim, evidence: Evidence) -> bool:
    if evidence.period is None or not _closed(evidence):
        return True
    return any(_meet(one.period, evidence.period) for one in periods(claim.window, claim.language))


def _closed(evidence: Evidence) -> bool:
    return evidence.period is not None and evidence.period.start is not None and evidence.period.end is not None


def _same(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def place(claim: Claim, evidence: Evidence) -> Findings:
    """A place that the report does not name for the figure."""
    if not evidence.places:
        return
    words, allowed = lexicon(claim.language), (*evidence.places, *evidence.names)
    told = (evidence.sentence, evidence.before, *evidence.names, *evidence.outlets)
    for name in places_in(claim.sentence, claim.language):
        if pattern(words.wide).fullmatch(name) or known(name, told):
            continue
        if not any(same_place(name, other) for other in allowed) and not _elsewhere(claim, name):
            yield Fault.PLACE_CHANGED, f"the report does not say it of {name}.", f"Say {evidence.places[0]}."


def _elsewhere(claim: Claim, name: str) -> bool:
    """Whether the name stands before another number or far off, and so locates something else."""
    at = claim.sentence.find(name)
    first, last = sorted((at, claim.at))
    return (
        re.search(r"\d{2,}|[;:]", claim.sentence[first + len(name) if at < claim.at else claim.end : last]) is not None
    )
