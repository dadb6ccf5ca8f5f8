"""A brief's Markdown becomes blocks of safe HTML, each with the figures that it is tied to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportedly.press.ties import FIGURE, PLAIN, tied

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_TAGS = frozenset(
    [
        "a",
        "p",
        "em",
        "strong",
        "ul",
        "ol",
        "li",
        "blockquote",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "br",
        "code",
        "pre",
        "sup",
        "span",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    ]
)
_ATTRIBUTES = {"a": {"href", "id", "class", "rel"}, "span": {"class"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, heading or table as safe HTML; `ties` are the figures that are named here for the first time."""

    html: str
    ties: tuple[str, ...]


def struck(text: str) -> str:
    """`text` without the words that were tied to figures: what may still be said when those figures fell.

    >>> struck("[At least 800](figure:fled) had fled by [2024](plain:)")
    '… had fled by 2024'
    """
    seen = tied(text)
    words = list(seen.text)
    for tie in reversed(seen.ties):
        if tie.kind == FIGURE:
            words[tie.shown.start : tie.shown.end] = "…"
    return "".join(words)


def blocks(text: str, names: Collection[str]) -> tuple[Block, ...]:
    """`text` (Markdown) as blocks of safe HTML; ties to one of `names` become numbered links to `#note-1`, `#note-2` ...

    >>> blocks("[At least 800](figure:fled) fled.", {"fled"})[0].ties
    ('fled',)

    HTML in the text is shown, not obeyed; pictures are not taken from the text; only http, https and mailto links stay.
    """
    numbers: dict[str, int] = {}
    return tuple(_block(group, frozenset(names), numbers) for group in _groups(_parser().parse(text)))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")


def _groups(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Tokens of one top-level block at a time."""
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _block(group: list[Token], names: frozenset[str], numbers: dict[str, int]) -> Block:
    import nh3

    fresh: list[str] = []
    for token in group:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{max(2, int(token.tag[1]))}"
        if token.children:
            token.children = list(_bound(token.children, names, numbers, fresh))
    parser = _parser()
    raw = parser.renderer.render(group, parser.options, {})
    html = nh3.clean(raw, tags=set(_TAGS), attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    return Block(html.strip(), tuple(fresh))


def _bound(
    children: Sequence[Token], names: frozenset[str], numbers: dict[str, int], fresh: list[str]
) -> Iterator[Token]:
    """Inline tokens with ties made into links to notes, and outward links made to tell nothing of the reader."""
    closing: list[Token | None] = []
    for token in children:
        if token.type == "link_open":
            opened, last = _opened(token, names, numbers, fresh)
            closing.append(last)
            if opened is not None:
                yield opened
        elif token.type == "link_close":
            last = closing.pop()
            if last is not None:
                yield last
                yield token
        else:
            yield token


def _opened(
    token: Token, names: frozenset[str], numbers: dict[str, int], fresh: list[str]
) -> tuple[Token | None, Token | None]:
    """A link's opening token and what goes before its end; nothing where its words stay plain."""
    from markdown_it.token import Token

    kind, _, name = str(token.attrs.get("href", "")).partition(":")
    if kind == PLAIN or (kind == FIGURE and name not in names):
        return None, None
    if kind != FIGURE:
        token.attrs["rel"] = "noreferrer noopener"
        return token, Token("html_inline", "", 0)
    first = name not in numbers
    number = numbers.setdefault(name, len(numbers) + 1)
    token.attrs = {"class": "tie", "href": f"#note-{number}"}
    if first:
        fresh.append(name)
        token.attrs["id"] = f"tie-{number}"
    return token, Token("html_inline", "", 0, content=f'<sup><span class="hide"> note </span>{number}</sup>')
