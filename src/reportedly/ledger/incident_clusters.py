"""Groups of reports on one occurrence, by average linkage: a group grows by what ties it as a whole, never over one bridge.

Groups are made within parts that hang together by links, each part by itself, so a new report changes only the part that
it comes to, and the order in which reports come changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reportedly.ledger.bindings import UNBOUND, Bindings
from reportedly.ledger.incident_links import Link

THRESHOLD = 0.3


def clusters(
    reports: Iterable[str], links: Sequence[Link], bound: Bindings = UNBOUND, threshold: float = THRESHOLD
) -> tuple[tuple[str, ...], ...]:
    """Ids of reports and the links between them -> groups, each in order of ids, the groups in order of their first.

    What people joined is in one group and what they parted is not, whatever the links say; where both meet over other
    reports, the parting counts and the joins beyond it are left out.
    """
    known = sorted(set(reports))
    scores = _scores(links, bound)
    groups: list[tuple[str, ...]] = []
    for part in _parts(known, scores):
        groups.extend(_grouped(part, scores, bound, threshold))
    return tuple(sorted(groups))


def _scores(links: Sequence[Link], bound: Bindings) -> dict[tuple[str, str], float]:
    made = {(min(k.a, k.b), max(k.a, k.b)): k.score for k in links}
    made.update(dict.fromkeys(bound.joined, 1.0))
    for pair in bound.parted:
        made.pop(pair, None)
    return made


def _parts(known: Sequence[str], scores: Mapping[tuple[str, str], float]) -> list[list[str]]:
    """Reports that hang together by any link."""
    root = {report: report for report in known}

    def top(report: str) -> str:
        while root[report] != report:
            root[report] = root[root[report]]
            report = root[report]
        return report

    for a, b in scores:
        if a in root and b in root:
            x, y = top(a), top(b)
            root[max(x, y)] = min(x, y)
    parts: dict[str, list[str]] = defaultdict(list)
    for report in known:
        parts[top(report)].append(report)
    return list(parts.values())


def _grouped(
    part: Sequence[str], scores: Mapping[tuple[str, str], float], bound: Bindings, threshold: float
) -> list[tuple[str, ...]]:
    growing = _Growing(part, scores)
    for a, b in sorted(bound.joined):
        if a in growing.group and b in growing.group:
            growing.join(growing.group[a], growing.group[b], bound)
    while growing.join_best(threshold, bound):
        pass
    return [tuple(sorted(members)) for members in growing.members.values()]


class _Growing:
    """Groups that grow, and the sums of the scores between them."""

    def __init__(self, part: Sequence[str], scores: Mapping[tuple[str, str], float]) -> None:
        self.members = {report: [report] for report in part}
        self.group = {report: report for report in part}
        self.sums: dict[str, dict[str, float]] = {report: {} for report in part}
        for (a, b), score in scores.items():
            if a in self.sums and b in self.sums:
                self.sums[a][b] = self.sums[b][a] = score

    def join_best(self, threshold: float, bound: Bindings) -> bool:
        """Joins the two groups with the highest mean over all pairs; False where none reaches the threshold."""
        best = max(self._means(threshold, bound), default=None)
        if best is None:
            return False
        self.join(best[2], best[1], bound)
        return True

    def _means(self, threshold: float, bound: Bindings) -> Iterable[tuple[float, str, str]]:
        for a, others in self.sums.items():
            for b, total in others.items():
                if a < b:
                    mean = total / (len(self.members[a]) * len(self.members[b]))
                    if mean >= threshold and not self._parted(a, b, bound):
                        yield mean, b, a

    def _parted(self, a: str, b: str, bound: Bindings) -> bool:
        return bool(bound.parted) and any(bound.are_parted(x, y) for x in self.members[a] for y in self.members[b])

    def join(self, a: str, b: str, bound: Bindings) -> None:
        """Makes one group of two, unless people parted any of their reports."""
        if a == b or self._parted(a, b, bound):
            return
        a, b = min(a, b), max(a, b)
        for report in self.members[b]:
            self.group[report] = a
        self.members[a] += self.members.pop(b)
        for other, total in self.sums.pop(b).items():
            del self.sums[other][b]
            if other != a:
                self.sums[a][other] = self.sums[other][a] = self.sums[a].get(other, 0.0) + total
