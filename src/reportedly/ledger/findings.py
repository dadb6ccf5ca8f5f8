"""Figures that repeat one count: findings by explicit citation, with the grounds in words. People's words bind."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from reportedly.ledger import wordings
from reportedly.ledger.compilers import Origin, compiler_of
from reportedly.ledger.corrected import corrected, leading_number
from reportedly.ledger.standings import withdrawn
from reportedly.types import (
    Answer,
    AsOf,
    Basis,
    Compiler,
    Echo,
    Figure,
    Finding,
    Flow,
    Number,
    Outlet,
    Period,
    Qualifier,
    Question,
    Report,
    Standing,
    Verdict,
)

WINDOW = timedelta(weeks=13)
"""The same number without a stated period or day is taken for one count only within a quarter of a year."""

UP_TO_A_DAY = (Flow.CUMULATIVE, Flow.STOCK)
"""Counts that speak of a day: the question says since when they run, so the words "since mobilisation" are no scope."""

Number3 = tuple[Qualifier | None, Number | None, Number | None]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A figure that may belong to a finding: corrected, with its report, standing and origin."""

    figure: Figure
    report: Report
    standing: Standing
    origin: Origin
    question: str
    places: tuple[str, ...]
    period: Period | None
    flow: Flow
    withdrawn: bool = False

    @property
    def day(self) -> date:
        """The day of publication; unknown days come first, so that they are never taken for later echoes."""
        return self.report.published_day or date.min

    @property
    def stated_as_of(self) -> AsOf | None:
        """The day it speaks of, where the words or a person state it."""
        as_of = self.figure.as_of
        return as_of if as_of and as_of.basis is Basis.STATED else None


@dataclass
class Group:
    """Candidates taken for one finding. `seed` gave it its id; `joined` holds why others were put to it by people."""

    seed: Candidate
    members: list[Candidate] = field(default_factory=list)
    apart: bool = False
    joined: dict[str, str] = field(default_factory=dict)
    id: str = ""


def find(
    figures: Mapping[str, Figure],
    reports: Mapping[str, Report],
    standing: Mapping[str, Standing],
    outlets: Mapping[str, Outlet],
    compilers: Mapping[str, Compiler],
    questions: Mapping[str, Question],
) -> tuple[Finding, ...]:
    """Figures that at least one person accepted and assigned to a question -> the findings that they repeat.

    Two figures belong to one finding where the same compiler's count answers the same question with the same number
    (whatever stands before the number), the same period and places, and the same stated day or, where none is stated,
    publication within thirteen weeks. (For a count up to a day the words of its start are no scope; for a rate a period
    that one states and the other does not keeps them apart.) Each member must fit every other, so that no weak bridge joins two counts.
    A merge or split by a person binds. Nothing here is decided on the program's own account: what enters are people's
    acceptances and assignments, and each link says its ground.
    """
    candidates = [c for f in figures.values() if (c := _candidate(f, reports, standing, outlets, compilers, questions))]
    groups = _identified(_rounder_put_in(_grouped(candidates), questions))
    groups = _merged(groups, standing)
    return tuple(_finding(group, questions[group.seed.question]) for group in sorted(groups, key=lambda g: g.id))


def _candidate(
    figure: Figure,
    reports: Mapping[str, Report],
    standing: Mapping[str, Standing],
    outlets: Mapping[str, Outlet],
    compilers: Mapping[str, Compiler],
    questions: Mapping[str, Question],
) -> Candidate | None:
    stands, report = standing.get(figure.id), reports.get(figure.report)
    if stands is None or report is None or stands.verdict is not Verdict.ACCEPT:
        return None
    question = questions.get(stands.question or "")
    if question is None:
        return None
    origin = compiler_of(figure, report, standing, compilers, outlets)
    gone = bool(stands.retracted) or withdrawn(report.id, standing)
    places = _places(figure, stands, question)
    read, flow = corrected(figure, stands), question.flow
    period = None if flow in UP_TO_A_DAY else read.period
    return Candidate(read, report, stands, origin, question.id, places, period, flow, gone)


