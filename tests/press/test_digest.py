"""The weekly digest: two parts that say the same, and deals for members only."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from datetime import date
from email.message import EmailMessage

import pytest

from reportedly.errors import BadInput
from reportedly.press.digest import LARGEST, digest
from reportedly.types import Edition, Templates

WEEK = date(2024, 6, 21)


def _mail(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _part(data: bytes, kind: str) -> str:
    body = _mail(data).get_body((kind,))
    assert body is not None
    return str(body.get_content())


@pytest.fixture(scope="module")
def members(edition: Edition, templates: Templates) -> bytes:
    return digest(edition, templates, week_ending=WEEK, members=True)


@pytest.fixture(scope="module")
def everyone(edition: Edition, templates: Templates) -> bytes:
    return digest(edition, templates, week_ending=WEEK, members=False)


def test_the_same_week_gives_the_same_bytes(edition: Edition, templates: Templates, members: bytes) -> None:
    assert digest(edition, templates, week_ending=WEEK, members=True) == members


def test_a_mail_program_reads_it_as_two_alternatives_without_defects(members: bytes) -> None:
    mail = _mail(members)
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert not mail.defects
    assert all(not part.defects for part in mail.walk())
    assert all(len(line) <= 998 for line in members.split(b"\r\n"))
    assert b"\n" not in members.replace(b"\r\n", b"")


def test_sender_and_subject_are_neutral_and_ids_come_from_the_content(members: bytes, everyone: bytes) -> None:
    mail = _mail(members)
    assert mail["From"] == "Ferry Record <post@ferry.example>"
    assert mail["Subject"] == "This week's briefs"
    assert mail["List-Id"] == "<digest.ferry.example>"
    assert mail["Date"].datetime.isoformat() == "2024-06-21T09:00:00+00:00"
    assert mail["Message-ID"] != _mail(everyone)["Message-ID"]


@pytest.mark.parametrize(
    "words",
    [
        "Sent back to sea",
        "At least 800 of the crew had left by January",
        "at least 800; no upper figure reported",
        "The Harbour Post",
        "https://harbour-post.example/left-post",
        "almost 7,400",
        "An earlier version named the wrong month.",
        "Daily Gull withdrew the figure on which this brief stood.",
        "An earlier digest carried this brief, of 3 May 2024.",
        "How many cases for leaving a ship since September 2022?",
        "9,059 cases",
        "SEAGULL25",
        "An offer by Quay Books, not a recommendation of ours.",
        "Invented for this demonstration.",
    ],
)
@pytest.mark.parametrize("kind", ["plain", "html"])
def test_both_parts_say(words: str, kind: str, members: bytes) -> None:
    part = _part(members, kind)
    assert words in (re.sub(r"</?(?:strong|em|br)[^>]*>", "", part) if kind == "html" else part)


def test_the_plain_part_has_every_address_of_the_other(members: bytes) -> None:
    plain = _part(members, "plain")
    for address in re.findall(r'href="([^"]+)"', _part(members, "html")):
        assert address in plain


def test_what_did_not_happen_this_week_is_not_in_it(everyone: bytes) -> None:
    assert "A month in the harbour courts" not in _part(everyone, "plain")
    assert "7,400 were convicted" not in _part(everyone, "plain")


def test_members_words_are_in_no_other_mail_byte_by_byte(edition: Edition, everyone: bytes) -> None:
    decoded = everyone + _part(everyone, "plain").encode() + _part(everyone, "html").encode()
    for deal in edition.deals:
        for words in (deal.title, deal.terms, deal.code, deal.partner):
            assert words.encode() not in decoded


def test_an_offer_that_has_expired_is_not_made(edition: Edition, templates: Templates) -> None:
    late = digest(edition, templates, week_ending=date(2024, 8, 2), members=True)
    assert "SEAGULL25" not in _part(late, "plain")


def test_a_week_without_briefs_says_so(edition: Edition, templates: Templates) -> None:
    assert "No brief appeared this week." in _part(
        digest(edition, templates, week_ending=date(2023, 1, 1), members=False), "plain"
    )


def test_the_mail_asks_no_host_for_anything(members: bytes) -> None:
    html = _part(members, "html")
    assert "<img" not in html
    assert "url(" not in html
    assert "<link" not in html


def test_each_part_is_small_enough_not_to_be_cut(members: bytes) -> None:
    assert all(len(part.as_bytes()) <= LARGEST for part in _mail(members).iter_parts())


def test_other_scripts_travel_in_the_shorter_encoding(edition: Edition, templates: Templates) -> None:
    settings = replace(edition.settings, tagline="Що повідомляють про екіпажі та з чиїх слів. " * 60)
    data = digest(replace(edition, settings=settings), templates, week_ending=date(2023, 1, 1), members=False)
    assert next(part["Content-Transfer-Encoding"] for part in _mail(data).iter_parts()) == "base64"


def test_a_digest_that_would_be_cut_is_refused_with_a_remedy(edition: Edition, templates: Templates) -> None:
    many = tuple(replace(edition.briefs[0], slug=f"b{number}") for number in range(150))
    with pytest.raises(BadInput, match="fewer briefs"):
        digest(replace(edition, briefs=many), templates, week_ending=WEEK, members=False)


def test_a_line_break_in_a_setting_adds_no_header(edition: Edition, templates: Templates) -> None:
    settings = replace(edition.settings, mail_subject="Hello\r\nBcc: someone@example.org")
    with pytest.raises(BadInput, match="line break"):
        digest(replace(edition, settings=settings), templates, week_ending=WEEK, members=False)
