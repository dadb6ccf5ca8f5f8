"""What is sealed, erased and sealed anew, on SQLite and on PostgreSQL alike. All names are invented."""

from __future__ import annotations

import secrets
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from reportedly.resources.keys import KeyFile
from reportedly.store import Draft, Ledger
from reportedly.store.connection import appending
from reportedly.store.erasing import Erasure, erasures, forget, places_of, reseal, sealed_words
from reportedly.store.sealing import Marked, Pieces, Sealing, Secret
from reportedly.store.snapshot import snapshot
from reportedly.types import Json

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)
ONE, TWO = "1" * 32, "2" * 32
FIELDS: dict[str, Json] = {
    "text": "Pyotr Zlobnin, 31, fled.",
    "best": 31,
    "inner": [{"who": "Semyon Grubkin"}, None, True],
}
MARKED: Mapping[str, Marked] = {
    "text": Pieces((Secret(ONE, "Pyotr Zlobnin"), ", ", Secret(ONE, "31"), ", fled.")),
    "best": Secret(ONE, 31),
    "inner": [{"who": Secret(TWO, "Semyon Grubkin")}, None, True],
}


def mark(drafts: Sequence[Draft]) -> list[Mapping[str, Marked]]:
    return [MARKED if draft.fields == FIELDS else draft.fields for draft in drafts]


@pytest.fixture
def keys(tmp_path: Path) -> KeyFile:
    found = KeyFile(tmp_path / "keys" / "desk.key")
    _ = found.desk
    found.meet(ONE, ["pyotr", "zlobnin"])
    found.meet(TWO, ["semyon", "grubkin"])
    return found


@pytest.fixture
def ledger(address: str, keys: KeyFile) -> Iterator[Ledger]:
    with Ledger.open(address, sealing=sealing(keys), mark=mark) as opened:
        opened.append("report", "rep_1", FIELDS, NOON, "desk")
        yield opened


def sealing(keys: KeyFile) -> Sealing:
    return Sealing(keys, lambda _label: secrets.token_bytes(32))


def held(ledger: Ledger) -> dict[str, Json]:
    (first, *_) = [fields for _, fields in ledger.entered(["report"])]
    return first


def erase(ledger: Ledger, keys: KeyFile, person: str) -> None:
    forget(ledger, Erasure([person], ["cap_1"], NOON, "ada", "asked"), lambda _k, _s, _f, value: value)
    keys.destroy([person])


def everything(ledger: Ledger) -> str:
    """Every row of every table, as text."""
    with appending(ledger._engine) as connection:
        tables = ("entries", "payloads", "sealed", "latest", "reports", "figures", "statements", "decisions")
        return "\n".join(
            str(tuple(row)) for table in tables for row in connection.execute(text(f"SELECT * FROM {table}"))
        )


def test_what_was_entered_comes_back_and_lies_nowhere_in_plain_words(
    ledger: Ledger, keys: KeyFile, address: str
) -> None:
    assert held(ledger) == FIELDS
    with Ledger.open(address, sealing=sealing(KeyFile(keys.path)), mark=mark) as again:
        assert held(again) == FIELDS
    assert [name for name in ("Zlobnin", "Grubkin", "31,") if name in everything(ledger)] == []
    assert list(ledger.verify()) == []


def test_without_keys_offsets_hold_and_numbers_are_open(ledger: Ledger, address: str) -> None:
    with Ledger.open(address) as bare:
        assert held(bare) == {
            "text": "█████████████, ██, fled.",
            "best": None,
            "inner": [{"who": "██████████████"}, None, True],
        }
        assert list(bare.verify()) == []


def test_the_same_words_of_a_person_have_one_token_and_the_same_state_adds_nothing(ledger: Ledger) -> None:
    before = ledger.head()
    ledger.append("report", "rep_1", FIELDS, NOON, "desk")
    assert ledger.head() == before
    ledger.append("report", "rep_2", FIELDS, NOON, "desk")
    assert len(sealed_words(ledger, [ONE, TWO])) == 4


def test_an_erased_person_is_gone_and_the_other_stays(ledger: Ledger, keys: KeyFile, address: str) -> None:
    tokens = sealed_words(ledger, [ONE])
    assert [(place.seq, place.field) for place in places_of(ledger, tokens)] == [(1, "best"), (1, "text")]
    erase(ledger, keys, ONE)
    with Ledger.open(address, sealing=sealing(KeyFile(keys.path))) as again:
        for opened in (ledger, again):
            assert held(opened) == {"text": "█████████████, ██, fled.", "best": None, "inner": FIELDS["inner"]}
            assert list(opened.verify()) == []
    assert erasures(ledger)[ONE]["captures"] == ["cap_1"]
    before = ledger.derived()
    ledger.rebuild()
    assert ledger.derived() == before