def _places(figure: Figure, standing: Standing, question: Question) -> tuple[str, ...]:
    """Where the figure holds: a person's word, else the question's own places, else what was read."""
    if standing.correction and standing.correction.places is not None:
        return standing.correction.places
    if question.places:
        return question.places
    return tuple(dict.fromkeys(m.candidates[0][0] for m in figure.places if m.candidates))


def _grouped(candidates: Iterable[Candidate]) -> list[Group]:
    """Complete linkage, those with a stated scope first: whoever comes must fit all that are there."""
    groups: list[Group] = []
    by_key: dict[tuple[str, str, Number3], list[Group]] = {}
    for one in sorted(candidates, key=_order):
        there = by_key.setdefault((one.question, one.origin.compiler, leading_number(one.figure)), [])
        home = next((g for g in there if not g.apart and all(_fits(one, m) for m in g.members)), None)
        if home is None or one.standing.split:
            home = Group(one, apart=one.standing.split)
            there.append(home)
            groups.append(home)
        home.members.append(one)
    return groups


def _order(c: Candidate) -> tuple[bool, bool, bool, date, str, int, str]:
    unstated = c.stated_as_of is None
    return (c.standing.split, c.period is None, unstated, c.day, c.report.id, c.figure.number.start, c.figure.id)


def _fits(a: Candidate, b: Candidate) -> bool:
    period = _same_period(a.period, b.period)
    if period is False or (period is None and Flow.RATE in (a.flow, b.flow) and a.period != b.period):
        return False
    if a.places and b.places and not set(a.places) & set(b.places):
        return False
    if a.stated_as_of and b.stated_as_of:
        return _overlap(a.stated_as_of, b.stated_as_of)
    return _can_know(a, b) and _can_know(b, a) and (period is True or abs(a.day - b.day) <= WINDOW)


def _can_know(a: Candidate, b: Candidate) -> bool:
    """Whether `a` was published no earlier than the day that `b` speaks of."""
    as_of = b.stated_as_of
    return as_of is None or a.report.published_day is None or a.day >= (as_of.earliest or as_of.latest)


def _same_period(a: Period | None, b: Period | None) -> bool | None:
    """Whether both name the same days; None where one of them leaves an end open that the other names."""
    if a is None or b is None:
        return None
    pairs = ((a.start, b.start), (a.end, b.end))
    if any(x != y for x, y in pairs if x and y):
        return False
    return True if all((x is None) == (y is None) for x, y in pairs) and (a.start or a.end) else None


def _overlap(a: AsOf, b: AsOf) -> bool:
    return (a.earliest or a.latest) <= b.latest and (b.earliest or b.latest) <= a.latest


def _rounder_put_in(groups: list[Group], questions: Mapping[str, Question]) -> list[Group]:
    """Puts "more than 20" to "21": one compiler's count of one day, said in rounder words by another report.

    Only where the question asks for one number, both state the same days, and the rounder bounds hold the others.
    """
    one_number = [g for g in groups if questions[g.seed.question].answer is Answer.BOUNDS and not g.apart]
    for group in one_number:
        exact = next((g for g in one_number if g.members and g is not group and _rounder(group.seed, g.seed)), None)
        if exact is not None and group.members:
            exact.joined |= {m.figure.id: "rounder words for the same day" for m in group.members}
            exact.members += group.members
            group.members = []
    return [group for group in groups if group.members]


def _rounder(a: Candidate, b: Candidate) -> bool:
    """Whether `a` is `b` in rounder words."""
    if (a.question, a.origin.compiler) != (b.question, b.origin.compiler) or not _fits(a, b):
        return False
    one_day = a.stated_as_of is not None and a.stated_as_of == b.stated_as_of
    return (one_day or _same_period(a.period, b.period) is True) and wordings.holds(a.figure, b.figure)


def _identified(groups: list[Group]) -> list[Group]:
    """Gives ids from compiler, question, number and scope; those that share all of these are numbered in order of time.

    A figure that a person split off has its own id in its finding's, so that the rest keeps the old one.
    """
    seen: dict[tuple[str, ...], int] = {}
    for group in sorted(groups, key=lambda g: (g.apart, min(m.day for m in g.members), g.seed.figure.id)):
        key = _key(group)
        seen[key] = seen.get(key, 0) + 1
        said = "\0".join((*key, str(seen[key])))
        group.id = "fnd_" + hashlib.sha256(said.encode()).hexdigest()[:20]
    return groups


