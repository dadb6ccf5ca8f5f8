"""From reports to a record you can defend.

>>> from reportedly import open_newsroom
>>> newsroom = open_newsroom("desk/")               # doctest: +SKIP
>>> newsroom.capture("notes/")                      # doctest: +SKIP
>>> newsroom.read()                                 # doctest: +SKIP
>>> newsroom.count("fled-by").bounds                # doctest: +SKIP
Bounds(lower=800, upper=None)
>>> newsroom.why("fled-by")[0].sentence             # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportedly.newsroom import Newsroom, new_desk, open_newsroom

__all__ = ["Newsroom", "new_desk", "open_newsroom"]


def __getattr__(name: str) -> object:
    # Opened when first asked for, so that the command line starts fast.
    if name in __all__:
        from reportedly import newsroom

        return getattr(newsroom, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
