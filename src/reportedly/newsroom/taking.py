"""The verbs of a newsroom that take in what others publish."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from reportedly.types import Captured, Report, Watched

if TYPE_CHECKING:
    from reportedly.capture.channels import Offered
    from reportedly.newsroom import Newsroom

Tell = Callable[[str], None]
"""Hears, in a line, what is done now."""


def silent(line: str) -> None:
    """Nobody listens."""


class Taking:
    """What a Newsroom does to get reports: capture them, and watch where they come from."""

    def capture(self, *addresses: str | Path, only_outlets: bool = False, tell: Tell = silent) -> Captured:
        """Keeps the bytes at each address (on the web, a file, a folder, a note) and enters capture and report.

        What could not be taken comes back as failures, each with reason and remedy, and is entered too. `only_outlets`:
        of WARC and WACZ files, only the pages of outlets that the desk lists. `tell` hears of each page that is fetched.
        """
        from reportedly.newsroom.capturing import capture

        return capture(cast("Newsroom", self), *addresses, only_outlets=only_outlets, tell=tell)

    def watch(self, tell: Tell = silent) -> Watched:
        """Looks at the outlets' feeds and sitemaps once; captures what is new, and pages that are due. `tell` hears the steps."""
        from reportedly.newsroom.watching import Watch

        return Watch(cast("Newsroom", self), tell).round()

    def preview(self, offered: Offered) -> Report:
        """The report that a page would become; nothing is kept. Raises BadInput for what cannot be read as a report."""
        from reportedly.newsroom.capturing import preview

        return preview(cast("Newsroom", self), offered)

    def resume(self) -> int:
        """Enters captures that an interrupted run had kept in the archive and not yet in the ledger; gives their number."""
        from reportedly.newsroom.capturing import resume

        return resume(cast("Newsroom", self))
