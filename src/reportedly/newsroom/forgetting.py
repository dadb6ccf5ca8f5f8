"""Takes a person out of the desk: keys, sealed words, captured bytes, and what was made from them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, Broken, NotThere
from reportedly.newsroom.naming import Naming
from reportedly.newsroom.rotating import finish
from reportedly.types import Capture, Json

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.store.erasing import Place

MADE = ("exports", "outbox", "packs")
"""Folders of a desk that hold what was made from the ledger, and can be made again."""

FILED = ("*.toml", "briefs/*.md", "templates/**/*.*")
"""The desk's own files, which people write: where one still names the person, people must change it."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What an erasure did. `persons`: pseudonyms; `entries`: how many fields held them; `withdrawn`: captures whose bytes
    were taken out; `removed`: files of the desk; `still_named`: the desk's own files that still name them, with the line;
    `kin`: pseudonyms of others who share a part of the name, who may be the same person."""

    persons: tuple[str, ...]
    entries: int
    withdrawn: tuple[str, ...]
    removed: tuple[str, ...]
    still_named: tuple[str, ...]
    kin: tuple[str, ...]
    republished: bool


def erase(
    newsroom: Newsroom, *persons: str, name: str = "", reviewer: str, reason: str, with_kin: bool = False
) -> Erased:
    """Erases persons, by pseudonym or keyed id (also of an earlier desk key), or the one with a full `name`.

    `with_kin`: also those who are held under a part of that name, or under a longer one. It cannot be undone. Where it was
    interrupted, the same call finishes it. Raises NotThere where nobody is held so, BadInput where reviewer or reason lack.
    """
    if not reviewer.strip() or not reason.strip():
        raise BadInput("an erasure needs a reviewer and a reason.", remedy="Give both; the reason must name nobody.")
    finish(newsroom)
    ids, parts = _who(newsroom, persons, name, with_kin=with_kin)
    kin = tuple(sorted(_shown(other) for other in _kin(newsroom, parts) if other not in ids))
    work = _Work(newsroom, ids, Naming.of(_words(newsroom, ids, name), parts))
    filed = tuple(work.still_named())
    captures = work.forget(reviewer, reason)
    newsroom.keys.destroy(ids)
    withdrawn = work.withdraw(captures)
    removed = tuple(work.remove())
    republished = work.publish()
    return Erased(tuple(map(_shown, ids)), work.entries, withdrawn, removed, filed, kin, republished)


def unfinished(newsroom: Newsroom) -> Iterator[str]:
    """Erasures that were begun and not finished, in words."""
    from reportedly.store.erasing import erasures

    if newsroom.keys.rotating:
        yield "a rotation of keys was interrupted. Run `reportedly rotate-keys` again."
    told = erasures(newsroom.ledger)
    left = {capture for fields in told.values() for capture in _captures(fields)}
    if left:
        left -= newsroom.archive.withdrawn()
    for person, fields in told.items():
        if person in newsroom.keys.persons or left.intersection(_captures(fields)):
            yield f"the erasure of {_shown(person)} was interrupted. Run `reportedly erase {_shown(person)}` again."


def _shown(person: str) -> str:
    return f"person-{person[:6]}"


def _captures(fields: Mapping[str, Json]) -> list[str]:
    named = fields.get("captures")
    return [str(one) for one in named] if isinstance(named, list) else []


def _who(
    newsroom: Newsroom, labels: Sequence[str], name: str, *, with_kin: bool
) -> tuple[tuple[str, ...], list[frozenset[str]]]:
    """The keyed ids of those who are meant, and the parts of their names."""
    from reportedly.read.masking import keyed_id, parts_of

    keys = newsroom.keys
    meant = [keys.named(label) for label in labels]
    ids = {person.id: person.parts for person in meant}
    if name:
        parts = parts_of(name)
        if not parts:
            raise BadInput("this is no name.", remedy="Type the name as texts have it, in letters.")
        ids[keyed_id(parts, keys.desk)] = parts
    if not ids:
        raise BadInput("nobody was named.", remedy="Give a pseudonym (person-6fb56d), or type the name when asked.")
    if with_kin:
        ids |= {other: keys.persons[other].parts for other in _kin(newsroom, list(ids.values()), nested=True)}
    return tuple(ids), [parts for parts in ids.values() if _is_name(parts)]


def _is_name(parts: Iterable[str]) -> bool:
    """Whether parts are a name's, and not those of a detail that stood alone."""
    return bool(parts) and not any(" " in part for part in parts)


def _kin(newsroom: Newsroom, parts: Sequence[frozenset[str]], *, nested: bool = False) -> list[str]:
    """Others who share a part of a name; with `nested` those whose name holds it whole, or is held by it."""
    found = []
    for person in newsroom.keys.persons.values():
        for own in parts:
            shared = {part for part in own & person.parts if len(part) > 2}
            if shared and (not nested or own <= person.parts or person.parts <= own):
                found.append(person.id)
    return found