def _key(group: Group) -> tuple[str, ...]:
    seed, period = group.seed, group.seed.period
    number = (str(part) for part in leading_number(seed.figure))
    scope = (str(period.start), str(period.end)) if period else ("", "")
    own = (seed.figure.id,) if group.apart else ()
    return (seed.origin.compiler, seed.question, *number, *scope, *sorted(seed.places), *own)


def _merged(groups: list[Group], standing: Mapping[str, Standing]) -> list[Group]:
    """Puts figures (or whole findings) where people said that they belong."""
    home = {m.figure.id: g for g in groups for m in g.members} | {g.id: g for g in groups}
    for group in list(groups):
        whole = standing.get(group.id)
        for member in list(group.members):
            to = member.standing.merged_into or (whole.merged_into if whole else None)
            target = home.get(to or "")
            if target is not None and target is not home[member.figure.id]:
                home[member.figure.id].members.remove(member)
                target.members.append(member)
                target.joined[member.figure.id] = "a person put it to this count"
                home[member.figure.id] = target
    return [group for group in groups if group.members]


def _finding(group: Group, question: Question) -> Finding:
    members = sorted(group.members, key=lambda c: (c.day, c.report.id, c.figure.number.start))
    fullest = min(members, key=lambda m: _fullness(m, any(wordings.holds(m.figure, o.figure) for o in members)))
    period = next((m.period for m in (fullest, *members) if m.period), None)
    return Finding(
        id=group.id,
        compiler=group.seed.origin.compiler,
        base=next((m.origin.base for m in (fullest, *members) if m.origin.base), None),
        question=question.id,
        measure=question.measure,
        population=_population(fullest, members) or question.population,
        places=next((m.places for m in (fullest, *members) if m.places), ()),
        period=period or question.period,
        as_of=_as_of(fullest, members, period),
        fullest=fullest.figure.id,
        figures=tuple(m.figure.id for m in members),
        echoes=tuple(_echo(m, fullest, group) for m in members if m is not fullest),
        origin_seen=any(m.origin.own and m.report.note is None for m in members),
    )


def _fullness(c: Candidate, rounder: bool) -> tuple[int, bool, bool, bool, date, str, int]:
    """What the compiler withdrew or revised speaks first (so that the count falls with it, and no echo holds it up);
    then what stands; among these the compiler's own words, then the number itself over a rounder one, then a number
    with its qualifier over the bare one, then the earliest."""
    fallen = bool(c.standing.superseded_by) or (c.withdrawn and c.origin.own)
    rank = 0 if fallen else 1 if c.standing.stands and not c.withdrawn else 2
    bare = c.figure.qualifier is Qualifier.EXACT
    return (rank, not c.origin.own, rounder, bare, c.day, c.report.id, c.figure.number.start)


def _population(fullest: Candidate, members: list[Candidate]) -> str | None:
    corrections = (m.standing.correction for m in (fullest, *members))
    return next((c.population for c in corrections if c and c.population), None)


def _as_of(fullest: Candidate, members: list[Candidate], period: Period | None) -> AsOf | None:
    """The stated day, a person's before a report's; else some day up to the first publication, or up to the earliest
    last day that a person inferred."""
    in_order = (fullest, *members)
    people = [c.as_of for m in in_order if (c := m.standing.correction) and c.as_of]
    told = [a for a in people if a.basis is Basis.STATED] + [a for m in in_order if (a := m.stated_as_of)]
    if told:
        return told[0]
    days = [m.day for m in members if m.report.published_day] + [a.latest for a in people]
    starts = [a.earliest for a in people if a.earliest] + ([period.start] if period and period.start else [])
    if not days:
        return None
    start = next((start for start in starts if start <= min(days)), None)
    return AsOf(start, min(days), Basis.INFERRED)


def _echo(member: Candidate, fullest: Candidate, group: Group) -> Echo:
    grounds = [*wordings.grounds(member, fullest)]
    if member.figure.id in group.joined:
        grounds.insert(0, group.joined[member.figure.id])
    return Echo(member.figure.id, member.report.id, tuple(grounds), wordings.lost(member, fullest))
