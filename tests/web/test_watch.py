"""Watching outlets: what is new is captured once, what is due is captured again, and one broken outlet stops no other."""

import gzip
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.capture.schedule import AGAIN, is_due, may_try
from reportedly.capture.sitemaps import by_turns
from reportedly.cli.app import app
from reportedly.errors import BadInput
from reportedly.types import Hindrance

from .conftest import Desk, Site, answer, article

COMMAND = Path(sys.executable).with_name("reportedly")


def rss(*links: str, source: str = "", title: str = "Example Gazette") -> str:
    from_ = f'<source url="https://agency.example/rss">{source}</source>' if source else ""
    items = "".join(f"<item><title>Forty</title><link>{link}</link>{from_}</item>" for link in links)
    return f'<rss version="2.0"><channel><title>{title}</title><link>https://gazette.example/</link>{items}</channel></rss>'


def sitemap(*rows: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>{link}</loc><lastmod>{day}</lastmod></url>" for link, day in rows)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'


def xml(words: str, **fields: str) -> bytes:
    return answer(words, Content_Type="application/xml", **fields)


def outlet(desk: Desk, name: str, *feeds: str, sitemaps: tuple[str, ...] = ()) -> None:
    rows = (
        "[[outlet]]",
        f'id = "{name}"',
        f'name = "{name}"',
        f"feeds = {list(feeds)}",
        f"sitemaps = {list(sitemaps)}",
    )
    desk.set(*rows, file="outlets.toml")


def pages(site: Site, *numbers: int) -> list[str]:
    site.pages |= {f"/{n}": answer(article(f"Court number {n} decided cases.")) for n in numbers}
    return [site.at(f"/{n}") for n in numbers]


def test_what_a_feed_newly_lists_is_captured_once(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    one, two, three = pages(site, 1, 2, 3)
    site.pages["/rss"] = xml(rss(one, two, one + "#comments"))
    first = desk.open().watch()
    assert {c.address for c, _ in first.captured.kept} == {one, two}
    assert [(source.listed, source.new) for source in first.looked] == [(3, 2)]
    site.pages["/rss"] = xml(rss(three, one, two))
    second = desk.open().watch()
    assert [c.address for c, _ in second.captured.kept] == [three]
    newsroom = desk.open()
    assert newsroom.watch().captured.kept == ()
    assert newsroom.verify().found == ()
    assert [c.channel for c in newsroom.held().captures.values()].count("feed") == 2, (
        "each feed that listed something new"
    )


def test_a_feed_is_asked_for_only_if_it_changed(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1)), ETag='"1"')
    desk.open().watch()
    site.pages["/rss"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    assert desk.open().watch().looked[0].failure is None
    assert [asked.fields.get("if-none-match") for asked in site.asked if asked.path == "/rss"] == [None, '"1"']


def test_what_a_killed_round_left_is_captured_though_the_feed_did_not_change(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    links = pages(site, *range(16))
    site.pages["/rss"] = xml(rss(*links), ETag='"1"')
    running = subprocess.Popen(
        [COMMAND, "watch", "--desk", desk.folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert running.stdout is not None
    for _ in range(8):
        running.stdout.readline()
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    site.pages["/rss"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    newsroom = desk.open()
    newsroom.watch()
    held = newsroom.held()
    assert {c.address for c in held.captures.values() if c.channel == "web"} == set(links)
    assert len(held.reports) == 16 and newsroom.verify().found == ()


def test_a_broken_outlet_is_a_row_and_the_others_go_on(desk: Desk, site: Site) -> None:
    outlet(desk, "broken", site.at("/no-feed"), site.at("/gone"), "http://127.0.0.1:1/rss")
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/no-feed"] = answer(article())
    site.pages["/rss"] = xml(rss(*pages(site, 1)))
    newsroom = desk.open()
    outcome = newsroom.watch()
    assert [one.failure and one.failure.kind for one in outcome.looked] == [
        Hindrance.UNREADABLE, Hindrance.GONE, Hindrance.INTERNAL, None,
    ]  # fmt: skip
    assert len(outcome.captured.kept) == 1
    assert len(list(newsroom.ledger.entries(["failure"]))) == 3


def test_the_real_publisher_that_a_feed_names_is_the_reports_credit(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1), source="Example Agency"))
    ((_, report),) = desk.open().watch().captured.kept
    assert report.credit_line == "Example Agency"


def test_a_sitemap_gives_what_it_dates_of_late(desk: Desk, site: Site) -> None:
    """An index, a packed sitemap behind it, an old page, a page without a date."""
    outlet(desk, "gazette", sitemaps=(site.at("/index.xml"),))
    new, old, undated = pages(site, 1, 2, 3)
    rows = sitemap((new, "2024-06-30"), (old, "2019-01-01"), (undated, ""))
    index = f"<sitemapindex><sitemap><loc>{site.at('/s.xml.gz')}</loc><lastmod>2024-06-30</lastmod></sitemap><sitemap><loc>{site.at('/old.xml')}</loc><lastmod>2019-01-01</lastmod></sitemap></sitemapindex>"
    site.pages |= {
        "/index.xml": xml(index),
        "/s.xml.gz": answer(gzip.compress(rows.encode()), Content_Type="application/gzip"),
    }
    outcome = desk.open().watch()
    assert [c.address for c, _ in outcome.captured.kept] == [new]
    assert "/old.xml" not in site.paths


def test_an_opml_list_leads_to_its_feeds(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/list.opml"))
    site.pages["/list.opml"] = xml(
        f'<opml version="2.0"><head/><body><outline xmlUrl="{site.at("/rss")}"/><outline xmlUrl="{site.at("/none")}"/></body></opml>'
    )
    site.pages["/rss"] = xml(rss(*pages(site, 1)))
    outcome = desk.open().watch()
    assert len(outcome.captured.kept) == 1
    assert [failure.address for failure in outcome.captured.failures] == [site.at("/none")]


def test_a_page_is_captured_again_often_at_first_and_seldom_later(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1)))
    due = []
    desk.open().watch()
    for hours in range(60):
        desk.clock.on(hours=1)
        if desk.open().watch().again:
            due.append(hours + 1)
    assert due == [1, 6, 24]
    (capture,) = [c for c in desk.open().held().captures.values() if c.channel == "web"]
    assert len(desk.open().archive.seen(capture)) == 4


def test_a_page_that_is_gone_is_asked_for_at_its_hours_only(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1)))
    desk.open().watch()
    site.pages["/1"] = answer("Removed.", "410 Gone")
    kinds = []
    for _ in range(8):
        desk.clock.on(hours=1)
        kinds.append([failure.kind for failure in desk.open().watch().captured.failures])
    assert kinds == [[Hindrance.GONE], [], [], [], [], [Hindrance.GONE], [], []]


