"""What an answer hangs on: one compiler, or how wide "about" is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from reportedly.count import fragility
from reportedly.types import Admitted, Answer, Bounds, Flow, Fragile, Policy, Qualifier, Question

Find = Callable[..., Admitted]

ASKED = Question("q", "How many?", "cases", "soldiers", Flow.CUMULATIVE, "All.", since=date(2022, 9, 21))


def told(*findings: Admitted, question: Question = ASKED) -> dict[str, Fragile]:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    found = fragility(question, findings, Policy(version=1), as_of=date(2024, 6, 10), known_at=at)
    return {one.change: one for one in found}


def test_a_bound_that_one_compiler_holds_moves_without_it_and_with_no_other(find: Find) -> None:
    found = told(find("a", 800, None, "2024-01-31", by="A"), find("b", 600, None, "2024-01-31", by="B"))
    assert found["without A"] == Fragile("without A", Bounds(600, None), moves=True)
    assert found["without B"] == Fragile("without B", Bounds(800, None), moves=False)


def test_inexact_figures_are_taken_narrower_and_wider_and_exact_ones_are_not(find: Find) -> None:
    about = replace(find("a", 153, 187, "2024-06-10", by="A", best=170), qualifier=Qualifier.ABOUT)
    found = told(about)
    assert found["inexact figures 2 times as wide"].bounds == Bounds(136, 204)
    assert found["inexact figures 0.5 times as wide"].bounds == Bounds(162, 178)
    assert set(told(find("b", 170, 170, "2024-06-10", by="A"))) == {"without A"}


def test_a_list_question_has_no_bounds_that_could_move(find: Find) -> None:
    assert told(find("a", 1, 1, "2024-06-10"), question=replace(ASKED, answer=Answer.LIST)) == {}
