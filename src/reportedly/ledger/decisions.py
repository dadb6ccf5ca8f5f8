"""Decisions in order -> standing. A pure fold: nothing is removed, and a decision can be taken back by another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime

from reportedly.errors import BadInput
from reportedly.ledger.clock import known_decisions
from reportedly.types import Correction, Decision, Standing, Verdict

VOICES = (Verdict.ACCEPT, Verdict.REFUSE, Verdict.UNSURE)
"""Verdicts of which each person has one at a time: the last one given."""

_NEEDS_TO = (Verdict.ASSIGN, Verdict.MERGE, Verdict.REVISE)
_NEEDS_REASON = tuple(verdict for verdict in Verdict if verdict not in (Verdict.ACCEPT, Verdict.ASSIGN, Verdict.UNSURE))


def decision_id(subject: str, verdict: Verdict, reviewer: str, decided_at: datetime, to: str | None = None) -> str:
    """The id that follows from who decided what about which subject, and when: `dec_` and 20 hex digits."""
    said = json.dumps(
        [subject, verdict.value, reviewer, decided_at.astimezone(UTC).isoformat(), to], ensure_ascii=False
    )
    return "dec_" + hashlib.sha256(said.encode()).hexdigest()[:20]


def decide(
    subject: str,
    verdict: Verdict,
    reviewer: str,
    decided_at: datetime,
    reason: str = "",
    *,
    to: str | None = None,
    correction: Correction | None = None,
    supersedes: str | None = None,
) -> Decision:
    """What a person decides -> the Decision, with its id.

    >>> made = decide("fig_1", Verdict.ASSIGN, "Reviewer One", datetime(2024, 6, 10, tzinfo=UTC), to="fled")
    >>> made.to
    'fled'

    Raises BadInput where something that the verdict needs is missing: a reviewer; where `assign`, `merge` and `revise`
    lead to; a correction for `correct`; the decision that `undo` takes back; a reason for all that alters what others
    see (every verdict but accept, assign and unsure).
    """
    missing = _missing(verdict, reviewer, reason, to, correction, supersedes)
    if missing:
        raise BadInput(f"to {verdict} needs {missing}.", where=subject, remedy=f"Say it again with {missing}.")
    if decided_at.tzinfo is None:
        raise BadInput("a decision's time has no zone.", where=subject, remedy="Give it in UTC.")
    made = decision_id(subject, verdict, reviewer, decided_at, to or supersedes)
    return Decision(made, subject, verdict, reviewer, decided_at, reason, to, correction, supersedes)


def _missing(
    verdict: Verdict,
    reviewer: str,
    reason: str,
    to: str | None,
    correction: Correction | None,
    supersedes: str | None,
) -> str | None:
    needs = (
        (not reviewer.strip(), "a reviewer"),
        (verdict in _NEEDS_TO and not to, "what it leads to (`to`)"),
        (verdict is Verdict.CORRECT and correction is None, "a correction"),
        (verdict is Verdict.UNDO and not supersedes, "the decision that it takes back (`supersedes`)"),
        (verdict in _NEEDS_REASON and not reason.strip(), "a reason"),
    )
    return next((what for lacking, what in needs if lacking), None)


def known(decisions: Iterable[Decision], at: datetime | None) -> tuple[Decision, ...]:
    """Decisions taken by `at`, in order; all of them where `at` is None."""
    return tuple(known_decisions(decisions, at))


def standing(decisions: Iterable[Decision], *, eyes: int) -> dict[str, Standing]:
    """Decisions in the ledger's order -> what follows for each subject. Subjects nobody decided about are left out.

    - Each person has one voice on a subject, the last of accept, refuse, unsure. One refusal outweighs acceptances.
    - `confirmed` takes `eyes` different people; who accepts twice is still one person.
    - An acceptance covers what the figure meant at that moment: a later correction by somebody else lets it lapse.
    - A later correction replaces an earlier one field by field; a field it leaves open keeps what was corrected before.
    - A retraction or a revision stays, whatever is accepted after it, until it is taken back.
    - `undo` takes back any decision, another undo too; everything then stands as if it had not been taken.
    """
    in_order = list(decisions)
    folds: dict[str, _Fold] = {}
    taken_back = taken_back_ids(in_order)
    for decision in in_order:
        fold = folds.setdefault(decision.subject, _Fold(decision.subject))
        fold.history.append(decision.id)
        if decision.id not in taken_back:
            fold.take(decision)
    return {subject: fold.standing(eyes) for subject, fold in folds.items()}


def taken_back_ids(decisions: Sequence[Decision]) -> frozenset[str]:
    """Ids of decisions that an undo took back which was not itself taken back; from the last decision to the first."""
    gone: set[str] = set()
    for decision in reversed(decisions):
        if decision.verdict is Verdict.UNDO and decision.id not in gone and decision.supersedes:
            gone.add(decision.supersedes)
    return frozenset(gone)


@dataclass
class _Fold:
    """One subject's state while its decisions are gone through."""

    subject: str
    history: list[str] = field(default_factory=list)
    voices: dict[str, Verdict] = field(default_factory=dict)
    state: Standing = field(default_factory=lambda: Standing(""))

    def take(self, decision: Decision) -> None:
        """One more decision that was not taken back."""
        if decision.verdict in VOICES:
            self.voices.pop(decision.reviewer, None)
            self.voices[decision.reviewer] = decision.verdict
        elif decision.verdict is Verdict.CORRECT:
            self._correct(decision)
        else:
            self.state = _other(self.state, decision)

    def _correct(self, decision: Decision) -> None:
        self.state = replace(self.state, correction=overlaid(self.state.correction, decision.correction))
        others = {who: v for who, v in self.voices.items() if who != decision.reviewer and v is Verdict.ACCEPT}
        for who in others:
            del self.voices[who]

    def standing(self, eyes: int) -> Standing:
        """What follows."""
        accepted = tuple(who for who, voice in self.voices.items() if voice is Verdict.ACCEPT)
        refused = Verdict.REFUSE in self.voices.values()
        return replace(
            self.state,
            subject=self.subject,
            verdict=self._verdict(),
            accepted_by=accepted,
            confirmed=len(accepted) >= max(eyes, 1) and not refused,
            decisions=tuple(self.history),
        )

    def _verdict(self) -> Verdict | None:
        said = self.voices.values()
        return next((v for v in (Verdict.REFUSE, Verdict.ACCEPT, Verdict.UNSURE) if v in said), None)


