"""Telegram exports: each message a report; forwards, edits and media known; private conversations refused."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.channels import Offered, addressed
from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.page import report_of
from reportedly.errors import BadInput
from reportedly.types import Capture, Failure, Json, Outlet, Record, Report

OUTLETS = (Outlet("gazette", "The Example Gazette", aliases=("Example Channel",)),)
MESSAGE: dict[str, Json] = {
    "id": 7,
    "type": "message",
    "date": "2024-06-10T01:30:00",
    "date_unixtime": "1717972200",
    "edited": "2024-06-10T03:30:00",
    "edited_unixtime": "1717979400",
    "from": "Example Channel",
    "from_id": "channel1",
    "forwarded_from": "Example Clerks",
    "forwarded_from_id": "channel2",
    "photo": "photos/photo_1.jpg",
    "text": ["Суд розглянув ", {"type": "bold", "text": "сорок"}, " справ.\n\nЇх всі програли."],
}


def export(*messages: Json, kind: str = "public_channel", **more: Json) -> bytes:
    chat: dict[str, Json] = {"name": "Example Channel", "type": kind, "id": 1, "messages": list(messages), **more}
    return json.dumps(chat).encode()


def take(folder: Path, data: bytes) -> tuple[list[Offered], list[Failure]]:
    (folder / "result.json").write_bytes(data)
    every = list(addressed([folder], limit=1_000_000))
    return [o for o in every if isinstance(o, Offered)], [f for f in every if isinstance(f, Failure)]


def of(data: bytes) -> Report:
    sum_ = checksum(data)
    address, at, kind = "urn:reportedly:telegram:1/7", datetime(2024, 7, 1, tzinfo=UTC), "application/x-telegram+json"
    capture = Capture(capture_id(address, sum_), address, address, at, 0, kind, sum_, Record("", 0, 0), "telegram")
    return report_of(capture, data, OUTLETS)


def one(folder: Path, **changed: Json) -> Report:
    (offered,), _ = take(folder, export({**MESSAGE, **changed}))
    return of(offered.data)


def test_a_message_is_a_report_with_its_moment_edit_forward_and_media(tmp_path: Path) -> None:
    (offered,), failed = take(tmp_path, export(MESSAGE))
    assert (offered.address, offered.channel, failed) == ("urn:reportedly:telegram:1/7", "telegram", [])
    assert json.loads(offered.data)["message"] == MESSAGE
    report = of(offered.data)
    assert (report.outlet, report.language, report.published_day) == ("gazette", "uk", date(2024, 6, 9))
    assert report.published_at == datetime(2024, 6, 9, 22, 30, tzinfo=UTC)
    assert report.modified_at == datetime(2024, 6, 10, 0, 30, tzinfo=UTC)
    assert (report.forwarded_from, report.credit_line) == ("Example Clerks", "Example Clerks")
    assert report.media == ("photos/photo_1.jpg",)
    assert [p.of(report.text) for p in report.paragraphs] == ["Суд розглянув сорок справ.", "Їх всі програли."]


def test_a_person_whose_message_was_passed_on_is_not_named(tmp_path: Path) -> None:
    report = one(tmp_path, forwarded_from="Invented Name", forwarded_from_id="user5")
    assert report.forwarded_from is None and "Invented" not in repr(report)


def test_an_hour_without_a_zone_is_believed_as_a_day_only(tmp_path: Path) -> None:
    report = one(tmp_path, date_unixtime=None, edited_unixtime=None)
    assert (report.published_day, report.published_at, report.modified_at) == (date(2024, 6, 10), None, None)


def test_an_edited_message_is_another_capture_under_the_same_address(tmp_path: Path) -> None:
    (before,), _ = take(tmp_path, export(MESSAGE))
    (after,), _ = take(tmp_path, export({**MESSAGE, "text": "Forty-one."}))
    assert before.address == after.address and before.data != after.data


def test_what_the_service_says_is_passed_over_and_a_message_without_text_is_said(tmp_path: Path) -> None:
    service: Json = {"id": 1, "type": "service", "action": "pin_message", "text": ""}
    photo: Json = {"id": 2, "type": "message", "photo": "photos/p.jpg", "text": ""}
    video: Json = {"id": 3, "type": "message", "media_type": "video_file", "text": []}
    offered, failed = take(tmp_path, export(service, photo, video, "nonsense", MESSAGE))
    assert len(offered) == 1
    assert [(f.address, f.reason) for f in failed] == [
        ("urn:reportedly:telegram:1/2", "the message holds no text (photo)."),
        ("urn:reportedly:telegram:1/3", "the message holds no text (video file)."),
        ("result.json, chat 1, message 4", "the message has no number."),
    ]
    assert all(f.remedy for f in failed)


def test_photos_of_an_export_are_named_by_their_messages_and_documents_are_taken(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "photo_1.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "photos" / "stray.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "list.txt").write_text("Forty.")
    offered, failed = take(tmp_path, export(MESSAGE, {**MESSAGE, "id": 8, "file": "list.txt"}))
    assert [o.channel for o in offered] == ["file", "telegram", "telegram"]
    assert [f.address for f in failed] == ["photos/stray.jpg"]


def test_an_export_of_several_chats_gives_their_messages_and_refuses_private_ones(tmp_path: Path) -> None:
    channel, talk = json.loads(export(MESSAGE)), json.loads(export(MESSAGE, kind="personal_chat"))
    offered, failed = take(tmp_path, json.dumps({"chats": {"list": [talk, channel, 5]}}).encode())
    assert len(offered) == 1
    assert [(f.address, f.reason) for f in failed] == [
        ("result.json, chat 1", "this is a private conversation, not a publication."),
        ("result.json, chat 3", "the chat has no messages."),
    ]


REFUSED = [
    (export(MESSAGE)[:-40], "no JSON"),
    (b'{"about": "x"}', "no JSON Feed"),
    (b"[" * 100_000, "no feed"),
    (b"", "empty"),
]


@pytest.mark.parametrize("data, says", REFUSED)
def test_what_is_no_export_is_refused_with_a_reason_and_a_remedy(tmp_path: Path, data: bytes, says: str) -> None:
    offered, (failure,) = take(tmp_path, data)
    assert offered == [] and says in failure.reason and failure.remedy


@pytest.mark.parametrize("data", [b"", b"[]", b'{"chat": {}}', b'{"chat": {}, "message": {"text": 5}}'])
def test_bytes_that_are_no_kept_message_are_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        of(data)
    assert caught.value.remedy


def test_half_a_letter_is_kept_as_it_was_and_read_as_a_sign_for_it(tmp_path: Path) -> None:
    assert one(tmp_path, text="Forty \ud83d cases.").text == "Forty \ufffd cases."


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from([*MESSAGE, "text", "x"]), inner, max_size=5)
    ),
    max_leaves=12,
)


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from([*MESSAGE, "media_type", "file"]), ANY))
def test_a_message_of_any_shape_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, changed: dict[str, Json]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "shapes"
    folder.mkdir(exist_ok=True)
    offered, _ = take(folder, export({**MESSAGE, **changed}))
    for one in offered:
        assert of(one.data).text
