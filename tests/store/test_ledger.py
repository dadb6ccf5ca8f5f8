"""The ledger on SQLite and on PostgreSQL: what is entered stays, once, in order, and can be made again from entries."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from reportedly.errors import BadInput, Broken, Busy, NotADesk, NotThere
from reportedly.store import Draft, Ledger, chain, rows
from reportedly.store.connection import appending
from reportedly.types import (
    GENESIS,
    Bounds,
    Decision,
    Figure,
    FigureKind,
    Json,
    Method,
    Period,
    Qualifier,
    Quote,
    Reading,
    Report,
    Span,
    Verdict,
)

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)


def hours(n: int) -> datetime:
    return NOON + timedelta(hours=n)


def figure(words: str, report: str) -> Figure:
    quote = Quote(Span(0, len(words)), words)
    return Figure(
        f"fig_{report}_{words}", report, quote, quote.span, FigureKind.COUNT, Qualifier.EXACT, Bounds(7, 7), 7,
        unit="cases", period=Period(NOON.date(), None),
    )  # fmt: skip


def reading(report: str, *words: str) -> Reading:
    return Reading(report, Method("rules", "1"), "en", figures=tuple(figure(w, report) for w in words))


def a_report(name: str) -> Report:
    return Report(name, "cap_1", "outlet", "Headline", "Text", (Span(0, 4),), "en", NOON.date())


def drafts() -> list[Draft]:
    decision = Decision("dec_1", "fig_rep_1_7", Verdict.ACCEPT, "Reviewer One", NOON, "read it", to="q")
    return [
        Draft("report", "rep_1", rows.fields_of(a_report("rep_1")), hours(0), "desk"),
        Draft("reading", "rep_1", rows.fields_of(reading("rep_1", "7", "seven")), hours(1), "rules"),
        Draft("decision", "dec_1", rows.fields_of(decision), hours(2), "Reviewer One"),
        Draft("reading", "rep_1", rows.fields_of(reading("rep_1", "7")), hours(3), "rules"),
    ]


def test_a_new_ledger_is_empty_and_intact(ledger: Ledger) -> None:
    assert (ledger.head(), list(ledger.verify()), list(ledger.entered())) == ((0, GENESIS), [], [])


def test_what_was_entered_comes_back_in_order(ledger: Ledger) -> None:
    made = ledger.append_many(drafts())
    assert list(ledger.entries()) == made
    assert [(e.seq, e.kind) for e in made] == [(1, "report"), (2, "reading"), (3, "decision"), (4, "reading")]
    assert ledger.head() == (4, made[-1].hash)
    assert [fields for _, fields in ledger.entered()] == [dict(d.fields) for d in drafts()]
    assert list(ledger.verify()) == []


def test_entries_are_found_by_kind_subject_and_the_ledgers_clock(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    assert [e.seq for e in ledger.entries(["reading"])] == [2, 4]
    assert [e.seq for e in ledger.entries(["reading", "decision"], until=hours(2))] == [2, 3]
    assert [e.seq for e in ledger.entries(subject="rep_1")] == [1, 2, 4]
    assert [e.seq for e in ledger.entries(until=hours(-1))] == []


def test_the_last_state_of_each_subject_comes_back_as_a_value(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    assert ledger.latest("reading", Reading) == {"rep_1": reading("rep_1", "7")}
    assert ledger.latest("reading", Reading, until=hours(1)) == {"rep_1": reading("rep_1", "7", "seven")}


def test_the_same_state_again_adds_nothing(ledger: Ledger) -> None:
    first = ledger.append("question", "fled", {"asks": "How many?"}, hours(0), "desk")
    again = ledger.append("question", "fled", {"asks": "How many?"}, hours(1), "somebody")
    assert again == first
    assert ledger.append_many([("question", "fled", {"asks": "How many?"}, hours(1), "desk")]) == []
    assert ledger.head()[0] == 1


def test_a_state_that_comes_back_is_entered_again(ledger: Ledger) -> None:
    for asks in ("one", "two", "one"):
        ledger.append("question", "fled", {"asks": asks}, NOON, "desk")
    assert [fields["asks"] for _, fields in ledger.entered(subject="fled")] == ["one", "two", "one"]


def test_the_same_state_twice_in_one_batch_is_entered_once(ledger: Ledger) -> None:
    draft = Draft("outlet", "o", {"name": "O"}, NOON, "desk")
    assert len(ledger.append_many([draft, draft])) == 1


def test_an_event_is_entered_each_time(ledger: Ledger) -> None:
    for _ in range(2):
        ledger.append("export", "csv", {"rows": 3}, NOON, "desk")
    assert ledger.head()[0] == 2


def test_a_batch_with_one_bad_draft_enters_nothing(ledger: Ledger) -> None:
    with pytest.raises(BadInput):
        ledger.append_many([*drafts(), Draft("outlet", "", {}, NOON, "desk")])
    assert ledger.head() == (0, GENESIS)
    assert all(not table for table in ledger.derived().values())


def test_an_empty_batch_is_no_step(ledger: Ledger) -> None:
    assert ledger.append_many([]) == []


def test_derived_tables_follow_the_entries(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    derived = ledger.derived()
    assert [(r["id"], r["outlet"], r["published_day"]) for r in derived["reports"]] == [
        ("rep_1", "outlet", "2024-06-10")
    ]
    assert [(r["id"], r["lower"], r["unit"], r["period_start"]) for r in derived["figures"]] == [
        ("fig_rep_1_7", 7.0, "cases", "2024-06-10")
    ]
    assert [(r["id"], r["verdict"], r["to"]) for r in derived["decisions"]] == [("dec_1", "accept", "q")]
    assert {(r["kind"], r["subject"]): r["seq"] for r in derived["latest"]} == {
        ("report", "rep_1"): 1,
        ("reading", "rep_1"): 4,
        ("decision", "dec_1"): 3,
    }


def test_rebuilt_tables_are_the_same(ledger: Ledger) -> None:
    for draft in drafts():
        ledger.append(*draft)
    before = ledger.derived()
    with appending(ledger._engine) as connection:
        connection.execute(text("DELETE FROM figures"))
        connection.execute(text("UPDATE reports SET outlet = 'another'"))
    assert ledger.derived() != before
    ledger.rebuild()
    assert ledger.derived() == before
    assert list(ledger.verify()) == []


def test_what_is_still_the_same_after_a_rebuild_is_known_as_such(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    ledger.rebuild()
    assert ledger.append_many(drafts()[2:]) == []


def test_payload_checksums_compare_what_two_ledgers_hold_and_not_their_salts(ledger: Ledger, tmp_path: Path) -> None:
    ledger.append_many(drafts())
    with Ledger.open(tmp_path / "other.sqlite") as other:
        other.append_many([d._replace(at=hours(9), by="another") for d in drafts()])
        assert other.payload_checksum() == ledger.payload_checksum()
        assert other.head() != ledger.head()
        other.append("outlet", "o", {"name": "O"}, NOON, "desk")
        assert other.payload_checksum() != ledger.payload_checksum()
        assert other.payload_checksum(["reading"]) == ledger.payload_checksum(["reading"])


def test_seeded_salts_give_the_same_head_twice(tmp_path: Path) -> None:
    heads = []
    for name in ("a", "b"):
        with Ledger.open(tmp_path / f"{name}.sqlite", salt=chain.seeded(b"demonstration")) as made:
            made.append_many(drafts())
            heads.append(made.head())
    assert heads[0] == heads[1]


def test_an_erased_field_is_gone_and_the_chain_still_verifies(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    ledger.erase(1, "text", at=hours(4), by="Reviewer One", reason="asked for by the person")
    payload = ledger.payload(1)["text"]
    assert (payload.erased, payload.value, payload.salt) == (True, None, None)
    assert list(ledger.verify()) == []
    assert "text" not in next(fields for entry, fields in ledger.entered() if entry.seq == 1)
    assert ledger.latest("report", Report) == {}
    assert [(e.kind, e.subject) for e in ledger.entries(["erase"])] == [("erase", "1/text")]


@pytest.mark.parametrize(("seq", "field"), [(1, "no such field"), (99, "text")])
def test_what_is_not_there_cannot_be_erased(ledger: Ledger, seq: int, field: str) -> None:
    ledger.append_many(drafts())
    with pytest.raises(NotThere):
        ledger.erase(seq, field, at=NOON, by="desk", reason="none")
    assert ledger.head()[0] == 4


@pytest.mark.parametrize("seq", [0, 5, -1])
def test_an_entry_that_is_not_there_has_no_payload(ledger: Ledger, seq: int) -> None:
    ledger.append_many(drafts())
    with pytest.raises(NotThere):
        ledger.payload(seq)


def test_a_head_kept_elsewhere_shows_that_entries_were_cut_off(ledger: Ledger, tmp_path: Path) -> None:
    made = ledger.append_many(drafts())
    kept = made[-1].hash
    assert list(ledger.verify(kept)) == []
    with Ledger.open(tmp_path / "cut.sqlite") as cut:
        cut.append_many(drafts()[:2])
        assert [p.split(":")[0] for p in cut.verify(kept)] == [f"head {kept}"]


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE payloads SET value = '\"planted\"' WHERE seq = 1 AND field = 'text'", "entry 1, field text: was edited"),
        ("UPDATE payloads SET value = 'no JSON' WHERE seq = 1 AND field = 'text'", "entry 1, field text: was edited"),
        ("UPDATE payloads SET value = 'NaN' WHERE seq = 1 AND field = 'text'", "entry 1, field text: was edited"),
        ("UPDATE payloads SET salt = NULL WHERE seq = 1 AND field = 'text'", "entry 1, field text: was edited"),
        ("UPDATE payloads SET erased = '1', value = NULL WHERE seq = 1 AND field = 'text'", "entry 1, field text: was erased"),
    ],
)  # fmt: skip
def test_a_hand_in_the_database_is_found(ledger: Ledger, statement: str, named: str) -> None:
    ledger.append_many(drafts())
    with appending(ledger._engine) as connection:
        connection.execute(text(statement))
    assert next(ledger.verify()).startswith(named)


@pytest.mark.parametrize(
    "statement", ["UPDATE entries SET \"by\" = 'x'", "DELETE FROM entries", "DELETE FROM payloads"]
)
def test_the_database_itself_refuses_to_alter_entries(ledger: Ledger, statement: str) -> None:
    ledger.append_many(drafts())
    with pytest.raises(DatabaseError, match="append-only"), appending(ledger._engine) as connection:
        connection.execute(text(statement))


def test_a_ledger_opened_again_holds_what_it_held(address: str) -> None:
    with Ledger.open(address) as first:
        made = first.append_many(drafts())
    with Ledger.open(address) as second:
        assert (list(second.entries()), second.append_many(drafts()[3:])) == (made, [])


def test_a_reader_sees_one_state_while_others_append(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    reader = ledger.entered()
    next(reader)
    ledger.append("outlet", "o", {"name": "O"}, NOON, "desk")
    assert len(list(reader)) == 3
    assert ledger.head()[0] == 5


def test_a_second_appender_is_told_that_the_ledger_is_busy(address: str) -> None:
    with Ledger.open(address) as one, Ledger.open(address, patience=0.05) as two:
        with appending(one._engine), pytest.raises(Busy) as told:
            two.append("outlet", "o", {"name": "O"}, NOON, "desk")
        assert "try again" in told.value.remedy
        assert two.append("outlet", "o", {"name": "O"}, NOON, "desk").seq == 1


def test_unicode_and_line_breaks_come_back_as_they_were(ledger: Ledger) -> None:
    fields = {"text": "Щонайменше 800,\n«\u0000» 🙂 e\u0301", "n": 1, "f": 1.0, "none": None}
    ledger.append("report", "rep\n1", fields, NOON, "Рецензент")
    assert next(ledger.entered())[1] == fields
    assert list(ledger.verify()) == []


def test_a_ledger_of_a_later_version_is_not_touched(address: str) -> None:
    with Ledger.open(address) as made, appending(made._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NotADesk, match="newer"):
        Ledger.open(address)


def test_a_batch_larger_than_one_statement_takes_is_entered_whole(ledger: Ledger) -> None:
    many = [Draft("outlet", f"o{n}", {"name": f"O{n}"}, NOON, "desk") for n in range(1001)]
    assert [e.seq for e in ledger.append_many(many)] == list(range(1, 1002))
    assert ledger.append_many([*many, many[0]]) == []
    assert (len(ledger.derived()["latest"]), list(ledger.verify())) == (1001, [])


def test_a_state_that_alters_twice_in_one_batch_is_entered_twice(ledger: Ledger) -> None:
    names: list[Json] = ["a", "b", "b", "a"]
    drafts = [Draft("outlet", "o", {"name": name}, NOON, "desk") for name in names]
    assert [e.seq for e in ledger.append_many(drafts)] == [1, 2, 3]
    assert ledger.derived()["latest"] == [{"kind": "outlet", "subject": "o", "seq": 3}]


@pytest.mark.postgresql
def test_two_processes_append_to_one_postgresql_ledger(postgresql_address: str) -> None:
    code = """
