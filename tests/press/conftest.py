"""A small edition made by hand: everything in it is invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

import pytest

from reportedly.types import (
    Answer,
    AsOf,
    Basis,
    Book,
    Bounds,
    Brief,
    Clash,
    Compiler,
    CompilerCount,
    Deal,
    Decision,
    Echo,
    Edition,
    Fault,
    Figure,
    FigureKind,
    FigureRef,
    Finding,
    Flow,
    GateFinding,
    Hedge,
    Hop,
    HopKind,
    Note,
    Outlet,
    PartsCheck,
    Period,
    Picture,
    PlaceMention,
    Point,
    Qualifier,
    Question,
    Quote,
    Report,
    Shelf,
    SiteSettings,
    Span,
    Standing,
    Tally,
    Templates,
    Verdict,
)

NOW = datetime(2024, 6, 21, 9, tzinfo=UTC)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 560" width="900" height="560"><rect width="900" height="560" fill="#c9d3d8"/><path d="M0 420h900v140H0z" fill="#66757d"/><path d="M120 420l160-220 90 120 130-190 260 290z" fill="#8b989e"/></svg>'


class Told(NamedTuple):
    """One report's figure: who published when, in which words, and by way of whom."""

    key: str
    outlet: str
    day: date
    words: str
    unit: str
    chain: tuple[Hop, ...] = ()
    lost: tuple[str, ...] = ()
    precision: str = "day"
    place: str = ""


class Found(NamedTuple):
    """A finding: whose, on what base, how much, as of when, and the reports that carry it."""

    key: str
    question: str
    compiler: str
    base: str
    bounds: Bounds
    best: int | None
    qualifier: Qualifier
    as_of: AsOf
    told: tuple[Told, ...]
    period: Period | None = None


MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))
CITES_ROLLS = (Hop(HopKind.CITES, "Ferry Rolls"), Hop(HopKind.CALCULATED_FROM, "harbour books"))


def stated(day: date) -> AsOf:
    return AsOf(day, day, Basis.STATED)


FOUND = (
    Found(
        "left",
        "left",
        "tally-desk",
        "crews' families",
        Bounds(800, None),
        800,
        Qualifier.AT_LEAST,
        AsOf(date(2024, 1, 1), date(2024, 1, 31), Basis.STATED),
        (
            Told(
                "left-post",
                "harbour-post",
                date(2024, 6, 10),
                "at least 800",
                "persons_fled",
                (Hop(HopKind.CITES, "Tally Desk"),),
            ),
        ),
    ),
    Found(
        "march",
        "march",
        "ferry-rolls",
        "harbour books",
        Bounds(684, 684),
        684,
        Qualifier.EXACT,
        AsOf(None, date(2024, 4, 12), Basis.INFERRED),
        (
            Told("march-rolls", "ferry-rolls-site", date(2024, 4, 12), "684", "sentences"),
            Told(
                "march-daily",
                "daily-gull",
                date(2024, 4, 24),
                "684",
                "persons_convicted",
                (Hop(HopKind.CITES, "the Ministry of Tides"), *CITES_ROLLS),
                ("the unit",),
            ),
            Told("march-post", "harbour-post", date(2024, 6, 10), "684", "cases", CITES_ROLLS),
        ),
        MARCH,
    ),
    Found(
        "total-1",
        "total",
        "ferry-rolls",
        "harbour books",
        Bounds(4121, 4121),
        4121,
        Qualifier.EXACT,
        stated(date(2023, 11, 21)),
        (Told("total-1-a", "daily-gull", date(2023, 11, 24), "4,121", "cases", CITES_ROLLS),),
    ),
    Found(
        "total-2",
        "total",
        "ferry-rolls",
        "harbour books",
        Bounds(6660, 7399),
        7399,
        Qualifier.NEARLY,
        AsOf(None, date(2024, 4, 12), Basis.INFERRED),
        (
            Told("total-2-a", "ferry-rolls-site", date(2024, 4, 12), "almost 7,400", "cases"),
            Told("total-2-b", "daily-gull", date(2024, 4, 24), "7,400", "cases", CITES_ROLLS, ("almost",)),
        ),
    ),
    Found(
        "total-3",
        "total",
        "ferry-rolls",
        "harbour books",
        Bounds(9059, 9059),
        9059,
        Qualifier.EXACT,
        AsOf(None, date(2024, 6, 18), Basis.INFERRED),
        (Told("total-3-a", "harbour-post", date(2024, 6, 18), "9,059", "cases", CITES_ROLLS),),
    ),
    Found(
        "held-1",
        "held",
        "tally-desk",
        "crews' families",
        Bounds(18, 22),
        20,
        Qualifier.ABOUT,
        stated(date(2022, 10, 22)),
        (
            Told(
                "held-1-a",
                "daily-gull",
                date(2022, 10, 30),
                "around 20",
                "persons_held",
                (Hop(HopKind.CITES, "Tally Desk"),),
                place="North Quay",
            ),
        ),
    ),
    Found(
        "held-2",
        "held",
        "tally-desk",
        "crews' families",
        Bounds(234, None),
        234,
        Qualifier.AT_LEAST,
        stated(date(2022, 7, 20)),
        (
            Told(
                "held-2-a",
                "north-wire",
                date(2022, 7, 1),
                "щонайменше 234",
                "persons_held",
                (Hop(HopKind.CITES, "Tally Desk"),),
                precision="month",
                place="Saltmarsh",
            ),
        ),
    ),
)

