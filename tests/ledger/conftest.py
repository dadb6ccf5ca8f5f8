"""A small desk to write down in a few lines: outlets, compilers, questions, reports with figures, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reportedly.ledger.decisions import decide, standing
from reportedly.ledger.findings import find
from reportedly.ledger.matching import admit
from reportedly.types import (
    Admitted,
    Bounds,
    Compiler,
    Correction,
    Decision,
    Figure,
    FigureKind,
    Finding,
    Flow,
    Hop,
    HopKind,
    Outlet,
    Period,
    Qualifier,
    Question,
    Quote,
    Report,
    Span,
    Standing,
    Verdict,
)

MARCH = Period(date(2024, 3, 1), date(2024, 3, 31), "in March 2024")

WORDS = {
    "": Qualifier.EXACT,
    "at least": Qualifier.AT_LEAST,
    "more than": Qualifier.MORE_THAN,
    "up to": Qualifier.UP_TO,
    "about": Qualifier.ABOUT,
    "almost": Qualifier.NEARLY,
    "just over": Qualifier.SLIGHTLY_OVER,
}


def bounds_of(qualifier: Qualifier, n: int) -> tuple[Bounds, int]:
    """Bounds and best as the reading room gives them."""
    width = max(n // 10, 1)
    return {
        Qualifier.EXACT: (Bounds(n, n), n),
        Qualifier.AT_LEAST: (Bounds(n, None), n),
        Qualifier.MORE_THAN: (Bounds(n + 1, None), n + 1),
        Qualifier.UP_TO: (Bounds(0, n), n),
        Qualifier.ABOUT: (Bounds(n - width, n + width), n),
        Qualifier.NEARLY: (Bounds(n - width, n - 1), n - 1),
        Qualifier.SLIGHTLY_OVER: (Bounds(n + 1, n + width), n + 1),
    }[qualifier]


def chain_of(words: str) -> tuple[Hop, ...]:
    """`"cites UK Ministry of Defence > cites Mediazona > calculated_from court records"` as hops."""
    hops = (part.strip().split(" ", 1) for part in words.split(">") if part.strip())
    return tuple(Hop(HopKind(kind), who) for kind, who in hops)


@dataclass
class Desk:
    """What the tests write down, and what the room makes of it."""

    eyes: int = 1
    outlets: dict[str, Outlet] = field(default_factory=dict)
    compilers: dict[str, Compiler] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    decisions: list[Decision] = field(default_factory=list)

    def outlet(self, id_: str, name: str, **more: object) -> None:
        self.outlets[id_] = replace(Outlet(id_, name), **more)  # type: ignore[arg-type]

    def compiler(self, id_: str, name: str, *aliases: str, base: str | None = None) -> None:
        self.compilers[id_] = Compiler(id_, name, aliases, base)

    def question(self, id_: str, flow: Flow = Flow.CUMULATIVE, **more: object) -> None:
        plain = Question(id_, f"How many {id_}?", "cases", "soldiers", flow, "as reported", units=("cases",))
        self.questions[id_] = replace(plain, **more)  # type: ignore[arg-type]

    def report(self, id_: str, outlet: str, day: str, *, language: str = "en", note: str | None = "a note") -> None:
        """A report without words yet; figures write their own sentences into it."""
        self.reports[id_] = Report(
            id_, f"cap_{id_}", outlet, f"Headline {id_}", "", (), language, date.fromisoformat(day), note=note
        )

    def figure(
        self, report: str, words: str, *, chain: str = "", sentence: str = "{} of them.", accept: str | None = "cases", **more: object
    ) -> str:  # fmt: skip
        """Writes `words` ("almost 7,400") into a report, and has one person accept it for the question `accept`."""
        name, _, numeral = words.rpartition(" ")
        text = self.reports[report].text
        start = len(text) + sentence.index("{}")
        self.reports[report] = replace(self.reports[report], text=text + sentence.format(words) + "\n\n")
        bounds, best = bounds_of(WORDS[name], int(numeral.replace(",", "")))
        quote = Quote(Span(start, start + len(words)), words)
        made = Figure(
            f"{report}:{words}", report, quote, Span(quote.span.end - len(numeral), quote.span.end), FigureKind.COUNT,
            WORDS[name], bounds, best, unit="cases", counted="cases", chain=chain_of(chain),
        )  # fmt: skip
        self.figures[made.id] = replace(made, **more)  # type: ignore[arg-type]
        if accept:
            self.decide(made.id, Verdict.ASSIGN, to=accept)
            self.decide(made.id, Verdict.ACCEPT)
        return made.id

    def decide(self, subject: str, verdict: Verdict, who: str = "Reviewer One", **more: object) -> Decision:
        at = datetime(2024, 6, 1, tzinfo=UTC) + timedelta(minutes=len(self.decisions))
        made = decide(subject, verdict, who, at, "a reason", **more)  # type: ignore[arg-type]
        self.decisions.append(made)
        return made

    def correct(self, subject: str, **what: object) -> Decision:
        return self.decide(subject, Verdict.CORRECT, correction=Correction(**what))  # type: ignore[arg-type]

    def standing(self) -> dict[str, Standing]:
        return standing(self.decisions, eyes=self.eyes)

    def findings(self, figures: Iterable[str] | None = None) -> tuple[Finding, ...]:
        chosen = self.figures if figures is None else {f: self.figures[f] for f in figures}
        return find(chosen, self.reports, self.standing(), self.outlets, self.compilers, self.questions)

    def admitted(self, question: str = "cases") -> tuple[Admitted, ...]:
        return admit(self.questions[question], self.findings(), self.figures, self.reports, self.standing())


def a_desk() -> Desk:
    """A desk that knows two compilers of court cases, four outlets and one question."""
    made = Desk()
    made.compiler("mediazona", "Mediazona", "Медиазона", "Медіазона", base="court sites")
    made.compiler("proekt", "Proekt", "Проект", base="court documents")
    made.outlet("mediazona", "Mediazona")
    made.outlet("paper", "The Daily Example")
    made.outlet("mail", "The Example Mail")
    made.outlet("wire", "Example Wire")
    made.question("cases")
    return made


@pytest.fixture
def desk() -> Desk:
    """One such desk."""
    return a_desk()


@pytest.fixture(scope="session")
def desk_factory() -> Callable[[], Desk]:
    """As many such desks as a property needs."""
    return a_desk
