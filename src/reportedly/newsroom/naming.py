"""Under which words a person stands in texts, so that those that were not sealed are found when the person is erased."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportedly.newsroom.marking import ADDRESSES, Known, in_address
from reportedly.types import Json

_BETWEEN = re.compile(r"[\s.,-]{0,3}")


@dataclass
class Naming:
    """The forms of a name as written, and the parts of each full name without case endings.

    In a report that is known to name the person, single parts count, and so do the tokens of a bare part of the name that was
    sealed as somebody's; elsewhere only forms of the whole name.
    """

    forms: tuple[str, ...]
    parts: tuple[frozenset[str], ...]
    _near: frozenset[str] = field(default_factory=frozenset)
    _bare: frozenset[str] = field(default_factory=frozenset)

    @classmethod
    def of(cls, words: Iterable[str], parts: Sequence[frozenset[str]]) -> Naming:
        """From words that were sealed for the person (names and details), and the parts of the person's names."""
        from reportedly.read.masking import parts_of

        whole = [frozenset(own) for own in parts]
        forms = [word for word in dict.fromkeys(words) if word and any(own and own <= parts_of(word) for own in whole)]
        return cls(tuple(forms), tuple(whole))

    def near(self, subjects: frozenset[str], bare: Iterable[str]) -> None:
        """Tells the ids of reports and captures that are known to name the person, and the tokens of bare parts of the name."""
        self._near, self._bare = subjects, frozenset(bare)

    def without(self, kind: str, subject: str, name: str, value: Json) -> Json:
        """A field's value with blocks in the place of the person; the same object where they are not named in it."""
        if kind in ("report", "reading", "capture") and subject in self._near:
            return self._hidden(self._without_tokens(value), self._single, name)
        return self._hidden(value, self._whole, name)

    def _without_tokens(self, value: Json) -> Json:
        """A value as kept with blocks in the place of the tokens of bare parts; the same object where there are none."""
        from reportedly.store.sealing import tokens_in, veiled

        kept = json.dumps(value, ensure_ascii=False)
        return json.loads(veiled(kept, self._bare)) if self._bare.intersection(tokens_in(kept)) else value

    def hidden(self, value: Json) -> Json:
        """A value with blocks in the place of every part of the name."""
        return self._hidden(value, self._single, "")

    def in_words(self, words: str) -> bool:
        """Whether a part of the name stands in words."""
        return bool(self._single(words))

    def in_address(self, address: str) -> bool:
        """Whether a part of the name stands in an address."""
        return not isinstance(in_address(address, self._known), str)

    @cached_property
    def _known(self) -> Known:
        return Known(forms=dict.fromkeys((*self.forms, *self._parts), ""))

    @cached_property
    def _parts(self) -> frozenset[str]:
        return frozenset(part for own in self.parts for part in own if len(part) > 2)

    def _hidden(self, value: Json, find: _Find, name: str) -> Json:
        match value:
            case str():
                return _veil(value, self._in_address(value) if name in ADDRESSES else find(value))
            case list():
                inner = [self._hidden(one, find, name) for one in value]
                return inner if any(a is not b for a, b in zip(inner, value, strict=True)) else value
            case dict():
                put = {key: self._hidden(one, find, key) for key, one in value.items()}
                return put if any(put[key] is not one for key, one in value.items()) else value
        return value

    def _in_address(self, address: str) -> list[tuple[int, int]]:
        from reportedly.store.sealing import Pieces, Secret

        marked, at, found = in_address(address, self._known), 0, []
        for piece in marked.pieces if isinstance(marked, Pieces) else ():
            words = str(piece.value) if isinstance(piece, Secret) else piece
            if isinstance(piece, Secret):
                found.append((at, at + len(words)))
            at += len(words)
        return found

    def _whole(self, words: str) -> list[tuple[int, int]]:
        """Runs of words that are all parts of one name, and together all of it."""
        found = []
        for own in self.parts:
            for run in _runs(words, own):
                if {key for key, _, _ in run} >= own:
                    found.append((run[0][1], run[-1][2]))
        return _joined(found)

    def _single(self, words: str) -> list[tuple[int, int]]:
        runs = [run for own in self.parts for run in _runs(words, own) if any(len(key) > 2 for key, _, _ in run)]
        return _joined([(run[0][1], run[-1][2]) for run in runs])


_Find = Callable[[str], list[tuple[int, int]]]


def _runs(words: str, own: frozenset[str]) -> list[list[tuple[str, int, int]]]:
    """Runs of capitalised words, side by side, whose keys are among a name's parts: (key, start, end) each."""
    from reportedly.read.person_runs import WORD
    from reportedly.read.person_words import fold, name_key

    runs: list[list[tuple[str, int, int]]] = []
    for word in WORD.finditer(words):
        key = name_key(fold(word[0]))
        if key not in own or not word[0][0].isupper():
            continue
        if runs and _BETWEEN.fullmatch(words[runs[-1][-1][2] : word.start()]):
            runs[-1].append((key, word.start(), word.end()))
        else:
            runs.append([(key, word.start(), word.end())])
    return runs


def _joined(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _veil(words: str, found: Sequence[tuple[int, int]]) -> str:
    from reportedly.store.sealing import BLOCK

    for start, end in reversed(found):
        words = words[:start] + BLOCK * (end - start) + words[end:]
    return words
