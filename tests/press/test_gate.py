"""The gate on an invented desk: what may be printed, what is stopped, at which line and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reportedly.press.briefs import brief_of
from reportedly.press.gate import check
from reportedly.press.qualifying import bounds_of
from reportedly.types import (
    Bounds,
    Cause,
    Compiler,
    CompilerCount,
    Correction,
    Decision,
    Fault,
    Figure,
    FigureKind,
    Finding,
    Flow,
    GateFinding,
    Hedge,
    Mood,
    Outlet,
    Period,
    Picture,
    Qualifier,
    Question,
    Quote,
    Report,
    Shelf,
    SiteSettings,
    Span,
    Standing,
    Tally,
    Verdict,
)

SETTINGS = SiteSettings("The Test Desk", "", "https://example.org")

KESTREL = """By January 2024 at least 800 mobilised soldiers are reported to have fled, according to Kestrel.

Some were located by the police. None of the located men were convicted, according to Kestrel.

Approximately 170 men were sent from Yekaterinburg to the front, Kestrel reported. Sources told Kestrel that the army needs at least 300,000 men."""

LEDGER = """In March 2024 the courts passed 684 sentences under Article 337, according to Courtwatch.

Since mobilisation the courts have received almost 7,400 cases under Article 337, according to Courtwatch. The courts pass about 100 sentences a week.

