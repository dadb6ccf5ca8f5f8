"""A small desk with one report that names nobody private and one that does; all names are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.newsroom.packing import pack
from reportedly.proof.signing import PLACE
from reportedly.types import Verdict

OPEN = """Outlet: Example Outlet
Title: A count of those who fled
Published: 2024-06-10
Language: en
Link: https://outlet.example/news/count
Note: test note

By 1 June 2024 at least 800 mobilised soldiers had fled, according to Example Count. None of it can be seen from here.
"""
NAMED = """Outlet: Second Outlet
Title: Zlobnin's lawyer tells of a count
Published: 2024-06-11
Language: en
Link: https://second.example/news/pyotr-zlobnin-fled
Note: test note

Pyotr Zlobnin, aged 31, fled from the 2nd battalion. At least 950 mobilised soldiers had fled by 5 June 2024, Example Count reported. His lawyer, Semyon Grubkin, said so too.
"""
REVIEWERS = ("Adalinde Korff", "Boris Quenzel")
QUESTION = """[[question]]
id = "fled"
asks = "How many mobilised soldiers have fled?"
measure = "persons_fled"
population = "mobilised soldiers"
flow = "cumulative"
definition = "Mobilised men who fled from service, as compilers report them."
units = ["persons_fled", "persons"]
"""
OUTLETS = """[[outlet]]
id = "example-outlet"
name = "Example Outlet"
domains = ["outlet.example"]
[[outlet]]
id = "second-outlet"
name = "Second Outlet"
domains = ["second.example"]
grade = {letter = "E", reason = "never to be seen by anybody"}
[[compiler]]
id = "example-count"
name = "Example Count"
base = "court sites"
"""
START = datetime(2024, 6, 12, 9, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that goes on by a minute whenever it is asked."""

    at: datetime = START

    def __call__(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at


@pytest.fixture
def key_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's signing key lies."""
    place = tmp_path / "keys" / "signing.key"
    monkeypatch.setenv(PLACE, str(place))
    return place


@pytest.fixture
def desk(tmp_path: Path, key_file: Path) -> Newsroom:
    """The desk, read and decided by two people."""
    folder = tmp_path / "the-desks-own-folder"
    new_desk(folder)
    (folder / "questions.toml").write_text(QUESTION, encoding="utf-8")
    (folder / "outlets.toml").write_text(OUTLETS, encoding="utf-8")
    newsroom = open_newsroom(folder, clock=Clock())
    for name, text in (("open", OPEN), ("named", NAMED)):
        (tmp_path / f"{name}.note").write_text(text, encoding="utf-8")
        assert newsroom.capture(tmp_path / f"{name}.note").failures == ()
    newsroom.read()
    for figure in figures(newsroom):
        newsroom.decide(figure, Verdict.ASSIGN, reviewer=REVIEWERS[0], reason="", to="fled")
        for reviewer in REVIEWERS:
            newsroom.decide(figure, Verdict.ACCEPT, reviewer=reviewer, reason=f"{REVIEWERS[0]} and I read it so")
    return newsroom


def figures(newsroom: Newsroom) -> list[str]:
    return [f.id for f in newsroom.held().figures.values() if f.bounds.lower in (800, 950)]


@pytest.fixture
def packed(tmp_path: Path) -> Callable[[Newsroom], bytes]:
    """Packs the question and gives the pack's bytes."""

    def made(newsroom: Newsroom) -> bytes:
        pack(newsroom, "fled", tmp_path / "pack.wacz")
        return (tmp_path / "pack.wacz").read_bytes()

    return made
