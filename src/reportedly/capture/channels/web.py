"""Door: the web. An address in; what was served out, or the reason why not, as a typed failure. Nothing is kept here.

Polite (robots.txt, a gap between requests, conditional requests), careful (never an internal address, limits of time and size),
and honest: whatever is not a whole page that the outlet served under this address is a failure with its kind.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from reportedly.capture.addresses import Address, InsideAddress, joined, web_address_of
from reportedly.capture.archives.bodies import Bomb, body_of
from reportedly.capture.channels.webguard import Direct, Way
from reportedly.capture.channels.webpace import Pace, retry_after
from reportedly.capture.channels.webrobots import LARGEST, Robots
from reportedly.capture.channels.webwire import Limits, exchange
from reportedly.capture.visits import Exchange, Hindered, Visit, failure_of, media_type_of, status_of
from reportedly.capture.walls import wall_of
from reportedly.errors import BadInput
from reportedly.types import Failure, Hindrance

MOST_HOPS = 10
ROBOTS_HOPS = 5
"""Redirects that a robots.txt may make (RFC 9309, 2.3.1.2)."""
ATTEMPTS = 3

GENERIC = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
"""What a common browser says of itself: for desks that must not be known by their requests."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGAIN = frozenset(
    {Hindrance.BUSY, Hindrance.SERVER, Hindrance.TIMEOUT, Hindrance.REFUSED, Hindrance.CUT_SHORT, Hindrance.DNS}
)
_SILENT = frozenset({Hindrance.TIMEOUT, Hindrance.REFUSED, Hindrance.DNS, Hindrance.TLS, Hindrance.CUT_SHORT})
_LATER = "Try again later."
_BROWSER = "Open it in a browser; save the page as shown, and capture the file."


@dataclass(frozen=True, slots=True)
class Validators:
    """What the last capture's server gave to ask by: `ETag` and `Last-Modified`, each None where it gave none."""

    etag: str | None = None
    modified: str | None = None

    def fields(self) -> dict[str, str]:
        """The fields of a conditional request (RFC 9110, 13.1)."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value and value.isascii() and value.isprintable()}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as served. `gone`: the answers that say so, where the outlet says that the page is no more."""

    visit: Visit
    channel: str = "web"


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server says that nothing changed since the capture whose validators were given."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Refused:
    """Why there is no page; `hops`: the outlet's answers, where they are its word on the page (404, 410, 451)."""

    failure: Failure
    hops: tuple[Exchange, ...] = ()


Outcome = Fetched | Unchanged | Refused


@dataclass(frozen=True, slots=True)
class Manners:
    """How we behave: what we say we are, whether robots.txt is asked, which places may be inside, how many attempts."""

    agent: str
    robots: bool = True
    allowed: frozenset[str] = frozenset()
    attempts: int = ATTEMPTS
    trust: ssl.SSLContext | None = None


