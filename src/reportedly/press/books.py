"""The bookshelf: which titles stand nearest to a brief."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from reportedly.types import Book


def nearest(books: Sequence[Book], topics: Collection[str], count: int = 3) -> tuple[Book, ...]:
    """The `count` titles that share most topics with a brief; where none does, the first of the shelf.

    The order of the shelf decides between equals, so the same desk always shows the same titles.
    """
    wanted = {topic.casefold() for topic in topics}
    ranked = sorted(enumerate(books), key=lambda place: (-len(wanted & _topics(place[1])), place[0]))
    return tuple(book for _, book in ranked[:count])


def _topics(book: Book) -> set[str]:
    return {topic.casefold() for topic in book.topics}
