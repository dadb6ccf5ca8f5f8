"""Addresses of the web, in one spelling, and which of them lead inside: nothing here asks a name server.

Sources: RFC 3986; the WHATWG URL standard (a host that ends in a number is an IPv4 address); the IANA registries of
special-purpose IPv4 and IPv6 addresses; RFC 6761 (localhost), RFC 6762 (.local), RFC 8375 (home.arpa).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

from reportedly.errors import BadInput

PORTS = {"http": 80, "https": 443}
LONGEST = 8_000
"""Letters of an address above which servers refuse it (RFC 9110 asks for 8,000 at least)."""

_ASK = "Give the address as it stands in the browser, with https:// before it."
_SAFE = "/?#[]@!$&'()*+,;=:%-._~"
_INSIDE_4 = tuple(
    map(
        ip_network,
        ("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
         "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
         "224.0.0.0/4", "240.0.0.0/4"),
    )
)  # fmt: skip
_GLOBAL_6 = ip_network("2000::/3")
_INSIDE_6 = tuple(map(ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_NAT64 = ip_network("64:ff9b::/96")
_INSIDE_NAMES = frozenset(
    ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "localdomain")
)


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web in one spelling. `host` is ASCII, in lower case, without brackets; `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def place(self) -> str:
        """Host and port, as settings and `Host:` write them, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.place}"

    def __str__(self) -> str:
        return self.origin + self.target


def web_address_of(written: str, *, allowed: Collection[str] = ()) -> Address:
    """An address as written in, in one spelling out, where it may be asked.

    `allowed` are places (`host:port`) that may be inside or on another port. Raises BadInput as `parsed`, and for what needs not be
    looked up to know that it leads inside (InsideAddress), and for ports that are not the web's.
    """
    found = parsed(written)
    if not is_allowed(found, allowed):
        _refuse_place(found)
    return found


def parsed(written: str) -> Address:
    """An address as written in, in one spelling out: fragment dropped, host in lower case ASCII, letters percent-encoded.

    >>> str(parsed(" HTTPS://Gazette.Example:443/a b?c=ї#top "))
    'https://gazette.example/a%20b?c=%D1%97'

    Raises BadInput for anything but http and https, names and passwords in the address, spellings that readers of addresses
    disagree about.
    """
    trimmed = written.strip()
    if re.search(r"[\x00-\x1f\x7f\\]", trimmed) or len(trimmed) > LONGEST:
        raise BadInput(
            "the address holds a control character or backslash, or is too long.", where=written[:80], remedy=_ASK
        )
    try:
        parts = urlsplit(trimmed)
        port = parts.port
    except ValueError as error:
        raise BadInput(f"this is no address: {error}.", where=written[:80], remedy=_ASK) from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadInput("only http and https addresses can be captured.", where=written[:80], remedy=_ASK)
    if parts.username is not None or parts.password is not None:
        raise BadInput("the address holds a name or password.", where=parts.hostname, remedy="Give it without.")
    target = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_SAFE)
    return Address(parts.scheme, _host(parts.hostname, parts.netloc), port or PORTS[parts.scheme], target)


def spelled(written: str) -> str:
    """An address in the one spelling by which it is known again; as it stands where it is no address of the web."""
    try:
        return str(parsed(written))
    except BadInput:
        return written


def joined(base: Address, location: str, *, allowed: Collection[str] = ()) -> Address:
    """A redirect's `Location` in, the address that it leads to out. Raises BadInput as `web_address_of`."""
    try:
        onward = urljoin(str(base), location.strip())
    except ValueError as error:
        raise BadInput("this is no address.", where=location[:80], remedy=_ASK) from error
    return web_address_of(onward, allowed=allowed)


def is_allowed(address: Address, allowed: Collection[str]) -> bool:
    """Whether the settings name this very host and port (`localhost:8123`)."""
    host = f"[{address.host}]" if ":" in address.host else address.host
    return f"{host}:{address.port}" in allowed


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """A host that is an IP address, as one; None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def leads_inside(address: str | IPv4Address | IPv6Address) -> bool:
    """Whether an IP address is not one of the public internet: private, loopback, link-local (cloud metadata too),
    carrier-grade NAT, multicast, reserved; or an IPv6 address that carries such an IPv4 address (mapped, NAT64) or tunnels.

    >>> leads_inside("169.254.169.254"), leads_inside("::ffff:10.0.0.1"), leads_inside("8.8.8.8")
    (True, True, False)
    """
    try:
        ip = ip_address(address)
    except ValueError:
        return True
    if isinstance(ip, IPv4Address):
        return any(ip in network for network in _INSIDE_4)
    if ip.scope_id is not None:
        return True
    if ip.ipv4_mapped:
        return leads_inside(ip.ipv4_mapped)
    if ip in _NAT64:
        return leads_inside(IPv4Address(int(ip) & 0xFFFFFFFF))
    return ip not in _GLOBAL_6 or any(ip in network for network in _INSIDE_6)


def _host(host: str, netloc: str) -> str:
    if re.search("[%ßς\u200c\u200d]", host):
        raise BadInput(
            "the host holds a letter that readers of addresses disagree about.", where=host[:80], remedy=_ASK
        )
    if "[" in netloc:
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise BadInput("this is no IPv6 address.", where=host[:80], remedy=_ASK) from error
    return _name(host)


def _name(host: str) -> str:
    """A name in ASCII, as the name server hears it (IDNA; letters on which its two versions differ are refused), or four decimal numbers."""
    try:
        name = host.removesuffix(".").encode("idna").decode().lower()
    except UnicodeError as error:
        raise BadInput("the host's name cannot be spelled in ASCII.", where=host[:80], remedy=_ASK) from error
    name = name.removesuffix(".")
    if not re.fullmatch(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", name) or len(name) > 253:
        raise BadInput("this is no host's name.", where=host[:80], remedy=_ASK)
    if re.fullmatch(r"\d+|0x[0-9a-f]*", name.rpartition(".")[2]):
        try:
            return str(IPv4Address(name))
        except ValueError as error:
            what = "the host is a number, but no IPv4 address of four decimal numbers."
            raise BadInput(what, where=host[:80], remedy=_ASK) from error
    return name


def _refuse_place(address: Address) -> None:
    """Refuses what need not be looked up to know that it leads inside, or to a port that is not the web's."""
    ip, last = literal(address.host), address.host.rpartition(".")[2]
    named_inside = ip is None and (
        "." not in address.host or last in _INSIDE_NAMES or address.host.endswith(".home.arpa")
    )
    if named_inside or (ip is not None and leads_inside(ip)):
        raise InsideAddress(where=str(address))
    if address.port not in PORTS.values():
        what = f"port {address.port} is not a port of the web (80, 443)."
        raise BadInput(what, where=str(address), remedy=_allow(address))


def _allow(address: Address) -> str:
    return f'If you mean it, add "{address.host}:{address.port}" to allow_hosts under [capture.web] in desk.toml.'


class InsideAddress(BadInput):
    """The address leads into this machine's own networks; nothing was asked."""

    def __init__(self, *, where: str) -> None:
        remedy = "Only public addresses are captured; allow_hosts under [capture.web] names exceptions as host:port."
        super().__init__("this is an internal address; nothing was asked.", where=where, remedy=remedy)
