"""No private person's name lies in the ledger's files; with the keys everything comes back as it was. Names are invented."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from reportedly.errors import BadInput
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.store import Ledger
from reportedly.types import Verdict

ENGLISH = """Outlet: Example Outlet
Title: Zlobnin's lawyer counts 800
Published: 2024-06-10
Language: en
Link: https://outlet.example/2024/pyotr-zlobnin-fled

Pyotr Zlobnin, aged 31, fled from the 2nd battalion. His lawyer, Semyon Grubkin, said at least 800 soldiers fled.
"""
RUSSIAN = """Outlet: Example Outlet
Title: Мать Злобкина ждёт
Published: 2024-06-11
Language: ru

Петра Злобкина, 31 год, искали с весны. Адвокат сказал, что Злобкину дали срок. Не менее 800 солдат сбежали.
"""
UKRAINIAN = """Outlet: Example Outlet
Title: Справа Грубенка
Published: 2024-06-12
Language: uk

Остапа Грубенка затримали у травні. За словами адвоката, Грубенкові загрожує вирок. Щонайменше 40 справ відкрито.
"""
ICELANDIC = """Outlet: Example Outlet
Title: Dómur
Published: 2024-06-13
Language: is

Maðurinn Gunnar Grubsson flúði í maí, sagði lögmaður hans.
"""
NOTES = {"en": ENGLISH, "ru": RUSSIAN, "uk": UKRAINIAN, "is": ICELANDIC}
NAMES = (
    "Zlobnin",
    "zlobnin",
    "Pyotr",
    "Grubkin",
    "Semyon",
    "aged 31",
    "2nd battalion",
    "Злобкин",
    "Петр",
    "31 год",
    "Грубенк",
    "Остап",
    "Grubsson",
)


def held_in(files: Iterable[Path], names: Iterable[str] = NAMES) -> list[tuple[str, str]]:
    """Which names stand in which files, in any usual encoding."""
    found = []
    for path in files:
        data = path.read_bytes()
        for name in names:
            forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")}
            if any(form.encode(code) in data for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")):
                found.append((path.name, name))
    return found


def capture_all(newsroom: Newsroom, folder: Path) -> None:
    for name, note in NOTES.items():
        (folder / f"{name}.note").write_text(note, encoding="utf-8")
        assert newsroom.capture(folder / f"{name}.note").failures == ()
    newsroom.read()


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    capture_all(newsroom, tmp_path)
    return newsroom


def ledger_files(newsroom: Newsroom) -> list[Path]:
    return sorted(newsroom.folder.glob("ledger.sqlite*"))


def test_no_name_lies_in_the_ledgers_files_nor_in_the_key_file(newsroom: Newsroom) -> None:
    figure = next(f.id for f in newsroom.held().figures.values() if f.bounds.lower == 800)
    newsroom.decide(figure, Verdict.REFUSE, reviewer="ada", reason="Zlobnin himself denies it, says Ulyana Krotkina.")
    assert held_in(ledger_files(newsroom), (*NAMES, "Krotkin")) == []
    assert held_in((newsroom.folder / ".keys").iterdir()) == []


def test_everything_comes_back_as_it_was(newsroom: Newsroom) -> None:
    texts = {report.language: report for report in open_newsroom(newsroom.folder).held().reports.values()}
    for language, note in NOTES.items():
        head, _, text = note.partition("\n\n")
        assert texts[language].text == text.strip()
        assert f"Title: {texts[language].headline}\n" in head
    assert texts["en"].link == "https://outlet.example/2024/pyotr-zlobnin-fled"
    again = open_newsroom(newsroom.folder)
    assert all(again.read_one(report) == again.held().readings[report.id] for report in again.held().reports.values())
    assert newsroom.verify().found == ()


def test_the_same_state_again_adds_nothing(newsroom: Newsroom) -> None:
    before = newsroom.ledger.head()
    assert newsroom.reread() == ()
    again = open_newsroom(newsroom.folder)
    held = again.held()
    rows = [("report", r.id, fields) for r in held.reports.values() for fields in [_fields(r)]]
    rows += [("reading", r.report, _fields(r)) for r in held.readings.values()]
    again.enter_rows(rows, by="desk")
    assert again.ledger.head() == before


def _fields(value: object):  # type: ignore[no-untyped-def]
    from reportedly.newsroom.entering import fields_of

    return fields_of(value)


def test_without_the_keys_the_ledger_verifies_and_shows_blocks_of_the_same_length(newsroom: Newsroom) -> None:
    plain = {r.id: r for r in newsroom.held().reports.values()}
    with Ledger.open(newsroom.folder / "ledger.sqlite") as bare:
        assert list(bare.verify()) == []
        for entry, fields in bare.entered(["report"]):
            text = str(fields["text"])
            assert len(text) == len(plain[entry.subject].text)
            assert all(shown in (was, "█") for shown, was in zip(text, plain[entry.subject].text, strict=True))
            assert [n for n in NAMES if n in str(fields)] == []


def test_derived_tables_do_not_depend_on_the_keys(newsroom: Newsroom) -> None:
    before = newsroom.ledger.derived()
    with Ledger.open(newsroom.folder / "ledger.sqlite") as bare:
        bare.rebuild()
        assert bare.derived() == before
    newsroom.rebuild()
    assert newsroom.ledger.derived() == before
    assert [n for n in NAMES if n in str(before)] == []


@pytest.mark.parametrize("words", ["⟦", "⟦⟧", "⟦0123456789abcdef0123456789abcdef:3⟧", 'a ⟦Pyotr Zlobnin⟧ "b" \\ █'])
def test_words_that_look_like_a_token_come_back_as_they_were(newsroom: Newsroom, words: str) -> None:
    newsroom.enter("note", "one", {"words": words, "inner": [{words: words}]}, by="ada")
    fields = [fields for _, fields in open_newsroom(newsroom.folder).ledger.entered(["note"])]
    assert fields == [{"words": words, "inner": [{words: words}]}]
    assert newsroom.verify().found == ()


def test_where_the_keys_are_lost_everything_is_shown_withheld_and_nothing_is_entered(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    (newsroom.folder / ".keys").rename(tmp_path / "elsewhere")
    bare = open_newsroom(newsroom.folder)
    report = next(r for r in bare.held().reports.values() if r.language == "en")
    shown = bare.mask.pair(report, bare.held().readings[report.id])[0]
    assert shown.text.startswith("█████████████, ")
    with pytest.raises(BadInput, match="keys are not here"):
        bare.enter("note", "one", {"words": "Pyotr Zlobnin"}, by="ada")
    assert bare.verify().found == () and not (newsroom.folder / ".keys").exists()
    (newsroom.folder / ".keys").mkdir()
    (newsroom.folder / ".keys" / "desk.key").write_text("ab" * 32 + "\n")
    with pytest.raises(BadInput, match="keys of this ledger"):
        open_newsroom(newsroom.folder).enter("note", "one", {"words": "Pyotr Zlobnin"}, by="ada")
