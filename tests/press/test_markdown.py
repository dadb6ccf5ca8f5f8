"""A brief's Markdown: ties become links to notes, and nothing in it can act on a reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.press.markdown import blocks, struck

NAMES = {"left", "held"}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param(
            "[at least 800](figure:left) left.",
            '<p><a class="tie" href="#note-1" id="tie-1">at least 800<sup><span class="hide"> note </span>1</sup></a> left.</p>',
            id="a tie leads to its note",
        ),
        pytest.param("By [2024](plain:)", "<p>By 2024</p>", id="a number that is no count stays plain"),
        pytest.param("[9](figure:unknown)", "<p>9</p>", id="a name that nobody knows stays plain"),
        pytest.param(
            "[the Post](https://post.example/a)",
            '<p><a href="https://post.example/a" rel="noreferrer noopener">the Post</a></p>',
            id="a link tells nothing of the reader",
        ),
        pytest.param("# Loud", "<h2>Loud</h2>", id="the page has one first heading, which is its title"),
        pytest.param("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>", id="HTML is shown"),
        pytest.param("[x](javascript:alert)", "<p>[x](javascript:alert)</p>", id="a link that acts is no link"),
        pytest.param("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>", id="nor is one that carries a page"),
        pytest.param("*so* **it** is", "<p><em>so</em> <strong>it</strong> is</p>", id="stress stays"),
    ],
)
def test_one_block(text: str, html: str) -> None:
    assert [block.html for block in blocks(text, NAMES)] == [html]


def test_a_picture_in_the_text_is_not_fetched() -> None:
    assert "<img" not in blocks("![a](https://elsewhere.example/pixel.png)", NAMES)[0].html


def test_a_name_gets_its_note_where_it_stands_first_and_one_number_for_good() -> None:
    body = blocks("[1](figure:held) and [2](figure:left)\n\n[1](figure:held) again", NAMES)
    assert [block.ties for block in body] == [("held", "left"), ()]
    assert 'href="#note-1"' in body[1].html
    assert "id=" not in body[1].html


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("[At least 800](figure:left) had left by [2024](plain:)", "… had left by 2024"),
        ("Nothing tied", "Nothing tied"),
        ("[7](figure:a) of [9](figure:b)", "… of …"),
    ],
)
def test_words_that_fell_are_taken_out(text: str, rest: str) -> None:
    assert struck(text) == rest


@given(st.text(alphabet=st.sampled_from("<>[]()!#*`&\"'=:/ \n\\-figure:leftplainjavascript1"), max_size=200))
def test_no_text_whatever_brings_in_a_script_a_picture_or_an_address_that_acts(text: str) -> None:
    html = "".join(block.html for block in blocks(text, NAMES)).lower()
    for bad in ("<script", "<img", "<iframe", 'href="javascript', " onload=", " style="):
        assert bad not in html.replace("&lt;", "")
