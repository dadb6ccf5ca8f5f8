"""The trades of private persons: words of a list, what is said to be somebody's work, what is set beside a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportedly.read.person_runs import Scene

Found = tuple[int, int, str]


def trades(scene: Scene, listed: Sequence[int]) -> Iterator[Found]:
    """The trades at these words, each with the word that narrows it: "tram conductor", «учитель физики»."""
    for i in listed:
        if scene.text[scene.words[i].end : scene.words[i].end + 2] not in ("'s", "’s"):
            first, last = _narrowed(scene, i)
            yield scene.words[first].start, scene.words[last].end, "occupation"


def _narrowed(scene: Scene, i: int) -> tuple[int, int]:
    """The words of a trade around its noun: one before it in English, one in the genitive after it elsewhere."""
    known = scene.known
    if known.details.get("trade_narrowed"):
        after = scene.after(i)
        narrows = any(p.fullmatch(after) for p in known.details["trade_narrowed"]) and not _plain(scene, i + 1)
        return i, i + narrows
    before = scene.before(i)
    return (i - 1 if len(before) > 2 and not scene.words[i - 1].capital and not _plain(scene, i - 1) else i), i


def _plain(scene: Scene, i: int) -> bool:
    """Whether word i is a small word, a verb or a role, which narrows no trade."""
    low, known = scene.words[i].low, scene.known
    lists = ("not_names", "roles", "joints", "human_verbs", "offices", "linking", "kin")
    return any(known.is_(name, low) for name in lists) or known.verbs.fullmatch(low) is not None


def trades_after(scene: Scene, end: int) -> Iterator[Found]:
    """A trade set beside a name that ends at `end`: "X, 31, a tiler". A soldier's or a lawyer's part is none."""
    for pattern in scene.known.details.get("trade_after", ()):
        found = pattern.match(scene.text, end)
        if found and not in_roles(scene, found["d"]):
            yield *found.span("d"), "occupation"


def in_roles(scene: Scene, words: str) -> bool:
    """Whether one of the words is a role: a rank, kin, a part in a case."""
    return any(scene.known.is_("roles", word) for word in words.lower().split())
