"""How rare words and names are over a body of reports: what two reports share counts by its rarity."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.ledger.incident_accounts import Account
from reportedly.ledger.incident_places import towns

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of `reports` reports each word and name stands, and each outlet's usual town.

    Links are weighed against one such table: with the same table, reports coming one by one give the links that they
    give all at once. Where the table is made anew, links may change.
    """

    reports: int
    words: Mapping[str, int]
    names: Mapping[str, int]
    homes: Mapping[str, tuple[str | None, str | None]]

    def of_word(self, word: str) -> float:
        """Inverse document frequency, natural logarithm."""
        return math.log((self.reports + 1) / (self.words.get(word, 0) + 0.5))

    def of_name(self, name: str) -> float:
        """The same for a keyed name or a site."""
        return math.log((self.reports + 1) / (self.names.get(name, 0) + 0.5))


def rarity(accounts: Sequence[Account]) -> Rarity:
    """Accounts in, the table over them out."""
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for account in accounts:
        words.update(w for w, _ in account.words)
        names.update(account.names | account.sites)
    first = Rarity(len(accounts), words, names, _homes(accounts))
    return replace(first, homes=_homes([placed(a, first) for a in accounts]))


def _homes(accounts: Iterable[Account]) -> dict[str, tuple[str | None, str | None]]:
    """The town or region that an outlet writes of most, where it is the first place of three reports at least."""
    seen: dict[str, Counter[tuple[str | None, str | None]]] = defaultdict(Counter)
    regions: dict[str, Counter[str | None]] = defaultdict(Counter)
    for account in accounts:
        if account.towns:
            first = account.towns[0]
            seen[account.outlet][first.name, first.region] += 1
            regions[account.outlet][first.region] += 1
    made: dict[str, tuple[str | None, str | None]] = {}
    for outlet, counts in seen.items():
        region, times = regions[outlet].most_common(1)[0]
        if times * 2 > sum(counts.values()):
            town, often = max(((t, n) for t, n in counts.items() if t[1] == region), key=lambda e: (e[1], str(e[0])))
            made[outlet] = town if often >= 2 else (None, region)
    return made


def placed(account: Account, table: Rarity) -> Account:
    """The account with its towns settled by its outlet's usual region along with what it names."""
    return replace(account, towns=towns(account.spots, table.homes.get(account.outlet, (None, None))))


def vector(account: Account, table: Rarity) -> dict[str, float]:
    """The account's words as a vector of length one: 1 + log of the count, times rarity."""
    raw = {w: (1 + math.log(n)) * table.of_word(w) for w, n in account.words if table.of_word(w) > 1.0}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {w: v / length for w, v in raw.items()}


def cosine(a: Vector, b: Vector) -> float:
    """Cosine of two vectors of length one."""
    few, more = (a, b) if len(a) <= len(b) else (b, a)
    return sum(v * more.get(w, 0.0) for w, v in few.items())
