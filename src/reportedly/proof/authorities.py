"""Door: RFC 3161 time stamps: a request over some bytes, the way to an authority and back, the check of what came back.

An authority sees the address that asks, the time, and a SHA-256; it never sees what was stamped.
"""

from __future__ import annotations

import ipaddress
import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reportedly.errors import BadInput, ReportedlyError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool, PoolManager

SECONDS = 20.0
"""How long an authority may take."""

LARGEST = 1 << 20
"""The most bytes that an answer may have."""

_AGAIN = "It stays in the queue; run `reportedly stamp` again later."


def request_over(data: bytes) -> bytes:
    """A time-stamp request (DER) over the SHA-256 of some bytes, with a nonce, asking for the authority's certificate."""
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(data).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def stamped_at(response: bytes, data: bytes, certificate: bytes, request: bytes | None = None) -> datetime:
    """A response, the bytes that it should be over and the authority's root certificate (PEM) in; the stated moment out.

    The signature, the chain to the root at that moment, the purpose of the certificate, the imprint and, where the request is
    at hand, the nonce are checked. Raises BadInput where one of them does not fit. Nothing is sent.
    """
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        answer = decode_timestamp_response(response)
        builder = VerifierBuilder()
        for one in load_pem_x509_certificates(certificate):
            builder = builder.add_root_certificate(one)
        nonce = _nonce(request) if request else None
        checker = builder.nonce(nonce).build() if nonce is not None else builder.build()
        checker.verify_message(answer, data)
    except (VerificationError, ValueError) as error:
        raise BadInput(f"the stamp does not fit: {error}.", remedy=_AGAIN) from error
    return answer.tst_info.gen_time.astimezone(UTC)


def _nonce(request: bytes) -> int | None:
    """The nonce of a request as we build them: version, imprint, nonce, and whether the certificate is asked for."""
    from reportedly.proof.verifier import der_parts

    numbers = [content for tag, content in der_parts(der_parts(request)[0][1]) if tag == 2]
    return int.from_bytes(numbers[1], "big") if len(numbers) > 1 else None


def send(address: str, request: bytes, *, proxy: str | None = None, loopback: bool = False) -> bytes:
    """Posts a request to an authority's address; its answer's bytes out. No redirect is followed.

    Raises ReportedlyError where no answer came, BadInput where the address leads into an internal network (this machine only
    with `loopback`). With a proxy the name is resolved there, and without an answer from it nothing is sent.
    """
    import urllib3

    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"{address!r} is no web address.", remedy="Correct it in desk.toml, [[proof.authorities]].")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    target = address if proxy else f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    headers = {**_HEADERS, "Host": parts.netloc.rpartition("@")[2]}
    try:
        with _pool(parts.scheme, parts.hostname, port, proxy, loopback) as pool:
            answer = pool.request(
                "POST",
                target,
                body=request,
                headers=headers,
                retries=False,
                redirect=False,
                timeout=SECONDS,
                preload_content=False,
            )
            return _read(answer)
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise ReportedlyError(f"the authority gave no answer ({type(error).__name__}).", remedy=_AGAIN) from error


_HEADERS = {
    "Content-Type": "application/timestamp-query",
    "Accept": "application/timestamp-reply",
    "User-Agent": "timestamp-client",
}


def _pool(scheme: str, host: str, port: int, proxy: str | None, loopback: bool) -> HTTPConnectionPool | PoolManager:
    """The way to the authority. Without a proxy it leads to the very address that was looked at: a name that resolves to
    another one a moment later is not asked again."""
    import urllib3

    if proxy and proxy.startswith("socks"):
        from urllib3.contrib.socks import SOCKSProxyManager

        return SOCKSProxyManager(proxy)
    if proxy:
        return urllib3.ProxyManager(proxy)
    reached = _allowed(host, port, loopback)
    if scheme == "http":
        return urllib3.HTTPConnectionPool(reached, port)
    return urllib3.HTTPSConnectionPool(reached, port, server_hostname=host, assert_hostname=host)


def _allowed(host: str, port: int, loopback: bool) -> str:
    """An address that the name stands for, if none of them leads into an internal network."""
    found = [str(where[0]).partition("%")[0] for *_, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for one in map(ipaddress.ip_address, found):
        if (one.is_loopback and loopback) or (one.is_global and not one.is_multicast):
            continue
        raise BadInput(
            "the authority's address leads into an internal network.",
            where=host,
            remedy="Name an authority on the public web, or allow this machine with `loopback = true`.",
        )
    return found[0]


def _read(answer: BaseHTTPResponse) -> bytes:
    data = answer.read(LARGEST + 1)
    if answer.status != 200 or len(data) > LARGEST:
        raise ReportedlyError(f"the authority answered with status {answer.status}.", remedy=_AGAIN)
    return data
