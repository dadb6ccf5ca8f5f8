"""Puts what came back before a person, as lines and tables, or as JSON."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from reportedly.types import (
    Captured,
    Decision,
    Figure,
    GateFinding,
    Hindrance,
    Json,
    Logged,
    Published,
    ReadAnew,
    ReadingDiff,
    Tally,
    Trace,
    Verified,
    Watched,
)

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom

Row = Mapping[str, Json]


def line(words: str) -> None:
    """One line for a person."""
    print(words)


def passing(words: str) -> None:
    """A line that the next one replaces, for who looks on at long work; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{words[:100]}", end="", file=sys.stderr, flush=True)


def as_json_text(value: object) -> None:
    """Any value of the house as JSON."""
    from reportedly.store.rows import to_json

    print(json.dumps(to_json(value), ensure_ascii=False, indent=1))


WIDE = 120
"""Columns of a terminal from which on a table reads better than a list; a pipe gets the table."""


def table(rows: Sequence[Row], *, title: str = "") -> None:
    """Rows of equal keys as a table where the terminal is wide enough, else one below the other."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 160, markup=False, highlight=False)
    if console.width < WIDE:
        _list(rows, title)
        return
    shown = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in rows[0] if rows else ():
        shown.add_column(name, overflow="fold")
    for row in rows:
        shown.add_row(*("" if value is None else str(value) for value in row.values()))
    console.print(shown)


def _list(rows: Sequence[Row], title: str) -> None:
    if title:
        line(f"{title}\n")
    for row in rows:
        (_, first), *rest = row.items()
        line(str(first))
        for name, value in rest:
            if value not in (None, ""):
                line(f"    {name}: {value}")


def captured(outcome: Captured, *, as_json: bool) -> None:
    """What one capture run kept, and every failure with its reason and remedy."""
    passing("")
    if as_json:
        as_json_text(outcome)
        return
    for capture, report in outcome.kept:
        line(f"kept {capture.id}  {report.published_day or 'no date'}  {report.outlet}: {report.headline}")
    for failure in outcome.failures:
        line(f"not kept  {failure.address}: {failure.reason} {failure.remedy}")
    for note in outcome.notes:
        line(f"note  {note}")
    for reason, number in outcome.passed.items():
        line(f"passed over  {number}: {reason}")
    if outcome.attached:
        line(f"{len(outcome.attached)} files kept that came with them.")
    line(
        f"{len(outcome.kept)} kept, {len(outcome.already)} already held, {len(outcome.failures)} failed{_reasons(outcome)}."
    )


def _reasons(outcome: Captured) -> str:
    """How many failed for which reason, the outlets' own word (gone, withheld) before ours."""
    counted = Counter(failure.kind for failure in outcome.failures)
    return f" ({', '.join(f'{n} {kind}' for kind in Hindrance if (n := counted[kind]))})" if counted else ""


def watched(outcome: Watched, *, as_json: bool) -> None:
    """What one round of watching found and kept."""
    if as_json:
        as_json_text(outcome)
        return
    captured(outcome.captured, as_json=False)
    failed = sum(1 for one in outcome.looked if one.failure)
    new = sum(one.new for one in outcome.looked)
    line(
        f"{len(outcome.looked)} feeds looked at ({failed} failed), {new} new reports, {outcome.again} pages due again."
    )


def readings(outcome: ReadAnew, *, as_json: bool) -> None:
    """How many statements and figures each report gave, and how many reports had been read before."""
    says = f"{len(outcome.readings)} new; {outcome.already} already read"
    if as_json:
        as_json_text({"says": says, "readings": outcome.readings, "already": outcome.already})
        return
    for reading in outcome.readings:
        line(reading.report + (f"  declined: {reading.declined}" if reading.declined else ""))
        for figure in reading.figures:
            when = f"  {figure.period.edtf}" if figure.period else ""
            line(
                f"    {figure.id}  {figure.as_written.words}  {figure.counted or ''}{when}  ({figure.source or 'own voice'})"
            )
    figures = sum(len(r.figures) for r in outcome.readings)
    line(f"{says}. {figures} figures in the new ones." if outcome.readings else f"{says}.")


def unread(newsroom: Newsroom, *, as_json: bool) -> None:
    """Which languages are held that cannot be read by rules, so that nobody takes silence for a zero; beside JSON, not in it."""
    declined = [reading.language for reading in newsroom.held().readings.values() if reading.declined]
    if declined:
        languages = ", ".join(sorted(set(declined)))
        says = f"{len(declined)} reports are in languages without rules ({languages}): their figures are in no count until a note tells them."
        print(says, file=sys.stderr if as_json else sys.stdout)


def differences(found: Sequence[ReadingDiff], *, entered: bool, as_json: bool) -> None:
    """What a new reading gains, loses and alters, report by report."""
    if as_json:
        as_json_text(list(found))
        return
    for diff in found:
        line(diff.report)
        for mark, figures in (("+", diff.gained), ("-", diff.lost)):
            for figure in figures:
                line(f"  {mark} {figure.id}  {figure.as_written.words}  {figure.counted or ''}".rstrip())
        for before, after in diff.altered:
            line(f"  ~ {after.id}  {after.as_written.words}: {', '.join(_altered(before, after))}")
        for figure_id in diff.unanchored:
            line(f"  ! {figure_id} was decided on and is not found again; look at it with `reportedly log {figure_id}`")
    line(f"{len(found)} readings differ; " + ("the new ones are entered." if entered else "nothing was entered."))


def _altered(before: Figure, after: Figure) -> list[str]:
    """The names of what was read differently."""
    return [
        f.name for f in fields(after) if f.name != "statement" and getattr(before, f.name) != getattr(after, f.name)
    ]