import sys
from datetime import UTC, datetime
from reportedly.store import Draft, Ledger
with Ledger.open(sys.argv[1], patience=60) as ledger:
    for n in range(20):
        ledger.append_many([Draft("outlet", f"{sys.argv[2]}-{n}-{i}", {"n": n}, datetime(2024, 6, 10, tzinfo=UTC), "x") for i in range(3)])
"""
    Ledger.open(postgresql_address).close()
    running = [subprocess.Popen([sys.executable, "-c", code, postgresql_address, name]) for name in "ab"]
    assert [process.wait(timeout=120) for process in running] == [0, 0]
    with Ledger.open(postgresql_address) as ledger:
        assert (ledger.head()[0], list(ledger.verify())) == (120, [])


@pytest.mark.postgresql
def test_the_same_drafts_give_the_same_chain_on_sqlite_and_postgresql(postgresql_address: str, tmp_path: Path) -> None:
    salt = chain.seeded(b"both")
    with Ledger.open(postgresql_address, salt=salt) as one, Ledger.open(tmp_path / "l.sqlite", salt=salt) as two:
        assert one.append_many(drafts()) == two.append_many(drafts())
        assert one.derived() == two.derived()


def test_entries_after_a_number_are_what_came_since(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    assert [entry.seq for entry, _ in ledger.entered(after=2)] == [3, 4]
    assert list(ledger.entered(after=4)) == []


def test_a_field_made_unreadable_is_named_when_it_is_read(ledger: Ledger) -> None:
    ledger.append_many(drafts())
    with appending(ledger._engine) as connection:
        connection.execute(text("UPDATE payloads SET value = '1,2' WHERE seq = 2 AND field = 'language'"))
    with pytest.raises(Broken, match="entry 2"):
        list(ledger.entered())


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(NotADesk) as told:
        Ledger.open("postgresql://desk:secret-word@127.0.0.1:1/desk")
    assert "127.0.0.1" in str(told.value)
    assert "secret-word" not in str(told.value)


@pytest.mark.parametrize("address", ["mysql://desk@127.0.0.1/desk", "://", "postgresql://desk@host:no-port/desk"])
def test_what_is_no_address_of_a_ledger_is_refused(address: str) -> None:
    with pytest.raises(BadInput, match="postgresql://"):
        Ledger.open(address)
