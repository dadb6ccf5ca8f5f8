"""Mails and mailboxes: each message a report, each attachment of a known kind a capture of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.channels import Offered, addressed
from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.mail import messages
from reportedly.capture.page import report_of
from reportedly.errors import BadInput
from reportedly.types import Capture, Failure, Outlet, Record, Report

OUTLETS = (Outlet("gazette", "The Example Gazette", ("gazette.example",)),)
PLAIN = b"""From: The Press Office <press@news.gazette.example>
To: desk@desk.example
Date: Mon, 10 Jun 2024 01:30:00 +0300
Subject: =?utf-8?b?0KHQvtGA0L7QuiDRgdC/0YDQsNCy?=
Message-ID: <one@gazette.example>
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

\xd0\xa1\xd1\x83\xd0\xb4 \xd1\x80\xd0\xbe\xd0\xb7\xd0\xb3\xd0\xbb\xd1\x8f\xd0\xbd\xd1\x83\xd0\xb2
\xd1\x81\xd0\xbe\xd1\x80\xd0\xbe\xd0\xba \xd1\x81\xd0\xbf\xd1\x80\xd0\xb0\xd0\xb2.

\xd0\x87\xd1\x85 \xd0\xb2\xd1\x81\xd1\x96 \xd0\xbf\xd1\x80\xd0\xbe\xd0\xb3\xd1\x80\xd0\xb0\xd0\xbb\xd0\xb8.
"""


def of(data: bytes) -> Report:
    sum_ = checksum(data)
    address, at = "urn:reportedly:mail:1", datetime(2024, 7, 1, tzinfo=UTC)
    capture = Capture(
        capture_id(address, sum_), address, address, at, 0, "message/rfc822", sum_, Record("", 0, 0), "mail"
    )
    return report_of(capture, data, OUTLETS)


def take(folder: Path, name: str, data: bytes) -> tuple[list[Offered], list[Failure]]:
    (folder / name).write_bytes(data)
    every = list(addressed([folder / name], limit=1_000_000))
    return [o for o in every if isinstance(o, Offered)], [f for f in every if isinstance(f, Failure)]


def letter(body: str = "Forty cases.", name: str = "two@gazette.example") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = "a@gazette.example", "Forty", f"<{name}>"
    message["Date"] = "Mon, 10 Jun 2024 09:00:00 +0000"
    message.set_content(body)
    return message


def test_a_mail_is_a_report_with_its_moment_subject_and_paragraphs() -> None:
    report = of(PLAIN)
    assert (report.headline, report.language, report.outlet) == ("Сорок справ", "uk", "gazette")
    assert report.published_at == datetime(2024, 6, 9, 22, 30, tzinfo=UTC)
    assert report.published_day == date(2024, 6, 9)
    assert [p.of(report.text) for p in report.paragraphs] == ["Суд розглянув сорок справ.", "Їх всі програли."]


def test_who_wrote_to_the_desk_is_named_nowhere_in_the_report() -> None:
    report = of(
        PLAIN.replace(b"The Press Office <press@news.gazette.example>", b"Invented Name <invented@mail.example>")
    )
    assert (report.outlet, report.byline) == ("mail-example", None)
    assert "Invented" not in repr(report) and "invented" not in repr(report)


def test_the_plain_part_is_read_before_the_html_part_and_the_html_part_alone_is_whole() -> None:
    message = letter("Plain words.")
    message.add_alternative("<p>Other words.</p>", subtype="html")
    assert of(message.as_bytes()).text == "Plain words."
    message = letter()
    message = letter()
    message.set_content(
        "<style>p{}</style><p>Forty <b>cases</b>.</p><table><tr><td>Two</td></tr></table>", subtype="html"
    )
    assert of(message.as_bytes()).text == "Forty cases.\n\nTwo"


def test_a_day_after_the_capture_or_without_a_zone_is_no_moment() -> None:
    assert of(PLAIN.replace(b"2024", b"2031")).published_day is None
    assert of(PLAIN.replace(b" +0300", b"")).published_at is None


def test_attachments_are_captures_of_their_own_and_unknown_kinds_are_said(
    tmp_path: Path, make_pdf: Callable[..., bytes]
) -> None:
    message = letter()
    message.add_attachment(make_pdf([(50, 700, "Forty.")]), maintype="application", subtype="pdf", filename="звіт.pdf")
    message.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="../../run.exe")
    message.add_attachment(letter("Inside.", "inner@gazette.example"))
    offered, failed = take(tmp_path, "letter.eml", message.as_bytes())
    assert [o.media_type for o in offered] == ["message/rfc822", "application/pdf", "message/rfc822"]
    assert offered[0].data == message.as_bytes()
    assert offered[1].address == f"{offered[0].address}/%D0%B7%D0%B2%D1%96%D1%82.pdf"
    assert of(offered[2].data).text == "Inside."
    assert {o.channel for o in offered} == {"mail"}
    assert [(f.address, f.reason) for f in failed] == [("letter.eml/.._.._run.exe", "no reader for .exe.")]


def test_a_picture_that_the_text_shows_in_its_place_is_no_attachment(tmp_path: Path) -> None:
    message = letter()
    message.add_alternative("<p>Forty.</p><img src=cid:x>", subtype="html")
    message.get_payload()[1].add_related(b"\x89PNG", maintype="image", subtype="png", cid="<x>")  # type: ignore[union-attr, index]
    offered, failed = take(tmp_path, "letter.eml", message.as_bytes())
    assert (len(offered), failed) == (1, [])


def test_a_message_has_one_address_wherever_it_lay_and_the_address_names_nobody(tmp_path: Path) -> None:
    (alone,), _ = take(tmp_path, "a.eml", PLAIN)
    (boxed,), _ = take(tmp_path, "b.mbox", b"From x@y Mon Jun 10 09:00:00 2024\n" + PLAIN)
    assert alone == boxed
    assert alone.address.startswith("urn:reportedly:mail:") and "gazette" not in alone.address


def test_a_mailbox_gives_each_message_and_a_bad_one_does_not_stop_the_rest(tmp_path: Path) -> None:
    quoted = letter("See below.\n\n>From the court: forty.\n").as_bytes()
    box = b"From a Mon\n" + PLAIN + b"\nFrom b Tue\nnothing\n\nFrom c Wed\n" + quoted
    offered, failed = take(tmp_path, "all.mbox", box)
    assert len(offered) == 2
    assert of(offered[1].data).text == "See below.\n\nFrom the court: forty."
    assert [(f.address, f.reason[:15]) for f in failed] == [("all.mbox, message 2", "this is no mail")]


def test_attachments_do_not_lie_endlessly_deep(tmp_path: Path) -> None:
    message = letter("0", "0")
    for depth in range(1, 9):
        outer = letter(str(depth), str(depth))
        outer.add_attachment(message)
        message = outer
    offered, failed = take(tmp_path, "deep.eml", message.as_bytes())
    assert len(offered) == 6 and "attachments deep" in failed[0].reason


REFUSED = [
    ("a.eml", b"", "empty"),
    ("a.eml", b"Just a text.\n", "no mail"),
    ("a.eml", b"\0\1\2", "no mail"),
    ("a.mbox", b"Subject: x\n\nNo From line.\n", "no messages"),
]


@pytest.mark.parametrize("name, data, says", REFUSED)
def test_what_is_no_mail_is_refused_with_a_reason_and_a_remedy(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    _, (failure,) = take(tmp_path, name, data)
    assert says in failure.reason and failure.remedy and failure.address.startswith(name)


UNREADABLE = [
    (b"Subject: x\n\n", "no text"),
    (b"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n\xd1\xe2", "not in the encoding"),
    (b"Subject: x\nContent-Type: text/plain; charset=klingon\n\nwords", "not in the encoding"),
    (b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n", "encrypted"),
]  # fmt: skip


@pytest.mark.parametrize("data, says", UNREADABLE)
def test_a_mail_without_text_is_refused_under_its_address(data: bytes, says: str) -> None:
    with pytest.raises(BadInput, match=says) as caught:
        of(data)
    assert caught.value.remedy and caught.value.where == "urn:reportedly:mail:1"


@given(st.lists(st.sampled_from([b"From x\n", b">From y\n", b"\n", b"words\n", b"From", b"\r\n"]), max_size=12))
def test_no_message_of_a_mailbox_is_given_twice(parts: list[bytes]) -> None:
    box = b"".join(parts)
    assert [number for number, _ in messages(box)] == list(range(1, sum(1 for _ in messages(box)) + 1))


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(PLAIN)), st.binary(max_size=12), st.integers(0, 200))
def test_a_damaged_mail_is_read_or_refused_and_nothing_else(at: int, noise: bytes, gone: int) -> None:
    try:
        report = of(PLAIN[:at] + noise + PLAIN[at + gone :])
    except BadInput as error:
        assert error.what and error.remedy
    else:
        assert "\n\n".join(p.of(report.text) for p in report.paragraphs) == report.text
