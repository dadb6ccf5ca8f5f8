"""The verbs of a newsroom that keep a desk safe and that forget."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.backing_up import Kept, Tell
    from reportedly.newsroom.forgetting import Erased
    from reportedly.store.age import Lock


class Keeping:
    """What a Newsroom does for the people in its record, and for the record itself."""

    def erase(self, *persons: str, name: str = "", reviewer: str, reason: str, with_kin: bool = False) -> Erased:
        """Takes persons out for good, by pseudonym or by name: keys, sealed words, captured bytes, what was made from them.

        Raises NotThere where nobody is held so, BadInput where reviewer or reason lack.
        """
        from reportedly.newsroom.forgetting import erase

        return erase(self._newsroom, *persons, name=name, reviewer=reviewer, reason=reason, with_kin=with_kin)

    def rotate_keys(self) -> int:
        """A new desk key and a new key for each person; gives the number of persons. Raises Busy where another appends."""
        from reportedly.newsroom.rotating import rotate

        return rotate(self._newsroom)

    def backup(self, target: str | Path, lock: Lock, tell: Tell | None = None) -> Kept:
        """Writes the desk without its keys into one file, encrypted to `lock`, and checks it. Raises BadInput, Broken."""
        from reportedly.newsroom.backing_up import backup

        return backup(self._newsroom, Path(target), lock, *([tell] if tell else []))

    def forget_values(self) -> None:
        """Drops what was read from the ledger and worked out from it; it is read again when next asked for."""
        for name in ("_evidence", "mask"):
            vars(self).pop(name, None)

    @property
    def _newsroom(self) -> Newsroom:
        return cast("Newsroom", self)
