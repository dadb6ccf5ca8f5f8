"""How a count runs in time, and which of the stated periods is its own."""

from __future__ import annotations

from reportedly.read.lexicon import Lexicon
from reportedly.read.periods import Time
from reportedly.read.quantities import Quantity
from reportedly.read.tokens import Tokens
from reportedly.types import FigureKind, Flow, Qualifier

_FLOWING = frozenset({FigureKind.COUNT, FigureKind.MONEY, FigureKind.RATE})
_BREAKS = frozenset({";", ".", ":", "!", "?", "…"})
_MARKS = _BREAKS | {",", "—", "–", "(", ")", "«", "»", "“", "”", '"'}


class Flows:
    """Settles flow and period of the quantities of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, times: list[Time]) -> None:
        self.tokens, self.words, self.lexicon = tokens, tokens.words, lexicon
        self.times = [time for time in times if time.grain != "ago" and not self._idle(time)]
        self.size = len(self.words)

    def _idle(self, time: Time) -> bool:
        """Times that date the saying and not what is said; "the most since 1991" compares."""
        speech = self.lexicon.phrases("figures", "context.speech")
        before = range(max(0, time.head - 2), time.head)
        if any(speech.length(self.words, at) for at in before) and time.role in ("in", "relative"):
            return True
        if time.role != "since":
            return False
        compare = self.lexicon.phrases("figures", "compare.since")
        return any(compare.length(self.words, at) for at in range(max(0, time.head - 5), time.head))

    # -- flow -------------------------------------------------------------------------------------------------------

    def flow(self, quantity: Quantity, kind: FigureKind, time: Time | None, after: int) -> Flow | None:
        """The flow of a count, of money, or of a rate; None for kinds that do not run."""
        if kind not in _FLOWING:
            return None
        if kind is FigureKind.RATE or self._rate(quantity, after):
            return Flow.RATE
        if quantity.more:
            return Flow.INCREMENT
        if quantity.qualifier is Qualifier.FIRST:
            return Flow.CUMULATIVE
        if time is not None:
            return self._timed(quantity, time)
        return self._untimed(quantity)

    def _timed(self, quantity: Quantity, time: Time) -> Flow:
        if time.role in ("since", "until"):
            return Flow.CUMULATIVE
        if time.role == "as_of":
            return Flow.STOCK if self._cue(quantity, "flow.stock") else Flow.CUMULATIVE
        if self._near_stock(quantity):
            return Flow.STOCK
        if time.grain in ("day", "night", "weekend"):
            return Flow.EVENT
        return Flow.PERIOD

    def _untimed(self, quantity: Quantity) -> Flow:
        if self._near_stock(quantity):
            return Flow.STOCK
        if self._cue(quantity, "flow.cumulative"):
            return Flow.CUMULATIVE
        return Flow.EVENT

    def stock(self, quantity: Quantity) -> bool:
        """Whether the words around say that the number holds at a moment."""
        return self._near_stock(quantity)

    def _near_stock(self, quantity: Quantity) -> bool:
        return self._cue(quantity, "flow.stock") and not self._cue(quantity, "flow.not_stock")

    def _rate(self, quantity: Quantity, after: int) -> bool:
        """"40 a week", "arrive daily": within the same clause."""
        start, end = self._clause(quantity)
        rate = self.lexicon.phrases("calendar", "rate.words")
        return any(rate.length(self.words, at) for at in range(max(start, quantity.first - 6), min(end, after + 8)))

    def _cue(self, quantity: Quantity, key: str) -> bool:
        phrases = self.lexicon.phrases("figures", key)
        start, end = self._clause(quantity)
        return any(phrases.length(self.words, at) for at in range(max(start, quantity.head - 14), min(end, quantity.tail + 14)))

    def _clause(self, quantity: Quantity) -> tuple[int, int]:
        start, end = quantity.head, quantity.tail
        while start > 0 and self.words[start - 1] not in _MARKS and quantity.head - start < 30:
            start -= 1
        while end < self.size and self.words[end] not in _MARKS and end - quantity.tail < 30:
            end += 1
        return start, end

    # -- period -----------------------------------------------------------------------------------------------------

    def time(self, quantity: Quantity, kind: FigureKind) -> Time | None:
        """The stated period that is the quantity's own: the nearest, in its own clause first."""
        if kind in (FigureKind.DURATION, FigureKind.AGE, FigureKind.DISTANCE, FigureKind.AREA) or not self.times:
            return None
        candidates = sorted(self.times, key=lambda time: self._distance(quantity, time))
        best = candidates[0]
        if self._near_stock(quantity) and not self._same_clause(quantity, best):
            return None
        if self._later(quantity):
            return None
        return best

    def _later(self, quantity: Quantity) -> bool:
        later = self.lexicon.phrases("figures", "flow.later", backwards=True)
        return any(later.length(self.words, quantity.head - back) for back in (1, 2))

    def _distance(self, quantity: Quantity, time: Time) -> float:
        if time.first >= quantity.tail:
            between = range(quantity.tail, time.head)
            weight = 1.0
        else:
            between = range(time.last, quantity.head)
            weight = 1.2
        marks = sum(4 if self.words[at] in _BREAKS else 2 for at in between if self.words[at] in _MARKS)
        return weight * len(between) + 3 * marks

    def _same_clause(self, quantity: Quantity, time: Time) -> bool:
        low, high = sorted((quantity.first, time.first))
        return not any(word in _MARKS for word in self.words[low:high])
