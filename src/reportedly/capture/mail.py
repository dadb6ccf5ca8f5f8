"""Mails: who wrote, when, and the text, from the bytes of one message (RFC 5322, MIME).

The text is the message's plain part where it has one, else its HTML part, whole. Attachments are parts of their own: `attached`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.utils import parseaddr
from hashlib import sha256
from typing import cast

from reportedly.capture.feed_items import dated
from reportedly.capture.flow import lines_of
from reportedly.capture.notes import Published, paragraphs_of
from reportedly.errors import BadInput

MEDIA_TYPE = "message/rfc822"
MOST_PARTS = 1_000
"""A message with more parts is a bomb."""

_SENT_AGAIN = "Save the message anew from the mail program (as .eml), and capture that."


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as read. `sender` is the name of who wrote it, `domain` that of the address, never the address itself."""

    paragraphs: tuple[str, ...]
    subject: str | None
    sender: str | None
    domain: str | None
    sent: Published | None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part of a message with a name of its own. `data` is None where its encoding is broken."""

    name: str
    media_type: str
    data: bytes | None


def read_mail(data: bytes, where: str, *, seen: date) -> Mail:
    """The bytes of a message in, its text and header out. `seen` is the day it was captured: no date after it is believed.

    Raises BadInput where the bytes are no message, have more than 1,000 parts, are encrypted or hold no text.
    """
    message = _message(data, where)
    name, address = parseaddr(_header(message, "From") or "")
    sent = dated(_header(message, "Date"))
    return Mail(
        paragraphs=_text(message, where),
        subject=_header(message, "Subject"),
        sender=" ".join(name.split()) or None,
        domain=address.rpartition("@")[2].strip().lower() or None,
        sent=sent if sent and sent.day <= seen else None,
    )


def address_of(data: bytes) -> str:
    """The address under which a message is kept: the same for the same Message-ID, wherever the message lay.

    The id is hashed, as it often names a machine or a person.
    """
    message = message_from_bytes(data, policy=policy.compat32)
    name = str(message.get("Message-ID") or "").strip()
    return f"urn:reportedly:mail:{sha256(name.encode('utf-8', 'surrogateescape') or data).hexdigest()[:20]}"


def attached(data: bytes, where: str) -> Iterator[Attachment]:
    """The attachments of a message, in their order. Pictures that the text shows in its place are no attachments.

    Raises BadInput as `read_mail` does for what is no message.
    """
    message = _message(data, where)
    for number, part in enumerate(_parts(message), 1):
        if _is_attached(part):
            kind = part.get_content_type()
            name = part.get_filename() or f"part-{number}{'.eml' if kind == MEDIA_TYPE else ''}"
            yield Attachment(_one_line(name), kind, _payload(part))


def messages(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The bytes of an mbox in; each message with its number (from 1) out, without its `From ` line (RFC 4155).

    `>From ` at the beginning of a line is `From ` again (mboxrd). A message begins at a `From ` line after an empty line.
    """
    found = list(re.finditer(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n", data))
    ends = [*(one.start() for one in found[1:]), len(data)]
    for number, (one, end) in enumerate(zip(found, ends, strict=False), 1):
        whole = re.sub(rb"^>(>*From )", rb"\1", data[one.end() : end], flags=re.MULTILINE)
        yield number, whole.rstrip(b"\r\n") + b"\n"


def _message(data: bytes, where: str) -> EmailMessage:
    try:
        message = message_from_bytes(data, policy=policy.default)
        known = any(name.casefold() in ("from", "date", "subject", "message-id") for name in message.keys())  # noqa: SIM118
        parts = sum(1 for _ in _parts(message)) if known else 0
    except Exception as error:  # the standard library's parser raises whatever a broken header makes it trip over
        raise BadInput("the message is broken beyond reading.", where=where, remedy=_SENT_AGAIN) from error
    if not known:
        raise BadInput("this is no mail: it has no From, Date or Subject.", where=where, remedy=_SENT_AGAIN)
    if parts > MOST_PARTS:
        raise BadInput(f"the message has {parts} parts; {MOST_PARTS} is the most.", where=where, remedy=_SENT_AGAIN)
    return message


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """Every part that holds content; a message inside a message is one part and not entered."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_multipart() and (part is message or part.get_content_maintype() == "multipart"):
            waiting.extend(cast("list[EmailMessage]", part.get_payload())[::-1])
        else:
            yield part


def _is_attached(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if kind == MEDIA_TYPE or part.get_content_disposition() == "attachment":
        return True
    if kind.startswith("image/") and (part.get("Content-ID") or part.get_content_disposition() == "inline"):
        return False
    return part.get_filename() is not None or not kind.startswith(("text/", "multipart/"))


def _payload(part: EmailMessage) -> bytes | None:
    if part.get_content_type() == MEDIA_TYPE:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else None
    data = part.get_payload(decode=True)
    broken = any(type(defect).__name__.startswith("InvalidBase64") for defect in part.defects)
    return data if isinstance(data, bytes) and not broken else None


def _text(message: EmailMessage, where: str) -> tuple[str, ...]:
    shown = [part for part in _parts(message) if not _is_attached(part)]
    plain = [p for part in shown if part.get_content_type() == "text/plain" for p in _plain(part, where)]
    if not plain:
        plain = [p for part in shown if part.get_content_type() == "text/html" for p in lines_of(_decoded(part, where))]
    if plain:
        return tuple(plain)
    if message.get_content_type() == "multipart/encrypted":
        remedy = "Decrypt it in the mail program, save it, and capture that."
        raise BadInput("the message is encrypted.", where=where, remedy=remedy)
    raise BadInput("the message holds no text.", where=where, remedy="Capture its attachments, or write a note.")


def _plain(part: EmailMessage, where: str) -> Iterator[str]:
    """Plain text by paragraphs; a signature's `-- ` begins one (RFC 3676, 4.3)."""
    text = _decoded(part, where).replace("\r\n", "\n").replace("\r", "\n")
    yield from paragraphs_of(re.sub(r"^-- $", "\n--", text, flags=re.MULTILINE))


def _decoded(part: EmailMessage, where: str) -> str:
    """A part's text in the encoding that it declares (US-ASCII means UTF-8 here: many write so and send Cyrillic)."""
    data = part.get_payload(decode=True)
    name = part.get_content_charset("utf-8")
    try:
        return (data if isinstance(data, bytes) else b"").decode("utf-8" if name == "us-ascii" else name)
    except (UnicodeDecodeError, LookupError) as error:
        what = f"the text of the message is not in the encoding that it names ({name})."
        raise BadInput(what, where=where, remedy=_SENT_AGAIN) from error


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's value as one line, encoded words decoded (RFC 2047)."""
    value = message.get(name)
    if value is None:
        return None
    try:
        value = str(make_header(decode_header(str(value)))) if "=?" in str(value) else str(value)
    except (UnicodeError, LookupError, ValueError):
        value = str(value)
    return _one_line(value) or None


def _one_line(value: str) -> str:
    """A value without line ends, control characters and broken letters."""
    clean = value.encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in clean).split())
