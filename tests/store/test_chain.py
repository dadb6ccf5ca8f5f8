"""The chain: whatever is touched shows, and the first thing that was touched is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadInput
from reportedly.store import chain
from reportedly.types import GENESIS, Entry, Json, Payload

NOON = datetime(2024, 6, 10, 12, tzinfo=UTC)
SALT = chain.seeded(b"a seed for tests")
Chained = tuple[list[Entry], dict[int, dict[str, Payload]]]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
names = st.text("abcdefgh_", min_size=1, max_size=8)
bodies = st.lists(st.dictionaries(names, json_values, max_size=3), min_size=1, max_size=5)


def chained(bodies: list[dict[str, Json]]) -> Chained:
    entries: list[Entry] = []
    payloads = {}
    previous = GENESIS
    for seq, fields in enumerate(bodies, 1):
        entry, payload = chain.seal(previous, seq, "report", f"rep_{seq}", NOON, "desk", fields, SALT)
        entries.append(entry)
        payloads[seq] = payload
        previous = entry.hash
    return entries, payloads


THREE: list[dict[str, Json]] = [{"text": "one"}, {"text": "two", "outlet": "x"}, {"text": "three"}]


def edit_payload(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    payloads[2]["text"] = replace(payloads[2]["text"], value="too")


def edit_salt(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    payloads[2]["text"] = replace(payloads[2]["text"], salt=b"another salt, long enough")


def remove_payload(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    del payloads[2]["outlet"]


def add_payload(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    payloads[2]["note"] = Payload("note", b"0" * 32, "planted")


def erase_silently(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    payloads[2]["text"] = Payload("text", None, None, erased=True)


def edit_author(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    entries[1] = replace(entries[1], by="somebody else")


def edit_time(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    entries[1] = replace(entries[1], at=NOON - timedelta(days=1))


def edit_commitment(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    edited, planted = chain.seal(GENESIS, 2, "report", "rep_2", NOON, "desk", {"text": "too", "outlet": "x"}, SALT)
    entries[1] = replace(entries[1], commitments=edited.commitments)
    payloads[2] = planted


def remove_entry(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    del entries[1]


def swap_entries(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    entries[1], entries[2] = entries[2], entries[1]


def reseal_one_entry(entries: list[Entry], payloads: dict[int, dict[str, Payload]]) -> None:
    entries[1], payloads[2] = chain.seal(entries[0].hash, 2, "report", "rep_2", NOON, "desk", {"text": "too"}, SALT)


@pytest.mark.parametrize(
    ("tamper", "first"),
    [
        (edit_payload, "entry 2, field text: was edited"),
        (edit_salt, "entry 2, field text: was edited"),
        (remove_payload, "entry 2, field outlet: is missing"),
        (add_payload, "entry 2, field note: was added"),
        (erase_silently, "entry 2, field text: was erased, and no entry says so"),
        (edit_author, "entry 2 (report rep_2): was edited, its hash does not fit"),
        (edit_time, "entry 2 (report rep_2): was edited, its hash does not fit"),
        (edit_commitment, "entry 2 (report rep_2): was edited, its hash does not fit"),
        (remove_entry, "entry 2: is missing or out of order (entry 3 stands in its place)"),
        (swap_entries, "entry 2: is missing or out of order (entry 3 stands in its place)"),
        (reseal_one_entry, "entry 3: does not follow entry 2"),
    ],
)
def test_what_was_touched_is_named_first(tamper: Callable[..., None], first: str) -> None:
    entries, payloads = chained(THREE)
    assert list(chain.check(entries, payloads)) == []
    tamper(entries, payloads)
    assert next(chain.check(entries, payloads)) == first


def test_a_field_may_be_erased_where_an_entry_says_so() -> None:
    entries, payloads = chained([{"person": "sealed"}, {"text": "two"}])
    fields: dict[str, Json] = {"seq": 1, "field": "person"}
    told, payloads[3] = chain.seal(entries[-1].hash, 3, chain.ERASE, "1/person", NOON, "desk", fields, SALT)
    payloads[1]["person"] = Payload("person", None, None, erased=True)
    assert list(chain.check([*entries, told], payloads)) == []


@given(bodies)
def test_an_untouched_chain_is_intact(fields: list[dict[str, Json]]) -> None:
    assert list(chain.check(*chained(fields))) == []


@given(st.data(), st.lists(st.dictionaries(names, json_values, min_size=1, max_size=3), min_size=1, max_size=4))
def test_any_bit_of_any_field_that_changes_is_seen(data: st.DataObject, fields: list[dict[str, Json]]) -> None:
    entries, payloads = chained(fields)
    seq = data.draw(st.sampled_from(sorted(payloads)))
    name = data.draw(st.sampled_from(sorted(payloads[seq])))
    other = data.draw(json_values)
    old = payloads[seq][name]
    payloads[seq][name] = replace(old, value=other)
    touched = chain.canonical(other) != chain.canonical(old.value)
    assert list(chain.check(entries, payloads)) == ([f"entry {seq}, field {name}: was edited"] if touched else [])


@given(st.data())
def test_any_character_of_an_entry_that_changes_is_seen(data: st.DataObject) -> None:
    entries, payloads = chained(THREE)
    at = data.draw(st.integers(0, 2))
    attribute = data.draw(st.sampled_from(["kind", "subject", "by", "previous", "hash"]))
    old = getattr(entries[at], attribute)
    spot, letter = data.draw(st.integers(0, len(old) - 1)), data.draw(st.characters(codec="utf-8"))
    new = old[:spot] + letter + old[spot + 1 :]
    entries[at] = replace(entries[at], **{attribute: new})
    assert bool(list(chain.check(entries, payloads))) == (new != old)


def test_the_canonical_bytes_of_a_value_do_not_hang_on_the_order_of_its_names() -> None:
    assert chain.canonical({"b": 1, "a": [1.5, None, True]}) == b'{"a":[1.5,null,true],"b":1}'
    assert chain.canonical({"a": [1.5, None, True], "b": 1}) == chain.canonical({"b": 1, "a": [1.5, None, True]})


def test_a_commitment_does_not_let_bytes_move_between_salt_and_value() -> None:
    assert chain.commitment(b"salt1", 23) != chain.commitment(b"salt", 123)


def test_one_moment_in_two_zones_is_one_time() -> None:
    moscow = datetime(2024, 6, 10, 15, tzinfo=timezone(timedelta(hours=3)))
    assert chain.instant(moscow) == chain.instant(NOON) == "2024-06-10T12:00:00.000000+00:00"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800", {1, 2}])
def test_what_json_cannot_say_is_refused(value: Json) -> None:
    with pytest.raises(BadInput):
        chain.canonical(value)


@pytest.mark.parametrize(
    ("kind", "subject", "by", "field"),
    [("", "s", "b", "f"), ("k", "", "b", "f"), ("k", "s\0", "b", "f"), ("k", "s", "", "f"), ("k", "s", "b", "")],
)
def test_an_entry_needs_words(kind: str, subject: str, by: str, field: str) -> None:
    with pytest.raises(BadInput):
        chain.seal(GENESIS, 1, kind, subject, NOON, by, {field: 1}, SALT)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(BadInput):
        chain.seal(GENESIS, 1, "k", "s", datetime(2024, 6, 10), "b", {}, SALT)  # noqa: DTZ001


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(BadInput):
        chain.seal(GENESIS, 1, "k", "s", NOON, "b", {"f": 1}, lambda _seq, _name: b"short")
