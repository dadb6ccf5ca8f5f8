"""ZIPs: their members of known kinds are taken; bombs, tricks with paths, links, locks and ZIPs inside are refused aloud."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.capture.channels import Offered, addressed
from reportedly.capture.packed import unpacked
from reportedly.errors import BadInput
from reportedly.types import Failure

NOTE = "Outlet: Example Gazette\nTitle: Forty\nPublished: 2024-06-10\n\nForty cases.\n"
LIMIT = 4_000_000


def packed(members: dict[str, bytes | str]) -> bytes:
    """Members in, a ZIP out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def named(name: str, content: bytes = b"Forty.", mode: int = 0o100644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        info.external_attr = mode << 16
        file.writestr(info, content)
    return out.getvalue()


def take(folder: Path, data: bytes) -> tuple[list[Offered], list[Failure]]:
    (folder / "a.zip").write_bytes(data)
    every = list(addressed([folder / "a.zip"], limit=LIMIT))
    return [o for o in every if isinstance(o, Offered)], [f for f in every if isinstance(f, Failure)]


def test_members_of_known_kinds_are_taken_in_the_order_of_their_names(tmp_path: Path) -> None:
    data = packed({"z.txt": "Some text", "b/A.note": NOTE, "__MACOSX/x.txt": "x", ".DS_Store": "x", "run.exe": "x"})
    offered, failed = take(tmp_path, data)
    assert [o.address for o in offered] == [
        "urn:reportedly:note:a.zip/b/A",
        "urn:reportedly:file:a.zip/z.txt",
    ]
    assert [(f.address, f.reason) for f in failed] == [("a.zip/run.exe", "no reader for .exe.")]


TRICKS = [
    "../up.txt",
    "a/../../up.txt",
    "/etc/passwd.txt",
    "C:/x.txt",
    "..\\up.txt",
    "a//b.txt",
    "a/./b.txt",
    "\\\\host\\x.txt",
]


@pytest.mark.parametrize("name", TRICKS)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    offered, (failure,) = take(tmp_path, named(name))
    assert offered == []
    assert "leads out of the folder" in failure.reason and failure.remedy


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    offered, (failure,) = take(tmp_path, named("a.txt", b"/etc/hostname", 0o120777))
    assert offered == [] and "link to another file" in failure.reason


def test_a_name_with_a_line_break_and_a_name_that_stands_there_twice_are_refused(tmp_path: Path) -> None:
    assert "line break" in take(tmp_path, named("a\nb.txt"))[1][0].reason
    offered, (failure,) = take(tmp_path, packed({"a.txt": "Forty.", "A.txt": "Fifty."}))
    assert [o.data for o in offered] == [b"Forty."] and "two members" in failure.reason


def test_a_bomb_is_refused_before_it_goes_off(tmp_path: Path) -> None:
    offered, (failure,) = take(tmp_path, packed({"bomb.txt": b"0" * 3_000_000, "good.txt": "Forty."}))
    assert [o.data for o in offered] == [b"Forty."]
    assert "bomb" in failure.reason and failure.address == "a.zip/bomb.txt"
    many = packed({f"a{n}.txt": b"x" * 3_000_000 for n in range(12)})
    offered, (failure,) = take(tmp_path, many)
    assert offered == [] and "unpacks to 36000000 bytes" in failure.reason


def test_a_member_that_lies_about_its_length_is_refused(tmp_path: Path) -> None:
    data = packed({"a.txt": b"0" * 500_000})
    for lie in (10, 600_000):
        lying = data.replace(struct.pack("<L", 500_000), struct.pack("<L", lie))
        offered, (failure,) = take(tmp_path, lying)
        assert offered == [] and failure.address == "a.zip/a.txt" and failure.remedy


def test_a_zip_inside_a_zip_is_not_opened(tmp_path: Path) -> None:
    offered, (failure,) = take(tmp_path, packed({"inner.zip": packed({"a.txt": "Forty."})}))
    assert offered == [] and failure.reason == "a ZIP inside a ZIP is not opened."


def test_a_locked_member_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": "Forty."}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "locked by a password" in take(tmp_path, bytes(data))[1][0].reason


def test_a_member_too_large_for_a_file_is_refused(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 20_000
    offered, (failure,) = take(tmp_path, packed({"a.txt": noise}))
    assert offered == [] and "larger than 4000000 bytes" in failure.reason


REFUSED = [
    (b"PK\x03\x04 cut", "no ZIP, or cut"),
    (packed({"a.txt": "Forty."})[:-10], "no ZIP, or cut"),
    (packed({}), "holds no files"),
    (b"", "empty"),
]


@pytest.mark.parametrize("data, says", REFUSED)
def test_what_is_no_whole_zip_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    offered, (failure,) = take(tmp_path, data)
    assert offered == [] and says in failure.reason and failure.remedy


def test_more_members_than_a_folder_has_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(20_001):
            file.writestr(str(number), b"")
    with pytest.raises(BadInput, match="20001 members"):
        unpacked(out.getvalue(), "a.zip", limit=LIMIT, total=LIMIT)


WHOLE = packed({"a.txt": "Forty cases.", "b.note": NOTE})


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=6), st.integers(0, 60))
def test_a_damaged_zip_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, at: int, noise: bytes, gone: int
) -> None:
    offered, failed = take(tmp_path_factory.getbasetemp(), WHOLE[:at] + noise + WHOLE[at + gone :])
    assert offered or failed
    assert all(f.reason and f.remedy for f in failed)
