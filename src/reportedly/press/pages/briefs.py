"""A brief's page: its words, and in the margin what each number stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from markupsafe import Markup

from reportedly.press.books import nearest
from reportedly.press.linked_data import news_article
from reportedly.press.markdown import blocks
from reportedly.press.pages.frame import Frame, frame
from reportedly.press.pages.magazine import Card, Corrected, Magazine, Since, corrected
from reportedly.press.pages.margin import MarginNote, Shared, figure_note, shared, tally_note
from reportedly.press.pages.pictures import Shown, picture
from reportedly.press.related import PINNED, all_related
from reportedly.press.ties import FIGURE, tied, words_only
from reportedly.press.wording import day_in_words
from reportedly.types import Book, Brief, Edition, FigureRef, Tally, Templates

LISTED = 30
"""Briefs on one page of the list: as many as fit into 30 kB."""
LIKE_IT = 4
LATEST = 3
BOOKS = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of the body and the notes that belong beside it."""

    html: Markup
    notes: tuple[MarginNote, ...]

    @property
    def beside(self) -> tuple[Shared, ...]:
        """The notes as the margin shows them: what neighbours share is printed once."""
        return shared(self.notes)


@dataclass(frozen=True, slots=True)
class BriefPage:
    """All that the page of one brief shows. `extra` are notes of numbers that stand in headline or caption only."""

    slug: str
    title: str
    day: str
    iso: str
    teaser: str
    author: str
    picture: Shown | None
    body: tuple[Passage, ...]
    extra: tuple[MarginNote, ...]
    notes: tuple[Corrected, ...]
    since: tuple[Since, ...]
    like_it: tuple[Card, ...]
    books: tuple[Book, ...]
    latest: tuple[Card, ...]

    @property
    def extra_beside(self) -> tuple[Shared, ...]:
        """The extra notes, what neighbours share printed once."""
        return shared(self.extra)


