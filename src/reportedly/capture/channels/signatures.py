"""Signatures of WACZ files: what a `signedData` says, and whether it holds. Source: WACZ Signing and Verification 0.1.0.

What is signed is the text of datapackage.json's hash (`sha256:...`). An anonymous signature comes with its public key: it proves that
the holder of that key signed, not who that is. One with a domain's certificate is checked against the certificate; that the certificate
leads to a root that anybody trusts is not checked.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

from reportedly.errors import BadInput

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

_ANEW = "The file was changed after it was signed, or its signature is damaged: ask the archivist for it anew."


def checked(signed: Mapping[str, object], hash_: str, where: str) -> str:
    """A `signedData` and the hash that datapackage.json really has in; in words, what is proven by it out.

    Raises BadInput where the signature does not hold, or cannot be read.
    """
    if signed.get("hash") != hash_:
        raise BadInput("what was signed is another datapackage.json.", where=where, remedy=_ANEW)
    when = _text(signed, "created") or "an unknown time"
    certificate = _text(signed, "domainCert")
    if certificate:
        key = _key_of_certificate(certificate, where)
        _verify(key, signed, hash_, where)
        return (
            f"signed for {_text(signed, 'domain') or 'an unnamed domain'} at {when} (its own word): the signature fits the "
            "certificate inside; the certificate's chain was not checked to a root, nor its time stamp"
        )
    key = _key(_bytes(signed, "publicKey", where), where)
    _verify(key, signed, hash_, where)
    return f"signed at {when} (its own word) by the holder of key sha256:{_print_of(signed)}, whoever that is: the signature fits"


def _verify(key: EllipticCurvePublicKey, signed: Mapping[str, object], hash_: str, where: str) -> None:
    """Browsers write the two numbers one after the other, servers as DER: either is taken."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, utils
    from cryptography.hazmat.primitives.hashes import SHA256

    signature = _bytes(signed, "signature", where)
    half = (key.key_size + 7) // 8
    if len(signature) == 2 * half:
        first, second = (int.from_bytes(part, "big") for part in (signature[:half], signature[half:]))
        signature = utils.encode_dss_signature(first, second)
    try:
        key.verify(signature, hash_.encode(), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise BadInput("the signature does not fit.", where=where, remedy=_ANEW) from error


def _key(der: bytes, where: str) -> EllipticCurvePublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(der)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadInput("the signature's key cannot be read.", where=where, remedy=_ANEW) from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise BadInput("the signature's key is of another kind than the format has.", where=where, remedy=_ANEW)
    return key


def _key_of_certificate(pem: str, where: str) -> EllipticCurvePublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.x509 import load_pem_x509_certificate

    try:
        key = load_pem_x509_certificate(pem.encode()).public_key()
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadInput("the signature's certificate cannot be read.", where=where, remedy=_ANEW) from error
    if not isinstance(key, EllipticCurvePublicKey):
        raise BadInput("the certificate's key is of another kind than the format has.", where=where, remedy=_ANEW)
    return key


def _bytes(signed: Mapping[str, object], name: str, where: str) -> bytes:
    try:
        return base64.b64decode(_text(signed, name) + "==", validate=False)
    except (ValueError, binascii.Error) as error:
        raise BadInput(f"the signature's {name} is no base64.", where=where, remedy=_ANEW) from error


def _print_of(signed: Mapping[str, object]) -> str:
    return hashlib.sha256(_bytes(signed, "publicKey", "")).hexdigest()


def _text(signed: Mapping[str, object], name: str) -> str:
    value = signed.get(name)
    return "".join(c for c in value if c.isprintable() or c == "\n")[:20_000] if isinstance(value, str) else ""
