"""Time stamps by others over the desk's checkpoints: queued when a checkpoint is made, fetched apart, verified offline."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportedly.errors import BadInput, ReportedlyError
from reportedly.types import Json

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.settings import StampAuthority

FOLDER = Path("proof", "stamps")


@dataclass(frozen=True, slots=True)
class Stamped:
    """A stamp that came: which authority says that which checkpoint (by its number of entries) was there at which moment."""

    authority: str
    size: int
    at: datetime
    file: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A stamp that did not come, why, and what to do; it stays in the queue."""

    authority: str
    size: int
    reason: str
    remedy: str


def queue(newsroom: Newsroom, size: int, text: str) -> tuple[str, ...]:
    """Puts a request over a checkpoint into the queue of each authority that the settings name; gives their names."""
    from reportedly.press.publishers.folder import write_whole
    from reportedly.proof.authorities import request_over

    named = newsroom.files.settings.proof.authorities
    for authority in named:
        write_whole(newsroom.folder / FOLDER / f"{size:08}-{_plain(authority)}.tsq", request_over(text.encode()))
    return tuple(authority.name for authority in named)


def stamp(newsroom: Newsroom) -> tuple[tuple[Stamped, ...], tuple[Waiting, ...]]:
    """Sends what is queued; stamps that fit are kept and entered, everything else stays queued and comes back with its reason."""
    came: list[Stamped] = []
    waiting: list[Waiting] = []
    for authority, path in list(_queued(newsroom)):
        size = int(path.name[:8])
        try:
            came.append(_fetch(newsroom, authority, path, size))
        except ReportedlyError as error:
            waiting.append(Waiting(authority.name, size, error.what, error.remedy))
    return tuple(came), tuple(waiting)


def stamps_over(newsroom: Newsroom, size: int) -> dict[str, tuple[bytes, bytes]]:
    """The stamps over one checkpoint: authority -> (response, certificate in PEM)."""
    found = {}
    for authority in newsroom.files.settings.proof.authorities:
        path = newsroom.folder / FOLDER / f"{size:08}-{_plain(authority)}.tsr"
        if path.is_file():
            found[_plain(authority)] = path.read_bytes(), _certificate(newsroom, authority)
    return found


def problems(newsroom: Newsroom) -> Iterator[str]:
    """Stamps kept by the desk that do not fit their checkpoint or their authority's certificate. Nothing is sent."""
    from reportedly.proof.authorities import stamped_at

    for authority in newsroom.files.settings.proof.authorities:
        for path in sorted((newsroom.folder / FOLDER).glob(f"????????-{_plain(authority)}.tsr")):
            over = newsroom.folder / "proof" / "checkpoints" / f"{path.name[:8]}.txt"
            if not over.is_file():
                yield f"stamp {path.name}: the checkpoint that it is over is missing"
                continue
            try:
                stamped_at(path.read_bytes(), over.read_bytes(), _certificate(newsroom, authority))
            except BadInput as error:
                yield f"stamp {path.name}: {error.what}"


def _fetch(newsroom: Newsroom, authority: StampAuthority, path: Path, size: int) -> Stamped:
    from reportedly.press.publishers.folder import write_whole
    from reportedly.proof.authorities import send, stamped_at

    settings = newsroom.files.settings.proof
    over = (newsroom.folder / "proof" / "checkpoints" / f"{size:08}.txt").read_bytes()
    certificate = _certificate(newsroom, authority)
    response = send(authority.address, path.read_bytes(), proxy=settings.proxy, loopback=settings.loopback)
    at = stamped_at(response, over, certificate, request=path.read_bytes())
    kept = path.with_suffix(".tsr")
    write_whole(kept, response)
    fields: dict[str, Json] = {
        "checkpoint": size,
        "authority": authority.name,
        "at": at.isoformat(),
        "response": response.hex(),
    }
    newsroom.enter("stamp", kept.stem, fields, by="desk")
    path.unlink()
    return Stamped(authority.name, size, at, str(kept.relative_to(newsroom.folder)))


def _queued(newsroom: Newsroom) -> Iterator[tuple[StampAuthority, Path]]:
    for authority in newsroom.files.settings.proof.authorities:
        for path in sorted((newsroom.folder / FOLDER).glob(f"????????-{_plain(authority)}.tsq")):
            yield authority, path


def _plain(authority: StampAuthority) -> str:
    """An authority's name as part of a file's name. Raises BadInput where it holds something else than letters and digits."""
    if not authority.name.replace("-", "").isalnum() or not authority.name.isascii():
        raise BadInput(
            f"the authority's name {authority.name!r} cannot be a file's name.",
            where="desk.toml, [[proof.authorities]]",
            remedy="Use letters, digits and hyphens.",
        )
    return authority.name


def _certificate(newsroom: Newsroom, authority: StampAuthority) -> bytes:
    path = newsroom.folder / authority.certificate
    if not path.is_file():
        raise BadInput(
            f"the certificate of {authority.name} is not there.",
            where=authority.certificate,
            remedy="Put the authority's root certificate (PEM) there, as you got it from the authority itself.",
        )
    return path.read_bytes()
