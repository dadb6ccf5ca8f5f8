"""The desk's settings: read once by a face, handed inward as a frozen value. Secrets never stand here."""

from __future__ import annotations

from dataclasses import dataclass, field

from reportedly.types import LinkColumns, SiteSettings

LARGEST_FILE = 50 * 1024 * 1024
"""Bytes of a captured file above which the desk refuses, unless its settings allow more."""


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """Whether the desk's clock is a simulated one (the demonstration's), and the moment at which it ends (ISO 8601)."""

    simulated: bool = False
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """Limits of capture: the largest file in bytes."""

    largest_file: int = LARGEST_FILE


@dataclass(frozen=True, slots=True)
class StampAuthority:
    """An authority that stamps with time (RFC 3161): a name for files, its web address, and its root certificate (PEM), a
    file of the desk. The authority sees from where and when a stamp is asked for, and a checksum."""

    name: str
    address: str
    certificate: str


@dataclass(frozen=True, slots=True)
class ProofSettings:
    """The name under which checkpoints are signed (None: the site's address), and who is asked for time stamps (nobody).

    `proxy`: through which proxy stamps are asked for (`socks5h://...`); `loopback` allows an authority on this machine.
    """

    name: str | None = None
    authorities: tuple[StampAuthority, ...] = ()
    proxy: str | None = None
    loopback: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """What `desk.toml` says: the magazine's own facts, the clock, limits, where the ledger lies (None: in the desk).

    `links` names the columns of the desk's tables of links.
    """

    site: SiteSettings
    clock: ClockSettings = field(default_factory=ClockSettings)
    capture: CaptureSettings = field(default_factory=CaptureSettings)
    links: LinkColumns = field(default_factory=LinkColumns)
    ledger: str | None = None
    public_persons: tuple[str, ...] = ()
    proof: ProofSettings = field(default_factory=ProofSettings)
