"""What a brief or a question stands on: its tallies, their findings and figures, the reports, and the people's decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.types import Brief, Tally

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom


@dataclass(frozen=True, slots=True)
class Scope:
    """Ids of all that is spoken of, each in the order of its entry. `about` is a question's id or `brief:SLUG`."""

    about: str
    brief: Brief | None
    tallies: tuple[Tally, ...]
    questions: tuple[str, ...]
    findings: tuple[str, ...]
    figures: tuple[str, ...]
    statements: tuple[str, ...]
    reports: tuple[str, ...]


def scope_of(newsroom: Newsroom, held: Held, subject: str) -> Scope:
    """What the brief with this slug, or the question with this id, stands on. Raises NotThere where there is neither."""
    if subject in held.questions:
        tally = newsroom.count(subject, as_of=held.last_at.date() if held.last_at else None)
        return _scope(held, subject, None, (tally,), ())
    slug = subject.removeprefix("brief:").removeprefix("briefs/").removesuffix(".md")
    edition = newsroom.edition()
    brief = next((one for one in edition.briefs if one.slug == slug), None)
    if brief is None:
        there = ", ".join([*(one.slug for one in edition.briefs), *held.questions])
        raise NotThere(f"no brief or question is called {subject!r}.", remedy=f"There are: {there}.")
    tallies = tuple(tally for (whose, _), tally in sorted(edition.brief_tallies.items()) if whose == slug)
    own = tuple(ref.figure for ref in brief.figures if ref.figure and ref.figure in held.figures)
    return _scope(held, f"brief:{slug}", brief, tallies, own)


def _scope(held: Held, about: str, brief: Brief | None, tallies: tuple[Tally, ...], own: tuple[str, ...]) -> Scope:
    named = {held.finding_of.get(figure) for figure in own}
    for tally in tallies:
        named |= {*tally.binding_lower, *tally.binding_upper, *(point.finding for point in tally.points)}
        named |= {f for clash in tally.clashes for f in clash.findings} | {
            f for part in tally.parts for f in part.parts
        }
    findings = tuple(f for f in held.findings if f in named)
    wanted = {figure for f in findings for figure in held.findings[f].figures} | set(own)
    figures = tuple(figure for figure in held.figures if figure in wanted)
    said = {held.figures[figure].statement for figure in figures}
    asked = {tally.question for tally in tallies} | {held.findings[f].question for f in findings}
    return Scope(
        about=about,
        brief=brief,
        tallies=tallies,
        questions=tuple(q for q in held.questions if q in asked),
        findings=findings,
        figures=figures,
        statements=tuple(s for s in held.statements if s in said),
        reports=tuple(r for r in held.reports if r in {held.figures[figure].report for figure in figures}),
    )
