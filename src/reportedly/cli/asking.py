"""Commands that ask before anybody decides: what waits, what a question would say, what stands on a thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli import show
from reportedly.cli.options import HERE, AsOf, Desk, Json, KnownAt, app, opened
from reportedly.cli.times import day, month_ends
from reportedly.types import Echoing, Fragile, Proposed, QuestionPreview, RibbonPoint

if TYPE_CHECKING:
    from reportedly.ledger.downstream import Downstream
    from reportedly.newsroom import Newsroom


@app.command(epilog="Example: reportedly propose fled --limit 10")
def propose(
    question: Annotated[
        str | None, typer.Argument(metavar="[QUESTION]", help="Only figures that fit this question best.")
    ] = None,
    desk: Desk = HERE,
    limit: Annotated[int, typer.Option(help="Show so many figures, the best first.")] = 20,
    as_json: Json = False,
) -> None:
    """List figures that wait for a decision and the questions they may answer, each with score and reasons."""
    waiting = opened(desk).proposed(question)
    if as_json:
        show.as_json_text(list(waiting[:limit]))
        return
    _show_proposed(waiting[:limit])
    learned = waiting[0].learned_from if waiting else 0
    ranked = f"ranked by {learned} of this desk's own decisions" if learned else "ranked by fixed weights"
    show.line(f"{len(waiting)} figures wait, {min(limit, len(waiting))} shown; {ranked}. `reportedly decide` decides.")


def _show_proposed(waiting: Sequence[Proposed]) -> None:
    for one in waiting:
        show.line(f"{one.figure.id}  {one.figure.as_written.words}  {one.figure.counted or ''}  ({one.report.outlet})")
        for proposal in one.proposals[:3]:
            show.line(f"    {proposal.score:.2f}  {proposal.question}: {'; '.join(proposal.reasons)}")


@app.command(epilog="Example: reportedly question absence-337")
def question(
    name: Annotated[str, typer.Argument(metavar="QUESTION", help="A question of questions.toml.")],
    desk: Desk = HERE,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Preview a question: near definitions, old figures that may answer it, its tally now and with them."""
    newsroom = opened(desk)
    preview = newsroom.preview_question(name, as_of=as_of)
    if as_json:
        show.as_json_text(preview)
        return
    for line in _previewed(newsroom, preview):
        show.line(line)


def _previewed(newsroom: Newsroom, preview: QuestionPreview) -> Iterator[str]:
    yield f"{preview.question.asks}\n{preview.question.definition} (version {preview.question.version})"
    yield f"\n{len(preview.neighbours)} near questions; nothing is joined unless [[equal]] in policies.toml declares it."
    for near in preview.neighbours[:5]:
        yield f"  {near.likeness:.2f}  {near.question}: {'; '.join(near.differs) or 'the same definition'}"
    yield f"\n{len(preview.fitting)} figures that nobody assigned fit it best:"
    for one in preview.fitting[:20]:
        words = f"{one.figure.as_written.words}  {one.figure.counted or ''}".rstrip()
        yield f"  {one.proposals[0].score:.2f}  {one.figure.id}  {words}  ({one.report.outlet})"
    now, then = (show.tally_row(newsroom, tally)["reported"] for tally in (preview.now, preview.then))
    yield f"\nReported now: {now}\nWith them:    {then}" if preview.fitting else f"\nReported now: {now}"


