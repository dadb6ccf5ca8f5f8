"""Channels' messages as Telegram Desktop exports them (`result.json`): each message is a report.

A message is kept as JSON: the chat's name, type and id, and the message as it stands in the export. What the export says in the
exporting machine's local time without a zone is believed as a day only; `date_unixtime` is a moment.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast
from urllib.parse import quote

from reportedly.capture.feed_items import dated
from reportedly.capture.notes import Published
from reportedly.errors import BadInput
from reportedly.types import Failure

MEDIA_TYPE = "application/x-telegram+json"
_PRIVATE = frozenset(("personal_chat", "bot_chat", "verification_codes"))
_MEDIA = ("photo", "file", "thumbnail")
_ANEW = "Export the chat again from Telegram Desktop, as machine-readable JSON."


@dataclass(frozen=True, slots=True)
class Post:
    """A message as read. `channel` is where it stood, `forwarded_from` the channel it was passed on from.

    `signature` is the author's signature under a channel's post. `media` are the names of files sent with it, as exported.
    """

    channel: str | None
    paragraphs: tuple[str, ...]
    published: Published | None
    edited: datetime | None = None
    forwarded_from: str | None = None
    signature: str | None = None
    media: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One message of an export: the address it is kept under, and its bytes."""

    address: str
    data: bytes


def is_export(value: object) -> bool:
    """Whether a JSON value is an export of one chat or of several."""
    return isinstance(value, dict) and (isinstance(value.get("messages"), list) or isinstance(value.get("chats"), dict))


def messages(data: bytes, where: str) -> Iterator[Message | Failure]:
    """The bytes of a result.json in, its messages out, in their order; what holds no text or is private is a Failure.

    What the service says itself ("pinned a message", "joined") is no publication and passed over.

    Raises BadInput where the bytes are no export.
    """
    for number, chat in enumerate(_chats(_json(data, where), where), 1):
        if not isinstance(chat, dict) or not isinstance(chat.get("messages"), list):
            yield Failure(f"{where}, chat {number}", "the chat has no messages.", _ANEW)
        elif chat.get("type") in _PRIVATE:
            remedy = "Export channels and public groups only; write a note about what a source told you."
            yield Failure(f"{where}, chat {number}", "this is a private conversation, not a publication.", remedy)
        else:
            for place, message in enumerate(chat["messages"], 1):
                yield from _message(chat, message, f"{where}, chat {number}, message {place}")


def media_of(data: bytes, where: str) -> dict[str, str | None]:
    """The names of the files that an export's messages were sent with, each with the address it is kept under: its message's and
    its name. None where it is not kept: a thumbnail, a file of a private conversation or of a message without a number.

    Raises BadInput where the bytes are no export.
    """
    found: dict[str, str | None] = {}
    for chat in _chats(_json(data, where), where):
        if isinstance(chat, dict):
            for message in chat.get("messages") or ():
                if isinstance(message, dict):
                    _find_media(chat, message, found)
    return found


def _find_media(chat: Mapping[str, object], message: Mapping[str, object], found: dict[str, str | None]) -> None:
    is_kept = chat.get("type") not in _PRIVATE and isinstance(message.get("id"), int)
    sent = set(_names(message))
    for name in _names(message, thumbnails=True):
        address = f"{_address(chat, message)}/{quote(name, safe='/')}" if is_kept and name in sent else None
        found[name] = found.get(name) or address


def read_post(data: bytes, where: str, *, seen: date) -> Post:
    """The bytes of one kept message in, the message out. `seen` is the day it was captured: no date after it is believed.

    Raises BadInput where the bytes are no such message or it holds no text.
    """
    value = _json(data, where)
    chat, message = (value.get(key) if isinstance(value, dict) else None for key in ("chat", "message"))
    if not isinstance(chat, dict) or not isinstance(message, dict):
        raise BadInput("this is no message of a Telegram export.", where=where, remedy=_ANEW)
    paragraphs = tuple(" ".join(line.split()) for line in _text(message).splitlines() if line.strip())
    if not paragraphs:
        raise BadInput(_no_text(message), where=where, remedy="Capture the file itself, or write a note about it.")
    origin = _origin(message)
    published = _moment(message, "date", seen)
    edited = _moment(message, "edited", seen)
    return Post(
        channel=origin if chat.get("type") == "saved_messages" else _words(chat, "name"),
        paragraphs=paragraphs,
        published=published,
        edited=edited.at if edited else None,
        forwarded_from=origin,
        signature=_words(message, "author"),
        media=tuple(_names(message)),
    )


