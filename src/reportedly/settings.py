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
class WebSettings:
    """How the desk goes out to the web.

    `agent`: what it says it is (empty: Reportedly with the desk's contact; "generic": what a common browser says).
    `proxy`: through which everything goes (`socks5h://127.0.0.1:9050` for Tor), and nothing past it; `feed_proxy` the same for
    feeds and sitemaps, where it is another. `robots`: whether robots.txt is kept to. `gap`: seconds between two requests to one
    host; `attempts` per request; `connect`, `wait`, `whole`: seconds for a connection, for each wait, for one answer.
    `allow_hosts`: places (`host:port`) that may lie inside. `certificates`: a file of the desk with the authorities to trust (PEM).
    `lead_picture`: whether an article's lead picture is kept too. `newest`: how many new reports of one outlet a round takes.
    """

    agent: str = ""
    proxy: str | None = None
    feed_proxy: str | None = None
    robots: bool = True
    gap: float = 2.0
    attempts: int = 3
    connect: float = 15.0
    wait: float = 20.0
    whole: float = 120.0
    allow_hosts: tuple[str, ...] = ()
    certificates: str | None = None
    lead_picture: bool = False
    newest: int = 50


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """Limits of capture: the largest file in bytes; and how the desk goes out to the web."""

    largest_file: int = LARGEST_FILE
    web: WebSettings = field(default_factory=WebSettings)


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

    `links` names the columns of the desk's tables of links. `trained`: whether a trained reader reads beside the rules, in languages that
    have one installed.
    """

    site: SiteSettings
    clock: ClockSettings = field(default_factory=ClockSettings)
    capture: CaptureSettings = field(default_factory=CaptureSettings)
    links: LinkColumns = field(default_factory=LinkColumns)
    ledger: str | None = None
    public_persons: tuple[str, ...] = ()
    trained: bool = False
    proof: ProofSettings = field(default_factory=ProofSettings)
