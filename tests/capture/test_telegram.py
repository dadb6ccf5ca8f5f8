"""Telegram exports: each message a report; forwards, edits and media known; private conversations refused."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.channels import Offered, addressed
from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.page import report_of
from reportedly.errors import BadInput
from reportedly.ledger.compilers import compiler_of
from reportedly.newsroom import new_desk, open_newsroom
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


PHOTO = b"\xff\xd8\xff\xe0 a picture"


def photo_in(folder: Path) -> None:
    (folder / "photos").mkdir()
    (folder / "photos" / "photo_1.jpg").write_bytes(PHOTO)


def test_photos_of_an_export_are_captures_beside_their_messages_and_documents_are_reports(tmp_path: Path) -> None:
    photo_in(tmp_path)
    (tmp_path / "photos" / "stray.jpg").write_bytes(PHOTO)
    (tmp_path / "list.txt").write_text("Forty.")
    offered, failed = take(tmp_path, export(MESSAGE, {**MESSAGE, "id": 8, "file": "list.txt"}))
    assert [(o.channel, o.attached) for o in offered] == [
        ("file", False),
        ("telegram", True),
        ("telegram", False),
        ("telegram", False),
    ]
    assert (offered[1].address, offered[1].media_type, offered[1].data) == (
        "urn:reportedly:telegram:1/7/photos/photo_1.jpg",
        "image/jpeg",
        PHOTO,
    )
    assert [f.address for f in failed] == ["photos/stray.jpg"]


def test_media_in_a_zip_are_taken_too(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as file:
        file.writestr("chat/result.json", export(MESSAGE))
        file.writestr("chat/photos/photo_1.jpg", PHOTO)
    found = [one for one in addressed([tmp_path / "chat.zip"], limit=1_000_000) if isinstance(one, Offered)]
    assert sorted(one.address for one in found if one.attached) == ["urn:reportedly:telegram:1/7/photos/photo_1.jpg"]


TRICKS = ["../secret.jpg", "/etc/hostname", "photos/../../secret.jpg", "..\\secret.jpg", "./../secret.jpg"]


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_leads_out_of_the_export_is_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "export").mkdir()
    offered, failed = take(tmp_path / "export", export({**MESSAGE, "photo": name}))
    assert [o for o in offered if o.attached] == []
    assert ["outside the export's folder" in f.reason for f in failed] == [True]


def test_a_link_is_not_followed_and_a_file_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "photo_1.jpg").symlink_to("/etc/hostname")
    (tmp_path / "large.mp4").write_bytes(bytes(1_000_001))
    offered, failed = take(tmp_path, export(MESSAGE, {**MESSAGE, "id": 8, "file": "large.mp4"}))
    assert [o for o in offered if o.attached] == []
    assert ["larger" in failed[0].reason, "a link" in failed[1].reason] == [True, True]


def test_files_of_private_conversations_and_thumbnails_are_not_taken(tmp_path: Path) -> None:
    photo_in(tmp_path)
    offered, failed = take(tmp_path, export(MESSAGE, kind="personal_chat"))
    assert offered == [] and len(failed) == 1
    (tmp_path / "photos" / "thumb.jpg").write_bytes(PHOTO)
    offered, _ = take(tmp_path, export({**MESSAGE, "thumbnail": "photos/thumb.jpg"}))
    assert len([o for o in offered if o.attached]) == 1


PASSED_ON = [
    ("At least 40 cases were decided in May.", ["Example Clerks"], "example-clerks"),
    (
        "At least 40 cases were decided in May, according to Example Count.",
        ["Example Clerks", "Example Count"],
        "example-count",
    ),
]


@pytest.mark.parametrize("words, chain, compiler", PASSED_ON)
def test_who_first_wrote_a_message_that_was_passed_on_is_a_hop(
    tmp_path: Path, words: str, chain: list[str], compiler: str
) -> None:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk", clock=lambda: datetime(2024, 7, 1, tzinfo=UTC))
    (tmp_path / "result.json").write_bytes(export({**MESSAGE, "text": words, "photo": None}))
    newsroom.capture(tmp_path / "result.json")
    (reading,) = newsroom.read().readings
    (figure,) = reading.figures
    assert [hop.who for hop in figure.chain] == chain and figure.chain[0].kind == "forwarded"
    held = newsroom.held()
    made = compiler_of(figure, held.reports[reading.report], {}, held.compilers, held.outlets)
    assert made.compiler == compiler


def test_an_export_with_its_files_is_kept_once_and_an_edit_is_another_version(tmp_path: Path) -> None:
    chat = tmp_path / "chat"
    chat.mkdir()
    photo_in(chat)
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk", clock=lambda: datetime(2024, 7, 1, tzinfo=UTC))
    (chat / "result.json").write_bytes(export(MESSAGE))
    first = newsroom.capture(chat)
    assert (len(first.kept), len(first.attached), first.failures) == (1, 1, ())
    assert newsroom.archive.bytes_of(first.attached[0]) == PHOTO
    assert len(newsroom.capture(chat).already) == 2
    newsroom.clock = lambda: datetime(2024, 7, 8, tzinfo=UTC)
    edited = {"text": "Суд розглянув тридцять справ.", "edited_unixtime": "1720000000"}
    (chat / "result.json").write_bytes(export({**MESSAGE, **edited}))
    assert len(newsroom.capture(chat).kept) == 1
    (change,) = newsroom.versions("urn:reportedly:telegram:1/7").changes
    assert change.window == "present on 2024-07-01, absent on 2024-07-08"
    assert change.reworded[-1].after == "2024-07-03 09:46 UTC" and "last edit" in change.reworded[-1].what
    assert newsroom.verify().found == ()


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
