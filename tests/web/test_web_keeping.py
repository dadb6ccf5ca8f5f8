"""What a visit leaves behind: records that other programs read, rows for what failed, and nothing twice."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from reportedly.types import Hindrance

from .conftest import Desk, Site, answer, article, to


def records(desk: Desk) -> list[tuple[str, dict[str, str], bytes]]:
    """All records of the archive as warcio reads them, digests checked."""
    found = []
    for path in sorted((desk.folder / "archive").glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                found.append((record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read()))
    return found


def kinds(desk: Desk) -> Counter[str]:
    return Counter(kind for kind, _, _ in records(desk))


def test_a_page_that_did_not_change_is_a_revisit_by_the_servers_word(desk: Desk, site: Site) -> None:
    site.pages["/a"] = answer(article(), ETag='"1"')
    ((capture, _),) = desk.open().capture(site.at("/a")).kept
    site.pages["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    desk.clock.on(hours=1)
    outcome = desk.open().capture(site.at("/a"))
    assert (outcome.kept, [c.id for c in outcome.already]) == ((), [capture.id])
    assert site.asked[-1].fields["if-none-match"] == '"1"'
    kind, fields, _ = records(desk)[-2]
    assert (kind, fields["WARC-Profile"].rpartition("/")[2]) == ("revisit", "server-not-modified")
    assert fields["WARC-Refers-To-Target-URI"] == site.at("/a")
    newsroom = desk.open()
    assert len(newsroom.archive.seen(capture)) == 2
    assert newsroom.verify().found == ()


def test_the_same_bytes_again_are_a_revisit_by_their_digest(desk: Desk, site: Site) -> None:
    site.pages["/a"] = answer(article())
    ((capture, _),) = desk.open().capture(site.at("/a")).kept
    outcome = desk.open().capture(site.at("/a"))
    assert [c.id for c in outcome.already] == [capture.id]
    kind, fields, head = records(desk)[-2]
    assert (kind, fields["WARC-Profile"].rpartition("/")[2]) == ("revisit", "identical-payload-digest")
    assert head == b"", "the head alone"
    site.pages["/a"] = answer(gzip.compress(article().encode()), Content_Encoding="gzip")
    outcome = desk.open().capture(site.at("/a"))
    assert [c.id for c in outcome.already] == [capture.id], "the same page in another coding"
    newsroom = desk.open()
    assert len(newsroom.archive.seen(capture)) == 3
    assert len(newsroom.held().reports) == 1
    assert newsroom.verify().found == ()


def test_a_changed_article_is_a_second_report_and_a_changed_page_around_it_is_not(desk: Desk, site: Site) -> None:
    page = article()
    for body in (page, page.replace("</body>", "<!-- visitor 8 --></body>"), article("A court decided fifty cases.")):
        site.pages["/a"] = answer(body)
        desk.open().capture(site.at("/a"))
    held = desk.open().held()
    assert (len(held.captures), len(held.reports)) == (3, 2)
    assert desk.open().verify().found == ()


def test_a_redirected_page_is_found_by_both_its_addresses(desk: Desk, site: Site) -> None:
    site.pages |= {"/short": to("/long"), "/long": answer(article())}
    newsroom = desk.open()
    ((capture, _),) = newsroom.capture(site.at("/short")).kept
    assert (capture.address, capture.final_address) == (site.at("/short"), site.at("/long"))
    assert newsroom.archive.bytes_of(capture) == article().encode()
    assert kinds(desk) == {"warcinfo": 1, "response": 2, "request": 2}
    assert newsroom.verify().found == ()


def test_a_page_that_moved_and_stayed_the_same_is_the_same_capture(desk: Desk, site: Site) -> None:
    site.pages |= {"/short": to("/old"), "/old": answer(article()), "/new": answer(article(), ETag='"1"')}
    ((capture, _),) = desk.open().capture(site.at("/short")).kept
    site.pages["/short"] = to("/new")
    newsroom = desk.open()
    assert [c.id for c in newsroom.capture(site.at("/short")).already] == [capture.id]
    assert newsroom.held().captures[capture.id].final_address == site.at("/old")
    assert newsroom.verify().found == () and desk.open().verify().found == ()
    assert desk.open().archive.bytes_of(capture) == article().encode()


def test_the_outlets_word_that_a_page_is_gone_is_kept_with_the_row(desk: Desk, site: Site) -> None:
    site.pages["/a"] = answer(article())
    desk.open().capture(site.at("/a"))
    site.pages["/a"] = answer("This piece was removed.", "410 Gone")
    newsroom = desk.open()
    (failure,) = newsroom.capture(site.at("/a")).failures
    assert (failure.kind, failure.gone) == (Hindrance.GONE, True)
    assert any(kind == "response" and block.endswith(b"This piece was removed.") for kind, _, block in records(desk))
    assert [entry.subject for entry in newsroom.ledger.entries(["failure"])] == [site.at("/a")]
    assert newsroom.verify().found == ()


def test_a_page_without_an_article_is_kept_and_said(desk: Desk, site: Site) -> None:
    site.pages["/app"] = answer("<html><body><div id=app></div><script>run()</script></body></html>")
    newsroom = desk.open()
    outcome = newsroom.capture(site.at("/app"))
    ((failure,), (capture,)) = outcome.failures, outcome.attached
    assert failure.kind is Hindrance.UNREADABLE and capture.id in failure.remedy
    assert newsroom.archive.bytes_of(capture).startswith(b"<html>")
    assert newsroom.verify().found == () and desk.open().resume() == 0


def test_cookies_are_not_kept(desk: Desk, site: Site) -> None:
    site.pages["/a"] = answer(article(), Set_Cookie="visitor=7; Path=/")
    desk.open().capture(site.at("/a"))
    assert not any(b"visitor=7" in block for _, _, block in records(desk))


def test_a_pdf_from_the_web_is_read_as_one(desk: Desk, site: Site) -> None:
    from tests.capture.conftest import pdf

    data = pdf([(50, 700, "A court decided forty of the cases in May.")])
    site.pages["/act.pdf"] = answer(data, Content_Type="application/octet-stream")
    ((capture, report),) = desk.open().capture(site.at("/act.pdf")).kept
    assert capture.media_type == "application/pdf" and "forty of the cases" in report.text


LIES: list[tuple[str, str, str, str]] = [
    ("the header says Latin-1 of Windows-1251", "cp1251", "iso-8859-1", "windows-1251"),
    ("the header says Windows-1251 of UTF-8", "utf-8", "windows-1251", "utf-8"),
    ("header and page say Windows-1251 of UTF-8", "utf-8", "windows-1251", "windows-1251"),
    ("the page says UTF-8 of Windows-1251", "cp1251", "windows-1251", "utf-8"),
    ("the header says nothing", "cp1251", "", "windows-1251"),
    ("the header names what is none", "utf-8", "utf8mb4", "utf-8"),
]


@pytest.mark.parametrize("real, header, page", [row[1:] for row in LIES], ids=[row[0] for row in LIES])
def test_a_page_is_read_in_its_own_encoding_whatever_is_said_of_it(
    desk: Desk, site: Site, real: str, header: str, page: str
) -> None:
    words = "Суд у травні вирішив сорок справ, повідомляє «Приклад». " * 5
    markup = f'<html lang="uk"><head><meta charset="{page}"><title>Сорок</title></head><body><article><p>{words}</p></article></body></html>'
    kind = f"text/html; charset={header}" if header else "text/html"
    site.pages["/a"] = answer(markup.encode(real), Content_Type=kind)
    ((_, report),) = desk.open().capture(site.at("/a")).kept
    assert report.headline == "Сорок" and "вирішив сорок справ" in report.text


def test_a_few_broken_letters_do_not_cost_a_page_and_many_do(desk: Desk, site: Site) -> None:
    site.pages["/a"] = answer(article().encode().replace(b"forty", b"for\xffty"))
    site.pages["/b"] = answer(article().encode().replace(b"e", b"\xff"))
    outcome = desk.open().capture(site.at("/a"), site.at("/b"))
    assert [report.text.count("\ufffd") for _, report in outcome.kept] == [1]
    assert "not in the encoding" in outcome.failures[0].reason


def test_a_page_behind_a_paywall_is_kept_and_marked(desk: Desk, site: Site) -> None:
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    site.pages["/paid"] = answer(article().replace("</head>", f"{paid}</head>"))
    site.pages["/free"] = answer(article())
    reports = {
        capture.address: report for capture, report in desk.open().capture(site.at("/paid"), site.at("/free")).kept
    }
    assert {address.rpartition("/")[2]: report.truncated for address, report in reports.items()} == {
        "paid": True,
        "free": False,
    }


def test_a_list_of_links_is_captured_and_one_failure_costs_only_itself(desk: Desk, site: Site, tmp_path: Path) -> None:
    site.pages |= {"/1": answer(article("One court.")), "/3": answer(article("Three courts."))}
    table = tmp_path / "links.csv"
    table.write_text("link\n" + "\n".join(site.at(f"/{n}") for n in (1, 2, 3)))
    outcome = desk.open().capture(table)
    assert len(outcome.kept) == 2
    assert [failure.kind for failure in outcome.failures] == [Hindrance.GONE]


def test_a_run_killed_while_it_captures_loses_nothing_that_it_kept(desk: Desk, site: Site, tmp_path: Path) -> None:
    links = [site.at(f"/{n}") for n in range(40)]
    site.pages |= {f"/{n}": answer(article(f"Court number {n} decided cases.")) for n in range(40)}
    run = f"from datetime import *; from reportedly import open_newsroom; n = open_newsroom({str(desk.folder)!r})\nn.capture(*{links!r})"
    for after in (0.9, 1.2):
        running = subprocess.Popen([sys.executable, "-c", run], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(after)
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    newsroom = desk.open()
    newsroom.capture(*links)
    held = newsroom.held()
    assert {capture.address for capture in held.captures.values()} == set(links)
    assert len(held.reports) == 40
    assert newsroom.verify().found == ()