@dataclass(slots=True)
class Web:
    """The web as one desk sees it during a run: one way to it, one pace, what hosts asked of us. `now` dates exchanges."""

    manners: Manners
    now: Callable[[], datetime]
    way: Way = field(default_factory=Direct)
    limits: Limits = field(default_factory=Limits)
    pace: Pace = field(default_factory=lambda: Pace(2.0))
    _robots: Robots | None = None

    def fetch(self, written: str, since: Validators | None = None, *, channel: str = "web") -> Outcome:
        """An address in, what became of it out, under its one spelling; `since`: ask only for what changed. Never raises for what
        the web does."""
        try:
            address = self._address(written)
            visit = self._visit(address, since)
            refuse_hindrance(visit, asked=since is not None)
        except _Worded as error:
            return Refused(failure_of(written, error), error.hops)
        except BadInput as error:
            return Refused(failure_of(written, error))
        if visit.status == 304:
            return Unchanged(replace(visit, address=str(address)))
        return Fetched(replace(visit, address=str(address)), channel)

    def robots(self) -> Robots:
        """What hosts ask of us."""
        if self._robots is None:
            self._robots = Robots(self.manners.agent, self._robots_txt, self.pace.clock)
        return self._robots

    def _address(self, written: str) -> Address:
        try:
            return web_address_of(written, allowed=self.manners.allowed)
        except InsideAddress as error:
            raise Hindered(Hindrance.INTERNAL, error.what, error.remedy) from error
        except BadInput as error:
            raise Hindered(Hindrance.ADDRESS, error.what, error.remedy) from error

    def _visit(self, address: Address, since: Validators | None) -> Visit:
        """Follows redirects to the answer. Raises Hindered."""
        hops: list[Exchange] = []
        seen = {str(address)}
        asked = (since or Validators()).fields()
        while True:
            self._refuse_shut(address)
            wished = self.robots().refuse(address) if self.manners.robots else 0.0
            hops.append(self._persist(address, asked, wished))
            location = _location(hops[-1])
            if location is None:
                return _read(str(address), hops, self.limits.largest)
            address = self._next(address, location, seen, hops, MOST_HOPS)

    def _next(self, address: Address, location: str, seen: set[str], hops: list[Exchange], most: int) -> Address:
        """Where a redirect leads. Raises Hindered where it goes too far, in a circle, out of encryption, or inside."""
        try:
            onward = joined(address, location, allowed=self.manners.allowed)
        except InsideAddress as error:
            raise Hindered(Hindrance.INTERNAL, f"a redirect leads inside: {error.what}", error.remedy) from error
        except BadInput as error:
            raise Hindered(Hindrance.REDIRECTS, f"a redirect leads nowhere: {error.what}", _BROWSER) from error
        if str(onward) in seen:
            raise Hindered(Hindrance.REDIRECTS, "the redirects go round in a circle.", _BROWSER)
        if len(hops) > most:
            raise Hindered(Hindrance.REDIRECTS, f"more than {most} redirects.", _BROWSER)
        if address.scheme == "https" and onward.scheme == "http":
            what = f"a redirect leads from https to http ({onward.place})."
            raise Hindered(Hindrance.REDIRECTS, what, "Capture that address itself, if you trust it.")
        seen.add(str(onward))
        return onward

    def _persist(self, address: Address, asked: dict[str, str], wished: float) -> Exchange:
        """One answer, after as many attempts as it takes and may take. Raises Hindered."""
        for attempt in range(self.manners.attempts):
            self.pace.wait(address.place, wished)
            try:
                made = self._once(address, asked)
            except Hindered as hindered:
                if attempt + 1 < self.manners.attempts and self._may_repeat(hindered, address, attempt):
                    continue
                if hindered.kind in _SILENT:
                    self.pace.failed(address.place)
                raise
            self.pace.answered(address.place)
            return made
        raise AssertionError("at least one attempt is made")

    def _may_repeat(self, hindered: Hindered, address: Address, attempt: int) -> bool:
        return (
            hindered.kind in _AGAIN
            and not hindered.final
            and self.pace.back_off(address.place, attempt, hindered.again)
        )

    def _refuse_shut(self, address: Address) -> None:
        seconds = self.pace.shut_for(address.place)
        if seconds > 0:
            what = f"{address.place} asked to be left alone, or did not answer; it is asked again in {seconds:.0f} seconds."
            raise Hindered(Hindrance.BUSY, what, _LATER)

    def _once(self, address: Address, asked: dict[str, str]) -> Exchange:
        made = exchange(
            address, {**self._fields(address), **asked}, self.way, self.limits, self.manners.trust, self.now()
        )
        status = status_of(made.head)
        if status == 429 or status >= 500:
            _refuse_wall(made, self.limits.largest)
            again = retry_after(made.field("Retry-After"), made.at)
            wait = f"; it asks to come back in {again:.0f} seconds" if again else ""
            kind = Hindrance.BUSY if status in (429, 503) else Hindrance.SERVER
            raise Hindered(kind, f"{address.place} answers {status}{wait}.", _LATER, again=again)
        return made

    def _fields(self, address: Address) -> dict[str, str]:
        return {
            "Host": address.place,
            "User-Agent": self.manners.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }

    def _robots_txt(self, address: Address) -> Visit:
        limits, hops, seen = replace(self.limits, largest=LARGEST, clip=True), list[Exchange](), {str(address)}
        while True:
            self.pace.wait(address.place)
            hops.append(exchange(address, self._fields(address), self.way, limits, self.manners.trust, self.now()))
            location = _location(hops[-1])
            if location is None:
                return _read(str(address), hops, LARGEST * 20, whole=False)
            address = self._next(address, location, seen, hops, ROBOTS_HOPS)


class _Worded(Hindered):
    """A failure that is the outlet's own word, with its answers."""

    def __init__(self, hindered: Hindered, hops: tuple[Exchange, ...]) -> None:
        super().__init__(hindered.kind, hindered.what, hindered.remedy)
        self.hops = hops


def _location(made: Exchange) -> str | None:
    status = status_of(made.head)
    return made.field("Location") if status in _REDIRECTS else None


def _read(address: str, hops: list[Exchange], largest: int, *, whole: bool = True) -> Visit:
    """The visit that exchanges make, the last body decoded. Raises Hindered for a bomb, or a body that is cut."""
    last = hops[-1]
    try:
        body = body_of(last.answer, limit=largest)
    except Bomb as error:
        raise Hindered(Hindrance.BOMB, error.what, error.remedy) from error
    except BadInput as error:
        raise Hindered(Hindrance.BROKEN, error.what, error.remedy) from error
    if body.cut and whole:
        raise Hindered(Hindrance.CUT_SHORT, "the page's encoding ends too early.", _LATER)
    return Visit(address, tuple(hops), body.status, media_type_of(body.media_type, body.data), body.data)


def _refuse_wall(made: Exchange, largest: int) -> None:
    """A busy server may be a wall: a test for robots asks for no second attempt."""
    visit = _read(made.address, [made], largest)
    wall = wall_of(visit)
    if wall and wall.kind is Hindrance.CHALLENGE:
        raise wall


def refuse_hindrance(visit: Visit, *, asked: bool) -> None:
    """Raises Hindered where an answer is not the page that was asked for: by its status, or because it is a wall.

    `asked`: whether it was asked for only if it had changed.
    """
    wall = wall_of(visit)
    if wall is None and visit.status == 304 and asked:
        return
    if wall is None and visit.status in (200, 203):
        if not visit.data.strip():
            raise Hindered(Hindrance.BROKEN, "the answer is empty.", _LATER)
        return
    hindered = wall or Hindered(*_by_status(visit.status))
    hops = visit.hops if hindered.kind in (Hindrance.GONE, Hindrance.WITHHELD) else ()
    raise _Worded(hindered, hops)


def _by_status(status: int) -> tuple[Hindrance, str, str]:
    if status in (404, 410):
        return Hindrance.GONE, f"the outlet says that the page is gone ({status}).", "Earlier captures of it stand."
    if status == 451:
        what = "the page is withheld for legal reasons (451)."
        return Hindrance.WITHHELD, what, "Try from another country, through a proxy."
    if status in (401, 402, 403, 407):
        return Hindrance.FORBIDDEN, f"the server refuses us the page ({status}).", _BROWSER
    if status == 206:
        return Hindrance.CUT_SHORT, "the server gave a part of the page only (206).", _LATER
    return Hindrance.STATUS, f"the server answers {status}.", _BROWSER
