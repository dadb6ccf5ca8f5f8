"""Whatever a server sends, an address becomes a page or a failure in good time; nothing else comes out."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.addresses import joined, parsed, spelled, web_address_of
from reportedly.capture.channels.web import Fetched, Refused
from reportedly.capture.channels.webpace import retry_after
from reportedly.capture.feeds import read_feed
from reportedly.capture.paywalls import is_cut
from reportedly.capture.pictures import lead_picture
from reportedly.capture.visits import without_cookies
from reportedly.capture.walls import wall_of
from reportedly.errors import BadInput

from ..capture.test_walls import visit
from .conftest import Site, answer, article
from .test_web_fetching import AT, chunked, web

SEEDS = (
    answer(article(), Retry_After="7", Location="/b"),
    answer("", "302 Found", Location="/c"),
    chunked(b"<p>one</p>", b"<p>two</p>"),
    answer(b"\x1f\x8b\x08\x00", Content_Encoding="gzip"),
    answer("", "429 Too Many", Retry_After="1"),
)
BITS = (
    b"\xb2",
    b"\r\n",
    b"\n",
    b":",
    b"\0",
    b"HTTP/1.1 100 C\r\n\r\n",
    b"Content-Length: \xb2\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"-1",
    b"\xff" * 9,
)


def mangled(chance: random.Random) -> bytes:
    data = bytearray(chance.choice(SEEDS))
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.choice((0, 0, 1, 5))] = chance.choice(BITS)
    return bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_mangled_answers_are_pages_or_failures(site: Site, seed: int) -> None:
    chance = random.Random(seed)
    one = web(site)
    for number in range(40):
        site.pages["/a"] = site.pages["/b"] = mangled(chance)
        outcome = one.fetch(site.at("/a"))
        assert isinstance(outcome, Fetched | Refused), (seed, number)


@settings(deadline=None)
@given(st.text() | st.from_regex(re.compile(r"https?://[^/]*/.*", re.DOTALL), fullmatch=True))
def test_any_text_is_an_address_in_one_spelling_or_refused(written: str) -> None:
    spelled(written)
    try:
        once = str(parsed(written))
    except BadInput:
        with pytest.raises(BadInput):
            web_address_of(written)
        return
    assert str(parsed(once)) == once and once.isascii()


ODD = [
    "http://[",
    "http://[::1",
    "//[x",
    "http://a:b:c/",
    "https://gazette.example:port/",
    "\\\\host\\x",
    "http://\u2100/",
]


@pytest.mark.parametrize("written", ODD)
def test_an_odd_link_costs_itself_only(written: str) -> None:
    with pytest.raises(BadInput):
        joined(parsed("https://gazette.example/"), written)
    lead_picture(f'<meta property="og:image" content="{written}">'.encode(), "https://gazette.example/a")
    feed = f"<rss version='2.0'><channel><title>G</title><link>https://gazette.example/</link><item><link>{written}</link></item><item><link>https://gazette.example/a</link></item></channel></rss>"
    assert read_feed(feed.encode(), "feed").entries[-1].link == "https://gazette.example/a"


@settings(deadline=None)
@given(st.binary(max_size=300), st.text(max_size=100))
def test_any_bytes_can_be_looked_at(data: bytes, text: str) -> None:
    wall_of(visit(text))
    lead_picture(data, "https://gazette.example/a")
    is_cut(text, text)
    retry_after(text, AT)
    assert without_cookies(data).endswith(data.partition(b"\r\n\r\n")[2] if b"\r\n\r\n" in data else b"")


PIECES = [
    "<script ",
    "<title>",
    "<meta ",
    "<!--",
    "<svg",
    "<meta property=og:image ",
    "<style><",
    "set-cookie: \n\t",
    '"isaccessibleforfree" ',
]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_page_costs_no_more_than_its_length(piece: str) -> None:
    """Half a megabyte of openings without an end takes hours where each is followed to the end of the page: then this hangs."""
    page = piece * (500_000 // len(piece))
    wall_of(visit(page))
    lead_picture(page.encode(), "https://gazette.example/a")
    is_cut(page, "")
    without_cookies(page.encode())
