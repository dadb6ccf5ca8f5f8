"""Bugs that somebody new to the commands ran into, each with the test that it left."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "reportedly"


@pytest.fixture
def desk(demo_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_desk, tmp_path / "desk"))


def typed(*arguments: object, code: int = 0) -> str:
    done = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_a_ribbon_without_a_first_day_has_one_of_its_own(desk: Path) -> None:
    assert "2024-01-31" in typed("ribbon", "absence-337", "--until", "2024-06-10", "--desk", desk)
    assert "lies after" in typed(
        "ribbon", "absence-337", "--since", "2030-01-01", "--until", "2020-01-01", "--desk", desk, code=2
    )


def test_an_empty_address_is_not_the_folder_that_one_stands_in(desk: Path) -> None:
    assert "an address is empty" in typed("capture", "", "--desk", desk, code=2)


def test_a_pack_overwrites_no_file_that_is_no_pack(desk: Path, tmp_path: Path) -> None:
    precious = tmp_path / "letter.txt"
    precious.write_text("precious")
    assert "is no pack" in typed("pack", "fled-by", "-o", precious, "--desk", desk, code=4)
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("arguments", [("new", "/proc/desk"), ("backup", "/proc/copy", "--plain")])
def test_a_place_that_cannot_be_written_is_named_without_a_traceback(desk: Path, arguments: tuple[str, ...]) -> None:
    more = () if arguments[0] == "new" else ("--desk", desk)
    assert "/proc" in typed(*arguments, *more, code=4)


def test_a_port_that_there_is_none_of_is_wrong_usage(desk: Path) -> None:
    assert "65535" in typed("serve", "--port", "99999", "--desk", desk, code=2)


def test_a_name_in_a_reason_is_masked_where_the_history_is_printed(desk: Path) -> None:
    figure = "fig_" + typed("propose", "--desk", desk).split("fig_")[1][:20]
    reason = "his sister Oksana Verbytska told me"
    typed("decide", figure, "unsure", "--reviewer", "ada", "--reason", reason, "--desk", desk)
    history = typed("log", figure, "--desk", desk)
    assert "told me" in history and "Verbytska" not in history


def test_an_intact_desk_with_a_checkpoint_verifies_without_its_keys(desk: Path, tmp_path: Path) -> None:
    env_free = tmp_path / "signing.key"
    done = subprocess.run(
        [COMMAND, "checkpoint", "--desk", desk], capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "REPORTEDLY_SIGNING_KEY": str(env_free)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for keys in desk.glob(".keys/*"):
        if keys.is_file():
            keys.unlink()
    assert "0 problems" in typed("verify", "--desk", desk)
