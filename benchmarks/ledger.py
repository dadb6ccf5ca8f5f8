"""The ledger: entries a second (in batches, and one at a time with each on the disk), size, verify, rebuild, sealing, standing.

Seconds are the processor's, but where it says "by the clock".

`python benchmarks/ledger.py 100000` takes that many decisions, and as many statements (20,000 where none is named);
`python benchmarks/ledger.py 1000 500000` so many of each. The
statements come in made-up readings of 25 statements and 5 figures each; every report names two private persons.
"""

from __future__ import annotations

import resource
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from reportedly.ledger.decisions import decide, standing
from reportedly.newsroom.counting import tally_of
from reportedly.newsroom.entering import Evidence
from reportedly.resources.keys import KeyFile
from reportedly.store import Draft, Ledger, rows
from reportedly.store.erasing import Erasure, forget
from reportedly.store.sealing import Marked, Pieces, Sealing, Secret
from reportedly.types import (
    Bounds,
    Compiler,
    Correction,
    Decision,
    Figure,
    FigureKind,
    Flow,
    Hedge,
    Manner,
    Method,
    Outlet,
    Policy,
    Qualifier,
    Question,
    Quote,
    Reading,
    Report,
    Span,
    Statement,
    Verdict,
)

START = datetime(2024, 1, 1, tzinfo=UTC)
ALONE = 200
STATEMENTS, FIGURES = 25, 5
PERSONS = 1000
SENTENCE = "At least {n} soldiers fled from the garrison in that month, the paper said on Tuesday, citing its own count of cases. "


def timed(work: Callable[[], object]) -> float:
    """Seconds of the processor (user and system) that it takes: what a machine that is busy otherwise does not alter."""
    start = time.process_time()
    work()
    return time.process_time() - start


def waited(work: Callable[[], object]) -> float:
    """Seconds by the clock, with those that the disk takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory() -> float:
    """The most memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def a_decision(n: int) -> Decision:
    return decide(f"fig_{n // 2}", Verdict.ACCEPT, f"Reviewer {n % 2}", START + timedelta(seconds=n))


def a_draft(n: int) -> Draft:
    made = a_decision(n)
    return Draft("decision", made.id, rows.fields_of(made), made.decided_at, made.reviewer)


def decisions(many: int, folder: Path) -> None:
    """Small entries: decisions."""
    drafts = [a_draft(n) for n in range(many)]
    path = folder / "decisions.sqlite"
    with Ledger.open(path) as ledger:
        print(f"append, {many:,} decisions in one batch: {many / timed(lambda: ledger.append_many(drafts)):,.0f}/s")
        alone = [draft._replace(subject=f"alone_{n}") for n, draft in enumerate(drafts[:ALONE])]
        seconds = waited(lambda: [ledger.append(*draft) for draft in alone])
        print(f"append, one at a time, by the clock: {ALONE / seconds:,.0f}/s")
        print(f"append again what stands already: {many / timed(lambda: ledger.append_many(drafts)):,.0f}/s")
        print(f"verify: {many / timed(lambda: list(ledger.verify())):,.0f} entries/s")
        print(f"rebuild: {many / timed(ledger.rebuild):,.0f} entries/s")
        print(f"read back as values: {many / timed(lambda: ledger.latest('decision', Decision)):,.0f}/s")
    print(f"size: {path.stat().st_size / many:,.0f} bytes a decision")
    made = [a_decision(n) for n in range(many)]
    print(f"standing: {many / timed(lambda: standing(made, eyes=2)):,.0f} decisions/s")


def a_reading(n: int) -> tuple[Report, Reading]:
    name, lines = f"rep_{n:07}", [SENTENCE.format(n=800 + i) for i in range(STATEMENTS)]
    text = f"Pyotr Zlobnin{n % PERSONS} fled. " + "".join(lines) + f"Semyon Grubkin{n % PERSONS} said so."
    starts = [text.index(line) for line in lines]
    said = tuple(
        Statement(
            f"sta_{n:07}_{i}", name, (Quote.cut(text, start, start + 8),), (Quote.cut(text, start + 60, start + 64),),
            (Quote.cut(text, start, start + 60),), Manner.INDIRECT, Hedge.REPORTED,
        )
        for i, start in enumerate(starts)
    )  # fmt: skip
    found = tuple(
        Figure(
            f"fig_{n:07}_{i}", name, Quote.cut(text, starts[i], starts[i] + 12), Span(starts[i] + 9, starts[i] + 12),
            FigureKind.COUNT, Qualifier.AT_LEAST, Bounds(800 + i, None), None, statement=said[i].id, unit="persons_fled",
            flow=Flow.CUMULATIVE, source="the paper",
        )
        for i in range(FIGURES)
    )  # fmt: skip
    report = Report(name, f"cap_{n:07}", "paper", "Soldiers fled", text, (Span(0, len(text)),), "en", date(2024, 1, 1))
    return report, Reading(name, Method("rules", "1"), "en", said, found)


