"""What a chart draws: one point for each finding, over the days that it may speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportedly.count.evidence import days_of, whole
from reportedly.types import Admitted, Basis, Flow, Point, Question


def points_of(question: Question, admitted: Sequence[Admitted]) -> tuple[Point, ...]:
    """Admitted findings in; their points out, in the order of their days.

    Where the first day of a cumulative figure is not known, it is no earlier than the count's start, nor than the day of a
    lower figure of the same compiler: 7,400 was counted after 4,121 was. Where nothing is known, the point stands on its last day.
    """
    points = (_point(question, one, admitted) for one in admitted)
    return tuple(sorted(points, key=lambda point: (point.latest, point.earliest, point.finding)))


def _point(question: Question, one: Admitted, admitted: Sequence[Admitted]) -> Point:
    days = days_of(one)
    return Point(
        finding=one.finding,
        figure=one.figure,
        compiler=one.compiler,
        bounds=one.bounds,
        best=one.best,
        qualifier=one.qualifier,
        earliest=min(_earliest(question, one, admitted), days.latest),
        latest=days.latest,
        stated=days.basis is Basis.STATED,
        period=one.period,
        places=one.places,
    )


def _earliest(question: Question, one: Admitted, admitted: Sequence[Admitted]) -> date:
    days = days_of(one)
    known = [days.earliest] if days.earliest else []
    if days.basis is Basis.INFERRED and one.flow is Flow.CUMULATIVE:
        known += [question.since] if question.since else []
        known += [other.latest for other in map(days_of, (a for a in admitted if _counted_before(a, one)))]
    return max(known, default=days.latest)


def _counted_before(other: Admitted, one: Admitted) -> bool:
    """Whether a stated, lower figure of the same compiler shows that `one` was counted later."""
    upper, lower = whole(other.bounds).upper, whole(one.bounds).lower
    same = other.compiler == one.compiler and days_of(other).basis is Basis.STATED
    return same and upper is not None and lower is not None and upper < lower
