"""Who made the count behind a figure: names in any case form, chains, a person's word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from reportedly.ledger.compilers import Origin, compiler_of
from reportedly.ledger.names import length_named, slug, tokens
from reportedly.types import Compiler

Desk = Any


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("Mediazona", "Mediazona", 1),
        ("Mediazona", "the outlet MEDIAZONA", 1),
        ("Mediazona", "Mediazona's calculations", 1),
        ("Mediazona", "Mediazona’s calculations", 1),
        ("Медиазона", "по подсчётам «Медиазоны»", 1),
        ("Медиазона", "Медиазоной", 1),
        ("Медіазона", "за даними «Медіазони»", 1),
        ("Важные истории", "«Важных историй»", 2),
        ("Ministry of Defence", "the UK Ministry of Defence", 3),
        ("Élan", "elan", 1),
        ("Вёрстка", "Верстки", 1),
        ("BBC", "the BBC's Russian service", 1),
        ("Mediazona", "Media zone", 0),
        ("Proekt", "project", 0),
        ("Проект", "Прокурор", 0),
        ("Mediazona", "", 0),
        ("", "Mediazona", 0),
    ],
)
def test_a_name_is_found_in_the_words_around_it(name: str, written: str, words: int) -> None:
    assert length_named(name, written) == words


@pytest.mark.parametrize(
    ("name", "expected"),
    [("The UK's Ministry", "the-uk-ministry"), ("«Новая»", "новая"), ("Київ", "київ"), ("Ёж й", "еж-й")],
)
def test_a_name_that_no_file_knows_becomes_a_readable_id(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_a_name_without_letters_still_gets_an_id() -> None:
    assert slug("!!!") != slug("???")
    assert tokens("!!!") == ()


def origin(desk: Desk, figure: str) -> Origin:
    made = desk.figures[figure]
    return compiler_of(made, desk.reports[made.report], desk.standing(), desk.compilers, desk.outlets)


@pytest.mark.parametrize(
    ("chain", "source", "compiler", "base", "by_way_of"),
    [
        ("", "Mediazona", "mediazona", "court sites", ()),
        ("", "calculations by Mediazona", "mediazona", "court sites", ()),
        ("", "По подсчётам «Медиазоны»", "mediazona", "court sites", ()),
        ("", None, "paper", None, ()),
        ("", "the Example Staff", "the-example-staff", None, ()),
        ("", "relatives", "relatives", None, ()),
        ("cites Example Wire > cites Mediazona", None, "mediazona", "court sites", ("Example Wire",)),
        ("cites UK Ministry of Defence > cites Mediazona > calculated_from court records", None,
         "mediazona", "court sites", ("UK Ministry of Defence",)),
        ("published The Daily Example > cites Mediazona", None, "mediazona", "court sites", ()),
        ("published Mediazona > told a soldier", None, "mediazona", "court sites", ()),
        ("cites A > cites B > cites Mediazona", None, "mediazona", "court sites", ("A", "B")),
        ("cites Example Insight > calculated_from public lists", None, "example-insight", "public lists", ()),
        ("cites Mediazona > told sources", None, "mediazona", "court sites", ()),
        ("cites Example Wire > told Proekt", None, "proekt", "court documents", ("Example Wire",)),
        ("cites Mediazona > cites Example Insight", None, "example-insight", None, ("Mediazona",)),
        ("told a soldier", None, "a-soldier", None, ()),
    ],
)  # fmt: skip
def test_the_compiler_is_the_last_party_of_the_chain(
    desk: Desk, chain: str, source: str | None, compiler: str, base: str | None, by_way_of: tuple[str, ...]
) -> None:
    desk.report("r", "paper", "2024-04-24")
    found = origin(desk, desk.figure("r", "684", chain=chain, source=source))
    assert (found.compiler, found.base, found.by_way_of) == (compiler, base, by_way_of)


def test_a_compilers_own_page_is_its_own(desk: Desk) -> None:
    desk.report("own", "mediazona", "2024-04-12")
    desk.report("other", "paper", "2024-04-24")
    assert origin(desk, desk.figure("own", "684")).own
    assert not origin(desk, desk.figure("other", "684", source="Mediazona")).own


@pytest.mark.parametrize("chain", ["", "published The Daily Example > told {}"])
@pytest.mark.parametrize("who", ["relatives", "A soldier", "its own sources", "родственники"])
def test_unnamed_tellers_are_what_a_compilers_own_account_rests_on(desk: Desk, who: str, chain: str) -> None:
    desk.compiler("paper", "The Daily Example")
    desk.report("r", "paper", "2022-11-20")
    found = origin(desk, desk.figure("r", "18", source=who, chain=chain.replace("{}", who)))
    assert (found.compiler, found.base, found.own) == ("paper", who, True)


@pytest.mark.parametrize("who", ["the General Staff", "Pentagon", "A. Example", "The Example Staff"])
def test_a_named_source_is_never_taken_for_the_outlets_own_account(desk: Desk, who: str) -> None:
    desk.compiler("paper", "The Daily Example")
    desk.report("r", "paper", "2022-11-20")
    found = origin(desk, desk.figure("r", "18", chain=f"published The Daily Example > told {who}"))
    assert (found.compiler, found.own) == (slug(who), False)


def test_a_persons_word_on_compiler_and_base_overrules_the_chain(desk: Desk) -> None:
    desk.report("r", "paper", "2024-04-24")
    figure = desk.figure("r", "684", chain="cites Example Wire > cites Mediazona")
    desk.correct(figure, compiler="proekt", base="leaked lists")
    assert (origin(desk, figure).compiler, origin(desk, figure).base) == ("proekt", "leaked lists")


def test_the_longest_name_wins(desk: Desk) -> None:
    desk.compilers["zona"] = Compiler("zona", "Mediazona Data Unit")
    desk.report("r", "paper", "2024-04-24")
    assert origin(desk, desk.figure("r", "684", source="the Mediazona data unit")).compiler == "zona"


def test_an_outlet_that_the_files_do_not_know_is_named_by_its_id(desk: Desk) -> None:
    desk.report("r", "unheard-of", "2024-04-24")
    figure = desk.figure("r", "684")
    assert origin(desk, figure) == replace(origin(desk, figure), compiler="unheard-of", base=None, own=True)
