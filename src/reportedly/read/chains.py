"""Whose word it is at last: "X, citing Y, which cites Z", "told W", "calculated from court sites"."""

from __future__ import annotations

from dataclasses import dataclass

from reportedly.read.sources import Scene, carried_at, source_right
from reportedly.types import Hop, HopKind, Quote, Span

_MOST_LINKS = 8


@dataclass(frozen=True, slots=True)
class Link:
    """A party in a chain, by its tokens [first, after), and how the party before it came to know."""

    kind: HopKind
    tokens: tuple[int, int]

    def hop(self, scene: Scene) -> Hop:
        """The link with its words."""
        return hop(scene, self.kind, self.tokens)


@dataclass(frozen=True, slots=True)
class Citation:
    """A run of citing phrases: its first token, the token after it, and the parties cited, nearest first."""

    first: int
    after: int
    links: tuple[Link, ...]


def hop(scene: Scene, kind: HopKind, tokens: tuple[int, int]) -> Hop:
    """A hop to the party whose name covers `tokens`; quotation marks around the whole name are left out."""
    number = scene.words.quotation[tokens[0]]
    whole = number >= 0 and scene.words.quotations[number] == (tokens[0], tokens[1] - 1)
    first, after = (tokens[0] + 1, tokens[1] - 1) if whole and tokens[1] - tokens[0] > 2 else tokens
    span = source_span(scene, first, after)
    quote = Quote.cut(scene.words.text, span.start, span.end)
    return Hop(kind, quote.words, quote)


def source_span(scene: Scene, first: int, after: int) -> Span:
    """Where a source stands, without the possessive ending of "the Marsh Courier's"."""
    span = scene.words.span(first, after)
    ending = 2 if scene.word(after - 1).endswith("'s") else 0
    return Span(span.start, span.end - ending) if span.end - ending > span.start else span


def citation_at(scene: Scene, i: int, ceiling: int, *, alone: bool = True) -> Citation | None:
    """The citation that starts at token i (a comma or bracket may come first), or None.

    "citing the ministry, which cites Mediazona" gives two links; "which counts from court sites" one to the base. A bare
    "from court sites" counts only right after a source (not `alone`) or another link.
    """
    links: list[Link] = []
    end = i
    while len(links) < _MOST_LINKS:
        at = end + 1 if end < ceiling and scene.word(end) in (",", "(") else end
        link = _link(scene, at, ceiling, alone and not links)
        if link is None:
            break
        links.append(link)
        end = link.tokens[1]
    return Citation(i, end, tuple(links)) if links else None


def _link(scene: Scene, at: int, ceiling: int, alone: bool) -> Link | None:
    based = scene.phrase("based_on", at, ceiling)
    size = based or scene.phrase("citing", at, ceiling)
    if not size or carried_at(scene, at, ceiling):
        return None if alone else _base(scene, at, ceiling)
    opening = at + size
    opening += scene.phrase("opens", opening, ceiling)
    tokens = source_right(scene, opening, ceiling)
    if tokens is None:
        return None
    return Link(HopKind.CALCULATED_FROM if based else HopKind.CITES, tokens)


def _base(scene: Scene, at: int, ceiling: int) -> Link | None:
    """ "... from court sites", «... по сайтам судов»: what a count rests on, without a verb."""
    if at + 1 >= ceiling or not scene.is_("base_prepositions", at):
        return None
    tokens = source_right(scene, at + 1, ceiling)
    if tokens is None or not any(scene.is_("bases", k) for k in range(*tokens)):
        return None
    return Link(HopKind.CALCULATED_FROM, tokens)


def outlet_at(scene: Scene, i: int, ceiling: int) -> Link | None:
    """The outlet behind "in an interview with", "as quoted by", «в интервью» at token i; None where there is none."""
    for phrases, kind in (("told_in", HopKind.TOLD), ("quoted_by", HopKind.CITES), ("carried_by", HopKind.CITES)):
        size = scene.phrase(phrases, i, ceiling) if phrases != "carried_by" else carried_at(scene, i, ceiling)
        tokens = source_right(scene, i + size, ceiling) if size else None
        if tokens is not None:
            tokens = _named_outlet(scene, tokens)
            return Link(kind, tokens) if _known_by_name(scene, tokens) else None
    return None


def _named_outlet(scene: Scene, tokens: tuple[int, int]) -> tuple[int, int]:
    """«изданию «Сокол»» out of «изданию «Сокол» сержант»."""
    first, after = tokens
    name = scene.name_quotation(first + 1 if scene.is_("told_to", first) and first + 1 < after else first)
    return (first, name[1] + 1) if name else tokens


def _known_by_name(scene: Scene, tokens: tuple[int, int]) -> bool:
    last = tokens[1] - 1
    return (
        scene.words.capital(last)
        or scene.name_quotation(last) is not None
        or any(scene.is_("media", k) for k in range(*tokens))
    )


def listener_at(scene: Scene, i: int, ceiling: int) -> tuple[Link | None, int]:
    """The outlet that something was told to from token i on ("told the Marsh Courier that"), None where it is nobody in
    particular ("told reporters"), and the token after the listener."""
    tokens = source_right(scene, i, ceiling)
    if tokens is None or (not scene.cues.fixed_order and not (scene.is_("told_to", i) or scene.name_quotation(i))):
        return None, i
    rest = range(tokens[0] + 1, tokens[1])
    cut = next(
        (k for k in rest if scene.is_("prepositions", k) or scene.is_("articles", k) or scene.is_("pronouns", k)),
        tokens[1],
    )
    if scene.is_("prepositions", tokens[0]):
        return None, i
    tokens = (tokens[0], cut)
    return (Link(HopKind.TOLD, tokens) if _known_by_name(scene, tokens) else None), tokens[1]


def teller_and_listener(
    scene: Scene, tokens: tuple[int, int], *, before_verb: bool = False
) -> tuple[tuple[int, int], Link | None]:
    """Splits «смотритель газете «Затон»» into who told it and the outlet it was told to, where both are named."""
    first, after = tokens
    if scene.is_("told_to", first) and first + 1 < after:
        name = scene.name_quotation(first + 1)
        cut = name[1] + 1 if name else first + 1
        named = None if scene.is_("nobody", first) else Link(HopKind.TOLD, (first, cut))
        return ((cut, after), named) if cut < after else (tokens, None)
    if before_verb:
        name = scene.name_quotation(first)
        if name is not None and name[1] + 1 < after and name[0] == first:
            return (name[1] + 1, after), Link(HopKind.TOLD, (first, name[1] + 1))
        return tokens, None
    for i in range(first + 1, after):
        if scene.is_("told_to", i) or _dative_name(scene, i):
            return (first, i), None if scene.is_("nobody", i) else Link(HopKind.TOLD, (i, after))
    return tokens, None


def _dative_name(scene: Scene, i: int) -> bool:
    """Whether a name in quotation marks in the dative begins at token i: «Северному курьеру»."""
    name = scene.name_quotation(i)
    return name is not None and name[0] == i and scene.word(i + 1).endswith(scene.cues.dative_ends)
