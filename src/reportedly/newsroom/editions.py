"""Puts an edition together: what is held, the briefs and what the gate says of them, and the desk's own things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import Broken, Withheld
from reportedly.types import Brief, Edition, Fault, GateFinding, Shelf, Tally

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom

BriefTallies = dict[tuple[str, str], Tally]


def edition_of(newsroom: Newsroom, now: datetime) -> Edition:
    """Everything that the press needs at `now`: the briefs up to that day, and what the gate finds in those that it holds."""
    from reportedly.newsroom.publishing import earlier_publication
    from reportedly.press.taking_back import carried_now, taken_back

    held = newsroom.held(now)
    shelf = shelf_of(newsroom, held)
    briefs, broken = _briefs(held, now)
    tallies = _brief_tallies(newsroom, briefs, held)
    findings = {**broken, **_gate(newsroom, held, briefs, shelf, tallies)}
    files = newsroom.files
    before = earlier_publication(newsroom, now)
    passed = [brief for brief in briefs if brief.slug not in findings]
    there = frozenset(Path(file).stem for file in held.briefs)
    return Edition(
        settings=replace(files.settings.site, demonstration=files.settings.clock.simulated, eyes=held.policy.eyes),
        shelf=shelf,
        briefs=briefs,
        held=findings,
        pictures={p.id: p for p in files.pictures},
        picture_bytes=files.picture_bytes,
        books=files.books,
        deals=files.deals,
        now=now,
        head=held.mark,
        entries=held.entries,
        brief_tallies=tallies,
        since_then=_since_then(shelf, tallies),
        carried=carried_now(passed, before, shelf, tallies, now.date()),
        taken_back=taken_back(briefs, findings, before, shelf, files=there, day=now.date(), tallies=tallies),
    )


def shelf_of(newsroom: Newsroom, held: Held) -> Shelf:
    """The evidence behind an edition; every report's captured bytes are hashed anew."""
    shown = newsroom.mask.held(held)
    return Shelf(
        outlets=held.outlets,
        compilers=held.compilers,
        questions=held.questions,
        captures=held.captures,
        reports=shown.reports,
        figures=shown.figures,
        findings=held.findings,
        finding_of=held.finding_of,
        standing=held.standing,
        unchecked=frozenset(r.id for r in held.reports.values() if not _bytes_stand(newsroom, held, r.capture)),
        tallies={q: newsroom.count(q, known_at=held.known_at) for q in held.questions},
    )


def _bytes_stand(newsroom: Newsroom, held: Held, capture: str) -> bool:
    try:
        newsroom.archive.bytes_of(held.captures[capture])
    except Withheld:  # taken out for a person's sake, and the custody log says so: nothing was changed unseen
        return True
    except (Broken, KeyError):
        return False
    return True


def _briefs(held: Held, now: datetime) -> tuple[tuple[Brief, ...], dict[str, tuple[GateFinding, ...]]]:
    """The briefs dated up to now, newest first, and findings for those that cannot be parsed."""
    from reportedly.errors import BadInput
    from reportedly.press.briefs import brief_of

    briefs: list[Brief] = []
    broken: dict[str, tuple[GateFinding, ...]] = {}
    for file, text in sorted(held.briefs.items()):
        try:
            brief = brief_of(text, file)
        except BadInput as error:
            line = int(error.where.rpartition(", line ")[2]) if ", line " in error.where else 1
            finding = GateFinding(file, line, "", Fault.BROKEN_FRONT_MATTER, error.what, error.remedy)
            broken[Path(file).stem] = (finding,)
        else:
            if brief.date <= now.date():
                briefs.append(brief)
    return tuple(sorted(briefs, key=lambda b: (b.date, b.slug), reverse=True)), broken


def _brief_tallies(newsroom: Newsroom, briefs: tuple[Brief, ...], held: Held) -> BriefTallies:
    """Each brief's tallies as of its own day, as known by the end of it (or now, on the day itself)."""
    found: BriefTallies = {}
    for brief in briefs:
        known_at = min(datetime.combine(brief.date, time.max, UTC), held.known_at)
        for question in _questions_of(brief, held):
            if question in newsroom.held(known_at).questions:
                found[brief.slug, question] = newsroom.count(question, as_of=brief.date, known_at=known_at)
    return found


def _questions_of(brief: Brief, held: Held) -> tuple[str, ...]:
    """The questions that a brief's ties speak to, in order: named tallies, and the questions of its figures' findings."""
    named = [ref.tally for ref in brief.figures if ref.tally]
    found = [held.finding_of.get(ref.figure) for ref in brief.figures if ref.figure]
    return tuple(dict.fromkeys(named + [held.findings[f].question for f in found if f]))


def _gate(
    newsroom: Newsroom, held: Held, briefs: tuple[Brief, ...], shelf: Shelf, tallies: BriefTallies
) -> Mapping[str, tuple[GateFinding, ...]]:
    from reportedly.press.gate import check

    pictures = {p.id: p for p in newsroom.files.pictures}
    judged = {
        brief.slug: check(
            brief,
            shelf,
            replace(newsroom.files.settings.site, eyes=held.policy.eyes),
            brief_tallies={q: t for (slug, q), t in tallies.items() if slug == brief.slug},
            picture=pictures.get(brief.picture or ""),
        )
        for brief in briefs
    }
    return {slug: findings for slug, findings in judged.items() if findings}


def _since_then(shelf: Shelf, tallies: BriefTallies) -> Mapping[tuple[str, str], str]:
    from reportedly.press.tallies import since_then

    lines = {
        (slug, q): since_then(tally, shelf.tallies[q], shelf)
        for (slug, q), tally in tallies.items()
        if q in shelf.tallies
    }
    return {key: line for key, line in lines.items() if line}
