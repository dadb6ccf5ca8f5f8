"""Who counted, on what base, and who confirms whom.

Outlets are not counted, compilers are; and a second compiler confirms the first only from another base. Mediazona on court sites and
another compiler on court documents draw from the same cases: the second is a *second count*, no *corroboration*, however
different their numbers. A base that nobody states cannot be shown to be another one.

Worked example: A counts from court sites (first published), B from court documents, C from leaked lists; the desk's policy says
that court sites and court documents share cases. A is first, B a second count, C a corroboration.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from reportedly.types import Admitted, CompilerCount, Policy


def compilers_of(admitted: Iterable[Admitted], policy: Policy) -> tuple[CompilerCount, ...]:
    """Admitted findings in; their compilers out, the first published first, each with its role.

    A compiler is a corroboration where each of its bases is known and shares no cases with any base named before it.
    """
    by_compiler: dict[str, list[Admitted]] = {}
    for finding in sorted(admitted, key=lambda a: (a.published, a.compiler, a.finding)):
        by_compiler.setdefault(finding.compiler, []).append(finding)
    counts: list[CompilerCount] = []
    before: set[str | None] = set()
    for compiler, findings in by_compiler.items():
        bases = {finding.base for finding in findings}
        role = "first" if not counts else "corroboration" if apart(bases, before, policy) else "second_count"
        base = next((f.base for f in findings if f.base), None)
        counts.append(CompilerCount(compiler, base, len(findings), reports_of(findings), role))
        before |= bases
    return tuple(counts)


def reports_of(admitted: Iterable[Admitted]) -> int:
    """How many reports repeat these findings; one that repeats two of them is one, where it is told which they are."""
    findings = tuple(admitted)
    told = {report for finding in findings for report in finding.report_ids}
    return len(told) + sum(finding.reports for finding in findings if not finding.report_ids)


def apart(these: Iterable[str | None], those: Iterable[str | None], policy: Policy) -> bool:
    """Whether all these bases are known, and none of them shares cases with any of those."""
    pairs = [(a, b) for a in these for b in those]
    return all(a is not None and b is not None and not overlap(a, b, policy) for a, b in pairs)


def overlap(a: str, b: str, policy: Policy) -> bool:
    """Whether two bases share cases: they are one, or the desk's policy names them together."""
    folded = {a.casefold(), b.casefold()}
    return len(folded) == 1 or any(
        folded <= {base.casefold() for base in shared} for shared in policy.overlapping_bases
    )


def independent(groups: Sequence[Sequence[Admitted]], number: int, policy: Policy) -> bool:
    """Whether `number` of these compilers' findings rest on bases of which no two share cases."""
    bases = [{finding.base for finding in group} for group in groups]
    return any(all(apart(a, b, policy) for a, b in combinations(some, 2)) for some in combinations(bases, number))
