"""Quantities in a sentence: where a number stands, what qualifies it, before anything is known of what it counts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from reportedly.types import Qualifier


class Quantity(NamedTuple):
    """A number or number word over tokens `[first, last)`, with its qualifier over `[head, tail)`.

    `value` is the number as written (for a range the lower, `upper` the higher), None for words without a number; `vague` names the
    class of such words. `share` is set for a part of a whole; `ordinal` for a number that counts off; `more` where "another" or "more"
    stands by it.
    """

    first: int
    last: int
    head: int
    tail: int
    qualifier: Qualifier
    value: Decimal | None = None
    upper: Decimal | None = None
    vague: str = ""
    share: Fraction | None = None
    ordinal: bool = False
    more: bool = False
    digits: bool = False
    one: bool = False
    inverted: bool = False


EXPLICIT = {
    "at_least": Qualifier.AT_LEAST,
    "more_than": Qualifier.MORE_THAN,
    "up_to": Qualifier.UP_TO,
    "less_than": Qualifier.LESS_THAN,
    "about": Qualifier.ABOUT,
    "nearly": Qualifier.NEARLY,
    "slightly_over": Qualifier.SLIGHTLY_OVER,
}