QUESTIONS = (
    Question(
        "left",
        "How many crew had left by January 2024?",
        "persons_fled",
        "crew under contract",
        Flow.CUMULATIVE,
        "Crew under contract who left their ship without leave, however long they stayed away.",
    ),
    Question(
        "march",
        "How many sentences were passed in March 2024?",
        "sentences",
        "crew",
        Flow.PERIOD,
        "Sentences for leaving a ship, passed in March 2024.",
        period=MARCH,
        panel="harbour courts",
    ),
    Question(
        "total",
        "How many cases for leaving a ship since September 2022?",
        "cases",
        "crew",
        Flow.CUMULATIVE,
        "Cases for leaving a ship that reached a harbour court since 21 September 2022.",
        since=date(2022, 9, 21),
        panel="harbour courts",
        note="Never joined with the count of sentences.",
        caveats=("Harbour books are filled in late, so a month's count grows for a long time.",),
    ),
    Question(
        "held",
        "How many were held, where and when?",
        "persons_held",
        "crew",
        Flow.STOCK,
        "Crew held ashore, by place and day; places may overlap.",
        answer=Answer.LIST,
    ),
    Question(
        "empty",
        "How many ships sailed short?",
        "ships",
        "ferries",
        Flow.EVENT,
        "Ships that sailed with fewer crew than the rules ask.",
    ),
)

OUTLETS = {
    "harbour-post": Outlet(
        "harbour-post",
        "The Harbour Post",
        ("harbour-post.example",),
        languages=("en",),
        reply="We checked the figure with Tally Desk before we printed it.",
    ),
    "daily-gull": Outlet("daily-gull", "Daily Gull", ("gull.example",), languages=("hu",)),
    "ferry-rolls-site": Outlet("ferry-rolls-site", "Ferry Rolls", ("rolls.example",)),
    "north-wire": Outlet("north-wire", "Північний провід", ("wire.example",), languages=("uk",)),
}
COMPILERS = {
    "tally-desk": Compiler("tally-desk", "Tally Desk", base="crews' families", kind="own count"),
    "ferry-rolls": Compiler("ferry-rolls", "Ferry Rolls", base="harbour books", kind="own count"),
}

BODY = """By January [2024](plain:) [at least 800](figure:left) of the crew [had left](https://harbour-post.example/left), the Post writes; nobody has given an upper figure. Those who were found were held in the port offices for weeks and then offered a choice: return to the ship or wait for a trial.

In March the harbour courts passed [684 sentences](figure:march), by the calculation of Ferry Rolls. Since September [2022](plain:) there have been [almost 7,400 cases](figure:total).

## What the families say

The families of those held say that nobody told them of a trial. They have written to the ministry, and have had no answer. *Nothing* of this could be checked on the spot.

- Two ports let lawyers in.
- [684](figure:march) sentences were passed in one month.
"""


def _figure(found: Found, told: Told) -> Figure:
    quote = Quote(Span(4, 4 + len(told.words)), told.words)
    places = (PlaceMention(Quote(Span(40, 40 + len(told.place)), told.place)),) if told.place else ()
    return Figure(
        id=f"fig_{told.key}",
        report=f"rep_{told.key}",
        as_written=quote,
        number=quote.span,
        kind=FigureKind.COUNT,
        qualifier=found.qualifier,
        bounds=found.bounds,
        best=found.best,
        counted="crew",
        unit=told.unit,
        as_of=found.as_of,
        period=found.period,
        places=places,
        chain=told.chain,
        hedge=Hedge.REPORTED if told.key == "left-post" else Hedge.NONE,
    )


