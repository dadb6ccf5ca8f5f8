"""A row as a text: each cell as `head: value`, a paragraph each; the cells of one figure stand together in one paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.errors import BadInput
from reportedly.types import Quote, Span

BREAK = "\n\n"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Rendering:
    """A row's text with its paragraphs, and where each cell's value stands in it, by the column's head."""

    text: str
    paragraphs: tuple[Span, ...]
    cells: Mapping[str, Span]

    def quote(self, head: str) -> Quote | None:
        """The value of a column as it stands in the text; None where the cell is empty."""
        span = self.cells.get(head)
        return Quote(span, span.of(self.text)) if span else None

    def around(self, heads: Iterable[str]) -> Quote:
        """The paragraph in which the cells of a figure stand, or the part of it from the first to the last of them."""
        spans = [self.cells[head] for head in heads if head in self.cells]
        paragraph = next(p for p in self.paragraphs if spans[0].within(p))
        return Quote(paragraph, paragraph.of(self.text))


def render(cells: Mapping[str, str], together: Sequence[Sequence[str]] = (), bare: Iterable[str] = ()) -> Rendering:
    """A row's cells by head, in order -> its text. `together` are heads that share a paragraph, `bare` those without their head.

    >>> render({"id": "X1", "best": "3", "note": "", "low": "2"}, [("low", "best")]).text
    'id: X1\\n\\nbest: 3; low: 2'

    Raises BadInput for a control character in a cell.
    """
    group_of = {head: n for n, group in enumerate(together) for head in group}
    bare, done, pieces = frozenset(bare), set[int](), []
    for head in cells:
        group = group_of.get(head)
        if group is None:
            pieces.append([head])
        elif group not in done:
            done.add(group)
            pieces.append([h for h in cells if group_of.get(h) == group])
    return _joined(cells, pieces, bare)


def _joined(cells: Mapping[str, str], pieces: Sequence[Sequence[str]], bare: frozenset[str]) -> Rendering:
    text, paragraphs, places = "", [], {}
    for heads in pieces:
        filled = [(head, value) for head in heads if (value := _folded(head, cells[head]))]
        if not filled:
            continue
        text += BREAK if text else ""
        start = len(text)
        for n, (head, value) in enumerate(filled):
            text += ("; " if n else "") + ("" if head in bare else f"{head.strip()}: ")
            places[head] = Span(len(text), len(text) + len(value))
            text += value
        paragraphs.append(Span(start, len(text)))
    return Rendering(text, tuple(paragraphs), places)


def _folded(head: str, cell: str) -> str:
    if _CONTROL.search(cell):
        raise BadInput(f"a control character in the column {head.strip()}.", remedy="Remove it.")
    return " ".join(cell.split())
