"""Feeds as bytes: entries with their address, title, time, outlet and full text; what is no feed is refused with a reason."""

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.feed_items import dated
from reportedly.capture.feeds import FeedEntry, read_feed
from reportedly.capture.flow import lines_of
from reportedly.errors import BadInput

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example News</title><link>https://news.example/</link>
<item><title>Forty &amp; more cases</title><link>https://news.example/forty</link>
<pubDate>Mon, 10 Jun 2024 01:30:00 +0300</pubDate>
<description>Forty.</description>
<content:encoded><![CDATA[<p>Forty <b>cases</b>.</p><p>None was won.</p>]]></content:encoded></item>
<item><title>Two fled</title><link>https://aggregate.example/2</link><source url="https://gazette.example/rss">The Gazette</source>
<pubDate>Mon, 10 Jun 2024 01:30:00</pubDate><description>Two.</description></item>
<item><title>Nowhere</title></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Log</title><link href="https://log.example/"/>
<entry><title>Forty</title><link href="https://log.example/40"/><published>2024-06-10T09:00:00Z</published>
<updated>2024-06-11T09:00:00+02:00</updated><content type="html">&lt;p&gt;Forty.&lt;/p&gt;</content>
<source><title>The Gazette</title><link href="https://gazette.example/"/></source></entry></feed>"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "Example JSON", "home_page_url": "https://json.example/",
"items": [{"id": "1", "url": "https://json.example/1", "title": "One", "content_text": "One.\\n\\nTwo.",
"date_published": "2024-06-10T09:00:00+03:00"}, {"id": "2"}, "no item"]}"""
OPML = """<opml version="2.0"><head><title>Our outlets</title></head><body><outline text="Folder">
<outline text="Gazette" type="rss" xmlUrl="https://gazette.example/rss" htmlUrl="https://gazette.example/"/></outline>
<outline text="Broken" type="rss" xmlUrl="file:///etc/hosts"/></body></opml>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://news.example/a?b=1&amp;c=2</loc><lastmod>2024-06-11</lastmod><news:news><news:publication><news:name>Example News</news:name>
</news:publication><news:publication_date>2024-06-10</news:publication_date><news:title>Forty</news:title></news:news></url>
<url><loc>  </loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://news.example/1.xml</loc></sitemap></sitemapindex>"""


def test_rss_gives_link_title_moment_and_full_text() -> None:
    feed = read_feed(RSS.encode(), "news.rss")
    assert (feed.kind, feed.title, feed.link) == ("rss", "Example News", "https://news.example/")
    first = feed.entries[0]
    assert (first.link, first.title, first.outlet) == (
        "https://news.example/forty",
        "Forty & more cases",
        "Example News",
    )
    assert first.published and first.published.at == datetime(2024, 6, 9, 22, 30, tzinfo=UTC)
    assert first.text == ("Forty cases.", "None was won.")


def test_the_source_of_an_item_is_its_publisher_and_a_summary_is_no_full_text() -> None:
    second = read_feed(RSS.encode(), "news.rss").entries[1]
    assert (second.outlet, second.outlet_link, second.text) == ("The Gazette", "https://gazette.example/rss", ())


def test_an_hour_without_a_zone_is_no_moment() -> None:
    second = read_feed(RSS.encode(), "news.rss").entries[1]
    assert second.published and (second.published.day, second.published.at) == (date(2024, 6, 10), None)


def test_an_entry_without_an_address_is_named_with_its_number() -> None:
    (problem,) = read_feed(RSS.encode(), "news.rss").problems
    assert problem.address == "news.rss, entry 3" and "Nowhere" in problem.reason and problem.remedy


def test_atom_gives_the_moment_of_change_too() -> None:
    (entry,) = read_feed(ATOM.encode(), "log.atom").entries
    assert entry.published and entry.published.at == datetime(2024, 6, 10, 9, tzinfo=UTC)
    assert entry.modified == datetime(2024, 6, 11, 7, tzinfo=UTC)
    assert (entry.outlet, entry.outlet_link, entry.text) == ("The Gazette", "https://gazette.example/", ("Forty.",))


def test_json_feeds_are_read_and_each_bad_item_is_named() -> None:
    feed = read_feed(JSON.encode(), "feed.json")
    (entry,) = feed.entries
    assert (entry.link, entry.title, entry.outlet, entry.text) == (
        "https://json.example/1", "One", "Example JSON", ("One.", "Two."),
    )  # fmt: skip
    assert [p.address for p in feed.problems] == ["feed.json, entry 2", "feed.json, entry 3"]


def test_an_opml_list_gives_the_feeds_in_its_folders_and_refuses_what_is_no_web_address() -> None:
    feed = read_feed(OPML.encode(), "outlets.opml")
    assert (feed.kind, feed.title) == ("opml", "Our outlets")
    assert feed.entries == (
        FeedEntry("https://gazette.example/rss", "Gazette", outlet="Gazette", outlet_link="https://gazette.example/"),
    )
    assert "no web address" in feed.problems[0].reason


