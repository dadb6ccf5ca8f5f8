"""What a page tells machines about itself (schema.org), and nothing that a reader does not see."""

from __future__ import annotations

import json
from collections.abc import Sequence

from reportedly.press.ties import words_only
from reportedly.types import Brief, Json, SiteSettings


def news_article(settings: SiteSettings, brief: Brief, image: str = "", cited: Sequence[tuple[str, str]] = ()) -> str:
    """A brief as schema.org/NewsArticle in JSON, safe inside a script element; `image` counts from the site's root.

    `cited` are the reports that its numbers rest on, as (outlet, the original's address).

    `dateModified` is the day of the newest correction, so that search engines fetch a corrected page again.
    """
    base = settings.address.rstrip("/")
    modified = max((brief.date, *(note.day for note in brief.notes)))
    data: dict[str, Json] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": words_only(brief.title),
        "description": words_only(brief.teaser),
        "datePublished": brief.date.isoformat(),
        "dateModified": modified.isoformat(),
        "inLanguage": settings.language,
        "keywords": list(brief.topics),
        "publisher": _publisher(settings, base),
    }
    if cited:
        data["citation"] = [
            {"@type": "Report", "publisher": {"@type": "Organization", "name": outlet}, "url": link}
            for outlet, link in cited
        ]
    if brief.author:
        data["author"] = {"@type": "Person", "name": brief.author}
    if base:
        data["mainEntityOfPage"] = data["url"] = f"{base}/briefs/{brief.slug}/"
        if image:
            data["image"] = f"{base}/{image}"
    return script_safe(data)


def _publisher(settings: SiteSettings, base: str) -> Json:
    desk: dict[str, Json] = {"@type": "NewsMediaOrganization", "name": settings.name}
    if base:
        desk |= {"url": f"{base}/", "correctionsPolicy": f"{base}/corrections/", "ethicsPolicy": f"{base}/method/"}
    return desk


def script_safe(data: Json) -> str:
    """JSON that cannot end the script element it stands in.

    >>> script_safe("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
