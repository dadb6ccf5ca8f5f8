"""Which outlet published it: by name, alias or domain, else a name of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import urlsplit

from reportedly.types import Outlet

UNKNOWN = "unknown"


def outlet_of(name: str | None, address: str | None, outlets: Sequence[Outlet]) -> str:
    """A name as the report gives it and the original's address in, the outlet's id out.

    Where the desk knows no such outlet the id is a slug of the name, or of the domain, or "unknown".

    >>> outlet_of("Example Gazette", None, [Outlet("gazette", "The Gazette", aliases=("example gazette",))])
    'gazette'
    >>> outlet_of("Новая Пример-газета", None, [])
    'новая-пример-газета'
    """
    known = by_name(name, outlets) if name else None
    known = known or (by_domain(address, outlets) if address else None)
    if known:
        return known.id
    return slug(name or domain(address or "")) or UNKNOWN


def by_name(name: str, outlets: Sequence[Outlet]) -> Outlet | None:
    """The outlet with this id, name or alias, whatever the case and spacing."""
    wanted = _folded(name)
    named = (o for o in outlets if wanted in {_folded(n) for n in (o.id, o.name, *o.aliases)})
    return next(named, None)


def by_domain(address: str, outlets: Sequence[Outlet]) -> Outlet | None:
    """The outlet whose domain the address lies under; the longest domain wins (`en.example.org` before `example.org`)."""
    host = domain(address)
    under = [(len(d), o) for o in outlets for d in o.domains if host == d or host.endswith(f".{d}")]
    return max(under, key=lambda pair: pair[0])[1] if under else None


def domain(address: str) -> str:
    """The host of an address in lower case without `www.`; empty for a urn or a broken address."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


def slug(name: str) -> str:
    """A name as an id: letters and digits of any script in lower case, hyphens between them."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
