"""What changed between two captures of one address, said as what was seen: present on one day, absent on another.

Two captures show two moments and nothing in between, so a change is an *observed window* ("present on 2 May, absent on
9 May"), never a claim about who changed what, when, or why. Where the later capture may be our failure (a cut page, an
empty one, most of the text gone), the change says so and its losses are not losses of the outlet.

Example: on 2 May a report says "at least 40 cases", on 9 May "about 30 cases". The figure "at least 40" vanished within
the window 2 to 9 May, the figure "about 30" is new; a person looks at both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache

from reportedly.types import Figure, Quote, Report, Span

_MOST = 0.5
"""A later text with less than this share of the earlier one's words may well be our failure."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A report as it stood at one moment, with the figures that were read in it (none where nothing read it yet)."""

    report: Report
    at: datetime
    figures: Sequence[Figure] | None = None


@dataclass(frozen=True, slots=True)
class Rewording:
    """A value of the report that is another one now: which, what it was, what it is."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """What two captures of one address show. `present_on` is the day of the earlier, `absent_on` of the later.

    `gone` and `new` are paragraphs; `vanished` and `appeared` figures as written, or bare numbers where no figures were
    read. `doubt` says why the difference may be our failure and not a change, None where nothing suggests so.
    """

    earlier: str
    later: str
    present_on: date
    absent_on: date
    reworded: tuple[Rewording, ...]
    gone: tuple[Quote, ...]
    new: tuple[Quote, ...]
    vanished: tuple[Quote, ...]
    appeared: tuple[Quote, ...]
    doubt: str | None = None

    @property
    def any(self) -> bool:
        """Whether anything that a reader would see is different."""
        return bool(self.reworded or self.gone or self.new)

    @property
    def window(self) -> str:
        """The change in the only words that two captures allow."""
        return f"present on {self.present_on.isoformat()}, absent on {self.absent_on.isoformat()}"


def change(earlier: Seen, later: Seen) -> Change:
    """Two captures of one address in, what they show out. Raises ValueError where they are not in the order of time."""
    if later.at < earlier.at:
        raise ValueError("the later capture was made before the earlier one")
    gone, new = _paragraphs(earlier.report, later.report)
    vanished, appeared = _lost_and_found(_figures(earlier), _figures(later))
    return Change(
        earlier=earlier.report.id,
        later=later.report.id,
        present_on=earlier.at.date(),
        absent_on=later.at.date(),
        reworded=tuple(_reworded(earlier.report, later.report)),
        gone=gone,
        new=new,
        vanished=vanished,
        appeared=appeared,
        doubt=_doubt(earlier.report, later.report),
    )


def _reworded(before: Report, after: Report) -> Iterable[Rewording]:
    pairs = (
        ("headline", before.headline, after.headline),
        ("byline", before.byline, after.byline),
        ("credit line", before.credit_line, after.credit_line),
        ("publication date", _day(before), _day(after)),
    )
    return (Rewording(what, old, new) for what, old, new in pairs if _folded(old) != _folded(new))


def _paragraphs(before: Report, after: Report) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    """Paragraphs only the earlier has, and only the later has; moved or re-spaced ones are on both sides."""
    return _lost_and_found(_quotes(before, before.paragraphs), _quotes(after, after.paragraphs))


def _figures(seen: Seen) -> tuple[Quote, ...]:
    if seen.figures is not None:
        return tuple(figure.as_written for figure in seen.figures)
    return _quotes(seen.report, (Span(*found.span()) for found in _numbers().finditer(seen.report.text)))


def _quotes(report: Report, spans: Iterable[Span]) -> tuple[Quote, ...]:
    return tuple(Quote(span, span.of(report.text)) for span in spans)


def _lost_and_found(before: Sequence[Quote], after: Sequence[Quote]) -> tuple[tuple[Quote, ...], tuple[Quote, ...]]:
    return _missing(before, after), _missing(after, before)


def _missing(these: Sequence[Quote], there: Sequence[Quote]) -> tuple[Quote, ...]:
    """The quotes of `these` whose words stand fewer times in `there`; of equal ones the last are the missing."""
    left = Counter(_folded(quote.words) for quote in there)
    missing: list[Quote] = []
    for quote in these:
        words = _folded(quote.words)
        left[words] -= 1
        if left[words] < 0:
            missing.append(quote)
    return tuple(missing)


def _doubt(before: Report, after: Report) -> str | None:
    if after.truncated and not before.truncated:
        return "the later capture is cut off (a paywall or a limit): what is missing may still be there"
    if not after.text.strip():
        return "the later capture has no text: our capture may have failed"
    if len(after.text) < _MOST * len(before.text) and not _similar(before, after):
        return "the later capture holds little of the earlier text: a block, consent or error page is possible"
    return None


def _similar(before: Report, after: Report) -> bool:
    """Whether what the later text holds comes mostly from the earlier: a shortened report, not another page."""
    words = SequenceMatcher(None, before.text.split(), after.text.split(), autojunk=False)
    return sum(block.size for block in words.get_matching_blocks()) > _MOST * len(after.text.split())


def _day(report: Report) -> str | None:
    return report.published_day.isoformat() if report.published_day else None


def _folded(words: str | None) -> str:
    return " ".join((words or "").split())


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