def test_sitemaps_give_addresses_and_what_the_news_extension_says() -> None:
    feed = read_feed(SITEMAP.encode(), "sitemap.xml")
    (entry,) = feed.entries
    assert (entry.link, entry.title, entry.outlet) == ("https://news.example/a?b=1&c=2", "Forty", "Example News")
    assert entry.published and entry.published.day == date(2024, 6, 10)
    assert len(feed.problems) == 1
    assert read_feed(INDEX.encode(), "i.xml").kind == "sitemap index"


def test_a_packed_sitemap_is_unpacked_and_a_bomb_is_not() -> None:
    assert read_feed(gzip.compress(SITEMAP.encode()), "sitemap.xml.gz").kind == "sitemap"
    with pytest.raises(BadInput, match="larger than 1000"):
        read_feed(gzip.compress(b"<urlset>" + b" " * 1_000_000), "bomb.gz", limit=1000)


def test_a_feed_that_is_not_well_formed_is_still_read() -> None:
    broken = RSS.replace("Forty &amp; more", "Forty & more").replace("</channel></rss>", "")
    assert [e.link for e in read_feed(broken.encode(), "x").entries][:1] == ["https://news.example/forty"]


LAUGHS = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>'
FILE = '<!DOCTYPE rss [<!entity x SYSTEM "file:///etc/hostname">]><rss><channel><title>&x;</title></channel></rss>'
REFUSED = [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"hello", "no feed"),
    (b"<html><body>Not found</body></html>", "begins with <html>"),
    (LAUGHS.encode(), "declares entities"),
    (LAUGHS.encode("utf-16"), "declares entities"),
    (FILE.encode(), "declares entities"),
    (b'{"items": []}', "names no version"),
    (b'{"version": "https://jsonfeed.org/version/1"}', "no items"),
    (b'{"version": ', "no JSON"),
    (b"[" * 100, "no feed"),
    (b"{" + b'"a":{' * 100_000, "no JSON"),
    (SITEMAP.encode()[:-20], "XML is broken"),
    (OPML.encode()[:80], "XML is broken"),
    (b"<rss></rss>", "cut or broken"),
    (gzip.compress(RSS.encode())[:-30], "cut"),
    (b"\x1f\x8bnonsense", "damaged"),
]


@pytest.mark.parametrize("data, says", REFUSED)
def test_what_is_no_feed_is_refused_with_a_reason_and_a_remedy(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        read_feed(data, "feed.xml")
    assert caught.value.where == "feed.xml" and caught.value.remedy


def test_an_address_in_place_of_a_feed_is_never_fetched() -> None:
    with pytest.raises(BadInput, match="no feed"):
        read_feed(b"http://127.0.0.1:9/feed", "feed")


DATES = [
    ("2024-06-10", date(2024, 6, 10), None),
    ("2024-06-10T01:00:00+03:00", date(2024, 6, 9), datetime(2024, 6, 9, 22, tzinfo=UTC)),
    ("2024-06-10T01:00:00", date(2024, 6, 10), None),
    ("Mon, 10 Jun 2024 09:00:00 GMT", date(2024, 6, 10), datetime(2024, 6, 10, 9, tzinfo=UTC)),
    ("Mon, 10 Jun 2024 09:00:00 -0000", date(2024, 6, 10), None),
]


@pytest.mark.parametrize("written, day, at", DATES)
def test_a_date_keeps_its_zone_or_is_a_day_only(written: str, day: date, at: datetime | None) -> None:
    found = dated(written)
    assert found and (found.day, found.at) == (day, at)


@pytest.mark.parametrize(
    "written", [None, "", "soon", "1970-01-01", "0001-01-01T00:00:00Z", "Mon, 40 Jun 2024 09:00 GMT"]
)
def test_what_is_no_date_is_none(written: str | None) -> None:
    assert dated(written) is None


def test_markup_becomes_paragraphs_and_loses_nothing_that_is_shown() -> None:
    html = "<!-- x --><h1>Forty</h1><ul><li>one<li>two</ul>Line<br>break <pre>a\n\nb</pre><style>p{}</style>&nbsp;end"
    assert lines_of(html) == ("Forty", "one", "two", "Line break", "a", "b", "end")
    assert lines_of("<!-- only -->") == ()


@pytest.mark.parametrize("depth", [10, 300, 3_000, 100_000])
def test_words_inside_many_boxes_are_not_lost(depth: int) -> None:
    assert lines_of("<div>" * depth + "Forty." + "</div>" * depth + "<p>None.") == ("Forty.", "None.")


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from([RSS, ATOM, JSON, OPML, SITEMAP]), st.integers(0, 900), st.binary(max_size=9), st.integers(0, 300)
)
def test_a_damaged_feed_is_read_or_refused_and_nothing_else(feed: str, at: int, noise: bytes, gone: int) -> None:
    data = feed.encode()[:at] + noise + feed.encode()[at + gone :]
    try:
        read = read_feed(data, "feed")
    except BadInput as error:
        assert error.what and error.remedy
    else:
        assert all(e.link.startswith("http") for e in read.entries)
