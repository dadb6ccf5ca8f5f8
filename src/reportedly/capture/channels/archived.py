"""Door: what other archivists' files hold, one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from reportedly.capture.archives.custody import Origin
from reportedly.types import Failure


@dataclass(frozen=True, slots=True)
class Archived:
    """A page that another archivist captured. `stored` is their record as it stands, `data` the body as read, `at` the
    moment they name; `title` is what their list of pages calls it, `cut` says that the body is not whole."""

    address: str
    data: bytes
    media_type: str
    status: int
    at: datetime
    channel: str
    stored: bytes
    origin: Origin
    title: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Again:
    """A `revisit`: at this moment the address served what another record holds. `records` name that one by id, and by address and
    moment; `referred` is its address; the origin's payload digest is that of its body."""

    address: str
    records: tuple[str, ...]
    referred: str
    at: datetime
    status: int
    channel: str
    stored: bytes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Unserved:
    """The archivist's crawler was not given the page: with which status. `listed`: their list of pages names it."""

    address: str
    at: datetime
    status: int
    listed: bool


@dataclass(frozen=True, slots=True)
class About:
    """A `warcinfo` record: what wrote the file."""

    stored: bytes
    origin: Origin


@dataclass(frozen=True, slots=True)
class Passed:
    """A record that is no page, and why it is not taken. Such are counted by reason, not listed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Received:
    """A whole file that came in: its name, its checksum, and what its digests and signatures prove, in words."""

    file: str
    checksum: str
    says: tuple[str, ...] = ()


Item = Received | Archived | Again | Unserved | About | Passed | Failure
