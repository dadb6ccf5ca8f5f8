"""Watching: the outlets' feeds and sitemaps are looked at, what they newly list is captured, and pages are captured again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from reportedly.capture.addresses import spelled
from reportedly.errors import BadInput, ReportedlyError
from reportedly.newsroom.entering import fields_of
from reportedly.newsroom.visiting import Visits, open_web
from reportedly.types import Capture, Looked, Outlet, Watched

if TYPE_CHECKING:
    from reportedly.capture.channels.web import Validators, Web
    from reportedly.capture.feeds import Feed
    from reportedly.capture.visits import Visit
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.receiving import Run

Tell = Callable[[str], None]

FEED, WEB = "feed", "web"
DEEPEST = 2
"""How far a list of lists is followed: an OPML list or an index of sitemaps leads to feeds, and those to pages."""


@dataclass
class Watch:
    """The watch of one desk, for one round or many. What it remembers between rounds only spares requests: all that must
    not be lost stands in archive and ledger."""

    newsroom: Newsroom
    tell: Tell
    _remembered: dict[str, tuple[Validators, Feed]] = field(default_factory=dict)
    _webs: tuple[Web, Web] | None = None

    def round(self) -> Watched:
        """Looks at every feed and sitemap once, captures what is new and what is due again. A broken outlet is a failure
        in the outcome, and the others go on."""
        from reportedly.newsroom.receiving import Run

        newsroom = self.newsroom
        newsroom.reread_files()
        newsroom.enter_files()
        newsroom.resume()
        run = Run(newsroom)
        pages, feeds = self._opened()
        visits = Visits(newsroom, run, pages)
        known = Known.of(newsroom)
        looked = tuple(self._look(run, visits, known, feeds))
        due = known.due(newsroom.clock())
        self._capture(visits, known, due)
        run.finish()
        return Watched(looked, run.outcome(), len(due))

    def _opened(self) -> tuple[Web, Web]:
        """The ways to pages and to feeds, opened anew where the settings changed."""
        settings = self.newsroom.files.settings.capture.web
        pages = open_web(self.newsroom)
        if self._webs and self._webs[0].manners == pages.manners and self._webs[0].way == pages.way:
            return self._webs
        through = settings.feed_proxy
        feeds = open_web(self.newsroom, proxy=through) if through and through != settings.proxy else pages
        self._webs = (pages, feeds)
        return self._webs

    def _look(self, run: Run, visits: Visits, known: Known, web: Web) -> Iterator[Looked]:
        for outlet in self.newsroom.files.outlets:
            for address in (*outlet.feeds, *outlet.sitemaps):
                source = _Source(self, run, visits, known, web, outlet, address)
                yield source.looked()

    def _capture(self, visits: Visits, known: Known, due: tuple[str, ...]) -> None:
        """What was found, host by host in turn, before what is due again."""
        from reportedly.capture.sitemaps import by_turns

        for address in by_turns([*known.wanted, *due]):
            self.tell(f"{'again' if address in due else 'new'}  {address}")
            visits.visit(address, credit=known.wanted.get(address))

    def asked(self, address: str, visits: Visits, web: Web) -> tuple[Feed, Visit | None]:
        """A feed as it is now, and the visit that brought it; None where it did not change. Raises BadInput."""
        from reportedly.capture.channels.web import Fetched, Refused, Unchanged, Validators
        from reportedly.capture.visits import Hindered

        remembered = self._remembered.get(address)
        outcome = web.fetch(address, remembered[0] if remembered else visits.validators(address))
        if isinstance(outcome, Refused):
            failure = outcome.failure
            raise Hindered(failure.kind, failure.reason, failure.remedy)
        if isinstance(outcome, Unchanged):
            return remembered[1] if remembered else self._read(visits.bytes_at(address), address), None
        assert isinstance(outcome, Fetched)
        feed, last = self._read(outcome.visit.data, address), outcome.visit.last
        self._remembered[address] = (Validators(last.field("ETag"), last.field("Last-Modified")), feed)
        return feed, outcome.visit

    def _read(self, data: bytes, address: str) -> Feed:
        """A feed's bytes, read. Raises BadInput, also where a parser of others breaks on them."""
        from reportedly.capture.feeds import read_feed

        try:
            return read_feed(data, address, limit=self.newsroom.files.settings.capture.largest_file)
        except ReportedlyError:
            raise
        except Exception as error:
            what = f"the feed makes its reader stumble ({type(error).__name__})."
            raise BadInput(what, where=address, remedy="Look at it in a browser.") from error