def brief_pages(magazine: Magazine, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """The page of every published brief, of every one that was taken back, and the list of all."""
    edition = magazine.edition
    liked = _liked(magazine)
    for brief in magazine.published:
        page = page_of(magazine, brief, liked[brief.slug])
        yield _path(brief), templates.render("brief.html.j2", frame=_frame(edition, brief, page), page=page).encode()
    for one in magazine.withheld:
        path = f"briefs/{one.slug}/index.html"
        around = frame(edition, path, one.title, "This brief is withheld; its page says why.", section="briefs")
        yield path, templates.render("withheld.html.j2", frame=around, page=one).encode()
    yield from _lists(magazine, templates)


def _lists(magazine: Magazine, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """All briefs, newest first, a page of them at a time."""
    cards, name = magazine.latest, magazine.edition.settings.name
    starts = range(0, max(len(cards), 1), LISTED)
    for number, start in enumerate(starts, 1):
        path = _list_path(number)
        title = "Briefs" if number == 1 else f"Briefs, page {number}"
        around = frame(magazine.edition, path, title, f"All briefs of {name}, newest first.", section="briefs")
        newer = _list_path(number - 1).removesuffix("index.html") if number > 1 else ""
        older = _list_path(number + 1).removesuffix("index.html") if start != starts[-1] else ""
        values = {"cards": cards[start : start + LISTED], "newer": newer, "older": older}
        yield path, templates.render("briefs.html.j2", frame=around, **values).encode()


def _list_path(number: int) -> str:
    return "briefs/index.html" if number == 1 else f"briefs/older/{number}/index.html"


def _liked(magazine: Magazine) -> dict[str, tuple[Card, ...]]:
    """For each brief the cards that a reader might also like: earlier ones by what they share.

    Where there are too few earlier ones (the desk's first briefs), those that came next fill the row, so that a full
    row never changes when a newer brief appears.
    """
    oldest_first = magazine.published[::-1]
    near = all_related(magazine.published, LIKE_IT)
    liked = {}
    for place, brief in enumerate(oldest_first):
        telling = _telling(magazine, brief)
        chosen = {
            one.slug: replace(
                magazine.cards[one.slug],
                why=", ".join(telling[word.casefold()] for word in one.shares if word.casefold() in telling),
            )
            for one in near[brief.slug]
        }
        later = (one.slug for one in oldest_first[place + 1 : place + 1 + 2 * LIKE_IT] if one.slug not in chosen)
        cards = (*chosen.values(), *(magazine.cards[slug] for slug in islice(later, LIKE_IT)))
        liked[brief.slug] = cards[:LIKE_IT]
    return liked


def _telling(magazine: Magazine, brief: Brief) -> dict[str, str]:
    """The shared words that tell a reader something, folded -> as shown: topics, compilers' names, and an editor's pin."""
    names = [compiler.name for compiler in magazine.edition.shelf.compilers.values()]
    return {word.casefold(): word for word in (*brief.topics, *names, PINNED)}


def page_of(magazine: Magazine, brief: Brief, like_it: tuple[Card, ...] = ()) -> BriefPage:
    """What the page of `brief` shows, taken from the edition."""
    edition = magazine.edition
    body, extra = passages(edition, brief)
    latest = [other for other in magazine.published[: LATEST + 1] if other.slug != brief.slug][:LATEST]
    return BriefPage(
        slug=brief.slug,
        title=words_only(brief.title),
        day=day_in_words(brief.date),
        iso=brief.date.isoformat(),
        teaser=words_only(brief.teaser),
        author=brief.author or "",
        picture=picture(edition, brief.picture),
        body=body,
        extra=extra,
        notes=tuple(corrected(edition, brief, note) for note in brief.notes),
        since=magazine.since.get(brief.slug, ()),
        like_it=like_it,
        books=nearest(edition.books, brief.topics, BOOKS),
        latest=tuple(magazine.cards[other.slug] for other in latest),
    )


def passages(edition: Edition, brief: Brief) -> tuple[tuple[Passage, ...], tuple[MarginNote, ...]]:
    """The body in blocks with their notes, and the notes of figures that only headline, teaser or caption name."""
    noted = {ref.name: note for ref in brief.figures if (note := note_of(edition, brief, ref)) is not None}
    body = blocks(brief.body, noted)
    order = [name for block in body for name in block.ties]
    rest = [name for name in _named_outside(edition, brief) if name in noted and name not in order]
    notes = {name: replace(noted[name], number=number) for number, name in enumerate((*order, *rest), 1)}
    parts = (Passage(Markup(block.html), tuple(notes[name] for name in block.ties)) for block in body)
    return tuple(parts), tuple(notes[name] for name in rest)


def note_of(edition: Edition, brief: Brief, ref: FigureRef) -> MarginNote | None:
    """The note of one name of the front matter: a figure's, or that of the desk's count as of the brief's day."""
    if ref.figure:
        return figure_note(edition.shelf, ref.figure)
    tally = tally_of(edition, brief, ref.tally or "")
    return tally_note(edition.shelf, tally) if tally else None


def tally_of(edition: Edition, brief: Brief, question: str) -> Tally | None:
    """The count that a brief speaks of: its own, as known on its day; the latest where it has none of its own."""
    return edition.brief_tallies.get((brief.slug, question)) or edition.shelf.tallies.get(question)


def _named_outside(edition: Edition, brief: Brief) -> tuple[str, ...]:
    shown = edition.pictures.get(brief.picture or "")
    texts = (brief.title, brief.teaser, shown.caption if shown else "")
    return tuple(dict.fromkeys(tie.name for text in texts for tie in tied(text).ties if tie.kind == FIGURE))


def _path(brief: Brief) -> str:
    return f"briefs/{brief.slug}/index.html"


def _frame(edition: Edition, brief: Brief, page: BriefPage) -> Frame:
    image = page.picture.src if page.picture else ""
    notes = (*(note for passage in page.body for note in passage.notes), *page.extra)
    cited = dict.fromkeys((one.outlet, one.link) for note in notes for one in note.credits if one.link)
    return frame(
        edition,
        _path(brief),
        page.title,
        page.teaser,
        section="briefs",
        image=image,
        linked_data=news_article(edition.settings, brief, image, tuple(cited)),
    )
