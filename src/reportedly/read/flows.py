"""How a count runs in time, and which of the stated periods is its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from reportedly.read.lexicon import Lexicon
from reportedly.read.periods import Time
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import FigureKind, Flow, Qualifier

_FLOWING = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.RATE})
_TIMELESS = frozenset({FigureKind.DURATION, FigureKind.AGE, FigureKind.DISTANCE, FigureKind.AREA})
_BREAKS = frozenset({";", ".", ":", "!", "?", "…"})
_MARKS = _BREAKS | {",", "(", ")", "«", "»", "“", "”", '"'}
_DAYS = frozenset({"day", "night", "weekend"})
_REACH = 14


class Flows:
    """Settles flow and period of the quantities of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, times: list[Time]) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self._places: dict[str, list[int]] = {}
        self.size = len(self.words)
        self._breaks = [at for at, word in enumerate(self.words) if word in _BREAKS]
        self._marks = [at for at, word in enumerate(self.words) if word in _MARKS]
        self.numbers: Sequence[int] = ()
        """Where the sentence's quantities begin."""
        self.times = [time for time in times if time.grain != "ago" and not self._idle(time)]
        self.timed = frozenset(at for time in times for at in range(time.first, time.last))

    # -- times that are nobody's ------------------------------------------------------------------------------------

    def _idle(self, time: Time) -> bool:
        """Times that date the saying and not what is said; "the most since 1991" and "than in June" compare."""
        if time.role == "in" and self._told_then(time):
            return True
        if self.lexicon.phrases("figures", "compare.with", backwards=True).length(self.words, time.head - 1):
            return True
        relative = self.lexicon.phrases("figures", "compare.with_relative", backwards=True)
        if time.head == time.first and time.grain == "year" and relative.length(self.words, time.head - 1):
            return True
        if time.grain == "night" and self._any("context.stays", max(0, time.head - 1), time.head):
            return True
        return time.role == "since" and self._ranks(max(0, time.head - 5), time.head)

    def _ranks(self, start: int, end: int) -> bool:
        """ "The least since 1991", but not "at least 40 since May"."""
        ranks = self.lexicon.phrases("figures", "compare.since")
        qualifies = self.lexicon.phrases("qualifiers", "before.", backwards=True)
        return any(ranks.length(self.words, at) and qualifies.length(self.words, at) < 2 for at in range(start, end))

    def _told_then(self, time: Time) -> bool:
        """ "Said on Monday", "told Marsh Courier on 2 March": a word of saying right before, names apart."""
        at = time.head
        while at > max(0, time.head - 4) and self.tokens.capital(at - 1):
            at -= 1
        return self._any("context.speech", max(0, at - 2), time.head)

    def _any(self, key: str, start: int, end: int) -> bool:
        places = self._places.get(key)
        if places is None:
            phrases = self.lexicon.phrases(*key.split(":")) if ":" in key else self.lexicon.phrases("figures", key)
            places = phrases.places(self.words)
            self._places[key] = places
        index = bisect_left(places, start)
        return index < len(places) and places[index] < end

    # -- flow -------------------------------------------------------------------------------------------------------

    def flow(self, quantity: Quantity, kind: FigureKind, time: Time | None, after: int) -> Flow | None:
        """The flow of a count, of money, or of a rate; None for kinds that do not run. Event where nothing else is said."""
        if kind not in _FLOWING:
            return None
        if kind is FigureKind.RATE or self._rate(quantity, after):
            return Flow.RATE
        if quantity.more:
            return Flow.INCREMENT
        if quantity.qualifier is Qualifier.FIRST:
            return Flow.CUMULATIVE
        if quantity.vague == "unknown_absence":
            return Flow.EVENT
        return self._timed(quantity, time) if time is not None else self._untimed(quantity)

    def _timed(self, quantity: Quantity, time: Time) -> Flow:
        if time.role in ("since", "until", "as_of"):
            return Flow.STOCK if time.role == "as_of" and self._stock(quantity) else Flow.CUMULATIVE
        if self._stock(quantity):
            return Flow.STOCK
        if time.grain not in _DAYS:
            return Flow.PERIOD
        return Flow.CUMULATIVE if self._cue(quantity, "flow.cumulative_wide") else Flow.EVENT

    def _untimed(self, quantity: Quantity) -> Flow:
        if self._stock(quantity):
            return Flow.STOCK
        if self._cue(quantity, "flow.cumulative"):
            return Flow.CUMULATIVE
        if self._verbless(quantity):
            return Flow.STOCK
        start, end = self._segment(quantity)
        wide = self._any("flow.cumulative_wide", max(start, quantity.head - _REACH), min(end, quantity.tail + _REACH))
        if wide or self._any("flow.corrected", 0, quantity.head):
            return Flow.CUMULATIVE
        return Flow.EVENT

    def _verbless(self, quantity: Quantity) -> bool:
        """«В долине 26 колодцев»: a place, a number and no verb tell how many there are; casualties are told so as well."""
        ends, placed = (
            tuple(self.lexicon.listed("figures", "flow.verb_ends")),
            self.lexicon.listed("figures", "flow.placed"),
        )
        start, end = self._clause(quantity)
        if not ends or placed.isdisjoint(self.words[start : quantity.head - 1]):
            return False  # "у трети холера": the number is the place itself
        casualties = self.lexicon.listed("figures", "stop.adjective_not") | self.lexicon.listed(
            "figures", "flow.struck"
        )
        others = [
            word for at, word in enumerate(self.words[start:end], start) if not quantity.first <= at < quantity.last
        ]
        return not any(word.endswith(ends) or word in casualties for word in others)

    def sums_up(self, quantity: Quantity) -> bool:
        """Whether the number is called a total: "76 in all", «всего 76»."""
        total = self.lexicon.phrases("figures", "flow.total")
        return any(total.length(self.words, at) for at in (quantity.head, quantity.head - 1, quantity.tail))

    def _stock(self, quantity: Quantity) -> bool:
        if self.lexicon.phrases("figures", "flow.has", backwards=True).length(self.words, quantity.head - 1):
            return True
        return self._cue(quantity, "flow.stock") and not self._cue(quantity, "flow.not_stock")

    def _rate(self, quantity: Quantity, after: int) -> bool:
        """ "40 a week", "arrive daily": within the same clause."""
        start, end = self._clause(quantity)
        start, end = max(start, quantity.first - 6), min(end, after + 8)
        if not self._any("calendar:rate.words", start, end):
            return False
        return any(at not in self.timed and self._rate_at(at) for at in range(start, end))

    def _rate_at(self, at: int) -> bool:
        """ "A year", but not "a year ago"."""
        length = self.lexicon.phrases("calendar", "rate.words").length(self.words, at)
        return bool(length) and not self.lexicon.phrases("calendar", "window.ago").length(self.words, at + length)

    def _cue(self, quantity: Quantity, key: str) -> bool:
        start, end = self._clause(quantity)
        return self._any(key, max(start, quantity.head - _REACH), min(end, quantity.tail + _REACH))

    def _clause(self, quantity: Quantity) -> tuple[int, int]:
        return self._bounded(quantity, self._marks)

    def _segment(self, quantity: Quantity) -> tuple[int, int]:
        return self._bounded(quantity, self._breaks)

    def _bounded(self, quantity: Quantity, marks: Sequence[int]) -> tuple[int, int]:
        """The stretch around a quantity up to the next mark, at most 30 words to either side."""
        before, behind = bisect_left(marks, quantity.head), bisect_left(marks, quantity.tail)
        start = max(0, quantity.head - 30, marks[before - 1] + 1 if before else 0)
        return start, min(self.size, quantity.tail + 30, marks[behind] if behind < len(marks) else self.size)

    # -- period -----------------------------------------------------------------------------------------------------

    def time(self, quantity: Quantity, kind: FigureKind) -> Time | None:
        """The stated period that is the quantity's own: the nearest, in its own clause first."""
        if kind in _TIMELESS or not self.times or self._later(quantity):
            return None
        candidates = [time for time in self.times if self._may_own(quantity, time)]
        if not candidates:
            return None
        best = min(candidates, key=lambda time: self._distance(quantity, time))
        if kind in _FLOWING and quantity.vague != "none" and self._holds_apart(quantity, best):
            return None
        return best

    def _holds_apart(self, quantity: Quantity, time: Time) -> bool:
        """A number that holds at a moment takes no period from another clause, nor one that tells since when."""
        if not self._stock(quantity) or time.role == "as_of":
            return False
        return not self._same_clause(quantity, time) or (time.role == "since" and time.grain == "day")

    def _may_own(self, quantity: Quantity, time: Time) -> bool:
        between = self._between(quantity, time)
        if time.first >= quantity.tail and self._any("compare.with", between.start, between.stop):
            return False
        breaks = _within(self._breaks, between) > 0
        if time.first >= quantity.tail and self._has_its_own(quantity, time):
            return False
        if quantity.qualifier is Qualifier.FIRST:
            return not breaks
        if time.role not in ("until", "as_of"):
            return True
        commas = _within(self._marks, between)
        return not breaks and commas <= (1 if time.first < quantity.first else 0)

    def _has_its_own(self, quantity: Quantity, time: Time) -> bool:
        """Whether a later time opens another clause that has a number of its own: «в пруду 80 уток, год назад было 200»."""
        if self._same_clause(quantity, time):
            return False
        start, end = time.head, time.last
        while start > quantity.tail and self.words[start - 1] not in _MARKS:
            start -= 1
        while end < self.size and self.words[end] not in _MARKS:
            end += 1
        opens = start == time.head or ";" in self.words[quantity.tail : start]
        return opens and any(start <= other < end for other in self.numbers)

    def _later(self, quantity: Quantity) -> bool:
        later = self.lexicon.phrases("figures", "flow.later", backwards=True)
        return any(later.length(self.words, quantity.head - back) for back in (1, 2))

    def _between(self, quantity: Quantity, time: Time) -> range:
        return range(quantity.tail, time.head) if time.first >= quantity.tail else range(time.last, quantity.head)

    def _distance(self, quantity: Quantity, time: Time) -> float:
        between = self._between(quantity, time)
        weight = 1.0 if time.first >= quantity.tail else 1.2
        marks = 2 * (_within(self._breaks, between) + _within(self._marks, between))
        return weight * len(between) + 3 * marks

    def _same_clause(self, quantity: Quantity, time: Time) -> bool:
        return not _within(self._marks, self._between(quantity, time))


def _within(marks: Sequence[int], stretch: range) -> int:
    """How many of the marks stand in a stretch of tokens."""
    return max(0, bisect_left(marks, stretch.stop) - bisect_left(marks, stretch.start))
