"""How many, of what, how firmly bounded, and when: numbers as written to Figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from reportedly.read.counted import Counted, partitive
from reportedly.read.flows import Flows
from reportedly.read.kinds import Kinds
from reportedly.read.lexicon import Lexicon
from reportedly.read.moods import mood
from reportedly.read.passed import NotFigures, mark_reason
from reportedly.read.periods import Time, times
from reportedly.read.qualifiers import VAGUE, bounds, number
from reportedly.read.quantities import Quantity
from reportedly.read.scanner import Scanner
from reportedly.read.tallies import Tallies
from reportedly.read.tokens import Tokens, tokens
from reportedly.read.units import unit
from reportedly.types import (
    AsOf,
    Basis,
    Bounds,
    Figure,
    FigureKind,
    Flow,
    Mood,
    Number,
    PassedOver,
    Period,
    Qualifier,
    Quote,
    Relation,
    RelationOp,
    Span,
)

_LOCATED = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENT, FigureKind.RATE})


@dataclass(slots=True)
class Context:
    """What carries over from number to number of one report: the last counted phrase, the last figure."""

    report: str
    lexicon: Lexicon
    published: date | None
    mobilisation: date | None = None
    antecedent: str | None = None
    previous: Figure | None = None
    passed: list[PassedOver] = field(default_factory=list)


def figures(text: str, sentence: Span, context: Context) -> Iterator[Figure]:
    """One sentence of a report in, its figures out, in order; what is passed over is added to the context.

    Ids are empty, and source, chain, hedge and places are as if the report spoke in its own voice: `read` settles them.
    """
    if context.lexicon.may_count(sentence.of(text)):
        yield from _Sentence(tokens(text, sentence.start, sentence.end), sentence, context).figures()


class _Sentence:
    """Reads the figures of one stretch of tokens."""

    def __init__(self, found: Tokens, sentence: Span, context: Context) -> None:
        self.tokens, self.sentence, self.context = found, sentence, context
        lexicon = context.lexicon
        self.lexicon = lexicon
        self.times = self._times() if self._may_matter() else []
        self.taken = frozenset(at for time in self.times for at in range(time.first, time.last))
        self.quantities = list(Scanner(found, lexicon, self.taken).run())
        self.covered = 0
        self.last: Figure | None = None
        self._quantity_first = 0
        if self.quantities:
            self._prepare()

    def _may_matter(self) -> bool:
        """Whether times can matter here: they are passed over where they have digits, and else are asked for by quantities."""
        if any(word[0].isdigit() or word[0] == "@" for word in self.tokens.words):
            return True
        return next(Scanner(self.tokens, self.lexicon, frozenset()).run(), None) is not None

    def _prepare(self) -> None:
        """What is asked about quantities only; most sentences have none."""
        found, lexicon = self.tokens, self.lexicon
        self.kinds = Kinds(found, lexicon)
        self.counted = Counted(found, lexicon, self.taken)
        self.flows = Flows(found, lexicon, self.times)
        self.flows.numbers = [quantity.first for quantity in self.quantities]
        self.tallies = Tallies(found, lexicon)
        self.not_figures = NotFigures(found, lexicon)

    def _times(self) -> list[Time]:
        published = self.context.published
        found = times(self.tokens, self.lexicon, published or date(2099, 12, 31), self.context.mobilisation)
        if published is None:  # only what is fully dated can be resolved
            return [t if t.dated and t.role in ("in", "until", "as_of") else replace(t, grain="ago") for t in found]
        return found

    def figures(self) -> Iterator[Figure]:
        self._pass_dates()
        pending: list[Figure] = []
        for quantity in self.quantities:
            known = quantity.first < self.covered or self._said_already(quantity)
            figure = None if known else self._figure(quantity)
            if figure is None:
                continue
            if figure.negated and figure.counted is None and figure.kind is FigureKind.COUNT:
                pending.append(figure)  # "not 40 but 14 men": what is counted stands by the next number
                continue
            yield from (replace(early, counted=figure.counted, unit=figure.unit) for early in pending)
            pending.clear()
            yield figure
        yield from pending

    def _said_already(self, quantity: Quantity) -> bool:
        """ "No data are given": one lack of data, not two."""
        last = self.last
        if last is None or quantity.vague != "unknown_absence" or last.qualifier is not Qualifier.UNKNOWN_ABSENCE:
            return False
        between = self.tokens.text[last.number.end : self.tokens.starts[quantity.first]]
        return not any(mark in between for mark in ",;:.")

    # -- what is no figure ------------------------------------------------------------------------------------------

    def _pass_dates(self) -> None:
        for time in self.times:
            if any(self.tokens.words[at][0].isdigit() for at in range(time.first, time.last)):
                self._pass(time.first, time.last, time.reason)
        for at, word in enumerate(self.tokens.words):
            if word[0] == "@" and len(word) > 1 and at not in self.taken:
                self._pass(at, at + 1, mark_reason(word))

    def _pass(self, first: int, last: int, reason: str) -> None:
        quote = Quote.cut(self.tokens.text, self.tokens.starts[first], self.tokens.ends[last - 1])
        self.context.passed.append(PassedOver(quote, reason))

    # -- one figure -------------------------------------------------------------------------------------------------

    def _figure(self, quantity: Quantity) -> Figure | None:
        self._quantity_first = quantity.first
        reason = self._ordinal(quantity) if quantity.ordinal else self.not_figures.reason(quantity)
        if reason:
            self._pass(quantity.first, quantity.last, reason)
            return None
        if quantity.ordinal or self.tallies.brings(quantity):
            quantity = quantity._replace(qualifier=Qualifier.FIRST, ordinal=False)
        kind, after = self.kinds.of(quantity)
        if kind is None or self._measured(quantity, kind, after):
            self._pass(quantity.first, quantity.last, "measure")
            return None
        return self._made(quantity, kind, after)

    def _measured(self, quantity: Quantity, kind: FigureKind, after: int) -> bool:
        """ "The quake measured 6.1": a decimal that counts no noun is no count."""
        if kind is not FigureKind.COUNT or not _decimal(quantity):
            return False
        carried = self._unit_carried(quantity) is not FigureKind.COUNT
        return not carried and self.counted.phrase(quantity, after) is None

    def _ordinal(self, quantity: Quantity) -> str:
        designation = self.lexicon.phrases("units", "designation.after")
        if self.tallies.counts(quantity):
            return ""
        at = quantity.last
        if any(designation.length(self.tokens.words, index) for index in (at, at + 1)):
            return "unit_designation"
        return "ordinal"

    def _made(self, quantity: Quantity, kind: FigureKind, after: int) -> Figure:
        self.covered = after
        own = self.counted.phrase(quantity, after) if kind in (FigureKind.COUNT, FigureKind.PERCENT) else None
        if kind is FigureKind.COUNT and own is None:
            kind = self._unit_carried(quantity)
        qualifier, limits, best, relation = self._value(quantity, kind, after)
        quantity = quantity._replace(qualifier=qualifier)
        corrected = self._corrected(quantity)
        time = self.flows.time(quantity, kind) if kind in _LOCATED else None
        felt = mood(self.tokens, quantity, self.lexicon) if kind in _LOCATED else Mood.FACT
        if time is not None and felt is not Mood.FACT:
            time = _to_come(time, self.context.published)
        phrase = self._counted(quantity, kind, own, corrected)
        head, tail = self._ends(quantity, after, kind)
        text = self.tokens.text
        figure = Figure(
            id="",
            report=self.context.report,
            as_written=Quote.cut(text, head, tail),
            number=Span(self.tokens.starts[quantity.first], self.tokens.ends[quantity.last - 1]),
            kind=kind,
            qualifier=qualifier,
            bounds=limits,
            best=best,
            round=self._round(quantity),
            relation=relation,
            counted=phrase,
            unit=unit(self.tokens, quantity, phrase, self.lexicon) if kind is FigureKind.COUNT else None,
            flow=self._flow(quantity, kind, time, after, own is None),
            period=self._period(time, quantity),
            as_of=self._as_of(time),
            negated=corrected,
            mood=felt,
            sentence=self.sentence,
        )
        self.context.previous = self.last = figure
        return figure

    def _unit_carried(self, quantity: Quantity) -> FigureKind:
        """ "9 acres on Friday and over 90 on Sunday": the unit is left out the second time."""
        last = self.last
        if last is None or quantity.vague or quantity.share is not None or quantity.more:
            return FigureKind.COUNT
        if _decimal(quantity) and last.kind in (FigureKind.DURATION, FigureKind.RATE):
            return last.kind
        if last.kind not in (FigureKind.AREA, FigureKind.MONEY, FigureKind.DISTANCE, FigureKind.PERCENT):
            return FigureKind.COUNT
        between = self.tokens.text[last.number.end : self.tokens.starts[quantity.first]]
        following = self.tokens.word(quantity.tail)
        ends = not following[:1].isalpha() or following in self.lexicon.listed("skip", "ends")
        return last.kind if ends and ";" not in between and len(between) < 60 else FigureKind.COUNT

    def _flow(self, quantity: Quantity, kind: FigureKind, time: Time | None, after: int, elided: bool) -> Flow | None:
        """The flow by the words around, or, where they say nothing, that of the number whose noun or whole this one shares."""
        if kind is FigureKind.COUNT and self._of_one_family(after):
            return None
        flow = self.flows.flow(quantity, kind, time, after)
        previous = self.context.previous
        if flow is not Flow.EVENT or previous is None or previous.flow is None:
            return flow
        if self.last is not None and self.last.flow is Flow.INCREMENT and self.flows.sums_up(quantity):
            return Flow.CUMULATIVE
        if (
            time is None
            and previous.period is None
            and (elided or partitive(quantity) or self._of_them(quantity))
            and quantity.vague != "unknown_absence"
        ):
            carried = (Flow.STOCK, Flow.CUMULATIVE, Flow.RATE) if partitive(quantity) else (Flow.STOCK,)
            return previous.flow if previous.flow in carried else flow
        return flow

    def _of_them(self, quantity: Quantity) -> bool:
        """«Из них 12»: a part of what was counted before."""
        of = self.lexicon.phrases("figures", "one.of", backwards=True)
        return bool(of.length(self.tokens.words, quantity.head - 1))

    def _of_one_family(self, after: int) -> bool:
        """ "A father of three": the children of one person are no count that runs."""
        parents = self.lexicon.phrases("skip", "parents", backwards=True)
        first = self._quantity_first
        return bool(parents.length(self.tokens.words, first - 1))

    def _ends(self, quantity: Quantity, after: int, kind: FigureKind) -> tuple[int, int]:
        """Where the words of qualifier and number begin and end, with a currency or percent sign beside them."""
        head, tail = quantity.head, quantity.tail
        signs = self.lexicon.listed("units", "money.sign")
        if head == quantity.first and self.tokens.word(head - 1) in signs:
            head -= 1
        if self.tokens.word(tail) == "%" or kind is FigureKind.RATE:
            tail = max(tail + (self.tokens.word(tail) == "%"), after if kind is FigureKind.RATE else 0)
        return self.tokens.starts[head], self.tokens.ends[tail - 1]

    def _round(self, quantity: Quantity) -> bool:
        value = quantity.upper if quantity.upper is not None else quantity.value
        plain = quantity.qualifier in (Qualifier.EXACT, Qualifier.RANGE) and quantity.head == quantity.first
        return bool(plain and value and value % 10 == 0 and (quantity.value or Decimal(0)) % 10 == 0)

    # -- values -----------------------------------------------------------------------------------------------------

    def _value(
        self, quantity: Quantity, kind: FigureKind, after: int
    ) -> tuple[Qualifier, Bounds, Number | None, Relation | None]:
        if quantity.vague:
            return self._vague(quantity)
        if quantity.share is not None:
            return self._share(float(quantity.share), quantity.qualifier)
        value = quantity.value or Decimal(0)
        if quantity.upper is not None:
            return Qualifier.RANGE, Bounds(number(value), number(quantity.upper)), None, None
        if kind is FigureKind.PERCENT and not self._percent_change(quantity, after):
            return self._share(float(value) / 100, quantity.qualifier)
        if kind is FigureKind.AGE and self.tokens.words[quantity.last : quantity.last + 2] == ["-", "something"]:
            return Qualifier.RANGE, Bounds(number(value), number(value + 9)), None, None
        limits, best = bounds(quantity.qualifier, value, kind)
        return quantity.qualifier, limits, best, None

    def _vague(self, quantity: Quantity) -> tuple[Qualifier, Bounds, Number | None, Relation | None]:
        qualifier, low, high, best = VAGUE[quantity.vague]
        relation = Relation(RelationOp.MAJORITY) if qualifier is Qualifier.MAJORITY else None
        return qualifier, Bounds(low, high), best, relation

    def _share(self, share: float, inner: Qualifier) -> tuple[Qualifier, Bounds, Number | None, Relation | None]:
        if inner is Qualifier.MORE_THAN and share == 0.5:
            return Qualifier.MAJORITY, Bounds(None, None), None, Relation(RelationOp.MAJORITY)
        relation = Relation(RelationOp.FRACTION, round(share, 6), None if inner is Qualifier.EXACT else inner)
        return Qualifier.FRACTION, Bounds(None, None), None, relation

    def _percent_change(self, quantity: Quantity, after: int) -> bool:
        """A rise of 12 percent keeps its own qualifier; 12 percent of people is a share."""
        by = self.lexicon.phrases("figures", "context.percent_by", backwards=True)
        change = self.lexicon.phrases("figures", "context.percent_change")
        if by.length(self.tokens.words, quantity.head - 1):
            return True
        return any(change.length(self.tokens.words, at) for at in (after, after + 1))

    # -- what, when -------------------------------------------------------------------------------------------------

    def _counted(
        self, quantity: Quantity, kind: FigureKind, own: tuple[int, int] | None, corrected: bool
    ) -> str | None:
        """The counted phrase, or the one that the report named last where the number stands alone."""
        if kind not in (FigureKind.COUNT, FigureKind.PERCENT):
            return None
        if own is None:
            return self._antecedent(quantity, kind, corrected)
        phrase = self.counted.span(own).of(self.tokens.text)
        if kind is FigureKind.COUNT:
            self.context.antecedent = phrase
        return phrase

    def _antecedent(self, quantity: Quantity, kind: FigureKind, corrected: bool) -> str | None:
        if corrected or quantity.vague == "unknown_absence" or self._pronoun(quantity):
            return None
        if self.context.antecedent is None and kind is FigureKind.COUNT:
            found = self.counted.elided_subject(quantity)
            if found is not None:
                self.context.antecedent = self.counted.span(found).of(self.tokens.text)
        return self.context.antecedent

    def _pronoun(self, quantity: Quantity) -> bool:
        """No one, никто: nobody is counted by a noun."""
        return self.tokens.words[quantity.last - 1] in self.lexicon.listed("skip", "nobody")

    def _period(self, time: Time | None, quantity: Quantity) -> Period | None:
        if time is None:
            return None
        start, end = time.start, time.end
        since = next((other for other in self.flows.times if other.role == "since"), None)
        if time.role in ("as_of", "until") and since is not None and since.first != time.first:
            start = since.start
        words = self.tokens.text[self.tokens.starts[time.head] : self.tokens.ends[time.last - 1]]
        return Period(start, end, words, time.vague)

    def _as_of(self, time: Time | None) -> AsOf | None:
        """Stated by "as of", "by"; else no later than publication, and no earlier than a stated period began or ended."""
        published = self.context.published
        if time is not None and time.role == "since":
            time = next((other for other in self.flows.times if other.role in ("as_of", "until")), time)
        if time is not None and time.role in ("as_of", "until") and time.point is not None:
            return AsOf(time.point[0], time.point[1], Basis.STATED)
        if published is None:
            return None
        earliest = None
        if time is not None:
            earliest = time.start if time.role == "since" else time.end
        return AsOf(earliest if earliest is None or earliest <= published else published, published, Basis.INFERRED)

    def _corrected(self, quantity: Quantity) -> bool:
        """ "Not 40 but 14": the forty is what is set right."""
        words = self.tokens.words
        if self.tokens.word(quantity.head - 1) not in self.lexicon.listed("qualifiers", "range.not"):
            return False
        but = self.lexicon.listed("qualifiers", "range.but")
        near = range(quantity.tail, min(quantity.tail + 5, len(words)))
        return any(words[at] in but for at in near)


def _to_come(time: Time, published: date | None) -> Time:
    """What is needed or planned "by 1 May" is meant for the next first of May, not for the last."""
    if published is None or time.role != "until" or time.dated or time.end is None or time.end >= published:
        return time
    try:
        return replace(time, end=time.end.replace(year=time.end.year + 1), point=None)
    except ValueError:  # 29 February
        return time


def _decimal(quantity: Quantity) -> bool:
    return quantity.value is not None and quantity.value != quantity.value.to_integral_value()
