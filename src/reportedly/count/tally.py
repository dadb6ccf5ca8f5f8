"""The answer to a question: bounds that follow from the admitted findings and from nothing else.

What a critic may check, rule by rule (each has a worked example in the module named):

1. One statement per finding, however many reports repeat it; how it bears on time and place: `evidence`.
2. Bounds are the least and the most in any world in which all statements are true; every end names the findings that hold
   it, and an end that no finding holds is open: `constraints`.
3. As of a day: a cumulative figure holds from below from its own day on, from above up to its own day. "4,121 by 21
   November 2023" says "exactly 4,121" of that day, "at least 4,121" of any later, "at most 4,121" of any earlier day.
4. Contradictions widen and are named, nothing is chosen silently: `clashes`.
   Findings for several places are taken together, each place holding those inside it: `places`.
5. Parts bound a declared whole from below, and equal it only where the partition is declared complete: `parts`.
6. Compilers are counted, not outlets; another compiler on an overlapping base confirms nothing: `compilers`.
7. Where the policy needs two compilers, the lower end is the highest number that two compilers on separate bases each
   reach. "At least 800" by one and "at least 600" by another give 600; one compiler alone gives no lower end.
8. The best value is that of the latest finding not after the day asked, of several the lowest, moved to the nearest end
   where it lies outside the bounds. It is never an average.
9. A list question shows its figures side by side: no bounds, no sum, no contradictions, and nobody confirms anybody, for
   each figure speaks of something else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from reportedly.count.bounds import OPEN, inward, within
from reportedly.count.clashes import clashes_of, revisions_of, settle
from reportedly.count.compilers import compilers_of, independent, reports_of
from reportedly.count.constraints import Reach
from reportedly.count.evidence import (
    Measured,
    days_of,
    is_part,
    latest_moment,
    measured,
    over_time,
    same_period,
    statements,
)
from reportedly.count.parts import checks, sums_of
from reportedly.count.places import Lie, Places
from reportedly.count.points import points_of
from reportedly.types import Admitted, Answer, Bounds, Flow, Number, Period, Policy, Question, Tally


def tally(
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    *,
    as_of: date,
    known_at: datetime,
    mark: str,
    caveats: Sequence[str] = (),
    related: Mapping[str, Sequence[Admitted]] | None = None,
    lie: Lie | None = None,
) -> Tally:
    """A question, the findings that it admits and the desk's policy in; its tally as of a day out.

    `related` holds the findings of the questions that are parts of this one (policy.wholes), by question id. `known_at`
    and `mark` say which state of the ledger the findings are from; the same findings in any order give the same tally.
    `lie` says which places lie in which; with it, findings for several places are taken together (`places`).

    "At least 800 had fled by January" alone, as of June: at least 800, open above, one compiler, best 800.
    """
    ordered = sorted(admitted, key=lambda a: (a.published, a.finding))
    empty = Tally(
        question=question.id,
        as_of=as_of,
        known_at=known_at,
        bounds=OPEN,
        best=None,
        binding_lower=(),
        binding_upper=(),
        compilers=compilers_of(ordered, policy),
        reports=reports_of(ordered),
        clashes=(),
        revisions=(),
        parts=(),
        caveats=tuple(caveats),
        points=points_of(question, ordered),
        mark=mark,
        policy_version=policy.version,
    )
    if question.answer is Answer.LIST:
        return replace(empty, compilers=tuple(replace(compiler, role="first") for compiler in empty.compilers))
    return _answered(empty, question, ordered, policy, related or {}, lie)


def _answered(
    empty: Tally,
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    related: Mapping[str, Sequence[Admitted]],
    lie: Lie | None,
) -> Tally:
    revisions = revisions_of(admitted, question)
    pairs = [(revision.earlier, revision.later) for revision in revisions]
    asked = with_parts(measured(question, admitted, empty.as_of), question, admitted, policy, related)
    settled = settle(asked, pairs)
    reach = _agreed(settled.reach, question, admitted, policy, empty.as_of, pairs)
    if lie is not None and not settled.clashes and any(is_part(question, a) for a in admitted):
        reach, impossible = _together(reach, question, admitted, policy, empty.as_of, lie)
        settled.clashes.update(impossible)
    known = {a.finding: a for a in (*admitted, *(a for part in related.values() for a in part))}
    return replace(
        empty,
        bounds=_rounded(reach, question),
        best=_best(question, admitted, reach, empty.as_of),
        binding_lower=_in_order(reach.lower, known),
        binding_upper=_in_order(reach.upper, known),
        clashes=clashes_of(settled.clashes, revisions, known),
        revisions=revisions,
        parts=checks(question, admitted, policy, related, empty.as_of),
    )


def with_parts(
    asked: Measured,
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    related: Mapping[str, Sequence[Admitted]],
) -> Measured:
    """The statements, and what the parts of declared wholes say of the whole where its own figure says less."""
    if question.flow not in (Flow.CUMULATIVE, Flow.PERIOD):
        return asked
    sums = sums_of(question, admitted, policy, related)
    steps = [replace(step, findings=parts) for one, parts in sums for step in statements(question, one)]
    return over_time((*(step for step in asked.steps if step.findings), *steps), asked.start, asked.end)


def _together(
    reach: Reach, question: Question, admitted: Sequence[Admitted], policy: Policy, as_of: date, lie: Lie
) -> tuple[Reach, list[tuple[str, ...]]]:
    """What findings for several places say together, and those that cannot all be true; nothing widens.

    A lower end that several compilers must reach is left as it was: one place's figure is one compiler's.
    """
    if question.flow not in (Flow.CUMULATIVE, Flow.PERIOD):
        return reach, []
    world = Places(question, admitted, [as_of], lie)
    found = world.reaches()
    if found is None:
        clash = world.clash()
        return reach, [clash] if clash else []
    (other,) = found
    low, high = reach.bounds.lower, reach.bounds.upper
    if policy.compilers_needed <= 1 and other.bounds.lower is not None and (low is None or other.bounds.lower > low):
        reach = replace(reach, bounds=replace(reach.bounds, lower=other.bounds.lower), lower=other.lower)
    if other.bounds.upper is not None and (high is None or other.bounds.upper < high):
        reach = replace(reach, bounds=replace(reach.bounds, upper=other.bounds.upper), upper=other.upper)
    return reach, []


def _agreed(
    reach: Reach,
    question: Question,
    admitted: Sequence[Admitted],
    policy: Policy,
    as_of: date,
    pairs: Sequence[tuple[str, str]],
) -> Reach:
    """The lower end that as many compilers on separate bases reach as the policy needs."""
    if policy.compilers_needed <= 1 or reach.bounds.lower is None:
        return reach
    reached = _reached(question, admitted, as_of, pairs)
    for number in range(policy.compilers_needed, len(reached) + 1):
        if independent([group for _, group in reached[:number]], policy.compilers_needed, policy):
            lowest = reached[number - 1][0]
            lower = tuple(f for single, _ in reached[:number] for f in single.lower)
            return replace(reach, bounds=replace(reach.bounds, lower=lowest.bounds.lower), lower=lower)
    return replace(reach, bounds=replace(reach.bounds, lower=None), lower=())


def _reached(
    question: Question, admitted: Sequence[Admitted], as_of: date, pairs: Sequence[tuple[str, str]]
) -> list[tuple[Reach, list[Admitted]]]:
    """What each compiler's findings say by themselves, the highest lower end first; those without one left out."""
    by_compiler = sorted(admitted, key=lambda a: a.compiler)
    groups = [list(group) for _, group in groupby(by_compiler, key=lambda a: a.compiler)]
    reaches = [(settle(measured(question, group, as_of), pairs).reach, group) for group in groups]
    return sorted((r for r in reaches if r[0].bounds.lower is not None), key=lambda r: -(r[0].bounds.lower or 0))


def _rounded(reach: Reach, question: Question) -> Bounds:
    return reach.bounds if question.flow is Flow.RATE else inward(reach.bounds) or reach.bounds


def _best(question: Question, admitted: Sequence[Admitted], reach: Reach, as_of: date) -> Number | None:
    """Rule 8. Only findings of the question's own kind, places and period: a part is no best value of the whole."""
    same = [a for a in admitted if a.flow is question.flow and not is_part(question, a) and a.best is not None]
    if question.flow is Flow.PERIOD and question.period:
        past = [a for a in same if same_period(question, a)] if _over(question.period, as_of) else []
        last = max((days_of(a).latest for a in past), default=None)
        same = [a for a in past if days_of(a).latest == last]
    else:
        same = latest_moment(same, as_of)
    return within(min(a.best for a in same if a.best is not None), reach.bounds) if same else None


def _over(period: Period, as_of: date) -> bool:
    return period.end is not None and period.end <= as_of


def _in_order(findings: Sequence[str], known: Mapping[str, Admitted]) -> tuple[str, ...]:
    return tuple(sorted(findings, key=lambda f: (days_of(known[f]).latest, known[f].published, f)))
