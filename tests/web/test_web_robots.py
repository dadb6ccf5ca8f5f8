"""What robots.txt asks, and when it is asked."""

import pytest

from reportedly.capture.channels.web import Fetched, Outcome, Refused
from reportedly.types import Hindrance

from .conftest import Answer, Site, answer, article, to
from .test_web_fetching import web


def asked_with(site: Site, robots: Answer | None, path: str = "/a") -> Outcome:
    site.pages["/a"] = answer(article())
    if robots is not None:
        site.pages["/robots.txt"] = robots
    return web(site, robots=True).fetch(site.at(path))


ALLOWED: list[tuple[str, Answer | None]] = [
    ("there is none", None),
    ("it is forbidden", answer("No.", "403 Forbidden")),
    ("it is empty", answer("")),
    ("it forbids others", answer("User-agent: OtherBot\nDisallow: /\n")),
    ("it forbids another folder", answer("User-agent: *\nDisallow: /b\n")),
    ("it allows more closely", answer("User-agent: *\nDisallow: /\nAllow: /a\n")),
    ("it is a page", answer("<html><body>Disallow: /</body></html>")),
    ("it redirects too often", to("/robots.txt?again")),
]
FORBIDDEN: list[tuple[str, Answer]] = [
    ("it forbids all", answer("User-agent: *\nDisallow: /\n")),
    ("it forbids us", answer("User-agent: reportedly\nDisallow: /a\n\nUser-agent: *\nAllow: /\n")),
    ("it is broken", answer("", "500 Error")),
    ("it is not to be had", answer("", "503 Busy")),
    ("it is never answered", b""),
]


@pytest.mark.parametrize("robots", [row[1] for row in ALLOWED], ids=[row[0] for row in ALLOWED])
def test_a_page_may_be_fetched_where(site: Site, robots: Answer | None) -> None:
    site.pages["/robots.txt?again"] = to("/robots.txt")
    assert isinstance(asked_with(site, robots), Fetched)


@pytest.mark.parametrize("robots", [row[1] for row in FORBIDDEN], ids=[row[0] for row in FORBIDDEN])
def test_a_page_may_not_be_fetched_where(site: Site, robots: Answer) -> None:
    outcome = asked_with(site, robots)
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.ROBOTS
    assert "/a" not in site.paths


def test_a_redirected_robots_txt_speaks_for_the_host_that_was_asked(site: Site) -> None:
    site.pages["/real.txt"] = answer("User-agent: *\nDisallow: /a\n")
    outcome = asked_with(site, to("/real.txt"))
    assert isinstance(outcome, Refused) and outcome.failure.kind is Hindrance.ROBOTS


def test_rules_beyond_half_a_megabyte_are_passed_over(site: Site) -> None:
    long = "User-agent: *\nDisallow: /b\n" + "# nothing\n" * 70_000 + "Disallow: /a\n"
    assert isinstance(asked_with(site, answer(long, Content_Type="text/plain")), Fetched)


def test_it_is_asked_once_for_a_host_and_for_where_a_redirect_leads(site: Site) -> None:
    site.pages |= {
        "/a": answer(article()),
        "/b": to("/secret"),
        "/robots.txt": answer("User-agent: *\nDisallow: /secret\n"),
    }
    one = web(site, robots=True)
    outcomes = [one.fetch(site.at(path)) for path in ("/a", "/a", "/b")]
    assert isinstance(outcomes[2], Refused) and outcomes[2].failure.kind is Hindrance.ROBOTS
    assert site.paths == ["/robots.txt", "/a", "/a", "/b"]


def test_the_hosts_own_gap_is_kept(site: Site) -> None:
    site.pages |= {"/a": answer(article()), "/robots.txt": answer("User-agent: *\nCrawl-delay: 9\n")}
    waits: list[float] = []
    one = web(site, waits=waits, robots=True, gap=1)
    for _ in range(3):
        one.fetch(site.at("/a"))
    assert waits == [1, 9, 9]


def test_one_that_could_not_be_had_is_asked_for_again_soon_and_one_that_was_had_the_next_day(site: Site) -> None:
    site.pages |= {"/a": answer(article()), "/robots.txt": answer("", "500 Error")}
    one = web(site, robots=True)
    assert isinstance(one.fetch(site.at("/a")), Refused)
    site.pages["/robots.txt"] = answer("")
    assert isinstance(one.fetch(site.at("/a")), Refused), "not yet"
    one.pace.sleep(601)
    assert isinstance(one.fetch(site.at("/a")), Fetched)
    site.pages["/robots.txt"] = answer("User-agent: *\nDisallow: /")
    one.pace.sleep(3600)
    assert isinstance(one.fetch(site.at("/a")), Fetched), "still believed"
    one.pace.sleep(86_401)
    assert isinstance(one.fetch(site.at("/a")), Refused)
