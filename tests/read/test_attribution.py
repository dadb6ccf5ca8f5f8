"""Who said what: source, cue and content of invented sentences; and that no text breaks it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read.attribution import statements
from reportedly.read.cues import cues_of, folded, forms
from reportedly.read.sentences import sentences
from reportedly.read.speakers import speaker_of
from reportedly.resources.languages import languages
from reportedly.types import Manner, Span, Statement

CASES = [
    ("en", "The mayor said that the dam had burst.", [("The mayor", "said", "that the dam had burst")]),
    ("en", "The dam had burst, said the mayor.", [("the mayor", "said", "The dam had burst")]),
    (
        "en",
        "The dam had burst, the mayor of Nowhere said on Friday.",
        [("the mayor of Nowhere", "said", "The dam had burst")],
    ),
    ("en", "“The dam burst,” Ada Fenn told reporters.", [("Ada Fenn", "told", "“The dam burst,”")]),
    (
        "en",
        "“The dam burst,” she said. “Nobody came to help us that night.”",
        [("she", "said", "“The dam burst,”|“Nobody came to help us that night.”")],
    ),
    (
        "en",
        "Ada Fenn, a carpenter from Nowhere, told CBX that the dam burst.",
        [("Ada Fenn", "told", "that the dam burst")],
    ),
    (
        "en",
        "According to the harbour office, two boats sank.",
        [("the harbour office", "According to", "two boats sank")],
    ),
    (
        "en",
        "The mayor denied the report, adding that the dam would hold.",
        [("The mayor", "denied", "the report"), ("The mayor", "adding", "that the dam would hold")],
    ),
    ("en", "The union's reports were lost.", []),
    ("en", "They hope to say more soon.", []),
    (
        "en",
        "“I think he said it would rain on all of us that day,” wrote Ada Fenn.",
        [
            ("Ada Fenn", "wrote", "“I think he said it would rain on all of us that day,”"),
        ],
    ),
    (
        "en",
        "Ada Fenn left the hall early, saying the dam would burst.",
        [("Ada Fenn", "saying", "the dam would burst")],
    ),
    (
        "en",
        "Ada Fenn: “The dam burst on all of us that very night.”",
        [
            ("Ada Fenn", ":", "“The dam burst on all of us that very night.”"),
        ],
    ),
    ("en", "At least 800 men are reported to have fled.", [("", "are reported", "to have fled")]),
    ("ru", "Мэр заявил, что плотину прорвало.", [("Мэр", "заявил", "что плотину прорвало")]),
    ("ru", "Плотину прорвало, сообщили в мэрии.", [("мэрии", "сообщили", "Плотину прорвало")]),
    (
        "ru",
        "«Плотину прорвало ночью, и никто не пришёл», — сказала она.",
        [
            ("она", "сказала", "«Плотину прорвало ночью, и никто не пришёл», —"),
        ],
    ),
    ("ru", "По данным порта, две лодки утонули.", [("порта", "По данным", "две лодки утонули")]),
    ("uk", "Мер заявив, що греблю прорвало.", [("Мер", "заявив", "що греблю прорвало")]),
    ("uk", "Греблю прорвало, повідомили в мерії.", [("мерії", "повідомили", "Греблю прорвало")]),
    ("uk", "За даними порту, два човни потонули.", [("порту", "За даними", "два човни потонули")]),
]


def read(text: str, code: str) -> tuple[Statement, ...]:
    language = languages().get(code)
    assert language is not None
    return statements(text, list(sentences(text)), cues_of(language), report="rep_1", capture="cap_1")


def words(statement: Statement) -> tuple[str, str, str]:
    source, cue, content = (
        "|".join(quote.words for quote in role) for role in (statement.source, statement.cue, statement.content)
    )
    return source, cue, content


@pytest.mark.parametrize(("code", "text", "expected"), CASES)
def test_a_statement_has_its_source_cue_and_content(code: str, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [words(statement) for statement in read(text, code)] == expected


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("“The whole dam burst on us at night, and nobody came,” she said.", Manner.DIRECT),
        ("She said that the dam burst.", Manner.INDIRECT),
        ("She said that the dam “burst on all of them at night and nobody came”.", Manner.MIXED),
    ],
)
def test_a_statement_knows_in_whose_voice_it_stands(text: str, manner: Manner) -> None:
    assert [statement.manner for statement in read(text, "en")] == [manner]


def test_equal_statements_of_one_report_have_ids_of_their_own_that_do_not_hang_on_offsets() -> None:
    once = read("She said that it rained.", "en")
    twice = read("Well. She said that it rained. She said that it rained.", "en")
    assert twice[0].id == once[0].id
    assert len({statement.id for statement in twice}) == 2


@pytest.mark.parametrize(
    ("entries", "endings", "expected"),
    [
        (["sa|y,ys,id"], {}, ["say", "says", "said"]),
        (["add|@v,er"], {"v": ("", "s")}, ["add", "adds", "adder"]),
        (["Ёж’|и"], {}, ["еж'и"]),
    ],
)
def test_an_entry_of_a_word_list_stands_for_all_its_forms(
    entries: list[str], endings: dict[str, tuple[str, ...]], expected: list[str]
) -> None:
    assert list(forms(entries, endings)) == expected


PIECES = [
    "said", "The mayor", "told", "according to", "citing", "which cites", "“", "”", '"', "«", "»", "''", ",", ".", ";", ":", "—", "\n\n",
    "that", "he", "40", "сообщили", "в мэрии", "по данным", "со ссылкой на", "который цитирует", "«Вестник»", "не", "а", "за даними",
    "каже", "що", "allegedly", "has", "no reports", "İ", "who", "to", "was", "by", "quotes", "as",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join), st.sampled_from(["en", "ru", "uk"]))
def test_any_text_is_read_and_every_offset_slices_back_to_its_words(text: str, code: str) -> None:
    language = languages().get(code)
    assert language is not None
    stretches = list(sentences(text))
    said = read(text, code)
    for statement in said:
        quotes = [*statement.source, *statement.cue, *statement.content, *(h.quote for h in statement.chain if h.quote)]
        assert all(quote.span.of(text) == quote.words and quote.words for quote in quotes)
        assert statement.cue
    for sentence in stretches:
        speaker = speaker_of(text, Span(sentence.start, sentence.start + 1), sentence, said, language)
        assert len(speaker.chain) != 1


@given(st.text(max_size=60), st.sampled_from(["en", "ru", "uk"]))
def test_letters_of_any_script_do_no_harm(text: str, code: str) -> None:
    assert folded(text) == folded(folded(text)) or len(folded(text)) == len(text)
    read(text, code)
