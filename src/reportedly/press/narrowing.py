"""What a wider or narrower scope does to a number: part of a town for the town, two places as one, a season as a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reportedly.press.dates import Dated, periods
from reportedly.press.evidence import Claim, Evidence, classes
from reportedly.press.lexicon import either, lexicon, pattern
from reportedly.press.naming import capitals, known, same_place
from reportedly.press.naming import places as places_in
from reportedly.types import Fault, Period

Findings = Iterator[tuple[Fault, str, str]]

_CAPITAL = r"[A-ZА-ЯЁІЇЄҐ][\w'’-]{2,}"


def wider(claim: Claim, evidence: Evidence) -> Findings:
    """A larger place than the report's, or one of the two that it counts together."""
    clause = clause_of(claim)
    if _only_wide(claim, clause, evidence) or _whole(claim, clause, evidence) or _part_lost(claim, clause, evidence):
        yield Fault.PLACE_CHANGED, "the report counts a smaller place.", "Name the place as the report does."
    elif _one_of_two(claim, evidence):
        yield Fault.PLACE_CHANGED, "the report counts two places together.", "Name both, or none."


def clause_of(claim: Claim) -> str:
    """The claim's own stretch of its sentence, between commas."""
    start = max((match.end() for match in re.finditer(r"[,;:(]\s", claim.sentence[: claim.at])), default=0)
    rest = re.split(r"[,;:)]\s", claim.sentence[claim.end :], maxsplit=1)[0]
    return claim.sentence[start : claim.end] + rest


def _named_in(clause: str, evidence: Evidence) -> bool:
    found = re.findall(_CAPITAL, clause)
    return any(same_place(one, other) for one in found for place in evidence.places for other in place.split())


def _narrow(evidence: Evidence) -> bool:
    wide = pattern(lexicon(evidence.language).wide)
    return any(not wide.fullmatch(place) and not known(place, evidence.names) for place in evidence.places)


def _only_wide(claim: Claim, clause: str, evidence: Evidence) -> bool:
    located, wide = places_in(clause, claim.language), pattern(lexicon(claim.language).wide)
    country = any(match[0][0].isupper() for match in wide.finditer(clause))
    if not country or not all(wide.fullmatch(place) for place in located) or not _narrow(evidence):
        return False
    told = pattern(lexicon(evidence.language).wide).search(evidence.sentence)
    return told is None and not _named_in(wide.sub("", clause), evidence)


def _whole(claim: Claim, clause: str, evidence: Evidence) -> bool:
    words, theirs = lexicon(claim.language), lexicon(evidence.language)
    if not pattern(words.whole).search(clause) or pattern(words.parted).search(clause):
        return False
    told = f"{evidence.before} {evidence.sentence}"
    if not pattern(theirs.whole).search(told):
        clause = re.sub(rf"{_CAPITAL}\s+(?i:{either(words.whole)})(?!\w)", "", clause)
    return not pattern(theirs.whole).search(told) and _narrow(evidence) and not _named_in(clause, evidence)


def _part_lost(claim: Claim, clause: str, evidence: Evidence) -> bool:
    """ "The Kirovsky district of Yaroslavl", told as Yaroslavl."""
    if pattern(lexicon(claim.language).parted).search(claim.sentence):
        return False
    names = re.findall(_CAPITAL, clause)
    for match in _parts(evidence.language).finditer(evidence.sentence):
        whole = any(same_place(name, match["whole"]) for name in names)
        if whole and not any(same_place(name, match["part"]) for name in names):
            return True
    return False


def _parts(language: str) -> re.Pattern[str]:
    parted = f"(?i:{either(lexicon(language).parted)})"
    return re.compile(rf"(?P<part>{_CAPITAL})\s+{parted}\s+(?:of\s+|in\s+)?(?:the\s+)?(?P<whole>{_CAPITAL})")


def _one_of_two(claim: Claim, evidence: Evidence) -> bool:
    words = lexicon(evidence.language)
    pair = re.compile(
        rf"(?<!\w)(?i:{either(words.locative)})\s+(?:[a-zа-яёіїєґ]+\s+)?(?P<one>{_CAPITAL})\s+(?:and|и|і|й|та)\s+"
        rf"(?:(?i:{either(words.locative)})\s+)?(?P<other>{_CAPITAL})"
    )
    here, beside = places_in(clause_of(claim), claim.language), re.findall(_CAPITAL, claim.window)
    for match in pair.finditer(evidence.sentence):
        both = (match["one"], match["other"])
        told = [any(same_place(name, place) for name in here) for place in both]
        near = all(any(same_place(name, place) for name in beside) for place in both)
        if any(told) and not near and not _counted_apart(evidence, match["one"]):
            return True
    return False


