"""A person who is erased is nowhere in the desk's folder, and the record still verifies. All names are invented."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.errors import BadInput, NotThere
from reportedly.newsroom import Newsroom, new_desk, open_newsroom
from reportedly.newsroom.forgetting import Erased
from reportedly.types import Verdict

NOTES = {
    "en": """Outlet: Example Outlet
Title: Zlobnin's lawyer counts 800
Published: 2024-06-10
Language: en
Link: https://outlet.example/2024/pyotr-zlobnin-fled

Pyotr Zlobnin, aged 31, fled from the 2nd battalion. His lawyer, Semyon Grubkin, said at least 800 soldiers fled.
""",
    "ru": """Outlet: Example Outlet
Title: Мать Злобкина ждёт
Published: 2024-06-11
Language: ru

Петра Злобкина, 31 год, искали с весны. Адвокат сказал, что Злобкину дали срок. Не менее 900 солдат сбежали.
""",
    "other": """Outlet: Example Outlet
Title: Forty cases
Published: 2024-06-12
Language: en

In May 2024 the courts opened at least 40 cases, the lawyer Lena Morrow said.
""",
}
ENGLISH, RUSSIAN = ("Zlobnin", "Pyotr", "aged 31"), ("Злобкин", "Петр", "31 год")


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a desk, as it is, and unpacked where it is packed, whole or in part."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes()
        yield path.name, data
        yield f"{path.name}, unpacked", b"".join(_unpacked(data))


def _unpacked(data: bytes) -> Iterator[bytes]:
    while data[:2] == b"\x1f\x8b":
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        yield inflate.decompress(data)
        data = inflate.unused_data


def named(folder: Path, names: tuple[str, ...]) -> list[tuple[str, str]]:
    found = []
    for file, data in everything(folder):
        low = data.lower()
        for name in names:
            forms = {unicodedata.normalize(f, n) for f in ("NFC", "NFD") for n in (name, name.lower())}
            if any(
                form.encode(code) in where
                for form in forms
                for code in ("utf-8", "utf-16-le", "utf-16-be")
                for where in (data, low)
            ):
                found.append((file, name))
    return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    new_desk(tmp_path / "desk")
    newsroom = open_newsroom(tmp_path / "desk")
    for name, note in NOTES.items():
        (tmp_path / f"{name}.note").write_text(note, encoding="utf-8")
        assert newsroom.capture(tmp_path / f"{name}.note").failures == ()
    newsroom.read()
    figure = figure_of(newsroom, 800)
    newsroom.decide(figure, Verdict.ACCEPT, reviewer="ada", reason="The words of Zlobnin's lawyer are clear.")
    newsroom.export("json")
    newsroom.publish()
    newsroom.digest()
    return newsroom


def figure_of(newsroom: Newsroom, lower: int) -> str:
    return next(f.id for f in newsroom.held().figures.values() if f.bounds.lower == lower)


def shown_as(newsroom: Newsroom, language: str) -> str:
    """The pseudonym under which the first private person of a report is shown."""
    report = next(r for r in newsroom.held().reports.values() if r.language == language)
    text = newsroom.mask.pair(report, newsroom.held().readings[report.id])[0].text
    return next(word.strip(".,") for word in text.split() if word.startswith("person-"))


def erase(newsroom: Newsroom, *persons: str, **more: str) -> Erased:
    return newsroom.erase(*persons, reviewer="ada", reason="asked for it", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("language", "names"), [("en", ENGLISH), ("ru", RUSSIAN)])
def test_nothing_in_the_desks_folder_holds_the_person(
    newsroom: Newsroom, language: str, names: tuple[str, ...]
) -> None:
    label = shown_as(newsroom, language)
    assert named(newsroom.folder, names) != []
    outcome = erase(newsroom, label)
    assert outcome.persons == (label,)
    assert named(newsroom.folder, (*names, label)) == [(f, label) for f, n in named(newsroom.folder, (label,))]
    assert newsroom.verify().found == () and newsroom.verify().withheld == 1
    assert open_newsroom(newsroom.folder).verify().found == ()


def test_by_name_as_by_pseudonym(newsroom: Newsroom) -> None:
    outcome = erase(newsroom, name="Zlobnin Pyotr")
    assert named(newsroom.folder, ENGLISH) == []
    assert outcome.withdrawn and outcome.republished
    assert named(newsroom.folder, RUSSIAN) != []


def test_what_is_left_stands_where_it_stood(newsroom: Newsroom) -> None:
    figure = figure_of(newsroom, 800)
    before = newsroom.held()
    old = before.reports[before.figures[figure].report]
    erase(newsroom, shown_as(newsroom, "en"))
    held = newsroom.held()
    new = held.reports[old.id]
    assert [shown for shown, was in zip(new.text, old.text, strict=True) if shown != was] == ["█"] * sum(
        a != b for a, b in zip(new.text, old.text, strict=True)
    )
    assert held.figures[figure] == before.figures[figure]
    assert held.standing[figure].accepted_by == ("ada",)
    assert "Grubkin" in new.text


def test_history_traces_and_pages_show_a_placeholder(newsroom: Newsroom) -> None:
    figure = figure_of(newsroom, 800)
    label = shown_as(newsroom, "en")
    erase(newsroom, label)
    (trace,) = newsroom.why(figure, unmask=True)
    assert "█" in trace.report.text and not trace.checked
    said = [str(line.fields) for line in newsroom.log(figure)]
    assert any("█" in words for words in said) and not any("Zlobnin" in words for words in said)
    assert label not in newsroom.mask.pair(trace.report, newsroom.held().readings[trace.report.id])[0].text


def test_rebuilt_tables_are_the_same_without_the_person(newsroom: Newsroom) -> None:
    erase(newsroom, shown_as(newsroom, "en"))
    before = newsroom.ledger.derived()
    newsroom.rebuild()
    assert newsroom.ledger.derived() == before


def test_an_entry_says_who_erased_whom_by_keyed_id_only(newsroom: Newsroom) -> None:
    label = shown_as(newsroom, "en")
    newsroom.erase(label, reviewer="ada", reason="Zlobnin asked for it.")
    ((entry, fields),) = newsroom.ledger.entered(["erase"])
    assert entry.by == "ada" and f"person-{entry.subject[:6]}" == label
    assert fields["reason"] == "███████ asked for it."


def test_erasing_again_changes_nothing_and_an_unknown_person_is_refused(newsroom: Newsroom) -> None:
    label = shown_as(newsroom, "en")
    erase(newsroom, label)
    count = len(list(newsroom.ledger.entries(["erase"])))
    again = erase(newsroom, label)
    assert again.entries == 0 and len(list(newsroom.ledger.entries(["erase"]))) == count
    with pytest.raises(NotThere):
        erase(newsroom, "person-000000")
    with pytest.raises(NotThere):
        erase(newsroom, name="Ulyana Krotkina")
    with pytest.raises(BadInput):
        newsroom.erase(label, reviewer="ada", reason=" ")
    with pytest.raises(BadInput):
        erase(newsroom)


def test_who_was_erased_is_not_held_again(newsroom: Newsroom, tmp_path: Path) -> None:
    erase(newsroom, shown_as(newsroom, "en"))
    (tmp_path / "again.note").write_text(
        NOTES["en"]
        .replace("fled from", "ran from")
        .replace("Link: ", "X-Link: ")
        .replace("X-Link: https://outlet.example/2024/pyotr-zlobnin-fled\n", ""),
        encoding="utf-8",
    )
    assert newsroom.capture(tmp_path / "again.note").failures == ()
    newsroom.read()
    data = b"".join(path.read_bytes() for path in newsroom.folder.glob("ledger.sqlite*"))
    assert b"Zlobnin" not in data
    texts = [report.text for report in open_newsroom(newsroom.folder).held().reports.values()]
    assert sum("█████████████, ███████, ran from" in text for text in texts) == 1
    assert newsroom.verify().found == ()


def test_a_name_that_was_not_sealed_is_rewritten_and_the_chain_verifies(newsroom: Newsroom) -> None:
    newsroom.ledger._mark = lambda drafts: [draft.fields for draft in drafts]
    newsroom.enter("note", "one", {"says": "Pyotr Zlobnin called; Zlobnina is another.", "n": 1}, by="ada")
    assert b"Pyotr Zlobnin called" in b"".join(p.read_bytes() for p in newsroom.folder.glob("ledger.sqlite*"))
    erase(newsroom, name="Pyotr Zlobnin")
    fields = [fields for _, fields in newsroom.ledger.entered(["note"])]
    assert fields == [{"says": "█████████████ called; Zlobnina is another.", "n": 1}]
    assert newsroom.verify().found == ()


def test_an_edit_that_calls_itself_an_erasure_does_not_pass(newsroom: Newsroom) -> None:
    from sqlalchemy import text

    from reportedly.store.connection import appending

    erase(newsroom, shown_as(newsroom, "en"))
    with appending(newsroom.ledger._engine) as connection:
        connection.execute(text("DELETE FROM sealed WHERE person IN (SELECT person FROM sealed LIMIT 1)"))
    assert "words that were sealed are gone, and no entry says so" in newsroom.verify().found[0]


def test_the_desks_own_files_that_still_name_the_person_are_listed(newsroom: Newsroom) -> None:
    (newsroom.folder / "briefs" / "one.md").write_text("---\ntitle: x\n---\nAbout Zlobnin.\n", encoding="utf-8")
    assert erase(newsroom, shown_as(newsroom, "en")).still_named == ("briefs/one.md, line 4",)


def test_a_bare_surname_goes_with_the_name_in_a_report_that_has_both(newsroom: Newsroom, tmp_path: Path) -> None:
    """ "Злобкин" may be the son or the mother, so it is held as a third person; elsewhere it stays."""
    for name, text in (
        (
            "both",
            "Петра Злобкина, 31 год, ищут с весны, говорит его мать Мария Злобкина. Злобкину грозит срок. Злобкин молчит.",
        ),
        ("bare", "Солдата Злобкина ищут с весны, сказал адвокат. Злобкину грозит срок. Не менее 70 солдат сбежали."),
    ):
        note = f"Outlet: Example Outlet\nTitle: Срок\nPublished: 2024-07-01\nLanguage: ru\n\n{text}\n"
        (tmp_path / f"{name}.note").write_text(note, encoding="utf-8")
        assert newsroom.capture(tmp_path / f"{name}.note").failures == ()
    newsroom.read()
    erase(newsroom, name="Пётр Злобкин")
    both, bare = (
        next(r.text for r in newsroom.held().reports.values() if words in r.text) for words in ("его мать", "70 солдат")
    )
    assert (
        both
        == "██████████████, ██████, ищут с весны, говорит его мать Мария Злобкина. ████████ грозит срок. ███████ молчит."
    )
    assert bare.startswith("Солдата Злобкина ищут")
    assert newsroom.verify().found == () and newsroom.verify().withheld == 2


def test_others_who_share_a_part_of_the_name_are_told_and_can_be_erased_too(newsroom: Newsroom, tmp_path: Path) -> None:
    bare = (
        NOTES["en"]
        .replace("Pyotr Zlobnin, aged 31,", "Private Zlobnin, a soldier,")
        .replace("pyotr-zlobnin-fled", "two")
    )
    (tmp_path / "bare.note").write_text(bare, encoding="utf-8")
    newsroom.capture(tmp_path / "bare.note")
    newsroom.read()
    label = shown_as(newsroom, "en")
    assert len(erase(newsroom, label).kin) == 1
    outcome = newsroom.erase(label, reviewer="ada", reason="asked", with_kin=True)
    assert named(newsroom.folder, ("Zlobnin",)) == [] or outcome.kin == ()
