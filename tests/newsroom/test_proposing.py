"""What waits for a person, what a question would say, and what stands on a report."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportedly.errors import BadInput, NotThere
from reportedly.newsroom import Newsroom, open_newsroom
from reportedly.types import Verdict


@pytest.fixture
def desk(demo_desk: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_desk, tmp_path / "desk"))


@pytest.fixture
def newsroom(desk: Path) -> Newsroom:
    return open_newsroom(desk)


def test_what_nobody_decided_waits_and_is_proposed_with_reasons(newsroom: Newsroom) -> None:
    waiting = newsroom.proposed()
    assert waiting and all(one.proposals[0].reasons for one in waiting)
    assert waiting[0].learned_from > 0
    decided = waiting[0].figure.id
    newsroom.decide(decided, Verdict.REFUSE, reviewer="Reviewer One", reason="no count")
    assert decided not in {one.figure.id for one in newsroom.proposed()}


def test_a_new_question_shows_near_ones_and_old_figures_and_what_they_would_say(desk: Path, newsroom: Newsroom) -> None:
    with (desk / "questions.toml").open("a") as file:
        file.write(
            '\n[[question]]\nid = "one-man-held"\nasks = "How many men were held in a cellar?"\nmeasure = "persons_detained"\n'
            'population = "men held"\nflow = "stock"\ndefinition = "Men held in one place, one man."\n'
            'units = ["persons", "persons_detained"]\n'
        )
    newsroom.reread_files()
    entries = newsroom.ledger.head()[0]
    preview = newsroom.preview_question("one-man-held")
    assert "detained" in {near.question for near in preview.neighbours}
    assert preview.now.points == ()
    assert len(preview.then.points) == len({one.figure.id for one in preview.fitting}) > 0
    assert newsroom.ledger.head()[0] == entries + 1, "only the question itself was entered"


def test_an_unknown_question_is_named_with_those_there_are(newsroom: Newsroom) -> None:
    with pytest.raises(NotThere, match="There are"):
        newsroom.preview_question("nothing")
    with pytest.raises(NotThere, match="There are"):
        newsroom.proposed("nothing")


def test_a_report_lists_all_that_stands_on_it_down_to_the_sent_digest(newsroom: Newsroom) -> None:
    (trace, *_) = newsroom.why("sentences-337-march-2024")
    found = newsroom.downstream(trace.report.id)
    assert trace.figure.id in found.figures
    assert "sentences-337-march-2024" in found.questions
    assert "forced-back-to-the-front" in found.briefs
    assert found.digests and found.published
    assert newsroom.downstream(trace.capture.id).figures == found.figures


def declare(desk: Path, questions: str, reason: str = "the same series in other words") -> None:
    with (desk / "policies.toml").open("a") as file:
        file.write(f'\n[[equal]]\nquestions = {questions}\nreason = "{reason}"\ndeclared_by = "Editor One"\n')


def test_two_questions_declared_equal_count_as_one_series_and_say_so(desk: Path, newsroom: Newsroom) -> None:
    before = newsroom.count("absence-337")
    declare(desk, '["absence-337", "absence-toughened"]')
    newsroom.reread_files()
    after = newsroom.count("absence-337")
    assert len(after.points) > len(before.points)
    assert any("Counted as one series with absence-toughened" in caveat for caveat in after.caveats)


@pytest.mark.parametrize(
    ("questions", "reason", "says"),
    [
        ('["absence-337", "nowhere"]', "why", "names no question"),
        ('["absence-337"]', "why", "fewer than two"),
        ('["absence-337", "absence-may-2024"]', "why", "other days or other flows"),
        ('["absence-337", "absence-toughened"]', " ", "does not say why"),
    ],
)
def test_a_declaration_that_cannot_be_is_refused(desk: Path, questions: str, reason: str, says: str) -> None:
    declare(desk, questions, reason)
    with pytest.raises(BadInput, match=says):
        open_newsroom(desk)


def test_reports_that_hang_together_are_listed_with_grounds_and_a_person_can_part_them(newsroom: Newsroom) -> None:
    family = next(one for one in newsroom.echoing() if len(one.reports) == 2)
    assert family.fewest <= family.compilers <= family.most
    assert all(link.grounds for link in family.links)
    first, second = family.reports
    newsroom.decide(first, Verdict.SPLIT, reviewer="Reviewer One", reason="two counts", to=second)
    assert family.reports not in {one.reports for one in newsroom.echoing()}
    assert {one.reports for one in newsroom.echoing(first)} == {(first,)}


def test_pages_that_nobody_captured_are_tasks(newsroom: Newsroom) -> None:
    tasks = newsroom.upstream()
    assert tasks == tuple(sorted(tasks, key=lambda task: -len(task.reports)))
    assert all(task.figures >= len(task.reports) > 0 for task in tasks)
