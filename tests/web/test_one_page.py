"""The whole way of one page: from the web into archive and ledger, and back."""

from warcio.archiveiterator import ArchiveIterator

from .conftest import Desk, Site, answer, article


def test_a_page_is_kept_as_it_was_served(desk: Desk, site: Site) -> None:
    page = article().encode()
    site.pages["/forty"] = answer(page, Set_Cookie="visitor=7", ETag='"1"')
    newsroom = desk.open()
    outcome = newsroom.capture(site.at("/forty#top"))
    assert outcome.failures == ()
    ((capture, report),) = outcome.kept
    assert (capture.status, capture.channel, capture.media_type) == (200, "web", "text/html; charset=utf-8")
    assert report.headline == "Forty cases" and "according to Example Count" in report.text
    assert newsroom.archive.bytes_of(capture) == page
    assert newsroom.verify().found == ()
    assert desk.open().held().reports[report.id] == report
    with (desk.folder / "archive" / capture.record.file).open("rb") as file:
        kinds = {record.rec_type: record.http_headers for record in ArchiveIterator(file, check_digests="raise")}
    assert set(kinds) == {"warcinfo", "response", "request"}
    assert kinds["response"].get_header("ETag") == '"1"' and not kinds["response"].get_header("Set-Cookie")
