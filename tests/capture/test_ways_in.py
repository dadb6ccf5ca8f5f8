"""A folder as a desk receives it: every kind of file goes in by one command, into archive and ledger, and comes back whole."""

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from reportedly import open_newsroom
from reportedly.newsroom import Newsroom, new_desk

MAIL = b"From: press@gazette.example\nDate: Mon, 10 Jun 2024 09:00:00 +0300\nSubject: Forty\nMessage-ID: <1@a>\n\nForty cases.\n"
POST = {
    "id": 5,
    "type": "message",
    "date_unixtime": "1718000000",
    "text": "Forty cases.",
    "forwarded_from": "Example Clerks",
    "photo": "p.jpg",
}


def desk(folder: Path) -> Newsroom:
    if not folder.exists():
        new_desk(folder)
    return open_newsroom(folder, clock=lambda: datetime(2024, 7, 1, tzinfo=UTC))


def received(folder: Path, make_pdf: Callable[..., bytes]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("inside.txt", "A court decided forty of the cases.")
        file.writestr("../up.txt", "Forty.")
    files = {
        "release.pdf": make_pdf([(50, 700, "A court decided forty of the cases.")]),
        "scan.pdf": make_pdf([], picture=True),
        "letter.eml": MAIL,
        "box.mbox": b"From x\n" + MAIL,
        "clippings.zip": packed.getvalue(),
        "result.json": json.dumps(
            {"name": "Example Channel", "type": "public_channel", "id": 1, "messages": [POST]}
        ).encode(),
        "table.csv": b"Where\nnowhere\n",
    }
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def test_every_kind_is_kept_and_every_refusal_is_entered(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    newsroom = desk(tmp_path / "desk")
    outcome = newsroom.capture(received(tmp_path / "in", make_pdf))
    assert sorted(c.channel for c, _ in outcome.kept) == ["file", "file", "mail", "telegram"]
    assert len(outcome.already) == 1, "the mail in the mailbox is the mail in the file"
    assert sorted((f.address, f.reason.split(":")[0]) for f in outcome.failures) == [
        ("clippings.zip/../up.txt", "the member's name leads out of the folder."),
        ("table.csv", "no column for links; the first row has"),
        ("urn:reportedly:file:scan.pdf", "the PDF has no text layer"),
    ]
    assert {e.subject for e in newsroom.ledger.entries(["failure"])} == {f.address for f in outcome.failures}
    assert not newsroom.verify().found


def test_what_was_kept_comes_back_from_archive_and_ledger(tmp_path: Path, make_pdf: Callable[..., bytes]) -> None:
    kept = desk(tmp_path / "desk").capture(received(tmp_path / "in", make_pdf)).kept
    again = desk(tmp_path / "desk")
    assert {r.id: r for _, r in kept} == dict(again.held().reports)
    post = next(r for c, r in kept if c.channel == "telegram")
    assert (post.forwarded_from, post.media) == ("Example Clerks", ("p.jpg",))
    mail = next(c for c, _ in kept if c.channel == "mail")
    assert again.archive.bytes_of(mail) == MAIL
    assert not again.capture(tmp_path / "in").kept


def test_the_columns_of_a_desks_tables_stand_in_its_settings(tmp_path: Path) -> None:
    desk(tmp_path / "desk")
    with (tmp_path / "desk" / "desk.toml").open("a") as file:
        file.write('\n[links]\nlink = "Where"\n')
    (tmp_path / "table.csv").write_bytes(b"Where\nnowhere\n")
    (failure,) = desk(tmp_path / "desk").capture(tmp_path / "table.csv").failures
    assert (failure.address, failure.reason) == ("table.csv, row 2", "no web address: 'nowhere'.")
