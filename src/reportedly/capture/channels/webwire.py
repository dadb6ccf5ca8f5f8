"""Door: one request and its answer over one connection, every byte recorded, under limits of time and size.

urllib3 speaks HTTP and TLS; underneath, each read from the socket is timed, counted and kept, so that a server that drips, never
ends a header or sends for ever is left in time, and the archive holds what was served to the byte.
"""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from reportedly.capture.addresses import Address
from reportedly.capture.channels.webguard import Way, unconnected
from reportedly.capture.visits import Exchange, Hindered, without_cookies
from reportedly.types import Hindrance

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection

HEAD = 64 * 1024
"""The most bytes of an answer's head."""

_LATER = "Try again later."
_FRAMING = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for connecting, for each wait on the other side, and for the whole exchange; the most bytes as served.

    `clip`: take the first `largest` bytes of a longer answer, instead of refusing it.
    """

    connect: float = 15.0
    wait: float = 20.0
    whole: float = 120.0
    largest: int = 50 * 1024 * 1024
    clip: bool = False


@dataclass(slots=True)
class _Tape:
    """What came over the wire, and the limits that it is held to."""

    limits: Limits
    until: float
    answer: bytearray = field(default_factory=bytearray)
    head: int = 0
    clipped: bool = False
    hindered: Hindered | None = None

    def left(self) -> float:
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise self._stop(self.overdue())
        return min(seconds, self.limits.wait)

    def overdue(self) -> Hindered:
        what = f"the answer took longer than {self.limits.whole:g} seconds."
        return Hindered(Hindrance.TIMEOUT, what, _LATER, final=True)

    def take(self, data: memoryview) -> None:
        before = len(self.answer)
        self.answer += data
        if not self.head:
            self._look_for_head(max(before - 3, 0))
        elif len(self.answer) - self.head > self.limits.largest + _FRAMING:
            self._full()

    def _look_for_head(self, start: int) -> None:
        ends = [at + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if (at := self.answer.find(gap, start)) >= 0]
        self.head = min(ends, default=0)
        if (self.head or len(self.answer)) > HEAD:
            what = f"the answer's head has more than {HEAD} bytes."
            raise self._stop(Hindered(Hindrance.BROKEN, what, "Look at the page in a browser, and save it."))

    def _full(self) -> None:
        if self.limits.clip:
            self.clipped = True
            return
        what = f"the page is larger than {self.limits.largest} bytes."
        remedy = "Raise largest_file under [capture] in desk.toml, if the page is worth it."
        raise self._stop(Hindered(Hindrance.TOO_LARGE, what, remedy))

    def _stop(self, why: Hindered) -> Hindered:
        self.hindered = why
        return why


class _Tap(io.RawIOBase):
    """A socket's reading end: every read is timed, counted and kept on the tape."""

    def __init__(self, sock: socket.socket, raw: Any, tape: _Tape) -> None:
        self._sock, self._raw, self._tape = sock, raw, tape

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._tape.clipped:
            return 0
        self._sock.settimeout(self._tape.left())
        number = self._raw.readinto(buffer) or 0
        self._tape.take(memoryview(buffer)[:number])
        return int(number)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer whose bytes go over the tape."""

    def __init__(self, sock: socket.socket, *rest: Any, tape: _Tape, **named: Any) -> None:
        super().__init__(sock, *rest, **named)
        raw = self.fp.detach()  # what makefile gives is a BufferedReader
        self.fp = io.BufferedReader(_Tap(sock, raw, tape))


def exchange(
    address: Address, fields: Mapping[str, str], way: Way, limits: Limits, trust: ssl.SSLContext | None, at: datetime
) -> Exchange:
    """An address and the request's fields in, what was asked and answered out. `trust`: which certificates are believed.

    `at` is the moment that the exchange is dated with. Raises Hindered for whatever is no whole answer.
    """
    from urllib3.exceptions import HTTPError

    tape = _Tape(limits, time.monotonic() + limits.whole)
    connection = _connection(address, way, tape, trust)
    try:
        connection.request("GET", address.target, headers=dict(fields), preload_content=False)
        answer = connection.getresponse()
        for _ in answer.stream(1 << 16, decode_content=False):
            pass
    except Hindered:
        raise
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        if tape.hindered:
            raise tape.hindered from error
        if not (tape.clipped and tape.head):
            raise _hindered(error, address, tape) from error
    finally:
        connection.close()
    served = _final(bytes(tape.answer))
    _refuse_overlong(served)
    return Exchange(str(address), at, bytes(connection.sent), without_cookies(served), connection.ip)


def _connection(address: Address, way: Way, tape: _Tape, trust: ssl.SSLContext | None) -> Any:
    """A connection of urllib3 that is opened our way, and keeps what it sends."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    kind: type[HTTPConnection] = HTTPSConnection if address.scheme == "https" else HTTPConnection

    class Guarded(kind):  # type: ignore[valid-type,misc]  # one of two classes
        sent = bytearray()
        ip: str | None = None

        def _new_conn(self) -> socket.socket:
            sock, self.ip = way.connected(address, min(tape.limits.connect, tape.left()))
            sock.settimeout(tape.left())
            return sock

        def send(self, data: Any) -> None:
            super().send(data)
            self.sent += bytes(data)

    named = {"ssl_context": trust or trusted()} if address.scheme == "https" else {}
    made = Guarded(address.host, address.port, timeout=tape.limits.wait, **named)
    made.sent = bytearray()
    made.response_class = partial(_Answer, tape=tape)
    return made


