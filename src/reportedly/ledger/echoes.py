"""Proposals which reports go back to one finding, with grounds; a person decides. Nothing is merged here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import floor, log

from reportedly.ledger import bases
from reportedly.ledger.bindings import UNBOUND, Bindings
from reportedly.ledger.likenings import WINDOW, Corpus, Likeness, Weights, close, corpus, likeness
from reportedly.ledger.told import Name, Number, Piece, Told, told, unusual


class Tie(StrEnum):
    """How two reports hang together; see "echo", "second count" and "corroboration" among the words of the house."""

    ECHO = "echo"
    SECOND_COUNT = "second_count"
    CORROBORATION = "corroboration"
    REVISION = "revision"
    UNRELATED = "unrelated"


@dataclass(frozen=True, slots=True)
class Link:
    """A proposal about two reports, `a` the earlier: the relation, a score, and the grounds in words."""

    a: str
    b: str
    relation: Tie
    score: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Reports that hang together over any number of links, and how many independent compilers stand behind them."""

    reports: tuple[str, ...]
    compilers: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """All links between reports (those left out are unrelated) and the families that follow from them."""

    links: tuple[Link, ...]
    families: tuple[Family, ...]


Node = tuple[str, str]
"""A report and which of its findings: "" for what it is about, else the second number that it names beside it."""


@dataclass
class Strand:
    """Reports that go back to one finding, with what they say of who counted it and on what base."""

    nodes: list[Node]
    compilers: frozenset[Name] = frozenset()
    bases: frozenset[str] = frozenset()
    disclaimed: frozenset[str] = frozenset()
    reports: list[str] = field(default_factory=list)


SAME_MATTER = 0.12
"""Words in common from which two counts may be of one thing."""


FEW_WORDS = 0.06
"""Words in common without which a number in common is chance, where both are in one language."""


def propose(pieces: Sequence[Piece], weights: Weights | None = None, bound: Bindings = UNBOUND) -> Proposal:
    """Reports, their readings and outlets -> which of them go back to one finding, and how many compilers there are.

    Signs are weighed pair by pair for the pairs that share a passage, a number with a name, or a citation. Echoes are joined to strands, one a finding; a
    report that sets two counts side by side lies in both. Between strands the compilers and bases decide: the same compiler's other figure is a
    revision; another compiler is corroboration only where both bases are known and do not meet, else a second count.
    What people joined or parted (`bound`) binds every run.
    """
    return _Proposing([told(piece) for piece in pieces], weights or Weights(), bound).proposal()


