"""Sends an edition out: the site into its folder, the digest into the outbox; each is entered with what it carried."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.types import Edition, Json, Published

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom


def publish(newsroom: Newsroom, edition: Edition) -> Published:
    """Writes the site of `edition` and enters the publication. The site is replaced as a whole or not at all."""
    from reportedly.press.publishers.folder import publish_folder
    from reportedly.press.site import site

    pages = site(edition, newsroom.templates)
    changed = publish_folder(newsroom.folder / "site", pages)
    newsroom.enter("publication", "site", _publication(edition, pages), by="desk")
    return Published(
        folder=str(newsroom.folder / "site"),
        pages=sum(path.endswith(".html") for path in pages),
        briefs=tuple(b.slug for b in edition.briefs if b.slug not in edition.held),
        held=edition.held,
        head=edition.head,
        entries=edition.entries,
        unchanged=not changed,
    )


def _publication(edition: Edition, pages: Mapping[str, bytes]) -> Mapping[str, Json]:
    return {
        "head": edition.head,
        "briefs": {
            b.slug: [ref.figure or f"tally:{ref.tally}" for ref in b.figures]
            for b in edition.briefs
            if b.slug not in edition.held
        },
        "held": {slug: [f"{f.fault}: {f.words}" for f in findings] for slug, findings in edition.held.items()},
        "pages": {path: hashlib.sha256(data).hexdigest() for path, data in sorted(pages.items())},
    }


def write_digest(newsroom: Newsroom, edition: Edition, week_ending: date, *, members: bool) -> Path:
    """Writes one edition of the week's digest as .eml and enters it with the figures that it carried."""
    from reportedly.press.digest import digest
    from reportedly.press.publishers.folder import write_whole

    mail = digest(edition, newsroom.templates, week_ending=week_ending, members=members)
    name = f"digest-{week_ending}{'-members' if members else ''}.eml"
    path = newsroom.folder / "outbox" / name
    write_whole(path, mail)
    checksum = "sha256:" + hashlib.sha256(mail).hexdigest()
    newsroom.enter(
        "digest", name, {"week_ending": str(week_ending), "checksum": checksum, "head": edition.head}, by="desk"
    )
    return path