Allegedly 12 soldiers died in the cells, a clerk told Courtwatch. Courtwatch counts 4,121 cases as of 21 November 2023."""

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31))


def report(name: str, outlet: str, text: str, day: date) -> Report:
    return Report(name, f"cap_{name}", outlet, "", text, (Span(0, len(text)),), "en", day)


REPORTS = {
    "kestrel": report("kestrel", "morning", KESTREL, date(2024, 6, 10)),
    "ledger": report("ledger", "courtwatch", LEDGER, date(2024, 4, 12)),
}


def figure(
    name: str, where: str, words: str, qualifier: Qualifier, n: int, counted: str, unit: str, **more: object
) -> Figure:
    text = REPORTS[where].text
    start = text.index(words)
    number = words.split()[-1]
    bounds, best = bounds_of(qualifier, n)
    at = start + len(words) - len(number)
    made = Figure(
        name,
        where,
        Quote.cut(text, start, start + len(words)),
        Span(at, start + len(words)),
        FigureKind.COUNT,
        qualifier,
        bounds,
        best,
        counted=counted,
        unit=unit,
        hedge=Hedge.REPORTED,
        source="Kestrel" if where == "kestrel" else "Courtwatch",
    )
    return replace(made, **more)  # type: ignore[arg-type]


AT_LEAST, EXACT, NEARLY, ABOUT = Qualifier.AT_LEAST, Qualifier.EXACT, Qualifier.NEARLY, Qualifier.ABOUT
SINCE = Flow.CUMULATIVE
FIGURES = [
    figure("fled", "kestrel", "at least 800", AT_LEAST, 800, "mobilised soldiers", "persons_fled", flow=SINCE),
    figure("none", "kestrel", "None", Qualifier.NONE, 0, "the located men", "persons"),
    figure("city", "kestrel", "Approximately 170", ABOUT, 170, "men", "persons"),
    figure("need", "kestrel", "at least 300,000", AT_LEAST, 300000, "men", "persons", mood=Mood.NEED),
    figure("march", "ledger", "684", EXACT, 684, "sentences", "sentences", flow=Flow.PERIOD, period=MARCH),
    figure("all", "ledger", "almost 7,400", NEARLY, 7400, "cases", "cases", flow=SINCE),
    figure("weekly", "ledger", "about 100", ABOUT, 100, "sentences", "sentences", flow=Flow.RATE),
    figure("died", "ledger", "12", EXACT, 12, "soldiers", "persons_killed", hedge=Hedge.ALLEGED),
    figure("earlier", "ledger", "4,121", EXACT, 4121, "cases", "cases", flow=SINCE),
]


def finding(one: Figure) -> Finding:
    compiler = "kestrel" if one.report == "kestrel" else "courtwatch"
    return Finding(
        f"fin_{one.id}", compiler, None, "q", one.unit or "", "soldiers", (), one.period, None, one.id, (one.id,)
    )


SHELF = Shelf(
    outlets={"morning": Outlet("morning", "Morning Paper"), "courtwatch": Outlet("courtwatch", "Courtwatch")},
    compilers={
        "kestrel": Compiler("kestrel", "Kestrel"),
        "courtwatch": Compiler("courtwatch", "Courtwatch"),
        "heron": Compiler("heron", "Heron Institute"),
    },
    questions={"absence": Question("absence", "How many cases?", "cases", "soldiers", Flow.CUMULATIVE, "Cases.")},
    reports=REPORTS,
    figures={one.id: one for one in FIGURES},
    findings={f"fin_{one.id}": finding(one) for one in FIGURES},
    finding_of={one.id: f"fin_{one.id}" for one in FIGURES},
    standing={one.id: Standing(one.id, Verdict.ACCEPT, ("ann", "ben"), True) for one in FIGURES},
)
TALLY = Tally(
    question="absence",
    as_of=date(2024, 6, 10),
    known_at=datetime(2024, 6, 10, tzinfo=UTC),
    bounds=Bounds(6660, 7399),
    best=7400,
    binding_lower=("fin_all",),
    binding_upper=("fin_all",),
    compilers=(CompilerCount("courtwatch", "court sites", 1, 2, "first"),),
    reports=2,
    clashes=(),
    revisions=(),
    parts=(),
    caveats=(),
    points=(),
    mark="",
    policy_version=1,
)


def judged(
    body: str, *, shelf: Shelf = SHELF, title: str = "A title", teaser: str = "A teaser.", **names: str
) -> tuple[GateFinding, ...]:
    ties = "".join(f"  {one.id}: {{figure: {one.id}}}\n" for one in FIGURES)
    ties += "  tally: {tally: absence}\n"
    ties += "".join(f"  {name}: {{figure: {figure}}}\n" for name, figure in names.items())
    text = f"---\ntitle: '{title}'\nteaser: '{teaser}'\ndate: 2024-06-10\nfigures:\n{ties}---\n{body}\n"
    return check(brief_of(text, "briefs/test.md"), shelf, SETTINGS, brief_tallies={"absence": TALLY})


def faults(body: str, **more: object) -> set[str]:
    return {str(finding.fault) for finding in judged(body, **more)}  # type: ignore[arg-type]


PASSES = [
    "By January 2024, [at least 800](figure:fled) mobilised soldiers are reported to have fled, according to Kestrel.",
    "Kestrel was told of it. [At least 800](figure:fled) mobilised soldiers had fled by January [2024](plain:).",
    "In March 2024 alone the courts passed [684](figure:march) sentences, according to Courtwatch.",
    "The Morning Paper credits Kestrel: [at least 800](figure:fled) men fled.",
    "Courtwatch counts [almost 7,400](figure:all) cases since mobilisation under Article 337.",
    "Since mobilisation the courts have received [almost 7,400](figure:tally) such cases, according to Courtwatch.",
    "[More than 600](figure:march) sentences were passed in March 2024, Courtwatch counts.",
    "Kestrel reports on those who were located: [none](figure:none) of the located men were convicted.",
    "The army needs [at least 300,000](figure:need) men, sources told Kestrel.",
    "Courts pass [about 100](figure:weekly) sentences a week, Courtwatch says.",
    "[Twelve](figure:died) soldiers allegedly died in the cells, a clerk told Courtwatch.",
    "A soldier spoke of “[forty](plain:) men with batons”.",
    "Many outlets repeat the count of Courtwatch.",
    "Men were locked up for several months, Kestrel says. See [the method](https://example.org/2024/12).",
    "[About 170](figure:city) men were sent from Yekaterinburg to the front, Kestrel reports.",
]


@pytest.mark.parametrize("body", PASSES)
def test_words_that_say_what_the_figure_says_or_less_may_be_printed(body: str) -> None:
    assert judged(body) == ()


STOPS = [
    ("[800](figure:fled) mobilised soldiers fled, according to Kestrel.", {"lost_bound"}),
    ("[More than 800](figure:fled) soldiers fled, according to Kestrel.", {"lost_bound"}),
    ("[Up to 800](figure:fled) soldiers fled, according to Kestrel.", {"lost_bound"}),
    ("Courtwatch counts [7,400](figure:all) cases since mobilisation.", {"lost_bound"}),
    ("Courtwatch counts [7,400](figure:tally) cases since mobilisation.", {"lost_bound"}),
    ("Courtwatch counts [almost 7,500](figure:all) cases since mobilisation.", {"number_changed"}),
    ("[At least 100](figure:march) sentences were passed in March 2024, Courtwatch counts.", {"number_changed"}),
    ("Courtwatch counts [many](figure:all) cases since mobilisation.", {"number_changed"}),
    ("[Almost 7,400](figure:all) soldiers were convicted, according to Courtwatch.", {"unit_changed"}),
    ("[At least 800](figure:fled) soldiers were convicted, according to Kestrel.", {"unit_changed"}),
    ("[684](figure:march) sentences were passed in April 2024, according to Courtwatch.", {"period_changed"}),
    ("Since mobilisation [684](figure:march) sentences were passed, according to Courtwatch.", {"period_changed"}),
    ("In all of 2024 courts passed [684](figure:march) sentences, according to Courtwatch.", {"period_changed"}),
    ("Courts pass [about 100](figure:weekly) sentences a month, Courtwatch says.", {"period_changed"}),
    ("[About 170](figure:city) men were sent from Rostov to the front, Kestrel reports.", {"place_changed"}),
    ("[At least 800](figure:fled) mobilised soldiers fled by January 2024.", {"attribution_lost"}),
    ("[At least 800](figure:fled) soldiers fled, according to the Heron Institute.", {"attribution_wrong"}),
    ("[At least 800](figure:fled) soldiers fled, according to the Ministry of Defence.", {"attribution_wrong"}),
    ("[Twelve](figure:died) soldiers died in the cells, a clerk told Courtwatch.", {"lost_hedge"}),
    ("[Almost 7,400](figure:all) cases, several sources say, Courtwatch among them.", {"several_sources"}),
    ("Three independent outlets say so.", {"several_sources"}),
    (
        "Courtwatch counts [almost 7,400](figure:all) cases, confirmed by the Heron Institute.",
        {"second_count_as_confirmation"},
    ),
    ("Kestrel says that [none](figure:none) were convicted.", {"zero_without_scope"}),
    ("[At least 300,000](figure:need) men were sent, sources told Kestrel.", {"need_as_count"}),
    ("There were 50 men in the cellar, Kestrel says.", {"untied"}),
    ("Dozens of men and hundreds more were held, Kestrel says.", {"untied"}),
    ("Courtwatch counted 2024 soldiers.", {"untied"}),
    ("Nobody was convicted, Kestrel says.", {"untied"}),
    ("[800](plain:) soldiers fled, Kestrel says.", {"untied"}),
    ("[800](figure:nowhere) soldiers fled, Kestrel says.", {"untied"}),
    ("[800](figur:fled) soldiers fled, Kestrel says.", {"untied"}),
    ("Courtwatch's count grew by 3,279 cases.", {"difference_of_vintages"}),
    ("Courtwatch counts 4,805 in all.", {"sum_of_overlapping"}),
]


@pytest.mark.parametrize(("body", "expected"), STOPS)
def test_words_that_are_firmer_or_other_than_the_figure_are_stopped(body: str, expected: set[str]) -> None:
    assert faults(body) == expected


def test_the_held_brief_has_its_unit_its_bound_and_its_sources_named() -> None:
    title = "[7,400](figure:all) soldiers were convicted, several sources say"
    body = "[7,400](figure:all) soldiers were convicted since mobilisation, several sources say."
    found = judged(body, title=title)
    assert {f.fault for f in found} >= {Fault.UNIT_CHANGED, Fault.LOST_BOUND, Fault.SEVERAL_SOURCES}
    assert {f.line for f in found} == {2, 17}


def test_a_finding_names_file_line_words_and_remedy() -> None:
    body = "First line.\n\nSecond, by Kestrel:\n[800](figure:fled) men fled."
    (found,) = judged(body)
    assert (found.file, found.line, found.words) == ("briefs/test.md", 20, "800")
    assert "at least 800" in found.says
    assert found.remedy.startswith("Write")


RETRACTED = Decision("d", "fled", Verdict.RETRACT, "ann", datetime(2024, 7, 1, tzinfo=UTC), "counted twice")
FALLEN = [
    (Standing("fled", Verdict.ACCEPT, ("ann",), False), "ann only"),
    (Standing("fled", Verdict.ACCEPT, ("ann",), True), "ann only"),
    (Standing("fled", Verdict.ACCEPT, ("ann", "ben"), True, retracted=RETRACTED), "counted twice"),
    (Standing("fled", Verdict.ACCEPT, ("ann", "ben"), True, superseded_by="x"), "later figure"),
    (None, "nobody"),
]


@pytest.mark.parametrize(("standing", "why"), FALLEN)
def test_a_figure_that_does_not_stand_is_not_printed(standing: Standing | None, why: str) -> None:
    kept = {name: one for name, one in SHELF.standing.items() if name != "fled"}
    shelf = replace(SHELF, standing=kept | ({"fled": standing} if standing else {}))
    (found,) = judged(PASSES[0], shelf=shelf)
    assert found.fault is Fault.NOT_STANDING
    assert why in found.says


def test_a_figure_whose_captured_bytes_changed_is_not_printed() -> None:
    shelf = replace(SHELF, unchecked=frozenset({"kestrel"}))
    assert faults(PASSES[0], shelf=shelf) == {"bytes_changed"}


def test_a_person_s_correction_of_the_reading_counts() -> None:
    corrected = Correction(Cause.OUR_MISREADING, bounds=Bounds(800, 800), qualifier=EXACT)
    standing = replace(SHELF.standing["fled"], correction=corrected)
    shelf = replace(SHELF, standing={**SHELF.standing, "fled": standing})
    assert judged("[800](figure:fled) mobilised soldiers fled, according to Kestrel.", shelf=shelf) == ()


def test_title_teaser_caption_and_alternative_text_are_held_to_the_same_rules() -> None:
    assert {f.line for f in judged("Body.", title="800 men", teaser="Of 900 men.")} == {2, 3}
    picture = Picture("p", "p.svg", "Three soldiers", "Drawing: 40 men", "The desk", None, None, "CC0")
    text = "---\ntitle: A\nteaser: B\ndate: 2024-06-10\npicture: p\n---\nBody.\n"
    brief = brief_of(text, "briefs/test.md")
    found = check(brief, SHELF, SETTINGS, brief_tallies={}, picture=picture)
    assert [(f.line, f.words, f.fault) for f in found] == [(5, "40", Fault.UNTIED), (5, "Three", Fault.UNTIED)]
    bare = replace(picture, alternative=" ", caption="", credit="")
    found = check(brief, SHELF, SETTINGS, brief_tallies={}, picture=bare)
    assert {f.fault for f in found} == {Fault.MISSING_ALTERNATIVE, Fault.MISSING_CREDIT}
    assert [f.fault for f in check(brief, SHELF, SETTINGS, brief_tallies={})] == [Fault.BROKEN_FRONT_MATTER]
