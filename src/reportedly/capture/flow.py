"""Markup as running text, whole: for mails and feed entries, which have no menus to leave out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_BREAKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tbody",
        "td", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_UNSHOWN = frozenset(("head", "script", "style", "template", "noscript", "title", "svg"))


def lines_of(html: str) -> tuple[str, ...]:
    """Markup in, its paragraphs out: block elements and two `<br>` in a row end one; nothing that is shown is left out.

    >>> lines_of("<p>Two <b>fled</b>.<script>x()</script></p>None came back.<br><br>So they said.")
    ('Two fled.', 'None came back.', 'So they said.')
    """
    if not html.strip():
        return ()
    text = "".join(_pieces(html))
    blocks = re.split(r"\f|\n[ \t]*\n", re.sub(r"[ \t\r\xa0]+", " ", text))
    return tuple(folded for block in blocks if (folded := " ".join(block.split())))


def _pieces(html: str) -> Iterator[str]:
    """The text between the tags: a form feed where a block begins or ends, a line end for `<br>`."""
    from lxml import etree
    from lxml import html as markup

    parser = markup.HTMLParser(huge_tree=True)
    try:
        root = markup.document_fromstring(html, parser=parser)
    except (etree.ParserError, ValueError):  # nothing but comments, or an encoding declared inside a text
        return
    if any("depth" in entry.message for entry in parser.error_log):  # elements too deep are left out by libxml2
        yield re.sub(r"<[^<>]*>", "\f", html)
        return
    walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        if event == "start":
            yield from _opened(element)
            if element.tag in _UNSHOWN:
                walk.skip_subtree()
        else:
            yield "\f" if element.tag in _BREAKS else ""
            yield _blanked(element.tail)


def _opened(element) -> Iterator[str]:  # type: ignore[no-untyped-def]  # lxml ships no types
    if element.tag in _BREAKS:
        yield "\f"
    if element.tag == "br":
        yield "\n"
    elif element.tag not in _UNSHOWN:
        yield _preformatted(element.text) if element.tag == "pre" else _blanked(element.text)


def _blanked(text: str | None) -> str:
    return re.sub(r"\s+", " ", text) if text else ""


def _preformatted(text: str | None) -> str:
    return text or ""
