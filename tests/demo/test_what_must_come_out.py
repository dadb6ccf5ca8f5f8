"""What the demonstration must show, point by point, on the ledger and on the pages.

The points are told in docs/method.md. Figures are named by the note that holds them and their words.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from reportedly.demo.walk import Walked
from reportedly.ledger.held import Held
from reportedly.types import Basis, Bounds, Fault, Figure, Finding, HopKind, Mood, Qualifier, Standing, Tally, Trace

JUNE = datetime(2024, 6, 10, 23, 59, 59, tzinfo=UTC)
JUNE_BRIEF = "briefs/forced-back-to-the-front/index.html"
COURTS_BRIEF = "briefs/what-the-courts-have-received/index.html"
HELP_LINE = "briefs/a-help-line-that-does-not-exist/index.html"
HELD_BRIEF = "seven-thousand-convicted"
WITHDRAWN_BRIEF = "a-help-line-that-does-not-exist"


@dataclass(frozen=True)
class Desk:
    """The walked desk with short ways to ask it."""

    walked: Walked

    @property
    def held(self) -> Held:
        return self.walked.newsroom.held()

    @property
    def site(self) -> Path:
        return Path(self.walked.published.folder)

    def report(self, note: str) -> str:
        """The id of a note's report."""
        held = self.held
        captures = {c.id for c in held.captures.values() if c.address == f"urn:reportedly:demo:{note}"}
        return next(r.id for r in held.reports.values() if r.capture in captures)

    def figure(self, note: str, words: str) -> Figure:
        text = self.held.reports[self.report(note)].text
        figures = self.figures(note)
        found = [f for f in figures if f.as_written.words == words] or [
            f for f in figures if f.number.of(text) == words
        ]
        assert len(found) == 1, f"{note}: {[f.as_written.words for f in self.figures(note)]}"
        return found[0]

    def figures(self, note: str) -> list[Figure]:
        report = self.report(note)
        return [f for f in self.held.figures.values() if f.report == report]

    def standing(self, note: str, words: str) -> Standing:
        return self.held.standing[self.figure(note, words).id]

    def finding(self, note: str, words: str) -> Finding:
        return self.held.findings[self.held.finding_of[self.figure(note, words).id]]

    def tally(self, question: str, *, known_at: datetime | None = None, as_of: date | None = None) -> Tally:
        return self.walked.newsroom.count(question, known_at=known_at, as_of=as_of)

    def findings(self, question: str) -> list[Finding]:
        return [f for f in self.held.findings.values() if f.question == question]

    def numbers(self, question: str) -> set[tuple[int | float | None, int | float | None]]:
        return {(p.bounds.lower, p.bounds.upper) for p in self.tally(question).points}

    def trace(self, subject: str) -> tuple[Trace, ...]:
        return self.walked.newsroom.why(subject)

    def text(self, path: str) -> str:
        """What a reader of a page reads, as one line."""
        return words_of((self.site / path).read_text(encoding="utf-8"))

    def question(self, question: str) -> str:
        return self.text(f"questions/{question}/index.html")

    def pages(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.site.rglob("*.html")):
            yield str(path.relative_to(self.site)), words_of(path.read_text(encoding="utf-8"))


