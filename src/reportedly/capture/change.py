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
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

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
    read. `doubt` says why the difference may be our failure and not a change, None where nothing suggests so. `from_at` and
    `to_at` are the moments of the two captures.
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
    from_at: datetime | None = None
    to_at: datetime | None = None

    @property
    def any(self) -> bool:
        """Whether anything that a reader would see is different."""
        return bool(self.reworded or self.gone or self.new)

    @property
    def window(self) -> str:
        """The change in the only words that two captures allow."""
        before, after = self.moments
        return f"present on {before}, absent on {after}"

    @property
    def moments(self) -> tuple[str, str]:
        """The two days; with their hours where they are one."""
        if self.present_on == self.absent_on and self.from_at and self.to_at:
            return f"{self.from_at:%Y-%m-%d %H:%M:%S} UTC", f"{self.to_at:%Y-%m-%d %H:%M:%S} UTC"
        return self.present_on.isoformat(), self.absent_on.isoformat()


@dataclass(frozen=True, slots=True)
class Missed:
    """A moment at which the page could not be captured. `gone`: the outlet's own word; else it says nothing about the page."""

    at: datetime
    reason: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a page: its report, and the moments at which it was seen with no other state seen between them."""

    report: Report
    seen: tuple[datetime, ...]
    figures: Sequence[Figure] | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A figure that stood in an earlier version and does not in the latest: a person looks at it. `instead`: what stands there
    of the same thing, where one figure does. Where our own capture is in doubt, there is no figure, and `why` says so."""

    report: str
    later: str
    words: str
    window: str
    why: str
    figure: str | None = None
    instead: str | None = None


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
        from_at=earlier.at,
        to_at=later.at,
    )


def versions(seen: Iterable[Seen]) -> tuple[Version, ...]:
    """What was seen of a page, in any order, as its states in the order of time; a state that came back is another version."""
    found: list[Version] = []
    for one in sorted(seen, key=lambda sight: (sight.at, sight.report.id)):
        if found and found[-1].report.id == one.report.id:
            found[-1] = replace(found[-1], seen=(*found[-1].seen, one.at))
        else:
            found.append(Version(one.report, (one.at,), one.figures))
    return tuple(found)


def changes(states: Sequence[Version]) -> tuple[Change, ...]:
    """What each state shows against the one before: the window is from the last time the one was seen to the first of the other."""
    return tuple(change(_last(one), _first(two)) for one, two in pairwise(states))


def raised(states: Sequence[Version]) -> tuple[Raised, ...]:
    """Figures of earlier states that the latest has not, each with the window in which it was last seen to go.

    A state that may be our own failure takes no figure away: it is raised itself, where it is the latest.
    """
    sound = [state for place, state in enumerate(states) if not place or not _doubted(states[:place], state)]
    found = list(_vanished(sound)) if sound else []
    if len(states) > 1 and sound[-1] is not states[-1]:
        seen = change(_last(sound[-1]), _first(states[-1]))
        found.append(Raised(seen.earlier, seen.later, "", seen.window, seen.doubt or ""))
    return tuple(found)


def _doubted(before: Sequence[Version], state: Version) -> bool:
    """Whether a state may be our failure, against the fullest that was seen before it."""
    return _doubt(max((one.report for one in before), key=lambda report: len(report.text)), state.report) is not None


def _vanished(sound: Sequence[Version]) -> Iterable[Raised]:
    latest = Counter(_folded(figure.as_written.words) for figure in sound[-1].figures or ())
    told: set[str] = set()
    for one, two in reversed(list(pairwise(sound))):
        seen = change(_last(one), _first(two))
        gone = {quote.span: quote for quote in seen.vanished}
        for figure in one.figures or ():
            words = _folded(figure.as_written.words)
            if figure.as_written.span in gone and not latest[words] and words not in told:
                told.add(words)
                instead = _instead(figure, seen.appeared, two.figures or ())
                why = "a figure changed" if instead else "a figure is no longer there"
                yield Raised(seen.earlier, seen.later, figure.as_written.words, seen.window, why, figure.id, instead)


def _instead(gone: Figure, appeared: Sequence[Quote], figures: Sequence[Figure]) -> str | None:
    """The one new figure of the same thing."""
    new = {quote.span for quote in appeared}
    same = [f for f in figures if f.as_written.span in new and gone.counted and f.counted == gone.counted]
    return same[0].as_written.words if len(same) == 1 else None


def _first(version: Version) -> Seen:
    return Seen(version.report, version.seen[0], version.figures)


def _last(version: Version) -> Seen:
    return Seen(version.report, version.seen[-1], version.figures)


def _reworded(before: Report, after: Report) -> Iterable[Rewording]:
    pairs = (
        ("headline", before.headline, after.headline),
        ("byline", before.byline, after.byline),
        ("credit line", before.credit_line, after.credit_line),
        ("publication date", _day(before), _day(after)),
        ("last edit, by its own word,", _moment(before), _moment(after)),
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


def _moment(report: Report) -> str | None:
    return f"{report.modified_at:%Y-%m-%d %H:%M} UTC" if report.modified_at else None


def _folded(words: str | None) -> str:
    return " ".join((words or "").split())


@cache
def _numbers() -> re.Pattern[str]:
    return re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")
