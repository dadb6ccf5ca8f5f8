"""Briefs over their sources, without ties: what is laundered is stopped, honest retelling passes. All invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportedly.press.laundering import Source, Tied, laundered

DAY = date(2024, 5, 14)


def one(text: str, outlet: str = "Kestrel", language: str = "en", **more: str) -> Source:
    return replace(Source(outlet, text, language, DAY), **more)  # type: ignore[arg-type]


HARBOUR = one("At least 40 dockers were detained in Odesa in April 2024, Kestrel reported.")
MINES = one(
    "Nearly 1,200 complaints have been filed since the strike began, according to Union Watch.", "Morning Paper"
)
ZERO = one("None of the detained dockers were charged, Kestrel reported.")
NEED = one("The port needs at least 3,000 workers, Kestrel reported.")
ALLEGED = one("Guards allegedly beat 15 prisoners, a lawyer told Kestrel.")
MAYBE = one("As many as 60 people may have drowned near Varna, Kestrel reported.")
WEEKLY = one("The courts pass about 100 sentences a week, Kestrel counts.")
ECHO = one("Kestrel counts 684 fines in March 2024.", "Heron", echo_of="Kestrel", compiler="Kestrel")
FINES = one("Kestrel counts 684 fines in March 2024 and 512 fines in February 2024.", compiler="Kestrel")
OTHER = one("By the count of Heron 690 fines were issued in March 2024.", "Heron", compiler="Heron", base="court sites")
RU = one("Не менее 40 докеров задержали в Одессе в апреле 2024 года, сообщил «Кречет».", "Кречет", "ru")
RU_CASES = one("По данным «Кречета», почти 1200 уголовных дел возбуждено с начала забастовки.", "Кречет", "ru")
UK = one("Щонайменше 40 докерів затримали в Одесі у квітні 2024 року, повідомив «Кречет».", "Кречет", "uk")

PASSES = [
    ("en", "In April 2024 at least 40 dockers were detained in Odesa, according to Kestrel.", [HARBOUR]),
    ("en", "Kestrel reports that more than 35 dockers were detained in Odesa in April.", [HARBOUR]),
    ("en", "Union Watch counts nearly 1,200 complaints since the strike began.", [MINES]),
    ("en", "None of the detained dockers were charged, Kestrel says.", [ZERO]),
    ("en", "The port says it needs at least 3,000 workers, Kestrel reported.", [NEED]),
    ("en", "Guards are alleged to have beaten 15 prisoners, a lawyer told Kestrel. Allegedly 15.", [ALLEGED]),
    ("en", "Up to 60 people may have drowned near Varna, according to Kestrel.", [MAYBE]),
    ("en", "About 100 sentences are passed every week, by Kestrel's count.", [WEEKLY]),
    ("en", "Kestrel counts 684 fines in March 2024; Heron repeats the figure.", [FINES, ECHO]),
    (
        "en",
        "At least 40 dockers were detained in Odesa in April 2024, Krechet reported.",
        [replace(RU, outlet="Krechet")],
    ),
    ("ru", "Не менее 40 докеров задержаны в Одессе, сообщает «Кречет».", [RU]),
    ("uk", "«Кречет» повідомив: щонайменше 40 докерів затримали в Одесі.", [UK]),
]


@pytest.mark.parametrize(("language", "brief", "sources"), PASSES)
def test_honest_retelling_passes(language: str, brief: str, sources: list[Source]) -> None:
    assert laundered(brief, language, tuple(sources)) == ()


STOPS = [
    ("lost_bound", "en", "In April 2024 40 dockers were detained in Odesa, according to Kestrel.", [HARBOUR]),
    ("lost_bound", "en", "Union Watch counts 1,200 complaints since the strike began.", [MINES]),
    ("lost_bound", "en", "60 people may have drowned near Varna, according to Kestrel.", [MAYBE]),
    ("number_changed", "en", "At least 60 dockers were detained in Odesa, according to Kestrel.", [HARBOUR]),
    ("number_changed", "en", "Hundreds of dockers were detained in Odesa, according to Kestrel.", [HARBOUR]),
    ("unit_changed", "en", "Union Watch counts nearly 1,200 people since the strike began.", [MINES]),
    ("unit_changed", "en", "At least 40 dockers were convicted in Odesa, according to Kestrel.", [HARBOUR]),
    ("period_changed", "en", "At least 40 dockers were detained in Odesa in March 2024, Kestrel says.", [HARBOUR]),
    ("period_changed", "en", "About 100 sentences are passed every month, by Kestrel's count.", [WEEKLY]),
    ("place_changed", "en", "At least 40 dockers were detained in Kherson in April 2024, Kestrel says.", [HARBOUR]),
    ("several_sources", "en", "684 fines in March 2024, several outlets including Kestrel report.", [FINES, ECHO]),
    (
        "second_count_as_confirmation",
        "en",
        "Kestrel counts 684 fines in March 2024, confirmed by Heron.",
        [FINES, ECHO],
    ),
    ("zero_without_scope", "en", "None were charged, Kestrel says.", [ZERO]),
    (
        "zero_without_scope",
        "en",
        "Nobody was killed, Kestrel says.",
        [one("There are no reports of deaths, Kestrel says.")],
    ),
    ("sum_of_overlapping", "en", "Kestrel counts 1,196 fines.", [FINES]),
    ("difference_of_vintages", "en", "Kestrel's count grew by 172 fines.", [FINES]),
    ("attribution_lost", "en", "At least 40 dockers were detained in Odesa in April 2024.", [HARBOUR]),
    (
        "attribution_wrong",
        "en",
        "At least 40 dockers were detained in Odesa, according to the Harbour Office.",
        [HARBOUR],
    ),
    ("attribution_wrong", "en", "Heron counts 684 fines in March 2024.", [FINES, OTHER]),
    ("need_as_count", "en", "At least 3,000 workers came to the port, Kestrel reported.", [NEED]),
    ("lost_hedge", "en", "Guards beat 15 prisoners, a lawyer told Kestrel.", [ALLEGED]),
    ("lost_hedge", "en", "As many as 60 people drowned near Varna, according to Kestrel.", [MAYBE]),
    ("lost_bound", "ru", "В Одессе задержаны 40 докеров, сообщает «Кречет».", [RU]),
    ("unit_changed", "ru", "«Кречет» сообщает: почти 1200 человек осуждены с начала забастовки.", [RU_CASES]),
    ("attribution_lost", "uk", "Щонайменше 40 докерів затримали в Одесі.", [UK]),
    ("lost_bound", "en", "In Odesa 40 dockers were detained, Krechet reported.", [RU]),
    ("unit_changed", "en", "Nearly 1,200 people were convicted, Krechet reported.", [RU_CASES]),
]


@pytest.mark.parametrize(("fault", "language", "brief", "sources"), STOPS)
def test_laundering_is_stopped_by_its_name(fault: str, language: str, brief: str, sources: list[Source]) -> None:
    assert fault in {judgement.fault.value for judgement in laundered(brief, language, tuple(sources))}


def test_a_tie_says_which_source_a_number_stands_on() -> None:
    two = (one("Kestrel counts 12 fires in May 2024."), one("Heron counts about 12 fires in May 2024.", "Heron"))
    brief = "12 fires burned in May 2024, according to Heron."
    assert {j.fault.value for j in laundered(brief, "en", two, (Tied("12 fires", 1),))} == {"lost_bound"}
