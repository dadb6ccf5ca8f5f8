"""What a chart draws: one point for each finding, over the days that it may speak of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reportedly.count.evidence import days_of, whole
from reportedly.types import Admitted, AsOf, Basis, Flow, Number, Point, Question


def points_of(question: Question, admitted: Sequence[Admitted]) -> tuple[Point, ...]:
    """Admitted findings in; their points out, in the order of their days.

    Where the first day of a cumulative figure is not known, it is no earlier than the count's start, nor than the day of a
    lower figure of the same compiler: 7,400 was counted after 4,121 was. Where nothing is known, the point stands on its last day.
    """
    counted = [
        (one.compiler, upper, days_of(one)) for one in admitted if (upper := whole(one.bounds).upper) is not None
    ]
    points = (_point(question, one, counted) for one in admitted)
    return tuple(sorted(points, key=lambda point: (point.latest, point.earliest, point.finding)))


Counted = tuple[str, Number, AsOf]
"""By whom at most how much was counted, and when."""


def _point(question: Question, one: Admitted, counted: Sequence[Counted]) -> Point:
    days = days_of(one)
    return Point(
        finding=one.finding,
        figure=one.figure,
        compiler=one.compiler,
        bounds=one.bounds,
        best=one.best,
        qualifier=one.qualifier,
        earliest=min(_earliest(question, one, days, counted), days.latest),
        latest=days.latest,
        stated=days.basis is Basis.STATED,
        period=one.period,
        places=one.places,
    )


def _earliest(question: Question, one: Admitted, days: AsOf, counted: Sequence[Counted]) -> date:
    known = [days.earliest] if days.earliest else []
    if days.basis is Basis.INFERRED and one.flow is Flow.CUMULATIVE:
        known += [question.since] if question.since else []
        known += _days_of_less(one, counted)
    return max(known, default=days.latest)


def _days_of_less(one: Admitted, counted: Sequence[Counted]) -> list[date]:
    """The stated days on which the same compiler had counted less: `one` was counted after them."""
    lower = whole(one.bounds).lower
    if lower is None:
        return []
    before = (days for by, upper, days in counted if by == one.compiler and upper < lower)
    return [days.latest for days in before if days.basis is Basis.STATED]