class _Proposing:
    """One run over one set of reports."""

    def __init__(self, reports: Sequence[Told], weights: Weights, bound: Bindings) -> None:
        self.bound = bound
        self.reports = {one.id: one for one in sorted(reports, key=lambda one: (one.at, one.id))}
        self.weights = weights
        self.known: Corpus = corpus(list(self.reports.values()))
        self.pairs = {
            (a, b): likeness(self.reports[a], self.reports[b], self.known, weights) for a, b in self._candidates()
        }
        self.revised: set[tuple[str, str]] = set()

    def _candidates(self) -> list[tuple[str, str]]:
        """Pairs that share anything that could make them one: found by what they share, never by comparing all."""
        order = {name: place for place, name in enumerate(self.reports)}
        found: set[tuple[str, str]] = set()
        for holders in _shelves(self.reports.values(), self.known).values():
            found.update(_within(holders, self.reports))
        return sorted(found, key=lambda pair: (order[pair[0]], order[pair[1]]))

    def proposal(self) -> Proposal:
        strands = self._strands()
        of: dict[str, set[int]] = {}
        for place, strand in enumerate(strands):
            for report, _ in strand.nodes:
                of.setdefault(report, set()).add(place)
        between = self._between(strands, of)
        links = tuple(self._links(strands, of, between))
        return Proposal(links, tuple(_families(self.reports, links, strands, of, between)))

    def _strands(self) -> list[Strand]:
        joined = _Joined()
        for one in self.reports:
            joined.find((one, ""))
        for a, b in sorted(self.bound.joined):
            if a in self.reports and b in self.reports:
                joined.join((a, ""), (b, ""))
        for (a, b), like in sorted(self.pairs.items(), key=lambda item: -item[1].score):
            self._join(joined, a, b, like)
        groups: dict[Node, list[Node]] = {}
        for node in joined.nodes():
            groups.setdefault(joined.find(node), []).append(node)
        return [self._strand(nodes) for nodes in groups.values()]

    def _join(self, joined: _Joined, a: str, b: str, like: Likeness) -> None:
        if not self._echo(like) or self._parted(joined, a, b):
            return
        mine, theirs = like.a.lead, like.b.lead
        if not like.copied and mine and theirs and not mine.says(theirs) and _comparable(mine, theirs):
            if _has(like.b, mine) and not _has(like.a, theirs):
                self._beside(joined, a, b, mine, like)
                return
            if _has(like.a, theirs) and not _has(like.b, mine):
                self._beside(joined, b, a, theirs, like)
                return
        if like.copied or not self._bridges(joined, a, b):
            joined.join((a, ""), (b, ""))

    def _parted(self, joined: _Joined, a: str, b: str) -> bool:
        """Whether joining two reports would put together what a person parted."""
        if not self.bound.parted:
            return False
        left, right = ({one for one, _ in joined.together((report, ""))} for report in (a, b))
        return any(self.bound.are_parted(x, y) for x in left for y in right)

    def _bridges(self, joined: _Joined, a: str, b: str) -> bool:
        """Whether joining two reports would put reports to one finding that are about two numbers."""
        left, right = (joined.together((one, "")) for one in (a, b))
        return any(
            _clash_of(self.reports[x], self.reports[y])
            for x, slot in left
            if not slot
            for y, other in right
            if not other
        )

    def _beside(self, joined: _Joined, one: str, two: str, number: Number, like: Likeness) -> None:
        """`two` names the number of `one` beside its own: the count that it revises, or one that it compares."""
        compilers = self.known.compilers[two]
        if len(compilers) >= 2 or (
            self.known.compilers[one] and not compilers & self.known.compilers[one] and compilers
        ):
            joined.join((one, ""), (two, f"{number.value:g}"))
        else:
            self.revised.add((one, two))

    def _echo(self, like: Likeness) -> bool:
        if like.score < self.weights.enough or like.apart or _clash(like):
            return False
        if like.copied:
            return True
        if like.cited:
            return bool(like.numbers) or like.words >= SAME_MATTER
        return bool(like.numbers) and (like.translated or (like.words >= FEW_WORDS and not like.bare))

    def _strand(self, nodes: Sequence[Node]) -> Strand:
        alone = [report for report, slot in nodes if not slot and not self._compares(report)] or [r for r, _ in nodes]
        named = Counter(name for report in alone for name in self.known.compilers[report])
        first = self.known.compilers[alone[0]]
        most = max(named.values(), default=0)
        compilers = frozenset(name for name, count in named.items() if count == most) | first
        rests_on = frozenset(kind for report in alone for kind in self.reports[report].bases)
        denied = frozenset(kind for report in alone for kind in self.reports[report].disclaimed)
        return Strand(list(nodes), compilers, rests_on, denied - rests_on, alone)

    def _compares(self, report: str) -> bool:
        return len(self.known.compilers[report]) >= 2

    def _between(self, strands: Sequence[Strand], of: Mapping[str, set[int]]) -> dict[tuple[int, int], tuple[Tie, str]]:
        found: dict[tuple[int, int], tuple[Tie, str]] = {}
        for (a, b), like in self.pairs.items():
            for x in of[a] - of[b]:
                for y in of[b] - of[a]:
                    key = (min(x, y), max(x, y))
                    tie = self._tie(strands[x], strands[y], a, b, like)
                    if tie and (key not in found or _ORDER.index(tie[0]) < _ORDER.index(found[key][0])):
                        found[key] = tie
        return found

    def _tie(self, x: Strand, y: Strand, a: str, b: str, like: Likeness) -> tuple[Tie, str] | None:
        if (a, b) in self.revised or (b, a) in self.revised:
            return Tie.REVISION, "the later one names the earlier figure beside its own"
        if like.apart or like.strangers or like.bare or like.words < SAME_MATTER or not like.a.lead or not like.b.lead:
            return None
        grown = _comparable(like.a.lead, like.b.lead) and not like.a.lead.says(like.b.lead)
        if grown and like.b.revises and not (x.compilers and y.compilers) and like.words >= 2 * SAME_MATTER:
            return Tie.REVISION, "the later one says that the number has changed"
        if x.compilers & y.compilers:
            counted = like.a.lead.counted & like.b.lead.counted
            return (Tie.REVISION, "the same compiler's later figure") if counted and grown else None
        if like.a.lead.says(like.b.lead) and like.words < 2 * SAME_MATTER:
            return None
        if (x.compilers or y.compilers) and close(like.a.lead, like.b.lead):
            return _by_base(x, y, same=like.a.lead.value == like.b.lead.value and unusual(like.a.lead.value) == 2)
        return None

    def _links(
        self, strands: Sequence[Strand], of: Mapping[str, set[int]], between: Mapping[tuple[int, int], tuple[Tie, str]]
    ) -> Iterator[Link]:
        order = {name: place for place, name in enumerate(self.reports)}
        found: dict[tuple[str, str], tuple[Tie, str]] = {}
        for strand in strands:
            for a, b in _all_pairs({report for report, _ in strand.nodes}, order):
                found[a, b] = (Tie.ECHO, "both go back to one finding")
        for (x, y), tie in sorted(between.items()):
            left, right = ({report for report, _ in strands[side].nodes} for side in (x, y))
            for pair in _across(left, right, order):
                held = found.get(pair)
                if pair[0] != pair[1] and (held is None or _ORDER.index(tie[0]) < _ORDER.index(held[0])):
                    found[pair] = tie
        for (a, b), (relation, ground) in sorted(
            found.items(), key=lambda item: (order[item[0][0]], order[item[0][1]])
        ):
            like = self.pairs.get((a, b))
            said = ("a person joined them",) if self.bound.are_joined(a, b) else ()
            grounds = (ground, *said, *(like.grounds if like else ("by way of others",)))
            yield Link(a, b, relation, like.score if like else 0.0, grounds)


