"""Pages that a paywall cuts: what the page itself says about it, and what it shows in place of the rest.

Source: schema.org `isAccessibleForFree` (Google's "paywalled content" mark-up); `article:content_tier` (Facebook's Instant Articles).
"""

from __future__ import annotations

import re
from functools import cache

SHORT = 2_500
"""Letters of text below which a page that calls itself paid is taken for cut; above, the whole text often stands in it."""


def is_cut(html: str, text: str) -> bool:
    """A page's markup and its article's text in; whether a paywall seems to have cut it.

    Where the page calls itself not free, a short text counts as cut. A call to subscribe in order to read on counts where it
    stands beside the article, in the page and not in the text.

    >>> is_cut('<meta property="article:content_tier" content="locked">', "Forty cases.")
    True
    >>> is_cut("<p>Forty cases.</p>", "Forty cases.")
    False
    """
    if len(text) >= SHORT:
        return False
    low = html.lower()
    return any(_near(low, anchor, pattern()) for anchors, pattern in _SIGNS for anchor in anchors)


_REACH = 300
"""Letters round an anchor in which the whole sign must stand: a tag, or one sentence."""


def _near(low: str, anchor: str, sign: re.Pattern[str]) -> bool:
    """Whether a sign stands round an anchor; pages are long, and few hold an anchor at all."""
    at = low.find(anchor)
    while at >= 0:
        if sign.search(low, max(0, at - _REACH), at + _REACH):
            return True
        at = low.find(anchor, at + _REACH)
    return False


@cache
def _not_free() -> re.Pattern[str]:
    free = r""""isaccessibleforfree"\s*:\s*"?false"""
    tier = r"""<meta\b(?=[^<>]*article:content_tier)[^<>]*content\s*=\s*["'](?:locked|metered)"""
    return re.compile(f"{free}|{tier}", re.IGNORECASE)


@cache
def _call() -> re.Pattern[str]:
    english = (
        r"(?:subscribe|sign in|log in|register)(?: now)? to (?:continue reading|read (?:on|more|the (?:full|rest))|keep reading)"
        r"|to (?:continue|keep) reading,? (?:please )?(?:subscribe|sign in|log in|register)"
        r"|(?:this|the rest of this) (?:article|story|content) is (?:only )?(?:for|available to) (?:our )?subscribers"
    )
    russian = r"чтобы (?:читать дальше|продолжить чтение|прочитать (?:полностью|целиком)),? (?:оформите|войдите|подпишитесь)|доступно только (?:по подписке|подписчикам)"
    ukrainian = r"щоб (?:читати далі|продовжити читання),? (?:оформіть|увійдіть|передплатіть)|доступно (?:лише|тільки) (?:за передплатою|передплатникам)"
    return re.compile(f"{english}|{russian}|{ukrainian}", re.IGNORECASE)


_SIGNS = (
    (("isaccessibleforfree", "article:content_tier"), _not_free),
    (("reading", "to read", "subscribers", "чтобы ", "доступно ", "щоб "), _call),
)
"""Words that each sign must hold, and the sign."""
