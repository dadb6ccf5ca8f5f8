"""What every page has around it: its address, its way back to the root, its title, and what a browser may load."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from reportedly.types import Edition, SiteSettings


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page. `root` leads from the page to the site's root, so that the site works in any folder.

    `address` is the page's public address, "" where the site has none; `section` the part of the menu it belongs to.
    """

    site: SiteSettings
    title: str
    description: str
    root: str
    address: str
    section: str
    policy: str
    head: str
    entries: int
    image: str = ""
    linked_data: str = ""


def frame(
    edition: Edition,
    path: str,
    title: str,
    description: str,
    *,
    section: str = "",
    image: str = "",
    linked_data: str = "",
) -> Frame:
    """The frame of the page that is written to `path` ("briefs/june/index.html")."""
    settings = edition.settings
    return Frame(
        site=settings,
        title=title,
        description=shortened(description),
        root="../" * path.count("/") or "./",
        address=public(settings, path.removesuffix("index.html")),
        section=section,
        policy=policy("" if settings.demonstration else settings.sign_up),
        head=edition.head,
        entries=edition.entries,
        image=public(settings, image) if image else "",
        linked_data=linked_data,
    )


def public(settings: SiteSettings, path: str) -> str:
    """The public address of `path`, or "" where the desk has not set one."""
    return f"{settings.address.rstrip('/')}/{path}" if settings.address else ""


def policy(sign_up: str) -> str:
    """What a browser may load and where a form may go: nothing but the site's own, and the sign-up's address.

    >>> policy("https://post.example/join").rpartition("; ")[2]
    'form-action https://post.example'
    """
    parts = urlsplit(sign_up)
    goes = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ("'self'" if sign_up else "'none'")
    return f"default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action {goes}"


def shortened(words: str, most: int = 200) -> str:
    """`words` cut at a space, for the places that show one or two lines."""
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
