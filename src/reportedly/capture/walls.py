"""Pages that stand in place of the page: a test for robots, a question for consent, a block, a page that says it is gone; and
pages that a paywall cuts. Told from bytes and header fields, and only where nothing like an article is there.
"""

from __future__ import annotations

from reportedly.capture.visits import Hindered, Visit


def wall_of(visit: Visit) -> Hindered | None:
    """A visit in; what stands in place of the page out, None where it seems to be the page."""
    return None