def _report(told: Told) -> Report:
    text = f"The {told.words} of them were seen in {told.place or 'port'}."
    return Report(
        id=f"rep_{told.key}",
        capture=f"cap_{told.key}",
        outlet=told.outlet,
        headline=f"Crew: {told.words}",
        text=text,
        paragraphs=(Span(0, len(text)),),
        language="uk" if told.outlet == "north-wire" else "en",
        published_day=told.day,
        published_precision=told.precision,
        link=f"https://{told.outlet}.example/{told.key}",
        note="demonstration note",
    )


def _finding(found: Found) -> Finding:
    return Finding(
        id=f"fin_{found.key}",
        compiler=found.compiler,
        base=found.base,
        question=found.question,
        measure=found.told[0].unit,
        population="crew",
        places=(),
        period=found.period,
        as_of=found.as_of,
        fullest=f"fig_{found.told[0].key}",
        figures=tuple(f"fig_{told.key}" for told in found.told),
        echoes=tuple(Echo(f"fig_{told.key}", f"rep_{told.key}", ("credits it",), told.lost) for told in found.told[1:]),
    )


def _point(found: Found) -> Point:
    return Point(
        f"fin_{found.key}",
        f"fig_{found.told[0].key}",
        found.compiler,
        found.bounds,
        found.best,
        found.qualifier,
        found.as_of.earliest or date(2024, 2, 1),
        found.as_of.latest,
        found.as_of.basis is Basis.STATED,
        found.period,
        (),
    )


def tally_of(question: str, found: tuple[Found, ...] = FOUND) -> Tally:
    """A tally such as `count` makes, of the invented findings."""
    mine = [one for one in found if one.question == question]
    listed = question == "held"
    highest = max(mine, key=lambda one: one.bounds.lower or 0)
    by = {one.compiler: one for one in mine}
    return Tally(
        question=question,
        as_of=NOW.date(),
        known_at=NOW,
        bounds=Bounds(None, None) if listed else highest.bounds,
        best=None if listed else highest.best,
        binding_lower=() if listed else (f"fin_{highest.key}",),
        binding_upper=() if listed or highest.bounds.upper is None else (f"fin_{highest.key}",),
        compilers=tuple(
            CompilerCount(compiler, one.base, len(mine), sum(len(each.told) for each in mine), "first")
            for compiler, one in by.items()
        ),
        reports=sum(len(one.told) for one in mine),
        clashes=(Clash(("fin_total-2", "fin_total-3"), "The later total lies below what the months add up to."),)
        if question == "total"
        else (),
        revisions=(),
        parts=(
            PartsCheck("fin_total-3", (), True, Bounds(0, 0), "9,059 + 627 + 339 = 10,025: the parts make the whole."),
        )
        if question == "total"
        else (),
        caveats=("Recorded desertion may hide the missing.",) if question == "left" else (),
        points=tuple(_point(one) for one in mine),
        mark="f" * 64,
        policy_version=1,
    )


def _shelf() -> Shelf:
    told = [(found, told) for found in FOUND for told in found.told]
    figures = {f"fig_{one.key}": _figure(found, one) for found, one in told}
    withdrawn = Told(
        "gone", "daily-gull", date(2024, 5, 2), "1,200", "persons_fled", (Hop(HopKind.CITES, "Tally Desk"),)
    )
    gone = replace(_figure(FOUND[0], withdrawn), bounds=Bounds(1200, 1200), best=1200, qualifier=Qualifier.EXACT)
    standing = {one: Standing(one, Verdict.ACCEPT, ("Anna Example", "Ben Example"), True) for one in figures}
    retracted = Decision("dec_1", gone.id, Verdict.RETRACT, "Anna Example", NOW, "Daily Gull withdrew the figure.")
    standing[gone.id] = Standing(gone.id, Verdict.RETRACT, question="left", retracted=retracted)
    return Shelf(
        outlets=OUTLETS,
        compilers=COMPILERS,
        questions={question.id: question for question in QUESTIONS},
        reports={f"rep_{one.key}": _report(one) for _, one in told} | {gone.report: _report(withdrawn)},
        figures=figures | {gone.id: gone},
        findings={f"fin_{found.key}": _finding(found) for found in FOUND},
        finding_of={f"fig_{one.key}": f"fin_{found.key}" for found, one in told},
        standing=standing,
        tallies={question: tally_of(question) for question in ("left", "march", "total", "held")},
    )


