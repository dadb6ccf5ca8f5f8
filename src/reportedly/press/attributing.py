"""Who says it: a source that went missing, another in its place, one that became several, a second count as proof."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reportedly.press.evidence import Claim, Evidence, classes
from reportedly.press.lexicon import Lexicon, either, lexicon, pattern
from reportedly.press.naming import credited, known, latin, mentions, name_pattern, named, parties, sayers, speakers
from reportedly.types import Fault, Hedge, Span

Findings = Iterator[tuple[Fault, str, str]]


def attribution(claim: Claim, evidence: Evidence) -> Findings:
    """No source named in the sentence or beside it, or one that did not say it."""
    if not evidence.names:
        return
    here = named(claim.sentence, evidence.names)
    wrong = _stranger(claim, evidence) if here else _wrong(claim, evidence) or _stranger(claim, evidence)
    if wrong:
        yield (
            Fault.ATTRIBUTION_WRONG,
            f"{wrong} did not say it.",
            f"Credit {evidence.names[0]}.",
        )
    elif here or named(claim.window, evidence.names):
        return
    elif claim.language != evidence.language and speakers(claim.window, claim.language):
        return  # a speaker who is no name cannot be compared between languages
    elif speakers(claim.sentence, claim.language):
        yield (
            Fault.ATTRIBUTION_WRONG,
            "it is said by someone whom the report does not name.",
            f"Credit {evidence.names[0]}.",
        )
    else:
        yield (
            Fault.ATTRIBUTION_LOST,
            "no sentence beside it says who reports it.",
            f"Say that it is {evidence.names[0]}'s count or report.",
        )


def _wrong(claim: Claim, evidence: Evidence) -> str | None:
    for other in evidence.others:
        if credited(claim.sentence, claim.language, (other,)):
            return other
    if claim.language != evidence.language:
        return None
    behind = (*evidence.names, evidence.sentence, evidence.before)
    return next((party for party in parties(claim.sentence, claim.language) if not known(party, behind)), None)


def _stranger(claim: Claim, evidence: Evidence) -> str | None:
    """Someone who speaks in the brief's sentence, beside a name that may stand there, and not in the report's."""
    told = (*evidence.names, evidence.sentence, evidence.before)
    foreign = claim.language != evidence.language
    for name in sayers(claim.sentence, claim.language, anywhere=foreign):
        allowed = known(name, told) or known(name, evidence.outlets)
        if not allowed and (not foreign or known(name, evidence.others)):
            return name
    if not evidence.spoken or (evidence.counter and named(claim.sentence, (evidence.counter,))):
        return None
    if evidence.counter and not named(claim.window, (evidence.counter,)) and _counts_itself(claim, evidence):
        return "an outlet that only reports the count"
    mine, theirs = _offices(_beside(claim), claim.language), classes(" ".join(told), lexicon(evidence.language).offices)
    if classes(claim.sentence, lexicon(claim.language).offices) & theirs:
        return None
    return next(iter(mine.values()), None)


def _counts_itself(claim: Claim, evidence: Evidence) -> bool:
    """Whether an outlet stands as the one who counted, where its report names a compiler."""
    outlets = either(tuple(re.escape(name) for name in evidence.names if name != evidence.counter))
    tellings = either(lexicon(claim.language).tellings)
    counting = rf"{outlets}[»”\"]?\s+{tellings}(?!\w)|(?<!\w){tellings}\s+[«“\"]?{outlets}(?!\w)"
    return re.search(counting, claim.sentence, re.IGNORECASE) is not None


def _beside(claim: Claim) -> str:
    """The part of a sentence that speaks of the number: another part has speakers of its own."""
    parts = r";|[,—–]\s(?=(?:while|whereas|but|а|но|але|тогда как|тоді як)\s)"
    start = max((match.end() for match in re.finditer(parts, claim.sentence[: claim.at])), default=0)
    return claim.sentence[start : claim.end] + re.split(parts, claim.sentence[claim.end :], maxsplit=1)[0]


def _offices(sentence: str, language: str) -> dict[str, str]:
    """Kinds of speakers that the words of a sentence bring in as speaking, and the words."""
    found: dict[str, str] = {}
    for name, forms in lexicon(language).offices:
        for match in _speaking(language, forms).finditer(sentence):
            found[name] = match["before"] or match["after"]
    return found


@cache
def _speaking(language: str, forms: tuple[str, ...]) -> re.Pattern[str]:
    words, few = lexicon(language), r"(?:[\w'’-]+\s+)"
    verbs, cues, who = either(words.cues_after), either(words.cues), either(forms)
    return re.compile(
        rf"(?<!\w)(?P<before>{who})(?!\w)\s+{few}{{0,5}}?{verbs}(?!\w)"
        rf"|(?<!\w)(?:{cues}|{verbs})\s+{few}{{0,3}}?(?P<after>{who})(?!\w)",
        re.IGNORECASE,
    )


def several(claim: Claim, evidence: Evidence) -> Findings:
    """One compiler written as several sources; reports that repeat it are no sources of their own."""
    words = lexicon(claim.language)
    if evidence.compilers == 1 and not pattern(words.repeating).search(claim.sentence) and _paired(claim, evidence):
        yield (
            Fault.SEVERAL_SOURCES,
            "two that repeat one count are written as two who found it.",
            "Name the compiler alone, or say who repeats it.",
        )
    titles = mentions(claim.sentence, (*evidence.names, *evidence.others))
    for match in _several(claim.language).finditer(claim.sentence):
        if any(Span(match.start("how"), match.end("how")).overlaps(title) for title in titles):
            continue  # "Nine Windows reports"
        count = _count(match["how"], words)
        if evidence.compilers >= count or _only_repeat(match, claim.sentence, words):
            continue
        if named(match[0], evidence.names):  # a compiler may be called "independent media"
            continue
        if claim.language == evidence.language and _several(evidence.language).search(evidence.sentence):
            continue
        yield (
            Fault.SEVERAL_SOURCES,
            f"“{match[0]}”, but {_compilers(evidence.compilers)} behind it; reports that repeat it are no sources.",
            f"Name {evidence.names[0] if evidence.names else 'the compiler'} alone.",
        )


def confirmation(claim: Claim, evidence: Evidence) -> Findings:
    """ "Confirmed", where nobody with another base counted it."""
    words = lexicon(claim.language)
    firm = [
        match for match in pattern(words.firm).finditer(claim.sentence) if not _negated(claim.sentence, match.start())
    ]
    if not firm or evidence.corroborated or evidence.hedge is Hedge.CONFIRMED:
        return
    another = _confirming(claim, evidence)
    if not another and pattern(lexicon(evidence.language).firm).search(evidence.sentence):
        return
    if another or evidence.compilers > 1 or _another(claim, evidence) or pattern(words.repeated).search(claim.sentence):
        yield (
            Fault.SECOND_COUNT_AS_CONFIRMATION,
            f"“{firm[0][0]}”, but no compiler with another base counted it.",
            "Call it a second count on an overlapping base, or leave it out.",
        )
    else:
        yield Fault.LOST_HEDGE, f"“{firm[0][0]}”, but the report does not say so.", "Write who reports it."


def _confirming(claim: Claim, evidence: Evidence) -> bool:
    """Whether the one who confirms is named, and is nobody of whom the report's sentence speaks."""
    found = (match["by"] or match["who"] for match in _confirmer(claim.language).finditer(claim.sentence))
    return any(not known(who, (evidence.sentence,)) for who in found)


