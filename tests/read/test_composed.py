"""Letters that come in parts are read as one, and quoted as they stand."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.composed import Composed
from reportedly.read.masking import masked, parts_of
from reportedly.read.persons import persons_of
from reportedly.resources.gazetteer import gazetteer
from reportedly.resources.languages import languages
from reportedly.types import Quote


@given(st.text(st.sampled_from("aeйїéö\u0301\u0308\u0306ᄀ한 각") | st.characters(), max_size=30), st.data())
def test_a_quote_of_the_composed_text_is_the_same_words_in_the_text(text: str, data: st.DataObject) -> None:
    whole = Composed(text)
    start = data.draw(st.integers(0, len(whole.text)))
    end = data.draw(st.integers(start, len(whole.text)))
    quote = whole.quote(Quote.cut(whole.text, start, end))
    assert unicodedata.normalize("NFD", whole.text[start:end]) in unicodedata.normalize("NFD", quote.words)
    assert quote.words == quote.span.of(text)


@pytest.mark.parametrize("text", ["Андрій Йорданчук", "René Müllerov", "각 한", "a\u0301\u0323b", "\u0301x", ""])
def test_a_text_is_composed_whichever_way_it_came(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert Composed(unicodedata.normalize(form, text)).text == unicodedata.normalize("NFC", text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("uk", "Андрій Йорданчук утік. Йорданчука шукали.", ("Андрій", "Йорданчук")),
        ("en", "René Müllerov fled. His lawyer, Semyon Grubkin, saw Müllerov.", ("René", "Müllerov", "Grubkin")),
    ],
)
def test_persons_are_found_and_masked_in_either_form(language: str, text: str, names: tuple[str, ...]) -> None:
    known = languages().get(language)
    assert known is not None
    apart = unicodedata.normalize("NFD", text)
    found, details = persons_of(apart, known, gazetteer())
    assert all(mention.quote.span.of(apart) == mention.quote.words for mention in found)
    whole, _ = persons_of(text, known, gazetteer())
    assert [unicodedata.normalize("NFC", m.quote.words) for m in found] == [m.quote.words for m in whole]
    shown = unicodedata.normalize("NFC", masked(apart, found, details, b"k" * 32))
    assert [name for name in names if name in shown] == []
    assert [parts_of(m.quote.words) for m in found] == [parts_of(m.quote.words) for m in whole]