def words_of(page: str) -> str:
    bare = re.sub(r"<(script|style|head|sup)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).split())


@pytest.fixture(scope="session")
def desk(walked: Walked) -> Desk:
    return Desk(walked)


# -- 1 -----------------------------------------------------------------------------------------------------------------


def test_01_at_least_800_fled_has_an_open_end_one_compiler_and_one_report(desk: Desk) -> None:
    tally = desk.tally("fled-by")
    assert tally.bounds == Bounds(800, None)
    assert [(c.compiler, c.findings, c.reports) for c in tally.compilers] == [("verstka", 1, 1)]
    assert tally.reports == 1


def test_01_the_same_investigation_with_hundreds_is_another_measure_of_one_compiler(desk: Desk) -> None:
    tally = desk.tally("forced-back")
    assert {desk.finding(note, "hundreds").question for note in ("A3", "A4")} == {"forced-back"}
    assert desk.finding("A3", "hundreds").id == desk.finding("A4", "hundreds").id
    assert {c.compiler for c in tally.compilers} == {"verstka"}


def test_01_readers_see_at_least_800_with_no_upper_figure_and_never_three_sources(desk: Desk) -> None:
    assert "at least 800; no upper figure reported" in desk.question("fled-by").lower()
    assert "At least 800" in desk.text(JUNE_BRIEF)
    assert not [path for path, text in desk.pages() if re.search(r"\b(three|3|several) sources\b", text)]


# -- 2 -----------------------------------------------------------------------------------------------------------------


def test_02_none_were_convicted_is_zero_for_the_located_men_only_and_answers_no_question(desk: Desk) -> None:
    none = desk.figure("A2", "None")
    assert none.bounds == Bounds(0, 0) and none.qualifier is Qualifier.NONE
    assert "located men" in (none.counted or "")
    standing = desk.standing("A2", "None")
    assert standing.stands and standing.question is None
    assert standing.correction is not None and "located men" in (standing.correction.population or "")
    assert none.id not in desk.held.finding_of


def test_02_it_is_shown_with_scope_and_attribution_and_clashes_with_no_sentences(desk: Desk) -> None:
    assert re.search(r"None of the located men were convicted, according to Verstka", desk.text(JUNE_BRIEF))
    assert not desk.tally("sentences-337-march-2024").clashes
    assert not [path for path, text in desk.pages() if path.startswith("questions/") and "located men" in text]


# -- 3 -----------------------------------------------------------------------------------------------------------------


def test_03_the_684_are_one_finding_in_three_wordings_counted_once(desk: Desk) -> None:
    found = desk.findings("sentences-337-march-2024")
    assert len(found) == 1 and found[0].compiler == "mediazona" and found[0].base == "court sites"
    assert found[0].measure == "sentences"
    assert set(found[0].figures) == {desk.figure(note, "684").id for note in ("A2", "B12", "B14")}
    assert found[0].fullest == desk.figure("B12", "684").id
    tally = desk.tally("sentences-337-march-2024")
    assert tally.bounds == Bounds(684, 684) and tally.reports == 3


def test_03_the_ledger_and_the_page_show_how_the_wording_moved(desk: Desk) -> None:
    echoes = desk.findings("sentences-337-march-2024")[0].echoes
    assert {e.report for e in echoes} == {desk.report("A2"), desk.report("B14")}
    assert all(e.grounds for e in echoes)
    for echo in echoes:
        assert any("words it differently" in ground for ground in echo.grounds), echo.grounds
    page = desk.question("sentences-337-march-2024")
    assert "Mediazona" in page and "24.hu" in page and "Russian Life" in page


# -- 4 -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "words", "way"),
    [
        ("B14", "684", ["UK Ministry of Defence", "Mediazona"]),
        ("B14", "7,400", ["UK Ministry of Defence", "Mediazona"]),
        ("B17", "10,025", ["Kyiv Independent", "Mediazona"]),
        ("B8", "3,049", ["BBC Russian", "Mediazona"]),
        ("A8", "at least 1,793", ["Racurs", "Verstka"]),
    ],
)
def test_04_a_chain_of_two_steps_is_kept_in_order(desk: Desk, note: str, words: str, way: list[str]) -> None:
    figure = desk.figure(note, words)
    cited = [hop.who.removeprefix("the ").removeprefix("The ") for hop in figure.chain if hop.kind is HopKind.CITES]
    assert cited == way
    assert desk.finding(note, words).compiler == way[-1].lower()


def test_04_the_pages_show_the_chains(desk: Desk) -> None:
    assert re.search(r"UK Ministry of Defence.{0,40}Mediazona", desk.question("sentences-337-march-2024"))
    assert re.search(r"Kyiv Independent.{0,40}Mediazona", desk.question("cases-refusal-all"))


# -- 5 -----------------------------------------------------------------------------------------------------------------


def test_05_each_definition_of_absence_is_a_series_of_its_own(desk: Desk) -> None:
    assert desk.numbers("absence-toughened") == {(471, 471), (629, 629), (951, 951), (3049, 3049)}
    assert desk.numbers("absence-337") == {(4121, 4121), (6660, 7399), (9059, 9059), (18159, 18159)}
    assert desk.numbers("absence-337-half-2023") == {(2076, 2076)}
    for question, findings in (("absence-toughened", 4), ("absence-337", 4), ("absence-337-half-2023", 1)):
        assert len(desk.findings(question)) == findings, "each count is one finding, however often it is told"


