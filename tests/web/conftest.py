"""A web of the tests' own on loopback: pages given as raw answers, an encrypted one, and a small SOCKS server."""

from __future__ import annotations

import datetime
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reportedly import open_newsroom
from reportedly.newsroom import Newsroom, new_desk

Answer = bytes | Callable[[socket.socket, "Asked"], None]


@dataclass(frozen=True)
class Asked:
    """One request as it came: its path and its fields, names in lower case."""

    path: str
    fields: Mapping[str, str]


@dataclass
class Site:
    """A site: what it answers by path, and what it was asked."""

    port: int = 0
    pages: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    scheme: str = "http"

    def at(self, path: str) -> str:
        return f"{self.scheme}://localhost:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]


def answer(body: bytes | str = b"", status: str = "200 OK", **fields: str) -> bytes:
    """An answer with a right length; field names with `_` for `-`."""
    data = body.encode() if isinstance(body, str) else body
    named = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
    named |= {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + data


def to(location: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=location)


def article(
    words: str = "A court decided forty cases in May, according to Example Count.", title: str = "Forty cases"
) -> str:
    """A page with enough of an article to be one."""
    more = "The cases were decided in three towns. Nobody was acquitted, the court's own list says. " * 3
    head = f'<html lang="en"><head><title>{title}</title></head>'
    return f"{head}<body><article><h1>{title}</h1><p>{words}</p><p>{more}</p></article></body></html>"


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        try:
            asked = _asked(self.request)
            if asked is None:
                return
            site.asked.append(asked)
            given = site.pages.get(asked.path, answer("Nothing here.", "404 Not Found"))
            if callable(given):
                given(self.request, asked)
            else:
                self.request.sendall(given)
        except OSError:  # the other side had enough
            return


def _asked(connection: socket.socket) -> Asked | None:
    head = b""
    while b"\r\n\r\n" not in head:
        more = connection.recv(4096)
        if more.startswith(b"\x16"):  # a TLS handshake where none is spoken
            connection.sendall(answer("Plain text is spoken here.", "400 Bad Request"))
            return None
        if not more:
            return None
        head += more
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    fields = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Asked(first.split(" ")[1], fields)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        return


@contextmanager
def served(site: Site, context: ssl.SSLContext | None = None) -> Iterator[Site]:
    with _Server(("127.0.0.1", 0), _Handler) as server:
        if context:
            server.socket = context.wrap_socket(server.socket, server_side=True)
            site.scheme = "https"
        server.site = site  # type: ignore[attr-defined]
        site.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield site
        server.shutdown()


@pytest.fixture
def site() -> Iterator[Site]:
    """A site on loopback with nothing on it."""
    with served(Site()) as running:
        yield running


@dataclass(frozen=True)
class Certificate:
    """A certificate made for the tests, with its key, in two files."""

    file: Path
    key: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """One for `localhost`, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(private)
    (folder / "site.pem").write_bytes(made.public_bytes(pem))
    return Certificate(folder / "site.pem", folder / "key.pem")


@pytest.fixture
def secure_site(certificate: Certificate) -> Iterator[Site]:
    """A site with TLS, whose certificate is for `localhost` only."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.file, certificate.key)
    with served(Site(), context) as running:
        yield running


@dataclass
class Socks:
    """A SOCKS5 server (RFC 1928) that knows every name as loopback; `asked` is what it was to connect to."""

    port: int = 0
    asked: list[tuple[str, int]] = field(default_factory=list)


class _SocksHandler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        kept: Socks = self.server.socks  # type: ignore[attr-defined]
        one = self.request
        _, methods = one.recv(2)
        one.recv(methods)
        one.sendall(b"\x05\x00")
        kind = one.recv(4)[3]
        if kind == 3:
            host = one.recv(one.recv(1)[0]).decode()
        else:
            host = str(ipaddress.ip_address(one.recv(4 if kind == 1 else 16)))
        port = int.from_bytes(one.recv(2), "big")
        kept.asked.append((host, port))
        if host == "nowhere.example":
            one.sendall(b"\x05\x04\x00\x01" + bytes(6))
            return
        with socket.create_connection(("127.0.0.1", kept_port(self.server, port))) as other:
            one.sendall(b"\x05\x00\x00\x01" + bytes(6))
            back = threading.Thread(target=_pump, args=(other, one), daemon=True)
            back.start()
            _pump(one, other)
            back.join(5)


def kept_port(server: object, port: int) -> int:
    return getattr(server, "ports", {}).get(port, port)


def _pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(4096):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return


@contextmanager
def socks_server(ports: Mapping[int, int]) -> Iterator[Socks]:
    """A running SOCKS server; `ports`: to which port on loopback each asked port leads."""
    socks = Socks()
    with _Server(("127.0.0.1", 0), _SocksHandler) as server:
        server.socks, server.ports = socks, ports  # type: ignore[attr-defined]
        socks.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield socks
        server.shutdown()


class Hand:
    """A clock that the test moves."""

    def __init__(self) -> None:
        self.now = datetime.datetime(2024, 7, 1, 9, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        self.now += datetime.timedelta(seconds=1)
        return self.now

    def on(self, **by: float) -> None:
        self.now += datetime.timedelta(**by)


@dataclass
class Desk:
    """A desk in a folder, with a clock in the test's hand and the settings that a test web needs."""

    folder: Path
    clock: Hand

    def open(self) -> Newsroom:
        return open_newsroom(self.folder, clock=self.clock)

    def set(self, *lines: str, file: str = "desk.toml") -> None:
        with (self.folder / file).open("a", encoding="utf-8") as out:
            out.write("\n".join(("", *lines, "")))


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> Desk:
    """A desk that may ask the test site, at once."""
    new_desk(tmp_path / "desk")
    made = Desk(tmp_path / "desk", Hand())
    made.set("[capture.web]", "gap = 0", "wait = 1", f'allow_hosts = ["localhost:{site.port}"]')
    return made