@app.command(epilog="Example: reportedly downstream rep_0123")
def downstream(
    subject: Annotated[
        str, typer.Argument(metavar="ID", help="A capture's, report's, statement's, figure's, finding's or question's.")
    ],
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """List what stands on a thing: statements, figures, findings, tallies, briefs, sent digests."""
    found = opened(desk).downstream(subject)
    if as_json:
        show.as_json_text(found)
        return
    for line in _standing_on(found):
        show.line(line)


def _standing_on(found: Downstream) -> Iterator[str]:
    shelves = {
        "statements": found.statements,
        "figures": found.figures,
        "findings": found.findings,
        "findings that nothing else holds up": found.alone,
        "questions": found.questions,
        "briefs": found.briefs,
        "digests": found.digests,
    }
    for shelf, ids in shelves.items():
        yield f"{shelf} ({len(ids)}): {', '.join(ids) or 'none'}"
    yield "It reached readers." if found.published else "It reached no page and no mail."


@app.command(epilog="Example: reportedly echoes rep_0123")
def echoes(
    report: Annotated[str | None, typer.Argument(metavar="[REPORT]", help="A report's id; all where left out.")] = None,
    desk: Desk = HERE,
    as_json: Json = False,
) -> None:
    """List reports that likely go back to one finding, each link with its grounds; `decide merge` and `split` bind."""
    found = opened(desk).echoing(report)
    if as_json:
        show.as_json_text(list(found))
        return
    for one in found:
        for line in _family(one):
            show.line(line)
    show.line(f"{len(found)} families. Proposals only: nothing is merged until somebody decides.")


def _family(one: Echoing) -> Iterator[str]:
    spread = "" if one.fewest == one.most else f" (from {one.fewest} to {one.most})"
    yield f"{len(one.reports)} reports, {one.compilers} compilers likely{spread}"
    for name, outlet, headline in zip(one.reports, one.outlets, one.headlines, strict=True):
        yield f"  {name}  {outlet}: {headline}"
    for link in one.links:
        yield f"    {link.relation}  {link.a} - {link.b}: {'; '.join(link.grounds)}"


@app.command(epilog="Example: reportedly upstream")
def upstream(desk: Desk = HERE, as_json: Json = False) -> None:
    """List whose own pages to capture next: what is held rests on them, and nobody has seen them."""
    found = opened(desk).upstream()
    if as_json:
        show.as_json_text(list(found))
        return
    for one in found:
        show.line(f"Capture {one.who}'s own page: {one.figures} figures in {len(one.reports)} reports rest on it.")
        show.line(f"    {', '.join(one.reports[:5])}{' ...' if len(one.reports) > 5 else ''}")
    show.line(f"{len(found)} pages to look for.")


@app.command(epilog="Example: reportedly ribbon absence-337 --since 2023-06-01 --until 2025-06-01")
def ribbon(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question's id.")],
    desk: Desk = HERE,
    since: Annotated[date, typer.Option(parser=day, metavar="DAY", help="The first month's day.")] = date(2022, 2, 24),
    until: Annotated[
        date | None, typer.Option(parser=day, metavar="DAY", help="The last day; today's if left out.")
    ] = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Show what was reported as of the end of each month; months that are not complete yet are marked."""
    newsroom = opened(desk)
    last = until or newsroom.clock().date()
    if since > last:
        raise typer.BadParameter(f"{since} lies after {last}; give an earlier --since or a later --until")
    points = newsroom.ribbon(question, month_ends(since, last), known_at=known_at)
    if as_json:
        show.as_json_text(list(points))
        return
    show.table([_month(point) for point in points], title=question)


def _month(point: RibbonPoint) -> show.Row:
    low, high = point.bounds.lower, point.bounds.upper
    return {
        "as of": f"{point.day}",
        "at least": low,
        "at most": high if high is not None or low is None else "no upper figure",
        "": "" if point.complete else "reports still to come",
    }


@app.command(epilog="Example: reportedly fragility absence-337 --as-of 2024-06-10")
def fragility(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="A question's id.")],
    desk: Desk = HERE,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    as_json: Json = False,
) -> None:
    """Show how much an answer hangs on each compiler, and on how wide inexact figures are taken."""
    found = opened(desk).fragility(question, as_of=as_of, known_at=known_at)
    if as_json:
        show.as_json_text(list(found))
        return
    show.table([_change(one) for one in found], title=question)


def _change(one: Fragile) -> show.Row:
    open_end = "open"
    return {
        "change": one.change,
        "at least": open_end if one.bounds.lower is None else one.bounds.lower,
        "at most": open_end if one.bounds.upper is None else one.bounds.upper,
        "": "moves" if one.moves else "",
    }