def test_what_comes_in_of_an_erased_person_is_never_sealed(ledger: Ledger, keys: KeyFile) -> None:
    erase(ledger, keys, ONE)
    ledger.append("report", "rep_3", FIELDS, NOON, "desk")
    assert [fields["text"] for _, fields in ledger.entered(subject="rep_3")] == ["█████████████, ██, fled."]
    assert sealed_words(ledger, [ONE]) == {} and list(ledger.verify()) == []


def test_sealed_anew_under_other_keys(ledger: Ledger, keys: KeyFile, tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(keys.path.read_bytes())
    ids = keys.begin_rotation(b"n" * 32, lambda parts, key: (sorted(parts)[0] + key.hex())[:32])
    assert held(ledger) == FIELDS
    reseal(ledger, ids)
    keys.finish_rotation()
    assert held(ledger) == FIELDS and list(ledger.verify()) == []
    assert set(keys.persons) == set(ids.values())
    with Ledger.open(
        str(ledger._engine.url.render_as_string(hide_password=False)), sealing=sealing(KeyFile(tmp_path / "old"))
    ) as stolen:
        assert held(stolen)["text"] == "█████████████, ██, fled."


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("DELETE FROM sealed", "words that were sealed are gone"),
        ("UPDATE sealed SET person = '22222222222222222222222222222222'", "belong to another person's key"),
        ("UPDATE sealed SET cipher = (SELECT cipher FROM sealed ORDER BY token LIMIT 1)", "were edited"),
    ],
)
def test_a_hand_among_the_sealed_words_is_found(
    ledger: Ledger, keys: KeyFile, address: str, statement: str, says: str
) -> None:
    with appending(ledger._engine) as connection:
        connection.execute(text(statement))
    with Ledger.open(address, sealing=sealing(KeyFile(keys.path))) as again:
        first, *_ = list(again.verify())
        assert says in first


def test_a_snapshot_holds_the_same_wherever_the_ledger_lies(ledger: Ledger, keys: KeyFile, tmp_path: Path) -> None:
    snapshot(ledger, tmp_path / "copy.sqlite")
    with Ledger.open(tmp_path / "copy.sqlite", sealing=sealing(KeyFile(keys.path))) as copy:
        assert copy.head() == ledger.head() and held(copy) == FIELDS
        assert copy.derived() == ledger.derived() and list(copy.verify()) == []


@pytest.mark.postgresql
def test_a_dump_of_postgresql_names_nobody(postgresql_address: str, keys: KeyFile) -> None:
    with Ledger.open(postgresql_address, sealing=sealing(keys), mark=mark) as ledger:
        ledger.append("report", "rep_1", FIELDS, NOON, "desk")
        erase(ledger, keys, ONE)
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    dump = subprocess.run([programs / "pg_dump", postgresql_address], capture_output=True, check=True).stdout
    assert b"rep_1" in dump and b"Zlobnin" not in dump and b"Grubkin" not in dump


words = st.text(max_size=12) | st.sampled_from(
    ["⟦", "⟧", '"', "\\", "⟦⟧", "█", "⟦0123456789abcdef0123456789abcdef:3⟧", "\u2028"]
)
marked = st.recursive(
    words | st.integers() | st.none() | st.booleans() | st.builds(Secret, st.sampled_from([ONE, TWO]), words | st.integers())
    | st.builds(lambda p: Pieces(tuple(p)), st.lists(words | st.builds(Secret, st.sampled_from([ONE, TWO]), words), max_size=4)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


def plain(value: object) -> Json:
    match value:
        case Secret(_, said):
            return said
        case Pieces(pieces):
            return "".join(str(plain(piece)) for piece in pieces)
        case list():
            return [plain(inner) for inner in value]
        case dict():
            return {name: plain(inner) for name, inner in value.items()}
    return value  # type: ignore[return-value]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=marked)
def test_whatever_is_marked_comes_back_as_it_was(keys: KeyFile, tmp_path: Path, value: Marked) -> None:
    with Ledger.open(
        tmp_path / "any.sqlite", sealing=sealing(keys), mark=lambda drafts: [{"value": value} for _ in drafts]
    ) as ledger:
        ledger.append("export", "x", {"value": plain(value)}, NOON, "desk")
        *_, (_, fields) = ledger.entered(["export"])
        assert fields == {"value": plain(value)}
        assert list(ledger.verify()) == []