def tally_row(newsroom: Newsroom, tally: Tally) -> Row:
    """One tally as readers' words: bounds, what binds them, reports -> compilers, bases, contradictions."""
    from reportedly.press.tallies import tally_in_words

    held = newsroom.held(tally.known_at)
    bases = dict.fromkeys(c.base or "unknown" for c in tally.compilers)
    return {
        "question": tally.question,
        "reported": tally_in_words(tally, held.figures, held.findings, held.questions.get(tally.question)),
        "binding": _binding(newsroom, tally),
        "reports -> compilers": f"{tally.reports} -> {len(tally.compilers)}" if tally.reports else "",
        "bases": ", ".join(bases),
        "contradictions": len(tally.clashes) or "",
    }


def _binding(newsroom: Newsroom, tally: Tally) -> str:
    held = newsroom.held(tally.known_at)
    named = dict.fromkeys(tally.binding_lower + tally.binding_upper)
    found = [held.findings[f] for f in named if f in held.findings]
    return "; ".join(f"{held.figures[f.fullest].as_written.words} ({_compiler(newsroom, f.compiler)})" for f in found)


def _compiler(newsroom: Newsroom, compiler: str) -> str:
    known = newsroom.held().compilers.get(compiler)
    return known.name if known else compiler


def tallies(newsroom: Newsroom, found: Sequence[Tally], *, as_json: bool) -> None:
    """Tallies as a table; with one question also its caveats and parts."""
    if as_json:
        as_json_text(list(found))
        return
    table([tally_row(newsroom, tally) for tally in found])
    if len(found) == 1:
        for words in (
            *found[0].caveats,
            *(check.words for check in found[0].parts),
            *(clash.why for clash in found[0].clashes),
        ):
            line(f"- {words}")


def traces(found: Sequence[Trace], *, as_json: bool) -> None:
    """Each figure's way back: finding, chain, the sentence with the words marked, the capture and its checksum."""
    from reportedly.ledger.trace import marked, words_in_sentence

    if as_json:
        as_json_text(list(found))
        return
    if not found:
        line("No figure stands behind this; `reportedly log ID` tells what was withdrawn or refused, and why.")
    for one in found:
        figure = one.figure
        line(f"{figure.id}  {figure.as_written.words}  {figure.counted or ''}".rstrip())
        if one.finding:
            line(f"  finding   {one.finding.id}: {one.finding.compiler}, base: {one.finding.base or 'unknown'}")
        line(f"  said by   {' <- '.join(hop.who for hop in figure.chain) or figure.source or 'the outlet itself'}")
        line(f"  sentence  {marked(one.sentence, words_in_sentence(figure, one.report))}")
        line(
            f"  report    {one.report.outlet}, {one.report.published_day or 'no date'}"
            + (f" ({one.report.note})" if one.report.note else "")
        )
        line(f"  capture   {one.capture.address}  {one.capture.checksum}  {_bytes(one)}")
        line(
            f"  decided   {', '.join(one.standing.accepted_by) or 'by nobody yet'}; {'stands' if one.standing.stands else 'does not stand'}"
        )


def _bytes(one: Trace) -> str:
    if one.withheld:
        return "bytes withheld: a person was erased"
    return "bytes checked" if one.checked else "BYTES DO NOT MATCH"


def decision(made: Decision, *, as_json: bool) -> None:
    """The decision that was entered."""
    if as_json:
        as_json_text(made)
    else:
        line(f"Entered {made.id}: {made.reviewer} decided {made.verdict} on {made.subject}.")


def gate(held: Mapping[str, Sequence[GateFinding]], *, as_json: bool) -> None:
    """What the gate found, by file and line, each with its remedy."""
    if as_json:
        as_json_text({file: list(findings) for file, findings in held.items()})
        return
    for finding in (finding for findings in held.values() for finding in findings):
        words = f" {finding.words!r}:" if finding.words else ""
        line(f"{finding.file}:{finding.line}: {finding.fault}:{words} {finding.says} {finding.remedy}")
    line(f"The gate holds {len(held)} of the briefs." if held else "The gate lets every brief pass.")


def published(outcome: Published, *, as_json: bool) -> None:
    """Where the site is, what was held, and the head to keep elsewhere."""
    if as_json:
        as_json_text(outcome)
        return
    gate(outcome.held, as_json=False)
    for slug in outcome.taken_back:
        line(f"Taken back: {slug} was published; its page now says what fell, and the corrections list it.")
    line(f"Published {outcome.pages} pages into {outcome.folder}" + (" (unchanged)." if outcome.unchanged else "."))
    line(f"Head after {outcome.entries} entries of evidence: {outcome.head}")
    line("Keep this head elsewhere: `reportedly verify --head HEAD` shows later that the record still contains it.")


def verified(outcome: Verified, *, as_json: bool) -> None:
    """What was checked, and what is wrong, first problem first."""
    if as_json:
        as_json_text(outcome)
        return
    for problem in outcome.found:
        line(f"broken: {problem}")
    for note in outcome.notes:
        line(f"note: {note}")
    withheld = f" ({outcome.withheld} withheld by erasure)" if outcome.withheld else ""
    line(
        f"Checked {outcome.entries} entries and {outcome.captures} captures{withheld}; {len(outcome.found)} problems. "
        f"Head: {outcome.head}"
    )


def history(found: Sequence[Logged], *, as_json: bool) -> None:
    """A thing's entries in order."""
    if as_json:
        as_json_text(list(found))
        return
    for entry in found:
        said = entry.fields.get("verdict") or entry.fields.get("headline") or ""
        reason = entry.fields.get("reason") or ""
        line(f"{entry.seq:>5}  {entry.at:%Y-%m-%d %H:%M}  {entry.kind:<9} {said} {f'by {entry.by}'} {reason}".rstrip())
