"""Private persons in a text, so that they can be masked, and the details that could help find them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from reportedly.read.composed import Composed, is_composed
from reportedly.read.person_names import Name, NameFinder
from reportedly.read.person_offices import in_office, listed, listing
from reportedly.read.person_runs import scene_of
from reportedly.read.person_words import person_words
from reportedly.read.personal_details import addresses, call_signs, details
from reportedly.types import Compiler, Gazetteer, Language, Outlet, PersonalDetail, PersonMention, Quote

_HERS = re.compile(r"(?:[ое]в|[иы]н)(?:ой|ою)$|[сц]ьк?(?:ая|ой|ую|а|у|ою|ій)$")
_HIS = re.compile(r"(?:[ое]в|[иы]н)(?:ым|им)?$|[сц]ьк?(?:ий|ого|ому|им)$")
_AFTERWARDS = re.compile(r",\s[A-ZА-ЯЁІЇЄҐ]\.(?:\s?[A-ZА-ЯЁІЇЄҐ]\.)?(?!\s?[A-ZА-ЯЁІЇЄҐ])")
"""Initials behind a comma: "Lim, J."."""
_BROKEN = re.compile(r"-\n[^\W\d_A-ZА-ЯЁІЇЄҐ]+")
"""The rest of a word that the end of a line breaks."""
_INITIALS = re.compile(r"(?<!\w)[A-ZА-ЯЁІЇЄҐ]\.\s?-\s?$")


def persons_of(
    text: str, language: Language, gazetteer: Gazetteer, public_persons: Sequence[str] = (), others: Sequence[str] = ()
) -> tuple[tuple[PersonMention, ...], tuple[PersonalDetail, ...]]:
    """A text in; every person named in it, and the details that stand near a private one, out, in order.

    A person is public where the text gives them a public office or the desk lists them, and private otherwise. Call
    signs are details. The rules rather mask too much: a name that nothing else explains counts as a person's.

    `public_persons` are names that the desk lists as public, `others` names of outlets and compilers, which are no persons'.

    Takes any text, also one whose accents are characters of their own; raises nothing.
    """
    if is_composed(text):
        return _persons(text, language, gazetteer, public_persons, others)
    whole = Composed(text)
    persons, personal = _persons(whole.text, language, gazetteer, public_persons, others)
    return (
        tuple(replace(mention, quote=whole.quote(mention.quote)) for mention in persons),
        tuple(replace(detail, quote=whole.quote(detail.quote)) for detail in personal),
    )


def _persons(
    text: str, language: Language, gazetteer: Gazetteer, public_persons: Sequence[str], others: Sequence[str]
) -> tuple[tuple[PersonMention, ...], tuple[PersonalDetail, ...]]:
    words = person_words(language)
    finder = NameFinder(scene_of(text, words, latin=language.code == "en"), language.code, gazetteer, others)
    names = finder.names()
    signs = call_signs(finder, names)
    taken = set(signs)
    housed = addresses(finder.scene)
    spans = [(name, _span(finder, name)) for name in names]
    spans = [(name, span) for name, span in spans if span not in taken and not _inside(span, housed)]
    within = {later for (_, later), (_, span) in pairwise(spans) if span[0] <= later[0] and later[1] <= span[1]}
    spans = [(name, span) for name, span in spans if span not in within]
    public = _public(finder, [name for name, _ in spans], listing(public_persons))
    mentions = tuple(
        PersonMention(Quote.cut(text, *span), known) for (_, span), known in zip(spans, public, strict=True)
    )
    private = [(m.quote.span.start, m.quote.span.end) for m in mentions if not m.public]
    return mentions, details(finder, private, signs)


def names_of(compilers: Sequence[Compiler], outlets: Sequence[Outlet]) -> tuple[str, ...]:
    """What outlets and compilers are called: names that are no persons'."""
    named = [(c.name, *c.aliases) for c in compilers] + [(o.name, *o.aliases) for o in outlets]
    return tuple(name for names in named for name in names)


def _span(finder: NameFinder, name: Name) -> tuple[int, int]:
    """From the first word (with initials that a hyphen ties to it) to the last, with the full stop of a last initial."""
    words, text = finder.scene.words, finder.scene.text
    start = words[name.first].start
    end = words[name.last].end
    initials = _INITIALS.search(text, max(0, start - 12), start) if "-" in text[max(0, start - 2) : start] else None
    more = text[end : end + 1] in ("-", ",") and (_BROKEN.match(text, end) or _AFTERWARDS.match(text, end))
    if more:
        return start, more.end()
    return initials.start() if initials else start, words[name.last].end + finder.scene.initial(name.last)


def _inside(span: tuple[int, int], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the spans, which are in order, holds this one."""
    at = bisect_right(spans, (span[0], span[1] + 1_000_000))
    return at > 0 and spans[at - 1][0] <= span[0] and span[1] <= spans[at - 1][1]


def _public(finder: NameFinder, names: Sequence[Name], public_persons: Sequence[Sequence[str]]) -> list[bool]:
    """For each name whether it is a public person's; a bare name follows the full one that stands elsewhere."""
    named = frozenset(i for n in names for i in range(n.first, n.last + 1))
    known = [in_office(finder, n, named) or listed(finder, n, public_persons) for n in names]
    of_public = {_borne(finder, i) for n, p in zip(names, known, strict=True) if p for i in range(n.first, n.last + 1)}
    of_private = {finder.key(n.last) for n, p in zip(names, known, strict=True) if not p and n.last > n.first}
    return [p or _follows(finder, n, of_public, of_private) for n, p in zip(names, known, strict=True)]


def _follows(finder: NameFinder, name: Name, of_public: Set[tuple[str, str]], of_private: Set[str]) -> bool:
    """Whether a single word is the name of a public person of the text, and of no private one."""
    key, sex = _borne(finder, name.first)
    if name.first != name.last or key in of_private or _ranked(finder, name.first):
        return False
    return any((key, other) in of_public for other in ("", "m", "f") if {sex, other} != {"m", "f"})


def _borne(finder: NameFinder, i: int) -> tuple[str, str]:
    """A name without its case, and whose form it is: a man's ("m"), a woman's ("f") or either's (nothing)."""
    low = finder.scene.words[i].low
    return finder.key(i), "f" if _HERS.search(low) else "m" if _HIS.search(low) else ""


def _ranked(finder: NameFinder, i: int) -> bool:
    """Whether a rank or a kinship that holds no office stands before the name: "Private Loza" is not the minister Loza."""
    known, before = finder.scene.known, finder.scene.before(i)
    spoken = known.is_("honorifics", before) or known.is_("addresses", before) or known.is_("offices", before)
    return known.is_("roles", before) and not spoken
