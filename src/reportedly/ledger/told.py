"""What is compared of a report when echoes are looked for: its numbers, names, words, passages and base."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import accumulate

from reportedly.ledger import bases
from reportedly.ledger.latin import WORD, name_key, stem, words
from reportedly.types import Figure, FigureKind, Mood, Outlet, Qualifier, Reading, Report

Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """One report with what was read in it and the outlet that published it. What `echoes.propose` is given."""

    report: Report
    reading: Reading
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a report gives it. `low` and `high` differ where it was rounded ("nearly 2,500")."""

    value: float
    low: float
    high: float
    at: int
    counted: frozenset[str] = frozenset()

    @property
    def rounded(self) -> bool:
        """Whether words around the number say that it is not exact."""
        return self.low != self.high

    def says(self, other: Number) -> bool:
        """Whether both may stand for one count: equal, or one is the other in rounder words."""
        if self.value == other.value:
            return True
        near = abs(self.value - other.value) <= ROUNDING * max(self.value, other.value)
        return near and (self._holds(other) or other._holds(self))

    def _holds(self, other: Number) -> bool:
        return (
            self.rounded and self.low <= other.value <= self.high and significant(self.value) < significant(other.value)
        )


ROUNDING = 0.1
"""Rounder words lie within a tenth of the number that they stand for."""


def significant(value: float) -> int:
    """How many digits of a number carry weight: 3 of 2480, 1 of 500."""
    digits = f"{value:g}".replace(".", "").lstrip("0")
    return len(digits.rstrip("0")) if value == int(value) and value < 1e6 else len(digits)


@dataclass(frozen=True, slots=True)
class Told:
    """What is compared of one report. `names` are keys of names in its own text, `cited` outlets that it names."""

    piece: Piece
    at: datetime
    numbers: tuple[Number, ...]
    names: frozenset[str]
    keys: tuple[str, ...]
    words: frozenset[str]
    candidates: frozenset[Name]
    places: frozenset[str]
    periods: tuple[tuple[date, date], ...]
    shingles: frozenset[str]
    figured: frozenset[str]
    quotes: frozenset[tuple[str, ...]]
    revises: bool
    bases: frozenset[str]
    disclaimed: frozenset[str]

    @property
    def id(self) -> str:
        """The report's id."""
        return self.piece.report.id

    @property
    def lead(self) -> Number | None:
        """The number that the report is about: the first with three digits, else the first that is no handful."""
        return lead_of(self.numbers)


def unusual(value: float) -> int:
    """How little a number is met by chance: 0 (up to 12, plain shares), 1 (two digits, round hundreds), 2 (three digits)."""
    if value < 1:
        return 0 if round(1 / value, 2) in (2, 3, 4, 5, 10) else 1
    return 0 if value <= 12 else 1 if value < 100 or significant(value) < 2 else 2


HANDFUL = 6


def lead_of(numbers: Iterable[Number]) -> Number | None:
    """The first number with three digits, else the first that is no handful, else the first."""
    return max(numbers, key=lambda n: (_telling(n.value), -n.at), default=None)


def _telling(value: float) -> int:
    return 2 if unusual(value) == 2 else 1 if value > HANDFUL else 0


def told(piece: Piece) -> Told:
    """A report and its reading -> what is compared of it."""
    report, reading = piece.report, piece.reading
    whole = f"{report.headline}\n{report.text}"
    keys = tuple(stem(word) for word in words(report.text))
    numbers = tuple(number for number in _numbers(report, reading) if number.value > 0)
    lead = lead_of(numbers)
    shingles = tuple(_shingles(report.text, lead.at if lead else -1))
    around = _around(report.text, lead)
    return Told(
        piece=piece,
        at=_moment(report),
        numbers=numbers,
        names=frozenset(_names(report)),
        keys=keys,
        words=frozenset(
            stem(w) for w in words(whole) if len(w) > 3 and not w[0].isdigit() and not _MONTHS.match(f" {w}")
        ),
        candidates=frozenset(_parties(report, reading)),
        places=frozenset(_place_ids(reading)),
        periods=tuple(
            (f.period.start, f.period.end) for f in reading.figures if f.period and f.period.start and f.period.end
        ),
        shingles=frozenset(run for run, _ in shingles),
        figured=frozenset(run for run, numeral in shingles if numeral),
        quotes=frozenset(_quotes(report.text)),
        revises=_REVISES.search(whole) is not None,
        bases=bases.kinds(around),
        disclaimed=bases.disclaimed(around),
    )


