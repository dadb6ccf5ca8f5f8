"""Which language a text is in, where neither the page nor the desk says so.

Letters settle Cyrillic: ы э ъ ё are Russian, і ї є ґ Ukrainian; ъ without ы and э is Bulgarian. Small words settle English.
Anything else is "und" (undetermined, ISO 639-2): a wrong guess would have a text read by the wrong rules.
"""

from __future__ import annotations

import re
from collections import Counter

UNDETERMINED = "und"
_ENGLISH = frozenset(
    (
        "the",
        "of",
        "and",
        "to",
        "in",
        "a",
        "that",
        "is",
        "was",
        "for",
        "it",
        "with",
        "as",
        "on",
        "by",
        "from",
        "were",
        "are",
    )
)


def language_of(text: str) -> str:
    """A text in, an ISO 639-1 code out, or "und".

    >>> language_of("Вони втекли з частини, її не знайшли."), language_of("Они сбежали из части, мы это знаем.")
    ('uk', 'ru')
    """
    sample = text[:20_000].casefold()
    letters = Counter(filter(str.isalpha, sample))
    cyrillic = sum(n for letter, n in letters.items() if "Ѐ" <= letter <= "ӿ")
    return _cyrillic(letters) if cyrillic > letters.total() / 2 else _latin(sample)


def _cyrillic(letters: Counter[str]) -> str:
    ukrainian = sum(letters[c] for c in "іїєґ")
    russian = sum(letters[c] for c in "ыэё")
    if letters["ў"]:
        return "be"
    if ukrainian or russian:
        return "uk" if ukrainian > russian else "ru"
    return "bg" if letters["ъ"] else UNDETERMINED


def _latin(sample: str) -> str:
    words = re.findall(r"[a-z']+", sample)
    common = sum(word in _ENGLISH for word in words)
    return "en" if words and common / len(words) >= 0.15 else UNDETERMINED
