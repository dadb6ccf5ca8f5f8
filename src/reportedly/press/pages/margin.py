"""What stands behind a number: the note in the margin of a brief, and who credits whom on a question's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportedly.press.pages.words import declined, published_in_words, standing_note, way_in_words
from reportedly.press.tallies import taken_as, tally_in_words
from reportedly.press.wording import (
    NO_FIGURE,
    NO_FIGURE_STANDS,
    as_of_in_words,
    day_in_words,
    day_spoken_of,
    hedge_in_words,
    in_words,
    period_in_words,
    plural,
    relation_in_words,
    unit_in_words,
    wording_in_words,
)
from reportedly.types import (
    AsOf,
    Basis,
    Compiler,
    Correction,
    Echo,
    Figure,
    Finding,
    Flow,
    Hedge,
    Hop,
    Outlet,
    Period,
    Qualifier,
    Question,
    Report,
    Shelf,
    Tally,
)

NO_DAY = "no day stated"


@dataclass(frozen=True, slots=True)
class Credit:
    """One report's figure as a reader may check it: who published it when, how the number came there, the original.

    `wording` is the outlet's own, to be set in quotation marks, unless `note` says that a note of ours stands for it.
    `way` is the whole way in words, `by` the same without the outlet's name before it.
    """

    figure: str
    outlet: str
    outlet_id: str
    headline: str
    published: str
    day: str
    link: str
    language: str
    wording: str
    wording_language: str
    way: str
    by: str
    differs: str
    note: str


@dataclass(frozen=True, slots=True)
class MarginNote:
    """The note beside a number in a brief. `says` is the figure in readers' words, `unit` what it counts.

    `credits` are the reports it rests on.

    `quoted` holds the outlet's own shortest words, and is empty where only a note stands for the page.
    """

    number: int
    says: str
    unit: str
    lines: tuple[str, ...]
    credits: tuple[Credit, ...]
    question: str
    asks: str
    quoted: str = ""
    language: str = ""
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Notes beside one paragraph that rest on the same report in the same way; what they share is printed once."""

    notes: tuple[MarginNote, ...]
    credits: tuple[Credit, ...]
    lines: tuple[str, ...]


def shared(notes: Sequence[MarginNote]) -> tuple[Shared, ...]:
    """Neighbouring notes put together where outlet, day, way and everything else but the number are the same."""
    groups = (tuple(group) for _, group in groupby(notes, key=lambda note: (note.lines, _behind(note))))
    return tuple(Shared(group, group[0].credits, group[0].lines) for group in groups)


def _behind(note: MarginNote) -> tuple[tuple[str, ...], ...]:
    return tuple((one.outlet, one.published, one.link, one.by, one.differs, one.note) for one in note.credits)


def figure_note(shelf: Shelf, figure_id: str, number: int = 0) -> MarginNote | None:
    """The note of one figure, or None where the shelf does not hold it."""
    figure = shelf.figures.get(figure_id)
    report = shelf.reports.get(figure.report) if figure else None
    if figure is None or report is None:
        return None
    finding = shelf.findings.get(shelf.finding_of.get(figure_id, ""))
    standing = shelf.standing.get(figure_id)
    question = shelf.questions.get(finding.question) if finding else None
    return MarginNote(
        number=number,
        says=says(figure, standing.correction if standing else None),
        unit=unit_of(figure, standing.correction if standing else None, finding),
        lines=tuple(_lines(shelf, figure, finding)),
        credits=(credit(shelf, figure, report, finding),),
        question=question.id if question else "",
        asks=question.asks if question else "",
        quoted="" if standing_note(report, shelf.captures.get(report.capture)) else figure.as_written.words,
        language=report.language,
        withdrawn=bool(standing and standing.retracted),
    )


def tally_note(shelf: Shelf, tally: Tally, number: int = 0) -> MarginNote:
    """The note of a desk's count: its bounds, and the reports of the findings that bind it."""
    question = shelf.questions.get(tally.question)
    binding = dict.fromkeys((*tally.binding_lower, *tally.binding_upper))
    fullest = [shelf.findings[finding].fullest for finding in binding if finding in shelf.findings]
    taken = taken_as(tally)
    lines = (
        f"Our count {as_of_in_words(AsOf(tally.as_of, tally.as_of, Basis.STATED))}: {behind(tally)}.",
        *((f"The figure is {taken}.",) if taken else ()),
        *tally.caveats,
    )
    return MarginNote(
        number=number,
        says=tally_in_words(tally, shelf.figures, shelf.findings, question),
        unit=unit_in_words(question.measure) if question else "",
        lines=lines,
        credits=tuple(_credits_of(shelf, fullest)),
        question=tally.question,
        asks=question.asks if question else "",
    )


