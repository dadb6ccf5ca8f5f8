"""Visits to the web: pages fetched, kept as they were served, and entered with the reports that they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from reportedly.capture.addresses import spelled
from reportedly.errors import BadInput
from reportedly.newsroom.entering import Row, fields_of
from reportedly.types import Capture, Failure, Hindrance, Report

if TYPE_CHECKING:
    from reportedly.capture.channels.web import Fetched, Outcome, Refused, Validators, Web
    from reportedly.capture.feeds import Feed
    from reportedly.capture.visits import Visit
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.receiving import Run


def open_web(newsroom: Newsroom, *, proxy: str | None = None) -> Web:
    """The web by the desk's settings; `proxy`: through another one than they name. Raises BadInput for a wrong setting."""
    from reportedly.capture.channels.web import Manners, Web
    from reportedly.capture.channels.webguard import Direct, proxy_of
    from reportedly.capture.channels.webpace import Pace
    from reportedly.capture.channels.webwire import Limits, trusted

    settings = newsroom.files.settings.capture
    web, allowed, through = settings.web, frozenset(settings.web.allow_hosts), proxy or settings.web.proxy
    trust = trusted(str(newsroom.folder / web.certificates)) if web.certificates else None
    return Web(
        Manners(agent_of(newsroom), web.robots, allowed, max(web.attempts, 1), trust),
        newsroom.clock,
        proxy_of(through) if through else Direct(allowed=allowed),
        Limits(web.connect, web.wait, web.whole, settings.largest_file),
        Pace(web.gap),
    )


def agent_of(newsroom: Newsroom) -> str:
    """What the desk says it is: the tool and the desk's contact, a common browser, or words of its own."""
    from importlib.metadata import version

    from reportedly.capture.channels.web import GENERIC

    settings = newsroom.files.settings
    words = settings.capture.web.agent.strip()
    if words.casefold() == "generic":
        return GENERIC
    agent = words or f"Reportedly/{version('reportedly')} (+{settings.site.contact or settings.site.address})"
    return agent.encode("ascii", "replace").decode()


