"""Names that follow from content alone, so that capturing or reading again gives the same name."""

from __future__ import annotations

from hashlib import sha256

_DIGITS = 20


def checksum(data: bytes) -> str:
    """The bytes of a page in; `sha256:` and 64 hex digits out.

    >>> checksum(b"")
    'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
    """
    return f"sha256:{sha256(data).hexdigest()}"


def capture_id(address: str, checksum: str) -> str:
    """The id of a capture: the same bytes from the same address are one capture, whenever they were taken.

    >>> capture_id("urn:reportedly:note:A2", checksum(b"")).startswith("cap_")
    True
    """
    return f"cap_{_short(address, checksum)}"


def report_id(capture_id: str) -> str:
    """The id of the report that a capture holds."""
    return f"rep_{_short('report', capture_id)}"


def _short(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:_DIGITS]