def says(figure: Figure, correction: Correction | None) -> str:
    """A figure in readers' words, without its unit, as set right where a person corrected how it was read."""
    if figure.relation is not None:
        return relation_in_words(figure.relation)
    bounds = (correction and correction.bounds) or figure.bounds
    return in_words(bounds, (correction and correction.qualifier) or figure.qualifier)


def unit_of(figure: Figure, correction: Correction | None, finding: Finding | None) -> str:
    """What a figure counts, in readers' words, in the singular where it is one."""
    unit = (correction and correction.unit) or figure.unit or (finding.measure if finding else None)
    return unit_in_words(unit, figure.bounds.upper if figure.bounds.exact else None)


def figure_in_words(figure: Figure, correction: Correction | None, finding: Finding | None) -> str:
    """A figure with what it counts: "at least 800 people who fled; no upper figure reported"."""
    words, mark, remark = says(figure, correction).partition(";")
    unit = unit_of(figure, correction, finding)
    if not unit or figure.relation is not None:
        return f"{words}{mark}{remark}"
    vague, bracket, between = words.partition(" (")
    return f"{vague} of {unit} ({between}" if bracket else f"{words} {unit}{mark}{remark}"


def stands_behind(shelf: Shelf, question: Question) -> str:
    """What stands behind a question's answer; where nothing stands, whether figures were withdrawn or none was read."""
    tally = shelf.tallies.get(question.id)
    if tally and tally.reports:
        return behind(tally)
    withdrawn = len(fallen(shelf, question))
    return f"{plural(withdrawn, 'figure', 'figures')} withdrawn" if withdrawn else "no report yet"


def fallen(shelf: Shelf, question: Question) -> tuple[str, ...]:
    """The figures of a question that an outlet or compiler took back."""
    return tuple(
        figure
        for figure, standing in shelf.standing.items()
        if standing.retracted is not None
        and figure in shelf.figures
        and shelf.figures[figure].report in shelf.reports
        and question.id in (standing.question, _asked_by(shelf, figure))
    )


def _asked_by(shelf: Shelf, figure: str) -> str | None:
    finding = shelf.findings.get(shelf.finding_of.get(figure, ""))
    return finding.question if finding else None


def newest_in_words(shelf: Shelf, tally: Tally) -> str:
    """Of what day the newest figure speaks, and when it was asked: an old figure must not look like today's."""
    asked = f"asked on {day_in_words(tally.as_of)}"
    points = [point for point in tally.points if point.earliest <= tally.as_of]
    if not points:
        return asked
    newest = max(points, key=lambda point: (point.latest, point.earliest, point.finding))
    finding = shelf.findings.get(newest.finding)
    basis = Basis.STATED if newest.stated else Basis.INFERRED
    as_of = (finding.as_of if finding else None) or AsOf(None, newest.latest, basis)
    return f"newest figure: {_as_of(as_of).removeprefix('as of ').partition(', no earlier')[0]}; {asked}"


def behind(tally: Tally) -> str:
    """How many reports come down to how many compilers: "4 reports → 1 compiler"."""
    compilers = len({count.compiler for count in tally.compilers})
    return f"{plural(tally.reports, 'report', 'reports')} → {plural(compilers, 'compiler', 'compilers')}"


def answer(shelf: Shelf, question: Question) -> str:
    """A question's answer in readers' words, from its latest count; figures of a list stand side by side."""
    tally = shelf.tallies.get(question.id)
    if tally is None or not tally.points:
        return NO_FIGURE_STANDS if fallen(shelf, question) else NO_FIGURE
    return tally_in_words(tally, shelf.figures, shelf.findings, question)


def credit(shelf: Shelf, figure: Figure, report: Report, finding: Finding | None) -> Credit:
    """One report's figure with everything that a reader needs to check it."""
    outlet = shelf.outlets.get(report.outlet)
    name = outlet.name if outlet else report.outlet
    echo = _echo_of(finding, figure.id)
    note = standing_note(report, shelf.captures.get(report.capture))
    own = note and figure.counted and figure.counted not in figure.as_written.words
    way = way_in_words(name, _chain(shelf, figure, report), compiler_name(shelf, finding, figure))
    return Credit(
        figure=figure.id,
        outlet=name,
        outlet_id=report.outlet,
        headline=report.headline,
        published=published_in_words(report),
        day=report.published_day.isoformat() if report.published_day else "",
        link=_public_link(report.link),
        language=report.outlet_language or report.language,
        wording=f"{figure.as_written.words} {figure.counted}" if own else figure.as_written.words,
        wording_language=report.language,
        way=way,
        by=way.removeprefix(f"{name}, "),
        differs=wording_in_words(echo.lost) if echo and echo.lost else "",
        note=note,
    )


def credits_of(shelf: Shelf, finding: Finding) -> tuple[Credit, ...]:
    """Everyone who credits a finding, in the order of publication, each report once by its fullest figure."""
    return tuple(
        sorted(_credits_of(shelf, finding.figures), key=lambda one: (one.day or "9999", one.outlet, one.figure))
    )


