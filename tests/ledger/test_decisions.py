"""Decisions in order -> standing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import BadInput
from reportedly.ledger.decisions import decide, known, standing
from reportedly.types import Bounds, Correction, Decision, Standing, Verdict

START = datetime(2024, 6, 10, 9, tzinfo=UTC)


def hours(n: int) -> datetime:
    return START + timedelta(hours=n)


def story(*lines: str, subject: str = "fig") -> list[Decision]:
    """Lines as "A accept", "B assign fled", "A undo 1" (the decision taken back, counted from 1)."""
    made: list[Decision] = []
    for n, line in enumerate(lines):
        who, verdict, *rest = line.split()
        to = rest[0] if rest and verdict in ("assign", "merge", "revise") else None
        back = made[int(rest[0]) - 1].id if verdict == "undo" else None
        fixed = Correction(unit=rest[0]) if verdict == "correct" else None
        made.append(decide(subject, Verdict(verdict), who, hours(n), "why", to=to, correction=fixed, supersedes=back))
    return made


def after(*lines: str, eyes: int = 2) -> Standing:
    return standing(story(*lines), eyes=eyes)["fig"]


@pytest.mark.parametrize(
    ("lines", "eyes", "verdict", "accepted_by", "confirmed"),
    [
        (["A accept"], 1, "accept", ["A"], True),
        (["A accept"], 2, "accept", ["A"], False),
        (["A accept", "A accept"], 2, "accept", ["A"], False),
        (["A accept", "B accept"], 2, "accept", ["A", "B"], True),
        (["A accept", "B accept", "C refuse"], 2, "refuse", ["A", "B"], False),
        (["A accept", "B refuse", "B accept"], 2, "accept", ["A", "B"], True),
        (["A accept", "B accept", "A unsure"], 2, "accept", ["B"], False),
        (["A accept", "B unsure"], 1, "accept", ["A"], True),
        (["A refuse"], 1, "refuse", [], False),
        (["A unsure"], 1, "unsure", [], False),
        (["A accept", "A refuse"], 1, "refuse", [], False),
        (["A assign fled"], 1, None, [], False),
        (["A accept", "A undo 1"], 1, None, [], False),
        (["A accept", "A refuse", "A undo 2"], 1, "accept", ["A"], True),
        (["A accept", "A undo 1", "A undo 2"], 1, "accept", ["A"], True),
        (["A accept", "A undo 1", "B undo 1", "A undo 2"], 1, None, [], False),
        (["A accept", "B accept", "B correct cases"], 2, "accept", ["B"], False),
        (["A accept", "B accept", "B correct cases", "A accept"], 2, "accept", ["B", "A"], True),
        (["A accept", "B accept", "B correct cases", "B undo 3"], 2, "accept", ["A", "B"], True),
        (["A accept"], 0, "accept", ["A"], True),
    ],
)  # fmt: skip
def test_who_accepted_and_whether_that_is_enough(
    lines: list[str], eyes: int, verdict: str | None, accepted_by: list[str], confirmed: bool
) -> None:
    said = after(*lines, eyes=eyes)
    assert (said.verdict, list(said.accepted_by), said.confirmed) == (verdict, accepted_by, confirmed)


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        (["A accept"], True),
        (["A accept", "B retract"], False),
        (["A accept", "B retract", "A accept"], False),
        (["A accept", "B retract", "A undo 2"], True),
        (["A accept", "B revise later"], False),
        (["A accept", "B revise later", "A undo 2"], True),
        (["A accept", "B caveat"], True),
        (["B retract"], False),
    ],
)
def test_what_was_withdrawn_or_superseded_does_not_stand(lines: list[str], stands: bool) -> None:
    assert after(*lines, eyes=1).stands is stands


@pytest.mark.parametrize(
    ("lines", "question", "merged_into", "split"),
    [
        (["A assign fled"], "fled", None, False),
        (["A assign fled", "B assign courts"], "courts", None, False),
        (["A assign fled", "B assign courts", "A undo 2"], "fled", None, False),
        (["A merge other"], None, "other", False),
        (["A merge other", "A split"], None, None, True),
        (["A split", "A merge other"], None, "other", False),
        (["A merge other", "A split", "B undo 2"], None, "other", False),
    ],
)
def test_where_a_figure_belongs(lines: list[str], question: str | None, merged_into: str | None, split: bool) -> None:
    said = after(*lines)
    assert (said.question, said.merged_into, said.split) == (question, merged_into, split)


def test_a_later_correction_replaces_what_it_sets_and_keeps_the_rest() -> None:
    one = decide("fig", Verdict.CORRECT, "A", hours(0), "x", correction=Correction(unit="cases", bounds=Bounds(1, 2)))
    two = decide("fig", Verdict.CORRECT, "B", hours(1), "y", correction=Correction(unit="sentences"))
    assert standing([one, two], eyes=1)["fig"].correction == Correction(unit="sentences", bounds=Bounds(1, 2))
    undo = decide("fig", Verdict.UNDO, "B", hours(2), "no", supersedes=two.id)
    assert standing([one, two, undo], eyes=1)["fig"].correction == one.correction


def test_caveats_are_each_kept_once_and_in_order() -> None:
    made = [decide("fig", Verdict.CAVEAT, "A", hours(n), words) for n, words in enumerate(["one", "two", "one"])]
    assert standing(made, eyes=1)["fig"].caveats == ("one", "two")


def test_the_history_names_every_decision_also_those_taken_back() -> None:
    made = story("A accept", "A undo 1")
    assert standing(made, eyes=1)["fig"].decisions == tuple(d.id for d in made)


def test_decisions_on_one_subject_leave_others_alone() -> None:
    assert set(standing([*story("A accept"), *story("B refuse", subject="other")], eyes=1)) == {"fig", "other"}


def test_what_was_known_at_a_moment_is_what_was_decided_by_then() -> None:
    made = story("A accept", "B refuse")
    assert known(made, hours(0)) == (made[0],)
    assert known(made, hours(-1)) == ()
    assert known(made, None) == tuple(made)


@pytest.mark.parametrize(
    ("verdict", "more", "needs"),
    [
        (Verdict.ASSIGN, {}, "what it leads to"),
        (Verdict.MERGE, {"reason": "x"}, "what it leads to"),
        (Verdict.REVISE, {"reason": "x"}, "what it leads to"),
        (Verdict.CORRECT, {"reason": "x"}, "a correction"),
        (Verdict.UNDO, {"reason": "x"}, "takes back"),
        (Verdict.REFUSE, {}, "a reason"),
        (Verdict.RETRACT, {"reason": "  "}, "a reason"),
        (Verdict.CAVEAT, {}, "a reason"),
        (Verdict.ACCEPT, {"reviewer": " "}, "a reviewer"),
        (Verdict.ACCEPT, {"decided_at": datetime(2024, 6, 10)}, "zone"),  # noqa: DTZ001
    ],
)
def test_a_decision_that_lacks_something_says_what(verdict: Verdict, more: dict[str, object], needs: str) -> None:
    told: dict[str, object] = {"reviewer": "A", "decided_at": START, "reason": "", **more}
    with pytest.raises(BadInput, match=needs):
        decide("fig", verdict, **told)  # type: ignore[arg-type]


def test_a_decisions_id_follows_from_what_was_decided() -> None:
    assert decide("fig", Verdict.ACCEPT, "A", START).id == decide("fig", Verdict.ACCEPT, "A", START, "seen").id
    others = [
        decide("fig", Verdict.ACCEPT, "B", START),
        decide("fig", Verdict.UNSURE, "A", START),
        decide("other", Verdict.ACCEPT, "A", START),
        decide("fig", Verdict.ACCEPT, "A", hours(1)),
        decide("fig", Verdict.ASSIGN, "A", START, to="x"),
        decide("fig", Verdict.ASSIGN, "A", START, to="y"),
    ]
    assert len({d.id for d in others}) == len(others)


lines = st.tuples(
    st.sampled_from("ABC"),
    st.sampled_from(["accept", "refuse", "unsure", "assign q", "assign r", "merge m", "split", "retract", "caveat",
                     "revise later", "correct cases", "correct sentences"]),
).map(" ".join)  # fmt: skip


@given(st.lists(lines, max_size=8), lines)
def test_a_decision_and_its_undo_leave_what_stood_before(before: list[str], more: str) -> None:
    def as_it_stands(decisions: list[Decision]) -> object:
        said = standing(decisions, eyes=2).get("fig", Standing("fig"))
        return {name: getattr(said, name) for name in Standing.__slots__ if name != "decisions"}

    without = story(*before)
    both = story(*before, more, f"C undo {len(before) + 1}")
    again = story(*before, more, f"C undo {len(before) + 1}", f"A undo {len(before) + 2}")
    assert as_it_stands(both) == as_it_stands(without)
    assert as_it_stands(again) == as_it_stands(story(*before, more))


@given(st.lists(lines, max_size=10), st.integers(1, 3))
def test_nothing_is_confirmed_by_fewer_people_than_the_desk_asks(said: list[str], eyes: int) -> None:
    for stands in standing(story(*said), eyes=eyes).values():
        assert not stands.confirmed or len(set(stands.accepted_by)) >= eyes
        assert len(set(stands.accepted_by)) == len(stands.accepted_by)
        assert not stands.stands or stands.confirmed


@given(st.lists(lines, max_size=8), st.integers(0, 8))
def test_what_was_known_is_a_state_that_once_stood(said: list[str], until: int) -> None:
    made = story(*said)
    assert standing(known(made, hours(until) - timedelta(minutes=1)), eyes=2) == standing(made[:until], eyes=2)