@cache
def trusted(file: str | None = None) -> ssl.SSLContext:
    """Certificates of the authorities that this machine trusts, or of those in a file."""
    context = ssl.create_default_context(cafile=file)
    paths = ssl.get_default_verify_paths()
    if file is None and not (paths.cafile or paths.capath):
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _final(answer: bytes) -> bytes:
    """The answer without the interim ones (1xx) before it."""
    while answer[:9].startswith(b"HTTP/") and answer[9:10] == b"1" and b"\r\n\r\n" in answer:
        answer = answer.partition(b"\r\n\r\n")[2]
    return answer


def _refuse_overlong(answer: bytes) -> None:
    """Refuses an answer that goes on after the length that it names: which of the two is the page?"""
    from reportedly.capture.visits import field_of

    head = answer[: answer.find(b"\r\n\r\n") + 4]
    named = field_of(head, "Content-Length")
    if named is None or field_of(head, "Transfer-Encoding") is not None or head[9:12] == b"304":
        return
    if re.fullmatch("[0-9]{1,18}", named) and len(answer) - len(head) > int(named):
        raise Hindered(Hindrance.CUT_SHORT, "the server sent more bytes than it had announced.", _LATER)


def _hindered(error: Exception, address: Address, tape: _Tape) -> Hindered:
    """What an error of the parts below means for the page."""
    from urllib3.exceptions import IncompleteRead, ProtocolError, SSLError, TimeoutError

    cause = _first_cause(error)
    if isinstance(cause, Hindered):
        return cause
    if isinstance(error, TimeoutError | socket.timeout) or isinstance(cause, socket.timeout):
        if time.monotonic() >= tape.until:
            return tape.overdue()
        return Hindered(Hindrance.TIMEOUT, f"{address.place} stopped answering.", _LATER)
    if isinstance(cause, ssl.SSLError | ssl.CertificateError) or isinstance(error, SSLError):
        what = f"the certificate or encryption of {address.place} is not in order ({_tls(cause)})."
        return Hindered(Hindrance.TLS, what, "Look at the page in a browser; a wrong certificate may be a censor's.")
    if isinstance(cause, http.client.RemoteDisconnected):
        return Hindered(Hindrance.CUT_SHORT, f"{address.place} hung up without an answer.", _LATER)
    ended = isinstance(cause, IncompleteRead | http.client.IncompleteRead | OSError) or type(cause) is ProtocolError
    if tape.head and ended:
        return Hindered(Hindrance.CUT_SHORT, "the answer ended before the length that it had announced.", _LATER)
    if isinstance(cause, OSError) and not tape.answer:
        return unconnected(cause, address)
    if isinstance(error, ProtocolError | http.client.HTTPException | ValueError):
        what = f"what {address.place} answers is no HTTP ({type(cause).__name__})."
        return Hindered(Hindrance.BROKEN, what, "Look at the page in a browser, and save it.")
    return Hindered(Hindrance.CUT_SHORT, f"the connection broke ({type(cause).__name__}).", _LATER)


def _first_cause(error: BaseException) -> BaseException:
    """What began it: the innermost of the errors that were wrapped in one another."""
    inner = error.__cause__ or next((arg for arg in error.args if isinstance(arg, BaseException)), None)
    return _first_cause(inner) if inner is not None and inner is not error else error


def _tls(cause: BaseException) -> str:
    return str(getattr(cause, "verify_message", None) or getattr(cause, "reason", None) or cause)[:200]
