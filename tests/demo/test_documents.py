"""The documents' worked examples are those of the demonstration, and their commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportedly.demo.walk import Walked

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDE = tuple(f"guide/{path.name}" for path in sorted((DOCS / "guide").glob("*.md")))
WRITTEN = ("why.md", "tutorial.md", "words.md", "method.md", *GUIDE)


def text_of(document: str) -> str:
    return (DOCS / document).read_text(encoding="utf-8")


def bounds_table() -> list[tuple[str, str, str, str]]:
    """The rows of the method's table: as written, lowest, highest, note."""
    rows = re.findall(r"^\| ([^|]+) \| ([\d,]+) \| ([\d,]+|open) \| (\w+)", text_of("method.md"), re.MULTILINE)
    assert len(rows) >= 8
    return rows


def number(written: str) -> int | None:
    return None if written == "open" else int(written.replace(",", ""))


@pytest.mark.parametrize("row", bounds_table(), ids=lambda row: row[0])
def test_the_methods_bounds_are_those_that_are_read(walked: Walked, row: tuple[str, str, str, str]) -> None:
    words, lowest, highest, note = row
    held = walked.newsroom.held()
    capture = next(c.id for c in held.captures.values() if c.address == f"urn:reportedly:demo:{note}")
    report = next(r.id for r in held.reports.values() if r.capture == capture)
    figures = [f for f in held.figures.values() if f.report == report]
    figure = next(f for f in figures if f.as_written.words.casefold() == words.casefold())
    assert (figure.bounds.lower, figure.bounds.upper) == (number(lowest), number(highest))


def test_every_sum_in_the_method_is_right() -> None:
    sums = re.findall(r"((?:[\d,]+ \+ )+[\d,]+) = ([\d,]+\d)", text_of("method.md"))
    assert sums
    for parts, whole in sums:
        assert sum(int(part.replace(",", "")) for part in parts.split(" + ")) == number(whole)


def test_every_note_that_the_method_names_is_there() -> None:
    notes = {path.stem for path in (DOCS.parent / "src/reportedly/demo/notes").glob("*.note")}
    named = set(re.findall(r"\b([ABC]\d{1,2})\b", text_of("method.md")))
    assert named and named <= notes


@pytest.mark.parametrize("document", WRITTEN)
def test_every_command_in_a_document_exists(document: str) -> None:
    import typer

    from reportedly.cli.app import app

    group = typer.main.get_command(app)
    commands = set(group.commands)  # type: ignore[attr-defined]
    named = set(re.findall(r"(?:^    |`)reportedly ([a-z]+(?:-[a-z]+)*)", text_of(document), re.MULTILINE))
    assert named <= commands


@pytest.mark.parametrize("document", [*WRITTEN, "README.md"])
def test_every_link_between_documents_leads_somewhere(document: str) -> None:
    for link in re.findall(r"\]\(([^):#]+?)(?:#[^)]*)?\)", text_of(document)):
        assert (DOCS / document).parent.joinpath(link).exists(), link


def test_the_questions_of_the_tutorial_are_those_of_the_desk(walked: Walked) -> None:
    asked = set(re.findall(r"reportedly (?:why|count) ([a-z][\w-]+)", text_of("tutorial.md"))) - {"trees"}
    assert asked and asked <= set(walked.newsroom.held().questions)
