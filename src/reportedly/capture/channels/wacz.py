"""Door: WACZ files of other archivists' tools: a ZIP with WARC files, a list of pages, and hashes of it all.

Checked before anything is taken: names and sizes of members, the hash of each resource in `datapackage.json`, the hash of that in
`datapackage-digest.json`, and its signature where there is one. The indexes inside are not trusted and not used. Sources: WACZ 1.1.1;
WACZ Signing and Verification 0.1.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reportedly.capture.channels.archived import Item
from reportedly.capture.channels.warcs import Wanted
from reportedly.errors import NotYet


def in_wacz(path: Path, name: str, wanted: Wanted) -> Iterator[Item]:
    """A WACZ file and its name in, what it holds out."""
    raise NotYet("WACZ files cannot be read yet.", where=name)
    yield  # pragma: no cover