class Visits:
    """The pages that one run fetches: asked for by what was held before, kept, read and entered one by one."""

    def __init__(self, newsroom: Newsroom, run: Run, web: Web | None = None) -> None:
        self._newsroom, self._run, self._web = newsroom, run, web
        self._latest: dict[str, Capture] = {}
        self._reports: dict[str, Report] = {}
        for capture in newsroom.held().captures.values():
            self._latest[capture.address] = capture
        for report in newsroom.held().reports.values():
            self._reports[report.capture] = report

    def visit(self, address: str, *, credit: str | None = None) -> None:
        """Fetches one address and takes what came of it; `credit`: whom a feed names as the report's real publisher."""
        name = spelled(address)
        self.take(self.web.fetch(name, self.validators(name)), name, credit)

    def visit_all(self, addresses: Iterable[str], tell: Callable[[str], None]) -> None:
        """Fetches addresses, host by host in turn, so that one is asked while another rests."""
        from reportedly.capture.sitemaps import by_turns

        every = list(by_turns(addresses))
        for number, address in enumerate(every, 1):
            tell(f"{number} of {len(every)}  {address}")
            self.visit(address)

    @property
    def web(self) -> Web:
        """The way to the web, opened when first needed."""
        if self._web is None:
            self._web = open_web(self._newsroom)
        return self._web

    def validators(self, address: str) -> Validators | None:
        """What the server gave last time, to ask only for what changed."""
        from reportedly.capture.channels.web import Validators

        held = self._latest.get(address)
        return Validators(*self._newsroom.archive.fields_of(held, "ETag", "Last-Modified")) if held else None

    def bytes_at(self, address: str) -> bytes:
        """The bytes that an address served last, as kept."""
        return self._newsroom.archive.bytes_of(self._latest[address])

    def keep_alone(self, visit: Visit, channel: str) -> None:
        """Keeps and enters what holds no report: a feed, a picture."""
        kept, new = self._newsroom.archive.keep_response(visit, channel)
        if new or kept.id not in self._newsroom.held().captures:
            self._enter(kept, None)
        self._latest[kept.address] = kept

    def take(self, outcome: Outcome, address: str, credit: str | None = None) -> None:
        """Keeps and enters what became of an address."""
        from reportedly.capture.channels.web import Fetched, Unchanged

        if isinstance(outcome, Fetched):
            self._fetched(outcome, credit)
        elif isinstance(outcome, Unchanged):
            self._newsroom.archive.keep_unchanged(self._latest[address], outcome.visit)
            self._run.already.append(self._latest[address])
        else:
            self._refused(outcome)

    def _refused(self, refused: Refused) -> None:
        """The outlet's own word that a page is gone is kept as it was given; then the row."""
        if refused.hops:
            self._newsroom.archive.keep_beside(refused.hops)
        self._fail(replace(refused.failure, seen_at=self._newsroom.clock()))

    def _fail(self, failure: Failure) -> None:
        self._run.failures.append(failure)
        self._newsroom.enter_rows([("failure", failure.address, fields_of(failure))], by="capture")

    def _fetched(self, fetched: Fetched, credit: str | None) -> None:
        """The bytes first, then what they hold; a page whose article cannot be read is kept all the same, and said."""
        newsroom = self._newsroom
        feed = feed_of(fetched.visit)
        if feed:
            self._listed(fetched.visit, feed)
            return
        kept, new = newsroom.archive.keep_response(fetched.visit, fetched.channel)
        if not new and kept.id in newsroom.held().captures:
            self._run.already.append(kept)
            return
        try:
            report = report_of_visit(newsroom, kept, fetched.visit.data, credit)
        except BadInput as error:
            self._enter(kept, None)
            remedy = f"Its bytes are kept as {kept.id}. {error.remedy}"
            failure = Failure(kept.address, error.what, remedy, kind=Hindrance.UNREADABLE, seen_at=newsroom.clock())
            self._fail(failure)
            return
        shown = self._shown_before(report, kept)
        self._enter(replace(kept, shows=shown) if shown else kept, None if shown else report)
        if newsroom.files.settings.capture.web.lead_picture:
            self._picture(fetched.visit)

    def _listed(self, visit: Visit, feed: Feed) -> None:
        """A feed that was given as an address: kept, and the pages that it lists are visited."""
        from reportedly.capture.sitemaps import credit

        self.keep_alone(visit, "feed")
        if feed.kind in ("opml", "sitemap index"):
            what = (
                f"this is a list of {len(feed.entries)} {'feeds' if feed.kind == 'opml' else 'sitemaps'}, not of pages."
            )
            self._fail(Failure(visit.address, what, "Name it in outlets.toml, and run `reportedly watch`."))
            return
        for entry in feed.entries:
            self.visit(entry.link, credit=credit(entry, feed))

    def _picture(self, visit: Visit) -> None:
        """The article's lead picture as a capture of its own; where it cannot be had, that is a row, and the page stands."""
        from reportedly.capture.channels.web import Fetched, Refused
        from reportedly.capture.pictures import lead_picture

        address = lead_picture(visit.data, visit.last.address)
        if address is None or address in self._latest:
            return
        outcome = self.web.fetch(address, channel="picture")
        if isinstance(outcome, Fetched) and outcome.visit.media_type.startswith("image/"):
            self.keep_alone(outcome.visit, "picture")
        elif isinstance(outcome, Refused):
            self._refused(outcome)

    def _shown_before(self, report: Report, kept: Capture) -> str | None:
        """The report that the address gave last, where it is this very article: then the capture proves it once more."""
        before = self._latest.get(kept.address)
        known = self._reports.get(before.id) if before else None
        same = known is not None and replace(known, id=report.id, capture=report.capture) == report
        return known.id if known and same else None

    def _enter(self, kept: Capture, report: Report | None) -> None:
        rows: list[Row] = [("capture", kept.id, fields_of(kept))]
        rows += [("report", report.id, fields_of(report))] if report else []
        self._newsroom.enter_rows(rows, by=kept.channel, at=kept.captured_at)
        before = self._latest.get(kept.address)
        if report:
            self._run.kept.append((kept, report))
            self._reports[kept.id] = report
        else:
            self._run.attached.append(kept)
            if before and before.id in self._reports:
                self._reports[kept.id] = self._reports[before.id]
        self._latest[kept.address] = kept


def feed_of(visit: Visit) -> Feed | None:
    """The feed that a visit brought; None where it brought something else."""
    from reportedly.capture.feeds import read_feed

    kind = visit.media_type.partition(";")[0].strip().lower()
    packed = visit.data.startswith(b"\x1f\x8b")
    if not packed and not kind.endswith(
        ("/rss+xml", "/atom+xml", "/feed+json", "/xml", "/json", "/x-opml", "/x-opml+xml")
    ):
        return None
    try:
        return read_feed(visit.data, visit.address)
    except BadInput:
        return None
    except Exception:  # others' parsers on anybody's bytes: then it is read as a page, or told as unreadable
        return None


def report_of_visit(newsroom: Newsroom, kept: Capture, data: bytes, credit: str | None) -> Report:
    """The report that a page holds; whom the feed names as its publisher is its credit where the page names none."""
    from reportedly.newsroom.capturing import report_in

    report = report_in(newsroom, kept, data)
    return replace(report, credit_line=credit) if credit and not report.credit_line else report