def _another(claim: Claim, evidence: Evidence) -> bool:
    return (
        named(claim.sentence, evidence.others)
        or re.search(r"\b(?:independent|independently)\b", claim.sentence) is not None
    )


def _negated(sentence: str, at: int) -> bool:
    return (
        re.search(
            r"\b(?:(?:not|never|cannot|nobody|no|yet to be|не|ні|ни)\b\s*(?:\w+\s+){0,2}|un)\Z",
            sentence[max(0, at - 24) : at],
            re.I,
        )
        is not None
    )


def _paired(claim: Claim, evidence: Evidence) -> bool:
    """Whether two outlets of one count stand as two who came to it ("both A and B")."""
    plain = latin(claim.sentence)
    found = [match.span() for name in evidence.others for match in [name_pattern(name).search(plain)] if match]
    first, last = min(found, default=(0, 0)), max(found, default=(0, 0))
    if len(found) < 2 or last[0] - first[1] > 24:
        return False
    return _both(claim.language).search(plain[: first[0]]) is not None


@cache
def _both(language: str) -> re.Pattern[str]:
    paired = either(tuple(latin(word) for word in lexicon(language).paired))
    return re.compile(rf"(?<!\w){paired}\s+[«“\"]?(?:the\s+)?[«“\"]?\Z")


def _only_repeat(match: re.Match[str], sentence: str, words: Lexicon) -> bool:
    return pattern(words.repeating).search(sentence[match.end() : match.end() + 40]) is not None


def counted_sources(text: str, language: str) -> tuple[Span, ...]:
    """Where a text counts sources ("several sources", "three outlets")."""
    return tuple(Span(match.start(), match.end()) for match in _several(language).finditer(text))


def _count(how: str, words: Lexicon) -> float:
    how = how.lower().strip()
    return float(how) if how.isdigit() else words.cardinals.get(how, 2)


def _compilers(count: int) -> str:
    return "one compiler stands" if count == 1 else f"{count} compilers stand"


@cache
def _several(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    small = tuple(word for word, value in words.cardinals.items() if 2 <= value <= 20)
    return re.compile(
        rf"(?<![\w,.])(?P<how>{either((*words.several, *small))})\s+(?:of\s+)?{either(words.parties)}(?!\w)",
        re.IGNORECASE,
    )


@cache
def _confirmer(language: str) -> re.Pattern[str]:
    firm = f"(?i:{either(lexicon(language).firm)})"
    name = r"[A-ZА-ЯЁІЇЄҐ][\w'’-]*(?:\s+(?:of\s+)?[A-ZА-ЯЁІЇЄҐ][\w'’-]*)*"
    return re.compile(
        rf"(?<!\w)(?P<who>{name})\s+(?:[a-z]+\s+)?{firm}(?!\w)|(?<!\w){firm}\s+(?:\w+\s+)?by\s+(?:the\s+)?(?P<by>{name})"
    )
