"""The feeds carry the full text with its notes, and nothing of the members'."""

from __future__ import annotations

import json
from dataclasses import replace

import feedparser
import pytest

from reportedly.press.site import site
from reportedly.types import Edition, Templates


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
