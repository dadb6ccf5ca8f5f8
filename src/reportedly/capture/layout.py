"""Lines that stand somewhere on pages, as running paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import quantiles

_WIDE_GAP = 1.4
"""A gap between lines that is so many times the usual one begins a paragraph."""

_OTHER_SIZE = 1.15
"""Letters that are so many times larger or smaller begin a paragraph: a heading, a note."""

_EDGE = 2
"""How many lines at a page's head and at its foot may be the page's and not the text's."""

_INDENT = 0.7
_SHORT = 0.8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: its words and the place of its letters. `broken`: its last word goes on in the next line."""

    words: str
    left: float
    right: float
    top: float
    bottom: float
    broken: bool = False

    @property
    def height(self) -> float:
        """How high its letters stand."""
        return max(self.top - self.bottom, 0.01)


def paragraphs_of_pages(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Pages of lines in, paragraphs out: a wide gap, an indent, other letters or a short last line ends one.

    Page numbers, and heads and feet that stand on most of at least three pages, are left out. A paragraph goes on over the page's end
    where no sentence ended.
    """
    heads = _repeated(pages)
    begun: str | None = None
    for number, page in enumerate(pages, 1):
        kept = _without_edges(page, heads, number)
        for block in _blocks(kept):
            words = _run(block)
            if begun is not None and block[0] is kept[0] and _goes_on(begun, words):
                begun = f"{begun} {words}"
                continue
            if begun is not None:
                yield begun
            begun = words
    if begun is not None:
        yield begun


def _keys(line: Line, number: int) -> Iterator[str]:
    """Ways in which a line may be the same on every page: word for word, or with its first or last number counting the pages."""
    yield line.words
    figures = list(re.finditer(r"\d{1,5}", line.words))
    for figure in (*figures[:1], *figures[-1:]):
        counted = f"#{int(figure[0]) - number}"
        yield line.words[: figure.start()] + counted + line.words[figure.end() :]


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """First and last lines that stand on most of at least three pages, page numbers apart. A table's rows are none: they differ."""
    edges: Counter[str] = Counter()
    for number, page in enumerate(pages, 1):
        edges.update({key for line in (*page[:_EDGE], *page[-_EDGE:]) for key in _keys(line, number)})
    return frozenset(edge for edge, n in edges.items() if n >= 3 and n > len(pages) / 2 and len(edge) <= 100)


def _without_edges(page: Sequence[Line], heads: frozenset[str], number: int) -> Sequence[Line]:
    for _ in range(_EDGE):
        page = page[1:] if page and _is_edge(page[0], heads, number) else page
        page = page[:-1] if page and _is_edge(page[-1], heads, number) else page
    return page


def _is_edge(line: Line, heads: frozenset[str], number: int) -> bool:
    return any(key in heads for key in _keys(line, number)) or line.words.strip("-–— ") == str(number)


def _blocks(page: Sequence[Line]) -> Iterator[list[Line]]:
    if not page:
        return
    usual, margin = _usual_gap(page), max(line.right for line in page)
    block = [page[0]]
    for before, line in pairwise(page):
        if _begins(before, line, usual, margin):
            yield block
            block = []
        block.append(line)
    yield block


def _usual_gap(page: Sequence[Line]) -> float:
    """From one line's top to the next: the lower quarter of a page's, as lines inside a paragraph stand nearest."""
    gaps = [before.top - line.top for before, line in pairwise(page) if before.top > line.top]
    if len(gaps) < 2:
        return 1.3 * page[0].height
    return quantiles(gaps, n=4, method="inclusive")[0]


def _begins(before: Line, line: Line, usual: float, margin: float) -> bool:
    """Whether a line begins a paragraph after the line before it."""
    gap = before.top - line.top
    larger, smaller = max(before.height, line.height), min(before.height, line.height)
    if larger > _OTHER_SIZE * smaller or re.match(r"[•▪●◦‣]", line.words):
        return True
    if gap < 0:  # the next column
        return not _goes_on(before.words, line.words) and not before.broken
    if before.broken:
        return False
    indented = line.left - before.left > _INDENT * line.height
    short = before.right < _SHORT * margin and _ends(before.words)
    return gap > _WIDE_GAP * max(usual, 0.5 * line.height) or (indented and _ends(before.words)) or short


def _ends(words: str) -> bool:
    return re.search(r"""[.!?…:;][»”"')\]]*$""", words) is not None


def _goes_on(before: str, after: str) -> bool:
    return not _ends(before) and after[:1].islower()


def _run(block: Sequence[Line]) -> str:
    """Lines as one paragraph; a word broken at a line's end is whole again where it goes on in small letters."""
    text = ""
    for line in block:
        glue = "" if not text or text.endswith("\0") or re.search(r"\w-$", text) else " "
        text = f"{text.removesuffix(chr(0))}{_hyphen(text, line)}{glue}{line.words}" + ("\0" if line.broken else "")
    return text.removesuffix("\0") + ("-" if text.endswith("\0") else "")


def _hyphen(text: str, line: Line) -> str:
    return "-" if text.endswith("\0") and not line.words[:1].islower() else ""
