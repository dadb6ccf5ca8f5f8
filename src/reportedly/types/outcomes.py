"""What a newsroom's verbs give back to a face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reportedly.types.capturing import Capture, Failure, Report
from reportedly.types.counting import Question, Tally
from reportedly.types.ledger import Json, Neighbour, Proposal
from reportedly.types.publishing import GateFinding
from reportedly.types.reading import Figure, Reading


@dataclass(frozen=True, slots=True)
class Captured:
    """What one capture run kept: new captures with their reports, captures that were there already, failures.

    `passed`: how many records of other archivists' files were passed over, by reason. `attached`: new captures that hold no
    report (pictures, videos). `notes`: what the digests and signatures of received files prove, in words.
    """

    kept: tuple[tuple[Capture, Report], ...]
    already: tuple[Capture, ...]
    failures: tuple[Failure, ...]
    passed: Mapping[str, int] = field(default_factory=dict)
    attached: tuple[Capture, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """One feed or sitemap that was looked at: whose, where, how many pages it lists and how many of them are new."""

    outlet: str
    address: str
    listed: int
    new: int
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Watched:
    """One round of watching: what was looked at, what was captured, how many pages were due to be captured again."""

    looked: tuple[Looked, ...]
    captured: Captured
    again: int


@dataclass(frozen=True, slots=True)
class ReadAnew:
    """The readings that one run made, and how many reports had been read by this method already."""

    readings: tuple[Reading, ...]
    already: int


@dataclass(frozen=True, slots=True)
class ReadingDiff:
    """How two readings of one report differ: figures gained, lost, and altered (before, after), by their ids.

    `statements_gained` and `statements_lost` count statements. `unanchored` are lost figures that people decided on.
    """

    report: str
    gained: tuple[Figure, ...]
    lost: tuple[Figure, ...]
    altered: tuple[tuple[Figure, Figure], ...]
    statements_gained: int
    statements_lost: int
    unanchored: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.gained or self.lost or self.altered or self.statements_gained or self.statements_lost)


@dataclass(frozen=True, slots=True)
class Published:
    """One publication: where, how many pages, what the gate held, and the head to keep elsewhere.

    `unchanged` says that the site was the same, byte for byte, as the one before. `taken_back` are the slugs of briefs
    that were published before and no longer are; their pages say why.
    """

    folder: str
    pages: int
    briefs: tuple[str, ...]
    held: Mapping[str, tuple[GateFinding, ...]]
    head: str
    entries: int
    unchanged: bool
    taken_back: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What verification looked at and what it found wrong, first problem first; `withheld` captures were taken out for a
    person's sake; `notes` are no faults and good to know."""

    entries: int
    captures: int
    head: str
    found: tuple[str, ...]
    withheld: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Logged:
    """One ledger entry about a thing, in words; `fields` without what was erased."""

    seq: int
    at: datetime
    by: str
    kind: str
    subject: str
    fields: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A figure that waits for a decision, in the words of its report (private persons masked), and what it may answer.

    `learned_from`: how many of the desk's own assignments ranked the proposals (0: fixed weights).
    """

    figure: Figure
    report: Report
    proposals: tuple[Proposal, ...]
    learned_from: int


@dataclass(frozen=True, slots=True)
class QuestionPreview:
    """A question before figures are assigned to it: its neighbours, old figures that may answer it, and two tallies.

    `now` is the tally as it stands, `then` the one if every figure in `fitting` were assigned and accepted. Nothing is
    entered.
    """

    question: Question
    neighbours: tuple[Neighbour, ...]
    fitting: tuple[Proposed, ...]
    now: Tally
    then: Tally


@dataclass(frozen=True, slots=True)
class Liking:
    """How two reports likely hang together, `a` the earlier: echo, second_count, corroboration or revision, with grounds."""

    a: str
    b: str
    relation: str
    score: float
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Echoing:
    """Held reports that hang together, earliest first, and how many independent compilers likely stand behind them.

    `fewest` and `most` are what a looser and a stricter sense of "echo" would give. `headlines` are masked.
    """

    reports: tuple[str, ...]
    headlines: tuple[str, ...]
    outlets: tuple[str, ...]
    compilers: int
    fewest: int
    most: int
    links: tuple[Liking, ...]


@dataclass(frozen=True, slots=True)
class Upstream:
    """A task to go upstream: whose own page is not held, though `reports` rest on it with so many figures."""

    who: str
    reports: tuple[str, ...]
    figures: int
