"""Which held reports likely go back to one finding, and which pages nobody has captured yet. Proposals and tasks only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.types import Echoing, Liking, Upstream

if TYPE_CHECKING:
    from reportedly.ledger.echoes import Family, Proposal
    from reportedly.ledger.held import Held
    from reportedly.ledger.told import Piece
    from reportedly.newsroom import Newsroom

LOOSER, STRICTER = 0.7, 1.3
"""What it takes to be an echo, against what the desk sets: the ends between which the number of compilers is told."""


def echoing(newsroom: Newsroom, report: str | None) -> tuple[Echoing, ...]:
    """The families of two reports or more that are held, largest first; only that of `report` where one is named.

    Raises NotThere for an unknown report.
    """
    held = newsroom.held()
    if report is not None and report not in held.reports:
        raise NotThere(f"no report has the id {report!r}.", remedy="`reportedly export csv` lists ids.")
    pieces = tuple(_pieces(held))
    found = [_run(held, pieces, times) for times in (1.0, LOOSER, STRICTER)]
    shown = newsroom.mask.held(held)
    families = (
        _told(family, found, shown)
        for family in found[0].families
        if (len(family.reports) > 1 if report is None else report in family.reports)
    )
    return tuple(sorted(families, key=lambda one: (-len(one.reports), one.reports)))


def _pieces(held: Held) -> Iterator[Piece]:
    from reportedly.ledger.told import Piece
    from reportedly.types import Outlet

    for report in held.reports.values():
        if report.id in held.readings and (report.published_at or report.published_day):
            outlet = held.outlets.get(report.outlet, Outlet(report.outlet, report.outlet))
            yield Piece(report, held.readings[report.id], outlet)


def _run(held: Held, pieces: tuple[Piece, ...], times: float) -> Proposal:
    from reportedly.ledger.bindings import bindings
    from reportedly.ledger.echoes import propose
    from reportedly.ledger.likenings import Weights

    weights = Weights.of(held.policy.echo)
    return propose(pieces, replace(weights, enough=weights.enough * times), bindings(held.decisions, held.reports))


def _told(family: Family, found: list[Proposal], shown: Held) -> Echoing:
    members = set(family.reports)
    counts = [_compilers(proposal, members) for proposal in found]
    links = tuple(
        Liking(link.a, link.b, link.relation.value, link.score, link.grounds)
        for link in found[0].links
        if link.a in members and link.b in members
    )
    return Echoing(
        reports=family.reports,
        headlines=tuple(shown.reports[r].headline for r in family.reports),
        outlets=tuple(shown.reports[r].outlet for r in family.reports),
        compilers=family.compilers,
        fewest=min(counts),
        most=max(counts),
        links=links,
    )


def _compilers(proposal: Proposal, members: set[str]) -> int:
    """How many compilers stand behind these reports in one run, which may part them otherwise."""
    return sum(family.compilers for family in proposal.families if members & set(family.reports))


def upstream(newsroom: Newsroom) -> tuple[Upstream, ...]:
    """Pages that held reports go back to and that nobody captured, those that most rest on first."""
    held = newsroom.held()
    behind: Mapping[str, Counter[str]] = _cited(held)
    return tuple(
        Upstream(who, tuple(sorted(reports)), sum(reports.values()))
        for who, reports in sorted(behind.items(), key=lambda item: (-len(item[1]), item[0]))
    )


def _cited(held: Held) -> Mapping[str, Counter[str]]:
    """Whom reports cite whose own page on it is not held -> the reports, with how many figures of each."""
    behind: dict[str, Counter[str]] = {}
    for finding in held.findings.values():
        if finding.origin_seen:
            continue
        known = held.compilers.get(finding.compiler) or held.outlets.get(finding.compiler)
        name = known.name if known else finding.compiler
        behind.setdefault(name, Counter()).update(held.figures[f].report for f in finding.figures if f in held.figures)
    return behind