def test_a_new_page_that_fails_is_tried_again_with_growing_pauses(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(site.at("/secret")))
    site.pages["/secret"] = answer("No.", "403 Forbidden")
    for _ in range(16):
        desk.open().watch()
        desk.clock.on(hours=1)
    assert site.paths.count("/secret") == 3, "at once, after one hour, after six more"


def test_one_round_takes_the_newest_and_the_next_goes_on(desk: Desk, site: Site) -> None:
    desk.set("newest = 2")
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1, 2, 3)))
    assert [len(desk.open().watch().captured.kept) for _ in range(3)] == [2, 1, 0]


def test_the_lead_picture_is_kept_where_the_desk_wants_it(desk: Desk, site: Site) -> None:
    site.pages["/p.png"] = answer(b"\x89PNG\r\n\x1a\n123", Content_Type="image/png")
    site.pages["/1"] = answer(article().replace("</head>", '<meta property="og:image" content="/p.png"></head>'))
    assert desk.open().capture(site.at("/1")).attached == ()
    desk.set("lead_picture = true")
    site.pages["/2"] = site.pages["/1"]
    newsroom = desk.open()
    (picture,) = newsroom.capture(site.at("/2")).attached
    assert (picture.address, picture.channel) == (site.at("/p.png"), "picture")
    assert newsroom.verify().found == ()


