"""Is a claim in a brief firmer than, or other than, what stands behind it? One judge for the gate and for measuring."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportedly.press.attributing import attribution, confirmation, several
from reportedly.press.evidence import Claim, Evidence, classes, contains, deeds_about, rate_of
from reportedly.press.lexicon import lexicon, pattern
from reportedly.press.narrowing import spell, wider
from reportedly.press.nouns import unit_of
from reportedly.press.numbers import Said, Sort
from reportedly.press.scope import place, stretch, zero
from reportedly.press.wording import in_words, relation_in_words
from reportedly.types import Fault, Flow, Hedge, Mood, Qualifier


@dataclass(frozen=True, slots=True)
class Judgement:
    """One thing that is wrong with a claim, and what to do about it."""

    fault: Fault
    says: str
    remedy: str


def judge(claim: Claim, evidence: Evidence) -> tuple[Judgement, ...]:
    """What is wrong with a claim, held against the figure that it stands on; nothing where the two agree.

    A claim may be weaker than its figure ("at least 600" of 684) and never firmer.
    """
    found: dict[Fault, Judgement] = {}
    for check in _CHECKS:
        for fault, says, remedy in check(claim, evidence):
            found.setdefault(fault, Judgement(fault, says, remedy))
    return tuple(found.values())


Findings = Iterator[tuple[Fault, str, str]]


def number(claim: Claim, evidence: Evidence) -> Findings:
    """The number itself: another one, or the same with its qualifier dropped or made firmer."""
    said = claim.said
    if said is None:
        yield Fault.NUMBER_CHANGED, "the tied words hold no number.", f"Write {_meant(evidence)}."
    elif evidence.relation is not None or said.relation is not None:
        yield from _share(said, evidence)
    elif not evidence.bounds.known:
        yield from _absence(said)
    elif said.sort is Sort.RATIO:
        return
    elif not contains(said.bounds, evidence.bounds):
        yield _firmer(said, evidence)
    elif not _rounded(said, evidence):
        yield Fault.NUMBER_CHANGED, f"the figure says {_meant(evidence)}.", f"Write {_meant(evidence)}."


def _share(said: Said, evidence: Evidence) -> Findings:
    mine, theirs = said.relation, evidence.relation
    if mine is None or theirs is None:
        yield Fault.NUMBER_CHANGED, "a share and a count are two things.", f"Write {_meant(evidence)}."
    elif mine.share is None:
        if theirs.share is not None and theirs.share <= 0.5:
            yield Fault.NUMBER_CHANGED, "the figure is not more than half.", f"Write {_meant(evidence)}."
    elif theirs.share is None or abs(mine.share - theirs.share) > 0.01:
        yield Fault.NUMBER_CHANGED, "the share is another one.", f"Write {_meant(evidence)}."
    elif theirs.qualifier is not None and mine.qualifier is None:
        yield Fault.LOST_BOUND, "the share lost its qualifier.", f"Write {_meant(evidence)}."


def _absence(said: Said) -> Findings:
    if said.bounds.upper == 0:
        yield Fault.ZERO_WITHOUT_SCOPE, "no report is not zero.", "Write that no figure is reported."
    else:
        yield Fault.NUMBER_CHANGED, "the report gives no figure.", "Write that no figure is reported."


def _firmer(said: Said, evidence: Evidence) -> tuple[Fault, str, str]:
    meant = _meant(evidence)
    if _same_numeral(said, evidence) or (said.qualifier in _VAGUE and said.qualifier is evidence.qualifier):
        return Fault.LOST_BOUND, f"firmer than the figure, which says {meant}.", f"Write {meant}."
    return Fault.NUMBER_CHANGED, f"the figure says {meant}.", f"Write {meant}."


_VAGUE = (Qualifier.COUPLE, Qualifier.DOZEN, Qualifier.DOZENS, Qualifier.HUNDREDS, Qualifier.THOUSANDS)
_NEAR = 0.15
"""How far a rounded number may lie from the exact one: "more than 10,000" of 10,025, not "more than 100" of 684."""


def _rounded(said: Said, evidence: Evidence) -> bool:
    if _same_numeral(said, evidence) or said.qualifier in _VAGUE or said.qualifier is evidence.qualifier:
        return _same_numeral(said, evidence) or said.qualifier in _VAGUE or _close(said, evidence)
    return _close(said, evidence)


def _close(said: Said, evidence: Evidence) -> bool:
    if not said.values or not evidence.values:
        return not said.values and not evidence.values
    near = min(abs(mine - theirs) / max(theirs, 1) for mine in said.values for theirs in evidence.values)
    return near <= _NEAR


def _same_numeral(said: Said, evidence: Evidence) -> bool:
    return bool(set(said.values) & set(evidence.values))


def _meant(evidence: Evidence) -> str:
    if evidence.relation is not None:
        return f"“{relation_in_words(evidence.relation)}”"
    return f"“{in_words(evidence.bounds, evidence.qualifier)}”"


def unit(claim: Claim, evidence: Evidence) -> Findings:
    """What is counted, and what happened to it: cases are not persons, charged is not convicted."""
    if claim.said is None or claim.said.sort in (Sort.DURATION, Sort.AGE, Sort.MONEY, Sort.MEASURE):
        return
    noun = unit_of(claim.about, claim.language, 4 if claim.about == claim.behind else 12)
    deeds = deeds_about(claim.sentence, claim.at, claim.end, claim.language)
    mine = _decided(noun, deeds)
    happened = evidence.deeds
    if evidence.units & {"cases", "sentences"}:  # of what men were accused is no deed of the court
        deeds, happened = deeds & _COURT, happened & _COURT if "sentences" not in evidence.units else frozenset()
    theirs = evidence.units | ({"sentences"} if {"cases"} <= evidence.units and "decided" in evidence.deeds else set())
    if mine and theirs and not mine & theirs:
        yield (
            Fault.UNIT_CHANGED,
            f"the figure counts {_list(evidence.units)}, not {_list(mine)}.",
            f"Count {_list(evidence.units)}, in the report's words.",
        )
    elif happened and deeds and not deeds & happened and noun in (None, *evidence.units):
        yield (
            Fault.UNIT_CHANGED,
            f"the figure counts those {_list(happened)}, not those {_list(deeds)}.",
            "Keep what the report says happened.",
        )


_COURT = frozenset({"opened", "decided", "convicted", "charged", "acquitted"})


def _decided(noun: str | None, deeds: frozenset[str]) -> set[str]:
    if noun is None:
        return set()
    return {noun, "sentences"} if noun == "cases" and deeds & {"decided", "convicted"} else {noun}


def _list(names: frozenset[str] | set[str]) -> str:
    return " or ".join(sorted(names))


def rate(claim: Claim, evidence: Evidence) -> Findings:
    """Per week or per month: a rate that lost or changed its time."""
    mine = rate_of(claim.sentence[claim.end :], claim.language)
    if evidence.rate is not None and mine != evidence.rate and not _rate_near(claim, evidence):
        yield (
            Fault.PERIOD_CHANGED,
            f"the figure is one per {evidence.rate}.",
            f"Say that it is one per {evidence.rate}.",
        )
    elif mine is not None and evidence.rate is None and evidence.flow not in (Flow.RATE, None):
        yield Fault.PERIOD_CHANGED, f"the figure is no rate per {mine}.", "Say which days it counts."


def _rate_near(claim: Claim, evidence: Evidence) -> bool:
    forms = dict(lexicon(claim.language).rates).get(evidence.rate or "", ())
    return pattern(forms).search(claim.sentence) is not None


def hedge(claim: Claim, evidence: Evidence) -> Findings:
    """How firmly: an alleged, possible or denied figure must stay so."""
    mine = classes(claim.sentence, lexicon(claim.language).hedges)
    needed = _NEEDED.get(evidence.hedge)
    if needed and not mine & needed:
        yield (
            Fault.LOST_HEDGE,
            f"the report gives it as {evidence.hedge.value}.",
            f"Say in the sentence that it is {evidence.hedge.value}.",
        )

    words, theirs = lexicon(claim.language), lexicon(evidence.language)
    claimed = "claimed" in classes(evidence.sentence, theirs.hedges)
    raised = (*words.admitted, *(words.tellings if claimed and not mine else ()))
    given = pattern((*theirs.admitted, *theirs.firm)).search(evidence.sentence)
    if given is None and evidence.spoken and pattern(raised).search(claim.sentence):
        yield Fault.LOST_HEDGE, "the report does not say that it is admitted or found.", "Say who claims it."


_NEEDED = {
    Hedge.ALLEGED: frozenset({"alleged", "claimed", "possible", "denied", "reported"}),
    Hedge.POSSIBLE: frozenset({"possible", "alleged", "denied"}),
    Hedge.DENIED: frozenset({"denied"}),
}


def need(claim: Claim, evidence: Evidence) -> Findings:
    """A need, a plan or a threat is never a count."""
    words = lexicon(claim.language)
    coming = pattern(lexicon(evidence.language).coming).search(evidence.sentence)
    said = (*words.needs, *words.needed, *(words.coming if coming else ()))
    if evidence.mood is Mood.FACT or pattern(said).search(claim.sentence):
        return
    yield Fault.NEED_AS_COUNT, "the report speaks of a need or a plan, not of a count.", "Say who needs or plans it."


_CHECKS: tuple[Callable[[Claim, Evidence], Findings], ...] = (
    number,
    unit,
    rate,
    hedge,
    need,
    zero,
    stretch,
    spell,
    place,
    wider,
    several,
    confirmation,
    attribution,
)


def sum_or_difference(value: float, figures: tuple[float, ...]) -> Fault | None:
    """Whether a number that no figure says is a sum or a difference of figures that the brief stands on.

    >>> sum_or_difference(3279, (7400, 4121))
    <Fault.DIFFERENCE_OF_VINTAGES: 'difference_of_vintages'>
    """
    if value <= 1:
        return None
    distinct = tuple(sorted({figure for figure in figures if figure > 1}))[:24]
    for first in distinct:
        if first < value and value - first in distinct and value - first != first:
            return Fault.SUM_OF_OVERLAPPING
    if any(first > value and first - value in distinct for first in distinct):
        return Fault.DIFFERENCE_OF_VINTAGES
    return Fault.SUM_OF_OVERLAPPING if value in _sums(distinct) else None


def _sums(values: tuple[float, ...]) -> set[float]:
    sums = {0.0}
    for value in values[:10]:
        sums |= {total + value for total in sums}
    return sums - set(values) - {0.0}


def spaced(words: str) -> str:
    """Words on one line."""
    return re.sub(r"\s+", " ", words).strip()