@pytest.mark.parametrize(
    ("question", "number", "earliest", "latest", "basis"),
    [
        ("absence-toughened", 471, date(2023, 3, 21), date(2023, 3, 21), Basis.STATED),
        ("absence-toughened", 629, date(2023, 4, 3), date(2023, 4, 3), Basis.STATED),
        ("absence-toughened", 951, date(2023, 4, 30), date(2023, 4, 30), Basis.STATED),
        ("absence-toughened", 3049, None, date(2023, 9, 30), Basis.INFERRED),
        ("absence-337", 4121, date(2023, 11, 21), date(2023, 11, 21), Basis.STATED),
        ("absence-337", 7399, None, date(2024, 4, 12), Basis.INFERRED),
        ("absence-337", 9059, None, date(2024, 6, 18), Basis.INFERRED),
        ("absence-337", 18159, date(2025, 5, 21), date(2025, 5, 31), Basis.STATED),
    ],
)
def test_05_as_of_is_stated_or_inferred_never_guessed(
    desk: Desk, question: str, number: int, earliest: date | None, latest: date, basis: Basis
) -> None:
    point = next(p for p in desk.tally(question).points if p.bounds.upper == number)
    assert point.latest == latest and point.stated is (basis is Basis.STATED)
    if earliest is not None:
        assert point.earliest == earliest
    elif basis is Basis.INFERRED:
        assert point.earliest < point.latest


def test_05_inferred_days_are_bars_and_no_chart_joins_two_definitions(desk: Desk) -> None:
    for question, own, other in (("absence-337", "9,059", "3,049"), ("absence-toughened", "3,049", "9,059")):
        page = (desk.site / f"questions/{question}/index.html").read_text(encoding="utf-8")
        charts = " ".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
        assert own in words_of(charts) or own in charts
        assert other not in charts


# -- 6 -----------------------------------------------------------------------------------------------------------------


def test_06_complete_wholes_equal_their_parts(desk: Desk) -> None:
    checks = desk.tally("cases-refusal-all").parts + desk.tally("cases-refusal-may-2024").parts
    assert len(checks) == 3
    assert all(check.holds and check.remainder == Bounds(0, 0) for check in checks)


def test_06_the_remainder_of_five_is_unexplained_and_no_contradiction(desk: Desk) -> None:
    tally = desk.tally("cases-toughened-all", as_of=date(2023, 3, 21))
    march = [check for check in tally.parts if check.remainder == Bounds(5, 5)]
    assert len(march) == 1 and march[0].holds
    assert not desk.tally("cases-toughened-all").clashes


def test_06_the_total_with_334_and_the_one_without_are_two_questions(desk: Desk) -> None:
    assert desk.finding("B1", "536").question == "cases-toughened-all"
    assert desk.finding("B15", "10,025").question == "cases-refusal-all"
    panels = {desk.held.questions[q].panel for q in ("cases-toughened-all", "cases-refusal-all")}
    assert len(panels) == 2


# -- 7 -----------------------------------------------------------------------------------------------------------------


def test_07_no_page_gives_the_difference_of_two_dates(desk: Desk) -> None:
    for low, high in ((4121, 7400), (4121, 7399), (7400, 9059), (4121, 9059), (471, 629), (629, 951), (9059, 18159)):
        difference = f"{high - low:,}"
        found = [
            path for path, text in desk.pages() if re.search(rf"(?<![\d,.]){re.escape(difference)}(?![\d,])", text)
        ]
        assert not found, f"{high:,} - {low:,} = {difference} is on {found}"


# -- 8 -----------------------------------------------------------------------------------------------------------------


def test_08_the_bare_7400_is_an_echo_that_lost_almost_and_no_firmer_figure(desk: Desk) -> None:
    finding = desk.finding("B14", "7,400")
    assert finding.id == desk.finding("B12", "almost 7,400").id
    assert finding.fullest == desk.figure("B12", "almost 7,400").id
    echo = next(e for e in finding.echoes if e.report == desk.report("B14"))
    assert any("almost" in lost for lost in echo.lost)
    april = desk.tally("absence-337", known_at=datetime(2024, 4, 30, tzinfo=UTC), as_of=date(2024, 4, 30))
    assert april.bounds.lower == 6660 and not april.clashes


# -- 9 -----------------------------------------------------------------------------------------------------------------


def test_09_proekt_has_its_own_questions_and_confirms_nothing(desk: Desk) -> None:
    assert desk.finding("B11", "just over 4,600").question == "proekt-convicted"
    assert desk.finding("B11", "just over 4,800").question == "proekt-cases-2023"
    for question in desk.held.questions.values():
        compilers = desk.tally(question.id).compilers
        if any(c.compiler == "proekt" for c in compilers):
            assert {c.compiler for c in compilers} == {"proekt"} and question.panel in {"proekt", "proekt-cases"}
            assert "corroboration" not in {c.role for c in compilers}
    assert desk.finding("B11", "just over 4,600").base == "court documents"


