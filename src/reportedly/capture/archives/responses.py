"""Door: WARC records of visits to the web: `response`, `request` and `revisit`, one gzip member each.

Source: WARC 1.1 (ISO 28500:2017), 6.3, 6.4, 6.7 and its two revisit profiles. The block is the HTTP message as it went over the
wire, chunks and codings included; WARC-Payload-Digest is of what follows its head, as warcio and pywb reckon it.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5

from reportedly.capture.archives.bodies import body_of
from reportedly.capture.archives.warc import Parsed, stamp
from reportedly.capture.identity import capture_id, checksum
from reportedly.capture.visits import Exchange, Visit, media_type_of
from reportedly.errors import BadInput
from reportedly.types import Capture, Record

CHANNEL, ASKED = "Reportedly-Channel", "Reportedly-Asked-For"
"""Our own fields (WARC 1.1 allows them): the channel that a capture came through; the address before redirects."""

_PROFILES = "http://netpreserve.org/warc/1.1/revisit/"


def response_record(exchange: Exchange, own: Mapping[str, str] | None = None) -> bytes:
    """The `response` record of an exchange; `own` are fields of ours."""
    fields = {**(own or {}), "WARC-Payload-Digest": checksum(exchange.body)}
    return _record("response", exchange, exchange.answer, fields)


def request_record(exchange: Exchange) -> bytes:
    """The `request` record that belongs to an exchange's `response` or `revisit`."""
    concurrent = {"WARC-Concurrent-To": _id("response", exchange)}
    return _record("request", exchange, exchange.request, concurrent)


def unchanged_record(exchange: Exchange, first: Capture) -> bytes:
    """The `revisit` record of an answer 304: the server says that nothing changed since the capture `first`."""
    return _record("revisit", exchange, exchange.head, _refers("server-not-modified", first))


def same_record(exchange: Exchange, first: Capture) -> bytes:
    """The `revisit` record of an answer whose payload is byte for byte that of the capture `first`: its head alone."""
    fields = {**_refers("identical-payload-digest", first), "WARC-Payload-Digest": checksum(exchange.body)}
    return _record("revisit", exchange, exchange.head, fields)


def own_fields(visit: Visit, channel: str) -> dict[str, str]:
    """What the record of a captured page says beyond the exchange, so that the capture follows from the record alone."""
    return {CHANNEL: channel} | ({ASKED: visit.address} if visit.address != visit.last.address else {})


def capture_of_visit(visit: Visit, channel: str, record: Record) -> Capture:
    """The capture that a visit makes."""
    sum_ = checksum(visit.data)
    return Capture(
        id=capture_id(visit.address, sum_),
        address=visit.address,
        final_address=visit.last.address,
        captured_at=visit.last.at.astimezone(UTC),
        status=visit.status,
        media_type=visit.media_type,
        checksum=sum_,
        record=record,
        channel=channel,
    )


def capture_of_response(parsed: Parsed | None, record: Record) -> Capture | None:
    """The capture that a `response` record of ours holds, made anew after a kill; None for a record that is none."""
    if parsed is None or parsed.kind != "response" or CHANNEL not in parsed.fields:
        return None
    try:
        body = body_of(parsed.payload)
    except BadInput:
        return None
    final = parsed.fields["WARC-Target-URI"]
    at = datetime.fromisoformat(parsed.fields["WARC-Date"])
    exchange = Exchange(final, at, b"", parsed.payload)
    visit = Visit(
        parsed.fields.get(ASKED, final), (exchange,), body.status, media_type_of(body.media_type, body.data), body.data
    )
    return capture_of_visit(visit, parsed.fields[CHANNEL], record)


def _refers(profile: str, first: Capture) -> dict[str, str]:
    return {
        "WARC-Profile": _PROFILES + profile,
        "WARC-Refers-To-Target-URI": first.final_address,
        "WARC-Refers-To-Date": stamp(first.captured_at),
    }


def _record(kind: str, exchange: Exchange, block: bytes, fields: Mapping[str, str]) -> bytes:
    message = "request" if kind == "request" else "response"
    every = {
        "WARC-Type": kind,
        "WARC-Record-ID": _id(message, exchange),
        "WARC-Target-URI": exchange.address,
        "WARC-Date": stamp(exchange.at),
        **({"WARC-IP-Address": exchange.ip} if exchange.ip else {}),
        **fields,
        "WARC-Block-Digest": checksum(block),
        "Content-Type": f"application/http; msgtype={message}",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in every.items() if _is_one_line(value))
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n", mtime=0)


def _is_one_line(value: str) -> bool:
    if not value.isprintable():
        raise BadInput("an address or type holds a control character.", where=repr(value), remedy="Remove it.")
    return True


def _id(message: str, exchange: Exchange) -> str:
    name = f"reportedly:{message} {exchange.address} {stamp(exchange.at)} {checksum(exchange.answer)}"
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, name)}>"


def same_payload(exchange: Exchange, stored: Parsed | None) -> bool:
    """Whether an answer's payload is, as served, that of a stored `response` record."""
    return stored is not None and stored.fields.get("WARC-Payload-Digest") == checksum(exchange.body)