def _briefs() -> tuple[Brief, ...]:
    return (
        Brief(
            slug="sent-back-to-sea",
            title="Sent back to sea",
            date=date(2024, 6, 20),
            teaser="[At least 800](figure:left) of the crew had left by January; those who are found are put back aboard.",
            body=BODY,
            file="briefs/sent-back-to-sea.md",
            picture="quay",
            figures=(
                FigureRef("left", figure="fig_left-post"),
                FigureRef("march", figure="fig_march-rolls"),
                FigureRef("total", tally="total"),
            ),
            topics=("crews", "harbour courts"),
            author="Anna Example",
            notes=(
                Note(date(2024, 6, 21), "correction", "An earlier version named the wrong month.", "our_misreading"),
            ),
        ),
        Brief(
            "courts-in-march",
            "A month in the harbour courts",
            date(2024, 4, 25),
            "[684 sentences](figure:march) in one month.",
            "The courts passed [684 sentences](figure:march).",
            "briefs/courts-in-march.md",
            "court",
            (FigureRef("march", figure="fig_march-rolls"),),
            ("harbour courts",),
        ),
        Brief(
            "who-left",
            "Who left, and who counted",
            date(2024, 2, 2),
            "What is known of those who went.",
            "Nobody knows how many.",
            "briefs/who-left.md",
            None,
            (),
            ("crews",),
        ),
        Brief(
            "too-firm",
            "7,400 were convicted, several sources say",
            date(2024, 6, 19),
            "Held.",
            "7,400 were convicted.",
            "briefs/too-firm.md",
        ),
        Brief(
            "taken-back",
            "[1,200](figure:gone) had left by May",
            date(2024, 5, 3),
            "A figure that fell.",
            "[1,200](figure:gone) had left.",
            "briefs/taken-back.md",
            None,
            (FigureRef("gone", figure="fig_gone"),),
            notes=(
                Note(
                    date(2024, 6, 18),
                    "retraction",
                    "Daily Gull withdrew the figure on which this brief stood.",
                    "outlet_corrected",
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def edition() -> Edition:
    """An invented magazine about ferry crews: three briefs published, one held, one taken back."""
    finding = GateFinding(
        "briefs/too-firm.md", 7, "several sources", Fault.SEVERAL_SOURCES, "One compiler.", "Name it."
    )
    return Edition(
        settings=SiteSettings(
            "The Ferry Record",
            "What is reported of the crews, and on whose word.",
            "https://ferry.example/record",
            sign_up="https://post.example/join",
            contact="desk@ferry.example",
            mail_from="Ferry Record <post@ferry.example>",
            demonstration=True,
        ),
        shelf=_shelf(),
        briefs=_briefs(),
        held={"too-firm": (finding,), "taken-back": (finding,)},
        pictures={
            "quay": Picture(
                "quay",
                "quay.svg",
                "A quay under a low sky, drawn in greys.",
                "The quay at North Harbour.",
                "Drawing: The Ferry Record",
                "North Harbour",
                "June 2024",
                "CC BY 4.0",
                "drawing",
                900,
                560,
            ),
            "court": Picture(
                "court",
                "court.svg",
                "A harbour court's door, drawn.",
                "The door of a harbour court.",
                "Drawing: The Ferry Record",
                "Saltmarsh",
                "2019",
                "CC BY 4.0",
                "archive",
                900,
                560,
            ),
        },
        picture_bytes={"quay": SVG, "court": SVG},
        books=(
            Book(
                "log",
                "The Long Log",
                "Ines Invented",
                "1911",
                "A ship's log kept by someone who could not sail.",
                topics=("crews",),
                invented=True,
            ),
            Book(
                "law",
                "Law of the Quay",
                "Otto Invented",
                "1902",
                "How a harbour court came to be.",
                topics=("harbour courts",),
                invented=True,
            ),
            Book(
                "tide", "Неп", "Мария Вымышленная", "1898", "Letters between two ports.", language="ru", invented=True
            ),
            Book(
                "fog",
                "Fog Signals",
                "Uma Invented",
                "1920",
                "A short book of warnings.",
                topics=("crews", "harbour courts"),
                invented=True,
            ),
        ),
        deals=(
            Deal(
                "deal-1",
                "A quarter off The Long Log",
                "Twenty-five per cent off until the end of July.",
                "SEAGULL25",
                date(2024, 7, 31),
                "Quay Books",
                True,
            ),
        ),
        now=NOW,
        head="ab" * 32,
        entries=412,
        brief_tallies={("sent-back-to-sea", "total"): tally_of("total", FOUND[:4])},
        since_then={("sent-back-to-sea", "total"): "9,059 cases were known by 18 June 2024."},
    )


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The package's own templates."""
    from reportedly.resources.templates import templates as opened

    return opened()
