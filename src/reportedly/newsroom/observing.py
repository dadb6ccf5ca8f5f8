"""The verbs of a newsroom that look at what became of the pages it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from reportedly.capture.change import Raised
    from reportedly.newsroom import Newsroom
    from reportedly.newsroom.versions import Versions


class Observing:
    """What a Newsroom tells about pages that changed or went."""

    def versions(self, subject: str) -> Versions:
        """What stood at an address (or a report's), as observed windows, private persons masked. Raises NotThere."""
        from reportedly.newsroom.versions import versions

        return versions(cast("Newsroom", self), subject)

    def to_review(self) -> tuple[Raised, ...]:
        """Figures that vanished from their page or changed there, and decided ones that are not read again."""
        from reportedly.newsroom.versions import to_review

        return to_review(cast("Newsroom", self))
