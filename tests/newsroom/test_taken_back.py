"""A brief that was published keeps its address, whatever becomes of its figure or its file."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.types import Verdict

JUNE = "forced-back-to-the-front"
LATER = datetime(2026, 1, 5, 9, tzinfo=UTC)


@pytest.fixture
def newsroom(demo_desk: Path, tmp_path: Path) -> Newsroom:
    """The demonstration desk some days after its walk; tests may change it."""
    shutil.copytree(demo_desk, tmp_path / "desk")
    return open_newsroom(tmp_path / "desk", clock=lambda: LATER)


def page(newsroom: Newsroom, path: str) -> str:
    return (newsroom.folder / "site" / path / "index.html").read_text(encoding="utf-8")


def test_a_struck_file_leaves_a_page_a_correction_and_no_feed_item(newsroom: Newsroom) -> None:
    (file,) = (newsroom.folder / "briefs").glob(f"{JUNE}*.md")
    words = file.read_text(encoding="utf-8")
    file.unlink()
    newsroom.reread_files()
    assert JUNE in newsroom.publish().taken_back
    assert "Its file was taken away from the desk." in page(newsroom, f"briefs/{JUNE}")
    assert "Forced back to the front" in page(newsroom, f"briefs/{JUNE}")
    assert "5 January 2026" in page(newsroom, "corrections")
    entries = newsroom.ledger.head()
    assert newsroom.publish().unchanged and newsroom.ledger.head() == entries
    file.write_text(words, encoding="utf-8")
    newsroom.reread_files()
    assert JUNE not in newsroom.publish().taken_back
    assert "The brief is back since 5 January 2026." in page(newsroom, "corrections")
    assert "You might also like" in page(newsroom, f"briefs/{JUNE}")


def test_a_withdrawn_figure_takes_its_published_brief_back_with_the_reason(newsroom: Newsroom) -> None:
    edition = newsroom.edition()
    brief = next(one for one in edition.briefs if one.slug == JUNE)
    figure = next(ref.figure for ref in brief.figures if ref.name == "fled")
    assert figure
    for reviewer in ("ann", "ben"):
        newsroom.decide(figure, Verdict.RETRACT, reviewer=reviewer, reason="Invented: the outlet withdrew it.")
    published = newsroom.publish()
    assert JUNE in published.taken_back and JUNE in published.held
    for path in (f"briefs/{JUNE}", "corrections"):
        assert "no longer stands: Invented: the outlet withdrew it." in page(newsroom, path)
    assert newsroom.verify().found == ()


def test_the_demonstration_s_own_note_speaks_for_the_brief_that_it_took_back(newsroom: Newsroom) -> None:
    assert newsroom.publish().taken_back == ("a-help-line-that-does-not-exist",)
    assert "Taken back" not in page(newsroom, "corrections")
    assert "has withdrawn its figure" in page(newsroom, "corrections")


def test_what_was_published_is_entered_with_titles_and_notes(newsroom: Newsroom) -> None:
    *_, (_, fields) = newsroom.ledger.entered(["publication"])
    carried = fields["carried"]
    assert isinstance(carried, list)
    assert {one["slug"]: one["title"] for one in carried if isinstance(one, dict)}[JUNE] == "Forced back to the front"