def test_09_no_question_of_the_demonstration_is_corroborated_by_an_overlapping_base(desk: Desk) -> None:
    for question in desk.held.questions:
        roles = {
            c.compiler: c.role for c in desk.tally(question).compilers if c.base in {"court sites", "court documents"}
        }
        assert "corroboration" not in roles.values()


# -- 10 ----------------------------------------------------------------------------------------------------------------


def test_10_who_left_is_four_questions_on_four_panels(desk: Desk) -> None:
    asked = ("fled-by", "lists-absent", "recorded-2024", "central-district")
    assert [desk.tally(q).bounds for q in asked] == [
        Bounds(800, None), Bounds(49_000, None), Bounds(45_450, 55_550), Bounds(25_001, None),
    ]  # fmt: skip
    assert len({desk.held.questions[q].panel for q in asked}) == 4
    assert [desk.tally(q).compilers[0].compiler for q in asked] == [
        "verstka", "important-stories", "frontelligence-insight", "ukraine-military-intelligence",
    ]  # fmt: skip


def test_10_no_chart_holds_two_of_them_and_no_page_adds_them(desk: Desk) -> None:
    numbers = ("49,000", "50,500", "25,000")
    for path in sorted(desk.site.rglob("*.html")):
        for chart in re.findall(r"<svg.*?</svg>", path.read_text(encoding="utf-8"), re.DOTALL):
            assert sum(number in chart for number in numbers) <= 1
    for total in ("99,500", "124,500", "75,500", "74,000"):
        assert not [path for path, text in desk.pages() if total in text]


@pytest.mark.parametrize("question", ["lists-absent", "recorded-2024"])
def test_10_the_warning_of_falsified_records_stands_once_with_each(desk: Desk, question: str) -> None:
    caveats = desk.tally(question).caveats
    assert len(caveats) == 1 and "falsified" in caveats[0]
    assert caveats[0] in desk.question(question)


# -- 11 ----------------------------------------------------------------------------------------------------------------


def test_11_detention_figures_stand_side_by_side_and_are_never_added(desk: Desk) -> None:
    tally = desk.tally("detained")
    assert tally.bounds == Bounds(None, None) and tally.best is None
    lowest = sorted(point.bounds.lower or 0 for point in tally.points)
    assert lowest == [15, 18, 25, 26, 234]
    assert {c.compiler for c in tally.compilers} == {"astra", "bbc", "verstka", "russian-media"}


def test_11_the_page_shows_each_with_its_place(desk: Desk) -> None:
    page = desk.question("detained")
    assert "at least 234" in page.lower() and "Bryanka" in page and "Luhansk" in page
    assert not re.search(r"\b(303|304|305|323)\b", page)


# -- 12 ----------------------------------------------------------------------------------------------------------------


def test_12_a_need_is_read_as_a_need_and_refused(desk: Desk) -> None:
    need = desk.figure("A2", "at least 300,000")
    assert need.mood is Mood.NEED
    assert not desk.standing("A2", "at least 300,000").stands


@pytest.mark.parametrize("words", ["at least 300,000", "forty"])
def test_12_what_is_no_count_of_the_desk_is_in_no_finding(desk: Desk, words: str) -> None:
    figure = desk.figure("A2", words)
    assert figure.id not in desk.held.finding_of and not desk.held.standing[figure.id].stands


def test_12_none_of_them_is_on_any_page(desk: Desk) -> None:
    for path, text in desk.pages():
        assert not re.search(r"300,000|forty men|batons|48-year-old|father of three", text), path


# -- 13 ----------------------------------------------------------------------------------------------------------------


def test_13_before_the_withdrawal_the_invented_figure_stood(desk: Desk) -> None:
    before = datetime(2024, 7, 4, tzinfo=UTC)
    assert desk.tally("example-calls", known_at=before).bounds == Bounds(60, None)


def test_13_after_it_nothing_stands_on_the_figure(desk: Desk) -> None:
    tally = desk.tally("example-calls")
    assert tally.bounds == Bounds(None, None) and not tally.compilers
    assert desk.standing("X1", "at least 60").retracted is not None


def test_13_the_page_is_held_and_corrected_with_a_visible_note(desk: Desk) -> None:
    page = desk.text(HELP_LINE)
    assert "has withdrawn its figure" in page and "Invented" in page
    assert "At least 60" not in page and "at least 60" not in page
    assert "has withdrawn its figure" in desk.text("corrections/index.html")
    assert desk.walked.held_on_the_way, "the gate held the page on the day of the withdrawal"


