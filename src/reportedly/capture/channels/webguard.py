"""Door: connections to the web, and only to the web. A name is looked up once, every answer is checked, and the connection goes
to exactly the address that was checked: between check and connection nobody can change what the name means (DNS rebinding).

Through a proxy the proxy looks names up (socks5h, socks4a, CONNECT); where it fails, nothing goes past it.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from reportedly.capture.addresses import Address, is_allowed, leads_inside
from reportedly.capture.visits import Hindered
from reportedly.errors import BadInput
from reportedly.types import Hindrance

Resolver = Callable[[str, int], Sequence[str]]
"""A host's name and a port in, its IP addresses out, in the order in which to try them. Raises OSError."""

USER, PASSWORD = "REPORTEDLY_PROXY_USER", "REPORTEDLY_PROXY_PASSWORD"
"""Variables of the environment that hold the proxy's name and password; they stand nowhere else."""

_PROXIES = {"socks5h": 1080, "socks4a": 1080, "http": 8080}
_CLOSED = "Nothing went past the proxy. Start it, or correct `proxy` under [capture.web] in desk.toml."


def resolved(host: str, port: int) -> Sequence[str]:
    """The machine's own way to look a name up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


@dataclass(frozen=True, slots=True)
class Direct:
    """The way without a proxy. `allowed`: places (`host:port`) that may lie inside."""

    resolver: Resolver = resolved
    allowed: Collection[str] = ()

    def connected(self, address: Address, patience: float) -> tuple[socket.socket, str | None]:
        """A connection to one of the host's checked addresses, and which. Raises Hindered."""
        found = self._checked(address)
        until, last = time.monotonic() + patience, OSError("no address")
        for ip in found:
            try:
                return _to(ip, address.port, max(until - time.monotonic(), 0.05)), ip
            except OSError as error:
                last = error
        raise unconnected(last, address) from last

    def _checked(self, address: Address) -> Sequence[str]:
        """One inside address among the answers is enough to refuse: a name of the public web has none."""
        if address.host.endswith(".onion"):
            what = "an .onion address is reached through Tor only; nothing was asked."
            raise Hindered(Hindrance.PROXY, what, 'Set proxy = "socks5h://127.0.0.1:9050" under [capture.web].')
        try:
            found = self.resolver(address.host, address.port)
        except (OSError, UnicodeError) as error:
            raise _unknown(address) from error
        if not found:
            raise _unknown(address)
        inside = next((ip for ip in found if leads_inside(ip)), None)
        if inside and not is_allowed(address, self.allowed):
            what = f"{address.host} leads to an internal address; nothing was asked."
            remedy = f'If you mean it, add "{address.host}:{address.port}" to allow_hosts under [capture.web].'
            raise Hindered(Hindrance.INTERNAL, what, remedy)
        return found


@dataclass(frozen=True, slots=True)
class Proxied:
    """The way through a proxy, which looks the names up. Name and password come from the environment only."""

    scheme: str
    host: str
    port: int
    user: str | None = None
    password: str | None = None

    def connected(self, address: Address, patience: float) -> tuple[socket.socket, str | None]:
        """A connection to the host through the proxy. Raises Hindered; never connects to the host itself."""
        import socks  # type: ignore[import-untyped]

        kind = {"socks5h": socks.SOCKS5, "socks4a": socks.SOCKS4, "http": socks.HTTP}[self.scheme]
        sock = socks.socksocket()
        try:
            sock.set_proxy(kind, self.host, self.port, True, self.user, self.password)
            sock.settimeout(patience)
            sock.connect((address.host, address.port))
        except socks.ProxyConnectionError as error:
            sock.close()
            raise Hindered(Hindrance.PROXY, "the proxy cannot be reached; nothing was asked.", _CLOSED) from error
        except (socks.ProxyError, OSError) as error:
            sock.close()
            raise _through(error, address) from error
        return sock, None


Way = Direct | Proxied


def proxy_of(written: str) -> Proxied:
    """A proxy as the settings name it in, the way through it out. Raises BadInput for another kind, or a password in it."""
    where = "desk.toml, [capture.web] proxy"
    try:
        parts = urlsplit(written)
        port = parts.port
    except ValueError as error:
        raise BadInput("this is no address of a proxy.", where=where, remedy="Write socks5h://HOST:PORT.") from error
    if parts.scheme == "socks5":
        what = "socks5 would have this machine look names up, and show them to others."
        raise BadInput(what, where=where, remedy="Write socks5h: then the proxy looks them up.")
    if parts.scheme not in _PROXIES or not parts.hostname:
        known = ", ".join(f"{scheme}://HOST:PORT" for scheme in _PROXIES)
        raise BadInput("this kind of proxy is not known.", where=where, remedy=f"Write one of: {known}.")
    if parts.username is not None or parts.password is not None:
        remedy = f"Put them into the environment as {USER} and {PASSWORD}."
        raise BadInput("a proxy's name and password do not belong into this file.", where=where, remedy=remedy)
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    return Proxied(parts.scheme, parts.hostname, port or _PROXIES[parts.scheme], user, password)


def _to(ip: str, port: int, patience: float) -> socket.socket:
    """A connection to an IP address; the name is not looked up again, as there is none here."""
    sock = socket.socket(socket.AF_INET6 if ":" in ip else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(patience)
        sock.connect((ip, port))
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:
        sock.close()
        raise
    return sock


def unconnected(error: OSError, address: Address) -> Hindered:
    """Why no connection came about, as the house says it."""
    if isinstance(error, TimeoutError):
        what = f"{address.place} did not answer in time."
        return Hindered(Hindrance.TIMEOUT, what, "Try again later.")
    what = f"{address.place} takes no connection ({error.strerror or error})."
    return Hindered(Hindrance.REFUSED, what, "Try again later; look whether the site is up.")


def _unknown(address: Address) -> Hindered:
    what = f"the name {address.host} is not known to the name server."
    return Hindered(Hindrance.DNS, what, "Check the spelling; try again later.")


def _through(error: Exception, address: Address) -> Hindered:
    if isinstance(getattr(error, "socket_err", None) or error, TimeoutError):
        return Hindered(Hindrance.TIMEOUT, f"{address.place} did not answer in time through the proxy.", "Try later.")
    what = f"the proxy gives no connection to {address.place} ({getattr(error, 'msg', error)})."
    return Hindered(Hindrance.PROXY, what, _CLOSED)