def _json(data: bytes, where: str) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInput(f"no JSON, or cut: {error}.", where=where, remedy=_ANEW) from error


def _chats(value: object, where: str) -> list[object]:
    if not isinstance(value, dict) or not is_export(value):
        raise BadInput("this is no export of Telegram: no messages and no chats.", where=where, remedy=_ANEW)
    if isinstance(value.get("messages"), list):
        return [value]
    parts = (value.get(key) for key in ("chats", "left_chats"))
    return [chat for part in parts if isinstance(part, dict) for chat in part.get("list") or ()]


def _message(chat: Mapping[str, object], message: object, where: str) -> Iterator[Message | Failure]:
    if not isinstance(message, dict) or not isinstance(message.get("id"), int):
        yield Failure(where, "the message has no number.", _ANEW)
        return
    if message.get("type") == "service":
        return
    name = _address(chat, message)
    if not _text(message).strip():
        yield Failure(name, _no_text(message), "Capture the file itself, or write a note about it.")
        return
    about = {key: chat[key] for key in ("name", "type", "id") if key in chat}
    yield Message(name, _bytes({"chat": about, "message": message}))


def _address(chat: Mapping[str, object], message: Mapping[str, object]) -> str:
    chat_id = chat.get("id")
    return f"urn:reportedly:telegram:{chat_id if isinstance(chat_id, int) else 'chat'}/{message['id']}"


def _bytes(value: Mapping[str, object]) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair: kept as the escape that it was
        return json.dumps(value).encode()


def _text(message: Mapping[str, object]) -> str:
    """`text` is a string, or a list of strings and of objects that carry a part of it as `text` (links, bold)."""
    parts = message.get("text")
    found = parts if isinstance(parts, list) else [parts]
    return "".join(
        _whole(str(p.get("text") or "") if isinstance(p, dict) else p) for p in found if isinstance(p, str | dict)
    )


def _no_text(message: Mapping[str, object]) -> str:
    kind = next(
        (what for what in ("photo", "poll", "location_information", "contact_information") if what in message), None
    )
    kind = kind or _words(message, "media_type") or ("file" if "file" in message else None)
    return f"the message holds no text ({kind.replace('_', ' ')})." if kind else "the message holds no text."


def _origin(message: Mapping[str, object]) -> str | None:
    """The channel that it was passed on from. A person who first wrote it stays in the captured bytes and is not named."""
    if str(message.get("forwarded_from_id") or "channel").startswith("channel"):
        return _words(message, "forwarded_from")
    return None


def _names(message: Mapping[str, object], *, thumbnails: bool = False) -> Iterator[str]:
    """`(File not included. ...)` stands where the export left a file out."""
    for key in _MEDIA if thumbnails else _MEDIA[:2]:
        name = _words(message, key)
        if name and not name.startswith("("):
            yield name


def _moment(message: Mapping[str, object], key: str, seen: date) -> Published | None:
    found = _unix(message.get(f"{key}_unixtime")) or dated(_words(message, key))
    return found if found and found.day <= seen else None


def _unix(value: object) -> Published | None:
    try:
        moment = datetime.fromtimestamp(int(cast("str", value)), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return Published(moment.date(), "day", moment) if moment.year >= 2013 else None  # the year Telegram began


def _words(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    return " ".join(_whole(value).split()) or None if isinstance(value, str) else None


def _whole(value: str) -> str:
    """Surrogate pairs as one letter; half of one is no letter."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
