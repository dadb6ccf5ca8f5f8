"""Parts of a whole in words: half, two thirds, one in four, «каждый третий», «троє з чотирьох»."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from reportedly.read.lexicon import Lexicon
from reportedly.read.numerals import Numeral, numeral
from reportedly.read.tokens import Tokens


def share(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int, Fraction] | None:
    """The part of a whole that begins with token `at`: its first token, the token after it, the part."""
    return (
        _fraction_word(tokens, at, lexicon) or _several_parts(tokens, at, lexicon) or _so_many_of(tokens, at, lexicon)
    )


def _fraction_word(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int, Fraction] | None:
    """ "Half", "a third of", «треть»."""
    articles = lexicon.listed("qualifiers", "range.article")
    start = at + 1 if tokens.words[at] in articles else at
    word = tokens.word(start)
    part = lexicon.fractions.get(word)
    if part is None or tokens.word(start - 1) in lexicon.listed("shares", "not_after"):
        return None
    if lexicon.phrases("shares", "not_before").length(tokens.words, start + 1):
        return None
    ordinal = any(role == "ordinal" for role, _ in lexicon.senses.get(word, ()))
    if ordinal and not _reads_as_share(tokens, at, start, lexicon):
        return None
    if not ordinal and articles and start == at and word not in lexicon.listed("shares", "bare"):
        return None
    return at, start + 1 + _part_word(tokens, start + 1, lexicon), part


def _reads_as_share(tokens: Tokens, at: int, start: int, lexicon: Lexicon) -> bool:
    """ "A third of", "almost a third stay away", «пятая часть»: not an ordinal."""
    if _part_word(tokens, start + 1, lexicon):
        return True
    if start == at:
        return False
    following = tokens.word(start + 1)
    if (
        following in lexicon.listed("shares", "of")
        or not following.isalpha()
        or following in lexicon.listed("figures", "stop.words")
    ):
        return True
    qualified = lexicon.phrases("qualifiers", "before.", backwards=True).match(tokens.words, at - 1)
    return qualified is not None and qualified[0] not in ("exact", "each_more")


def _part_word(tokens: Tokens, at: int, lexicon: Lexicon) -> int:
    return int(tokens.word(at) in lexicon.listed("shares", "part"))


def _several_parts(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int, Fraction] | None:
    """ "Two thirds", "three-quarters", «две трети», «четыре пятых»."""
    values = [value for role, value in lexicon.senses.get(tokens.words[at], ()) if role in ("unit", "one")]
    if not values:
        return None
    hyphen = tokens.word(at + 1) == "-"
    word = tokens.word(at + 1 + hyphen)
    part = lexicon.fractions.get(word)
    plural = word in lexicon.listed("shares", "plural") or (values[0] == 1 and hyphen)
    if part is None or not plural or not 0 < values[0] * part.numerator < part.denominator:
        return None
    if lexicon.phrases("shares", "not_before").length(tokens.words, at + 2 + hyphen):
        return None
    return at, at + 2 + hyphen, int(values[0]) * part


def _so_many_of(tokens: Tokens, at: int, lexicon: Lexicon) -> tuple[int, int, Fraction] | None:
    """ "One in four", "4 out of 5", «каждый третий»."""
    every = lexicon.phrases("qualifiers", "range.each_nth").length(tokens.words, at)
    if every:
        return _every(tokens, at, at + every, lexicon)
    few = numeral(tokens, at, lexicon)
    if few is None or few.ordinal or few.value > 99 or few.value != few.value.to_integral_value():
        return None
    of = lexicon.phrases("qualifiers", "range.one_in").length(tokens.words, few.last)
    many = numeral(tokens, few.last + of, lexicon) if of and few.last + of < len(tokens) else None
    if many is None or not _whole(few, many) or not _many_alone(tokens, few, many, lexicon):
        return None
    return at, many.last, Fraction(int(few.value), int(many.value))


def _every(tokens: Tokens, at: int, start: int, lexicon: Lexicon) -> tuple[int, int, Fraction] | None:
    found = numeral(tokens, start, lexicon) if start < len(tokens) else None
    if found is None or not found.ordinal or not 2 <= found.value <= 100:
        return None
    if lexicon.phrases("shares", "not_every").length(tokens.words, found.last):
        return None
    return at, found.last, Fraction(1, int(found.value))


def _whole(few: Numeral, many: Numeral) -> bool:
    value = many.value
    return not many.ordinal and few.value < value <= 100 and value == value.to_integral_value() and value >= Decimal(2)


def _many_alone(tokens: Tokens, few: Numeral, many: Numeral, lexicon: Lexicon) -> bool:
    """ "One in four", but not "five in 2024", "two in 36 hours" nor «один из двух»."""
    unit = lexicon.phrases("units", "unit.duration", "unit.percent").length(tokens.words, many.last)
    return not unit and few.digits == many.digits
