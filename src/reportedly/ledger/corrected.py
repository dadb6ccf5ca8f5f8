"""Figures as people have set them right: the words stay, the values follow the correction."""

from __future__ import annotations

from dataclasses import replace

from reportedly.types import Bounds, Figure, Number, Qualifier, Standing

_LOWER = (Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.SLIGHTLY_OVER)
_UPPER = (Qualifier.UP_TO, Qualifier.LESS_THAN, Qualifier.NEARLY)


def corrected(figure: Figure, standing: Standing | None) -> Figure:
    """The figure with its standing correction put in (bounds, qualifier, unit, period, as-of)."""
    correction = standing.correction if standing else None
    if correction is None:
        return figure
    c, qualifier = correction, correction.qualifier or figure.qualifier
    return replace(
        figure,
        qualifier=qualifier,
        unit=c.unit or figure.unit,
        period=c.period or figure.period,
        as_of=c.as_of or figure.as_of,
        bounds=c.bounds or figure.bounds,
        best=best_of(qualifier, c.bounds) if c.bounds else figure.best,
    )


def best_of(qualifier: Qualifier, bounds: Bounds) -> Number | None:
    """The value shown for bounds that a person gave: the end that the words name, none for a plain range."""
    if bounds.exact or qualifier in _LOWER:
        return bounds.lower
    return bounds.upper if qualifier in _UPPER else None


def leading_number(figure: Figure) -> tuple[Qualifier | None, Number | None, Number | None]:
    """What makes two wordings one number, whatever stands before it: the number itself, worked out from the bounds.

    "almost 7,400", "at least 7,400" and "7,400" all give (None, 7400, None); a range gives both its ends; words
    without a number ("dozens") give their class.
    """
    bounds, written = figure.bounds, _written(figure)
    if written is not None:
        return None, written, None
    if figure.qualifier is Qualifier.RANGE:
        return Qualifier.RANGE, bounds.lower, bounds.upper
    return figure.qualifier, bounds.lower, bounds.upper


def _written(figure: Figure) -> Number | None:
    """The numeral behind the qualifier; each class's bounds are those of the project's table of qualifiers."""
    lower, upper, best = figure.bounds.lower, figure.bounds.upper, figure.best
    match figure.qualifier:
        case Qualifier.EXACT | Qualifier.FIRST | Qualifier.NONE | Qualifier.AT_LEAST:
            return lower
        case Qualifier.MORE_THAN | Qualifier.SLIGHTLY_OVER:
            return None if lower is None else lower - 1
        case Qualifier.UP_TO:
            return upper
        case Qualifier.LESS_THAN | Qualifier.NEARLY:
            return None if upper is None else upper + 1
        case Qualifier.ABOUT | Qualifier.EACH_MORE:
            return best if best is not None else _middle(lower, upper)
        case _:
            return None


def _middle(lower: Number | None, upper: Number | None) -> Number | None:
    if lower is None or upper is None:
        return lower if upper is None else upper
    middle = (lower + upper) / 2
    return int(middle) if middle == int(middle) else middle