def _moment(report: Report) -> datetime:
    day = report.published_day or date.max
    at = report.published_at
    return at.replace(tzinfo=None) if at else datetime.combine(day, time())


def _around(text: str, number: Number | None) -> str:
    """The sentences in which a base is likely named: the number's own, the one before, the three after."""
    lines = [line for line in _SENTENCES.split(text) if line]
    ends = list(accumulate(len(line) + 1 for line in lines))
    at = next((i for i, end in enumerate(ends) if number and number.at < end), 0)
    return " ".join(lines[max(0, at - 1) : at + 4])


_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DIGITS = re.compile(r"(?<![\w.,:/])\d{1,3}(?:[  ,]\d{3})+(?![\w])|(?<![\w.,:/])\d+(?:[.,]\d+)?(?![\w:/])")
_ROUNDING_WORD = re.compile(
    r"(?:about|around|some|nearly|almost|more than|over|above|close to|roughly|up to|около|почти|более|больше|свыше|порядка|близько|"
    r"майже|понад|більше|щонайменше|не менее|at least|до)\s*$",
    re.I,
)
_SPREAD = 0.1


def _numbers(report: Report, reading: Reading) -> Iterator[Number]:
    """Counts as read, shares as such, and numerals that no count was read from ("19 tonnes", "38 times")."""
    taken: set[int] = set()
    for figure in reading.figures:
        taken.update(range(figure.number.start, figure.number.end))
        number = _number(figure)
        if number and figure.mood is Mood.FACT:
            yield number
    for text, start in ((report.text, 0), (report.headline, 10_000_000)):
        for match in _DIGITS.finditer(text):
            value = float(re.sub(r"[  ,](?=\d{3}(?!\d))", "", match.group()).replace(",", "."))
            if (
                (start or match.start() not in taken)
                and not _FIRST_YEAR <= value <= _LAST_YEAR
                and not _dated(text, match.end())
            ):
                loose = _ROUNDING_WORD.search(text[: match.start()]) is not None
                spread = _SPREAD if loose else 0.0
                value = round(value / 100, 4) if _PERCENT.match(text, match.end()) else value
                yield Number(value, value * (1 - spread), value * (1 + spread), start + match.start())


_MONTHS = re.compile(
    r"\s+(?:(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec)\b|(?:январ|феврал|март|апрел|июн|июл|август|сентябр|октябр|ноябр|декабр|листопад)\w{0,2}\b|ма[йяею]\b|"
    r"лют(?:ий|ого|ому)\b|(?:січ|берез|квіт|трав|черв|лип|серп|верес|жовт|груд)(?:ень|ня|ні)\b)",
    re.I,
)


_PERCENT = re.compile(r"\s*(?:%|per ?cent|pct|процент|відсот)", re.I)


def _dated(text: str, end: int) -> bool:
    return _MONTHS.match(text, end) is not None


def _number(figure: Figure) -> Number | None:
    counted = frozenset(stem(w) for w in words(figure.counted or "") if len(w) > 3)
    if figure.kind is FigureKind.PERCENT and figure.best is not None:
        return Number(
            round(float(figure.best) / 100, 4), *(float(figure.best) / 100,) * 2, figure.number.start, counted
        )
    if figure.relation and figure.relation.share is not None:
        share = round(float(figure.relation.share), 4)
        return Number(share, share, share, figure.number.start, counted)
    value = figure.best if figure.best is not None else figure.bounds.lower
    if figure.kind in (FigureKind.AGE, FigureKind.DURATION) or not value or _FIRST_YEAR <= value <= _LAST_YEAR:
        return None
    loose = figure.qualifier is not Qualifier.EXACT
    written = _as_said(float(value), figure)
    low, high = (written * (1 - _SPREAD), written * (1 + _SPREAD)) if loose else (written, written)
    return Number(written, low, high, figure.number.start, counted)


def _as_said(value: float, figure: Figure) -> float:
    """The number in the words, where bounds stand one off it: 2,500 of "nearly 2,500", 20 of "more than 20"."""
    if figure.qualifier in (Qualifier.NEARLY, Qualifier.LESS_THAN):
        return value + 1
    return (
        value - 1 if figure.qualifier is Qualifier.MORE_THAN and significant(value - 1) < significant(value) else value
    )