def compiler_name(shelf: Shelf, finding: Finding | None, figure: Figure) -> str:
    """The name of whoever made the count; where no finding is known, the one whom the report credits."""
    if finding is not None:
        return named(shelf, finding.compiler)
    standing = shelf.standing.get(figure.id)
    if standing and standing.correction and standing.correction.compiler:
        return named(shelf, standing.correction.compiler)
    return known_as(shelf, figure.source) if figure.source else ""


def named(shelf: Shelf, compiler: str) -> str:
    """A compiler's name by its id; an outlet that counts for itself is known by the outlet's."""
    known = shelf.compilers.get(compiler) or shelf.outlets.get(compiler)
    return known.name if known else compiler


def _chain(shelf: Shelf, figure: Figure, report: Report) -> tuple[Hop, ...]:
    """A figure's chain with the names that the desk knows. Other words of another language are left out, not shown raw."""
    names = _known_names(shelf) if figure.chain else {}
    known = ((hop, names.get(hop.who.casefold().removeprefix("the "))) for hop in figure.chain)
    return tuple(replace(hop, who=who or hop.who) for hop, who in known if who or report.language == "en")


def known_as(shelf: Shelf, source: str) -> str:
    """The desk's name for whoever a report credits, whatever the alphabet or case form: "Медіазони" is Mediazona.

    Words that fit no name or alias, or several, stay as the report writes them.
    """
    names, key = _known_names(shelf), source.casefold().removeprefix("the ")
    if key in names:
        return names[key]
    near = {name for alias, name in names.items() if declined(key, alias)}
    return near.pop() if len(near) == 1 else source


def _known_names(shelf: Shelf) -> dict[str, str]:
    parties: tuple[Outlet | Compiler, ...] = (*shelf.outlets.values(), *shelf.compilers.values())
    return {alias.casefold().removeprefix("the "): one.name for one in parties for alias in (*one.aliases, one.name)}


def _credits_of(shelf: Shelf, figures: list[str] | tuple[str, ...]) -> Iterator[Credit]:
    seen = set()
    for figure_id in figures:
        figure = shelf.figures.get(figure_id)
        report = shelf.reports.get(figure.report) if figure else None
        if figure and report and report.id not in seen:
            seen.add(report.id)
            yield credit(shelf, figure, report, shelf.findings.get(shelf.finding_of.get(figure_id, "")))


def _echo_of(finding: Finding | None, figure: str) -> Echo | None:
    return next((echo for echo in finding.echoes if echo.figure == figure), None) if finding else None


def _lines(shelf: Shelf, figure: Figure, finding: Finding | None) -> Iterator[str]:
    """What else must be known about a figure: its maker and base, its day, its scope, how firmly it is said."""
    standing = shelf.standing.get(figure.id)
    correction = standing.correction if standing else None
    compiler = compiler_name(shelf, finding, figure)
    base = finding.base if finding else None
    question = shelf.questions.get(finding.question) if finding else None
    when = when_in_words(
        (correction and correction.as_of) or (finding.as_of if finding else None) or figure.as_of,
        (correction and correction.period) or (finding.period if finding else None) or figure.period,
        question.flow if question else figure.flow,
    )
    made = f"Compiled by {compiler}{f', from {base}' if base else ''}. " if compiler else ""
    yield f"{made}{when[:1].upper()}{when[1:]}." if when != NO_DAY else made.strip() or "No day stated."
    if figure.negated or figure.qualifier is Qualifier.NONE:
        yield f"Speaks of {finding.population if finding else figure.counted or 'those the report names'} only."
    if figure.hedge not in (Hedge.NONE, Hedge.CONFIRMED):
        yield f"Given with reservation: {hedge_in_words(figure.hedge)}."
    yield from (standing.caveats if standing else ())


def when_in_words(as_of: AsOf | None, period: Period | None, flow: Flow | None = None) -> str:
    """The days a figure speaks of. A count of closed periods is told by its period, a running total by its last day."""
    dated = period is not None and (period.start or period.end) is not None
    if dated and (as_of is None or flow in (Flow.PERIOD, Flow.EVENT)):
        return period_in_words(period)
    if as_of is None:
        return NO_DAY
    if not dated or flow in (Flow.CUMULATIVE, Flow.STOCK) or (period and period.end == as_of.latest):
        return _as_of(as_of)
    return f"{period_in_words(period)}; {_as_of(as_of)}"


def _as_of(as_of: AsOf) -> str:
    """A stated month stays a month: "as of January 2024"."""
    spoken = day_spoken_of(as_of)
    return as_of_in_words(as_of) if spoken == day_in_words(as_of.latest) else f"as of {spoken}"


def _public_link(link: str | None) -> str:
    """The original's address, only if a browser can open it safely."""
    return link if link and link.startswith(("https://", "http://")) else ""