def _words(newsroom: Newsroom, ids: Sequence[str], name: str) -> list[str]:
    """The forms under which the persons stand in what is held."""
    from reportedly.store.erasing import sealed_words

    sealed = sealed_words(newsroom.ledger, ids).values()
    return [name, *(word for word in sealed if isinstance(word, str))]


class _Work:
    """One erasure's steps. Each can be done again where it was interrupted."""

    def __init__(self, newsroom: Newsroom, ids: tuple[str, ...], naming: Naming) -> None:
        self._newsroom, self._ids, self._naming = newsroom, ids, naming
        self.entries = 0

    def forget(self, reviewer: str, reason: str) -> list[str]:
        """Takes the persons out of the ledger; gives the captures that named them. Raises NotThere where nobody is held so."""
        from reportedly.store.erasing import Erasure, erasures, forget, places_of, plain_places, sealed_words

        ledger, held = self._newsroom.ledger, self._newsroom.held()
        sealed = places_of(ledger, sealed_words(ledger, self._ids))
        self._naming.near(_reports(held, sealed), sealed_words(ledger, self._bare()))
        plain = plain_places(ledger, self._naming.without)
        told = erasures(ledger)
        done = [capture for person in self._ids for capture in _captures(told.get(person, {}))]
        places = {*sealed, *plain}
        if not places and all(person in told for person in self._ids):
            return done
        if not places and not self._ids_known():
            raise NotThere("nobody is held under that name.", remedy="Type the name as texts have it.")
        self.entries = len(places)
        captures = list(dict.fromkeys((*done, *_captures_of(held, places), *self._unread(held))))
        hidden = str(self._naming.hidden(reason))
        forget(ledger, Erasure(self._ids, captures, self._newsroom.clock(), reviewer, hidden), self._naming.without)
        self._newsroom.forget_values()
        return captures

    def _unread(self, held: Held) -> Iterator[str]:
        """Captures without a report (feeds, pages that hold no article) whose bytes name the persons."""
        reported = {report.capture for report in held.reports.values()}
        for capture in held.captures.values():
            alone = capture.id not in reported and not capture.shows
            if (
                alone
                and any(kind in capture.media_type for kind in ("text", "xml", "json"))
                and self._naming.in_words(self._text(capture))
            ):
                yield capture.id

    def _text(self, capture: Capture) -> str:
        from html import unescape

        try:
            return unescape(self._newsroom.archive.bytes_of(capture).decode("utf-8", "replace"))
        except (Broken, NotThere):  # withdrawn before, or lost, which verify tells
            return ""

    def _bare(self) -> list[str]:
        """Those who are held under a bare part of a name: in a report that has the whole name it is most likely the same person."""
        persons = self._newsroom.keys.persons
        kin = _kin(self._newsroom, self._naming.parts, nested=True)
        return [other for other in kin if any(persons[other].parts < own for own in self._naming.parts)]

    def _ids_known(self) -> bool:
        return any(person in self._newsroom.keys.persons for person in self._ids)

    def withdraw(self, captures: Iterable[str]) -> tuple[str, ...]:
        """Takes the bytes of captures out of the archive, and addresses that name the persons."""
        kept = {capture.id: capture for capture in self._newsroom.archive.captures()}
        named = tuple(capture for capture in captures if capture in kept)
        for one in named:
            self._newsroom.archive.withdraw(kept[one], self._newsroom.clock(), address=self._in_address(kept[one]))
        return named

    def _in_address(self, capture: Capture) -> bool:
        return any(self._naming.in_address(address) for address in (capture.address, capture.final_address))

    def remove(self) -> Iterator[str]:
        """Removes what was made from the ledger: exports, mails and packs can be made again without the person."""
        for name in MADE:
            folder = self._newsroom.folder / name
            for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
                if path.is_file():
                    path.unlink()
                    yield path.relative_to(self._newsroom.folder).as_posix()
            if folder.is_dir():
                shutil.rmtree(folder)

    def publish(self) -> bool:
        """Writes the site anew, where there is one."""
        if not (self._newsroom.folder / "site").is_dir():
            return False
        self._newsroom.publish()
        return True

    def still_named(self) -> Iterator[str]:
        """Lines of the desk's own files in which a form of the name stands."""
        folder = self._newsroom.folder
        for pattern in FILED:
            for path in sorted(folder.glob(pattern)):
                for number, line in enumerate(_lines(path), 1):
                    if self._naming.in_words(line):
                        yield f"{path.relative_to(folder).as_posix()}, line {number}"


def _lines(path: Path) -> list[str]:
    return re.split("\r\n|\r|\n", path.read_text(encoding="utf-8", errors="replace")) if path.is_file() else []


def _reports(held: Held, places: Iterable[Place]) -> frozenset[str]:
    """The reports and captures, by id, that places belong to."""
    reports = {place.subject for place in places if place.kind in ("report", "reading")}
    return frozenset(reports | {held.reports[report].capture for report in reports if report in held.reports})


def _captures_of(held: Held, places: Iterable[Place]) -> list[str]:
    ids = _reports(held, places) | {place.subject for place in places if place.kind == "capture"}
    return sorted(name for name, capture in held.captures.items() if name in ids or capture.shows in ids)
