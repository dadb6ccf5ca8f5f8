"""What the web may answer, and what becomes of it: the page as served, or a failure with its kind; never a half as a whole."""

import gzip
import socket
import time
from collections.abc import Callable
from datetime import UTC, datetime

import brotli
import pytest

from reportedly.capture.channels.web import Fetched, Manners, Outcome, Refused, Unchanged, Validators, Web
from reportedly.capture.channels.webguard import Direct
from reportedly.capture.channels.webpace import Pace
from reportedly.capture.channels.webwire import Limits
from reportedly.types import Hindrance

from .conftest import Answer, Asked, Site, answer, article, to

PAGE = article()
AT = datetime(2024, 7, 1, tzinfo=UTC)
LIMITS = Limits(connect=1, wait=0.4, whole=1, largest=100_000)


def web(*sites: Site, waits: list[float] | None = None, robots: bool = False, gap: float = 0) -> Web:
    """The web with the test sites allowed, and a pace that only notes how long it would wait."""
    now, slept = [0.0], waits if waits is not None else []

    def sleep(seconds: float) -> None:
        slept.append(round(seconds, 3))
        now[0] += seconds

    allowed = frozenset(f"localhost:{site.port}" for site in sites)
    pace = Pace(gap, clock=lambda: now[0], sleep=sleep, chance=lambda: 0.0)
    return Web(Manners("Reportedly/test", robots, allowed), lambda: AT, Direct(allowed=allowed), LIMITS, pace)


def fetched(site: Site, given: Answer) -> Outcome:
    site.pages["/a/page"] = given
    return web(site).fetch(site.at("/a/page"))


def drip(piece: bytes, first: bytes = b"") -> Callable[[socket.socket, Asked], None]:
    def send(connection: socket.socket, _: Asked) -> None:
        connection.sendall(first)
        until = time.monotonic() + 3
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(0.05)

    return send


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + end


BODY = PAGE.encode()
WHOLE: list[tuple[str, Answer]] = [
    ("with a length", answer(PAGE)),
    ("in chunks", chunked(BODY[:100], BODY[100:])),
    ("up to the end of the connection", b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY),
    ("in gzip", answer(gzip.compress(BODY), Content_Encoding="gzip")),
    ("in gzip and chunks", chunked(gzip.compress(BODY)).replace(b"Transfer", b"Content-Encoding: gzip\r\nTransfer")),
    ("in brotli, unasked", answer(brotli.compress(BODY), Content_Encoding="br")),
    ("called gzip, and none", answer(BODY, Content_Encoding="gzip")),
    ("after an interim answer", b"HTTP/1.1 100 Continue\r\n\r\n" + answer(PAGE)),
    ("without a media type", answer(PAGE).replace(b"Content-Type: text/html; charset=utf-8\r\n", b"")),
]


