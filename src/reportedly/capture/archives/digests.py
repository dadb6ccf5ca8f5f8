"""Digests as records of other archivists carry them: `sha1:` in base32, `sha256:` in hex or base32, and their kin.

Source: WARC 1.1, 5.8 and 5.9: an algorithm's name, a colon, the value; no algorithm or encoding is laid down.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable

_KNOWN = {"sha1": 20, "sha-1": 20, "md5": 16, "sha256": 32, "sha-256": 32, "sha384": 48, "sha512": 64, "sha-512": 64}


def fits(labelled: str, forms: Iterable[bytes]) -> bool | None:
    """Whether one of the forms has this digest; None where its algorithm or spelling is not known, so nothing is checked.

    >>> fits("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", [b""])
    True
    """
    named, _, value = labelled.strip().partition(":")
    expected = _value(value.strip(), _KNOWN.get(named.lower(), 0))
    if expected is None:
        return None
    name = named.lower().replace("-", "")
    return any(hashlib.new(name, form, usedforsecurity=False).digest() == expected for form in forms)


def same(one: str, other: str) -> bool:
    """Whether two labels name the same digest, however it is written."""
    return normal(one) == normal(other)


def normal(labelled: str) -> str:
    """A label in one spelling: algorithm without hyphen in lower case, value in hex; as it is where it is not known.

    >>> normal("SHA-1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
    'sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709'
    """
    named, _, value = labelled.strip().partition(":")
    known = _value(value.strip(), _KNOWN.get(named.lower(), 0))
    return f"{named.lower().replace('-', '')}:{known.hex()}" if known else labelled.strip()


def _value(text: str, size: int) -> bytes | None:
    if not size:
        return None
    try:
        if len(text) == 2 * size:
            return bytes.fromhex(text)
        value = base64.b32decode(text.upper() + "=" * (-len(text) % 8))
    except (ValueError, binascii.Error):
        return None
    return value if len(value) == size else None
