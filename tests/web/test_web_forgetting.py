"""A person who is erased is gone from what came from the web too: pages captured again, feeds that told of them."""

import gzip
from pathlib import Path

from .conftest import Desk, Site, answer, article

NAME = "Zlobnin"
WORDS = f"A court sentenced the soldier Ivan {NAME} on Monday, Example Count reported."


def stored(folder: Path) -> bytes:
    return b"".join(gzip.decompress(path.read_bytes()) for path in sorted((folder / "archive").glob("*.warc.gz")))


def test_every_capture_that_names_the_person_is_withdrawn(desk: Desk, site: Site) -> None:
    feed = f"<rss version='2.0'><channel><title>G</title><item><title>{NAME} sentenced</title><link>{site.at('/1')}</link></item></channel></rss>"
    site.pages["/rss"] = answer(feed, Content_Type="application/rss+xml")
    page = article(WORDS, title="A sentence")
    for body in (page, page.replace("</body>", "<!-- 2 --></body>")):
        site.pages["/1"] = answer(body)
        newsroom = desk.open()
        newsroom.capture(site.at("/rss"))
        newsroom.read()
    assert len(newsroom.held().captures) == 3 and len(newsroom.held().reports) == 1
    assert stored(desk.folder).count(NAME.encode()) > 2
    newsroom.erase(name=f"Ivan {NAME}", reviewer="ada", reason="asked for it")
    assert NAME.encode() not in stored(desk.folder)
    assert desk.open().verify().found == ()
