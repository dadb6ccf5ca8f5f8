"""Things by their ids: what a decision may be about, what stands behind a number, what the ledger says of a thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportedly.errors import NotThere
from reportedly.newsroom.counting import question_named, tally_of
from reportedly.types import Decision, Logged, Trace, Verdict

if TYPE_CHECKING:
    from reportedly.capture.archives import Archive
    from reportedly.ledger.held import Held
    from reportedly.store import Ledger


def check_known(held: Held, decision: Decision) -> None:
    """Raises NotThere where a decision's subject, its question or the decision that it takes back is not held."""
    if not _is_known(held, decision.subject):
        raise NotThere(
            f"nothing has the id {decision.subject!r}.",
            remedy="`reportedly read` and `reportedly export csv` list ids.",
        )
    if decision.verdict is Verdict.RELEASE and decision.subject not in held.reports:
        raise NotThere(f"no report has the id {decision.subject!r}.", remedy="Only a report's page can be released.")
    if decision.verdict is Verdict.ASSIGN:
        question_named(held, decision.to or "")
    taken_back = decision.supersedes
    if taken_back and taken_back not in {d.id for d in held.decisions}:
        raise NotThere(
            f"no decision has the id {taken_back!r}.", remedy="`reportedly log ID` lists a thing's decisions."
        )


def _is_known(held: Held, subject: str) -> bool:
    if subject.startswith("brief:"):
        return f"briefs/{subject.removeprefix('brief:')}.md" in held.briefs
    shelves = (held.figures, held.statements, held.reports, held.findings, held.questions)
    return any(subject in shelf for shelf in shelves)


def figures_behind(held: Held, subject: str, as_of: date | None) -> tuple[str, ...]:
    """The figures that a number stands on: for a question those of its binding findings, the fullest wording first.

    Raises NotThere where nothing has that id.
    """
    if subject in held.figures:
        return (subject,)
    if subject in held.findings:
        return _of_finding(held, subject)
    if subject in held.questions:
        tally = tally_of(held, subject, as_of or held.known_at.date())
        binding = dict.fromkeys(tally.binding_lower + tally.binding_upper) or dict.fromkeys(
            p.finding for p in tally.points
        )
        return tuple(figure for finding in binding for figure in _of_finding(held, finding))
    raise NotThere(
        f"no question, finding or figure has the id {subject!r}.", remedy=f"Questions: {', '.join(held.questions)}."
    )


def _of_finding(held: Held, finding: str) -> tuple[str, ...]:
    found = held.findings[finding]
    return (found.fullest, *(f for f in found.figures if f != found.fullest))


def trace_of(held: Held, figure: str, archive: Archive) -> Trace:
    """The way from a figure back to the captured bytes, read and hashed anew."""
    from reportedly.errors import Broken, Withheld
    from reportedly.ledger.trace import trace

    report = held.reports[held.figures[figure].report]
    checked = withheld = False
    try:
        archive.bytes_of(held.captures[report.capture])
        checked = True
    except Withheld:
        withheld = True
    except (Broken, NotThere):
        pass
    return replace(trace(held, figure, checked=checked), withheld=withheld)


def report_of(held: Held, subject: str) -> str | None:
    """The report that a figure, a statement or a report's own id belongs to."""
    for shelf in (held.figures, held.statements):
        if subject in shelf:
            return shelf[subject].report
    return subject if subject in held.reports else None


def history(ledger: Ledger, held: Held, subject: str) -> tuple[Logged, ...]:
    """Every entry about a thing, and every decision about it, in order. Raises NotThere where there is none."""
    about = {d.id for d in held.decisions if d.subject == subject} | {subject}
    about |= {held.figures[subject].report} if subject in held.figures else set()
    table = held.captures.get(subject)
    rows_of_table = f"{table.address}#line=" if table and table.channel == "import" else None
    found = tuple(
        Logged(entry.seq, entry.at, entry.by, entry.kind, entry.subject, fields)
        for entry, fields in ledger.entered()
        if entry.subject in about
        or entry.subject == f"briefs/{subject.removeprefix('brief:')}.md"
        or (rows_of_table and entry.subject.startswith(rows_of_table))
    )
    if not found:
        raise NotThere(f"the ledger holds nothing about {subject!r}.", remedy="`reportedly export csv` lists ids.")
    return found