@dataclass
class _Source:
    """One feed or sitemap of one outlet in one round."""

    watch: Watch
    run: Run
    visits: Visits
    known: Known
    web: Web
    outlet: Outlet
    address: str

    def looked(self) -> Looked:
        """What it lists and how much of it is new; a failure is entered, and ends nothing but this."""
        from reportedly.capture.visits import failure_of

        try:
            every, new = self._entries(self.address, DEEPEST)
        except BadInput as error:
            failure = replace(failure_of(self.address, error), seen_at=self.watch.newsroom.clock())
            self.run.failures.append(failure)
            self.watch.newsroom.enter_rows([("failure", self.address, fields_of(failure))], by="watch")
            self.watch.tell(f"failed  {self.outlet.name}: {self.address}: {failure.reason}")
            return Looked(self.outlet.id, self.address, 0, 0, failure)
        self.watch.tell(f"looked  {self.outlet.name}: {self.address}: {every} listed, {new} new")
        return Looked(self.outlet.id, self.address, every, new)

    def _entries(self, address: str, depth: int) -> tuple[int, int]:
        """How many pages are listed, and how many of them are new and now wanted. Raises BadInput."""
        from reportedly.capture.sitemaps import credit, listed, parts

        feed, visit = self.watch.asked(address, self.visits, self.web)
        now = self.watch.newsroom.clock()
        most = self.watch.newsroom.files.settings.capture.web.newest
        entries = listed(feed, now) if feed.kind not in ("opml", "sitemap index") else ()
        fresh = {spelled(entry.link): entry for entry in entries if self.known.is_new(entry.link, now)}
        new = list(fresh.values())[:most]
        if new and visit:
            self.visits.keep_alone(visit, FEED)
        for entry in new:
            self.known.wanted[spelled(entry.link)] = credit(entry, feed)
        counts = [self._inner(part, depth) for part in parts(feed, now)] if depth > 1 else []
        return len(entries) + sum(every for every, _ in counts), len(new) + sum(some for _, some in counts)

    def _inner(self, part: str, depth: int) -> tuple[int, int]:
        """A part of a list; where it fails the other parts go on."""
        from reportedly.capture.visits import failure_of

        try:
            return self._entries(part, depth - 1)
        except BadInput as error:
            failure = replace(failure_of(part, error), seen_at=self.watch.newsroom.clock())
            self.run.failures.append(failure)
            self.watch.newsroom.enter_rows([("failure", part, fields_of(failure))], by="watch")
            return 0, 0


@dataclass
class Known:
    """What the desk knows of addresses: captured, when seen, when they failed or were said to be gone, wanted in this round.

    `wanted` maps an address to whom the feed names as its publisher.
    """

    captures: dict[str, list[Capture]]
    looks: dict[str, list[datetime]]
    failed: dict[str, list[datetime]]
    gone: dict[str, list[datetime]]
    links: frozenset[str]
    wanted: dict[str, str | None] = field(default_factory=dict)

    @classmethod
    def of(cls, newsroom: Newsroom) -> Known:
        """From archive and ledger."""
        held, known = newsroom.held(), cls({}, {}, {}, {}, frozenset())
        for capture in held.captures.values():
            for address in {capture.address, capture.final_address}:
                known.captures.setdefault(spelled(address), []).append(capture)
            known.looks.setdefault(spelled(capture.address), []).extend(newsroom.archive.seen(capture))
        for entry, fields in newsroom.ledger.entered(["failure"]):
            at = datetime.fromisoformat(seen) if isinstance(seen := fields.get("seen_at"), str) else entry.at
            rows = known.gone if fields.get("gone") else known.failed
            rows.setdefault(spelled(entry.subject), []).append(at)
        known.links = frozenset(spelled(report.link) for report in held.reports.values() if report.link)
        return known

    def is_new(self, address: str, now: datetime) -> bool:
        """Whether a listed page was never captured, is not wanted already, and may be tried now."""
        from reportedly.capture.schedule import may_try

        name = spelled(address)
        held = name in self.captures or name in self.links
        return (
            not held
            and address not in self.wanted
            and name not in self.gone
            and may_try(self.failed.get(name, ()), now)
        )

    def due(self, now: datetime) -> tuple[str, ...]:
        """The pages that are due again, in the order of their first capture."""
        firsts = {
            captures[0].address: min(capture.captured_at for capture in captures)
            for name, captures in self.captures.items()
            if captures[0].channel == WEB and name == spelled(captures[0].address)
        }
        rows = sorted(firsts.items(), key=lambda pair: pair[1])
        return tuple(address for address, first in rows if self._is_due(spelled(address), first, now))

    def _is_due(self, name: str, first: datetime, now: datetime) -> bool:
        from reportedly.capture.schedule import is_due

        said = [*self.looks.get(name, ()), *self.gone.get(name, ())]
        return is_due(first, said, self.failed.get(name, ()), now)