_REVISES = re.compile(
    r"\b(?:has now|have now|rises? to|rose to|risen to|climbs? to|climbed to|up from|down from|passes|now stands at|revis\w+|correct(?:s|ed|ion)\b|"
    r"lowered|raised its)|\bвыросл|\bвозросл|\bпревысил|\bснизил|\bпересмотр|\bпоправк|\bисправил|\bуточн|\bуже \d|\bзросл|\bперевищил|"
    r"\bзменшил|\bпереглян|\bвиправ|\bуточни|\bвже \d",
    re.I,
)
"""Words by which a report says that a number has changed since."""

_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\n+")


def _names(report: Report) -> Iterator[str]:
    """Keys of words with a capital letter that do not only begin a sentence; a headline's in a script that has no title case."""
    lines = _SENTENCES.split(report.text) + ([report.headline] if report.language != "en" else [])
    for line in lines:
        for word in words(line)[1:]:
            if word[0].isupper() and len(word) > 2 and not _MONTHS.match(f" {word}"):
                yield stem(word)


_IN_MARKS = re.compile(r"[«“„]([^«»“”„]{2,40})[»”“]")
_CAPITALS = re.compile(r"(?:[A-Z][\w'’-]+ )(?:(?:of |& |and )?[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)*")
_ARTICLES = frozenset(
    ("the", "a", "an", "in", "at", "of", "on", "from", "but", "and", "for", "by", "around", "near", "between", "since",
     "until", "after", "before", "with", "when", "while", "as", "its", "his", "her", "their", "this", "that", "these")
)  # fmt: skip


def _parties(report: Report, reading: Reading) -> Iterator[Name]:
    """Keys of names that may be those who made a count: names in quotation marks, runs of capitals, sources as read."""
    persons = [m.quote.words for m in reading.persons]
    sources = [figure.source or "" for figure in reading.figures] + [h.who for f in reading.figures for h in f.chain]
    spoken = [" ".join(q.words for q in statement.source) for statement in reading.statements]
    named = [m.group(1) for m in _IN_MARKS.finditer(f"{report.headline}\n{report.text}") if _titled(m.group(1))]
    runs = [_bare(m.group()) for text in (report.text, *sources, *spoken) for m in _CAPITALS.finditer(text)]
    for name in (*named, *runs):
        key = name_key(re.sub(r"['’]s$", "", name))
        person = any(name in one or (one in name and " " in one) for one in persons)
        if key and len(key) <= 5 and (not person or _body(name, report.text)):
            yield key


_BODIES = frozenset(
    ("agency", "alliance", "archive", "association", "atlas", "authority", "board", "bureau", "census", "center", "centre",
     "circle", "clinic", "collective", "committee", "council", "count", "desk", "eye", "foundation", "fund", "group",
     "hotline", "index", "initiative", "institute", "lab", "league", "ledger", "line", "list", "map", "mirror", "monitor",
     "network", "observatory", "office", "project", "register", "registry", "society", "survey", "tally", "team", "tracker",
     "trust", "union", "watch", "watchers")
)  # fmt: skip


def _body(name: str, text: str) -> bool:
    """Whether what looks like a person's name is a body's: it ends as such names do, or stands with an article."""
    return name.split()[-1].casefold() in _BODIES or re.search(rf"\bthe {re.escape(name)}\b", text, re.I) is not None


def _titled(name: str) -> bool:
    return name[0].isupper() and len(name.split()) <= 4 and not re.search(r"[,;!?.]$|,", name)


def _bare(run: str) -> str:
    parts = run.split()
    while parts and parts[0].casefold() in _ARTICLES:
        parts = parts[1:]
    return " ".join(parts) if len(parts) > 1 else ""


def _place_ids(reading: Reading) -> Iterable[str]:
    return (one for m in reading.places for one, _ in m.candidates[:3])


_QUOTED = re.compile(r"[«“\"„]([^«»“”\"„]{20,})[»”\"“]")
SHINGLE = 4


def _quotes(text: str) -> Iterator[tuple[str, ...]]:
    """Speech in quotation marks, as keys: what two reports may both quote without one copying the other."""
    for match in _QUOTED.finditer(text):
        yield tuple(stem(word) for word in words(match.group(1)))


def _shingles(text: str, lead: int) -> Iterator[tuple[str, bool]]:
    """Runs of words outside quotations, and whether the number that begins at `lead` stands in them."""
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), text)
    found = [(match.start(), match.end(), match.group().casefold()) for match in WORD.finditer(plain)]
    for first in range(len(found) - SHINGLE + 1):
        run = found[first : first + SHINGLE]
        yield " ".join(word for _, _, word in run), any(start <= lead < end for start, end, _ in run)
