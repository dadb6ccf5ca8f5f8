"""The feeds carry the full text with its notes, and nothing of the members'."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.press.site import site
from reportedly.resources.templates import templates as opened
from reportedly.types import Brief, Edition, Shelf, SiteSettings, Templates

EDITION = Edition(
    settings=SiteSettings("Words", "Of all kinds.", "https://words.example"),
    shelf=Shelf(),
    briefs=(),
    held={},
    pictures={},
    picture_bytes={},
    books=(),
    deals=(),
    now=datetime(2024, 6, 21, tzinfo=UTC),
    head="0" * 64,
    entries=0,
)
BRIEF = Brief("words", "", date(2024, 6, 20), "", "", "briefs/words.md")


@pytest.fixture(scope="module")
def pages(edition: Edition, templates: Templates) -> dict[str, bytes]:
    return site(edition, templates)


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
def test_a_feed_reader_finds_every_published_brief_newest_first(path: str, pages: dict[str, bytes]) -> None:
    feed = feedparser.parse(pages[path])
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == [
        "Sent back to sea",
        "A month in the harbour courts",
        "Who left, and who counted",
    ]
    assert feed.entries[0].link == "https://ferry.example/record/briefs/sent-back-to-sea/"
    assert feed.entries[0].id == "urn:reportedly:brief:sent-back-to-sea"


@pytest.mark.parametrize("path", ["feed.xml", "atom.xml"])
@pytest.mark.parametrize(
    "words",
    [
        "What the families say",
        "at least 800; no upper figure reported",
        "https://harbour-post.example/left-post",
        "demonstration note, not the outlet",
        "An earlier version named the wrong month.",
        "drawing",
        "9,059 cases were known by 18 June 2024.",
    ],
)
def test_an_entry_holds_the_full_text(path: str, words: str, pages: dict[str, bytes]) -> None:
    assert words in feedparser.parse(pages[path]).entries[0].content[0].value


def test_a_corrected_brief_is_changed_but_keeps_its_id_and_its_day(pages: dict[str, bytes]) -> None:
    first = json.loads(pages["feed.json"])["items"][0]
    assert first["id"] == "urn:reportedly:brief:sent-back-to-sea"
    assert (first["date_published"], first["date_modified"]) == ("2024-06-20T00:00:00Z", "2024-06-21T00:00:00Z")


def test_ids_do_not_depend_on_the_sites_address(edition: Edition, templates: Templates) -> None:
    moved = replace(edition, settings=replace(edition.settings, address=""))
    feed = feedparser.parse(site(moved, templates)["feed.xml"])
    assert feed.entries[0].id == "urn:reportedly:brief:sent-back-to-sea"


def test_the_sitemap_lists_every_page_once_and_no_withheld_number(pages: dict[str, bytes]) -> None:
    sitemap = pages["sitemap.xml"].decode()
    for path in (path for path in pages if path.endswith("index.html")):
        assert sitemap.count(f"<loc>https://ferry.example/record/{path.removesuffix('index.html')}</loc>") == 1
    assert "too-firm" not in sitemap


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_no_words_whatever_break_a_feed_or_bring_a_script_onto_a_page(title: str, teaser: str, body: str) -> None:
    brief = replace(BRIEF, title=title, teaser=teaser, body=body)
    pages = site(replace(EDITION, briefs=(brief,)), opened())
    for path in ("feed.xml", "atom.xml", "sitemap.xml"):
        ElementTree.fromstring(pages[path])
    page = pages["briefs/words/index.html"].decode()
    assert len(re.findall(r"<script", page)) == 1
    assert json.loads(pages["feed.json"])["items"][0]["title"]
