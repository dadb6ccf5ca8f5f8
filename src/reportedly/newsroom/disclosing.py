"""What of the ledger's entries may be opened to strangers, and the proof that the rest is still committed to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reportedly.types import Entry, Json

if TYPE_CHECKING:
    from reportedly.ledger.held import Held
    from reportedly.newsroom import Newsroom
    from reportedly.proof.tree import Tree

WITHHELD = "[name withheld]"

_SHORT = 4
"""Parts of names with fewer letters are too often words of another kind."""


class Veil:
    """Keeps private persons' and reviewers' names out of words: a second net behind the mask, over all that goes out."""

    def __init__(self, held: Held, reports: Iterable[str], reviewers: Mapping[str, str]) -> None:
        self._roles = reviewers
        read = [held.readings[r] for r in reports if r in held.readings]
        private = {m.quote.words for reading in read for m in reading.persons if not m.public}
        private |= set(_named_elsewhere(held, reports))
        public = {part for reading in read for m in reading.persons if m.public for part in m.quote.words.split()}
        names = [*(o.name for o in held.outlets.values()), *(c.name for c in held.compilers.values())]
        public |= {part for name in names for part in name.split()}
        parts = {part for name in private for part in name.split() if len(part) >= _SHORT and part[0].isupper()}
        self._private = _pattern(private | (parts - public))
        self._reviewing = _pattern(reviewers)
        self._spelt = {_latin(part) for part in parts - public}

    def put(self, words: str) -> str:
        """Words with private names withheld and reviewers under their roles."""
        veiled = self._private.sub(WITHHELD, words) if self._private else words
        return self._reviewing.sub(lambda m: self._roles[m[0]], veiled) if self._reviewing else veiled

    def over(self, value: Json) -> Json:
        """The same over every text in a value."""
        if isinstance(value, str):
            return self.put(value)
        if isinstance(value, list):
            return [self.over(one) for one in value]
        return {name: self.over(one) for name, one in value.items()} if isinstance(value, dict) else value

    def hides(self, value: Json) -> bool:
        """Whether something in a value would have to be withheld."""
        return self.over(value) != value

    def address(self, address: str | None) -> str | None:
        """A web address, or None where it spells a private name, in whatever letters."""
        spelt = {_latin(part) for part in re.split(r"[\W\d_]+", unquote(address or ""))}
        return None if address is None or spelt & self._spelt or self.hides(unquote(address)) else address


def _named_elsewhere(held: Held, reports: Iterable[str]) -> Iterable[str]:
    """Full names (two words and more) that some report of the desk has as private and that may stand in these ones too."""
    texts = [held.reports[r] for r in reports]
    there = {word for one in texts for word in re.findall(r"\w+", f"{one.headline} {one.text}")}
    there |= {word for d in held.decisions for word in re.findall(r"\w+", d.reason)}
    for reading in held.readings.values():
        for mention in reading.persons:
            parts = re.findall(r"\w+", mention.quote.words)
            if not mention.public and len(parts) > 1 and there.issuperset(parts):
                yield mention.quote.words


def _latin(word: str) -> str:
    from reportedly.ledger.latin import latin

    return latin(word)


def _pattern(words: Collection[str]) -> re.Pattern[str] | None:
    longest = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None


class Disclosure:
    """Entries that a pack opens in part: field by field, each with its salt, and the way from the entry to a signed root."""

    def __init__(self, newsroom: Newsroom, entries: Iterable[Entry], tree: Tree, secret: bytes, veil: Veil) -> None:
        self._newsroom, self._tree, self._secret, self._veil = newsroom, tree, secret, veil
        self._by_seq = {entry.seq: entry for entry in entries}
        self._last = {(entry.kind, entry.subject): entry.seq for entry in self._by_seq.values()}
        self._opened: dict[int, dict[str, Json]] = {}

    @cached_property
    def _rewritten(self) -> Collection[tuple[int, str]]:
        from reportedly.store.erasing import rewritten_fields

        return rewritten_fields(self._newsroom.ledger)

    def open(self, kind: str, subject: str, names: Iterable[str]) -> tuple[int, dict[str, str]]:
        """Opens fields of the latest entry about a thing, as far as they stand and hide nobody.

        Gives the entry's number and which fields were opened, as name -> way into the entry (both the same).
        """
        seq = self._last[kind, subject]
        opened = self._opened.setdefault(seq, {"@kind": self._own(seq, "@kind", kind)})
        payloads = self._newsroom.ledger.payload(seq)
        for name in names:
            payload = payloads.get(name)
            if payload is None or payload.erased or payload.salt is None or self._veil.hides(payload.value):
                continue
            if (seq, name) in self._rewritten:  # by an erasure: it fits that entry's commitment and no more its own
                continue
            opened[name] = {"salt": payload.salt.hex(), "value": payload.value}
        return seq, {name: name for name in names if name in opened}

    def open_moment(self, seq: int) -> None:
        """Opens when an entry was made."""
        from reportedly.store.chain import instant

        self._opened[seq]["@at"] = self._own(seq, "@at", instant(self._by_seq[seq].at))

    def opened(self, seq: int) -> dict[str, Json]:
        """What is opened of an entry so far: field -> value."""
        return {name: one["value"] for name, one in self._opened[seq].items() if isinstance(one, dict)}

    def lines(self) -> list[dict[str, Json]]:
        """The entries as a pack holds them, in order."""
        return [self._line(seq) for seq in sorted(self._opened)]

    def _own(self, seq: int, name: str, value: Json) -> Json:
        from reportedly.proof.tree import salt_of

        return {"salt": salt_of(self._secret, seq, name).hex(), "value": value}

    def _line(self, seq: int) -> dict[str, Json]:
        from reportedly.proof.tree import commitments_of
        from reportedly.store.chain import instant

        entry = self._by_seq[seq]
        commitments: dict[str, Json] = dict(commitments_of(entry, instant(entry.at), self._secret))
        path: list[Json] = [node.hex() for node in self._tree.path(seq - 1)]
        return {"seq": seq, "commitments": commitments, "opened": dict(self._opened[seq]), "path": path}