_ORDER = (Tie.ECHO, Tie.REVISION, Tie.SECOND_COUNT, Tie.CORROBORATION, Tie.UNRELATED)


def _by_base(x: Strand, y: Strand, *, same: bool) -> tuple[Tie, str]:
    """What a second compiler's count is. `same`: the very same unusual number, which one more likely took over than counted."""
    if bases.meet(x.bases, y.bases):
        return Tie.SECOND_COUNT, f"another compiler; {_said(x)} and {_said(y)} overlap"
    denied = (x.disclaimed & y.bases) | (y.disclaimed & x.bases)
    if denied:
        return Tie.CORROBORATION, "another compiler, which says that it did not use " + ", ".join(sorted(denied))
    if same:
        return Tie.SECOND_COUNT, "another compiler with the very same number, which it may have taken over"
    if x.bases and y.bases:
        return Tie.CORROBORATION, f"another compiler; {_said(x)} against {_said(y)}"
    return Tie.SECOND_COUNT, "another compiler; a base is not known, so it may be the same"


def _said(strand: Strand) -> str:
    return ", ".join(sorted(strand.bases))


def _clash(like: Likeness) -> bool:
    """Whether each is about a number of its own that the other does not give, though they could be of one thing."""
    return _clash_of(like.a, like.b)