def the_desk() -> Iterator[Draft]:
    question = Question(
        "fled",
        "How many fled?",
        "persons_fled",
        "soldiers",
        Flow.CUMULATIVE,
        "Those who fled.",
        units=("persons_fled",),
    )
    things = (Outlet("paper", "The paper"), Compiler("paper-count", "The paper's count", ("the paper",)), question)
    for kind, thing in zip(("outlet", "compiler", "question"), things, strict=True):
        yield Draft(kind, thing.id, rows.fields_of(thing), START, "desk")
    yield Draft("policy", "policy", rows.fields_of(Policy(1, eyes=1)), START, "desk")


def drafts_of(n: int) -> Iterator[Draft]:
    """A report, its reading, and for one in a hundred the decisions that let its first figure answer the question."""
    report, reading = a_reading(n)
    at = START + timedelta(minutes=n)
    yield Draft("report", report.id, rows.fields_of(report), at, "note")
    yield Draft("reading", report.id, rows.fields_of(reading), at, "rules")
    if n % 100 == 0:
        figure = reading.figures[0].id
        right = Correction(compiler="paper-count")
        for made in (
            decide(figure, Verdict.CORRECT, "Ada", at, "its own count", correction=right),
            decide(figure, Verdict.ASSIGN, "Ada", at, "it fits", to="fled"),
            decide(figure, Verdict.ACCEPT, "Ada", at, "clear"),
        ):
            yield Draft("decision", made.id, rows.fields_of(made), at, "Ada")


class Sealer:
    """Marks the two persons of each made-up report, as the newsroom does for those that it finds."""

    def __init__(self, keys: KeyFile) -> None:
        self._keys = keys

    def __call__(self, drafts: Sequence[Draft]) -> list[Mapping[str, Marked]]:
        return [self._marked(draft) for draft in drafts]

    def _marked(self, draft: Draft) -> Mapping[str, Marked]:
        if draft.kind != "report":
            return draft.fields
        text = str(draft.fields["text"])
        first, last = text.index(" fled"), text.index("Semyon")
        one, two = text[:first], text[last : text.rindex(" said")]
        return {**draft.fields, "text": Pieces((self._secret(one), text[first:last], self._secret(two), " said so."))}

    def _secret(self, name: str) -> Secret:
        person = f"{name.encode().hex():0>32}"[-32:]
        self._keys.meet(person, [name])
        return Secret(person, name)


def sealed(keys: KeyFile) -> Sealing:
    return Sealing(keys, lambda _label: secrets.token_bytes(32))


def statements(many: int, folder: Path) -> None:
    """Large entries: reports with their readings, two persons of each sealed; then one question among them."""
    reports, keys, path = max(many // STATEMENTS, 1), KeyFile(folder / "desk.key"), folder / "statements.sqlite"
    _ = keys.desk
    with Ledger.open(path, sealing=sealed(keys), mark=Sealer(keys)) as ledger:
        ledger.append_many(the_desk())
        seconds = timed(lambda: [ledger.append_many([d for n in range(start, min(start + 200, reports)) for d in drafts_of(n)]) for start in range(0, reports, 200)])  # fmt: skip
        print(f"append, {many:,} statements in {reports:,} readings, with sealing: {many / seconds:,.0f} statements/s")
        print(f"size: {path.stat().st_size / many * 1e5 / 1e6:,.0f} MB for 100,000 statements")
        print(f"verify: {many / timed(lambda: list(ledger.verify())):,.0f} statements/s")
        print(f"rebuild: {many / timed(ledger.rebuild):,.0f} statements/s")
        print(f"memory so far: {memory():,.0f} MB")
    with Ledger.open(path, sealing=sealed(keys)) as ledger:
        evidence = Evidence(ledger)
        print(
            f"opened as values: {timed(lambda: evidence.held(None, START + timedelta(days=9999))):,.1f} s for {many:,} statements"
        )
        held = evidence.held(None, START + timedelta(days=9999))
        seconds = timed(lambda: tally_of(held, "fled", date(2030, 1, 1)))
        tally = tally_of(held, "fled", date(2030, 1, 1))
        print(
            f"standing of one question among {many:,} statements: {seconds:,.3f} s ({tally.reports} reports answer it)"
        )
        print(f"memory at the peak: {memory():,.0f} MB")
        person = next(iter(keys.persons))
        seconds = timed(lambda: forget(ledger, Erasure([person], [], START, "Ada", "asked"), lambda _k, _s, _f, v: v))
        print(
            f"erasing one of {len(keys.persons):,} persons, with tables rebuilt and the file packed: {seconds:,.1f} s"
        )


def main(many: int, said: int) -> None:
    """Prints one line a measurement."""
    with tempfile.TemporaryDirectory() as folder:
        decisions(many, Path(folder))
        print(f"memory so far: {memory():,.0f} MB")
        statements(said, Path(folder))


if __name__ == "__main__":
    asked = [int(argument) for argument in sys.argv[1:3]] or [20_000]
    main(asked[0], asked[-1])
