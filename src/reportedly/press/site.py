"""An edition becomes a site: every page and file of the magazine, as path -> bytes."""

from __future__ import annotations

import re
from itertools import chain

from reportedly.errors import BadInput
from reportedly.press.feeds import feeds
from reportedly.press.pages.briefs import brief_pages
from reportedly.press.pages.magazine import magazine
from reportedly.press.pages.pictures import picture_files
from reportedly.press.pages.plain import files, plain_pages
from reportedly.press.pages.questions import question_pages
from reportedly.types import Edition, Templates


def site(edition: Edition, templates: Templates) -> dict[str, bytes]:
    """All files of the public site, by their path from its root; the same edition gives the same bytes.

    Briefs that the gate holds have no page, unless a note says what was wrong: then the page keeps its headline and
    the note. Members' deals are in no file. Links are relative, so that the site works in any folder.

    Raises BadInput where a picture is not what its name says or could run code, where an id cannot be an address, or
    where a template is broken.
    """
    sorted_out = magazine(edition)
    pages = dict(
        chain(
            plain_pages(sorted_out, templates),
            brief_pages(sorted_out, templates),
            question_pages(sorted_out, templates),
        )
    )
    listed = tuple(sorted(path for path in pages if path.endswith("index.html")))
    rest = dict(chain(files(sorted_out, templates, listed), feeds(sorted_out, templates), picture_files(edition)))
    return dict(sorted((_inside(path), data) for path, data in (pages | rest).items()))


def _inside(path: str) -> str:
    """A path that stays inside the site and that every server and file system takes; else BadInput."""
    if not re.fullmatch(r"[\w-][\w.-]*(?:/[\w-][\w.-]*)*", path):
        raise BadInput(
            "cannot be an address.", where=path, remedy="Let ids hold letters, digits, hyphens and underscores only."
        )
    return path