def test_13_the_digest_of_that_week_carries_the_correction(desk: Desk) -> None:
    mails = [path for path in desk.walked.mails if "2024-07-07" in path.name]
    assert mails
    for path in mails:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
        plain = mail.get_body(("plain",))
        assert plain is not None and "withdrawn its figure" in " ".join(str(plain.get_content()).split())


# -- 14 ----------------------------------------------------------------------------------------------------------------


def test_14_the_gate_holds_the_brief_and_says_why(desk: Desk) -> None:
    held = desk.walked.published.held
    faults = {finding.fault for finding in held[HELD_BRIEF]}
    assert {Fault.LOST_BOUND, Fault.UNIT_CHANGED, Fault.SEVERAL_SOURCES} <= faults
    assert all(f.line >= 1 and f.words and f.says and f.remedy for f in held[HELD_BRIEF])


def test_14_nothing_else_is_held_but_the_withdrawn_one(desk: Desk) -> None:
    assert set(desk.walked.published.held) <= {HELD_BRIEF, WITHDRAWN_BRIEF}
    assert set(desk.walked.published.briefs) >= {
        "forced-back-to-the-front", "what-the-courts-have-received", "what-can-no-longer-be-looked-up",
    }  # fmt: skip
    assert not (desk.site / "briefs/seven-thousand-convicted/index.html").exists()


# -- 15 ----------------------------------------------------------------------------------------------------------------


def test_15_the_ledger_answers_as_it_stood_on_the_briefs_own_day(desk: Desk) -> None:
    then, now = desk.tally("absence-337", known_at=JUNE, as_of=JUNE.date()), desk.tally("absence-337")
    assert {(p.bounds.lower, p.bounds.upper) for p in then.points} == {(4121, 4121), (6660, 7399)}
    assert then.bounds.lower == 6660 and now.bounds.lower == 18159
    assert "cases-refusal-all" in desk.held.questions
    assert not desk.tally("cases-refusal-all", known_at=JUNE, as_of=JUNE.date()).points


def test_15_the_june_brief_stays_as_of_its_day_with_a_line_of_what_came_since(desk: Desk) -> None:
    page = desk.text(JUNE_BRIEF)
    assert "almost 7,400" in page
    since = re.search(r"[Ss]ince then.*", page)
    assert since is not None and "18,159" in since[0]


def test_15_the_clock_is_labelled_as_simulated(desk: Desk) -> None:
    assert "simulated" in desk.text("index.html") or "simulated" in desk.text("about/index.html")


# -- 16 ----------------------------------------------------------------------------------------------------------------


def test_16_the_first_screen_shows_reports_and_compilers(desk: Desk) -> None:
    points = [point for question in desk.held.questions for point in desk.tally(question).points]
    figures = {figure for point in points for figure in desk.held.findings[point.finding].figures}
    reports = {desk.held.figures[figure].report for figure in figures}
    compilers = {point.compiler for point in points}
    page = desk.text("index.html")
    found = re.search(r"(\d+) reports (?:->|→) (?:come down to )?(\d+) compilers", page)
    assert found is not None, page[:600]
    assert (int(found[1]), int(found[2])) == (len(reports), len(compilers))
    assert len(compilers) < len(reports)


# -- honesty -----------------------------------------------------------------------------------------------------------


def test_every_margin_note_says_that_it_is_a_demonstration_note_and_quotes_nobody(desk: Desk) -> None:
    for brief in (JUNE_BRIEF, COURTS_BRIEF):
        page = (desk.site / brief).read_text(encoding="utf-8")
        notes = re.findall(r"<aside\b.*?</aside>", page, re.DOTALL)
        margin = [words_of(note) for note in notes if "demonstration note, not the outlet's words" in words_of(note)]
        assert margin
        assert not [note for note in margin if re.search(r"[“”«»„\"]", note)]


def test_captures_lie_under_urns_and_no_origin_counts_as_seen(desk: Desk) -> None:
    assert all(c.address.startswith("urn:reportedly:demo:") for c in desk.held.captures.values())
    assert not any(finding.origin_seen for finding in desk.held.findings.values())


def test_every_number_leads_back_to_its_words_and_bytes(desk: Desk) -> None:
    for question in desk.held.questions:
        for trace in desk.trace(question) if desk.tally(question).points else ():
            assert trace.checked and trace.figure.as_written.words in trace.report.text
