"""The pages that say what the desk is and how it works, and the files for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from reportedly.press.pages.frame import Frame, frame, public
from reportedly.press.pages.magazine import Magazine, main_counts
from reportedly.press.pages.margin import compiler_name, named
from reportedly.press.pages.words import published_in_words, standing_note
from reportedly.types import Compiler, Edition, Outlet, Report, Shelf, Templates

NEW = 12


@dataclass(frozen=True, slots=True)
class Published:
    """One report as the outlets page lists it: what was published when, and whose counts it credits."""

    headline: str
    language: str
    day: str
    link: str
    note: str
    whose: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """An outlet, and what the desk has read of it."""

    outlet: Outlet
    reports: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """A compiler, and how many reports credit it."""

    compiler: Compiler
    reports: int


def plain_pages(magazine: Magazine, templates: Templates) -> Iterator[tuple[str, bytes]]:
    """Home, latest, outlets, books, method, corrections, about, contacts, and the page for a wrong address."""
    edition, name = magazine.edition, magazine.edition.settings.name

    def page(template: str, path: str, title: str, description: str, **values: object) -> tuple[str, bytes]:
        section = path.partition("/")[0] if "/" in path else ""
        around = frame(edition, path, title, description, section=section)
        return path, templates.render(template, frame=around, magazine=magazine, **values).encode()

    yield page("home.html.j2", "index.html", name, edition.settings.tagline, counts=main_counts(magazine))
    yield page("latest.html.j2", "latest/index.html", "Latest", f"What is new at {name}.", new=NEW)
    read, makers = outlets_read(edition.shelf), makers_of(edition.shelf)
    yield page(
        "outlets.html.j2",
        "outlets/index.html",
        "Outlets",
        "Who published what we read, and who counts.",
        read=read,
        makers=makers,
    )
    yield page("books.html.j2", "books/index.html", "Books", f"The bookshelf of {name}.", books=edition.books)
    yield page("method.html.j2", "method/index.html", "Method", "How a report becomes a number on these pages.")
    yield page("corrections.html.j2", "corrections/index.html", "Corrections", "What was wrong, when, and why.")
    yield page("about.html.j2", "about/index.html", "About", f"What {name} is.")
    yield page("contacts.html.j2", "contacts/index.html", "Contacts", f"How to reach {name}.")
    yield "404.html", templates.render("404.html.j2", frame=_lost(edition), magazine=magazine).encode()


def files(magazine: Magazine, templates: Templates, pages: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """The style sheet, the icon, the record's head, and what search engines ask for."""
    edition = magazine.edition
    yield "style.css", templates.render("style.css").encode()
    yield "icon.svg", templates.render("icon.svg").encode()
    yield "head.txt", f"{edition.head}\n{edition.entries} entries\n".encode()
    sitemap = public(edition.settings, "sitemap.xml")
    yield "robots.txt", templates.render("robots.txt.j2", sitemap=sitemap).encode()
    changed = _changed(magazine)
    places = [(public(edition.settings, path.removesuffix("index.html")), changed.get(path, "")) for path in pages]
    yield "sitemap.xml", templates.render("sitemap.xml.j2", addresses=[pair for pair in places if pair[0]]).encode()


def outlets_read(shelf: Shelf) -> tuple[Read, ...]:
    """Every outlet of which a report is on the shelf, by name, with its reports in the order of publication."""
    by_outlet: dict[str, list[Report]] = {}
    for report in shelf.reports.values():
        by_outlet.setdefault(report.outlet, []).append(report)
    credited = _credited(shelf)
    read = []
    for outlet_id, reports in by_outlet.items():
        reports.sort(key=lambda report: (str(report.published_day), report.headline))
        outlet = shelf.outlets.get(outlet_id) or Outlet(outlet_id, outlet_id)
        read.append(Read(outlet, tuple(_published(shelf, report, credited.get(report.id, ())) for report in reports)))
    return tuple(sorted(read, key=lambda one: one.outlet.name.casefold()))


def makers_of(shelf: Shelf) -> tuple[Counts, ...]:
    """Every compiler that some report on the shelf credits, by name."""
    reports: dict[str, set[str]] = {}
    for finding in shelf.findings.values():
        figures = (shelf.figures[figure] for figure in finding.figures if figure in shelf.figures)
        reports.setdefault(finding.compiler, set()).update(figure.report for figure in figures)
    makers = [
        Counts(shelf.compilers.get(one) or Compiler(one, named(shelf, one)), len(of)) for one, of in reports.items()
    ]
    return tuple(sorted(makers, key=lambda one: one.compiler.name.casefold()))


def _credited(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Whose counts each report carries, by the report's id."""
    whose: dict[str, dict[str, None]] = {}
    for finding in shelf.findings.values():
        for figure_id in finding.figures:
            figure = shelf.figures.get(figure_id)
            if figure:
                whose.setdefault(figure.report, {})[compiler_name(shelf, finding, figure)] = None
    return {report: tuple(names) for report, names in whose.items()}


def _published(shelf: Shelf, report: Report, whose: tuple[str, ...]) -> Published:
    link = report.link if report.link and report.link.startswith(("https://", "http://")) else ""
    note = standing_note(report, shelf.captures.get(report.capture))
    return Published(report.headline, report.language, published_in_words(report), link, note, whose)


def _lost(edition: Edition) -> Frame:
    """The frame of the page for a wrong address: it may be shown anywhere, so its way to the root is the full path."""
    around = frame(edition, "404.html", "Not found", "There is no page at this address.")
    path = urlsplit(edition.settings.address).path.rstrip("/")
    return replace(around, root=f"{path}/", address="")


def _changed(magazine: Magazine) -> dict[str, str]:
    """The day each brief's page last changed: the brief's date, or that of its newest note."""
    return {
        f"briefs/{brief.slug}/index.html": max((brief.date, *(note.day for note in brief.notes))).isoformat()
        for brief in magazine.published
    }