@pytest.mark.parametrize("given", [row[1] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_a_whole_page_is_given_as_it_was_served_and_decoded(site: Site, given: bytes) -> None:
    outcome = fetched(site, given)
    assert isinstance(outcome, Fetched), outcome
    assert outcome.visit.data == BODY
    assert outcome.visit.media_type.startswith("text/html")
    served = given.removeprefix(b"HTTP/1.1 100 Continue\r\n\r\n")
    assert outcome.visit.last.answer == served, "to the byte"


WRONG: list[tuple[str, Answer, Hindrance]] = [
    ("gone", answer("Gone.", "404 Not Found"), Hindrance.GONE),
    ("gone for good", answer("Gone.", "410 Gone"), Hindrance.GONE),
    ("withheld", answer("No.", "451 Unavailable For Legal Reasons"), Hindrance.WITHHELD),
    ("forbidden", answer("No.", "403 Forbidden"), Hindrance.FORBIDDEN),
    ("busy", answer("", "503 Service Unavailable"), Hindrance.BUSY),
    ("an error", answer("", "500 Internal Server Error"), Hindrance.SERVER),
    ("a teapot", answer("", "418 I'm a teapot"), Hindrance.STATUS),
    ("a part", answer(PAGE, "206 Partial Content"), Hindrance.CUT_SHORT),
    ("nothing", answer(""), Hindrance.BROKEN),
    ("not modified, unasked", b"HTTP/1.1 304 Not Modified\r\n\r\n", Hindrance.STATUS),
    ("shorter than announced", answer(PAGE, Content_Length=str(len(PAGE) + 9)), Hindrance.CUT_SHORT),
    ("longer than announced", answer(PAGE, Content_Length="20"), Hindrance.CUT_SHORT),
    ("chunks without an end", chunked(BODY, end=b""), Hindrance.CUT_SHORT),
    ("gzip without an end", answer(gzip.compress(BODY)[:-20], Content_Encoding="gzip"), Hindrance.CUT_SHORT),
    ("an unknown coding", answer(b"\0\1\2" * 50, Content_Encoding="zstd"), Hindrance.BROKEN),
    ("no HTTP", b"SSH-2.0-Example\r\n", Hindrance.BROKEN),
    ("a closed connection", b"", Hindrance.CUT_SHORT),
    ("a huge page", answer("x" * 300_000), Hindrance.TOO_LARGE),
    ("a page without end", drip(b"x" * 50_000, b"HTTP/1.1 200 OK\r\n\r\n"), Hindrance.TOO_LARGE),
    ("a bomb in gzip", answer(gzip.compress(b"0" * 50_000_000), Content_Encoding="gzip"), Hindrance.BOMB),
    ("a bomb in brotli", answer(brotli.compress(b"0" * 50_000_000), Content_Encoding="br"), Hindrance.BOMB),
    (
        "a bomb in a bomb",
        answer(gzip.compress(gzip.compress(b"0" * 30_000_000)), Content_Encoding="gzip, gzip"),
        Hindrance.BOMB,
    ),
    ("a head without end", drip(b"X-More: " + b"y" * 9_000 + b"\r\n", b"HTTP/1.1 200 OK\r\n"), Hindrance.BROKEN),
    ("a line without end", b"HTTP/1.1 200 OK\r\nX-Long: " + b"y" * 70_000, Hindrance.BROKEN),
    ("a hundred fields and more", answer(PAGE, **{f"X_{n}": "1" for n in range(200)}), Hindrance.BROKEN),
    ("a slow head", drip(b"H"), Hindrance.TIMEOUT),
    ("a slow body", drip(b"x", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"), Hindrance.TIMEOUT),
    ("silence", drip(b""), Hindrance.TIMEOUT),
    ("a redirect to nowhere", to("mailto:press@gazette.example"), Hindrance.REDIRECTS),
    ("a redirect to itself", to("/a/page"), Hindrance.REDIRECTS),
    ("a redirect inside", to("http://169.254.169.254/latest/meta-data/"), Hindrance.INTERNAL),
    ("a redirect to a file", to("file:///etc/passwd"), Hindrance.REDIRECTS),
]


@pytest.mark.parametrize("given, kind", [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_no_whole_page_is_a_failure_with_its_kind(site: Site, given: Answer, kind: Hindrance) -> None:
    web_, site.pages["/a/page"] = web(site), given
    once = Web(Manners("x", False, web_.manners.allowed, attempts=1), web_.now, web_.way, LIMITS, web_.pace)
    outcome = once.fetch(site.at("/a/page"))
    assert isinstance(outcome, Refused), outcome
    assert outcome.failure.kind is kind, outcome.failure
    assert outcome.failure.gone is (kind in (Hindrance.GONE, Hindrance.WITHHELD))
    assert outcome.failure.reason.endswith(".") and outcome.failure.remedy.endswith(".")
    assert bool(outcome.hops) is outcome.failure.gone, "only the outlet's own word is handed on to be kept"


def test_redirects_are_followed_and_each_answer_is_there(site: Site) -> None:
    site.pages |= {
        "/a": to("/b", "301 Moved"),
        "/b": to(site.at("/c?x=1#top"), "307 Temporary"),
        "/c?x=1": answer(PAGE),
    }
    outcome = web(site).fetch(site.at("/a"))
    assert isinstance(outcome, Fetched)
    assert [hop.address for hop in outcome.visit.hops] == [site.at("/a"), site.at("/b"), site.at("/c?x=1")]
    assert outcome.visit.address == site.at("/a")
    assert [hop.request.split(b"\r\n")[0] for hop in outcome.visit.hops][2] == b"GET /c?x=1 HTTP/1.1"


def test_redirects_have_an_end(site: Site) -> None:
    site.pages |= {f"/{n}": to(f"/{n + 1}") for n in range(30)}
    outcome = web(site).fetch(site.at("/0"))
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.REDIRECTS
    assert len(site.asked) == 11


def test_a_page_is_asked_for_by_what_the_server_gave_last_time(site: Site) -> None:
    site.pages["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    outcome = web(site).fetch(site.at("/a"), Validators('"1"', "Mon, 10 Jun 2024 00:00:00 GMT"))
    assert isinstance(outcome, Unchanged)
    (asked,) = site.asked
    assert asked.fields["if-none-match"] == '"1"'
    assert asked.fields["if-modified-since"] == "Mon, 10 Jun 2024 00:00:00 GMT"


def test_no_request_says_more_than_it_must(site: Site) -> None:
    fetched(site, answer(PAGE, Set_Cookie="visitor=7"))
    fetched(site, answer(PAGE))
    assert [set(asked.fields) for asked in site.asked] == [
        {"host", "user-agent", "accept", "accept-encoding", "connection"}
    ] * 2


def test_a_busy_server_is_asked_again_when_it_wishes(site: Site) -> None:
    answers = [
        answer("", "429 Too Many", Retry_After="7"),
        answer("", "503 Busy", Retry_After="Mon, 01 Jul 2024 00:00:20 GMT"),
    ]
    site.pages["/a"] = lambda connection, _: connection.sendall(answers.pop(0) if answers else answer(PAGE))
    waits: list[float] = []
    assert isinstance(web(site, waits=waits).fetch(site.at("/a")), Fetched)
    assert waits == [7, 20]


def test_who_asks_for_an_hour_is_left_alone(site: Site) -> None:
    site.pages["/a"] = answer("", "429 Too Many", Retry_After="3600")
    waits: list[float] = []
    outcome = web(site, waits=waits).fetch(site.at("/a"))
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.BUSY
    assert "3600 seconds" in outcome.failure.reason
    assert (len(site.asked), waits) == (1, [])


def test_who_asked_for_an_hour_is_asked_for_no_other_page_in_that_hour(site: Site) -> None:
    site.pages["/a"] = answer("", "429 Too Many", Retry_After="3600")
    waits: list[float] = []
    one = web(site, waits=waits)
    kinds = [outcome.failure.kind for path in ("/a", "/b") if isinstance(outcome := one.fetch(site.at(path)), Refused)]
    assert (kinds, len(site.asked)) == ([Hindrance.BUSY] * 2, 1)
    one.pace.sleep(3601)
    assert isinstance(one.fetch(site.at("/b")), Refused) and len(site.asked) == 2


def test_a_dead_host_is_left_alone_after_three_pages_and_asked_again_later(site: Site) -> None:
    site.pages |= {f"/{n}": b"" for n in range(9)} | {"/there": answer(PAGE)}
    one = web(site)
    for n in range(9):
        assert isinstance(one.fetch(site.at(f"/{n}")), Refused)
    assert len(site.asked) == 3 * 3
    assert isinstance(one.fetch(site.at("/there")), Refused), "not yet"
    one.pace.sleep(601)
    assert isinstance(one.fetch(site.at("/there")), Fetched)


def test_attempts_have_growing_pauses_and_an_end(site: Site) -> None:
    site.pages["/a"] = answer("", "500 Error")
    waits: list[float] = []
    assert isinstance(web(site, waits=waits, gap=1).fetch(site.at("/a")), Refused)
    assert (len(site.asked), waits) == (3, [1, 2])


def test_who_drips_is_not_waited_for_a_second_time(site: Site) -> None:
    site.pages["/a"] = drip(b"x", b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    outcome = web(site).fetch(site.at("/a"))
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.TIMEOUT
    assert len(site.asked) == 1


def test_one_host_is_asked_with_a_gap_and_two_hosts_are_not(site: Site) -> None:
    site.pages |= {"/a": answer(PAGE), "/b": answer(PAGE)}
    waits: list[float] = []
    one = web(site, waits=waits, gap=2)
    for path in ("/a", "/b"):
        one.fetch(site.at(path))
    assert waits == [2]


def test_a_port_where_nobody_listens(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = Site(port=free.getsockname()[1])
    outcome = web(nobody).fetch(nobody.at("/"))
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.REFUSED