def test_a_feed_given_as_an_address_is_followed(desk: Desk, site: Site) -> None:
    site.pages["/rss"] = answer(rss(*pages(site, 1, 2)), Content_Type="application/rss+xml")
    newsroom = desk.open()
    assert len(newsroom.capture(site.at("/rss")).kept) == 2
    assert newsroom.verify().found == ()


AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
DUE: list[tuple[str, list[timedelta], list[timedelta], timedelta, bool]] = [
    ("just captured", [0 * HOUR], [], 0.5 * HOUR, False),
    ("after an hour", [0 * HOUR], [], HOUR, True),
    ("looked at since", [0 * HOUR, HOUR], [], 2 * HOUR, False),
    ("after a week away, once", [0 * HOUR], [], 8 * 24 * HOUR, True),
    ("after a week away, and then not", [0 * HOUR, 8 * 24 * HOUR], [], 9 * 24 * HOUR, False),
    ("failed a moment ago", [0 * HOUR], [HOUR], 1.5 * HOUR, False),
    ("failed an hour ago", [0 * HOUR], [HOUR], 2 * HOUR, True),
    ("failed before the next moment came", [0 * HOUR], [HOUR, 2 * HOUR], 6 * HOUR, True),
    ("after all moments", [0 * HOUR, AGAIN[-1]], [], 400 * 24 * HOUR, False),
]


@pytest.mark.parametrize("looked, failed, now, due", [row[1:] for row in DUE], ids=[row[0] for row in DUE])
def test_a_page_is_due(looked: list[timedelta], failed: list[timedelta], now: timedelta, due: bool) -> None:
    assert is_due(AT, [AT + by for by in looked], [AT + by for by in failed], AT + now) is due


def test_an_address_that_never_comes_is_left_in_the_end() -> None:
    failed: list[datetime] = []
    for hours in range(24 * 60):
        if may_try(failed, AT + hours * HOUR):
            failed.append(AT + hours * HOUR)
    assert [(at - AT) / HOUR for at in failed] == [0, 1, 7, 31, 103]


def test_hosts_take_turns() -> None:
    a, b = [f"https://a.example/{n}" for n in range(3)], ["https://b.example/1"]
    assert list(by_turns([*a, *b, a[0]])) == [a[0], b[0], a[1], a[2]]


def test_watch_as_a_command_says_what_it_did_and_leaves_with_ten_where_something_failed(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/1"] = answer(
        article("A court sentenced the soldier Ivan Zlobnin on Monday.", title="Ivan Zlobnin sentenced")
    )
    site.pages["/rss"] = xml(rss(site.at("/1"), site.at("/missing")))
    done = CliRunner().invoke(app, ["watch", "--desk", str(desk.folder)])
    assert done.exit_code == 10, done.exception
    assert "1 kept, 0 already held, 1 failed (1 gone)." in done.stdout
    assert "1 feeds looked at (0 failed), 2 new reports, 0 pages due again." in done.stdout
    assert "person-" in done.stdout and "Zlobnin" not in done.stdout, "private persons are masked"


def test_watch_goes_on_until_it_is_interrupted(desk: Desk, site: Site) -> None:
    outlet(desk, "gazette", site.at("/rss"))
    site.pages["/rss"] = xml(rss(*pages(site, 1)))
    command = [COMMAND, "watch", "--every", "1m", "--desk", desk.folder]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert running.stdout is not None
    while "pages due again" not in running.stdout.readline():
        assert running.poll() is None
    time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    rest, _ = running.communicate(timeout=10)
    assert (running.returncode, rest.strip()) == (0, "Ended. What was captured is kept.")


def test_watch_says_what_is_missing(desk: Desk) -> None:
    done = CliRunner().invoke(app, ["watch", "--desk", str(desk.folder)])
    assert isinstance(done.exception, BadInput) and "no outlet names a feed" in str(done.exception)
    done = CliRunner().invoke(app, ["watch", "--every", "5s", "--desk", str(desk.folder)])
    assert done.exit_code == 2 and "a minute or more" in done.stderr