def _counted_apart(evidence: Evidence, place: str) -> bool:
    """Whether the report names a place of the two again, perhaps with a number of its own."""
    return sum(same_place(name, place) for name in capitals(evidence.sentence)) > 1


def spell(claim: Claim, evidence: Evidence) -> Findings:
    """A length of time that is not the report's: a season told as a day, a year as the whole war; one of two periods."""
    words = lexicon(claim.language)
    mine = classes(clause_of(claim), words.lasting) or classes(claim.sentence, words.lasting)
    theirs = _lengths(evidence)
    if mine and theirs and not mine & theirs:
        yield Fault.PERIOD_CHANGED, "the figure counts another length of time.", "Give the report's days."
    elif _one_period_of_two(claim, evidence):
        yield Fault.PERIOD_CHANGED, "the figure counts two periods together.", "Give both, as the report does."


def _lengths(evidence: Evidence) -> frozenset[str]:
    """The lengths of time that the report's words may be told as; none where they name no time."""
    words, told = lexicon(evidence.language), evidence.sentence
    found = set(classes(told, words.lasting))
    since = pattern(words.since).search(told) is not None
    dated = [one.period for one in periods(told, evidence.language, evidence.published)]
    if len(dated) > 1:
        found |= {"week", "month"}
    for period in (*dated, *evidence.stretches):
        found |= _told_as(period)
    if since and "war" not in found:
        found -= {"day"} if evidence.period is None or len(dated) != 1 else set()
        found |= {"war"} if any(period.start and period.start.year == 2022 for period in dated) else {"season"}
        old = _begun_earlier(evidence)
        found = found - {"year", "month", "day", "week"} if old else found | {"year"}
    return frozenset(found)


def _begun_earlier(evidence: Evidence) -> bool:
    """Whether a running count began in a year before the one that the report was published in."""
    for match in pattern(lexicon(evidence.language).since).finditer(evidence.sentence):
        near = evidence.sentence[match.start() : match.end() + 40].split(",")[0]
        years = [one.period.start.year for one in periods(near, evidence.language) if one.period.start]
        if years and evidence.published and min(years) < evidence.published.year:
            return True
    return False


def _told_as(period: Period) -> set[str]:
    if period.start is None or period.end is None:
        return set()
    days = (period.end - period.start).days + 1
    if days == 1:
        return {"day"}
    if days <= 31:
        return {"month", "season"}
    return {"season"} if days < 365 else {"year"}


def _one_period_of_two(claim: Claim, evidence: Evidence) -> bool:
    dated = periods(evidence.sentence, evidence.language, evidence.published)
    mine = periods(claim.window, claim.language, evidence.published)
    if not mine or pattern(lexicon(claim.language).since).search(claim.sentence):
        return False
    for one, other in pairwise(dated):
        if _joined(one, other, evidence):
            met = [any(_within(m.period, p.period) for m in mine) for p in (one, other)]
            whole = any(_within(one.period, m.period) and _within(other.period, m.period) for m in mine)
            opened = any(_open(claim.window, m) for m in mine)
            if any(met) and not all(met) and not whole and not opened:
                return True
    return False


def _joined(one: Dated, other: Dated, evidence: Evidence) -> bool:
    between = evidence.sentence[one.span.end : other.span.start]
    return re.fullmatch(r"\s*(?:and|и|і|й|та)\s+(?:[^\W\d]+\s+){0,3}", between) is not None


def _within(inner: Period, outer: Period) -> bool:
    if inner.start is None or inner.end is None or outer.start is None or outer.end is None:
        return False
    return outer.start <= inner.start and inner.end <= outer.end


def _open(text: str, mine: Dated) -> bool:
    before = text[max(0, mine.span.start - 16) : mine.span.start]
    return re.search(r"\b(?:since|from|с|со|з|із|від)\s+(?:\w+\s+)?\Z", before, re.IGNORECASE) is not None
