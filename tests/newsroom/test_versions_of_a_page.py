"""Versions of a page: observed windows and nothing more; our failures are no changes; figures that went are looked at again."""

import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from reportedly.errors import NotThere
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.types import Verdict

PLACE = "https://gazette.example/forty"
COMMAND = Path(sys.executable).with_name("reportedly")
SECOND = "The count rests on 1,200 pages of the courts, which were read one by one by its makers."
THIRD = "None of the men was acquitted, according to the same count of the courts' pages."
MAY_2, MAY_9, MAY_16 = (f"2024-05-{day:02}T08:00:00Z" for day in (2, 9, 16))


def page(*paragraphs: str, title: str = "Forty cases") -> bytes:
    body = "".join(f"<p>{words}</p>" for words in paragraphs)
    return f"<html lang=en><head><title>{title}</title></head><body><article>{body}</article></body></html>".encode()


OLD = page("At least 40 cases were decided in April, Example Count says.", SECOND, THIRD)
NEW = page("At least 30 cases were decided in April, Example Count says.", SECOND, THIRD, title="Thirty cases")


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    return open_newsroom(tmp_path / "desk", clock=lambda: datetime(2024, 7, 1, tzinfo=UTC))


def see(newsroom: Newsroom, *seen: tuple[str, bytes, str]) -> None:
    """Takes in what another archivist saw: (moment, body, status)."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for at, body, status in seen:
        http = StatusAndHeaders(status, [("Content-Type", "text/html")], protocol="HTTP/1.1")
        dated = {"WARC-Date": at}
        record = writer.create_warc_record(
            PLACE, "response", io.BytesIO(body), len(body), http_headers=http, warc_headers_dict=dated
        )
        writer.write_record(record)
    path = newsroom.folder.parent / "seen.warc.gz"
    path.write_bytes(out.getvalue())
    newsroom.capture(path)
    newsroom.read()


def test_each_difference_is_told_with_the_moments_between_which_it_came(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, NEW, "200 OK"))
    found = newsroom.versions(PLACE)
    assert [state.report.headline for state in found.states] == ["Forty cases", "Thirty cases"]
    (change,) = found.changes
    assert change.window == "present on 2024-05-02, absent on 2024-05-09"
    assert [(value.what, value.before, value.after) for value in change.reworded] == [
        ("headline", "Forty cases", "Thirty cases")
    ]
    assert ["40" in quote.words for quote in change.vanished] == [True]
    assert newsroom.versions(found.states[0].report.id) == found


def test_the_window_is_from_the_last_time_that_the_one_was_seen(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, OLD, "200 OK"), (MAY_16, NEW, "200 OK"))
    found = newsroom.versions(PLACE)
    assert [len(state.seen) for state in found.states] == [2, 1]
    assert found.changes[0].window == "present on 2024-05-09, absent on 2024-05-16"


def test_what_came_back_is_another_version_and_no_figure_to_look_at(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, NEW, "200 OK"), (MAY_16, OLD, "200 OK"))
    found = newsroom.versions(PLACE)
    assert [state.report.headline for state in found.states] == ["Forty cases", "Thirty cases", "Forty cases"]
    assert [one.words for one in found.raised if "40" in one.words] == []


def test_two_states_of_one_day_are_told_with_their_hours(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), ("2024-05-02T19:30:00Z", NEW, "200 OK"))
    (change,) = newsroom.versions(PLACE).changes
    assert change.window == "present on 2024-05-02 08:00:00 UTC, absent on 2024-05-02 19:30:00 UTC"


def test_a_figure_that_changed_is_looked_at_until_somebody_has_decided(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, NEW, "200 OK"))
    (raised,) = newsroom.to_review()
    assert raised.why == "a figure changed" and "40" in raised.words and "30" in (raised.instead or "")
    assert raised.window == "present on 2024-05-02, absent on 2024-05-09"
    newsroom.clock = lambda: datetime(2024, 7, 2, tzinfo=UTC)
    assert raised.figure is not None
    newsroom.decide(raised.figure, Verdict.UNSURE, reviewer="ada", reason="the outlet changed it")
    assert newsroom.to_review() == ()


def test_a_figure_that_is_no_longer_there_is_looked_at(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, page("Cases were decided in April.", SECOND, THIRD), "200 OK"))
    assert ("40" in newsroom.to_review()[0].words, newsroom.to_review()[0].why) == (True, "a figure is no longer there")


def test_a_consent_page_takes_no_figure_away_and_is_raised_itself(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, page("We value your privacy and ask you to accept all."), "200 OK"))
    (raised,) = newsroom.to_review()
    assert raised.figure is None and "block, consent or error page" in raised.why


def test_that_a_page_was_gone_and_that_we_failed_are_told_apart(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"))
    see(newsroom, (MAY_9, b"", "503 Busy"), (MAY_16, b"", "410 Gone"))
    found = newsroom.versions(PLACE)
    assert [(miss.at.day, miss.gone) for miss in found.missed] == [(9, False), (16, True)]
    assert found.changes == () and found.raised == ()


def test_private_persons_are_masked_and_a_change_of_theirs_alone_is_told_without_words(newsroom: Newsroom) -> None:
    old = page("Ivan Petrenkov, 23, a soldier, was convicted in May, the court said.", SECOND, THIRD)
    see(newsroom, (MAY_2, old, "200 OK"), (MAY_9, old.replace(b"23", b"24"), "200 OK"))
    found = newsroom.versions(PLACE)
    assert "Petrenkov" not in repr(found) and found.withheld == (0,)
    done = subprocess.run(
        [COMMAND, "versions", PLACE, "--desk", newsroom.folder], capture_output=True, text=True, check=True
    )
    assert "Petrenkov" not in done.stdout and "only in what is masked" in done.stdout


def test_the_command_tells_what_was_seen(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, NEW, "200 OK"))
    done = subprocess.run(
        [COMMAND, "versions", PLACE, "--desk", newsroom.folder], capture_output=True, text=True, check=True
    )
    assert "headline on 2024-05-02: Forty cases; on 2024-05-09: Thirty cases" in done.stdout
    assert "figure present on 2024-05-02, absent on 2024-05-09: At least 40" in done.stdout
    every = subprocess.run([COMMAND, "versions", "--desk", newsroom.folder], capture_output=True, text=True, check=True)
    assert f"2 versions  {PLACE}" in every.stdout and "1 figures to look at again" in every.stdout


def test_an_address_that_nobody_captured_is_said(newsroom: Newsroom) -> None:
    with pytest.raises(NotThere, match="nothing was captured"):
        newsroom.versions("https://nobody.example/")


def test_bytes_that_differ_only_where_no_reader_looks_are_said_so(newsroom: Newsroom) -> None:
    see(newsroom, (MAY_2, OLD, "200 OK"), (MAY_9, OLD + b"<!-- built anew -->", "200 OK"))
    (change,) = newsroom.versions(PLACE).changes
    assert not change.any