def _other(state: Standing, decision: Decision) -> Standing:
    match decision.verdict:
        case Verdict.ASSIGN:
            return replace(state, question=decision.to)
        case Verdict.MERGE:
            return replace(state, merged_into=decision.to, split=False)
        case Verdict.SPLIT:
            return replace(state, merged_into=None, split=True)
        case Verdict.RETRACT:
            return replace(state, retracted=decision)
        case Verdict.REVISE:
            return replace(state, superseded_by=decision.to)
        case Verdict.CAVEAT:
            return replace(state, caveats=tuple(dict.fromkeys((*state.caveats, decision.reason))))
        case Verdict.RELEASE:
            return replace(state, released_by=tuple(dict.fromkeys((*state.released_by, decision.reviewer))))
        case _:
            return state


def overlaid(earlier: Correction | None, later: Correction | None) -> Correction | None:
    """The two corrections as one: what the later sets, it sets; what it leaves open stays as the earlier had it."""
    if earlier is None or later is None:
        return later or earlier
    told = {f.name: getattr(later, f.name) for f in fields(later) if getattr(later, f.name) is not None}
    return replace(earlier, **told)


def of(standings: Mapping[str, Standing], subject: str) -> Standing:
    """The standing of a subject; an empty one where nobody decided about it."""
    return standings.get(subject) or Standing(subject)
