"""Files, folders and notes as they come in: what is offered, in which order, and what is refused aloud."""

import os
from pathlib import Path

import pytest

from reportedly.capture.channels import Offered, addressed
from reportedly.capture.links import Link
from reportedly.types import Failure

NOTE = "Outlet: Example Gazette\nTitle: Forty\nPublished: 2024-06-10\n\nForty cases.\n"


def write(folder: Path, **files: str | bytes) -> None:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def test_a_folder_is_walked_in_the_order_of_its_paths(tmp_path: Path) -> None:
    write(tmp_path, B_dot_note=NOTE, a__C_dot_txt="Some text", a__b__D_dot_html="<p>x", A_dot_md="# x", _dot_hidden="x")
    offered = list(addressed([tmp_path]))
    assert [(o.address, o.media_type, o.channel) for o in offered if isinstance(o, Offered)] == [
        ("urn:reportedly:file:A.md", "text/markdown", "file"),
        ("urn:reportedly:note:B", "text/vnd.reportedly.note", "note"),
        ("urn:reportedly:file:a/C.txt", "text/plain", "file"),
        ("urn:reportedly:file:a/b/D.html", "text/html", "file"),
    ]
    assert len(offered) == 4


def test_a_notes_own_address_wins_and_its_bytes_are_untouched(tmp_path: Path) -> None:
    write(tmp_path, A2_dot_note="Address: urn:reportedly:demo:A2\r\n" + NOTE)
    (offered,) = addressed([tmp_path / "A2.note"])
    assert isinstance(offered, Offered)
    assert offered.address == "urn:reportedly:demo:A2"
    assert offered.data == (tmp_path / "A2.note").read_bytes()


def test_no_path_of_this_machine_gets_into_an_address(tmp_path: Path) -> None:
    write(tmp_path, Записка_dot_note=NOTE)
    (offered,) = addressed([tmp_path / "Записка.note"])
    assert isinstance(offered, Offered)
    assert offered.address == "urn:reportedly:note:%D0%97%D0%B0%D0%BF%D0%B8%D1%81%D0%BA%D0%B0"


REFUSED: list[tuple[str, dict[str, str | bytes], str, str, str]] = [
    ("an empty file", {"a.txt": b""}, "a.txt", "empty", "again"),
    ("an empty note", {"a.note": b""}, "a.note", "empty", "again"),
    ("a cut note", {"a.note": NOTE[:-8]}, "a.note", "looks cut", "whole note"),
    ("a broken header", {"a.note": NOTE.replace("Title: ", "Title ")}, "a.note, line 2", "no `Key: value`", "header"),
    (
        "a note in Windows-1251",
        {"a.note": NOTE.replace("Forty", "Сорок").encode("cp1251")},
        "a.note",
        "not UTF-8",
        "UTF-8",
    ),
    ("a note in UTF-16", {"a.note": NOTE.encode("utf-16")}, "a.note", "UTF-16", "UTF-8"),
    ("a binary note", {"a.note": b"\x7fELF\0\0\0"}, "a.note", "binary", "UTF-8"),
    ("an unknown kind", {"a.xls": b"x"}, "a.xls", "no reader for .xls", "Known kinds"),
    ("no suffix", {"README": b"x"}, "README", "without a suffix", "Known kinds"),
    ("too large", {"a.txt": b"x" * 1001}, "a.txt", "larger than 1000 bytes", "limit"),
    ("a line break in its name", {"a\nb.txt": b"x"}, r"a\nb.txt", "line break", "Rename"),
    ("a control character in its name", {"a\x07.txt": b"x"}, r"a\x07.txt", "control character", "Rename"),
]


@pytest.mark.parametrize("files, where, says, remedy", [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_a_refusal_is_a_value_with_its_reason_and_the_rest_goes_on(
    tmp_path: Path, files: dict[str, str | bytes], where: str, says: str, remedy: str
) -> None:
    write(tmp_path, z_dot_txt="Forty cases.")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    refused, taken = sorted(addressed([tmp_path], limit=1000), key=lambda o: isinstance(o, Offered))
    assert isinstance(refused, Failure) and isinstance(taken, Offered)
    assert (refused.address, taken.address) == (where, "urn:reportedly:file:z.txt")
    assert says in refused.reason and remedy in refused.remedy


def test_a_hundred_megabytes_are_refused_without_being_read(tmp_path: Path) -> None:
    with (tmp_path / "large.txt").open("wb") as file:
        file.truncate(100 * 1024 * 1024)
    (refused,) = addressed([tmp_path])
    assert isinstance(refused, Failure)
    assert "larger than 64.0 MB (100.0 MB)" in refused.reason and "limit" in refused.remedy


def test_what_is_not_there_is_said_and_an_address_is_handed_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "empty").mkdir()
    given: list[str | Path] = [
        tmp_path / "missing.txt",
        tmp_path / "pipe.txt",
        tmp_path / "empty",
        "https://gazette.example/a",
    ]
    *refused, web = addressed(given)
    assert [f.reason for f in refused if isinstance(f, Failure)] == [
        "the file cannot be read: No such file or directory.",
        "this is no file (a device, pipe or socket).",
        "the folder holds no files.",
    ]
    assert web == Link("https://gazette.example/a", "https://gazette.example/a"), "this door does not go out"


def test_a_link_to_its_own_folder_does_not_go_round_for_ever(tmp_path: Path) -> None:
    write(tmp_path, a_dot_txt="x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(addressed([tmp_path]))) == 1
