"""What a pack tells in words: the same evidence as its entries, under names of its own, masked, reviewers as roles.

Names are the pack's own ("report-1"), since the ledger's ids follow from captured bytes: where those are withheld, an id
would let somebody try what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, cast

from reportedly.types import Decision, Figure, FigureKind, Json, Record, Tally

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.disclosing import Disclosure, Veil
    from reportedly.newsroom.scope import Scope

Row = dict[str, Json]

OUTLET = ("id", "name", "domains", "country", "languages")
CAPTURED = ("id", "address", "final_address", "captured_at", "status", "media_type", "checksum")
CAPTURED_CLOSED = ("captured_at", "status", "media_type")
REPORT = ("outlet", "headline", "language", "published_day", "published_precision", "link", "note", "truncated")
DECISION = ("verdict", "decided_at", "reason", "to", "correction")


class Telling:
    """Puts a pack's data together and opens, on the way, the entries' fields that stand behind it."""

    def __init__(
        self,
        newsroom: Newsroom,
        held: Held,
        scope: Scope,
        withheld: Mapping[str, str],
        disclosure: Disclosure,
        veil: Veil,
        roles: Mapping[str, str],
        places: Mapping[str, Record],
    ) -> None:
        self._newsroom, self._held, self._scope, self._withheld = newsroom, held, scope, withheld
        self._disclosure, self._veil, self._roles, self._places = disclosure, veil, roles, places
        self._shown = newsroom.mask.held(held)
        self._local = dict(
            [
                *_numbered("report", scope.reports),
                *_numbered("capture", (held.reports[r].capture for r in scope.reports)),
                *_numbered("figure", scope.figures),
                *_numbered("statement", scope.statements),
                *_numbered("finding", scope.findings),
                *((question, question) for question in held.questions),
                (scope.about, scope.about),
            ]
        )
        self._open = {r for r in scope.reports if self._is_open(r)}

    def data(self) -> Row:
        """All of it, as JSON values."""
        held, scope = self._held, self._scope
        rows: dict[str, list[Row]] = {
            "questions": [self._question(q) for q in scope.questions],
            "tallies": [self._tally(tally) for tally in scope.tallies],
            "outlets": [self._outlet(o) for o in dict.fromkeys(held.reports[r].outlet for r in scope.reports)],
            "captures": [self._capture(r) for r in scope.reports],
            "reports": [self._report(r) for r in scope.reports],
            "findings": [self._finding(f) for f in scope.findings],
            "statements": [self._statement(s) for s in scope.statements],
            "figures": [self._figure(f) for f in scope.figures],
            "decisions": [row for d in held.decisions if (row := self._decision(d))],
        }
        return {
            "format": "reportedly pack 1",
            "title": self._title(),
            "about": scope.about,
            "made_with": self._made_with(),
            "as_of_entry": held.entries,
            **({"brief": self._brief()} if scope.brief else {}),
            **{name: cast("Json", table) for name, table in rows.items()},
        }

    def _title(self) -> str:
        if self._scope.brief:
            return self._veil.put(_untied(self._scope.brief.title))
        return self._held.questions[self._scope.about].asks

    def _made_with(self) -> Row:
        from importlib.metadata import version

        readings = [self._held.readings[r] for r in self._scope.reports if r in self._held.readings]
        methods: list[Json] = [*sorted({f"{r.method.name} {r.method.version}" for r in readings})]
        seq, proves = self._disclosure.open("policy", "policy", ("version", "eyes", "overlapping_bases", "wholes"))
        policy = self._told(seq, proves, {"id": "policy"})
        return {"reportedly": version("reportedly"), "methods": methods, "policy": policy}

    def _told(self, seq: int, proves: Mapping[str, str], row: Row) -> Row:
        """A row with the values that an entry opens, and where they stand in it."""
        opened = self._disclosure.opened(seq)
        values: Row = {name: opened[way] for name, way in proves.items() if name not in row}
        return {**row, "entry": seq, "proves": dict(proves), **values}

    def _brief(self) -> Row:
        brief = self._scope.brief
        assert brief is not None
        tied = [figure for figure in self._held.figures if figure in self._held.briefs[brief.file]]
        closed = any(self._held.figures[figure].report not in self._open for figure in tied)
        seq, proves = self._disclosure.open("brief", brief.file, () if closed else ("text",))
        told = self._told(seq, proves, {"id": brief.slug, "date": str(brief.date)})
        if "text" in told:
            return told
        words = self._veil.put(self._held.briefs[brief.file])
        for figure in tied:
            words = words.replace(figure, self._local.get(figure, "figure"))
        return {**told, "text": words}

    def _question(self, question: str) -> Row:
        names = (
            "id",
            "asks",
            "measure",
            "population",
            "flow",
            "definition",
            "version",
            "units",
            "period",
            "since",
            "caveats",
        )
        seq, proves = self._disclosure.open("question", question, names)
        return self._told(seq, {name: way for name, way in proves.items() if name != "id"}, {"id": question})

    def _outlet(self, outlet: str) -> Row:
        if outlet not in self._held.outlets:
            return {"id": outlet, "name": self._veil.put(outlet)}
        seq, proves = self._disclosure.open("outlet", outlet, OUTLET)
        return self._told(seq, proves, {})

    def _capture(self, report: str) -> Row:
        held = self._held.reports[report]
        closed = report in self._withheld
        names: tuple[str, ...] = CAPTURED_CLOSED if closed else CAPTURED
        if self._veil.address(self._held.captures[held.capture].address) is None:
            names = tuple(name for name in names if "address" not in name)
        seq, proves = self._disclosure.open("capture", held.capture, names)
        self._disclosure.open_moment(seq)
        row: Row = {"id": self._local[held.capture]}
        row |= {"withheld": self._withheld[report]} if closed else {}
        told = self._told(seq, {n: w for n, w in proves.items() if n != "id"}, row)
        place = self._places.get(held.capture)
        return told if place is None else {**told, "file": place.file, "offset": place.offset, "length": place.length}

    def _report(self, report: str) -> Row:
        """A report; where it names nobody private its whole text is opened, so that words can be cut from it anew."""
        held, shown = self._held.reports[report], self._shown.reports[report]
        names: tuple[str, ...] = (*REPORT, "text") if report in self._open else REPORT
        if self._veil.address(held.link) is None:
            names = tuple(name for name in names if name != "link")
        if shown.headline != held.headline:
            names = tuple(name for name in names if name != "headline")
        seq, proves = self._disclosure.open("report", report, names)
        row: Row = {"id": self._local[report], "capture": self._local[held.capture]}
        told = self._told(seq, {n: w for n, w in proves.items() if n != "text"}, row)
        return {"headline": self._veil.put(shown.headline), **told, "text_opened": "text" in proves}

    def _finding(self, finding: str) -> Row:
        held = self._held.findings[finding]
        compiler = self._held.compilers.get(held.compiler)
        row: Row = {
            "id": self._local[finding],
            "compiler": compiler.name if compiler else held.compiler,
            "base": held.base,
            "question": held.question,
            "figures": [self._local[f] for f in held.figures if f in self._local],
            "fullest": self._local.get(held.fullest),
            "grounds": [ground for echo in held.echoes for ground in echo.grounds],
        }
        return cast("Row", self._veil.over(row))

    def _statement(self, statement: str) -> Row:
        one = self._shown.statements[statement]
        row: Row = {
            "id": self._local[statement],
            "report": self._local[one.report],
            "source": [q.words for q in one.source],
            "cue": [q.words for q in one.cue],
            "content": [q.words for q in one.content],
            "manner": one.manner.value,
            "hedge": one.hedge.value,
            "negated": one.negated,
        }
        return cast("Row", self._veil.over(row))

    def _figure(self, figure: str) -> Row:
        from reportedly.ledger.trace import sentence_span, words_in_sentence
        from reportedly.press.wording import in_words

        one, report = self._shown.figures[figure], self._shown.reports[self._held.figures[figure].report]
        span, inside = sentence_span(one, report), words_in_sentence(one, report)
        known = one.kind is not FigureKind.AGE
        row: Row = {
            "id": self._local[figure],
            "report": self._local[one.report],
            "statement": self._local.get(one.statement or ""),
            "finding": self._local.get(self._held.finding_of.get(figure, "")),
            "words": one.as_written.words,
            "means": in_words(one.bounds, one.qualifier) if known else "withheld",
            "lower": one.bounds.lower if known else None,
            "upper": one.bounds.upper if known else None,
            "qualifier": one.qualifier.value,
            "counted": one.counted,
            "unit": one.unit,
            "hedge": one.hedge.value,
            "source": one.source,
            "chain": [hop.who for hop in one.chain],
            "sentence": span.of(report.text),
            "in_sentence": [inside.start, inside.end],
            "sentence_start": span.start,
        }
        veiled = cast("Row", self._veil.over(row))
        return {**_with_words(veiled, row), **self._proven(figure, one)}

    def _proven(self, figure: str, one: Figure) -> Row:
        """Where a figure stands in its opened reading; nothing where the reading is withheld."""
        if one.report not in self._open:
            return {}
        seq, proves = self._disclosure.open("reading", one.report, ("method", "figures", "statements"))
        if "figures" not in proves:
            return {}
        at = [f.id for f in self._held.readings[one.report].figures].index(figure)
        ways = {"words": "as_written/words", "qualifier": "qualifier", "counted": "counted", "unit": "unit"}
        told = self._disclosure.opened(seq)["figures"]
        there = cast("list[Row]", told)[at]
        known = {
            "words": one.as_written.words,
            "qualifier": one.qualifier.value,
            "counted": one.counted,
            "unit": one.unit,
        }
        kept: Row = {n: f"figures/{at}/{way}" for n, way in ways.items() if _found(there, way) == known[n] is not None}
        return {"entry": seq, "proves": kept}

    def _tally(self, tally: Tally) -> Row:
        from reportedly.press.tallies import tally_in_words

        held = self._held
        words = tally_in_words(tally, self._shown.figures, held.findings, held.questions[tally.question])
        row: Row = {
            "id": f"tally:{tally.question}",
            "question": tally.question,
            "as_of": str(tally.as_of),
            "known_at": min(tally.known_at, held.last_at or tally.known_at).isoformat(),
            "words": words,
            "lower": tally.bounds.lower,
            "upper": tally.bounds.upper,
            "binding": [
                self._local[f] for f in dict.fromkeys(tally.binding_lower + tally.binding_upper) if f in self._local
            ],
            "compilers": [_compiler(held, c.compiler, c.base, c.role) for c in tally.compilers],
            "reports": tally.reports,
            "contradictions": [clash.why for clash in tally.clashes],
            "caveats": list(tally.caveats),
            "policy": tally.policy_version,
        }
        return cast("Row", self._veil.over(row))

    def _decision(self, decision: Decision) -> Row | None:
        """A decision about something in the pack: what, when and why, under the reviewer's role. Its id stays closed, since
        it follows from the reviewer's name."""
        subject = self._local.get(decision.subject)
        if subject is None:
            return None
        names = [name for name in DECISION if name != "to" or decision.to in self._held.questions]
        seq, proves = self._disclosure.open("decision", decision.id, names)
        row: Row = {"id": f"decision-{seq}", "about": subject, "by": self._roles[decision.reviewer]}
        told = self._told(seq, proves, row)
        if decision.to and "to" not in told:
            told["to"] = self._local.get(decision.to)
        return told if "reason" in told else {**told, "reason": self._veil.put(decision.reason)}

    def _is_open(self, report: str) -> bool:
        held, reading = self._held.reports[report], self._held.readings.get(report)
        return reading is not None and not reading.personal and self._shown.reports[report] is held


def _found(there: Row, way: str) -> Json:
    first, _, second = way.partition("/")
    inner = there.get(first)
    return inner.get(second) if second and isinstance(inner, dict) else inner


def _numbered(kind: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, f"{kind}-{number}") for number, one in enumerate(dict.fromkeys(ids), 1)]


def _compiler(held: Held, compiler: str, base: str | None, role: str) -> Row:
    known = held.compilers.get(compiler)
    return {"name": known.name if known else compiler, "base": base, "role": role}


def _with_words(veiled: Row, row: Row) -> Row:
    """A veiled sentence is not cut anew: its words stand apart, the place in it is found again."""
    if veiled["sentence"] == row["sentence"] and veiled["words"] == row["words"]:
        return veiled
    words, sentence = str(veiled["words"]), str(veiled["sentence"])
    at = max(sentence.find(words), 0)
    return {**veiled, "in_sentence": [at, at + len(words)]}


def _untied(title: str) -> str:
    """A title without the marks of its ties to figures."""
    import re

    return re.sub(r"\[([^\]]*)\]\((?:figure|plain):[^)]*\)", r"\1", title)
