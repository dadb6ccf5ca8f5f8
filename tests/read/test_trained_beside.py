"""Rules and trained reader side by side: nothing of either is lost, and where they differ is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportedly.read.trained_beside import Difference, disagreements
from reportedly.types import Hedge, Manner, Method, Quote, Reading, Statement

TEXT = "Ada Fenn said the mill had burned. Bram Holt denied it."


def quote(words: str) -> tuple[Quote, ...]:
    at = TEXT.index(words)
    return (Quote.cut(TEXT, at, at + len(words)),) if words else ()


def said(source: str, cue: str, content: str) -> Statement:
    return Statement(f"sta_{cue}", "rep", quote(source), quote(cue), quote(content), Manner.INDIRECT, Hedge.REPORTED)


ADA = said("Ada Fenn", "said", "the mill had burned")
BRAM = said("Bram Holt", "denied", "it.")


def reading(rules: list[Statement], trained: list[Statement]) -> Reading:
    return Reading(
        "rep", Method("rules", "1"), "en", tuple(rules), beside=tuple(trained), beside_method=Method("trained", "1")
    )


@pytest.mark.parametrize(
    ("rules", "trained", "kinds"),
    [
        ([ADA, BRAM], [ADA, BRAM], []),
        ([], [], []),
        ([ADA, BRAM], [ADA], [Difference.ONLY_RULES]),
        ([BRAM], [ADA, BRAM], [Difference.ONLY_TRAINED]),
        ([ADA], [said("", "said", "the mill had burned")], [Difference.SOURCE]),
        ([ADA], [said("Ada Fenn", "said", "the mill")], [Difference.CONTENT]),
        ([ADA], [said("Ada", "said", "the mill had burned")], [Difference.SOURCE]),
        ([ADA], [said("Ada Fenn", "said", "the mill had")], []),
        ([ADA], [BRAM], [Difference.ONLY_RULES, Difference.ONLY_TRAINED]),
    ],
)
def test_where_they_differ_is_told_in_the_order_of_the_text(
    rules: list[Statement], trained: list[Statement], kinds: list[Difference]
) -> None:
    assert [found.kind for found in disagreements(reading(rules, trained))] == kinds


def test_where_rules_read_alone_there_is_nothing_to_differ_from() -> None:
    assert disagreements(replace(reading([ADA], []), beside_method=None)) == ()
