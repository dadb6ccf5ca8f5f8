"""The command line as a person meets it: what it prints, how it ends, and what it says to do next."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).with_name("reportedly")
ROOT = Path(__file__).resolve().parents[2]

OUTLETS = """
[[outlet]]
id = "gazette"
name = "Example Gazette"

[[compiler]]
id = "example-count"
name = "Example Count"
base = "court sites"
"""
QUESTIONS = """
[[question]]
id = "cases"
asks = "How many cases were opened in May 2024?"
measure = "cases"
population = "soldiers of the example army"
flow = "period"
definition = "Cases that the example courts opened in May 2024."
units = ["cases"]
period = { start = 2024-05-01, end = 2024-05-31 }
"""
NOTE = """Outlet: Example Gazette
Title: Forty cases in a month
Published: 2024-06-10
Language: en

In May 2024 the courts opened at least 40 cases, according to Example Count.
"""


def reportedly(*arguments: object, code: int = 0) -> str:
    """What the command prints; its exit code must be `code`."""
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    reportedly("new", folder)
    (folder / "outlets.toml").write_text(OUTLETS)
    (folder / "questions.toml").write_text(QUESTIONS)
    (tmp_path / "may.note").write_text(NOTE)
    return folder


@pytest.fixture
def counted(desk: Path) -> Path:
    """The desk with one note captured, read, and its figure accepted by two people for the question."""
    reportedly("capture", desk.parent / "may.note", "--desk", desk)
    reading = json.loads(reportedly("read", "--desk", desk, "--json"))
    figure = next(f["id"] for f in reading["readings"][0]["figures"] if f["as_written"]["words"] == "at least 40")
    for reviewer in ("ada", "ben"):
        reportedly("decide", figure, "accept", "--reviewer", reviewer, "--reason", "clear", "--desk", desk)
    reportedly(
        "decide", figure, "assign", "--to", "cases", "--reviewer", "ada", "--reason", "it is May", "--desk", desk
    )
    return desk


def test_the_whole_way_from_a_note_to_an_answer(counted: Path) -> None:
    tally = json.loads(reportedly("count", "cases", "--desk", counted, "--json"))[0]
    assert tally["bounds"] == {"lower": 40, "upper": None}
    assert [c["compiler"] for c in tally["compilers"]] == ["example-count"]
    assert "at least 40" in reportedly("count", "--desk", counted)


def test_one_pair_of_eyes_is_not_enough_where_the_desk_asks_for_two(desk: Path) -> None:
    reportedly("capture", desk.parent / "may.note", "--desk", desk)
    reading = json.loads(reportedly("read", "--desk", desk, "--json"))
    figure = next(f["id"] for f in reading["readings"][0]["figures"] if f["as_written"]["words"] == "at least 40")
    reportedly("decide", figure, "accept", "--reviewer", "ada", "--reason", "clear", "--desk", desk)
    reportedly(
        "decide", figure, "assign", "--to", "cases", "--reviewer", "ada", "--reason", "it is May", "--desk", desk
    )
    assert json.loads(reportedly("count", "cases", "--desk", desk, "--json"))[0]["bounds"] == {
        "lower": None,
        "upper": None,
    }


def test_why_leads_to_the_sentence_and_the_checked_bytes(counted: Path) -> None:
    said = reportedly("why", "cases", "--desk", counted)
    assert "the courts opened [at least 40] cases" in said
    assert "bytes checked" in said


def test_the_log_tells_who_decided_what_and_why(counted: Path) -> None:
    figure = json.loads(reportedly("why", "cases", "--desk", counted, "--json"))[0]["figure"]["id"]
    said = reportedly("log", figure, "--desk", counted)
    assert "by ada" in said and "by ben" in said and "it is May" in said


def test_exports_link_every_row_back_to_the_bytes(counted: Path) -> None:
    reportedly("export", "csv", "--desk", counted)
    rows = (counted / "exports" / "figures.csv").read_text(encoding="utf-8").splitlines()
    assert "sha256:" in rows[1] and "urn:reportedly:note:may" in rows[1]


def test_rebuilding_changes_no_answer(counted: Path) -> None:
    before = reportedly("count", "cases", "--desk", counted, "--as-of", "2024-12-31", "--json")
    reportedly("rebuild", "--desk", counted)
    after = reportedly("count", "cases", "--desk", counted, "--as-of", "2024-12-31", "--json")
    assert json.loads(before)[0]["bounds"] == json.loads(after)[0]["bounds"]


def test_a_second_reading_says_that_nothing_is_new(desk: Path) -> None:
    reportedly("capture", desk.parent / "may.note", "--desk", desk)
    assert "1 new; 0 already read" in reportedly("read", "--desk", desk)
    assert "0 new; 1 already read" in reportedly("read", "--desk", desk)
    assert json.loads(reportedly("read", "--desk", desk, "--json"))["says"] == "0 new; 1 already read"


def test_a_language_without_rules_is_told_wherever_silence_would_look_like_a_zero(counted: Path) -> None:
    note = counted.parent / "other.note"
    note.write_text(NOTE.replace("Language: en", "Language: hy").replace("2024-06-10", "2024-06-11"))
    reportedly("capture", note, "--desk", counted)
    assert "does not mean that it has none" in reportedly("read", "--desk", counted)
    for command in (["read"], ["count"], ["count", "cases", "--json"]):
        assert "without rules (hy)" in reportedly(*command, "--desk", counted)


def test_a_word_that_is_none_of_few_is_refused_with_those_that_are(desk: Path) -> None:
    (desk / "questions.toml").write_text(QUESTIONS.replace('"period"', '"monthly"'))
    said = reportedly("count", "--desk", desk, code=4)
    assert "'monthly' is none of cumulative, period, rate, stock, increment, event" in said


def test_verify_passes_on_what_was_kept_and_names_a_changed_byte(counted: Path) -> None:
    assert "0 problems" in reportedly("verify", "--desk", counted)
    archive = next((counted / "archive").glob("*.warc.gz"))
    data = bytearray(archive.read_bytes())
    data[-40] ^= 1
    archive.write_bytes(data)
    assert archive.name in reportedly("verify", "--desk", counted, code=8)


def test_verify_refuses_a_head_that_the_chain_does_not_contain(counted: Path) -> None:
    assert "no entry has this hash" in reportedly("verify", "--head", "ab" * 32, "--desk", counted, code=8)


WRONG = [
    (["count", "--desk", "nowhere"], 5, "reportedly new"),
    (["count", "nothing", "--desk", "DESK"], 6, "There are: cases"),
    (["why", "fig_none", "--desk", "DESK"], 6, "Questions: cases"),
    (["decide", "fig_none", "accept", "--reviewer", "ada", "--reason", "x", "--desk", "DESK"], 6, "reportedly read"),
    (["export", "xls", "--desk", "DESK"], 4, "annotations or csl"),
    (["new", "DESK"], 4, "Name a new folder"),
    (["demo", "DESK"], 5, "Name a new folder"),
    (["count", "--as-of", "March", "--desk", "DESK"], 2, "write it like 2024-06-10"),
    (["predict", "incidents", "clusters", "out"], 4, "--documents"),
    (["predict", "nonsense", "a", "b"], 4, "with one of: figures"),
    (["capture", "missing.note", "--desk", "DESK"], 10, "missing.note"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), WRONG, ids=[" ".join(row[0][:2]) for row in WRONG])
def test_a_refusal_says_what_to_do_next(desk: Path, arguments: list[str], code: int, says: str) -> None:
    assert says in reportedly(*[str(desk) if a == "DESK" else a for a in arguments], code=code)


BROKEN_FILES = [
    ("questions.toml", "[[question]\nid = 1", "questions.toml"),
    ("questions.toml", '[[question]]\nid = "a"\nasks = "?"\n', "The keys are"),
    ("outlets.toml", '[[outlet]]\nid = "a"\nname = "A"\nwebsite = "x"\n', "website"),
    ("desk.toml", "[site]\nname = 3\n", "desk.toml"),
    ("outlets.toml", '[[outlet]]\nid = "a"\nname = "A"\n[[outlet]]\nid = "a"\nname = "B"\n', "two [[outlet]] tables"),
]


@pytest.mark.parametrize(("name", "text", "says"), BROKEN_FILES)
def test_a_broken_file_of_the_desk_is_named_with_its_remedy(desk: Path, name: str, text: str, says: str) -> None:
    (desk / name).write_text(text)
    said = reportedly("count", "--desk", desk, code=4)
    assert says in said and "Traceback" not in said


BAD_NOTES = [
    ("empty.note", b"", "empty"),
    ("cut.note", NOTE[:40].encode(), "cut.note"),
    ("binary.note", bytes(range(256)) * 8, "binary.note"),
    ("utf16.note", NOTE.encode("utf-16"), "UTF-16"),
    ("cp1251.note", "Outlet: Газета\nTitle: Дела\nPublished: 2024-06-10\n\nТекст.\n".encode("cp1251"), "UTF-8"),
    ("header.note", b"Outlet Example Gazette\nTitle: x\n\ntext", "header.note"),
    ("day.note", b"Outlet: Example Gazette\nTitle: x\nPublished: yesterday\n\ntext", "yesterday"),
    ("line\nbreak.note", NOTE.encode(), "line"),
]


@pytest.mark.parametrize(
    ("name", "data", "says"), BAD_NOTES, ids=[name.encode("unicode_escape").decode() for name, _, _ in BAD_NOTES]
)
def test_a_bad_note_is_refused_with_a_reason_and_the_good_one_beside_it_is_kept(
    desk: Path, name: str, data: bytes, says: str
) -> None:
    (desk.parent / name).write_bytes(data)
    said = reportedly("capture", desk.parent / name, desk.parent / "may.note", "--desk", desk, code=10)
    assert says in said and "1 kept" in said and "1 failed" in said and "Traceback" not in said
    assert "0 problems" in reportedly("verify", "--desk", desk)


def test_a_file_of_a_hundred_megabytes_is_refused_without_being_read_whole(desk: Path) -> None:
    big = desk.parent / "big.txt"
    with big.open("wb") as out:
        out.truncate(100 * 1024 * 1024)
    assert "larger than" in reportedly("capture", big, "--desk", desk, code=10)


def test_the_command_reference_is_not_stale() -> None:
    from reportedly.cli.reference import reference

    assert (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8") == reference(), "run `make docs`"


def test_every_command_shows_an_example() -> None:
    from typer.main import get_command

    from reportedly.cli.app import app

    group = get_command(app)
    assert [name for name, command in group.commands.items() if "Example: " not in (command.epilog or "")] == []  # type: ignore[attr-defined]