def _clash_of(a: Told, b: Told) -> bool:
    mine, theirs = a.lead, b.lead
    if not mine or not theirs or not _comparable(mine, theirs):
        return False
    return not _has(b, mine) and not _has(a, theirs)


def _comparable(x: Number, y: Number) -> bool:
    return (x.value >= 1) == (y.value >= 1) and max(x.value, y.value) <= 2.5 * min(x.value, y.value)


def _has(one: Told, number: Number) -> bool:
    return any(number.says(other) for other in one.numbers)


def _shelves(reports: Iterable[Told], known: Corpus) -> dict[tuple[str, ...], list[str]]:
    """What reports may share -> those that do, in order of time."""
    shelves: dict[tuple[str, ...], list[str]] = {}
    for one in reports:
        for key in set(_shelf_marks(one, known)):
            shelves.setdefault(key, []).append(one.id)
    return shelves


def _shelf_marks(one: Told, known: Corpus) -> Iterator[tuple[str, ...]]:
    yield from (("passage", run) for run in one.shingles)
    yield ("outlet", one.piece.outlet.id)
    yield from (("outlet", outlet) for outlet in known.cited[one.id])
    for number in one.numbers:
        size = floor(log(number.value) / log(1.12)) if number.value > 0 else 0
        for name in one.names | one.words:
            yield from (("number", str(near), name) for near in (size - 1, size, size + 1))
    yield from (("compiler", *party) for party in known.compilers[one.id])


CROWD = 60
"""A mark that so many reports of one window share says little: each is compared with so many before it."""


def _within(holders: Sequence[str], reports: Mapping[str, Told]) -> Iterator[tuple[str, str]]:
    for place, b in enumerate(holders):
        for a in holders[max(0, place - CROWD) : place]:
            if a != b and reports[b].at - reports[a].at <= WINDOW:
                yield a, b


class _Joined:
    """Union of nodes."""

    def __init__(self) -> None:
        self._up: dict[Node, Node] = {}
        self._under: dict[Node, list[Node]] = {}

    def find(self, node: Node) -> Node:
        if node not in self._up:
            self._under[node] = [node]
        up = self._up.setdefault(node, node)
        if up != node:
            self._up[node] = up = self.find(up)
        return up

    def join(self, a: Node, b: Node) -> None:
        one, two = self.find(a), self.find(b)
        if one != two:
            self._up[two] = one
            self._under[one] += self._under.pop(two)

    def together(self, node: Node) -> list[Node]:
        """All nodes that are joined with this one, itself included."""
        return self._under[self.find(node)]

    def nodes(self) -> list[Node]:
        return list(self._up)


def _all_pairs(members: Iterable[str], order: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    ranked = sorted(members, key=lambda name: order[name])
    return ((a, b) for place, a in enumerate(ranked) for b in ranked[place + 1 :])


def _across(left: set[str], right: set[str], order: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    return ((a, b) if order[a] < order[b] else (b, a) for a in left for b in right)


def _families(
    reports: Iterable[str],
    links: Iterable[Link],
    strands: Sequence[Strand],
    of: Mapping[str, set[int]],
    between: Mapping[tuple[int, int], tuple[Tie, str]],
) -> Iterator[Family]:
    joined, counts = _Joined(), _Joined()
    for link in links:
        joined.join((link.a, ""), (link.b, ""))
    for (x, y), (tie, _) in between.items():
        if tie in (Tie.REVISION, Tie.SECOND_COUNT):
            counts.join((str(x), ""), (str(y), ""))
    groups: dict[Node, list[str]] = {}
    for one in reports:
        groups.setdefault(joined.find((one, "")), []).append(one)
    for members in groups.values():
        behind = {counts.find((str(place), "")) for report in members for place in of[report]}
        yield Family(tuple(members), len(behind))
