"""A visit to an address of the web: what was asked and what was answered, as bytes; and what stood in the way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from reportedly.errors import BadInput
from reportedly.types import Failure, Hindrance

OUTLETS_WORD = frozenset({Hindrance.GONE, Hindrance.WITHHELD})
"""Hindrances that say something about the page, not about us."""

_COOKIES = re.compile(rb"(?im)^set-cookie2?[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer as they went over the wire (no cookies), at the moment of the answer's end.

    `answer` is head and body as served, with its encodings. `ip`: the server's address; None where a proxy found it.
    """

    address: str
    at: datetime
    request: bytes
    answer: bytes
    ip: str | None = None

    @property
    def head(self) -> bytes:
        """The answer's status line and fields, with the empty line that ends them."""
        return self.answer[: _head_end(self.answer)]

    @property
    def body(self) -> bytes:
        """What follows the head, as served."""
        return self.answer[_head_end(self.answer) :]

    def field(self, name: str) -> str | None:
        """The first field of this name, None where there is none."""
        return field_of(self.head, name)


@dataclass(frozen=True, slots=True)
class Visit:
    """One address asked for, and one exchange for each hop; `data` is the last answer's body, decoded."""

    address: str
    hops: tuple[Exchange, ...]
    status: int
    media_type: str
    data: bytes

    @property
    def last(self) -> Exchange:
        """The exchange that answered."""
        return self.hops[-1]


class Hindered(BadInput):
    """What stood in the way, as an error on its way to becoming a Failure.

    `again`: seconds after which the server wants to be asked again; `final`: it took so long that nobody waits a second time.
    """

    def __init__(
        self,
        kind: Hindrance,
        what: str,
        remedy: str,
        *,
        where: str = "",
        again: float | None = None,
        final: bool = False,
    ) -> None:
        super().__init__(what, where=where, remedy=remedy)
        self.kind = kind
        self.again = again
        self.final = final


def failure_of(address: str, error: BadInput) -> Failure:
    """The failure that an error makes of an address."""
    kind = error.kind if isinstance(error, Hindered) else Hindrance.UNREADABLE
    return Failure(address, error.what, error.remedy, gone=kind in OUTLETS_WORD, kind=kind)


def without_cookies(answer: bytes) -> bytes:
    """An answer's bytes without its `Set-Cookie` fields: they name the visitor, and the visitor is the desk.

    >>> without_cookies(b"HTTP/1.1 200 OK\\r\\nSet-Cookie: id=7\\r\\nVary: *\\r\\n\\r\\nbody")
    b'HTTP/1.1 200 OK\\r\\nVary: *\\r\\n\\r\\nbody'
    """
    end = _head_end(answer)
    return _COOKIES.sub(b"", answer[:end]) + answer[end:]


def field_of(head: bytes, name: str) -> str | None:
    """The first field of this name in an answer's head."""
    found = re.search(rb"(?im)^" + re.escape(name.encode()) + rb"[ \t]*:[ \t]*([^\r\n]*)", head)
    if found is None:
        return None
    try:
        return found[1].decode("utf-8").strip()
    except UnicodeDecodeError:
        return found[1].decode("latin-1").strip()


def status_of(head: bytes) -> int:
    """The status in an answer's head."""
    return int(head.split(None, 2)[1])


def _head_end(answer: bytes) -> int:
    ends = [at + len(gap) for gap in (b"\r\n\r\n", b"\n\n") if (at := answer.find(gap)) >= 0]
    return min(ends, default=len(answer))


def media_type_of(declared: str, data: bytes) -> str:
    """What an answer says it is, or, where that is left open, what its first bytes show it to be (WHATWG MIME sniffing)."""
    if declared.partition(";")[0].strip().lower() not in ("", "application/octet-stream", "unknown/unknown"):
        return declared
    start = data[:512].lstrip().lower()
    if start.startswith(b"%pdf-"):
        return "application/pdf"
    if re.match(
        rb"(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|title|article|div|p|h1)\b", start, re.DOTALL
    ):
        return "text/html"
    return declared or "application/octet-stream"
