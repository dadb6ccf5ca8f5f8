"""Pictures, with everything that must travel with them; drawings that could act are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.errors import BadInput
from reportedly.press.pages.words import picture_label
from reportedly.press.ties import words_only
from reportedly.types import Edition, Picture

_UNSAFE = re.compile(
    rb"<script|<foreignobject|<iframe|<!entity|javascript:|@import|\son\w+\s*="
    rb"|(?:href|src)\s*=\s*[\"'](?!#|data:image/(?:png|jpeg))|url\(\s*[\"']?(?!#)",
    re.IGNORECASE,
)
"""What a drawing needs not: code, other documents, addresses outside itself."""
_STARTS = {
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
    ".png": b"\x89PNG",
    ".webp": b"RIFF",
    ".gif": b"GIF8",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as a page shows it, with everything that must travel with it. `src` counts from the site's root."""

    src: str
    alternative: str
    caption: str
    facts: str
    label: str
    width: int | None
    height: int | None


def picture(edition: Edition, picture_id: str | None) -> Shown | None:
    """The picture with this id as a page shows it, or None where the desk has no such picture or no file of it."""
    found = edition.pictures.get(picture_id or "")
    if found is None or found.id not in edition.picture_bytes:
        return None
    facts = ". ".join(part for part in (found.place, found.date) if part)
    return Shown(
        src=picture_path(found),
        alternative=words_only(found.alternative),
        caption=words_only(found.caption),
        facts=". ".join(part for part in (facts, found.credit, found.licence) if part),
        label=picture_label(found.kind),
        width=found.width,
        height=found.height,
    )


def picture_path(found: Picture) -> str:
    """Where a picture lies in the site."""
    return f"pictures/{found.id}.{found.file.rpartition('.')[2].lower()}"


def picture_files(edition: Edition) -> Iterator[tuple[str, bytes]]:
    """Every picture that a page may show. Raises BadInput where a file is not what its name says, or could run code."""
    for found in edition.pictures.values():
        data = edition.picture_bytes.get(found.id)
        if data is not None:
            _check(found, data)
            yield picture_path(found), data


def _check(found: Picture, data: bytes) -> None:
    ending = found.file[found.file.rfind(".") :].lower()
    if ending == ".svg":
        _check_drawing(found, data)
    elif ending == ".avif":
        if data[4:8] != b"ftyp":
            raise BadInput("the file is no AVIF picture.", where=found.file, remedy="Save the picture again.")
    elif not data.startswith(_STARTS.get(ending, b"\0never")):
        raise BadInput(
            f"the file is no {ending or 'known'} picture.", where=found.file, remedy="Use SVG, JPEG, PNG, WebP or AVIF."
        )


def _check_drawing(found: Picture, data: bytes) -> None:
    if b"<svg" not in data[:2000].lower() or b"\0" in data:
        raise BadInput("the file is no SVG.", where=found.file, remedy="Save the drawing as SVG again, in UTF-8.")
    bad = _UNSAFE.search(data)
    if bad is not None:
        raise BadInput(
            f"the drawing holds {bad[0].decode(errors='replace').strip()!r}.",
            where=found.file,
            remedy="Save it as plain SVG, without scripts and links.",
        )
