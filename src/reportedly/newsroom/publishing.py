"""Sends an edition out: the site into its folder, the digest into the outbox; each is entered with what it carried."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from reportedly.types import Carried, Edition, Json, Published, TakenBack

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.press.taking_back import Earlier

T = TypeVar("T")


def publish(newsroom: Newsroom, edition: Edition) -> Published:
    """Writes the site of `edition` and enters the publication. The site is replaced as a whole or not at all."""
    from reportedly.newsroom.checkpointing import published_files
    from reportedly.press.publishers.folder import publish_folder
    from reportedly.press.site import site

    pages = site(edition, newsroom.templates) | published_files(newsroom)
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
        taken_back=tuple(one.brief.slug for one in edition.taken_back if one.until is None),
    )


def _publication(edition: Edition, pages: Mapping[str, bytes]) -> Mapping[str, Json]:
    """What is entered of a publication. What briefs carried is told in full, so that nothing is forgotten with a file."""
    from reportedly.store.rows import fields_of

    return {
        "head": edition.head,
        "briefs": {
            b.slug: [ref.figure or f"tally:{ref.tally}" for ref in b.figures]
            for b in edition.briefs
            if b.slug not in edition.held
        },
        "carried": [fields_of(one) for one in edition.carried],
        "taken_back": [fields_of(one) for one in edition.taken_back],
        "held": {slug: [f"{f.fault}: {f.words}" for f in findings] for slug, findings in edition.held.items()},
        "pages": {path: hashlib.sha256(data).hexdigest() for path, data in sorted(pages.items())},
    }


def earlier_publication(newsroom: Newsroom, now: datetime) -> Earlier:
    """What the last publication up to `now` carried and had taken back, as it was entered; what was erased is left out."""
    from reportedly.press.taking_back import Earlier

    last = max(newsroom.ledger.entries(["publication"], until=now), key=lambda entry: entry.seq, default=None)
    if last is None:
        return Earlier()
    fields = {name: payload.value for name, payload in newsroom.ledger.payload(last.seq).items()}
    carried = _values(Carried, fields["carried"]) if "carried" in fields else _by_slug(fields.get("briefs"), last.at)
    return Earlier(carried, _values(TakenBack, fields.get("taken_back")))


def _values(cls: type[T], entered: Json) -> tuple[T, ...]:
    from reportedly.store.rows import from_json

    return tuple(from_json(cls, one) for one in entered) if isinstance(entered, list) else ()


def _by_slug(entered: Json, at: datetime) -> tuple[Carried, ...]:
    """Briefs of a publication that was entered before titles were: their slugs must do."""
    if not isinstance(entered, dict):
        return ()
    figures = {slug: ids if isinstance(ids, list) else [] for slug, ids in entered.items()}
    return tuple(
        Carried(slug, slug.replace("-", " "), at.date(), tuple(map(str, ids))) for slug, ids in figures.items()
    )


def write_digest(newsroom: Newsroom, edition: Edition, week_ending: date, *, members: bool) -> Path:
    """Writes one edition of the week's digest as .eml and enters it with the figures that it carried."""
    from reportedly.press.digest import digest
    from reportedly.press.publishers.folder import write_whole

    mail = digest(edition, newsroom.templates, week_ending=week_ending, members=members)
    name = f"digest-{week_ending}{'-members' if members else ''}.eml"
    path = newsroom.folder / "outbox" / name
    write_whole(path, mail)
    checksum = "sha256:" + hashlib.sha256(mail).hexdigest()
    briefs: list[Json] = [
        b.slug
        for b in edition.briefs
        if b.slug not in edition.held and timedelta(0) <= week_ending - b.date < timedelta(days=7)
    ]
    fields: Mapping[str, Json] = {
        "week_ending": str(week_ending),
        "checksum": checksum,
        "head": edition.head,
        "briefs": briefs,
    }
    newsroom.enter("digest", name, fields, by="desk")
    return path
